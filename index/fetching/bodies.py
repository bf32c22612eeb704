"""What a server sends behind its header, unpacked, and never more of it than is wanted."""

from __future__ import annotations

import http.client
import zlib

from index.errors import NotFetched

_PIECE = 64 << 10
_GZIP_OR_ZLIB, _BARE = 47, -15
_PACKED = ("gzip", "x-gzip", "deflate")


def body_of(response: http.client.HTTPResponse, where: str, largest: int) -> bytes:
    """The whole body, unpacked when it was packed for the way.

    Raises :class:`~index.errors.NotFetched` when it has more than ``largest`` bytes, packed
    or unpacked, or is packed in a way that was not asked for.
    """
    too_large = NotFetched(where, f"is larger than the {_words(largest)} that culm fetches")
    if (response.length or 0) > largest:
        raise too_large
    how = (response.getheader("Content-Encoding") or "identity").strip().lower()
    unpacker = _unpacker(how, where)
    body = bytearray()
    received = 0
    while piece := response.read1(_PIECE):
        received += len(piece)
        room = largest + 1 - len(body)
        body += piece[:room] if unpacker is None else unpacker.unpack(piece, room)
        if received > largest or len(body) > largest:
            raise too_large
    if response.length or (unpacker is not None and not unpacker.is_whole):
        raise NotFetched(where, "was cut off on its way")
    return bytes(body)


def _words(size: int) -> str:
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size:,} bytes"


def _unpacker(how: str, where: str) -> _Unpacker | None:
    if how in ("identity", ""):
        return None
    if how not in _PACKED:
        raise NotFetched(where, "is packed in a way that culm did not ask for")
    return _Unpacker(where)


class _Unpacker:
    """Unpacks gzip, zlib and, as some servers mean by "deflate", neither header nor sum."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False

    @property
    def is_whole(self) -> bool:
        """Whether all that began has come to its end."""
        return self._inflate.eof or not self._begun

    def unpack(self, piece: bytes, room: int) -> bytes:
        """A piece unpacked, ``room`` bytes of it at most."""
        try:
            unpacked = self._inflate.decompress(piece, room)
        except zlib.error as error:
            if self._begun:
                raise NotFetched(self._where, "arrived damaged") from error
            self._inflate = zlib.decompressobj(_BARE)
            try:
                unpacked = self._inflate.decompress(piece, room)
            except zlib.error as damage:
                raise NotFetched(self._where, "arrived damaged") from damage
        self._begun = True
        return unpacked
