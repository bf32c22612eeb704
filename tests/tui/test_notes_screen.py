"""The notes screen, the note editor, tags and export, on the sample library."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region

from index.article import Publication
from index.errors import CulmError, LibraryUnwritable
from index.language.model import EntityType
from index.library import Library
from index.library.knowledge.subjects import Subjects, subjects_of
from index.notes.model import Annotation, Colour
from index.views import Row
from tests.tui.screens import Driver, reading
from tui.drafts import Drafts
from tui.keymap import Keymap
from tui.rendering.cells import width_of
from tui.rendering.charts import chart
from tui.screens.entity import EntityScreen
from tui.screens.export import ExportScreen, format_of, write
from tui.screens.note_editor import NoteEditor, NoteTags
from tui.screens.notes import NotesScreen
from tui.screens.notes_found import gather, passage
from tui.screens.notes_in import bring_in
from tui.screens.tags import TagsScreen, TagSuggester, split_tags
from tui.widgets.lines import Line, Piece
from tui.widgets.note_items import Grouping, in_groups, item
from tui.widgets.notes_list import NoteHighlighted, NotesList
from tui.widgets.role_line import RoleLine


def mark(library: Path, words: str, **more: object) -> Annotation:
    """Annotate the first place in the library that says ``words``."""
    with Library.open(library) as opened:
        for number in opened.listing():
            article = opened.article(number)
            start = article.text.find(words)
            if start >= 0:
                return opened.notes.annotate(
                    article.key, article.version, article.text, start, start + len(words), **more
                )  # type: ignore[arg-type]
    raise AssertionError(words)


def everything(library: Path, *, trash: bool = False) -> list[Annotation]:
    with Library.open(library) as opened:
        return opened.notes.all(trash=trash)


def notes_of(on: Driver) -> NotesList:
    screen = on.app.screen
    assert isinstance(screen, NotesScreen)
    return screen.query_one(NotesList)


async def show_notes(on: Driver, count: int) -> None:
    await on.press("A")
    await on.until(lambda: isinstance(on.app.screen, NotesScreen), "the notes screen")
    await on.until(lambda: len(notes_of(on)._rows) == count, f"{count} notes")


@pytest.fixture
def annotated(library: Path) -> Path:
    mark(library, "bamboo diplomacy", note="An image to follow up", tags=("image", "đối ngoại"))
    mark(library, "Foreign affairs uphold pioneering role", colour=Colour.PINK)
    mark(library, "Making news", colour=Colour.BLUE, tags=("image",))
    return library


# The list


async def test_all_notes_are_listed_and_shown_in_their_place(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.until_shown("3 marks")
        await on.until_shown("An image to follow up")
        await on.press("G")
        await on.until_shown('promoting "bamboo diplomacy"')


async def test_what_is_gone_past_is_not_read(
    annotated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.until_shown("An image to follow up")
        screen = on.app.screen
        shown: list[Annotation | None] = []
        monkeypatch.setattr(screen, "_show_preview", lambda: shown.append(screen._list.current))
        for _ in range(20):
            screen._highlighted(NoteHighlighted(None))
        await on.until(lambda: shown, "what it came to rest on")
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        assert len(shown) == 1


async def test_what_is_told_names_the_keys_of_the_config(annotated: Path) -> None:
    async with reading(annotated) as on:
        keys = {"app.undo": ["U"], "notes.restore": ["ctrl+r"]}
        on.app.keymap_now = Keymap(remapped=keys)
        await show_notes(on, 3)
        await on.press("x")
        await on.until_shown("1 mark moved to the trash; U takes that back.")
        await on.press("X")
        await on.until_shown("Trash")
        await on.until(lambda: len(notes_of(on)._rows) == 1)
        await on.press("x")
        await on.until_shown("ctrl+r takes it out of the trash instead.")


async def test_what_is_said_is_drawn_though_a_part_of_the_screen_is_painted_anew(
    annotated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        screen = on.app.screen
        words = screen.query_one("#notes-words", RoleLine)
        await on.until_shown("An image to follow up")
        drawn: list[int] = []
        draw = words.render_line
        monkeypatch.setattr(words, "render_line", lambda y: [drawn.append(y), draw(y)][1])
        words.say(Line((Piece(" Notes  3 marks · newest ", "quiet"),)))
        # Both in one moment, as it comes when several things change.
        screen._dirty_widgets.add(words)
        screen.refresh(Region(0, 4, 20, 1))
        screen._on_timer_update()
        assert drawn == [0]


async def test_what_can_be_typed_is_said_as_far_as_it_fits(annotated: Path) -> None:
    async with reading(annotated, size=(80, 24)) as on:
        await show_notes(on, 3)

        def said() -> str:
            return on.text.splitlines()[0].split("newest")[-1].strip()

        for columns, words in (
            (80, "/ find by words, tag:NAME, colour:NAME"),
            (55, "/ find by words, tag:NAME"),
            (50, "/ find by words"),
            (40, "/ find"),
            (30, ""),
        ):
            await on.pilot.resize_terminal(columns, 15)
            await on.until(lambda words=words: said() == words, words)
            # It is no field: what looks like one can be typed in.
            assert not on.app.screen.query_one("#notes-filter").display
        await on.press("slash")
        assert on.app.screen.query_one("#notes-filter").has_focus
        await on.press(*"bamboo", "enter")
        await on.until(lambda: len(notes_of(on)._rows) == 1)
        assert on.app.screen.query_one("#notes-filter").display
        await on.press("escape")
        await on.until(lambda: not on.app.screen.query_one("#notes-filter").display)


async def test_finding_folds_accents(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("/", *"ngoai")
        await on.until(lambda: len(notes_of(on)._rows) == 1)
        await on.press("enter")
        await on.until(lambda: notes_of(on).has_focus)
        await on.press("escape")
        await on.until(lambda: len(notes_of(on)._rows) == 3)


async def test_enter_opens_the_article_at_the_passage(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("/", *"bamboo")
        await on.until(lambda: len(notes_of(on)._rows) == 1)
        await on.press("enter", "enter")
        await on.until(lambda: on.app.screen is on.main)
        await on.until(
            lambda: (
                on.reader.reading is not None
                and on.reader.page.text.startswith("bamboo diplomacy", on.reader.caret)
            )
        )


async def test_trash_undo_and_restore(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("v", "v", "x")
        await on.until(lambda: len(everything(annotated)) == 1)
        await on.press("u")
        await on.until(lambda: len(everything(annotated)) == 3)
        await on.until(lambda: len(notes_of(on)._rows) == 3)
        await on.press("V", "x")
        await on.until(lambda: not everything(annotated))
        await on.press("X")
        await on.until(lambda: len(notes_of(on)._rows) == 3)
        await on.press("r")
        await on.until(lambda: len(everything(annotated)) == 1)


async def test_many_are_coloured_and_tagged_at_once(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("V", "5")
        await on.until(lambda: {one.colour for one in everything(annotated)} == {Colour.PURPLE})
        await on.press("t")
        await on.until(lambda: isinstance(on.app.screen, TagsScreen))
        await on.press(*"new, -image", "enter")
        await on.until(lambda: all("new" in one.tags for one in everything(annotated)))
        assert not any("image" in one.tags for one in everything(annotated))


async def test_editing_a_note_from_the_list(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("G", "a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.press(*"!!", "ctrl+s")
        await on.until(
            lambda: "An image to follow up!!" in [one.note for one in everything(annotated)]
        )


async def test_an_empty_list_says_what_to_do(library: Path) -> None:
    async with reading(library, (80, 24)) as on:
        await show_notes(on, 0)
        await on.until_shown("Nothing is marked yet")
        await on.press("x", "a", "t", "E", "enter", "v", "V", "y", "1", "j", "escape")
        await on.until(lambda: on.app.screen is on.main)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_the_notes_at_every_size(annotated: Path, size: tuple[int, int]) -> None:
    async with reading(annotated, size) as on:
        await show_notes(on, 3)
        for _ in Grouping:
            await on.press("S", "j", "G", "g", "space")
        await on.until_shown("3 marks")


# Export


async def test_exporting_to_a_file(annotated: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("E")
        await on.until(lambda: isinstance(on.app.screen, ExportScreen))
        await on.press("ctrl+u", *str(target), "enter")
        await on.until(lambda: target.exists())
    written = target.read_text(encoding="utf-8")
    assert "bamboo diplomacy" in written
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_name_says_the_format(annotated: Path, tmp_path: Path) -> None:
    assert format_of("a.MD") == "md"
    assert format_of("a.json") == "jsonld"
    assert format_of("my-readwise.csv") == "readwise"
    assert format_of("a.txt") is None
    with Library.open(annotated) as opened:
        marks = opened.notes.all()
        for name in ("a.jsonld", "a.jsonl", "a.csv", "a.readwise.csv"):
            assert write(str(tmp_path / name), marks, opened) == f"Written to {tmp_path / name}"
        whole = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))
        assert whole["total"] == 3
        lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["type"] for line in lines] == ["Annotation"] * 3
        assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("id,")
        assert (tmp_path / "a.readwise.csv").read_text(encoding="utf-8").startswith("Highlight,")
        with pytest.raises(ValueError, match="must end"):
            write(str(tmp_path / "a.txt"), marks, opened)
        assert not list(tmp_path.glob("*.part"))


def test_a_folder_gets_a_file_for_each_article(annotated: Path, tmp_path: Path) -> None:
    with Library.open(annotated) as opened:
        marks = opened.notes.all()
        assert write(f"{tmp_path}/vault.d/", marks, opened).startswith("3 articles written to")
    written = sorted((tmp_path / "vault.d").glob("*.md"))
    assert len(written) == 3
    assert all("^culm-" in file.read_text(encoding="utf-8") for file in written)


def test_a_folder_keeps_what_was_added_to_a_file(annotated: Path, tmp_path: Path) -> None:
    with Library.open(annotated) as opened:
        write(f"{tmp_path}/vault/", opened.notes.all(), opened)
        mine = [file for file in (tmp_path / "vault").iterdir() if file.write_text("My thought.")]
        said = write(f"{tmp_path}/vault/", opened.notes.all(), opened)
    assert "; edited files stay, what is new is beside them: " in said
    assert said.endswith(" and 2 more")
    assert [file.read_text(encoding="utf-8") for file in mine] == ["My thought."] * 3
    assert len(list((tmp_path / "vault").glob("*-new-*.md"))) == 3


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("a.txt", "must end in"),
        ("nowhere/a.md", "no such folder"),
        ("file.md/", "That is a file"),
        ("file.md", "Enter again"),
    ],
)
async def test_what_cannot_be_written_is_said_before(
    annotated: Path, tmp_path: Path, name: str, problem: str
) -> None:
    (tmp_path / "file.md").write_text("mine")
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("E")
        await on.until(lambda: isinstance(on.app.screen, ExportScreen))
        await on.press("ctrl+u", *f"{tmp_path}/{name}", "enter")
        await on.until_shown(problem)
        assert (tmp_path / "file.md").read_text() == "mine"


async def test_what_was_exported_comes_in_again(annotated: Path, tmp_path: Path) -> None:
    file = tmp_path / "marks.jsonld"
    with Library.open(annotated) as opened:
        write(str(file), opened.notes.all(), opened)
        opened.notes.remove(*(one.id for one in opened.notes.all()))
        opened.notes.purge(*(one.id for one in opened.notes.all(trash=True)))
    async with reading(annotated) as on:
        await show_notes(on, 0)
        await on.press("I")
        await on.until_shown("Bring marks and notes in")
        await on.press(*str(file))
        await on.until_shown("Imports this file.")
        await on.press("enter")
        await on.until_shown("3 added, 0 updated")
        await on.until(lambda: len(notes_of(on)._rows) == 3)
        await on.press("u")
        await on.until(lambda: len(notes_of(on)._rows) == 0, "one step")


async def test_importing_says_what_it_left_out(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "hypothesis.json"
    passage = "words that no article of this library has, however long one looks for them"
    selectors = [{"type": "TextQuoteSelector", "exact": passage}]
    target = [{"source": "https://elsewhere.example/", "selector": selectors}]
    rows = [{"id": "a", "uri": "https://elsewhere.example/", "text": "", "target": target}]
    file.write_text(json.dumps({"total": 1, "rows": rows}), encoding="utf-8")
    with Library.open(library) as opened:
        said, is_problem = bring_in(opened, file, threading.Event())
        assert is_problem
        assert "No article here holds “words that no article" in said
        with pytest.raises(CulmError, match="No such file"):
            bring_in(opened, tmp_path / "none.json", threading.Event())


async def test_what_is_no_file_is_refused_at_once_and_an_import_can_be_stopped(
    library: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.jsonld")
    # Enough for an import that would still run when the next key comes.
    selector = {"type": "TextQuoteSelector", "exact": "words that stand in no article at all"}
    target = {"source": "https://elsewhere.example/", "selector": [selector]}
    row = json.dumps({"type": "Annotation", "target": target})
    (tmp_path / "many.jsonld").write_text(f"{row}\n" * 20_000, encoding="utf-8")
    async with reading(library) as on:
        await show_notes(on, 0)
        await on.press("I")
        await on.until_shown("Bring marks and notes in")
        await on.press(*str(tmp_path / "pipe.jsonld"))
        await on.until_shown("Add /")
        await on.press("enter")
        await on.until_shown("is a pipe, not a file")
        await on.press("I")
        await on.until_shown("Bring marks and notes in")
        await on.press(*str(tmp_path / "many.jsonld"))
        await on.until_shown("Imports this file.")
        await on.press("enter")
        await on.until_shown("importing, Esc stops")
        await on.press("I")
        await on.until_shown("One import is running")
        await on.press("escape")
        await on.until_shown("it was stopped")
        assert isinstance(on.app.screen, NotesScreen)
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)


# Two culms at once


async def test_what_changed_elsewhere_is_not_recoloured_with_the_rest(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("V")
        await on.until_shown("3 chosen")
        with Library.open(annotated) as elsewhere:
            theirs = elsewhere.notes.all(text="uphold")[0]
            theirs = elsewhere.notes.edit(theirs.id, theirs.revision, note="Theirs")
            # Before this culm looks again, which it does twice a second.
            await on.press("5")
        await on.until(
            lambda: sum(one.colour is Colour.PURPLE for one in everything(annotated)) >= 2
        )
        kept = next(one for one in everything(annotated) if one.id == theirs.id)
        if kept.colour is not Colour.PURPLE:
            await on.until_shown("changed elsewhere meanwhile")
            await on.until_shown("Theirs")
            await on.press("5")
        await on.until(lambda: {one.colour for one in everything(annotated)} == {Colour.PURPLE})
        assert "Theirs" in {one.note for one in everything(annotated)}


async def test_a_note_that_cannot_be_saved_from_the_list_waits(
    annotated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LibraryUnwritable("the disk is full")

    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("G", "a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.press(*"!!")
        with monkeypatch.context() as failing:
            failing.setattr("index.notes.annotations.notes_db.put_annotation", full)
            await on.press("ctrl+s")
            await on.until_shown("What you wrote is kept")
        # A culm that is killed now leaves it as well.
        await on.until(lambda: Drafts(annotated).get(everything(annotated)[-1].id))
        await on.press("a")
        await on.until_shown("draft restored")
        await on.press("ctrl+s")
        await on.until(
            lambda: "An image to follow up!!" in [one.note for one in everything(annotated)]
        )
        await on.until(lambda: not (annotated / "draft.json").exists())


def test_a_passage_is_found_in_the_present_text(annotated: Path) -> None:
    with Library.open(annotated) as opened:
        one = opened.notes.all(text="bamboo")[0]
        number, span = passage(opened, one)
        assert opened.article(number).text[span.start : span.end] == "bamboo diplomacy"


# What is said, without a screen


def annotation(n: int, **more: object) -> Annotation:
    when = datetime(2024, 1, 1 + n % 3, tzinfo=UTC)
    values = {
        "id": str(n), "article": f"key{n % 2}", "version": "v", "start": n, "end": n + 5,
        "exact": "字 quoted [bold]words[/bold] " * 8, "prefix": "", "suffix": "",
        "colour": tuple(Colour)[n % 5], "note": "a **note** " * (n % 3 * 20),
        "tags": ("a", "b")[: n % 3], "created": when, "modified": when,
    }  # fmt: skip
    return Annotation(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("grouping", tuple(Grouping))
@pytest.mark.parametrize("width", [10, 40, 100])
def test_items_fit_and_every_note_is_there(grouping: Grouping, width: int) -> None:
    notes = [annotation(n) for n in range(9)]
    titles = {"key0": Row(1, "key0", "A title", True, "Outlet", Publication(), 100)}
    rows = in_groups(notes, grouping, titles)
    assert {row.annotation.id for row in rows} == {str(n) for n in range(9)}
    for position, row in enumerate(rows):
        made = item(row, width, grouping, titles, first=not position, chosen=False)
        for line in made.lines:
            cells = sum(width_of(piece.text) for piece in line.left)
            assert cells <= width


def test_groups_are_headed_once() -> None:
    rows = in_groups([annotation(n) for n in range(10)], Grouping.COLOUR, {})
    assert [row.heading for row in rows if row.heading] == [colour.value for colour in Colour]


# The editor


async def test_leaving_asks_only_when_something_was_written(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("G", "a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, NotesScreen))
        await on.press("a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.press("x", "escape")
        await on.until_shown("Leave without saving?")
        await on.press("y", "escape", "ctrl+q")
        await on.until(lambda: isinstance(on.app.screen, NotesScreen))
        await on.until_shown("Not saved. a there goes on")
    assert sorted(one.note for one in everything(annotated)) == ["", "", "An image to follow up"]


async def test_keys_typed_without_a_pause_are_for_the_field_that_they_follow(
    annotated: Path,
) -> None:
    """Tab is dealt with before the letters behind it, and nothing of it comes when all is over."""
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("/", *"pioneering", "enter", "a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        keys = (*"why", "tab", *"how", "shift+tab", *"so", "tab", *"ever", "ctrl+s")
        on.type_at_once(*keys)
        await on.until(lambda: isinstance(on.app.screen, NotesScreen))
        await on.until(
            lambda: (
                ("whyso", ("however",)) in [(one.note, one.tags) for one in everything(annotated)]
            )
        )
        assert notes_of(on).has_focus


async def test_keys_wait_for_the_marks_that_they_are_for(
    annotated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_read = threading.Event()

    def gather_late(*asked: Any) -> object:
        is_read.wait()
        return gather(*asked)

    monkeypatch.setattr("tui.screens.notes_part.gather", gather_late)
    async with reading(annotated) as on:
        asyncio.get_running_loop().call_later(0.3, is_read.set)
        on.type_at_once("A", "y")
        await on.until(lambda: on.app.clipboard)
        assert on.app.clipboard == notes_of(on).current.exact


async def test_a_key_after_a_change_is_for_the_mark_that_is_then_under_the_cursor(
    annotated: Path,
) -> None:
    async with reading(annotated) as on:
        on.type_at_once("A", "x", "x")
        await on.until(lambda: len(everything(annotated, trash=True)) == 2)
        assert len(everything(annotated)) == 1


async def test_a_tag_that_is_typed_is_one_more(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("/", *"follow", "enter", "t")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.press(*"new", "ctrl+s")
        await on.until(
            lambda: ("image", "đối ngoại", "new") in [one.tags for one in everything(annotated)]
        )


async def test_tags_are_completed(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("/", *"pioneering", "enter", "t")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.press(*"ima")
        tags = on.app.screen.query_one(NoteTags)
        await on.until(lambda: tags._suggestion == "image", "the suggestion")
        await on.press("right", "ctrl+s")
        await on.until(
            lambda: ("image",) in [o.tags for o in everything(annotated) if "uphold" in o.exact]
        )


async def test_suggestions_fold_accents_and_skip_what_is_there() -> None:
    suggest = TagSuggester(lambda: ["đối ngoại", "asia", "asean"]).get_suggestion
    assert await suggest("doi") == "đối ngoại"
    assert await suggest("asia,  #DOI n") == "asia,  đối ngoại"
    assert await suggest("asia, as") == "asia, asean"
    assert await suggest("asia, ") is None
    assert split_tags(" #a, b ,a,, # ") == ("a", "b")


# The card of a name


async def test_the_card_of_a_name_leads_to_its_articles(library: Path) -> None:
    async with reading(library) as on:
        with Library.open(library) as opened:
            known = [e for n in opened.listing() for e in opened.reading(n).entities]
            wanted = next(entity for entity in known if entity.name.endswith("Trọng"))
        on.main.post_message(_chosen(wanted.id))
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))
        await on.until_shown(wanted.name)
        await on.until_shown("Appears with")
        await on.press("G", "enter")
        await on.until(lambda: on.app.screen is on.main)
        await on.until(lambda: on.app.focused is on.reader)


def _chosen(entity: int) -> object:
    from tui.messages import EntityChosen

    return EntityChosen(entity)


def test_the_chart_counts_days() -> None:
    days = [date(2023, 1, 1), date(2023, 1, 2), date(2023, 1, 2), date(2023, 1, 4)]
    assert chart(days, 4) == "▄█ ▄"
    assert chart(days[:1]) == ""
    assert len(chart([date(2000, 1, 1), date(2023, 1, 1)], 40)) == 40


async def test_the_legend_switches_types_off_and_on(library: Path) -> None:
    async with reading(library) as on:
        await on.press("L")
        await on.until_shown("Names in the text")
        await on.press("enter")
        await on.until_shown("(left plain)")
        assert on.reader.plain_types == {EntityType.PERSON}
        await on.press("enter", "escape")
        await on.until(lambda: on.app.screen is on.main)
        assert not on.reader.plain_types


async def test_notes_are_grouped_by_the_names_and_events_in_them(annotated: Path) -> None:
    async with reading(annotated) as on:
        everything_marked = len(everything(annotated))
        await show_notes(on, everything_marked)
        for heading in ("by article", "by tag", "by colour", "by name"):
            await on.press("S")
            await on.until_shown(f"· {heading}")
        await on.until(lambda: "nobody named" in on.text or "Trọng" in on.text, "names")
        await on.press("S")
        await on.until_shown("· by event")


def test_an_annotation_is_under_each_of_its_names() -> None:
    one, other = annotation(1), annotation(2)
    subjects = {one.id: Subjects(("Bùi Thanh Sơn", "Hà Nội"), ("A visit",))}
    rows = in_groups([one, other], Grouping.ENTITY, {}, subjects)
    assert [(row.heading, row.annotation) for row in rows] == [
        ("Bùi Thanh Sơn", one),
        ("Hà Nội", one),
        ("nobody named", other),
    ]
    rows = in_groups([one, other], Grouping.EVENT, {}, subjects)
    assert [row.heading for row in rows] == ["A visit", "no event"]


def test_what_a_passage_is_about_is_read_off_its_place(library: Path) -> None:
    made = mark(library, "Foreign Minister Bui Thanh Son")
    with Library.open(library) as opened:
        about = subjects_of(opened, [made])[made.id]
    assert any("Sơn" in name or "Son" in name for name in about.entities)


async def test_only_what_lies_in_the_trash_is_deleted_for_good(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("x")
        await on.until_shown("Notes  2 marks")
        await on.press("X")
        await on.until_shown("Trash  1 mark")
        await on.press("x")
        await on.until_shown("Delete 1 mark for good?")
        await on.press("escape")
        await on.until_shown("Trash  1 mark")
        await on.press("x")
        await on.until_shown("undo does not bring it back")
        await on.press("enter")
        await on.until_shown("1 mark deleted for good.")
        await on.until_shown("The trash is empty.")
    with Library.open(annotated) as opened:
        assert len(list(opened.notes.all())) == 2
        assert opened.notes.all(trash=True) == []
        while opened.notes.undo():
            pass
        assert not opened.notes.all(trash=True)
