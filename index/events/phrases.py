"""What stands before a head noun and belongs to the name that it ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

from index.article import Span
from index.events.headline_verbs import GOING_ON, STEMS, TOLD_BY
from index.events.lexicon import (
    HEADS,
    KINDS,
    NEVER_IN_NAMES,
    OF_THE_KIND,
    ORDINAL_WORDS,
    PASSED_OVER,
    SMALL_MODIFIERS,
    words_of,
)
from index.events.wording import content_words
from index.language.model import EntityType, Mention

YEAR = re.compile(r"^(?:1[89]|20)\d\d$")
NUMBER_ORDINAL = re.compile(r"^(\d{1,3})(?:st|nd|rd|th)$", re.IGNORECASE)
_WINDOW = 140
_LONG_LINE = 200
_LONGEST = 9
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.][A-Za-z](?=[.]))*[.]?(?:['-][A-Za-z0-9]+)*|\S")
# Tokens that may not stand inside a name: they begin or end a clause.
_NOT_INSIDE = words_of(
    "the a an this that these those his her its their our my your is are was were be been has "
    "have had will would said says who which what when where while if then than not as at in by "
    "to from with after before during since about over under into but or he she it they we you i "
    "mr mrs ms dr president monday tuesday wednesday thursday friday saturday sunday also both "
    "mr. mrs. ms. dr. speaking attending when although though however because so yes no"
)
_INSIDE = frozenset(["of", "on", "for", "the", "&"])
_BEFORE_VERBS = words_of("to will may might could would can should")
_OPENS_PHRASE = frozenset(["of", "on", "for", "in"])
# Longer words in capitals are rubrics and outlets ("POLITICO 2020 elections"), not acronyms.
_SHOUTED = 7
_SENTENCE_STOP = re.compile(r"[a-z]{3}\.$")


class Token(Struct, frozen=True):
    """A word or mark of the folded text, ``[start, end)``."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


class Text(Struct, frozen=True):
    """A text as names are sought in it: folded, the same in lower case, its names in order.

    ``starts`` gives the names by where they start, ``surnames`` the last words of people.
    """

    folded: str
    low: str
    mentions: Sequence[Mention]
    starts: Mapping[int, Mention]
    surnames: frozenset[str]

    def around(self, position: int) -> Sequence[Mention]:
        """The name that starts last at or before ``position``, if any."""
        last = bisect_right(self.mentions, position, key=lambda mention: mention.start)
        return self.mentions[max(0, last - 1) : last]

    def covered(self, span: Span, kinds: set[EntityType]) -> bool:
        """Whether one name of these kinds holds all of ``span``."""
        return any(
            m.type in kinds and m.start <= span.start and span.end <= m.end
            for m in self.around(span.start)
        )


class Head(Struct, frozen=True):
    """A head noun in its place, ``[start, end)``, with the tokens before it, nearest first."""

    word: str
    start: int
    end: int
    small: bool
    tokens: Sequence[Token]

    @property
    def recurs(self) -> bool:
        return KINDS[HEADS[self.word]].recurs


def tokens_before(folded: str, end: int) -> list[Token]:
    """The tokens of the same line before ``end``, the nearest first."""
    start = max(0, end - _WINDOW)
    start = max(start, folded.rfind("\n", start, end) + 1)
    found = [Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(folded, start, end)]
    if found and found[0].start == start and start > 0 and folded[start - 1].isalnum():
        found.pop(0)
    found.reverse()
    return found


def _ordinal(token: str) -> int | None:
    match = NUMBER_ORDINAL.match(token)
    return int(match[1]) if match else ORDINAL_WORDS.get(token.lower())


def edition(tokens: Sequence[Token], capital_head: bool) -> tuple[int, int] | None:
    """An ordinal up to six words before the head: (number of tokens taken, ordinal)."""
    for index, token in enumerate(tokens[:7]):
        number = _ordinal(token.text)
        if token.text.lower() in HEADS:
            return None
        if number is not None:
            spelled = token.text.lower() in ORDINAL_WORDS
            if number == 0 or (spelled and not (capital_head and token.capital)):
                return None
            return index + 1, number
        if not token.text[0].isalnum() or (
            token.text.lower() in _NOT_INSIDE and token.text.lower() not in _INSIDE
        ):
            return None
    return None


def run(text: Text, tokens: Sequence[Token], *, small: bool) -> int:
    """How many tokens before the head belong to its name."""
    taken = seen = 0
    for index, token in enumerate(tokens[:_LONGEST]):
        low = token.text.lower().removesuffix("'s")
        if _SENTENCE_STOP.search(token.text):
            break
        if token.text[0].isdigit():
            if not YEAR.match(token.text):
                break
            taken = index + 1
            continue
        if low in OF_THE_KIND and not _names_a_place(text.starts.get(token.start)):
            break
        if (
            token.text.isupper()
            and len(token.text) >= _SHOUTED
            and not _all_capital(text.folded, token.start)
        ):
            break
        if index and _says_it_again(token, tokens[index - 1]):
            break
        if token.capital and low not in _NOT_INSIDE and low not in NEVER_IN_NAMES:
            seen += 1
            taken = index + 1
            continue
        if small and seen == 0 and (low in SMALL_MODIFIERS or low in PASSED_OVER):
            continue
        if not small and seen and _joins(tokens, index, taken):
            continue
        break
    return taken


def _says_it_again(token: Token, after: Token) -> bool:
    """Whether two words side by side are of one meaning: "unrest in Syria Syrian civil war"."""
    meant = content_words(token.text.lower())
    return bool(meant) and meant == content_words(after.text.lower())


def _joins(tokens: Sequence[Token], index: int, taken: int) -> bool:
    """Whether a small word holds a name together: "of", or "the" of "of the"."""
    low = tokens[index].text.lower()
    if low == "the":
        follows = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
        return index == taken and follows in _OPENS_PHRASE
    after_the = index == taken + 1 and tokens[index - 1].text.lower() == "the"
    return low in _INSIDE and (index == taken or after_the)


def _names_a_place(mention: Mention | None) -> bool:
    return mention is not None and mention.type in (EntityType.PLACE, EntityType.ORG)


def trimmed(text: Text, tokens: Sequence[Token], taken: int, *, recurs: bool) -> int:
    """``taken`` without words that are only capital where a sentence begins, or because
    the whole line is written so; 0 where that leaves no word with a capital, and no year.

    Of what ``recurs`` a word may be left that says of what sort it is: "General elections".
    """
    if taken and _all_capital(text.folded, tokens[0].start):
        taken = _in_a_headline(text, tokens, taken)
    while taken:
        first = tokens[taken - 1]
        if first.text[0].isdigit() or not _begins_sentence(text.folded, first.start):
            break
        sort = recurs and taken == 1 and first.text.lower() in SMALL_MODIFIERS
        if sort or _named(text, first):
            break
        taken -= 1
        while taken and tokens[taken - 1].text.lower() in _INSIDE:
            taken -= 1
    while taken and not (tokens[taken - 1].capital or tokens[taken - 1].text[0].isdigit()):
        taken -= 1
    return taken


def _in_a_headline(text: Text, tokens: Sequence[Token], taken: int) -> int:
    """How many of ``taken`` words come after the verb, where most words of a line are capital.

    "Police Release Footage of Roe Shooting" tells of the Roe shooting. Leading words that
    no name holds are only capital because all are.
    """
    kept = 0
    for index, token in enumerate(tokens[:taken]):
        if not _named(text, token):
            low = token.text.lower()
            before = tokens[index + 1] if index + 1 < len(tokens) else None
            if low in _INSIDE or _is_verb(low, before):
                break
        kept = index + 1
    while kept:
        first = tokens[kept - 1]
        if first.text[0].isdigit() or _named(text, first):
            break
        if kept == 1 and first.text.lower() in SMALL_MODIFIERS:
            break
        kept -= 1
    return kept


def _is_verb(low: str, before: Token | None) -> bool:
    """Whether a word of a headline is its verb, after the word ``before`` it."""
    if low in TOLD_BY or low in GOING_ON or low.endswith("ly"):
        return True
    if low not in STEMS:
        return False
    return before is None or before.text[-1] in "sS" or before.text.lower() in _BEFORE_VERBS


def _named(text: Text, token: Token) -> bool:
    """Whether a word is of a name, or has a capital within a sentence elsewhere."""
    if any(m.start <= token.start < m.end for m in text.around(token.start)):
        return True
    word = token.text.removesuffix("'s")
    if not word.istitle() or not word.isalpha() or word.lower() in SMALL_MODIFIERS:
        return False
    return bool(re.search(rf"\b[a-z]{{2,15}},?\s{word}\b", text.folded))


def widened(text: Text, tokens: Sequence[Token], taken: int) -> int:
    """``taken`` with the whole of a name that it would cut in two."""
    first = tokens[taken - 1]
    for mention in text.around(first.start):
        junk = _TOKEN.match(text.folded, mention.start)
        if mention.start < first.start < mention.end and not (
            junk and junk[0].lower() in NEVER_IN_NAMES
        ):
            whole = taken
            while whole < min(len(tokens), _LONGEST) and tokens[whole].start >= mention.start:
                whole += 1
            return whole if tokens[whole - 1].start == mention.start else taken
    return taken


def _begins_sentence(folded: str, start: int) -> bool:
    before = folded[max(0, start - 4) : start].rstrip(" \"'(")
    return start == 0 or not before or before[-1] in ".!?:\n-"


def _all_capital(folded: str, position: int) -> bool:
    """Whether most words of the line, other than small ones, are capitalised."""
    first, last = max(0, position - _LONG_LINE), position + _LONG_LINE
    begin, end = folded.rfind("\n", first, position) + 1 or first, folded.find("\n", position, last)
    line = folded[begin : end if end >= 0 else last]
    if len(line) > _LONG_LINE:
        return False
    words = [word for word in re.findall(r"[A-Za-z][\w'-]*", line) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
