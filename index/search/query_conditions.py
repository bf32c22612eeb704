"""The conditions of a query: a word, a phrase, or a field with its value.

What a piece of the text asks for, and what in it is not understood.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from msgspec import Struct, field

from index.language.fold import fold
from index.search.language_names import spellings
from index.search.query import AnyOf, Days, Known, Manner, Named, Node, Sort, Words
from index.search.query_dates import EARLIEST_DAY, LATEST_DAY, other_reading, read_days
from index.search.tokens import phrase_of, tokens, unspaced

MOST_CONDITIONS = 64
"""Words, phrases and fields of a query that are used."""
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
    "is": ("unread", "read", "starred", "annotated", "undated"),
    "has": ("note", "annotation", "tag"),
    "sort": ("date", "newest", "oldest", "relevance", "outlet", "title"),
}
_DATE_FIELDS = ("date", "since", "until")
FIELDS = frozenset([*_WORD_FIELDS, *_NAMED_FIELDS, *_KNOWN_FIELDS, *_CHOICES, *_DATE_FIELDS])
_SORTS = {"newest": Sort.DATE} | {sort.value: sort for sort in Sort}

_LONGEST_SHOWN = 30


class Piece(Struct, frozen=True):
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


class QueryReading(Struct):
    """What is gathered while a query is read."""

    today: date
    ignored: list[str] = field(default_factory=list)
    sort: Sort | None = None
    conditions: int = 0
    unread: bool = False

    def ignore(self, note: str) -> None:
        if note not in self.ignored:
            self.ignored.append(note)

    def ignore_wordless(self, text: str) -> None:
        self.ignore(f"“{_shown(text)}” (no word in it)")


def field_near(name: str) -> str | None:
    """The field that ``name`` is probably meant to be; ``None`` where it is one or like none."""
    return None if name in FIELDS else next(iter(get_close_matches(name, FIELDS, 1)), None)


def _shown(text: str) -> str:
    """A piece of the query, fit to be repeated to its author."""
    clean = "".join(char if char.isprintable() else "·" for char in text[: _LONGEST_SHOWN + 1])
    return clean if len(clean) <= _LONGEST_SHOWN else clean[:_LONGEST_SHOWN] + "…"


def read_condition(piece: Piece, reading: QueryReading) -> Node | None:
    """What a piece asks for, ``None`` where it asks for nothing; ``reading`` learns the rest."""
    if reading.conditions >= MOST_CONDITIONS:
        reading.ignore(f"everything after {MOST_CONDITIONS} conditions")
        return None
    node = _node(piece, reading)
    if node is not None:
        reading.conditions += 1
    return node


def _node(piece: Piece, reading: QueryReading) -> Node | None:
    name, value = piece.field, piece.value.strip()
    if piece.unknown:
        near = field_near(piece.unknown)
        meant = f"; did you mean {near}:" if near else ""
        reading.ignore(f"{piece.unknown}: (there is no such field{meant})")
    if name and not value:
        reading.ignore(f"{name}: without a value")
        return None
    if piece.unclosed and not piece.last:
        reading.ignore("a quotation mark without a closing one")
    if piece.near and name and name not in _WORD_FIELDS:
        reading.ignore(f"{_shown(piece.near)} ({name}: knows no nearness)")
    if name in _CHOICES:
        return _choice(name, value.lower(), reading)
    if name in _DATE_FIELDS:
        return _dates(name, value, reading)
    if name in _KNOWN_FIELDS:
        asked = f"={value}" if piece.exact else value
        if _is_begun(name, piece):
            asked += "*"
        return _if_words(Known(_KNOWN_FIELDS[name], asked), value, reading)
    if _NAMED_FIELDS.get(name) == "lang":
        return _if_words(_language(value), value, reading)
    if name in _NAMED_FIELDS:
        exact = piece.exact and name == "outlet"
        return _if_words(Named(_NAMED_FIELDS[name], value, exact), value, reading)
    return _words(piece, _WORD_FIELDS.get(name, "text"), reading)


def _is_begun(name: str, piece: Piece) -> bool:
    """Whether a name that is being typed may be the beginning of one."""
    typed = piece.last and piece.quoted is piece.unclosed and not piece.exact
    return typed and name != "note" and piece.value[-1:].isalnum()


def _language(value: str) -> Node:
    written = tuple(Named("lang", one) for one in spellings(value))
    return AnyOf(written) if len(written) > 1 else written[0]


def _if_words(node: Node, value: str, reading: QueryReading) -> Node | None:
    if next(tokens(value), None) is None:
        reading.ignore_wordless(value)
        return None
    return node


def _choice(name: str, value: str, reading: QueryReading) -> Node | None:
    if value not in _CHOICES[name]:
        reading.unread |= name != "sort"
        reading.ignore(f"{name}:{_shown(value)} ({', '.join(_CHOICES[name])} can follow {name}:)")
        return None
    if name == "sort":
        reading.sort = _SORTS[value]
        return None
    return Known(name, value)


def _dates(name: str, value: str, reading: QueryReading) -> Node | None:
    days = read_days(fold(value), reading.today)
    if days is None:
        reading.unread = True
        reading.ignore(f"{name}:{_shown(value)} (not a date)")
        return None
    if other := other_reading(fold(value)):
        reading.ignore(f"{other} as the meaning of {name}:{_shown(value)} (the day comes first)")
    if name == "since":
        return Days(days.begin, LATEST_DAY)
    if name == "until":
        return Days(EARLIEST_DAY, days.end)
    return days


def _words(piece: Piece, name: str, reading: QueryReading) -> Node | None:
    value, manner = piece.value, Manner.INFLECTED
    if piece.exact:
        manner = Manner.EXACT
    elif not piece.quoted:
        value, manner = _suffix(value, reading)
    found = phrase_of(value)
    if not found:
        if piece.value.strip():
            reading.ignore_wordless(piece.value)
        return None
    if piece.last and manner is Manner.INFLECTED and piece.quoted is piece.unclosed:
        long_enough = len(found[-1].word) >= SHORTEST_PREFIX or unspaced().search(value)
        finished = found[-1].end < len(value)
        manner = Manner.TYPING if long_enough and not finished else manner
    return Words(value, manner, name, _slop(piece, len(found), reading))


def _slop(piece: Piece, word_count: int, reading: QueryReading) -> int:
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


def _suffix(value: str, reading: QueryReading) -> tuple[str, Manner]:
    """The word and how its ending (``*`` or ``~``) wants it matched."""
    head, star, rest = value.partition("*")
    if star:
        return _prefix(head, rest, reading)
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


def _prefix(head: str, rest: str, reading: QueryReading) -> tuple[str, Manner]:
    if rest.strip("*"):
        reading.ignore(f"“{_shown(rest)}” (a star is understood at the end of a word)")
    found = list(tokens(head))
    if not found:
        return head, Manner.INFLECTED
    if not found[-1].paired and len(found[-1].word) < SHORTEST_PREFIX:
        reading.ignore(f"* after “{_shown(head)}” (it needs two letters or more)")
        return head, Manner.INFLECTED
    return head, Manner.PREFIX
