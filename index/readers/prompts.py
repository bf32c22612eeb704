"""What a site says to its readers in the middle of a story: newsletters, shares, links, players.

Three shapes are told from the story: a short paragraph that asks for something ("Sign up
for our newsletter"), the line of a player, which ends with a running time or says its
title twice, and titles of other articles glued to a name, closed by "MORE". Every pattern
is anchored or bounded.
"""

from __future__ import annotations

import re

from index.article import Span

_LONGEST_PROMPT = 60  # words
_LONGEST_ALONE = 30
_STOPS = (".", "!", ";", ",")
_ASKS = re.compile(
    r"""[\W_]{0,6}(?:please\ )?(?:get|want|sign|subscribe|join|follow|support|check\ out|visit
      |download|listen|stay|chat|receive|enter|e-?mail|register|click|tap|watch|upgrade|thank
      |thanks|by\ signing|newsletter|interested|learn|discover|never\ miss|don['’]t\ miss
      |let\ our|for\ more|travel\ with|breaking\ news\ alerts)\b""",
    re.VERBOSE,
)
# One of these is in every prompt; looking for them is quick.
_SIGNS = (
    *("newsletter", "inbox", "sign", "subscri", "privacy", "messenger", "on facebook"),
    *("on twitter", "podcast", "app", "more from", "more stor", "for more", "latest", "click"),
    *("alerts", "top stories", "reprint", "reserved", "home page", "homepage", "updates"),
)
_TELLS = re.compile(r"\b(?:said|says|told|added|wrote|according)\b")
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bnewsletters?\b",
        r"\b(?:your|an) (?:e-?mail )?inbox\b|\bin your e-?mail\b",
        r"\bsign(?:ing)?[ -]up\b|\bsigned up\b",
        r"\bsubscri(?:be|bing|ption|ptions)\b",
        r"\bprivacy policy\b|\bterms of (?:service|use)\b|\bunsubscribe\b|\brecaptcha\b",
        r"\bfacebook messenger\b|\bon (?:facebook|twitter|instagram|flipboard|linkedin)\b",
        r"\bpodcasts?\b.{0,40}\b(?:itunes|apple|spotify|stitcher)\b",
        r"\bfor more (?:from|stories|news|coverage|information)\b|\bmore stories\b",
        r"\b(?:news|mobile|our) app\b",
        r"\breprint permission\b|\ball rights reserved\b",
        r"\b(?:top stories|latest news|latest updates|breaking news|email alerts|daily e-?mail)\b",
        r"\bhome ?page for\b|\bclick (?:here|for|to)\b",
    )
)
_ALONE = re.compile(
    r"""[\W_]{0,6}(?:
      (?:manage|daily|morning|our|free|more)?\ ?newsletters?(?:\ sign[ -]?up)?
    | sign\ up\ (?:for|to)\ .{0,60}newsletters?\b.{0,40}
    | (?:photos?|video|gallery|slideshow)\s?\(?\d{0,3}\ ?(?:images?|photos?)?\)?
    | slideshow\ \(\d{1,3}\ images?\) | (?:prev|next)\ image\ \d{1,3}\ of\ \d{1,3}
    | \[?pull ?quote\]? | \[music\] | (?:watch|urgent|more|related|contributing)\s?:
    | (?:urgent|reader|readers['’]|online|instant|quick)\ (?:poll|survey)\s?:?
    | .{4,160}\?\ (?:vote|take\ (?:our|the)\ (?:poll|survey|quiz))
      (?:\ (?:here|now))?(?:\ in\ .{1,30})?
    | listen\ to\ (?:this\ )?(?:article|story|episode)\b.{0,80}
    | share\ this(?:\ article| story| post)?(?:\ (?:share|tweet|post|email|pin|reddit|print)){0,6}
    | (?:share|tweet|post|email|pin|reddit|pocket|print|whatsapp|copy\ link)
      (?:\W{1,3}(?:share|tweet|post|email|pin|reddit|pocket|print|whatsapp|copy\ link)){0,8}
    | follow\ .{1,80}(?:@\w|\bon\ (?:twitter|facebook|instagram)\b).{0,80}
    | chat\ with\ us\ (?:in|on)\ .{1,40}
    | (?:advertisement\W{0,3}){1,4} | (?:ad\W{0,3}){1,4}
    | this\ article\ is\ more\ than\ \d{1,2}\ years?\ old | \d{1,2}\ years?\ ago
    )[\W_]{0,6}""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK = re.compile(
    r"""[(\[]\ ?(?:photos?|video|also(?:\ on\ \w+)?|related|read|watch|see(?:\ also)?|more
      |gallery|poll|full|slideshow|podcast|opinion|live\ (?:updates|blog))\b
      [^()\[\]]{0,40}:[^()\[\]]{1,160}[)\]]\.?""",
    re.IGNORECASE | re.VERBOSE,
)
# What plays stands behind one of these: "VIDEO: …", "Listen now | …".
_LEAD_IN = re.compile(
    r"""[\W_]{0,6}(?:now\ )?(?:watch|video|listen|photos|gallery|slideshow|play|must\ watch)
      (?:\ (?:now|live|this|again|here))?\s?[:|]\s""",
    re.VERBOSE,
)
_RUNNING_TIME = re.compile(r"\s\(?(?:\d{1,2}:)?\d{1,2}:\d\d\)?$")
_OF_A_PLAYER = re.compile(
    r"\b(?:watch(?:ed)?|replay|listen|play(?:ing)?|videos?|audio|podcast|clip|live)\b"
)
_LEAST_REPEATED = 3  # words
_LONGEST_TITLE = 30


def is_prompt(folded: str, words: int) -> bool:
    """Whether a paragraph asks its reader for something or leads elsewhere.

    ``folded``: its text without accents and case; ``words``: how many it has.
    """
    if words > _LONGEST_PROMPT:
        return False
    if is_player(folded, words):
        return True
    if words <= _LONGEST_ALONE and (_ALONE.fullmatch(folded) or _LINK.fullmatch(folded)):
        return True
    if not any(sign in folded for sign in _SIGNS) or _TELLS.search(folded):
        return False
    asks = _ASKS.match(folded) is not None
    needed = (1 if words <= _LONGEST_PROMPT // 2 else 2) if asks else 3
    return sum(mark.search(folded) is not None for mark in _MARKS) >= needed


def is_player(folded: str, words: int) -> bool:
    """Whether a paragraph is the line of a film or recording: its title, or how long it runs.

    ``folded`` and ``words`` as for :func:`is_prompt`.
    """
    if words > _LONGEST_PROMPT or folded[-1:] in _STOPS:
        return False
    if words <= _LONGEST_ALONE and _LEAD_IN.match(folded):
        return True
    timed = _RUNNING_TIME.search(folded)
    if timed is None:
        return False
    title = folded[: timed.start()].split()[-_LONGEST_TITLE:]
    return bool(_OF_A_PLAYER.search(folded)) or _said_twice(title)


def _said_twice(words: list[str]) -> bool:
    """Whether the last words, three at least, also stand right before themselves."""
    longest = len(words) // 2
    return any(
        words[-size:] == words[-2 * size : -size] for size in range(_LEAST_REPEATED, longest + 1)
    )


_MORE = re.compile(r"(?<!READ) MORE\b")
_MOST_GLUED = 900  # characters
# "TrumpGOP senators …": a capital right after a small letter, but not in McConnell.
_GLUE = re.compile(r"(?<=[a-z])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<!\bLa)(?=[A-Z])")
_LAST_WORD = re.compile(r"[^\W\d_][\w'’-]{1,30}$")
_MOST_REPEATED = 60  # characters of a name in full: "Lindsey Graham Lindsey Olin Graham"
_LEAST_GLUED_WORDS = 4


def glued_links(text: str) -> list[Span]:
    """Titles of other articles run into a name, as offsets into ``text``, in order.

    ``Rep. Adam Schiff Adam Bennett SchiffDemocrats to … House … MORE (D-Calif.)``: what
    begins after the name's first mention and ends with ``MORE``.
    """
    if " MORE" not in text:
        return []
    spans: list[Span] = []
    end = 0
    for closing in _MORE.finditer(text):
        reach, end = max(closing.start() - _MOST_GLUED, end), closing.end()
        glue = _GLUE.search(text, reach, closing.start())
        if glue is None or len(text[glue.start() : closing.start()].split()) < _LEAST_GLUED_WORDS:
            continue
        spans.append(Span(_without_full_name(text, reach, glue.start()), closing.end()))
    return spans


def _without_full_name(text: str, reach: int, glue: int) -> int:
    """Where the name in full begins that is repeated before ``glue``; else ``glue``."""
    last = _LAST_WORD.search(text, max(reach, glue - _MOST_REPEATED), glue)
    if last is None:
        return glue
    begin = max(reach, last.start() - _MOST_REPEATED)
    before = text.rfind(last[0] + " ", begin, last.start())
    return before + len(last[0]) if before >= 0 else glue
