"""What stands beside a name tells what kind of name it is."""

from __future__ import annotations

import pytest

from index.language.names import find_names


def kinds(text: str, name: str) -> set[str]:
    found = {str(m.type) for m in find_names(text, ()) if text[m.start : m.end] == name}
    assert found, [text[m.start : m.end] for m in find_names(text, ())]
    return found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "The president toured Ellicott Dredges, a firm that makes dredging equipment. Peter"
            " Bowe, president of Ellicott Dredges, spoke to Congress.",
            "Ellicott Dredges",
            "ORG",
        ),
        ("Peter Bowe, a company spokesman, said so.", "Peter Bowe", "PERSON"),
        ("Peter Bowe, the company's founder, said so.", "Peter Bowe", "PERSON"),
        ("The shooting happened at a Mobil gas station.", "Mobil", "ORG"),
        ("The shooting happened at a Paris gas station.", "Paris", "PLACE"),
        (
            "It would be a utility under Title II of the 1934 Act. Mr. Pai says Title II was bad.",
            "Title II",
            "LAW",
        ),
        (
            "Police came for Gregory McMichael. The McMichaels say they were right. Many stood"
            " in front of the McMichaels' home.",
            "McMichaels",
            "PERSON",
        ),
        # Of one who is never named in full there need be no family.
        ("Packer spoke on Monday. Then the Packers won in Ohio.", "Packers", "ORG"),
        ("Kerman spoke on Monday. Police say that the Kermans left.", "Kermans", "ORG"),
        (
            "It was reported that Dzokhar, 19, told officials that they were inspired by sermons."
            " Dzokhar told FBI officials how they learned it.",
            "Dzokhar",
            "PERSON",
        ),
    ],
)
def test_neighbours_tell_the_kind(text: str, name: str, kind: str) -> None:
    assert kinds(text, name) == {kind}
