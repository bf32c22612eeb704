"""What a query may ask that only the library knows, and how to ask for what it tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from index.language.fold import fold, match_key, may_be_unspaced
from index.language.model import EntityType
from index.library.knowledge.entities import display_name

if TYPE_CHECKING:
    from index.library import Library

_ENTITY_TYPES = {
    "person": (EntityType.PERSON,),
    "org": (EntityType.ORG,),
    "place": (EntityType.PLACE, EntityType.NORP),
}
_EXACT_FIELDS = frozenset({"outlet", "person", "place", "event"})
"""The fields in which ``=`` asks for a whole name."""


def condition(field: str, value: str) -> str:
    """The condition of the query language that holds where ``field`` is ``value``."""
    # A quotation mark of any kind would end the phrase.
    inside = " ".join("".join(" " if fold(char) == '"' else char for char in value).split())
    exact = "=" if field in _EXACT_FIELDS and inside == value else ""
    return f"{field}:{exact}{inside}" if inside.isalnum() else f'{field}:{exact}"{inside}"'


class LibraryResolver:
    """Answers the index's questions about what only the library knows."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def ids(self, field: str, value: str) -> Iterable[int]:
        """Articles for which ``is:``, ``has:``, ``tag:``, ``note:`` or ``event:`` holds.

        A star behind a tag or the name of an event asks for all that begin so.
        """
        archive = self._library.archive
        if field == "event":
            exact, begun, name = _asked(value)
            named = match_key(name)
            events = (
                archive.events.events_called(named)
                if exact
                else archive.events.events_named(named.split(), begun=begun)
            )
            return [
                role.article
                for roles in archive.events.roles_of_events(events).values()
                for role in roles
            ]
        if (field, value) == ("is", "undated"):
            return archive.undated()
        try:
            wanted = self._library.notes.keys_where(field, value.removeprefix("="))
        except ValueError:
            return []
        ids = archive.ids_of(wanted.keys)
        if not wanted.excluded:
            return ids.values()
        unwanted = set(ids.values())
        return [number for number in archive.ids() if number not in unwanted]

    def entity_keys(self, type: str, value: str) -> Iterable[str]:
        """Keys of the entities some name of which holds these words.

        With ``=`` before them, of those that are shown under exactly this name; with a star
        behind them the last may be the beginning of a word.
        """
        entities = self._library.archive.entities
        exact, begun, name = _asked(value)
        wanted = match_key(name)
        words, types = wanted.split(), _ENTITY_TYPES[type]
        if exact:
            found = entities.facts(entities.with_words(words, types, begun=False)).values()
            keys = [entity.key for entity in found if match_key(display_name(entity)) == wanted]
        else:
            keys = entities.keys_with(words, types, begun=begun)
        # Articles that the index has not learned again name an entity by its own key.
        return [*keys, *self._library.archive.by_hand.keys_at_home(keys)]


def _asked(value: str) -> tuple[bool, bool, str]:
    """Whether a whole name is asked for, whether one that begins so, and which."""
    if value.startswith("="):
        return True, False, value[1:]
    name = value.rstrip("*")
    # Where no blanks are written nobody can say where a word ends.
    return False, name != value or may_be_unspaced().match(name[-1:]) is not None, name
