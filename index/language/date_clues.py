"""What a text says about its own date: the days, months and years that it names, and how.

What follows from that is told in :mod:`index.language.publication`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from index.article import Interval, Span, Zone, ZoneKind
from index.language.fold import fold_case
from index.language.model import Timex, TimexType


class DateClue(Struct, frozen=True):
    """A date that the text names.

    ``interval`` is empty when the year is not said; then ``month`` (and ``day``,
    0 for a whole month) tell what is. ``ahead``: the text speaks of it as still
    to come.
    """

    span: Span
    text: str
    interval: Interval = Interval()
    month: int = 0
    day: int = 0
    ahead: bool = False

    def in_year(self, year: int) -> Interval:
        """The days meant if the year is ``year``; empty when there are none such."""
        try:
            begin = date(year, self.month, self.day or 1)
        except ValueError:
            return Interval()
        return Interval(begin, begin if self.day else _month_end(begin))


class DateClues(Struct, frozen=True):
    """What a text says about its own date, in text order.

    ``stated``: the date in its header or dateline. ``weekdays``: weekdays
    (Monday is 0) that its opening names bare, as the day of the news ("on
    Tuesday"). ``full``: calendar days named with their year; ``partial``: days
    and months named without it; ``years``: years, and months with their year.
    ``bounds``: the days on which it can have been written, as far as the text
    shows, and ``because`` says why. ``taken``: when the story came out, going by
    days on which a picture of it was taken or a quoted post was sent.
    """

    stated: DateClue | None = None
    weekdays: tuple[int, ...] = ()
    full: tuple[DateClue, ...] = ()
    partial: tuple[DateClue, ...] = ()
    years: tuple[DateClue, ...] = ()
    bounds: Interval = Interval()
    because: str = ""
    taken: tuple[DateClue, ...] = ()


_OPENING = 1200  # code points of story in which "on Tuesday" is the day of the news
_SAID_IN = frozenset({ZoneKind.HEADER, ZoneKind.DATELINE})
_NOT_THE_STORY = frozenset({ZoneKind.BOILERPLATE, ZoneKind.CREDIT})

_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T\w+)?")
_WITHOUT_YEAR = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?(?:T.*)?")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|expected|scheduled|due|set to|set for|until|till|upcoming|planned|next"
    r"|to (?:last|be|run|take|begin|open|start|end|hold|visit|meet)|deadline|by)\b[^.!?]{0,40}$"
)
# A year or month that opens a sentence or stands right behind a verb of the past is
# when something happened; elsewhere ("bids for seats in 2014") it may be one to come.
_OPENS = re.compile(r"^[\s\"'(]*(?:early |late )?(?:in|since|during|throughout)\s+(?:the\s+)?$")
_TOLD_RIGHT_BEFORE = re.compile(
    r"\b(?:was|were|been|died|won|lost|took|began|held|left|came|went|fell|rose|led|found|made"
    r"|(?!add|announc|report|argu|warn|expect|plann|schedul|propos|want|hop|predict|call)"
    r"[a-z]{2,20}(?<!ne)ed)(?:\s\w{1,20}){0,2}\s(?:in|since|during)\s(?:the\s)?(?:early\s|late\s)?$"
)
_TOLD = re.compile(
    r"\b(?:was|were|had|took|began|held|met|came|went|fell|rose|got|made|won|lost|left"
    r"|shot|found|gave|led|kept|saw|ran|sent|spoke|wrote|broke|did|died|since|ago|da|photo|file"
    r"|(?!add|announc|report|argu|warn|expect|plann|schedul|propos|want|hop|predict|call)"
    r"[a-z]{2,20}(?<!ne)ed)\b"
)
_TO_COME = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|can|expected|scheduled|due|set|plans?|planned"
    r"|planning|hopes?|likely|until|till|upcoming|next|if|ahead|se|sap"
    # "By 2030" is still to come, "by lawyers" is not.
    r"|by(?=\s(?:the\s(?:end|middle|year|summer|fall|autumn|winter|spring|time)|early|late|mid|then"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:19|20)\d\d\b)))\b"
)
_SENTENCE_ENDS = ".!?\n"


def date_clues(text: str, zones: Sequence[Zone], timexes: Sequence[Timex]) -> DateClues:
    """The clues in ``text``. ``timexes`` are those found in it without an anchor."""
    folded = fold_case(text)
    stated: DateClue | None = None
    weekdays: list[int] = []
    full: list[DateClue] = []
    partial: list[DateClue] = []
    years: list[DateClue] = []
    told: list[DateClue] = []
    taken: list[DateClue] = []
    opens_ahead = False
    kinds = _kinds_at(zones, timexes)
    for timex, kind in zip(timexes, kinds, strict=True):
        if timex.type not in (TimexType.DATE, TimexType.TIME) or kind in _NOT_THE_STORY:
            continue
        before = folded[max(0, timex.start - 60) : timex.start]
        clue = _clue(text, timex, bool(_AHEAD.search(before)))
        if (weekday := _WEEKDAY.fullmatch(timex.value)) is not None:
            opening = _story_before(zones, timex.start) < _OPENING
            if opening and kind is not ZoneKind.CAPTION and not weekdays:
                opens_ahead = bool(_TO_COME.search(_sentence_around(folded, timex)))
            if opening and kind is not ZoneKind.CAPTION and not clue.ahead:
                weekdays.append(int(weekday[1]) - 1)
            continue
        if timex.interval.is_day and not timex.value.startswith("XXXX"):
            if kind in _SAID_IN and stated is None:
                stated = clue
            full.append(clue)
        elif clue.month:
            partial.append(clue)
        elif timex.interval:
            years.append(clue)
        is_caption_day = kind is ZoneKind.CAPTION and timex.interval.is_day
        if timex.interval and (is_caption_day or _is_told(folded, timex)):
            told.append(clue)
        if clue.interval.is_day and not clue.month:
            taken += _of_the_day(folded, clue, kind)
    bounds, because = _bounds(told, years, _ages(text, timexes))
    return DateClues(
        stated, tuple(weekdays), tuple(full), tuple(partial), tuple(years), bounds, because,
        () if opens_ahead else tuple(taken),
    )  # fmt: skip


# ---------------------------------------------------------------- collecting


def _clue(text: str, timex: Timex, ahead: bool) -> DateClue:
    said = " ".join(text[timex.start : timex.end].split())
    span = Span(timex.start, timex.end)
    if (without_year := _WITHOUT_YEAR.fullmatch(timex.value)) is not None:
        month, day = int(without_year[1]), int(without_year[2] or 0)
        return DateClue(span, said, Interval(), month, day, ahead)
    year_known = timex.interval
    if year_known.begin is not None and _names_no_year(said):
        # Resolved from another date of the text; what it says itself is the day only.
        day = year_known.begin.day if year_known.is_day else 0
        return DateClue(span, said, year_known, year_known.begin.month, day, ahead)
    return DateClue(span, said, year_known, ahead=ahead)


def _names_no_year(said: str) -> bool:
    return re.search(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d\d|['’]\d\d|ago", said) is None


def _kinds_at(zones: Sequence[Zone], timexes: Sequence[Timex]) -> list[ZoneKind | None]:
    """The kind of the zone that each expression begins in."""
    kinds: list[ZoneKind | None] = []
    ordered, place = sorted(zones), 0
    for timex in timexes:
        while place < len(ordered) and ordered[place].end <= timex.start:
            place += 1
        inside = place < len(ordered) and ordered[place].start <= timex.start
        kinds.append(ordered[place].kind if inside else None)
    return kinds


def _story_before(zones: Sequence[Zone], offset: int) -> int:
    """How much of the story lies before ``offset``, zones not counted."""
    return offset - sum(min(zone.end, offset) - zone.start for zone in zones if zone.start < offset)


_AGO = re.compile(r"exactly\s+(\w+)\s+(years?|months?)\s+ago", re.IGNORECASE)
_NUMBER_WORDS = "zero one two three four five six seven eight nine ten"
_SMALL_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split())}


def _ages(text: str, timexes: Sequence[Timex]) -> list[tuple[str, int]]:
    """What happened "exactly N years ago": the words, and N."""
    ages = []
    for timex in timexes:
        said = text[timex.start : timex.end]
        if (match := _AGO.fullmatch(said)) and match[2].startswith("year"):
            word = match[1].lower()
            number = int(word) if word.isdigit() else _SMALL_NUMBERS.get(word, 0)
            if 0 < number < 200:
                ages.append((said, number))
    return ages


_NOT_OF_THE_DAY = re.compile(r"\b(?:files?|archive|library|stock|handout|undated)\b")
_POSTED = re.compile(r"\(@\w{1,30}\)\s*$")


def _of_the_day(folded: str, clue: DateClue, kind: ZoneKind | None) -> list[DateClue]:
    """The clue, when its day is that of a picture, not from an archive, or of a quoted post.

    Pictures come out on their day; what quotes a post may come out on the next.
    """
    begin, end = clue.span.start, clue.span.end
    before = folded[max(0, begin - 200) : begin].rpartition("\n")[2]
    if kind is ZoneKind.CAPTION:
        behind = folded[end : end + 100].partition("\n")[0]
        return [] if _NOT_OF_THE_DAY.search(f"{before} {behind}") else [clue]
    day = clue.interval.begin
    if day is None or day == date.max or not _POSTED.search(before):
        return []
    return [replace(clue, interval=Interval(day, day + timedelta(days=1)))]


# ---------------------------------------------------------------- bounds


def _is_told(folded: str, timex: Timex) -> bool:
    """Whether the sentence around tells of the date as of something that has been."""
    if not timex.interval.is_day:
        before = _sentence_before(folded, timex)
        if not (_OPENS.search(before) or _TOLD_RIGHT_BEFORE.search(before)):
            return False
    sentence = _sentence_around(folded, timex)
    return bool(_TOLD.search(sentence)) and not _TO_COME.search(sentence)


def _sentence_before(folded: str, timex: Timex) -> str:
    before = folded[max(0, timex.start - 200) : timex.start]
    return before[max(before.rfind(sign) for sign in _SENTENCE_ENDS) + 1 :]


def _sentence_around(folded: str, timex: Timex) -> str:
    behind = folded[timex.end : timex.end + 200]
    ends = [place for sign in _SENTENCE_ENDS if (place := behind.find(sign)) >= 0]
    return f"{_sentence_before(folded, timex)} {behind[: min(ends, default=len(behind))]}"


def _bounds(
    told: Sequence[DateClue], years: Iterable[DateClue], ages: Iterable[tuple[str, int]]
) -> tuple[Interval, str]:
    """Not before the latest time that is ``told`` as past; not after what an age gives.

    A day whose year the text leaves out counts only inside a time it gives in full.
    """
    whole = [clue for clue in told if not clue.month]
    inside = [
        clue
        for clue in told
        if clue.month and any(other.interval.overlaps(clue.interval) for other in whole)
    ]
    if not whole:
        return Interval(), ""
    latest = max((*whole, *inside), key=lambda clue: clue.interval.begin or date.min)
    begin = latest.interval.begin
    if begin is None:
        return Interval(), ""
    because = f"it tells of {latest.text}"
    counted = [
        (month.end, said, clue.text)
        for said, number in ages
        for clue in years
        if (month := _same_month_later(clue, number)) and month.end and begin <= month.end
    ]
    end = None
    if counted:
        end, said, text = min(counted)
        because += f", and “{said}” counts from {text}"
    return Interval(begin, end), because


def _same_month_later(clue: DateClue, number: int) -> Interval | None:
    """The month ``number`` years after the month that the clue names."""
    begin, end = clue.interval.begin, clue.interval.end
    if begin is None or end is None or (end - begin).days > 31:
        return None
    later = date(begin.year + number, begin.month, 1)
    return Interval(later, _month_end(later))


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)
