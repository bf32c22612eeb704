"""How well mentions are joined to entities: pairwise precision and recall.

    python -m scripts.evaluate_entities [--errors N]

Names and their chains are given by the annotated collections; only the joining is
judged. Within articles: GUM news and MEANTIME (beside the checkout). Across
articles: MEANTIME by its cross-document chains and the five sample articles
(``tests/data/gold``), all pairs of one collection.
"""

from __future__ import annotations

import argparse
import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from index.language.canonical import resolve
from index.language.model import EntityType, Mention
from index.language.wordlists import section

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
MEANTIME_TYPES = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "PLACE"}
SPACE_BEFORE = frozenset(".,;:?!)%") | {"'s", "n't"}
TITLES = section("titles.txt", "forms_of_address", "offices")
PRONOUNS = frozenset(
    [
        "i",
        "he",
        "she",
        "we",
        "they",
        "it",
        "you",
        "us",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "our",
        "my",
        "mp",
    ]
)


@dataclass(frozen=True)
class Document:
    """A text with its name mentions and the chain that each belongs to."""

    key: str
    text: str
    mentions: tuple[Mention, ...]
    chains: tuple[str, ...]


def is_name(text: str, kind: str) -> bool:
    words = [word for word in text.split() if word.lower() not in {"of", "the", "and", "for", "&"}]
    return (
        bool(words)
        and len(words) <= 6
        and all(word[0].isupper() or word[0].isdigit() or word in ".-'s" for word in words)
        and any(word[0].isupper() for word in words)
        and "'s" not in words
        and "," not in words
        and not (
            kind == "PERSON" and ("of" in text.split() or TITLES.intersection(text.lower().split()))
        )
        and not (words[0].lower() in PRONOUNS and (words[0] == "I" or not words[0].isupper()))
    )


def flat(found: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    kept: list[tuple[int, int, str, str]] = []
    for item in sorted(set(found), key=lambda item: (item[0], -item[1])):
        if not kept or item[0] >= kept[-1][1]:
            kept.append(item)
    return kept


def document(key: str, text: str, found: list[tuple[int, int, str, str]]) -> Document:
    kept = flat(found)
    return Document(
        key,
        text,
        tuple(Mention(start, end, EntityType(kind)) for start, end, kind, _ in kept),
        tuple(chain for *_, chain in kept),
    )


def gum() -> Iterator[Document]:
    with gzip.open(DATA / "ner_linking_gum_news.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            found = [
                (m["start"], m["end"], GUM_TYPES[m["type"]], f"{record['id']} {m['coref_group']}")
                for m in record["mentions"]
                if m["type"] in GUM_TYPES and is_name(m["text"], GUM_TYPES[m["type"]])
            ]
            yield document(record["id"], record["text"], found)


def meantime() -> Iterator[Document]:
    with gzip.open(DATA / "events_meantime_en.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text, places = "", []
            for sentence in record["sentences"]:
                row = []
                for token in sentence:
                    if text and not text.endswith(("\n", "(", "$")) and token not in SPACE_BEFORE:
                        text += " "
                    row.append((len(text), len(text) + len(token)))
                    text += token
                places.append(row)
                text += "\n"
            found = []
            for m in record["mentions"]:
                kind = MEANTIME_TYPES.get(m["type"]) if m["kind"] == "entity" else None
                if kind and m.get("chain") and is_name(m["text"], kind):
                    row = places[m["sent"]]
                    start, end = row[m["tokens"][0]][0], row[m["tokens"][-1]][1]
                    chain = m["chain"].removeprefix("cross_").removeprefix("intra_")
                    found.append((start, end, kind, chain))
            yield document(record["id"], unicodedata.normalize("NFC", text), found)


def samples() -> Iterator[Document]:
    for path in sorted((ROOT / "tests" / "data" / "gold").glob("00?.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        source = next((ROOT / "seeds").glob(f"{path.stem}_*"))
        text = source.open(encoding="utf-8", newline="").read()
        found = [(m["start"], m["end"], m["type"], m["entity"]) for m in record["mentions"]]
        yield document(path.stem, text, found)


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
    """(surface, chain, key) of each mention; private keys carry the article."""
    found = [""] * len(doc.mentions)
    for entity in resolve(doc.text, doc.mentions):
        for at in entity.mentions:
            found[at] = entity.key + (doc.key if entity.key.endswith("@") else "")
    return [
        (doc.text[m.start : m.end], chain, key)
        for m, chain, key in zip(doc.mentions, doc.chains, found, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="How well mentions are joined to entities.")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show")
    examples = parser.parse_args().errors
    collections = {"the sample articles": samples}
    if DATA.exists():
        collections |= {"GUM news": gum, "MEANTIME": meantime}
    for title, read in collections.items():
        within, across = Pairs(), Pairs()
        everything = []
        for doc in read():
            items = keys(doc)
            within.add(items)
            everything += items
        within.print(f"{title}, within", examples)
        if read is not gum:
            across.add(everything)
            across.print(f"{title}, across", examples)


if __name__ == "__main__":
    main()
