"""Where the caret goes: vim's motions over a text, and its text objects.

Pure functions from a text and an offset to an offset or a span, all in code
points. An offset names the cluster that begins there. Every function looks at
a bounded stretch of text around the offset, so that a motion costs the same in
a text of any length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from index.article import Span
from index.language.sentences import sentence_at, sentences
from tui.rendering.cells import cluster_start, next_cluster

_REACH = 60_000
"""How far a motion looks; only runs of blanks or signs longer than that are cut short."""

_STEP = re.compile(r"\w+|[^\w\s]+|\s+")
_WORD = re.compile(r"\w+|[^\w\s]+")
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(r"[ \t\u00a0]+")
# Scripts without blanks between words: each character is a word for the caret.
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


def left(text: str, offset: int) -> int:
    """One cluster back, not beyond the beginning of the text."""
    if offset <= 0:
        return 0
    return cluster_start(text, offset - 1, text.rfind("\n", 0, offset - 1) + 1)


def right(text: str, offset: int) -> int:
    """One cluster on, at most to the end of the text."""
    return min(len(text), next_cluster(text, offset))


def next_word(text: str, offset: int) -> int:
    """The beginning of the next word (``w``), or the end of the text."""
    here = _word_around(text, offset)
    position = here.end if here else offset
    found = _WORD.search(text, position, min(len(text), position + _REACH))
    if found is None:
        return min(len(text), position + _REACH)
    return found.start()


def word_end(text: str, offset: int) -> int:
    """The last cluster of this word, or of the next when it is there already (``e``)."""
    here = _word_around(text, offset)
    if here is None or next_cluster(text, offset) >= here.end:
        following = next_word(text, offset)
        here = _word_around(text, following)
    if here is None:
        return max(offset, left(text, len(text))) if offset < len(text) else len(text)
    return cluster_start(text, here.end - 1, here.start)


def previous_word(text: str, offset: int) -> int:
    """The beginning of this word, or of the one before when it is there already (``b``)."""
    position = offset
    floor = max(0, offset - _REACH)
    while position > floor and text[position - 1].isspace():
        position -= 1
    if position <= 0:
        return 0
    here = _word_around(text, position - 1)
    return here.start if here else position


def _word_around(text: str, offset: int) -> Span | None:
    """The word or run of signs that holds ``offset``; ``None`` on white space and at the end."""
    if offset >= len(text) or text[offset].isspace():
        return None
    if _WIDE.match(text, offset):
        start = cluster_start(text, offset, max(0, offset - 64))
        return Span(start, max(next_cluster(text, start), offset + 1))
    is_letter = _is_word(text[offset])
    start = offset
    floor = max(0, offset - _REACH)
    while start > floor and _belongs(text[start - 1], is_letter):
        start -= 1
    end = offset + 1
    ceiling = min(len(text), offset + _REACH)
    while end < ceiling and _belongs(text[end], is_letter):
        end += 1
    return Span(start, end)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or not (char.isspace() or char.isprintable())


def _belongs(char: str, to_a_word: bool) -> bool:
    if char.isspace() or _WIDE.match(char):
        return False
    # Combining marks continue what they stand on.
    return _STEP.match(char) is not None and (_is_word(char) or _is_mark(char)) == to_a_word


def _is_mark(char: str) -> bool:
    return not char.isascii() and next_cluster(f"a{char}", 0) == 2


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph (line of the text) at ``offset``, without white space around it.

    On the white space between two, the one before.
    """
    position = offset
    if text[position : position + 1].isspace() or position >= len(text):
        position = max(0, len(text[:position].rstrip()) - 1)
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : len(text) if end < 0 else end]
    start += len(line) - len(line.lstrip())
    return Span(start, start + len(line.strip()))


def next_paragraph(text: str, offset: int) -> int:
    """The beginning of the next paragraph (``}``), or the end of the text."""
    line_end = text.find("\n", offset)
    if line_end < 0:
        return len(text)
    found = _STEP.match(text, line_end)
    return found.end() if found else line_end


def previous_paragraph(text: str, offset: int) -> int:
    """The beginning of this paragraph, or of the one before when it is there already (``{``)."""
    here = paragraph_at(text, offset)
    if here.start < offset:
        return here.start
    before = len(text[: here.start].rstrip())
    return paragraph_at(text, max(0, before - 1)).start


@lru_cache(maxsize=16)
def _sentences_of(paragraph: str) -> tuple[Span, ...]:
    return tuple(sentences(paragraph))


def sentences_around(text: str, offset: int) -> list[Span]:
    """The sentences of the paragraph at ``offset``, as spans of ``text``."""
    home = paragraph_at(text, offset)
    found = _sentences_of(text[home.start : home.end])
    return [Span(home.start + span.start, home.start + span.end) for span in found]


def sentence(text: str, offset: int) -> Span:
    """The sentence at ``offset``; empty only when the text has none."""
    return sentence_at(sentences_around(text, offset), offset) or Span(offset, offset)


def next_sentence(text: str, offset: int) -> int:
    """The beginning of the next sentence (``)``), or the end of the text."""
    for span in sentences_around(text, offset):
        if span.start > offset:
            return span.start
    return next_paragraph(text, max(offset, paragraph_at(text, offset).end))


def previous_sentence(text: str, offset: int) -> int:
    """The beginning of this sentence, or of the one before when it is there already (``(``)."""
    earlier = [span.start for span in sentences_around(text, offset) if span.start < offset]
    if earlier:
        return earlier[-1]
    before = previous_paragraph(text, offset)
    if before >= offset:
        return before
    spans = sentences_around(text, before)
    return spans[-1].start if spans else before


def word(text: str, offset: int) -> Span:
    """The word or run of signs at ``offset`` (``iw``); on white space, that white space."""
    here = _word_around(text, offset)
    if here is not None:
        return here
    start = end = offset
    while start > max(0, offset - _REACH) and text[start - 1].isspace():
        start -= 1
    while end < min(len(text), offset + _REACH) and text[end].isspace():
        end += 1
    return Span(start, end)


class Unit(Enum):
    """What a text object takes."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


_OBJECTS: dict[Unit, Callable[[str, int], Span]] = {
    Unit.WORD: word,
    Unit.SENTENCE: sentence,
    Unit.PARAGRAPH: paragraph_at,
}


def text_object(text: str, offset: int, unit: Unit, *, around: bool = False) -> Span:
    """The word, sentence or paragraph at ``offset`` (``iw``, ``is``, ``ip``).

    With ``around``, the white space behind it goes along, or if there is none, that
    before it (``aw``, ``as``, ``ap``); on white space, what follows it does.
    """
    span = _OBJECTS[unit](text, offset)
    if not around:
        return span
    if not text[span.start : span.end].strip():
        following = _OBJECTS[unit](text, span.end) if span.end < len(text) else span
        return Span(span.start, max(span.end, following.end))
    space = _SPACE if unit is Unit.PARAGRAPH else _BLANKS
    behind = space.match(text, span.end, min(len(text), span.end + _REACH))
    if behind is not None:
        return Span(span.start, behind.end())
    start = span.start
    while start > max(0, span.start - _REACH) and space.match(text, start - 1):
        start -= 1
    return Span(start, span.end)


def after_blanks(text: str, offset: int) -> int:
    """``offset``, or where the white space that begins there ends."""
    found = _SPACE.match(text, offset, min(len(text), offset + _REACH))
    return found.end() if found else offset


def trimmed(text: str, span: Span) -> Span:
    """``span`` without white space at its ends; as it is when it is nothing else."""
    piece = text[span.start : span.end]
    if not piece.strip():
        return span
    before = len(piece) - len(piece.lstrip())
    return Span(span.start + before, span.start + len(piece.rstrip()))


MOTIONS: dict[str, Callable[[str, int], int]] = {
    "left": left,
    "right": right,
    "next-word": next_word,
    "word-end": word_end,
    "previous-word": previous_word,
    "next-sentence": next_sentence,
    "previous-sentence": previous_sentence,
    "next-paragraph": next_paragraph,
    "previous-paragraph": previous_paragraph,
}


def count_words(text: str, span: Span) -> str:
    """How much ``span`` is, for people: ``1 word``, ``24 words``; characters without blanks."""
    piece = text[span.start : span.end]
    words = len(piece.split())
    if _WIDE.search(piece):
        return f"{len(piece):,} character{'s' if len(piece) != 1 else ''}"
    return f"{words:,} word{'s' if words != 1 else ''}"


def repeat(motion: Callable[[str, int], int], text: str, offset: int, count: int) -> int:
    """``motion`` made ``count`` times, or until it moves no more."""
    for _ in range(count):
        moved = motion(text, offset)
        if moved == offset:
            break
        offset = moved
    return offset
