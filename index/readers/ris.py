"""RIS: lists of references, as Zotero and other keepers of references export them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.readers.decode import decode
from index.readers.model import Document, Found
from index.readers.tables import bookmark_text
from index.readers.values import address, day, in_order, short

_FIELD = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_MOST_LINES = 400


def read_ris(document: Document) -> Iterator[Found]:
    """The references of a file: their abstracts, or their titles where they have none."""
    reference: dict[str, list[str]] = {}
    last = ""
    number = 0
    for line in decode(document.source, document.all_bytes()).splitlines():
        field = _FIELD.match(line)
        if field is None:
            if last and line.strip() and len(reference[last]) < _MOST_LINES:
                reference[last].append(line.strip())
            continue
        last = field[1]
        if last == "ER":
            number += 1
            yield _found(document, reference, number)
            reference, last = {}, ""
        elif len(reference.setdefault(last, [])) < _MOST_LINES:
            reference[last].append(field[2].strip())
    if reference:
        yield _found(document, reference, number + 1)


def _found(document: Document, reference: dict[str, list[str]], number: int) -> Found:
    def first(*names: str) -> str:
        return next((reference[name][0] for name in names if reference.get(name)), "")

    title, url = short(first("TI", "T1", "CT")), address(first("UR", "L2"))
    text = "\n\n".join(reference.get("AB") or reference.get("N2") or ())
    authors = [name for field in ("AU", "A1") for name in reference.get(field, ())]
    return Found(
        text or bookmark_text(title, url),
        title=title,
        date=_date(first("DA", "Y1", "PY")),
        dated_by="its reference",
        authors=tuple(map(in_order, filter(None, map(short, authors[:50])))),
        outlet=short(first("T2", "JO", "JF", "PB")),
        url=url,
        language=short(first("LA")),
        key=f"{document.key}#{url or number}",
        place=f"reference {number}",
    )


def _date(written: str) -> str:
    """``2024/03/12/`` as a day; a year or a month alone says no day."""
    parts = [part for part in written.split("/")[:3] if part.strip().isdigit()]
    if len(parts) == 3:
        return f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"
    return day(written) if "-" in written else ""
