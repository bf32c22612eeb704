"""Reading queries: what is meant, what is ignored, and that nothing ever raises."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.fold import fold_case
from index.search import Sort, parse
from index.search.language_names import _LANGUAGES, spellings
from index.search.query import (
    AllOf,
    AnyOf,
    Days,
    Known,
    Manner,
    Named,
    Node,
    Without,
    Words,
)
from index.search.query_conditions import MOST_APART, MOST_CONDITIONS
from index.search.query_dates import EARLIEST_DAY, LATEST_DAY, read_days
from index.search.query_language import DEEPEST, LONGEST_QUERY
from tests.support.pace import yardsticks

TODAY = date(2023, 12, 20)


def read(text: str, typing: bool = False) -> Node:
    return parse(text, TODAY, typing).root


def both(*texts: str) -> Node:
    return AllOf(tuple(map(Words, texts)))


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", AllOf()),
        ("hanoi", Words("hanoi")),
        ("hanoi hue", both("hanoi", "hue")),
        ('"bamboo diplomacy"', Words("bamboo diplomacy")),
        ("“bamboo diplomacy”", Words("bamboo diplomacy")),
        ('"bamboo diplomacy"~3', Words("bamboo diplomacy", slop=3)),
        ('=“bamboo diplomacy”~1', Words("bamboo diplomacy", Manner.EXACT)),
        ('title:"a b"~2 c', AllOf((Words("a b", field="title", slop=2), Words("c")))),
        ("a OR b c", AllOf((AnyOf((Words("a"), Words("b"))), Words("c")))),
        ("a AND b OR c", AnyOf((both("a", "b"), Words("c")))),
        ("a -b", AllOf((Words("a"), Without(Words("b"))))),
        ("a NOT b", AllOf((Words("a"), Without(Words("b"))))),
        ("-(a b)", Without(both("a", "b"))),
        ("(a OR b) (c OR d)", AllOf((
            AnyOf((Words("a"), Words("b"))), AnyOf((Words("c"), Words("d"))),
        ))),
        ("or and not", both("or", "and", "not")),
        ("diplom*", Words("diplom", Manner.PREFIX)),
        ("diplomcy~", Words("diplomcy", Manner.FUZZY)),
        ("=Nguyễn", Words("Nguyễn", Manner.EXACT)),
        ('="Nguyễn Phú"', Words("Nguyễn Phú", Manner.EXACT)),
        ("title:party", Words("party", field="title")),
        ('title:"party chief"', Words("party chief", field="title")),
        ("outlet:VNS", Named("outlet", "VNS")),
        ('outlet:="Viet Nam News"', Named("outlet", "Viet Nam News", True)),
        ("author:son source:wire", AllOf((Named("author", "son"), Named("source", "wire")))),
        ("lang:tlh", Named("lang", "tlh")),
        ("person:trong", Known("person", "trong")),
        ('event:"diplomatic conference"', Known("event", "diplomatic conference")),
        ("is:unread has:note tag:x", AllOf((
            Known("is", "unread"), Known("has", "note"), Known("tag", "x"),
        ))),
        ("https://example.org/a?b=[1]", Words("https://example.org/a?b=[1]")),
        ("12:30", Words("12:30")),
        ("a - b", both("a", "b")),
    ],
)  # fmt: skip
def test_meaning(text: str, root: Node) -> None:
    parsed = parse(text, TODAY)
    assert parsed.root == root
    assert parsed.ignored == ()


@pytest.mark.parametrize(
    "written", ["fr", "FRA", "fre", "French", "french", "Français", "francais"]
)
def test_a_language_is_known_by_code_and_by_name(written: str) -> None:
    named = tuple(Named("lang", one) for one in ("fr", "fra", "fre", "French", "français"))
    assert parse(f"lang:{written}", TODAY).root == AnyOf(named)
    assert parse(f"-language:{written}", TODAY).root == Without(AnyOf(named))


def test_each_way_to_write_a_language_means_one() -> None:
    written = [one for line in _LANGUAGES.split("\n") for one in line.split()]
    assert len(set(map(fold_case, written))) == len(written)
    assert all(one in spellings(one) for one in written)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("((a", Words("a")),
        ("a)", Words("a")),
        ('"a b', Words("a b")),
        ("NOT", AllOf()),
        ("AND a", Words("a")),
        ("a OR", Words("a")),
        ("*", AllOf()),
        ("?????*", AllOf()),
        ("v*", Words("v")),
        ("vi*", Words("vi", Manner.PREFIX)),
        ("a~9", Words("a")),
        ('"a b"~', Words("a b")),
        ('"a b"~0', Words("a b")),
        ('"a b"~x c', both("a b", "c")),
        ('"a b"~-3', Words("a b")),
        ('"a b"~99999999999', Words("a b", slop=MOST_APART)),
        ('"a"~3', Words("a")),
        ('"a b~3', Words("a b~3")),
        ('tag:"a b"~3', Known("tag", "a b")),
        ("tag:", AllOf()),
        ("is:nonsense a", Words("a")),
        ("date:nonsense a", Words("a")),
        ("sort:nonsense a", Words("a")),
        ("viet*nam", Words("viet", Manner.PREFIX)),
        ("[ a TO", both("a", "TO")),
    ],
)
def test_what_can_be_understood_is_searched(text: str, root: Node) -> None:
    assert parse(text, TODAY).root == root


@pytest.mark.parametrize(
    "text",
    [
        '"a b"~',
        '"a b"~0',
        '"a b"~99',
        '"a"~3',
        'tag:"a b"~3',
        "a)",
        "NOT",
        "AND a",
        "a OR",
        "*",
        "v*",
        "a~9",
        "tag:",
        "is:x",
        "date:x",
        "sort:x",
        "…",
        '"',
        'a "',
        '"a b',
        "“",
        "-",
        " -- ",
        "()",
        "=",
        '""',
        "(a",
        "((a) b",
        "a (",
    ],
)
def test_what_was_not_understood_is_told(text: str) -> None:
    assert parse(text, TODAY).ignored


@pytest.mark.parametrize("text", ["", " ", '"', "-", "a -", '"a b', "(", "(a", "(a -"])
def test_what_may_only_be_half_typed_is_not_told(text: str) -> None:
    assert [words for words in parse(text, TODAY, True).ignored if "NOT" not in words] == []


def test_sort() -> None:
    assert parse("a sort:date", TODAY).sort is Sort.DATE
    assert parse("a sort:oldest", TODAY).sort is Sort.OLDEST
    assert parse("a", TODAY).sort is None


def test_the_last_word_may_be_unfinished() -> None:
    assert read("party dipl", typing=True) == AllOf((Words("party"), Words("dipl", Manner.TYPING)))
    assert read("party dipl ", typing=True) == both("party", "dipl")
    assert read("party d", typing=True) == both("party", "d")
    assert read('"party dipl"', typing=True) == Words("party dipl")
    assert read('"party dipl', typing=True) == Words("party dipl", Manner.TYPING)
    assert read('"party dipl') == Words("party dipl")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12-19", date(2023, 12, 19), date(2023, 12, 19)),
        ("2023-12-19..2023-12-23", date(2023, 12, 19), date(2023, 12, 23)),
        ("2023-12-23..2023-12-19", date(2023, 12, 19), date(2023, 12, 23)),
        ("2021..2022-03", date(2021, 1, 1), date(2022, 3, 31)),
        ("today", TODAY, TODAY),
        ("Yesterday", TODAY - timedelta(1), TODAY - timedelta(1)),
        ("last week", date(2023, 12, 11), date(2023, 12, 17)),
        ("this month", date(2023, 12, 1), date(2023, 12, 31)),
        ("last year", date(2022, 1, 1), date(2022, 12, 31)),
        ("3 months ago", date(2023, 9, 20), date(2023, 9, 20)),
        ("two weeks ago", date(2023, 12, 6), date(2023, 12, 6)),
        ("last 10 days", date(2023, 12, 10), TODAY),
        ("monday", date(2023, 12, 18), date(2023, 12, 18)),
        ("last wednesday", date(2023, 12, 13), date(2023, 12, 13)),
        ("December 2023", date(2023, 12, 1), date(2023, 12, 31)),
        ("19 Dec 2023", date(2023, 12, 19), date(2023, 12, 19)),
        ("dec 19, 2023", date(2023, 12, 19), date(2023, 12, 19)),
        ("march", date(2023, 3, 1), date(2023, 3, 31)),
        ("19/12/2023", date(2023, 12, 19), date(2023, 12, 19)),
        ("19.12.23", date(2023, 12, 19), date(2023, 12, 19)),
        ("12/19/2023", date(2023, 12, 19), date(2023, 12, 19)),
        ("3-5-2023", date(2023, 5, 3), date(2023, 5, 3)),
        ("19/12/2023..23/12/2023", date(2023, 12, 19), date(2023, 12, 23)),
    ],
)
def test_dates(text: str, first: date, last: date) -> None:
    assert read_days(text, TODAY) == Days(first.toordinal(), last.toordinal())
    assert read(f'date:"{text}"') == Days(first.toordinal(), last.toordinal())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date:3/5/2023", ("5 March 2023 as the meaning of date:3/5/2023 (the day comes first)",)),
        (
            "since:3/5/2023",
            ("5 March 2023 as the meaning of since:3/5/2023 (the day comes first)",),
        ),
        ("date:5/5/2023", ()),
        ("date:19/12/2023", ()),
        ("date:2023-05-03", ()),
    ],
)
def test_a_date_that_can_be_read_two_ways_says_so(text: str, told: tuple[str, ...]) -> None:
    assert parse(text, today=TODAY).ignored == told


def test_open_dates() -> None:
    begin = date(2023, 12, 11).toordinal()
    assert read('since:"last week"') == Days(begin, LATEST_DAY)
    assert read("until:2022") == Days(EARLIEST_DAY, date(2022, 12, 31).toordinal())
    assert read("date:2022..") == Days(date(2022, 1, 1).toordinal(), LATEST_DAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "2023-13",
        "0000",
        "9999999",
        "99999 years ago",
        "31 feb 2023",
        "x..",
        "32/1/2023",
        "31/2/2023",
        "13/13/2023",
        "0/0/2023",
    ],
)
def test_no_dates(text: str) -> None:
    assert read_days(text, TODAY) is None


@given(st.text(), st.dates())
def test_any_text_is_read(text: str, today: date) -> None:
    parse(text, today)
    parse(text, today, typing=True)
    read_days(text, today)


PARTS = [
    "(", ")", '"', "“", "-", "=", "*", "~", "~1", "OR", "AND", "NOT", " ", "  ", "title:", "is:",
    "date:", "2023", "..", "person:", "a", "đổi", "mới", "北京", "\x00", "\ud800", "\u202e", "[",
    "\\", "sort:", "date", "?", "^", "outlet:", "since:", '"last week"', "read", "\u0301",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join), st.booleans())
def test_any_mixture_is_read(text: str, typing: bool) -> None:
    parse(text, TODAY, typing)


def test_no_query_is_slow_to_read() -> None:
    chance = random.Random(1)
    hostile = [
        "(" * 5_000,
        "a OR " * 20_000,
        "x" * 1_000_000,
        '"' * 100_000,
        "-" * 100_000,
        "NOT " * 20_000,
        "=" * 50_000,
        "a:" * 50_000,
        "\u0301" * 100_000,
        "'s" * 50_000,
        "date:" + "9" * 100_000,
        "".join(chance.choices(PARTS, k=50_000)),
    ]
    for text in hostile:
        parsed = parse(text, TODAY)
        assert len(text) <= LONGEST_QUERY or parsed.ignored
        assert yardsticks(partial(parse, text, TODAY), enough=20) <= 20


def test_limits_are_told() -> None:
    many = parse(" ".join(f"w{n}" for n in range(MOST_CONDITIONS + 5)), TODAY)
    assert isinstance(many.root, AllOf)
    assert len(many.root.parts) == MOST_CONDITIONS
    assert many.ignored
    deep = parse("(" * (DEEPEST + 20) + "a" + ")" * (DEEPEST + 20), TODAY)
    assert deep.root == Words("a")
    assert deep.ignored
