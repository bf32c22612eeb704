"""The five sample articles, hostile queries, suggestions, deadlines, and imports kept light."""

from __future__ import annotations

import random
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from index.search import SearchDocument, SearchIndex, Sort, hits, parse
from tests.index.search.oracle import Knowledge, matches
from tests.index.search.test_query_language import PARTS
from tests.support.hostile_queries import hostile_query
from tests.support.pace import yardsticks

ROOT = Path(__file__).parents[3]
TODAY = date(2023, 12, 20)
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = SearchIndex.open(tmp_path_factory.mktemp("seeds") / "search")
    with index.writer() as writer:
        for number, path in enumerate(SEEDS):
            text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
            writer.add(SearchDocument(number, "", text))
    index.reopen()
    return index


def found(index: SearchIndex, query: str) -> set[int]:
    return {hit.id for hit in index.searcher().search(parse(query, TODAY)).hits}


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("doi moi", {1, 2, 4}),
        ("đổi mới", {1, 2, 4}),
        ("ĐỔI MỚI", {1, 2, 4}),
        (unicodedata.normalize("NFD", "Đổi mới"), {1, 2, 4}),
        ('"bamboo diplomacy"', {0, 1}),
        ("trọng", {0, 1, 2, 3}),
        ("trong", {0, 1, 2, 3}),
        ("=Trọng", {1}),
        ("=đổi", {1, 2}),
        ("nguyen -thuong", {0, 1, 2, 3}),
    ],
)
def test_the_samples(seeds: SearchIndex, query: str, articles: set[int]) -> None:
    assert found(seeds, query) == articles


def test_every_article_found_shows_why(seeds: SearchIndex) -> None:
    for query in ("doi moi", '"bamboo diplomacy"', "diplom*", "=Trọng", "conferense~"):
        parsed = parse(query, TODAY)
        for article in found(seeds, query):
            text = unicodedata.normalize("NFC", SEEDS[article].read_text(encoding="utf-8"))
            assert hits(text, parsed)


HOSTILE = [
    "", "*", "?????*", "?", "a OR " * 20_000, "(" * 5_000 + "a" + ")" * 5_000, "a" * 1_000_000,
    '"', '"unclosed', "(((", ")))", "[", "[a TO", "{", "a~9", "a~", "~", "a^", "^9", "NOT",
    "NOT NOT NOT", "AND OR NOT", "NOT OR foobar", "-", "--", "=", "==", ":", "::", "title:",
    "zzz:foo", "date:[2020 TO 2021]", "date:..", "\x00", "a\x00b", "\ud800", "\u202edlrow",
    "<script>", "%s%n", "c?*?*?*?*x", "\\", "https://x.y/z?q=[1]", '"' + "to " * 3_000 + '"',
    " ".join(f"{letter}a*" for letter in "abcdefghijklmnop"), "the of to and in",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries(seeds: SearchIndex, query: str) -> None:
    def ask() -> int:
        results = seeds.searcher().search(parse(query, TODAY, typing=True), facets=True)
        results.ids()
        seeds.searcher().suggest(parse(query, TODAY))
        return results.total

    assert ask() <= len(SEEDS)
    assert yardsticks(ask, enough=40) <= 40


def test_random_queries(seeds: SearchIndex) -> None:
    chance = random.Random(3)
    searcher = seeds.searcher()
    for _ in range(1_000):
        query = "".join(chance.choices(PARTS, k=chance.randrange(1, 12)))
        searcher.search(parse(query, TODAY, typing=chance.random() < 0.5))


def test_hostile_queries_at_random_find_what_brute_force_finds(seeds: SearchIndex) -> None:
    chance = random.Random(4)
    documents = [
        SearchDocument(number, "", unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
        for number, path in enumerate(SEEDS)
    ]
    words = sorted({word for document in documents for word in document.body.split()})
    nobody = Knowledge({}, {})
    for _ in range(250):
        query = hostile_query(chance, words)
        parsed = parse(query, TODAY, typing=chance.random() < 0.5)
        results = seeds.searcher().search(parsed, resolver=nobody)
        right = {d.id for d in documents if matches(parsed.root, d, nobody)}
        assert {hit.id for hit in results.hits} == right, query[:200]


def test_only_common_words_find_the_articles_that_have_them(seeds: SearchIndex) -> None:
    assert found(seeds, "the of to") == {0, 1, 2, 3, 4}
    assert found(seeds, '"of the"') == {0, 1, 2, 3, 4}
    assert found(seeds, '"the of"') == set()


def test_a_search_without_time_ends_and_says_so(seeds: SearchIndex) -> None:
    results = seeds.searcher().search(parse("diplomacy", TODAY), deadline=0.0)
    assert results.cut
    assert results.total == 0
    assert any("longer" in note for note in results.ignored)


def test_what_nobody_can_answer_is_told(seeds: SearchIndex) -> None:
    results = seeds.searcher().search(parse("is:unread", TODAY))
    assert results.total == 0
    assert results.ignored


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("bambo diplomecy", "bamboo diplomacy"),
        ('trong "bambu diplomacy"', None),
        ("diplomacy", None),
        ("xqzzy", None),
        ("title:x -bambo", None),
    ],
)
def test_did_you_mean(seeds: SearchIndex, query: str, better: str | None) -> None:
    suggestion = seeds.searcher().suggest(parse(query, TODAY))
    if better is None and suggestion is not None:
        assert found(seeds, suggestion)
    else:
        assert suggestion == better


def test_scripts_without_spaces(tmp_path: Path) -> None:
    texts = {
        1: "北京大学是中国的大学。",
        2: "東京は日本の首都です。",
        3: "เศรษฐกิจไทยเติบโต",
        4: "대한민국 대통령은 서울에서",
        5: "भारत की राजधानी नई दिल्ली है",
        6: "العاصمة القاهرة",
        7: "מדינת ישראל",
    }
    index = SearchIndex.open(tmp_path / "s")
    with index.writer() as writer:
        for number, text in texts.items():
            writer.add(SearchDocument(number, "", text))
    index.reopen()
    for query, articles in {
        "北京": {1}, "大学": {1}, "京": {1, 2}, "东京": set(), "日本": {2}, "首都です": {2},
        "เศรษฐกิจ": {3}, "ไทย": {3}, "한국": set(), "대통령": {4}, "민국": {4}, "दिल्ली": {5},
        "राजधानी": {5}, "القاهرة": {6}, "ישראל": {7}, '"北京大学"': {1}, "北京*": {1},
    }.items():  # fmt: skip
        assert found(index, query) == articles, query


def test_sorted_by_title_and_outlet(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "s")
    rows = [(1, "“Éclair", "B"), (2, "apple", ""), (3, "Đà Nẵng", "a"), (4, "", "C")]
    for number, title, outlet in rows:
        with index.writer() as writer:
            writer.add(SearchDocument(number, title, "word", outlet=outlet))
    index.reopen()
    searcher = index.searcher()
    by_title = searcher.search(parse("word", TODAY), sort=Sort.TITLE)
    assert [hit.id for hit in by_title.hits] == [2, 3, 1, 4]
    by_outlet = searcher.search(parse("word sort:outlet", TODAY))
    assert [hit.id for hit in by_outlet.hits] == [3, 1, 4, 2]


def test_reading_a_query_needs_neither_numpy_nor_whoosh() -> None:
    code = (
        "import sys, datetime\n"
        "from index.search import ParsedQuery, SearchDocument, Sort, hits, parse, snippet\n"
        "parsed = parse('bamboo diplom* date:2023', datetime.date(2023, 1, 1))\n"
        "snippet('bamboo', hits('bamboo', parsed), 10)\n"
        "assert not {'numpy', 'whoosh'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_an_index_that_has_rested_answers_as_before(seeds: SearchIndex) -> None:
    before = seeds.searcher().search(parse("diplom*", TODAY), facets=True)
    seeds.rest(0)
    after = seeds.searcher().search(parse("diplom*", TODAY), facets=True)
    assert (after.hits, after.facets) == (before.hits, before.facets)


class ManyKeys:
    """A name that stands for many entities."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys

    def ids(self, field: str, value: str) -> list[int]:
        return []

    def entity_keys(self, type: str, value: str) -> list[str]:
        return self.keys


@pytest.mark.parametrize("wanted", [3, 20, 250, 2_000])
def test_many_entities_of_a_name(tmp_path: Path, wanted: int) -> None:
    """Found and scored by how many of the entities an article names, however many there are."""
    chance = random.Random(wanted)
    index = SearchIndex.open(tmp_path / "search")
    named: dict[int, set[str]] = {}
    for part in range(2):
        with index.writer() as writer:
            for n in range(part * 200, part * 200 + 200):
                keys = {f"person:{chance.randrange(700)}" for _ in range(chance.randrange(6))}
                keys |= {"person:everywhere"} if n % 3 else set()
                named[n] = keys
                entities = tuple(sorted(keys))
                writer.add(SearchDocument(n, "", "word", entities=entities))
    with index.writer() as writer:
        writer.delete(list(range(0, 400, 7)))
    index.reopen()
    known = [f"person:{n}" for n in range(0, 2 * wanted, 2)] + ["person:everywhere"]
    results = index.searcher().search(
        parse("person:x", TODAY), limit=1_000, resolver=ManyKeys(known)
    )
    expected = {
        n: len(keys & set(known)) for n, keys in named.items() if n % 7 and keys & set(known)
    }
    assert {hit.id: hit.score for hit in results.hits} == expected
    alone = index.searcher().search(parse("-person:x", TODAY), resolver=ManyKeys(known))
    assert alone.total == sum(n % 7 > 0 for n in named) - len(expected)
