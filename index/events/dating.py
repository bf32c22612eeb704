"""Which of a text's dates belongs to an event that the text names.

A date is an event's when it is part of the name ("the 2016 election"), follows
it in its clause ("the conference … opened in Hanoi on December 19", "in late
2021") or opens the sentence ("In 2023, …"). "Since", "before" and the like,
and another event in between, keep the two apart.
"""

from __future__ import annotations

import itertools
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from index.article import Interval, Precision, Span
from index.events.untimed import describes
from index.events.wording import first_at_or_after
from index.language.model import Timex, TimexType

_REACH = 110
_LONGEST = 60
_UNTIL = re.compile(
    r"\b(?:until|till|to last (?:until|through|till)|through|(?:ends|ending|ended|closes) on)\s*$"
)
_APART = re.compile(
    r"\b(?:since|before|after|prior to|ahead of|compared (?:to|with))\s*(?:the\s+)?$"
)
_CLAUSE_BREAK = re.compile(
    # "The summit has raised hopes of an easing in tensions that reached a peak last year".
    r"[;:]|(?<=[a-z,])\sthat\b|\b(?:which|who|whose|said|says|visits?|election|war|will|would|while|but|told)\b"
    # "…, noting that she fought in 2008", "… - two thirds of those who came in 2008"
    r"|,\s(?!(?:during|beginning|starting|opening|lasting|taking|running|marking)\b)[a-z]{2,20}ing\b"
    r"|(?:\s-{1,2}\s|--)(?!\s?(?:held|in|on|from|scheduled|set|due)\b)"
)
# "…, which will be held May 26-27": what follows is told of the event itself.
_IS_HELD = re.compile(
    r"\A,?\s(?:(?:which|that)\s)?(?:(?:(?:will|is|was|are|were)\s(?:to\s)?(?:be\s)?"
    r"(?:held|due|set|scheduled)|(?:will\s)?(?:takes?|took)\splace))\b"
)
# On the day that opens a sentence somebody spoke of what is to come, rather.
_TO_COME = re.compile(r"\b(?:will|would|plan(?:s|ned)?|promise[sd]|vow(?:s|ed))\b")
_JOINED = re.compile(r"^[\s,]*(?:\(|in\s|of\s|on\s|from\s|held\s(?:in|on)\s)?[\s(]*$")
_SENTENCE_OPENING = re.compile(
    r"^[\s\"'(|]*(?:(?:in|on|during|earlier|late|early)\s+)?(?:the\s+)?$"
)
_BARE_MONTH = re.compile(
    r"(?:this\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?"
    r"(?:'s)?\Z"
)
_GONE_BY = re.compile(
    r"\b(?:won|lost|beat|defeated|captured|victory|winning|after|since|following)\b"
)
_A_VOTE_IN_IT = re.compile(
    r"(?:'s)?\s+(?:[\w-]{1,20}\s+){0,3}(?:elections?|midterms?|primary|primaries|caucus(?:es)?|ballot"
    r"|conventions?)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|next|upcoming|coming|ahead|before|until|faces?|could|may|might)\b"
)
_AROUND = 60
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?\Z")
# So many days and more before publication a weekday is as often one to come.
_COMES_ROUND = 4
_IF_SO = re.compile(r"\b(?:will|would|can|could|may|might|if|hopes?|expected)\b")
_NOT_YET = re.compile(r"\b(?:before|ahead of|until)\b")
_SURELY_AHEAD = re.compile(
    r"\b(?:upcoming|coming|forthcoming|will be held|will take place|head(?:ing|ed)? into)\b"
)
_MONTH_BEFORE = re.compile(r"\b(?:last|past|previous)\s*\Z")
# So many days after a month its name alone still means the month gone by.
_JUST_PAST = 75
# … but for a vote that they head into in it.
_OVER = 10
_SEASON = re.compile(r"-(?:SP|SU|FA|WI)\Z")
# "The April 15 bombings at the marathon".
_WHAT_HAPPENED_AT = re.compile(
    r"\s(?:[a-z]{2,20}\s)?(?:attacks?|bombings?|shootings?|massacre|explosions?|blasts?|crash|fire"
    r"|protests?|riots?|speech|talks|meeting|debate)\s(?:at|of|in|during)\s(?:the\s)?\Z"
)
# "Won on Tuesday in the caucuses", "on Monday told the convention": who was there, and when.
_THERE_THEN = re.compile(
    r"\s(?:at|in|during|(?:(?:is|was|were|will be|would be)\s)?(?:also\s)?(?:attend(?:s|ed|ing)?"
    r"|address(?:es|ed|ing)?|(?:spoke|speaks|speaking) (?:at|to|before)|told|open(?:s|ed)"
    r"|host(?:s|ed|ing)))\s(?:(?:the|its|their|his|her|a)\s)?(?:annual\s|latest\s)?\Z"
)
# "The Nov. 4 general election": the date of what stands behind it.
_OF_ANOTHER = re.compile(
    r"(?:'s)?\s(?!(?:and|or|in|at|of|for|the|a|an|to|but|when|before|after|with|as|by)\b)"
    r"(?:(?!(?:and|or|in|at|of|for|the|a|an|to|but|when|before|after|with|as|by|won|was|is|[a-z]{2,20}(?:ed|ing))\b)"
    r"[\w-]{1,20}\s){0,3}(?:elections?|midterms?|primary|primaries|caucus(?:es)?|runoffs?|ballot"
    r"|referendum|conventions?|summits?|conferences?|debates?|meetings?|speech|hearings?|votes?"
    r"|deadline|attacks?|shootings?|bombings?|massacre|protests?|march|trial|visits?|trip)\b"
)
# What was done about an event that day, not where it was: "called off the summit on Thursday".
_DONE_TO_IT = re.compile(
    r"\b(?:call(?:s|ed)? off|cancel(?:s|l?ed)|scrap(?:s|ped)|postpone[sd]?|announce[sd]?"
    r"|propose[sd]|confirm(?:s|ed)|reject(?:s|ed)|accept(?:s|ed)|discuss(?:es|ed)|criticized|slam(?:s|med)"
    r"|denounce[sd]|condemn(?:s|ed)|praise[sd]|mock(?:s|ed)|dismiss(?:es|ed)|mourn(?:s|ed)"
    r"|(?:victims|survivors|anniversary|silence for|vigil for|funerals? for|memorial for)"
    r"(?:\s\w{1,12}){0,2}\sof)\s(?:the|his|her|their|its|a|an|that)?\s?(?:[a-z-]{2,15}\s)?\Z"
)
# "The election - in July, officials said …": after the dash another sentence begins.
_OPENS_AGAIN = re.compile(r"\s-{1,2}\s(?:in|on)\s(?:(?:late|early)\s)?\Z")
# The running time of a video; a day that another one is counted from.
_NO_DAY = re.compile(r"\d{1,2}:\d\d\Z|th(?:at|e same) |.{0,40}\b(?:later|earlier)\Z")
# "On Wednesday, five days after the quake"; what is counted in weeks is so roughly only.
_DAYS_AFTER = re.compile(
    r",?\s(?:and\s)?(\d{1,2}|an?|the|one|two|three|four|five|six|seven|eight|nine|ten)\sdays?\safter\s"
    r"(?:(?!(?:when|of|in|at|that|who|which|to|and|was|were|had)\b)[\w.'-]{1,20}\s){0,4}\Z"
)
_COUNTS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
}
_ROUGHLY = frozenset({"APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"})
_PARTIAL = re.compile(r"^XXXX-\d\d(?:-\d\d)?$")


class When(Struct, frozen=True):
    """The days an event is told to be on: see :class:`index.events.model.EventMention`."""

    interval: Interval = Interval()
    precision: Precision = Precision.UNKNOWN
    until: bool = False
    partial: str = ""

    def __bool__(self) -> bool:
        return bool(self.interval) or bool(self.partial)


def precision_of(interval: Interval) -> Precision:
    """How exact an interval of days is: a few days still count as days."""
    if interval.begin is None or interval.end is None:
        return Precision.WINDOW if interval else Precision.UNKNOWN
    length = (interval.end - interval.begin).days + 1
    if length <= 7:
        return Precision.DAY
    if length <= 31:
        return Precision.MONTH
    return Precision.YEAR if length in (365, 366) else Precision.WINDOW


def year_of(year: int) -> When:
    """All days of a year that is part of an event's name."""
    return When(Interval(date(year, 1, 1), date(year, 12, 31)), Precision.YEAR)


def day_of(words: Iterable[str], year: int) -> When:
    """The day of that year by which a name goes ("9/11"); all days of it if it goes by none."""
    for word in words:
        month, slash, day = word.partition("/")
        if slash and month.isdigit() and day.isdigit():
            with suppress(ValueError):
                told = date(year, int(month), int(day))
                return When(Interval(told, told), Precision.DAY)
    return year_of(year)


def coming_weekdays(low: str, timexes: Sequence[Timex], published: date | None) -> list[Timex]:
    """``timexes`` where a weekday named alone is the coming one, unless it is just past."""
    return [_coming_weekday(low, timex, published) for timex in timexes]


def coming_months(low: str, timexes: Sequence[Timex], published: date | None) -> list[Timex]:
    """``timexes`` where a month or weekday named alone is the coming one, unless it is just past.

    So speak elections and the like: in April "November's elections" are ahead, and
    on Sunday the vote "before the primary on Tuesday" is.
    """
    return [_coming(low, _coming_weekday(low, timex, published), published) for timex in timexes]


def _coming_weekday(low: str, timex: Timex, published: date | None) -> Timex:
    day = timex.interval.begin
    if (
        published is None or day is None or not timex.interval.is_day
        or not 0 < (published - day).days <= 7
        or not _WEEKDAY.match(low[timex.start : timex.end])
        or _MONTH_BEFORE.search(low[max(0, timex.start - 10) : timex.start])
    ):  # fmt: skip
        return timex
    around = low[max(0, timex.start - _AROUND) : timex.end + _AROUND]
    far = (published - day).days >= _COMES_ROUND
    ahead_of_it = _NOT_YET.search(around) or (
        _A_VOTE_IN_IT.match(low, timex.end) and _IF_SO.search(around)
    )
    if not (_SURELY_AHEAD.search(around) or (far and ahead_of_it)):
        return timex
    if _GONE_BY.search(around):
        return timex
    ahead = day + timedelta(days=7)
    return replace(timex, value=ahead.isoformat(), interval=Interval(ahead, ahead))


def _coming(low: str, timex: Timex, published: date | None) -> Timex:
    begin, end = timex.interval.begin, timex.interval.end
    if (
        published is None or begin is None or end is None
        or not _just_past(low, timex) < (published - end).days < 366
        or not _BARE_MONTH.match(low[timex.start : timex.end])
        or _MONTH_BEFORE.search(low[max(0, timex.start - 10) : timex.start])
        or not _ahead(low, timex)
    ):  # fmt: skip
        return timex
    year = begin.year + 1
    first, last = 1, monthrange(year, begin.month)[1]
    value = f"{year}-{begin.month:02}"
    if timex.interval.is_day:
        if begin.day > last:  # 29 February
            return timex
        first = last = begin.day
        value += f"-{begin.day:02}"
    ahead = Interval(date(year, begin.month, first), date(year, begin.month, last))
    return replace(timex, value=value, interval=ahead)


def _just_past(low: str, timex: Timex) -> int:
    """For how many days after the month that a timex names it still means that month."""
    before, after = low[max(0, timex.start - _AROUND) : timex.start], timex.end
    ahead = _A_VOTE_IN_IT.match(low, after) and _SURELY_AHEAD.search(before)
    return _OVER if ahead else _JUST_PAST


def _ahead(low: str, timex: Timex) -> bool:
    """Whether the text speaks of the month as to come; of an election's it does by itself."""
    around = low[max(0, timex.start - _AROUND) : timex.end + _AROUND]
    if _AHEAD.search(around):
        return True
    return bool(_A_VOTE_IN_IT.match(low, timex.end)) and not _GONE_BY.search(around)


def _usable(low: str, timex: Timex) -> bool:
    if timex.value.endswith("_REF") or timex.mod in _ROUGHLY:
        return False  # "recent years", "more than 200 years ago" have bounds, but date no event
    if _NO_DAY.match(low, timex.start, timex.end):
        return False
    return timex.type in (TimexType.DATE, TimexType.TIME) and (
        (timex.interval.begin is not None and timex.interval.end is not None)
        or bool(_PARTIAL.match(timex.value))
    )


def _done_that_day(low: str, span: Span, between: str, timex: Timex) -> bool:
    """Whether on a day told after an event something was done about it: "called off … Friday"."""
    return (
        timex.interval.is_day
        and between.strip() in ("", "on", "late", "early")
        and _DONE_TO_IT.search(low, max(0, span.start - _LONGEST), span.start) is not None
    )


def _when(timex: Timex, *, until: bool) -> When:
    if not timex.interval:
        return When(partial=timex.value, until=until)
    if until:
        return When(Interval(None, timex.interval.end), Precision.WINDOW, until=True)
    return When(timex.interval, precision_of(timex.interval))


def counted_back(low: str, start: int, timexes: Iterable[Timex]) -> When | None:
    """The day of an event named at ``start`` from which its sentence counts on to another.

    ``timexes`` are those from the beginning of the sentence on.
    """
    for timex in timexes:
        if timex.end > start:
            break
        if not timex.interval.is_day or timex.interval.begin is None:
            continue
        if found := _DAYS_AFTER.fullmatch(low, timex.end, start):
            count = int(found[1]) if found[1].isdigit() else _COUNTS.get(found[1], 1)
            day = timex.interval.begin - timedelta(days=count)
            return When(Interval(day, day), Precision.DAY)
    return None


def _opening(low: str, span: Span, sentence: Span, first: Sequence[Timex]) -> When | None:
    """The date that opens a sentence, as in "In 2023, …"; ``first`` is its first timex.

    A single day on which somebody speaks of the event at ``span`` is not its date.
    """
    for timex in first:
        inside = timex.start < sentence.end and _usable(low, timex)
        if low[timex.end - 2 : timex.end] == "'s" or low.startswith("'s", timex.end):
            return None  # "Wednesday's attack came as …"
        if inside and _SENTENCE_OPENING.match(low[sentence.start : timex.start]):
            if timex.interval.is_day and _TO_COME.search(low, timex.end, span.start):
                return None
            return _when(timex, until=False)
    return None


def date_of(
    low: str,
    span: Span,
    sentence: Span,
    timexes: Sequence[Timex],
    starts: Sequence[int],
    *,
    close: bool = False,
    behind: bool = False,
) -> When:
    """The date of the event named at ``span``.

    ``low`` is the text folded in lower case, ``timexes`` those of the text in
    order and ``starts`` where they start. With ``close`` only a date right
    beside the name counts, as befits events of the past, with ``behind`` only one behind it.
    """
    first = first_at_or_after(starts, sentence.start)
    near = first_at_or_after(starts, max(sentence.start, span.start - _LONGEST))
    if counted := counted_back(low, span.start, itertools.islice(timexes, first, None)):
        return counted
    after: list[tuple[int, When]] = []
    opening = None if close or behind else _opening(low, span, sentence, timexes[first : first + 1])
    for timex in itertools.islice(timexes, near, None):
        if timex.start >= sentence.end or timex.start > span.end + _REACH:
            break
        if not _usable(low, timex):
            continue
        if span.start <= timex.start < span.end:
            if _SEASON.search(timex.value):
                continue  # "the Winter Olympics" are of no one winter
            return _when(timex, until=False)
        if timex.end <= span.start:
            if behind:
                continue
            gap = low[timex.end : span.start]
            if gap.strip() in ("", "'s") or _WHAT_HAPPENED_AT.match(gap):
                return _when(timex, until=False)
            if not close and _THERE_THEN.match(gap):
                opening = _when(timex, until=False)
            continue
        between = _IS_HELD.sub("", low[span.end : timex.start])
        before = low[max(span.end, timex.start - 34) : timex.start]
        if _APART.search(before) or (close and not _JOINED.match(between)):
            continue
        if _CLAUSE_BREAK.search(between):
            break
        if timex.interval.is_day and describes(low, span.end):
            continue
        if timex.start >= span.end and _OF_ANOTHER.match(low, timex.end):
            continue
        if _done_that_day(low, span, between, timex):
            continue
        if _OPENS_AGAIN.search(between) and low.startswith(", ", timex.end):
            break
        after.append((len(between), _when(timex, until=bool(_UNTIL.search(before)))))
    if not after:
        return opening or When()
    days = [when for _, when in after if not when.until]
    return days[0] if days and not after[0][1].until else after[0][1]
