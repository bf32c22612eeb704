"""Terms, frequencies, positions and forms come back from a segment as they went in."""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search import SearchDocument, SearchIndex
from index.search.arrays import starts_of
from index.search.frequencies import Frequencies, FrequencyWriter, Stretch, read_together
from index.search.positions import (
    PositionRun,
    Positions,
    PositionsWriter,
    read_positions,
    take_together,
)
from index.search.sections import SectionFile, SectionWriter
from index.search.selections import decode, decode_all, encode, lengths_of
from index.search.terms import TermList, TermsWriter
from index.search.tokens import tokens
from index.search.vocabulary import form_key

seeds = st.integers(0, 1 << 30)


def through_a_file(write: Callable[[SectionWriter], object], directory: str) -> SectionFile:
    path = Path(directory, "x")
    writer = SectionWriter(path)
    write(writer)
    writer.close({})
    return SectionFile(path)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.integers(1, 700), st.floats(0, 1)), max_size=8),
    st.sampled_from([1, 1, 100]),
    seeds,
)
def test_selections(wanted: list[tuple[int, float]], times: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    sizes = np.array([size * times for size, _ in wanted], dtype=np.int64)
    chosen = [
        np.sort(chance.permutation(size)[: max(1, round(share * size))])
        for size, (_, share) in zip(sizes.tolist(), wanted, strict=True)
    ]
    counts = np.array([len(own) for own in chosen], dtype=np.int64)
    counts[counts == sizes] = 0
    kept = [own for own, count in zip(chosen, counts.tolist(), strict=True) if count]
    data = encode(counts, sizes, np.concatenate([np.zeros(0, np.int64), *kept]))
    starts = starts_of(lengths_of(counts, sizes))
    assert len(data) == starts[-1] <= int(((sizes + 7) >> 3).sum())
    places, full = decode_all(data, counts, sizes)
    assert full.tolist() == [len(own) for own in chosen]
    assert places.tolist() == [place for own in chosen for place in own.tolist()]
    for at, own in enumerate(chosen):
        if counts[at]:
            selection = decode(data[starts[at] : starts[at + 1]], int(counts[at]), int(sizes[at]))
            assert np.arange(sizes[at])[selection].tolist() == own.tolist()


def drawn(seed: int, count: int, largest: int) -> Any:
    """Mostly small numbers below ``largest``, and now and then a large one."""
    chance = np.random.default_rng(seed)
    return (largest ** (chance.random(count) ** 4)).astype(np.int64)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 9_000), st.sampled_from([1, 2, 5, 12, 40, 254, 300, 70_000]), seeds)
def test_frequencies(count: int, largest: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    tf = drawn(seed, count, largest)
    # Terms of every length, some of which have the same number everywhere.
    cuts = {0, count, *chance.integers(0, count + 1, 9).tolist(), 1, min(count, 4)}
    edges = np.array(sorted(cuts))
    for first, last in [*pairwise(edges.tolist())][::3]:
        tf[first:last] = tf[first]
    writer = FrequencyWriter()
    middle = len(edges) // 2
    begins = [
        writer.add(tf[part[0] : part[-1]], part - part[0])
        for part in (edges[: middle + 1], edges[middle:])
    ]
    begin = np.array([*np.concatenate(begins).tolist(), writer.size])
    counts, occurrences = np.diff(edges), np.diff(starts_of(tf)[edges])
    with tempfile.TemporaryDirectory() as directory:
        found = Frequencies(through_a_file(lambda w: writer.write_to(w, "f"), directory), "f")
        for term in {0, 1, middle, len(counts) - 1} & {*range(len(counts))}:
            rest = tf[edges[term] :].tolist()
            own = counts[term:], occurrences[term:], begin[term:]
            assert found.read(int(edges[term]), *own).tolist() == rest
        stretches = [
            Stretch(found, *facts)
            for facts in zip(
                edges[:-1].tolist(), edges[1:].tolist(), occurrences.tolist(),
                begin[:-1].tolist(), begin[1:].tolist(), strict=True,
            )
        ]  # fmt: skip
        for some in (stretches[:1], stretches[::2], stretches):
            expected = np.concatenate([tf[own.first : own.last] for own in some])
            assert read_together(some).tolist() == expected.tolist()


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 150_000), st.sampled_from([200, 4_000, 70_000, 9_000_000]), seeds)
def test_positions(count: int, largest: int, seed: int) -> None:
    positions = drawn(seed, count, largest)
    writer = PositionsWriter()
    for piece in np.array_split(positions, 3):
        writer.add(piece)
    with tempfile.TemporaryDirectory() as directory:
        found = Positions(through_a_file(lambda w: writer.write_to(w, "f"), directory), "f")
        chance = np.random.default_rng(seed)
        cuts = np.sort(chance.integers(0, count + 1, 8)).tolist()
        runs, numbers = [], []
        for first, last in [(0, count), *pairwise(cuts)]:
            if first < last:
                own_run = [PositionRun(found, first, last)]
                assert read_positions(own_run).tolist() == positions[first:last].tolist()
                own = chance.integers(first, last, 50 * chance.integers(0, 2))
                runs.append(PositionRun(found, first, last))
                numbers.append(own)
                alone = take_together(runs[-1:], [7], own - first + 7)
                assert alone.tolist() == positions[own].tolist()
        bounds = starts_of(np.array([run.last - run.first for run in runs]))[:-1].tolist()
        where = [own - run.first + b for own, run, b in zip(numbers, runs, bounds, strict=True)]
        expected = positions[np.concatenate(numbers)]
        assert take_together(runs, bounds, np.concatenate(where)).tolist() == expected.tolist()
        expected = np.concatenate([positions[run.first : run.last] for run in runs])
        assert read_positions(runs).tolist() == expected.tolist()


NAMES = st.binary(min_size=1, max_size=5) | st.builds(
    lambda start, end: start + end,
    st.sampled_from([b"person:", b"place:" * 6, b"p" * 40]),
    st.binary(max_size=70),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(NAMES, unique=True, max_size=300), st.sets(st.integers(0, 300)))
def test_terms_are_alike_by_their_hashes_wherever_they_are(
    terms: list[bytes], elsewhere: set[int]
) -> None:
    def hashes_of(terms: list[bytes], directory: str) -> dict[bytes, int]:
        writer = TermsWriter()
        writer.add(terms)
        kept = TermList(through_a_file(lambda w: writer.write_to(w, "f"), directory), "f")
        return dict(zip(terms, kept.hashes().tolist(), strict=True))

    terms = sorted(terms)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        hashes = hashes_of(terms, one)
        assert len(set(hashes.values())) == len(terms)
        some = [term for place, term in enumerate(terms) if place in elsewhere]
        assert hashes_of(some, other) == {term: hashes[term] for term in some}


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.binary(min_size=1, max_size=5), unique=True, max_size=400),
    st.integers(1, 100),
    st.lists(st.binary(max_size=5), max_size=20),
    st.booleans(),
)
def test_terms(terms: list[bytes], pieces: int, asked: list[bytes], hashed: bool) -> None:
    terms = sorted(terms)
    writer = TermsWriter(hashed)
    for start in range(0, len(terms), pieces):
        writer.add(terms[start : start + pieces])
    with tempfile.TemporaryDirectory() as directory:
        found = TermList(through_a_file(lambda w: writer.write_to(w, "f"), directory), "f")
        assert found.terms() == terms
        assert [found.term(at) for at in range(len(terms))] == terms
        for first in range(0, len(terms), 61):
            assert found.terms(first, first + 3) == terms[first : first + 3]
        for term in [*terms, *asked]:
            assert found.lower_bound(term) == bisect_left(terms, term)
            assert found.find(term) == (terms.index(term) if term in terms else -1)
            first, last = found.prefix_range(term)
            assert terms[first:last] == [other for other in terms if other.startswith(term)]


SPELLINGS = (
    "elect Elect ELECT elects elected Elected electing eLect man men Man Men MEN woman women "
    "policy policies Policies die dying lies Lied the The THE news News a A I ii 北京 đổi Đổi doi"
)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from(SPELLINGS.split()), max_size=12), min_size=1, max_size=60),
    st.integers(1, 20),
    st.sets(st.integers(0, 59), max_size=20),
)
def test_forms(articles: list[list[str]], at_once: int, deleted: set[int]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        index = SearchIndex.open(Path(directory, "s"))
        for start in range(0, len(articles), at_once):
            with index.writer() as writer:
                for number, words in enumerate(articles[start : start + at_once], start):
                    writer.add(SearchDocument(number, "", " ".join(words)))
        index.reopen()
        check_forms(index, dict(enumerate(articles)))
        with index.writer() as writer:
            writer.delete(deleted)
        index.optimise(full=True)
        index.reopen()
        check_forms(index, {n: own for n, own in enumerate(articles) if n not in deleted})


def check_forms(index: SearchIndex, articles: dict[int, list[str]]) -> None:
    """Every form, and every beginning of one, in the articles that have it and no others."""
    keys = {
        number: {
            form_key(token.word, token.surface)
            for token in tokens(" ".join(words))
            if not token.paired
        }
        for number, words in articles.items()
    }
    every = set().union(*keys.values())
    beginnings = {key[:length] for key in every for length in range(1, 5)} | {b"zz"}
    segments = index.searcher().snapshot.segments

    def found(read: str, asked: bytes) -> list[int]:
        ids = [s.column("id").take(getattr(s, read)("text_form", asked)).tolist() for s in segments]
        return sorted({number for own in ids for number in own})

    for key in every:
        expected = [number for number, own in sorted(keys.items()) if key in own]
        assert found("form_documents", key) == expected
        assert sum(s.form_count("text_form", key) for s in segments) == len(expected)
    for start in beginnings:
        assert found("documents_begun", start) == [
            number
            for number, own in sorted(keys.items())
            if any(key.startswith(start) for key in own)
        ]
