"""Which country, or state of the United States, a town of some name can lie in.

The table ``data/towns.txt.gz`` is made from GeoNames by ``scripts/build_towns.py``.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from index.events.wording import content_words


def key_of(name: str) -> str:
    """The words of a name (folded, lower case) by which towns are found, in one order."""
    return " ".join(sorted(content_words(name)))


def regions_of(words: frozenset[str]) -> frozenset[frozenset[str]]:
    """The words of the names of all regions that have a town called so."""
    return _regions().get(" ".join(sorted(words)), frozenset())


@cache
def _all_regions() -> frozenset[frozenset[str]]:
    return frozenset(region for regions in _regions().values() for region in regions)


def is_region(words: frozenset[str]) -> bool:
    """Whether a country, or a state of the United States, is called so."""
    return words in _all_regions()


@cache
def _regions() -> dict[str, frozenset[frozenset[str]]]:
    source = files("index.events") / "data" / "towns.txt.gz"
    found: dict[str, set[frozenset[str]]] = {}
    for line in gzip.decompress(source.read_bytes()).decode("utf-8").splitlines():
        region, _, towns = line.partition("\t")
        words = content_words(region)
        for town in towns.split("|"):
            found.setdefault(town, set()).add(words)
    shared: dict[frozenset[frozenset[str]], frozenset[frozenset[str]]] = {}
    return {
        town: shared.setdefault(key, key)
        for town, regions in found.items()
        if (key := frozenset(regions))
    }
