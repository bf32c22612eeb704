"""Names of many countries, in sentences of our own: as written, without accents, in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.language.names import find_names

SENTENCES = Path(__file__).parent / "names_of_the_world.txt"
TYPES = {
    "P": "PERSON", "O": "ORG", "L": "PLACE", "N": "NORP", "E": "EVENT", "W": "LAW", "M": "MISC",
}  # fmt: skip
MARKED = re.compile(r"\[([^|\]]+)\|([POLNEWM])\]")

Name = tuple[int, int, str]


def parts() -> dict[str, list[tuple[str, set[Name]]]]:
    """Title of a part → its sentences with their names."""
    found: dict[str, list[tuple[str, set[Name]]]] = {}
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            sentences = found.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            sentences.append((MARKED.sub(r"\1", line), set(names(line))))
    return found


def names(marked: str) -> Iterator[Name]:
    shift = 0
    for match in MARKED.finditer(marked):
        start = match.start() - shift
        yield start, start + len(match[1]), TYPES[match[2]]
        shift += len(match[0]) - len(match[1])


def score(sentences: list[tuple[str, set[Name]]], written: Callable[[str], str]) -> float:
    """F over the names of sentences that are written so."""
    right = marked = found = 0
    for text, gold in sentences:
        shown = written(text)
        assert len(shown) == len(text)
        seen = {(m.start, m.end, str(m.type)) for m in find_names(shown)}
        right += len(seen & gold)
        marked += len(gold)
        found += len(seen)
    return 2 * right / (marked + found)


def without_accents(text: str) -> str:
    plain = text.replace("đ", "d").replace("Đ", "D").replace("ø", "o")
    return "".join(
        char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char)
    )


PARTS = parts()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("written", [str, without_accents], ids=["as is", "without accents"])
def test_names_are_found(part: str, written: Callable[[str], str]) -> None:
    assert score(PARTS[part], written) >= 0.93


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("written", [str.upper, str.lower], ids=["capitals", "no capitals"])
def test_most_names_are_found_where_capitals_say_nothing(
    part: str, written: Callable[[str], str]
) -> None:
    assert score(PARTS[part], written) >= (0.75 if part == "Vietnamese" else 0.88)


def test_there_are_enough_of_them() -> None:
    assert len(PARTS) == 6
    assert all(sum(len(gold) for _, gold in part) >= 25 for part in PARTS.values())
