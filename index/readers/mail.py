"""Mail: single messages, and the web pages that browsers save as mail (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_tz
from typing import cast

from index.errors import EmptyDocument, ReadError
from index.readers.decode import decode
from index.readers.html_page import found_in_page
from index.readers.html_text import text_of
from index.readers.html_tree import decode_page, parse_html
from index.readers.model import Document, Found
from index.readers.outlets import named_outlet, publisher
from index.readers.values import address, short
from index.sanitise import one_line

_LONGEST_HEADER = 4000  # characters; decoding takes time quadratic in the number of its words
_MOST_PARTS = 2000
_DESK_NAMES = """
desk news newsdesk newsroom newsletter newsletters editor editors editorial press alerts alert
noreply no-reply redaktion redaction redaccion redazione redacao redactie redakcja toasoan wire
"""
_DESKS = frozenset(_DESK_NAMES.split())
_COUNTED = re.compile(rb"(\d{1,10}) {0,20}\n")
_LISTED = ("list-unsubscribe", "list-id", "list-post")


def read_message(document: Document) -> Iterator[Found | Document]:
    """A message, then the messages that were forwarded whole inside it."""
    data = document.all_bytes()
    if counted := _COUNTED.match(data):
        # Apple's Mail writes how long a message is, and what it knows of it behind it.
        data = data[counted.end() :][: int(counted[1])]
    message = _parsed(data)
    parts = _parts(message)
    forwarded = [part for part in parts if part.get_content_type() == "message/rfc822"]
    text = _text(document.source, parts)
    if text.strip() or not forwarded:
        yield _found(message, text)
    for number, part in enumerate(forwarded, 1):
        for inner in cast(list[Message], part.get_payload()):
            yield document.member(f"message {number}", inner.as_bytes(policy=policy.compat32))


def read_mhtml(document: Document) -> Iterator[Found]:
    """The page that a browser saved with all that belongs to it."""
    message = _parsed(document.all_bytes())
    pages = [part for part in _parts(message) if part.get_content_type() == "text/html"]
    if not pages:
        raise EmptyDocument(document.source, "holds no page")
    start = message.get_param("start")
    page = next((part for part in pages if start and part.get("content-id") == start), pages[0])
    saved_from = message.get("snapshot-content-location") or page.get("content-location") or ""
    written = decode_page(document.source, _bytes(page), page.get_content_charset())
    yield found_in_page(document.source, written, re.sub(r"\s+", "", str(saved_from)))


# ---------------------------------------------------------------- the parts of a message


def _parsed(data: bytes) -> Message:
    # The older policy: the newer one parses headers in quadratic time.
    return message_from_bytes(data.lstrip(b"\r\n \t"), policy=policy.compat32)


def _parts(message: Message) -> list[Message]:
    """The parts that are shown, in order; forwarded messages are not looked into."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [inner for inner in reversed(list(payload)) if isinstance(inner, Message)]
        elif part.get_content_disposition() != "attachment" or not part.get_filename():
            found.append(part)
    return found


def _text(source: str, parts: list[Message]) -> str:
    """What the message says: its HTML where there is one, for newsletters put little elsewhere."""
    for kind in ("text/html", "text/plain"):
        texts = [_read(source, part, kind) for part in parts if part.get_content_type() == kind]
        text = "\n\n".join(filter(str.strip, texts))
        if text:
            return text
    return ""


def _read(source: str, part: Message, kind: str) -> str:
    charset = part.get_content_charset()
    try:
        if kind == "text/plain":
            return decode(source, _bytes(part), declared=charset)
        tree = parse_html(decode_page(source, _bytes(part), charset))
    except ReadError:
        return ""
    return text_of(tree) if tree is not None else ""


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


# ---------------------------------------------------------------- its headers


def _found(message: Message, text: str) -> Found:
    name, mailbox = parseaddr(_header(message, "from"))
    sender = short(name.strip("\"'")) or mailbox.partition("@")[2]
    is_newsletter = any(message.get(field) for field in _LISTED)
    # "Market Wire <desk@…>": a desk writes for its house, not in its own name.
    desk = mailbox.partition("@")[0].lower() in _DESKS
    signed = publisher(sender) or named_outlet(sender) if name else None
    of_a_house = is_newsletter or (bool(name) and desk) or signed is not None
    archived = address(_header(message, "archived-at").strip("<>"))
    return Found(
        text,
        title=short(_header(message, "subject")),
        date=_day(_header(message, "date")),
        dated_by="its Date field",
        authors=() if of_a_house or not name else (sender,),
        outlet=(signed.outlet if signed and signed.outlet else sender) if of_a_house else "",
        url=archived,
        language=short(_header(message, "content-language")),
    )


def _header(message: Message, name: str) -> str:
    """A header with its encoded words decoded."""
    written = one_line(str(message.get(name, ""))[:_LONGEST_HEADER])
    try:
        parts = decode_header(written)
    except (HeaderParseError, ValueError):
        return written
    return "".join(_decoded(part, charset) for part, charset in parts)


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return part.decode("utf-8", "replace")


def _day(written: str) -> str:
    """The day of a Date header, as the sender's calendar had it."""
    parsed = parsedate_tz(written)
    return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}" if parsed else written
