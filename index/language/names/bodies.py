"""Names of bodies brought to their full length: legal forms, offices that somebody holds."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.heads import head_words
from index.language.names.rules import in_place_of
from index.language.names.tokens import Tokens

# Forms that follow a company's name and are nothing else.
_FORMS = frozenset(
    {"inc", "incorporated", "ltd", "limited", "llc", "llp", "plc", "corp", "co", "gmbh", "bhd"}
    | {"sdn", "pte", "pty", "pvt", "tbk", "pjsc", "jsc", "spa", "nv", "ag", "sa", "ab", "asa"}
    | {"oyj"}
)
# Whose office, court or union is a body of its own: the Rundu Magistrate's Court.
_HOLDERS = frozenset(
    {"magistrate", "magistrates", "prosecutor", "prosecutors", "attorney", "attorneys"}
    | {"general", "ombudsman", "coroner", "coroners", "sheriff", "mayor", "governor"}
    | {"journalists", "writers", "veterans", "players", "nurses", "doctors", "traders"}
)
_BODIES = frozenset(
    {"court", "courts", "office", "department", "union", "association", "federation"}
    | {"society", "council", "committee", "hospital", "party", "forum", "club", "guild"}
)
_POSSESSIVES = frozenset({"'s", "'"})


def completed(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``found`` (in order) with the forms and bodies that belong to its names."""
    longer = [
        better
        for name in found
        if (better := _with_form(tokens, _with_body(tokens, name))) is not name
    ]
    return in_place_of(found, _apart(longer)) if longer else list(found)


def _apart(names: Sequence[Found]) -> list[Found]:
    """``names`` without those that begin within the one before."""
    kept: list[Found] = []
    for name in names:
        if not kept or name.first > kept[-1].last:
            kept.append(name)
    return kept


def _with_form(tokens: Tokens, name: Found) -> Found:
    """``Jiangling Motors Group Co., Ltd``, ``Touch 'n Go Sdn Bhd``: the form is in the name,
    and what has one is an organisation."""
    if name.type not in (EntityType.ORG, EntityType.PERSON, EntityType.PLACE, EntityType.MISC):
        return name
    last = name.last
    while True:
        at = last + 1
        for mark in (".", ","):
            if at < len(tokens) and tokens.words[at] == mark and tokens.adjoining(at):
                at += 1
        if at >= len(tokens) or not tokens.capital[at] or tokens.keys[at] not in _FORMS:
            break
        if tokens.words[at - 1] == "." and tokens.keys[at - 2] not in _FORMS:
            break
        last = at
    return name if last == name.last else Found(name.first, last, EntityType.ORG, "company form")


def _with_body(tokens: Tokens, name: Found) -> Found:
    """``Rundu Magistrate's Court``, ``Attorney General's Office``."""
    held = name.last
    mark = held + 1
    if tokens.keys[held] not in _HOLDERS:
        return name
    if mark + 1 >= len(tokens) or tokens.words[mark] not in _POSSESSIVES:
        return name
    body = mark + 1
    while body < len(tokens) and tokens.capital[body] and tokens.keys[body] not in _BODIES:
        body += 1
    if body >= len(tokens) or not tokens.capital[body] or tokens.keys[body] not in _BODIES:
        return name
    if body - mark > 3 or any(key in head_words().say for key in tokens.keys[mark + 1 : body]):
        return name
    return Found(name.first, body, EntityType.ORG, "body of its holders")
