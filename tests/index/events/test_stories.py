"""Average linkage, its account, and the counts behind the scores."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.events.background import background_of, parse, render
from index.events.happening_scores import happening_score
from index.events.happenings import subject
from index.events.stories import central, part_of, stories
from index.events.story_scores import CHANNELS, explain, fitted
from tests.support.events import Archive, news, record

_QUAKE = (
    "A strong earthquake shook the island of Lombok on Sunday, killing at least 91 people and "
    "damaging thousands of buildings, officials said. The magnitude 6.9 tremor was felt in Bali."
)
_QUAKE_AGAIN = (
    "At least 91 people died when a magnitude 6.9 earthquake struck Lombok, an island next to "
    "Bali, on Sunday evening. Thousands of buildings collapsed, the disaster agency said."
)
_BUDGET = (
    "Lawmakers in Lisbon passed the budget on Sunday after a debate of eleven hours. The finance "
    "minister called the vote a victory for savers and promised lower taxes for families."
)

Graph = dict[str, dict[str, float]]


def graph(pairs: dict[tuple[str, str], float]) -> Graph:
    made: Graph = {}
    for (a, b), score in pairs.items():
        made.setdefault(a, {})[b] = score
        made.setdefault(b, {})[a] = score
    return made


def test_two_tellings_of_one_happening() -> None:
    archive = Archive()
    archive.add(
        news("a", _QUAKE, "2018-08-06"),
        news("b", _QUAKE_AGAIN, "2018-08-06"),
        news("c", _BUDGET, "2018-08-06"),
    )
    assert sorted(sorted(s.articles) for s in archive.stories) == [["a", "b"], ["c"]]
    event = next(e for e in archive.events if {r.article for r in e.roles} == {"a", "b"})
    assert event.kind in ("DISASTER", "NEWS")
    assert str(event.interval.begin) == "2018-08-05"
    links = [link for told, link in archive.links if told == event]
    assert links
    assert all(reason.text for link in links for reason in link.reasons)


def test_the_account_of_a_pair_adds_up() -> None:
    a, b = record(news("a", _QUAKE, "2018-08-06")), record(news("b", _QUAKE_AGAIN, "2018-08-06"))
    score, shares = explain(a, b)
    total = sum(share.weight for share in shares)
    assert abs(total - score) < 0.1
    assert explain(b, a)[0] == score
    assert any("lombok" in share.text for share in shares)


def test_articles_are_about_the_named_event_that_most_of_them_report() -> None:
    texts = {
        "a": "Mayors met at the 9th National Harbour Conference in Oslo on June 18.",
        "b": "Delegates came to the 9th National Harbour Conference in Oslo on Tuesday.",
        "c": "A storm tore off roofs in Oslo on Tuesday, the mayor said. Nobody was hurt.",
    }
    records = {key: record(news(key, text, "2019-06-18")) for key, text in texts.items()}
    for keys, is_meant in (("ab", True), ("abc", True), ("ac", False), ("c", False)):
        assert (subject(list(keys), records) is not None) == is_meant


_DISMISSED = (
    "The Harbour City Hawks dismissed coach Marvin Okafor on Saturday, hours before a home game "
    "against Denver. General manager Lydia Stern named assistant Pete Lindqvist head coach for "
    "the rest of the season. Okafor leaves with nine wins and fourteen losses."
)
_DISMISSED_BEFORE = (
    "The Harbour City Hawks dismissed coach Gerald Whitcombe on Monday, three weeks after their "
    "season ended. President Bob Tarrant named Marvin Okafor, once a player there, head coach. "
    "Whitcombe had been in office for one season only."
)


def test_what_tells_a_happening_from_its_look_alike() -> None:
    a, b = record(news("a", _DISMISSED)), record(news("b", _DISMISSED_BEFORE))
    against = {share.kind: share.weight for share in explain(a, b)[1] if share.weight < 0}
    assert {"names of its own", "words of its own"} <= against.keys()
    same = {share.kind for share in explain(a, record(news("c", _DISMISSED)))[1]}
    assert same.isdisjoint({"names of its own", "words of its own"})
    assert "same weekday" in same


def test_each_tells_what_the_headline_of_the_other_says() -> None:
    a = record(news("a", _QUAKE, "2018-08-06", "Strong earthquake shakes Lombok"))
    b = record(news("b", _QUAKE_AGAIN, "2018-08-06", "Earthquake kills 91 on Lombok, near Bali"))
    c = record(news("c", _BUDGET, "2018-08-06", "Lisbon passes budget after long debate"))
    told = {share.kind: share.weight for share in explain(a, b)[1]}
    assert told["headline told"] > 0
    assert "headline told" not in {share.kind for share in explain(a, c)[1]}


def test_two_tight_groups_stay_apart() -> None:
    inside = {(a, b): 3.0 for g in ("abcd", "wxyz") for a in g for b in g if a < b}
    across = {(a, b): -0.6 for a in "abcd" for b in "wxyz"}
    found = stories("abcdwxyz", graph(inside | across), -1.5, -1.5)
    assert found == [list("abcd"), list("wxyz")]


def test_a_missing_pair_speaks_against() -> None:
    chain = graph({("a", "b"): 2.0, ("b", "c"): 1.0})
    assert stories("abc", chain, 0.0, 0.0) == [["a", "b"], ["c"]]


_SCORES = st.floats(-2.9, 3.0, allow_nan=False).map(lambda x: round(x, 2))


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdefghij"), st.sampled_from("abcdefghij")).filter(
            lambda pair: pair[0] < pair[1]
        ),
        _SCORES,
        max_size=30,
    )
)
def test_parts_can_be_clustered_by_themselves(pairs: dict[tuple[str, str], float]) -> None:
    threshold = -1.5
    made = graph(pairs)
    bridge = 0.5
    whole = stories("abcdefghij", made, threshold, bridge)
    assert sorted(key for story in whole for key in story) == list("abcdefghij")
    left = set("abcdefghij")
    by_parts = []
    while left:
        part = part_of([min(left)], made, bridge, left)
        by_parts += stories(sorted(part), made, threshold, bridge)
        left -= part
    assert sorted(by_parts) == sorted(whole)


def test_central() -> None:
    made = graph({("a", "b"): 1.0, ("b", "c"): 1.0, ("a", "c"): -2.0})
    assert central("abc", made)[0] == "b"


def test_weights_name_every_channel() -> None:
    assert len(fitted().channels) == len(CHANNELS)


def test_background() -> None:
    english = background_of("en")
    assert english.idf("words", "president") < english.idf("words", "lombok")
    assert background_of("xx").idf("words", "word") > 0
    counts = {"words": {"a": 3, "b": 3, "c d": 9}, "names": {}}
    assert parse(render(12, counts)) == (12, counts)


def test_pages_with_nothing_but_standing_words_are_told_by_their_titles() -> None:
    standing = "Chat with us in Facebook Messenger. Find out what's happening as it unfolds."
    archive = Archive()
    archive.add(
        news("a", standing, "2018-08-06", "Gunman opens fire at casino in Las Vegas"),
        news("b", standing, "2018-08-06", "China lets oil tankers into North Korea"),
    )
    assert sorted(sorted(story.articles) for story in archive.stories) == [["a"], ["b"]]


def test_a_brief_page_needs_to_share_less() -> None:
    archive = Archive()
    archive.add(
        news("a", "Lombok tremor kills dozens", "2018-08-06"),
        news("b", _QUAKE, "2018-08-06"),
    )
    before = [story.articles for story in archive.stories]
    assert sorted(map(sorted, before)) == [["a", "b"]]
    other = Archive()
    other.add(news("b", _QUAKE, "2018-08-06"))
    other.add(news("a", "Lombok tremor kills dozens", "2018-08-06"))
    assert [sorted(story.articles) for story in other.stories] == [["a", "b"]]


def test_a_short_title_names_a_story() -> None:
    archive = Archive()
    article = news("a", _BUDGET, "2018-08-06")
    archive.add(replace(article, title="Lisbon Budget", title_stated=True))
    assert [story.name for story in archive.stories] == ["Lisbon Budget"]


def test_what_two_papers_tell_of_one_day_is_one_happening_though_one_came_a_day_later() -> None:
    ferry = (
        "Sixteen people were hurt {when}when a ferry carrying 212 people ran onto a sandbank off "
        "Skelda, the coast guard said. Commander Jane Roe spoke of thick fog."
    )
    title = "Ferry runs onto sandbank off Skelda, 16 hurt"

    def score(when: str) -> float:
        text = ferry.format(when=when)
        one = record(news("a", text, "2024-03-12", title))
        other = record(news("b", text, "2024-03-13", title))
        found = happening_score(one, other)
        assert found is not None
        return found

    assert score("on Tuesday ") - score("") > 2
