"""Packed document numbers come back as they went in, in segments of every size."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.arrays import starts_of
from index.search.id_lists import AdjoiningLists, AdjoiningSegments
from index.search.inverting import Inverted
from index.search.postings import FieldPostings, PostingsWriter
from index.search.sections import SectionFile, SectionWriter


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([1, 255, 256, 257, 4_000, 65_536, 70_000]),
    st.lists(st.floats(0, 1), min_size=1, max_size=12),
    st.integers(0, 1 << 30),
    st.booleans(),
)
def test_ids_come_back(doc_count: int, shares: list[float], seed: int, in_pieces: bool) -> None:
    chance = random.Random(seed)
    lists = [
        # Some terms are spread out, others stand in neighbouring documents only.
        sorted(chance.sample(range(doc_count), max(1, int(share**3 * doc_count))))
        if chance.random() < 0.7
        else list(range(max(1, int(share * min(doc_count, 600)))))
        for share in shares
    ]
    lists = [[doc for doc in own if doc < doc_count] for own in lists]
    pieces = [[own] for own in lists] if in_pieces else [lists]
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "x")
        postings, number = PostingsWriter("f", doc_count, False), 0
        for piece in pieces:
            terms = [b"%04d" % (number + at) for at in range(len(piece))]
            number += len(piece)
            starts = starts_of(np.array([len(own) for own in piece]))
            ids = np.concatenate([np.array(own, dtype=np.uint32) for own in piece])
            postings.add(Inverted(terms, starts, ids))
        writer = SectionWriter(path)
        postings.write_to(writer)
        writer.close({"doc_count": doc_count})
        field = FieldPostings(SectionFile(path), "f")
        for term, own in enumerate(lists):
            assert field.documents(term).tolist() == own
        # As if each list were that of one term in its own segment.
        segments = AdjoiningSegments([doc_count] * len(lists))
        for chosen in (range(len(lists)), range(0, len(lists), 2)):
            spans = [(at, field.located(b"%04d" % at)) for at in chosen]
            found = AdjoiningLists(
                segments,
                [
                    (at, *field.id_lists.stored(span.last - span.first, span.begin, span.end))
                    for at, span in spans
                    if span is not None
                ],
            )
            expected = [doc + at * doc_count for at in chosen for doc in lists[at]]
            assert found.documents().tolist() == expected
            if found.are_bitmaps():
                assert found.is_in().nonzero()[0].tolist() == expected
        for first in range(len(lists)):
            for last in range(first + 1, len(lists) + 1):
                expected = [doc for own in lists[first:last] for doc in own]
                assert field.documents_in(first, last).tolist() == expected
