"""How well dates are found and understood, measured on articles marked by hand.

    python scripts/evaluate_dates.py [FILE] [--errors N]

FILE is JSON Lines (``.gz`` or not), an article a line: ``text``, ``dct`` (the
day of publication) and ``timexes`` [{``start``, ``end``, ``type``, ``value``}].
Prints, as in TempEval-3: strict and relaxed F of the spans, F of the types and
of the values, by type; then the errors by kind, and the speed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from index.article import Interval  # noqa: E402
from index.language.dates import find_dates  # noqa: E402
from index.language.model import Timex  # noqa: E402

DEFAULT = REPOSITORY.parent / "shared" / "data" / "timex_aquaint.dev.jsonl.gz"


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N of each kind")
    options = parser.parse_args()

    counts: Counter[str] = Counter()
    by_type: dict[str, Counter[str]] = {}
    errors: dict[str, list[str]] = {}
    words, seconds = 0, 0.0
    for article in articles(options.file):
        text, day = article["text"], date.fromisoformat(article["dct"][:10])
        began = time.process_time()
        found = list(find_dates(text, Interval(day, day)))
        seconds += time.process_time() - began
        words += len(text.split())
        used: set[int] = set()
        counts["gold"] += len(article["timexes"])
        counts["found"] += len(found)
        for gold in article["timexes"]:
            kind = by_type.setdefault(gold["type"], Counter())
            kind["gold"] += 1
            number = match(gold, found, used)
            shown = f"{day} …{text[max(0, gold['start'] - 30) : gold['start']]}[{gold['text']}]"
            shown = f"{shown}{text[gold['end'] : gold['end'] + 20]}… {gold['type']} {gold['value']}"
            if number is None:
                errors.setdefault("missed", []).append(shown)
                continue
            used.add(number)
            timex = found[number]
            right_span = (timex.start, timex.end) == (gold["start"], gold["end"])
            right_type, right_value = timex.type == gold["type"], timex.value == gold["value"]
            for name, right in (
                ("strict", right_span),
                ("relaxed", True),
                ("type", right_type),
                ("value", right_value),
            ):
                counts[name] += right
                kind[name] += right
            shown = f"{shown} / [{text[timex.start : timex.end]}] {timex.type} {timex.value}"
            if not right_value:
                errors.setdefault(f"wrong value of {gold['type']}", []).append(shown)
            elif not right_span:
                errors.setdefault("other span", []).append(shown)
            if not right_type:
                errors.setdefault("wrong type", []).append(shown)
        for number, timex in enumerate(found):
            if number not in used:
                said = text[timex.start : timex.end]
                shown = f"…{text[max(0, timex.start - 30) : timex.start]}[{said}]"
                shown = f"{shown}{text[timex.end : timex.end + 20]}… {timex.type} {timex.value}"
                errors.setdefault("spurious", []).append(shown)

    precision = 100 * counts["relaxed"] / max(1, counts["found"])
    recall = 100 * counts["relaxed"] / max(1, counts["gold"])
    print(f"gold {counts['gold']}  found {counts['found']}  P {precision:.1f}  R {recall:.1f}")
    for name in ("strict", "relaxed", "type", "value"):
        print(f"{name:8} F {f_score(counts[name], counts['found'], counts['gold']):.1f}")
    for name, kind in sorted(by_type.items()):
        shares = (f"{part} {100 * kind[part] / kind['gold']:.0f}%" for part in ("relaxed", "value"))
        print(f"  {name:9} {kind['gold']:4} gold  recall " + "  ".join(shares))
    print(f"{words / max(seconds, 1e-9):,.0f} words a CPU second")
    for name, cases in sorted(errors.items(), key=lambda item: -len(item[1])):
        print(f"\n{name}: {len(cases)}")
        for shown in cases[: options.errors]:
            print("   ", " ".join(shown.split()))


if __name__ == "__main__":
    main()
