"""What single texts say of events: names, visits, nominals, headlines, dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Interval, Publication
from index.events.extract import extract
from index.events.model import EventMention, MentionKind
from index.events.record import from_json, to_json
from index.events.sayings import sayings_of
from index.readers import read
from tests.support.events import news, record
from tests.support.pace import growth


def mentions(text: str, day: str = "2019-06-20", title: str = "") -> list[EventMention]:
    return list(record(news("a", text, day, title)).mentions)


def named(text: str, day: str = "2019-06-20") -> list[EventMention]:
    wanted = (MentionKind.NAME, MentionKind.PHRASE)
    return [m for m in mentions(text, day) if m.mention_kind in wanted]


@pytest.mark.parametrize(
    ("text", "name", "kind", "ordinal"),
    [
        ("Leaders met at the 14th East Asia Summit.", "14th East Asia Summit", "CONFERENCE", 14),
        (
            "The city hosted the 7th cooperation forum between Danish and Polish ports.",
            "7th cooperation forum between Danish and Polish ports",
            "FORUM",
            7,
        ),
        ("He was born during the Second World War.", "Second World War", "CONFLICT", 2),
        ("She served in World War II.", "World War II", "CONFLICT", 2),
        ("Hurricane Katrina hit the coast.", "Hurricane Katrina", "DISASTER", None),
        (
            "They spoke of the 2016 presidential election.",
            "2016 presidential election",
            "ELECTION",
            None,
        ),
        (
            "It was told at the National Conference on Rural Health.",
            "National Conference on Rural Health",
            "CONFERENCE",
            None,
        ),
        ("Runners remember the Boston Marathon.", "Boston Marathon", "SPORT", None),
        ("Few forget the war in Afghanistan.", "war in Afghanistan", "CONFLICT", None),
        ("He studied the siege of Leningrad.", "siege of Leningrad", "CONFLICT", None),
    ],
)
def test_names(text: str, name: str, kind: str, ordinal: int | None) -> None:
    found = [m for m in named(text) if m.name == name]
    assert [(m.kind, m.ordinal) for m in found] == [(kind, ordinal)]


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("CONFERENCE", "Conference Summit Symposium Convention Seminar"),
        ("FESTIVAL", "Expo Festival Awards Carnival Biennale"),
        ("MEETING", "Talks Meeting Dialogue Debate"),
        ("ELECTION", "Election Elections Midterms Referendum Primary Primaries Caucuses Runoff"),
        ("SPORT", "Olympics Games Cup Tournament Playoffs Championship Championships Bowl Prix"),
        ("CONFLICT", "War Invasion Revolution Uprising Coup Genocide Siege Battle"),
        ("ATTACK", "Attack Attacks Bombing Bombings Shooting Massacre Assassination"),
        ("PROTEST", "Riots Protests March"),
        ("DISASTER", "Earthquake Quake Tsunami Floods Flooding Wildfire Wildfires Spill Crash"),
        ("DISASTER", "Explosion Derailment"),
        ("EPIDEMIC", "Pandemic Epidemic Outbreak"),
        ("SCANDAL", "Scandal Affair"),
    ],
)
def test_the_last_noun_says_what_kind_of_event_it_is(kind: str, heads: str) -> None:
    for head in heads.split():
        found = named(f"Few of them forget the 2011 Skelda {head} today.")
        assert [(m.name, m.kind) for m in found] == [(f"2011 Skelda {head}", kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The Federal Election Commission fined the senator.",
        "The U.S. Congress passed the bill on Monday.",
        "The U.S. Conference of Mayors asked for more money.",
        "She works for the Southern Christian Leadership Conference.",
        "He was tried for war crimes in The Hague.",
        "The War Department no longer exists.",
        "The World Cup Stadium is empty.",
        "Trump attacks the press once more.",
        "The president talks to farmers.",
        "The Olympic Games Committee met.",
        "The press conference began late.",
        "The House Freedom Caucus voted no.",
        "The Senate Republican caucus met on Tuesday.",
        "The Chemical Weapons Convention forbids it.",
        "Trump's attack on the judge was noted.",
    ],
)
def test_bodies_and_places_are_no_events(text: str) -> None:
    assert named(text) == []


def test_a_visit_to_one_place_by_two_is_two_visits() -> None:
    found = named(
        "The year saw visits to Japan by President Emmanuel Macron and Prime Minister Narendra "
        "Modi, and a visit to Kenya by Angela Merkel."
    )
    visits = [(sorted(m.participants), m.place) for m in found]
    assert len(visits) == 3
    assert len({place for _, place in visits}) == 2
    assert all(len(people) == 1 for people, _ in visits)


def test_a_visit_needs_visitor_and_place() -> None:
    assert named("The ministry organised 45 visits to neighbouring countries.") == []


def test_the_bare_noun_means_the_event_named_before() -> None:
    found = mentions(
        "The 9th Coastal Cities Conference opened in Oslo on June 18. The conference, to last "
        "until June 21, brings together mayors."
    )
    name, nominal = (m for m in found if m.mention_kind is not MentionKind.HEADLINE)
    assert nominal.mention_kind is MentionKind.NOMINAL
    assert nominal.group == name.group
    assert name.interval == Interval(date(2019, 6, 18), date(2019, 6, 18))
    assert nominal.until
    assert nominal.interval.end == date(2019, 6, 21)


def test_an_edition_is_not_the_event_named_without_one_before() -> None:
    found = named(
        "The National Health Conference in May 2017 set the aims. He said so at the 12th "
        "National Health Conference."
    )
    assert len({m.group for m in found}) == 2


def test_in_passing() -> None:
    found = named("The resolution of the 13th Party Congress was read.")
    assert [m.background for m in found] == [True]


def test_a_date_after_since_is_not_the_date_of_the_event() -> None:
    (found,) = named("The Harbour Cities Conference was the first one since 2014.")
    assert not found.interval


def test_history_takes_no_date_from_its_sentence() -> None:
    (found,) = named("On Tuesday he spoke of the Iraq War.")
    assert not found.interval
    (found,) = named("He wrote of the Gulf War (1991).")
    assert found.interval.begin == date(1991, 1, 1)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("President meets mayors of coastal cities", "MEETING"),
        ("Deadly earthquake shakes northern islands", "DISASTER"),
        ("Police charged two men over bank robbery", "ARREST"),
        ("OPINION: Why the mayor wins again", ""),
        ("5 things to know as parliament votes", ""),
        ("What wins elections?", ""),
        ("A quiet afternoon in the harbour", ""),
    ],
)
def test_headlines(title: str, kind: str) -> None:
    found = mentions("The town was calm after that, people said.", title=title)
    assert [m.kind for m in found if m.mention_kind is MentionKind.HEADLINE] == [kind]


def test_a_label_is_no_headline() -> None:
    found = mentions("Minister visits flooded villages.\nHe came by boat.", title="Latest news")
    headline = next(m for m in found if m.mention_kind is MentionKind.HEADLINE)
    assert headline.name == "Minister visits flooded villages."
    assert headline.kind == "VISIT"


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        # What the headline says it is in comes before where it was written.
        ("Mayor opens school in Kenya", "LONDON -- The mayor spoke of Rome.", "kenya"),
        ("Mayor opens a school", "NAIROBI, Kenya (AP) _ The mayor came early.", "nairobi"),
        ("Mayor opens a school", "The mayor opened a school in Kenya. He lives in Rome.", "kenya"),
        # The next sentence is about something else, and a place named may be the topic.
        ("Mayor opens a school", "The mayor opened it today. He once lived in Rome.", ""),
        ("Minister signs pact with Kenya", "The minister signed it today.", ""),
    ],
)
def test_the_place_of_what_a_headline_tells(title: str, text: str, place: str) -> None:
    article = next(iter(read("a.txt", f"{title}\n\n{text}".encode(), key="a", metadata={})))
    found = [m for m in record(article).mentions if m.mention_kind is MentionKind.HEADLINE]
    assert [m.place for m in found] == [f"place:{place}" if place else ""]


_PIECES = st.sampled_from(
    [
        "the 32nd ", "National ", "Conference", " on Foreign Affairs", "\n", " war", " in ", "Iraq",
        "Trump’s ", "visit to ", "China ", "by ", "Xi Jinping", " and ", "World War II", ". ", "“",
        "2016 ", "presidential ", "election", "Congress", "\u0301", "İ", "🏛️", "　", "(", ")", "-",
        "Hội nghị ", "đ", "December 19", ", to last until ", "HURRICANE ", "Katrina",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_text_gives_mentions_inside_it_and_a_record_that_can_be_kept(text: str) -> None:
    made = record(news("a", text, "2019-06-20"))
    for mention in made.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.group > 0
    assert from_json(to_json(made)) == made


def test_time_is_linear_in_hostile_text() -> None:
    def work(size: int) -> None:
        pieces = ("the 3rd " + "National and " * size, "Conference " * size, "visits to " * size)
        text = "".join(pieces) + "war-" * size + "x" * size
        extract(text, (), (), (), (), Publication())

    assert growth(work, 2_000, 8) < 30


def participants(text: str) -> frozenset[str]:
    (headline,) = [m for m in mentions(text) if m.mention_kind is MentionKind.HEADLINE]
    return headline.participants


def test_who_is_named_in_passing_takes_no_part() -> None:
    text = (
        "Mayor Ann Berg opens the bridge\n\nBERGEN, June 20, 2019 - Mayor Ann Berg opened the"
        " bridge. Workers had built it within two years.\n\n{}\n\nPeter Holm built the bridge"
        " with his men. The mayor thanked Peter Holm for it."
    )
    part = {"person:ann berg", "person:peter holm"}
    for passing in (
        "Scouts and Rockwell: They sell art by Norman Rockwell, as Norman Rockwell wanted.",
        "“I am no Norman Rockwell,” a visitor said. “But Norman Rockwell would paint it.”",
        "Bergen has a new bridge. (Norman Rockwell/AP)\n\nIt is long. (Norman Rockwell/AP)",
    ):
        assert participants(text.format(passing)) == part
    assert participants(text.format("Norman Rockwell came. Norman Rockwell paints it.")) > part


def test_a_coming_convention_is_told_with_its_week_and_its_place() -> None:
    text = (
        "One of the party's senators will not attend this summer's Farmers National Convention."
        " An aide said on Tuesday that the senator will not go to the convention, which will be"
        " held in Charlotte, North Carolina, during the first week of September."
    )
    made = record(news("a", text, "2012-06-26", "Senator to skip the Farmers Convention"))
    (saying,) = [s for s in sayings_of(made) if s.head == "convention"]
    assert saying.day == Interval(date(2012, 9, 3), date(2012, 9, 9))
    assert "charlotte" in saying.place
    assert saying.participants == ()
