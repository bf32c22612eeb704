"""Where the name of an event ends: what may follow its head noun.

"The National Conference on Foreign Affairs", "the war in Afghanistan", "Iraq's invasion of
Kuwait", "the 20th anniversary of the fall of Saigon". Each function is given where the head
noun ends and tells where the name does, in code points.
"""

from __future__ import annotations

import re

from index.events.lexicon import HEADS, words_of
from index.events.phrases import Text
from index.events.wording import alternatives, content_words
from index.language.model import EntityType

_TIMES = (
    r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_INITIALS = r"(?:[A-Z]\.){2,4}"
_COMPLEMENT = re.compile(
    rf"\s+(?:on|of|for|against)\s+(?:the\s+)?{_TIMES}(?:{_INITIALS}|[A-Z][\w'-]{{0,40}})"
    rf"(?:(?:\s+|\s+and\s+|\s+of\s+){_TIMES}[A-Z][\w'-]{{0,40}}){{0,5}}"
)
_SMALL_COMPLEMENT = re.compile(
    r"\s+between\s+[^\n.,;:()\"]{3,90}[^\s.,;:()\"](?:\s\([A-Z][\w ]{2,20}\))?"
)
_ENDS_COMPLEMENT = re.compile(r"\s+(?:that|which|who|was|is|will|has|have|in|on|at|were|are)\s")
COMMEMORATIONS = frozenset(["anniversary", "centenary"])
_COMMEMORATED = re.compile(
    rf"\s+of\s+(?:[a-z][\w'-]{{0,20}}\s+){{0,5}}{_TIMES}"
    rf"(?:[A-Z][a-z]{{2,3}}\.\s\d{{1,2}}|{_INITIALS}|[A-Z0-9][\w'/-]{{0,40}})"
    rf"(?:(?:\s+(?:of|on|and|for|the)){{0,2}}\s+{_TIMES}[A-Z0-9][\w'/-]{{0,40}}){{0,6}}"
    rf"(?:(?<=[A-Z]\.)(?:\s[a-z]{{3,20}}){{0,2}}\s(?:{alternatives(HEADS)})\b)?"
)
_WHOSE = re.compile(r"(?<='s)(?:\s[A-Za-z][a-z'-]{2,20}){1,2}")
_PLACED = re.compile(
    r"\s+(?:in|on|of|at|near|against)\s+(?:the\s+)?"
    # "the attack on the U.S. consulate in Benghazi" was there
    r"(?:(?:u\.s\.|us|american|british|french|israeli)\s(?:[a-z]{4,12}\s){0,2}"
    r"(?:consulate|embassy|mission|compound|facility)\sin\s)?"
)
# "An attack on the U.S. embassy": the place is no more than whose it was.
_OF_A_PLACE = re.compile(
    r"(?:'s)?\s(?:[a-z]{4,12}\s){0,2}(?:consulate|embassy|mission|compound|history|soil)\b"
)
_THING = re.compile(
    r"\s(?:[a-z]{4,14}\s){0,2}(?:building|metro|subway|station|airport|hotel|mall|school|church|"
    r"mosque|synagogue|temple|center|centre|complex|theater|theatre|nightclub|hospital|market|"
    r"facility|compound|restaurant|factory|parliament)\b"
)
_AT_HOME = words_of("us united states america")
_OBJECT = re.compile(r"\s+(?:of|on|in|against)\s+(?:the\s+)?")


def object_after(text: Text, end: int) -> int:
    """Where the place ends that it was done to: "of Kuwait"; 0 without one."""
    joint = _OBJECT.match(text.low, end)
    place = text.starts.get(joint.end()) if joint else None
    return place.end if place is not None and place.type is EntityType.PLACE else 0


def place_after(text: Text, end: int, *kinds: EntityType) -> int:
    """Where a place named right after a head and "in", "at" or the like ends; 0 without one."""
    joint = _PLACED.match(text.low, end)
    place = text.starts.get(joint.end()) if joint else None
    allowed = kinds or (EntityType.PLACE, EntityType.ORG, EntityType.EVENT)
    if place is None or place.type not in allowed or _OF_A_PLACE.match(text.low, place.end):
        return 0
    if joint and place.type is EntityType.EVENT and not joint[0].startswith(" at "):
        return 0  # "the war on Christmas", "the outbreak of the Civil War"
    # "The attack on the U.S. …": of whom it was is no more than the beginning of a name.
    if content_words(text.low[place.start : place.end]) <= _AT_HOME:
        return 0
    return _with_the_thing(text, joint.end(), place.end) if joint else 0


def _with_the_thing(text: Text, start: int, end: int) -> int:
    """Where the phrase ends that a place opens: "the Oklahoma City federal building"."""
    if not text.low[:start].endswith("the "):
        return end
    thing = _THING.match(text.low, end)
    return thing.end() if thing else end


def topic_after(text: Text, end: int, *, small: bool, counted: bool) -> int:
    """Where the name ends when "on Foreign Affairs" or "between A and B" follows; else ``end``.

    ``small`` says that the head is not capitalised, ``counted`` that an edition stands before it.
    """
    match = _COMPLEMENT.match(text.folded, end)
    if match and not small:
        return match.end()
    if counted and (match := _SMALL_COMPLEMENT.match(text.folded, end)):
        stop = _ENDS_COMPLEMENT.search(text.folded, end + 9, match.end())
        return stop.start() if stop else match.end()
    return end


def what_it_recalls(text: Text, end: int) -> int:
    """Where what an anniversary is of ends: "of the fall of Saigon"; 0 without it."""
    match = _COMMEMORATED.match(text.folded, end)
    if match is None:
        return 0
    whose = _WHOSE.match(text.folded, match.end())
    return whose.end() if whose else match.end()
