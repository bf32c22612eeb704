"""The schema: which fields the index has, as Whoosh field types.

============  =======================================================
``text``      title and body, stemmed, with positions
``title``     the title alone, likewise
``*_form``    the words of these two as they are written
``outlet``    words of the outlet's name; ``outlet_name`` the whole name
``author``    words of the authors' names
``source``    words of where the article came from
``lang``      the language code
``entity``    entity keys
``begin``     first possible day of publication, an ordinal
``end``       last possible day of publication, an ordinal
``id``        the archive's row id
============  =======================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import analysis, fields, formats

from index.search.tokens import tokens

TEXT_FIELDS = ("text", "title")
WORD_FIELDS = ("outlet", "author", "source", "lang")
KEY_FIELDS = ("outlet_name", "entity")
DAY_FIELDS = ("begin", "end")

EARLIEST = 0
"""The first day of an interval with an open beginning."""
LATEST = 10_000_000
"""The last day of an interval with an open end."""


def form_field(field: str) -> str:
    """The field that holds the words of a text field as written."""
    return f"{field}_form"


FORM_FIELDS = {form_field(name): name for name in TEXT_FIELDS}
"""The fields of forms, and the text fields they belong to."""


class NewsAnalyzer(analysis.Analyzer):  # type: ignore[misc]
    """Whoosh's view of :func:`index.search.tokens.tokens`."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Any]:
        """Yields one Whoosh token a word; positions and offsets as asked for."""
        shown = analysis.Token(positions, chars, mode=mode)
        for position, token in enumerate(tokens(value), start_pos):
            shown.text = token.term
            shown.original = token.surface
            shown.boost = 1.0
            shown.stopped = False
            if positions:
                shown.pos = position
            if chars:
                shown.startchar = start_char + token.start
                shown.endchar = start_char + token.end
            yield shown


class NewsText(fields.TEXT):  # type: ignore[misc]
    """Scored text with positions."""

    def __init__(self) -> None:
        super().__init__(analyzer=NewsAnalyzer(), phrase=True, stored=False)


class TermSet(fields.FieldType):  # type: ignore[misc]
    """Terms of which only the documents are known."""

    def __init__(self) -> None:
        self.analyzer = analysis.IDAnalyzer()
        self.format = formats.Existence()
        self.scorable = False
        self.stored = False
        self.unique = False


def day_field() -> Any:
    """A day, kept at one precision: ranges are read from columns, not from tiers."""
    return fields.NUMERIC(int, bits=32, signed=False, shift_step=0)


def schema() -> Any:
    """The Whoosh schema of a search index."""
    found: dict[str, Any] = {"id": fields.STORED()}
    for name in TEXT_FIELDS:
        found[name] = NewsText()
        found[form_field(name)] = TermSet()
    found |= {name: TermSet() for name in WORD_FIELDS + KEY_FIELDS}
    found |= {name: day_field() for name in DAY_FIELDS}
    return fields.Schema(**found)
