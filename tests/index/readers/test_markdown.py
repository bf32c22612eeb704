"""Markdown as it is read: what its marks stand for is still seen."""

from __future__ import annotations

import pytest

from index.readers.front_matter import split_front_matter
from index.readers.markdown import plain_of_markdown


def test_facts_above_the_text() -> None:
    facts, text = split_front_matter(
        "---\nTitle: The ferry runs\ndc.date: 2024-03-13 # noted\nauthors:\n  - name: Ana Sá\n"
        "  - Jane Roe\nempty:\nsummary: >\n  Of a ferry\n  and a fire\n---\nIt runs.\n"
    )
    assert facts["title"] == "The ferry runs"
    assert facts["authors"] == ["Ana Sá", "Jane Roe"]
    assert (facts["empty"], facts["summary"]) == ("", "Of a ferry and a fire")
    assert text == "It runs.\n"


@pytest.mark.parametrize("above", ["A rule of one line", "name:value", "9: nine"])
def test_what_is_between_rules_and_names_nothing_is_text(above: str) -> None:
    text = f"---\n{above}\n---\nIt runs.\n"
    assert split_front_matter(text) == ({}, text)


def test_rows_of_a_table_stand_one_below_the_other() -> None:
    table = "| Year | Ships |\n|---|:-:|\n| 2022 | **12** |\n| 2023 | [14](https://a.example) |"
    shown = "Year | Ships\n2022 | 12\n2023 | 14"
    text = plain_of_markdown(f"It told its plans.\n\n{table}\n\nThat was all.")
    assert text == f"It told its plans.\n\n{shown}\n\nThat was all."


def test_items_keep_their_numbers_and_their_depth() -> None:
    marked = "4. Buy\n5. Sell\n   - with care\n   - at once\n\n     and twice\n6. Rest\n\nThe end."
    shown = "4. Buy\n5. Sell\n  - with care\n  - at once\n\nand twice\n\n6. Rest\n\nThe end."
    assert plain_of_markdown(marked) == shown


def test_pictures_are_left_out_and_marks_of_words_too() -> None:
    assert plain_of_markdown("# *Ships*\n\n![a ship](ship.png)\n\nThey `sail`.") == (
        "Ships\n\nThey sail."
    )
