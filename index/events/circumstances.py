"""What a text says of an event that it names: when and where it was, and in what manner.

Each function looks at the words around the name, within its sentence as far as that
reaches; all spans are of code points, half-open.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import takewhile

from index.article import Interval, Precision, Span
from index.events.dating import When, date_of
from index.events.lexicon import HELD_HEADS, KINDS, PASSING, words_of
from index.events.reading import Reading
from index.events.sayings import NEWS_AFTER, NEWS_BEFORE
from index.events.untimed import of_these_days
from index.events.wording import first_at_or_after
from index.language.entity_keys import country_named
from index.language.model import EntityType

_PASSING = re.compile(rf"\b{PASSING}\s+(?:the\s+|a\s+|last\s+)?(?:[\w'-]+\s+)?$")
_FOLLOWED_BY_TEXT = re.compile(
    r"^(?:'s?)?\s+(?:resolutions?|guidelines|documents?|tenure|term|decisions?|"
    r"foreign policy|policy|veterans?)\b"
)
_HELD_IN = re.compile(r"\b(?:in|at)\s+(?:the\s+)?$")
_CLAUSE = re.compile(
    r"[;:]|,\sand\sthat\b|\b(?:who|said|says|told|if|because|although|though|unless|but)\b"
    # "Which will be held in Charlotte" goes on telling where the event is.
    r"|\bwhich\b(?!\s+(?:(?:is|was|will be|are|were|is to be|is being|is due to be)\s+(?:now\s)?"
    r"(?:taking place|held|hosted|staged|scheduled|planned|set)|(?:will )?takes? place|took place"
    r"|opens?|opened|begins?|began|starts?|started|ends?|ended)\b)"
    r"|\band\s(?!(?:opened|continued|closed|ended|started)\b)(?:[a-z]{2,15}ed|spent|went|came|won|lost|"
    r"left|led|made|became|ran)\s"
)
# "A win in California", "voters in Ohio": where something else was.
_ELSEWHERE = re.compile(
    r"\b(?:wins?|victory|victories|loss|defeat|voters?|home|office|lives?|living|born|seats?)\s"
    r"(?:in|at)\s(?:the\s)?$"
)
# The last words of places that are somebody's office or house, or stand for one.
_OFFICES = words_of("house office senate congress administration street")
_HOSTS = re.compile(r"\s+(?:hosts|hosted|hosting|(?:to|will|would|has|had) host(?:ed)?)\b")
_MEDDLING = re.compile(r"\b(?:meddl|interfer|hack|influenc|tamper|collu|probe|inquiry)")
# "The assemblyman who won the 1998 election" won another than the country held.
_LOCAL_OFFICE = re.compile(
    r"\b(?:assembly(?:man|woman)?|mayor(?:al|s)?|city council|council(?:man|woman|or)|sheriff|"
    r"school board|state (?:senat(?:e|or)|house|representative|legislat\w{2,5})|county|"
    r"governor(?:ship)?|gubernatorial)\b"
)
_NATIONAL = re.compile(
    r"\b(?:president\w{0,4}|white house|congress\w{0,6}|u\.s\. senate|midterms?|nation\w{0,6}|"
    r"republicans|democrats|presidency)\b"
)
# "The 1960s" and the like date no conference and no election.
_LONGEST_YEARS = timedelta(days=800)
# What is told beside nothing but dates so long ago is not of these days.
_AGES, _AGES_REACH = timedelta(days=3 * 366), 600
_PLACE_REACH, _HOST_REACH = 80, 400


def in_passing(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands around ``low[start:end]`` names it only by the way."""
    before = reading.low[max(0, start - 48) : start]
    return bool(_PASSING.search(before) or _FOLLOWED_BY_TEXT.match(reading.low[end : end + 24]))


def place_told(reading: Reading, span: Span, sentence: Span) -> str:
    """The key of the place where the event at ``span`` is told to be, or ""."""
    host = ""
    within = Span(
        max(sentence.start, span.start - _HOST_REACH), min(sentence.end, span.end + _PLACE_REACH)
    )
    for mention, key in reading.named_in(within):
        if mention.type is not EntityType.PLACE or not key:
            continue
        if mention.end <= span.start:
            if _HOSTS.match(reading.low, mention.end):
                host = key
            continue
        if mention.start < span.end:
            continue
        between = reading.low[span.end : mention.start]
        if _CLAUSE.search(between):
            break
        office = key.rpartition(" ")[2] in _OFFICES
        if _HELD_IN.search(between) and not office and not _ELSEWHERE.search(between):
            return key
    return host


def date_told(reading: Reading, span: Span, sentence: Span, kind: str, head: str) -> When:
    """The date that belongs to the event of ``kind`` at ``span``, within ``sentence``."""
    traits = KINDS[kind]
    close = traits.past or traits.lasting
    timexes = reading.timexes if close else reading.upcoming
    if head in HELD_HEADS:
        timexes = reading.coming
    when = date_of(reading.low, span, sentence, timexes, reading.timex_starts, close=close)
    if traits.lasting:
        return When() if when.precision is Precision.DAY else when
    begin, end = when.interval.begin, when.interval.end
    decades = begin is not None and end is not None and end - begin > _LONGEST_YEARS
    return When() if decades else when


def tells_of(reading: Reading, country: str, sentence: Span) -> bool:
    """Whether a sentence names the country with this key, and not as one that meddles."""
    if not country or _MEDDLING.search(reading.low, sentence.start, sentence.end):
        return False
    names = (reading.low[m.start : m.end] for m, _ in reading.named_in(sentence))
    wanted = country.partition(":")[2]
    return any(country_named(name) == wanted for name in names)


def of_an_office(reading: Reading, sentence: Span) -> bool:
    """Whether a sentence tells of a vote for an office that no whole country votes for."""
    here = sentence.start, sentence.end
    return bool(_LOCAL_OFFICE.search(reading.low, *here)) and not _NATIONAL.search(
        reading.low, *here
    )


def is_fresh(reading: Reading, span: Span, sentence: Span) -> bool:
    """Whether what stands beside an event tells that it is of the days of publication."""
    if span.start >= reading.lead:
        return False
    published = reading.publication.interval
    if published.begin is None or published.end is None:
        return False
    near = Interval(published.begin - NEWS_BEFORE, published.end + NEWS_AFTER)
    first = first_at_or_after(reading.timex_starts, sentence.start)
    days = [
        Span(timex.start, timex.end)
        for timex in takewhile(lambda t: t.start < sentence.end, reading.timexes[first:])
        if timex.interval.is_day and timex.interval.overlaps(near)
    ]
    return of_these_days(reading.low, span, days)


def of_somebody(reading: Reading, span: Span) -> bool:
    """Whether a vote is called somebody's ("Roe's election"): what came of it is meant."""
    return any(
        mention.type is EntityType.PERSON
        and "'s" in reading.low[mention.end - 2 : min(span.end, mention.end + 2)]
        for mention, _ in reading.named_in(span)
    )


def of_another_time(reading: Reading, span: Span, sentence: Span) -> bool:
    """Whether the sentence of an event, and those beside it, speak of nothing but long ago."""
    published = reading.publication.interval.begin
    if published is None:
        return False
    before = reading.sentences.around(max(0, sentence.start - 1))
    gap = reading.text[sentence.end :]
    after = reading.sentences.around(
        min(len(reading.text) - 1, sentence.end + len(gap) - len(gap.lstrip()))
    )
    around = Span(
        max(before.start, span.start - _AGES_REACH), min(after.end, span.end + _AGES_REACH)
    )
    first = first_at_or_after(reading.timex_starts, around.start)
    ends = [
        timex.interval.end
        for timex in takewhile(lambda t: t.start < around.end, reading.timexes[first:])
        if timex.interval.end is not None
    ]
    return bool(ends) and all(published - end > _AGES for end in ends)
