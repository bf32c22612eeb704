"""Where a dateline ends, in the manner of many agencies."""

from __future__ import annotations

import pytest

from index.readers.dateline import dateline


@pytest.mark.parametrize(
    ("opening", "story"),
    [
        ("МОСКВА, 15 марта. /ТАСС/. ", "Пожар"),
        ("Москва. 15 марта. INTERFAX.RU - ", "Пожар"),
        ("PARIS, 15 mars (Reuters) - ", "Un"),
        ("BERLIN, 15. März (Reuters) - ", "Ein"),
        ("Madrid, 15 mar (EFE).- ", "Un"),
        ("MADRID, 15 Mar. (EUROPA PRESS) - ", "Un"),
        ("(ANSA) - ROMA, 15 MAR - ", "Un"),
        ("HÀ NỘI, 15/3 (TTXVN) — ", "Thủ"),
        ("Hà Nội, ngày 15/3 (TTXVN) - ", "Thủ"),
        ("Hà Nội (TTXVN 15/3) ", "Thủ"),
        ("Hà Nội (TTXVN 15/3) - ", "Thủ"),
        ("(TTXVN) ", "Ngày 15/3, Thủ"),
        ("Jakarta, 15 Maret (ANTARA) - ", "Gempa"),
        ("Jakarta (ANTARA) - ", "Gempa"),
        ("İSTANBUL, 15 Mart (Reuters) - ", "Dep"),
        ("WARSZAWA, 15 marca (PAP) - ", "Wy"),
        ("São Paulo, 15 de março (Reuters) - ", "Um"),
        ("新华社北京3月15日电（记者张三）", "外交部"),
        ("（新华社北京15日电）", "外交部"),
        ("[東京 15日 ロイター] - ", "日本"),
        ("【ニューヨーク時事】", "米国"),
        ("【時事】", "米国"),
        ("（ロンドン共同）", "英国"),
        ("(서울=연합뉴스) 홍길동 기자 = ", "정부"),
        ("GENÈVE, 15 mars (AFP) - ", "Le"),
        ("Bruxelles, le 15 mars 2024 – ", "La"),
        ("Lisboa, 15 mar 2024 (Lusa) – ", "O"),
        ("NAIROBI, Kenya, March 15 (AP) _ ", "At"),
    ],
)
def test_a_dateline_ends_where_the_story_begins(opening: str, story: str) -> None:
    found = dateline(opening + story)
    assert found is not None
    assert (opening + story)[found.end :] == story


@pytest.mark.parametrize(
    "text",
    [
        "Smith, 15, said - At noon",
        "May 15 - The day",
        "In Lima, people said - No",
        "On March 15, Lima - the town",
        "Lima, 12 people - They",
        "Tim Cook, Apple CEO: We",
        "Paris, 3 Musketeers: A film",
        "March 15, 2024: The day",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert dateline(text) is None
