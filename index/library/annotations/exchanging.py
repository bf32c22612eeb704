"""Annotations out of the library and into it, with what the archive knows of their articles."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from index.article import Interval
from index.errors import BinaryDocument, DocumentTooLarge, ReadError
from index.files import make_private_directory, write_whole
from index.notes.exchange import (
    AnnotationRead,
    ArticleFacts,
    ArticleText,
    Describe,
    file_name,
    plan,
    read_annotations,
    seal_of,
    sealed,
    to_csv,
    to_document,
    to_documents,
    to_jsonld,
    to_jsonld_lines,
    to_readwise,
    variants,
)
from index.notes.model import Annotation, ChangedOnBothSides
from index.readers.files import kind_of, printable
from index.steering import escape_controls, harmless

if TYPE_CHECKING:
    from index.library import Library
    from index.library.finding.searching import Searching

FORMATS = ("md", "jsonld", "csv", "readwise", "jsonl")
WITH_HISTORY = ("jsonld", "jsonl")
"""Formats that can hold what annotations said before."""
LARGEST_FILE = 256 << 20
"""Bytes of the largest file of annotations that is read: some hundred thousand of them."""
_LIKELY = 5
_PIECE = 1 << 20


class NotesImported(Struct, frozen=True):
    """What an import of annotations did.

    ``doubtful`` are ids whose place a person should look at, ``homeless`` the
    passages that belong to no article of the library, ``pageless`` the notes that
    mark no passage (on whole pages, replies). ``both`` are those that were changed here and
    elsewhere, ``in_trash`` counts those of the file that lie in the trash here, ``absent`` are
    the keys of articles that are not in the library: their annotations wait for them.
    """

    added: int
    updated: int
    unchanged: int
    doubtful: tuple[str, ...]
    homeless: tuple[str, ...]
    pageless: tuple[str, ...] = ()
    both: tuple[ChangedOnBothSides, ...] = ()
    in_trash: int = 0
    absent: tuple[str, ...] = ()


def export_notes(
    library: Library, annotations: Sequence[Annotation], format: str, *, history: bool = False
) -> str:
    """Annotations as one document; ``format`` is one of :data:`FORMATS`.

    ``jsonl`` is one Web Annotation a line. With ``history`` the earlier wordings go along,
    where the format has room for them.
    """
    describe = _describing(library)
    pasts = library.notes.pasts(annotations) if format in WITH_HISTORY else {}
    if format == "jsonld":
        versions = {one.version for one in annotations}
        texts = {name: text for name in versions if (text := library.notes.text_of(name))}
        return escape_controls(to_jsonld(annotations, describe, texts, pasts, history=history))
    if format == "jsonl":
        return escape_controls(to_jsonld_lines(annotations, describe, pasts, history=history))
    write = {"md": to_document, "csv": to_csv, "readwise": to_readwise}[format]
    return harmless(write(annotations, describe))


class DocumentWritten(Struct, frozen=True):
    """Where the Markdown of an article (its key) is.

    ``kept`` is a file of it that somebody has edited, or that is not culm's: it was left as it
    is, and what culm has to say stands in ``path`` beside it.
    """

    article: str
    path: Path
    kept: Path | None = None


def write_documents(
    library: Library, annotations: Sequence[Annotation], directory: Path
) -> list[DocumentWritten]:
    """Write one Markdown file for each article into ``directory``.

    The file of an article is known by the end of its name, so it is written again
    in its place when the article's title has changed or the user has put other words
    before that end. What is written already is left alone, and so is what is not as culm
    wrote it: what is new is written beside it, and nothing if the edited file began as that.
    """
    make_private_directory(directory)
    there: dict[str, list[Path]] = {}
    for path in sorted(directory.glob("*-*.md")):
        there.setdefault(path.name.rpartition("-")[2], []).append(path)
    written = []
    for facts, made in to_documents(annotations, _describing(library)):
        document = sealed(harmless(made))
        name = file_name(facts)
        title, _, end = name.rpartition("-")
        path, kept = _place_of(document, directory, title, end, there.get(end, []))
        data = document.encode("utf-8")
        if path == kept:
            kept = None
        elif not path.exists() or path.read_bytes() != data:
            write_whole(path, data)
        written.append(DocumentWritten(facts.key, path, kept))
    return written


def _place_of(
    document: str, directory: Path, title: str, end: str, candidates: Sequence[Path]
) -> tuple[Path, Path | None]:
    """Where a document goes, and which file of its article is not to be touched.

    Both are the same where that file, however edited since, began as this document.
    """
    kept: Path | None = None
    untouched: Path | None = None
    for path in candidates:
        seal, is_whole = _seal_in(path)
        if is_whole:
            untouched = untouched or path
        elif seal and seal == seal_of(document)[0]:
            return path, path
        else:
            kept = kept or path
    if untouched is not None:
        return untouched, kept
    names = (f"{title}{more}-{end}" for more in chain([""], (f"-new{n or ''}" for n in count())))
    return next(path for one in names if not os.path.lexists(path := directory / one)), kept


def _seal_in(path: Path) -> tuple[str, bool]:
    """As :func:`index.notes.exchange.seal_of`, of a file; what cannot be read is not culm's."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return "", False
        return seal_of(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return "", False


def _describing(library: Library) -> Describe:
    def describe(key: str) -> ArticleFacts | None:
        known = library.archive.identify(key)
        article = library.archive.article(known[0]) if known else None
        if article is None:
            return None
        return ArticleFacts(
            key,
            title=article.title,
            outlet=article.outlet,
            agency=article.agency,
            published=_days(article.published.interval),
            url=article.url,
            authors=article.authors,
            language=article.language,
            tags=library.notes.state(key).tags,
        )

    return describe


def _days(interval: Interval) -> str:
    """A day, or an interval of days as ISO 8601-2 writes it; empty when nothing is known."""
    if interval.begin is None and interval.end is None:
        return ""
    if interval.begin == interval.end:
        return str(interval.begin)
    return f"{interval.begin or '..'}/{interval.end or '..'}"


def _go_on() -> None:
    """Nobody wants to stop."""


def import_notes_file(
    library: Library, path: Path, go_on: Callable[[], None] = _go_on
) -> NotesImported:
    """Bring in annotations from a file of JSON-LD.

    ``go_on`` is called every now and then until the annotations are written; what it
    raises ends the import, and nothing has changed. Raises
    :class:`index.errors.ReadError`, at once for what is no file or too large.
    """
    return import_notes(library, _document(path, go_on), printable(str(path)), go_on)


def import_notes_from(library: Library, stream: BinaryIO, source: str) -> NotesImported:
    """Bring in annotations from what is open already, as :func:`import_notes_file`."""
    try:
        document = _text(stream, source, _go_on)
    except (OSError, ValueError) as error:
        raise _unreadable(error, source) from error
    return import_notes(library, document, source)


def _document(path: Path, go_on: Callable[[], None]) -> str:
    source = printable(str(path))
    try:
        # Not even opened is what is no file: a pipe would wait, a device might do something.
        _require_file(path.stat(), source)
        with open(path, "rb", opener=_without_waiting) as file:
            _require_file(os.fstat(file.fileno()), source)
            return _text(file, source, go_on)
    except (OSError, ValueError) as error:
        raise _unreadable(error, source) from error


def _text(file: BinaryIO, source: str, go_on: Callable[[], None]) -> str:
    pieces, size = [], 0
    while piece := file.read(_PIECE):
        go_on()
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_FILE:  # it grows while it is read, or is no file
            raise _too_large(source, size)
    return b"".join(pieces).decode("utf-8-sig")


def _unreadable(error: OSError | ValueError, source: str) -> ReadError:
    if isinstance(error, UnicodeDecodeError):
        return BinaryDocument(source, "is not UTF-8 text")
    return ReadError(source, getattr(error, "strerror", None) or str(error))


def _require_file(status: os.stat_result, source: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(source, f"is {kind_of(status.st_mode)}, not a file")
    if status.st_size > LARGEST_FILE:
        raise _too_large(source, status.st_size)


def _too_large(source: str, size: int) -> DocumentTooLarge:
    limit = LARGEST_FILE >> 20
    return DocumentTooLarge(
        source, f"is {size >> 20:,} MB; a file of annotations may have {limit} MB"
    )


def _without_waiting(path: str, flags: int) -> int:
    """Open what may have become a pipe meanwhile."""
    return os.open(path, flags | os.O_NONBLOCK)


def import_notes(
    library: Library, document: str, source: str, go_on: Callable[[], None] = _go_on
) -> NotesImported:
    """Bring in annotations from JSON-LD; ``source`` names the file in errors and undo.

    ``go_on`` as in :func:`import_notes_file`. Raises :class:`index.errors.ReadError`
    when it holds no annotations.
    """
    incoming, texts = read_annotations(document, source)
    planned = plan(incoming, texts, _Finder(library, go_on))
    go_on()
    brought = library.notes.bring_in(
        planned.annotations,
        planned.texts,
        f"import of annotations from {source}",
        planned.pasts,
    )
    keys = {one.article for one in planned.annotations}
    return NotesImported(
        brought.added,
        brought.updated,
        brought.unchanged,
        planned.doubtful,
        tuple(one.exact for one in planned.homeless),
        tuple(one.note or ", ".join(one.tags) for one in planned.pageless),
        brought.both,
        brought.in_trash,
        tuple(sorted(keys - library.ids_of(keys).keys())),
    )


class _Finder:
    """Finds the articles that an annotation from outside may belong to."""

    def __init__(self, library: Library, go_on: Callable[[], None]) -> None:
        self._library = library
        self._go_on = go_on

    def __call__(self, one: AnnotationRead) -> Iterable[ArticleText]:
        self._go_on()
        archive = self._library.archive
        addresses = [form for address in one.addresses for form in variants(address)]
        wanted = dict.fromkeys(archive.with_address(addresses))
        if one.own is not None and (known := archive.identify(one.own.article)):
            wanted = dict.fromkeys([known[0], *wanted])
        yield from self._texts(wanted, named=True)
        if one.own is None or not wanted:
            holding = [number for number in self._holding(one) if number not in wanted]
            yield from self._texts(holding, named=False)

    def _texts(self, numbers: Iterable[int], *, named: bool) -> Iterator[ArticleText]:
        for number in numbers:
            article = self._library.archive.article(number)
            if article is not None:
                yield ArticleText(article.key, article.version, article.text, named)

    def _holding(self, one: AnnotationRead) -> Sequence[int]:
        words = one.exact.replace('"', " ").split()
        # A passage may begin and end within a word; no article has half of it as a word.
        if len(words) > 1 and one.exact[:1].isalnum() and one.prefix[-1:].isalnum():
            del words[0]
        if len(words) > 1 and one.exact[-1:].isalnum() and one.suffix[:1].isalnum():
            del words[-1]
        searching: Searching = self._library.searching
        phrase = " ".join(words[:12])
        return searching.search(f'"{phrase}"', limit=_LIKELY).ids[:_LIKELY]
