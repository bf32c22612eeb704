"""How well names are found: figures by type, errors by kind.

    python -m scripts.evaluate_names [--rules] [--source NAME] [--errors N] [FILE.jsonl.gz …]

Without a file, the sample articles are judged by all types, then the newswire from
around the world that lies beside the checkout (``ner_worldwide_newswire``), if it is
there. Cross-validated figures: ``scripts.train_names --folds``.

A file holds one JSON record a line: ``text`` and ``entities``, each entity either
``[start, end, type]`` or an object with ``start``, ``end`` and ``label``. Types are
mapped by ``TYPES`` below; what maps to ``None`` is ignored. Scores are strict: both
ends and the type must be right. ``the`` in front and ``'s`` behind are taken off the
spans of the collection, as culm leaves them outside a name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.article import Article
from index.language.model import Mention
from index.language.names import find_names
from index.readers import read_path

ROOT = Path(__file__).parents[1]
WORLDWIDE = ROOT.parent / "shared" / "data" / "ner_worldwide_newswire.dev.jsonl.gz"
TYPES = {
    "Person": "PERSON", "PER": "PERSON", "Organization": "ORG", "ORG": "ORG",
    "Location": "PLACE", "Facility": "PLACE", "LOC": "PLACE", "NORP": "NORP",
    "Misc": "MISC", "Product": "MISC", "MISC": "MISC",
}  # fmt: skip
# Collections have one type for what culm tells apart.
FOUND_AS = {"EVENT": "MISC", "LAW": "MISC"}
EVERY = ("PERSON", "ORG", "PLACE", "NORP", "EVENT", "LAW", "MISC")
ORDER = ("PERSON", "ORG", "PLACE", "NORP", "MISC")
MAIN = ("PERSON", "ORG", "PLACE")

Name = tuple[int, int, str]
Finder = Callable[[str], Iterable[Mention]]


def documents(path: Path, source: str = "") -> Iterator[tuple[str, set[Name]]]:
    """Text and names of each record of ``path`` that has offsets (and is of ``source``)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if source and record.get("source") != source:
                continue
            if record.get("aligned", True) and unicodedata.is_normalized("NFC", record["text"]):
                yield record["text"], set(names_of(record))


def names_of(record: dict[str, Any]) -> Iterator[Name]:
    text = record["text"]
    for entity in record["entities"]:
        if isinstance(entity, dict):
            if "start" not in entity:
                continue
            start, end, label = entity["start"], entity["end"], entity["label"]
        else:
            start, end, label = entity
        kind = TYPES.get(label)
        if kind is None:
            continue
        if text[start:end].lower().startswith("the "):
            start += 4
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        yield start, end, kind


class Score:
    """Right, spurious and missed names by type, and what kind of error each wrong one is."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.spurious: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}

    def add(self, text: str, gold: set[Name], found: set[Name]) -> None:
        for name in gold & found:
            self.right[name[2]] += 1
        for name in sorted(found - gold):
            self.spurious[name[2]] += 1
            self._explain(text, name, gold)
        for name in sorted(gold - found):
            self.missed[name[2]] += 1
            if not any(_overlap(name, other) for other in found):
                self._note(f"missed {name[2]}", text, name)

    def _explain(self, text: str, name: Name, gold: set[Name]) -> None:
        touching = [other for other in gold if _overlap(name, other)]
        if not touching:
            return self._note(f"spurious {name[2]}", text, name)
        same = [other for other in touching if other[:2] == name[:2]]
        if same:
            return self._note(f"{same[0][2]} taken for {name[2]}", text, name)
        return self._note(f"wrong ends {name[2]}", text, name)

    def _note(self, kind: str, text: str, name: Name) -> None:
        self.kinds[kind] += 1
        before, after = text[max(0, name[0] - 30) : name[0]], text[name[1] : name[1] + 30]
        shown = f"{before}[{text[name[0] : name[1]]}]{after}".replace("\n", "⏎")
        self.examples.setdefault(kind, []).append(shown)

    def figures(self, types: Iterable[str]) -> tuple[float, float, float]:
        """Precision, recall and F over ``types`` together."""
        right = sum(self.right[kind] for kind in types)
        found = right + sum(self.spurious[kind] for kind in types)
        there = right + sum(self.missed[kind] for kind in types)
        return _ratio(right, found), _ratio(right, there), _ratio(2 * right, found + there)

    def print(self, examples: int, order: Sequence[str] = ORDER) -> None:
        for title, types in (
            *((kind, (kind,)) for kind in order),
            ("people, organisations, places", MAIN),
            ("with peoples", (*MAIN, "NORP")),
            ("all", order),
        ):
            precision, recall, f = self.figures(types)
            print(f"  {title:32} P {precision:.3f}  R {recall:.3f}  F {f:.3f}")
        if examples:
            for kind, count in self.kinds.most_common():
                print(f"  {count:5} {kind}")
                step = max(1, len(self.examples[kind]) // examples)
                for shown in self.examples[kind][::step][:examples]:
                    print("          ", shown)


def _overlap(a: Name, b: Name) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def evaluate(texts: Iterable[tuple[str, set[Name]]], finder: Finder) -> tuple[Score, float]:
    """The score of ``finder`` and its speed in words a CPU second."""
    score, words, spent = Score(), 0, 0.0
    for text, gold in texts:
        begin = time.process_time()
        mentions = list(finder(text))
        spent += time.process_time() - begin
        words += len(text.split())
        found = {(m.start, m.end, FOUND_AS.get(m.type, str(m.type))) for m in mentions}
        score.add(text, gold, found)
    return score, words / spent if spent else 0.0


def sample_articles() -> Score:
    """The score on the annotated sample articles; what is optional there counts for nothing."""
    score = Score()
    for path in sorted((ROOT / "tests" / "data" / "gold").glob("00?.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = next((ROOT / "seeds").glob(f"{path.stem}_*"))
        (article,) = read_path(source, key=path.stem)
        if not isinstance(article, Article):
            continue
        found = {(m.start, m.end, str(m.type)) for m in find_names(article.text, article.zones)}
        free = {(m["start"], m["end"]) for m in gold["nested_mentions"] + gold["optional_spans"]}
        wanted: set[Name] = set()
        for mention in gold["mentions"]:
            spans = [
                (mention["start"], mention["end"]),
                *map(tuple, mention.get("alt_spans") or ()),
            ]
            if mention.get("optional"):
                free.update(spans)
                continue
            names = [(start, end, mention["type"]) for start, end in spans]
            wanted.add(next((name for name in names if name in found), names[0]))
        found = {name for name in found if name in wanted or name[:2] not in free}
        score.add(article.text, wanted, found)
    return score


def rules_only(text: str) -> list[Mention]:
    """The finder without the trained model."""
    return list(find_names(text, model=False))


def main() -> None:
    parser = argparse.ArgumentParser(description="How well names are found.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rules", action="store_true", help="leave the trained model out")
    parser.add_argument("--errors", type=int, default=0, help="examples for each kind of error")
    parser.add_argument("--source", default="", help="only records of this source")
    options = parser.parse_args()
    find_names("Ban Ki-moon visited Hanoi.")
    if not options.files:
        print("sample articles")
        sample_articles().print(options.errors, EVERY)
    for path in options.files or [WORLDWIDE]:
        if not path.exists():
            print(f"{path}: not here")
            continue
        texts = documents(path, options.source)
        score, speed = evaluate(texts, rules_only if options.rules else find_names)
        print(f"{path.name}: {speed:,.0f} words/s")
        score.print(options.errors)


if __name__ == "__main__":
    main()
