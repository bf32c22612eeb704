"""What readers are given and what they give back.

A reader is a function from a :class:`Document` to what is in it: a
:class:`Found` for each article, a further :class:`Document` for each member of
a container, a :class:`~index.errors.ReadError` in the place of what cannot be
read. It may raise a ``ReadError`` (or anything else) when it can give nothing
more. Readers work on what they are given and open nothing themselves: no file,
no socket.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO, cast

from msgspec import Struct, field
from msgspec.structs import replace

from index.errors import DocumentTooLarge, ReadError
from index.readers.decode import LARGEST_DOCUMENT

MOST_MEMBERS = 200_000
"""Members that one file may hold, those of containers inside it included."""

MOST_UNPACKED = 4 << 30
"""Bytes that all members of one file may have together."""

DEEPEST = 5
"""Containers inside containers."""

PEEKED = 64 << 10
"""Bytes of a beginning by which a format is told."""

NO_FACTS: Mapping[str, str] = MappingProxyType({})


class ReadOptions(Struct, frozen=True):
    """What a person may say about how files are read.

    ``columns`` names the column of a table for each fact of an article
    (``{"text": "Body"}``). ``whole_books``: an e-book is one article, not one for
    each chapter. ``fetched``: it came from the web, and what is in it is named below its
    own address, so that nobody replaces what came from elsewhere. ``feeds``: not its
    articles are wanted but the feeds that a page or a list names.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    whole_books: bool = False
    fetched: bool = False
    feeds: bool = False


DEFAULT_OPTIONS = ReadOptions()


class Allowance:
    """How much one file may still unpack to; what is inside it shares one."""

    def __init__(self, members: int = MOST_MEMBERS, unpacked: int = MOST_UNPACKED) -> None:
        self._members = members
        self._unpacked = unpacked

    def take_member(self, source: str) -> None:
        """Count a member; raises :class:`DocumentTooLarge` when there are too many."""
        self._members -= 1
        if self._members < 0:
            raise DocumentTooLarge(source, f"holds more than {MOST_MEMBERS:,} files")

    def take_bytes(self, source: str, count: int) -> None:
        """Count unpacked bytes; raises :class:`DocumentTooLarge` when there are too many."""
        self._unpacked -= count
        if self._unpacked < 0:
            raise DocumentTooLarge(source, f"unpacks to more than {MOST_UNPACKED >> 30} GB")


class Document(Struct, frozen=True):
    """Bytes with a name: a file, or a member of one.

    ``source`` is for people to read, ``key`` names the document for good,
    ``facts`` is what is known of it from outside (as in
    :func:`index.readers.read`). ``depth`` counts the containers around it.
    """

    source: str
    key: str
    stream: io.BufferedReader
    facts: Mapping[str, str] = field(default_factory=lambda: NO_FACTS)
    options: ReadOptions = DEFAULT_OPTIONS
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)

    def all_bytes(self) -> bytes:
        """The whole document; raises :class:`~index.errors.DocumentTooLarge` beyond the limit."""
        data = self.stream.read(LARGEST_DOCUMENT + 1)
        if len(data) > LARGEST_DOCUMENT:
            limit = LARGEST_DOCUMENT >> 20
            raise DocumentTooLarge(self.source, f"is larger than the {limit} MB that culm reads")
        return data

    def member(
        self, name: str, content: bytes | BinaryIO, facts: Mapping[str, str] = NO_FACTS
    ) -> Document:
        """The document ``name`` inside this one.

        It counts against the allowance; raises :class:`DocumentTooLarge` when that
        is used up, or when containers are nested too deeply.
        """
        from index.readers.files import printable

        name = printable(name)
        source = f"{self.source}!{name}"
        if self.depth >= DEEPEST:
            raise DocumentTooLarge(source, f"lies in more than {DEEPEST} archives inside archives")
        self.allowance.take_member(self.source)
        if isinstance(content, bytes):
            self.allowance.take_bytes(self.source, len(content))
            content = io.BytesIO(content)
        return replace(
            self,
            source=source,
            key=f"{self.key}!{name}",
            stream=buffered(content),
            facts=facts,
            depth=self.depth + 1,
        )


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """``stream`` with a beginning that can be looked at before it is read."""
    return io.BufferedReader(cast(io.RawIOBase, stream), PEEKED)


class Found(Struct, frozen=True):
    """An article as a document holds it: strings from outside, not cleaned yet.

    ``date`` is the day of publication as written, ``dated_by`` what says so ("its
    JSON-LD"). ``dated_about`` is a date that is only a hint (in the page's
    address, say), with ``hinted_by`` telling where it stands. ``key`` names the
    article for good; the document's own key does when it is empty. ``place``
    says which of several it is, for people ("line 3").
    """

    text: str
    title: str = ""
    date: str = ""
    dated_by: str = ""
    dated_about: str = ""
    hinted_by: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    language: str = ""
    key: str = ""
    place: str = ""


Reader = Callable[[Document], Iterator["Found | Document | ReadError"]]
