"""How much room text takes on a terminal, and what of it is safe to send there.

Text is measured in cells by *cluster*: what a reader takes for one character
(a letter with its accents, an emoji family, a flag). A cluster is drawn in the
plainest form on which terminals agree, because a line that comes out one cell
longer than it was measured breaks the frame around it:

- characters without width that only steer shaping or line breaking (soft
  hyphen, joiners, byte-order mark, variation selectors) are not sent;
- of an emoji sequence the first emoji is sent, of a flag its two letters;
- of a run of combining marks the first few are sent;
- characters that terminals of different age measure differently, and those
  that Unicode has not assigned, are sent as U+FFFD.

Offsets are code points into the text given; widths are cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import rich.cells

MARKS_SHOWN = 4
"""Combining marks drawn on one character; no living script needs more."""

# Every character in these ranges takes one cell, joins nothing and is sent as
# it is: Latin with all of Vietnamese, Greek, Cyrillic, punctuation.
_PLAIN_CLASS = (
    "\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u0482\u048a-\u052f\u1e00-\u1f15\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf"
)
_NOT_PLAIN = re.compile(f"[^{_PLAIN_CLASS}]")

_REPLACEMENT = "\ufffd"
_JOINER = "\u200d"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
# Wide in some versions of Unicode, narrow in others; Hangul fillers are blank.
_DISPUTED = frozenset(
    chr(code)
    for first, last in (
        (0x115F, 0x1160),
        (0x2630, 0x2637),
        (0x268A, 0x268F),
        (0x3164, 0x3164),
        (0x3248, 0x324F),
        (0x4DC0, 0x4DFF),
        (0xFFA0, 0xFFA0),
        (0x16FF0, 0x16FF1),
        (0x1D300, 0x1D37F),
    )
    for code in range(first, last + 1)
)


class Glyph(NamedTuple):
    """How one character behaves: the text sent for it, its cells, what it does to others.

    ``joins`` characters belong to the cluster before them; ``shown`` is empty
    for those that are not sent.
    """

    shown: str
    width: int
    joins: bool
    is_flag_letter: bool = False
    is_pictograph: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether this is a cluster by itself unless something after it joins."""
        return not (self.joins or self.is_flag_letter)


class Cluster(NamedTuple):
    """The code points ``[start, end)``, drawn as ``shown`` in ``width`` cells."""

    start: int
    end: int
    width: int
    shown: str


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether every character of ``text[start:end]`` is one cluster in one cell, sent as it is."""
    stop = len(text) if end is None else end
    return _NOT_PLAIN.search(text, start, stop) is None


def is_wide(char: str) -> bool:
    """Whether ``char`` by itself takes two cells, as ideographs and syllables of Hangul do."""
    return _GLYPHS[char].width == 2


class _Glyphs(dict[str, Glyph]):
    """Glyphs by character, worked out as characters turn up."""

    def __missing__(self, char: str) -> Glyph:
        glyph = _glyph(char)
        if len(self) < 1 << 17:
            self[char] = glyph
        return glyph


def _glyph(char: str) -> Glyph:
    code = ord(char)
    category = unicodedata.category(char)
    if code in _FLAG_LETTERS:
        letter = chr(ord("A") + code - _FLAG_LETTERS.start)
        return Glyph(letter, 1, False, is_flag_letter=True)
    if code in _SKIN_TONES:
        return Glyph("", 0, True)
    if category in ("Cn", "Cs", "Cc") or char in _DISPUTED:
        return Glyph(_REPLACEMENT, 1, False)
    width = rich.cells.get_character_cell_size(char)
    if category == "Cf" or _is_variation_selector(code) or char == "\u00ad":
        return Glyph("", 0, True)
    if category in ("Mn", "Me", "Mc"):
        return Glyph(char, width, True)
    if width == 0:  # the vowels and final consonants of decomposed Hangul
        return Glyph(char, 0, True)
    return Glyph(char, width, False, is_pictograph=category == "So" and code >= 0x2190)


def _is_variation_selector(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F


_GLYPHS = _Glyphs()


def clusters(text: str, start: int = 0, end: int | None = None) -> list[Cluster]:
    """The clusters of ``text[start:end]``, without gaps, in text order.

    Characters without width at the very beginning are part of the first
    cluster; only when nothing else follows do they make one of width 0.
    """
    stop = len(text) if end is None else end
    found: list[Cluster] = []
    glyphs = _GLYPHS
    position = start
    while position < stop:
        glyph = glyphs[text[position]]
        behind = position + 1
        if glyph.stands_alone and (behind == stop or not glyphs[text[behind]].joins):
            found.append(Cluster(position, behind, glyph.width, glyph.shown))
            position = behind
            continue
        cluster = _cluster_at(text, position, stop)
        found.append(cluster)
        position = cluster.end
    return found


def _cluster_at(text: str, start: int, stop: int) -> Cluster:
    glyphs = _GLYPHS
    position = start
    base = glyphs[text[position]]
    while base.joins and base.width == 0 and position + 1 < stop:
        following = glyphs[text[position + 1]]
        position += 1
        base = following
    shown, width = (base.shown, base.width) if not (base.joins and base.width == 0) else ("", 0)
    position += 1
    if base.is_flag_letter and position < stop and glyphs[text[position]].is_flag_letter:
        shown += glyphs[text[position]].shown
        width += 1
        position += 1
    marks = 0
    while position < stop:
        char = text[position]
        glyph = glyphs[char]
        if not glyph.joins:
            if not (base.is_pictograph and glyph.is_pictograph and text[position - 1] == _JOINER):
                break
        elif glyph.shown and marks < MARKS_SHOWN:
            shown += glyph.shown
            width += glyph.width
            marks += 1
        position += 1
    return Cluster(start, position, width, shown)


def width_of(text: str, start: int = 0, end: int | None = None) -> int:
    """The cells that ``text[start:end]`` takes when drawn with :func:`shown`."""
    stop = len(text) if end is None else end
    if is_plain(text, start, stop):
        return stop - start
    return sum(cluster.width for cluster in clusters(text, start, stop))


def shown(text: str, start: int = 0, end: int | None = None) -> str:
    """What to send to the terminal for ``text[start:end]``."""
    stop = len(text) if end is None else end
    if is_plain(text, start, stop):
        return text[start:stop]
    return "".join(cluster.shown for cluster in clusters(text, start, stop))


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` as it is drawn, cut to at most ``width`` cells; a cut ends in ``ellipsis``."""
    # Only the beginning can be shown: the rest of a very long text is not looked at.
    head = text if len(text) <= 8 * width + 64 else text[: 8 * width + 64]
    if len(head) == len(text) and width_of(text) <= width:
        return shown(text)
    room = width - width_of(ellipsis)
    if room < 0:
        return ""
    parts: list[str] = []
    for cluster in clusters(head):
        room -= cluster.width
        if room < 0:
            break
        parts.append(cluster.shown)
    # What is cut may have been cut before.
    return "".join(parts).rstrip(f" {ellipsis}") + ellipsis


def next_cluster(text: str, offset: int, end: int | None = None) -> int:
    """The offset behind the cluster that begins at ``offset``, at most ``end``."""
    stop = len(text) if end is None else end
    return _cluster_at(text, offset, stop).end if offset < stop else stop


def cluster_start(text: str, offset: int, start: int = 0) -> int:
    """The beginning of the cluster that holds ``offset``, at least ``start``.

    ``start`` must be the beginning of a cluster, as the start of a line is.
    """
    if offset >= len(text) or offset <= start:
        return max(start, min(offset, len(text)))
    if is_plain(text, offset - 1, offset + 1):
        return offset
    anchor = _safe_anchor(text, offset, start)
    while anchor < offset:
        following = _cluster_at(text, anchor, len(text)).end
        if following > offset:
            return anchor
        anchor = following
    return anchor


def _safe_anchor(text: str, offset: int, start: int) -> int:
    """A place at or before ``offset`` where a cluster certainly begins."""
    position = offset
    while position > start:
        position -= 1
        # What has no width at the very start belongs to the character behind it.
        if is_plain(text, max(start, position - 1), position + 1):
            return position
    return start


def make_rich_agree() -> None:
    """Have Rich, and so Textual, count spacing vowel signs (``Mc``) as one cell.

    Rich counts the vowel signs of Devanagari, Bengali, Tamil, Burmese and
    others as nothing. ``wcwidth`` of the C library, and with it tmux and most
    terminals, gives them a cell, so lines in these scripts would run into the
    pane beside them. Calling this again does nothing.
    """
    cells: Any = rich.cells
    if getattr(cells.load_cell_table, "spacing_marks_take_a_cell", False):
        return
    load: Callable[[str], rich.cells.CellTable] = cells.load_cell_table

    @lru_cache(maxsize=4)
    def load_with_spacing_marks(unicode_version: str = "auto") -> rich.cells.CellTable:
        table = load(unicode_version)
        return table._replace(widths=_without_spacing_marks(table.widths))

    patched: Any = load_with_spacing_marks
    patched.spacing_marks_take_a_cell = True
    cells.load_cell_table = patched
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()


def _without_spacing_marks(widths: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Rich's table of ranges (first, last, width), without the ``Mc`` of width 0."""
    kept: list[tuple[int, int, int]] = []
    for first, last, width in widths:
        if width != 0 or last - first > 0x400:
            kept.append((first, last, width))
            continue
        holes = [code for code in range(first, last + 1) if unicodedata.category(chr(code)) == "Mc"]
        edges = [first - 1, *holes, last + 1]
        kept += [(a + 1, b - 1, 0) for a, b in pairwise(edges) if b - a > 1]
    return kept


make_rich_agree()
