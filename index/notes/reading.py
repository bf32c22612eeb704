"""What the user did with articles: read, starred, tagged, left off where."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any

from msgspec.structs import replace

from index.errors import LibraryError
from index.language.fold import fold_case
from index.notes.annotations import query_terms
from index.notes.clean import clean_line, clean_tags
from index.notes.ledger import Ledger, counted
from index.notes.model import ArticleState, KeySet, Tag
from index.store import notes_state

POSITION_SECONDS = 5.0

_ANNOTATED = "SELECT DISTINCT article FROM annotations WHERE deleted IS NULL"
_KEY_QUERIES = {
    ("is", "read"): "SELECT article FROM article_state WHERE read",
    ("is", "unread"): "SELECT article FROM article_state WHERE read",
    ("is", "starred"): "SELECT article FROM article_state WHERE starred",
    ("is", "annotated"): _ANNOTATED,
    ("has", "annotation"): _ANNOTATED,
    ("has", "note"): f"{_ANNOTATED} AND note <> ''",
    ("has", "tag"): "SELECT DISTINCT article FROM article_tags",
}
_TAGGED = (
    "SELECT article FROM article_tags WHERE {0}"
    " UNION SELECT article FROM annotations JOIN annotation_tags ON annotation = id"
    " WHERE deleted IS NULL AND {0}"
)
_ALL_TAGGED = (
    "SELECT tag, folded, article FROM article_tags"
    " UNION SELECT tag, folded, article FROM annotations JOIN annotation_tags ON annotation = id"
    " WHERE deleted IS NULL ORDER BY tag"
)
_TAG_QUERY = _TAGGED.format("folded = :tag")
_TAG_PREFIX_QUERY = _TAGGED.format("folded >= :tag AND folded < :beyond")


class ReadingState(Ledger):
    """Read, starred, tags and position of articles, by their keys."""

    _positions_due = 0.0

    def state(self, article: str) -> ArticleState:
        """What the user did with an article (its key)."""
        return self.states((article,))[article]

    def states(self, articles: Iterable[str]) -> dict[str, ArticleState]:
        """What the user did with each of the articles."""
        wanted = list(articles)
        with self.database.snapshot() as connection:
            rows = notes_state.states(connection, wanted)
        found = {key: ArticleState(key) for key in wanted}
        for row in rows:
            found[row.article] = ArticleState(
                row.article, row.read, row.starred, row.tags, row.position
            )
        pending = dict(self._positions)
        for key in pending.keys() & found.keys():
            found[key] = replace(found[key], position=pending[key])
        return found

    def mark_read(self, articles: Iterable[str], read: bool = True) -> int:
        """Mark articles read or unread, as one step; how many were not so before."""
        return self._set_flag("read", articles, read, "marked read" if read else "marked unread")

    def mark_opened(self, article: str) -> None:
        """Mark an article read since it was opened: no step, so that undo is of what was meant.

        Marking it unread is what takes it back.
        """
        with self._step() as step:
            new = notes_state.without_flag(step.connection, "read", [article], True)
            if new:
                notes_state.set_flag(step.connection, "read", new, True)
                step.touched = True

    def star(self, articles: Iterable[str], starred: bool = True) -> int:
        """Star articles or take the star off, as one step; how many were not so before."""
        done = "starred" if starred else "unstarred"
        return self._set_flag("starred", articles, starred, done)

    def tag(
        self, articles: Iterable[str], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> int:
        """Tag articles and take tags off, as one step; how many taggings changed."""
        keys = list(articles)
        added = clean_tags(tuple(add))
        removed = [tag for tag in clean_tags(tuple(remove)) if tag not in added]
        changed = 0
        with self._step() as step:
            for tags, tagged in ((removed, False), (added, True)):
                for tag in tags:
                    new = notes_state.without_tag(step.connection, tag, keys, tagged)
                    if new:
                        notes_state.set_tag(step.connection, tag, fold_case(tag), new, tagged)
                        step.changes.append(["tag", tag, tagged, new])
                        changed += len(new)
            step.words = f"tags of {counted(len(keys), 'article')}"
        return changed

    def set_position(self, article: str, position: int) -> None:
        """Remember how far an article was read, in code points.

        Never waits for the disk: a thread saves it every few seconds of further
        calls, and the next other change, :meth:`flush` and :meth:`close` do.
        Cannot be undone.
        """
        self._positions[article] = position
        if monotonic() >= self._positions_due:
            self._positions_due = monotonic() + POSITION_SECONDS
            threading.Thread(target=self._flush_quietly, daemon=True).start()

    def _flush_quietly(self) -> None:
        # What could not be saved now will be with the next change.
        with suppress(LibraryError):
            self.flush()

    def tags(self) -> list[Tag]:
        """Every tag in use on articles and annotations, the most used first."""
        with self._reading() as connection:
            return [Tag(*row) for row in notes_state.tag_counts(connection)]

    def tagged(self) -> dict[str, list[str]]:
        """By tag the articles that carry it, themselves or on one of their annotations.

        Tags that :meth:`keys_where` takes for one are told as one.
        """
        found: dict[str, tuple[str, set[str]]] = {}
        for tag, folded, article in self.database.read(_ALL_TAGGED):
            found.setdefault(folded, (tag, set()))[1].add(article)
        return {tag: sorted(articles) for tag, articles in found.values()}

    def keys_where(self, field: str, value: str) -> KeySet:
        """The articles that a condition of the query language holds for.

        ``is:read|unread|starred|annotated``, ``has:note|annotation|tag``,
        ``tag:NAME`` (on the article or on one of its annotations; ``NAME*`` for
        a beginning), ``note:WORDS`` (all of them in one note or its tags).
        ``ValueError`` for anything else.
        """
        known = _KEY_QUERIES.get((field, value))
        excluded = (field, value) == ("is", "unread")
        parameters: dict[str, Any] = {}
        if known is None and field == "tag":
            self._keep_folded()
            name = fold_case(clean_line(value.lstrip("#")))
            known = _TAG_PREFIX_QUERY if name.endswith("*") else _TAG_QUERY
            name = name.rstrip("*")
            parameters = {"tag": name, "beyond": name + "\U0010ffff"}
        elif known is None and field == "note":
            self._keep_folded()
            parameters = {f"term{number}": term for number, term in enumerate(query_terms(value))}
            known = " AND ".join(
                [_ANNOTATED, *(f"instr(folded_note, :{name}) > 0" for name in parameters)]
            )
        if known is None:
            raise ValueError(f"{field}:{value} is not a condition on notes")
        return KeySet(frozenset(key for (key,) in self.database.read(known, parameters)), excluded)

    def _set_flag(
        self, flag: notes_state.Flag, articles: Iterable[str], value: bool, done: str
    ) -> int:
        with self._step() as step:
            keys = notes_state.without_flag(step.connection, flag, articles, value)
            if keys:
                notes_state.set_flag(step.connection, flag, keys, value)
                step.words = f"{counted(len(keys), 'article')} {done}"
                step.changes.append(["flag", flag, value, keys])
        return len(keys)
