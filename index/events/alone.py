"""Names of events without a head noun: "since Watergate", "9/11", "the lessons of Katrina".

Which words are such names is known beforehand (:mod:`index.events.known_events`). A place
that is also a place names its event only after words of time or the like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from index.article import Span
from index.events.known_events import KnownEvent, by_itself
from index.events.lexicon import BODY_NOUNS, YEAR_OF_DAY, words_of
from index.events.named import Named
from index.events.phrases import Text
from index.events.wording import alternatives, content_words
from index.language.model import EntityType

_IN_TIME = re.compile(
    r"\b(?:since|after|before|prior to|following|until|in the (?:wake|aftermath) of|lessons of|"
    r"victims of|survivors of|another|like)\s\Z|\b(?:post|pre)-\Z"
)
# "After Newtown, Connecticut"; "Newtown officials"; "Watergate Hotel".
_A_PLACE = re.compile(r",\s[A-Z]|\s[A-Z]|'s\b|-[a-z]")
_NEXT = re.compile(r"\s([a-z]{2,20})\b")
_THINGS = BODY_NOUNS | words_of("hotel complex apartment apartments condominium")
_ENDS = re.compile(
    r"\Z|\s?[.,;:?!)\"\n-]|\s(?:and|or|in|that|was|were|is|has|had|have|the|when|to|on|but|with|as|"
    r"for|a|by|it|he|she|we|they|there|which|who|than|will|would|because|while)\b"
)


def find_alone(text: Text, named: Sequence[Named]) -> list[Named]:
    """The names of known events that stand alone in a text, none within one of ``named``."""
    taken = [Span(name.start, name.end) for name in named]
    found = []
    for match in _pattern().finditer(text.low):
        span = Span(match.start(), match.end())
        event = by_itself()[match[0]]
        written = text.folded[span.start]
        if not (written.isupper() or written.isdigit()) or any(span.overlaps(t) for t in taken):
            continue
        if not _of_somebody(text, span) and _meant(text, span, event):
            found.append(_named(span, event))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'/.-])(?:{alternatives(by_itself())})(?![\w/])")


def _of_somebody(text: Text, span: Span) -> bool:
    """Whether the words are somebody's name here, or part of that of a body or another place."""
    word = text.folded[span.start : span.end]
    for mention in text.around(span.start):
        if mention.end > span.start and (mention.start < span.start or span.end < mention.end):
            return True
    return any(
        m.type is EntityType.PERSON and word in text.folded[m.start : m.end].split()
        for m in text.mentions
    )


def _meant(text: Text, span: Span, event: KnownEvent) -> bool:
    if _A_PLACE.match(text.folded, span.end):
        return False
    follower = _NEXT.match(text.low, span.end)
    if event.alone == "always":
        return not (follower and follower[1] in _THINGS)
    before = text.low[max(0, span.start - 24) : span.start]
    return bool(_IN_TIME.search(before)) and bool(_ENDS.match(text.low, span.end))


def _named(span: Span, event: KnownEvent) -> Named:
    words = frozenset([event.name]) if "/" in event.name else content_words(event.name)
    year = YEAR_OF_DAY.get(event.name, 0)
    return Named(span.start, span.end, event.head, event.kind, None, words, year, small=False)
