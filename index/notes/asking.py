"""What a person asks of their annotations on one line: words, and a few conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from index.errors import CulmError
from index.notes.annotations import Annotations
from index.notes.model import Annotation, Colour

_CONDITION = re.compile(r'(?<!\S)(tag|colour|color|article):(?:"([^"]*)"|(\S+))', re.IGNORECASE)


# What the library's search knows and marks do not have; looked for as words they find nothing.
_OTHER_FIELDS = (
    "person|org|place|event|outlet|title|author|lang|language|source|date|since|until|is|has|sort"
    "|text|body|note"
)
_OTHER = re.compile(rf"(?<!\S)({_OTHER_FIELDS}):(?=[^\s/])", re.IGNORECASE)


class Asked(Struct, frozen=True):
    """``text`` is looked for in passages, notes and tags; the others are ``None`` if not asked."""

    text: str = ""
    tag: str | None = None
    colour: Colour | None = None
    article: str | None = None


def asked(line: str) -> Asked:
    """``tag:NAME``, ``colour:NAME`` and ``article:KEY`` out of a line; the rest is text.

    The last of several conditions of a kind counts. Raises
    :class:`~index.errors.CulmError` for a colour that there is not, and for a field that
    articles have and annotations do not.
    """
    if other := _OTHER.search(line):
        name = other[1].lower()
        raise CulmError(f"notes have no {name}:, they have tag:, colour: and article:")
    given: dict[str, str] = {}
    for name, quoted, plain in _CONDITION.findall(line):
        given[name.lower().replace("color", "colour")] = quoted or plain
    colour = given.get("colour")
    if colour is not None and colour.lower() not in set(Colour):
        raise CulmError(f"{colour!r} is no colour; the colours are {', '.join(Colour)}")
    return Asked(
        " ".join(_CONDITION.sub(" ", line).split()),
        given.get("tag"),
        Colour(colour.lower()) if colour else None,
        given.get("article"),
    )


def answers(
    notes: Annotations, line: str, *, trash: bool = False, by_article: bool = False
) -> Sequence[Annotation]:
    """The annotations that a line asks for, newest first or by article and place."""
    wanted = asked(line)
    return notes.all(
        text=wanted.text,
        tag=wanted.tag,
        colour=wanted.colour,
        article=wanted.article,
        trash=trash,
        order="article" if by_article else "newest",
    )
