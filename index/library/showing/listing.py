"""The lines of the article list: articles with what the user made of them and their copies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from index.article import Article, Snippet
from index.language.fold import match_key
from index.library.annotations.reviewing import waiting_in
from index.store.archive import Archive
from index.store.list_tables import RowFacts
from index.views import CopyView, Row

if TYPE_CHECKING:
    from index.library import Library


LEAD = 320
"""Code points of a text that are shown for how it begins, at most."""
_MOST_FOUND, _MOST_WORDS = 50, 20


def article_rows(library: Library, ids: Sequence[int]) -> list[Row]:
    """The list's lines for these ids, in their order; ids of gone articles are left out."""
    archive = library.archive
    facts = archive.lists.rows(ids)
    groups = archive.copies.groups([row.id for row in facts])
    exact = archive.copies.exact_outlets(
        sorted({row.id for row in facts} | {n for group in groups.values() for n in group})
    )
    others = {n for group in groups.values() for n in group} - {row.id for row in facts}
    known = {row.id: row for row in (*facts, *archive.lists.rows(sorted(others)))}
    keys = [row.key for row in known.values()]
    states = library.notes.states([row.key for row in facts])
    counts = library.notes.counts(keys)
    waiting = waiting_in(library, counts) if counts else {}
    told = []
    for row in facts:
        group = [n for n in groups.get(row.id, (row.id,)) if n in known]
        copies = tuple(n for n in group if n != row.id)
        same_text = [outlet for n in group for outlet in exact.get(n, ())]
        state = states[row.key]
        told.append(
            Row(
                row.id,
                row.key,
                row.title,
                row.title_stated,
                row.outlet,
                row.published,
                row.words,
                read=state.read,
                starred=state.starred,
                tags=state.tags,
                notes=counts.get(row.key, 0),
                copies=len(copies) + len(same_text),
                also_in=_other_outlets(row.outlet, [known[n].outlet for n in copies] + same_text),
                near_copies=copies,
                first=group[0],
                copy_notes=sum(counts.get(known[n].key, 0) for n in copies),
                waiting=waiting.get(row.key, 0),
                copy_waiting=sum(waiting.get(known[n].key, 0) for n in copies),
            )
        )
    return told


def headed(library: Library, typed: str, but: Collection[int] = ()) -> list[Row]:
    """Articles with all words that were typed in headline or outlet, the latest first.

    Those with an id in ``but`` are left out, and of many the older ones.
    """
    words = [*dict.fromkeys(match_key(typed).split())][:_MOST_WORDS]
    found = library.archive.lists.headed(words, _MOST_FOUND + len(but))
    return article_rows(library, [number for number in found if number not in but][:_MOST_FOUND])


def leads(archive: Archive, ids: Sequence[int]) -> dict[int, Snippet]:
    """How the texts of these articles begin, below headline, captions and the like."""
    return {article.id: Snippet(_lead(article)) for article in archive.articles(ids)}


def _lead(article: Article) -> str:
    """The first words that belong to the story."""
    story = article.story
    return " ".join(article.text[story.start : min(story.end, story.start + LEAD)].split())


def copies_of(archive: Archive, article_id: int) -> tuple[int, tuple[CopyView, ...]]:
    """The article that stands for the group of this one, and all its copies.

    Near copies come in the order of the group, then the inputs with exactly the
    same text as one of them, which are no articles of their own (id 0).
    """
    group = archive.copies.groups([article_id]).get(article_id, (article_id,))
    near = [
        CopyView(row.id, row.key, row.outlet, archive.address(row.id), row.published)
        for row in archive.lists.rows([number for number in group if number != article_id])
    ]
    exact = [
        CopyView(0, copy.key, copy.outlet, copy.url)
        for number in group
        for copy in archive.copies.exact(number)
    ]
    return group[0], (*near, *exact)


def copy_groups(archive: Archive) -> Iterator[tuple[RowFacts, tuple[CopyView, ...]]]:
    """Every article that has copies and stands for them, by key, with those copies."""
    firsts = {*archive.copies.followers().values(), *archive.copies.with_exact()}
    firsts -= archive.copies.followers().keys()
    for article, _ in sorted(archive.keys_of(firsts).items(), key=lambda known: known[1]):
        for facts in archive.lists.rows([article]):
            yield facts, copies_of(archive, article)[1]


def _other_outlets(own: str, outlets: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(outlet for outlet in outlets if outlet and outlet != own))
