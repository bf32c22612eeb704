"""Articles in JSON: one a line (JSON Lines), or an array or a single object in a file.

What the objects hold is told by :mod:`index.readers.json_shapes`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec.structs import replace

from index.errors import DocumentTooLarge, ReadError
from index.readers.decode import LARGEST_DOCUMENT, decode
from index.readers.json_shapes import NotAnArticle, articles_in, found_in
from index.readers.model import PEEKED, Document, Found


def read_json_lines(document: Document, first: bytes = b"") -> Iterator[Found | ReadError]:
    """The articles of a JSON Lines stream, one line in memory at a time.

    ``first`` is its first line, if that was read already. A line that is no article comes
    as a :class:`~index.errors.ReadError` with the line's number; the rest follows. Blank
    lines are skipped.
    """
    lines = document.stream
    number = 0
    while line := first or lines.readline(LARGEST_DOCUMENT + 1):
        first = b""
        number += 1
        place = f"line {number}"
        if len(line) > LARGEST_DOCUMENT and not line.endswith(b"\n"):
            _skip_line(lines)
            limit = LARGEST_DOCUMENT >> 20
            yield DocumentTooLarge(f"{document.source} {place}", f"is longer than {limit} MB")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _read_line(document, line, place, number)


def read_json(document: Document) -> Iterator[Found | ReadError]:
    """The articles of a JSON file: of an array each, of an object the one or those it holds."""
    first = document.stream.readline(LARGEST_DOCUMENT + 1)
    # A first line too long to be seen whole when the format was told.
    if is_object(first) and document.stream.peek(PEEKED).strip():
        yield from read_json_lines(document, first)
        return
    content = _parse(document.source, first + document.all_bytes())
    entries = articles_in(content)
    if entries is None:
        if not isinstance(content, dict):
            raise ReadError(document.source, "holds JSON but no articles")
        yield _found(document, content, "", document.key)
        return
    for number, entry in enumerate(entries, 1):
        yield _found(document, entry, f"item {number}", f"{document.key}#{number}")


def is_object(line: bytes) -> bool:
    """Whether a line by itself is a JSON object."""
    try:
        return isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False


def _read_line(document: Document, line: bytes, place: str, number: int) -> Found | ReadError:
    try:
        entry = _parse(f"{document.source} {place}", line)
    except ReadError as error:
        return error
    return _found(document, entry, place, f"{document.key}#{number}")


def _found(document: Document, entry: Any, place: str, key: str) -> Found | ReadError:
    try:
        found = found_in(entry)
    except NotAnArticle as error:
        source = f"{document.source} {place}" if place else document.source
        return ReadError(source, str(error))
    if not found.key and found.url:
        key = f"{document.key}#{found.url}"
    return replace(found, key=found.key or key, place=place)


def _skip_line(lines: BinaryIO) -> None:
    while (rest := lines.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _parse(source: str, data: bytes) -> Any:
    try:
        return json.loads(decode(source, data).lstrip("\ufeff"))
    except ValueError as error:
        reason = str(error).split(":")[0].lower()
        raise ReadError(source, f"is not valid JSON ({reason})") from None
    except RecursionError:
        raise ReadError(source, "is nested too deeply") from None


def looks_like_json_lines(data: bytes) -> bool:
    """Whether the first line of ``data`` is a JSON object by itself."""
    stripped = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not stripped.startswith(b"{"):
        return False
    line, _, rest = stripped.partition(b"\n")
    try:
        return isinstance(json.loads(line), dict) and bool(rest.strip())
    except (ValueError, RecursionError):
        return False
