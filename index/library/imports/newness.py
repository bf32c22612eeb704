"""Whether an article that comes in is new to the library."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from index.article import Article
from index.store.archive import Archive
from index.store.article_values import facts_digest


class Unchanged(Struct, frozen=True):
    """The library has it, with this text and these facts."""

    id: int


class SameText(Struct, frozen=True):
    """It is not there, but another has its text: ``original``, by its key."""

    original: str


def known_as(
    archive: Archive, article: Article, on_their_way: Mapping[str, str]
) -> Unchanged | SameText | None:
    """What an article is to the library; ``None`` when it is to be analysed and written.

    ``on_their_way`` are the keys of articles, by versions of their texts, of which the archive
    knows nothing yet.
    """
    known = archive.identify(article.key)
    if known is not None:
        # An article stays one, whoever has its text by now.
        is_as_before = known[1:] == (article.version, facts_digest(article))
        return Unchanged(known[0]) if is_as_before else None
    original = on_their_way.get(article.version)
    if original is None:
        number = archive.copies.same_text(article.key, article.version)
        original = archive.key_of(number) if number is not None else None
    return SameText(original) if original not in (None, article.key) else None
