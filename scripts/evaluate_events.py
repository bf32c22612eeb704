"""How well articles are put into stories and events, and what it costs.

    python -m scripts.evaluate_events             the development sets in ../shared/data
    python -m scripts.evaluate_events --stream N  cost and order on N articles of an open stream

Every set is settled through the same door as a library: all at once, and again
article by article in shuffled orders, which has to give the same.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.events.model import Event, Role, Story
from index.events.record import ArticleEvents
from index.events.settle import settle
from scripts.judged_events import evaluate_judged
from scripts.measures import Figures, figures
from scripts.memory_repository import MemoryRepository
from scripts.news_sets import SHARED, Item, analysed

SETS = (
    ("events_ecbplus.dev", "en"),
    ("events_newscluster.dev", "en"),
    ("events_newswcl50.dev", "en"),
    ("events_vietnamese.dev", "vi"),
)
STREAM = "articles_12k"
ORDERS = 3
PART = 50


@dataclass
class Held:
    """What settling has given so far, as a library holds it."""

    repository: MemoryRepository = field(default_factory=MemoryRepository)
    events: dict[str, Event] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, records: Sequence[ArticleEvents]) -> float:
        """Settle some articles; the CPU seconds it took."""
        begin = time.process_time()
        for record in records:
            self.repository.put(record)
        found = settle([record.key for record in records], self.repository)
        self.repository.apply(found)
        took = time.process_time() - begin
        for member in found.members:
            if (event := self.events.pop(member, None)) is not None:
                for other in event.members:
                    self.events.pop(other, None)
        for key in found.retold:
            if (story := self.stories.pop(key, None)) is not None:
                for other in story.articles:
                    self.stories.pop(other, None)
        for event in found.events:
            self.events.update(dict.fromkeys(event.members, event))
        for growth in found.growths:
            event = growth.grown(self.events[growth.member])
            self.events.update(dict.fromkeys(event.members, event))
        for story in found.stories:
            self.stories.update(dict.fromkeys(story.articles, story))
        self.seconds += took
        return took

    def told(self) -> list[list[str]]:
        """The stories, each as its articles' keys."""
        return [list(articles) for articles in {story.articles for story in self.stories.values()}]

    def happenings(self) -> list[list[str]]:
        """The articles of each happening that is an event of its own."""
        tellers = {
            tuple(m.partition(":")[2] for m in event.members if m.startswith("s:"))
            for event in self.events.values()
        }
        return [list(articles) for articles in sorted(tellers) if articles]

    def state(self) -> tuple[list[str], list[tuple[str, ...]]]:
        """Events and stories in an order of their own."""
        events = sorted({repr(event) for event in self.events.values()})
        return events, sorted({story.articles for story in self.stories.values()})


def agreement(held: Held, other: Held) -> Figures:
    """How far two ways of settling the same articles give the same stories."""
    truth = {key: str(n) for n, story in enumerate(other.told()) for key in story}
    return figures(held.told(), truth)


def compared(held: Held, other: Held) -> str:
    """Whether two ways of settling the same articles give the same, and if not how far."""
    if held.state() == other.state():
        return "the same events and stories"
    return str(agreement(held, other))


def settled(records: Sequence[ArticleEvents], batches: Iterable[int]) -> Held:
    """The records settled in batches of the given sizes."""
    held, begin = Held(), 0
    for size in batches:
        held.add(records[begin : begin + size])
        begin += size
    return held


def evaluate(name: str, items: Sequence[Item]) -> None:
    records = [item.record for item in items]
    gold = {item.article.key: item.story for item in items}
    held = settled(records, [len(records)])
    print(f"{name:24} {len(records):6} articles  {figures(held.told(), gold)}")
    differing: list[Figures] = []
    seconds = 0.0
    for seed in range(ORDERS):
        shuffled = random.Random(seed).sample(records, len(records))
        single = settled(shuffled, [1] * len(shuffled))
        if single.state() != held.state():
            differing.append(agreement(single, held))
        seconds += single.seconds
    cost = 1000 * seconds / ORDERS / len(records)
    told = f"{len(differing)} of {ORDERS} orders differ"
    if differing:
        told = f"{told}: {Figures.mean(differing)}"
    print(f"{'':24} one by one {cost:.1f} ms an article; {told}")


def stream(count: int) -> None:
    items = analysed(SHARED / f"{STREAM}.jsonl.gz", "en", count)
    begin = time.process_time()
    records = [item.record for item in items]
    print(f"{len(records)} articles read and analysed in {time.process_time() - begin:.0f} s")
    shuffled = random.Random(1).sample(records, len(records))
    few = min(200, len(records) // 4)
    held = settled(shuffled[:-few], [len(records) - few])
    print(f"all but {few} at once: {1000 * held.seconds / (len(records) - few):.1f} ms an article")
    times = sorted(held.add([record]) for record in shuffled[-few:])
    mean, last = 1000 * sum(times) / few, 1000 * times[-1]
    middle, high = 1000 * times[few // 2], 1000 * times[int(few * 0.95)]
    print(f"then one by one: mean {mean:.1f}, p50 {middle:.1f}, p95 {high:.1f}, max {last:.0f} ms")
    at_once = settled(shuffled, [len(records)])
    print(f"against all at once:   {compared(held, at_once)}")
    dated = sorted(records, key=lambda r: (str(r.published.interval.begin), r.key))
    orders = []
    for name, order in (("by date", dated), ("shuffled", shuffled)):
        parts = settled(order, [PART] * (-(-len(records) // PART)))
        orders.append(parts)
        print(f"{name} in parts of {PART}: {1000 * parts.seconds / len(records):.1f} ms an article")
        print(f"against all at once:   {compared(parts, at_once)}")
    print(f"one against the other: {compared(*orders)}")
    sizes = Counter(len(articles) for articles in held.told())
    print("articles a story:", dict(sorted(sizes.items())))
    events = set(held.events.values())
    shared = [event for event in events if len(event.roles) > 1]
    reported = [e for e in shared if sum(r.role is Role.REPORTS for r in e.roles) > 1]
    print(f"{len(events)} events, {len(shared)} of several articles, {len(reported)} so reported")
    named = Counter({f"{e.name} {e.interval.begin or ''}": len(e.roles) for e in shared})
    for name, number in named.most_common(25):
        print(f"  {number:5} {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stream", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    if arguments.stream:
        stream(arguments.stream)
        return
    for name, language in SETS:
        source = SHARED / f"{name}.jsonl.gz"
        if source.exists():
            evaluate(name, list(analysed(source, language)))
    evaluate_judged()


if __name__ == "__main__":
    main()
