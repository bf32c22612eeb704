"""How common words, names and numbers are in news: fixed counts, one table a language.

``data/background.<language>.txt.gz`` holds a line ``documents N`` and, per kind,
a line ``[kind]`` followed by ``count term term …`` lines. The tables are made by
``scripts/build_background.py``.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct, field

from index.events.stopwords import STOP

# Without a table a term counts as being in so many of so many documents …
_UNKNOWN_DOCUMENTS = 10_000
# … and a short word is taken to be common: there is nothing better to go by.
_SHORT = 3


class Background(Struct, frozen=True, eq=False):
    """Document counts of one language: ``counts[kind][term]`` out of ``documents``."""

    documents: int
    counts: Mapping[str, Mapping[str, int]]
    stop: frozenset[str]
    _idf: dict[int, float] = field(default_factory=dict)

    def idf(self, kind: str, term: str) -> float:
        """The worth of a term: the logarithm of how rare it is, at least 0."""
        if self.counts:
            count = self.counts[kind].get(term, 0) if kind in self.counts else 0
        else:
            count = self.documents // 3 if len(term) <= _SHORT else 0
        worth = self._idf.get(count)
        if worth is None:
            worth = max(0.0, math.log((self.documents + 1) / (count + 0.5)))
            self._idf[count] = worth
        return worth

    def idfs(self, kind: str, terms: Collection[str]) -> list[float]:
        """The worth of each of ``terms``."""
        if not self.counts:
            return [self.idf(kind, term) for term in terms]
        known, worth = self.counts.get(kind, {}), self._idf
        counts = [known.get(term, 0) for term in terms]
        return [
            worth[n] if n in worth else self.idf(kind, t)
            for n, t in zip(counts, terms, strict=True)
        ]


@cache
def background_of(language: str) -> Background:
    """The background of a two-letter language; a bare one where there is no table."""
    stop = STOP.get(language, frozenset())
    source = files("index.events") / "data" / f"background.{language}.txt.gz"
    if not source.is_file():
        return Background(_UNKNOWN_DOCUMENTS, {}, stop)
    documents, counts = parse(gzip.decompress(source.read_bytes()).decode("utf-8"))
    return Background(documents, counts, stop)


def parse(table: str) -> tuple[int, dict[str, dict[str, int]]]:
    """Documents and counts by kind and term from the text of a table."""
    documents = 0
    counts: dict[str, dict[str, int]] = {}
    kind: dict[str, int] = {}
    for line in table.splitlines():
        if line.startswith("documents "):
            documents = int(line.split()[1])
        elif line.startswith("["):
            kind = counts.setdefault(line[1:-1], {})
        else:
            count, *terms = line.split("\t")
            kind.update(dict.fromkeys(terms, int(count)))
    return documents, counts


def render(documents: int, counts: Mapping[str, Mapping[str, int]]) -> str:
    """The text of a table; :func:`parse` reads it back."""
    lines = [f"documents {documents}"]
    for kind, terms in counts.items():
        lines.append(f"[{kind}]")
        by_count: dict[int, list[str]] = {}
        for term in sorted(terms):
            by_count.setdefault(terms[term], []).append(term)
        lines += ["\t".join([str(count), *by_count[count]]) for count in sorted(by_count)]
    return "\n".join(lines) + "\n"
