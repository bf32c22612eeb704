"""Mailboxes: the messages one after another, each behind a line that begins with “From ”.

So may a line of a message, which not every program quotes. A line begins a message when it
says who sent it and when, as RFC 4155 has it, and a header follows; behind a blank line it
may say less (Thunderbird leaves out all of it) if what follows is a header of mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from index.errors import DocumentTooLarge, ReadError
from index.readers.decode import LARGEST_DOCUMENT
from index.readers.model import Document
from index.readers.sniff import MAIL_FIELDS

_LONGEST_LINE = 1 << 20
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATED = re.compile(
    rb"From (?:\S.{0,300} )? {0,5}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? {1,5}"
    rb"(?:" + _MONTH + rb" {1,5}\d{1,2}|\d{1,2} {1,5}" + _MONTH + rb")\b"
    rb"(?=.{0,40}\d\d?:\d\d)(?=.{0,40}\b\d{4}\b)"
)  # fmt: skip
_SHORT = re.compile(rb"From (?:-|[^\s@]{1,200}@\S{1,200}.{0,200})?\s*$")
_HEADER = re.compile(rb"[!-9;-~]{1,76}:|>From ")
_OF_MAIL = re.compile(MAIL_FIELDS + rb":", re.IGNORECASE)
_QUOTED = re.compile(rb">+From ")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_ID = re.compile(rb"^message-id:\s{0,9}<([^<>\s]{1,200})>", re.I | re.M)
_HEADERS = 32768
"""Bytes in which a message's own id is looked for."""


def read_mbox(document: Document) -> Iterator[Document | ReadError]:
    """The messages of a mailbox, by their Message-IDs."""
    digests: dict[str, list[bytes]] = {}
    for number, data in enumerate(_messages(document), 1):
        if data is None:
            limit = LARGEST_DOCUMENT >> 20
            yield DocumentTooLarge(f"{document.source}!{number}", f"is larger than {limit} MB")
            continue
        head = _END_OF_HEADERS.split(data[:_HEADERS], maxsplit=1)[0]
        known = _ID.search(head)
        name = known[1].decode("utf-8", "replace") if known else str(number)
        # Another message under the same id would take the place of the first.
        others = digests.setdefault(name, [])
        if (digest := sha256(data).digest()) not in others:
            others.append(digest)
        if at := others.index(digest):
            name = f"{name} ({at + 1})"
        yield document.member(name, data)


def _messages(document: Document) -> Iterator[bytes | None]:
    """The messages of a mailbox, ``None`` for one that is too large."""
    lines: list[bytes] = []
    size = 0
    before = b"\n"
    ahead = document.stream.readline(_LONGEST_LINE)
    while line := ahead:
        ahead = document.stream.readline(_LONGEST_LINE)
        if size and _begins_message(before, line, ahead):
            yield _joined(lines, size)
            lines, size = [], 0
        size += len(line)
        if size <= LARGEST_DOCUMENT:
            lines.append(line)
        before = line
    if size:
        yield _joined(lines, size)


def _begins_message(before: bytes, line: bytes, ahead: bytes) -> bool:
    """Whether a message begins with a line, by those around it."""
    if not line.startswith(b"From ") or not before.endswith(b"\n"):
        return False
    is_dated = _DATED.match(line) is not None
    if not before.strip():
        return (is_dated and _HEADER.match(ahead) is not None) or (
            _SHORT.match(line) is not None and _OF_MAIL.match(ahead) is not None
        )
    # Some programs leave out the blank line.
    return is_dated and _OF_MAIL.match(ahead) is not None


def _joined(lines: list[bytes], size: int) -> bytes | None:
    if size > LARGEST_DOCUMENT:
        return None
    body = lines[1:] if lines and lines[0].startswith(b"From ") else lines
    return b"".join(line[1:] if _QUOTED.match(line) else line for line in body)
