"""Power cuts: what SQLite writes and syncs is recorded, and replayed up to any moment.

A VFS that is the system's own but for four functions takes down every write,
truncation, sync and deletion (see https://sqlite.org/vfs.html). From that log
:func:`disk_after` makes the files as a power cut would leave them: what was
synced is there; of what was not, everything, nothing, or any part.

    python power.py NOTES_DB LOG      records annotating, with acknowledgements
"""

from __future__ import annotations

import base64
import ctypes
import json
import random
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
SECTOR = 512


class Event(NamedTuple):
    """Something that reached the operating system, or (``said``) the user."""

    kind: str
    path: str = ""
    offset: int = 0
    data: bytes = b""
    words: tuple[str, ...] = ()


# -- recording ---------------------------------------------------------------------

_INT64 = ctypes.c_int64
# SQLite keeps the pointer to the name: it must be handed on as it came.
OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, _INT64)
TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, _INT64)
SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class Methods(ctypes.Structure):
    """``sqlite3_io_methods``, version 1."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 7),
    )


class Vfs(ctypes.Structure):
    """``sqlite3_vfs``, version 1, as far as it is needed."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 10),
    )


def record() -> list[Event]:
    """Make the recording VFS the default of this process; the log fills as things happen."""
    import _sqlite3

    log: list[Event] = []
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    system = library.sqlite3_vfs_find(None).contents
    ours = Vfs.from_buffer_copy(system)
    ours.version = 1
    ours.name = b"recording"
    paths: dict[int, str] = {}
    tables: dict[int, Methods] = {}
    keep: list[Any] = [ours, tables]

    def opened(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = OPEN(system.open)(vfs, name, file, flags, out)
        if code == 0 and name is not None:
            paths[file] = ctypes.string_at(name).decode()
            pointer = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
            address = pointer[0]
            if address not in tables:
                tables[address] = patched(address)
            pointer[0] = ctypes.addressof(tables[address])
        return code

    def patched(address: int) -> Methods:
        methods = Methods.from_buffer_copy(Methods.from_address(address))
        methods.version = 1
        real_write, real_truncate = WRITE(methods.write), TRUNCATE(methods.truncate)
        real_sync = SYNC(methods.sync)

        def write(file: int, data: int, size: int, offset: int) -> int:
            log.append(Event("write", paths[file], offset, ctypes.string_at(data, size)))
            return real_write(file, data, size, offset)

        def truncate(file: int, size: int) -> int:
            log.append(Event("truncate", paths[file], size))
            return real_truncate(file, size)

        def sync(file: int, flags: int) -> int:
            code = real_sync(file, flags)
            log.append(Event("sync", paths[file]))
            return code

        functions = (WRITE(write), TRUNCATE(truncate), SYNC(sync))
        keep.extend(functions)
        methods.write, methods.truncate, methods.sync = (
            ctypes.cast(function, ctypes.c_void_p).value for function in functions
        )
        return methods

    def deleted(vfs: int, name: bytes, sync_directory: int) -> int:
        code = DELETE(system.delete)(vfs, name, sync_directory)
        log.append(Event("delete", name.decode(), sync_directory))
        return code

    functions = (OPEN(opened), DELETE(deleted))
    keep.extend(functions)
    ours.open, ours.delete = (
        ctypes.cast(function, ctypes.c_void_p).value for function in functions
    )
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)
    _kept.append(keep)
    return log


_kept: list[Any] = []


# -- replaying ---------------------------------------------------------------------

Survives = Callable[[], bool]


def disk_after(events: Sequence[Event], survives: Survives) -> dict[str, bytes]:
    """The files after a power cut behind the last event.

    ``survives`` is asked for every sector that was written, and for every other
    change, that was not synced.
    """
    durable: dict[str, bytes] = {}
    pending: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "sync":
            durable[event.path] = _applied(durable.get(event.path, b""), pending, event.path)
        elif event.kind == "delete" and event.offset:
            pending.pop(event.path, None)
            durable.pop(event.path, None)
        elif event.kind != "said":
            pending.setdefault(event.path, []).append(event)
    for path, changes in pending.items():
        content: bytes | None = durable.get(path)
        for change in _torn(changes):
            if not survives():
                continue
            content = None if change.kind == "delete" else _changed(content or b"", change)
        if content is None:
            durable.pop(path, None)
        else:
            durable[path] = content
    return durable


def _applied(content: bytes, pending: dict[str, list[Event]], path: str) -> bytes:
    for change in pending.pop(path, []):
        content = b"" if change.kind == "delete" else _changed(content, change)
    return content


def _changed(content: bytes, change: Event) -> bytes:
    if change.kind == "truncate":
        return content[: change.offset].ljust(change.offset, b"\0")
    end = change.offset + len(change.data)
    return content[: change.offset].ljust(change.offset, b"\0") + change.data + content[end:]


def _torn(changes: Sequence[Event]) -> Iterator[Event]:
    for change in changes:
        if change.kind != "write":
            yield change
            continue
        for at in range(0, len(change.data), SECTOR):
            yield change._replace(offset=change.offset + at, data=change.data[at : at + SECTOR])


def read_log(path: Path) -> list[Event]:
    """The events that a recording process has written down."""
    events = []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, name, offset, data, words = json.loads(line)
        events.append(Event(kind, name, offset, base64.b64decode(data), tuple(words)))
    return events


def main(path: Path, log_path: Path) -> None:
    log = record()
    from index.notes import Notes
    from tests.support.notes import KEY, TEXT, VERSION

    notes = Notes.open(path)
    chance = random.Random(2)
    for number in range(8):
        start = chance.randrange(len(TEXT) - 50)
        made = notes.annotate(KEY, VERSION, TEXT, start, start + 50, note=f"note {number}")
        log.append(Event("said", words=("annotation", made.id, made.note)))
        if number % 3 == 1:
            note = f"edited {number} " + "x" * 6000
            notes.edit(made.id, note=note)
            log.append(Event("said", words=("annotation", made.id, note)))
        if number % 4 == 2:
            notes.mark_read([f"{number} {key}" for key in range(300)])
            log.append(Event("said", words=("read", f"{number} 299", "")))
        if number % 2:
            right = notes.correct("entity.name", {"name": f"name {number}"}, "a correction")
            log.append(Event("said", words=("correction", str(right.id), f"name {number}")))
            notes.save_search(f"search {number}", "bamboo")
            log.append(Event("said", words=("search", f"search {number}", "bamboo")))
    brought = replace(notes.all(limit=1)[0], id=str(uuid.UUID(int=7)), note="from elsewhere")
    notes.bring_in([brought], {VERSION: TEXT}, "import")
    log.append(Event("said", words=("annotation", brought.id, brought.note)))
    notes.close()
    with log_path.open("w", encoding="utf-8") as stream:
        for event in log:
            data = base64.b64encode(event.data).decode()
            row = (event.kind, event.path, event.offset, data, event.words)
            stream.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(Path(sys.argv[1]), Path(sys.argv[2]))
