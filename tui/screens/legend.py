"""The legend: what colours, lines and signs stand for, and which names are highlighted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from textual.app import ComposeResult
from textual.content import Content

from index.language.model import EntityType
from index.notes.model import Colour
from tui.commands import Where
from tui.keymap import Keymap, show_keys
from tui.opened import Dialog
from tui.widgets.arranged_list import CHOSEN
from tui.widgets.article_item import EXACT, FOLDED, NOTE, READ, STAR, UNFOLDED, UNREAD
from tui.widgets.entries import Entries, Entry
from tui.widgets.hints import HintedBox, hints_of, keymap_of
from tui.widgets.lines import Line, Piece, fold
from tui.widgets.reader_look import BARS, DIGITS
from tui.wording import BY_HAND

_SIGN_CELLS = 10
_NAMES = {
    EntityType.PERSON: "a person",
    EntityType.ORG: "an organisation, a company, a party",
    EntityType.PLACE: "a country, a city, a river",
    EntityType.NORP: "a nationality, a religion, a people",
    EntityType.EVENT: "an event with a name",
    EntityType.LAW: "a law, a treaty, a resolution",
    EntityType.MISC: "another name: a work, a product, a language",
}
_SIGNS = (
    (UNREAD, "not read yet"),
    (READ, "read"),
    (STAR, "starred"),
    (NOTE, "a note; in the list, how many marks and notes there are"),
    (CHOSEN, "chosen, for a command on several; in the text: read elsewhere"),
    (f"{FOLDED} {UNFOLDED}", "a group of the list, or copies of an article: folded, unfolded"),
    (EXACT, "copies with exactly the same text"),
    ("≈", "a date that was worked out"),
    ("?", "a date that is not known"),
    (BY_HAND, "it is so because you said so"),
)

_BY_HAND = (
    ("correct.here", "put a name, an event or an article's date right by hand"),
    ("corrections.open", "all that was put right, and how it stands"),
)


def legend_entries(width: int, hidden: Collection[EntityType], keymap: Keymap) -> Sequence[Entry]:
    """The legend in ``width`` cells; names of ``hidden`` types are not highlighted now."""
    keys_of = keymap.keys_of
    by_hand = [(show_keys(keys[0]), words) for id, words in _BY_HAND if (keys := keys_of(id))]
    return [
        _heading("Names in the text", first=True),
        *_names(hidden, width),
        _heading("Marks in the margin"),
        *_marks(width),
        _heading("Signs"),
        *(_line(sign, "strong", words, width) for sign, words in _SIGNS),
        _heading("Where it is wrong"),
        *(_line(key, "key", words, width) for key, words in by_hand),
    ]


def _heading(words: str, *, first: bool = False) -> Entry:
    line = Line((Piece(words, "heading"),))
    return Entry((line,) if first else (Line(), line))


def _line(sign: str, role: str, words: str, width: int) -> Entry:
    return Entry(_lines(sign, role, words, width))


def _lines(sign: str, role: str, words: str, width: int) -> tuple[Line, ...]:
    """What a sign stands for, beside it, in as many lines as it takes."""
    first, *more = fold(words, max(8, width - _SIGN_CELLS - 1)) or [""]
    return (
        Line((Piece(f" {sign:<8}", role), Piece(f" {first}", "facts"))),
        *(Line((Piece(f"{' ' * _SIGN_CELLS}{text}", "facts"),)) for text in more),
    )


def _names(hidden: Collection[EntityType], width: int) -> Iterator[Entry]:
    for kind, words in _NAMES.items():
        role = "quiet" if kind in hidden else kind.value.lower()
        said = words + (" (left plain)" if kind in hidden else "")
        yield Entry(_lines(kind.value, role, said, width), kind)


def _marks(width: int) -> Iterator[Entry]:
    for colour in Colour:
        yield _line(
            f"{DIGITS[colour]} {BARS[colour]}", "strong", f"marked in {colour.value}", width
        )


class LegendScreen(Dialog[None]):
    """Shows the legend; types of names can be switched off and on in it."""

    where = (Where.LEGEND, Where.HELP)

    def __init__(
        self,
        hidden: Collection[EntityType] = (),
        show_type: Callable[[EntityType, bool], None] | None = None,
    ) -> None:
        """``hidden`` types are not highlighted now; ``show_type`` changes that for one."""
        super().__init__()
        self._hidden = set(hidden)
        self._show_type = show_type

    def compose(self) -> ComposeResult:
        box = HintedBox(id="box")
        box.border_title = Content("Legend")
        with box:
            yield Legend(id="choices")

    def on_mount(self) -> None:
        legend = self.query_one(Legend)
        legend.show(self._entries)
        self.set_focus(legend)
        toggle = (("legend.toggle", "highlight or not"),) if self._show_type else ()
        hints = hints_of(self.app, *toggle, ("screen.close", "close"))
        self.query_one(HintedBox).offer(hints)

    def _entries(self, width: int) -> Sequence[Entry]:
        return legend_entries(width, self._hidden, keymap_of(self.app))

    def action_toggle_type(self) -> None:
        """Highlight the names of the type under the cursor, or leave them plain."""
        legend = self.query_one(Legend)
        kind = legend.target
        if isinstance(kind, EntityType) and self._show_type is not None:
            self._hidden ^= {kind}
            self._show_type(kind, kind not in self._hidden)
            legend.show(self._entries, keep_place=True)

    def action_close(self) -> None:
        self.dismiss()


class Legend(Entries):
    """The legend's lines; a place of its own so that keys reach it."""

    where = (Where.HELP,)

    def action_open(self) -> None:
        screen = self.screen
        if isinstance(screen, LegendScreen):
            screen.action_toggle_type()
