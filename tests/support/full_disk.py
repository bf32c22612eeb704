"""A disk that is full: after so many more bytes, SQLite's writes fail as the system's do.

    python full_disk.py NOTES_DB ROOM

annotates, corrects, saves searches and imports until nothing more fits, saying what was
acknowledged as in :mod:`tests.support.annotating`; then tries a backup, which must not
fit either, and says ``full``. ROOM counts all that databases, their journals and copies
take beyond what the database had at the beginning.
"""

from __future__ import annotations

import ctypes
import json
import random
import sys
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from index.errors import LibraryUnwritable
from index.notes import Notes
from tests.support import power
from tests.support.annotating import change_something, lost, running
from tests.support.notes import KEY, TEXT, VERSION, mark

_FULL = 13


def fill_and_look(directory: Path, room: int) -> int:
    """Have a child fill a disk; what it acknowledged must be there, and writing go on later.

    How much was acknowledged.
    """
    path = directory / "notes.db"
    with closing(Notes.open(path)) as notes:
        first = mark(notes, "diplomacy", "before")
    with running(Path(__file__), str(path), str(room)) as child:
        out, _ = child.communicate()
    assert child.returncode == 0
    *said, last = map(json.loads, out.decode().splitlines())
    assert last == ["full"]
    with closing(Notes.open(path)) as notes:
        assert lost(notes, [*said, ["annotation", first.id, "before"]]) == []
        assert notes.problems() == []
        mark(notes, "bamboo", "there is room again")
    return len(said)


class Disk:
    """What files take, and what there is room for."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.sizes: dict[str, int] = {}

    def fits(self, path: str, end: int) -> bool:
        grown = max(self.sizes.get(path, 0), end)
        others = sum(size for name, size in self.sizes.items() if name != path)
        if others + grown > self.room:
            return False
        self.sizes[path] = grown
        return True


def limit(disk: Disk) -> None:
    """Make a VFS on ``disk`` the default of this process."""
    import _sqlite3

    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(power.Vfs)
    system = library.sqlite3_vfs_find(None).contents
    ours = power.Vfs.from_buffer_copy(system)
    ours.version, ours.name = 1, b"limited"
    paths: dict[int, str] = {}
    tables: dict[int, power.Methods] = {}

    def opened(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = int(power.OPEN(system.open)(vfs, name, file, flags, out))
        if code == 0 and name is not None:
            paths[file] = ctypes.string_at(name).decode()
            pointer = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
            address = pointer[0] or 0
            if address not in tables:
                tables[address] = patched(address)
            pointer[0] = ctypes.addressof(tables[address])
        return code

    def patched(address: int) -> power.Methods:
        methods = power.Methods.from_buffer_copy(power.Methods.from_address(address))
        methods.version = 1
        real_write, real_truncate = power.WRITE(methods.write), power.TRUNCATE(methods.truncate)

        def write(file: int, data: int, size: int, offset: int) -> int:
            fits = disk.fits(paths[file], offset + size)
            return int(real_write(file, data, size, offset)) if fits else _FULL

        def truncate(file: int, size: int) -> int:
            disk.sizes[paths[file]] = size
            return int(real_truncate(file, size))

        functions = (power.WRITE(write), power.TRUNCATE(truncate))
        _kept.extend(functions)
        methods.write, methods.truncate = (
            ctypes.cast(function, ctypes.c_void_p).value for function in functions
        )
        return methods

    def deleted(vfs: int, name: bytes, sync_directory: int) -> int:
        disk.sizes.pop(name.decode(), None)
        return int(power.DELETE(system.delete)(vfs, name, sync_directory))

    functions = (power.OPEN(opened), power.DELETE(deleted))
    _kept.extend((ours, tables, *functions))
    ours.open, ours.delete = (
        ctypes.cast(function, ctypes.c_void_p).value for function in functions
    )
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)


_kept: list[Any] = []


def main(path: Path, room: int) -> None:
    taken = path.stat().st_size
    disk = Disk(taken + room)
    disk.sizes[str(path)] = taken
    limit(disk)
    chance = random.Random(room)

    def say(*words: str) -> None:
        print(json.dumps(words), flush=True)

    notes = Notes.open(path)
    try:
        for number in range(10_000):
            note = f"{number} " + "x" * chance.randrange(900)
            made = notes.annotate(KEY, VERSION, TEXT, number % 100, number % 100 + 50, note=note)
            say("annotation", made.id, made.note)
            change_something(notes, f"room {room} {number}", chance, say)
            if number % 7 == 3:
                other = replace(made, id=str(uuid.UUID(int=chance.getrandbits(128))))
                notes.bring_in([other], {VERSION: TEXT}, "import")
                say("annotation", other.id, other.note)
    except LibraryUnwritable as error:
        if "nothing was changed" not in str(error):
            raise
    try:
        notes.backup(path.parent / "elsewhere")
    except LibraryUnwritable:
        assert list((path.parent / "elsewhere").iterdir()) == []
        say("full")
    assert notes.problems() == []
    notes.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
