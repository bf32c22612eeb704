"""Copies through the library's door: found, grouped, kept right, counted, shown once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Article, Interval, Known, Publication, version_of
from index.library import Library
from index.library.imports.copying import find_copies
from index.library.imports.importing import Status
from index.library.upkeep.care import examine, rebuild
from index.library.upkeep.taking_back import imports_of
from index.store.archive import Archive
from index.store.archive_schema import SCHEMA
from index.store.sqlite import Database
from tests.support import copies


@pytest.fixture
def library(tmp_path: Path) -> Iterable[Library]:
    with Library.open(tmp_path / "library") as opened:
        assert not [done.error for done in opened.add([source(tmp_path)]) if done.error]
        yield opened


def source(folder: Path, articles: Sequence[copies.Printed] = copies.ALL) -> Path:
    return copies.write(folder / "articles.jsonl", tuple(articles))


def groups(archive: Archive) -> dict[str, str]:
    """Who stands for whom, by keys."""
    followers = archive.copies.followers()
    keys = archive.keys_of([*followers, *followers.values()])
    return {keys[article]: keys[first] for article, first in followers.items()}


FOLDED = {copies.EDITED.id: copies.AGENCY.id, copies.CUT.id: copies.AGENCY.id}


def test_import_tells_of_copies(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        done = {one.key: one for one in library.add([source(tmp_path)])}
        assert groups(library.archive) == FOLDED
    assert done[copies.EDITED.id].status is Status.ADDED
    assert done[copies.EDITED.id].copy_of == copies.AGENCY.id
    assert done[copies.SAME_TEXT.id].status is Status.DUPLICATE
    assert done[copies.SAME_TEXT.id].copy_of == copies.AGENCY.id
    assert done[copies.AGENCY.id].copy_of == done[copies.OWN_WORDS.id].copy_of == ""


def test_the_list_shows_a_group_once_and_says_where_else_it_is(library: Library) -> None:
    folded, every = library.listing(folded=True), library.listing()
    assert len(every) - len(folded) == len(FOLDED)
    rows = {row.key: row for row in library.rows(every)}
    row = rows[copies.AGENCY.id]
    assert row.also_in == ("Harbour Daily", "Evening Star", "Northern Herald")
    assert row.copies == 3
    assert {rows[key].id for key in FOLDED} == set(row.near_copies)
    assert rows[copies.CUT.id].first == row.id
    assert rows[copies.CUT.id].also_in[0] == "Meridian Press"
    lone = rows[copies.OWN_WORDS.id]
    assert (lone.copies, lone.also_in, lone.first) == (0, (), lone.id)


def test_notes_on_a_copy_count_for_the_row(library: Library) -> None:
    article = library.article(library.find(copies.EDITED.id))
    library.notes.annotate(article.key, article.version, article.text, 0, 6, note="fire")
    (row,) = library.rows([library.find(copies.AGENCY.id)])
    assert (row.notes, row.copy_notes) == (0, 1)
    (own,) = library.rows([article.id])
    assert (own.notes, own.copy_notes) == (1, 0)


def test_what_waits_on_a_copy_counts_for_the_row(library: Library) -> None:
    article = library.article(library.find(copies.EDITED.id))
    before = "None of these words stands there any more.\n\n" + article.text
    library.notes.annotate(article.key, version_of(before), before, 0, 42)
    (row,) = library.rows([library.find(copies.AGENCY.id)])
    assert (row.waiting, row.copy_waiting) == (0, 1)
    (own,) = library.rows([article.id])
    assert (own.waiting, own.copy_waiting) == (1, 0)


def test_a_reading_knows_its_copies_and_the_same_place_in_them(library: Library) -> None:
    number, other = library.find(copies.AGENCY.id), library.find(copies.EDITED.id)
    reading = library.reading(number)
    assert [copy.key for copy in reading.copies] == [
        copies.EDITED.id,
        copies.CUT.id,
        copies.SAME_TEXT.id,
    ]
    assert reading.text == library.reading(other).text == number
    there = library.article(other).text
    place = reading.article.text.index("We have perhaps")
    assert there[library.same_place(number, place, other) :].startswith("We have perhaps")


def test_events_count_outlets_that_write_for_themselves(library: Library) -> None:
    ids = [library.find(article.id) for article in (copies.AGENCY, copies.EDITED, copies.CUT)]
    reading = library.reading(ids[0])
    (event,) = [event for event in reading.events if event.role == "reports"]
    assert (event.outlets, event.reports) == (1, 3)
    assert {teller.text for teller in event.tellers} == {ids[0]}


@pytest.mark.parametrize("copies_first", [False, True])
def test_copies_part_nobody_from_the_event(tmp_path: Path, copies_first: bool) -> None:
    tellers = [(copies.AGENCY, copies.RIVAL), (copies.EDITED, copies.CUT)]
    if copies_first:
        tellers.reverse()
    with Library.open(tmp_path / "library") as library:
        for printed in tellers:
            list(library.add([source(tmp_path, printed)]))
        told = {article.id for printed in tellers for article in printed}
        assert groups(library.archive) == FOLDED
        (event,) = library.events()
        assert {teller.key for teller in event.tellers} == told
        assert event.outlets == 2
        (story,) = library.stories()
        assert set(story.articles) == told


def test_search_finds_a_group_once(library: Library) -> None:
    every = library.searching.search("eucalyptus")
    folded = library.searching.search("eucalyptus", folded=True)
    assert (every.total, len(every.ids)) == (3, 3)
    assert (folded.total, list(folded.ids)) == (3, [library.find(copies.AGENCY.id)])
    assert [hit.id for hit in folded.hits] == list(folded.ids)


def test_a_hit_in_a_copy_alone_shows_that_copy(library: Library) -> None:
    found = library.searching.search("laboured", folded=True)
    assert list(found.ids) == [library.find(copies.EDITED.id)]
    (row,) = library.rows(found.ids)
    assert row.also_in[0] == "Meridian Press"


def test_rebuilding_finds_the_same_copies(library: Library) -> None:
    rebuild(library)
    assert groups(library.archive) == FOLDED
    assert all(check.ok for check in examine(library))


def test_copies_stay_right_when_the_first_is_removed(library: Library) -> None:
    library.take_out([library.find(copies.AGENCY.id)])
    # What had exactly its text stands for itself now, with all that was known of it.
    herald = library.find(copies.SAME_TEXT.id)
    article = library.article(herald)
    assert (article.outlet, article.title) == ("Northern Herald", copies.AGENCY.title)
    assert article.published.interval.begin == date(2024, 8, 15)
    assert groups(library.archive) == {
        copies.CUT.id: copies.EDITED.id,
        copies.SAME_TEXT.id: copies.EDITED.id,
    }
    library.take_out([library.find(copies.EDITED.id), herald])
    assert groups(library.archive) == {}
    assert library.searching.search("eucalyptus", folded=True).total == 1


def test_a_copy_noted_by_an_earlier_culm_stands_with_what_its_text_tells(library: Library) -> None:
    with library.archive.write() as connection:
        connection.execute(
            "UPDATE copy SET facts = json_set(facts, '$.language', '', '$.published',"
            " json_array(NULL, NULL, 'unknown', ''))"
        )
    library.take_out([library.find(copies.AGENCY.id)])
    article = library.article(library.find(copies.SAME_TEXT.id))
    assert article.language == "en"


def test_an_article_that_changes_leaves_its_copies(library: Library, tmp_path: Path) -> None:
    changed = replace(copies.AGENCY, text=copies.OWN_WORDS.text.replace("dog", "cat"))
    path = source(tmp_path, [changed, *copies.ALL[1:]])
    done = {one.key: one.status for one in library.add([path])}
    assert done[copies.AGENCY.id] is Status.UPDATED
    assert groups(library.archive) == {
        copies.CUT.id: copies.EDITED.id,
        copies.SAME_TEXT.id: copies.EDITED.id,
        copies.OWN_WORDS.id: copies.AGENCY.id,
    }
    assert library.article(library.find(copies.SAME_TEXT.id)).text == copies.AGENCY.text


def test_what_had_the_old_text_and_comes_with_the_new_one_is_no_copy(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        list(library.add([source(tmp_path, [copies.AGENCY])]))
        changed = replace(copies.AGENCY, text=copies.OWN_WORDS.text)
        list(library.add([source(tmp_path, [changed, copies.SAME_TEXT])]))
        keys = (changed.id, copies.SAME_TEXT.id)
        texts = {key: library.article(library.find(key)).text for key in keys}
    assert texts == dict(zip(keys, (copies.OWN_WORDS.text, copies.AGENCY.text), strict=True))


@pytest.mark.parametrize("other_is_new", [False, True])
def test_an_article_that_comes_with_the_text_of_another_has_it(
    tmp_path: Path, other_is_new: bool
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    texts = {"a": copies.AGENCY.text, "b": copies.OWN_WORDS.text}
    for name in ("b",) if other_is_new else ("a", "b"):
        (folder / f"{name}.txt").write_text(texts[name])
    with Library.open(tmp_path / "library") as library:
        list(library.add([folder]))
        for name in texts:
            (folder / f"{name}.txt").write_text(texts["b"] + "\n\nNobody was hurt.\n")
        told = {done.key: done.status for done in library.add([folder])}
        assert told["news/b.txt"] is Status.UPDATED
        assert told["news/a.txt"] is (Status.ADDED if other_is_new else Status.UPDATED)
        both = [library.article(library.find(key)).text for key in told]
        assert both[0] == both[1]
        assert "Nobody was hurt." in both[0]
        assert library.archive.copies.with_exact() == []
        assert {done.status for done in library.add([folder])} == {Status.UNCHANGED}
        # What was there still is of the import that added it.
        assert [one.articles for one in imports_of(library)] == ([1, 1] if other_is_new else [2])


def test_what_is_an_article_and_what_is_a_copy_are_never_the_same(tmp_path: Path) -> None:
    """Whatever one batch does to the originals of its copies, and to articles of one id."""
    agency, own, edited = copies.AGENCY, copies.OWN_WORDS, copies.EDITED

    def told(one: copies.Printed, text: str) -> copies.Printed:
        return replace(one, text=text)

    same = copies.SAME_TEXT
    runs: list[list[copies.Printed]] = [
        # A copy of an article that changes becomes one of another.
        [told(agency, edited.text), own, told(same, own.text)],
        # Two of one id, of which one is a copy.
        [own, told(same, own.text), told(same, edited.text)],
        [own, told(same, edited.text), told(same, own.text)],
    ]
    for number, articles in enumerate(runs):
        folder = tmp_path / str(number)
        folder.mkdir()
        with Library.open(folder / "library") as library:
            list(library.add([source(folder, [agency] if number else [agency, same])]))
            list(library.add([source(folder, articles)]))
            archive = library.archive
            for noted in (
                copy for one in archive.copies.with_exact() for copy in archive.copies.exact(one)
            ):
                assert archive.identify(noted.key) is None
            last = [one.text for one in articles if one.id == same.id][-1]
            held = archive.identify(same.id)
            if held is not None:
                assert library.article(held[0]).text == last


def test_a_library_of_the_first_schema_learns_of_copies(tmp_path: Path) -> None:
    path = tmp_path / "library"
    old = Database(path / "archive.db", replace(SCHEMA, migrations=SCHEMA.migrations[:1]))
    with old.write() as connection:
        for article in copies.ALL[:3]:
            made = as_article(article)
            connection.execute(
                "INSERT INTO article (key, version, title, title_stated, text, zones,"
                " own_publication, how, reason, outlet, agency, authors, url, language, source,"
                " words, facts, title_order, outlet_order)"
                " VALUES (?,?,?,1,?,'[]',?,'unknown','',?,'','[]','','','',100,'','','')",
                (
                    made.key,
                    made.version,
                    made.title,
                    packed(made.text),
                    json.dumps([article.date, article.date, "stated", ""]),
                    made.outlet,
                ),
            )
        connection.execute(
            "INSERT INTO copy (key, article, outlet, url, source) VALUES ('b', 1, 'B', '', '')"
        )
    old.close()
    with Library.open(path) as library:
        assert not all(check.ok for check in examine(library))
        list(library.add([source(tmp_path, [])]))
        assert groups(library.archive) == FOLDED
        library.take_out([library.find(copies.AGENCY.id)])
        assert library.article(library.find("b")).text == copies.AGENCY.text


def packed(text: str) -> bytes:
    import zlib

    return zlib.compress(text.encode())


def as_article(printed: copies.Printed) -> Article:
    day = date.fromisoformat(printed.date)
    return Article(
        printed.id,
        printed.text,
        printed.title,
        published=Publication(Interval(day, day), Known.STATED),
        outlet=printed.source,
    )


# -- whatever the order ------------------------------------------------------------------


def variants() -> list[Article]:
    """Texts of which some are copies of some: cut more and more, changed more and more."""
    made = [as_article(printed) for printed in copies.ALL if printed is not copies.SAME_TEXT]
    first = date(2024, 8, 10)
    for number in range(1, 7):
        text = copies.AGENCY.text
        for word, other in CHANGES[: 3 * number]:
            text = text.replace(word, other)
        day = first + timedelta(days=(5 * number) % 7)
        made.append(
            as_article(
                replace(copies.AGENCY, id=f"variant/{number}", text=text, date=day.isoformat())
            )
        )
        made.append(
            as_article(
                replace(
                    copies.AGENCY,
                    id=f"cut/{number}",
                    text="\n\n".join(copies.STORY[number // 3 : 6 - number // 2]),
                    date=day.isoformat(),
                )
            )
        )
    return made


CHANGES = [
    ("worked through the night", "laboured until morning"),
    ("after weeks without rain", "in a dry month"),
    ("Strong winds were expected to turn", "The wind was thought likely to shift"),
    ("to build a line that holds", "for a line"),
    ("were treated for burns and smoke", "needed treatment"),
    ("was closed", "was shut to all traffic by the police"),
    ("to clear land around villages", "for the clearing of land"),
    ("a plan that was promised", "something promised"),
    ("and then put off twice", "and delayed"),
    ("had left their homes", "had been moved out of their houses"),
    ("of pine and eucalyptus", "of wood"),
    ("among them two water bombers lent by Spain", "two of them Spanish"),
    ("told reporters in Coimbra", "said at a briefing"),
    ("Nobody was killed", "There were no deaths"),
    ("one of them a firefighter from Lousã", "a firefighter among them"),
    ("The government said it would ask parliament for", "Parliament will be asked for"),
    ("leads the agency", "is its head"),
    ("the civil protection agency said", "officials said"),
]


def settled(steps: Iterable[Sequence[Article]], removed: Iterable[str] = ()) -> dict[str, str]:
    """The groups after these batches came in and these keys went."""
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "archive.db")
        try:
            for batch in steps:
                with archive.write() as connection:
                    for article in batch:
                        archive.put_article(connection, article)
                find_copies(archive)
            for key in removed:
                known = archive.identify(key)
                assert known is not None
                with archive.write() as connection:
                    archive.remove(connection, known[0])
            return groups(archive)
        finally:
            archive.close()


VARIANTS = variants()
AT_ONCE = settled([VARIANTS])


def test_there_are_groups_of_several_kinds_among_the_variants() -> None:
    assert len(set(AT_ONCE.values())) >= 2
    assert len(AT_ONCE) >= 5
    assert not set(AT_ONCE) & set(AT_ONCE.values())


@settings(max_examples=10, deadline=None)
@given(st.permutations(VARIANTS), st.lists(st.integers(1, 8), max_size=6))
def test_groups_do_not_depend_on_the_order_of_arrival(
    order: list[Article], sizes: list[int]
) -> None:
    batches = []
    for size in sizes:
        batches.append(order[:size])
        order = order[size:]
    assert settled([*batches, order]) == AT_ONCE


@settings(max_examples=8, deadline=None)
@given(st.sets(st.sampled_from([article.key for article in VARIANTS]), max_size=8), st.data())
def test_what_goes_leaves_no_trace(gone: set[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(VARIANTS))
    left = [article for article in VARIANTS if article.key not in gone]
    assert settled([order], sorted(gone)) == settled([left])


@settings(max_examples=6, deadline=None)
@given(st.permutations(VARIANTS))
def test_what_changes_and_changes_back_is_as_before(order: list[Article]) -> None:
    other = [replace(article, text=copies.OWN_WORDS.text, version="") for article in order[:4]]
    assert settled([order, other, order[:4]]) == AT_ONCE
