"""Headlines for texts that have none: their first sentence, or as much of it as fits."""

from __future__ import annotations

import unicodedata

import pytest

from index.readers.headline import headline_from

BRIDGE = (
    "北京市政府星期二宣布将在未来五年内重建城市北部的三座旧桥{0}并且为附近的居民修建一所新的学校"
    "和两座公园{0}以改善当地的生活条件。"
)


@pytest.mark.parametrize(
    ("lead", "headline"),
    [
        ("The bridge fell. Nobody was hurt.", "The bridge fell"),
        ("Did the bridge fall? Nobody knows.", "Did the bridge fall?"),
        ("The bridge fell … They went home.", "The bridge fell …"),
        (
            "The mayor of the town said on Tuesday that the bridge would be built again, "
            "and that the ferry would go on until then without a fare.",
            "The mayor of the town said on Tuesday that the bridge would be built again…",
        ),
        (
            "The mayor of the town promised the people on the far side of the canal once more "
            "to build the bridge again before the year is over.",
            "The mayor of the town promised the people on the far side of the canal once more…",
        ),
        ("河内的桥倒塌了。没有人受伤。", "河内的桥倒塌了"),
        (BRIDGE.format("，"), "北京市政府星期二宣布将在未来五年内重建城市北部的三座旧桥…"),
    ],
)
def test_a_sentence_is_left_where_it_can_be(lead: str, headline: str) -> None:
    assert headline_from(lead) == headline


def test_what_nothing_parts_takes_the_room_of_two_lines_of_the_list() -> None:
    headline = headline_from(BRIDGE.format(""))
    cells = sum(2 if unicodedata.east_asian_width(char) == "W" else 1 for char in headline)
    assert 90 < cells <= 101
    accents = unicodedata.normalize("NFD", "Thủ tướng đến thăm Hà Nội " * 9)
    assert 80 < len(unicodedata.normalize("NFC", headline_from(accents))) <= 101
