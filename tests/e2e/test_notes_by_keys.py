"""Notes found, put in order, taken out and brought back, and reviewed, in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.notes.model import Annotation, Colour, PlacementStatus
from tests.support import copies
from tests.support.at_the_terminal import marks, open_article, reader, run_culm, search
from tests.support.seeds import write_seeds
from tests.support.terminal import Terminal

SIZES = [(120, 40), (80, 24), (40, 15)]
EDITED = "the sector must regularly update the situation and make accurate forecasts"
GONE = "The sector must build a team of foreign affairs officials holding quality in ethics"
SAME = "Our principles are national independence and socialism."


def write_note(screen: Terminal, note: str, tags: str) -> None:
    """Mark the sentence under the caret with a note and tags, typed without a pause."""
    screen.send("s", "a")
    screen.wait("╭─ Note")
    screen.send(*note, "tab", *tags, "ctrl+s")
    screen.wait_gone("╭─ Note")


def leave(screen: Terminal) -> None:
    """Close the screen that is open, then culm."""
    screen.send("escape")
    screen.wait_gone(" (Notes|Review)  ")
    screen.send("q")
    assert screen.join() == 0


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_notes_are_found_ordered_tagged_thrown_away_and_brought_back(
    library: Path, tmp_path: Path, columns: int, rows: int
) -> None:
    with reader(library, columns=columns, rows=rows) as screen:
        open_article(screen, "bouquet")
        for number, (note, tags) in enumerate((("tặng hoa", "flowers"), ("later", "flowers")), 1):
            write_note(screen, note, tags)
            screen.until(lambda n=number: len(marks(library)) == n, "on disk")
            screen.send(")", ")")
        assert {(one.note, one.tags) for one in marks(library)} == {
            ("tặng hoa", ("flowers",)),
            ("later", ("flowers",)),
        }
        screen.press("A", "Notes  2 marks")
        for asked, found in (
            ("tang", "1 mark "),
            ("tag:flowers", "2 marks"),
            ("colour:pink", "0 marks"),
            ("colour:yellow hoa", "1 mark "),
        ):
            screen.send("/", "ctrl+u", *asked)
            screen.wait(found)
        screen.send("enter", "escape")
        screen.wait("2 marks")
        for order in ("by article", "by tag", "by colour", "by name", "by event", "newest"):
            screen.press("S", order)
        screen.send("V", "5")
        screen.until(lambda: {one.colour for one in marks(library)} == {Colour.PURPLE}, "purple")
        screen.press("t", "Tags to add to 2 marks")
        screen.send(*"both, -flowers", "enter")
        screen.until(lambda: {one.tags for one in marks(library)} == {("both",)}, "tagged")
        for name in ("marks.md", "marks.jsonld", "marks.csv"):
            screen.press("E", "Export 2 marks")
            screen.send("ctrl+u", *str(tmp_path / name), "enter")
            screen.until((tmp_path / name).exists, name)
            screen.wait_gone("Export 2 marks")
            assert "tặng hoa" in (tmp_path / name).read_text(encoding="utf-8")
        screen.send("x")
        screen.until(lambda: marks(library) == [], "in the trash")
        screen.press("X", "Trash  2 marks")
        screen.press("X", "Notes  0 marks")
        screen.send("u")
        screen.until(lambda: len(marks(library)) == 2, "back from the trash")
        screen.wait("Notes  2 marks")
        with Library.open(library) as opened:
            before = {one.id: one for one in opened.notes.all()}
            opened.notes.remove(*before)
            opened.notes.purge(*before)
        screen.wait("Notes  0 marks")
        screen.press("I", "Bring marks and notes in")
        screen.send("escape")
        screen.wait_gone("Bring marks and notes in")
        screen.press("I", "Bring marks and notes in")
        screen.send(*str(tmp_path / "marks.jsonld"))
        screen.wait("Imports this file")
        screen.send("enter")
        screen.wait("Notes  2 marks")
        after = {one.id: one for one in marks(library)}
        assert {id: (one.note, one.tags, one.colour, one.exact) for id, one in after.items()} == {
            id: (one.note, one.tags, one.colour, one.exact) for id, one in before.items()
        }
        screen.press("u", "Notes  0 marks")
        leave(screen)


# What an article that changed does to the marks in it


def annotate(library: Path, key: str, words: str, **more: object) -> Annotation:
    with Library.open(library) as opened:
        article = opened.article(opened.find(key))
        start = article.text.index(words)
        return opened.notes.annotate(
            key, article.version, article.text, start, start + len(words), **more
        )  # type: ignore[arg-type]


def placement(library: Path, id: str) -> tuple[PlacementStatus, str]:
    """How an annotation sits in the present text, and on which words."""
    with Library.open(library) as opened:
        key = opened.notes.get(id).article
        view = opened.reading(opened.find(key))
        placed = next(one for one in view.annotations if one.annotation.id == id).placement
        span = placed.span
        return placed.status, view.article.text[span.start : span.end] if span else ""


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A library, and the ids of three annotations in it by their words.

    Since they were made, one passage was reworded and one taken out.
    """
    library, folder = tmp_path / "library", write_seeds(tmp_path / "seeds")
    run_culm(library, "add", str(folder))
    ids = {words: annotate(library, "seeds/001.txt", words).id for words in (EDITED, GONE, SAME)}
    file = folder / "001.txt"
    text = file.read_text(encoding="utf-8")
    text = text.replace("must regularly update the situation", "must always follow what happens")
    kept = [part for part in text.split("\n\n") if not part.startswith(GONE)]
    file.write_text("\n\n".join(kept), encoding="utf-8")
    run_culm(library, "add", str(folder))
    return library, ids


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_marks_in_a_changed_article_are_reviewed(
    changed: tuple[Path, dict[str, str]], columns: int, rows: int
) -> None:
    library, ids = changed
    with reader(library, columns=columns, rows=rows) as screen:
        screen.wait("President meets")
        screen.send("g", "r")
        screen.wait("Review  1 edited, 1 orphaned")
        # Accepted, and that taken back.
        screen.send("G", "a")
        screen.wait("Review  1 orphaned")
        assert placement(library, ids[EDITED])[0] is PlacementStatus.PINNED
        screen.press("u", "Review  1 edited, 1 orphaned")
        # Kept without a place, and that taken back.
        screen.send("g", "o")
        screen.wait("(?m)Review  1 edited$")
        screen.press("u", "Review  1 edited, 1 orphaned")
        # Placed by hand, from where the passage was.
        screen.send("g", "p")
        screen.wait("Select where it belongs")
        screen.send("}", "s", "enter")
        screen.until(lambda: placement(library, ids[GONE])[0] is PlacementStatus.PINNED, "by hand")
        assert len(placement(library, ids[GONE])[1]) > 20
        screen.send("u")
        screen.until(
            lambda: placement(library, ids[GONE])[0] is PlacementStatus.ORPHAN, "gone again"
        )
        screen.send("g", "r")
        screen.wait("Review  1 edited, 1 orphaned")
        # Left where it is, into the trash, and back.
        screen.send("g", "p")
        screen.wait("Select where it belongs")
        screen.send("escape")
        screen.wait_gone("Select where it belongs")
        screen.send("g", "r")
        screen.wait("Review  1 edited, 1 orphaned")
        screen.send("g", "x")
        screen.wait("(?m)Review  1 edited$")
        screen.press("u", "Review  1 edited, 1 orphaned")
        screen.press("A", "Review  1 orphaned")
        assert placement(library, ids[EDITED])[0] is PlacementStatus.PINNED
        leave(screen)


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_what_is_gone_leaves_a_ghost_that_keys_reach(
    changed: tuple[Path, dict[str, str]], columns: int, rows: int
) -> None:
    library, ids = changed
    with reader(library, columns=columns, rows=rows) as screen:
        screen.wait("President meets")
        search(screen, "follow what happens", "1 (article|hit)")
        screen.send("enter")
        screen.wait("↵ look")
        screen.send("G", "[", "a")
        screen.wait("gone; = what can be done")
        assert placement(library, ids[GONE]) == (PlacementStatus.ORPHAN, "")
        screen.press("=", "Review  1 edited, 1 orphaned")
        screen.press("escape", "gone; = what can be done")
        screen.send("x")
        screen.until(lambda: ids[GONE] not in {one.id for one in marks(library)}, "thrown away")
        screen.wait_gone("gone; = what")
        screen.send("u")
        screen.until(lambda: ids[GONE] in {one.id for one in marks(library)}, "back")
        screen.send("q")
        assert screen.join() == 0


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_mark_in_a_copy_is_offered_and_taken(
    library: Path, tmp_path: Path, columns: int, rows: int
) -> None:
    run_culm(library, "add", str(copies.write(tmp_path / "reports.jsonld")))
    theirs = annotate(library, copies.AGENCY.id, "Strong winds were expected", note="Who?")

    def made_here() -> list[Annotation]:
        return [one for one in marks(library) if one.article == copies.EDITED.id]

    with reader(library, columns=columns, rows=rows) as screen:
        screen.wait("(?i)fire")
        search(screen, "laboured", "1 (article|hit)")
        screen.send("enter")
        screen.wait("↵ look")
        screen.send("]", "a")
        screen.wait("marked in Meridian Press")
        assert made_here() == []
        # A figure is a pane, here too.
        screen.send("1", "2", "s")
        screen.until(made_here, "marked here")
        (mark,) = made_here()
        assert mark.exact.startswith("Strong winds from the north")
        assert (mark.note, mark.colour) == (theirs.note, theirs.colour)
        # What is pressed next is meant for the mark that is on the screen.
        screen.wait("1 yellow")
        screen.send("u")
        screen.until(lambda: not made_here(), "undone")
        screen.wait("marked in Meridian Press")
        screen.send("a")
        screen.wait("╭─ Note")
        screen.send(*" The wind.", "ctrl+s")
        screen.until(lambda: [one.note for one in made_here()] == ["Who? The wind."], "with more")
        screen.wait_gone("marked in Meridian Press")
        screen.wait(r"1 yellow\W+Who\? The wind\.")
        screen.send("e", "4")
        screen.until(lambda: [one.colour for one in made_here()] == [Colour.PINK], "pink")
        assert [one.colour for one in marks(library) if one.id == theirs.id] == [theirs.colour]
        screen.send("q")
        assert screen.join() == 0
