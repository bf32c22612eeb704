"""What the panes tell each other. A pane posts; the main screen decides what follows.

Thread workers touch no widget: they post one of these and the event loop does
the rest. Messages that come in bursts replace their elder in the queue.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from index.article import Snippet, Span
from index.notes.model import Annotation
from index.views import EventView
from tui.processes import SearchAnswer
from tui.told import Told


class _Latest(Told, bubble=True):
    """A message of which only the newest matters."""

    def can_replace(self, message: Message) -> bool:
        return type(message) is type(self)


class ArticleHighlighted(_Latest):
    """The cursor of the list is on article ``id``."""

    id: int


class ArticleOpened(Told):
    """The reader wants article ``id``, at ``at`` when given, else where it was left."""

    id: int
    at: Span | None = None


class RemoveAsked(Told):
    """The reader wants articles ``ids`` out of the library."""

    ids: Sequence[int]


class NoteAsked(Told):
    """The reader wants to write a note on the article ``id`` as a whole."""

    id: int


class ExportAsked(Told):
    """The reader wants articles ``ids`` written to a file."""

    ids: Sequence[int]


class DensityChanged(Told):
    """The list says as much of each article as ``density`` names from now on."""

    density: str


class SearchChanged(_Latest):
    """The text of the search line changed."""

    text: str


class SearchSubmitted(Told):
    """Enter was pressed on the search line."""

    text: str


class NoveltyWanted(_Latest):
    """The reader shows article ``id``: what of it was read elsewhere?"""

    id: int


class DimChanged(Told):
    """What was read elsewhere is dimmed in the reader from now on (``dims``), or no longer."""

    dims: bool


class LookChanged(Told):
    """The reader hides captions and the like (``folded``) and sets lines ``justified``, or not."""

    folded: bool
    justified: bool


class LinkChosen(Told):
    """The reader wants to open a web address that stands in the text."""

    url: str


class EntityChosen(Told):
    """The reader wants to know who or what entity ``id`` is, named ``at`` in the open article."""

    id: int
    at: Span | None = None


class CorrectionAsked(Told):
    """The reader wants to put right what culm says of an event, an entity or articles (their ids).

    ``article`` is the one it is about, the open one unless given; ``at`` the
    passage in it. Neither event nor entity: what that article reports, or, if no
    article is given either, the facts of the open article itself, or of ``articles``.
    """

    event: int | None = None
    entity: int | None = None
    article: int | None = None
    at: Span | None = None
    articles: Sequence[int] = ()


class PinAsked(Told):
    """The reader wants to say by hand where ``annotation`` belongs in article ``id``.

    ``at`` is where to begin looking.
    """

    id: int
    annotation: Annotation
    at: Span


class ReviewAsked(Told):
    """The reader wants to see what waits for review; ``annotation`` (its id) first, if given."""

    annotation: str = ""


class EventChosen(Told):
    """The reader chose event ``id`` in the text: the panel shows it."""

    id: int


class PanelEventChosen(Told):
    """An event of the panel was chosen; ``at`` is its first passage in the open article."""

    event: EventView
    at: Span | None


class WhyAsked(Told):
    """Why is event ``event`` linked to other articles? ``article`` names one of them."""

    event: int
    article: int | None = None


class WhyTogetherAsked(Told):
    """Why is the open article of one story with ``article``?"""

    article: int


class TimelineAsked(Told):
    """The reader wants to see events in the order of time, from ``event`` (its id) if given.

    Those of ``entity`` (its id), which is called ``name``, or else all.
    """

    event: int | None = None
    entity: int | None = None
    name: str = ""


class SearchAsked(Told):
    """The reader wants to see what the query ``text`` finds."""

    text: str


class CommandAsked(Told):
    """The reader chose the command with this id in another screen."""

    id: str


class CompareAsked(Told):
    """The reader wants the open article beside ``article``, or beside others that tell ``event``.

    With neither given, beside others that tell what the open article reports.
    """

    event: int | None = None
    article: int | None = None


class AnnotationsChanged(Told):
    """Annotations of the article with ``key`` changed: its pane, row and counts are stale."""

    key: str


class StateChanged(Message):
    """Something that the user made was changed on another screen."""


class SearchLeft(Message):
    """Escape was pressed on the search line."""


class SearchAnswered(Told):
    """A search was answered; ``open_first`` when its first article is to be opened."""

    answer: SearchAnswer
    snippets: dict[int, Snippet]
    open_first: bool


class SearchFailedWith(Told):
    """A search could not be answered; ``words`` say why."""

    words: str


class SearchLineLeft(Message):
    """The focus left the search line: what was typed on it is finished."""


class HitsPassed(Told):
    """The next hit (``step`` -1: the one before) was asked for, and the article has none."""

    step: int


class SearchEnded(Message):
    """Nothing is searched for any more."""


class ListWanted(Message):
    """The reader wants to leave the search line for what was found."""
