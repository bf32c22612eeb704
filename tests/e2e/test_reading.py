"""The whole of culm in a real terminal: start, read, search, annotate, leave, come back."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import asdict

from index.library import Library
from tests.support.at_the_terminal import CULM, reader, run_culm, search
from tests.support.seeds import write_seeds
from tests.support.terminal import Terminal

LIST_COLUMNS = 30


def test_one_command_shows_all_three_panes(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds")
    with reader(tmp_path / "library", str(folder)) as screen:
        screen.wait(r"5 articles")
        text = screen.wait(r"32nd National Diplomatic")
        assert "Reports" in text
        screen.wait(r"VietnamPlus")


@pytest.mark.parametrize(
    ("query", "count", "there", "absent"),
    [
        ("doi moi", 3, ("President meets", "Looking back"), ("Foreign affairs uphold",)),
        ("đổi mới", 3, ("President meets", "Looking back"), ("Foreign affairs uphold",)),
        ('"bamboo diplomacy"', 2, (), ("President meets", "Foreign affairs uphold")),
        ("trọng", 4, ("Foreign affairs uphold",), ("President meets",)),
        ("trong", 4, ("Foreign affairs uphold",), ("President meets",)),
    ],
)
def test_the_list_follows_the_search(
    screen: Terminal, query: str, count: int, there: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    search(screen, query, rf"{count} articles")

    def listed(title: str) -> bool:
        return title in screen.part(0, LIST_COLUMNS)

    def listed_count() -> int:
        return screen.part(0, LIST_COLUMNS).count("●")

    screen.until(lambda: listed_count() == count, f"{count} articles in the list")
    assert all(map(listed, there))
    assert not any(map(listed, absent))


def test_enter_opens_the_article_with_its_hit_highlighted(screen: Terminal) -> None:
    search(screen, "doi moi", "3 articles")
    screen.send("enter")
    screen.wait("━2 Article · 1 of . hit")
    screen.until(lambda: re.search("Doi Moi|đổi mới", screen.part(36, 88)) is not None, "the hit")
    for row, line in enumerate(screen.text.split("\n")):
        for words in ("Doi Moi", "đổi mới"):
            if words in line[36:88]:
                column = 36 + line[36:88].index(words)
                hit, beside = screen.cell(column, row), screen.cell(column - 2, row)
                assert (hit.reverse, hit.bg) != (beside.reverse, beside.bg)
                return
    raise AssertionError(screen.text)


def test_a_marked_sentence_with_a_note_survives_leaving_and_a_kill(library: Path) -> None:
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        search(screen, "bouquet", "1 article")
        screen.send("enter")
        screen.wait("f find")
        screen.send("s")
        screen.send("a")
        screen.send(*"who gave the flowers")
        screen.send("ctrl+s")
        screen.wait(r"✎ ?1")
        kept = run_culm(library, "notes", "list")
        assert [note["note"] for note in kept] == ["who gave the flowers"]
        screen.send("q")
        assert screen.join() == 0
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        screen.press("A", r"who gave the flowers")
        screen.kill(signal.SIGKILL)
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        screen.press("A", r"who gave the flowers")
    kept = run_culm(library, "notes", "list")
    assert len(kept) == 1
    assert "bouquet" in str(kept[0]["exact"])
    assert kept[0]["status"] == "exact"


def test_what_is_typed_is_saved_however_fast_it_is_asked_for(library: Path) -> None:
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        for words in ("bamboo", "doi moi", "hanoi"):
            screen.send("/", "ctrl+u", *words, "ctrl+s")
            screen.wait("Save the search")
            screen.send("escape")
            screen.wait_gone("Save the search")
            screen.send("escape")


def test_a_saved_search_is_there_again_after_a_kill(library: Path) -> None:
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        search(screen, "doi moi", "3 articles")
        screen.send("ctrl+s")
        screen.wait("Save the search")
        # The key of a letter is asked for in the third field; all of it as fast as it goes.
        screen.send(*"Renewal", "tab", "tab", "backspace", "r", "enter")
        screen.wait("is saved")
        screen.kill(signal.SIGKILL)
    (kept,) = run_culm(library, "saved")
    assert (kept["name"], kept["query"], kept["key"]) == ("Renewal", "doi moi", "r")
    assert (kept["total"], kept["unread"]) == (3, 3)
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        screen.press("'", r"'r Renewal")
        screen.press("r", r" doi moi .* 3 articles")
        screen.send("escape")
        screen.wait("to search")
        screen.send("'")
        screen.press("'", r"3 unread of 3")


def test_a_line_is_edited_while_keys_come_fast(screen: Terminal) -> None:
    screen.send("/", *"bouquetx", "backspace", "ctrl+u", *"bambo", "left", "o")
    screen.wait(r" bamboo .* articles")


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24), (40, 15)])
def test_every_pane_can_be_reached_at_every_size(library: Path, columns: int, rows: int) -> None:
    with reader(library, columns=columns, rows=rows) as screen:
        screen.wait(r"President meets")
        screen.press("enter", r"↵ look")
        screen.press("2", r"(?s)significant.*diplomatic")
        screen.press("3", r"Reports")
        screen.press("1", r"President meets")
        screen.press("?", r"─ Help")
        screen.send("escape")
        screen.wait_gone(r"─ Help")
        screen.send("q")
        assert screen.join() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(library: Path, number: signal.Signals) -> None:
    import os

    with reader(library) as screen:
        screen.wait(r"President meets")
        os.kill(screen.pid, number)
        assert screen.join() == 128 + number
        raw = bytes(screen.raw)
        assert raw.rindex(b"\x1b[?1049l") > raw.rindex(b"\x1b[?1049h")
        assert raw.rindex(b"\x1b[?1003l") > raw.rindex(b"\x1b[?1003h")
        assert raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l")


def test_without_a_terminal_it_says_so(library: Path) -> None:
    done = subprocess.run(
        [*CULM, "--library", str(library)], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr


def test_notes_are_backed_up_on_the_day_they_are_opened(library: Path) -> None:
    run_culm(library, "notes", "add", "seeds/003.txt", "0", "15")
    with reader(library) as screen:
        screen.wait(r"President meets")
        screen.until(lambda: any((library / "backups").glob("notes-*")), "a backup")
        screen.send("q")
        assert screen.join() == 0


def test_a_backup_that_cannot_be_made_is_told(library: Path) -> None:
    (library / "backups").write_text("in the way")
    with reader(library) as screen:
        screen.wait(r"President meets")
        screen.wait(r"No backup could be made")
        screen.send("q")
        assert screen.join() == 0


def test_marking_from_the_keyboard_alone_across_a_restart(library: Path) -> None:
    def kept(*fields: str) -> list[tuple[object, ...]]:
        with Library.open(library) as opened:
            notes = [asdict(one) for one in opened.notes.all()]
        return sorted(tuple(note[field] for field in fields) for note in notes)

    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        search(screen, "bouquet", "1 hit")
        screen.send("enter")
        screen.wait("f find")
        screen.send("v")
        screen.wait("1 word selected")
        screen.send("a", "w")
        screen.send("3")
        screen.wait(r"✎ ?1")
        assert [(one[0], one[1]) for one in kept("exact", "colour")] == [("bouquet", "blue")]
        screen.press("e", "Esc cancel")
        screen.press("2", "2 green")
        screen.send("e", "o", "b")
        screen.wait("2 words")
        screen.send("enter")
        screen.until(lambda: kept("colour") == [("green",)], "green")
        screen.until(lambda: str(kept("exact")[0][0]).endswith(" bouquet"), "two words")
        screen.send("x")
        screen.until(lambda: kept("id") == [], "thrown away")
        screen.send("q")
        assert screen.join() == 0
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        screen.send("u")
        screen.until(lambda: len(kept("id")) == 1, "back from the trash")
        screen.send("u")
        screen.until(lambda: kept("exact") == [("bouquet",)], "the ends as they were")
        screen.send("ctrl+r")
        screen.until(lambda: str(kept("exact")[0][0]).endswith(" bouquet"), "two words again")


def test_keys_typed_ahead_are_for_the_article_that_they_opened(library: Path) -> None:
    with reader(library) as screen:
        screen.wait(r"President meets chiefs")
        # One after the other as fast as the terminal takes them, before anything is drawn.
        screen.send("g", "j", "enter", "s", "3")
        screen.wait(r"3 blue")
        kept = run_culm(library, "notes", "list")
    with Library.open(library) as opened:
        second = opened.article(opened.listing()[1]).key
    assert [(note["article"], note["colour"]) for note in kept] == [(second, "blue")]
