"""People of a text who are called by a part of their name where nothing else tells."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.heads import head_words
from index.language.names.rules import in_place_of
from index.language.names.tokens import Tokens
from index.language.person_names import Order, person_name


def called_by_part(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``found``, and every lone capitalised word that is what a person of the text is called
    by: ``Moon`` where the text has ``Moon Jae-in``, though the word may mean other things."""
    called = _called_by(tokens, found)
    if not called:
        return list(found)
    lower = {
        word for word, capital in zip(tokens.words, tokens.capital, strict=True) if not capital
    }
    function = head_words().function
    taken = {at for name in found for at in range(name.first, name.last + 1)}
    capital = tokens.capital
    added = [
        Found(at, at, EntityType.PERSON, f"part of {called[key]}")
        for at, key in enumerate(tokens.keys)
        if key in called
        and capital[at]
        and at not in taken
        and key not in lower
        and key not in function
        and not (at and capital[at - 1] and at - 1 not in taken)
        and not (at + 1 < len(tokens) and capital[at + 1])
    ]
    return in_place_of(found, added) if added else list(found)


def _called_by(tokens: Tokens, found: Sequence[Found]) -> dict[str, str]:
    """The word a full name is shortened to → the full name."""
    called: dict[str, str] = {}
    for name in found:
        if name.type is not EntityType.PERSON or name.first == name.last:
            continue
        whole = tokens.surface(name.first, name.last)
        family_first = person_name(whole).order is Order.EAST_ASIAN
        called.setdefault(tokens.keys[name.first if family_first else name.last], whole)
    return called
