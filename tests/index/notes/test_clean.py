"""What is typed or brought in is cleaned by the rules of texts; notes alone keep their tabs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.notes.clean import clean_line, clean_note, clean_tags
from index.sanitise import canonical_text

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates and all


@given(ANY_TEXT)
def test_a_note_is_a_canonical_text_with_tabs(text: str) -> None:
    note = clean_note(text)
    assert canonical_text(note) == note.replace("\t", " ")
    assert clean_note(note) == note
    assert note == note.rstrip()


@given(ANY_TEXT)
def test_a_name_is_on_one_line(text: str) -> None:
    line = clean_line(text)
    assert clean_note(line) == clean_line(line) == line
    assert len(line.splitlines()) <= 1


def test_ends_of_lines_of_all_kinds_are_ends_of_lines() -> None:
    assert clean_note("one\r\ntwo\rthree\x85four\u2028five\fsix \n") == (
        "one\ntwo\nthree\nfour\nfive\nsix"
    )
    assert clean_note("a\tb\x1b[31m") == "a\tb\ufffd[31m"


def test_marks_beyond_number_are_broken_up() -> None:
    assert "\u034f" in clean_note("e" + "\u0301" * 100)


def test_a_mark_of_byte_order_is_no_part_of_a_tag() -> None:
    assert clean_tags(["\ufeff# storm", "storm "]) == ("storm",)
