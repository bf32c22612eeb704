"""How well near-identical copies are found.

    python -m scripts.evaluate_copies [--sample 150] [--set NAME] [--show]

Three figures. *Judged*: pairs from the development sets (``../shared/data``, where
it is there) that a person looked at, ``tests/data/judged/copies.jsonl``: how many
of the pairs taken for copies are copies. *Edited*: real articles edited in ways
in which outlets edit each other (``copy_edits.py``): how many are found again;
and in ways that make another text: how many are refused. *Cost*: milliseconds
for one article. The same seed gives the same figures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.language.copies import (
    KEYS_SHARED,
    Print,
    are_copies,
    body_of,
    likeness,
    may_be_copies,
    print_of,
)
from scripts.copy_edits import COPIES, OTHER_TEXTS, Edit
from scripts.news_sets import SHARED, article_of

JUDGED = Path(__file__).parents[1] / "tests" / "data" / "judged" / "copies.jsonl"
SETS = (
    "articles_12k",
    "events_ecbplus",
    "events_newscluster",
    "events_vietnamese",
    "events_newswcl50",
    "events_meantime_en",
    "timex_aquaint",
    "ner_worldwide_newswire",
)
SHORTEST = 200
SEED = 7


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of articles of a set, by their ids, and whether they carry one text."""

    set: str
    a: str
    b: str
    copies: bool


def judged() -> list[Judged]:
    """The pairs that a person looked at."""
    with JUDGED.open(encoding="utf-8") as lines:
        return [Judged(**json.loads(line)) for line in lines]


def articles(name: str) -> Iterator[Article]:
    """The articles of a set as a library would hold them; nothing when it is not there."""
    path = next((p for p in SHARED.glob(f"{name}.*gz") if p.name.startswith(f"{name}.")), None)
    if path is None:
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = article_of(json.loads(line), "en")
            if len(article.text) >= SHORTEST:
                yield article


class Shelf:
    """Articles by the keys of their prints, as the archive keeps them."""

    def __init__(self, held: Sequence[Article]) -> None:
        self.articles = held
        self.prints = [print_of(article) for article in held]
        self._by_key: dict[int, list[int]] = defaultdict(list)
        for number, made in enumerate(self.prints):
            for key in made.keys:
                self._by_key[key].append(number)

    def looked_at(self, made: Print) -> Iterator[int]:
        """The articles that are looked at more closely for one with this print."""
        shared = Counter(number for key in made.keys for number in self._by_key.get(key, ()))
        for number, count in shared.items():
            if count >= KEYS_SHARED and may_be_copies(made, self.prints[number]):
                yield number

    def copies(self, article: Article) -> Iterator[int]:
        """The copies of an article."""
        body = body_of(article)
        for number in self.looked_at(print_of(article)):
            if are_copies(body, body_of(self.articles[number])):
                yield number


def evaluate_set(name: str, shelf: Shelf, verdicts: Sequence[Judged], *, show: bool) -> list[bool]:
    """Find the copies in a set; for every judged pair taken for copies, whether it is one."""
    truth = {(pair.a, pair.b): pair.copies for pair in verdicts if pair.set == name}
    found: set[tuple[str, str]] = set()
    for number, article in enumerate(shelf.articles):
        for other in shelf.copies(article):
            if other < number:
                a, b = sorted((article.key, shelf.articles[other].key))
                found.add((a, b))
    right = [truth[pair] for pair in found if pair in truth]
    missed = sum(copies and pair not in found for pair, copies in truth.items())
    unknown = sorted(pair for pair in found if pair not in truth)
    print(
        f"{name:24} {len(shelf.articles):6} articles  {len(found):4} pairs found"
        f"  judged {len(right):3}, right {sum(right):3}"
        f"  copies missed among the judged {missed:3}  not judged {len(unknown)}"
    )
    if show:
        for pair in (*unknown, *(pair for pair in found if truth.get(pair) is False)):
            print("   ", *pair)
    return right


def evaluate_edits(shelf: Shelf, sample: int, *, show: bool) -> None:
    """Edit real articles, and look whether they are found again."""
    chance = random.Random(SEED)
    every = range(len(shelf.articles))
    numbers = chance.sample(every, min(sample, len(every)))
    others = [shelf.articles[n].text for n in chance.sample(every, min(50, len(every)))]
    kinds: Mapping[str, tuple[Edit, bool]] = {
        **{name: (edit, True) for name, edit in COPIES.items()},
        **{name: (edit, False) for name, edit in OTHER_TEXTS.items()},
    }
    for name, (edit, is_copy) in kinds.items():
        right = wrong = 0
        for number in numbers:
            article = shelf.articles[number]
            made = article_of(
                {
                    "id": "edited",
                    "title": others[number % len(others)][:60],
                    "text": edit(article.text, others, chance),
                },
                "en",
            )
            found = set(shelf.copies(made))
            right += (number in found) is is_copy
            # What is quoted in another article leaves that one a copy of itself.
            strangers = found - {number} - set(shelf.copies(article)) if is_copy else set()
            wrong += len(strangers)
            if show and ((number in found) is not is_copy or strangers):
                print("   ", name, article.key, likeness(body_of(article), body_of(made)))
        told = f"found {{}}, taken for others' copies {wrong}" if is_copy else "refused {}"
        print(f"{name:26} {told.format(f'{right / len(numbers):.3f}')}")


def evaluate_cost(shelf: Shelf) -> None:
    """What a print and a closer look take."""
    began = time.process_time()
    for article in shelf.articles:
        print_of(article)
    prints = time.process_time() - began
    began = time.process_time()
    looks = sum(1 for made in shelf.prints for _ in shelf.looked_at(made)) - len(shelf.articles)
    finding = time.process_time() - began
    each = 1000 / max(1, len(shelf.articles))
    print(
        f"print {prints * each:.2f} ms, candidates {finding * each:.2f} ms an article;"
        f" {looks / 2 / max(1, len(shelf.articles)):.3f} closer looks an article"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="articles to edit")
    parser.add_argument("--set", choices=SETS, help="only this set")
    parser.add_argument("--show", action="store_true", help="list what is not judged or wrong")
    options = parser.parse_args()
    verdicts = judged()
    right: list[bool] = []
    biggest: Shelf | None = None
    for name in [options.set] if options.set else SETS:
        held = list(articles(name))
        if not held:
            print(f"{name:24} is not here")
            continue
        shelf = Shelf(held)
        right += evaluate_set(name, shelf, verdicts, show=options.show)
        biggest = biggest or shelf
    if right:
        print(f"precision on the judged pairs {sum(right) / len(right):.3f} of {len(right)}")
    if biggest is not None:
        evaluate_edits(biggest, options.sample, show=options.show)
        evaluate_cost(biggest)


if __name__ == "__main__":
    main()
