"""Paths and web addresses as people write them."""

from __future__ import annotations

import os
from pathlib import Path


def is_web(written: str) -> bool:
    """Whether what a person gave is meant as a web address, rather than as a path."""
    return written[:8].casefold().startswith(("http://", "https://"))


def is_present(path: Path) -> bool:
    """Whether something is at a path, as far as we may know; blocks on the disk.

    :meth:`pathlib.Path.exists` raises where nobody may look, and for what is no name at all.
    """
    return os.path.exists(path)


def is_folder(path: Path) -> bool:
    """Whether a folder is at a path, as :func:`is_present`."""
    return os.path.isdir(path)


def working_folder() -> Path:
    """The folder culm was started in; where that is gone, the user's own."""
    try:
        return Path.cwd()
    except OSError:
        return expanded("~")


def expanded(named: str | Path) -> Path:
    """A path with ``~`` and ``~somebody`` as the shell has them.

    Where nobody knows that home the path stays as it is; :meth:`pathlib.Path.expanduser`
    raises then, also while a name is only half typed.
    """
    return Path(os.path.expanduser(named))
