"""The index, Whoosh's own searcher on the same index, and brute force give the same answers."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import whoosh.index
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from index.search import SearchDocument, SearchIndex
from index.search.compiling import Compiler
from index.search.query import (
    AllOf,
    AnyOf,
    Days,
    Known,
    Manner,
    Named,
    Node,
    ParsedQuery,
    Sort,
    Without,
    Words,
)
from index.search.searching import run
from index.search.words import words_near
from tests.index.search.oracle import Knowledge, matches
from tests.index.search.oracle_scores import Corpus, score

COMMON_WORDS = """
    the of to Trọng Trong trọng TRỌNG Nguyễn Nguyen election Elections elected diplomacy
    diplomatic diplomats bamboo bamboos Banks bank policy policies news new đổi mới don't
    Vietnam’s VIETNAM U.S. covid-19 12,000 北京大学 大学 京 เศรษฐกิจ हिन्दी and making make
"""
WORDS = (*COMMON_WORDS.split(), "co\u00adop")
ENTITIES = ("person:nguyen phu trong", "person:xi jinping", "org:united nations", "place:ha noi")
OUTLETS = ("", "VNS", "Vietnam Plus", "Vietnam News")
KNOWN = Knowledge(
    {
        ("is", "unread"): frozenset(range(0, 40, 2)),
        ("is", "starred"): frozenset({1, 2, 3}),
        ("tag", "x"): frozenset({5, 999}),
    },
    {
        ("person", "trong"): frozenset({"person:nguyen phu trong", "person:gone"}),
        ("place", "hanoi"): frozenset({"place:ha noi"}),
    },
)

word = st.sampled_from(WORDS)
text = st.lists(word, max_size=12).map(" ".join)
day = st.one_of(st.none(), st.integers(738_000, 738_040))
documents = st.builds(
    SearchDocument,
    id=st.integers(0, 40),
    title=st.lists(word, max_size=4).map(" ".join),
    body=text,
    begin=day,
    end=day,
    outlet=st.sampled_from(OUTLETS),
    authors=st.lists(st.sampled_from(["Anh Thu", "Bùi Sơn"]), max_size=2).map(tuple),
    language=st.sampled_from(["", "en", "vi"]),
    source=st.sampled_from(["", "feeds/vns.xml", "mail"]),
    entities=st.lists(st.sampled_from(ENTITIES), max_size=3, unique=True).map(tuple),
)
single = st.builds(
    Words,
    word,
    st.sampled_from([Manner.INFLECTED, Manner.EXACT, Manner.PREFIX, Manner.TYPING]),
    st.sampled_from(["text", "text", "title"]),
)
fuzzy = st.builds(
    Words,
    st.sampled_from(["electin", "bambo", "Nguyeen", "policcy", "dipolmacy", "trong", "make"]),
    st.just(Manner.FUZZY),
    st.sampled_from(["text", "title"]),
)
phrase = st.builds(
    Words,
    st.lists(word, min_size=2, max_size=4).map(" ".join),
    st.sampled_from([Manner.INFLECTED, Manner.EXACT]),
    st.sampled_from(["text", "title"]),
    st.sampled_from([1, 1, 2, 3, 6]),
)
days = st.tuples(st.integers(737_990, 738_050), st.integers(0, 20)).map(
    lambda pair: Days(pair[0], pair[0] + pair[1])
)
named = st.builds(
    Named,
    st.sampled_from(["outlet", "author", "source", "lang"]),
    st.sampled_from(["VNS", "vietnam", "Vietnam Plus", "son", "vi", "feeds", "nobody"]),
)
outlet = st.builds(Named, st.just("outlet"), st.sampled_from(OUTLETS[1:]), st.just(True))
known = st.sampled_from(
    [
        Known("is", "unread"),
        Known("is", "starred"),
        Known("tag", "x"),
        Known("tag", "none"),
        Known("person", "trong"),
        Known("place", "hanoi"),
        Known("org", "none"),
    ]
)
leaf = st.one_of(single, single, phrase, fuzzy, days, named, outlet, known)
queries: st.SearchStrategy[Node] = st.recursive(
    leaf,
    lambda part: st.one_of(
        st.lists(part, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(part, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        part.map(Without),
    ),
    max_leaves=6,
)


@dataclass
class Change:
    """One commit, and whether segments are merged after it."""

    add: list[SearchDocument] = field(default_factory=list)
    delete: list[int] = field(default_factory=list)
    merge: bool = False


changes = st.builds(
    Change,
    st.lists(documents, max_size=8),
    st.lists(st.integers(0, 42), max_size=4),
    st.sampled_from([False, False, True]),
)


@contextmanager
def library(history: list[Change]) -> Iterator[tuple[SearchIndex, dict[int, SearchDocument]]]:
    """An index that went through ``history``, and what should be in it."""
    expected: dict[int, SearchDocument] = {}
    with tempfile.TemporaryDirectory() as directory:
        index = SearchIndex.open(Path(directory, "search"))
        for change in history:
            with index.writer() as writer:
                for document in change.add:
                    writer.add(document)
                    expected[document.id] = document
                writer.delete(change.delete)
                for article in change.delete:
                    expected.pop(article, None)
            if change.merge:
                index.optimise(full=True)
        index.reopen()
        yield index, expected


def compiled(index: SearchIndex, node: Node) -> Any:
    snapshot = index.searcher().snapshot
    return Compiler(lambda name, text: words_near(snapshot, name, text), KNOWN).compile(node)


def stock_answers(index: SearchIndex, wanted: Any) -> dict[int, float]:
    """Ids and scores from Whoosh's own searcher."""
    with whoosh.index.open_dir(str(index.directory)).searcher() as searcher:
        return {hit["id"]: hit.score for hit in searcher.search(wanted, limit=None)}


histories = st.lists(changes, min_size=1, max_size=4)
long_histories = st.lists(changes, min_size=1, max_size=10)
several_queries = st.lists(queries, min_size=1, max_size=6)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(patient, max_examples=60)
@given(histories, several_queries)
def test_hits_and_scores(history: list[Change], nodes: list[Node]) -> None:
    check_hits_and_scores(history, nodes)


@settings(patient, max_examples=40)
@given(histories, several_queries)
def test_hits_and_scores_of_several_leaves(history: list[Change], nodes: list[Node]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.search.snapshot.MOST_DOCS", 8)
        check_hits_and_scores(history, nodes)


@pytest.mark.slow
def test_hits_and_scores_of_thousands() -> None:
    asked: Counter[str] = Counter()

    @settings(patient, max_examples=1_500)
    @given(long_histories, several_queries, st.sampled_from([8, 1 << 17]))
    def check(history: list[Change], nodes: list[Node], most_docs: int) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.search.snapshot.MOST_DOCS", most_docs)
            asked["hits"] += check_hits_and_scores(history, nodes)
        asked["queries"] += len(nodes)

    check()
    print(
        f"\n{asked['queries']} queries with {asked['hits']} hits: as stock Whoosh, as brute force"
    )
    assert asked["queries"] > 2_000


def check_hits_and_scores(history: list[Change], nodes: list[Node]) -> int:
    """How many hits were the same: in number, order and score."""
    found = 0
    with library(history) as (index, expected):
        assert index.searcher().doc_count == len(expected)
        for node in nodes:
            right = {id for id, document in expected.items() if matches(node, document, KNOWN)}
            results = index.searcher().search(
                ParsedQuery("", node),
                limit=1000,
                sort=Sort.RELEVANCE,
                resolver=KNOWN,
                deadline=60.0,
            )
            event(f"hits: {min(len(right), 3)}")
            found += len(right)
            assert {hit.id for hit in results.hits} == right
            assert results.total == len(right) == len(results.hits)
            assert results.ids().tolist() == [hit.id for hit in results.hits]
            best_first = sorted(
                results.hits, key=lambda hit: (-hit.score, -_sort_day(expected[hit.id]), hit.id)
            )
            assert list(results.hits) == best_first
            scores = {hit.id: hit.score for hit in results.hits}
            stock = stock_answers(index, compiled(index, node))
            assert stock.keys() == scores.keys()
            for article, score in scores.items():
                assert math.isclose(score, stock[article], rel_tol=1e-9), (node, article)
    return found


@settings(patient, max_examples=40)
@given(histories, several_queries)
def test_scores_by_brute_force(history: list[Change], nodes: list[Node]) -> None:
    check_brute_scores(history, nodes)


@pytest.mark.slow
def test_scores_by_brute_force_of_thousands() -> None:
    asked: Counter[str] = Counter()

    @settings(patient, max_examples=800)
    @given(histories, several_queries)
    def check(history: list[Change], nodes: list[Node]) -> None:
        check_brute_scores(history, nodes)
        asked["queries"] += len(nodes)

    check()
    print(f"\n{asked['queries']} queries with the scores of brute force")
    assert asked["queries"] > 2_000


def check_brute_scores(history: list[Change], nodes: list[Node]) -> None:
    """Of an index without deleted documents, which count until they are merged away."""
    with library(history) as (index, expected):
        index.optimise(full=True)
        index.reopen()
        corpus = Corpus(list(expected.values()))
        for node in nodes:
            results = index.searcher().search(
                ParsedQuery("", node), limit=1000, sort=Sort.RELEVANCE, resolver=KNOWN
            )
            for hit in results.hits:
                right = score(node, expected[hit.id], corpus, KNOWN)
                assert math.isclose(hit.score, right, rel_tol=1e-9), (node, expected[hit.id])


@settings(patient, max_examples=30)
@given(st.lists(changes, min_size=1, max_size=3), queries, st.integers(1, 9), st.integers(0, 5))
def test_pages_sorts_and_facets(history: list[Change], node: Node, limit: int, offset: int) -> None:
    with library(history) as (index, expected):
        searcher = index.searcher()
        found = [d for d in expected.values() if matches(node, d, KNOWN)]
        for sort in Sort:
            parsed = ParsedQuery("", node, sort)
            whole = searcher.search(parsed, limit=1000, resolver=KNOWN)
            page = searcher.search(parsed, limit=limit, offset=offset, facets=True, resolver=KNOWN)
            assert page.hits == whole.hits[offset : offset + limit]
            assert page.total == len(found)
        by_date = searcher.search(ParsedQuery("", node, Sort.DATE), limit=1000, resolver=KNOWN)
        order = [_sort_day(expected[hit.id]) for hit in by_date.hits]
        assert order == sorted(order, reverse=True)
        assert page.facets is not None
        assert page.facets["outlet"] == _counted(d.outlet for d in found if d.outlet)
        people = (key for d in found for key in d.entities if key.startswith("person:"))
        assert page.facets["person"] == _counted(people)
        within = [d.id for d in found][::2]
        narrowed = searcher.search(ParsedQuery("", node), within=within, resolver=KNOWN)
        assert {hit.id for hit in narrowed.hits} == set(within)


def _sort_day(document: SearchDocument) -> int:
    if document.begin is not None and document.end is not None and document.begin > document.end:
        return -1
    found = document.end if document.begin is None else document.begin
    return -1 if found is None else found


def _counted(values: Iterator[str]) -> list[tuple[str, int]]:
    """Values with how many articles have each, those that most have first."""
    return sorted(Counter(values).items(), key=lambda counted: (-counted[1], counted[0]))


def test_whoosh_queries_run_as_they_are() -> None:
    """Queries made by hand, with boosts and nesting, agree with Whoosh's own searcher."""
    from whoosh import query

    bodies = ["bamboo diplomacy", "bamboo bamboo policy", "diplomacy news", "policy of the bank"]
    adds = [SearchDocument(n, "", body) for n, body in enumerate(bodies)]
    with library([Change(adds[:2]), Change(adds[2:])]) as (index, _):
        for wanted in (
            query.Term("text", "bamboo", boost=2.0),
            query.Or([query.Term("text", "bamboo"), query.Prefix("text_form", "dipl")], boost=0.5),
            query.And([query.Every(), query.Not(query.Term("text", "bank"))]),
            query.ConstantScoreQuery(query.Term("text", "policy"), 3.0),
            query.AndNot(query.Term("text", "policy"), query.Term("text", "bank")),
            query.NullQuery,
        ):
            mine = run(index.searcher().snapshot, wanted, limit=10)
            assert {hit.id: hit.score for hit in mine.hits} == stock_answers(index, wanted)
