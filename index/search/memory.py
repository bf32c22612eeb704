"""Memory that a query frees is kept for the next one."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT = 16 << 20
_LARGEST = 32 << 20


@cache
def _libc() -> ctypes.CDLL:
    # Each one made is a circle of objects, which stays until garbage is looked for.
    return ctypes.CDLL(None)


@cache
def keep_freed_memory() -> None:
    """Keeps up to 16 MB that were freed in this process; does something once only.

    The arrays of a query take a megabyte here and there for a moment. glibc by
    default hands such pieces back to the kernel at once and gets them anew, page
    by page, which can take longer than what is done with them. Other C libraries
    are left as they are.
    """
    try:
        mallopt = _libc().mallopt
    except (AttributeError, OSError):
        return
    mallopt(_MMAP_THRESHOLD, _LARGEST)
    mallopt(_TRIM_THRESHOLD, _KEPT)


def give_back() -> None:
    """Gives the system all memory that was freed; other C libraries are left as they are."""
    with suppress(AttributeError, OSError):
        _libc().malloc_trim(0)


def resident() -> int:
    """Bytes of memory that this process has, mapped files included; 0 where that is unknown."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
