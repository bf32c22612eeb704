"""The notes screen, the note editor, tags and export, on the sample library."""

from __future__ import annotations

import json
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.article import Publication
from index.language.model import EntityType
from index.library import Library
from index.library.subjects import Subjects, subjects_of
from index.notes.model import Annotation, Colour
from index.views import Row
from tests.tui.screens import Driver, reading
from tui.rendering.cells import width_of
from tui.rendering.charts import chart
from tui.screens.entity import EntityScreen
from tui.screens.export import ExportScreen, Format, format_of, write
from tui.screens.note_editor import NoteEditor
from tui.screens.notes import NotesScreen
from tui.screens.notes_found import passage
from tui.screens.tags import TagsScreen, TagSuggester, split_tags
from tui.widgets.note_items import Grouping, in_groups, item
from tui.widgets.notes_list import NotesList


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
    assert format_of("a.MD") is Format.MARKDOWN
    assert format_of("a.json") is Format.JSON_LD
    assert format_of("a.txt") is None
    with Library.open(annotated) as opened:
        marks = opened.notes.all()
        data = json.loads(write(tmp_path / "a.jsonld", marks, opened).read_text(encoding="utf-8"))
        assert data["total"] == 3
        assert "bamboo" in write(tmp_path / "a.csv", marks, opened).read_text(encoding="utf-8")
        with pytest.raises(ValueError, match="must end"):
            write(tmp_path / "a.txt", marks, opened)
        assert sorted(path.name for path in tmp_path.glob("*a.*")) == ["a.csv", "a.jsonld"]


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
    assert sorted(one.note for one in everything(annotated)) == ["", "", "An image to follow up"]


async def test_tags_are_completed(annotated: Path) -> None:
    async with reading(annotated) as on:
        await show_notes(on, 3)
        await on.press("/", *"pioneering", "enter", "t")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor))
        await on.press(*"ima")
        await on.until_shown("image")
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
