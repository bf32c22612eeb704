"""Paths and web addresses as people write them."""

from __future__ import annotations

import os
from pathlib import Path


def is_web(written: str) -> bool:
    """Whether what a person gave is meant as a web address, rather than as a path."""
    return written[:8].casefold().startswith(("http://", "https://"))


def expanded(named: str | Path) -> Path:
    """A path with ``~`` and ``~somebody`` as the shell has them.

    Where nobody knows that home the path stays as it is; :meth:`pathlib.Path.expanduser`
    raises then, also while a name is only half typed.
    """
    return Path(os.path.expanduser(named))
