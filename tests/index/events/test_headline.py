"""What a headline tells, and on which day it was."""

from __future__ import annotations

from datetime import date

import pytest

from index.events.model import EventMention, MentionKind
from tests.support.events import news, record

_TEXT = "Jane Roe spoke in Ardenport. The bakers of the town heard her out and went home."


def headline(title: str, text: str = _TEXT, day: str = "2018-03-23") -> EventMention:
    mentions = record(news("a", text, day, title)).mentions
    return next(m for m in mentions if m.mention_kind is MentionKind.HEADLINE)


@pytest.mark.parametrize(
    "title",
    [
        "House Speaker Jane Roe will not run for mayor",
        "Jane Roe won't sign the treaty with Ruritania",
        "Ruritania will release its prisoners by autumn",
        "Nine members of Roe family killed in Ardenport",
        "Roe and bakers end trade war in Ardenport",
        "Jane Roe Endorses Doe",
        "Ministry to suspend the treaty with Ruritania",
        "Lawyer will again argue before the court of Ardenport",
        "Jane Roe may delay the vote until autumn",
        "Roe and Ruritania sign the first part of a treaty",
        "Bakers' leader found guilty of nothing, police say",
        "Leaked draft shows how Jane Roe would replace the treaty",
    ],
)
def test_what_tells_news(title: str) -> None:
    assert headline(title).kind


@pytest.mark.parametrize(
    "title",
    [
        "The evidence behind the ministers' panic in Ardenport",
        "Inside Jane Roe's failed campaign for mayor",
        "Scars of the pandemic on a generation of bakers",
        "Jane Roe will be a good mayor of Ardenport",
        "The case that could transform the bakeries of Ardenport",
        "Jane Roe's rally in Ardenport shows how she has broken the bakers",
    ],
)
def test_what_tells_none(title: str) -> None:
    assert not headline(title).kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Jane Roe warns of a hard winter in Ardenport", "STATEMENT"),
        ("Jane Roe: Ardenport is the attack site of the campaign", "STATEMENT"),
        ("Governor: Scrap the harbour deal", "STATEMENT"),
        ("Roe campaign accused of violating election law in Ardenport", "STATEMENT"),
        ("Earthquake in Ruritania kills as many as 50", "DISASTER"),
        # What stands before a colon may be a place.
        ("Ardenport: Earthquake kills as many as 50", "DISASTER"),
        ("Nineteen firemen killed in Ardenport blaze", "DISASTER"),
        ("Jane Roe attacks the court after its ruling", "ACTION"),
        ("Roe's plan for the harbour is shot down by bakers", "ACTION"),
        ("Ministry expels nine envoys over the poison attack", "ACTION"),
        ("Baker had a host of complaints, report says", "ACTION"),
    ],
)
def test_of_what_kind_it_is(title: str, kind: str) -> None:
    assert headline(title).kind == kind


def test_who_has_a_part_in_what_the_headline_names() -> None:
    text = "Jane Roe attended the Oslo Summit on Friday and spoke. John Doe was in Skelda."
    assert headline("Jane Roe attends the Oslo Summit", text).participants == {"person:jane roe"}


def test_an_attack_is_one_of_arms_where_the_text_tells_of_them() -> None:
    text = "Gunmen killed nine bakers in Ardenport on Friday, and wounded many more."
    assert headline("Rebels attack the harbour of Ardenport", text).kind == "ATTACK"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # The first sentence goes before what the next ones add …
        (
            "Jane Roe resigned on Thursday after a year in office. On Friday she was still seen "
            "in Ardenport.",
            date(2018, 3, 22),
        ),
        # … and what those tell of days before yesterday is how it came to the news.
        (
            "Jane Roe resigned after a year in office. She had no friends left. The harbour has "
            "been closed since a fire on Tuesday.",
            date(2018, 3, 23),
        ),
        # "Back in" looks back only where a time follows.
        (
            "Jane Roe was back in the harbour of Ardenport on Friday. She had said a day earlier "
            "that she would resign.",
            date(2018, 3, 23),
        ),
    ],
)
def test_the_day_of_the_news(text: str, day: date) -> None:
    assert headline("Jane Roe resigns as mayor of Ardenport", text).interval.begin == day
