"""The legend: what colours, lines and signs stand for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from index.language.model import EntityType
from tui.commands import Where
from tui.widgets.article_item import NOTE, READ, STAR, UNREAD
from tui.widgets.entries import Entries, Entry
from tui.widgets.lines import Line, Piece

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
    (NOTE, "marks and notes, counted"),
    ("+2", "near-identical copies in other outlets"),
    ("≈", "a date that was worked out"),
    ("?", "a date that is not known"),
    ("▌", "in the margin of the text: a mark, in its colour"),
)


def legend_entries(width: int) -> Sequence[Entry]:
    """The legend in ``width`` cells."""
    names = [
        Line((Piece(f" {kind.value:<8}", kind.value.lower()), Piece(f" {words}", "facts")))
        for kind, words in _NAMES.items()
    ]
    signs = [
        Line((Piece(f" {sign:<8}", "strong"), Piece(f" {words}", "facts")))
        for sign, words in _SIGNS
    ]
    return [
        Entry((Line((Piece("Names in the text", "heading"),)), *names)),
        Entry((Line(), Line((Piece("Signs", "heading"),)), *signs)),
    ]


class LegendScreen(ModalScreen[None]):
    """Shows the legend."""

    where = (Where.HELP,)

    def compose(self) -> ComposeResult:
        box = Vertical(id="box")
        box.border_title = Content("Legend")
        with box:
            yield Legend(id="choices")

    def on_mount(self) -> None:
        legend = self.query_one(Legend)
        legend.show(legend_entries)
        legend.focus()

    def action_close(self) -> None:
        self.dismiss()


class Legend(Entries):
    """The legend's lines; a place of its own so that keys reach it."""

    where = (Where.HELP,)
