"""Arrays that took work to decode, kept while they are among the latest used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar


class Decoded(Protocol):
    """An array, or something made of arrays."""

    @property
    def nbytes(self) -> int: ...


Kept = TypeVar("Kept", bound=Decoded)

ROOM = 16 << 20
"""Bytes of decoded postings that an open index keeps."""
_LARGEST_SHARE = 8


class DecodedArrays:
    """A bounded memory of arrays: the least recently used go first.

    Typing a query asks for the same words again with every letter; they are
    decoded once. Arrays handed out are shared and must not be changed.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._arrays: OrderedDict[Hashable, Any] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._arrays

    def get(self, key: Hashable, decode: Callable[[], Kept]) -> Kept:
        """What is kept under ``key``; ``decode`` makes it when it is not here."""
        array: Kept | None = self._arrays.get(key)
        if array is not None:
            self._arrays.move_to_end(key)
            return array
        array = decode()
        if array.nbytes * _LARGEST_SHARE <= self._room:
            self._arrays[key] = array
            self._used += array.nbytes
            while self._used > self._room:
                self._used -= self._arrays.popitem(last=False)[1].nbytes
        return array

    def clear(self) -> None:
        """Forgets everything."""
        self._arrays.clear()
        self._used = 0
