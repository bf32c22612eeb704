"""When a name may be believed to stand for something in every article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.language.claims import (
    Belief,
    Home,
    aliases_of,
    believed,
    claims_of,
    joined,
    keys_under,
    last_name_alias,
    only_bearer,
    reason,
    relative_alias,
)
from index.language.model import EntityType, LocalEntity


def entity(key: str, *forms: str, mentions: tuple[int, ...] = (0,), **more: object) -> LocalEntity:
    kind = EntityType(key.partition(":")[0].upper())
    found = LocalEntity(key, kind, forms[0], forms, mentions, ("",) * len(mentions))
    return replace(found, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("alias", "claims", "target"),
    [
        ("org:nfl", {"org:national football league": 3}, "org:national football league"),
        # What every reader knows by three letters needs two articles, any other three.
        ("org:nfl", {"org:national football league": 2}, "org:national football league"),
        ("org:nfl", {"org:national football league": 1}, None),
        ("org:qfl", {"org:quilted football league": 2}, None),
        (
            "org:noaa",
            {"org:national oceanic and atmospheric administration": 1},
            "org:national oceanic and atmospheric administration",
        ),
        (
            "org:nlrb",
            {"org:national labor relations board": 2},
            "org:national labor relations board",
        ),
        ("org:va", {"org:veterans administration": 2, "org:veterans affairs": 2}, None),
        ("person:bob mueller", {"person:robert mueller": 2}, "person:robert mueller"),
        ("org:congress@", {"org:congress/united states": 200, "org:congress/peru": 20}, None),
        ("org:right", {"org:right direction": 50}, None),
        ("org:colts", {"org:indianapolis colts": 5}, "org:indianapolis colts"),
        ("org:nothing", {}, None),
    ],
)
def test_what_is_believed(alias: str, claims: dict[str, int], target: str | None) -> None:
    belief = believed(alias, claims)
    assert (belief.target if belief else None) == target


def test_two_given_names_of_the_only_bearer_are_one() -> None:
    namesakes = {"person:chuck schumer": 40, "person:charles schumer": 8}
    belief = only_bearer("person:chuck schumer", namesakes)
    assert belief is not None
    assert belief.target == "person:charles schumer"
    assert "48 of 48" in reason(belief)
    assert only_bearer("person:charles schumer", namesakes) is None
    assert only_bearer("person:chuck schumer", namesakes | {"person:amy schumer": 9}) is None


def test_a_claim_leads_from_the_shorter_name_to_the_longer() -> None:
    swapped = entity("org:fec", "FEC", aliases=("org:federal election commission",))
    (claim,) = claims_of([swapped])
    assert (claim.alias, claim.target, claim.form) == (
        "org:fec",
        "org:federal election commission",
        "FEC",
    )
    private = entity("org:congress@a1", "Congress", aliases=("org:house@",))
    assert claims_of([private]) == []


def test_a_body_left_open_counts_when_it_is_used_more_than_once() -> None:
    assert aliases_of(entity("org:senate@a1", "Senate")) == ()
    assert aliases_of(entity("org:senate@a1", "Senate", mentions=(0, 1))) == ("org:senate@",)
    assert aliases_of(entity("person:trump@a1", "Trump")) == ("person:trump@",)
    assert aliases_of(entity("person:abu trump@a1", "Abu Trump")) == ()
    assert aliases_of(entity("org:trump", "Trump")) == ("org:trump", "person:trump@")
    assert aliases_of(entity("org:reuters", "Reuters")) == ("org:reuters",)


def test_keys_are_found_again_under_their_alias() -> None:
    for key in ("person:trump@a1", "org:trump", "org:nfl", "person:bob mueller"):
        for alias in aliases_of(entity(key, "x", mentions=(0, 1))):
            assert any(first <= key <= last for first, last in keys_under(alias))


def test_joined_entities_are_one_with_all_forms_and_mentions() -> None:
    full = entity("person:donald trump", "Donald Trump", mentions=(1, 3))
    stray = entity("org:trump", "Trump", mentions=(0, 2))
    belief = Belief("person:donald trump", "last name", 90, 91)
    homes = {"org:trump": Home("person:trump@", "person:donald trump", belief)}
    (one,) = joined([stray, full], homes)
    assert one.key == "person:donald trump"
    assert one.type is EntityType.PERSON
    assert one.name == "Donald Trump"
    assert one.forms == ("Trump", "Donald Trump")
    assert one.mentions == (0, 1, 2, 3)
    assert one.why[0] == reason(belief)


def test_a_last_name_before_a_relative_is_named_means_who_is_better_known() -> None:
    belief = Belief("person:barack obama", "last name", 950, 1000)
    homes = {"person:obama@": Home("person:obama@", "person:barack obama", belief)}
    alone = "last name of Michelle Obama"
    first_lady = entity(
        "person:michelle obama",
        "Obama",
        "Michelle Obama",
        mentions=(0, 2, 5),
        name="Michelle Obama",
        why=(alone, "full name", alone),
        aliases=("person:obama@",),
    )
    assert relative_alias(first_lady) == "person:obama@"
    him, her = joined([first_lady], homes)
    assert (him.key, him.forms, him.mentions) == ("person:barack obama", ("Obama",), (0, 5))
    assert (her.key, her.forms, her.mentions) == (
        "person:michelle obama",
        ("Michelle Obama",),
        (2,),
    )
    named_first = replace(first_lady, why=("full name", alone, alone))
    assert relative_alias(named_first) == ""
    assert joined([named_first], homes) == (named_first,)


def test_only_two_names_have_a_last_name_alias() -> None:
    assert last_name_alias("person:chuck schumer") == "person:schumer@"
    assert last_name_alias("person:donald trump jr") == ""
    assert last_name_alias("person:trump@") == ""
    assert last_name_alias("org:chuck schumer") == ""


KEYS = st.sampled_from(
    [
        "person:a b",
        "person:c b",
        "org:ab",
        "org:alpha beta",
        "person:b@",
        "org:x@",
        "misc:ab",
        "org:",
    ]
)


@given(KEYS, st.dictionaries(KEYS, st.integers(1, 500), max_size=5))
def test_what_is_believed_is_claimed_and_does_not_depend_on_order(
    alias: str, claims: dict[str, int]
) -> None:
    belief = believed(alias, claims)
    assert belief == believed(alias, dict(reversed(claims.items())))
    assert belief is None or claims[belief.target] == belief.articles <= belief.of
