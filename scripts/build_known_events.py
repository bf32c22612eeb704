"""Counts which names are each of one event, for ``index/events/data/known_events.txt``.

    python -m scripts.build_known_events ../shared/data/articles_12k.jsonl.gz

A name that nearly all who date it put in one year is of one event ("the Newtown shooting");
a name that stands by itself after words of time ("since Watergate"), and often enough with
one head noun ("the Watergate scandal"), needs none. Only names, years and heads are kept.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.article import Article, Interval
from index.events.extract import record_of
from index.events.known_events import FILE, KnownEvent, render
from index.events.lexicon import HEADS, KINDS, LEADING_HEADS
from index.events.sayings import sayings_of
from index.events.towns import is_region
from index.events.wording import alternatives, content_words, head_of, where
from index.language.fold import fold
from index.language.model import Analysis, EntityType
from index.language.names.lexicon import lexicon
from scripts.news_sets import analysed

TARGET = Path(__file__).parents[1] / "index" / "events" / "data" / FILE
DATED, AGREEING, A_YEAR, A_MONTH, ONE_TIME = 3, 0.8, 366, 31, 62
AFTER_TIME, WITH_HEAD, SHARE = 2, 3, 0.2
_CAPITAL = r"[A-Z][a-z'-]{2,20}"
_NAME = rf"({_CAPITAL}(?:\s{_CAPITAL})?|\d{{1,2}}/\d{{1,2}})"
_ALONE = re.compile(
    r"\b(?:[Ss]ince|[Aa]fter|[Bb]efore|[Pp]rior to|[Ff]ollowing|[Ww]ake of|[Aa]ftermath of)\s"
    rf"{_NAME}"
    r"(?=[.,;:?!)]|\s(?:and|in|that|was|has|had|have|the|when|to|on|but|with|as|is)\b)"
)
_WITH = re.compile(rf"\b{_NAME}(?:\s[a-z]{{3,10}})?\s({alternatives(HEADS)})\b")
_LED = re.compile(rf"\b({alternatives(LEADING_HEADS)})\s{_NAME}", re.IGNORECASE)


@dataclass(slots=True)
class Counts:
    """Of each name how many articles date it so, use it alone, with a head, or at all."""

    days: dict[tuple[str, frozenset[str]], list[Interval]] = field(
        default_factory=lambda: defaultdict(list)
    )
    alone: Counter[str] = field(default_factory=Counter)
    heads: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    texts: list[str] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)


def count(articles: Iterable[tuple[Article, Analysis]]) -> Counts:
    """What a collection tells of names of events."""
    counts = Counts()
    for article, analysis in articles:
        text = fold(article.text)
        names = {m.type: set() for m in analysis.mentions}  # type: dict[EntityType, set[str]]
        for mention in analysis.mentions:
            names[mention.type].add(text[mention.start : mention.end])
        people = names.get(EntityType.PERSON, set())
        counts.places.update(names.get(EntityType.PLACE, set()))
        counts.alone.update({m[1] for m in _ALONE.finditer(text)} - people)
        found = {(m[1], m[2]) for m in _WITH.finditer(text)}
        found |= {(m[2], m[1].lower()) for m in _LED.finditer(text)}
        for name, head in found:
            counts.heads[name][head_of(head)] += 1
        counts.texts.append(text)
        for saying in sayings_of(record_of(article, analysis)):
            if saying.day and not KINDS[saying.kind].recurs and _length(saying.day) <= A_YEAR:
                for words in {where(name.words) for name in saying.claim.called}:
                    counts.days[saying.kind, words].append(saying.day)
    return counts


def known(counts: Counts) -> list[KnownEvent]:
    """The events that the counts tell surely enough."""
    capitals = {name for name, sort in lexicon().places.items() if sort == "capital"}
    found: dict[tuple[str, frozenset[str]], KnownEvent] = {}
    for kind, words in counts.days:
        # "The Columbine High School massacre" is also one of Columbine.
        days = [
            day
            for (other, more), told in counts.days.items()
            if other == kind and words <= more
            for day in told
        ]
        where_much_is = is_region(words) or " ".join(sorted(words)) in capitals
        if words and not KINDS[kind].lasting and not where_much_is and (year := _year(days)):
            found[kind, words] = KnownEvent(kind, " ".join(sorted(words)), "-", year, "-")
    for name, alone in counts.alone.items():
        if alone < AFTER_TIME or not counts.heads[name]:
            continue
        head, most = counts.heads[name].most_common(1)[0]
        kind = HEADS[head] if head in HEADS else HEADS.get(f"{head}s", "")
        kind = kind or "DISASTER"
        held = sum(name in text for text in counts.texts)
        told = alone + counts.heads[name].total()
        if KINDS[kind].recurs or most < WITH_HEAD or told < SHARE * held:
            continue
        words = frozenset([name]) if "/" in name else content_words(name.lower())
        dated = found.pop((kind, words), None)
        always = 10 * counts.places[name] < held
        found[kind, words] = KnownEvent(
            kind, name.lower(), head, dated.year if dated else 0, "always" if always else "after"
        )
    return list(found.values())


def _year(days: Sequence[Interval]) -> int:
    """The year in which nearly all put an event, that has to be of one time; else 0."""
    years = Counter(day.begin.year for day in days if day.begin)
    year, most = years.most_common(1)[0]
    exact = [
        day.begin
        for day in days
        if day.begin and day.begin.year == year and _length(day) <= A_MONTH
    ]
    if len(days) < DATED or most < AGREEING * len(days):
        return 0
    return 0 if exact and (max(exact) - min(exact)).days > ONE_TIME else year


def _length(day: Interval) -> int:
    return (day.end - day.begin).days if day.begin and day.end else A_YEAR + 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    arguments = parser.parse_args()
    counts = count((item.article, item.analysis) for item in analysed(arguments.source, "en"))
    events = known(counts)
    TARGET.write_text(render(events), encoding="utf-8")
    print(f"{TARGET}: {len(events)} events, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
