"""How much speaks for two sayings being of one event, and what forbids it.

The score is a sum of stated reasons; a link needs :data:`THRESHOLD`. A veto
ends the matter whatever the sum. The weights were set by hand on the
development sets: "both conference" +2, the same edition +3, the same name up to
+3, overlapping dates up to +2, and a refusal of -3 where the name alone does
not say which occurrence is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.article import Interval
from index.events.known_events import is_known
from index.events.known_events import year_of as known_year
from index.events.lexicon import KINDS, LEADING_HEADS, LOCAL_HEADS, LOCAL_WORDS, OPPOSED, words_of
from index.events.sayings import Claim, Name
from index.events.wording import days_in_words, head_of, telling, where, worth_of
from index.events.year_elections import goes_by_year
from index.language.entity_keys import country_named

THRESHOLD = 4.6
_HEAD, _KIND, _ORDINAL, _NAME, _DATE, _LONG_DATE, _NEWS = 2.0, 0.8, 3.0, 3.0, 2.0, 1.0, 1.0
# Two heads that are said of one thing, where all else of the names is the same.
_SAME_SORT = 1.6
_YEAR_ALONE = 2.0
# Told of further apart, "the massacre" and "the shooting" of one town may be two.
_TOLD_APART = 3
_PLACE, _VISIT, _REFUSAL = 0.7, 3.0, -3.0
_LONG, _FEW_DAYS = 62, 7
# Kinds whose name is often only a place, where much else happens.
_THIN_KINDS = frozenset({"ATTACK", "DISASTER", "PROTEST", "TRIAL"})
# … and of which a name that many share tells nothing without a date.
_TOO_THIN = _THIN_KINDS | {"SCANDAL"}
_NAMES_ALIKE = 0.5
_AT_HOME = "united states"
_OF_CONGRESS = words_of("congressional midterm parliamentary")
_NAMED_FOR_GOOD = frozenset(head_of(word) for word in LEADING_HEADS)
# Heads that are said of one and the same: what one calls a massacre another calls a shooting.
_ALIKE = (
    words_of("attack shooting massacre"),
    words_of("attack bombing"),
    words_of("outbreak epidemic pandemic"),
    words_of("uprising revolution"),
    words_of("crash derailment"),
    words_of("scandal affair"),
)
# What two names must share to be one without a date: one word so rare, or several that add up.
_RARE_WORD, _RARE_WORDS = 4.5, 6.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of the account: ``kind`` for programs, ``text`` for people."""

    kind: str
    text: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The account of two sayings. With a veto there is no link, whatever the score."""

    score: float
    reasons: tuple[Evidence, ...] = ()
    vetoes: tuple[Evidence, ...] = ()
    dated: bool = False

    @property
    def linked(self) -> bool:
        return not self.vetoes and self.score >= THRESHOLD

    @property
    def reasons_told(self) -> tuple[str, ...]:
        return tuple(reason.text for reason in self.reasons)


@lru_cache(maxsize=65_536)
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
        else Evidence("head", heads, _SAME_SORT if _same_sort(a, b) else _KIND)
    ]
    if a.ordinal is not None and a.ordinal == b.ordinal:
        reasons.append(Evidence("ordinal", _same_number(a.kind, a.ordinal), _ORDINAL))
    alike, overlap = _names(a.words, b.words)
    if overlap:
        shared = ", ".join(sorted(a.words & b.words))
        reasons.append(Evidence("name", f"both names have {shared}", round(_NAME * overlap, 2)))
    date = _dates(a, b) or _known_date(a, b)
    if date is not None:
        reasons.append(date)
    if date is not None and _of_one_country(a, b):
        told = "the election of that year, in the same country"
        reasons.append(Evidence("year", told, _YEAR_ALONE))
    if a.place and a.place == b.place:
        reasons.append(Evidence("place", "the same place", _PLACE))
    refusal = _refusal(a, b, dated=date is not None, alike=alike)
    if refusal is not None:
        reasons.append(refusal)
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
        reasons.append(Evidence("recurs", again, _REFUSAL))
    return Verdict(sum(r.weight for r in reasons), tuple(reasons), dated=date is not None)


def days_apart(a: Interval, b: Interval) -> int:
    """The days between two intervals, 0 when they overlap or a side is open."""
    if not (a.begin and a.end and b.begin and b.end):
        return 0
    return max(0, (a.begin - b.end).days, (b.begin - a.end).days)


def _names(a: frozenset[str], b: frozenset[str]) -> tuple[float, float]:
    """Likeness of two names (weighted Jaccard), and that averaged with containment."""
    if not a or not b:
        return 0.0, 0.0

    def total(words: Iterable[str]) -> float:
        return sum(0.5 + worth_of(word) for word in sorted(words))

    shared = total(a & b)
    alike = shared / total(a | b)
    return alike, (alike + shared / min(total(a), total(b))) / 2


def _dates(a: Claim, b: Claim) -> Evidence | None:
    """What the dates say in favour; ``None`` when they say nothing."""
    if a.day and b.day:
        gap = days_apart(a.day, b.day)
        if gap:
            return None if gap > 3 else Evidence("date", f"{gap} days apart", 0.5)
        long = min(_days(a.day), _days(b.day)) > _LONG
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
    if max(_days(mine), _days(theirs)) > _LONG:
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


def _days(interval: Interval) -> int:
    assert interval.begin is not None
    assert interval.end is not None
    return (interval.end - interval.begin).days + 1


def _common(a: Interval, b: Interval) -> str:
    begin = max(day for day in (a.begin, b.begin) if day)
    end = min(day for day in (a.end, b.end) if day)
    return days_in_words(Interval(begin, end))


def said_of_one(head: str, other: str) -> bool:
    """Whether two heads are said of one thing: what one calls a massacre another a shooting."""
    return any(heads >= {head, other} for heads in _ALIKE)


def _same_sort(a: Claim, b: Claim) -> bool:
    """Whether two names differ in their heads alone, and these are said of one thing."""
    return a.words == b.words and said_of_one(a.head, b.head)


def _told_apart(a: Claim, b: Claim) -> bool:
    """Whether two are told years apart, or one by an article without a date."""
    years = [claim.told or (claim.day.begin.year if claim.day.begin else 0) for claim in (a, b)]
    if not all(years):
        return True
    return bool(a.told and b.told) and abs(a.told - b.told) > _TOLD_APART


def _tells_apart(a: Claim, b: Claim) -> bool:
    """Whether two names share a word that says which; few are impeached at one time."""
    shared = a.words & b.words
    return bool(telling(shared)) or (a.kind == "TRIAL" and "impeachment" in shared)


def _by_year(a: Claim, b: Claim) -> bool:
    """Whether two elections go by their year, and one name is nothing but that."""
    bare = not (a.words and b.words)
    return bare and goes_by_year(a.head, a.words) and goes_by_year(b.head, b.words)


def _of_one_country(a: Claim, b: Claim) -> bool:
    return _by_year(a, b) and bool(a.setting) and a.setting == b.setting


def _of_congress_alone(a: Claim, b: Claim) -> bool:
    """Whether only one says that it is of Congress, in a year in which Americans elect a president.

    There "the election" is the president's.
    """
    years = {claim.day.begin.year for claim in (a, b) if claim.day.begin}
    leap = any(year % 4 == 0 for year in years)
    return leap and a.setting == _AT_HOME and bool((a.words ^ b.words) & _OF_CONGRESS)


def _refusal(a: Claim, b: Claim, *, dated: bool, alike: float) -> Evidence | None:
    if (a.ordinal is None) != (b.ordinal is None) and not dated:
        what = "names an edition" if KINDS[a.kind].recurs else "says which of the name"
        return Evidence("edition", f"only one {what}, and no date agrees", _REFUSAL)
    if a.ordinal is not None or b.ordinal is not None:
        if a.words and b.words and not _enough_shared(a, b):
            what = "edition" if KINDS[a.kind].recurs else "number"
            return Evidence("name", f"the same {what}, but of what the names differ", _REFUSAL)
        return None
    if KINDS[a.kind].recurs:
        return _refused_recurring(a, b, dated=dated, alike=alike)
    same_place = bool(a.place) and a.place == b.place
    if a.kind in _THIN_KINDS and not (_tells_apart(a, b) or (dated and same_place)):
        return Evidence("thin", "nothing in common that tells them apart", _REFUSAL)
    if a.kind == "CONFLICT" and a.head != b.head and not _same_sort(a, b):
        return Evidence("head", "another head, for one war holds many", _REFUSAL)
    if a.kind == "ATTACK" and a.head != b.head and not dated and _told_apart(a, b):
        return Evidence("head", "another word for it, and not told of in the same years", _REFUSAL)
    shared = a.words & b.words
    rare = _rare(telling(shared)) or is_known(a.kind, where(shared))
    elsewhere = a.place and b.place and not same_place and not rare
    if a.kind in _THIN_KINDS and elsewhere and max(_length_of(a), _length_of(b)) > _FEW_DAYS:
        return Evidence("place", "the places differ, and the days do not tell", _REFUSAL)
    if dated or a.head in _NAMED_FOR_GOOD:
        return None
    if (a.kind in _TOO_THIN and not rare) or (a.kind == "EPIDEMIC" and _only_where(a, b)):
        return Evidence("thin", "too little in common, and no date agrees", _REFUSAL)
    if not KINDS[a.kind].lasting or a.words == b.words:
        return None
    if telling(a.words) - b.words and telling(b.words) - a.words:
        return Evidence("name", "each name has what the other lacks, and no date agrees", _REFUSAL)
    return None


def _refused_recurring(a: Claim, b: Claim, *, dated: bool, alike: float) -> Evidence | None:
    if not dated:
        return Evidence("recurs", "comes back under this name, and no date agrees", _REFUSAL)
    if telling(a.words) - b.words and telling(b.words) - a.words:
        return Evidence("name", "each name has what the other lacks", _REFUSAL)
    if _by_year(a, b) and not _of_one_country(a, b):
        told = "it is not told that both are of one country"
        return Evidence("place", told, _REFUSAL)
    if _by_year(a, b) and _of_congress_alone(a, b):
        return Evidence("name", "in that year a president was elected too", _REFUSAL)
    if alike < _NAMES_ALIKE and not _by_year(a, b) and min(_length_of(a), _length_of(b)) > 1:
        return Evidence("name", "the names differ too much for a recurring event", _REFUSAL)
    apart = a.place and b.place and a.place != b.place
    if apart and max(_length_of(a), _length_of(b)) > _FEW_DAYS:
        return Evidence("place", "the places differ, and the days do not tell", _REFUSAL)
    if a.kind == "ELECTION" and _countries(a, b):
        return Evidence("place", "elections of another country, as far as is told", _REFUSAL)
    if a.kind == "ELECTION" and not telling(a.words & b.words) and _out_of_season(a, b):
        return Evidence("date", "only one tells a month, and where neither does", _REFUSAL)
    together = a.place == b.place and (a.place or _across_a_country(a, b))
    if (_local(a) or _local(b)) and (not together or _one_side(a, b)):
        return Evidence("place", "held in many places, and which is not told", _REFUSAL)
    return None


def _countries(a: Claim, b: Claim) -> bool:
    """Whether a country is named as the place of one of two elections."""
    names = sorted(a.words ^ b.words)
    if a.place != b.place:
        names += [claim.place.partition(":")[2] for claim in (a, b)]
    return any(country_named(name) not in ("", _AT_HOME) for name in names)


def _out_of_season(a: Claim, b: Claim) -> bool:
    """Whether only one tells the month: Americans, who leave out where, vote in November."""
    months = {c.day.begin.month for c in (a, b) if c.day.begin and _length_of(c) <= _LONG}
    whole_years = sum(_length_of(c) > _LONG for c in (a, b))
    return whole_years == 1 and not months <= {11}


def _rare(words: frozenset[str]) -> bool:
    worths = [worth_of(word) for word in words]
    return max(worths, default=0.0) >= _RARE_WORD or sum(worths) >= _RARE_WORDS


def _only_where(a: Claim, b: Claim) -> bool:
    """Whether the names share nothing but the place, where another may break out."""
    place = frozenset(a.place.partition(":")[2].split())
    return all(word in place or country_named(word) for word in telling(a.words & b.words))


def _enough_shared(a: Claim, b: Claim) -> bool:
    if a.kind == "ANNIVERSARY":
        return _rare(a.words & b.words) or a.words <= b.words or b.words <= a.words
    return bool(a.words & b.words)


def _local(claim: Claim) -> bool:
    return claim.head in LOCAL_HEADS or (
        claim.head == "election" and bool(claim.words & LOCAL_WORDS)
    )


def _one_side(a: Claim, b: Claim) -> bool:
    """Whether only one names a place, or only one a party and the days do not tell.

    The parties of one state may vote some days apart: news of the same week tells too little.
    """
    parties = OPPOSED[0].keys()
    named = bool(a.words & parties) != bool(b.words & parties)
    told = all(claim.day and _length_of(claim) <= _FEW_DAYS for claim in (a, b))
    return telling(a.words ^ b.words) - parties != frozenset() or (named and not told)


def _across_a_country(a: Claim, b: Claim) -> bool:
    """Whether both mean a season of contests, which American parties hold for a presidency."""
    return "presidential" in a.words | b.words and all(
        _length_of(c) > _LONG and c.day.begin and c.day.begin.year % 4 == 0 for c in (a, b)
    )


def _length_of(claim: Claim) -> int:
    interval = claim.day or claim.news
    return _days(interval) if interval.begin and interval.end else 9999
