"""From bytes to articles: finds the reader of each document and looks after what it finds.

Every string that a reader finds passes :func:`canonical_text` or ``one_line`` here,
whoever wrote the reader. Nothing that goes wrong with one document ends the
reading of the others.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from index.article import Article
from index.errors import (
    LACKS_PACKAGE,
    BinaryDocument,
    EmptyDocument,
    ReadError,
    UnsupportedFormat,
)
from index.readers.compressed import unpacked
from index.readers.decode import binary_kind
from index.readers.escapes import without_escapes
from index.readers.files import kind_of, printable
from index.readers.formats import feeds_reader, foreign_reader, reader_of
from index.readers.model import (
    DEFAULT_OPTIONS,
    NO_FACTS,
    PEEKED,
    Document,
    Found,
    ReadOptions,
    buffered,
)
from index.readers.news_text import read_news_text
from index.readers.sniff import Format, sniff
from index.readers.values import address
from index.sanitise import canonical_text, one_line

_EXTRAS = {"pypdf": "pdf", "fastwarc": "warc", "fastwarc.warc": "warc"}
_COMPRESSED = {Format.GZIP: "gzip", Format.BZIP2: "bzip2", Format.XZ: "xz"}

MOST_TOLD = 1_000
"""Failures in one file that are told one by one: a small archive may have room for many more."""
Outcome = Article | ReadError
Watch = Callable[[str], None]
"""Told the source of each document before it is read."""


class TookTooLong(BaseException):
    """Raised from outside into a reader that does not come to an end.

    No ``Exception``, so that no parser takes it for an error of its own.
    """


def read(
    source: str, data: bytes, *, key: str, metadata: Mapping[str, str] = NO_FACTS
) -> list[Article]:
    """The articles in ``data``.

    ``source`` names where the bytes came from, for people to read. ``key`` names
    the document for good; a document of several articles keys them itself.
    ``metadata`` is what is known from outside (``title``, ``date``, ``outlet``,
    ``url``, ``language``, ``authors`` separated by semicolons) and goes before
    what the text says.

    Raises :class:`~index.errors.ReadError`; with it nothing is returned.
    """
    articles = []
    for article in read_stream(source, io.BytesIO(data), key=key, metadata=metadata):
        if isinstance(article, ReadError):
            raise article
        articles.append(article)
    return articles


def read_path(
    path: Path,
    *,
    key: str,
    metadata: Mapping[str, str] = NO_FACTS,
    options: ReadOptions = DEFAULT_OPTIONS,
    watch: Watch = lambda source: None,
) -> Iterator[Outcome]:
    """The articles in the file at ``path``, one after the other.

    What cannot be read comes as a :class:`~index.errors.ReadError` in its place
    and the rest follows; nothing is raised. Memory stays bounded however many
    articles a file holds. ``metadata`` is as for :func:`read`; ``watch`` is told of each
    document before it is read.
    """
    source = printable(str(path))
    try:
        with _opened(path) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                yield ReadError(source, f"is {kind_of(status.st_mode)}, not a file")
                return
            yield from read_stream(
                source, stream, key=key, metadata=metadata, options=options, watch=watch
            )
    except OSError as error:
        yield ReadError(source, (error.strerror or "cannot be read").lower())


def looked_at(path: Path) -> tuple[bytes, str]:
    """The bytes by which the format of a file is told, and the SHA-256 of all of it in hex.

    Both are empty when it cannot be read.
    """
    try:
        with _opened(path) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return b"", ""
            beginning = stream.read(PEEKED)
            stream.seek(0)
            return beginning, hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError:
        return b"", ""


def _opened(path: Path) -> BinaryIO:
    """The file at ``path``, without waiting for the other end of what is a pipe."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def read_stream(
    source: str,
    stream: BinaryIO,
    *,
    key: str,
    metadata: Mapping[str, str] = NO_FACTS,
    options: ReadOptions = DEFAULT_OPTIONS,
    watch: Watch = lambda source: None,
) -> Iterator[Outcome]:
    """The articles in a stream of bytes; errors come in place, as from :func:`read_path`."""
    document = Document(source, key, buffered(stream), metadata, options)
    failed = 0
    try:
        for outcome in _guarded(document, watch):
            failed += isinstance(outcome, ReadError)
            if failed <= MOST_TOLD or isinstance(outcome, Article):
                yield outcome
        if failed > MOST_TOLD:
            yield ReadError(source, f"holds {failed - MOST_TOLD:,} more that cannot be read")
    finally:
        document.stream.detach()


# ---------------------------------------------------------------- one document


def _guarded(document: Document, watch: Watch) -> Iterator[Outcome]:
    """What is in a document; whatever its reader raises comes as the last error."""
    source = document.source
    try:
        watch(source)
        yield from _read_document(document, watch)
    except ReadError as error:
        yield error
    except OSError as error:
        # With words of the system's the disk has failed, without them the parser.
        yield ReadError(source, (error.strerror or "is damaged").lower())
    except TookTooLong:
        yield ReadError(source, "takes too long to read")
    except MemoryError:
        yield ReadError(source, "needs too much memory to be read")
    except RecursionError:
        yield ReadError(source, "is nested too deeply")
    except ImportError as error:
        extra = _EXTRAS.get(error.name or "")
        how = f": pip install 'culm[{extra}]'" if extra else ""
        yield ReadError(source, f"{LACKS_PACKAGE} {error.name or error}{how}")
    # Parsers of hostile bytes raise what nobody foresaw; the other documents go on.
    except Exception as error:
        yield ReadError(source, one_line(f"is damaged ({type(error).__name__}: {error})"[:300]))


def _read_document(document: Document, watch: Watch) -> Iterator[Outcome]:
    beginning = document.stream.peek(PEEKED)
    kind = sniff(beginning)
    if kind in _COMPRESSED:
        stream = unpacked(document.source, document.stream, how=_COMPRESSED[kind])
        inner = replace(document, stream=stream)
        if sniff(inner.stream.peek(PEEKED)) in _COMPRESSED:
            raise UnsupportedFormat(document.source, f"is {kind.value} inside {kind.value}")
        yield from _read_document(inner, watch)
        return
    reader = foreign_reader(beginning) or reader_of(kind)
    if document.options.feeds and not document.depth:
        reader = feeds_reader(kind)
    if reader is None:
        raise UnsupportedFormat(document.source, f"is {kind.value}, which culm does not read")
    if kind is Format.NEWS_TEXT and (binary := binary_kind(beginning)):
        raise BinaryDocument(document.source, f"is {binary}, not text")
    is_empty = True
    for found in reader(document):
        is_empty = False
        match found:
            case Found():
                yield _article(document, found)
            case Document():
                yield from _guarded(found, watch)
            case ReadError():
                yield found
    if is_empty:
        raise EmptyDocument(document.source, "holds no articles")


def _article(document: Document, found: Found) -> Outcome:
    """What was found, cleaned, with the roles of its parts told."""
    source = f"{document.source} {found.place}" if found.place else document.source
    text = canonical_text(without_escapes(found.text))
    if not text.strip():
        return EmptyDocument(source, "holds no text")
    facts = {
        "title": found.title,
        "date": found.date,
        "dated_by": found.dated_by,
        "dated_about": found.dated_about,
        "hinted_by": found.hinted_by,
        "authors": ";".join(name.replace(";", ",") for name in found.authors),
        "outlet": found.outlet,
        "url": address(found.url) or _own_address(document, found),
        "language": found.language,
    }
    facts = {name: value for name, value in facts.items() if value} | dict(document.facts)
    key = one_line(found.key) or document.key
    if document.options.fetched and key != document.key:
        key = f"{document.key}#{key}"
    return read_news_text(source, text, key=key, metadata=facts)


def _own_address(document: Document, found: Found) -> str:
    """Where a document that is one article was fetched from."""
    is_the_article = document.options.fetched and not found.key and not document.depth
    return address(document.facts.get("saved_from")) if is_the_article else ""
