"""How well annotations find their passages again when a text changes.

    python -m scripts.evaluate_anchoring [--sizes 2,10,100,1000] [--seed 1]

Takes real articles (the seeds, and ``../shared/data/articles_12k.jsonl.gz`` when it
is there), marks passages in them, edits each text in twelve ways while keeping
book of where every character came from, places the annotations in the edited
text and compares. The same seed gives the same figures. ``--quote`` judges the
method that does without the old text; ``--show KIND`` prints failures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from index.article import Span
from index.notes.anchoring import Quote, QuoteFinder, place_spans
from index.notes.anchoring.tokens import comparable
from index.notes.model import Placement, PlacementStatus
from scripts.anchoring_edits import EDITS, NEW, Tracked, paragraphs, sentences

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT.parent / "shared" / "data" / "articles_12k.jsonl.gz"
CONTEXT = 64
# By thousands of characters: how many texts, and how many passages in each.
AMOUNTS = {2: (40, 100), 1000: (1, 1000)}
USUALLY = (4, 1000)


# -- passages and the truth about them ---------------------------------------------


def passages(text: str, number: int, chance: random.Random) -> list[Span]:
    """Few words, more words, a sentence, some sentences, a paragraph: as people mark."""
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    lines, blocks = sentences(text), [one for one in paragraphs(text) if one[1] - one[0] > 40]

    def stretch(units: list[tuple[int, int]], least: int, most: int) -> Span:
        k = chance.randrange(len(units))
        last = min(len(units) - 1, k + chance.randrange(least, most + 1) - 1)
        return Span(units[k][0], units[last][1])

    found: list[Span] = []
    while len(found) < number:
        kind = chance.random()
        if kind < 0.10:
            span = stretch(tokens, 1, 3)
        elif kind < 0.35:
            span = stretch(tokens, 4, 12)
        elif kind < 0.75:
            span = stretch(lines, 1, 1)
        elif kind < 0.90:
            span = stretch(lines, 2, 3)
        else:
            span = stretch(blocks, 1, 1)
        if 3 <= len(span) <= 1500:
            found.append(span)
    return found


def truths(edited: Tracked, length: int, spans: list[Span]) -> list[Span | str]:
    """Where each passage is now; "gone", or "split" when nobody could say."""
    first, last = [NEW] * length, [NEW] * length
    for place, origin in enumerate(edited.origins):
        if origin != NEW:
            if first[origin] == NEW:
                first[origin] = place
            last[origin] = place
    found: list[Span | str] = []
    for span in spans:
        kept = [k for k in range(span.start, span.end) if first[k] != NEW]
        if len(kept) < 0.4 * len(span):
            found.append("split" if len(kept) > 0.15 * len(span) else "gone")
            continue
        now = Span(min(first[k] for k in kept), max(last[k] for k in kept) + 1)
        found.append("split" if len(now) > 3 * len(span) + 200 else now)
    return found


def overlap(a: Span, b: Span) -> float:
    """Shared characters over all characters of two spans."""
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared / (max(a.end, b.end) - min(a.start, b.start))


def verdict(placement: Placement, truth: Span | str) -> str:
    """What a reader would call this placement."""
    asks = placement.status is PlacementStatus.REVIEW
    if isinstance(truth, str):
        if placement.span is None:
            return "gone: orphan"
        return "gone: asked" if asks else "gone: ELSEWHERE"
    if placement.span is None:
        return "lost"
    shared = overlap(placement.span, truth)
    if shared >= 0.85:
        return "asked, right" if asks else "right"
    if shared >= 0.5:
        return "partial"
    return "asked, wrong" if asks else "WRONG"


# -- running -----------------------------------------------------------------------


def documents(size: int, number: int, seeds_only: bool) -> list[str]:
    """``number`` texts of about ``size`` thousand characters, from real articles."""
    pieces = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    if ARTICLES.exists() and not seeds_only:
        with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
            pieces += [
                article.get("body") or article.get("text") or ""
                for article in map(json.loads, lines)
            ]
    pieces = [unicodedata.normalize("NFC", piece).strip() for piece in pieces]
    pieces = [piece for piece in pieces if len(piece) > 500]
    random.Random(size).shuffle(pieces)
    texts: list[str] = []
    while pieces and len(texts) < number:
        text = pieces.pop()
        while pieces and len(text) < size * 900:
            text += "\n\n" + pieces.pop()
        if len(text) >= size * 700:
            texts.append(text[: size * 1000])
    return texts


def quoted(text: str, spans: list[Span], new_text: str) -> list[Placement]:
    finder = QuoteFinder(new_text)
    return [
        finder.find(
            Quote(
                text[span.start : span.end],
                text[max(0, span.start - CONTEXT) : span.start],
                text[span.end : span.end + CONTEXT],
                span.start,
            )
        )
        for span in spans
    ]


def judge(
    text: str, kind: str, seed: str, number: int, by_quote: bool, shown: list[str] | None
) -> tuple[Counter[str], float]:
    """The verdicts on one text under one kind of edit, and the CPU seconds they took."""
    spans = passages(text, number, random.Random(f"passages {seed}"))
    edited = EDITS[kind](Tracked.of(text), random.Random(f"{kind} {seed}"))
    truth = truths(edited, len(text), spans)
    began = time.process_time()
    method = quoted if by_quote else place_spans_as_is
    placements = method(text, spans, edited.text)
    seconds = time.process_time() - began
    counts: Counter[str] = Counter()
    folded = comparable(edited.text)
    for span, place, true in zip(spans, placements, truth, strict=True):
        if true == "split":
            continue
        passage = text[span.start : span.end]
        if true == "gone" and comparable(passage) in folded:
            continue
        counts[result := verdict(place, true)] += 1
        if shown is not None and result not in ("right", "gone: orphan"):
            now = edited.text[place.span.start : place.span.end] if place.span else None
            want = edited.text[true.start : true.end] if isinstance(true, Span) else true
            shown.append(f"{kind} {result}\n   was  {passage!r}\n   got  {now!r}\n   want {want!r}")
    return counts, seconds


def place_spans_as_is(text: str, spans: list[Span], new_text: str) -> list[Placement]:
    return place_spans(spans, text, new_text)


def row(name: str, counts: Counter[str], milliseconds: float) -> str:
    there = sum(number for key, number in counts.items() if not key.startswith("gone")) or 1
    gone = sum(number for key, number in counts.items() if key.startswith("gone"))
    shares = [
        100 * counts[key] / there
        for key in ("right", "asked, right", "partial", "asked, wrong", "lost", "WRONG")
    ]
    ends = [100 * counts[f"gone: {key}"] / (gone or 1) for key in ("orphan", "asked", "ELSEWHERE")]
    cells = [f"{share:.1f}" for share in (*shares[:5],)] + [f"{shares[5]:.2f}"]
    cells += [f"{gone}", *(f"{share:.1f}" for share in ends)] if gone else ["0", "", "", ""]
    return " | ".join(["", f"{name:<13}", *cells, f"{milliseconds:.3f}", ""]).strip()


def shares(counts: Counter[str]) -> dict[str, float]:
    """Verdicts as shares: of the passages that are there, and of those that are gone."""
    sums: Counter[bool] = Counter()
    for key, number in counts.items():
        sums[key.startswith("gone")] += number
    return {key: number / sums[key.startswith("gone")] for key, number in counts.items()} | {
        key: 0.0 for key in ("right", "WRONG", "gone: ELSEWHERE") if key not in counts
    }


HEADER = (
    "| edit | right | asked, right | partial | asked, wrong | lost | wrong | gone | orphaned |"
    " asked | elsewhere | ms each |\n|" + " --- |" * 12
)


@dataclass
class Tally:
    """Verdicts and CPU milliseconds of some texts under some kinds of edit."""

    counts: Counter[str] = field(default_factory=Counter)
    milliseconds: float = 0.0
    passages: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.counts + other.counts,
            self.milliseconds + other.milliseconds,
            self.passages + other.passages,
        )

    def row(self, name: str) -> str:
        return row(name, self.counts, self.milliseconds / max(1, self.passages))


def short(counts: Counter[str]) -> str:
    """Right / wrong / gone elsewhere, in per cent."""
    found = shares(counts)
    cells = [f"{100 * found['right']:.1f}", f"{100 * found['WRONG']:.1f}"]
    if any(key.startswith("gone") for key in counts):
        cells.append(f"{100 * found['gone: ELSEWHERE']:.1f}")
    return " / ".join(cells)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--sizes", default="2,10,100,1000", help="thousands of characters")
    options.add_argument("--documents", type=int, help="texts of each size")
    options.add_argument("--kinds", default=",".join(EDITS))
    options.add_argument("--seed", default="1")
    options.add_argument("--quote", action="store_true", help="place without the old text")
    options.add_argument("--seeds-only", action="store_true", help="only the sample articles")
    options.add_argument("--json", action="store_true", help="shares by kind of edit as JSON")
    options.add_argument("--show", type=int, default=0, help="print this many failures")
    given = options.parse_args()
    kinds = given.kinds.split(",")
    sizes = list(map(int, given.sizes.split(",")))
    shown: list[str] | None = [] if given.show else None
    tallies: dict[tuple[str, int], Tally] = {}
    for size in sizes:
        number, many = AMOUNTS.get(size, USUALLY)
        texts = documents(size, given.documents or number, given.seeds_only)
        for kind in kinds:
            tallies[kind, size] = tally = Tally()
            for place, text in enumerate(texts):
                counts, seconds = judge(
                    text, kind, f"{given.seed} {size} {place}", many, given.quote, shown
                )
                tally.counts += counts
                tally.milliseconds += 1000 * seconds
                tally.passages += many
    of_kinds = {kind: _sum(tallies[kind, size] for size in sizes) for kind in kinds}
    everything = _sum(tallies.values())
    if given.json:
        named = {**of_kinds, "all": everything}
        print(json.dumps({name: shares(tally.counts) for name, tally in named.items()}))
        return
    print(HEADER)
    for size in sizes:
        print(_sum(tallies[kind, size] for kind in kinds).row(f"{size} kB"))
    for name, tally in (*of_kinds.items(), ("all", everything)):
        print(tally.row(name))
    print("\n| edit |", " | ".join(f"{size} kB" for size in sizes), "|")
    print("| --- |" + " --- |" * len(sizes))
    for kind in kinds:
        print(f"| {kind} |", " | ".join(short(tallies[kind, size].counts) for size in sizes), "|")
    if shown:
        random.Random(0).shuffle(shown)
        print(*shown[: given.show], sep="\n")


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


if __name__ == "__main__":
    main()
