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
        "Attack on tax law in Ardenport",
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


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        # That people were killed or injured is no attack by itself.
        (
            "Five killed as boat capsizes on Lake Skelda",
            "Five people drowned on Monday.",
            "DISASTER",
        ),
        (
            "Eight killed in Ruritanian rail accident",
            "Eight passengers were killed when the express left the rails.",
            "DISASTER",
        ),
        ("Ferry runs aground off Skelda, 14 injured", "A ferry ran aground on Monday.", "DISASTER"),
        ("Two killed in Ardenport", "A wall of the old mill collapsed on Monday.", "DISASTER"),
        ("Two killed in Ardenport", "Gunmen opened fire in a bakery on Monday.", "ATTACK"),
        ("Two killed in Ardenport accident", "Soldiers helped to clear the road.", "DISASTER"),
        ("Two killed in Ardenport", "The police said nothing of how they died.", "DEATH"),
        ("Two injured in Ardenport", "The bakers were at the hospital on Monday.", "ACTION"),
        ("Drone strike kills six in Ardenport", "Six people died on Monday.", "ATTACK"),
        ("Senate bill kills the death tax", "The death tax would go, the bakers said.", "ACTION"),
        # Accidents are told by verbs of their own.
        ("Train derails near Skelda, six dead", "Six people died on Monday.", "DISASTER"),
        ("At least 17 hurt as ferry hits sandbank", "Some were hurt on Monday.", "DISASTER"),
        ("Ardenport market gutted by blaze", "A market was gutted on Monday.", "DISASTER"),
        ("Fire destroys market hall in Ardenport", "A fire burnt on Monday.", "DISASTER"),
        ("Dam breach near Skelda", "A dam broke near Skelda on Monday.", "DISASTER"),
        ("Judge derails plan of Jane Roe", "A judge ruled on Monday.", "ACTION"),
    ],
)
def test_accidents_are_no_attacks(title: str, text: str, kind: str) -> None:
    assert headline(title, text, "2018-03-20").kind == kind


_AT_WORK = "About 4,000 dockers began a strike on Monday over pay, the union said."


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Dockers in Ardenport begin 48-hour strike", _AT_WORK, "PROTEST"),
        ("Ardenport port strike: two thousand walk out", _AT_WORK, "PROTEST"),
        ("Dockers walk out in Ardenport", _AT_WORK, "PROTEST"),
        ("Rail strike halts trains across Ruritania", _AT_WORK, "PROTEST"),
        ("Roe and dockers strike deal", _AT_WORK, "ACTION"),
        ("Bakers walk out of hearing", "The bakers left the hearing on Monday.", "ACTION"),
        ("Drone strike stuns dockers", _AT_WORK, "ACTION"),
    ],
)
def test_a_strike_of_those_who_work_is_a_protest(title: str, text: str, kind: str) -> None:
    assert headline(title, text, "2018-03-20").kind == kind


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (
            "First woman sworn in as harbour master of Ardenport",
            "Jane Roe was sworn in on Monday as the first woman to be harbour master.",
            "NEWS",
        ),
        # A day alone, or the words alone, are not enough.
        ("The harbour and its masters", "On Monday Jane Roe was sworn in by the bakers.", ""),
        ("The harbour and its masters", "The harbour of old had no masters.", ""),
        ("Six winners and three losers of the vote", "Winners and losers are known.", ""),
    ],
)
def test_a_report_tells_news_whatever_its_verb(title: str, text: str, kind: str) -> None:
    assert headline(title, text, "2018-03-20").kind == kind


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        # "A sunny Monday" is any; that on which a blaze or a strike began is the last one.
        (
            "Ardenport market gutted by blaze",
            "The covered market was gutted by a blaze on Monday night. Eleven firemen were hurt.",
            date(2018, 3, 19),
        ),
        ("Dockers walk out in Ardenport", _AT_WORK, date(2018, 3, 19)),
        (
            "Death toll of Ardenport earthquake rises to 114",
            "Rescuers ended the search in Ardenport on Tuesday, five days after a 6.6-magnitude "
            "earthquake. Two people were killed in Skelda.",
            date(2018, 3, 15),
        ),
    ],
)
def test_the_day_that_the_first_sentence_tells(title: str, text: str, day: date) -> None:
    assert headline(title, text, "2018-03-20").interval.begin == day


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Tunisians among dead in Lyon attack", "place:lyon"),
        ("Lyon airport blasts kill 36", "place:lyon"),
        ("Deadliest US shooting: 58 killed at Lyon festival", "place:lyon"),
        ("Officials speak of Lyon at length", "place:paris"),
    ],
)
def test_what_happened_is_where_its_headline_says(title: str, place: str) -> None:
    text = (
        "PARIS (Reuters) - At least three men were among the people killed in Lyon, officials of "
        "the US said."
    )
    assert headline(title, text).place == place


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mass shooting at Ardenport music festival", "ATTACK"),
        ("Nine injured at Ardenport music festival", "ACTION"),
        ("Singers come to Ardenport music festival", "FESTIVAL"),
    ],
)
def test_what_happened_at_a_festival_is_no_festival(title: str, kind: str) -> None:
    text = "Bakers and singers were at the Ardenport music festival when it happened."
    assert headline(title, text).kind == kind


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        ("Oslo Shooting: Chaos at a Concert",
         "A man unleashed a barrage of gunfire onto bakers on March 21, and police sought him.",
         date(2018, 3, 21)),
        ("Oslo Shooting: Minister Meets Bakers",
         "The minister visited the victims of the gunfire on March 21 and met bakers.",
         None),
    ],
)  # fmt: skip
def test_the_day_of_what_is_a_label(title: str, text: str, day: date | None) -> None:
    assert headline(title, text).interval.begin == day


def test_the_voices_of_a_programme_have_no_part_in_its_news() -> None:
    text = (
        "JANE ROE, HOST:\nA lorry hit Tom Poe in Ardenport on Thursday. We are joined by Ann Doe,"
        " a reporter with a paper there.\n\nANN DOE: Good evening, Jane Roe.\n\nROE: How did Tom"
        " Poe fare?\n\nDOE: Tom Poe is well.\n"
    )
    found = headline("Lorry hits Tom Poe in Ardenport", text)
    assert found.participants == {"person:tom poe"}
