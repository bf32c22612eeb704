"""Names that a text has run together are set apart; what is no part of a name is left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Zone, ZoneKind
from index.language.model import EntityType, Mention
from index.language.names.apart import PICTURE_CREDIT, apart

PERSON, ORG, MISC = EntityType.PERSON, EntityType.ORG, EntityType.MISC


def named(text: str, *names: tuple[str, EntityType]) -> list[Mention]:
    """Mentions of names in the order they come in the text."""
    found, end = [], 0
    for name, kind in names:
        start = text.index(name, end)
        end = start + len(name)
        found.append(Mention(start, end, kind))
    return found


def mended(text: str, *names: tuple[str, EntityType], zones: list[Zone] | None = None) -> list[str]:
    return [text[m.start : m.end] for m in apart(text, named(text, *names), zones or [])]


@pytest.mark.parametrize("pair", ["Hill-Dale", "HILL-DALE", "Hill–Dale"])
@pytest.mark.parametrize("kind", [PERSON, ORG, MISC])
def test_two_people_of_the_text_joined_by_a_hyphen_are_two(pair: str, kind: EntityType) -> None:
    text = f"The {pair} talks. Ann Hill met Bob Dale."
    found = apart(text, named(text, (pair, kind), ("Ann Hill", PERSON), ("Bob Dale", PERSON)), [])
    assert [(text[m.start : m.end].title(), m.type) for m in found] == [
        ("Hill", PERSON),
        ("Dale", PERSON),
        ("Ann Hill", PERSON),
        ("Bob Dale", PERSON),
    ]


def test_a_double_name_is_one() -> None:
    text = "Hill-Dale spoke. Ann Hill-Dale met Bob Dale and Eve Hill."
    names = ["Hill-Dale", "Ann Hill-Dale", "Bob Dale", "Eve Hill"]
    assert mended(text, *((name, PERSON) for name in names)) == names
    text = "Anti-Dale feelings. Bob Dale left."
    assert mended(text, ("Anti-Dale", MISC), ("Bob Dale", PERSON))[0] == "Anti-Dale"


@pytest.mark.parametrize(
    ("text", "name", "kind", "names"),
    [
        ("Sam Hill Sam Hill", "Sam Hill Sam Hill", PERSON, ["Sam Hill", "Sam Hill"]),
        ("in Pago Pago", "Pago Pago", EntityType.PLACE, ["Pago Pago"]),
        ("led by Kim Jong Un. Kim is", "Kim Jong Un. Kim", PERSON, ["Kim Jong Un", "Kim"]),
        ("Martin Luther King Jr. Day", "Martin Luther King Jr. Day", PERSON, None),
        ("James A. Baker spoke", "James A. Baker", PERSON, None),
        ("Bernie Sanders2020 Democrats", "Bernie Sanders2020", PERSON, ["Bernie Sanders"]),
        ("the G2020 group", "G2020", ORG, None),
        ("Scott & White Health Plan", "& White Health Plan", ORG, ["White Health Plan"]),
        ("(‘Ndrangheta)", "‘Ndrangheta", ORG, None),
    ],
)
def test_what_was_run_together(
    text: str, name: str, kind: EntityType, names: list[str] | None
) -> None:
    assert mended(text, (name, kind)) == ([name] if names is None else names)


def test_no_name_goes_on_behind_what_is_not_read() -> None:
    text = "John Hill Share this with friends Jr said"
    zone = Zone(text.index("Share"), text.index("Jr"), ZoneKind.BOILERPLATE)
    assert mended(text, (text[: text.index(" said")], PERSON), zones=[zone]) == ["John Hill"]


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("(AP Photo/Ann Hill)", True),
        ("toggle caption Ann Hill/Getty Images", True),
        ("Photograph by Ann Hill", True),
        ("(Photo: Ann Hill, The Daily)", True),
        ("(Reuters photo: Ann Hill)", True),
        ("REUTERS/Ann Hill", True),
        ("(Photo Credit: Ann Hill)", True),
        ("(Ann Hill, AP)", True),
        ("(Ann Hill, AP reported)", False),
        ("in the picture: Ann Hill", False),
        ("Photos: Ann Hill's rise", False),
        ("said Ann Hill, AP reported", False),
        ("a plan by Ann Hill", False),
    ],
)
def test_who_took_a_picture_is_told_apart(text: str, credit: bool) -> None:
    (found,) = apart(text, named(text, ("Ann Hill", PERSON)), [])
    assert (found.why == PICTURE_CREDIT) == credit


@given(
    text=st.text(alphabet="AbÉ -–&.2019/\n", min_size=1, max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 39)), max_size=5),
)
def test_mended_names_lie_in_order_within_what_was_found(
    text: str, spans: list[tuple[int, int]]
) -> None:
    found, end = [], 0
    for skip, length in spans:
        start = end + skip
        end = start + length
        if end <= len(text) and text[start:end].strip():
            found.append(Mention(start, end, PERSON))
    after = apart(text, found, [])
    assert all(a.end <= b.start for a, b in pairwise(after))
    for mention in after:
        assert mention.start < mention.end
        assert any(m.start <= mention.start and mention.end <= m.end for m in found)
