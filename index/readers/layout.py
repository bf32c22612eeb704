"""How a text is laid out: its paragraphs, and where its sentences end."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from statistics import median

from msgspec import Struct

from index.article import Span


class Paragraph(Struct, frozen=True, dict=True):
    """A paragraph without the blanks around it: ``text[start:end]`` of its document."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @cached_property
    def words(self) -> int:
        """How many words it has; estimated where the script sets none apart."""
        run_together = unspaced_words(self.text)
        if not run_together:
            return len(self.text.split())
        return len(_UNSPACED.sub(" ", self.text).split()) + run_together

    @property
    def ends_a_sentence(self) -> bool:
        """Whether it closes like running text: with a stop, a quote after one, a colon."""
        return _SENTENCE_END.search(self.text[-4:]) is not None

    def tail(self, start: int) -> Paragraph:
        """The part from ``start`` (an offset into the document) on, without blanks."""
        text = self.text[start - self.start :]
        stripped = text.lstrip()
        return Paragraph(self.end - len(stripped), self.end, stripped)


# Scripts that set no words apart: how many of their code points make up a word on average,
# roughly. Chinese and Japanese words are short, Thai and its neighbours write vowels as marks.
_HAN_AND_KANA = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_SOUTH_EAST = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_HAN_WORD, _SOUTH_EAST_WORD = 2, 5
_UNSPACED = re.compile(
    rf"(?:{_HAN_AND_KANA.pattern}|{_SOUTH_EAST.pattern}|[\u3000-\u303f\uff00-\uff65])+"
)


def unspaced_words(text: str) -> int:
    """About how many words of ``text`` are in scripts that do not set words apart."""
    if text.isascii():
        return 0
    east = len(_HAN_AND_KANA.findall(text))
    south_east = len(_SOUTH_EAST.findall(text))
    return -(-east // _HAN_WORD) - (-south_east // _SOUTH_EAST_WORD)


_SENTENCE_END = re.compile(r"[.!?:;,…。！？।۔][\"'”’»)\]]{0,3}$")
_LINE = re.compile(r"[^\n]+")

# A hard-wrapped text breaks its lines at about the same column, mid-sentence.
_WRAP_COLUMNS = (45, 110)
_WRAPPED_SHARE = 0.5


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of ``text`` in order: its lines, or blocks of lines when hard-wrapped."""
    lines = [
        Paragraph(begin, begin + len(stripped), stripped)
        for begin, stripped in _stripped_lines(text)
    ]
    return _blocks(text, lines) if _is_hard_wrapped(text, lines) else lines


def _stripped_lines(text: str) -> list[tuple[int, str]]:
    lines = []
    for match in _LINE.finditer(text):
        line = match[0]
        stripped = line.strip()
        if stripped:
            lines.append((match.start() + len(line) - len(line.lstrip()), stripped))
    return lines


def _is_hard_wrapped(text: str, lines: list[Paragraph]) -> bool:
    if len(lines) < 6:
        return False
    low, high = _WRAP_COLUMNS
    if not low <= median(line.end - line.start for line in lines) <= high:
        return False
    if max(line.end - line.start for line in lines) > 2 * high:
        return False
    running_on = sum(
        1
        for line, following in pairwise(lines)
        if not line.ends_a_sentence
        and following.text[0].islower()
        and text.count("\n", line.end, following.start) == 1
    )
    return running_on >= _WRAPPED_SHARE * len(lines) * 0.7


def _blocks(text: str, lines: list[Paragraph]) -> list[Paragraph]:
    """Lines joined where no blank line parts them."""
    blocks: list[Paragraph] = []
    for line in lines:
        last = blocks[-1] if blocks else None
        if last is not None and text.count("\n", last.end, line.start) == 1:
            blocks[-1] = Paragraph(last.start, line.end, text[last.start : line.end])
        else:
            blocks.append(line)
    return blocks


# What stands before a full stop that ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Gov|Sen|Rep|Rev|Hon|St|"
    r"Jr|Sr|Inc|Ltd|Co|Corp|No|Nos|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"\w|(?:\w\.)+\w)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…]{1,3}[\"'”’»)\]]{0,3}(?=\s)|[。！？।۔][」』”’]?")


def first_sentence_end(text: str) -> int:
    """The offset after the first sentence of ``text``; its length when there is but one."""
    for stop in _STOP.finditer(text):
        before = text[max(0, stop.start() - 12) : stop.start()]
        follows = text[stop.end() :].lstrip()[:1]
        if text[stop.start()] == "." and (_ABBREVIATION.search(before) or follows.islower()):
            continue
        return stop.end()
    return len(text)
