"""Plain text: the file is the article."""

from __future__ import annotations

from collections.abc import Iterator

from index.readers.decode import decode
from index.readers.model import Document, Found


def read_plain_text(document: Document) -> Iterator[Found]:
    """The one article of a text file, in whatever encoding it is."""
    yield Found(decode(document.source, document.all_bytes()))
