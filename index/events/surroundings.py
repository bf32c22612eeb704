"""What stands around a head noun and takes it out of the names of events.

A head whose phrase goes on ("election commission"), a body that meets and also
speaks ("the Conference Board said"), one of a kind ("after a Russian-led
invasion"): each looks like a name and is none.
"""

from __future__ import annotations

import re

from index.events.lexicon import BODY_NOUNS, GOES_ON, GOES_ON_SHAPES, HEADS, INSTITUTIONS

_NEXT = re.compile(r"(\s{1,9}|-)([A-Za-z][\w'-]{0,40})")
# A text with hard line ends breaks its lines, and so names, at about one width.
_LINE = range(45, 110)
_GOES_ON = re.compile(rf"{GOES_ON_SHAPES}\Z")
_ENDS_NAME = re.compile(r"(?:On|Of|For|I|[IVXL]{1,8})\Z")
_LEADS_A_BODY = re.compile(
    r"\b(?:chair(?:s|ed|ing|man|woman|person)?|members?|heads?|headed|president|director|founder|"
    r"spokes(?:man|woman|person)|executive|lobbyist|according|analysts?|report|study|survey|data|"
    r"\d+-member)\s+(?:(?:of|for|with|at|by|to|from)\s+)?(?:the\s+)?(?:[\w'-]+\s+)?\Z"
)
_BODY_ACTS = re.compile(
    r",?\s+(?:reports?|reported|says?|said|estimates?|estimated|chair\b|chairman|chairwoman|"
    r"has said|"
    r"supports?|opposes?|opposed|endorses?|endorsed|praised|condemned|urges|urged|argues|argued|"
    r"filed|sued|issued|members?|partner(?:s|ed))\b"
)
_ONE_OF_A_KIND = re.compile(
    r"\b(?:an?|another|any|every|each|no|some)\s+(?:[a-z][a-z-]{1,20}\s+){0,2}\Z"
)
_ANY_OF_THEM = re.compile(r"\b(?:any|every|each|no)\s+(?:[a-z][a-z-]{1,20}\s+){0,2}\Z")
_PHRASE_ENDS = re.compile(
    r"\s*(?:[^\w\s'-]|--|\Z|\n)|\s+(?:[a-z]+ing|and|or|but|as|at|against|before|after|between|by|"
    r"during|for|from|has|had|have|if|in|into|is|it|of|on|over|than|that|the|their|this|through|"
    r"to|under|until|was|were|when|where|which|while|who|will|with|would|could|should|might|may)\b"
)
_REACH = 60
# "The city's primary legislative body", "his primary concern".
_ABOVE_ALL = re.compile(
    r"\s(?:[a-z]{2,15}(?:ive|al|ary|ous)\s[a-z]|(?:care|concern|source|reason|goal|focus|purpose|"
    r"responsibility|function|objective|residence|target|cause|driver|role|duty|mission|author|"
    r"sponsor|suspect|witness|threat|means|problem|antagonist|challenge|difference|factor|tool|sources|reasons|goals|targets|drivers)\b)"
)


def above_all(low: str, end: int) -> bool:
    """Whether "primary" that ends at ``end`` only says what matters most."""
    return bool(_ABOVE_ALL.match(low, end))


def continues(folded: str, end: int, small: bool) -> bool:
    """Whether the noun phrase goes on after ``end``, so that the head is not its last noun."""
    follower = _NEXT.match(folded, end)
    if not follower or ("\n" in follower[1] and not _runs_on(folded, follower)):
        return False
    word = follower[2]
    if follower[1] == "-" or word.lower() in BODY_NOUNS or word.lower() in HEADS:
        return True
    if not word[0].isupper():
        return word in GOES_ON or bool(_GOES_ON.match(word))
    if small:
        return False
    return not _ENDS_NAME.match(word)


def _runs_on(folded: str, gap: re.Match[str]) -> bool:
    """Whether a line end is in the middle of a paragraph: its lines are all about as long."""
    if gap[1].count("\n") > 1:
        return False
    first, last = gap.start() - _LINE.stop, gap.end() + _LINE.stop
    before = gap.start() - folded.rfind("\n", max(0, first), gap.start()) - 1
    after = folded.find("\n", gap.end(), last) - gap.end(1)
    return before in _LINE and (after in _LINE or len(folded) < last)


# The members of one party in a chamber; a caucus of voters has a place before it.
_OF_A_CHAMBER = re.compile(
    r"\b(?:senate|house|congressional|parliamentary|assembly|council)\s(?:[\w-]{1,20}\s){0,2}caucus\b"
)


def institution(low: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` lies in the name of a known body, treaty or the like."""
    around = low[max(0, start - 4) : end + 30]
    return any(phrase in around for phrase in INSTITUTIONS) or bool(_OF_A_CHAMBER.search(around))


def acts_as_body(low: str, start: int, end: int) -> bool:
    """Whether what is named at ``[start, end)`` speaks, or has members and a chair."""
    if _BODY_ACTS.match(low, end):
        return True
    return bool(_LEADS_A_BODY.search(low[max(0, start - _REACH) : start]))


def one_of_a_kind(low: str, start: int, end: int, *, recurs: bool) -> bool:
    """Whether "a", "any" or the like stands before ``[start, end)`` and its phrase ends there.

    In "a Boston Marathon runner" the article is the runner's. What ``recurs`` is
    one of a kind only with "any" or "every".
    """
    before = low[max(0, start - _REACH) : start]
    if recurs:
        return bool(_ANY_OF_THEM.search(before))
    return bool(_ONE_OF_A_KIND.search(before) and _PHRASE_ENDS.match(low, end))
