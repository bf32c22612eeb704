"""A run of capitalised words → the names in it: titles peeled off, heads, lists, looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import FIRM_PLACES, LONGEST_PHRASE, Lexicon, lexicon
from index.language.names.runs import ORDINAL, Run
from index.language.names.tokens import Tokens
from index.language.wordlists import section

_ACRONYM = re.compile(r"(?:[A-Z]{2,6}|[A-Z][A-Z&+]{1,6}|(?:[A-Z]\.){2,6})\Z")
# Institutions that news writes alone with a capital: the Party, the Politburo.
INSTITUTIONS = frozenset(
    [
        "party",
        "politburo",
        "secretariat",
        "parliament",
        "congress",
        "senate",
        "cabinet",
        "bundestag",
        "duma",
        "knesset",
    ]
)
# Bodies every people has: the name is the people, not "Chinese Government".
_PLAIN_BODIES = frozenset(["party", "government", "state", "army", "police"])
_ROYAL_OPENERS = frozenset(
    [
        "king",
        "queen",
        "prince",
        "princess",
        "saint",
        "president",
        "general",
        "captain",
        "father",
        "sister",
        "major",
        "crown",
    ]
)
_AMBIGUOUS_EVENTS = frozenset(
    ["congress", "convention", "forum", "house", "assembly", "session", "operation"]
)
_OF = frozenset({"of", "on", "for"})
_LONGEST_PERSON = 5


@dataclass(frozen=True, slots=True)
class Heads:
    """The words by which a name shows what it is, and those that it never keeps."""

    org: frozenset[str]
    org_tail: frozenset[str]
    event: frozenset[str]
    strong_event: frozenset[str]
    law: frozenset[str]
    place: frozenset[str]
    place_opener: frozenset[str]
    function: frozenset[str]
    connector: frozenset[str]
    generic: frozenset[str]
    say: frozenset[str]
    place_preposition: frozenset[str]
    directions: frozenset[str]
    person_title: frozenset[str]
    title_opener: frozenset[str]
    any_title: frozenset[str]
    people_only_inside: frozenset[str]


@cache
def head_words() -> Heads:
    """The head words, from the lists."""
    return Heads(
        org=section("heads.txt", "org_heads"),
        org_tail=section("heads.txt", "org_tails"),
        event=section("heads.txt", "event_heads"),
        strong_event=section("heads.txt", "strong_event_heads"),
        law=section("heads.txt", "law_heads"),
        place=section("heads.txt", "place_heads", "facility_heads"),
        place_opener=section("heads.txt", "place_openers"),
        function=section("heads.txt", "function_words"),
        connector=section("heads.txt", "connectors"),
        generic=section("heads.txt", "generic_caps"),
        say=section("heads.txt", "say_verbs"),
        place_preposition=section("heads.txt", "place_prepositions"),
        directions=section("heads.txt", "directions"),
        person_title=section("titles.txt", "person_titles", "forms_of_address")
        - {"st", "saint", "grace"},
        title_opener=section("titles.txt", "title_openers"),
        any_title=section(
            "titles.txt", "person_titles", "forms_of_address", "offices", "title_openers"
        ),
        people_only_inside=section("peoples.txt", "only_capitalised_inside"),
    )


class Segmenter:
    """Finds the names in runs of one text."""

    def __init__(self, tokens: Tokens, lower_words: frozenset[str]) -> None:
        """``lower_words``: keys that the text also writes in lower case."""
        self.tokens = tokens
        self.keys = tokens.keys
        self.lower_words = lower_words
        self.lists: Lexicon = lexicon()
        self.heads = head_words()
        self.found: list[Found] = []

    def segment(self, run: Run) -> list[Found]:
        """The names in ``run``, in no particular order."""
        self.found = []
        self._names(*run, titled=False)
        return self.found

    # -- the steps, in the order they are tried ------------------------------------

    def _names(self, first: int, last: int, *, titled: bool) -> None:
        trimmed = self._trim(first, last)
        if trimmed is None:
            return
        first, last, moved = trimmed
        peeled = self._peel_title(first, last)
        if peeled is not None:
            after, titled = peeled
            if after <= last:
                self._names(after, last, titled=titled)
            return
        if (
            all(
                key in self.heads.any_title or key in self.heads.connector or key == "."
                for key in self.keys[first : last + 1]
            )
            and not (first == last and titled)
            and self.tokens.key(first, last) not in self.lists.known
        ):
            self._alone_institution(first, last)
            return
        titled = titled or self._lower_title_before(first)
        for step in (
            self._after_title,
            self._event,
            self._listed,
            self._law,
            self._people_first,
            self._organisation,
            self._place,
            self._acronym,
            self._divided,
            self._person,
            self._single,
        ):
            if step(first, last, titled, moved):
                return

    def _add(
        self, first: int, last: int, kind: EntityType | None, why: str, *, firm: bool = True
    ) -> bool:
        self.found.append(Found(first, last, kind, why, firm))
        return True

    def _trim(self, first: int, last: int) -> tuple[int, int, bool] | None:
        """Without function words in front and small words behind; ``None``: nothing left."""
        begin = first
        while first <= last:
            key = self.keys[first]
            word = self.tokens.words[first]
            function = key in self.heads.function and not (
                word.isupper() and len(word) in (2, 3) and key in self.lists.known
            )
            if function and first < last and self._keeps_first(first, last):
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

    def _keeps_first(self, first: int, last: int) -> bool:
        """Whether a listed name begins with this function word; articles only in places."""
        if self.keys[first] in {"the", "a"}:
            return self.tokens.key(first, first + 1) in self.lists.places
        return self._longest_listed(first, last) > first

    def _peel_title(self, first: int, last: int) -> tuple[int, bool] | None:
        """Where the name after a title begins and whether it is a person's; ``None``: no title."""
        for at in range(first, min(last, first + 9)):
            key = self.keys[at]
            if key in _OF and at > first:
                return None
            if key not in self.heads.person_title:
                continue
            following = at + 1
            if self.keys[following] == ".":
                following += 1
            if following > last:
                return None
            after = self.keys[following]
            if after in self.heads.person_title or (after == "general" and following < last):
                continue
            if self._is_head(after) or self._longest_listed(at, last) > at:
                return None
            if (
                key in _ROYAL_OPENERS
                and self._is_head(self.keys[last])
                and self.keys[last] not in self.heads.place_opener
            ):
                return None
            if key == "general" and at == first and self.keys[first - 1 : first] == ["'s"]:
                return None
            self._before_title(first, at - 1)
            if after in _OF:
                return self._title_complement(following, last)
            return following, True
        return None

    def _before_title(self, first: int, last: int) -> None:
        """Names inside a title: US President, Vietnam News Agency Director."""
        while last >= first and self.keys[last] in (
            self.heads.title_opener | self.heads.person_title | {".", "-"}
        ):
            last -= 1
        while first <= last and self.keys[first] in self.heads.title_opener:
            first += 1
        if first <= last:
            self._names(first, last, titled=False)

    def _title_complement(self, of: int, last: int) -> tuple[int, bool] | None:
        """What follows ``Minister of``, ``President of``: a field, a place or a body, then a name."""
        at = of + 1
        if at <= last and self.keys[at] == "the":
            at += 1
        end = self._longest_place(at, last)
        if end >= at:
            self._add(at, end, EntityType.PLACE, "gazetteer")
            return end + 1, True
        fields = _portfolio()
        end = at
        while end <= last and (
            self.keys[end] in fields or (end > at and self.keys[end] in {"and", "&"})
        ):
            end += 1
        if end > at:
            return end, True
        body = self._last_head(at, last, self.heads.org)
        if body is not None and body < last:
            self._names(at, body, titled=False)
            return body + 1, True
        return at, False

    def _alone_institution(self, first: int, last: int) -> None:
        if first == last and self.keys[first] in INSTITUTIONS and not self.tokens.opens[first]:
            self._add(first, last, EntityType.ORG, "institution")

    def _lower_title_before(self, first: int) -> bool:
        at = first - 1
        if at >= 0 and self.tokens.words[at] == ".":
            at -= 1
        return (
            at >= 0 and self.keys[at] in self.heads.person_title and self.tokens.words[at] != "\n"
        )

    # Each step below takes (first, last, titled, moved) and says whether it settled the run.

    def _after_title(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        if not titled or last - first >= _LONGEST_PERSON:
            return False
        keys = self.keys[first : last + 1]
        if any(key in self.heads.org or key in self.heads.strong_event for key in keys[-1:]):
            return False
        whole = self.tokens.key(first, last)
        if (
            whole in self.lists.known
            or self.lists.places.get(whole) in FIRM_PLACES
            or self.lists.is_people(whole)
        ):
            return False
        if set(keys) & (_OF | {"and", "&"}):
            return False
        return self._add(first, last, EntityType.PERSON, "title")

    def _core_end(self, first: int, last: int) -> int:
        """The last token before ``of``, ``on`` or ``for``: where the head word stands."""
        for at in range(first + 1, last):
            if self.keys[at] in _OF and not self.tokens.capital[at]:
                return at - 1
        return last

    def _event(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        ordinal = max(
            (at for at in range(first, last + 1) if ORDINAL.match(self.tokens.words[at])),
            default=-1,
        )
        begin = ordinal if ordinal >= 0 else first
        core = self._core_end(begin, last)
        key = self.keys[core]
        if ordinal >= 0 and core > ordinal and key in self.heads.event:
            return self._add_event(first, begin, last, "edition")
        if ordinal >= 0 or first == last or key not in self.heads.strong_event:
            return False
        if self.tokens.key(first, last) in self.lists.known:
            return False
        if (
            key in _AMBIGUOUS_EVENTS
            and core == last
            and not (set(self.keys[first:core]) & {"national", "party", "world", "international"})
        ):
            return False
        if key in {"election", "elections", "war"} and core - first < 1:
            return False
        return self._add_event(first, begin, last, "event head")

    def _add_event(self, first: int, begin: int, last: int, why: str) -> bool:
        if begin > first:
            self._names(first, begin - 1, titled=False)
        return self._add(begin, last, EntityType.EVENT, why)

    def _listed(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        whole = self.tokens.key(first, last)
        known = self.lists.known.get(whole)
        if known is None and first and self.keys[first - 1] == "the":
            known = self.lists.known.get("the " + whole)
        if known is not None:
            common = whole in self.lower_words and (
                first != last or not self.tokens.words[first].isupper()
            )
            if not (
                first == last and common and (self.tokens.opens[first] or whole in self.heads.org)
            ):
                return self._add(first, last, known, "known name")
        place = self.lists.places.get(whole)
        if place is not None and not (
            first == last and whole in self.lower_words and self.tokens.opens[first]
        ):
            return self._add(
                first, last, EntityType.PLACE, f"gazetteer: {place}", firm=place in FIRM_PLACES
            )
        if self.lists.is_people(whole):
            if (
                first == last
                and whole in self.heads.people_only_inside
                and self.tokens.opens[first]
            ):
                return True
            return self._add(first, last, EntityType.NORP, "people")
        return False

    def _law(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        core = self._core_end(first, last)
        if self.keys[core] not in self.heads.law or first == last or core == first == last:
            return False
        if core < last:
            inner = core + 2
            if any(ORDINAL.match(word) for word in self.tokens.words[inner : last + 1]):
                self._names(inner, last, titled=False)
                return True
            if core == first and self.keys[core] in {"deal", "law", "resolution", "agreement"}:
                return False
        return self._add(first, last, EntityType.LAW, "law head")

    def _people_first(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        """``Vietnamese Ambassador``, ``French Senate``: the people is a name of its own,
        unless an organisation carries it."""
        for end in (min(first + 1, last - 1), first):
            if end < last and end >= first and self.lists.is_people(self.tokens.key(first, end)):
                if self.keys[first] in self.heads.people_only_inside and end == first:
                    return False
                plain = end + 1 == last and self.keys[last] in _PLAIN_BODIES
                if (
                    not plain
                    and self._last_head(end + 1, last, self.heads.org | self.heads.org_tail)
                    is not None
                ):
                    return False
                if self.keys[last] in self.heads.place:
                    return False
                self._add(first, end, EntityType.NORP, "people")
                self._names(end + 1, last, titled=titled)
                return True
        return False

    def _organisation(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        core = self._core_end(first, last)
        if first == last:
            key = self.keys[first]
            if key in INSTITUTIONS and not self.tokens.opens[first]:
                return self._add(first, last, EntityType.ORG, "institution")
            return key in self.heads.org and key not in self.lists.given
        if self.keys[last] in self.heads.org_tail and last > first:
            return self._add(first, last, EntityType.ORG, "company form")
        at = self._last_head(first, core, self.heads.org)
        if at is None:
            return False
        if at < core and self.keys[core] in self.heads.place:
            return False
        if core == last and at < last and self._looks_like_person(at + 1, last) and at > first:
            self._names(first, at, titled=False)
            self._names(at + 1, last, titled=True)
            return True
        if (
            at == first
            and core == last
            and last - first >= 1
            and self.keys[first] in {"house", "force", "company", "group"}
        ):
            return False
        return self._add(first, last, EntityType.ORG, "organisation head")

    def _place(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        if first == last:
            return False
        core = self._core_end(first, last)
        if self.keys[core] in self.heads.place and core > first:
            return self._add(first, last, EntityType.PLACE, "place head")
        if (
            self.keys[first] in self.heads.place_opener
            and last - first <= 2
            and not self._given(first)
        ):
            rest = self.tokens.key(first + 1, last)
            if (
                self.keys[first]
                in {"mount", "lake", "gulf", "cape", "fort", "port", "san", "santa", "mt", "river"}
                or rest in self.lists.places
            ):
                return self._add(first, last, EntityType.PLACE, "place opener")
        if (
            self.keys[first] in self.heads.directions
            and self.tokens.key(first + 1, last) in self.lists.places
        ):
            return self._add(first, last, EntityType.PLACE, "direction and place")
        return False

    def _acronym(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        if first != last or not _ACRONYM.match(self.tokens.words[first]):
            return False
        if self.keys[first] in self.heads.generic:
            return True
        return self._add(first, last, EntityType.ORG, "acronym", firm=False)

    def _divided(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        """A run held together by ``and``, ``of`` … without a head: its parts are names."""
        for at in range(first + 1, last):
            if (
                self.keys[at] in {"and", "of", "for", "on", "to", "the"}
                and not self.tokens.capital[at]
            ):
                self._names(first, at - 1, titled=titled)
                self._names(at + 1, last, titled=False)
                return True
        place = self._longest_place(first, last)
        if place > first and place < last and self.tokens.key(first, place) in self.lists.places:
            self._add(first, place, EntityType.PLACE, "gazetteer")
            self._names(place + 1, last, titled=False)
            return True
        return False

    def _person(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        if first == last or not self._looks_like_person(first, last):
            return False
        key = self.keys[first]
        if (
            self.tokens.opens[first]
            and not moved
            and key in self.lower_words
            and not self._given(first)
        ):
            self._names(first + 1, last, titled=False)
            return True
        if self._says(last):
            return self._add(first, last, EntityType.PERSON, "speaks")
        named = self._given(first) or key in _east_family()
        return self._add(
            first, last, EntityType.PERSON, "personal name" if named else "looks", firm=named
        )

    def _single(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        key = self.keys[first]
        if first != last:
            return self._add(first, last, None, "capitals", firm=False)
        if key in self.heads.generic or not self.tokens.words[first][0].isalpha():
            return True
        begins = self.tokens.opens[first] and not moved
        if begins and (key in self.lower_words or key.endswith(("ing", "ly", "ed"))):
            return True
        if self._says(last) and not begins:
            return self._add(first, last, EntityType.PERSON, "speaks", firm=False)
        before = self.keys[first - 1] if first else ""
        if before in self.heads.place_preposition and key not in self.lists.given:
            return self._add(first, last, EntityType.PLACE, "preposition", firm=False)
        return self._add(first, last, None, "capital", firm=False)

    # -- questions ------------------------------------------------------------------

    def _given(self, at: int) -> bool:
        return self.keys[at] in self.lists.given

    def _is_head(self, key: str) -> bool:
        heads = self.heads
        return any(
            form in heads.org
            or form in heads.strong_event
            or form in heads.law
            or form in heads.place
            for form in (key, key.removesuffix("s"))
        )

    def _says(self, last: int) -> bool:
        for at in (last + 1, last + 2):
            if at < len(self.keys):
                if self.keys[at] in self.heads.say:
                    return True
                if self.keys[at] != ",":
                    return False
        return False

    def _looks_like_person(self, first: int, last: int) -> bool:
        if last - first >= _LONGEST_PERSON:
            return False
        for at in range(first, last + 1):
            word = self.tokens.words[at]
            if word == "." or (self.keys[at] in self.heads.connector and at > first):
                continue
            if not word[0].isalpha() or (not self.tokens.capital[at]) or word[-1].isdigit():
                return False
            if (
                self._is_head(self.keys[at])
                and not self._given(at)
                and self.keys[at] not in self.lists.family
            ):
                return False
        return True

    def _last_head(self, first: int, last: int, words: frozenset[str]) -> int | None:
        return next((at for at in range(last, first - 1, -1) if self.keys[at] in words), None)

    def _longest_place(self, first: int, last: int) -> int:
        """The last token of the longest firm place that begins at ``first``; ``first - 1``: none."""
        for end in range(min(last, first + LONGEST_PHRASE), first - 1, -1):
            if self.lists.places.get(self.tokens.key(first, end)) in FIRM_PLACES:
                return end
        return first - 1

    def _longest_listed(self, first: int, last: int) -> int:
        """The last token of the longest known name that begins at ``first``; ``first - 1``: none."""
        for end in range(min(last, first + LONGEST_PHRASE), first - 1, -1):
            if self.tokens.key(first, end) in self.lists.known:
                return end
        return first - 1


@cache
def _portfolio() -> frozenset[str]:
    return section("titles.txt", "fields_of_office")


@cache
def _east_family() -> frozenset[str]:
    return section("persons.txt", "east_family", "vietnamese_family")
