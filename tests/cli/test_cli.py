"""The command line and its JSON, as scripts outside the project read it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.support.command_line import Run
from tests.support.seeds import NUMBERS, write_seeds
from tui.cli import main
from tui.cli.parser import COMMANDS, build


def test_add_again_tells_that_nothing_changed(culm: Run, folder: Path) -> None:
    code, lines = culm("add", str(folder / "seeds"))
    assert code == 0
    assert [line["status"] for line in lines] == ["unchanged"] * 5
    assert {line["key"] for line in lines} == {f"seeds/{number}.txt" for number in NUMBERS}
    assert all(line["id"] > 0 and line["error"] == "" for line in lines)


def test_add_goes_on_after_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "in" / "good.txt").write_text("A bridge fell in Genoa.\n\nNobody was hurt there.")
    code = main(["--library", str(tmp_path / "lib"), "add", str(tmp_path / "in"), "--json"])
    captured = capsys.readouterr()
    lines = [json.loads(line) for line in captured.out.splitlines()]
    assert code == 3
    assert sorted(line["status"] for line in lines) == ["added", "failed", "failed"]
    assert "empty.txt" in captured.err
    assert "picture.txt" in captured.err
    code = main(["--library", str(tmp_path / "lib"), "add", str(tmp_path / "in"), "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(line["status"] for line in lines) == ["failed", "failed", "unchanged"]


def test_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = write_seeds(tmp_path / "in")
    library = str(tmp_path / "lib")
    assert main(["--library", library, "add", str(seeds), "--dry-run", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["status"] for line in lines] == ["added"] * 5
    assert main(["--library", library, "search", "conference"]) == 1


def test_search_gives_hits_and_a_summary(culm: Run) -> None:
    code, lines = culm("search", '"bamboo diplomacy"', "--facets")
    *hits, summary = lines
    assert code == 0
    assert {hit["key"] for hit in hits} == {"seeds/000.txt", "seeds/001.txt"}
    for hit in hits:
        assert set(hit) >= {
            "id",
            "key",
            "title",
            "date",
            "outlet",
            "url",
            "score",
            "snippet",
            "hits",
        }
        _, (article,) = culm("show", hit["key"])
        for start, end in hit["hits"]:
            assert article["text"][start:end].strip('“”"').casefold() == "bamboo diplomacy"
    assert summary["query"] == '"bamboo diplomacy"'
    assert summary["total"] == 2
    assert summary["ms"] >= 0
    assert summary["ignored"] == []
    assert {"outlet", "year", "person", "place"} <= set(summary["facets"])


def test_search_answers_a_file_of_queries_in_order(culm: Run, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("doi moi\nzzzz\ntrọng\n", encoding="utf-8")
    _, lines = culm("search", "--from", str(queries), "--limit", "1")
    summaries = [line for line in lines if "total" in line]
    assert [(s["query"], s["total"]) for s in summaries] == [
        ("doi moi", 3),
        ("zzzz", 0),
        ("trọng", 4),
    ]
    assert len(lines) == len(summaries) + 2


def test_a_query_may_begin_with_a_dash(culm: Run) -> None:
    code, lines = culm("search", "-trong")
    assert code == 0
    assert [hit["key"] for hit in lines[:-1]] == ["seeds/004.txt"]


@pytest.mark.parametrize(
    "line",
    [
        "search bamboo diplomacy -china",
        "search -china bamboo diplomacy",
        "search bamboo --limit 5 diplomacy -china",
        "search -- bamboo diplomacy -china",
    ],
)
def test_a_query_of_several_words_needs_no_quotes(culm: Run, line: str) -> None:
    _, quoted = culm("search", "bamboo diplomacy -china", "--limit", "5")
    words = [*line.split(), "--json"] if "--" not in line.split() else line.split()
    code, lines = culm(*words, json_lines="--" not in line.split())
    assert code == 0
    if lines:
        assert {row["key"] for row in lines[:-1]} == {row["key"] for row in quoted[:-1]}
        assert set(lines[-1]["query"].split()) == {"bamboo", "diplomacy", "-china"}


def test_every_query_takes_several_words(culm: Run) -> None:
    assert culm("events", "diplomatic", "conference") == culm("events", "diplomatic conference")
    assert culm("entities", "phu", "trong")[1][0]["type"] == "PERSON"
    assert culm("saved", "save", "B", "bamboo", "diplomacy")[1][0]["query"] == "bamboo diplomacy"
    assert culm("saved", "save", "N", "vietnam", "-china")[1][0]["query"] == "vietnam -china"
    assert culm("show", "seeds/001.txt", "seeds/002.txt", json_lines=False)[0] == 2


def test_queries_come_from_standard_input(culm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"doi moi\nzzzz\n")
    os.close(writing)
    before = os.dup(0)
    os.dup2(reading, 0)
    try:
        _, lines = culm("search", "--from", "-", "--limit", "1")
    finally:
        os.dup2(before, 0)
    assert [line["query"] for line in lines if "total" in line] == ["doi moi", "zzzz"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("help", "commands:"),
        ("help add", "usage: culm add"),
        ("help notes add", "usage: culm notes add"),
        ("version", "culm 0"),
        ("-V", "culm 0"),
    ],
)
def test_help_and_version_by_other_words(
    capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    assert main(line.split()) == 0
    assert told in capsys.readouterr().out


def test_help_on_what_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "serach"]) == 2
    assert "did you mean: culm search" in capsys.readouterr().err


def test_what_is_not_understood_is_said(culm: Run) -> None:
    _, lines = culm("search", "perosn:trong date:yesteryear")
    assert lines[-1]["total"] == 4
    told = " ".join(lines[-1]["ignored"])
    assert "person:" in told
    assert "yesteryear" in told


def test_an_article_without_hits_shows_how_its_story_begins(culm: Run) -> None:
    _, lines = culm("search", "outlet:vietnamplus date:2023")
    assert lines[0]["snippet"].startswith("Party General Secretary Nguyen Phu Trong stressed")


def test_nothing_found_is_exit_code_1(culm: Run) -> None:
    assert culm("search", "xylophonist")[0] == 1
    assert culm("show", "no/such.txt")[0] == 1
    assert culm("event", "999")[0] == 1


def test_show_tells_everything_of_an_article(culm: Run) -> None:
    code, (article,) = culm("show", "seeds/000.txt")
    assert code == 0
    text = article["text"]
    assert article["published"]["how"] == "stated"
    assert (article["published"]["begin"], article["published"]["end"]) == ("2023-12-19",) * 2
    assert {"header", "caption"} <= {zone["kind"] for zone in article["zones"]}
    names = {text[m["start"] : m["end"]]: m for m in article["mentions"]}
    assert names["Nguyen Phu Trong"]["type"] == "PERSON"
    entities = {entity["id"]: entity for entity in article["entities"]}
    trong = entities[names["Nguyen Phu Trong"]["entity"]]
    assert {"Nguyen Phu Trong", "Trong"} <= set(trong["forms"])
    days = {text[t["start"] : t["end"]]: t for t in article["timexes"]}
    assert days["December 23"]["begin"] == days["December 23"]["end_date"] == "2023-12-23"
    assert article["events"][0]["role"] == "reports"
    for start, end in article["events"][0]["spans"]:
        assert 0 <= start < end <= len(text)


def test_events_and_one_event_with_its_links(culm: Run) -> None:
    _, events = culm("events")
    conference = next(e for e in events if e["name"] == "32nd National Diplomatic Conference")
    assert set(conference["reported_by"]) == {f"seeds/00{n}.txt" for n in (0, 1, 2)}
    assert conference["mentioned_by"] == ["seeds/004.txt"]
    assert (conference["begin"], conference["end"], conference["precision"]) == (
        "2023-12-19",
        "2023-12-23",
        "day",
    )
    _, (event,) = culm("event", str(conference["id"]))
    classes = {(link["a"], link["b"]): link["class"] for link in event["links"]}
    assert "same" in classes.values()
    for link in event["links"]:
        assert {"score", "reasons", "vetoes"} <= set(link)
        for reason in link["reasons"]:
            assert {"kind", "text", "weight", "spans"} <= set(reason)


def test_events_of_a_query(culm: Run) -> None:
    _, events = culm("events", '"thousands of years"')
    assert events
    assert all("seeds/003.txt" in e["reported_by"] + e["mentioned_by"] for e in events)


def test_events_that_are_named_so_come_first(tmp_path: Path, culm: Run) -> None:
    told = [
        ("1944", "1944-06-01", "The 7th Rivers Congress met. The council spoke of impeachment."),
        ("2019", "2019-12-19", "The 9th Impeachment Congress opened in Genoa on Thursday."),
        ("2020", "2020-02-01", "Nobody came. It was unlike the 9th Impeachment Congress of 2019."),
    ]
    path = tmp_path / "all.jsonl"
    path.write_text(
        "\n".join(
            json.dumps({"id": key, "title": text[:30], "date": day, "text": text})
            for key, day, text in told
        )
    )
    assert culm("add", str(path), json_lines=False)[0] == 0
    _, events = culm("events", "IMPEACHMENT")
    assert "Impeachment Congress" in events[0]["name"]
    assert any("Rivers" in event["name"] for event in events[1:])
    assert len({event["id"] for event in events}) == len(events)
    _, (first, *_) = culm("events", "impeach*")
    assert first == events[0]
    # What only has the word within another, or is ruled out, is not named so.
    assert culm("events", "peachment")[0] == 1
    _, others = culm("events", "congress -impeachment")
    assert events[0]["id"] not in {event["id"] for event in others}


def test_stories_and_entities(culm: Run) -> None:
    _, stories = culm("stories")
    assert {frozenset(story["articles"]) for story in stories} >= {
        frozenset(f"seeds/00{n}.txt" for n in (0, 1, 2))
    }
    _, entities = culm("entities", "trong")
    assert entities[0]["type"] == "PERSON"
    assert entities[0]["articles"] == 4
    _, (entity,) = culm("entity", str(entities[0]["id"]))
    assert set(entity["article_keys"]) == {f"seeds/00{n}.txt" for n in (0, 1, 2, 3)}


def test_analyse_reads_any_text_and_stores_nothing(
    culm: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "texts.jsonl"
    lines.write_text(
        json.dumps(
            {
                "id": "a",
                "text": "Angela Merkel met Joe Biden in Berlin on Tuesday.",
                "date": "2021-06-03",
            }
        )
        + "\nnot json\n"
        + json.dumps({"id": "b", "text": "Nothing here."})
        + "\n"
    )
    code = main(["analyse", "--jsonl", str(lines)])
    captured = capsys.readouterr()
    first, second = (json.loads(line) for line in captured.out.splitlines())
    assert code == 3
    assert "line 2" in captured.err
    assert (first["id"], second["id"]) == ("a", "b")
    found = {first["text"][m["start"] : m["end"]]: m["type"] for m in first["mentions"]}
    assert found == {"Angela Merkel": "PERSON", "Joe Biden": "PERSON", "Berlin": "PLACE"}
    assert [t["begin"] for t in first["timexes"]] == ["2021-06-01"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x1f\x8b" + b"\0" * 100, "damaged"),
        (b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "entities"),
        (bytes(range(256)) * 40, "not text"),
    ],
)
def test_analyse_reads_within_the_limits_of_adding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    (tmp_path / "odd").write_bytes(content)
    assert main(["analyse", str(tmp_path / "odd")]) == 3
    assert words in capsys.readouterr().err
    os.mkfifo(tmp_path / "pipe")
    assert main(["analyse", str(tmp_path / "pipe")]) == 3
    assert "is a pipe" in capsys.readouterr().err


def test_analyse_of_a_whole_article_tells_zones_and_date(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyse", str(folder / "seeds" / "003.txt")]) == 0
    article = json.loads(capsys.readouterr().out)
    assert article["title"].startswith("Foreign affairs uphold")
    assert article["published"]["how"] == "inferred"
    assert article["published"]["begin"] == "2021-12-14"
    assert article["outlet"]


def test_what_is_removed_comes_back_by_undo(culm: Run, library: Path) -> None:
    culm("notes", "add", "seeds/003.txt", "0", "15")
    code, told = culm("remove", "seeds/001.txt", "seeds/002.txt", "seeds/003.txt", "nowhere")
    assert code == 3
    assert {row["key"]: row["status"] for row in told} == {
        "seeds/001.txt": "removed",
        "seeds/002.txt": "removed",
        "seeds/003.txt": "skipped",
        "nowhere": "failed",
    }
    assert culm("remove", "--annotated", "seeds/003.txt")[0] == 0
    assert culm("notes", "list")[1] == []
    with Library.open(library) as opened:
        left = opened.count()
        assert opened.undo() == "Undone: 1 article is back, with what was marked in it"
        assert opened.undo() == "Undone: 2 articles are back"
        assert opened.count() == left + 3
    assert len(culm("notes", "list")[1]) == 1


def test_notes_from_first_to_last(culm: Run) -> None:
    code, (note,) = culm("notes", "add", "seeds/003.txt", "0", "15", "--note", "n", "--tag", "x")
    assert code == 0
    assert (note["exact"], note["status"], note["tags"]) == ("Foreign affairs", "exact", ["x"])
    _, (edited,) = culm("notes", "edit", note["id"], "--note", "m", "--colour", "green")
    assert (edited["note"], edited["colour"], edited["tags"]) == ("m", "green", ["x"])
    _, listed = culm("notes", "list", "foreign")
    assert [n["id"] for n in listed] == [note["id"]]
    _, history = culm("notes", "history", note["id"])
    assert [revision["note"] for revision in history] == ["n", "m"]
    _, (removed,) = culm("notes", "remove", note["id"])
    assert removed["deleted"]
    assert culm("notes", "list")[1] == []
    _, (restored,) = culm("notes", "restore", note["id"])
    assert restored["deleted"] is None
    assert culm("notes", "add", "seeds/003.txt", "15", "0")[0] == 2
    assert culm("notes", "edit", "no-such-note", "--note", "x")[0] == 1


def test_notes_go_out_and_come_back(
    culm: Run, folder: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (note,) = culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "*why*", "--tag", "q")
    for form, sign in (("md", "*why*"), ("csv", "*why*"), ("jsonld", '"AnnotationCollection"')):
        assert culm("notes", "export", "--format", form, json_lines=False)[0] == 0
        main(["--library", str(library), "notes", "export", "--format", form])
        written = capsys.readouterr().out
        assert sign in written
    exported = tmp_path / "notes.jsonld"
    exported.write_text(written, encoding="utf-8")
    other = ["--library", str(tmp_path / "other")]
    main([*other, "-q", "add", str(folder / "seeds")])
    assert main([*other, "notes", "import", str(exported)]) == 0
    capsys.readouterr()
    main([*other, "notes", "list", "--json"])
    (back,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert back == note


def test_only_files_that_are_not_too_large_are_read_for_notes(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(300 << 20)
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for path, said in (
        (tmp_path / "pipe", "is a pipe, not a file"),
        (tmp_path, "is a folder, not a file"),
        (Path("/dev/zero"), "is a device, not a file"),
        (tmp_path / "huge", "is 300 MB; a file of annotations may have 256 MB"),
        (tmp_path / "bytes", "is not UTF-8 text"),
        (tmp_path / "none", "No such file"),
    ):
        assert main(["--library", str(library), "notes", "import", str(path)]) != 0
        assert said in capsys.readouterr().err


def test_notes_are_exported_as_json_lines_that_come_in_again(
    culm: Run, folder: Path, tmp_path: Path
) -> None:
    _, (one,) = culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "a", "--tag", "q r")
    _, (two,) = culm("notes", "add", "seeds/002.txt", "10", "40", "--colour", "pink")
    code, lines = culm("notes", "export")
    assert code == 0
    assert [line["type"] for line in lines] == ["Annotation", "Annotation"]
    assert {line["id"] for line in lines} == {f"urn:uuid:{n['id']}" for n in (one, two)}
    assert culm("notes", "export", "--format", "jsonld")[1] == lines
    assert culm("notes", "export", "colour:pink")[1] == [
        line for line in lines if line["culm:colour"] == "pink"
    ]
    assert culm("notes", "export", "--format", "csv")[0] == 2
    (tmp_path / "lines").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert culm("notes", "import", str(tmp_path / "lines"))[1][0]["unchanged"] == 2
    culm("notes", "remove", two["id"])
    assert [line["id"] for line in culm("notes", "export", "--trash")[1]] == [
        f"urn:uuid:{two['id']}"
    ]


def test_notes_are_written_into_a_directory_and_again_in_place(culm: Run, tmp_path: Path) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "first")
    culm("notes", "add", "seeds/002.txt", "10", "40")
    to = tmp_path / "vault"
    code, files = culm("notes", "export", "--to", str(to))
    assert (code, len(files)) == (0, 2)
    before = {path: (path.read_bytes(), path.stat().st_ino) for path in to.iterdir()}
    assert culm("notes", "export", "--to", str(to))[1] == files
    assert {path: (path.read_bytes(), path.stat().st_ino) for path in to.iterdir()} == before
    path = Path(next(file["path"] for file in files if file["article"] == "seeds/001.txt"))
    renamed = path.rename(path.with_name("My own words-" + path.name.rpartition("-")[2]))
    culm("notes", "add", "seeds/001.txt", "50", "60", "--note", "second")
    culm("notes", "export", "--to", str(to))
    assert len(list(to.iterdir())) == 2
    assert "second" in renamed.read_text(encoding="utf-8")
    assert culm("notes", "export", "--to", str(to), "--format", "csv")[0] == 2


def test_notes_are_listed_by_tag_colour_and_article(culm: Run) -> None:
    _, (one,) = culm("notes", "add", "seeds/001.txt", "10", "40", "--tag", "Hà Nội")
    _, (two,) = culm("notes", "add", "seeds/002.txt", "10", "40", "--colour", "pink")
    for query, found in (
        ('tag:"ha noi"', [one]),
        ("color:pink", [two]),
        ("article:seeds/001.txt", [one]),
        ("article:seeds/001.txt colour:pink", []),
        ("tag:none", []),
    ):
        assert [n["id"] for n in culm("notes", "list", query)[1]] == [n["id"] for n in found]
    assert culm("notes", "list", "colour:none")[0] == 3


def test_a_stale_edit_is_refused_with_both_versions(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (note,) = culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "first")
    culm("notes", "edit", note["id"], "--note", "theirs")
    stale = ["notes", "edit", note["id"], "--revision", "1", "--note", "mine"]
    assert main(["--library", str(library), *stale]) == 3
    refused = capsys.readouterr().err
    assert "theirs" in refused
    assert "mine" in refused
    assert culm("notes", "edit", note["id"], "--revision", "2", "--note", "mine")[0] == 0


def test_changed_notes_are_in_a_backup_of_the_day(culm: Run, library: Path) -> None:
    assert culm("notes", "list", json_lines=False)[0] == 1
    assert not (library / "backups").exists()
    culm("notes", "add", "seeds/001.txt", "10", "40")
    assert len(list((library / "backups").glob("notes-20*.db"))) == 1


@pytest.mark.parametrize(
    "command", [["dump", "/proc/file"], ["backup", "/proc/no"], ["restore", "/no/such/file"]]
)
def test_files_that_cannot_be_written_or_read_are_told(
    culm: Run, capsys: pytest.CaptureFixture[str], library: Path, command: list[str]
) -> None:
    assert main(["--library", str(library), *command]) == 3
    assert capsys.readouterr().err.startswith("culm: /")


def test_dump_and_restore(culm: Run, tmp_path: Path) -> None:
    _, (note,) = culm("notes", "add", "seeds/001.txt", "10", "40")
    dumped = str(tmp_path / "dump.json")
    assert culm("dump", dumped, json_lines=False)[0] == 0
    culm("notes", "remove", note["id"])
    assert culm("restore", dumped, json_lines=False)[0] == 0
    assert [n["id"] for n in culm("notes", "list")[1]] == [note["id"]]


def test_damaged_notes_are_told_and_replaced_by_a_backup(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40")
    assert culm("backup")[0] == 0
    from index.notes import Notes

    notes = Notes.open(library / "notes.db")
    notes.back_up_daily()
    notes.close()
    (library / "notes.db").write_bytes(b"not a database at all, of no use to anybody" * 100)
    assert main(["--library", str(library), "notes", "list"]) == 5
    assert "culm restore" in capsys.readouterr().err
    assert culm("restore", json_lines=False)[0] == 0
    assert len(culm("notes", "list")[1]) == 1


def test_a_library_of_another_release_is_brought_up_to_this_one(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def analysis_is_sound() -> bool:
        return {row["name"]: row["ok"] for row in culm("doctor")[1]}["analysis"]

    _, before = culm("events")
    assert analysis_is_sound()
    with closing(sqlite3.connect(library / "archive.db")) as archive, archive:
        archive.execute("UPDATE meta SET value = 1 WHERE name = 'analysed_by'")
        archive.execute("UPDATE article SET indexed = ''")
    assert not analysis_is_sound()
    assert main(["--library", str(library), "add", str(library.parent / "nothing")]) == 3
    assert "culm upgrade" in capsys.readouterr().err
    code, rows = culm("upgrade")
    assert code == 0
    assert {row["name"]: row["ok"] for row in rows} == dict.fromkeys(
        ("notes", "archive", "analysis", "search index"), True
    )
    assert "5 articles" in rows[2]["detail"]
    assert analysis_is_sound()
    assert culm("events")[1] == before
    assert "made again" not in culm("upgrade")[1][2]["detail"]


def test_doctor_check_and_rebuild(culm: Run) -> None:
    for command in ("doctor", "check"):
        code, lines = culm(command)
        assert code == 0
        assert all(line["ok"] for line in lines)
    before = culm("events")[1]
    assert culm("rebuild", json_lines=False)[0] == 0

    def told(events: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return sorted(
            (e["name"], str(e["begin"]), str(e["end"]), sorted(e["reported_by"])) for e in events
        )

    assert told(culm("events")[1]) == told(before)
    assert culm("search", "trong")[1][-1]["total"] == 4


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    if name not in ("reader", "served"):
        assert "example:" in told
        assert f"  {name}" in build().format_help()


def test_wrong_usage_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search"]) == 2
    assert main(["--library", "/no/such/library", "add"]) == 2
    assert main(["--nonsense"]) == 2
    assert main(["--library"]) == 2
    assert main(["no-such-command-or-file"]) == 2


def test_text_for_people_holds_no_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "evil.txt").write_bytes(
        "Headline \x1b]0;owned\x07 here\n\nText with \x9b31m and \u202e marks.".encode()
    )
    library = ["--library", str(tmp_path / "lib")]
    main([*library, "add", str(folder)])
    main([*library, "search", "headline"])
    main([*library, "show", "1"])
    captured = capsys.readouterr()
    for character in "\x1b\x07\x9b\u202e":
        assert character not in captured.out + captured.err


def test_config_tells_where_it_is_and_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("CULM_CONFIG", str(path))
    assert main(["config"]) == 0
    assert "culm config --example" in capsys.readouterr().err
    assert main(["config", "--example"]) == 0
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["config"]) == 0
    path.write_text("[reading]\nmeasure = 70\nlines = 3\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["config", "--json"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["settings"] == {"reading.measure": 70}
    assert f"{path}: reading.lines is no setting" in told.err


def test_tables_and_books_are_read_as_asked(culm: Run, tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "data" / "samples"
    (tmp_path / "in").mkdir()
    for name in ("table.csv", "weekly.epub"):
        shutil.copy(samples / name, tmp_path / "in")
    code, told = culm("add", "--whole-books", "--column", "title=Newspaper", str(tmp_path / "in"))
    assert code == 0
    assert [line["key"] for line in told] == ["in/table.csv#7", "in/table.csv#8", "in/weekly.epub"]
    (shown,) = culm("show", "in/table.csv#7")[1]
    assert shown["title"] == "Island News"
    assert culm("add", "--column", "colour=Red", str(tmp_path))[0] == 2
