"""How well dates are found and understood, measured on articles marked by hand.

    python -m scripts.evaluate_dates [FILE] [--errors N]
    python -m scripts.evaluate_dates --publication N [FILE] [--errors N]

FILE is JSON Lines (``.gz`` or not), an article a line: ``text``, ``dct`` (the
day of publication) and ``timexes`` [{``start``, ``end``, ``type``, ``value``}].
Prints, as in TempEval-3: strict and relaxed F of the spans, F of the types and
of the values, by type; then the errors by kind, and the speed.

With ``--publication`` the articles are ``id``, ``title``, ``body`` and ``date``:
each is read without its date, and what its text tells of it is compared.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from index.article import Interval, Known, Publication
from index.language.dates import find_dates
from index.language.model import Timex
from index.readers.news_text import read_news_text
from index.sanitise import canonical_text

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = REPOSITORY.parent / "shared" / "data"
MARKED_ARTICLES = DATA / "timex_aquaint.dev.jsonl.gz"
DATED_ARTICLES = DATA / "articles_12k.jsonl.gz"


def articles(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def f_score(right: float, found: int, gold: int) -> float:
    return 200 * right / (found + gold) if found + gold else 0.0


def match(gold: dict[str, Any], found: list[Timex], used: set[int]) -> int | None:
    """The number of the first unused expression that overlaps ``gold``, the exact one first."""
    overlapping = [
        number
        for number, timex in enumerate(found)
        if number not in used and timex.start < gold["end"] and gold["start"] < timex.end
    ]
    exact = [
        n for n in overlapping if (found[n].start, found[n].end) == (gold["start"], gold["end"])
    ]
    return next(iter(exact or overlapping), None)


@dataclass
class Score:
    """Counts of what was found, and the errors by kind, each as a line to read."""

    counts: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, article: dict[str, Any], found: list[Timex]) -> None:
        used: set[int] = set()
        self.counts["gold"] += len(article["timexes"])
        self.counts["found"] += len(found)
        for timex in found:
            self.by_type[timex.type]["found"] += 1
        for gold in article["timexes"]:
            self.by_type[gold["type"]]["gold"] += 1
            number = match(gold, found, used)
            if number is None:
                self.errors["missed"].append(self._shown(article, gold))
                continue
            used.add(number)
            self._compare(article, gold, found[number])
        for number, timex in enumerate(found):
            if number not in used:
                self.errors["spurious"].append(self._shown(article, timex=timex))

    def _compare(self, article: dict[str, Any], gold: dict[str, Any], timex: Timex) -> None:
        right = {
            "strict": (timex.start, timex.end) == (gold["start"], gold["end"]),
            "relaxed": True,
            "type": timex.type == gold["type"],
            "value": timex.value == gold["value"],
        }
        self.counts.update(name for name, is_right in right.items() if is_right)
        self.by_type[gold["type"]].update(name for name, is_right in right.items() if is_right)
        shown = self._shown(article, gold, timex)
        if not right["value"]:
            kinds = f"{kind_of(gold['value'])} read as {kind_of(timex.value)}"
            self.errors[f"wrong value: {kinds}"].append(shown)
        elif not right["strict"]:
            self.errors["other span"].append(shown)
        if not right["type"]:
            self.errors["wrong type"].append(shown)

    def _shown(
        self,
        article: dict[str, Any],
        gold: dict[str, Any] | None = None,
        timex: Timex | None = None,
    ) -> str:
        text, start, end = article["text"], 0, 0
        if gold:
            start, end = gold["start"], gold["end"]
        elif timex:
            start, end = timex.start, timex.end
        shown = f"{article['dct'][:10]} …{text[max(0, start - 30) : start]}[{text[start:end]}]"
        shown += f"{text[end : end + 20]}…"
        if gold:
            shown += f" {gold['type']} {gold['value']}"
        if timex:
            shown += f" / [{text[timex.start : timex.end]}] {timex.type} {timex.value}"
        return " ".join(shown.split())

    def print(self, examples: int) -> None:
        found, gold = self.counts["found"], self.counts["gold"]
        precision, recall = (100 * self.counts["relaxed"] / max(1, n) for n in (found, gold))
        print(f"gold {gold}  found {found}  P {precision:.1f}  R {recall:.1f}")
        for name in ("strict", "relaxed", "type", "value"):
            print(f"{name:8} F {f_score(self.counts[name], found, gold):.1f}")
        for name, kind in sorted(self.by_type.items()):
            share = 100 / max(1, kind["gold"])
            print(
                f"  {name:9} {kind['gold']:4} gold {kind['found']:4} found  recall "
                + "  ".join(f"{part} {share * kind[part]:.0f}%" for part in ("relaxed", "value"))
            )
        for name, cases in sorted(self.errors.items(), key=lambda item: -len(item[1])):
            print(f"\n{name}: {len(cases)}")
            for shown in cases[:examples]:
                print("   ", shown)


_KINDS = (
    ("day", r"\d{4}-\d\d-\d\d"),
    ("part of a day", r"\d{4}-\d\d-\d\dT[A-Z]+"),
    ("time", r"\d{4}-\d\d-\d\dT.*"),
    ("month", r"\d{4}-\d\d"),
    ("week", r"\d{4}-W\d+(?:-WE)?"),
    ("quarter or half", r"\d{4}-[QH]\d"),
    ("season", r"\d{4}-(?:SP|SU|FA|WI)"),
    ("year", r"\d{4}"),
    ("decade or century", r"\d{2,3}X*"),
    ("length", r"P.*"),
    ("reference", r"[A-Z]+_REF"),
    ("value partly open", r".*X.*"),
)


def kind_of(value: str) -> str:
    """What a TIMEX3 value names."""
    return next((name for name, form in _KINDS if re.fullmatch(form, value)), "other")


def evaluate(path: Path, examples: int) -> None:
    score, words, seconds = Score(), 0, 0.0
    for article in articles(path):
        day = date.fromisoformat(article["dct"][:10])
        began = time.process_time()
        found = list(find_dates(article["text"], Interval(day, day)))
        seconds += time.process_time() - began
        words += len(article["text"].split())
        score.add(article, found)
    score.print(examples)
    print(f"\n{words / max(seconds, 1e-9):,.0f} words a CPU second")


def evaluate_publication(path: Path, number: int, examples: int) -> None:
    """Read articles without their date, and compare what their text tells of it."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for article in islice((a for a in articles(path) if a.get("date")), number):
        day = date.fromisoformat(article["date"][:10])
        text = canonical_text(f"{article['title']}\n\n{article['body']}")
        read = read_news_text("", text, key="", metadata={"title": article["title"]})
        verdict = _verdict(read.published, day)
        counts[verdict] += 1
        if verdict not in ("right", "unknown", "unknown, bounds right"):
            wrong.append(f"{article['id']} {day} {verdict}: {read.published}")
    for verdict, count in counts.most_common():
        print(f"{count:6} {verdict}")
    print("\n".join(wrong[:examples]))


def _verdict(published: Publication, day: date) -> str:
    days = published.interval
    if published.how is Known.UNKNOWN:
        if not days:
            return "unknown"
        return f"unknown, bounds {'right' if days.overlaps(Interval(day, day)) else 'wrong'}"
    if days.overlaps(Interval(day, day)):
        return "right"
    near = Interval(day - timedelta(days=1), day + timedelta(days=1))
    return "a day off" if days.overlaps(near) else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N of each kind")
    parser.add_argument(
        "--publication", type=int, metavar="N", help="judge the dates of N articles themselves"
    )
    options = parser.parse_args()
    if options.publication:
        evaluate_publication(options.file or DATED_ARTICLES, options.publication, options.errors)
    else:
        evaluate(options.file or MARKED_ARTICLES, options.errors)


if __name__ == "__main__":
    main()
