"""The files that keep what was taken out of a library: ``removed/*.gz``, one for each time.

A file is packed JSON Lines: what is to be known of that time, then an article a line, so
that a file of any number of articles is written and read without having them all at once.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TextIO

from msgspec import Meta, MsgspecError, Struct, convert, to_builtins
from msgspec.json import decode as json_decode
from msgspec.structs import asdict, replace

from index.article import Article, version_of
from index.errors import NOTHING_CHANGED, LibraryUnwritable
from index.files import make_private_directory, replacing
from index.library.imports.subscribing import SourceView
from index.store.article_values import article_with, values_of
from index.store.former_ids import FormerHoldings
from index.store.own_files import require_own_directory

STANDING, UNDONE = ".json.gz", ".undone.gz"
"""How the names of files end: of what is taken out, and of what undo brought back."""
_NUMBER = "[0-9]" * 12
"""How they begin; what is named otherwise is not culm's, and left alone."""
LONGEST_LINE = 200_000_000
"""Characters; the longest text that is read has 32 MB, of which JSON may make six times that."""
_UNREADABLE = (
    OSError, EOFError, ValueError, KeyError, TypeError, RecursionError, zlib.error, MsgspecError
)  # fmt: skip
_Id = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]


class Removal(Struct, frozen=True):
    """Articles that were taken out at once; their number is ``count``.

    ``after`` is its step of the journal, which put the annotations of the articles, so many
    ``marks``, into the trash; ``before`` the one that was the latest until then. An earlier
    culm took a step for annotations only: without any, both are the same.
    ``sources`` were followed until then; ``held`` is what events and stories of the
    articles held.
    """

    path: Path
    before: int
    after: int
    marks: int
    count: int
    sources: tuple[SourceView, ...]
    held: FormerHoldings

    @property
    def undone(self) -> str:
        """What taking it back came to."""
        are = "article is" if self.count == 1 else "articles are"
        them = "it" if self.count == 1 else "them"
        marks = f", with what was marked in {them}" if self.marks else ""
        articles = [f"{self.count:,} {are} back{marks}"] if self.count else []
        return "; ".join([*articles, *self._followed("again")])

    @property
    def redone(self) -> str:
        """What making it again came to."""
        if not self.count:
            return "; ".join(self._followed("no longer"))
        return f"{self.count:,} article{'' if self.count == 1 else 's'} removed again"

    def _followed(self, how: str) -> list[str]:
        many = len(self.sources)
        return [f"{many:,} source{'' if many == 1 else 's'} followed {how}"] if many else []

    def articles(self) -> Iterator[Article]:
        """The articles, as they were."""
        with gzip.open(self.path, "rt", encoding="utf-8") as file:
            lines = _lines(file)
            # An earlier culm wrote all of them into the one line.
            yield from map(_article, _head(next(lines)).articles)
            for line in lines:
                yield _article(json_decode(line))


class RemovalFiles:
    """The files of one library.

    What changes them raises :class:`~index.errors.LibraryUnwritable` where that cannot be done.
    """

    def __init__(self, library: Path) -> None:
        self._directory = library / "removed"

    def write(
        self,
        before: int,
        after: int,
        marks: int,
        articles: Iterable[Article],
        sources: Sequence[SourceView],
        held: FormerHoldings,
    ) -> Path:
        """Keep what is to be taken out, in which file; the rest as :class:`Removal` has it."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        target = self._directory / f"{after:012}-{stamp}{STANDING}"
        head = {
            "before": before,
            "after": after,
            "marks": marks,
            "sources": [asdict(one) for one in sources],
            "events": list(held.events.items()),
            "stories": list(held.stories.items()),
        }
        require_own_directory(self._directory)
        with _told_of(target):
            make_private_directory(self._directory)
            with (
                replacing(target, through_links=False) as draft,
                gzip.open(draft, "wt", 6, encoding="utf-8") as lines,
            ):
                lines.write(f"{json.dumps(head)}\n")
                for article in articles:
                    lines.write(f"{json.dumps(values_of(article), ensure_ascii=False)}\n")
        return target

    def latest(self, step: int) -> Removal | None:
        """The latest of those that stand and were written at or after a step of the journal.

        A damaged file undoes nothing; what came before it still can be undone.
        """
        later = [path for path in self._files(STANDING) if _after(path) >= step]
        return next(_readable(sorted(later, reverse=True)), None)

    def may_be_undone(self, step: int) -> bool:
        """Whether :meth:`latest` has anything to look at; quick."""
        return any(_after(path) >= step for path in self._files(STANDING))

    def undone(self, step: int) -> Removal | None:
        """The one that undo brought back whose step of the journal this is."""
        paths = sorted(path for path in self._files(UNDONE) if _after(path) == step)
        # What has no step of its own was written by an earlier culm after another's.
        return next((one for one in _readable(paths) if one.before < step), None)

    def may_be_redone(self, step: int) -> bool:
        """Whether :meth:`undone` has anything to look at; quick."""
        return any(_after(path) == step for path in self._files(UNDONE))

    def turn(self, removal: Removal, end: str) -> Removal:
        """Have a removal be one that stands, or one that was undone; as it is then."""
        name = removal.path.name.removesuffix(UNDONE).removesuffix(STANDING)
        with _told_of(removal.path):
            return replace(removal, path=removal.path.rename(removal.path.with_name(name + end)))

    def forget(self, end: str) -> None:
        """Delete the files that end so."""
        for path in self._files(end):
            with _told_of(path):
                path.unlink(missing_ok=True)

    def keep_latest(self, count: int) -> None:
        """Delete what stands, but for the latest."""
        for old in sorted(self._files(STANDING))[:-count]:
            with _told_of(old):
                old.unlink(missing_ok=True)

    def _files(self, end: str) -> Iterator[Path]:
        if self._directory.is_symlink():
            # They would be those of another library.
            return iter(())
        return (path for path in self._directory.glob(f"{_NUMBER}-*{end}") if path.is_file())


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Raise what the system says of a file as what a person is told of the library."""
    try:
        yield
    except OSError as error:
        raise LibraryUnwritable(
            f"{path} could not be written ({error.strerror or error}){NOTHING_CHANGED}"
        ) from error


def _after(path: Path) -> int:
    """The step of the journal after which a file was written, as its name tells."""
    number = path.name.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else -1


def _readable(paths: Sequence[Path]) -> Iterator[Removal]:
    for path in paths:
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                head = _head(next(_lines(file), ""))
            held = FormerHoldings(dict(head.events), dict(head.stories))
            marks = int(head.before != head.after) if head.marks is None else head.marks
            removal = Removal(path, head.before, head.after, marks, 0, head.sources, held)
            count = sum(1 for _ in removal.articles())
        except _UNREADABLE:
            continue
        yield replace(removal, count=count)


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a file, which the library may have from somebody else: none without end."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise ValueError("a line that is longer than any article")
        yield line


class _Head(Struct, frozen=True):
    """The first line of a file; what has a value here is not in those of an earlier culm."""

    before: int
    after: int
    marks: int | None = None
    sources: tuple[SourceView, ...] = ()
    events: tuple[tuple[_Id, list[str]], ...] = ()
    stories: tuple[tuple[_Id, list[_Id]], ...] = ()
    articles: tuple[dict[str, Any], ...] = ()


def _head(line: str) -> _Head:
    return json_decode(line, type=_Head)


def _article(values: dict[str, Any]) -> Article:
    """An article, if it is one in all it holds: what is not would stay in the archive.

    The library may have come from somebody else. Raises what :data:`_UNREADABLE` names.
    """
    article = article_with(values)
    if convert(to_builtins(article), Article) != article or not article.key:
        raise ValueError("not what was taken out")
    convert(article.id, _Id)
    if version_of(article.text) != article.version:
        raise ValueError("the text is another than that which was taken out")
    if any(not 0 <= zone.start <= zone.end <= len(article.text) for zone in article.zones):
        raise ValueError("a zone is not in the text")
    return article
