"""Two culms on one library: each sees what the other does, and neither overwrites it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.article import version_of
from index.errors import NotFound
from index.library import Library
from index.notes import Notes
from index.notes.model import Annotation, Colour
from tests.tui.lone_reader import Driver, opened
from tests.tui.screens import reading
from tui.refusals import Refused, Verdict, both_of, settled, tried


async def marked(on: Driver, note: str = "") -> Annotation:
    """The sentence under the caret marked, with ``note``."""
    await on.press("s", "enter")
    await on.until(lambda: on.marks)
    if note:
        await on.press("a")
        await on.write(note)
        await on.press("ctrl+s")
        await on.until(lambda: on.marks[0].note == note)
    return on.marks[0]


async def contest(on: Driver, **theirs: object) -> None:
    """Write a note here while another changes the same mark."""
    await on.press("a")
    await on.write(" mine")
    mark = on.marks[0]
    on.elsewhere.edit(mark.id, mark.revision, **theirs)  # type: ignore[arg-type]
    await on.press("ctrl+s")
    await on.until(lambda: "Changed elsewhere meanwhile" in on.shown)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
@pytest.mark.parametrize(
    ("key", "note", "tags"),
    [
        ("m", "First mine", ()),
        ("t", "Theirs", ("theirs",)),
        ("plus", "Theirs\n\nFirst mine", ("theirs",)),
    ],
)
async def test_both_versions_are_shown_and_the_reader_decides(
    tmp_path: Path, size: tuple[int, int], key: str, note: str, tags: tuple[str, ...]
) -> None:
    async with opened(tmp_path, size=size) as on:
        await marked(on, "First")
        await contest(on, note="Theirs", tags=["theirs"])
        for words in ("There now", "Yours", "Theirs", "First mine", "#theirs"):
            assert words in on.shown
        await on.press(key)
        await on.until(lambda: "Changed elsewhere" not in on.shown)
        await on.until(lambda: on.marks[0].note == note)
        assert on.marks[0].tags == tags


async def test_what_is_not_decided_waits_as_a_draft(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await marked(on, "First")
        await contest(on, note="Theirs")
        await on.press("escape")
        await on.until(lambda: "Changed elsewhere" not in on.shown)
        assert on.marks[0].note == "Theirs"
        await on.press("a")
        await on.until(lambda: "draft restored" in on.shown)
        assert "First mine" in on.shown
        await on.press("ctrl+s")
        await on.until(lambda: on.marks[0].note == "First mine")


async def test_a_mark_thrown_away_elsewhere_comes_back_with_what_was_written(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as on:
        mark = await marked(on, "First")
        await on.press("a")
        await on.write(" mine")
        on.elsewhere.remove(mark.id)
        await on.press("ctrl+s")
        await on.until(lambda: "in the trash" in on.shown)
        await on.press("m")
        await on.until(lambda: [one.note for one in on.marks] == ["First mine"])
        assert on.marks[0].id == mark.id


async def test_a_mark_purged_elsewhere_is_made_anew(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        mark = await marked(on, "First")
        await on.press("a")
        await on.write(" mine")
        on.elsewhere.remove(mark.id)
        assert on.elsewhere.purge(mark.id) == 1
        await on.press("ctrl+s")
        await on.until(lambda: [one.note for one in on.marks] == ["First mine"])
        assert on.marks[0].exact == mark.exact


async def test_what_could_not_be_saved_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await on.press("a")
        await on.write("Precious")
        fine = on.reader._marking.door

        def broken() -> Notes:
            raise OSError("disk full")

        on.reader.use_notes(broken)
        await on.press("ctrl+s")
        await on.until(lambda: any("Not saved" in told.message for told in on.app._notifications))
        assert fine is not None
        on.reader.use_notes(fine)
        await on.press("a")
        await on.until(lambda: "Precious" in on.shown)
        await on.press("ctrl+s")
        await on.until(lambda: [one.note for one in on.marks] == ["Precious"])


@pytest.mark.parametrize(
    ("keys", "changed"),
    [
        (("e", "3"), lambda mark: mark.colour is Colour.BLUE),
        (("e", "l", "l", "enter"), lambda mark: mark.exact.endswith("Tuesday. T")),
    ],
)
async def test_colours_and_ends_are_refused_too(
    tmp_path: Path, keys: tuple[str, ...], changed: Callable[[Annotation], bool]
) -> None:
    async with opened(tmp_path) as on:
        mark = await marked(on)
        on.elsewhere.edit(mark.id, note="Theirs")
        await on.press(*keys)
        await on.until(lambda: "Changed elsewhere meanwhile" in on.shown)
        assert not changed(on.marks[0])
        await on.press("m")
        await on.until(lambda: changed(on.marks[0]))
        assert on.marks[0].note == "Theirs"


async def test_an_edit_from_the_list_of_notes_is_refused_too(library: Path) -> None:
    with Library.open(library) as other:
        number = other.listing()[0]
        article = other.article(number)
        mark = other.notes.annotate(
            article.key, article.version, article.text, 0, 20, Colour.PINK, "First"
        )
        async with reading(library) as on:
            await on.press("A")
            await on.until_shown("First")
            await on.press("a")
            await on.until(lambda: "ctrl+s save" in on.text, "the editor")
            await on.press("x")
            other.notes.edit(mark.id, mark.revision, note="Theirs")
            await on.press("ctrl+s")
            await on.until_shown("Changed elsewhere meanwhile")
            await on.press("plus")
            await on.until(
                lambda: other.notes.get(mark.id).note == "Theirs\n\nFirstx", "both notes"
            )


async def test_two_instances_see_each_others_marks(library: Path) -> None:
    async with reading(library) as one, reading(library) as two:
        for on in (one, two):
            await on.press("enter")
            await on.until(lambda on=on: on.reader.has_focus, "the reader")
        assert one.opened == two.opened
        await one.press("s", "1")
        await two.until(lambda: two.reader.reading.annotations, "the mark of the first")
        await two.press("}", "s", "2")
        await one.until(lambda: len(one.reader.reading.annotations) == 2, "that of the second")
        await one.press("A")
        await one.until_shown("2 marks")
        await two.press("}", "s", "3")
        await one.until_shown("3 marks")


def test_both_is_no_more_than_it_has_to_be(tmp_path: Path) -> None:
    with (
        closing(Notes.open(tmp_path / "notes.db")) as notes,
        closing(Notes.open(tmp_path / "notes.db")) as elsewhere,
    ):
        found = refused(notes, elsewhere)
        assert both_of(found) == ("Both of them", ("a", "b", "c"))
        assert found.can_have_both
        kept = settled(notes, found, Verdict.BOTH)
        assert isinstance(kept, Annotation)
        assert (kept.note, kept.tags) == ("Both of them", ("a", "b", "c"))
        elsewhere.edit(kept.id, kept.revision, note="Once more")
        again = settled(notes, found, Verdict.MINE)
        assert isinstance(again, Refused)
        elsewhere.remove(found.theirs.id)
        elsewhere.purge(found.theirs.id)
        with pytest.raises(NotFound):
            settled(notes, found, Verdict.MINE)


def refused(notes: Notes, elsewhere: Notes) -> Refused:
    text = "The minister met them in Hanoi."
    mark = notes.annotate("key", version_of(text), text, 0, 12, note="Both", tags=["a"])
    elsewhere.edit(mark.id, mark.revision, note="Both of them", tags=["a", "b"])
    found = tried(
        notes, mark, lambda notes, now: notes.edit(now.id, now.revision, note="Both", tags=["c"])
    )
    assert isinstance(found, Refused)
    return found


async def test_a_second_change_before_the_first_is_shown_is_no_change_elsewhere(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as on:
        mark = await marked(on)
        reading, marking = on.reader._reading, on.reader._marking
        assert reading is not None
        marking.recolour(reading.article, mark, Colour.GREEN)
        marking.remove(reading.article, mark)
        await on.until(lambda: not on.marks)
        assert "Changed elsewhere" not in on.shown
        (thrown,) = on.notes.all(trash=True)
        assert thrown.colour is Colour.GREEN


async def test_a_change_right_after_undo_is_no_change_elsewhere(tmp_path: Path) -> None:
    """What undo made of a mark counts as seen before it is shown; so does throwing it away."""
    async with opened(tmp_path) as on:
        mark = await marked(on, "First")
        reading, marking = on.reader._reading, on.reader._marking
        assert reading is not None
        on.notes.undo()
        marking.recolour(reading.article, mark, Colour.GREEN)
        await on.until(lambda: on.marks[0].colour is Colour.GREEN)
        assert on.marks[0].note == ""
        marking.remove(reading.article, mark)
        marking.remove(reading.article, mark)
        await on.until(lambda: not on.marks)
        assert not on.app._notifications or "Changed elsewhere" not in on.shown
        # What somebody else made of it in between is not overwritten for all that.
        on.notes.undo()
        seen = on.marks[0]
        on.elsewhere.edit(seen.id, note="Theirs")
        on.notes.edit(seen.id, colour=Colour.PINK)
        marking.recolour(reading.article, seen, Colour.BLUE)
        await on.until(lambda: "Changed elsewhere" in on.shown)


async def test_a_note_written_while_its_mark_went_is_not_buried_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as on:
        await marked(on)
        await on.press("a")
        await on.write("Precious")
        on.notes.undo()
        assert not on.marks
        await on.press("ctrl+s")
        await on.until(lambda: "Changed elsewhere" in on.shown)
        await on.press("m")
        await on.until(lambda: [one.note for one in on.marks] == ["Precious"])
