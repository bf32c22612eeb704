"""Annotations out of the library and into it, with what the archive knows of their articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.library.searching import Searching
from index.notes.exchange import (
    ArticleFacts,
    ArticleText,
    Incoming,
    plan,
    read_annotations,
    to_csv,
    to_document,
    to_jsonld,
    to_readwise,
)
from index.notes.model import Annotation

if TYPE_CHECKING:
    from index.library import Library

FORMATS = ("md", "jsonld", "csv", "readwise")
_LIKELY = 5


@dataclass(frozen=True, slots=True)
class NotesImported:
    """What an import of annotations did.

    ``doubtful`` are ids whose place a person should look at, ``homeless`` the
    passages that belong to no article of the library.
    """

    added: int
    updated: int
    unchanged: int
    doubtful: tuple[str, ...]
    homeless: tuple[str, ...]


def export_notes(library: Library, annotations: Sequence[Annotation], format: str) -> str:
    """Annotations as one document; ``format`` is one of :data:`FORMATS`."""

    def describe(key: str) -> ArticleFacts | None:
        known = library.archive.identify(key)
        article = library.archive.article(known[0]) if known else None
        if article is None:
            return None
        begin = article.published.interval.begin
        return ArticleFacts(
            key,
            article.title,
            article.outlet,
            begin.isoformat() if begin else "",
            article.url,
            article.authors,
            library.notes.state(key).tags,
        )

    if format == "jsonld":
        versions = {one.version for one in annotations}
        texts = {name: text for name in versions if (text := library.notes.text_of(name))}
        return to_jsonld(annotations, describe, texts)
    write = {"md": to_document, "csv": to_csv, "readwise": to_readwise}[format]
    return write(annotations, describe)


def import_notes(library: Library, document: str, source: str) -> NotesImported:
    """Bring in annotations from JSON-LD; ``source`` names the file in errors and undo.

    Raises :class:`index.errors.ReadError` when it holds no annotations.
    """
    incoming, texts = read_annotations(document, source)
    planned = plan(incoming, texts, _Finder(library))
    brought = library.notes.bring_in(
        planned.annotations, planned.texts, f"import of annotations from {source}"
    )
    return NotesImported(
        brought.added,
        brought.updated,
        brought.unchanged,
        planned.doubtful,
        tuple(one.exact for one in planned.homeless),
    )


class _Finder:
    """Finds the articles that an annotation from outside may belong to."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, one: Incoming) -> Iterable[ArticleText]:
        archive = self._library.archive
        wanted = dict.fromkeys(archive.with_address(one.addresses))
        if one.own is not None and (known := archive.identify(one.own.article)):
            wanted = dict.fromkeys([known[0], *wanted])
        if not wanted and one.exact.strip():
            wanted = dict.fromkeys(self._holding(one.exact))
        for number in wanted:
            article = archive.article(number)
            if article is not None:
                yield ArticleText(article.key, article.version, article.text)

    def _holding(self, words: str) -> Sequence[int]:
        searching: Searching = self._library.searching
        phrase = " ".join(words.replace('"', " ").split()[:12])
        return searching.search(f'"{phrase}"', limit=_LIKELY).ids[:_LIKELY]
