"""Short lines between the paragraphs of a text: its subheads."""

from __future__ import annotations

import re
from statistics import median

from index.readers.layout import Paragraph

_LONGEST = 12  # words
_LONGEST_WITH_STOP = 8  # words
_PARAGRAPH = 12  # words of the shortest paragraph that a subhead can stand before
_MANY_SHORT = 0.34  # share of short lines from which they are the text itself

_SPEAKS = re.compile(
    r"\b(?:he|she|it|they|we|i|you|this|that|there|is|are|was|were|be|been|has|have|had|will|would"
    r"|can|could|may|might|must|shall|should|do|does|did|said|says|told|added|went|came|got|not|no"
    r"|yes|\w{3,20}(?:n['’]t|['’](?:s|re|ve|ll)))\b",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"[-–—•·*▪►]|\(?[0-9a-z]{1,2}[.)]\s")


def subheads(story: list[Paragraph]) -> list[Paragraph]:
    """Those paragraphs of the story that head the ones after them.

    A subhead is short, has no final stop, is no item of a list and stands before
    a full paragraph. With a final stop it must say nothing (no verb, no pronoun)
    between long paragraphs. Where short lines abound (verse, lists, chats) there
    are none.
    """
    if len(story) < 4:
        return []
    sizes = [paragraph.words for paragraph in story]
    if sum(size <= _LONGEST for size in sizes) > _MANY_SHORT * len(story):
        return []
    usual = median(sizes)
    return [
        story[place]
        for place in range(1, len(story) - 1)
        if _is_subhead(story[place], story[place - 1], story[place + 1], usual)
    ]


def _is_subhead(paragraph: Paragraph, before: Paragraph, after: Paragraph, usual: float) -> bool:
    text = paragraph.text
    if paragraph.words > _LONGEST or (not text[0].isalnum() and text[0] not in "“\"‘'¿¡"):
        return False
    if after.words < _PARAGRAPH or text[0].islower() or _LIST_MARK.match(text):
        return False
    if not before.ends_a_sentence and before.words <= _LONGEST:
        return False
    if not paragraph.ends_a_sentence or text[-1] in "?!":
        return not _is_speech(text)
    if text.endswith(('"', "”", "’")) and text[-2:-1] not in ".,!?":
        return not _is_speech(text)
    return (
        text.endswith(".")
        and paragraph.words <= _LONGEST_WITH_STOP
        and min(before.words, after.words) >= 2 * _PARAGRAPH
        and usual >= 2.5 * _PARAGRAPH
        and not _SPEAKS.search(text)
    )


def _is_speech(text: str) -> bool:
    """Whether the whole of it is a quoted sentence, which the story tells, not a head."""
    return text[0] in '“"' and text[-1] in '”"' and text[-2:-1] in ".,!?"
