"""Who only speaks in a conversation that is written down: hosts, reporters, names before a colon.

A programme's text names its voices in capitals at the beginning of their lines
(``ARI SHAPIRO, HOST:``). They tell the news and have no part in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.language.model import EntityType, Mention

_NAME = r"^[A-Z][A-Z .'’-]{1,40}"
_HOST = re.compile(
    rf"{_NAME}, (?:CO-)?(?:HOST|BYLINE|ANCHOR|CORRESPONDENT|REPORTER|MODERATOR)\b[A-Z ,]{{0,30}}:",
    re.MULTILINE,
)
_VOICE = re.compile(rf"{_NAME}(?:, [A-Z ,.'’-]{{2,40}})?(?: \([^()\n]{{1,40}}\))?:", re.MULTILINE)
_REPORTS = re.compile(
    r",\s(?:(?:a|an|the|our)\s)?(?:[\w-]{1,20}\s){0,3}(?:reporter|correspondent|columnist|editor)\b"
)


def voices(text: str, mentions: Sequence[Mention], entity_of: Sequence[str]) -> Iterator[int]:
    """Which of ``mentions`` are of those who tell the news in a written conversation.

    That are all mentions of its hosts and reporters, and those of anybody by which it says
    who speaks.
    """
    hosts = [match.span() for match in _HOST.finditer(text)]
    if not hosts:
        return
    spoken = [match.span() for match in _VOICE.finditer(text)]
    tellers = {
        entity_of[index]
        for index, mention in enumerate(mentions)
        if mention.type is EntityType.PERSON
        and (_within(mention, hosts) or _REPORTS.match(text, mention.end))
    }
    for index, mention in enumerate(mentions):
        if (entity_of[index] and entity_of[index] in tellers) or _within(mention, spoken):
            yield index


def _within(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in spans)
