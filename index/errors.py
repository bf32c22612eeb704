"""Everything that culm raises on purpose.

Each error says what happened, to what, and (where there is something to do)
what to do; the message is fit to be shown to a person as it stands.
"""

from __future__ import annotations

import errno


class CulmError(Exception):
    """Base of all errors that culm raises on purpose."""


class ReadError(CulmError):
    """An input could not become an article. ``source`` names the file or URL."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        # It travels between processes whole, not as its message.
        return type(self), (self.source, self.reason)


class EmptyDocument(ReadError):
    """The input holds no text."""


class BinaryDocument(ReadError):
    """The input is not text in any encoding that culm knows."""


class DocumentTooLarge(ReadError):
    """The input is larger than culm reads."""


LACKS_PACKAGE = "needs the Python package"
"""How the reason begins for which an input could not be read that another installation reads."""


class UnsupportedFormat(ReadError):
    """culm has no reader for this kind of file."""


class NotFetched(ReadError):
    """A document could not be had from the web, or is not asked for there.

    ``wait`` is for how many seconds whoever holds it wants to be left alone, ``gone``
    whether it says that it will never be there again.
    """

    def __init__(self, source: str, reason: str, wait: int = 0, gone: bool = False) -> None:
        super().__init__(source, reason)
        self.wait = wait
        self.gone = gone


class LeftAlone(NotFetched):
    """A document is not asked for yet, because whoever holds it wanted to be left alone."""


class LibraryError(CulmError):
    """Something about the library as a whole."""


class WrongUse(CulmError):
    """What was asked for cannot be meant so; the message says how it is asked for."""


class NoLibrary(WrongUse, LibraryError):
    """What was named as a library is none, and none can be made there."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library and did not finish in time."""


class LibraryDamaged(LibraryError):
    """A file of the library is not what was written; the message says what to run."""


class IndexDamaged(LibraryDamaged):
    """The search index is not what was written; it can be made again from the archive."""


class LibraryTooNew(LibraryError):
    """A newer culm made this library; it was left untouched."""


class LibraryClosed(LibraryError):
    """The library was closed by this process while something still worked with it."""


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says when nothing more fits."""
NOTHING_CHANGED = ": nothing was changed"
"""How the message ends of what failed as a whole."""


class LibraryUnwritable(LibraryError):
    """The library cannot be written (read-only, disk full).

    What was to be written in one piece is not changed, and the message says so; of longer
    work that came before it says what is done.
    """

    @property
    def reason(self) -> str:
        """What could not be written, and why, without a word on what is changed."""
        return str(self).removesuffix(NOTHING_CHANGED)


class ImportStopped(LibraryUnwritable):
    """An import came to its end early, since the library takes no more; what is in stays in."""


class NotFound(CulmError):
    """No article, event, entity or annotation has the given id or key."""


class StaleRevision(CulmError):
    """Someone else changed the annotation meanwhile; nothing was overwritten.

    The message has both versions in words.
    ``wanted`` is the annotation as the refused change would have left it,
    ``current`` the one that is stored.
    """

    def __init__(self, message: str, wanted: object = None, current: object = None) -> None:
        super().__init__(message)
        self.wanted = wanted
        self.current = current
