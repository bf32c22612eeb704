"""ZIP and tar archives: their members, one after the other, as documents of their own.

Nothing is ever unpacked to disk; a member's name is a name in keys and messages
and never a path.
"""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from index.errors import DocumentTooLarge, ReadError
from index.readers.compressed import DAMAGE, Measured
from index.readers.files import is_content, is_of_page, page_stems, printable
from index.readers.model import MOST_MEMBERS, NO_FACTS, Allowance, Document
from index.readers.omnivore import facts_of_export, is_told_already

_DAMAGE = (zipfile.BadZipFile, tarfile.TarError)
_OF_A_SYSTEM = ("__MACOSX",)


def read_zip(document: Document) -> Iterator[Document | ReadError]:
    """The files of a ZIP archive that are no furniture of a folder or a page."""
    with open_zip(document) as archive:
        wanted = set(_worth_reading(info.filename for info in archive.infolist()))
        told = facts_of_export(document, archive)
        for info in archive.infolist():
            name = info.filename
            if info.is_dir() or name not in wanted or stat.S_ISLNK(info.external_attr >> 16):
                continue
            if told and is_told_already(name):
                continue
            try:
                stream = opened(document, archive, info)
                yield document.member(name, stream, told.get(name, NO_FACTS))
            except ReadError as error:
                yield error


def open_zip(document: Document) -> zipfile.ZipFile:
    """A ZIP archive; raises :class:`~index.errors.ReadError` when it is damaged."""
    stream: BinaryIO = document.stream
    if not stream.seekable():
        stream = io.BytesIO(document.all_bytes())
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise ReadError(document.source, "is a damaged ZIP archive") from None
    if len(archive.infolist()) > MOST_MEMBERS:
        raise DocumentTooLarge(document.source, f"holds more than {MOST_MEMBERS:,} files")
    return archive


def opened(document: Document, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    """A member as a stream that never gives more than is sensible."""
    source = f"{document.source}!{printable(info.filename)}"
    if info.flag_bits & 0x1:
        raise ReadError(source, "is encrypted")
    try:
        stream = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        raise ReadError(source, "is damaged or packed in a way that culm does not know") from None
    return _measured(source, stream, info.compress_size, document.allowance)


def read_tar(document: Document) -> Iterator[Document | ReadError]:
    """The files of a tar archive that are no furniture of a folder."""
    stems: set[str] = set()
    try:
        with tarfile.open(fileobj=document.stream, mode="r|") as archive:
            for info in archive:
                if not info.isreg() or not _is_worth_reading(info.name):
                    continue
                stems |= page_stems([info.name])
                stream = archive.extractfile(info)
                if stream is None or is_of_page(info.name, stems):
                    continue
                source = f"{document.source}!{printable(info.name)}"
                measured = _measured(source, stream, info.size, document.allowance)
                yield document.member(info.name, measured)
    except (tarfile.TarError, EOFError, zlib.error, ValueError):
        raise ReadError(document.source, "is a damaged tar archive") from None


def _measured(source: str, stream: Any, packed: int, allowance: Allowance) -> io.BufferedReader:
    return io.BufferedReader(
        Measured(source, stream, lambda: packed, allowance, damage=(*DAMAGE, *_DAMAGE))
    )


def _worth_reading(names: Iterable[str]) -> list[str]:
    kept = list(filter(_is_worth_reading, names))
    stems = page_stems(kept)
    return [name for name in kept if not is_of_page(name, stems)]


def _is_worth_reading(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return all(is_content(part) or part in (".", "..") for part in parts if part) and not any(
        part in _OF_A_SYSTEM for part in parts
    )
