"""The word lists under ``index/language/data``, read once and only when used.

A list file holds sections: ``[name]`` on a line of its own, then entries
separated by commas or line ends; ``#`` starts a comment line. Hand-made lists
are written as people write and compared by match key; files that a script
built hold match keys already.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from index.language.fold import match_key


def read_data(name: str) -> str:
    """The text of a data file, e.g. ``heads.txt``."""
    return (files("index.language") / "data" / name).read_text(encoding="utf-8")


@cache
def sections(name: str, *, built: bool = False) -> dict[str, frozenset[str]]:
    """All sections of a list file: section name → match keys of its entries.

    ``built`` says that a script wrote the file, so its entries need no folding.
    """
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in read_data(name).splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            current += line.split(",")
    if built:
        return {title: frozenset(entries) - {""} for title, entries in found.items()}
    return {
        title: frozenset(match_key(entry) for entry in entries if entry.strip())
        for title, entries in found.items()
    }


@cache
def as_written(name: str) -> dict[str, frozenset[str]]:
    """All sections of a hand-made list file whose entries keep their accents: in small letters."""
    found: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in read_data(name).splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[] "), set())
        elif not line.startswith("#"):
            current.update(entry.strip().lower() for entry in line.split(",") if entry.strip())
    return {title: frozenset(entries) for title, entries in found.items()}


@cache
def section(name: str, *titles: str) -> frozenset[str]:
    """The entries of one or several sections of a hand-made list file, joined."""
    of = sections(name)
    return frozenset().union(*(of[title] for title in titles))
