"""Elections that go by their year alone: "the 2020 election", and in which country.

Such a name says no more than a year, so that it tells one event only together with the
country that the article takes for granted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from index.article import Interval
from index.events.background import background_of
from index.events.lexicon import AT_HOME, words_of
from index.events.record import StoryFeatures
from index.language.entity_keys import country_named

# What a name may say beside the year while it is still the election of the whole country.
_OF_A_COUNTRY = words_of(
    "us presidential general midterm federal national parliamentary congressional"
)
_GRANTED = "united states"
_AMONG_THEM = 2
# Shares of naming, in natural logarithms: another country named half as often again makes it
# unclear whose election is meant, one named three times as often makes it that country's.
_UNCLEAR, _CLEAR = 0.5, 1.1
# A country named once or twice is not what an article is about.
_IN_PASSING = 1.5


def goes_by_year(head: str, words: Collection[str]) -> bool:
    """Whether the name of an event is an election's that only its year and country tell."""
    return head == "election" and _OF_A_COUNTRY.issuperset(words)


def setting(features: StoryFeatures, words: Collection[str], day: Interval) -> str:
    """The country whose election of a year an article means; ``""`` where that is not clear.

    ``words`` are those of the election's name, ``day`` is when it was.

    Where the article names no country more than in passing, the United States are taken
    for granted, as most news in English does, in a year in which they vote.
    """
    even = day.begin is not None and day.begin.year % 2 == 0
    terms = {*features.names.terms, *features.places.terms}
    if "us" in words or (even and len(terms & AT_HOME) >= _AMONG_THEM):
        return _GRANTED
    named = dict(_countries(features))
    at_home = named.pop(_GRANTED, 0.0)
    country = max(named, key=lambda name: (named[name], name), default="")
    most = named.get(country, 0.0)
    if most > _IN_PASSING and most - at_home > _CLEAR:
        return country
    if most > _IN_PASSING and most - at_home > _UNCLEAR:
        return ""
    return _GRANTED if even else ""


def _countries(features: StoryFeatures) -> Mapping[str, float]:
    """How much is made of each country: one more than the logarithm of how often it is named."""
    background = background_of(features.language)
    found: dict[str, float] = {}
    for kind, named in (("places", features.places), ("names", features.names)):
        counts = {
            term: weight / worth
            for term, weight in named.as_dict().items()
            if (worth := background.idf(kind, term)) > 0
        }
        once = min(counts.values(), default=1.0)
        for term, count in counts.items():
            if country := country_named(term):
                found[country] = max(found.get(country, 0.0), count / once)
    return found
