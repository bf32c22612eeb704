"""What is found in pages of many layouts: the facts, the whole story, and nothing around it."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Known, ZoneKind
from index.readers import read
from tests.support.page_layouts import FURNITURE, LAYOUTS, Story
from tests.support.page_makers import AROUND, MAKERS

STORIES = (
    Story(
        "Council votes to rebuild the Mill Lane bridge",
        (
            "The town council voted on Tuesday to rebuild the bridge over the Mill Lane canal,"
            " which has been closed since a lorry struck it in January.",
            "“We have waited long enough,” said the mayor, Edith Calloway.",
            "The new bridge will be two metres wider than the one it replaces and will carry a"
            " path for cyclists, said Tomas Veidt, the engineer who drew up the plan.",
            "Shopkeepers on the far side of the canal say that they have lost a third of their"
            " trade since the closure. A petition with two thousand names was handed in.",
            "Work is to begin on 8 April and to last for seven months.",
        ),
        date(2024, 3, 12),
        "The Harbour Post",
        ("Jane Roe", "Minh Lê"),
        "https://post.example/local/bridge-vote",
    ),
    Story(
        "Cảng Hải Phòng: tàu mới & “kỷ lục”",
        (
            "HẢI PHÒNG — Cảng Hải Phòng hôm thứ Ba đã đón con tàu lớn nhất từ trước đến nay, theo"
            " ban quản lý cảng. Con tàu dài 366 mét chở hơn mười nghìn công-ten-nơ.",
            "Ông Nguyễn Văn An, giám đốc cảng, nói rằng việc này mở ra tuyến mới đi châu Âu.",
            "Năm 2023 cảng đã bốc dỡ 6,6 triệu công-ten-nơ, tăng 5 % so với năm trước đó.",
            "Chính quyền thành phố dự định nạo vét luồng tàu sâu thêm hai mét trước năm 2026.",
        ),
        date(2019, 11, 5),
        "Cảng Biển",
        ("Trần Thị Hoa", "Ana Sá"),
        "https://cang.example/tin/tau-moi",
    ),
)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("story", STORIES, ids=["english", "vietnamese"])
def test_facts_and_story(layout: str, story: Story) -> None:
    (article,) = read("page.html", LAYOUTS[layout](story).encode(), key="pages/page.html")
    assert article.title == story.title
    assert article.published.interval.begin == article.published.interval.end == story.day
    stated = Known.INFERRED if layout == "date_in_address" else Known.STATED
    assert article.published.how is stated
    assert article.authors == (story.authors[:1] if layout == "weblog" else story.authors)
    if layout != "tables":
        assert article.outlet == story.outlet
    for paragraph in story.paragraphs:
        assert paragraph in article.text
    for words in FURNITURE:
        assert words not in article.text


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("story", STORIES, ids=["english", "vietnamese"])
def test_pages_as_programs_make_them(maker: str, story: Story) -> None:
    (article,) = read("page", MAKERS[maker](story).encode(), key="pages/page")
    assert article.title == story.title
    assert article.published.interval.begin == article.published.interval.end == story.day
    assert article.published.how is Known.STATED
    assert article.authors == story.authors
    assert article.outlet == story.outlet
    # The oldest says nowhere where it stood.
    assert article.url == ("" if maker == "frontpage_of_1999" else story.url)
    for paragraph in story.paragraphs:
        assert paragraph in article.text
    aside = [zone for zone in article.zones if zone.kind is ZoneKind.BOILERPLATE]
    body = list(article.text)
    for zone in aside:
        body[zone.start : zone.end] = " " * (zone.end - zone.start)
    for words in AROUND:
        assert words not in "".join(body)
