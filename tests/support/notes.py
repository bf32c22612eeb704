"""Real texts and small helpers for the tests of notes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from index.article import version_of
from index.notes import Notes
from index.notes.model import Annotation

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "seeds").glob("*.txt"))
]
TEXT = TEXTS[0]
VERSION = version_of(TEXT)
KEY = "seeds/000"


def passage(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where ``words`` stand in ``text`` for the first time."""
    start = text.index(words)
    return start, start + len(words)


def mark(notes: Notes, words: str, note: str = "", tags: tuple[str, ...] = ()) -> Annotation:
    """Annotate the first occurrence of ``words`` in the sample text."""
    start, end = passage(words)
    return notes.annotate(KEY, VERSION, TEXT, start, end, note=note, tags=tags)
