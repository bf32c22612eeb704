"""Finding the places where a text names an event.

A name is a head noun with what makes it one event among others: an edition
("the 32nd … Conference"), capitals ("National Conference on Foreign Affairs"),
a name or a year before a head written small ("the Paris attacks", "the 2016
presidential election"), or a place after it ("the war in Afghanistan"). The
last noun decides: "Federal Election Commission" is a body, not an election.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.article import Span
from index.events.lexicon import (
    BODY_NOUNS,
    DOERS,
    EDITIONED,
    FIGURATIVE,
    HEADS,
    KINDS,
    LEADING_HEADS,
    MONTHS,
    NEED_ORDINAL,
    NEVER_IN_NAMES,
    OF_THE_KIND,
    ORDINAL_WORDS,
    PASSED_OVER,
    PLACED_HEADS,
    SMALL_HEADS,
    SMALL_MODIFIERS,
    VERB_LIKE,
    words_of,
)
from index.events.surroundings import acts_as_body, continues, institution, one_of_a_kind
from index.events.wording import alternatives, content_words, head_of, worth_of
from index.language.model import EntityType, Mention

_WINDOW = 140
_LONG_LINE = 200
_HEAD = re.compile(rf"\b(?:{alternatives(HEADS)})\b")
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.][A-Za-z](?=[.]))*[.]?(?:['-][A-Za-z0-9]+)*|\S")
_NUMBER_ORDINAL = re.compile(r"^(\d{1,3})(?:st|nd|rd|th)$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:1[89]|20)\d\d$")
_ROMAN = re.compile(r"\s+([IVXL]{1,8}|One|Two|Three)\b")
_STORM_NAME = re.compile(r"\s{1,9}([A-Z][a-z]{1,20})\b")
_TIMES = (
    r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_COMPLEMENT = re.compile(
    rf"\s+(?:on|of|for|against)\s+(?:the\s+)?{_TIMES}[A-Z][\w'-]{{0,40}}"
    rf"(?:(?:\s+|\s+and\s+|\s+of\s+){_TIMES}[A-Z][\w'-]{{0,40}}){{0,5}}"
)
_SMALL_COMPLEMENT = re.compile(
    r"\s+between\s+[^\n.,;:()\"]{3,90}[^\s.,;:()\"](?:\s\([A-Z][\w ]{2,20}\))?"
)
_ENDS_COMPLEMENT = re.compile(r"\s+(?:that|which|who|was|is|will|has|have|in|on|at|were|are)\s")
_PLACED = re.compile(r"\s+(?:in|on|of|at|near|against)\s+(?:the\s+)?")
_DEFINITE = re.compile(r"\b(?:the|this|that|deadly|bloody)\s+(?:[\w-]+\s+){0,2}$")
# Tokens that may not stand inside a name: they begin or end a clause.
_NOT_INSIDE = words_of(
    "the a an this that these those his her its their our my your is are was were be been has "
    "have had will would said says who which what when where while if then than not as at in by "
    "to from with after before during since about over under into but or he she it they we you i "
    "mr mrs ms dr president monday tuesday wednesday thursday friday saturday sunday also both "
    "mr. mrs. ms. dr. speaking attending when although though however because so yes no"
)
_INSIDE = frozenset(["of", "on", "for", "the", "&"])
# "Trump's attack", "the senator's war": a manner of speech, hardly ever an event's name.
_NOT_OF_PEOPLE = words_of("attack attacks war march talks tour revolution")
# "Turkey's invasion", "the U.S.-led attack": of what, they do not say by themselves.
_NEED_OBJECT = words_of(
    "invasion attack attacks siege bombing bombings massacre shooting shootings"
)
_DOER = re.compile(r"'s?\Z|-led\Z")
_OBJECT = re.compile(r"\s+(?:of|on|in|against)\s+(?:the\s+)?")
_OWNER = re.compile(r"\b([a-z]{3,20})(?:'s?)\s\Z")
_A_MONTH = re.compile(r"\s+\d")
_COMMEMORATED = re.compile(
    rf"\s+of\s+(?:[a-z][\w'-]{{0,20}}\s+){{0,5}}{_TIMES}"
    rf"(?:[A-Z][a-z]{{2,3}}\.\s\d{{1,2}}|[A-Z0-9][\w'/-]{{0,40}})"
    rf"(?:(?:\s+(?:of|on|and|for|the)){{0,2}}\s+{_TIMES}[A-Z0-9][\w'/-]{{0,40}}){{0,6}}"
)
_COMMEMORATIONS = frozenset(["anniversary", "centenary"])
_MEET_AND_SPEAK = frozenset(["CONFERENCE", "CONGRESS", "FORUM"])
# What is written with a capital and found to be an organisation is one.
_ALSO_BODIES = frozenset(["forum", "caucus"])
# Longer words in capitals are rubrics and outlets ("POLITICO 2020 elections"), not acronyms.
_SHOUTED = 7
_OPENS_PHRASE = frozenset(["of", "on", "for", "in"])
_OWN = re.compile(r"\b(?:its|their|his|her|our|my|your)\s\Z")
_SENTENCE_STOP = re.compile(r"[a-z]{3}\.$")
# There has been no third.
_FOUGHT = frozenset(["I", "II", "One", "Two"])
_NUMERALS = {"one": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class Named:
    """An event name found in a text: where it is and what it is made of.

    ``year`` is a year that belongs to the name, 0 without one; ``small`` says
    that the head is not capitalised.
    """

    start: int
    end: int
    head: str
    kind: str
    ordinal: int | None
    words: frozenset[str]
    year: int
    small: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def _roman(numeral: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for left, right in zip(numeral, numeral[1:] + "I", strict=True):
        total += -values[left] if values[left] < values[right] else values[left]
    return total


def _tokens_before(folded: str, end: int) -> list[_Token]:
    """The tokens of the same line before ``end``, the nearest first."""
    start = max(0, end - _WINDOW)
    start = max(start, folded.rfind("\n", start, end) + 1)
    found = [_Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(folded, start, end)]
    if found and found[0].start == start and start > 0 and folded[start - 1].isalnum():
        found.pop(0)
    found.reverse()
    return found


def _ordinal(token: str) -> int | None:
    match = _NUMBER_ORDINAL.match(token)
    return int(match[1]) if match else ORDINAL_WORDS.get(token.lower())


def _edition(tokens: Sequence[_Token], capital_head: bool) -> tuple[int, int] | None:
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


def _run(folded: str, tokens: Sequence[_Token], small: bool, starts: Mapping[int, Mention]) -> int:
    """How many tokens before the head belong to its name.

    ``starts`` gives the names of the text by where they start: "New" begins some.
    """
    taken = seen = 0
    for index, token in enumerate(tokens[:9]):
        low = token.text.lower().removesuffix("'s")
        if _SENTENCE_STOP.search(token.text):
            break
        if token.text[0].isdigit():
            if not _YEAR.match(token.text):
                break
            taken = index + 1
            continue
        if low in OF_THE_KIND and not _names_a_place(starts.get(token.start)):
            break
        if (
            token.text.isupper()
            and len(token.text) >= _SHOUTED
            and not _all_capital(folded, token.start)
        ):
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


def _joins(tokens: Sequence[_Token], index: int, taken: int) -> bool:
    """Whether a small word holds a name together: "of", or "the" of "of the"."""
    low = tokens[index].text.lower()
    if low == "the":
        follows = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
        return index == taken and follows in _OPENS_PHRASE
    after_the = index == taken + 1 and tokens[index - 1].text.lower() == "the"
    return low in _INSIDE and (index == taken or after_the)


def _names_a_place(mention: Mention | None) -> bool:
    return mention is not None and mention.type in (EntityType.PLACE, EntityType.ORG)


def _trimmed(folded: str, tokens: Sequence[_Token], taken: int, mentions: Sequence[Mention]) -> int:
    """``taken`` without leading words that are only capital where a sentence begins,
    or because the whole line is written so."""
    while taken > 1:
        first = tokens[taken - 1]
        if first.text[0].isdigit() or not (
            _begins_sentence(folded, first.start) or _all_capital(folded, first.start)
        ):
            break
        if any(m.start <= first.start < m.end for m in _around(mentions, first.start)):
            break
        taken -= 1
        while taken > 1 and tokens[taken - 1].text.lower() in _INSIDE:
            taken -= 1
    return taken


def _widened(folded: str, tokens: Sequence[_Token], taken: int, mentions: Sequence[Mention]) -> int:
    """``taken`` with the whole of a name that it would cut in two."""
    first = tokens[taken - 1]
    for mention in _around(mentions, first.start):
        junk = _TOKEN.match(folded, mention.start)
        if mention.start < first.start < mention.end and not (
            junk and junk[0].lower() in NEVER_IN_NAMES
        ):
            whole = taken
            while whole < min(len(tokens), 9) and tokens[whole].start >= mention.start:
                whole += 1
            return whole if tokens[whole - 1].start == mention.start else taken
    return taken


def _around(mentions: Sequence[Mention], position: int) -> Sequence[Mention]:
    last = bisect_right(mentions, position, key=lambda mention: mention.start)
    return mentions[max(0, last - 1) : last]


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


def _covered(mentions: Sequence[Mention], span: Span, kinds: set[EntityType]) -> bool:
    return any(
        m.type in kinds and m.start <= span.start and span.end <= m.end
        for m in _around(mentions, span.start)
    )


def _complement(folded: str, end: int, *, small: bool, edition: bool) -> int:
    """Where the name ends when "on Foreign Affairs" or "between A and B" follows."""
    match = _COMPLEMENT.match(folded, end)
    if match and not small:
        return match.end()
    if edition and (match := _SMALL_COMPLEMENT.match(folded, end)):
        stop = _ENDS_COMPLEMENT.search(folded, end + 9, match.end())
        return stop.start() if stop else match.end()
    return end


def _does(mentions: Sequence[Mention], token: _Token) -> bool:
    """Whether the word before the head is somebody who did it: "Iraq's", "Iraqi", "U.S.-led"."""
    people = (m.type is EntityType.NORP for m in _around(mentions, token.start))
    return bool(_DOER.search(token.text)) or token.text.lower() in DOERS or any(people)


def _commemorated(folded: str, end: int) -> int:
    """Where "of the March on Washington" ends after "50th anniversary"; ``end`` without it."""
    match = _COMMEMORATED.match(folded, end)
    return match.end() if match else end


def find_named(folded: str, low: str, mentions: Sequence[Mention]) -> list[Named]:
    """The event names of a text, in text order, none overlapping another.

    ``folded`` is the text folded, ``low`` the same in lower case, ``mentions``
    its names in text order.
    """
    starts = {mention.start: mention for mention in mentions}
    found: list[Named] = []
    for match in _HEAD.finditer(low):
        if found and match.start() < found[-1].end:
            continue
        found.extend(_at_head(folded, low, mentions, starts, match.start(), match.end()))
    return found


def _figurative(mentions: Sequence[Mention], token: _Token) -> bool:
    """Whether a revolution is a party's or a company's: a manner of speech."""
    span = Span(token.start, token.end)
    return token.text.lower() in FIGURATIVE or _covered(mentions, span, {EntityType.ORG})


def _of_a_person(mentions: Sequence[Mention], token: _Token) -> bool:
    """Whether the word before the head is a person's name."""
    return any(
        m.type is EntityType.PERSON and m.start <= token.start < m.end + 2
        for m in _around(mentions, token.start)
    )


def _at_head(
    folded: str,
    low: str,
    mentions: Sequence[Mention],
    starts: dict[int, Mention],
    start: int,
    end: int,
) -> Iterator[Named]:
    word = low[start:end]
    small = not folded[start].isupper()
    if _covered(mentions, Span(start, end), {EntityType.PERSON}):
        return
    if word in LEADING_HEADS and not small:
        follower = _STORM_NAME.match(folded, end)
        if follower and follower[1].lower() not in BODY_NOUNS:
            yield _named(low, start, follower.end(), word, None, 0, small=False)
        return
    if continues(folded, end, small) or (word == "march" and _A_MONTH.match(folded, end)):
        return
    tokens = _tokens_before(folded, start)
    edition = _edition(tokens, not small) if word in EDITIONED or not small else None
    roman = _ROMAN.match(folded, end) if not small else None
    if edition is not None:
        taken, number = edition
        if word in _COMMEMORATIONS:
            tail = _commemorated(folded, end)
            if tail == end:
                return
        elif word == "congress":
            tail = end
        else:
            tail = _complement(folded, end, small=small, edition=True)
        if not institution(low, tokens[taken - 1].start, tail):
            yield _named(low, tokens[taken - 1].start, tail, word, number, 0, small=small)
        return
    if word in NEED_ORDINAL or (small and word not in SMALL_HEADS):
        return
    taken = _run(folded, tokens, small, starts)
    taken = _trimmed(folded, tokens, taken, mentions)
    if taken:
        taken = _widened(folded, tokens, taken, mentions)
    before = tokens[taken].text.lower() if taken < len(tokens) else ""
    if before in OF_THE_KIND and not KINDS[HEADS[word]].recurs:
        return
    if word == "war" and taken and tokens[0].text == "World":
        if roman is None or roman[1] not in _FOUGHT:
            return
        taken = 1
    if taken and small and word in VERB_LIKE and tokens[0].text not in SMALL_MODIFIERS:
        return
    if (
        taken
        and word in _NOT_OF_PEOPLE
        and (tokens[0].text.endswith("'s") or _of_a_person(mentions, tokens[0]))
    ):
        return
    if word == "revolution" and taken and _figurative(mentions, tokens[0]):
        return
    if taken == 0:
        if word in PLACED_HEADS and (found := _placed(folded, low, starts, start, end, word)):
            yield found
        return
    begin = tokens[taken - 1].start
    years = [int(t.text) for t in tokens[:taken] if _YEAR.match(t.text)]
    ordinal: int | None = None
    if roman:
        numeral = roman[1]
        ordinal = _NUMERALS.get(numeral.lower()) or _roman(numeral)
        end = roman.end()
    tail = end if roman else _complement(folded, end, small=small, edition=False)
    if years and taken == 1 and word in PLACED_HEADS:
        tail = _place_after(low, starts, end) or tail
    led = word == "war" and taken and tokens[0].text.endswith("-led")
    if led or (taken and word in _NEED_OBJECT and _does(mentions, tokens[0])):
        joint = _OBJECT.match(low, end)
        place = starts.get(joint.end()) if joint else None
        if place is None or place.type is not EntityType.PLACE:
            return
        tail = place.end
    if institution(low, begin, tail):
        return
    if KINDS[HEADS[word]].recurs and _OWN.search(low, max(0, begin - 8), begin):
        return
    if not small and HEADS[word] in _MEET_AND_SPEAK and acts_as_body(low, begin, tail):
        return
    if not (years or ordinal is not None) and one_of_a_kind(
        low, begin, tail, recurs=KINDS[HEADS[word]].recurs
    ):
        return
    bodies = {EntityType.PERSON}
    if word in _ALSO_BODIES and not small:
        bodies |= {EntityType.ORG, EntityType.PLACE}
    if _covered(mentions, Span(begin, end), bodies) and not years and ordinal is None:
        return
    named = _named(low, begin, tail, word, ordinal, years[0] if years else 0, small=small)
    owner = _OWNER.search(low, max(0, begin - 24), begin)
    if word == "war" and (named.words & FIGURATIVE or (owner and owner[1] in FIGURATIVE)):
        return
    if ordinal is not None or years or any(map(worth_of, named.words)):
        yield named


def _placed(
    folded: str, low: str, starts: dict[int, Mention], start: int, end: int, word: str
) -> Named | None:
    """ "The war in Afghanistan": a definite head and the place it is told apart by."""
    tail = _place_after(low, starts, end, EntityType.PLACE)
    if not tail or not _DEFINITE.search(low, max(0, start - 40), start):
        return None
    return _named(low, start, tail, word, None, 0, small=True)


def _place_after(
    low: str,
    starts: Mapping[int, Mention],
    end: int,
    *kinds: EntityType,
) -> int:
    """Where a place named right after a head and "in", "at" or the like ends; 0 without one."""
    joint = _PLACED.match(low, end)
    place = starts.get(joint.end()) if joint else None
    allowed = kinds or (EntityType.PLACE, EntityType.ORG)
    return place.end if place is not None and place.type in allowed else 0


def _named(
    low: str, start: int, end: int, word: str, ordinal: int | None, year: int, *, small: bool
) -> Named:
    head = head_of(word)
    words = content_words(low[start:end]) - {word, head}
    words = frozenset(
        w for w in words - MONTHS if not _YEAR.match(w) and not _NUMBER_ORDINAL.match(w)
    )
    if ordinal is not None:
        words -= {w for w in words if ORDINAL_WORDS.get(w) == ordinal}
        words -= {w for w in words if re.match(r"[ivxl]+$", w) or w in _NUMERALS}
    if head == "games" and "olympic" in words:
        head, words = "olympics", words - {"olympic"}
    return Named(start, end, head, HEADS[word], ordinal, words, year, small)
