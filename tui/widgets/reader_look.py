"""What each look of the text looks like: the reader's style sheet and its cache of styles.

No two kinds of name are told apart by colour alone: each has its own
combination of bold, italic and underline. The colours of annotations differ in
their bars and figures in the margin as well.
"""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

from index.notes.model import Colour
from tui.rendering.layers import LOOK_OF_TYPE, Look

PREFIX = "reader--"
MARGIN_CLASSES = (
    "margin",
    "note-sign",
    "thumb",
    "peek",
    "peek-strong",
    "peek-quiet",
    "fold",
    "hint",
)

BARS: dict[Colour, str] = {
    Colour.YELLOW: "┃",
    Colour.GREEN: "║",
    Colour.BLUE: "┇",
    Colour.PINK: "╎",
    Colour.PURPLE: "▌",
}
"""The bar of each colour in the margin; none looks like another."""

OFFERED, OFFERED_ON = "◇", "·"
"""The sign of a mark that a copy has and that could be made here, and its bar."""

DIGITS: dict[Colour, str] = {colour: str(number) for number, colour in enumerate(Colour, 1)}
"""The key of each colour; it heads the bar."""


def class_of(look: Look) -> str:
    """The component class of a look."""
    return PREFIX + look.name.lower().replace("_", "-")


def bar_class(colour: Colour) -> str:
    """The component class of a colour's bar in the margin."""
    return f"{PREFIX}bar-{colour.value}"


COMPONENT_CLASSES = frozenset(
    {
        *map(class_of, Look),
        *map(bar_class, Colour),
        *(PREFIX + name for name in MARGIN_CLASSES),
    }
)

_MARK_BITS = sum(Look[colour.name].bit for colour in Colour)
_NEVER_DIM = _MARK_BITS | Look.HIT.bit | Look.SELECTED.bit
_ENTITY_BITS = sum(look.bit for look in LOOK_OF_TYPE.values())

CSS = """
PageLines {
    background: $background; color: $text;
    & > .reader--headline { color: $strong; text-style: bold; }
    & > .reader--facts { color: $quiet; }
    & > .reader--dateline { color: $quiet; }
    & > .reader--aside { color: $quiet; }
    & > .reader--caption { color: $quiet; text-style: italic; }
    & > .reader--quote { text-style: italic; }
    & > .reader--subhead { color: $strong; text-style: bold; }
    & > .reader--known { color: $quiet; }
    & > .reader--fold { color: $quiet; }
    & > .reader--hint { background: $strong; color: $background; text-style: bold; }
    & > .reader--event-mention { text-style: underline; }
    & > .reader--person { color: $entity-person; text-style: bold; }
    & > .reader--org { color: $entity-org; text-style: underline; }
    & > .reader--place { color: $entity-place; text-style: italic; }
    & > .reader--norp { color: $entity-norp; text-style: italic underline; }
    & > .reader--event { color: $entity-event; text-style: bold underline; }
    & > .reader--law { color: $entity-law; text-style: bold italic; }
    & > .reader--misc { color: $entity-misc; text-style: bold italic underline; }
    & > .reader--yellow { background: $mark-yellow; }
    & > .reader--green { background: $mark-green; }
    & > .reader--blue { background: $mark-blue; }
    & > .reader--pink { background: $mark-pink; }
    & > .reader--purple { background: $mark-purple; }
    & > .reader--offered { text-style: underline; }
    & > .reader--overlap { text-style: underline; }
    & > .reader--pending { color: $quiet; text-style: italic; }
    & > .reader--here { text-style: bold; }
    & > .reader--hit { background: $hit; color: $on-hit; }
    & > .reader--current-hit { background: $hit; color: $on-hit; text-style: bold underline; }
    & > .reader--selected { background: $selection; color: $strong; }
    & > .reader--caret { background: $strong; color: $background; }
    & > .reader--bar-yellow { color: $bar-yellow; text-style: bold; }
    & > .reader--bar-green { color: $bar-green; text-style: bold; }
    & > .reader--bar-blue { color: $bar-blue; text-style: bold; }
    & > .reader--bar-pink { color: $bar-pink; text-style: bold; }
    & > .reader--bar-purple { color: $bar-purple; text-style: bold; }
    & > .reader--note-sign { color: $quiet; }
    & > .reader--thumb { color: $line; }
    & > .reader--peek { background: $raised; color: $text; }
    & > .reader--peek-strong { background: $raised; color: $strong; text-style: bold; }
    & > .reader--peek-quiet { background: $raised; color: $quiet; }
    &:ansi {
        & > .reader--yellow, & > .reader--green, & > .reader--blue, & > .reader--pink,
        & > .reader--purple { text-style: underline; }
        & > .reader--hit, & > .reader--current-hit { text-style: reverse; }
        & > .reader--current-hit { text-style: bold reverse; }
        & > .reader--known { text-style: dim; }
        & > .reader--selected { text-style: reverse; }
        & > .reader--caret { text-style: reverse; }
        & > .reader--hint { text-style: bold reverse; }
    }
}
"""


class Looks:
    """Rich styles for sets of looks, worked out once each."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[int, Style] = {}
        self._named: dict[str, Style] = {}
        self._ground: Style | None = None
        self.hidden = 0
        """Looks that are switched off, as a set of bits."""

    def forget(self) -> None:
        """Work everything out again: the theme or the style sheet changed."""
        self._styles.clear()
        self._named.clear()
        self._ground = None

    @property
    def ground(self) -> Style:
        """The style of what is empty."""
        if self._ground is None:
            self._ground = self._widget.rich_style
        return self._ground

    def hide(self, look: Look, hidden: bool) -> None:
        """Switch a look off, or on again."""
        self.hidden = self.hidden | look.bit if hidden else self.hidden & ~look.bit

    def of(self, looks: int) -> Style:
        """The style of text with these looks."""
        looks &= ~self.hidden
        style = self._styles.get(looks)
        if style is None:
            style = self._styles[looks] = self._combine(looks)
        return style

    def named(self, name: str) -> Style:
        """The style of a component class, without its prefix."""
        style = self._named.get(name)
        if style is None:
            style = self._widget.get_visual_style(PREFIX + name).rich_style
            self._named[name] = style
        return style

    def _combine(self, looks: int) -> Style:
        if looks & Look.CARET.bit:
            # A block of one colour: whatever is below it, the caret can be seen.
            looks = Look.CARET.bit
        elif looks & Look.HIT.bit:
            looks &= ~(_ENTITY_BITS | _MARK_BITS | Look.EVENT_MENTION.bit)
        if looks & _NEVER_DIM:
            looks &= ~Look.KNOWN.bit
        names = [class_of(look) for look in Look if looks & look.bit]
        return self._widget.get_visual_style(*names).rich_style
