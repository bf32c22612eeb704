"""An article as sentences that tell something, each with its clues.

Words count by how rare they are in news; names count under the entity that they are, so
that *Trọng* and *Party General Secretary Nguyen Phu Trong* say the same; numbers count with
what they count, dates as the days they mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from index.article import Article, Span, ZoneKind
from index.coverage.clocks import clocks
from index.coverage.figures import figures
from index.coverage.measures import AGE
from index.coverage.model import Clue, ClueKind, Day, Figure, Key, Sentence
from index.coverage.numerals import CARDINALS
from index.coverage.quantities import is_small, number_key
from index.events.background import background_of
from index.events.features import language_of
from index.language.fold import fold_case
from index.language.model import Mention, Timex, TimexType
from index.language.sentences import sentences
from index.search.stemming import stem

_MUTE = frozenset({ZoneKind.HEADER, ZoneKind.CREDIT, ZoneKind.BOILERPLATE, ZoneKind.DATELINE})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTED = re.compile(r"“[^“”]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»]{1,2000}»|„[^„“]{1,2000}“")
_ENDS_CLAUSE = re.compile(r"[;:()“”\"]|[.,](?!\d)|\b(?:and|but|while|whereas|including)\b")
_OLD_ONE = re.compile(r"[ -]years?[ -]old (?:[^\W\d_]+ ){0,2}")
_CALENDAR = frozenset({TimexType.DATE, TimexType.TIME})
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
# Worth of what the background does not count: as a word that is in one of a thousand.
_NUMBER_WORTH = 6.0
_DATE_WORTH = 4.0
_SMALL_WORTH = 2.5


def told(
    article: Article,
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    known: Mapping[int, str],
) -> tuple[Sentence, ...]:
    """The sentences of an article that tell something, in text order.

    ``mentions`` and ``timexes`` are those of its text, in order; ``known`` says for the
    number of a mention under which name its entity is known, the same in every article.
    Heads, credits and standing text tell nothing.
    """
    return tuple(_Reader(article, mentions, timexes, known).sentences())


class _Reader:
    """Everything of one article that its sentences are made from, in text order."""

    def __init__(
        self,
        article: Article,
        mentions: Sequence[Mention],
        timexes: Sequence[Timex],
        known: Mapping[int, str],
    ) -> None:
        self._article = article
        self._low = fold_case(article.text)
        self._language = language_of(article.text, article.language)
        self._background = background_of(self._language)
        self._mentions = mentions
        self._known = known
        self._timexes = [one for one in timexes if one.type in _CALENDAR]
        self._dates = [Span(one.start, one.end) for one in self._timexes]
        self._quotes = [Span(*match.span()) for match in _QUOTED.finditer(article.text)]

    def sentences(self) -> Iterator[Sentence]:
        for begin, end in self._stretches():
            for span in sentences(self._article.text, begin, end):
                counted = tuple(self._figures(span))
                if clues := self._clues(span, counted):
                    yield Sentence(
                        span,
                        clues,
                        counted,
                        tuple(self._days(span)),
                        tuple(_clipped(self._quotes, span)),
                        self._language,
                    )

    def _stretches(self) -> Iterator[tuple[int, int]]:
        at = 0
        for zone in sorted(self._article.zones):
            if at < zone.start:
                yield at, zone.start
            if zone.kind not in _MUTE:
                yield zone.start, zone.end
            at = zone.end
        if at < len(self._article.text):
            yield at, len(self._article.text)

    def _figures(self, span: Span) -> Iterator[Figure]:
        """What is counted, with what stands around it."""
        timexes = [self._timexes[number] for number, _ in self._dates_in(span)]
        found = [
            *figures(self._low, span, self._dates, self._language),
            *clocks(self._low, span, timexes),
        ]
        for one in sorted(found, key=lambda figure: figure.span) if found else ():
            whose = self._whose(one.span, span) if one.unit == AGE else ""
            yield replace(one, near=frozenset(self._around(one.span, span)), whose=whose)

    def _around(self, at: Span, span: Span) -> Iterator[str]:
        """The words of the clause that a figure stands in."""
        ends = [match.start() for match in _ENDS_CLAUSE.finditer(self._low, span.start, span.end)]
        begin = max((end for end in ends if end < at.start), default=span.start)
        end = min((end for end in ends if end >= at.end), default=span.end)
        for (_, key), _, where in self._words(Span(begin, end)):
            if where.end <= at.start or where.start >= at.end:
                yield key

    def _whose(self, at: Span, span: Span) -> str:
        """The last word of the name that an age is of: ``Ann Lee, 59``, ``59-year-old Lee``."""
        first = bisect_left(self._mentions, span.start, key=lambda one: one.start)
        for mention in self._mentions[first:]:
            if mention.start >= span.end:
                break
            between = self._low[at.end : mention.start] if mention.start >= at.end else ","
            is_behind = _OLD_ONE.fullmatch(between)
            if is_behind or self._low[mention.end : at.start] in (", ", " (", ", aged "):
                return str((["", *_WORD.findall(self._low, mention.start, mention.end)])[-1])
        return ""

    def _clues(self, span: Span, counted: Sequence[Figure]) -> dict[Key, Clue]:
        found: dict[Key, Clue] = {}
        for key, worth, at in (*self._words(span), *self._names(span), *self._calendar(span)):
            _add(found, key, worth, at)
        for figure in counted:
            if number := number_key(figure):
                worth = _SMALL_WORTH if is_small(figure) else _NUMBER_WORTH
                _add(found, number, worth, figure.span)
        return found

    def _words(self, span: Span) -> Iterator[tuple[Key, float, Span]]:
        for match in _WORD.finditer(self._low, span.start, span.end):
            word = _without_number(match[0].replace("’", "'").removesuffix("'s"))
            if len(word) > 1 and word not in self._background.stop:
                worth = self._background.idf("words", word)
                yield (ClueKind.WORD, stem(word)), worth, Span(*match.span())

    def _names(self, span: Span) -> Iterator[tuple[Key, float, Span]]:
        first = bisect_left(self._mentions, span.start, key=lambda one: one.start)
        for number in range(first, len(self._mentions)):
            mention = self._mentions[number]
            if mention.end > span.end:
                break
            if number in self._known:
                words = _WORD.findall(self._low, mention.start, mention.end)
                worth = max((self._background.idf("names", word) for word in words), default=0.0)
                yield (ClueKind.NAME, self._known[number]), worth, Span(mention.start, mention.end)

    def _calendar(self, span: Span) -> Iterator[tuple[Key, float, Span]]:
        for number, date in self._dates_in(span):
            if day := _DAY.match(self._timexes[number].value):
                yield (ClueKind.DATE, day[0]), _DATE_WORTH, date

    def _days(self, span: Span) -> Iterator[Day]:
        for number, date in self._dates_in(span):
            timex = self._timexes[number]
            # A time on the clock does not say of which day it is.
            is_clock = timex.type is TimexType.TIME and self._low[timex.start].isdigit()
            if timex.interval and not is_clock:
                yield Day(timex.interval, date)

    def _dates_in(self, span: Span) -> Iterator[tuple[int, Span]]:
        first = bisect_left(self._dates, span.start, key=lambda one: one.start)
        for number in range(first, len(self._dates)):
            if self._dates[number].end > span.end:
                break
            yield number, self._dates[number]


def _without_number(word: str) -> str:
    """A compound without the number it begins with: that is told as a figure."""
    parts = word.split("-")
    while parts and parts[0] in CARDINALS:
        del parts[0]
    return "-".join(parts)


def _add(found: dict[Key, Clue], key: Key, worth: float, at: Span) -> None:
    before = found.get(key)
    if before is None:
        found[key] = Clue(worth, (at,))
    else:
        found[key] = Clue(max(before.worth, worth), (*before.spans, at))


def _clipped(spans: Sequence[Span], outer: Span) -> Iterator[Span]:
    """What of the sorted ``spans`` lies in ``outer``."""
    first = bisect_right(spans, outer.start, key=lambda one: one.end)
    for span in spans[first:]:
        if span.start >= outer.end:
            break
        yield Span(max(span.start, outer.start), min(span.end, outer.end))
