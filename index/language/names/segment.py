"""A run of capitalised words → the names in it: titles peeled off, heads, lists, looks."""

from __future__ import annotations

import re

from index.language.model import EntityType
from index.language.names.found import FAMILY_LIKE_HEAD, OR_FAMILY, Found
from index.language.names.lexicon import FIRM_PLACES
from index.language.names.runs import ORDINAL, Run
from index.language.names.titles import peel
from index.language.names.tokens import Tokens
from index.language.names.view import LONGEST_PERSON, OF, NameReading, View

_ACRONYM = re.compile(r"(?:[A-Z]{2,6}|[A-Z][A-Z&+]{1,6}|(?:[A-Z]\.){2,6})\Z")
# Bodies every people has: the name is the people, not "Chinese Government".
_PLAIN_BODIES = frozenset(["party", "government", "state", "army", "police"])
_AMBIGUOUS_EVENTS = frozenset(
    ["congress", "convention", "forum", "house", "assembly", "session", "operation"]
)


class Segmenter:
    """Finds the names in runs of one text."""

    def __init__(self, tokens: Tokens) -> None:
        self.view = View(tokens)
        self.tokens = tokens
        self.keys = tokens.keys
        self.lists = self.view.lists
        self.heads = self.view.heads
        self.found: list[Found] = []

    def segment(self, run: Run) -> list[Found]:
        """The names in ``run``, in no particular order."""
        self.found = []
        self._names(*run, titled=False)
        return self.found

    # -- the steps, in the order they are tried ------------------------------------

    def _names(self, first: int, last: int, *, titled: bool) -> None:
        trimmed = self.view.trim(first, last)
        if trimmed is None:
            return
        first, last, moved = trimmed
        peeled = peel(self.view, first, last)
        if peeled is not None:
            self.found += peeled.found
            for run in peeled.inside:
                self._names(*run, titled=False)
            if peeled.after <= last:
                self._names(peeled.after, last, titled=peeled.titled)
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
        titled = titled or self.view.lower_title_before(first)
        for step in (
            self._after_title,
            self._event,
            self._listed,
            self._called_like_a_thing,
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

    def _by_head(self, first: int, last: int, kind: EntityType, why: str) -> bool:
        doubtful = self.view.family_name_or_head(first, last) is NameReading.EITHER
        return self._add(first, last, kind, f"{why}{OR_FAMILY}" if doubtful else why)

    def _alone_institution(self, first: int, last: int) -> None:
        if (
            first == last
            and self.keys[first] in self.heads.institution
            and not self.tokens.opens[first]
        ):
            self._add(first, last, EntityType.ORG, "institution")

    # Each step below takes (first, last, titled, moved) and says whether it settled the run.

    def _after_title(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        if not titled or last - first >= LONGEST_PERSON:
            return False
        keys = self.keys[first : last + 1]
        ends_body = keys[-1] in self.heads.org and not (
            first == last and self.view.is_family_name(keys[-1])
        )
        if ends_body or keys[-1] in self.heads.strong_event:
            return False
        whole = self.tokens.key(first, last)
        if (
            whole in self.lists.known
            or self.lists.places.get(whole) in FIRM_PLACES
            or self.lists.is_people(whole)
        ):
            return False
        if set(keys) & (OF | {"and", "&"}):
            return False
        return self._add(first, last, EntityType.PERSON, "title")

    def _event(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        ordinal = max(
            (at for at in range(first, last + 1) if ORDINAL.match(self.tokens.words[at])),
            default=-1,
        )
        begin = ordinal if ordinal >= 0 else first
        core = self.view.core_end(begin, last)
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
            common = whole in self.tokens.small and (
                first != last or not self.tokens.words[first].isupper()
            )
            if not (
                first == last and common and (self.tokens.opens[first] or whole in self.heads.org)
            ):
                return self._add(first, last, known, "known name")
        place = self.lists.places.get(whole)
        if place is not None and not (
            first == last and whole in self.tokens.small and self.tokens.opens[first]
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

    def _called_like_a_thing(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        """``Anita Hill``, ``Jude Law``: somebody whose family name ends names of other kinds."""
        core = self.view.core_end(first, last)
        reading = self.view.family_name_or_head(first, core)
        if reading not in (NameReading.PERSON, NameReading.SURELY_PERSON):
            return False
        if core < last:
            self._names(core + 1, last, titled=False)
        why = FAMILY_LIKE_HEAD if reading is NameReading.SURELY_PERSON else "personal name"
        return self._add(first, core, EntityType.PERSON, why)

    def _law(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        core = self.view.core_end(first, last)
        if self.keys[core] not in self.heads.law or first == last:
            return False
        if self.view.is_governed(core):
            return False
        if core < last:
            inner = core + 2
            if any(ORDINAL.match(word) for word in self.tokens.words[inner : last + 1]):
                self._names(inner, last, titled=False)
                return True
            if core == first and self.keys[core] in {"deal", "law", "resolution", "agreement"}:
                return False
        return self._by_head(first, last, EntityType.LAW, "law head")

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
                    and self.view.last_head(end + 1, last, self.heads.org | self.heads.org_tail)
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
        core = self.view.core_end(first, last)
        if first == last:
            key = self.keys[first]
            if key in self.heads.institution and not self.tokens.opens[first]:
                return self._add(first, last, EntityType.ORG, "institution")
            return key in self.heads.org and key not in self.lists.given
        if self.keys[last] in self.heads.org_tail and last > first:
            return self._add(first, last, EntityType.ORG, "company form")
        at = self.view.last_head(first, core, self.heads.org)
        if at is None:
            return False
        if at < core and self.keys[core] in self.heads.place:
            return False
        if core == last and at < last and self.view.looks_like_person(at + 1, last) and at > first:
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
        core = self.view.core_end(first, last)
        if self.keys[core] in self.heads.place and core > first:
            return self._by_head(first, last, EntityType.PLACE, "place head")
        if (
            self.keys[first] in self.heads.place_opener
            and last - first <= 2
            and not self.view.given(first)
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
        place = self.view.longest_place(first, last)
        if place > first and place < last and self.tokens.key(first, place) in self.lists.places:
            self._add(first, place, EntityType.PLACE, "gazetteer")
            self._names(place + 1, last, titled=False)
            return True
        return False

    def _person(self, first: int, last: int, titled: bool, moved: bool) -> bool:
        if first == last or not self.view.looks_like_person(first, last):
            return False
        key = self.keys[first]
        if (
            self.tokens.opens[first]
            and not moved
            and key in self.tokens.small
            and not self.view.given(first)
        ):
            self._names(first + 1, last, titled=False)
            return True
        if self.view.says(last):
            return self._add(first, last, EntityType.PERSON, "speaks")
        named = self.view.given(first) or key in self.heads.east_family
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
        if begins and (key in self.tokens.small or key.endswith(("ing", "ly", "ed"))):
            return True
        if self.view.says(last) and not begins:
            return self._add(first, last, EntityType.PERSON, "speaks", firm=False)
        before = self.keys[first - 1] if first else ""
        if before in self.heads.place_preposition and key not in self.lists.given:
            return self._add(first, last, EntityType.PLACE, "preposition", firm=False)
        return self._add(first, last, None, "capital", firm=False)
