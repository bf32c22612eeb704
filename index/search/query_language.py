"""The query language: text as people type it into a tree of conditions.

Words are all required. ``"an exact phrase"``, ``"near words"~3`` (in this order,
each at most three places after the one before it), ``OR``, ``NOT`` or ``-``, ``( )``,
``prefix*``, ``fuzzy~``, ``=Exact``, and ``field:value`` for the fields below.
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
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from index.language.fold import fold
from index.search.query import (
    AllOf,
    AnyOf,
    Days,
    Known,
    Manner,
    Named,
    Node,
    ParsedQuery,
    Sort,
    Without,
    Words,
)
from index.search.query_dates import EARLIEST_DAY, LATEST_DAY, other_reading, read_days
from index.search.tokens import UNSPACED, phrase_of, tokens

LONGEST_QUERY = 2_000
"""Characters of a query that are read."""
MOST_CONDITIONS = 64
"""Words, phrases and fields of a query that are used."""
DEEPEST = 40
"""Parentheses within parentheses that are followed."""
MOST_APART = 50
"""Places that a word of a phrase can be asked to stand after the one before it."""
SHORTEST_FUZZY = 3
SHORTEST_PREFIX = 2

_WORD_FIELDS = {"title": "title", "text": "text", "body": "text"}
_NAMED_FIELDS = {
    "outlet": "outlet",
    "author": "author",
    "source": "source",
    "lang": "lang",
    "language": "lang",
}
_KNOWN_FIELDS = {
    "person": "person",
    "org": "org",
    "place": "place",
    "event": "event",
    "tag": "tag",
    "note": "note",
}
_CHOICES = {
    "is": ("unread", "read", "starred", "annotated"),
    "has": ("note", "annotation", "tag"),
    "sort": ("date", "newest", "oldest", "relevance", "outlet", "title"),
}
_DATE_FIELDS = ("date", "since", "until")
_FIELDS = frozenset([*_WORD_FIELDS, *_NAMED_FIELDS, *_KNOWN_FIELDS, *_CHOICES, *_DATE_FIELDS])
_SORTS = {"newest": Sort.DATE} | {sort.value: sort for sort in Sort}

_FIELD = re.compile(r"([A-Za-z]{2,10}):(?!//)")
_WORD_END = re.compile(r"[\s()\"]")
_NEARNESS = re.compile(r"~[^\s()\"]*")
_OPERATORS = ("AND", "OR", "NOT")
_LONGEST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of the text. ``kind``: ( ) AND OR NOT, or "condition".

    ``unknown`` is what stood before a colon and is no field; ``near`` is the ``~``
    behind a quoted phrase, with what follows it; ``unclosed`` says that the quote goes on.
    """

    kind: str
    value: str = ""
    field: str = ""
    quoted: bool = False
    unclosed: bool = False
    exact: bool = False
    last: bool = False
    unknown: str = ""
    near: str = ""


@dataclass(slots=True)
class _Reading:
    """What is gathered while a query is read."""

    today: date
    ignored: list[str] = field(default_factory=list)
    sort: Sort | None = None
    conditions: int = 0

    def ignore(self, note: str) -> None:
        if note not in self.ignored:
            self.ignored.append(note)


def field_near(name: str) -> str | None:
    """The field that ``name`` is probably meant to be; ``None`` where it is one or like none."""
    return None if name in _FIELDS else next(iter(get_close_matches(name, _FIELDS, 1)), None)


def parse(text: str, today: date, typing: bool = False) -> ParsedQuery:
    """Reads a query. ``today`` is what relative dates refer to.

    ``typing`` says that the last word may not be finished: it then matches as a
    beginning too. Never raises; a text with nothing to search gives a query for
    everything.
    """
    reading = _Reading(today)
    shown = unicodedata.normalize("NFC", text[: LONGEST_QUERY * 2])
    if len(text) > LONGEST_QUERY:
        reading.ignore(f"everything after {LONGEST_QUERY:,} characters")
        shown = shown[:LONGEST_QUERY]
    pieces = list(_pieces(shown, typing))
    root = _tree(pieces, reading)
    return ParsedQuery(text, root, reading.sort, tuple(reading.ignored))


def _pieces(text: str, typing: bool) -> Iterator[_Piece]:
    """Cuts a query; structure is looked for in the folded text, values are kept as typed."""
    folded = fold(text)
    at, end = 0, len(text)
    while at < end:
        char = folded[at]
        if char.isspace():
            at += 1
        elif char in "()":
            yield _Piece(char)
            at += 1
        elif char == "-":
            # A dash between blanks, or several, is punctuation.
            if at + 1 < end and not folded[at + 1].isspace() and folded[at + 1] not in "-)":
                yield _Piece("NOT", "-")
            at += 1
        else:
            piece, at = _condition(text, folded, at)
            yield replace(piece, last=typing and at == end)


def _condition(text: str, folded: str, at: int) -> tuple[_Piece, int]:
    name, unknown = "", ""
    field_match = _FIELD.match(folded, at)
    if field_match:
        name = field_match[1].lower()
        at = field_match.end()
        if name not in _FIELDS:
            name, unknown = "", name
    exact = at < len(text) and folded[at] == "="
    at += exact
    if at < len(text) and folded[at] == '"':
        close = folded.find('"', at + 1)
        stop = len(text) if close < 0 else close
        nearness = _NEARNESS.match(folded, stop + 1) if close >= 0 else None
        near = nearness[0] if nearness else ""
        piece = _Piece(
            "condition", text[at + 1 : stop], name, True, close < 0, exact,
            unknown=unknown, near=near,
        )  # fmt: skip
        return piece, stop + (close >= 0) + len(near)
    ending = _WORD_END.search(folded, at)
    stop = ending.start() if ending else len(text)
    value = text[at:stop]
    if not name and not exact and not unknown and value in _OPERATORS:
        return _Piece(value, value), stop
    return _Piece("condition", value, name, exact=exact, unknown=unknown), stop


# structure


@dataclass(slots=True)
class _Group:
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


def _tree(pieces: list[_Piece], reading: _Reading) -> Node:
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
            node = _read_condition(piece, reading)
            if node is not None:
                group.add(node)
    return _close_all(groups, reading)


def _close(groups: list[_Group]) -> None:
    node = groups.pop().node()
    if node is not None:
        groups[-1].add(node)
    else:
        groups[-1].negate, groups[-1].join = False, ""


def _close_all(groups: list[_Group], reading: _Reading) -> Node:
    for group in groups:
        if group.negate:
            reading.ignore("NOT with nothing to exclude")
        if group.join:
            reading.ignore(f"{group.join} with nothing to join")
    while len(groups) > 1:
        _close(groups)
    return groups[0].node() or AllOf()


# conditions


def _shown(text: str) -> str:
    """A piece of the query, fit to be repeated to its author."""
    clean = "".join(char if char.isprintable() else "·" for char in text[: _LONGEST_SHOWN + 1])
    return clean if len(clean) <= _LONGEST_SHOWN else clean[:_LONGEST_SHOWN] + "…"


def _read_condition(piece: _Piece, reading: _Reading) -> Node | None:
    if reading.conditions >= MOST_CONDITIONS:
        reading.ignore(f"everything after {MOST_CONDITIONS} conditions")
        return None
    node = _node(piece, reading)
    if node is not None:
        reading.conditions += 1
    return node


def _node(piece: _Piece, reading: _Reading) -> Node | None:
    name, value = piece.field, piece.value.strip()
    if piece.unknown:
        near = field_near(piece.unknown)
        meant = f"; did you mean {near}:" if near else ""
        reading.ignore(f"{piece.unknown}: (there is no such field{meant})")
    if name and not value:
        reading.ignore(f"{name}: without a value")
        return None
    if piece.near and name and name not in _WORD_FIELDS:
        reading.ignore(f"{_shown(piece.near)} ({name}: knows no nearness)")
    if name in _CHOICES:
        return _choice(name, value.lower(), reading)
    if name in _DATE_FIELDS:
        return _dates(name, value, reading)
    if name in _KNOWN_FIELDS:
        asked = f"={value}" if piece.exact else value
        return _if_words(Known(_KNOWN_FIELDS[name], asked), value, reading)
    if name in _NAMED_FIELDS:
        exact = piece.exact and name == "outlet"
        return _if_words(Named(_NAMED_FIELDS[name], value, exact), value, reading)
    return _words(piece, _WORD_FIELDS.get(name, "text"), reading)


def _if_words(node: Node, value: str, reading: _Reading) -> Node | None:
    if next(tokens(value), None) is None:
        reading.ignore(f"“{_shown(value)}” (no word in it)")
        return None
    return node


def _choice(name: str, value: str, reading: _Reading) -> Node | None:
    if value not in _CHOICES[name]:
        reading.ignore(f"{name}:{_shown(value)} ({', '.join(_CHOICES[name])} can follow {name}:)")
        return None
    if name == "sort":
        reading.sort = _SORTS[value]
        return None
    return Known(name, value)


def _dates(name: str, value: str, reading: _Reading) -> Node | None:
    days = read_days(fold(value), reading.today)
    if days is None:
        reading.ignore(f"{name}:{_shown(value)} (not a date)")
        return None
    if other := other_reading(fold(value)):
        reading.ignore(f"{other} as the meaning of {name}:{_shown(value)} (the day comes first)")
    if name == "since":
        return Days(days.begin, LATEST_DAY)
    if name == "until":
        return Days(EARLIEST_DAY, days.end)
    return days


def _words(piece: _Piece, name: str, reading: _Reading) -> Node | None:
    value, manner = piece.value, Manner.INFLECTED
    if piece.exact:
        manner = Manner.EXACT
    elif not piece.quoted:
        value, manner = _suffix(value, reading)
    found = phrase_of(value)
    if not found:
        if piece.value.strip():
            reading.ignore(f"“{_shown(piece.value)}” (no word in it)")
        return None
    if piece.last and manner is Manner.INFLECTED and piece.quoted is piece.unclosed:
        long_enough = len(found[-1].word) >= SHORTEST_PREFIX or UNSPACED.search(value)
        finished = found[-1].end < len(value)
        manner = Manner.TYPING if long_enough and not finished else manner
    return Words(value, manner, name, _slop(piece, len(found), reading))


def _slop(piece: _Piece, word_count: int, reading: _Reading) -> int:
    """How far apart the words of a phrase may stand."""
    if not piece.near:
        return 1
    number = piece.near[1:]
    if word_count < 2:
        reading.ignore(f"{_shown(piece.near)} (it needs a phrase of two words or more before it)")
        return 1
    if not (number.isascii() and number.isdecimal() and int(number[:9])):
        reading.ignore(f"{_shown(piece.near)} (after a phrase ~ needs a number, as in ~3)")
        return 1
    if int(number[:9]) > MOST_APART:
        reading.ignore(f"{_shown(piece.near)} (words can be up to {MOST_APART} places apart)")
    return min(int(number[:9]), MOST_APART)


def _suffix(value: str, reading: _Reading) -> tuple[str, Manner]:
    """The word and how its ending (``*`` or ``~``) wants it matched."""
    head, star, rest = value.partition("*")
    if star:
        return _prefix(value, head, rest, reading)
    head, tilde, rest = value.partition("~")
    if not tilde:
        return value, Manner.INFLECTED
    found = list(tokens(head))
    if rest not in ("", "1"):
        reading.ignore(f"{_shown('~' + rest)} (fuzzy allows one letter to differ)")
    if len(found) != 1 or found[0].paired or len(found[0].word) < SHORTEST_FUZZY:
        if found:
            reading.ignore(f"~ after “{_shown(head)}” (it needs one word of three letters or more)")
        return head, Manner.INFLECTED
    return head, Manner.FUZZY


def _prefix(value: str, head: str, rest: str, reading: _Reading) -> tuple[str, Manner]:
    if rest.strip("*"):
        reading.ignore(f"“{_shown(rest)}” (a star is understood at the end of a word)")
    found = list(tokens(head))
    if not found:
        return head, Manner.INFLECTED
    if not found[-1].paired and len(found[-1].word) < SHORTEST_PREFIX:
        reading.ignore(f"* after “{_shown(head)}” (it needs two letters or more)")
        return head, Manner.INFLECTED
    return head, Manner.PREFIX
