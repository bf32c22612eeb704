"""Text into numbers at the speed of arrays, for the importer.

Indexing does not run the tokeniser over each text. A text is cut at its ASCII
separators, and what :func:`index.search.tokens.tokens` makes of each piece is
worked out once and remembered: a piece has a number, a number stands for the
words in it, mostly one. Pieces are looked up many at once: one of up to 16 bytes
is two 64-bit integers, found in a hash table of arrays; longer ones are in a
dictionary. A distinct piece thus costs once, its repetitions nearly nothing.

A word here is a form together with its term: it has a number, too.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable

import numpy as np

from index.language.fold import fold_case, may_be_unspaced
from index.search.arrays import Array, distinct, ranges, starts_of
from index.search.stemming import new_stem
from index.search.tokens import LONGEST_WORD, Token, pairs, tokens, unspaced_run

GAP = b"\x02"
"""The piece between title and body: it takes a position and holds no word."""
GAP_WORD = 0
"""The number of the word that the gap is."""

# Spellings of a word that are told by one character that no word has.
_CAPITALISED, _UPPER = "\x01", "\x02"
_CAPITALISED_KEY, _UPPER_KEY = b"\0\x01", b"\0\x02"
_NO_FORM = b"\0"
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


_TYPOGRAPHIC = (
    ("\u2019", "'"), ("\u2018", "'"), ("\u201c", " "), ("\u201d", " "),
    ("\u2013", " "), ("\u2014", " "), ("\u2026", " "), ("\xa0", " "),
)  # fmt: skip
_PIECES = _separators("'")
_PIECES_AND_PAIRS = _separators("'" + _READY_PAIR)


def form_key(word: str, surface: str) -> bytes:
    """The term of a word as written: sorted by the folded word, then by spelling."""
    if surface == word:
        spelling = ""
    elif surface == word.capitalize():
        spelling = _CAPITALISED
    else:
        spelling = _UPPER if surface == word.upper() else surface
    return f"{word}\0{spelling}".encode("utf-8", "replace")


def _plain_form_key(word: bytes, surface: bytes) -> bytes:
    """:func:`form_key` of a word in ASCII."""
    if surface == word:
        return word + b"\0"
    if surface == word.capitalize():
        return word + _CAPITALISED_KEY
    return word + (_UPPER_KEY if surface == word.upper() else b"\0" + surface)


def composed(text: str) -> str:
    """``text`` in NFC; texts that already are come back untouched."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def pieces(text: str) -> bytes:
    """``text``, composed, as pieces with blanks between them."""
    # Otherwise a word would make other pieces beside every typographic mark.
    if not text.isascii():
        for mark, plain in _TYPOGRAPHIC:
            text = text.replace(mark, plain)
    if not _is_western(text):
        text = composed(text)
        if may_be_unspaced().search(text):
            return _with_pairs(text).encode("utf-8", "replace").translate(_PIECES_AND_PAIRS)
    return text.encode("utf-8", "replace").translate(_PIECES)


def _is_western(text: str) -> bool:
    """Whether a text has no characters but those of Latin-1, which are composed and spaced."""
    if text.isascii():
        return True
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


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


class Vocabulary:
    """Numbers of pieces, and the numbers of the words that pieces stand for."""

    def __init__(self) -> None:
        self._terms = Numbering()
        # A pair, which has no form, is told from forms by the NUL it begins with.
        self._forms = Numbering()
        self._term_of = array("i", [0])
        # By folded words in ASCII, which are written with capitals and without.
        self._term_of_plain: dict[bytes, int] = {}
        self._numbers: dict[bytes, int] = {}
        # By piece: its word. Where it is not one word, -1 less the place in the other
        # two of where its words begin in ``_rest`` and of how many they are.
        self._word = array("i")
        self._starts, self._counts = array("i"), array("i")
        self._rest = array("i")
        self._table = _Table(_SMALLEST_TABLE_BITS)
        self._numbers[GAP] = self._add_words([GAP_WORD])

    def __len__(self) -> int:
        return len(self._word)

    @property
    def word_count(self) -> int:
        """Words have numbers below this."""
        return len(self._term_of)

    @property
    def term_names(self) -> list[bytes]:
        """The terms by their numbers."""
        return self._terms.names

    @property
    def form_names(self) -> list[bytes]:
        """What tells words apart, by their numbers: forms for those that have one."""
        return self._forms.names

    def form_of(self, word: int) -> bytes:
        """The form of a word, empty if it has none."""
        name = self._forms.names[word]
        return b"" if name.startswith(_NO_FORM) else name

    def term_of_words(self) -> Array:
        """The number of the term of each word."""
        return np.array(self._term_of, dtype=np.int32)

    def words_of(self, texts: list[bytes]) -> tuple[Array, Array]:
        """The numbers of the words of several texts, and how many each text has."""
        numbers, counts = self._piece_numbers(texts)
        words = np.frombuffer(self._word, dtype=np.int32).take(numbers)
        several = np.flatnonzero(words < 0)
        if len(several):
            chosen = -1 - words[several]
            own = np.frombuffer(self._counts, dtype=np.int32).take(chosen).astype(np.int64)
            starts = np.frombuffer(self._starts, dtype=np.int32).take(chosen)
            sizes = np.ones(len(words), dtype=np.int64)
            sizes[several] = own
            begins = starts_of(sizes)
            owners = np.cumsum(counts).searchsorted(several, side="right")
            np.add.at(counts, owners, own - 1)
            words = np.repeat(words, sizes)
            rest = np.frombuffer(self._rest, dtype=np.int32)
            words[ranges(begins[several], own)] = rest.take(ranges(starts.astype(np.int64), own))
        return words.view(np.uint32), counts

    def _piece_numbers(self, texts: list[bytes]) -> tuple[Array, Array]:
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
        if not len(missing):
            return numbers
        number_of, before = self._numbers, len(self._word)
        begins = starts[missing]
        edges = zip(begins.tolist(), (begins + lengths[missing]).tolist(), strict=True)
        pieces = [joined[begin:end] for begin, end in edges]
        for piece in dict.fromkeys(pieces):
            if piece not in number_of:
                number_of[piece] = self._add_piece(piece)
        numbers[missing] = [number_of[piece] for piece in pieces]
        if len(self._word) > before:
            self._fill_table(joined, starts, lengths, numbers, missing)
        return numbers

    def _add_piece(self, piece: bytes) -> int:
        """Works out the words in a new piece, and gives it a number."""
        bare = piece
        if b"'" in piece:
            bare = piece.strip(b"'")
            if bare.endswith((b"'s", b"'S")):
                bare = bare[:-2]
        if not bare.isalnum() or len(bare) > LONGEST_WORD:
            return self._add_words([self._word_number(token) for token in tokens_of(piece)])
        # One word, as nearly always: the same without the detour.
        word = bare.lower()
        number = self._forms[_plain_form_key(word, bare)]
        if number == len(self._term_of):
            term = self._term_of_plain.get(word)
            if term is None:
                term = self._term_of_plain[word] = self._terms[new_stem(word.decode()).encode()]
            self._term_of.append(term)
        self._word.append(number)
        return len(self._word) - 1

    def _word_number(self, token: Token) -> int:
        term = token.term.encode("utf-8", "replace")
        name = _NO_FORM + term if token.paired else form_key(token.word, token.surface)
        number = self._forms[name]
        if number == len(self._term_of):
            self._term_of.append(self._terms[term])
        return number

    def _add_words(self, words: list[int]) -> int:
        """Gives a number to a piece with these words."""
        number = len(self._word)
        if len(words) == 1:
            self._word.append(words[0])
        else:
            self._word.append(-1 - len(self._counts))
            self._starts.append(len(self._rest))
            self._counts.append(len(words))
            self._rest.extend(words)
        return number

    def _fill_table(
        self, joined: bytes, starts: Array, lengths: Array, numbers: Array, missing: Array
    ) -> None:
        """Puts the short ones among newly met pieces into the table."""
        fresh = missing[lengths[missing] <= _SHORT]
        own, at = distinct(numbers[fresh])
        fresh = fresh[at]
        first, second = _as_integers(joined, starts[fresh], lengths[fresh])
        self._table = self._table.with_more(first, second, own)


def _as_integers(joined: bytes, starts: Array, lengths: Array) -> tuple[Array, Array]:
    """Pieces of up to 16 bytes as two integers each; both are needed to tell two apart."""
    size = len(joined) - _WORD_BYTES + 1
    words: Array = np.ndarray((size,), dtype="<u8", buffer=joined, strides=(1,))
    first = words[starts]
    first &= _MASKS.take(lengths, mode="clip")
    second = np.zeros(len(starts), dtype=np.uint64)
    longer = np.flatnonzero(lengths > _WORD_BYTES)
    rest = lengths[longer] - _WORD_BYTES
    second[longer] = words[starts[longer] + _WORD_BYTES] & _MASKS.take(rest)
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
            free = np.flatnonzero(self._number.take(at) < 0)
            _, chosen = distinct(at[free])
            placed = free[chosen]
            winners, where = left[placed], at[placed]
            self._first[where], self._second[where] = first[winners], second[winners]
            self._number[where] = numbers[winners]
            is_left = np.ones(len(left), dtype=bool)
            is_left[placed] = False
            left = left[is_left]
            if not len(left):
                return
