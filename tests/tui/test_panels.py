"""What the list, the panel, the footer, palette, facets and reasons say: pure, as text."""

from __future__ import annotations

from array import array
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.style import Style

from index.article import Interval, Known, Precision, Publication, Snippet, Span
from index.events.model import Link, LinkClass, Reason, Role
from index.views import Row, Teller, Why
from tests.tui import readings
from tui import wording
from tui.commands import ARTICLES, BY_ID, COMMANDS, Where
from tui.importing import progress_words, summary_words
from tui.keymap import Keymap
from tui.processes import ImportProgress, ImportSummary, SearchAnswer
from tui.rendering.cells import width_of
from tui.screens.legend import legend_entries
from tui.screens.palette import help_entries, matching
from tui.screens.why import Evidence, why_entries
from tui.widgets.article_item import (
    Item,
    Sort,
    around_first_hit,
    below_item,
    copies_line,
    item,
    natural_heading,
)
from tui.widgets.entries import Entry
from tui.widgets.event_lines import (
    EntityTarget,
    EventTarget,
    MoreTarget,
    TellerTarget,
    panel_entries,
)
from tui.widgets.footer import chips_for, footer_line
from tui.widgets.hints import fitting
from tui.widgets.lines import Line, Piece, fold, paint
from tui.widgets.top_words import counts_line, found_line, nothing_found

STATED = Publication(Interval(date(2023, 12, 19), date(2023, 12, 19)), Known.STATED)
ROW = Row(1, "key", "Party chief calls for “bamboo diplomacy”", True, "VNS", STATED, 1100)


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in (*line.left, *line.right))


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [text_of(line) for line in lines]


def said(entries: object) -> list[str]:
    assert isinstance(entries, list | tuple)
    return [text_of(line) for entry in entries for line in entry.lines]


def roles_of(made: Item) -> set[str]:
    return {piece.role for line in made.body for piece in (*line.left, *line.right)}


# The article list


def test_an_article_is_told_in_three_lines() -> None:
    made = item(ROW, 30, Sort.NEWEST, heading=natural_heading(ROW, None, Sort.NEWEST))
    assert texts(made.heading) == ["Tue 19 Dec 2023"]
    assert texts(made.body) == [
        "● Party chief calls for",
        "  “bamboo diplomacy”",
        "  VNS · 5 min",
    ]


def test_signs_of_an_article() -> None:
    row = replace(ROW, read=True, starred=True, notes=2, tags=("asia",))
    lines = texts(item(row, 60, Sort.RELEVANCE).body)
    assert lines[0].startswith("○ ")
    assert lines[0].endswith("✎2")
    assert lines[-1] == "  VNS · 19 Dec 2023 · 5 min · #asia ★"


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (36, "  The Harbour Daily · 19 Dec 2023"),
        (33, "  The Harbour Daily · 19 Dec 2023"),
        (30, "  The Harbour D… · 19 Dec 2023"),
        (24, "  The Har… · 19 Dec 2023"),
        (23, "  19 Dec 2023"),
    ],
)
def test_an_outlet_is_cut_before_it_goes(width: int, told: str) -> None:
    row = replace(ROW, outlet="The Harbour Daily", words=0)
    assert texts(item(row, width, Sort.RELEVANCE).body)[-1] == told


def test_copies_are_told_below_the_facts() -> None:
    row = replace(
        ROW,
        notes=1,
        copies=3,
        copy_notes=2,
        waiting=1,
        copy_waiting=1,
        also_in=("Hà Nội Times", "Reuters"),
        near_copies=(7, 8),
    )
    folded = texts(item(row, 60, Sort.TITLE).body)
    assert folded[0].endswith("✎3 ≠2")
    assert folded[-1] == "  ▸ also in Hà Nội Times, Reuters, +1"
    unfolded = texts(item(row, 60, Sort.TITLE, unfolds=True).body)
    assert unfolded[0].endswith("✎1 ≠1")
    assert unfolded[-1].startswith("  ▾ also in")
    narrow = texts(item(row, 30, Sort.TITLE).body)
    assert narrow[-1] == "  ▸ also in Hà Nội Times, +2"
    exact = replace(row, near_copies=(), also_in=(), copies=1)
    assert texts(item(exact, 60, Sort.TITLE).body)[-1] == "  = 1 copy"


def test_a_copy_below_another_article_is_told_in_two_lines() -> None:
    below = texts(below_item(ROW, 60, None).body)
    assert below == [
        "│ ● Party chief calls for “bamboo diplomacy”",
        "│   VNS · 19 Dec 2023",
    ]


@given(st.integers(0, 6), st.integers(0, 9), st.integers(10, 80))
def test_what_is_said_of_copies_accounts_for_all_of_them(named: int, more: int, room: int) -> None:
    outlets = [f"Paper {number}" for number in range(named)]
    told = copies_line(outlets, named + more, room)
    if told.startswith("also in"):
        left = int(told.rpartition(", +")[2]) if ", +" in told else 0
        assert told.count("Paper") + left == named + more
        assert len(told) <= room
    else:
        assert told == wording.counted(named + more, "copy", "copies")


def test_a_heading_stands_where_the_day_changes() -> None:
    older = replace(ROW, published=Publication(Interval(date(2021, 12, 14), date(2021, 12, 14))))
    assert natural_heading(ROW, ROW, Sort.NEWEST) == ()
    assert texts(natural_heading(older, ROW, Sort.NEWEST)) == ["", "Tue 14 Dec 2021"]
    assert natural_heading(older, ROW, Sort.TITLE) == ()
    assert texts(natural_heading(ROW, None, Sort.OUTLET)) == ["VNS"]


def test_a_date_that_is_not_stated_is_marked() -> None:
    inferred = replace(ROW, published=replace(STATED, how=Known.INFERRED))
    unknown = replace(ROW, published=Publication())
    assert texts(item(inferred, 30, Sort.NEWEST).body)[-1] == "  VNS · ≈ · 5 min"
    assert texts(item(unknown, 30, Sort.NEWEST).body)[-1] == "  VNS · ? · 5 min"


def test_a_long_headline_ends_in_dots() -> None:
    row = replace(ROW, title="word " * 50)
    lines = texts(item(row, 20, Sort.TITLE).body)
    assert len(lines) == 3
    assert lines[1].endswith("…")


def test_snippets_show_their_hits_and_keep_their_room() -> None:
    snippet = Snippet("during the đổi mới period", (Span(11, 18),))
    found = item(ROW, 40, Sort.RELEVANCE, snippet=snippet, searching=True)
    waiting = item(ROW, 40, Sort.RELEVANCE, searching=True)
    hits = [piece.text for line in found.body for piece in line.left if piece.role == "hit"]
    assert hits == ["đổi mới"]
    assert "hit" not in roles_of(waiting)
    assert waiting.height >= found.height


@given(st.text("ab \n", max_size=300), st.integers(0, 300), st.integers(1, 20), st.integers(8, 80))
def test_the_first_hit_is_brought_into_sight(text: str, at: int, size: int, room: int) -> None:
    hit = Span(min(at, len(text)), min(at + size, len(text)))
    shown, hits = around_first_hit(Snippet(text, (hit,)), room)
    [(start, end)] = hits
    assert shown[start:end] == text[hit.start : hit.end].replace("\n", " ")
    assert start <= room


@given(st.text(max_size=200), st.integers(1, 60), st.integers(0, 3))
def test_folded_lines_fit(text: str, width: int, most: int) -> None:
    lines = fold(text, width, most)
    assert all(width_of(line) <= max(width, 2) for line in lines)
    assert not most or len(lines) <= most


@given(
    st.lists(st.text(max_size=40), max_size=4),
    st.lists(st.text(max_size=10), max_size=2),
    st.integers(1, 80),
)
def test_a_painted_line_is_exactly_as_wide_as_asked(
    left: list[str], right: list[str], width: int
) -> None:
    content = Line(tuple(map(Piece, left)), tuple(map(Piece, right)))
    strip = paint(content, width, {}, Style())
    assert strip.cell_length == width
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in strip.text)


def test_a_line_that_is_cut_ends_there() -> None:
    pieces = (Piece("marked in Meridian "), Piece(" s marks it here "), Piece(" and why"))
    for width in range(1, 45):
        (segment,) = paint(Line(pieces), width, {}, Style())
        assert segment.text.count("…") <= 1


# The event panel


def test_the_panel_of_a_seed() -> None:
    reading = readings.seed(1)
    days = Interval(date(2023, 12, 19), date(2023, 12, 23))
    dated = (replace(event, interval=days, precision=Precision.DAY) for event in reading.events)
    entries = panel_entries(replace(reading, events=tuple(dated)), 40, frozenset())
    lines = said(list(entries))
    assert lines[0] == "Reports"
    assert "Mentions" in lines
    assert any("32nd" in line for line in lines)
    assert any("19–23 Dec 2023" in line for line in lines)
    assert any(line.strip().endswith("this one") for line in lines)
    targets = [entry.target for entry in entries if entry.target is not None]
    assert isinstance(targets[0], EventTarget)
    assert any(isinstance(target, TellerTarget) for target in targets)
    assert any(isinstance(target, EntityTarget) for target in targets)


def test_many_tellers_are_folded_until_asked_for() -> None:
    reading = readings.seed(1)
    event = next(e for e in reading.events if e.role is Role.REPORTS)
    crowd = tuple(
        replace(event.tellers[0], id=100 + number, outlet=f"Outlet {number}")
        for number in range(20)
    )
    crowded = replace(reading, events=(replace(event, tellers=crowd),))
    folded = list(panel_entries(crowded, 40, frozenset()))
    assert any("12 more …" in line for line in said(folded))
    [more] = [entry.target for entry in folded if isinstance(entry.target, MoreTarget)]
    assert more.event.id == event.id
    unfolded = list(panel_entries(crowded, 40, frozenset({event.id})))
    assert any("Outlet 19" in line for line in said(unfolded))


def test_an_article_without_events_says_so() -> None:
    lines = said(list(panel_entries(readings.of_text("Nothing."), 40, frozenset())))
    assert lines[0].strip() == "No events found in"


# The footer and the top line


def places(*wheres: Where) -> list[list[Where]]:
    return [[where] for where in (*wheres, Where.EVERYWHERE)]


def test_the_footer_offers_the_keys_of_the_place() -> None:
    chips = chips_for(Keymap(), places(Where.LIST, Where.MAIN))
    assert ("↵", "open", "article.open") in chips
    assert ("/", "search", "search.open") in chips
    assert ("?", "help", "app.help") in chips


def test_the_footer_offers_what_is_done_to_chosen_articles() -> None:
    alone = chips_for(Keymap(), places(Where.LIST, Where.MAIN))
    chosen = chips_for(Keymap(), places(Where.CHOSEN, Where.LIST, Where.MAIN))
    for keys, word, command in [
        ("t", "tags", "article.tags"),
        ("x", "remove", "article.remove"),
        ("E", "export", "article.export"),
    ]:
        assert (keys, word, command) in chosen
        assert command not in [one for _, _, one in alone]


def test_the_footer_hides_keys_that_would_be_typed() -> None:
    chips = chips_for(
        Keymap(), places(Where.SEARCH, Where.MAIN), is_typed=lambda key: len(key) == 1
    )
    assert ("↵", "open the first", "search.submit") in chips
    assert not any(len(keys) == 1 and keys.isalpha() for keys, _, _ in chips)


def test_the_footer_shows_how_a_sequence_goes_on() -> None:
    chips = chips_for(Keymap(), places(Where.READER, Where.MAIN), ("]",))
    assert ("]u", BY_ID["article.next-unread"].title, "article.next-unread") in chips


def test_the_footer_gives_way_but_keeps_help() -> None:
    chips = chips_for(Keymap(), places(Where.READER, Where.MAIN))
    for width in range(20, 200):
        line, _ = footer_line(chips, (Piece("legend "),), width)
        assert sum(width_of(text_of(Line((piece,)))) for piece in line.left) <= width + 2
        assert "help" in text_of(line)


def test_what_goes_on_is_told_before_all_keys() -> None:
    chips = chips_for(Keymap(), places(Where.READER, Where.MAIN))
    news = (Piece("importing 120/500 "),)
    for width in range(36, 200):
        line, _ = footer_line(chips, news, width, has_news=True)
        assert line.right == news
        assert sum(width_of(piece.text) for piece in (*line.left, *line.right)) <= width + 2
    assert not footer_line(chips, news, 80)[0].right
    # Half of the line is for keys.
    assert not footer_line(chips, news, 30, has_news=True)[0].right


@pytest.mark.parametrize("where", [Where.READER, Where.PANEL])
def test_the_narrowest_footer_keeps_what_is_most_useful(where: Where) -> None:
    chips = chips_for(Keymap(), places(where, Where.MAIN))
    words = text_of(footer_line(chips, (), 40)[0])
    assert width_of(words.rstrip()) <= 40
    assert "↵ " in words
    assert "! put right" in words


KEYS = ("F", "ctrl+y")


def answer(**more: object) -> SearchAnswer:
    return replace(SearchAnswer("doi moi", array("q", [1, 2, 5]), 3, 4.2), **more)  # type: ignore[arg-type]


def test_what_was_found_is_said() -> None:
    assert text_of(found_line(answer(), 120, "", "").line) == " 3 articles · 4 ms "
    assert text_of(found_line(answer(), 12, *KEYS).line) == " 3 articles "
    assert "ignored: (" in text_of(found_line(answer(ignored=("(",)), 120, *KEYS).line)
    assert "đổi mới? ctrl+y" in text_of(found_line(answer(suggestion="đổi mới"), 120, *KEYS).line)
    assert "F narrow" in text_of(found_line(answer(), 120, *KEYS).line)
    assert "Did you mean đổi mới?" in nothing_found(answer(suggestion="đổi mới"), "", "")
    assert (
        text_of(counts_line({"articles": 5, "events": 12})).split("  ")[1]
        == "5 articles · 12 events"
    )


@pytest.mark.parametrize("room", [-6, 0, 7, 20, 31, 54, 80, 200])
def test_what_was_found_keeps_to_its_room(room: int) -> None:
    noticed = answer(ignored=("date:someday " * 20, "外交"), suggestion="đổi mới " * 4)
    found = found_line(noticed, room, *KEYS)
    said = text_of(found.line)
    assert width_of(said) <= max(0, room)
    assert not found.whole
    assert said.startswith((" 3 articles ", " 3 ! ignored ")) == (room >= len(" 3 articles "))
    assert ("ctrl+y" in said) <= ("? ctrl+y" in said or "… ctrl+y" in said)


@pytest.mark.parametrize("room", range(20, 90, 3))
def test_what_was_ignored_is_said_before_what_is_only_good_to_know(room: int) -> None:
    folded = answer(ignored=("date:20x9 (not a date)",), total=212, suggestion="trump")
    said = text_of(found_line(folded, room, *KEYS).line)
    assert said.startswith(" 212")
    assert "ignored" in said
    assert width_of(said) <= room
    for fact in ("copies folded", " ms"):
        assert fact not in said or 0 < said.find("(not a date)") < said.index(fact)


def test_that_something_was_ignored_takes_the_place_of_a_word() -> None:
    folded = answer(ignored=("date:20x9 (not a date)",), total=1234)
    assert text_of(found_line(folded, 13, *KEYS).line) == ""
    assert text_of(found_line(folded, 20, *KEYS).line) == " 1,234 ! ignored "
    assert text_of(found_line(folded, 32, *KEYS).line) == " 1,234 articles ! ignored "
    cut = found_line(folded, 40, *KEYS)
    assert text_of(cut.line) == " 1,234 articles · ignored: date:20x9 (… "
    assert not cut.whole
    assert text_of(found_line(folded, 90, *KEYS).line) == (
        " 1,234 articles · ignored: date:20x9 (not a date) · 1,231 copies folded · 4 ms "
    )


# Palette and help


def test_commands_are_found_by_their_words() -> None:
    assert matching(("star",), ARTICLES, Keymap())[0].id == "article.star"
    assert matching(("un", "nex"), COMMANDS, Keymap())[0].id == "article.next-unread"
    assert matching(("xyzzy",), COMMANDS, Keymap()) == []


def test_help_begins_with_what_is_done_here() -> None:
    keymap = Keymap()
    assert said(help_entries((), 80, keymap))[0].strip() == "First of all"
    assert said(help_entries((), 80, keymap, (Where.LIST, Where.MAIN)))[0].strip() == "First of all"
    lines = said(help_entries((), 80, keymap, (Where.COMPARE, Where.EVERYWHERE)))
    assert lines[0].strip() == "On this screen"
    chapter = "\n".join(lines[: lines.index("", 1)])
    own = [command.title for command in COMMANDS if Where.COMPARE in command.where]
    assert own
    assert all(title in chapter for title in own)
    assert BY_ID["app.quit"].title not in chapter


def test_help_tells_every_command_and_narrows() -> None:
    keymap = Keymap()
    everything = "\n".join(said(help_entries((), 80, keymap)))
    assert all(command.title in everything for command in COMMANDS)
    some = said(help_entries(("undo",), 80, keymap))
    assert any(line.startswith("u ") for line in some)
    assert len(some) < 30
    assert said(help_entries(("xyzzy",), 80, keymap)) == [" Nothing in the help says that."]


# Why linked


def evidence(*reasons: Reason, vetoes: tuple[Reason, ...] = ()) -> Evidence:
    reading = readings.seed(1)
    event = reading.events[0]
    link = Link("a", "b", event.id, LinkClass.SAME, 10.7, reasons, vetoes)
    text = "Speaking at the 32nd Diplomatic Conference, the chief spoke.\nAnother paragraph."
    return Evidence(
        Why(event, (link,), {"a": "First title", "b": "Second title"}),
        {"a": "VNS", "b": "Vietnamplus"},
        {"a": text, "b": text},
        "b",
    )


def test_reasons_are_told_with_their_evidence() -> None:
    reason = Reason("ordinal", "both are the 32nd", 3.0, (("a", Span(16, 42)),))
    entries = why_entries(evidence(reason), 80)
    lines = said(list(entries))
    assert "Vietnamplus and VNS 10.7" in lines
    assert any(line.split() == ["+3.0", "both", "are", "the", "32nd"] for line in lines)
    hits = [
        piece.text
        for entry in entries
        for line in entry.lines
        for piece in line.left
        if piece.role == "hit"
    ]
    assert hits == ["32nd Diplomatic Conference"]
    assert not any("Another paragraph" in line for line in lines)


def test_refusals_are_told_apart() -> None:
    veto = Reason("edition", "one is the 32nd, the other the 21st")
    lines = said(list(why_entries(evidence(vetoes=(veto,)), 80)))
    assert lines[lines.index("Against") + 1].strip().startswith("–")


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ((Role.REPORTS, Role.MENTIONS), "one reports it, the other mentions it"),
        ((Role.MENTIONS, Role.REPORTS), "one reports it, the other mentions it"),
        ((Role.MENTIONS, Role.MENTIONS), "both mention it"),
    ],
)
def test_what_each_article_does_with_the_event_is_told(
    roles: tuple[Role, Role], words: str
) -> None:
    shown = evidence()
    tellers = tuple(
        Teller(number, key, key, "", Publication(), role, ())
        for number, (key, role) in enumerate(zip("ab", roles, strict=True))
    )
    link = replace(shown.why.links[0], link_class=LinkClass.MENTIONS)
    event = replace(shown.why.event, tellers=tellers)
    assert words in said(list(why_entries(replace(shown, why=Why(event, (link,), {})), 80)))


@given(st.text(max_size=200), st.integers(0, 220), st.integers(0, 220), st.integers(12, 90))
def test_any_evidence_can_be_quoted(text: str, first: int, second: int, width: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    shown = evidence(Reason("words", "words", 1.0, (("a", Span(start, end)),)))
    shown = replace(shown, texts={"a": text})
    entries: list[Entry] = list(why_entries(shown, width))
    assert entries


# Imports


def test_progress_and_summary_in_words() -> None:
    progress = ImportProgress(120, 500, 118, 0, 2, "a/b.txt", "reading")
    assert progress_words(progress) == "importing 120/500 · 118 new · 2 failed"
    assert progress_words(replace(progress, total=None, added=0, failed=0)) == "importing 120"
    done = ImportSummary({"added": 1, "unchanged": 4, "failed": 1}, (("x.bin", "not text"),))
    assert summary_words(done) == "1 article added · 1 input failed\nx.bin: not text"
    assert summary_words(ImportSummary({"unchanged": 5}, ())) == ""
    assert summary_words(ImportSummary({}, (), cancelled=True)) == "Import stopped."


# Hints of dialogs


@given(st.lists(st.text(min_size=1, max_size=12), max_size=5), st.integers(-3, 60))
def test_hints_are_dropped_whole(hints: list[str], room: int) -> None:
    told = fitting(hints, room)
    assert not told or width_of(told) <= room
    shown = {" · ".join([*hints[:count], *hints[-1:]]) for count in range(len(hints))}
    assert told in shown | {"", *hints[:1]}


def test_how_to_leave_is_said_before_all_but_the_first() -> None:
    hints = ["↵ take", "End to the end", "PgDn a page on", "Esc close"]
    assert fitting(hints, 80) == " · ".join(hints)
    assert fitting(hints, 35) == "↵ take · End to the end · Esc close"
    assert fitting(hints, 18) == "↵ take · Esc close"
    assert fitting(hints, 9) == "Esc close"
    assert fitting(hints, 8) == "↵ take"


@pytest.mark.parametrize("width", [24, 30, 60])
def test_the_legend_says_all_at_every_width(width: int) -> None:
    lines = [
        "".join(piece.text for piece in line.left)
        for entry in legend_entries(width, (), Keymap())
        for line in entry.lines
    ]
    assert all(width_of(line) <= width for line in lines)
    told = " ".join(" ".join(lines).split())
    assert "a work, a product, a language" in told
    assert "how many marks and notes there are" in told
