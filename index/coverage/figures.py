"""Numbers in a text as quantities: ``3.5 million people``, ``$12bn``, ``a nine-day visit``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.article import Span
from index.coverage import measures
from index.coverage.model import Figure, Hedge
from index.coverage.numerals import (
    COMMA_DIGITS,
    DIGITS,
    ORDINALS,
    SCALES,
    WORDS,
    in_digits,
    in_words,
    ordinal,
)

NTH = "#"
"""What the unit of an ordinal begins with, and that of a thing told by its number."""

WHOLE = "/"
"""What the unit begins with of a number that says how many there are in all."""

_WITH_COMMA = frozenset({"vi", "fr", "de", "es", "it", "pt", "nl", "ru", "pl", "id", "tr", "sv"})
_SHORT = {"k", "m", "b"}
_LONG = "|".join(sorted(SCALES.keys() - _SHORT, key=len, reverse=True))
_SIGNS = "".join(measures.CURRENCIES)
_CODES = "|".join(sorted(map(re.escape, measures.CODES), key=len, reverse=True))
_PERCENT = r" ?%| ?phan tram\b|[ -](?:per ?cent|pct)(?:age)?(?P<points>[ -]points?)?\b"


def _pattern(digits: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<money>\b(?:{_CODES}) ?\.? ?|[{_SIGNS}] ?)?"
        rf"(?:(?P<digits>{digits})|(?P<word>{WORDS}))"
        rf"(?P<scale>[- ]?(?:{_LONG})s?\b|[kmb]\b)?"
        rf"(?P<percent>{_PERCENT})?"
    )


_POINT, _COMMA = _pattern(DIGITS), _pattern(COMMA_DIGITS)
_ORDINAL = re.compile(ORDINALS)
_BEHIND = re.compile(r"(?:[ -][^\W\d_][\w']{0,29}){1,3}")
_TIGHT = re.compile(r"[^\W\d_]{1,6}(?:/h)?\b|[ -]km/h\b")
_OLDER = re.compile(r"[ -]years?[ -]old\b")
_OLD = re.compile(r"[ -]years?[ -]old\b|(?=[,.;]| and\b)")
_AGED = re.compile(r"\bage[ds]? (?:of )?$|[^\W\d_], $")
_OLDEST = 115
_HEDGES = {
    Hedge.ABOUT: "about|around|some|roughly|approximately|circa|an estimated|estimated|close to",
    Hedge.OVER: "more[ -]than|over|above|upwards of|exceeding|at least",
    Hedge.UNDER: "(?:less|fewer)[ -]than|under|below|nearly|almost|up to|as many as|just shy of",
}
_HEDGED = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{hedge}>{words})' for hedge, words in _HEDGES.items())}) (?:the )?$"
)
# What stands before a number that tells one of several things, instead of counting them.
_LABEL = re.compile(
    r"\b(?P<label>magnitude|level|category|grade|stage|phase|lap|day|week|round|chapter|section"
    r"|article|page|room|type|class|rank|number|no|route|flight|terminal|gate|version|seed)"
    r"(?:[ -]|\. ?| of )$"
)
_MEASURES_TOO = frozenset({"day", "week"})
_FUNCTION_WORDS = """
    of more other others new the a an and or but nor to than in at on for by from as with into
    since before after during while when where who whom whose which that this these those if it
    its he she they his her their is are was were be been being has have had will would can
    could may might must should said says say not also each per between under over about against
    through until because so then there here out up off down away apiece
"""
_COUNTS_NOTHING = frozenset(_FUNCTION_WORDS.split())
_FATES = {
    "dead": r"dead|died?|dies|dying|deaths?|kill(?:ed|ing|s)?|fatalit(?:y|ies)|toll",
    "injured": r"injur(?:ed|ing|ies)|wound(?:ed|ing)|hurt",
    "missing": r"missing|unaccounted",
}
_FATE = re.compile(r"\b(?:" + "|".join(f"(?P<{k}>{v})" for k, v in _FATES.items()) + r")\b")
_ENDS_CLAUSE = re.compile(r"[,;:.()\"]|\b(?:and|but|while|including)\b|\d")
_AHEAD, _BACK = 60, 40
_VOTE = re.compile(r"\b(?:vot(?:e[sd]?|ing)|ballots?)\b")
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PART = re.compile(rf"(?:-| (?=\w+ of\b))(?P<part>{'|'.join(_PARTS)})s?\b")
_CLOCK = re.compile(r"\d{1,2}: ?\d\d\b")
_YEARS = range(1900, 2100)


class _Number(Struct, frozen=True):
    """A number as it is written; ``scale`` is in its value already."""

    value: float
    start: int
    end: int
    money: str
    percent: str
    scale: float
    is_plain: bool


def figures(low: str, span: Span, dates: Sequence[Span], language: str = "en") -> Iterator[Figure]:
    """The quantities in a stretch of a text, from left to right.

    ``low`` is the whole text folded, offsets as in the article. What lies in one of
    ``dates`` (sorted, disjoint) is no quantity, and neither is a time of the day. The unit
    is what is counted, as far as its place tells: a measure, a currency, ``percent``, an
    age, or the stem of a noun.
    """
    nth = [Span(*match.span()) for match in _ORDINAL.finditer(low, span.start, span.end)]
    numbers = [
        one
        for one in _numbers(low, span, language)
        if not _within(dates, one) and not _within(nth, one)
    ]
    found = [
        *_quantities(low, span, numbers),
        *_ordinals(low, span, [one for one in nth if not _within(dates, one)], numbers),
    ]
    yield from sorted(found, key=lambda figure: figure.span)


def _within(dates: Sequence[Span], number: _Number | Span) -> bool:
    at = bisect_right(dates, number.start, key=lambda date: date.start) - 1
    return at >= 0 and dates[at].end > number.start


def _numbers(low: str, span: Span, language: str) -> Iterator[_Number]:
    clocks = [Span(*match.span()) for match in _CLOCK.finditer(low, span.start, span.end)]
    comma = language in _WITH_COMMA
    for match in (_COMMA if comma else _POINT).finditer(low, span.start, span.end):
        start, end = match.span()
        if (
            _within(clocks, Span(start, end))
            or low[start - 1 : start] in ("/", "_", "#", "@")
            or low[end : end + 1] in ("/", "_")
        ):
            continue
        digits = match["digits"]
        value = in_digits(digits, comma) if digits else in_words(match["word"])
        scale = SCALES.get((match["scale"] or "").strip(" -").removesuffix("s"), 1.0)
        yield _Number(
            value * scale,
            start,
            end,
            measures.CURRENCIES.get(code := (match["money"] or "").strip(" ."), "")
            or measures.CODES.get(code, ""),
            (measures.POINTS if match["points"] else measures.PERCENT) if match["percent"] else "",
            scale,
            bool(digits and digits.isdigit()) and not match["scale"],
        )


def _quantities(low: str, span: Span, numbers: Sequence[_Number]) -> Iterator[Figure]:
    place = 0
    while place < len(numbers):
        one = numbers[place]
        between = low[one.end : numbers[place + 1].start] if place + 1 < len(numbers) else None
        if between == "-":
            chain = place + 1
            while chain + 1 < len(numbers) and low[
                numbers[chain].end : numbers[chain + 1].start
            ] == "-":  # fmt: skip
                chain += 1
            if chain == place + 1 and not (one.is_plain and one.value in _YEARS):
                yield from _paired(low, span, one, numbers[chain])
            place = chain + 1
        elif between is not None and _is_range(low, one, between):
            yield from _paired(low, span, one, numbers[place + 1])
            place += 2
        else:
            if between == " to " and not one.percent:  # "from 3 to 4 percent"
                one = replace(one, percent=numbers[place + 1].percent)
            if between == " of " and one.value < numbers[place + 1].value and one.is_plain:
                yield from _of_a_whole(low, span, one, numbers[place + 1])
                place += 2
                continue
            yield from _single(low, span, one)
            place += 1


def _is_range(low: str, one: _Number, between: str) -> bool:
    before = low[max(0, one.start - 10) : one.start]
    if between == " and ":
        return before.endswith("between ")
    return between in (" to ", " or ") and not before.endswith("from ")


def _paired(low: str, span: Span, one: _Number, other: _Number) -> Iterator[Figure]:
    """A range, or a score: two numbers of which the second is the smaller, or counts nothing."""
    value = one.value
    if one.scale == 1 and other.scale > 1 and value * other.scale <= other.value:
        value *= other.scale
    whole = replace(
        other,
        start=one.start,
        money=one.money or other.money,
        percent=other.percent or one.percent,
        is_plain=False,
    )
    if not _fits(low, whole):
        return
    figure = _figure(low, span, whole)
    if value < other.value and (figure.unit or figure.fate):
        yield replace(figure, value=value, upto=other.value)
    else:
        around = low[max(span.start, one.start - _BACK) : min(span.end, other.end + _BACK)]
        unit = measures.VOTES if _VOTE.search(around) else measures.SCORE
        yield Figure(value, unit, figure.span, other.value)


def _of_a_whole(low: str, span: Span, one: _Number, whole: _Number) -> Iterator[Figure]:
    """``77 of 130 votes``: so many votes, and how many there are of them in all."""
    for figure in _single(low, span, whole):
        things = frozenset({f"{WHOLE}{figure.unit}"})
        yield Figure(one.value, figure.unit, Span(one.start, one.end), things=figure.things)
        yield replace(figure, unit=f"{WHOLE}{figure.unit}", things=things, fate="")


def _single(low: str, span: Span, number: _Number) -> Iterator[Figure]:
    if not _fits(low, number):
        return
    figure = _figure(low, span, number)
    before = low[max(span.start, number.start - 20) : number.start]
    is_bare = number.scale == 1 and not number.money and not number.percent
    if is_bare and (label := _LABEL.search(before)):
        name = measures.unit_of(label["label"])
        unit = NTH + name if name in _MEASURES_TOO else name
        yield replace(figure, unit=unit, things=frozenset({unit}), fate="")
    elif number.is_plain and number.value in _YEARS and not _counts_surely(figure):
        yield replace(figure, unit="", things=frozenset(), fate="")
    else:
        yield figure


def _counts_surely(figure: Figure) -> bool:
    return figure.unit in ("person", measures.PERCENT) or measures.is_measure(figure.unit)


def _fits(low: str, number: _Number) -> bool:
    """Whether the number is one by itself: no part of a name like ``AK-47``, ``1980s``, ``5G``."""
    before, after = low[number.start - 2 : number.start], low[number.end : number.end + 1]
    if len(before) == 2 and before[1] == "-" and before[0].isalpha():
        return bool(_LABEL.search(low[max(0, number.start - 20) : number.start]))
    return not after.isalpha() or bool(_attached(low, number))


def _attached(low: str, number: _Number) -> str:
    match = _TIGHT.match(low, number.end)
    unit = measures.unit_of(match[0].lstrip(" -")) if match else ""
    return unit if measures.is_measure(unit) else ""


def _figure(low: str, span: Span, number: _Number) -> Figure:
    before = low[max(span.start, number.start - _BACK) : number.start]
    hedged = _HEDGED.search(before)
    hedge = Hedge(hedged.lastgroup) if hedged and hedged.lastgroup else Hedge.NONE
    if low[number.start : number.end].startswith(("a ", "an ", "half a ")):
        hedge = hedge or Hedge.ABOUT
    words = _words_behind(low, number, span.end)
    if part := _PART.match(low, number.end):
        share = 100 * number.value / _PARTS[part["part"]]
        at = Span(number.start, part.end())
        return Figure(share, measures.PERCENT, at, hedge=Hedge.ABOUT)
    things = frozenset(map(measures.unit_of, words))
    unit = (
        number.percent
        or number.money
        or _attached(low, number)
        or (_age(low, span, number) and measures.AGE)
        or (measures.unit_of(words[0]) if words else "")
    )
    if number.percent or number.money or unit == measures.AGE:
        things = frozenset()
    fate = (
        "" if number.percent or number.money or unit == measures.AGE else _fate(low, span, number)
    )
    if measures.is_measure(unit):
        things, fate = frozenset({unit}), ""
    if unit in measures.CODES:
        unit, things = measures.CODES[unit], frozenset()
    return Figure(number.value, unit, Span(number.start, number.end), None, hedge, things, fate)


def _words_behind(low: str, number: _Number | Span, end: int) -> list[str]:
    match = _BEHIND.match(low, number.end, end)
    words = re.split("[ -]", match[0][1:]) if match else []
    stop = next((at for at, word in enumerate(words) if word in _COUNTS_NOTHING), len(words))
    return words[:stop]


def _age(low: str, span: Span, number: _Number) -> bool:
    if not number.is_plain or not 0 < number.value <= _OLDEST:
        return bool(_OLDER.match(low, number.end, span.end))
    before = low[max(span.start, number.start - 20) : number.start]
    behind = _OLD.match(low, number.end, span.end)
    if behind is None:
        return before.endswith(("aged ", "age of "))
    return bool(behind[0]) or bool(_AGED.search(before))


def _fate(low: str, span: Span, number: _Number) -> str:
    """What became of the people that are counted, told within the clause of their number."""
    ahead = low[number.end : min(span.end, number.end + _AHEAD)]
    if stop := _ENDS_CLAUSE.search(ahead):
        ahead = ahead[: stop.start()]
    if match := _FATE.search(ahead):
        return match.lastgroup or ""
    before = low[max(span.start, number.start - _BACK) : number.start]
    stops = list(_ENDS_CLAUSE.finditer(before))
    found = list(_FATE.finditer(before, stops[-1].end() if stops else 0))
    return found[-1].lastgroup or "" if found else ""


def _ordinals(
    low: str, span: Span, nth: Sequence[Span], numbers: Sequence[_Number]
) -> Iterator[Figure]:
    taken = {number.end for number in numbers}
    for at in nth:
        if at.start - 1 in taken:
            continue
        words = _words_behind(low, at, span.end)
        written = low[at.start : at.end]
        if words and low[at.end : at.end + 1] == " ":
            unit = NTH + measures.unit_of(words[0])
            yield Figure(ordinal(written), unit, at, things=frozenset({unit}))
        elif written[0].isdigit():
            yield Figure(ordinal(written), "", at)
