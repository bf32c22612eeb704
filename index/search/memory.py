"""Memory that a query frees is kept for the next one."""

from __future__ import annotations

import ctypes
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT = 64 << 20
_LARGEST = 32 << 20


@cache
def keep_freed_memory() -> None:
    """Keeps up to 64 MB that were freed in this process; does something once only.

    The arrays of a query take a megabyte here and there for a moment. glibc by
    default hands such pieces back to the kernel at once and gets them anew, page
    by page, which can take longer than what is done with them. Other C libraries
    are left as they are.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    mallopt(_MMAP_THRESHOLD, _LARGEST)
    mallopt(_TRIM_THRESHOLD, _KEPT)
