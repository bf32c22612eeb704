"""Scores events anew against samples that a person judged.

    python -m scripts.judged_events               how the judged samples come out now
    python -m scripts.judged_events --draw SEED   links that nobody has judged, to read

``tests/data/judged/named_links.jsonl`` holds pairs of passages of two articles that
were linked by a named event (no span where only the headline named it), by sample,
``main_events.jsonl``, by sample too, what the panel showed first for an article: a named event, the
headline's, or nothing; each with a verdict and, where it is wrong, how. They name
articles of the open stream in ``../shared/data`` by id and hold no text of them. The
judged articles are settled by themselves, so that a link that needs a third article is
not found again.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.article import Article, Span
from index.events.assemble import EventDraft
from index.events.link import link
from index.events.model import ArticleRole, Event, Role, Story
from index.events.record import ArticleEvents
from index.events.sayings import Saying
from index.events.settle import settle
from index.language.fold import match_key
from scripts.memory_repository import MemoryRepository
from scripts.news_sets import SHARED, analysed

JUDGED = Path(__file__).parent.parent / "tests" / "data" / "judged"
LINKS, MAINS = JUDGED / "named_links.jsonl", JUDGED / "main_events.jsonl"
STREAM = SHARED / "articles_12k.jsonl.gz"
DRAWN, PER_EVENT = 100, 2
_LISTED = 12  # of the sayings of one event: of so many all pairs can be listed
_AROUND = 150

Judgement = Mapping[str, Any]


def read_judged(source: Path) -> list[Judgement]:
    """The judgements of a sample, one a line."""
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]


def records_of(keys: Iterable[str]) -> list[ArticleEvents]:
    """The records of those articles of the stream."""
    return [item.record for item in analysed(STREAM, "en", only=frozenset(keys))]


def links_now(judged: Iterable[Judgement], records: Iterable[ArticleEvents]) -> list[bool]:
    """For each judged pair of passages whether one named event still holds both."""
    events: dict[str, list[tuple[Span, int]]] = {}
    for number, made in enumerate(link(records).drafts):
        for saying in made.sayings:
            spans = [(span, number) for span in saying.spans]
            events.setdefault(saying.article, []).extend(spans)

    def at(article: str, span: tuple[int, int] | None) -> set[int]:
        if span is None:
            return set()
        here = Span(*span)
        return {number for found, number in events.get(article, []) if found.overlaps(here)}

    return [bool(at(j["a"], j["a_span"]) & at(j["b"], j["b_span"])) for j in judged]


def main_events(records: Iterable[ArticleEvents]) -> dict[str, Event]:
    """For each article the event that the panel shows first as what it reports."""
    repository = MemoryRepository()
    keys = []
    for record in records:
        repository.put(record)
        keys.append(record.key)
    found = settle(keys, repository)
    return first_reported(found.events, found.stories)


def first_reported(events: Iterable[Event], stories: Iterable[Story]) -> dict[str, Event]:
    """The first reported event by article: its story's, else the first in the text."""
    about = {key: story.about for story in stories for key in story.articles}
    best: dict[str, tuple[tuple[bool, int, str], Event]] = {}
    for event in events:
        for role in event.roles:
            if role.role is Role.REPORTS:
                place = (about.get(role.article) not in event.members, _start(role), event.name)
                if role.article not in best or place < best[role.article][0]:
                    best[role.article] = (place, event)
    return {article: event for article, (_, event) in best.items()}


def _start(role: ArticleRole) -> int:
    return role.spans[0].start if role.spans else 0


def evaluate_judged() -> None:
    """Print how the judged samples fare now; nothing where the stream is missing."""
    if not STREAM.exists():
        return
    _tell_links(read_judged(LINKS))
    _tell_mains(read_judged(MAINS))


def _tell_links(judged: list[Judgement]) -> None:
    right = [j["verdict"] == "right" for j in judged]
    keys = {j[side] for j in judged for side in ("a", "b")}
    now = links_now(judged, records_of(keys))
    for sample in sorted({j["sample"] for j in judged}):
        here = [(r, n) for j, r, n in zip(judged, right, now, strict=True) if j["sample"] == sample]
        drawn, still = sum(r for r, _ in here), [r for r, n in here if n]
        print(f"named links, sample {sample}: {drawn} of {len(here)} right when drawn", end=";")
        print(f" now linked {len(still)}, of these right {sum(still)}")
    kept = sum(r and n for r, n in zip(right, now, strict=True))
    held = sum(now)
    print(f"now linked {held}, of these right {kept} ({kept / max(1, held):.3f})", end="; ")
    print(f"right ones still linked {kept / max(1, sum(right)):.3f}")
    kinds = Counter(j["kind"] for j, r, n in zip(judged, right, now, strict=True) if n and not r)
    for kind, count in kinds.most_common():
        print(f"{count:5} wrong: {kind}")


def _as_judged(judged: Judgement, event: Event | None) -> bool:
    """Whether the event shown is the one that was judged, on the same day."""
    if event is None:
        return bool(judged["shown"] == "nothing")
    named = any(member.startswith("n") for member in event.members)
    if judged["shown"] != ("named event" if named else "headline"):
        return False
    same_day = judged["begin"] == str(event.interval.begin or "")
    return same_day and (not named or match_key(judged["name"]) == match_key(event.name))


def _tell_mains(judged: list[Judgement]) -> None:
    for sample in sorted({j["sample"] for j in judged}):
        drawn = [j["verdict"] == "right" for j in judged if j["sample"] == sample]
        print(f"main events, sample {sample}: {sum(drawn)} of {len(drawn)} right when judged")
    shown = main_events(records_of(j["article"] for j in judged))
    same = [_as_judged(j, shown.get(j["article"])) for j in judged]
    kept = sum(s and j["verdict"] == "right" for j, s in zip(judged, same, strict=True))
    print(f"right and as they were {kept}; to be judged again {len(judged) - sum(same)}")
    kinds = Counter(j["kind"] for j in judged if j["verdict"] == "wrong")
    for kind, count in kinds.most_common():
        print(f"{count:5} wrong: {kind}")


def draw(
    drafts: Iterable[EventDraft], seed: int, known: Iterable[Judgement]
) -> list[tuple[EventDraft, Saying, Saying]]:
    """Links of two articles that nobody has judged, at most a few of each event."""
    chance = random.Random(seed)
    judged = {(j["a"], j["b"]) for j in known}
    found = []
    for made in sorted(drafts, key=lambda d: (d.name, sorted(s.member for s in d.sayings))):
        some = chance.sample(list(made.sayings), min(_LISTED, len(made.sayings)))
        pairs = [
            (made, a, b)
            for a in some
            for b in some
            if a.article < b.article and (a.article, b.article) not in judged
        ]
        found += chance.sample(pairs, min(PER_EVENT, len(pairs)))
    return chance.sample(found, min(DRAWN, len(found)))


def show(
    links: Iterable[tuple[EventDraft, Saying, Saying]], articles: Mapping[str, Article]
) -> None:
    """Print links to be read."""
    for number, (made, *sayings) in enumerate(links):
        print(f"\n{number} {made.name} {made.interval.begin}..{made.interval.end}")
        for saying in sayings:
            article, span = articles[saying.article], saying.spans[0]
            before = article.text[max(0, span.start - _AROUND) : span.start]
            after = article.text[span.end : span.end + _AROUND]
            told = f"{before}>>{article.text[span.start : span.end]}<<{after}"
            print(f"  {saying.article} {span.start} {span.end} | {article.title}")
            print(f"    {article.published.interval.begin} | {' '.join(told.split())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=int, metavar="SEED")
    arguments = parser.parse_args()
    if arguments.draw is None:
        evaluate_judged()
        return
    items = list(analysed(STREAM, "en"))
    drafts = link([item.record for item in items]).drafts
    links = draw(drafts, arguments.draw, read_judged(LINKS))
    show(links, {item.article.key: item.article for item in items})


if __name__ == "__main__":
    main()
