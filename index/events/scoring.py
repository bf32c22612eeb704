"""How much speaks for two sayings being of one event, and what forbids it.

The score is a sum of stated reasons; a link needs :data:`THRESHOLD`. A veto
ends the matter whatever the sum. The weights were set by hand on the
development sets: "both conference" +2, the same edition +3, the same name up to
+3, overlapping dates up to +2, and a refusal of -3 where the name alone does
not say which occurrence is meant (:mod:`index.events.refusals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import product

from msgspec import Struct

from index.article import Interval
from index.events.kept import keeping
from index.events.known_events import year_of as known_year
from index.events.lexicon import KINDS, OPPOSED
from index.events.model import Evidence
from index.events.refusals import LONG, REFUSAL, is_rare, of_one_country, refusal, same_sort
from index.events.sayings import Claim, Name
from index.events.tally import length_of
from index.events.wording import days_in_words, telling, where, worth_of

THRESHOLD = 4.6
_HEAD, _KIND, _ORDINAL, _NAME, _DATE, _LONG_DATE, _NEWS = 2.0, 0.8, 3.0, 3.0, 2.0, 1.0, 1.0
# Two heads that are said of one thing, where all else of the names is the same.
_SAME_SORT = 1.6
_YEAR_ALONE = 2.0
_PLACE, _VISIT = 0.7, 3.0


class Verdict(Struct, frozen=True):
    """The account of two sayings. With a veto there is no link, whatever the score."""

    score: float
    reasons: tuple[Evidence, ...] = ()
    vetoes: tuple[Evidence, ...] = ()
    dated: bool = False

    @property
    def linked(self) -> bool:
        """Whether the two are one event: nothing speaks against it, and enough for it."""
        return not self.vetoes and self.score >= THRESHOLD

    @property
    def reasons_told(self) -> tuple[str, ...]:
        """The reasons in words, in their order."""
        return tuple(reason.text for reason in self.reasons)


@keeping(4096)
def judge(a: Claim, b: Claim) -> Verdict:
    """The account of what two sayings claim; symmetric."""
    veto = _veto(a, b)
    if veto is not None:
        return Verdict(0.0, vetoes=(veto,))
    if a.kind == "VISIT":
        return _visit(a, b)
    # One article may call it by several names: one of them decides.
    named = [_judge(_by(a, one), _by(b, other)) for one in a.called for other in b.called]
    return max(named, key=lambda verdict: (verdict.score, verdict.reasons_told))


def _by(claim: Claim, name: Name) -> Claim:
    """What is claimed of an event, by one of its names."""
    return claim._replace(head=name.head, words=name.words, names=()) if claim.names else claim


def _judge(a: Claim, b: Claim) -> Verdict:
    """The account of two sayings by one name each; symmetric."""
    same_head = a.head == b.head
    heads = f"“{min(a.head, b.head)}” and “{max(a.head, b.head)}”"
    reasons = [
        Evidence("head", f"both “{a.head}”", _HEAD)
        if same_head
        else Evidence("head", heads, _SAME_SORT if same_sort(a, b) else _KIND)
    ]
    if a.ordinal is not None and a.ordinal == b.ordinal:
        reasons.append(Evidence("ordinal", _same_number(a.kind, a.ordinal), _ORDINAL))
    alike, overlap = _names(a.words, b.words)
    if overlap:
        shared = ", ".join(sorted(a.words & b.words))
        if a.kind == "SCANDAL" and _is_shorter(a.words, b.words):
            overlap = 1.0
        reasons.append(Evidence("name", f"both names have {shared}", round(_NAME * overlap, 2)))
    date = _dates(a, b) or _known_date(a, b)
    if date is not None:
        reasons.append(date)
    if date is not None and of_one_country(a, b):
        told = "the election of that year, in the same country"
        reasons.append(Evidence("year", told, _YEAR_ALONE))
    if a.place and a.place == b.place:
        reasons.append(Evidence("place", "the same place", _PLACE))
    against = refusal(a, b, dated=date is not None, alike=alike)
    if against is not None:
        reasons.append(against)
    return Verdict(
        round(sum(reason.weight for reason in reasons), 2),
        tuple(reasons),
        dated=date is not None,
    )


def _veto(a: Claim, b: Claim) -> Evidence | None:
    if a.kind != b.kind:
        return Evidence("kind", f"{a.kind.lower()} is not {b.kind.lower()}")
    if a.ordinal is not None and b.ordinal is not None and a.ordinal != b.ordinal:
        return Evidence("ordinal", _other_number(a.kind, *sorted((a.ordinal, b.ordinal))))
    if (sides := opposed(a.words, b.words)) is not None:
        return Evidence("opposed", f"“{sides[0]}” is not “{sides[1]}”")
    if other_defendants(a.kind, a.words, b.words):
        return Evidence("defendant", "the trials of different people")
    if a.kind == "VISIT":
        if not a.participants & b.participants:
            return Evidence("visitor", "different visitors")
        if a.place != b.place:
            return Evidence("destination", "different destinations")
    for one, other in ((a, b), (b, a)):
        if one.told and other.day.begin and other.day.begin.year > one.told:
            return Evidence("date", f"told of in {one.told}, before the other was")
    gap = days_apart(a.day, b.day)
    if gap > KINDS[a.kind].days:
        return Evidence("date", f"{gap} days apart")
    gap = _apart_in_any_year(a, b)
    if gap > KINDS[a.kind].days:
        return Evidence("date", f"at least {gap} days apart in any year")
    return None


def _same_number(kind: str, number: int) -> str:
    """What recurs has editions; the number of a war is part of its name."""
    if KINDS[kind].recurs:
        return f"the same edition, {number}"
    return f"both are the {_nth(number)} of the name"


def _other_number(kind: str, low: int, high: int) -> str:
    if KINDS[kind].recurs:
        return f"different editions: {low} and {high}"
    return f"one is the {_nth(low)} of the name, the other the {_nth(high)}"


def _nth(number: int) -> str:
    """``1st``, ``2nd``, ``13th``."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def other_defendants(kind: str, a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether the words of two names of trials tell of different people."""
    if kind != "TRIAL":
        return False
    one, other = telling(a), telling(b)
    return bool(one) and bool(other) and one.isdisjoint(other)


def opposed(a: frozenset[str], b: frozenset[str]) -> tuple[str, str] | None:
    """Words of two names that cannot be said of one event: "Democratic" and "Republican"."""
    for sides in OPPOSED:
        one, other = sorted(a & sides.keys()), sorted(b & sides.keys())
        if one and other and not {sides[w] for w in one} & {sides[w] for w in other}:
            return min(one[0], other[0]), max(one[0], other[0])
    return None


def _visit(a: Claim, b: Claim) -> Verdict:
    reasons = [
        Evidence("head", "both visits", _HEAD),
        Evidence("visit", "the same visitor and destination", _VISIT),
    ]
    date = _dates(a, b)
    if date is not None:
        reasons.append(date)
    elif (a.day or a.news) and (b.day or b.news):
        again = "who has been there may go again, and no date agrees"
        reasons.append(Evidence("recurs", again, REFUSAL))
    return Verdict(sum(r.weight for r in reasons), tuple(reasons), dated=date is not None)


def days_apart(a: Interval, b: Interval) -> int:
    """The days between two intervals, 0 when they overlap or a side is open."""
    if not (a.begin and a.end and b.begin and b.end):
        return 0
    return max(0, (a.begin - b.end).days, (b.begin - a.end).days)


def _apart_in_any_year(a: Claim, b: Claim) -> int:
    """The fewest days between a day whose year is not told and the day of the other.

    0 where neither tells such a day.
    """
    for one, other in ((a, b), (b, a)):
        if one.partial and other.day.begin and other.day.end:
            around = range(other.day.begin.year - 1, other.day.end.year + 2)
            return min((days_apart(day, other.day) for day in _days_of(one, around)), default=0)
    if a.partial and b.partial:
        days = product(_days_of(a, (2000,)), _days_of(b, range(1999, 2002)))
        return min((days_apart(*pair) for pair in days), default=0)
    return 0


def _days_of(claim: Claim, years: Iterable[int]) -> Iterator[Interval]:
    """The day of the year that a claim tells, in these years."""
    for year in years:
        with suppress(ValueError):
            day = date.fromisoformat(f"{year:04d}{claim.partial[4:]}")
            yield Interval(day, day)


def _names(a: frozenset[str], b: frozenset[str]) -> tuple[float, float]:
    """Likeness of two names (weighted Jaccard), and that averaged with containment."""
    if not a or not b:
        return 0.0, 0.0

    def total(words: Iterable[str]) -> float:
        return sum(0.5 + worth_of(word) for word in sorted(words))

    shared = total(a & b)
    alike = shared / total(a | b)
    return alike, (alike + shared / min(total(a), total(b))) / 2


def _is_shorter(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one name is the other cut short, as people are known by their last names."""
    return (a <= b or b <= a) and is_rare(telling(a & b))


def _dates(a: Claim, b: Claim) -> Evidence | None:
    """What the dates say in favour; ``None`` when they say nothing."""
    if a.day and b.day:
        gap = days_apart(a.day, b.day)
        if gap:
            return None if gap > 3 else Evidence("date", f"{gap} days apart", 0.5)
        long = min(length_of(a.day), length_of(b.day)) > LONG
        return Evidence(
            "date", f"dates overlap: {_common(a.day, b.day)}", _LONG_DATE if long else _DATE
        )
    for one, other in ((a, b), (b, a)):
        if one.partial and other.day.begin and one.partial[5:] == f"{other.day.begin:%m-%d}":
            day = days_in_words(Interval(other.day.begin, other.day.begin))
            return Evidence("date", f"both on {day}", _DATE)
    if a.partial and a.partial == b.partial:
        return Evidence("date", "the same day of the year", _NEWS)
    mine, theirs = a.day or a.news, b.day or b.news
    if not (mine and theirs) or days_apart(mine, theirs):
        return None
    if max(length_of(mine), length_of(theirs)) > LONG:
        return None
    return Evidence("date", f"told as news of the same days: {_common(mine, theirs)}", _NEWS)


def _known_date(a: Claim, b: Claim) -> Evidence | None:
    """What it says that all who date an event of this name, and neither does here, date alike."""
    years = {known_year(claim.kind, where(claim.words)) for claim in (a, b)}
    year = max(years)
    dated = [claim.day.begin.year for claim in (a, b) if claim.day.begin]
    told = [claim.told for claim in (a, b) if claim.told]
    if (
        len(years) > 1
        or not year
        or any(day != year for day in dated)
        or min(told, default=year) < year
    ):
        return None
    return Evidence("date", f"known to be that of {year}", _NEWS)


def _common(a: Interval, b: Interval) -> str:
    begin = max(day for day in (a.begin, b.begin) if day)
    end = min(day for day in (a.end, b.end) if day)
    return days_in_words(Interval(begin, end))
