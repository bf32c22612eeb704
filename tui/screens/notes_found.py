"""What the notes screen asks the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from index.article import Span
from index.notes.model import Annotation
from index.views import Row
from tui.widgets.note_items import Grouping

if TYPE_CHECKING:
    from index.library import Library
    from index.library.knowledge.subjects import Subjects


class Found(Struct, frozen=True):
    """Annotations as they are in the library, with the rows of their articles by key.

    ``subjects`` are told only when they are grouped by them.
    """

    annotations: Sequence[Annotation]
    rows: dict[str, Row]
    tags: Sequence[str]
    waiting: int = 0
    subjects: Mapping[str, Subjects] = field(default_factory=dict)


def gather(
    library: Library, text: str, trash: bool, grouping: Grouping, waiting: int | None = None
) -> Found:
    """The annotations that ``text`` asks for, newest first; blocks.

    ``waiting`` is how many of all wait for a person; ``None`` has them counted.
    ``text`` as :func:`index.notes.asking.asked` reads it, raising what that raises.
    """
    from index.library.annotations.reviewing import count_waiting
    from index.library.knowledge.subjects import subjects_of
    from index.notes.asking import answers

    annotations = answers(library.notes, text, trash=trash)
    there = library.ids_of({one.article for one in annotations})
    rows = {row.key: row for row in library.rows([*there.values()])}
    waiting = sum(count_waiting(library).values()) if waiting is None else waiting
    is_about = grouping in (Grouping.ENTITY, Grouping.EVENT)
    return Found(
        annotations,
        rows,
        [tag.name for tag in library.notes.tags()],
        waiting,
        subjects_of(library, annotations) if is_about else {},
    )


def passage(library: Library, annotation: Annotation) -> tuple[int, Span]:
    """The article of an annotation and where it is in it now; blocks; :class:`NotFound`."""
    number = library.find(annotation.article)
    article = library.article(number)
    placed = library.notes.placed(article.key, article.version, article.text)
    for one in placed:
        if one.annotation.id == annotation.id:
            near = one.placement.near
            return number, one.placement.span or Span(near, near)
    return number, Span(annotation.start, annotation.end)
