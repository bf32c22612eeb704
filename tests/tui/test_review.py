"""Marks in articles that have changed: the review, and what the reader shows of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.article import Span
from index.library import Library
from index.library.annotations.reviewing import count_waiting, to_review
from index.notes.model import PlacementStatus
from tests.tui.conftest import SEEDS
from tests.tui.screens import Driver, reading, running
from tui.screens.main import MainScreen
from tui.screens.notes import NotesScreen
from tui.screens.review import ReviewList, ReviewScreen
from tui.widgets.review_items import Choice, compared

KEY = "seeds/001_ad5135ff238fdd63.txt"
EDITED = "the sector must regularly update the situation and make accurate forecasts"
GONE = "The sector must build a team of foreign affairs officials holding quality in ethics"
SAME = "Our principles are national independence and socialism."


class Shelf:
    """A library whose articles can change: the folder they come from, and the library."""

    def __init__(self, folder: Path) -> None:
        self.articles = folder / "seeds"
        self.library = folder / "library"
        shutil.copytree(SEEDS, self.articles)
        with Library.open(self.library) as library:
            assert not [done.error for done in library.add([self.articles]) if done.error]

    def mark(self, words: str, note: str = "") -> str:
        """Annotate ``words``; the annotation's id."""
        with Library.open(self.library) as library:
            article = library.article(library.find(KEY))
            start = article.text.index(words)
            return library.notes.annotate(
                KEY, article.version, article.text, start, start + len(words), note=note
            ).id

    def rewrite(self) -> None:
        """Change the article in its file: reword one passage, take one paragraph out."""
        path = self.articles / Path(KEY).name
        text = path.read_text(encoding="utf-8")
        text = text.replace(
            "the sector must regularly update the situation", "diplomats must always follow events"
        )
        kept = [part for part in text.split("\n\n") if not part.startswith(GONE)]
        path.write_text("\n\n".join(kept), encoding="utf-8")

    def placement(self, id: str) -> tuple[PlacementStatus, str | None]:
        """How an annotation sits in the present text, and on which words."""
        with Library.open(self.library) as library:
            for placed in library.reading(library.find(KEY)).annotations:
                if placed.annotation.id == id:
                    span = placed.placement.span
                    text = library.article(library.find(KEY)).text
                    return placed.placement.status, text[span.start : span.end] if span else None
        raise AssertionError(id)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def changed(shelf: Shelf) -> Shelf:
    """Three annotations, one edited, one orphaned, one where it was."""
    shelf.mark(EDITED)
    shelf.mark(GONE, "Who trains them?")
    shelf.mark(SAME)
    shelf.rewrite()
    with Library.open(shelf.library) as library:
        list(library.add([shelf.articles]))
    return shelf


async def show_review(on: Driver) -> ReviewScreen:
    await on.press("g", "r")
    await on.until(lambda: isinstance(on.app.screen, ReviewScreen), "the review")
    screen = on.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def waiting(shelf: Shelf) -> dict[PlacementStatus, int]:
    with Library.open(shelf.library) as library:
        return count_waiting(library)


def test_what_waits_is_told_with_both_wordings(changed: Shelf) -> None:
    with Library.open(changed.library) as library:
        orphan, edited = to_review(library)
    assert orphan.annotation.exact == GONE
    assert orphan.offers == ()
    around = orphan.gap.before + orphan.gap.after
    assert "certain time and partner,” he said.\n\nMinister of Foreign Affairs" in around
    (offer,) = edited.offers
    assert offer.exact.endswith("must always follow events and make accurate forecasts")
    assert waiting(changed) == {PlacementStatus.ORPHAN: 1, PlacementStatus.EDITED: 1}


def test_words_that_differ_are_found() -> None:
    old, new = compared("Hà Nội is the capital", "Ha Noi was the “old” capital")
    assert [old.text[start:end] for start, end in old.differs] == ["is"]
    assert [new.text[start:end] for start, end in new.differs] == ["was", "“old”"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_the_review_fits_every_screen(changed: Shelf, size: tuple[int, int]) -> None:
    async with reading(changed.library, size) as on:
        await show_review(on)
        await on.until_shown("1 edited, 1 orphaned")
        await on.until_shown("[gone]")
        await on.press("k")
        await on.until_shown("Gone")
        await on.press("G")
        await on.until_shown("always")
        await on.until_shown("regularly")


async def test_a_passage_is_accepted_and_that_undone(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        screen = await show_review(on)
        await on.press("G", "a")
        await on.until(lambda: waiting(changed) == {PlacementStatus.ORPHAN: 1}, "accepted")
        await on.until_shown("Review  1 orphaned")
        await on.press("u")
        await on.until_shown("Review  1 edited, 1 orphaned")
        await on.press("ctrl+r")
        await on.until_shown("Review  1 orphaned")
        choice = screen._list.target
        assert isinstance(choice, Choice)
        await on.press("a")
        await on.until_shown("no passage to accept")


async def test_an_orphan_is_kept_as_one_and_another_thrown_away(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await show_review(on)
        await on.press("o")
        await on.until_shown("Review  1 edited ")
        assert waiting(changed) == {PlacementStatus.EDITED: 1}
        await on.press("x")
        await on.until_shown("Nothing waits here")
        await on.press("u")
        await on.until_shown("Review  1 edited ")


async def test_an_orphan_is_placed_by_hand(changed: Shelf) -> None:
    with Library.open(changed.library) as library:
        orphan = to_review(library)[0].annotation.id
    async with reading(changed.library) as on:
        await show_review(on)
        await on.press("p")
        await on.until(lambda: isinstance(on.app.screen, MainScreen) and on.opened == KEY)
        await on.until_shown("Select where it belongs")
        await on.press("s", "enter")
        await on.until(lambda: changed.placement(orphan)[0] is PlacementStatus.PINNED, "placed")
        assert changed.placement(orphan)[1]
        await on.press("u")
        await on.until(lambda: changed.placement(orphan)[0] is PlacementStatus.ORPHAN, "undone")


async def test_placing_by_hand_can_be_left(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await show_review(on)
        await on.press("p")
        await on.until_shown("Select where it belongs")
        await on.press("escape")
        await on.until(lambda: "Select where it belongs" not in on.text)
        assert on.app.focused is on.reader
        await on.press("s", "enter")
        with Library.open(changed.library) as library:
            await on.until(lambda: len(library.notes.all()) == 4, "a new mark")


async def test_the_passage_is_looked_at_in_its_article(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await show_review(on)
        await on.press("G", "enter")
        await on.until(lambda: on.opened == KEY and isinstance(on.app.screen, MainScreen))
        await on.until(
            lambda: on.reader.page.text.startswith("diplomats must always", on.reader.caret)
        )


async def test_g_twice_goes_to_the_top_and_g_r_leaves_the_place(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await on.press("G")
        last = on.articles.current
        await show_review(on)
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, MainScreen))
        assert on.articles.current == last
        await on.press("g", "g")
        await on.until(lambda: on.articles.current != last, "the top")
        await on.press("G", "g", "j")
        assert on.articles.current not in (last, on.articles._ids[0])


async def test_the_notes_screen_says_what_waits_and_leads_there(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await on.press("A")
        await on.until(lambda: isinstance(on.app.screen, NotesScreen))
        await on.until_shown("2 wait, gr")
        await on.press("g", "r")
        await on.until(lambda: isinstance(on.app.screen, ReviewScreen))


async def test_an_import_says_what_became_of_marks(shelf: Shelf) -> None:
    shelf.mark(EDITED)
    shelf.mark(GONE)
    shelf.rewrite()
    async with running(shelf.library, add=(shelf.articles,)) as on:
        await on.until_shown("1 edited, 1 orphaned")


def test_a_place_in_a_text_that_changed_again_is_refused(changed: Shelf) -> None:
    from index.errors import NotFound
    from index.library.annotations.reviewing import accept

    with Library.open(changed.library) as library:
        view = to_review(library)[1]
        path = changed.articles / Path(KEY).name
        path.write_text(path.read_text(encoding="utf-8") + "\n\nThe end.\n", encoding="utf-8")
        list(library.add([changed.articles]))
        with pytest.raises(NotFound):
            accept(library, view, Span(0, 5))


async def test_a_changed_passage_says_so_and_shows_how_it_was(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await show_review(on)
        await on.press("G", "enter")
        await on.until_shown("this passage changed")
        await on.press("=")
        await on.until(lambda: isinstance(on.app.screen, ReviewScreen))
        await on.until_shown("regularly")
        choice = on.app.screen.query_one(ReviewList).target
        assert isinstance(choice, Choice)
        await on.until(
            lambda: (
                on.app.screen.query_one(ReviewList).target is not None
                and on.app.screen.query_one(ReviewList).target.view.annotation.exact == EDITED
            )
        )


async def test_a_lost_passage_is_a_ghost_between_its_neighbours(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await show_review(on)
        await on.press("enter")
        await on.until_shown("gone from here: “The sector must build")
        await on.press("home", "right_square_bracket", "a", "right_square_bracket", "a")
        await on.press("right_square_bracket", "a")
        await on.until_shown("gone; = what can be done")
        text = on.text_of(on.reader)
        assert text.index("partner,” he said.") < text.index("gone from here")
        assert text.index("gone from here") < text.index("Minister of Foreign Affairs Bùi")
        await on.press("left_square_bracket", "a")
        await on.until(lambda: "gone; =" not in on.text)
        await on.press("right_square_bracket", "a", "e")
        await on.until_shown("Select where it belongs")
        await on.press("escape", "]", "a")
        await on.until(lambda: "Select where" not in on.text)


async def test_an_import_counts_only_the_marks_of_what_it_changed(changed: Shelf) -> None:
    other = next(path for path in changed.articles.iterdir() if path.name != Path(KEY).name)
    other.write_text(other.read_text(encoding="utf-8") + "\n\nThe end.\n", encoding="utf-8")
    async with running(changed.library, add=(changed.articles,)) as on:
        await on.until_shown("1 article changed")
        assert "orphaned" not in on.text


async def test_the_list_says_in_which_articles_marks_wait(changed: Shelf) -> None:
    async with reading(changed.library) as on:
        await on.until_shown("✎3 ≠2")
        await show_review(on)
        await on.press("A")
        await on.until_shown("1 mark stays there")
        await on.press("q")
        await on.until_shown("✎3 ≠1")


async def test_all_that_have_one_place_are_accepted_and_undone_as_one_step(shelf: Shelf) -> None:
    second = "make accurate forecasts"
    ids = [shelf.mark(EDITED), shelf.mark(f"update the situation and {second}"), shelf.mark(GONE)]
    shelf.rewrite()
    with Library.open(shelf.library) as library:
        list(library.add([shelf.articles]))
    async with reading(shelf.library) as on:
        await show_review(on)
        await on.press("A")
        await on.until_shown("2 marks stay there")
        await on.until_shown("Review  1 orphaned")
        assert [shelf.placement(id)[0] for id in ids] == [
            PlacementStatus.PINNED,
            PlacementStatus.PINNED,
            PlacementStatus.ORPHAN,
        ]
        await on.press("A")
        await on.until_shown("Nothing here has just one passage")
        await on.press("u")
        await on.until_shown("Review  2 edited, 1 orphaned")
        await on.press("ctrl+r")
        await on.until_shown("Review  1 orphaned")
