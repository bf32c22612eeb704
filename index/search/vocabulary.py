"""Text into numbers at the speed of arrays, for the importer.

Indexing does not run the tokeniser over each text. A text is cut at its ASCII
separators, and what :func:`index.search.tokens.tokens` makes of each piece is
worked out once and remembered: a piece has a number, a number stands for the
terms it expands to. Pieces are looked up many at once: one of up to 16 bytes is
two 64-bit integers, found in a hash table of arrays; longer ones are in a
dictionary. A distinct piece thus costs once, its repetitions nearly nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from index.language.fold import fold_case
from index.search.arrays import Array, ranges
from index.search.stemming import stem
from index.search.tokens import LONGEST_WORD, MAY_BE_UNSPACED, Token, pairs, tokens, unspaced_run

GAP = b"\x02"
"""The piece between title and body: it takes a position and holds no word."""
NO_TERM = 0
"""The number of no term at all."""

_READY_PAIR = "\x01"
_READY_PAIR_BYTE = b"\x01"
_BLANK = 32
_WORD_BYTES = 8
_SHORT = 2 * _WORD_BYTES
_PADDING = bytes(_SHORT)
_MASKS: Array = np.array(
    [(1 << (8 * length)) - 1 for length in range(_WORD_BYTES)] + [(1 << 64) - 1], dtype=np.uint64
)
_FIRST_MIX, _SECOND_MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_PROBES = 8
_SMALLEST_TABLE_BITS = 12


def _separators(kept: str) -> bytes:
    return bytes(
        code if code >= 128 or chr(code).isalnum() or chr(code) in kept else _BLANK
        for code in range(256)
    )


_PIECES = _separators("'")
_PIECES_AND_PAIRS = _separators("'" + _READY_PAIR)


def form_key(word: str, surface: str) -> bytes:
    """The term of a word as written: sorted by the folded word, then by spelling."""
    return f"{word}\0{'' if surface == word else surface}".encode("utf-8", "replace")


def pieces(text: str) -> bytes:
    """``text`` (NFC) as pieces with blanks between them."""
    if text.isascii() or not MAY_BE_UNSPACED.search(text):
        return text.encode("utf-8", "replace").translate(_PIECES)
    return _with_pairs(text).encode("utf-8", "replace").translate(_PIECES_AND_PAIRS)


def _with_pairs(text: str) -> str:
    text = text.replace(_READY_PAIR, " ")
    folded = fold_case(text)
    parts, at = [], 0
    for unspaced in unspaced_run().finditer(folded):
        before = text[at : unspaced.start()]
        if folded.endswith("'s", at, unspaced.start()):
            # A letter follows, so this is no possessive; the blank must not make it one.
            before = f"{before[:-2]} {before[-1]}"
        parts.append(before)
        parts.extend(f" {_READY_PAIR}{token.word}" for token in pairs(unspaced[0], 0))
        parts.append(" ")
        at = unspaced.end()
    parts.append(text[at:])
    return "".join(parts)


def tokens_of(piece: bytes) -> Iterable[Token]:
    """The words in a piece."""
    text = piece.decode("utf-8", "replace")
    if text.isascii() and text.isalnum():
        word = text[:LONGEST_WORD].lower()
        return (Token(0, len(text), word, stem(word), text[:LONGEST_WORD]),)
    if piece.startswith(_READY_PAIR_BYTE):
        pair = text[1:]
        return (Token(0, len(pair), pair, pair, pair, True),)
    return tokens(text)


class Numbering(dict[bytes, int]):
    """Numbers for byte strings, given at first sight; ``names[number]`` leads back."""

    def __init__(self) -> None:
        self.names: list[bytes] = [b""]

    def __missing__(self, name: bytes) -> int:
        self[name] = number = len(self.names)
        self.names.append(name)
        return number


@dataclass(frozen=True, slots=True)
class Expansion:
    """What piece numbers stand for: ``counts[n]`` tokens from ``starts[n]`` on in the rest."""

    starts: Array
    counts: Array
    terms: Array
    forms: Array


class Vocabulary:
    """Numbers of pieces, and the numbers of the terms and forms that pieces stand for."""

    def __init__(self) -> None:
        self.term_numbers = Numbering()
        self.form_numbers = Numbering()
        self._numbers: dict[bytes, int] = {}
        self._starts, self._counts = array("i"), array("i")
        self._terms, self._forms = array("i"), array("i")
        self._table = _Table(_SMALLEST_TABLE_BITS)
        self._numbers[GAP] = self._add_piece([(NO_TERM, NO_TERM)])

    def __len__(self) -> int:
        return len(self._counts)

    def expansion(self) -> Expansion:
        """What all pieces seen so far stand for."""
        return Expansion(
            np.array(self._starts, dtype=np.int32),
            np.array(self._counts, dtype=np.int32),
            np.array(self._terms, dtype=np.uint32),
            np.array(self._forms, dtype=np.uint32),
        )

    def number(self, texts: list[bytes]) -> tuple[Array, Array]:
        """The numbers of the pieces of several texts, and how many each text has."""
        joined = b"".join([*(part for text in texts for part in (text, b" ")), _PADDING])
        data = np.frombuffer(joined, dtype=np.uint8)
        edges = np.flatnonzero(np.diff(data[: -len(_PADDING)] != _BLANK, prepend=False))
        starts, ends = edges[0::2], edges[1::2]
        ends_of_texts = np.cumsum([len(text) + 1 for text in texts])
        counts = np.diff(starts.searchsorted(ends_of_texts), prepend=0)
        return self._look_up(joined, starts, ends - starts), counts

    def _look_up(self, joined: bytes, starts: Array, lengths: Array) -> Array:
        numbers = np.full(len(starts), -1, dtype=np.int32)
        short = np.flatnonzero(lengths <= _SHORT)
        first, second = _as_integers(joined, starts[short], lengths[short])
        numbers[short] = self._table.find(first, second)
        missing = np.flatnonzero(numbers < 0)
        known = self._numbers
        fresh = False
        for at in missing.tolist():
            begin = int(starts[at])
            piece = joined[begin : begin + int(lengths[at])]
            number = known.get(piece)
            if number is None:
                number = known[piece] = self._add_piece(
                    [self._token_numbers(token) for token in tokens_of(piece)]
                )
                fresh = True
            numbers[at] = number
        if fresh:
            self._fill_table(joined, starts, lengths, numbers, missing)
        return numbers

    def _token_numbers(self, token: Token) -> tuple[int, int]:
        term = self.term_numbers[token.term.encode("utf-8", "replace")]
        if token.paired:
            return term, NO_TERM
        return term, self.form_numbers[form_key(token.word, token.surface)]

    def _add_piece(self, found: list[tuple[int, int]]) -> int:
        number = len(self._counts)
        self._starts.append(len(self._terms))
        self._counts.append(len(found))
        for term, form in found:
            self._terms.append(term)
            self._forms.append(form)
        return number

    def _fill_table(
        self, joined: bytes, starts: Array, lengths: Array, numbers: Array, missing: Array
    ) -> None:
        """Puts the short ones among newly met pieces into the table."""
        fresh = missing[lengths[missing] <= _SHORT]
        distinct, at = np.unique(numbers[fresh], return_index=True)
        fresh = fresh[at]
        first, second = _as_integers(joined, starts[fresh], lengths[fresh])
        self._table = self._table.with_more(first, second, distinct)


def _as_integers(joined: bytes, starts: Array, lengths: Array) -> tuple[Array, Array]:
    """Pieces of up to 16 bytes as two integers each; both are needed to tell two apart."""
    size = len(joined) - _WORD_BYTES + 1
    words: Array = np.ndarray((size,), dtype="<u8", buffer=joined, strides=(1,))
    first = words[starts] & _MASKS[np.minimum(lengths, _WORD_BYTES)]
    second = np.zeros(len(starts), dtype=np.uint64)
    longer = np.flatnonzero(lengths > _WORD_BYTES)
    rest = lengths[longer] - _WORD_BYTES
    second[longer] = words[starts[longer] + _WORD_BYTES] & _MASKS[rest]
    return first, second


class _Table:
    """A hash table of arrays with linear probing, at most half full.

    The key of nothing is (0, 0): no piece holds a NUL.
    """

    def __init__(self, bits: int) -> None:
        self._bits = bits
        size = (1 << bits) + _PROBES
        self._first = np.zeros(size, dtype=np.uint64)
        self._second = np.zeros(size, dtype=np.uint64)
        self._number = np.full(size, -1, dtype=np.int32)
        self._used = 0

    def _slots(self, first: Array, second: Array) -> Array:
        mixed = (first * _FIRST_MIX) ^ (second * _SECOND_MIX)
        mixed ^= mixed >> np.uint64(32)
        mixed *= _FIRST_MIX
        slots: Array = (mixed >> np.uint64(64 - self._bits)).astype(np.int64)
        return slots

    def find(self, first: Array, second: Array) -> Array:
        """The numbers of the keys, -1 for those that are not here."""
        slots = self._slots(first, second)
        numbers = self._number.take(slots)
        wrong = (self._first.take(slots) != first) | (self._second.take(slots) != second)
        left = np.flatnonzero(wrong)
        numbers[left] = -1
        for step in range(1, _PROBES):
            if not len(left):
                break
            at = slots[left] + step
            same = self._first.take(at) == first[left]
            same &= self._second.take(at) == second[left]
            numbers[left[same]] = self._number.take(at[same])
            left = left[~same]
        return numbers

    def with_more(self, first: Array, second: Array, numbers: Array) -> _Table:
        """A table that holds these keys as well: this one, or a larger one."""
        if (self._used + len(numbers)) * 2 > 1 << self._bits:
            larger = _Table(self._bits + 2)
            held = np.flatnonzero(self._number >= 0)
            larger._insert(self._first[held], self._second[held], self._number[held])
            return larger.with_more(first, second, numbers)
        self._insert(first, second, numbers)
        return self

    def _insert(self, first: Array, second: Array, numbers: Array) -> None:
        """Puts distinct keys in. The rare one without room stays out, and is looked up slowly."""
        slots = self._slots(first, second)
        self._used += len(numbers)
        left = np.arange(len(numbers))
        for step in range(_PROBES):
            at = slots[left] + step
            free = self._number.take(at) < 0
            candidates, candidate_at = left[free], at[free]
            _, chosen = np.unique(candidate_at, return_index=True)
            winners, where = candidates[chosen], candidate_at[chosen]
            self._first[where], self._second[where] = first[winners], second[winners]
            self._number[where] = numbers[winners]
            left = np.setdiff1d(left, winners, assume_unique=True)
            if not len(left):
                return


def expand(numbers: Array, counts: Array, expansion: Expansion) -> tuple[Array, Array, Array]:
    """The tokens of several texts from their piece numbers.

    Gives term numbers, form numbers, and how many tokens each text has.
    """
    sizes = expansion.counts.take(numbers)
    ends = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(sizes, out=ends[1:])
    per_text = np.diff(ends.take(np.cumsum(counts)), prepend=0)
    firsts = expansion.starts.take(numbers)
    if len(ends) - 1 == ends[-1] and not (sizes != 1).any():
        return expansion.terms.take(firsts), expansion.forms.take(firsts), per_text
    where = np.repeat(firsts, sizes)
    several = np.flatnonzero(sizes > 1)
    inside = ranges(ends[:-1][several], sizes[several])
    where[inside] = ranges(firsts[several].astype(np.int64), sizes[several])
    return expansion.terms.take(where), expansion.forms.take(where), per_text
