"""Bytes into articles: one small module per format, chosen by content, never by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from index.article import Article
from index.errors import ReadError

_NO_METADATA: Mapping[str, str] = MappingProxyType({})


def read(
    source: str, data: bytes, *, key: str, metadata: Mapping[str, str] = _NO_METADATA
) -> list[Article]:
    """The articles in ``data``.

    ``source`` names where the bytes came from, for people to read. ``key`` names
    the document for good; a document of several articles keys them itself.
    ``metadata`` is what is known from outside (``title``, ``date``, ``outlet``,
    ``url``, ``language``, ``authors`` separated by semicolons) and goes before
    what the text says.

    Raises :class:`~index.errors.ReadError`; with it nothing is returned.
    """
    from index.readers.decode import decode
    from index.readers.news_text import read_news_text
    from index.readers.sanitise import canonical_text

    text = canonical_text(decode(source, data))
    return [read_news_text(source, text, key=key, metadata=metadata)]


def read_path(path: Path, *, key: str) -> Iterator[Article | ReadError]:
    """The articles in the file at ``path``, one after the other.

    What cannot be read comes as a :class:`~index.errors.ReadError` in its place
    and the rest follows; nothing is raised. Memory stays bounded however many
    articles a file holds.
    """
    try:
        yield from read(str(path), path.read_bytes(), key=key)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(str(path), error.strerror or "cannot be read")
