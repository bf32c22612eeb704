"""No field of an article is forgotten by any of those that keep articles."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields, replace

from index.article import Article, Interval, Known, Publication, Zone, ZoneKind, version_of
from index.library.imports.copying import exact_copy, let_copies_stand
from index.library.upkeep.removal_files import RemovalFiles
from index.store.archive import Archive
from index.store.article_values import article_with, facts_digest, values_of
from index.store.copy_tables import ExactCopy
from index.store.former_ids import FormerHoldings

TEXT = "Two bridges over the Douro were closed on Monday.\n\nNobody was hurt."
FIELDS = [one.name for one in fields(Article)]

# By the type of a field, a value that is no article's by chance.
_VALUES: dict[str, Any] = {
    "bool": False,
    "int": 71,
    "Publication": Publication(
        Interval(date(2020, 1, 2), date(2020, 1, 3)), Known.INFERRED, "by the weekday"
    ),
    "tuple[Zone, ...]": (Zone(0, 3, ZoneKind.HEADLINE), Zone(4, 11, ZoneKind.CAPTION)),
    "tuple[str, ...]": ("A. Silva", "Bé"),
}


def _value(name: str) -> Any:
    if name == "text":
        return TEXT
    if name == "version":
        return version_of(TEXT)
    kind = Article.__annotations__[name]
    return f"the {name}" if kind == "str" else _VALUES[kind]


WHOLE = Article(**{name: _value(name) for name in FIELDS})
PLAIN = Article(key="plain", text=TEXT, title="")


@pytest.mark.parametrize("name", FIELDS)
def test_the_article_of_these_tests_has_every_field(name: str) -> None:
    if name not in ("text", "version"):
        assert getattr(WHOLE, name) != getattr(PLAIN, name)


def test_an_article_comes_back_from_its_values() -> None:
    assert article_with(json.loads(json.dumps(values_of(WHOLE)))) == WHOLE


def test_an_article_comes_back_from_the_archive(tmp_path: Path) -> None:
    with closing(Archive(tmp_path / "archive.db")) as archive:
        with archive.write() as connection:
            archive.put_article(connection, PLAIN)
            number = archive.put_article(connection, WHOLE)
        assert archive.article(number) == WHOLE
        assert archive.identify(WHOLE.key) == (number, WHOLE.version, facts_digest(WHOLE))
        assert archive.own_publication(number) == WHOLE.published


def test_an_article_comes_back_from_what_was_taken_out(tmp_path: Path) -> None:
    files = RemovalFiles(tmp_path)
    files.write(0, 0, 0, [WHOLE, PLAIN], (), FormerHoldings({}, {}))
    removal = files.latest(0)
    assert removal is not None
    assert list(removal.articles()) == [WHOLE, PLAIN]


def _alone(tmp_path: Path, copy: ExactCopy) -> Article | None:
    """What a copy of an article without any facts is once that goes."""
    with closing(Archive(tmp_path / "archive.db")) as archive:
        with archive.write() as connection:
            number = archive.put_article(connection, PLAIN)
            archive.copies.put_exact(connection, number, copy)
        with archive.write() as connection:
            let_copies_stand(archive, connection, number)
            archive.remove(connection, number)
        known = archive.identify(copy.key)
        assert known is not None
        return archive.article(known[0])


def test_an_exact_copy_is_the_whole_article_when_it_stands_alone(tmp_path: Path) -> None:
    alone = _alone(tmp_path, exact_copy(WHOLE))
    assert alone is not None
    assert replace(alone, id=WHOLE.id) == WHOLE


def test_an_exact_copy_that_an_earlier_culm_noted_stands_alone(tmp_path: Path) -> None:
    copy = exact_copy(WHOLE)
    facts = json.loads(copy.facts)
    facts["published"] = [facts.pop(name) for name in ("begin", "end", "how", "reason")]
    alone = _alone(tmp_path, replace(copy, facts=json.dumps(facts)))
    assert alone is not None
    assert replace(alone, id=WHOLE.id) == WHOLE


@pytest.mark.parametrize("name", FIELDS)
def test_another_fact_makes_another_digest(name: str) -> None:
    other = replace(WHOLE, **{name: getattr(PLAIN, name)})
    is_fact = name not in ("key", "text", "version", "source", "id")
    assert (facts_digest(other) != facts_digest(WHOLE)) == is_fact


def test_digests_are_what_they_were_so_that_no_library_is_read_anew() -> None:
    assert facts_digest(WHOLE) == "25728a8ae46b74b7287a7dd462fb7a016dff4f051d73cb62c63645cd40184147"
    assert facts_digest(PLAIN) == "b9105f70e6fb25838852de45ea672806b6601f644a98b8ccbe29cc0f1972c1a9"
