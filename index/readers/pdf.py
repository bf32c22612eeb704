"""PDF (with the extra ``pdf``): the text of its pages, and what it says of itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from index.errors import EmptyDocument, ReadError
from index.readers.model import Document, Found
from index.readers.values import short

_MOST_PAGES = 3000
_MADE_UP_TITLE = re.compile(
    r"(?:untitled.{0,20}|microsoft word\b.{0,200}|.{0,200}\.(?:docx?|pdf|indd|qxd|tex|html?)"
    r"|document\d{0,3})",
    re.IGNORECASE,
)
_DAY = re.compile(r"D?:?((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)")


def read_pdf(document: Document) -> Iterator[Found]:
    """The one article of a PDF file; raises for one that is locked or holds only pictures."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(document.all_bytes()), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(document.source, "is locked with a password")
        pages = [page.extract_text() for page in reader.pages[:_MOST_PAGES]]
        about: Any = reader.metadata or {}
        title, author, made = (short(str(about.get(f"/{name}") or "")) for name in _ABOUT)
    except PyPdfError as error:
        raise ReadError(document.source, f"is a damaged PDF ({short(str(error))})") from None
    text = "\n\n".join(filter(None, map(_flowing, pages)))
    if not text.strip():
        raise EmptyDocument(document.source, "holds no text, only pictures of it perhaps")
    day = _DAY.match(made)
    yield Found(
        text,
        title="" if _MADE_UP_TITLE.fullmatch(title) else title,
        dated_about=f"{day[1]}-{day[2]}-{day[3]}" if day else "",
        hinted_by="the PDF was made that day" if day else "",
        authors=(author,) if author and len(author) <= 60 else (),
    )


_ABOUT = ("Title", "Author", "CreationDate")


def _flowing(page: str) -> str:
    """A page with the lines of each paragraph joined, words parted at line ends included."""
    lines = [line.rstrip() for line in page.splitlines()]
    longest = max(map(len, lines), default=0)
    written = ""
    for line in lines:
        if not line.strip():
            written = written.rstrip("\n") + "\n\n" if written else ""
        elif not written or written.endswith("\n"):
            written += line.strip()
        elif written.endswith("-") and line.strip()[:1].islower():
            written = written[:-1] + line.strip()
        else:
            # A line that stops well before the margin ends its paragraph.
            last = written[written.rfind("\n") + 1 :]
            ends = last[-1:] in '.!?:”"' and len(_before(lines, line)) < 0.8 * longest
            written += ("\n\n" if ends else " ") + line.strip()
    return written.strip()


def _before(lines: list[str], line: str) -> str:
    place = lines.index(line)
    return lines[place - 1] if place else ""
