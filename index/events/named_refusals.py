"""What looks like the name of an event and is none: bodies, manners of speech, one of many."""

from __future__ import annotations

import re

from index.article import Span
from index.events.lexicon import (
    DOERS,
    FIGURATIVE,
    HEADS,
    MONTHS,
    REGIONAL_WORDS,
    SMALL_MODIFIERS,
    VERB_LIKE,
    words_of,
)
from index.events.phrases import Head, Text, Token
from index.events.surroundings import acts_as_body, institution, one_of_a_kind
from index.events.wording import alternatives, content_words
from index.language.model import EntityType

# "The convention at the Harbor Forum": a hall, for one event is not held at another.
_HELD_AT = re.compile(rf"\b(?:{alternatives(HEADS)})\s(?:at|in)\s(?:the\s)?\Z")
# "Trump's attack", "the senator's war": a manner of speech, hardly ever an event's name.
_NOT_OF_PEOPLE = words_of("attack attacks war march talks tour revolution")
_DOER = re.compile(r"'s?\Z|-led\Z")
_OWN = re.compile(r"\b(?:its|their|his|her|our|my|your)\s\Z")
# With nothing but these before it, "March" is the month.
_CALENDAR = MONTHS | frozenset(str(year) for year in range(1800, 2100))
_OF_A_MEDICINE = re.compile(r"\b(?:clinical trials?|placebo|phase (?:[123]|one|two|three) trial)\b")
_MEET_AND_SPEAK = frozenset(["CONFERENCE", "CONGRESS", "FORUM"])
# What is written with a capital and found to be an organisation is one.
_ALSO_BODIES = frozenset(["forum", "caucus"])


def no_event(text: Text, head: Head, span: Span, *, exact: bool) -> bool:
    """Whether a name is no event's: a body's, one of many, or in somebody's own.

    ``exact`` says that an edition or a year is part of it.
    """
    if institution(text.low, span.start, span.end):
        return True
    if head.word == "march" and not content_words(text.low[span.start : span.end]) - _CALENDAR:
        return True
    if head.word == "forum" and _HELD_AT.search(text.low, max(0, span.start - 40), span.start):
        return True
    if head.recurs and _OWN.search(text.low, max(0, span.start - 8), span.start):
        return True
    speaks = not head.small and (HEADS[head.word] in _MEET_AND_SPEAK or head.word == "caucus")
    if speaks and acts_as_body(text.low, span.start, span.end):
        return True
    bodies = {EntityType.PERSON}
    if head.word in _ALSO_BODIES and not head.small:
        bodies |= {EntityType.ORG, EntityType.PLACE}
    return not exact and (
        (head.word == "war" and _of_a_region(text, span))
        or text.covered(span, bodies)
        or one_of_a_kind(text.low, span.start, span.end, recurs=head.recurs)
    )


def manner_of_speech(text: Text, head: Head) -> bool:
    """ "Peace talks" are an event and "he talks" is not; nor are "Trump's war" and the like."""
    word, nearest = head.word, head.tokens[0]
    if head.small and (
        nearest.text == "and" or (word in VERB_LIKE and nearest.text not in SMALL_MODIFIERS)
    ):
        return True
    if word in _NOT_OF_PEOPLE and (nearest.text.endswith("'s") or _of_a_person(text, nearest)):
        return True
    span = Span(nearest.start, nearest.end)
    return word == "revolution" and (
        nearest.text.lower() in FIGURATIVE or text.covered(span, {EntityType.ORG})
    )


def of_any_court(text: Text, words: frozenset[str], start: int) -> bool:
    """Whether a trial is only said to be of a sort, or may be one of a medicine."""
    if not words - (SMALL_MODIFIERS - {"senate", "impeachment"}):
        return True
    people = (m.type is EntityType.PERSON for m in text.around(start))
    return bool(_OF_A_MEDICINE.search(text.low)) and not any(people)


def _of_a_region(text: Text, span: Span) -> bool:
    """Whether a name says no more than the part of the world, where many such were."""
    return content_words(text.low[span.start : span.end]) <= REGIONAL_WORDS


def _of_a_person(text: Text, token: Token) -> bool:
    """Whether a word is a person's name, here or elsewhere in the text."""
    place = text.covered(Span(token.start, token.end), {EntityType.PLACE})
    if token.text in text.surnames and not place:
        return True
    return any(
        m.type is EntityType.PERSON and m.start <= token.start < m.end + 2
        for m in text.around(token.start)
    )


def does(text: Text, token: Token) -> bool:
    """Whether the word before the head is somebody who did it: "Iraq's", "Iraqi", "U.S.-led"."""
    people = (m.type is EntityType.NORP for m in text.around(token.start))
    return bool(_DOER.search(token.text)) or token.text.lower() in DOERS or any(people)
