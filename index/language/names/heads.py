"""The words by which names show what they are: heads, titles, small words."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from index.language.wordlists import section


class Heads(Struct, frozen=True):
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
    institution: frozenset[str]
    field_of_office: frozenset[str]
    east_family: frozenset[str]


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
        institution=section("heads.txt", "institutions"),
        field_of_office=section("titles.txt", "fields_of_office"),
        east_family=section("persons.txt", "east_family", "vietnamese_family"),
    )
