"""Text → tokens: the words of a folded text with what name finding asks of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct, field

from index.language.names.lexicon import lexicon
from index.language.remembered import Remembered
from index.language.wordlists import section

_TOKEN = re.compile(
    r"""
      ([a-z]+(?=[ ,\n])(?:[ ][a-z]+(?=[ ,\n])){0,30})  # small words in a row, at once
    | ([A-Z][a-z]*(?=[ ,\n])|[,"\n])              # most names and marks, at once
    | (?i:https?://|www\.)\S+                      # addresses hold no names
    | (?:[A-Za-z]\.){2,}                          # U.S. J.K.
    | [A-Z]\.(?=[ ]?[A-Z])                        # an initial
    | (?:[ODLN]'(?=[A-Z])|d'(?=[A-Z])             # O'Brien
       | (?:[Aa][lnrstdz]|[Ee]l|[Aa]sh|u[lr]|[Ee]d)-(?=[A-Z]))?   # al-Assad
      [^\W\d_]+(?:\d+\b)?
      (?:-(?:[A-Z][^\W\d_]*|\d+))*                # Rolls-Royce, Covid-19
      (?:'(?!(?:[sS]|re|ve|ll|d|m|t)\b)[^\W\d_]+)?  # Sana'a
    | '[sS]\b
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?
    | \n
    | \S
    """,
    re.VERBOSE,
)
_ROW, _PLAIN = 1, 2  # groups of the pattern
_OPENING = frozenset('.!?:\n|"(•*')
_JOINS_SYLLABLES = re.compile(r"-([a-z]{1,6})\b(?!-)")


class Tokens(Struct):
    """Parallel lists, one entry per token of ``text`` (folded; line ends are tokens).

    ``words``: the token as written; ``keys``: lower-case, without full stops;
    ``starts``/``ends``: offsets; ``capital``: begins with a capital, or holds
    one as ``al-Assad`` does; ``opens``: a sentence, line, bracket or quotation
    begins here. For those who look for few of them: ``capitals`` and ``figures`` are the
    numbers of the tokens with a capital and of those that begin with a digit, ``small``
    are the words that stand somewhere without a capital.
    """

    text: str
    words: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    small: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.words)

    def key(self, first: int, last: int) -> str:
        """The phrase key of tokens ``first`` to ``last``, both included."""
        return self.keys[first] if first == last else " ".join(self.keys[first : last + 1])

    def surface(self, first: int, last: int) -> str:
        """The text from token ``first`` to token ``last``, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def adjoining(self, index: int) -> bool:
        """Whether token ``index`` follows the one before it without a space."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


@cache
def _syllables() -> frozenset[str]:
    return section("persons.txt", "given_syllables")


def _hyphen_parts(word: str) -> tuple[str, ...]:
    """The parts that ``word`` falls into: ``US-China`` is two names, ``Asia-Pacific`` one."""
    lists = lexicon()
    whole = word.lower()
    if whole in lists.known or whole in lists.places or lists.is_people(whole):
        return (word,)
    parts = word.split("-")
    if any(len(part) < 2 or not part.isalpha() for part in parts):
        return (word,)
    if parts[0].lower() in {"al", "el", "an", "ar", "as", "ash", "ul", "abu"}:
        return (word,)
    for part in parts:
        key = part.lower()
        if (
            (part.isupper() and not word.isupper())
            or lists.places.get(key) in {"known", "country", "capital"}
            or (lists.is_people(key) and part[0].isupper())
        ):
            return tuple(parts)
    return (word,)


_PARTS = Remembered(_hyphen_parts, 5_000)


def key_of(word: str) -> str:
    """The key of a token as written: lower-case, without full stops."""
    return (word.lower().replace(".", "") or word) if "." in word else word.lower()


def _is_capital(word: str) -> bool:
    """Of a word that is not all in small letters."""
    if word[0].isupper():
        return True
    if not word[0].isalpha():
        return False
    # al-Assad, d'Ivoire; an address is not a name.
    return ("-" in word[1:4] or word[1:2] == "'") and "/" not in word


def _without_addresses(tokens: Tokens) -> None:
    """Takes the capital off what is written together with an ``@``."""
    first = 0
    for at in range(1, len(tokens) + 1):
        if at < len(tokens) and tokens.adjoining(at):
            continue
        if "@" in tokens.words[first:at]:
            tokens.capital[first:at] = [False] * (at - first)
        first = at


def tokenise(folded: str) -> Tokens:
    """The tokens of a folded text, in order; white space other than ``\\n`` is between them."""
    tokens = Tokens(folded)
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    others: list[int] = []  # the numbers of those that are no plain small words
    skip_to = 0
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        word = match[0]
        kind = match.lastindex
        if kind == _ROW:
            if start < skip_to:
                word, start = word[skip_to + 1 - start :], skip_to + 1
                if not word:
                    continue
            row = word.split(" ")
            words += row
            tokens.small.update(row)
            for each in row:
                starts.append(start)
                start += len(each)
                ends.append(start)
                start += 1
            continue
        if start < skip_to:
            continue
        if kind == _PLAIN:
            others.append(len(words))
            words.append(word)
            starts.append(start)
            ends.append(end)
            continue
        if folded.startswith("-", end) and word[0].isupper() and not word.isupper():
            # Kim Jong-un: one word, though the second half has no capital.
            tail = _JOINS_SYLLABLES.match(folded, end)
            if tail and tail[1] in _syllables() and word.lower() in _syllables():
                end = skip_to = tail.end()
                word = folded[start:end]
        if "-" in word and len(word) > 3 and len(parts := _PARTS[word]) > 1:
            for part in parts:
                if start > match.start():
                    others.append(len(words))
                    words.append("-")
                    starts.append(start - 1)
                    ends.append(start)
                others.append(len(words))
                words.append(part)
                starts.append(start)
                ends.append(start + len(part))
                start += len(part) + 1
            continue
        others.append(len(words))
        words.append(word)
        starts.append(start)
        ends.append(end)
    _describe(tokens, others)
    return tokens


def _describe(tokens: Tokens, others: Sequence[int]) -> None:
    """Fills in all but words and places; ``others``: what is no plain small word."""
    words = tokens.words
    tokens.keys = keys = words.copy()
    tokens.capital = capital = [False] * len(words)
    tokens.opens = opens = [False] * (len(words) + 1)
    opens[0] = True
    for at in others:
        word = words[at]
        if word in _OPENING:
            opens[at + 1] = True
        elif not word.islower():
            keys[at] = key_of(word)
            capital[at] = _is_capital(word)
        elif "." in word:
            keys[at] = key_of(word)
    opens.pop()
    if "@" in tokens.text:
        _without_addresses(tokens)
    tokens.capitals = [at for at in others if capital[at]]
    tokens.figures = [at for at in others if words[at][0].isdigit()]
    tokens.small.update([words[at] for at in others if not capital[at]])
