"""Articles in JSON: one a line (JSON Lines), or an array or a single object in a file.

An article is an object with ``text`` (or ``body``) and, as far as known, ``id``
``title`` ``date`` ``source`` (the outlet) ``url`` ``lang`` ``authors``. ``id``
becomes the article's key, else its ``url``, else the file's key with its place
in the file. Other members are passed over.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from index.article import Article
from index.errors import DocumentTooLarge, EmptyDocument, ReadError
from index.readers.decode import LARGEST_DOCUMENT, decode
from index.readers.news_text import read_news_text
from index.readers.sanitise import canonical_text, one_line

_TEXT_MEMBERS = ("text", "body", "content")


def read_jsonl(
    source: str, lines: BinaryIO, *, key: str, first: bytes = b""
) -> Iterator[Article | ReadError]:
    """The articles of a JSON Lines stream, one line in memory at a time.

    ``first`` is its first line, if that was read already. A line that is no article comes
    as a :class:`~index.errors.ReadError` naming ``source`` and the line's number; the rest
    follows. Blank lines are skipped.
    """
    number = 0
    while line := first or lines.readline(LARGEST_DOCUMENT + 1):
        first = b""
        number += 1
        if len(line) > LARGEST_DOCUMENT and not line.endswith(b"\n"):
            _skip_line(lines)
            yield _too_large(f"{source} line {number}")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _read_line(f"{source} line {number}", line, f"{key}#{number}")


def read_json(source: str, data: bytes, *, key: str) -> Iterator[Article | ReadError]:
    """The articles of a JSON file: of an array each, of an object the one it is.

    Raises :class:`~index.errors.ReadError` when the file as a whole is no JSON.
    """
    content = _parse(source, data)
    if isinstance(content, dict):
        yield _article(source, content, key)
        return
    if not isinstance(content, list):
        raise ReadError(source, "holds JSON but no articles")
    for number, entry in enumerate(content, 1):
        place = f"{source} item {number}"
        try:
            yield _article(place, entry, f"{key}#{number}")
        except ReadError as error:
            yield error


def is_object(line: bytes) -> bool:
    """Whether a line by itself is a JSON object."""
    try:
        return isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False


def _read_line(source: str, line: bytes, key: str) -> Article | ReadError:
    try:
        return _article(source, _parse(source, line), key)
    except ReadError as error:
        return error


def _skip_line(lines: BinaryIO) -> None:
    while (rest := lines.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _too_large(source: str) -> ReadError:
    return DocumentTooLarge(source, f"is longer than {LARGEST_DOCUMENT >> 20} MB")


def _parse(source: str, data: bytes) -> Any:
    try:
        return json.loads(decode(source, data).lstrip("\ufeff"))
    except ValueError as error:
        reason = str(error).split(":")[0].lower()
        raise ReadError(source, f"is not valid JSON ({reason})") from None
    except RecursionError:
        raise ReadError(source, "is nested too deeply") from None


def _article(source: str, entry: Any, key: str) -> Article:
    if not isinstance(entry, dict):
        raise ReadError(source, "is not a JSON object")
    written = next((entry[name] for name in _TEXT_MEMBERS if entry.get(name)), "")
    if not isinstance(written, str):
        raise ReadError(source, "has a text that is not a string")
    text = canonical_text(written)
    if not text.strip():
        raise EmptyDocument(source, "holds no text")
    metadata = {
        "title": _string(entry.get("title")),
        "date": _date(entry.get("date")),
        "outlet": _string(entry.get("source")),
        "url": _string(entry.get("url")),
        "language": _string(entry.get("lang") or entry.get("language")),
        "authors": _names(entry.get("authors") or entry.get("author")),
    }
    named = _string(entry.get("id")) or metadata["url"] or key
    return read_news_text(source, text, key=named, metadata=metadata)


def _string(value: Any) -> str:
    """A member that should be a short string; numbers (ids) count, anything else does not."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return one_line(str(value)[:4000])


def _names(value: Any) -> str:
    if isinstance(value, list):
        names = [entry.get("name") if isinstance(entry, dict) else entry for entry in value[:50]]
        return ";".join(filter(None, map(_string, names)))
    return _string(value)


_SECONDS = (10**8, 10**11)  # 1973 to 5138, as seconds since 1970


def _date(value: Any) -> str:
    """A date as written; seconds or milliseconds since 1970 become an ISO day."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value >= _SECONDS[1] else value
        if not _SECONDS[0] <= seconds < _SECONDS[1]:
            return ""
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    return _string(value)


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


def stream(data: bytes) -> BinaryIO:
    """``data`` as a stream of lines."""
    return io.BytesIO(data)
