"""What a child process may not do that meets bytes of strangers."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
RUNNING = ("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")
"""Audit events of starting another program."""
CHANGING_FILES = (
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink"),
    *("os.chmod", "os.chown", "os.truncate", "shutil."),
)
"""Audit events of changing what is on the disk."""


def confine(memory: int, never: Sequence[str]) -> None:
    """Bound the address space of this process in bytes, and take from it what writes files.

    ``never`` are beginnings of audit events that end in a ``PermissionError`` from now on.
    """
    import resource

    # Not every system knows every limit.
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    refused = tuple(never)

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            if isinstance(flags, int) and flags & _WRITING:
                raise PermissionError(f"this process may not write {arguments[0]!r}")
        elif event.startswith(refused):
            raise PermissionError(f"this process may not use {event}")

    sys.addaudithook(refuse)
