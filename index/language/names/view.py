"""Questions that the rules ask about a stretch of tokens."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from index.language.names.heads import head_words
from index.language.names.lexicon import FIRM_PLACES, LONGEST_PHRASE, lexicon
from index.language.names.tokens import Tokens
from index.language.names.words import capital_share, word_table
from index.language.person_names import is_east_given, short_given_names

_MOST_COMMON_SHARE, _COMMON_SHARE = 0.1, 0.3
# Family names that are far more often the last word of something else.
_SELDOM_FAMILY = frozenset(
    [
        *("house", "street", "bridge", "tower", "dam", "plaza", "mall", "hills", "company"),
        *("council", "daily", "press", "duma", "church"),
    ]
)
_WHERE = frozenset(
    [
        *("in", "at", "near", "outside", "inside", "around", "throughout", "downtown", "across"),
        *("along", "into", "off", "onto", "overlooking", "through"),
    ]
)
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame"})
OF = frozenset({"of", "on", "for"})
LONGEST_PERSON = 5


class NameReading(Enum):
    """What a run is that ends in a family name which is also the head word of other names."""

    SURELY_PERSON = "surely person"
    PERSON = "person"
    HEAD = "head"
    EITHER = "either"


class View:
    """The tokens of one text beside the lists; ``first`` and ``last`` are always included."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.keys = tokens.keys
        self.lists = lexicon()
        self.heads = head_words()

    def trim(self, first: int, last: int) -> tuple[int, int, bool] | None:
        """Without function words in front and small words behind; ``None``: nothing left."""
        begin = first
        while first <= last:
            key = self.keys[first]
            word = self.tokens.words[first]
            function = key in self.heads.function and not (
                word.isupper() and len(word) in (2, 3) and key in self.lists.known
            )
            if function and first < last and self.keeps_first(first, last):
                function = False
            if (
                function
                and first < last
                and word.istitle()
                and key in self.lists.given
                and not self.tokens.opens[first]
            ):
                function = False
            if not (
                function
                or (key in self.heads.connector and not self.tokens.capital[first])
                or not word[0].isalnum()
            ):
                break
            first += 1
        while last >= first and (
            not self.tokens.words[last][0].isalnum()
            or (self.keys[last] in self.heads.connector and not self.tokens.capital[last])
        ):
            last -= 1
        if first > last:
            return None
        return first, last, first > begin

    def keeps_first(self, first: int, last: int) -> bool:
        """Whether a listed name begins with this function word; articles only in places."""
        if self.keys[first] in {"the", "a"}:
            return self.tokens.key(first, first + 1) in self.lists.places
        return self.longest_listed(first, last) > first

    def lower_title_before(self, first: int) -> bool:
        """Whether a title for people stands before ``first``, be it with a full stop."""
        at = first - 1
        if at >= 0 and self.tokens.words[at] == ".":
            at -= 1
        return (
            at >= 0 and self.keys[at] in self.heads.person_title and self.tokens.words[at] != "\n"
        )

    def core_end(self, first: int, last: int) -> int:
        """The last token before ``of``, ``on`` or ``for``: where the head word stands."""
        for at in range(first + 1, last):
            if self.keys[at] in OF and not self.tokens.capital[at]:
                return at - 1
        return last

    def given(self, at: int) -> bool:
        """Whether the token is a given name."""
        return self.keys[at] in self.lists.given

    def family_name_or_head(self, first: int, last: int) -> NameReading:
        """How to read a given name before a word that is a family name as well as a head."""
        keys, lists, heads = self.keys, self.lists, self.heads
        given, family = keys[first], keys[last]
        if (
            first == last
            or not (self.is_family_name(family) or family in self._called_alone)
            or not self.is_head(family)
            or not all(key == "." or len(key) == 1 for key in keys[first + 1 : last])
        ):
            return NameReading.HEAD
        is_eastern = family in heads.east_family and all(map(is_east_given, given.split("-")))
        if (
            not (given in lists.given or is_eastern)
            or lists.places.get(given) in FIRM_PLACES
            or given in lists.known
            or given in heads.directions | heads.place_opener
            or lists.is_people(given)
            or self.tokens.key(first, last) in lists.known
        ):
            return NameReading.HEAD
        is_called = family in self._called_alone
        if not is_called and (given, family) in self._told_where:
            return NameReading.EITHER
        if self._stands_like_a_thing(first, last):
            return NameReading.EITHER
        if given in heads.person_title or is_called or family in self._speaking or "-" in given:
            return NameReading.SURELY_PERSON
        if self._is_told_of_a_person(first, last):
            return NameReading.SURELY_PERSON
        is_listed = given in lists.given
        if not is_listed or self._is_common(given) or given in self._behind_given:
            return NameReading.EITHER
        return NameReading.SURELY_PERSON if given in short_given_names() else NameReading.PERSON

    def _stands_like_a_thing(self, first: int, last: int) -> bool:
        """Behind ``in`` or ``at``, or behind ``the`` that is not that of the ``hearings`` in
        ``the Anita Hill hearings``."""
        before = self.keys[first - 1] if first else ""
        if before != "the":
            return before in _WHERE
        after = self.keys[last + 1] if last + 1 < len(self.keys) else ""
        return not after.isalpha() or after in self.heads.function | self.heads.connector

    @cached_property
    def _told_where(self) -> frozenset[tuple[str, str]]:
        """The pairs of words behind ``in`` or ``across``: of these the text has a place."""
        keys, capital = self.keys, self.tokens.capital
        last = len(keys) - 1
        return frozenset(
            (keys[at], keys[at + 1])
            for at in self.tokens.capitals
            if 0 < at < last and capital[at + 1] and keys[at - 1] in _WHERE
        )

    @cached_property
    def _called_alone(self) -> frozenset[str]:
        """The words that the text has alone behind a form of address: ``Ms. Park``."""
        keys, capital = self.keys, self.tokens.capital
        called = set()
        for at in self.tokens.capitals:
            if keys[at] not in _ADDRESSES:
                continue
            name = at + 2 if keys[at + 1 : at + 2] == ["."] else at + 1
            if capital[name : name + 1] == [True] and not any(capital[name + 1 : name + 2]):
                called.add(keys[name])
        return frozenset(called)

    def _is_told_of_a_person(self, first: int, last: int) -> bool:
        """``Yeonmi Park, 23,``, ``Yeonmi Park is a defector``, ``said Yeonmi Park``."""
        keys = self.keys
        behind = keys[last + 1 : last + 4]
        if behind[:1] == ["who"] or (behind[:1] == [","] and behind[1:2] == ["who"]):
            return True
        if len(behind) == len(",9,") and behind[0] == behind[2] == "," and behind[1].isdigit():
            return 9 < int(behind[1]) < 110
        return first > 0 and keys[first - 1] in {"said", "says"}

    def _is_common(self, key: str) -> bool:
        share = capital_share(word_table()[key][2])
        if share is None or share > _COMMON_SHARE or key in short_given_names():
            return False
        return share <= _MOST_COMMON_SHARE or key not in self.lists.family

    @cached_property
    def _speaking(self) -> frozenset[str]:
        """The family names by which the text lets somebody speak: ``Hill said``."""
        capital, keys = self.tokens.capital, self.keys
        return frozenset(
            keys[at]
            for at in self.tokens.capitals
            if keys[at] in self.lists.family
            and not (at and (capital[at - 1] or keys[at - 1] == "the"))
            and self.says(at)
        )

    @cached_property
    def _behind_given(self) -> frozenset[str]:
        """The words that the text has behind a given name: it has ``Hillary Clinton``, so
        ``Clinton Camp`` is nobody."""
        capital = self.tokens.capital
        return frozenset(
            self.keys[at]
            for at in self.tokens.capitals
            if at and capital[at - 1] and self.given(at - 1)
        )

    def is_head(self, key: str) -> bool:
        """Whether a word heads names of bodies, events, laws or places."""
        heads = self.heads
        return any(
            form in heads.org
            or form in heads.strong_event
            or form in heads.law
            or form in heads.place
            for form in (key, key.removesuffix("s"))
        )

    def is_family_name(self, key: str) -> bool:
        """Whether a head word is as well a family name, and not a rare one."""
        return key in self.lists.family and key not in _SELDOM_FAMILY

    def is_governed(self, at: int) -> bool:
        """Whether a head word depends on another: the Art of the ``Deal`` is no deal."""
        before = at - 1 if at and self.keys[at - 1] != "the" else at - 2
        return before >= 0 and self.keys[before] in OF

    def says(self, last: int) -> bool:
        """Whether a verb of saying follows ``last``, at once or behind a comma."""
        for at in (last + 1, last + 2):
            if at < len(self.keys):
                if self.keys[at] in self.heads.say:
                    return True
                if self.keys[at] != ",":
                    return False
        return False

    def looks_like_person(self, first: int, last: int) -> bool:
        """Whether the tokens may be a person: few words, all capital, none a head."""
        if last - first >= LONGEST_PERSON:
            return False
        for at in range(first, last + 1):
            word = self.tokens.words[at]
            if word == "." or (self.keys[at] in self.heads.connector and at > first):
                continue
            if not word[0].isalpha() or (not self.tokens.capital[at]) or word[-1].isdigit():
                return False
            if (
                self.is_head(self.keys[at])
                and not self.given(at)
                and self.keys[at] not in self.lists.family
            ):
                return False
        return True

    def last_head(self, first: int, last: int, words: frozenset[str]) -> int | None:
        """The last token of ``first`` to ``last`` whose word is one of ``words``."""
        return next((at for at in range(last, first - 1, -1) if self.keys[at] in words), None)

    def longest_place(self, first: int, last: int) -> int:
        """The last token of the longest firm place from ``first`` on; ``first - 1``: none."""
        for end in range(min(last, first + LONGEST_PHRASE), first - 1, -1):
            if self.lists.places.get(self.tokens.key(first, end)) in FIRM_PLACES:
                return end
        return first - 1

    def longest_listed(self, first: int, last: int) -> int:
        """The last token of the longest known name from ``first`` on; ``first - 1``: none."""
        for end in range(min(last, first + LONGEST_PHRASE), first - 1, -1):
            if self.tokens.key(first, end) in self.lists.known:
                return end
        return first - 1
