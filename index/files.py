"""Private files and directories, and renames that survive a power cut."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

_DRAFT = ".part"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What goes wrong while something is written; such an error names no file."""


def make_private_directory(path: Path) -> None:
    """Make a directory only its owner can enter (0700), whatever the umask.

    Parents are made the same way; what already exists keeps its mode.
    """
    if path.is_dir():
        return
    if path.parent != path:
        make_private_directory(path.parent)
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path)) from None
        return
    path.chmod(0o700)


def make_private_file(path: Path) -> bool:
    """Make an empty file only its owner can read (0600), whatever the umask.

    False when the path exists already; that file is left as it is.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    try:
        os.fchmod(handle, 0o600)
    finally:
        os.close(handle)
    return True


def close_to_others(path: Path) -> None:
    """Take a file's permissions away from everybody but its owner, where we may."""
    status = path.stat()
    if status.st_mode & 0o077 and status.st_uid == os.geteuid():
        path.chmod(0o600)


def open_lock(path: Path) -> int:
    """A handle of the private file ``path``, made if need be, that only serves to be locked.

    A library may have come from somebody else: of a link nothing is made, and a pipe keeps
    nobody waiting.
    """
    return os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)


def lock_holders(paths: Iterable[Path]) -> list[int]:
    """The other processes that hold a lock on one of these files, as Linux tells.

    Asking for the lock would not do: to close a file gives up all that this process has locked
    in it.
    """
    wanted = set()
    for path in paths:
        with suppress(OSError):
            status = path.stat()
            major, minor = os.major(status.st_dev), os.minor(status.st_dev)
            wanted.add(f"{major:02x}:{minor:02x}:{status.st_ino}")
    found = set()
    with suppress(OSError, ValueError), open("/proc/locks", encoding="ascii") as lines:
        for line in lines:
            # 4: POSIX  ADVISORY  WRITE 1234 08:02:5678 1073741825 1073741825
            words = line.split()
            if "->" not in words and len(words) > 5 and words[5] in wanted:
                found.add(int(words[4]))
    return sorted(found - {os.getpid(), 0, -1})


def open_own(path: Path) -> BinaryIO:
    """A file of a library, to be read: neither through a link nor waiting at a pipe.

    Raises ``OSError`` for what is no file.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    file = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a file", str(path))
    return file


def writable(path: Path) -> bool:
    """Whether a file and its directory (which must hold the journal) can be written."""
    effective = os.access in os.supports_effective_ids
    return os.access(path.parent, os.W_OK | os.X_OK, effective_ids=effective) and (
        not path.exists() or os.access(path, os.W_OK, effective_ids=effective)
    )


def is_on_read_only_system(path: Path) -> bool:
    """Whether the file system that a path is on takes no changes by anybody."""
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def identity(path: Path) -> tuple[int, int]:
    """Which file a path names now: device and inode."""
    status = path.stat()
    return status.st_dev, status.st_ino


def sync_file(path: Path) -> None:
    """Wait until the contents of a file are on disk. Never for an open SQLite database."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_directory(path: Path) -> None:
    """Wait until a rename in a directory is on disk."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(target: Path, *, through_links: bool = True) -> Iterator[Path]:
    """A new private file that takes the place of ``target``, synced, when the block ends.

    When the block raises, it is gone and ``target`` as it was; an ``OSError`` about the new file
    names ``target``, which is what whoever asked for it knows. Several at once, also those of
    other processes, do not meet; drafts that killed processes left are cleared away.

    A link keeps leading where it does, and what it leads to is replaced; not ``through_links``
    the link itself is. So for files of a library, which may have come from somebody else.
    """
    asked = target
    if target.is_symlink() and through_links:
        target = target.resolve()
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(asked))
    if target.exists() and not target.is_file() and not target.is_symlink():
        # A pipe or a device: there is nothing to keep, and it must not be replaced.
        with _named(asked, target):
            yield target
        return
    make_private_directory(target.parent)
    for left in target.parent.glob(f"{escape(target.name)}.*{_DRAFT}"):
        _clear(left)
    with _named(asked, target):
        handle, draft = _held_draft(target)
        try:
            yield draft
            sync_file(draft)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)
    sync_directory(target.parent)


@contextmanager
def _named(asked: Path, target: Path) -> Iterator[None]:
    """Have what goes wrong with the draft of ``target``, or for want of room, name ``asked``."""
    try:
        yield
    except OSError as error:
        about = error.filename
        if about is None:
            is_ours = error.errno in _NO_ROOM
        else:
            name = os.fsdecode(about)
            is_ours = name.startswith(f"{target}.") and name.endswith(_DRAFT)
        if not is_ours:
            raise
        raise OSError(error.errno, error.strerror, str(asked)) from error


def _held_draft(target: Path) -> tuple[int, Path]:
    """A new draft and the handle whose lock says that somebody is at work on it."""
    while True:
        handle, name = mkstemp(prefix=f"{target.name}.", suffix=_DRAFT, dir=target.parent)
        os.fchmod(handle, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Whoever cleared it away in between took it for a dead one's.
        if os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)


def _clear(draft: Path) -> None:
    """Delete a draft if nobody is at work on it."""
    with suppress(OSError):
        # What is named as one may be a pipe, in a library from somebody else.
        handle = os.open(draft, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
        finally:
            os.close(handle)


def write_own(path: Path, data: bytes) -> None:
    """As :func:`write_whole`, for what is nobody's but culm's: what else is there, is replaced.

    A library may have come from somebody else, and a link in it lead to anything of the user's.
    """
    if not path.is_file():
        path.unlink(missing_ok=True)
    with replacing(path, through_links=False) as draft, draft.open("wb") as stream:
        stream.write(data)


def read_own(path: Path, most: int = -1) -> bytes:
    """What :func:`write_own` wrote, no more than so many bytes; nothing where no file is.

    To read what is no file, a pipe or a device, may never end.
    """
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(most)


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` under ``path``, private and synced: all of it or nothing."""
    with replacing(path) as draft, draft.open("wb") as stream:
        stream.write(data)
