"""Named events: what is one, when it was, and which of two sayings are of one event."""

from __future__ import annotations

import pytest

from index.events.accounts import refusal
from index.events.model import MentionKind
from index.events.sayings import sayings_of
from tests.support.events import FAR, Archive, linked, named, news, record


@pytest.mark.parametrize(
    "text",
    [
        "The National Conference of State Legislatures reports a gap.",
        "He chairs the Munich Security Conference.",
        "They fled after a U.S.-led invasion, he said.",
        "It was the worst Twitter war of the week.",
        "Police arrested Dylann Storm Roof there.",
        "He spoke at the forum on March 12, 2000.",
        "Some fear World War III now.",
        "Donald Trump won. He is at home in the Trump Revolution now.",
        "This is the latest Middle East war, he said.",
    ],
)
def test_what_only_looks_like_an_event_is_none(text: str) -> None:
    assert named(text) == []


def test_a_name_is_not_cut_in_two() -> None:
    assert [m.name for m in named("They met at the Group of Seven summit in France.")] == [
        "Group of Seven summit"
    ]


def test_a_name_begins_behind_the_verb_of_a_headline_inside_the_text() -> None:
    text = "The crowd waited.\nPresident Obama Recalls Boston Bombing\nIt came to Boston."
    assert [m.name for m in named(text)] == ["Boston Bombing"]


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("Republicans will keep the House in November’s midterm elections.", "2018-11-01"),
        ("Russians tried to sway last November's presidential election.", "2017-11-01"),
    ],
)
def test_a_month_alone_is_the_coming_one_unless_told_otherwise(text: str, begin: str) -> None:
    (mention,) = named(text)
    assert str(mention.interval.begin) == begin


def test_a_day_told_beside_a_war_is_not_its_date() -> None:
    (mention,) = named("He spoke of the Iraq War on Tuesday.")
    assert not mention.interval


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the 2016 Republican National Convention", "the 2016 Democratic National Convention"),
        ("the Iowa caucuses in 2012", "the Iowa caucuses in 2016"),
        ("the Pennsylvania primary on May 15", "the Kentucky primary on May 15"),
        ("the 50th anniversary of the Selma march", "the 50th anniversary of the Apollo landing"),
        ("the Civil War", "the Syrian civil war"),
    ],
)
def test_what_differs_is_not_linked(one: str, other: str) -> None:
    days = "2018-06-01", "2018-06-02"
    assert not linked((days[0], f"It was like {one}."), (days[1], f"It was like {other}."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Syrian civil war", "Syria’s civil war"),
        ("the 2016 Republican National Convention", "the Republican National Convention in 2016"),
        ("the Bay of Pigs invasion", "the 1961 Bay of Pigs invasion"),
        ("the Munich Olympics massacre", "the Munich Olympic massacre"),
    ],
)
def test_one_event_under_two_names_is_linked(one: str, other: str) -> None:
    days = "2018-06-01", "2018-06-02"
    assert linked((days[0], f"It was like {one}."), (days[1], f"It was like {other}."))


def test_a_war_is_not_told_of_before_it_was() -> None:
    early = ("2012-11-20", "This could be the last Gaza war.")
    late = ("2018-05-14", "It was the deadliest day since the 2014 Gaza war.")
    assert not linked(early, late)


def test_the_number_of_a_war_is_no_edition() -> None:
    archive = Archive()
    for key, words in zip("ab", ("World War II", "the Second World War"), strict=True):
        archive.add(news(key, f"{FAR}{key} It was like {words}.", "2018-06-01"))
    told = {reason.kind: reason.text for _, link in archive.links for reason in link.reasons}
    assert told["ordinal"] == "both are the 2nd of the name"
    assert not any("edition" in text for text in told.values())


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        (
            "Obama praised her at the Democratic National Convention, noting that she ran in 2008.",
            "",
        ),
        ("He won Nevada's caucus - two thirds of all who came in 2008.", ""),
        ("He spoke at the NATO summit - held in July 2018 - and left.", "2018-07-01"),
        ("They spoke of the September 11 attack in New York.", "2001-09-11"),
    ],
)
def test_a_date_further_on_in_the_clause_is_of_something_else(text: str, begin: str) -> None:
    (mention,) = named(text, "2019-06-20")
    assert str(mention.interval.begin or "") == begin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The parties of a state vote on days of their own.
        (
            ("2016-02-12", "The Democrats meet for the Nevada caucuses on Feb. 20."),
            ("2016-02-23", "He spoke ahead of the Republican Nevada caucuses."),
        ),
        (
            ("2013-11-20", "She did well in the French presidential election of 2012."),
            ("2014-02-09", "He lost the 2012 presidential election."),
        ),
        (
            ("2020-04-07", "They had played down the outbreak in the United States."),
            ("2015-10-28", "He wrote so during the measles outbreak in the United States."),
        ),
        (
            ("2019-12-11", "They spoke of Rudy Giuliani's trip to Ukraine."),
            ("2019-05-10", "They spoke of Rudy Giuliani's trip to Ukraine."),
        ),
        # Where it was tells nothing, for much happens there.
        (
            ("2018-06-01", "They spoke of the Paris attack."),
            ("2015-09-01", "They spoke of the Paris attack."),
        ),
        (
            ("2018-06-01", "They spoke of the ebola outbreak in Congo."),
            ("2014-09-01", "They spoke of the measles outbreak in Congo."),
        ),
        # A day of the year is told against another one whatever the year.
        (
            ("", "They recall the Lyon attack on May 18."),
            ("2019-06-20", "They spoke of the Lyon attack on June 18."),
        ),
        (
            ("", "They recall the Lyon attack on May 18."),
            ("", "They spoke of the Lyon attack on June 18."),
        ),
    ],
)
def test_what_comes_again_is_not_linked(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not linked(one, other)


def test_a_third_telling_does_not_join_what_was_told_before_it_was() -> None:
    archive = Archive()
    for key, day, text in (
        ("a", "2018-05-14", "They spoke of the 2014 Gaza war."),
        ("b", "2016-05-14", "They spoke of the Gaza war."),
        ("c", "2012-11-20", "They spoke of the Gaza war."),
    ):
        archive.add(news(key, f"{FAR}{key} {text}", day))
    named = [e for e in archive.events if all(m.startswith("n") for m in e.members)]
    told = [{r.article for r in event.roles} for event in named]
    assert not any({"a", "c"} <= articles for articles in told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The year alone tells an election, in a country that is taken for granted or clear.
        (("2018-06-01", "It was so in the 2016 election."), ("2019-06-01", "The 2016 election.")),
        (
            ("2018-06-01", "He lost ground in the 2016 elections."),
            ("2019-06-01", "Russians meddled in the 2016 presidential election."),
        ),
        (
            ("2018-06-01", "Women won the 2018 midterms."),
            ("2019-06-01", "He remembers the 2018 midterm elections."),
        ),
        (
            (
                "2019-06-01",
                f"{'India voted. In India, India won. ' * 3} The 2019 election is over.",
            ),
            ("2019-07-01", f"{'India votes. So does all India. ' * 3} The 2019 election was fair."),
        ),
        # One thing under two heads.
        (
            ("2018-03-05", "They spoke of the Parkland shooting."),
            ("2018-03-15", "They spoke of the Parkland massacre."),
        ),
        (
            ("2020-01-21", "They wait for the Senate impeachment trial."),
            ("2020-01-23", "They wait for the Trump impeachment trial."),
        ),
        # A day of the year is enough, wherever the article tells it, also around New Year.
        (
            ("", "They recall the Paris attack. It was so in the Paris attack on June 18."),
            ("2019-06-20", "They spoke of the Paris attack on June 18."),
        ),
        (
            ("", "They recall the Lyon attack on January 1."),
            ("2019-01-02", "They spoke of the Lyon attack on December 31, 2018."),
        ),
        (
            ("2016-06-01", "He spoke of the 2016 GOP convention."),
            ("2016-06-02", "He spoke of the 2016 Republican convention."),
        ),
    ],
)
def test_one_event_in_other_words_is_linked(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert linked(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            (
                "2018-06-01",
                f"{'India voted. In India, India won. ' * 3} The 2016 election is over.",
            ),
            ("2019-06-01", "It was so in the 2016 election."),
        ),
        (("2018-06-01", "The 2015 election."), ("2019-06-01", "It was so in the 2015 election.")),
        (
            ("2018-06-01", "It was so in the 2010 elections."),
            ("2019-06-01", "She won the 2010 special election."),
        ),
        (
            ("2020-01-21", "It was so in Bill Clinton's impeachment trial."),
            ("2020-01-21", "It was so in Donald Trump's impeachment trial."),
        ),
        (
            ("2020-06-17", "The Tulsa massacre was long kept quiet."),
            ("2016-09-21", "The Tulsa shooting was on film."),
        ),
    ],
)
def test_what_is_said_alike_may_be_another(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not linked(one, other)


def test_the_election_is_hardly_one_of_years_ago() -> None:
    text = f"{FAR}She first won in the 1998 election. {FAR}\nHe will win the general election."
    mentions = record(news("a", text, "2018-05-25")).mentions
    assert [m.name for m in mentions if m.kind == "ELECTION"] == ["1998 election"]


@pytest.mark.parametrize(
    ("one", "other", "kind", "text"),
    [
        ("the Springfield school shooting", "the Springfield massacre", "short", "too little"),
        (
            "the Springfield school shooting",
            "the Dayton school shooting",
            "thin",
            "nothing in common that tells them apart",
        ),
        ("the Iran-Contra scandal", "the Iran nuclear scandal", "thin", "too little in common"),
        (
            "the Guinea Ebola outbreak",
            "the Kinshasa Ebola outbreak",
            "name",
            "each name has what the other lacks, and no date agrees",
        ),
    ],
)
def test_what_falls_short_says_so(one: str, other: str, kind: str, text: str) -> None:
    claims = [
        sayings_of(record(news(key, f"{FAR}They spoke of {words}.", "2018-06-01")))[0]
        for key, words in (("a", one), ("b", other))
    ]
    (veto,) = refusal(*claims).vetoes
    assert veto.kind == kind
    assert text in veto.text


def bare(text: str, day: str = "2018-05-25") -> list[tuple[str, str]]:
    """What bare nouns of a text are taken for: the noun, and the name of its event."""
    mentions = record(news("a", text, day)).mentions
    names = {m.group: m.name for m in mentions if m.mention_kind is MentionKind.NAME}
    return [(m.name, names[m.group]) for m in mentions if m.mention_kind is MentionKind.NOMINAL]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("They met at the 2018 midterm elections’ end.\nThey will fight the primary election.", []),
        ("They wait for the 2018 elections.\nIt was so in the 2012 election too.", []),
        (
            "They wait for the 2018 elections.\nThe general election is near.",
            [("The general election", "2018 elections")],
        ),
        (
            f"They told of the attack.\n{FAR[:600]}\nIt was the Paris attack, they said.",
            [("the attack", "Paris attack")],
        ),
        (f"They told of the trial.\n{FAR}\nIt was like the Manafort trial, they said.", []),
        (
            f"The Iraq War began.\n{FAR}\nThe Korean War was over. The Korean War is long ago.\n"
            "He voted for the war.",
            [("the war", "Korean War")],
        ),
        (
            f"{FAR}\nThe Iraq War began. The Iraq War cost lives. The Iraq War is over.\n{FAR}\n"
            "The Korean War was over. The Korean War is long ago.\nHe voted for the war.",
            [],
        ),
    ],
)
def test_a_bare_noun_means_what_little_else_can_be(text: str, meant: list[tuple[str, str]]) -> None:
    assert bare(text) == meant


@pytest.mark.parametrize(
    ("text", "day", "begin"),
    [
        ("He spoke of the September 11, 2012 terrorist attacks in Benghazi.", "2014-04-30", "2012"),
        ("He spoke of the Sept. 11 Benghazi attack.", "2014-04-30", ""),
        ("It was the French Revolution more than 200 years ago.", "2018-02-07", ""),
        ("He saw the annual Gilroy Festival in Christmas Hill Park in Gilroy.", "2019-07-29", ""),
        ("It was so in the 1968 and 1972 presidential elections.", "2019-07-29", "1972"),
    ],
)
def test_a_year_in_a_name_is_its_date(text: str, day: str, begin: str) -> None:
    (mention,) = named(text, day)
    assert str(mention.interval.begin or "")[:4] == begin


@pytest.mark.parametrize(
    "text",
    [
        "They want to win the July Democratic convention if he wins in California.",
        "He led the team for the 2000 Democratic National Convention and spent years in Paris.",
        "They met at the 2012 Republican convention after his win in Iowa.",
    ],
)
def test_a_place_of_something_else_is_not_the_event_s(text: str) -> None:
    (mention,) = named(text, "2012-08-30")
    assert mention.place == ""


@pytest.mark.parametrize(
    "text",
    [
        "San Francisco’s primary legislative body voted on it.",
        "The Navy’s primary problem was not with the captain.",
        "She is the co-chair of the Internet of Things Caucus there.",
        "He stands on the floor of the Senate and talks till he drops.",
    ],
)
def test_a_head_that_is_no_event_s(text: str) -> None:
    assert named(text) == []


def test_initials_are_not_cut() -> None:
    (mention,) = named("It was the 72nd anniversary of the U.S. atomic bombing of the city.")
    assert mention.name == "72nd anniversary of the U.S. atomic bombing"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It was the worst of the shootings in U.S. history.", []),
        ("It was the first Ebola outbreak in 1976.", []),
        ("They fear the second Cold War.", [("Cold War", 2)]),
        ("They fought in the first Gulf War.", [("Gulf War", 1)]),
        ("They fought in the Gulf War.", [("Gulf War", None)]),
    ],
)
def test_one_of_several_is_not_the_one_of_that_name(
    text: str, names: list[tuple[str, int | None]]
) -> None:
    assert [(m.name, m.ordinal) for m in named(text)] == names


def test_a_local_office_is_not_voted_for_by_the_whole_country() -> None:
    local = ("2018-06-01", "The new assemblyman won the 1998 election in the county.")
    assert not linked(local, ("2019-06-01", "It was so in the 1998 election."))


def test_a_vote_that_they_head_into_is_ahead() -> None:
    (mention,) = named("They are heading into the November general election.", "2020-02-13")
    assert str(mention.interval.begin) == "2020-11-01"


@pytest.mark.parametrize("name", ["the Oscars in 2014", "the 2014 Academy Awards"])
def test_awards_have_a_usual_name(name: str) -> None:
    (mention,) = named(f"She won at {name}, and left.")
    assert (mention.head, mention.words) == ("awards", {"academy"})
    assert str(mention.interval.begin) == "2014-01-01"


def test_a_scandal_goes_by_a_last_name_as_by_the_whole_one() -> None:
    one = ("2014-05-02", "He spoke of the Monica Lewinsky scandal.")
    assert linked(one, ("2012-03-09", "He spoke of the Lewinsky scandal."))
    # … but only where that name is rare.
    one = ("2014-05-02", "He spoke of the Clinton Foundation scandal.")
    assert not linked(one, ("2012-03-09", "He spoke of the Clinton scandal."))
