"""Are articles that are put in one happening about one happening? Judged by reading.

    python scripts/judge_happenings.py               how the judged pairs come out now
    python scripts/judge_happenings.py --draw SEED   pairs that nobody has judged, to read

``tests/data/judged/happenings.jsonl`` holds the verdicts on pairs of
``articles_12k`` that were, at some time, put in one happening: the articles' ids,
whether one careful reader took them for one happening, and if not, what they
have in common instead. No text is kept.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index.article import Article
from scripts.evaluate_events import STREAM, settled
from scripts.news_sets import SHARED, analysed

JUDGED = Path(__file__).parent.parent / "tests" / "data" / "judged" / "happenings.jsonl"
PAIRS, PER_HAPPENING = 100, 2
_SHOWN = 260

Pair = tuple[str, str]


def judged(path: Path = JUDGED) -> dict[Pair, str]:
    """What each judged pair has in common: ``same`` for one happening."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {(row["a"], row["b"]): row["kind"] for row in rows}


def draw(happenings: Iterable[Sequence[str]], seed: int) -> list[Pair]:
    """Pairs of articles put in one happening, at most a few of each."""
    pairs = sorted(
        ((min(a, b), max(a, b)), number)
        for number, articles in enumerate(sorted(map(sorted, happenings)))
        for place, a in enumerate(articles)
        for b in articles[:place]
    )
    random.Random(seed).shuffle(pairs)
    taken: Counter[int] = Counter()
    drawn = []
    for pair, number in pairs:
        taken[number] += 1
        if taken[number] <= PER_HAPPENING:
            drawn.append(pair)
    return drawn[:PAIRS]


def report(happenings: Iterable[Sequence[str]], known: Mapping[Pair, str]) -> None:
    """Precision of the pairs put together that were judged, and of all those judged the same."""
    home = {key: number for number, articles in enumerate(happenings) for key in articles}
    together = {p: k for p, k in known.items() if p[0] in home and home[p[0]] == home.get(p[1])}
    same = sum(kind == "same" for kind in together.values())
    every = sum(kind == "same" for kind in known.values())
    print(f"{len(known)} pairs judged, {len(together)} of them in one happening now")
    print(f"precision {same / max(1, len(together)):.3f} ({same} of {len(together)})")
    print(f"of the {every} judged the same {same / max(1, every):.3f} are put together")
    for kind, number in Counter(together.values()).most_common():
        print(f"  {number:4} {kind}")


def show(pairs: Iterable[Pair], articles: Mapping[str, Article]) -> None:
    """Print pairs to be read."""
    for a, b in pairs:
        print(f"\n{a} {b}")
        for key in (a, b):
            article = articles[key]
            text = " ".join(article.text.split())
            text = text.removeprefix(article.title)[:_SHOWN]
            print(f"  {article.published.interval.begin} {article.outlet} | {article.title}")
            print(f"      {text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=int, metavar="SEED")
    arguments = parser.parse_args()
    items = list(analysed(SHARED / f"{STREAM}.jsonl.gz", "en"))
    held = settled([item.record for item in items], [len(items)])
    happenings = held.happenings()
    known = judged()
    if arguments.draw is None:
        report(happenings, known)
        return
    articles = {item.article.key: item.article for item in items}
    drawn = draw(happenings, arguments.draw)
    show([pair for pair in drawn if pair not in known], articles)


if __name__ == "__main__":
    main()
