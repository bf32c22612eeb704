"""Bytes into articles: one small module per format, chosen by content, never by name.

:func:`read`, :func:`read_path` and :func:`read_stream` are the ways in
(:mod:`index.readers.reading`); :mod:`index.readers.model` says what a reader is.
Importing this package loads no reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.readers.reading import read, read_path, read_stream

__all__ = ["read", "read_path", "read_stream"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from index.readers import reading

    return getattr(reading, name)
