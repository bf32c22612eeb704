"""Whether a text names an event without telling that it is about to be, or just was.

An undated event that opens an article is taken to be of the days around its
publication. Not so one that is told as still ahead ("will later attend the
summit"), one of many ("a primary") or what only describes something else
("the primary race").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span

_BEFORE, _AFTER = 140, 60
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|in the run-?up to|will(?: not| later| also| then)? (?:attend|host|face|hold|"
    r"skip|miss|travel|compete|address|speak)|(?:will|would) not be attending|will be attending|"
    r"expected to|plan(?:s|ned|ning)? to|prepar(?:e|es|ing) (?:for|to)|scheduled to|"
    r"postpon(?:e|es|ed|ing)|delay(?:s|ed|ing)?|reschedul(?:e|es|ed|ing)|push(?:ed|ing)? back|"
    r"skip(?:s|ping)?|upcoming|forthcoming|looming|next (?:week|month|year|summer|fall|spring)'s)"
    r"\b[^.;:!?\n]{0,110}\Z"
)
_IS_AHEAD = re.compile(
    r"[^.;:!?\n]{0,24}\b(?:(?:will|would) (?:now )?(?:be (?:held|postponed|delayed)|take place|"
    r"open|begin|start|convene)|(?:is|are|was|were) (?:now )?(?:set|scheduled|due|expected|"
    r"postponed|delayed|rescheduled)|(?:has|have) been (?:postponed|delayed|rescheduled|"
    r"pushed back|moved))\b"
)
_ANY_ONE = re.compile(r"\ban?\s(?:[a-z]{2,20}\s)?\Z")
# "Calls for another referendum", "a possible summit": nothing says that it will be at all.
_MAY_BE = re.compile(
    r"\b(?:another|any|possible|potential|hypothetical)\s(?:[a-z-]{2,20}\s){0,2}\Z"
)
# "Eight congressional elections", "America's presidential elections": all there were.
_ALL_OF_THEM = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|most|many|some|several|all|past"
    r"|recent|previous|every|future)\s(?:[a-z-]{2,20}\s){0,2}\Z"
)
_PRESIDENTS = re.compile(r"\bpresidential elections\b")
_TO_COME = re.compile(
    r"\b(?:ahead of|in the run-?up to|will(?: not| later| also| then)? (?:attend|host|face|hold|"
    r"skip|miss|travel|compete|address|speak)|(?:will|would) not be attending|will be attending|"
    r"expected to|plan(?:s|ning)? to|prepar(?:e|es|ing) for|scheduled to|head(?:s|ing)? into|"
    r"brac(?:e|es|ing) for|upcoming|forthcoming|looming|days (?:until|before)|the eve of|"
    r"next (?:week|month|year|summer|fall|spring)'s)\b[^.;:!?\n]{0,60}\Z"
)
_IS_TO_COME = re.compile(
    r"[^.;:!?\n]{0,24}\b(?:(?:will|would) (?:now )?(?:be held|take place|open|begin|start|convene)"
    r"|(?:is|are) (?:now )?(?:set|scheduled|due|expected)"
    r"|(?:days|weeks|months) (?:away|off|from now)|(?:now |just )?looms?)\b"
)
_SPOKEN_AT = re.compile(
    r"\b(?:said|says|spoke|speaking|speaks|met|[a-z]{3,15}ed|remarks|speech|address|delegates"
    r"|appearance) (?:at|to|during|before)\s(?:(?:the|its|an?|this year's)\s)?"
    r"(?:annual\s)?\Z"
)
_LOOKS_BACK = re.compile(
    r"\b(?:since|after|before|during|from|following|beat\w{0,4}|finish(?:ed)?|lost|loss|entry|race|"
    r"venue|last|previous|earlier|call(?:s|ed)? off|cancel\w{1,4}|postpone[sd]?|announce[sd]?|"
    r"confirm(?:s|ed)|propose[sd])\b[^.;:!?\n]{0,30}\Z"
)
_BACK = 60
_DESCRIBES = re.compile(
    r"\s(?:ballots?|races?|seasons?|cycles?|calendars?|campaigns?|candidates?|bids?|process|field|"
    r"funds?|resources|spending|polls?|polling|schedule|delays?|dates?)\b"
)


def describes(low: str, end: int) -> bool:
    """Whether what a name that ends at ``end`` tells about stands after it: "primary race"."""
    return bool(_DESCRIBES.match(low, end))


def ahead(low: str, span: Span, sentence: Span) -> bool:
    """Whether the event at ``span`` is told as still to come, ``low`` as for :func:`untimed`."""
    before = low[max(sentence.start, span.start - _BEFORE) : span.end]
    after = low[span.end : min(sentence.end, span.end + _AFTER)]
    return bool(_TO_COME.search(before) or _IS_TO_COME.match(after))


def of_these_days(low: str, span: Span, days: Sequence[Span]) -> bool:
    """Whether the event at ``span`` is told of as one of the days of publication.

    ``days`` are where its sentence names such a day. What is only looked back on, or
    called somebody's way to something, is not of that day.
    """
    return bool(days and not _LOOKS_BACK.search(low, max(0, span.start - _BACK), span.start)) or (
        _SPOKEN_AT.search(low, max(0, span.start - _BACK), span.start) is not None
    )


def untimed(low: str, span: Span, sentence: Span, *, election: bool) -> bool:
    """Whether the day of publication says nothing of the days of the event at ``span``.

    ``low`` is the text folded in lower case. "An election" alone is any of them,
    while "a conference" where somebody spoke is one.
    """
    before = low[max(sentence.start, span.start - _BEFORE) : span.start]
    after = low[span.end : min(sentence.end, span.end + _AFTER)]
    if _AHEAD_OF.search(before + low[span.start : span.end]) or _IS_AHEAD.match(after):
        return True
    if _MAY_BE.search(before):
        return True
    many = low[span.end - 1 : span.end] == "s" and (
        _ALL_OF_THEM.search(before) or _PRESIDENTS.search(low, span.start, span.end)
    )
    return election and bool(many or _ANY_ONE.search(before) or describes(low, span.end))
