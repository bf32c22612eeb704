"""The five sample articles and the hand-made truth about them, in several shapes.

Gold offsets are code points of the raw files; a :class:`Shape` changes the bytes
and tells where each offset went.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.language.fold import fold

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "data" / "gold"
NUMBERS = ("000", "001", "002", "003", "004")

_HEADER = re.compile(r" date \d{4}-\d\d-\d\d ")


@dataclass(frozen=True)
class Shape:
    """A way in which the same article may arrive: ``change`` text → text, before encoding."""

    name: str
    change: Callable[[str], str]

    def bytes_of(self, number: str) -> bytes:
        return self.change(raw(number)).encode("utf-8")

    def shift(self, number: str) -> int:
        """What to add to a gold offset; negative offsets afterwards are gone."""
        found = _HEADER.match(raw(number))
        return -len(found[0]) if self.name == "no header" and found else 0


SHAPES = (
    Shape("as is", lambda text: text),
    Shape("ASCII", lambda text: "".join(c if c.isascii() else fold(c) for c in text)),
    Shape("NFD", lambda text: unicodedata.normalize("NFD", text)),
    Shape("CRLF", lambda text: text.replace("\n", "\r\n")),
    Shape("no header", lambda text: _HEADER.sub("", text, count=1)),
)


def path_of(number: str) -> Path:
    """The seed's file."""
    return next(SEEDS.glob(f"{number}_*.txt"))


@cache
def raw(number: str) -> str:
    """The seed's text, line ends untouched."""
    return path_of(number).read_bytes().decode("utf-8")


@cache
def gold(number: str) -> dict[str, Any]:
    """What a person found in one seed."""
    data: dict[str, Any] = json.loads((GOLD / f"{number}.json").read_text(encoding="utf-8"))
    return data


@cache
def gold_events() -> dict[str, Any]:
    """Events, entities and links over all seeds."""
    data: dict[str, Any] = json.loads((GOLD / "events.json").read_text(encoding="utf-8"))
    return data


def write_seeds(folder: Path, shape: Shape = SHAPES[0]) -> Path:
    """The five articles as files in a new folder, in one shape."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in NUMBERS:
        (folder / f"{number}.txt").write_bytes(shape.bytes_of(number))
    return folder
