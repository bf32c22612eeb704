"""What comes in, one step after the other: inputs that begin and end, articles, failures.

Reading goes ahead of what is done with it as far as the analysts want to be kept at
work; which articles they need not bother with is told from the archive.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from index.article import Article
from index.errors import LACKS_PACKAGE, LeftAlone, ReadError
from index.library.imports.analysts import Analysts, Work
from index.library.imports.imported import Imported, Status
from index.library.imports.newness import known_as
from index.library.imports.opening import OpenedInput
from index.store.input_tables import SEVERAL, InputState

if TYPE_CHECKING:
    from index.library import Library
    from index.store.web_tables import WebSource

_LETTERS_AHEAD = 4_000_000
"""Code points of articles that may have been read ahead; one article may have more."""
_STEPS_A_WORK = 6
"""How many steps may be read ahead for each article: inputs begin and end beside them."""


class Begun(Struct, frozen=True):
    """An input is looked at."""

    path: str


class ArticleRead(Struct, frozen=True):
    """An article of an input; ``work`` where somebody is analysing it already."""

    path: str
    article: Article
    work: Work | None

    def __len__(self) -> int:
        return len(self.article.text)


class Ended(Struct, frozen=True):
    """All that an input holds was read; ``moved_from`` is the place where it was before.

    ``web`` is what is to be known of what was fetched.
    """

    path: str
    place: str
    state: InputState
    moved_from: str = ""
    web: WebSource | None = None


Step = Begun | ArticleRead | Ended | Imported


class Incoming:
    """The steps of one import."""

    def __init__(self, library: Library, analysts: Analysts | None) -> None:
        """Without ``analysts`` nothing is analysed, and no article read ahead."""
        self._library = library
        self._analysts = analysts
        self._ahead: dict[str, str] = {}

    def steps(self, inputs: Iterable[OpenedInput | ReadError]) -> Iterator[Step]:
        """Everything in ``inputs``, in order."""
        ahead: deque[Step] = deque()
        works = letters = 0
        for step in self._read(inputs):
            ahead.append(step)
            if isinstance(step, ArticleRead):
                works += step.work is not None
                letters += len(step)
            while ahead and self._is_enough(works, letters, len(ahead)):
                first = ahead.popleft()
                if isinstance(first, ArticleRead):
                    works -= first.work is not None
                    letters -= len(first)
                    self._ahead.pop(first.article.version, None)
                yield first
        yield from ahead

    def _is_enough(self, works: int, letters: int, steps: int) -> bool:
        """Whether so much is read ahead that the first of it has its turn.

        Who waits for nothing is not kept waiting, and not for long behind others.
        """
        most = self._most_ahead()
        return not works or works > most or letters > _LETTERS_AHEAD or steps > _STEPS_A_WORK * most

    def _most_ahead(self) -> int:
        return self._analysts.ahead if self._analysts is not None else 0

    def _read(self, inputs: Iterable[OpenedInput | ReadError]) -> Iterator[Step]:
        for opened in inputs:
            if isinstance(opened, ReadError):
                yield Begun(opened.source)
                status = Status.SKIPPED if isinstance(opened, LeftAlone) else Status.FAILED
                yield Imported(opened.source, "", 0, status, opened.reason)
                continue
            path, key = opened.path, opened.key
            yield Begun(path)
            if opened.outcomes is None:
                yield from self._as_before(path, opened.state)
                if opened.is_news:
                    yield Ended(path, opened.place, opened.state, web=opened.web)
                continue
            failures: list[str] = []
            last_key, web = "", opened.web
            for read in opened.outcomes:
                if isinstance(read, ReadError):
                    failures.append(read.reason)
                    yield Imported(read.source, "", 0, Status.FAILED, read.reason, part_of=path)
                else:
                    last_key = read.key
                    web = web and _titled(web, read)
                    yield self._article(path, read)
            held = last_key if last_key in ("", key) else SEVERAL
            state = replace(opened.state, key=held, error=_failure_words(failures))
            yield Ended(path, opened.place, state, opened.moved_from, web)

    def _article(self, path: str, article: Article) -> ArticleRead:
        work = None
        # What is written meanwhile may change the answer: a batch looks again.
        if (
            self._analysts is not None
            and self._analysts.ahead
            and known_as(self._library.archive, article, self._ahead) is None
        ):
            self._ahead[article.version] = article.key
            work = self._analysts.submit(article)
        return ArticleRead(path, article, work)

    def _as_before(self, path: str, known: InputState) -> Iterator[Imported]:
        """What to tell of an input that has not changed since it was read."""
        if known.key:
            key = "" if known.key == SEVERAL else known.key
            article = self._library.archive.identify(key) if key else None
            number = article[0] if article else 0
            yield Imported(path, key, number, Status.UNCHANGED, as_before=True)
        if known.error:
            yield Imported(path, "", 0, Status.FAILED, known.error)


def _titled(source: WebSource, article: Article) -> WebSource:
    """What was fetched, with the name that an article of it tells."""
    title = article.outlet if source.followed else article.title
    return replace(source, title=title or source.title)


def _failure_words(failures: Sequence[str]) -> str:
    """What to remember of what an input could not give."""
    if len(failures) < 2:
        return "".join(failures)
    # Whoever lacks a package has to see it among many failures.
    failures = sorted(failures, key=lambda reason: LACKS_PACKAGE not in reason)
    return f"{len(failures)} articles in it could not be read, the first: {failures[0]}"
