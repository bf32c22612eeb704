"""Who takes part in an event, and who is only named beside it."""

from __future__ import annotations

import pytest

from index.events.model import MentionKind
from tests.support.events import news, record


def part_in(text: str, head: str) -> set[str]:
    """The last names of those who take part in the event with this head noun."""
    article = news("a", text, "2019-06-20", "Rain falls on the fields of the north")
    found = [
        mention
        for mention in record(article).mentions
        if mention.head == head and mention.mention_kind is not MentionKind.HEADLINE
    ]
    assert found, text
    return {key.rpartition(" ")[2] for mention in found for key in mention.participants}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Anna Berg attended the Oslo Summit.", {"berg"}),
        ("Anna Berg, the mayor of Bergen, spoke at the Oslo Summit.", {"berg"}),
        ("Anna Berg, Peter Holm and Maria Lund met at the Oslo Summit.", {"berg", "holm", "lund"}),
        ("The Oslo Summit, hosted by Anna Berg, ended early.", {"berg"}),
        ("The Oslo Summit hosted by Anna Berg ended early.", {"berg"}),
        ("The Oslo Summit between Anna Berg and Peter Holm ended.", {"berg", "holm"}),
        ("Attending the Oslo Summit on Monday, Anna Berg was in good spirits.", {"berg"}),
        ("Anna Berg invited Peter Holm to the Oslo Summit.", {"berg", "holm"}),
        ("Anna Berg told reporters at the Oslo Summit that it was raining.", {"berg"}),
        ("Anna Berg set her hopes on winning the 2019 Norwegian election.", {"berg"}),
    ],
)
def test_who_does_something_there_takes_part(text: str, part: set[str]) -> None:
    assert part_in(text, "election" if "election" in text else "summit") == part


@pytest.mark.parametrize(
    "absence",
    [
        "did not attend",
        "will not attend",
        "would not be attending",
        "refused to attend",
        "declined to come to",
        "boycotted",
        "skipped",
        "is skipping",
        "stayed away from",
        "pulled out of",
        "withdrew from",
        "decided not to go to",
        "was not invited to",
        "has also announced he will not attend",
    ],
)
def test_who_stays_away_takes_no_part(absence: str) -> None:
    assert part_in(f"Peter Holm {absence} the Oslo Summit.", "summit") == set()
    listed = (
        f"Anna Berg attended the Oslo Summit. Peter Holm and Ole Dahl {absence} the Oslo Summit."
    )
    assert part_in(listed, "summit") == {"berg"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Anna Berg attended the Oslo Summit without Peter Holm.", {"berg"}),
        ("Neither Anna Berg nor Peter Holm attended the Oslo Summit.", set()),
        ("Leaders met at the Oslo Summit in the absence of President Peter Holm.", set()),
        ("Without delay, Anna Berg opened the Oslo Summit.", {"berg"}),
        ("Rather than wait at home, Anna Berg spoke at the Oslo Summit.", {"berg"}),
    ],
)
def test_without_somebody(text: str, part: set[str]) -> None:
    assert part_in(text, "summit") == part


@pytest.mark.parametrize(
    "text",
    [
        "The Iraq War cost much, said Peter Holm, an analyst at a bank.",
        "Peter Holm, who teaches in Oslo, wrote that the Iraq War was a mistake.",
        "According to Peter Holm, the Iraq War was a mistake.",
        "Peter Holm became mayor long after the Iraq War.",
        "The debt grew under Peter Holm because the Iraq War cost much.",
        "Peter Holm compared the plan to the Iraq War.",
    ],
)
def test_who_is_named_beside_a_war_takes_no_part(text: str) -> None:
    assert part_in(text, "war") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Peter Holm fought in the Iraq War.",
        "Peter Holm was wounded in the Iraq War.",
        "Peter Holm, then a young man, led troops in the Iraq War.",
    ],
)
def test_who_fights_takes_part(text: str) -> None:
    assert part_in(text, "war") == {"holm"}


def test_whom_the_news_only_quotes_takes_no_part_in_it() -> None:
    text = (
        "BERGEN, June 20, 2019 - Mayor Anna Berg opened the bridge. It was planned under Ole"
        " Dahl. The bridge is long, said Peter Holm, an analyst. The ferry came under Ole Dahl."
        " Peter Holm said that more would come. Maria Lund refused to attend. Maria Lund paints."
    )
    mentions = record(news("a", text, "2019-06-20", "Mayor Anna Berg opens the bridge")).mentions
    (headline,) = [m for m in mentions if m.mention_kind is MentionKind.HEADLINE]
    assert headline.participants == {"person:anna berg"}


def test_who_says_what_the_news_is_takes_part_in_it() -> None:
    text = (
        "Mayor Anna Berg warned on Thursday that the old bridge may fall. It is long, said Peter"
        " Holm, an analyst."
    )
    mentions = record(news("a", text, "2019-06-20", "Mayor warns of old bridge")).mentions
    (headline,) = [m for m in mentions if m.mention_kind is MentionKind.HEADLINE]
    assert headline.participants == {"person:anna berg"}
