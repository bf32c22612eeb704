"""How well mentions are joined to entities: pairwise precision and recall.

    python -m scripts.evaluate_entities [--errors N] [COLLECTION]

Names and their chains are given by annotated collections (:mod:`scripts.entity_sets`);
only the joining is judged. *Within* counts pairs inside one article, *across* all
pairs of a collection, or of a topic where the collection chains within topics.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from itertools import combinations

from index.language.canonical import resolve
from scripts.entity_sets import Document, collections


class Pairs:
    """Counts of mention pairs that are one entity in truth, in culm, in both."""

    def __init__(self) -> None:
        self.both = self.only_found = self.only_true = 0
        self.errors: Counter[str] = Counter()

    def add(self, items: list[tuple[str, str, str]]) -> None:
        """``items``: (surface, true chain, found key)."""
        for (a, chain_a, key_a), (b, chain_b, key_b) in combinations(items, 2):
            true, found = chain_a == chain_b, key_a == key_b
            self.both += true and found
            self.only_found += found and not true
            self.only_true += true and not found
            if true != found:
                self.errors[f"{'joined' if found else 'apart'}: {a} | {b}"] += 1

    def print(self, title: str, examples: int) -> None:
        precision = self.both / max(1, self.both + self.only_found)
        recall = self.both / max(1, self.both + self.only_true)
        print(f"{title:28} pairs {self.both:6}  P {precision:.4f}  R {recall:.4f}")
        for error, count in self.errors.most_common(examples):
            print(f"    {count:5} {error}")


def keys(doc: Document) -> list[tuple[str, str, str]]:
    """(surface, chain, key) of each mention with a chain; private keys carry the article."""
    found = [""] * len(doc.mentions)
    for entity in resolve(doc.text, doc.mentions):
        for at in entity.mentions:
            found[at] = entity.key + (doc.key if entity.key.endswith("@") else "")
    return [
        (doc.text[m.start : m.end], chain, key)
        for m, chain, key in zip(doc.mentions, doc.chains, found, strict=True)
        if chain
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="How well mentions are joined to entities.")
    parser.add_argument("collection", nargs="?", default="", help="the beginning of one's title")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show")
    options = parser.parse_args()
    for title, read in collections().items():
        if not title.startswith(options.collection):
            continue
        within, across = Pairs(), Pairs()
        groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        articles = 0
        for doc in read():
            items = keys(doc)
            within.add(items)
            groups[doc.group] += items
            articles += 1
        for items in groups.values():
            across.add(items)
        within.print(f"{title}, within", options.errors)
        if len(groups) < articles:
            across.print(f"{title}, across", options.errors)


if __name__ == "__main__":
    main()
