"""A text as a string of kinds: the one pass over all its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from index.language.dates.kinds import K
from index.language.dates.lexicon import SIGNS, WITHOUT_CAPITAL, WORDS
from index.language.dates.months import Entry
from index.language.fold import fold_case

_TOKEN = re.compile(
    r"""
      [b-gi-nr-z][^\W\d_]*    # most words, at once
    | [ap]\.m\b\.? | o'clock
    | (?:[qh][1-4]|[1-4][qh])(?=[\W]|[12]\d|$)
    | (?<=\d)[年月日号號년월일] | (?<=\d\s)[年月日号號년월일]
    | [^\W\d_]+
    | \n[ \t]*\n\s*
    | \d{4}-\d\d-\d\d(?:t\d\d:?\d\d(?::?\d\d)?z?)?(?![\d-])
    | \d{4}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{1,2}(?![\d/-])
    | \d{1,4}(?P<sign>[/.-])\d{1,2}(?P=sign)\d{2,4}(?![\d/-])
    | \d{1,2}[:h]\d\d(?::\d\d)?(?!\d)
    | \d{1,2}/\d{1,2}(?![\d/])
    | '?\d{1,3}0'?s\b
    | '\d\d\b(?!')
    | \d+(?:st|nd|rd|th)\b
    | \d+(?:[.,]\d+)*
    | '(?:s\b)?
    | [,.\-]
    | [^\w\s]
    """,
    re.VERBOSE,
)

_FORMS: tuple[tuple[K, re.Pattern[str]], ...] = (
    (K.ISO_DATE, re.compile(r"\d{4}-\d\d-\d\d(?:t.*)?")),
    (K.PART_NUMBER, re.compile(r"[123]/[2348]")),
    (K.CLOCK, re.compile(r"\d{1,2}[:h]\d\d(?::\d\d)?")),
    (K.DECADE, re.compile(r"'?\d{1,3}0'?s")),
    (K.SHORT_YEAR, re.compile(r"'\d\d")),
    (K.NUMERIC_DATE, re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}")),
    (K.DAY_SLASH_MONTH, re.compile(r"\d{1,2}/\d{1,2}")),
    (K.BREAK, re.compile(r"\n\s*")),
)
_PART_CODE = re.compile(r"[qh][1-4]|[1-4][qh]")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_PLAIN_NUMBER = re.compile(r"\d{1,12}")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_DECIMAL_NUMBER = re.compile(r"\d{1,9}\.\d{1,6}")

EARLIEST_YEAR, LATEST_YEAR = 1400, 2199
_OTHER: Entry = (K.OTHER, "")
_REMEMBERED = 16_384
_SEGMENT = 1 << 16  # code points analysed at a time, so that memory stays bounded


def _number(form: str) -> Entry:
    if _PART_CODE.fullmatch(form):
        return K.PART_CODE, "".join(sorted(form, reverse=True)).upper()
    if ordinal := _ORDINAL.fullmatch(form):
        return K.ORDINAL_NUMBER, int(ordinal[1])
    if _PLAIN_NUMBER.fullmatch(form):
        value = int(form)
        if len(form) == 4 and EARLIEST_YEAR <= value <= LATEST_YEAR:
            return K.YEAR, value
        if len(form) > 2:
            return K.BIG, value
        for kind, limit in (
            (K.ZERO, 0),
            (K.UP_TO_12, 12),
            (K.UP_TO_24, 24),
            (K.UP_TO_31, 31),
        ):
            if value <= limit:
                return kind, value
        return K.UP_TO_99, value
    if _GROUPED_NUMBER.fullmatch(form):
        return K.BIG, form.replace(",", "")
    if _DECIMAL_NUMBER.fullmatch(form):
        return K.FRACTION, form
    for kind, shape in _FORMS:
        if shape.fullmatch(form):
            return kind, form
    return _OTHER


class _Entries(dict[str, Entry]):
    """Kind and value of every form met so far."""

    def __missing__(self, form: str) -> Entry:
        first = form[0]
        entry = _number(form) if first.isdecimal() or first in "'\nqh" else _OTHER
        if first.isdecimal() and not form.isascii():
            entry = _OTHER
        if len(self) < _REMEMBERED:
            self[form] = entry
        return entry


_ENTRIES = _Entries({**WORDS, **SIGNS})
_LOOK_AGAIN = re.compile(
    "["
    + "".join((K.MAYBE_MONTH, K.WEEKDAY_SHORT, K.MONTH_SHORT, K.HYPHEN, K.YEAR, K.FRACTION))
    + "".join((K.MONTH_NAME, K.WEEKDAY, K.DAY_WORD, K.SET_WORD, K.FUTURE_WORD, K.UNITS, K.UNIT))
    + K.DAY_PART
    + "]"
)
_MONEY = "$£€¥₫#"
_CJK_YEARS = ("年", "년")

# What looks like a date and is part of a name: people called April, newspapers
# of a weekday, Black Monday.
_CAN_BE_NAMED = (
    K.MONTH_NAME, K.MONTH_SHORT, K.WEEKDAY, K.DAY_WORD, K.SET_WORD, K.FUTURE_WORD, K.UNIT, K.UNITS,
    K.UNIT, K.DAY_PART,
)  # fmt: skip
_FIRST_NAMES = ("april", "june", "august", "jan")
_SURNAME = re.compile(r"\s[A-Z][a-z]{2,20}\b(?!\s+\d)")
_BEFORE_A_MONTH = re.compile(
    r"(?:\b(?:in|since|of|until|till|by|last|next|early|late|from|to|and|or|this|mid|the|an?|its?|his"
    r"|her|their|through|during|for|on|every|each|past|between|before|after|\d{1,2}(?:st|nd|rd|th)?)"
    r"|'s|[,-])[\s-]*$"
)
_PAPER = re.compile(
    r"\s(?:Times|Telegraph|Mail|Express|Mirror|Herald|Post|Tribune|Star|Independent|World|Mercury"
    r"|Review|Night (?:Live|Football|Fever)|Morning(?=[\"”’]| (?:Futures|[Ww]ith)))\b"
)
_PROGRAMMES = ("60 Minutes", "48 Hours")
# Programmes: “Today”, the Tonight show, Psychology Today, ABC’s “This Week”.
_QUOTED = re.compile(r"[,.]?[\"”’](?!s\b)")
_SHOW = re.compile(r"[\"”’]{0,2}\s(?:[Ss]how|[Pp]rogram(?:me)?)\b")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w'’]{2,20}\s\Z")
_SENTENCE_GOES_ON = re.compile(r"[\"”’)]|['’]s\b|,?\s[a-z]")
_PROGRAMME_THIS = re.compile(r"(?:[\"“‘]|['’]s?\s|\b(?:CBS|ABC|NBC|BBC|CNN)\s)This\s\Z")
_WAR = re.compile(r"['’s]{0,2}\s+War\b")  # "the Six-Day War"
_OF_THE = re.compile(r"\b([A-Z][a-z]+) of the\s$")  # "Player of the Year"
_PARTS = frozenset(
    {"Beginning", "Start", "Middle", "End", "Rest", "Half", "Part", "Most", "Quarter"}
)
_NAME_AROUND = re.compile(r"[^.!?:\n]\s[A-Z][a-z]{1,15}\s[A-Z]")  # "the Daily Caller"
_NAMED_DAY = re.compile(r"\b(?:black|bloody|super|cyber|fat|mail on|fox news)\s$")


class Tokens(Struct, frozen=True):
    """A stretch of a text: ``kinds[i]`` is the kind of the word at ``spans[i]``.

    ``values[i]`` is the number or code that the word stands for. Spans are
    offsets into the whole folded text ``folded``.
    """

    folded: str
    kinds: str
    spans: list[tuple[int, int]]
    values: list[int | str]


def tokenise(text: str) -> Iterator[Tokens]:
    """The words of ``text``, a segment at a time; no date reaches across two of them."""
    folded = fold_case(text)
    start = 0
    while start < len(text):
        end = _segment_end(text, start)
        yield _tokens(text, folded, start, end)
        start = end


def _segment_end(text: str, start: int) -> int:
    end = start + _SEGMENT
    if end >= len(text):
        return len(text)
    for sign in ("\n", ". ", " "):
        cut = text.rfind(sign, start, end)
        if cut > start:
            return cut + len(sign)
    return end


def _tokens(text: str, folded: str, start: int, end: int) -> Tokens:
    spans, entries = [], []
    for match in _TOKEN.finditer(folded, start, end):
        spans.append(match.span())
        entries.append(_ENTRIES[match[0]])
    kinds: list[str] = [kind for kind, _ in entries]
    values = [value for _, value in entries]
    for place in [match.start() for match in _LOOK_AGAIN.finditer("".join(kinds))]:
        begin, after = spans[place]
        kinds[place], values[place] = _in_context(
            (K(kinds[place]), values[place]), text, folded, begin, after
        )
    return Tokens(folded, "".join(kinds), spans, values)


def _in_context(entry: Entry, text: str, folded: str, begin: int, after: int) -> Entry:
    """The entry of a word whose kind depends on how it is written or what it touches."""
    kind, _ = entry
    before, behind = text[begin - 1 : begin], text[after : after + 1]
    if kind is K.HYPHEN:
        loose = before.isspace() or behind.isspace() or not before or not behind
        return (K.DASH, "-") if loose else entry
    if kind in (K.YEAR, K.FRACTION):
        word_before = before.isalpha() and folded[begin - 2 : begin] != "fy"
        touches = (before and before in _MONEY) or word_before or behind in ("%", "°")
        return (K.BIG, entry[1]) if touches and behind not in _CJK_YEARS else entry
    if kind in _CAN_BE_NAMED and _is_named(kind, text, folded, begin, after):
        return _OTHER
    word = folded[begin:after]
    if text[begin].isupper() or word not in WITHOUT_CAPITAL:
        return entry
    return WITHOUT_CAPITAL[word] or _OTHER


def _is_named_unit(text: str, begin: int, after: int) -> bool:
    """Whether "Year", "Days", "Minutes" are of a war, an award or a programme."""
    award = _OF_THE.search(text, max(0, begin - 24), begin)
    programme = text[begin - 3 : after] in _PROGRAMMES or _PROGRAMME_THIS.search(
        text, max(0, begin - 12), begin
    )
    return (
        bool(programme) or bool(_WAR.match(text, after)) or bool(award and award[1] not in _PARTS)
    )


def _is_programme(text: str, begin: int, after: int) -> bool:
    """Whether "Today" or "Tonight" is what a programme or a paper is called."""
    if text[begin - 1 : begin] in ('"', "“", "‘") and _QUOTED.match(text, after):
        return True
    if _SHOW.match(text, after):
        return True
    return bool(
        _CAPITAL_BEFORE.search(text, max(0, begin - 24), begin)
        and _SENTENCE_GOES_ON.match(text, after)
    )


def _is_named(kind: K, text: str, folded: str, begin: int, after: int) -> bool:
    """Whether a month, weekday or "today" is part of the name of something else."""
    if kind is K.DAY_WORD:
        return folded[begin - 4 : begin] == "usa " or (
            text[begin].isupper() and _is_programme(text, begin, after)
        )
    if kind is K.DAY_PART:
        return text[begin].isupper() and bool(
            _PROGRAMME_THIS.search(text, max(0, begin - 12), begin)
        )
    if kind in (K.UNIT, K.UNITS):
        return text[begin].isupper() and _is_named_unit(text, begin, after)
    if kind in (K.SET_WORD, K.FUTURE_WORD):
        return text[begin].isupper() and bool(_NAME_AROUND.match(text, max(0, begin - 2)))
    if kind is K.WEEKDAY:
        if not text[begin].isupper():
            return False
        named = _NAMED_DAY.search(folded, max(0, begin - 10), begin)
        return bool(named or _PAPER.match(text, after))
    if folded[begin:after] not in _FIRST_NAMES or not _SURNAME.match(text, after):
        return False
    surname = folded[after + 1 : after + 24].split(" ", 1)[0].strip(".,;:")
    if surname in _DATE_WORDS:
        return False
    return kind is K.MONTH_SHORT or not _BEFORE_A_MONTH.search(folded, max(0, begin - 12), begin)


_DATE_WORDS = frozenset(word for word, (kind, _) in WORDS.items() if kind is not K.OTHER)
