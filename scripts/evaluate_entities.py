"""How well mentions are joined to entities: pairwise precision and recall.

    python -m scripts.evaluate_entities [--errors N] [COLLECTION]
    python -m scripts.evaluate_entities --stream ARTICLES

Names and their chains are given by annotated collections (:mod:`scripts.entity_sets`);
only the joining is judged. *Within* counts pairs inside one article, *across* all
pairs of a collection, or of a topic where the collection chains within topics, with
the names joined that its articles together leave no doubt about.

``--stream`` takes the first so many articles of the open stream beside the checkout
and tells, by kind of claim, what is believed there and how often an article's own
claim agrees with what all the others would have made culm believe. That asks the
articles that name a second person of the name, so it is less than how often it is
right where a short name stands alone.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from index.language.bearers import bearers_alias, bearers_of, dominant, is_bearer
from index.language.canonical import resolve
from index.language.claims import (
    NEEDED,
    Belief,
    Claim,
    Home,
    aliases_of,
    believed,
    claims_of,
    joined,
    last_name_alias,
    only_bearer,
)
from index.language.model import LocalEntity
from scripts.entity_sets import Document, collections, stream


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


def resolved(doc: Document) -> tuple[LocalEntity, ...]:
    """The entities of a document; private keys carry its own."""
    return tuple(
        replace(entity, key=entity.key + doc.key) if entity.key.endswith("@") else entity
        for entity in resolve(doc.text, doc.mentions)
    )


def homes(entities: Iterable[LocalEntity], beliefs: Mapping[str, Belief]) -> dict[str, Home]:
    """Where the keys of entities belong, as :mod:`index.store.join_tables` works it out."""
    found = {}
    for entity in entities:
        alias = next((alias for alias in aliases_of(entity) if alias in beliefs), None)
        if alias is not None:
            key = beliefs[alias].target
            while key in beliefs:
                key = beliefs[key].target
            found[entity.key] = Home(alias, key, beliefs[alias])
    return found


def items(doc: Document, entities: Iterable[LocalEntity]) -> list[tuple[str, str, str]]:
    """(surface, chain, key) of each mention with a chain."""
    found = [""] * len(doc.mentions)
    for entity in entities:
        for at in entity.mentions:
            found[at] = entity.key
    return [
        (doc.text[m.start : m.end], chain, key)
        for m, chain, key in zip(doc.mentions, doc.chains, found, strict=True)
        if chain
    ]


def judge(title: str, documents: Sequence[Document], errors: int) -> None:
    """Print how well the names of a collection are joined."""
    entities = [resolved(doc) for doc in documents]
    within, across = Pairs(), Pairs()
    groups: dict[str, list[int]] = defaultdict(list)
    for place, doc in enumerate(documents):
        within.add(items(doc, entities[place]))
        groups[doc.group].append(place)
    for places in groups.values():
        claims = counted(_claims(entities[place]) for place in places)
        beliefs = beliefs_of(claims)
        across.add(
            [
                item
                for place in places
                for item in items(
                    documents[place], joined(entities[place], homes(entities[place], beliefs))
                )
            ]
        )
    within.print(f"{title}, within", errors)
    if len(groups) < len(documents):
        across.print(f"{title}, across", errors)


def counted(claims: Iterable[Iterable[Claim]]) -> dict[str, Counter[str]]:
    """Alias → target → how many articles claim it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for article in claims:
        for claim in article:
            found[claim.alias][claim.target] += 1
    return found


def _claims(entities: Sequence[LocalEntity]) -> list[Claim]:
    return [*claims_of(entities), *bearers_of(entities)]


def _judged(
    alias: str, targets: Mapping[str, int], claims: Mapping[str, Mapping[str, int]]
) -> Belief | None:
    if is_bearer(alias):
        return None
    if bearers := bearers_alias(alias):
        return dominant(alias, targets, claims.get(bearers, {}))
    return believed(alias, targets)


def beliefs_of(claims: Mapping[str, Mapping[str, int]]) -> dict[str, Belief]:
    """What articles together make culm believe, as the library does it when it joins names."""
    people = {key for targets in claims.values() for key in targets if last_name_alias(key)}
    found = {alias: _judged(alias, targets, claims) for alias, targets in claims.items()}
    for person in people:
        namesakes = claims.get(last_name_alias(person), {})
        found[person] = found.get(person) or only_bearer(person, namesakes)
    return {alias: belief for alias, belief in found.items() if belief is not None}


def judge_stream(limit: int) -> None:
    """Print what an open stream of articles makes culm believe, and how that holds."""
    claimed, standing = [], Counter[str]()
    for article in stream(limit):
        entities = resolved(article)
        claimed.append(_claims(entities))
        standing.update({alias for entity in entities for alias in aliases_of(entity)})
    claims = counted(claimed)
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for claim in (claim for article in claimed for claim in article):
        others = claims[claim.alias] - Counter({claim.target: 1})
        belief = _judged(claim.alias, others, claims)
        if belief is not None:
            judged[belief.kind] += 1
            right[belief.kind] += belief.target == claim.target
    beliefs = beliefs_of(claims)
    print(f"{'kind of claim':28} believed  articles joined  others agree")
    for kind in (*NEEDED, "last name"):
        ours = [alias for alias, belief in beliefs.items() if belief.kind == kind]
        agree = right[kind] / max(1, judged[kind])
        print(
            f"{kind:28} {len(ours):8}  {sum(standing[alias] for alias in ours):15}"
            f"  {agree:.4f} of {judged[kind]}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="How well mentions are joined to entities.")
    parser.add_argument("collection", nargs="?", default="", help="the beginning of one's title")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show")
    parser.add_argument("--stream", type=int, default=0, metavar="ARTICLES")
    options = parser.parse_args()
    if options.stream:
        judge_stream(options.stream)
        return
    for title, read in collections().items():
        if title.startswith(options.collection):
            judge(title, list(read()), options.errors)


if __name__ == "__main__":
    main()
