"""What speaks against two sayings being of one event, where it is no veto.

A refusal costs :data:`REFUSAL`: the name alone does not say which occurrence is meant, or
what is told beside it does not agree. Rules by the kind of the event.
"""

from __future__ import annotations

from index.events.known_events import is_known
from index.events.lexicon import KINDS, LEADING_HEADS, LOCAL_HEADS, LOCAL_WORDS, OPPOSED, words_of
from index.events.model import Evidence
from index.events.sayings import Claim
from index.events.tally import length_of
from index.events.wording import head_of, telling, where, worth_of
from index.events.year_elections import goes_by_year
from index.language.entity_keys import country_named

REFUSAL = -3.0
LONG = 62
"""Days; an interval that is longer dates nothing exactly."""
_FEW_DAYS = 7
# Told of further apart, "the massacre" and "the shooting" of one town may be two.
_TOLD_APART = 3
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


def said_of_one(head: str, other: str) -> bool:
    """Whether two heads are said of one thing: what one calls a massacre another a shooting."""
    return any(heads >= {head, other} for heads in _ALIKE)


def same_sort(a: Claim, b: Claim) -> bool:
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


def of_one_country(a: Claim, b: Claim) -> bool:
    """Whether two elections that go by their year are of one country."""
    return _by_year(a, b) and bool(a.setting) and a.setting == b.setting


def _of_congress_alone(a: Claim, b: Claim) -> bool:
    """Whether only one says that it is of Congress, in a year in which Americans elect a president.

    There "the election" is the president's.
    """
    years = {claim.day.begin.year for claim in (a, b) if claim.day.begin}
    leap = any(year % 4 == 0 for year in years)
    return leap and a.setting == _AT_HOME and bool((a.words ^ b.words) & _OF_CONGRESS)


def refusal(a: Claim, b: Claim, *, dated: bool, alike: float) -> Evidence | None:
    """What speaks against two sayings of one kind; ``None`` where nothing does.

    ``dated`` says that their dates agree, ``alike`` how alike their names are (0 to 1).
    """
    if (a.ordinal is None) != (b.ordinal is None) and not dated:
        what = "names an edition" if KINDS[a.kind].recurs else "says which of the name"
        return Evidence("edition", f"only one {what}, and no date agrees", REFUSAL)
    if a.ordinal is not None or b.ordinal is not None:
        if a.words and b.words and not _enough_shared(a, b):
            what = "edition" if KINDS[a.kind].recurs else "number"
            return Evidence("name", f"the same {what}, but of what the names differ", REFUSAL)
        return None
    if KINDS[a.kind].recurs:
        return _refused_recurring(a, b, dated=dated, alike=alike)
    same_place = bool(a.place) and a.place == b.place
    if a.kind in _THIN_KINDS and not (_tells_apart(a, b) or (dated and same_place)):
        return Evidence("thin", "nothing in common that tells them apart", REFUSAL)
    if a.kind == "CONFLICT" and a.head != b.head and not same_sort(a, b):
        return Evidence("head", "another head, for one war holds many", REFUSAL)
    if a.kind == "ATTACK" and a.head != b.head and not dated and _told_apart(a, b):
        return Evidence("head", "another word for it, and not told of in the same years", REFUSAL)
    shared = a.words & b.words
    rare = is_rare(telling(shared)) or is_known(a.kind, where(shared))
    elsewhere = a.place and b.place and not same_place and not rare
    if a.kind in _THIN_KINDS and elsewhere and max(_length_of(a), _length_of(b)) > _FEW_DAYS:
        return Evidence("place", "the places differ, and the days do not tell", REFUSAL)
    if dated or a.head in _NAMED_FOR_GOOD:
        return None
    if (a.kind in _TOO_THIN and not rare) or (a.kind == "EPIDEMIC" and _only_where(a, b)):
        return Evidence("thin", "too little in common, and no date agrees", REFUSAL)
    apart = telling(a.words) - b.words and telling(b.words) - a.words
    if KINDS[a.kind].lasting and apart:
        return Evidence("name", "each name has what the other lacks, and no date agrees", REFUSAL)
    return None


def _refused_recurring(a: Claim, b: Claim, *, dated: bool, alike: float) -> Evidence | None:
    if not dated:
        return Evidence("recurs", "comes back under this name, and no date agrees", REFUSAL)
    if telling(a.words) - b.words and telling(b.words) - a.words:
        return Evidence("name", "each name has what the other lacks", REFUSAL)
    if _by_year(a, b) and not of_one_country(a, b):
        told = "it is not told that both are of one country"
        return Evidence("place", told, REFUSAL)
    if _by_year(a, b) and _of_congress_alone(a, b):
        return Evidence("name", "in that year a president was elected too", REFUSAL)
    if alike < _NAMES_ALIKE and not _by_year(a, b) and min(_length_of(a), _length_of(b)) > 1:
        return Evidence("name", "the names differ too much for a recurring event", REFUSAL)
    apart = a.place and b.place and a.place != b.place
    if apart and max(_length_of(a), _length_of(b)) > _FEW_DAYS:
        return Evidence("place", "the places differ, and the days do not tell", REFUSAL)
    if a.kind == "ELECTION" and _countries(a, b):
        return Evidence("place", "elections of another country, as far as is told", REFUSAL)
    if a.kind == "ELECTION" and not telling(a.words & b.words) and _out_of_season(a, b):
        return Evidence("date", "only one tells a month, and where neither does", REFUSAL)
    together = a.place == b.place and (a.place or _across_a_country(a, b))
    if (_local(a) or _local(b)) and (not together or _one_side(a, b)):
        return Evidence("place", "held in many places, and which is not told", REFUSAL)
    return None


def _countries(a: Claim, b: Claim) -> bool:
    """Whether a country is named as the place of one of two elections."""
    names = sorted(a.words ^ b.words)
    if a.place != b.place:
        names += [claim.place.partition(":")[2] for claim in (a, b)]
    return any(country_named(name) not in ("", _AT_HOME) for name in names)


def _out_of_season(a: Claim, b: Claim) -> bool:
    """Whether only one tells the month: Americans, who leave out where, vote in November."""
    months = {c.day.begin.month for c in (a, b) if c.day.begin and _length_of(c) <= LONG}
    whole_years = sum(_length_of(c) > LONG for c in (a, b))
    return whole_years == 1 and not months <= {11}


def is_rare(words: frozenset[str]) -> bool:
    """Whether words are so rare that what has them in its name needs no date to be known."""
    worths = [worth_of(word) for word in words]
    return max(worths, default=0.0) >= _RARE_WORD or sum(worths) >= _RARE_WORDS


def _only_where(a: Claim, b: Claim) -> bool:
    """Whether the names share nothing but the place, where another may break out."""
    place = frozenset(a.place.partition(":")[2].split())
    return all(word in place or country_named(word) for word in telling(a.words & b.words))


def _enough_shared(a: Claim, b: Claim) -> bool:
    if a.kind == "ANNIVERSARY":
        return is_rare(a.words & b.words) or a.words <= b.words or b.words <= a.words
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
        _length_of(c) > LONG and c.day.begin and c.day.begin.year % 4 == 0 for c in (a, b)
    )


def _length_of(claim: Claim) -> int:
    return length_of(claim.day or claim.news)
