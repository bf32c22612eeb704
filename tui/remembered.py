"""What the screen remembers from one run to the next.

Only looks and places: losing it costs a moment, so it is one small JSON file
in the library and anything odd in it is simply not believed.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from index.files import read_own

FILE = "screen.json"
_BIGGEST = 64 * 1024


class Remembered(Struct):
    """What is remembered.

    Theme, the pane that had the focus, widths (cells added to the usual), hidden panes,
    measure (columns), sort, what the list is grouped by (empty: by its order) and how much
    it says of an article, last article (key) and the rows of the views in which it stood in
    the list and the caret in it (-1: out of sight), whether near-identical copies are shown
    as one, and of the reader whether it dims what was read elsewhere, hides captions and
    the like, ends lines alike at the right, and which types of names it leaves plain (their
    names, blanks between); what is searched for (empty: nothing), in which order and whether
    copies are found once; and of which import it was said last that it was cut short, and where.
    """

    theme: str = ""
    pane: str = "list"
    wider_list: int = 0
    wider_panel: int = 0
    hides_list: bool = False
    hides_panel: bool = False
    measure: int = 80
    sort: str = "newest"
    grouping: str = ""
    density: str = "usual"
    article: str = ""
    list_row: int = -1
    row: int = -1
    fold_copies: bool = True
    dim_known: bool = False
    fold_asides: bool = False
    justified: bool = False
    plain_types: str = ""
    search: str = ""
    search_sort: str = ""
    search_folded: bool = True
    cut_short: str = ""


def recall(library: Path) -> Remembered:
    """What was remembered for this library; what cannot be read is as if never set."""
    try:
        told = json.loads(read_own(library / FILE, _BIGGEST))
    except (OSError, ValueError, RecursionError):
        return Remembered()
    if not isinstance(told, dict):
        return Remembered()
    kept = Remembered()
    for name in Remembered.__struct_fields__:
        value = told.get(name)
        if type(value) is type(getattr(kept, name)):
            setattr(kept, name, value)
    return kept


def remember(library: Path, kept: Remembered) -> None:
    """Write ``kept`` for the next run; a library that cannot be written to is left alone."""
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=FILE, dir=library)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(kept), file)
            os.replace(name, library / FILE)
        except OSError:
            os.unlink(name)
            raise
