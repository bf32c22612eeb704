"""Text into numbers at C speed, for the importer.

Indexing does not run the tokeniser over each text. A text is cut at its ASCII
separators (``bytes.translate`` and ``split``), and what :func:`index.search.tokens.tokens`
makes of each piece is worked out once and remembered: a piece has a number, a
number stands for the terms it expands to. The importer thus pays for a distinct
piece once, for its repetitions a dictionary look-up.
"""

from __future__ import annotations

from array import array

from index.language.fold import fold_case
from index.search.tokens import MAY_BE_UNSPACED, UNSPACED, Token, pairs, tokens

GAP = 0
"""The piece between title and body: it takes a position and holds no word."""
NO_TERM = 0
"""The number of no term at all."""

_READY_PAIR = "\x01"
_READY_PAIR_BYTE = b"\x01"


def _separators(kept: str) -> bytes:
    return bytes(
        code if code >= 128 or chr(code).isalnum() or chr(code) in kept else 32
        for code in range(256)
    )


_PIECES = _separators("'")
_PIECES_AND_PAIRS = _separators("'" + _READY_PAIR)


def form_key(word: str, surface: str) -> bytes:
    """The term of a word as written: sorted by the folded word, then by spelling."""
    return f"{word}\0{'' if surface == word else surface}".encode("utf-8", "replace")


def pieces(text: str) -> list[bytes]:
    """``text`` (NFC) cut into the pieces that :class:`Vocabulary` numbers."""
    if text.isascii() or not MAY_BE_UNSPACED.search(text):
        return text.encode("utf-8", "replace").translate(_PIECES).split()
    return _with_pairs(text).encode("utf-8", "replace").translate(_PIECES_AND_PAIRS).split()


def _with_pairs(text: str) -> str:
    text = text.replace(_READY_PAIR, " ")
    folded = fold_case(text)
    parts, at = [], 0
    for unspaced in UNSPACED.finditer(folded):
        parts.append(text[at : unspaced.start()])
        parts.extend(f" {_READY_PAIR}{token.word}" for token in pairs(unspaced[0], 0))
        parts.append(" ")
        at = unspaced.end()
    parts.append(text[at:])
    return "".join(parts)


class Numbering(dict[bytes, int]):
    """Numbers for byte strings, given at first sight; ``names[number]`` leads back."""

    def __init__(self) -> None:
        self.names: list[bytes] = [b""]

    def __missing__(self, name: bytes) -> int:
        self[name] = number = len(self.names)
        self.names.append(name)
        return number


class Vocabulary(dict[bytes, int]):
    """Piece → number of the piece, filled at first sight.

    Piece ``n`` stands for ``counts[n]`` tokens; their term numbers are
    ``terms[starts[n]:]``, the numbers of their forms as written ``forms[starts[n]:]``.
    """

    def __init__(self) -> None:
        self.term_numbers = Numbering()
        self.form_numbers = Numbering()
        self.starts = array("i", [0])
        self.counts = array("i", [1])
        self.terms = array("i", [NO_TERM])
        self.forms = array("i", [NO_TERM])

    def __missing__(self, piece: bytes) -> int:
        found = list(self._tokens(piece))
        self[piece] = number = len(self.counts)
        self.starts.append(len(self.terms))
        self.counts.append(len(found))
        for token in found:
            self.terms.append(self.term_numbers[token.term.encode("utf-8", "replace")])
            self.forms.append(
                NO_TERM if token.paired else self.form_numbers[form_key(token.word, token.surface)]
            )
        return number

    @staticmethod
    def _tokens(piece: bytes) -> list[Token]:
        text = piece.decode("utf-8", "replace")
        if piece.startswith(_READY_PAIR_BYTE):
            pair = text[1:]
            return [Token(0, len(pair), pair, pair, pair, True)]
        return list(tokens(text))

    def number_text(self, title: str, body: str) -> array[int]:
        """The piece numbers of a title and a body, a gap between them."""
        number = self.__getitem__
        numbers = array("i", map(number, pieces(title)))
        numbers.append(GAP)
        numbers.extend(map(number, pieces(body)))
        return numbers

    def number_words(self, text: str) -> array[int]:
        """The piece numbers of one text."""
        return array("i", map(self.__getitem__, pieces(text)))
