"""How the engine's child processes and their parent talk: framed JSON over pipes.

A frame is two big-endian 32-bit lengths, a JSON object of the first length and
raw bytes of the second (article ids travel as ``array('q')`` bytes, which JSON
would make ten times slower).
"""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterable
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("!II")
LENGTHS_SIZE = _LENGTHS.size
MAX_HEADER = 64 * 1024 * 1024
MAX_PAYLOAD = 256 * 1024 * 1024


def encode(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """One frame, ready to be written."""
    body = json.dumps(header, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return _LENGTHS.pack(len(body), len(payload)) + body + payload


def lengths(prefix: bytes) -> tuple[int, int]:
    """The header's and the payload's length, from a frame's first ``LENGTHS_SIZE`` bytes.

    Raises ``ValueError`` when they cannot be of a frame (the stream is out of step).
    """
    header, payload = _LENGTHS.unpack(prefix)
    if header > MAX_HEADER or payload > MAX_PAYLOAD:
        raise ValueError("not a frame")
    return header, payload


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame of a blocking stream, or ``None`` at its end."""
    prefix = stream.read(LENGTHS_SIZE)
    if len(prefix) < LENGTHS_SIZE:
        return None
    header_size, payload_size = lengths(prefix)
    body = stream.read(header_size)
    payload = stream.read(payload_size) if payload_size else b""
    if len(body) < header_size or len(payload) < payload_size:
        return None
    return decode_header(body), payload


def decode_header(body: bytes) -> dict[str, Any]:
    """A frame's header. Raises ``ValueError`` when it is no JSON object."""
    header = json.loads(body)
    if not isinstance(header, dict):
        raise ValueError("a frame's header is a JSON object")
    return header


def pack_ids(ids: Iterable[int]) -> bytes:
    """Article ids as the bytes of an ``array('q')``."""
    return (ids if isinstance(ids, array) and ids.typecode == "q" else array("q", ids)).tobytes()


def unpack_ids(payload: bytes) -> array[int]:
    """The ids that :func:`pack_ids` packed."""
    ids: array[int] = array("q")
    ids.frombytes(payload)
    return ids
