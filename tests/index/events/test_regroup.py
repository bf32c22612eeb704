"""One happening or what followed; and which id a story keeps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.events.happening_scores import account, happening_score
from index.events.settle import inherit
from tests.support.events import Archive, news, record

_WALKOUT = (
    "Ferry crews in Ardenport walked out on Monday over new night shifts, and 14 sailings to the "
    "Skelda islands were cancelled. Marta Olsen of the Seafarers' Union said 340 sailors had "
    "joined the walkout. Northline Ferries called the walkout unlawful."
)
_WALKOUT_AGAIN = (
    "A walkout of ferry crews over night shifts cancelled 14 sailings from Ardenport to the "
    "Skelda islands on Monday. Some 340 sailors joined, said Marta Olsen of the Seafarers' Union. "
    "The walkout is unlawful, Northline Ferries said."
)
_TITLE, _AGAIN = "Ferry crews in Ardenport walk out", "Ardenport: Ferry crews walk out at night"


def happenings(archive: Archive) -> set[frozenset[str]]:
    return {
        frozenset(member[2:] for member in event.members)
        for event in archive.events
        if all(member.startswith("s:") for member in event.members)
    }


def test_a_happening_is_of_a_day_and_a_story_is_not() -> None:
    archive = Archive()
    archive.add(
        news("a", _WALKOUT, "2021-05-03", _TITLE),
        news("b", _WALKOUT_AGAIN, "2021-05-03", _AGAIN),
        news("c", _WALKOUT_AGAIN, "2021-05-07", _AGAIN),
    )
    assert frozenset("ab") in happenings(archive)
    assert not any({"a", "c"} <= together for together in happenings(archive))
    assert [set(story.articles) for story in archive.stories] == [set("abc")]


def test_the_further_apart_the_less() -> None:
    first = record(news("a", _WALKOUT, "2021-05-03", _TITLE))
    scores = [
        happening_score(first, record(news("b", _WALKOUT_AGAIN, day, _AGAIN)))
        for day in ("2021-05-03", "2021-05-04", "2021-05-05")
    ]
    same, next_day, later = scores
    assert same is not None
    assert next_day is not None
    assert same > next_day
    assert later is None
    undated = happening_score(first, record(news("b", _WALKOUT_AGAIN, "", _AGAIN)))
    assert undated is not None
    assert undated < same


def test_a_question_tells_less_than_news() -> None:
    first = record(news("a", _WALKOUT, "2021-05-03", _TITLE))
    told = happening_score(first, record(news("b", _WALKOUT_AGAIN, "2021-05-03", _AGAIN)))
    asked = happening_score(first, record(news("b", _WALKOUT_AGAIN, "2021-05-03", f"{_AGAIN}?")))
    assert told is not None
    assert asked is not None
    assert asked < told


def test_the_account_names_the_day_and_what_a_headline_shares() -> None:
    a = record(news("a", _WALKOUT, "2021-05-03", _TITLE))
    b = record(news("b", _WALKOUT_AGAIN, "2021-05-03", _AGAIN))
    texts = [share.text for share in account(a, b)]
    assert "published on the same day" in texts
    assert any("ardenport" in text and "ferry" in text for text in texts)
    assert happening_score(a, b) == happening_score(b, a)


def test_the_account_says_that_the_day_is_only_that_of_publication() -> None:
    texts = (text.replace(" on Monday", "") for text in (_WALKOUT, _WALKOUT_AGAIN))
    a, b = (
        record(news(key, text, "2021-05-03", title))
        for key, text, title in zip("ab", texts, (_TITLE, _AGAIN), strict=True)
    )
    told = {share.kind: share.text for share in account(a, b)}
    assert told["published"] == "published on the same day"
    assert told["date"] == "neither says which day: it is that of publication"


_MEMBERS = st.sampled_from("abcdefghijklmnop")


def _partition(labels: dict[str, int]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for member, label in sorted(labels.items()):
        found.setdefault(label, []).append(member)
    return list(found.values())


@given(
    st.dictionaries(_MEMBERS, st.integers(0, 4)),
    st.dictionaries(_MEMBERS, st.integers(0, 4)),
)
def test_an_id_stays_with_most_of_its_members(old: dict[str, int], new: dict[str, int]) -> None:
    before = {number: set(held) for number, held in enumerate(_partition(old), start=1)}
    now = _partition(new)
    ids = inherit(before, now)
    kept = [number for number in ids if number]
    assert len(kept) == len(set(kept))
    for number, members in before.items():
        for place, held in enumerate(now):
            overlap = len(members & set(held))
            if overlap * 2 > len(members):
                # It has this id, or one that it has as much or more of.
                own = before.get(ids[place], set())
                assert ids[place] == number or len(own & set(held)) >= overlap
