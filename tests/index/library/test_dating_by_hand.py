"""The date of an event by hand: at once, whatever happens afterwards, and told as the user's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.article import Interval, Precision
from index.errors import CulmError
from index.library import Library
from index.library.upkeep.care import rebuild
from index.views import EventView, Standing
from tests.support.corrected import add, in_any_order

TEXTS = {
    "a": (
        "Fishers meet in Bergen\n\nBERGEN, June 19, 2019 - Margaret Thornton opened the Bergen"
        " Fisheries Summit on June 18, 2019. Thornton thanked the mayors of Norway."
    ),
    "b": (
        "Old promises\n\nBERGEN, Aug. 20, 2019 - At the Bergen Fisheries Summit of May 4, 2015 much"
        " was promised, said Ann Lee, who was there for nine days."
    ),
    "c": (
        "Nets and quotas\n\nBERGEN, June 20, 2019 - The Bergen Fisheries Summit on June 18, 2019"
        " was quiet, Tom Aldous said."
    ),
}
SUMMIT = "Bergen Fisheries Summit"
JUNE, MAY = (Interval(day, day) for day in (date(2019, 6, 18), date(2015, 5, 4)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        add(library, folder)
        yield library


def summits(library: Library) -> dict[str, EventView]:
    """The summits by the articles that tell them."""
    found = [view for view in library.events() if view.name.startswith(SUMMIT)]
    return {"".join(sorted(t.key[5:-4] for t in view.tellers)): view for view in found}


def test_a_date_shows_at_once_and_moves_the_event_to_where_it_belongs(library: Library) -> None:
    assert {keys: view.interval for keys, view in summits(library).items()} == {
        "ac": JUNE,
        "b": MAY,
    }
    now = library.by_hand.date_event(summits(library)["b"].id, "18 June 2019")
    assert (now.interval, now.precision) == (JUNE, Precision.DAY)
    assert set(summits(library)) == {"abc"}
    [view] = [v for v in library.reading(library.find("news/b.txt")).events if v.id == now.id]
    assert view.by_hand == ("dated",)
    assert library.by_hand.latest() == (
        f"Kept: the date of the event “{SUMMIT} (2015)” is 18 June 2019."
    )
    library.notes.undo()
    library.by_hand.catch_up()
    assert set(summits(library)) == {"ac", "b"}
    library.notes.redo()
    library.by_hand.catch_up()
    assert set(summits(library)) == {"abc"}


def test_months_periods_and_no_date(library: Library) -> None:
    event = summits(library)["ac"].id
    may = library.by_hand.date_event(event, "2019-05")
    assert (may.interval, may.precision) == (
        Interval(date(2019, 5, 1), date(2019, 5, 31)),
        Precision.MONTH,
    )
    days = library.by_hand.date_event(may.id, "2019-05-20/2019-06-02")
    assert (days.interval.end, days.precision) == (date(2019, 6, 2), Precision.DAY)
    none = library.by_hand.date_event(days.id, "no date")
    assert (bool(none.interval), none.precision) == (False, Precision.UNKNOWN)
    standings = [(one.words, one.standing) for one in library.by_hand.all()]
    assert standings[0][0].startswith("no date is known of the event")
    assert [standing for _, standing in standings] == [
        Standing.APPLIES, Standing.OVERRULED, Standing.OVERRULED,
    ]  # fmt: skip
    for wrong in ("soon", "12 May", "2019-13", "2019-06-02/2019-05-01", ""):
        with pytest.raises(CulmError, match="“"):
            library.by_hand.date_event(none.id, wrong)
    assert len(library.by_hand.all()) == 3


def state(library: Library) -> object:
    return sorted((keys, str(view.interval), view.name) for keys, view in summits(library).items())


def correct(library: Library) -> None:
    library.by_hand.date_event(summits(library)["b"].id, "2019-06-18")
    library.by_hand.date_event(summits(library)["abc"].id, "2019-06-17")


def test_a_date_outlives_rebuild_removal_and_a_changed_text(library: Library, folder: Path) -> None:
    before = state(library)
    correct(library)
    after = state(library)
    assert after != before
    rebuild(library)
    assert state(library) == after
    for name in "bac":
        library.take_out([library.find(f"news/{name}.txt")])
    assert {one.standing for one in library.by_hand.all()} == {Standing.WAITING}
    for name in "cab":
        (folder / f"{name}.txt").touch()
        add(library, folder / f"{name}.txt")
    assert state(library) == after
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text.replace(" - ", " - Updated on Friday. ", 1))
    add(library, folder)
    assert [view.interval.begin for view in summits(library).values()] == [date(2019, 6, 17)]
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    add(library, folder)
    while library.undo():
        pass
    library.by_hand.catch_up()
    assert state(library) == before


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_things_is_nothing(tmp_path: Path, folder: Path, seed: int) -> None:
    with in_any_order(tmp_path, folder, seed, correct, state) as library:
        assert {one.standing for one in library.by_hand.all()} <= {
            Standing.APPLIES,
            Standing.OVERRULED,
        }


def test_taken_back_nothing_stays_where_the_date_had_put_it(library: Library, folder: Path) -> None:
    before = state(library)
    library.by_hand.date_event(summits(library)["ac"].id, "2015-05-04")
    assert set(summits(library)) == {"abc"}
    [said] = library.by_hand.all()
    library.by_hand.withdraw(said.id)
    assert state(library) == before
    library.by_hand.reinstate(said.id)
    (folder / "d.txt").write_text(TEXTS["b"].replace("Ann Lee", "Ann Moe").replace("close", "hard"))
    add(library, folder / "d.txt")
    assert set(summits(library)) == {"abcd"}
    library.by_hand.withdraw(said.id)
    assert set(summits(library)) == {"ac", "bd"}


def test_why_an_event_has_its_date(library: Library, folder: Path) -> None:
    def why(keys: str) -> list[tuple[str, str, list[str]]]:
        found = library.why(summits(library)[keys].id).dated
        texts = {
            f"news/{n}.txt": library.article(library.find(f"news/{n}.txt")).text for n in "abc"
        }
        return [
            (one.kind, one.text, [texts[key][span.start : span.end] for key, span in one.spans])
            for one in found
        ]

    assert why("ac") == [("stated", "2 articles say 18 June 2019", ["June 18, 2019"] * 2)]
    assert why("b") == [("stated", "one article says 4 May 2015", ["May 4, 2015"])]
    library.by_hand.date_event(summits(library)["b"].id, "2015-05-05")
    assert why("b") == [
        ("hand", "you said 5 May 2015", []),
        ("otherwise", "but one article says 4 May 2015", ["May 4, 2015"]),
    ]
    library.by_hand.date_event(summits(library)["b"].id, "no date")
    assert [one[1] for one in why("b")] == ["you said no date", "but one article says 4 May 2015"]
    # Nothing but the line above the text tells the day.
    fire = "Fire destroys mill in Westbury\n\nWESTBURY, May 4, 2021 - A fire destroyed the mill."
    (folder / "f.txt").write_text(fire)
    add(library, folder / "f.txt")
    [event] = [view for view in library.events() if "Fire" in view.name]
    [said] = library.why(event.id).dated
    assert (said.kind, said.spans) == ("published", ())
    assert "dated by publication" in said.text
    assert "4 May 2021" in said.text
