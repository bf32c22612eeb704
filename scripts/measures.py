"""How well a clustering agrees with the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """B³ F (Bagga and Baldwin 1998) with precision and recall, and the same over pairs."""

    b3: float
    b3_precision: float
    b3_recall: float
    pairs: float
    pair_precision: float
    pair_recall: float

    def __str__(self) -> str:
        return (
            f"B3 {self.b3:.3f} (P {self.b3_precision:.3f} R {self.b3_recall:.3f})  "
            f"pairs {self.pairs:.3f} (P {self.pair_precision:.3f} R {self.pair_recall:.3f})"
        )

    @classmethod
    def mean(cls, several: Sequence[Figures]) -> Figures:
        columns = zip(*(astuple(figures) for figures in several), strict=True)
        return cls(*(sum(column) / len(several) for column in columns))


def figures(found: Sequence[Sequence[str]], gold: Mapping[str, str]) -> Figures:
    """Compare clusters of keys with the cluster that ``gold`` names for each key."""
    total = sum(len(cluster) for cluster in found)
    sizes = Counter(gold[key] for cluster in found for key in cluster)
    precision = recall = 0.0
    both = predicted = 0
    for cluster in found:
        inside = Counter(gold[key] for key in cluster)
        for name, count in inside.items():
            precision += count * count / len(cluster)
            recall += count * count / sizes[name]
            both += count * (count - 1) // 2
        predicted += len(cluster) * (len(cluster) - 1) // 2
    true = sum(size * (size - 1) // 2 for size in sizes.values())
    precision, recall = precision / max(1, total), recall / max(1, total)
    pair_precision, pair_recall = both / max(1, predicted), both / max(1, true)
    return Figures(
        _harmonic(precision, recall), precision, recall,
        _harmonic(pair_precision, pair_recall), pair_precision, pair_recall,
    )  # fmt: skip


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
