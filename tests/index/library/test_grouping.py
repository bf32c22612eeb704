"""The articles of a list in groups of a day, an outlet, an event."""

from __future__ import annotations

from array import array
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.library import Library
from index.library.showing.grouping import in_groups
from index.views import GroupBy
from tests.index.library.test_threads import ARTICLES, put
from tests.support.seeds import write_seeds

IDS = st.lists(st.integers(1, 60), unique=True)
KEYS = st.dictionaries(st.integers(1, 60), st.sampled_from(["", "a", "b", "c"]))


@given(IDS, KEYS)
def test_every_article_is_in_its_group_and_keeps_its_order(
    ids: list[int], key_of: dict[int, str]
) -> None:
    groups = in_groups(ids, key_of, {}, GroupBy.DAY)
    assert sorted(groups.ids) == sorted(ids)
    ends = [*groups.starts[1:], len(groups.ids)] if groups.starts else []
    told = []
    for key, start, end in zip(groups.keys, groups.starts, ends, strict=True):
        members = list(groups.ids[start:end])
        assert members == [number for number in ids if (key_of.get(number) or "") == key]
        assert members
        told.append(members[0])
    named = [key for key in groups.keys if key]
    assert len(set(groups.keys)) == len(groups.keys)
    assert groups.keys == (*named, *([""] if "" in groups.keys else []))
    firsts = [number for number, key in zip(told, groups.keys, strict=True) if key]
    assert firsts == sorted(firsts, key=ids.index)


def test_the_samples(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with Library.open(tmp_path / "library") as library:
        list(library.add([write_seeds(tmp_path / "seeds")]))
        ids = library.listing("newest")
        days = library.grouped(ids, GroupBy.DAY)
        assert days.ids == ids
        assert days.keys[0] == "2023-12-21"
        outlets = library.grouped(ids, GroupBy.OUTLET)
        rows = {row.id: row.outlet for row in library.rows(ids)}
        assert [rows[outlets.ids[start]] for start in outlets.starts][-1] == ""
        events = library.grouped(ids, GroupBy.EVENT)
        assert any("Diplomatic Conference" in name for name in events.names)
        assert library.grouped(array("q"), GroupBy.EVENT).starts == ()


def test_two_happenings_of_one_story_are_two_groups(tmp_path: Path) -> None:
    again = {
        "id": "deal-herald",
        "title": "Sailors in Ardenport settle with Northline Ferries",
        "text": "The Seafarers' Union settled its quarrel with Northline Ferries over night "
        "shifts on Wednesday. The 340 sailors in Ardenport would have longer rests, said Marta "
        "Olsen of the union; after the walkout ferry sailings to the Skelda islands began again.",
        "date": "2021-05-12",
        "source": "Herald",
    }
    with Library.open(tmp_path / "library") as library:
        put(library, tmp_path, *ARTICLES, again)
        rows = {row.id: row.key for row in library.rows(library.listing("newest"))}
        assert len(library.stories()) == 2
        assert all(story.interval.begin <= story.interval.end for story in library.stories())
        assert any(story.interval.begin < story.interval.end for story in library.stories())
        groups = library.grouped(library.listing("newest"), GroupBy.EVENT)
        ends = [*groups.starts[1:], len(groups.ids)]
        told = [
            {rows[number].rpartition("/")[2].partition(".")[0] for number in groups.ids[start:end]}
            for start, end in zip(groups.starts, ends, strict=True)
        ]
        assert len(told) == 3
        assert {"deal-gazette", "deal-herald"} in [{k.partition("#")[0] for k in t} for t in told]
        assert groups.names[-1] == ""
