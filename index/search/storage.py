"""The directory of the index: who may own it, and how a commit becomes visible.

A commit is one table of contents (TOC) that replaces another. Whoosh writes it
to a temporary file and renames it; here the file is also sealed with a
checksum, flushed to the disk before the rename and the directory after it, so
that whenever the machine stops the last TOC is whole. A TOC holds pickles by Whoosh's
format. It is read only from a directory that belongs to the user and with its seal
intact, which says nothing of who wrote it: the library may have come from somebody
else. So of its pickles only the list of segments is read, and no object is made for
them but an :class:`ArraySegment`.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import stat
import struct
import zlib
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files

from index.errors import IndexDamaged, LibraryError
from index.files import open_own
from index.search.codec import ArraySegment
from index.search.fields import schema

INDEX_NAME = "MAIN"
_SEAL = struct.Struct("<8sI")
_SEAL_MAGIC = b"culmtoc1"
_LONGEST_TOC = 1 << 28
_LAST = 1 << 30
"""Commits are numbered below this: Whoosh has four bytes for it, and what is named with more
was made by nobody who counted.
"""
_TOC_VERSION = -111
_BYTE_ORDER = -12345
_SEGMENT_NAME = re.compile("[0-9a-z]{1,64}")
_TOC_NAME = re.compile(rf"_{INDEX_NAME}_(\d{{1,18}})\.toc")


def claim(directory: Path, create: bool) -> None:
    """Makes sure that only the user can write to the directory.

    Raises :class:`LibraryError` when it belongs to someone else, is open to
    others' writing, or is missing and not to be created.
    """
    if create and not directory.is_symlink():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        found = directory.lstat()
    except OSError as error:
        raise LibraryError(
            f"{directory}: there is no search index here; run: culm rebuild"
        ) from error
    if stat.S_ISLNK(found.st_mode):
        raise LibraryError(
            f"{directory} is a link, and culm follows none in a library; take it away, and the"
            " search index is made anew"
        )
    if not stat.S_ISDIR(found.st_mode):
        raise LibraryError(
            f"{directory} is no directory; take it away, and the search index is made anew"
        )
    if found.st_uid != os.geteuid():
        raise LibraryError(
            f"{directory}: the search index belongs to another user; have it given to you, or take"
            " it away, and it is made anew"
        )
    if found.st_mode & 0o022:
        raise LibraryError(f"{directory}: others may write here; run: chmod 700 '{directory}'")


class SealedStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's file storage, with renames that last and sealed TOCs."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Publishes ``oldname`` as ``newname``; both are on disk when this returns."""
        old, new = Path(self.folder, oldname), Path(self.folder, newname)
        with old.open("r+b") as file:
            os.fchmod(file.fileno(), 0o600)
            if _TOC_NAME.fullmatch(newname):
                check = zlib.crc32(file.read())
                file.write(_SEAL.pack(_SEAL_MAGIC, check))
                file.flush()
            os.fsync(file.fileno())
        os.replace(old, new)
        self._sync_directory()

    def _sync_directory(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def storage_of(directory: Path) -> SealedStorage:
    """The storage of an index directory."""
    return SealedStorage(str(directory))


def latest_generation(directory: Path) -> int:
    """The number of the newest commit, -1 where there is none."""
    found = map(_TOC_NAME.fullmatch, os.listdir(directory))
    numbers = (int(match[1]) for match in found if match)
    return max((number for number in numbers if number < _LAST), default=-1)


def following(directory: Path, latest: int) -> int:
    """The number of the commit that takes the place of a damaged one.

    Where the numbers are used up the library came from somebody else, and they begin anew.
    """
    while latest + 1 >= _LAST:
        (directory / f"_{INDEX_NAME}_{latest}.toc").unlink()
        latest = latest_generation(directory)
    return latest + 1


def read_segments(directory: Path, generation: int) -> list[ArraySegment]:
    """The segments of a commit, as its table of contents names them.

    Raises ``FileNotFoundError`` when a newer commit has replaced it, and
    :class:`IndexDamaged` when it is not what was written.
    """
    name = f"_{INDEX_NAME}_{generation}.toc"
    try:
        with open_own(directory / name) as file:
            data = file.read(_LONGEST_TOC)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise IndexDamaged(f"the search index is damaged: {name} cannot be read") from error
    content, seal = data[: -_SEAL.size], data[-_SEAL.size :]
    if len(seal) < _SEAL.size or _SEAL.unpack(seal) != (_SEAL_MAGIC, zlib.crc32(content)):
        raise IndexDamaged(f"the search index is damaged: {name} is not what was written")
    try:
        return _segments(content, generation)
    except Exception as error:
        raise IndexDamaged(f"the search index cannot be read ({error})") from error


def _segments(content: bytes, generation: int) -> list[ArraySegment]:
    stream = StructFile(io.BytesIO(content))
    for _ in ("int", "long", "float"):
        stream.read_varint()
    order, version = stream.read_int(), stream.read_int()
    if order != _BYTE_ORDER or version != _TOC_VERSION:
        raise ValueError(f"its table of contents is of another kind, {version}")
    for _ in ("major", "minor", "micro"):
        stream.read_varint()
    stream.skip_string()  # the schema, which is always that of :mod:`index.search.fields`
    if (numbered := stream.read_int()) != generation:
        raise ValueError(f"commit {numbered} is named {generation}")
    stream.read_int()  # unused
    segments: list[object] = _OnlySegments(stream.file).load()
    return [_made_again(segment) for segment in segments]


class _OnlySegments(pickle.Unpickler):
    """Makes no object but the one that culm puts into a table of contents."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (ArraySegment.__module__, ArraySegment.__name__):
            return ArraySegment
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a table of contents")


def _made_again(read: Any) -> ArraySegment:
    """A segment with what was read of another, and nothing else that was put into it."""
    name, count, deleted = read.segid, int(read._doc_count), frozenset(map(int, read._deleted))
    if not _SEGMENT_NAME.fullmatch(name) or not all(0 <= number < count for number in deleted):
        raise ValueError("a segment is not what was written")
    return ArraySegment(INDEX_NAME, count, deleted, name)


def write_toc(directory: Path, segments: list[ArraySegment], generation: int) -> None:
    """Publishes a commit and removes what it replaces."""
    storage = storage_of(directory)
    TOC(schema(), segments, generation).write(storage, INDEX_NAME)
    clean_files(storage, INDEX_NAME, generation, segments)
