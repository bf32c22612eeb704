"""The library: the one door to everything that culm keeps.

A library is a directory (mode 0700): ``archive.db`` holds the articles and
their analysis, ``notes.db`` what the user made, ``search/`` the Whoosh index
(disposable), ``backups/`` copies of ``notes.db``.

Behind it are the rooms, which do the work: all that is here is how to come to them.

Every method may block on the disk for a moment, so a program with an event
loop calls them from worker threads; any number of threads may.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from index.article import Article
from index.errors import CulmError, LibraryError, NoLibrary, NotFound
from index.events.model import Reason
from index.files import make_private_directory
from index.language.fold import match_key
from index.library.imports.sources_kept import keep_sources, require_archive
from index.library.knowledge.entities import known_names
from index.library.knowledge.entity_finding import company_of, find_entities, whole_entity
from index.library.knowledge.event_views import event_views, events_told, panel, story_views
from index.library.knowledge.threads import why_apart, why_together
from index.library.showing.kept_listing import KeptListing
from index.library.showing.listing import article_rows, copies_of, copy_groups, leads
from index.paths import expanded
from index.places import require_library_place
from index.store.archive import Archive
from index.store.list_tables import RowFacts
from index.views import (
    ArticleView,
    CopyView,
    CoverageView,
    EntityView,
    EventView,
    KnownAs,
    NoveltyView,
    Row,
    Snippet,
    StoryView,
    Why,
)

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library.annotations.exchanging import DocumentWritten, NotesImported
    from index.library.corrections.by_hand import ByHand
    from index.library.finding.indexing import Indexing
    from index.library.finding.searching import Searching
    from index.library.imports.importing import Imported, ImportOptions, Progress
    from index.library.knowledge.timeline import Narrowing, Timeline, TimelineRow, Unit
    from index.library.linking.correcting import Correcting
    from index.library.upkeep.census import Census
    from index.library.upkeep.removing import TakenOut
    from index.library.upkeep.taking_back import ImportView
    from index.library.upkeep.work import Work, WorkApart
    from index.notes import Notes
    from index.notes.model import Annotation
    from index.views import GroupBy, Groups


class Library:
    """One library on disk. Open it with :meth:`open`, close it when done."""

    def __init__(self, path: Path, archive: Archive, *, whole_index: bool = True) -> None:
        self.path = path
        self.archive = archive
        self._work_apart: WorkApart | None = None
        self._is_to_work_apart = False
        self._is_closed = False
        self._making = Lock()
        self._whole_index = whole_index
        self._listed = KeptListing(path, archive)

    @classmethod
    def open(cls, path: Path, *, create: bool = True, whole_index: bool = True) -> Library:
        """Open the library in directory ``path``, made anew when it is not there.

        Without ``whole_index``, an index that is gone or damaged and would take long to make
        is begun only: searches tell how far it is (see :meth:`Indexing.tend`).

        A directory with files of somebody else's in it is not taken for one.

        Raises :class:`index.errors.LibraryError` (not ours, not writable) and its kinds
        :class:`~index.errors.NoLibrary` (none, and not to be made),
        :class:`~index.errors.LibraryLocked`, :class:`~index.errors.LibraryDamaged`,
        :class:`~index.errors.LibraryTooNew`.
        """
        path = expanded(path).absolute()
        is_empty = require_library_place(path)
        require_archive(path)
        if not create and not (path / "archive.db").exists():
            raise NoLibrary(f"there is no library in {path}; add articles with: culm add PATH")
        try:
            make_private_directory(path)
            if is_empty and path.stat().st_uid == os.geteuid():
                path.chmod(0o700)
        except OSError as error:
            reason = error.strerror or error
            raise LibraryError(
                f"{path} cannot be made: {reason}; elsewhere: --library DIR"
            ) from error
        return cls(path, Archive(path / "archive.db"), whole_index=whole_index)

    def work_apart(self) -> None:
        """From now on have long work done by a process of its own.

        For whoever has a screen to draw meanwhile; see
        :mod:`index.library.upkeep.work`.
        """
        self._is_to_work_apart = True

    @property
    def work(self) -> Work:
        """Who does what takes long: this process, or those that :meth:`work_apart` asks for."""
        from index.library.upkeep.work import Work, WorkApart

        if not self._is_to_work_apart:
            return Work(self)
        with self._making:
            if self._work_apart is None:
                self._work_apart = WorkApart(self)
            if self._is_closed:
                self._work_apart.end()
            return self._work_apart

    def close(self) -> None:
        """Close everything; the library can be used no more.

        What was changed in the notes is in a backup of the day, if none is there yet.
        """
        with self._making:
            self._is_closed = True
            if self._work_apart is not None:
                self._work_apart.end()
        notes = self.__dict__.get("notes")
        if notes is not None and notes.has_written:
            # Damage is told by whoever looks for it, and a full disk by the next change.
            with suppress(CulmError, OSError):
                notes.back_up_daily()
        keep_sources(self.path, self.archive)
        self._listed.keep()
        self.archive.close()
        for name in ("notes", "indexing"):
            if name in self.__dict__:
                self.__dict__[name].close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be kept here: neither articles nor what the user makes."""
        return self.archive.database.read_only or self.notes.database.read_only

    @cached_property
    def notes(self) -> Notes:
        """Annotations, reading state, undo: what the user made."""
        from index.notes import Notes

        return Notes.open(self.path / "notes.db")

    @cached_property
    def correcting(self) -> Correcting:
        """What corrections by hand come to, and how they are applied."""
        from index.library.linking.correcting import Correcting

        return Correcting(self)

    @cached_property
    def by_hand(self) -> ByHand:
        """Corrections by hand: making, listing, taking back."""
        from index.library.corrections.by_hand import ByHand

        return ByHand(self)

    @cached_property
    def searching(self) -> Searching:
        """Asking the search index with all it needs to know; imports numpy and Whoosh."""
        from index.library.finding.searching import Searching

        return Searching(self)

    @cached_property
    def indexing(self) -> Indexing:
        """Keeping the search index up with the archive; imports numpy and Whoosh."""
        from index.library.finding.indexing import Indexing

        return Indexing(self, whole=self._whole_index)

    # -- coming in ---------------------------------------------------------------

    def add(
        self,
        places: Sequence[Path | WebAddress],
        options: ImportOptions | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterable[Imported]:
        """Import what is new or changed under paths and at web addresses.

        See :mod:`index.library.imports.importing`.
        """
        from index.library.imports.importing import ImportOptions, add

        return add(self, places, options or ImportOptions(), on_progress, stopped)

    def take_out(
        self, article_ids: Sequence[int], tell: Callable[[str], None] = lambda words: None
    ) -> TakenOut:
        """Take articles out so that :meth:`undo` brings them back, their annotations with them.

        ``tell`` is told in words how far that is, where it takes long.
        """
        return self.work.take_out(article_ids, tell=tell)

    def undo(self, tell: Callable[[str], None] = lambda words: None) -> str | None:
        """Take back the latest change of the user's, be it of notes or of articles taken out.

        Words for the user ("Undone: …"), ``None`` when there is nothing to undo. ``tell`` is
        told in words how far that is, where it takes long.
        """
        return self.work.undo(tell)

    def redo(self, tell: Callable[[str], None] = lambda words: None) -> str | None:
        """Make the change again that was undone last; words or ``None`` as :meth:`undo`."""
        return self.work.redo(tell)

    def cut_short(self) -> ImportView | None:
        """The latest import that did not come to its end and is not running."""
        if not self.archive.imports.any_open():
            return None
        from index.library.upkeep.taking_back import cut_short

        return cut_short(self)

    # -- annotations in and out ----------------------------------------------------

    def export_notes(
        self, annotations: Sequence[Annotation], format: str, *, history: bool = False
    ) -> str:
        """Annotations as ``md``, ``jsonld``, ``jsonl``, ``csv`` or ``readwise``, one document.

        With ``history``, what they said before goes along in ``jsonld`` and ``jsonl``.
        """
        from index.library.annotations.exchanging import export_notes

        return export_notes(self, annotations, format, history=history)

    def write_notes(
        self, annotations: Sequence[Annotation], directory: Path
    ) -> list[DocumentWritten]:
        """Write annotations as Markdown, a file for each article; edited ones are kept."""
        from index.library.annotations.exchanging import write_documents

        return write_documents(self, annotations, directory)

    def import_notes(self, document: str, source: str) -> NotesImported:
        """Bring in annotations from JSON-LD; see :mod:`index.library.annotations.exchanging`."""
        from index.library.annotations.exchanging import import_notes

        return import_notes(self, document, source)

    def import_notes_from(self, stream: BinaryIO, source: str) -> NotesImported:
        """As :meth:`import_notes_file`, from what is open already."""
        from index.library.annotations.exchanging import import_notes_from

        return import_notes_from(self, stream, source)

    def import_notes_file(
        self, path: Path, go_on: Callable[[], None] = lambda: None
    ) -> NotesImported:
        """Bring in annotations from a file; see :mod:`index.library.annotations.exchanging`."""
        from index.library.annotations.exchanging import import_notes_file

        return import_notes_file(self, path, go_on)

    # -- the list ----------------------------------------------------------------

    def count(self) -> int:
        """How many articles there are."""
        return self.archive.count()

    def facts(self) -> dict[str, int]:
        """What the library holds, counted: ``articles``, ``events``."""
        return {"articles": self.archive.count(), "events": self.archive.events.count()}

    def analysed_by_another(self) -> bool:
        """Whether another release of culm analysed some of the articles."""
        return self.archive.analysed_by_another()

    def census(self) -> Census:
        """What the library holds, by outlet, time and name, and how it is kept."""
        from index.library.upkeep.census import census

        return census(self)

    def generation(self) -> int:
        """A number that grows whenever articles or their analysis changed."""
        return self.archive.generation()

    def listing(self, sort: str = "newest", *, folded: bool = False) -> array[int]:
        """Ids of all articles: ``newest``, ``oldest``, by ``outlet`` or by ``title``.

        ``folded`` gives one of each group of near-identical copies only.
        """
        return self._listed.ids(sort, folded)

    def grouped(self, ids: Sequence[int], by: GroupBy) -> Groups:
        """Articles of a list in groups; see :mod:`index.library.showing.grouping`."""
        from index.library.showing.grouping import grouped

        return grouped(self, ids, by)

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The list's lines for these ids, in their order; ids of gone articles are left out."""
        return article_rows(self, ids)

    def leads(self, ids: Sequence[int]) -> dict[int, Snippet]:
        """How the texts of these articles begin, for the list."""
        return leads(self.archive, ids)

    # -- articles ----------------------------------------------------------------

    def find(self, id_or_key: str) -> int:
        """The id of the article with this id or key. Raises :class:`~index.errors.NotFound`."""
        known = self.archive.identify(id_or_key)
        if known is not None:
            return known[0]
        if id_or_key.isascii() and id_or_key.isdigit() and len(id_or_key) < 19:
            number = int(id_or_key)
            if self.archive.key_of(number) is not None:
                return number
        raise NotFound(f"no article has the id or key {id_or_key!r}")

    def article(self, article_id: int) -> Article:
        """One article, whole. Raises :class:`~index.errors.NotFound`."""
        article = self.archive.article(article_id)
        if article is None:
            raise NotFound(f"no article has the id {article_id}")
        return article

    def articles(self, ids: Iterable[int]) -> Iterator[Article]:
        """Articles, whole, in the order of their ids; those that are gone are left out."""
        return self.archive.articles(ids)

    def keys_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The keys of articles, by their ids; those that are gone are left out."""
        return self.archive.keys_of(ids)

    def ids_of(self, keys: Iterable[str]) -> dict[str, int]:
        """The ids of articles, by their keys; those that are gone are left out."""
        return self.archive.ids_of(keys)

    def reading(self, article_id: int) -> ArticleView:
        """An article with everything that is shown in and beside it.

        Raises :class:`~index.errors.NotFound`.
        """
        from index.library.showing.reading import reading

        return reading(self, article_id)

    def same_place(self, article_id: int, offset: int, copy_id: int) -> int:
        """Where a place in an article (a code point) is in a copy of it."""
        from index.library.imports.copying import same_place

        return same_place(self.archive, article_id, offset, copy_id)

    def stands_for(self, article_id: int) -> int:
        """The article that stands for this one where copies are folded: often itself."""
        return self.archive.copies.firsts([article_id]).get(article_id, article_id)

    def copies_of(self, article_id: int) -> tuple[int, tuple[CopyView, ...]]:
        """The article that stands for this one and its copies, and all copies of this one."""
        return copies_of(self.archive, article_id)

    def copy_groups(self) -> Iterator[tuple[RowFacts, tuple[CopyView, ...]]]:
        """Every article that has copies and stands for them, by key, with those copies."""
        return copy_groups(self.archive)

    # -- entities ----------------------------------------------------------------

    def entity(self, entity_id: int) -> EntityView:
        """An entity with all its names: that which the user says it is.

        Raises :class:`~index.errors.NotFound`.
        """
        return whole_entity(self.archive, entity_id)

    def entity_names(self, entity_id: int) -> tuple[KnownAs, ...]:
        """By which names an entity is known and why, those in most articles first."""
        return known_names(self.archive, entity_id)

    def entity_articles(self, entity_id: int) -> array[int]:
        """Ids of the articles that name an entity, newest first."""
        return array("q", self.archive.entities.articles(entity_id))

    def entity_events(self, entity_id: int, limit: int = 50) -> tuple[EventView, ...]:
        """Events that an entity takes part in, newest first."""
        facts = self.archive.entities.facts([entity_id]).get(entity_id)
        if facts is None:
            return ()
        return event_views(self.archive, self.archive.events.events_of_entity(facts.key, limit))

    def entity_company(self, entity_id: int, limit: int = 20) -> tuple[EntityView, ...]:
        """What an entity appears with most; ``articles`` counts the shared ones."""
        return company_of(self.archive, entity_id, limit)

    def find_entities(self, words: str = "", limit: int = 200) -> list[EntityView]:
        """Entities some name of which holds all these words (the last may be a beginning).

        The most named first; without words the busiest of the library.
        """
        return find_entities(self.archive, match_key(words).split(), limit)

    # -- events ------------------------------------------------------------------

    def panel(self, article_id: int) -> tuple[EventView, ...]:
        """What an article reports and mentions: the main event first, mentions in text order."""
        return panel(self.archive, article_id)

    def event(self, event_id: int) -> EventView:
        """One event with everyone who tells it. Raises :class:`~index.errors.NotFound`."""
        views = event_views(self.archive, [event_id])
        if not views:
            raise NotFound(f"no event has the id {event_id}")
        return views[0]

    def events(self, article_ids: Iterable[int] | None = None) -> tuple[EventView, ...]:
        """Events by date: of the whole library, or those that these articles tell of."""
        return events_told(self.archive, article_ids)

    def timeline(self, wanted: Narrowing, unit: Unit) -> Timeline:
        """Events in the order of time; see :mod:`index.library.knowledge.timeline`."""
        from index.library.knowledge.timeline import timeline

        return timeline(self, wanted, unit)

    def timeline_rows(self, event_ids: Sequence[int]) -> list[TimelineRow]:
        """What is said of events on the time axis, in their order; gone ones are left out."""
        from index.library.knowledge.timeline import timeline_rows

        return timeline_rows(self, event_ids)

    def events_of_query(self, query: str) -> list[EventView]:
        """The events a query is about: so named, else reported, else mentioned in what it finds."""
        return list(event_views(self.archive, self.work.events_of_query(query)))

    def find_events(self, words: str, limit: int = 50) -> list[EventView]:
        """Events whose name holds all these words, those that most articles tell first."""
        from index.library.knowledge.event_finding import find_events

        return find_events(self, words, limit)

    def events_near(self, event_id: int, limit: int = 50) -> list[EventView]:
        """Events that may be the same as another: alike in name, days, place and people."""
        from index.library.knowledge.event_finding import events_near

        return events_near(self, event_id, limit)

    def why_together(self, a: int, b: int) -> tuple[Reason, ...]:
        """What two articles of one story share, and in what they differ."""
        from index.library.knowledge.hand_links import with_hand_story

        return with_hand_story(self, a, b, why_together(self.archive, a, b))

    def why_apart(self, a: int, b: int) -> tuple[Reason, ...]:
        """Why two articles of one story tell no happening together, and what it would take."""
        return why_apart(self.archive, a, b)

    def why(self, event_id: int, article_id: int | None = None) -> Why:
        """Why articles are linked by an event, and what was refused.

        With ``article_id`` only the links of that article, and what the user said
        of the event. Raises :class:`~index.errors.NotFound`.
        """
        from index.library.knowledge.event_reasons import why

        return why(self, event_id, article_id)

    def coverage(self, article_ids: Sequence[int]) -> CoverageView:
        """Two or three articles side by side, sentence beside sentence.

        Raises :class:`~index.errors.NotFound` and :class:`ValueError`, see
        :func:`index.library.knowledge.covering.coverage`.
        """
        from index.library.knowledge.covering import coverage

        return coverage(self, article_ids)

    def read_elsewhere(
        self, article_id: int, stopped: Callable[[], bool] = lambda: False
    ) -> NoveltyView:
        """The sentences of an article that tell nothing but what the user has read.

        Ends early, with what is known so far, when it is ``stopped``. Raises
        :class:`~index.errors.NotFound`.
        """
        from index.library.knowledge.covering import read_elsewhere

        return read_elsewhere(self, article_id, stopped)

    def stories(self) -> tuple[StoryView, ...]:
        """What goes on about one matter, for a day or for months, by date: its articles."""
        return story_views(self.archive)


__all__ = ["Library"]
