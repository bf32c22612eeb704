"""The footer: the keys that matter right here, and what is going on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tui.commands import COMMANDS, Command, Where
from tui.keymap import Keymap, Keys, show_keys
from tui.rendering.cells import width_of
from tui.widgets.key_menu import Chip, KeyMenu
from tui.widgets.lines import Line, Piece
from tui.widgets.one_line import OneLine

LEGEND = (
    Piece("person", "person"),
    Piece(" "),
    Piece("org", "org"),
    Piece(" "),
    Piece("place", "place"),
    Piece(" "),
    Piece("event", "event"),
    Piece(" "),
)
_HELP = "app.help"
_KEPT_FIRST = (
    "article.open", "reader.enter", "panel.open", "mark.take", "correct.here", "panel.why",
    "mark.note",
)  # fmt: skip
"""What stays where there is no room for everything, before what else comes in its order."""


def chips_for(
    keymap: Keymap,
    places: Sequence[Sequence[Where]],
    begun: Keys = (),
    is_typed: Callable[[str], bool] = lambda key: False,
) -> list[Chip]:
    """What the footer offers in ``places`` (inside first), after the keys ``begun``.

    ``is_typed`` tells which keys are letters of a line that is being typed on.
    """
    if begun:
        # The key that may stand for something by itself does so when it is pressed again.
        alone = keymap.look_up(begun, places)
        again = [alone.command] if alone is not None and alone.command else []
        found = [(begun[-1], command) for command in again]
        return [
            (show_keys(" ".join((*begun, rest))), word, command)
            for rest, word, command in _joined([*found, *keymap.continuations(begun, places)])
        ]
    chips = []
    for wheres in places:
        for where in wheres:
            chips += [
                (show_keys(keymap.keys_of(command.id)[0]), command.short, command.id)
                for command in COMMANDS
                if _is_offered(command, where, keymap, places)
                and not is_typed(keymap.keys_of(command.id)[0])
            ]
    return list(dict.fromkeys(chips))


def _joined(found: Sequence[tuple[str, Command]]) -> list[Chip]:
    """Those of which the next key is one and leads on are one entry: ``e`` for ``ea``, ``eb``."""
    joined: list[Chip] = []
    for rest, command in found:
        alike = [one for keys, one in found if keys[0] == rest[0] and len(keys) > 1]
        if len(rest) == 1 or len(alike) == 1:
            joined.append((rest, command.short or command.title, command.id))
        elif command is alike[0]:
            joined.append((rest[0], f"{alike[0].title.split()[0]} …", ""))
    return joined


def _is_offered(
    command: Command, where: Where, keymap: Keymap, places: Sequence[Sequence[Where]]
) -> bool:
    """Whether ``command`` has a word for the footer and its key is not taken further inside."""
    places_offering = command.offered or command.where
    if not command.short or where not in places_offering or not keymap.keys_of(command.id):
        return False
    meant = keymap.look_up(tuple(keymap.keys_of(command.id)[0].split()), places)
    return meant is not None and meant.command is command


def footer_line(
    chips: Sequence[Chip], right: Iterable[Piece], width: int, *, has_news: bool = False
) -> tuple[Line, tuple[tuple[Piece, str], ...]]:
    """The footer in ``width`` cells, and which of its pieces run which command.

    Where there is no room for all, the most useful chips stay and the last give
    way first, but never help; ``right`` only stays when there is room for it, or when it
    ``has_news`` and takes no more than half of the line.
    """
    said = tuple(right)
    last = [chip for chip in chips if chip[2] == _HELP]
    others = [chip for chip in chips if chip not in last]
    room = width - 1 - sum(map(_cells, last))
    told = sum(width_of(piece.text) for piece in said)
    goes_first = has_news and told <= width // 2
    room -= told if goes_first else 0
    kept: set[Chip] = set()
    for chip in sorted(others, key=_usefulness):
        if _cells(chip) > room:
            break
        room -= _cells(chip)
        kept.add(chip)
    if told > room and not goes_first:
        said = ()
    pieces: list[Piece] = [Piece(" ")]
    actions = []
    for keys, word, command in (*(chip for chip in others if chip in kept), *last):
        chip_pieces = (Piece(keys, "key"), Piece(f" {word}", "word"))
        pieces += [*chip_pieces, Piece("  ")]
        actions += [(piece, command) for piece in chip_pieces]
    return Line(tuple(pieces), said), tuple(actions)


def _usefulness(chip: Chip) -> int:
    return _KEPT_FIRST.index(chip[2]) if chip[2] in _KEPT_FIRST else len(_KEPT_FIRST)


def _cells(chip: Chip) -> int:
    return width_of(chip[0]) + width_of(chip[1]) + 3


class Footer(OneLine):
    """Shows the keys of the place that has the focus; clicks run their commands."""

    def __init__(self, legend: Sequence[Piece] = LEGEND, *, id: str | None = None) -> None:
        """``legend`` stands at the right where there is room: what the looks stand for."""
        super().__init__(id=id)
        self._legend = tuple(legend)
        self._chips: Sequence[Chip] = ()
        self._busy = ""
        self._begun = ""
        self._menu = KeyMenu()

    def on_mount(self) -> None:
        self.screen.mount(self._menu)

    def offer(self, chips: Sequence[Chip], begun: Keys = ()) -> None:
        """Show these keys; after the keys ``begun`` all of them, above the footer if need be."""
        self._chips, self._begun = chips, show_keys(" ".join(begun))
        self._update()

    def busy(self, words: str) -> None:
        """Say what is going on in the place of the legend; empty when nothing is."""
        self._busy = words
        self._update()

    def _update(self) -> None:
        right = (Piece(f"{self._busy} ", "busy"),) if self._busy else self._legend
        is_menu = bool(self._begun) and sum(map(_cells, self._chips)) > self.size.width - 1
        self._menu.offer(self._chips if is_menu else ())
        if is_menu:
            words = (Piece(f" {self._begun} ", "key"), Piece("…  ", "word"))
            leave = (Piece("Esc", "key"), Piece(" leaves", "word"))
            self.say(Line((*words, *leave)))
        else:
            line = footer_line(self._chips, right, self.size.width, has_news=bool(self._busy))
            self.say(*line)

    def on_resize(self) -> None:
        self._update()
