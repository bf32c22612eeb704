"""What a query may ask that the index does not know: a query over given article ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
from whoosh import query
from whoosh.matching import ListMatcher, NullMatcher

from index.search.arrays import Array


class Resolver(Protocol):
    """Answers for what lives in the notes and events of the library.

    ``ids`` gets a field (``is``, ``has``, ``tag``, ``note`` or ``event``) and
    the value typed after it, and gives article ids; ``entity_keys`` gets
    ``person``, ``org`` or ``place`` and a name, and gives the keys under which
    the entities meant are indexed. Unknown values give nothing.
    """

    def ids(self, field: str, value: str) -> Iterable[int]: ...

    def entity_keys(self, type: str, value: str) -> Iterable[str]: ...


def id_array(ids: Iterable[int]) -> Array:
    """Article ids as a sorted array without repetitions."""
    if isinstance(ids, np.ndarray):
        return np.unique(ids.astype(np.int64))
    known = list(ids)
    found: Array = np.unique(np.fromiter(known, dtype=np.int64, count=len(known)))
    return found


class ArticleIds(query.Query):  # type: ignore[misc]
    """Matches the articles with the given ids; scores 1, as every filter does."""

    def __init__(self, ids: Iterable[int], boost: float = 1.0) -> None:
        self.ids = id_array(ids)
        self.boost = boost

    def __repr__(self) -> str:
        return f"ArticleIds({len(self.ids)} ids)"

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, ixreader: Any) -> int:
        return len(self.ids)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Whoosh's own way to the same articles."""
        reader = searcher.reader()
        wanted = set(self.ids.tolist())
        docs = [
            number
            for number in reader.all_doc_ids()
            if reader.stored_fields(number)["id"] in wanted
        ]
        return ListMatcher(docs, [self.boost] * len(docs)) if docs else NullMatcher()
