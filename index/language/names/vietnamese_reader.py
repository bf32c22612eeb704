"""Reads the names of a Vietnamese text by lists, from left to right."""

from __future__ import annotations

import re

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import lexicon
from index.language.names.tokens import Tokens
from index.language.names.vietnamese_words import vietnamese_words

_LONGEST_NAME = 4
_LEAST_PERSON = 2
_LONGEST_BODY = 24
_MOST_FIELDS = 8
_MOST_PREFIXES = 3
# One syllable as Vietnamese writes it, folded: what English has of that kind is a chance.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:a[iouy]?|e[ou]?|i(?:a|eu?|u)?|o(?:a[iyo]?|eo?|i)?|u(?:a[yi]?|e|i|o[iu]?|u|y[aeu]?)?|y(?:eu?)?)"
    r"(?:c|ch|m|n|ng|nh|p|t)?\Z"
)
_JOINS = frozenset(["và", "&"])
_SOURCES = frozenset(["theo", "ảnh", "nguồn"])
"""Before and behind the names of those who wrote; with a capital, and never within a name."""
_SPEECH = "tiếng"
_LISTS = frozenset([",", "-", "–", "—"])


class Reader:
    """Reads a text from left to right; ``names`` are found, ``passed`` explained otherwise."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        self.tokens = tokens
        self.words = [
            text[start:end].lower() for start, end in zip(tokens.starts, tokens.ends, strict=True)
        ]
        self.lists = vietnamese_words()
        self.within = {
            self.words[at]
            for at in tokens.capitals
            if not tokens.opens[at] and not self.goes_on(at)
        }
        """Words that stand with a capital within a sentence, behind none with one."""
        self.names: list[Found] = []
        self.passed: set[int] = set()

    def read(self) -> None:
        """Read all of the text."""
        at, titled = 0, False
        while at < len(self.words):
            at, titled = self._step(at, titled)

    def _step(self, at: int, titled: bool) -> tuple[int, bool]:
        """Read what stands at ``at``: where to go on, and whether a title was just read."""
        if not self.words[at][0].isalpha():
            return at + 1, False
        if end := self._called(at):
            return end, True
        if end := self._title(at):
            return end, True
        if not self.tokens.capital[at]:
            if end := self._opened_place(at):
                return end, False
            return at + 1, False
        if end := self._known(at, titled):
            return end, titled
        if end := self._body(at, titled):
            return end, titled
        if titled and (end := self._fields(at)):
            self._pass(at, end)
            return end, True
        if end := self._opened_place(at):
            return end, False
        if end := self._person(at, titled):
            return end, False
        opener = self.tokens.opens[at] and self.words[at] in self.lists.openers
        if opener or self.words[at] in _SOURCES:
            self._pass(at, at + 1)
        return at + 1, False

    def _add(self, first: int, end: int, kind: EntityType, why: str) -> int:
        self.names.append(Found(first, end - 1, kind, why))
        return end

    def _pass(self, first: int, end: int) -> None:
        self.passed.update(range(first, end))

    def is_next(self, at: int) -> bool:
        """Whether a capital word stands at ``at``, behind no more than a blank."""
        tokens = self.tokens
        return (
            0 < at < len(self.words)
            and tokens.capital[at]
            and self.words[at][0].isalpha()
            and tokens.starts[at] - tokens.ends[at - 1] == 1
        )

    def goes_on(self, at: int) -> bool:
        """Whether a capital word stands at ``at`` behind another one."""
        return self.is_next(at) and self._is_capital_word(at - 1)

    # Each of these gives the token behind what it read, or 0.

    def _called(self, at: int) -> int:
        """``ông`` before a name; with a capital it may be a name itself, as Anh is."""
        count = self.lists.called.longest(self.words, at)
        if not count or not self.is_next(at + count):
            return 0
        is_name = self.tokens.capital[at] and not self.tokens.opens[at]
        if is_name and not self._is_person(at + count):
            return 0
        self._pass(at, at + count)
        return at + count

    def _title(self, at: int) -> int:
        start = at
        for _ in range(_MOST_PREFIXES):
            at += self.lists.prefixes.longest(self.words, at)
        count = self.lists.titles.longest(self.words, at)
        if not count:
            return 0
        self._pass(start, at + count)
        return at + count

    def _known(self, at: int, titled: bool) -> int:
        """Places and bodies that the lists know by name."""
        for phrases, kind in (
            (self.lists.organisations, EntityType.ORG),
            (self.lists.places, EntityType.PLACE),
        ):
            count = phrases.longest(self.words, at)
            if not count or (count == 1 and not self._is_country(at, titled)):
                continue
            if self._is_person(at) and count < self._name_end(at) - at:
                continue
            return self._add(at, at + count, kind, "known Vietnamese name")
        if titled and (found := self._known_abroad(at)) is not None:
            return self._add(at, *found, "known name")
        return 0

    def _is_country(self, at: int, titled: bool) -> bool:
        """Whether a syllable that is a place is one here: ``Anh``, ``Đức``, ``Vinh`` are people."""
        tokens, words = self.tokens, self.words
        if at > 0 and self.lists.called.longest(words, at - 1) == 1:
            return False
        if at > 0 and words[at - 1] == _SPEECH:
            return False
        if self.goes_on(at) and at - 1 not in self.passed and not self._is_read(at - 1):
            return False
        if self.is_next(at + 1):
            return self._ends_here(at + 1, titled)
        followed = at + 1 < len(words) and words[at + 1][0].isalpha()
        if not tokens.opens[at] or not followed:
            return True
        if words[at] in self.lists.called.by_first:
            return False
        # "Ý kiến", "Đức tin": only a text that has the country elsewhere opens with it.
        return words[at] in self.within

    def _is_read(self, at: int) -> bool:
        return bool(self.names) and self.names[-1].last == at

    def _ends_here(self, at: int, titled: bool) -> bool:
        """Whether a capital word behind a country begins something else."""
        lists = self.lists
        return (
            titled
            or self._is_person(at)
            or any(
                phrases.longest(self.words, at) > 1
                for phrases in (lists.titles, lists.bodies, lists.places)
            )
        )

    def _known_abroad(self, at: int) -> tuple[int, EntityType] | None:
        """The end and kind of a country, a city or a body that all the world calls so."""
        lists, tokens = lexicon(), self.tokens
        for end in (at + 3, at + 2, at + 1):
            if end > len(self.words) or not all(self.is_next(n) for n in range(at + 1, end)):
                continue
            key = tokens.key(at, end - 1)
            kind = lists.known.get(key)
            if kind is None and lists.places.get(key) == "country":
                kind = EntityType.PLACE
            if kind is EntityType.PLACE or kind is EntityType.ORG:
                return end, kind
        return None

    def _fields(self, at: int) -> int:
        """Words for what a body looks after, joined by ``và``, commas and dashes."""
        end = at
        for number in range(_MOST_FIELDS):
            count = self._field(end, is_first=number == 0)
            if not count:
                break
            end += count
            joint = end
            while joint < len(self.words) and self.words[joint] in _JOINS | _LISTS:
                joint += 1
            if joint == end or not self._is_joined(joint):
                continue
            end = joint
        return end if end > at else 0

    def _field(self, at: int, *, is_first: bool) -> int:
        """A word for what is looked after; behind others most begin with a capital."""
        if is_first or (at < len(self.words) and self.tokens.capital[at]):
            return self.lists.fields.longest(self.words, at)
        return self.lists.small_fields.longest(self.words, at)

    def _is_joined(self, at: int) -> bool:
        """Whether a field with a capital stands at ``at`` that belongs to what is before it.

        A comma does so only where more fields and an ``và`` follow: bodies are listed, too.
        """
        if at >= len(self.words) or not self.tokens.capital[at]:
            return False
        if not self.lists.fields.longest(self.words, at):
            return False
        if self.words[at - 1] != ",":
            return not self.lists.bodies.longest(self.words, at)
        end = at
        for _ in range(_MOST_FIELDS):
            count = self.lists.fields.longest(self.words, end)
            if not count:
                return False
            end += count
            if end < len(self.words) and self.words[end] in _JOINS:
                return self.lists.fields.longest(self.words, end + 1) > 0
            if end < len(self.words) and self.words[end] == ",":
                end += 1
        return False

    def _body(self, at: int, titled: bool) -> int:
        """A word for a body and what follows it; behind a title a person's name ends it."""
        lists = self.lists
        count = lists.bodies.longest(self.words, at)
        alone = lists.alone.longest(self.words, at)
        if not max(count, alone) or lists.no_bodies.longest(self.words, at) > count:
            return 0
        if count == 1 and self._is_person(at) and self._name_end(at) - at > _LEAST_PERSON:
            return 0  # Đoàn Thị Kê is a woman, Đoàn Thanh niên a body
        end = at + max(count, alone)
        of_fields, placed = True, False
        while end - at < _LONGEST_BODY:
            further = self._fields_go_on(end, is_first=end == at + count) if of_fields else 0
            of_fields = further > 0
            further = further or self._body_goes_on(end, titled or placed)
            if not further:
                break
            placed = self.lists.places.longest(self.words, end) == further - end
            end = further
        # "Bộ đội", "Trường ĐH" name nobody yet.
        told = any(
            self._is_capital_word(n) and (n >= at + count or not self._is_acronym(n))
            for n in range(at + 1, end)
        )
        if not told and not alone:
            return 0
        return self._add(at, end, EntityType.ORG, "Vietnamese word for a body")

    def _body_goes_on(self, at: int, titled: bool) -> int:
        """More of the name of a body: fields, places, other bodies, words with a capital."""
        lists = self.lists
        if at >= len(self.words) or self.tokens.starts[at] - self.tokens.ends[at - 1] > 1:
            return 0
        if self.tokens.capital[at] and (fields := self._fields(at)):
            return fields
        if self.words[at] == "&":
            return at + 2 if self._is_capital_word(at + 1) else 0
        if titled and self._is_person(at):
            return 0
        if opener := lists.place_openers.longest(self.words, at):
            place = at + opener
            if place < len(self.words) and self.words[place] == ".":
                place += 1
            return self._run_end(place) if self._is_capital_word(place) else 0
        if lists.titles.longest(self.words, at):
            return 0
        if places := lists.places.longest(self.words, at):
            return at + places if self.tokens.capital[at] else 0
        if not self.is_next(at):
            return 0
        return at + max(1, lists.bodies.longest(self.words, at))

    def _fields_go_on(self, at: int, *, is_first: bool) -> int:
        """What a body looks after, behind its head or behind other such words."""
        if at >= len(self.words) or self.tokens.starts[at] - self.tokens.ends[at - 1] > 1:
            return 0
        if self.tokens.capital[at]:
            if fields := self._fields(at):
                return fields
            known = any(
                phrases.longest(self.words, at)
                for phrases in (self.lists.places, self.lists.place_openers, self.lists.bodies)
            )
            return at + 2 if not known and self._is_first_half(at) else 0
        small = self.lists.small_fields.longest(self.words, at)
        if is_first:
            small = max(small, self.lists.fields.longest(self.words, at))
        return at + small if small else 0

    def _is_first_half(self, at: int) -> bool:
        """Whether a word of two syllables begins here that no list has: ``Thống nhất``."""
        words, tokens = self.words, self.tokens
        after = at + 1
        return (
            self.is_next(at)
            and bool(_SYLLABLE.match(tokens.keys[at]))
            and after < len(words)
            and not tokens.capital[after]
            and words[after][0].isalpha()
            and tokens.starts[after] - tokens.ends[at] == 1
            and bool(_SYLLABLE.match(tokens.keys[after]))
            and words[after] not in self.lists.openers
        )

    def _is_capital_word(self, at: int) -> bool:
        return at < len(self.words) and self.tokens.capital[at] and self.words[at][0].isalpha()

    def _run_end(self, at: int) -> int:
        """The end of a place that begins at ``at``: what lists know, or capital words."""
        count = self.lists.places.longest(self.words, at)
        if count:
            return at + count
        end = at + 1
        while end - at < _LONGEST_NAME and self.is_next(end):
            if self.lists.bodies.longest(self.words, end) > 1 or (
                self.lists.places.longest(self.words, end) > 1
            ):
                break
            end += 1
        return end

    def _opened_place(self, at: int) -> int:
        """``huyện Ba Bể``: the name behind a word for a place."""
        opener = self.lists.place_openers.longest(self.words, at)
        place = at + opener
        if opener and place < len(self.words) and self.words[place] == ".":
            place += 1
        if not opener or not self._is_capital_word(place):
            return 0
        if self.tokens.starts[place] - self.tokens.ends[place - 1] > 1:
            return 0
        # Hồ Cẩm Đào is a man, Hồ Gươm a lake; ASEAN is a body, also in "khu vực ASEAN".
        if self._is_person(at) and self._name_end(at) - at > _LEAST_PERSON:
            return 0
        if lexicon().known.get(self.tokens.keys[place]) is EntityType.ORG:
            return 0
        whole = self.lists.places.longest(self.words, at)
        belongs = self.lists.of_names.longest(self.words, at) and not self.tokens.opens[at]
        named = self.tokens.capital[at] and (whole or belongs)
        first = at if named else place
        if self.tokens.capital[at] and first == place:
            self._pass(at, place)
        end = max(at + whole, self._run_end(place))
        return self._add(first, end, EntityType.PLACE, "behind a Vietnamese word for a place")

    def _is_person(self, at: int) -> bool:
        """Whether a family name with a capital stands here, and another word of a name behind."""
        return (
            at < len(self.words)
            and self.words[at] in self.lists.family
            and self.tokens.capital[at]
            and self._name_end(at) - at > 1
        )

    def _name_end(self, at: int) -> int:
        """The end of the capital words at ``at`` that can be one person's name."""
        end = at + 1
        while end - at < _LONGEST_NAME and self.is_next(end):
            known = self.lists.places.longest(self.words, end)
            if end - at > 1 and (
                known > 1
                or self.lists.titles.longest(self.words, end)
                or self.lists.bodies.longest(self.words, end) > 1
            ):
                break
            if self.words[end] in _SOURCES or self._is_acronym(end) != self._is_acronym(at):
                break
            end += 1
        return end

    def _person(self, at: int, titled: bool) -> int:
        if self._is_person(at):
            return self._add(at, self._name_end(at), EntityType.PERSON, "Vietnamese family name")
        word = self.tokens.words[at]
        if not titled or self._is_acronym(at) or "." in word or any(map(str.isdigit, word)):
            return 0
        end = self._name_end(at)
        called = self.lists.called.longest(self.words, at - 1)
        if end == at + 1 and (len(self.words[at]) == 1 or (not called and self.is_syllable(at))):
            return 0
        return self._add(at, end, EntityType.PERSON, "behind a title")

    def is_syllable(self, at: int) -> bool:
        """Whether one syllable as Vietnamese has them stands here."""
        return not self.words[at].isascii() or bool(_SYLLABLE.match(self.tokens.keys[at]))

    def _is_acronym(self, at: int) -> bool:
        word = self.tokens.words[at]
        return len(word) > 1 and word.isalpha() and word.isupper()
