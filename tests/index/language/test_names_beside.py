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
        (
            "The papers came from the Panamanian law firm Jurgen Mossack. Jurgen Mossack set up"
            " companies. A former client of Jurgen Mossack was named.",
            "Jurgen Mossack",
            "ORG",
        ),
        (
            "Documents from Panamanian law firm Jurgen Mossack show more. Jurgen Mossack is shut.",
            "Jurgen Mossack",
            "ORG",
        ),
        (
            "They were leaked from a corporate law firm, Jurgen Mossack, which sets up companies.",
            "Jurgen Mossack",
            "ORG",
        ),
        ("She left a company called Jurgen Mossack on Monday.", "Jurgen Mossack", "ORG"),
        ("It is the law firm Peter Bowe worked for. Peter Bowe left.", "Peter Bowe", "PERSON"),
        ("He owns the company, Peter Bowe said on Monday.", "Peter Bowe", "PERSON"),
        ("It is the company Peter Bowe founded. Peter Bowe left.", "Peter Bowe", "PERSON"),
        ("The firm hired Peter Bowe, who left.", "Peter Bowe", "PERSON"),
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
        ('"We are ready," Mercy said. Mercy has two sons.', "Mercy", "PERSON"),
        ('"The road is closed," Snow said. People came out.', "Snow", "PERSON"),
    ],
)
def test_neighbours_tell_the_kind(text: str, name: str, kind: str) -> None:
    assert kinds(text, name) == {kind}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "Brazil race stopped after dramatic Kimi Raikkonen Ferrari crash\n\nKimi Raikkonen"
            " crashed on Sunday. Ferrari said that he was well.",
            "Kimi Raikkonen",
            "PERSON",
        ),
        (
            "Brazil race stopped after dramatic Kimi Raikkonen Ferrari crash\n\nKimi Raikkonen"
            " crashed on Sunday. Ferrari said that he was well.",
            "Ferrari",
            "ORG",
        ),
        (
            "Kimi Raikkonen Ferrari spoke in Bonn. Ferrari said that he was well.",
            "Kimi Raikkonen Ferrari",
            "PERSON",
        ),
        (
            "He wrote to Donald Trump Jr. Goldstone met him later. Rob Goldstone is a publicist.",
            "Donald Trump Jr",
            "PERSON",
        ),
        ("Martin Luther King Jr. spoke there.", "Martin Luther King Jr", "PERSON"),
    ],
)
def test_names_that_run_on(text: str, name: str, kind: str) -> None:
    assert kinds(text, name) == {kind}
