"""The query language: text as people type it into a tree of conditions.

Words are all required. ``"an exact phrase"``, ``"near words"~3`` (in this order,
each at most three places after the one before it), ``OR``, ``NOT`` or ``-``, ``( )``,
``prefix*``, ``fuzzy~``, ``=Exact``, and ``field:value`` (:mod:`index.search.query_conditions`).
``OR`` joins its neighbours before words stand together, ``AND`` binds tightest:
``hanoi OR hue floods`` means floods in either.

Nothing raises and nothing empties the list: what can be understood is searched,
the rest is told in :attr:`ParsedQuery.ignored`. Reading is one pass over the
text with an explicit stack, so no query can be slow or deep. Whoosh's own parser
is not used: it recurses, drops silently what it cannot read and has no way to
say so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from index.language.fold import fold
from index.search.query import AllOf, AnyOf, Node, ParsedQuery, Without
from index.search.query_conditions import FIELDS, Piece, QueryReading, read_condition

LONGEST_QUERY = 2_000
"""Characters of a query that are read."""
DEEPEST = 40
"""Parentheses within parentheses that are followed."""

_FIELD = re.compile(r"([A-Za-z]{2,10}):(?!//)")
_WORD_END = re.compile(r"[\s()\"]")
_NEARNESS = re.compile(r"~[^\s()\"]*")
_OPERATORS = ("AND", "OR", "NOT")


def parse(text: str, today: date, typing: bool = False) -> ParsedQuery:
    """Reads a query. ``today`` is what relative dates refer to.

    ``typing`` says that the last word may not be finished: it then matches as a
    beginning too. Never raises; a text with nothing to search gives a query for
    everything.
    """
    reading = QueryReading(today)
    shown = unicodedata.normalize("NFC", text[: LONGEST_QUERY * 2])
    if len(text) > LONGEST_QUERY:
        reading.ignore(f"everything after {LONGEST_QUERY:,} characters")
        shown = shown[:LONGEST_QUERY]
    root = _tree(_pieces(shown, typing), reading, typing)
    if root == AllOf() and shown.strip() and not (reading.ignored or reading.sort or typing):
        reading.ignore_wordless(shown)
    return ParsedQuery(text, root, reading.sort, tuple(reading.ignored), reading.unread)


def _pieces(text: str, typing: bool) -> Iterator[Piece]:
    """Cuts a query; structure is looked for in the folded text, values are kept as typed."""
    folded = fold(text)
    at, end = 0, len(text)
    while at < end:
        char = folded[at]
        if char.isspace():
            at += 1
        elif char in "()":
            yield Piece(char)
            at += 1
        elif char == "-":
            # A dash between blanks, or several, is punctuation.
            if at + 1 < end and not folded[at + 1].isspace() and folded[at + 1] not in "-)":
                yield Piece("NOT", "-")
            at += 1
        else:
            piece, at = _condition(text, folded, at)
            yield replace(piece, last=typing and at == end)


def _condition(text: str, folded: str, at: int) -> tuple[Piece, int]:
    name, unknown = "", ""
    field_match = _FIELD.match(folded, at)
    if field_match:
        name = field_match[1].lower()
        at = field_match.end()
        if name not in FIELDS:
            name, unknown = "", name
    exact = at < len(text) and folded[at] == "="
    at += exact
    if at < len(text) and folded[at] == '"':
        close = folded.find('"', at + 1)
        stop = len(text) if close < 0 else close
        nearness = _NEARNESS.match(folded, stop + 1) if close >= 0 else None
        near = nearness[0] if nearness else ""
        piece = Piece(
            "condition", text[at + 1 : stop], name, True, close < 0, exact,
            unknown=unknown, near=near,
        )  # fmt: skip
        return piece, stop + (close >= 0) + len(near)
    ending = _WORD_END.search(folded, at)
    stop = ending.start() if ending else len(text)
    value = text[at:stop]
    if not name and not exact and not unknown and value in _OPERATORS:
        return Piece(value, value), stop
    return Piece("condition", value, name, exact=exact, unknown=unknown), stop


# structure


class _Group(Struct):
    """An open parenthesis: alternatives of conjunctions, joined as they come.

    ``parts`` are the finished members of the implicit AND; each is a list of
    alternatives, each alternative a list of parts that an explicit AND joins.
    """

    parts: list[list[list[Node]]] = field(default_factory=list)
    join: str = ""
    negate: bool = False

    def add(self, node: Node) -> None:
        if self.negate:
            node, self.negate = Without(node), False
        if self.join == "AND" and self.parts:
            self.parts[-1][-1].append(node)
        elif self.join == "OR" and self.parts:
            self.parts[-1].append([node])
        else:
            self.parts.append([[node]])
        self.join = ""

    def node(self) -> Node | None:
        members = [_any_of([_all_of(both) for both in part]) for part in self.parts]
        return _all_of(members) if members else None


def _all_of(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _any_of(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _tree(pieces: Iterable[Piece], reading: QueryReading, typing: bool) -> Node:
    groups = [_Group()]
    skipped = 0
    for piece in pieces:
        group = groups[-1]
        if piece.kind == "(":
            if len(groups) > DEEPEST:
                skipped += 1
                reading.ignore(f"parentheses deeper than {DEEPEST}")
            else:
                groups.append(_Group())
        elif piece.kind == ")":
            if skipped:
                skipped -= 1
            elif len(groups) == 1:
                reading.ignore("a closing parenthesis without an opening one")
            else:
                _close(groups)
        elif piece.kind == "NOT":
            group.negate = not group.negate if piece.value == "NOT" else True
        elif piece.kind in ("AND", "OR"):
            if not group.parts or group.negate or group.join:
                reading.ignore(f"{piece.kind} with nothing to join")
            else:
                group.join = piece.kind
        else:
            node = read_condition(piece, reading)
            if node is not None:
                group.add(node)
    if len(groups) > 1 and not typing:
        reading.ignore("an opening parenthesis without a closing one")
    return _close_all(groups, reading)


def _close(groups: list[_Group]) -> None:
    node = groups.pop().node()
    if node is not None:
        groups[-1].add(node)
    else:
        groups[-1].negate, groups[-1].join = False, ""


def _close_all(groups: list[_Group], reading: QueryReading) -> Node:
    for group in groups:
        if group.negate:
            reading.ignore("NOT with nothing to exclude")
        if group.join:
            reading.ignore(f"{group.join} with nothing to join")
    while len(groups) > 1:
        _close(groups)
    return groups[0].node() or AllOf()
