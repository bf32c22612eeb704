"""``culm link``, ``merge`` and the like: what is put right by hand, and its JSON."""

from __future__ import annotations

from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from index.library import Library
from index.library.finding import indexing
from index.search.locking import Lock
from tests.support.command_line import Rows, Run


def one(rows: Rows, name: str) -> dict[str, Any]:
    found = [row for row in rows if row["name"] == name]
    assert len(found) == 1, [row["name"] for row in rows]
    return found[0]


def test_events_joined_parted_renamed(culm: Run) -> None:
    _, events = culm("events")
    conference = one(events, "32nd National Diplomatic Conference")
    congress = one(events, "14th Party Congress")
    code, [now] = culm("link", "same", congress["id"], conference["id"])
    assert code == 0
    articles = {*now["reported_by"], *now["mentioned_by"]}
    assert articles == {
        *conference["reported_by"], *conference["mentioned_by"],
        *congress["reported_by"], *congress["mentioned_by"],
    }  # fmt: skip
    _, [whole] = culm("event", now["id"])
    assert {"a", "b", "class", "score", "reasons", "vetoes"} <= whole["links"][0].keys()
    assert "hand" in {reason["kind"] for link in whole["links"] for reason in link["reasons"]}
    code, [renamed] = culm("link", "rename", now["id"], "Two in one")
    assert (code, renamed["name"]) == (0, "Two in one")
    code, parted = culm("link", "apart", now["id"], now["id"])
    assert (code != 0, parted) == (True, [])
    _, [row, *_] = culm("corrections")
    assert (row["kind"], row["standing"], row["events"]) == ("event.name", "applies", [now["id"]])
    code, [row] = culm("corrections", "withdraw", 1)
    assert (code, row["standing"]) == (0, "withdrawn")
    _, events = culm("events")
    assert one(events, "14th Party Congress")["mentioned_by"] == congress["mentioned_by"]
    code, [row] = culm("corrections", "restore", 1)
    assert (code, row["standing"]) == (0, "applies")


def test_an_article_taken_out_of_an_event(culm: Run) -> None:
    _, events = culm("events")
    conference = one(events, "32nd National Diplomatic Conference")
    key = conference["mentioned_by"][0]
    code, [now] = culm("link", "split", conference["id"], key)
    assert code == 0
    assert key not in now["mentioned_by"]
    assert now["reported_by"] == conference["reported_by"]
    assert culm("link", "split", conference["id"], "nowhere.txt")[0] == 1


def test_what_an_article_tells_is_no_event(culm: Run) -> None:
    _, events = culm("events")
    conference = one(events, "32nd National Diplomatic Conference")
    key = conference["mentioned_by"][0]
    code, rows = culm("link", "none", key, "--event", conference["id"])
    assert code == 0
    assert conference["id"] not in {row["id"] for row in rows}
    _, [now] = culm("event", conference["id"])
    assert key not in now["mentioned_by"]
    reporter = conference["reported_by"][0]
    code, rows = culm("link", "none", reporter)
    assert code == 0
    assert not any(reporter in row["reported_by"] for row in rows)
    _, said = culm("corrections")
    assert [row["kind"] for row in said] == ["article.none", "event.none"]
    assert culm("link", "none", key, "--event", conference["id"])[0] == 1


def test_articles_of_one_story(culm: Run) -> None:
    _, stories = culm("stories")
    alone, together = sorted(stories, key=lambda story: len(story["articles"]))[::2][:2]
    a, b = alone["articles"][0], together["articles"][0]
    code, [story] = culm("story", "same", a, b)
    assert (code, {a, b} <= {*story["articles"]}) == (0, True)
    code, parted = culm("story", "apart", a, b)
    assert (code, len(parted)) == (0, 2)
    _, said = culm("corrections")
    assert [(row["kind"], row["standing"]) for row in said] == [
        ("story.apart", "applies"),
        ("story.same", "overruled"),
    ]
    assert culm("story")[0] == 2


def test_names_merged_split_renamed_retyped_removed(culm: Run) -> None:
    _, entities = culm("entities")
    trong, son = one(entities, "Nguyễn Phú Trọng"), one(entities, "Bùi Thanh Sơn")
    code, [merged] = culm("merge", son["id"], trong["id"])
    assert (code, merged["id"]) == (0, trong["id"])
    assert "Bùi Thanh Sơn" in merged["forms"]
    assert culm("entity", son["id"])[1][0]["id"] == trong["id"]
    assert culm("corrections", "withdraw", 1)[0] == 0
    _, [shown] = culm("entity", trong["id"])
    key = shown["article_keys"][0]
    code, [other] = culm("split", trong["id"], key)
    assert (code, other["articles"]) == (0, 1)
    assert other["id"] not in (trong["id"], son["id"])
    code, [named] = culm("rename", other["id"], "Another Trọng")
    assert (code, named["name"]) == (0, "Another Trọng")
    assert culm("entities", "another trong")[1][0]["id"] == other["id"]
    code, [typed] = culm("retype", other["id"], "org")
    assert (code, typed["type"], typed["name"]) == (0, "ORG", "Another Trọng")
    code, [here] = culm("no-name", son["id"], key)
    assert code == 0
    assert here["articles"] == son["articles"] - 1
    code, [gone] = culm("no-name", son["id"])
    assert (code, gone["articles"]) == (0, 0)
    assert culm("entity", son["id"])[0] == 1
    code, both = culm("apart", trong["id"], other["id"])
    assert (code, [row["id"] for row in both]) == (0, [trong["id"], typed["id"]])


def test_one_passage_is_another_name(culm: Run) -> None:
    _, [shown] = culm("show", "seeds/000.txt")
    names = {entity["id"]: entity for entity in shown["entities"]}
    mention = next(m for m in shown["mentions"] if names[m["entity"]]["name"] == "Nguyễn Phú Trọng")
    place = next(e for e in shown["entities"] if e["type"] == "PLACE")
    arguments = ("split", mention["entity"], "seeds/000.txt", "--to", place["id"])
    code, [now] = culm(*arguments, "--at", mention["start"], mention["end"])
    assert (code, now["id"]) == (0, place["id"])
    _, [after] = culm("show", "seeds/000.txt")
    changed = [b for a, b in zip(shown["mentions"], after["mentions"], strict=True) if a != b]
    assert [(m["start"], m["entity"]) for m in changed] == [(mention["start"], place["id"])]


def test_nothing_was_corrected_yet(culm: Run) -> None:
    assert culm("corrections") == (1, [])
    assert culm("corrections", "list") == (1, [])
    assert culm("corrections", "withdraw", 7)[0] == 1
    assert culm("link")[0] == 2
    assert culm("retype", 1, "colour")[0] == 2


def test_while_another_writes_the_search_index_it_waits_a_little(culm: Run, tmp_path: Path) -> None:
    _, entities = culm("entities")
    trong, son = one(entities, "Nguyễn Phú Trọng"), one(entities, "Bùi Thanh Sơn")
    lock = Lock(tmp_path / "library" / "search", "WRITELOCK")
    writer = Timer(0.3, lock.release)
    writer.start()
    code, [merged] = culm("merge", son["id"], trong["id"])
    writer.join()
    assert (code, merged["id"]) == (0, trong["id"])
    with Library.open(tmp_path / "library") as library:
        assert library.archive.indexed.waiting(1) == []


def test_while_the_search_index_stays_busy_it_is_kept_and_follows_later(
    culm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "WRITER_SECONDS", 0.05)
    _, entities = culm("entities")
    trong, son = one(entities, "Nguyễn Phú Trọng"), one(entities, "Bùi Thanh Sơn")
    lock = Lock(tmp_path / "library" / "search", "WRITELOCK")
    code, [merged] = culm("merge", son["id"], trong["id"])
    lock.release()
    assert (code, merged["id"]) == (0, trong["id"])
    assert "Bùi Thanh Sơn" in merged["forms"]
    with Library.open(tmp_path / "library") as library:
        assert library.archive.indexed.waiting(1) != []
    assert culm("rename", trong["id"], "Trọng")[0] == 0
    with Library.open(tmp_path / "library") as library:
        assert library.archive.indexed.waiting(1) == []


def test_names_of_two_types_are_merged_by_force_only(culm: Run) -> None:
    _, entities = culm("entities")
    person = one(entities, "Nguyễn Phú Trọng")
    place = next(row for row in entities if row["type"] == "PLACE")
    code, rows = culm("merge", person["id"], place["id"])
    assert (code != 0, rows) == (True, [])
    assert culm("corrections") == (1, [])
    assert culm("merge", person["id"], place["id"], "--force")[0] == 0


def test_an_event_is_dated_by_hand(culm: Run) -> None:
    _, events = culm("events")
    conference = one(events, "32nd National Diplomatic Conference")
    assert (conference["begin"], conference["end"]) == ("2023-12-19", "2023-12-23")
    code, [now] = culm("link", "date", conference["id"], "18", "Dec", "2023")
    assert (code, now["begin"], now["end"]) == (0, "2023-12-18", "2023-12-18")
    _, [whole] = culm("event", now["id"])
    assert [reason["kind"] for reason in whole["dated"]][:2] == ["hand", "otherwise"]
    assert whole["dated"][1]["spans"][0].keys() == {"article", "start", "end"}
    code, [now] = culm("link", "date", now["id"], "2023-12-18/2023-12-21")
    assert (code, now["begin"], now["end"], now["precision"]) == (
        0, "2023-12-18", "2023-12-21", "day",
    )  # fmt: skip
    _, [row, other] = culm("corrections")
    assert (row["kind"], row["standing"], other["standing"]) == (
        "event.date", "applies", "overruled",
    )  # fmt: skip
    assert "18 December 2023 – 21 December 2023" in row["words"]
    code, rows = culm("link", "date", now["id"], "soon")
    assert (code != 0, rows) == (True, [])
    code, [now] = culm("link", "date", now["id"], "no date")
    assert (code, now["begin"], now["end"], now["precision"]) == (0, None, None, "unknown")


def test_the_facts_of_articles(culm: Run) -> None:
    _, [article, other, *_] = culm("search", "")
    key = article["key"]
    _, [before] = culm("show", key)
    code, [now] = culm(
        "correct", key, "--date", "2024-06-07", "--title", "Anders", "--outlet", "Norland Post",
        "--author", "Ann Lee", "--author", "Bo Ray",
    )  # fmt: skip
    assert (code, now["title"], now["outlet"]) == (0, "Anders", "Norland Post")
    assert (now["authors"], now["published"]["how"]) == (["Ann Lee", "Bo Ray"], "stated")
    assert now["published"]["reason"].startswith("corrected by hand; ")
    facts = ("title", "published", "outlet", "authors")
    assert {fact: now["as_read"][fact] for fact in facts} == {fact: before[fact] for fact in facts}
    for query in ("date:2024-06-07", 'outlet:"Norland Post"', "title:anders", "author:ray"):
        found = culm("search", query)[1]
        assert [row["key"] for row in found if "key" in row] == [key], query
    assert culm("show", key)[1][0]["as_read"] == now["as_read"]
    code, rows = culm("correct", key, other["key"], "--outlet", "")
    assert (code, [row["outlet"] for row in rows]) == (0, ["", ""])
    code, [now] = culm("correct", key, "--as-read")
    assert (code, now["as_read"]) == (0, None)
    _, [after] = culm("show", key)
    assert after == before
    kinds = {
        row["kind"]: row["standing"] for row in culm("corrections")[1] if key in row["articles"]
    }
    assert kinds == dict.fromkeys(
        ("article.date", "article.title", "article.outlet", "article.authors"), "withdrawn"
    )
    for wrong in (
        ("--date", "soon"), ("--title", ""), (), ("--as-read",), ("--as-read", "--outlet", "x"),
    ):  # fmt: skip
        code, rows = culm("correct", key, *wrong)
        assert (code != 0, rows) == (True, []), wrong
    assert culm("correct", "nowhere.txt", "--outlet", "x")[0] == 1
