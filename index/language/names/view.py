"""Questions that the rules ask about a stretch of tokens."""

from __future__ import annotations

from index.language.names.heads import head_words
from index.language.names.lexicon import FIRM_PLACES, LONGEST_PHRASE, lexicon
from index.language.names.tokens import Tokens

OF = frozenset({"of", "on", "for"})
LONGEST_PERSON = 5


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
        return self.keys[at] in self.lists.given

    def is_head(self, key: str) -> bool:
        heads = self.heads
        return any(
            form in heads.org
            or form in heads.strong_event
            or form in heads.law
            or form in heads.place
            for form in (key, key.removesuffix("s"))
        )

    def says(self, last: int) -> bool:
        for at in (last + 1, last + 2):
            if at < len(self.keys):
                if self.keys[at] in self.heads.say:
                    return True
                if self.keys[at] != ",":
                    return False
        return False

    def looks_like_person(self, first: int, last: int) -> bool:
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
