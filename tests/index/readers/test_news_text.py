"""Plain news text: headline, date, outlet and zones, on the seeds and beyond."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Interval, Known, ZoneKind
from index.readers import read
from index.readers.news_text import read_news_text
from tests.support.pace import yardsticks

REPOSITORY = Path(__file__).resolve().parents[3]
GOLD = REPOSITORY / "tests" / "data" / "gold"
NUMBERS = ("000", "001", "002", "003", "004")


def seed_bytes(number: str) -> bytes:
    return next((REPOSITORY / "seeds").glob(f"{number}_*.txt")).read_bytes()


def seed(number: str) -> Article:
    return read(number, seed_bytes(number), key=number)[0]


def gold(number: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLD / f"{number}.json").read_text("utf-8"))
    return loaded


def article(text: str, **metadata: str) -> Article:
    return read_news_text("test", text, key="test", metadata=metadata)


def zones(read_article: Article, kind: ZoneKind) -> list[str]:
    return [read_article.text[z.start : z.end] for z in read_article.zones if z.kind is kind]


# ---------------------------------------------------------------- the seeds

KIND_IN_GOLD = {
    "header": ZoneKind.HEADER,
    "headline": ZoneKind.HEADLINE,
    "dateline": ZoneKind.DATELINE,
    "caption": ZoneKind.CAPTION,
    "subhead": ZoneKind.SUBHEAD,
    "pullquote": ZoneKind.QUOTE,
    "boilerplate": ZoneKind.BOILERPLATE,
    "byline_tail": ZoneKind.CREDIT,
    "outlet_tail": ZoneKind.CREDIT,
}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_canonical_text_of_a_seed_is_the_seed(number: str) -> None:
    assert seed(number).text == seed_bytes(number).decode("utf-8")


@pytest.mark.parametrize("number", NUMBERS)
def test_zones_are_where_the_gold_has_them(number: str) -> None:
    read_seed = seed(number)
    lines = [zone for zone in gold(number)["zones"] if zone["kind"] != "blank"]
    for line in lines:
        inside = {
            zone.kind
            for zone in read_seed.zones
            if zone.start < line["end"] and line["start"] < zone.end
        }
        assert KIND_IN_GOLD[line["kind"]] in inside, line
    for zone in read_seed.zones:
        assert any(line["start"] <= zone.start and zone.end <= line["end"] for line in lines), zone


@pytest.mark.parametrize("number", NUMBERS)
def test_headline_outlet_and_agency_are_those_of_the_gold(number: str) -> None:
    read_seed, expected = seed(number), gold(number)
    assert read_seed.outlet == (expected["outlet"] or "")
    assert read_seed.agency == (expected["agency"] or "")
    assert read_seed.title_stated is (expected["headline"] is not None)
    if expected["headline"] is not None:
        assert read_seed.title == expected["headline"]
    else:
        assert 40 <= len(read_seed.title) <= 101
        assert read_seed.title.removesuffix("…").rstrip() in " ".join(read_seed.text.split())


@pytest.mark.parametrize(
    ("number", "begin", "end", "how"),
    [
        ("000", date(2023, 12, 19), date(2023, 12, 19), Known.STATED),
        ("001", None, None, Known.UNKNOWN),
        ("002", date(2023, 12, 19), date(2023, 12, 31), Known.UNKNOWN),
        ("003", date(2021, 12, 14), date(2021, 12, 14), Known.INFERRED),
        ("004", date(2023, 12, 21), date(2023, 12, 21), Known.STATED),
    ],
)
def test_publication_is_what_the_text_alone_can_tell(
    number: str, begin: date | None, end: date | None, how: Known
) -> None:
    published = seed(number).published
    assert (published.interval, published.how) == (Interval(begin, end), how)
    assert published.reason


@pytest.mark.parametrize("number", NUMBERS)
def test_other_ways_to_write_the_same_bytes_read_the_same(number: str) -> None:
    plain, text = seed(number), seed_bytes(number).decode("utf-8")
    for data in (
        text.replace("\n", "\r\n").encode("utf-8"),
        unicodedata.normalize("NFD", text).encode("utf-8"),
        text.encode("utf-16"),
        b"\xef\xbb\xbf" + text.encode("utf-8"),
    ):
        again = read(number, data, key=number)[0]
        assert (again.text, again.zones, again.version) == (plain.text, plain.zones, plain.version)


@pytest.mark.parametrize("number", NUMBERS)
def test_zones_do_not_hang_on_accents(number: str) -> None:
    folded = (
        unicodedata.normalize("NFD", seed(number).text).replace("đ", "d").replace("Đ", "D")
    ).translate(str.maketrans("“”‘’—–…", "\"\"''--."))
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    kinds = [zone.kind for zone in article(folded).zones]
    assert kinds == [zone.kind for zone in seed(number).zones]


# ---------------------------------------------------------------- other texts

BODY = (
    "The council voted on Monday to rebuild the bridge that the river carried away last spring, "
    "after months of argument about its cost.\n\n"
    "Engineers said the new one would stand two metres higher and should open before the rains. "
    "Residents have been crossing by ferry since the flood."
)


@pytest.mark.parametrize(
    ("opening", "zone", "agency", "outlet"),
    [
        ("NAIROBI, Kenya (AP) — ", "NAIROBI, Kenya (AP) —", "AP", ""),
        ("WASHINGTON (Reuters) - ", "WASHINGTON (Reuters) -", "Reuters", ""),
        ("DURBAN, May 20 2022 (IPS) - ", "DURBAN, May 20 2022 (IPS) -", "IPS", ""),
        ("BEIJING, Dec. 19 (Xinhua) -- ", "BEIJING, Dec. 19 (Xinhua) --", "Xinhua", ""),
        ("MOSCOW, December 19. /TASS/. ", "MOSCOW, December 19. /TASS/.", "TASS", ""),
        ("Hanoi (VNA) – ", "Hanoi (VNA) –", "VNA", ""),
        ("(CNN) ", "(CNN)", "", "CNN"),
        ("ABUJA: ", "ABUJA:", "", ""),
        ("Cape Town - ", "Cape Town -", "", ""),
    ],
)
def test_datelines(opening: str, zone: str, agency: str, outlet: str) -> None:
    read_article = article(opening + BODY)
    assert zones(read_article, ZoneKind.DATELINE) == [zone]
    assert (read_article.agency, read_article.outlet) == (agency, outlet)
    assert read_article.title.startswith("The council voted on Monday")


@pytest.mark.parametrize(
    "opening",
    [
        "The minister — who was not present — said ",
        "Vietnam News Agency (VNA) General Director Vu Viet Trang and ",
        "He said: ",
    ],
)
def test_sentences_are_no_datelines(opening: str) -> None:
    assert zones(article(opening + BODY), ZoneKind.DATELINE) == []


@pytest.mark.parametrize(
    "caption",
    [
        "The bridge after the flood in April. (Photo: VNA)",
        "Mayor Ann Lee speaks on Monday. (AP Photo/J. Scott Reed)",
        "Ferries on the river. REUTERS/Jane Roe",
        "FILE PHOTO: The old bridge, before it fell, seen from the east bank.",
        "Cây cầu sau trận lũ. Ảnh: TTXVN",
        "Image copyright Getty Images Image caption The bridge was built in 1932",
        "| The mayor opens the ferry line. (Photo: Tuan Anh) |",
        "A man looks on. (Wolfgang Rattay/Reuters)",
    ],
)
def test_captions(caption: str) -> None:
    first, second = BODY.split("\n\n")
    read_article = article(f"{first}\n\n{caption}\n\n{second}")
    assert zones(read_article, ZoneKind.CAPTION) == [caption]


@pytest.mark.parametrize(
    ("tail", "kind", "agency", "outlet"),
    [
        ("Related News", ZoneKind.BOILERPLATE, "", ""),
        ("Comments (12)", ZoneKind.BOILERPLATE, "", ""),
        ("Advertisement Continue reading the main story", ZoneKind.BOILERPLATE, "", ""),
        ("Copyright © 2019 The Times, LLC.", ZoneKind.BOILERPLATE, "", ""),
        ("Tin liên quan", ZoneKind.BOILERPLATE, "", ""),
        ("Vietnamplus", ZoneKind.CREDIT, "VNA", "VietnamPlus"),
        ("Source: VNA", ZoneKind.CREDIT, "VNA", ""),
        ("AP - AFP", ZoneKind.CREDIT, "AP", ""),
        ("The Associated Press contributed to this report.", ZoneKind.CREDIT, "", ""),
    ],
)
def test_tails(tail: str, kind: ZoneKind, agency: str, outlet: str) -> None:
    read_article = article(f"{BODY}\n\n{tail}")
    assert zones(read_article, kind) == [tail]
    assert (read_article.agency, read_article.outlet) == (agency, outlet)


def test_who_reported_is_the_author() -> None:
    read_article = article(f"{BODY}\n\n(Reporting by Jane Roe and Minh Le; Editing by A. Poe)")
    assert read_article.authors == ("Jane Roe", "Minh Le")


def test_titles_after_related_news_are_not_the_story() -> None:
    links = "Related stories\nFerry runs aground\nCouncil splits over budget"
    assert zones(article(f"{BODY}\n\n{links}"), ZoneKind.BOILERPLATE) == links.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "Chat with us in Facebook Messenger.",
        "Sign up for the Morning Post newsletter and get it in your inbox.",
        "By signing up you agree to receive email newsletters from The Daily.",
        "Click for more from the Evening Herald.",
        "Slideshow (12 images)",
        "(Also on THE DAILY: Jane Roe leaves the Senate)",
        "Follow Jane Roe on Twitter @janeroe",
        "JUST WATCHED Roe leaves the Senate Replay More Videos ... MUST WATCH Roe leaves 02:15",
        "Politics Roe Leaves The Senate In Tears Roe Leaves The Senate In Tears 3:42",
        "WATCH NOW: Roe leaves the Senate",
        "[Watch: Jane Roe on the Senate in the 9 a.m. hour]",
        "Should Roe leave the Senate? Vote Here",
        "LISTEN TO ARTICLE 3:09 SHARE THIS ARTICLE Share Tweet Post Email",
        "Jane Roe farms in Ohio. The opinions expressed in this commentary are solely hers.",
        "AD",
    ],
)
def test_what_a_site_asks_of_its_readers_is_not_the_story(line: str) -> None:
    text = f"The council met in Hanoi on Monday.\n\n{line}\n\nIt will meet again in May.\n"
    assert zones(article(text), ZoneKind.BOILERPLATE) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Jane Roe said the newsletter asked people to sign up for the party in your inbox.",
        "Get out, the police officer told them before they could click on anything.",
        "Support for the Greens fell by three points in the latest poll.",
        "The winner crossed the line after 2:03:11",
        "Watching the vote: a guide to Monday",
        "Should Roe leave the Senate? Vote counts differ, and nobody knows.",
        "The Daily sold more subscriptions than its app had readers last year, and then it closed.",
    ],
)
def test_a_story_about_newsletters_is_a_story(line: str) -> None:
    text = f"The council met in Hanoi on Monday.\n\n{line}\n\nIt will meet again in May.\n"
    assert zones(article(text), ZoneKind.BOILERPLATE) == []


def test_titles_glued_to_a_name_are_not_the_story() -> None:
    glued = " Addison (Mitch) McConnellSenators balk at long trial Graham: show your face MORE"
    text = f"He met Sen. Mitch McConnell{glued} (R-Ky.) and Kevin McCarthy on Monday.\n"
    assert zones(article(text), ZoneKind.BOILERPLATE) == [glued]


def test_a_page_head_is_taken_apart() -> None:
    text = (
        "https://www.example.org/news/bridge-vote\nBridge to be rebuilt after vote\n"
        "By Jane Roe in Hanoi\nPublished July 28, 2004\n\n" + BODY
    )
    read_article = article(text)
    assert read_article.url == "https://www.example.org/news/bridge-vote"
    assert read_article.outlet == "example.org"
    assert (read_article.title, read_article.title_stated) == (
        "Bridge to be rebuilt after vote",
        True,
    )
    assert read_article.authors == ("Jane Roe",)
    assert read_article.published.interval == Interval(date(2004, 7, 28), date(2004, 7, 28))
    assert read_article.published.how is Known.STATED


MARCH = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("head", "title", "day", "outlet", "agency", "authors"),
    [
        ("Mayor resigns after budget row\nBy Claire Dupont, Reuters\nMarch 14, 2024",
         "Mayor resigns after budget row", MARCH, "", "Reuters", ("Claire Dupont",)),
        ("Seoul summit ends\nYonhap\n2024-03-14", "Seoul summit ends", MARCH, "", "Yonhap", ()),
        ("Lyon's mayor quits\nLe Progrès\n14/03/2024",
         "Lyon's mayor quits", MARCH, "Le Progrès", "", ()),
        ("Tokyo hosts talks", "Tokyo hosts talks", None, "", "", ()),
        ("Tokyo hosts talks\nPublished: 14 March 2024", "Tokyo hosts talks", MARCH, "", "", ()),
        ("Tokyo hosts talks\nPublié le 14 mars 2024", "Tokyo hosts talks", MARCH, "", "", ()),
        ("Floods\n\n14.03.2024 10:22", "Floods", MARCH, "", "", ()),
        ("Tokyo hosts talks\nBy Jane Roe\nKano Gazette\nThu 14 March 2024 10:00 GMT",
         "Tokyo hosts talks", MARCH, "Kano Gazette", "", ("Jane Roe",)),
        ("Tokyo hosts talks\nBy Jane Roe | March 14, 2024",
         "Tokyo hosts talks", MARCH, "", "", ("Jane Roe",)),
        ("Tokyo hosts talks\nThe Bugle | March 14, 2024",
         "Tokyo hosts talks", MARCH, "The Bugle", "", ()),
        ("Tokyo hosts talks\nLeaders meet for the first time in years\nBy Jane Roe\n2024-03-14",
         "Tokyo hosts talks", MARCH, "", "", ("Jane Roe",)),
        ("WORLD\nTokyo hosts talks on trade\nMarch 14, 2024",
         "Tokyo hosts talks on trade", MARCH, "", "", ()),
        ("The Bugle\nMarch 14, 2024\nTokyo hosts talks",
         "Tokyo hosts talks", MARCH, "The Bugle", "", ()),
        ("Le Monde\nTokyo hosts talks\nKyodo\n2024-03-14",
         "Tokyo hosts talks", MARCH, "Le Monde", "Kyodo", ()),
        # A bare name might be a person's as well as a paper's: nothing is claimed.
        ("Tokyo hosts talks\nJane Roe\nMarch 14, 2024", "Tokyo hosts talks", MARCH, "", "", ()),
    ],
)  # fmt: skip
def test_heads_of_few_lines(
    head: str,
    title: str,
    day: date | None,
    outlet: str,
    agency: str,
    authors: tuple[str, ...],
) -> None:
    read_article = article(f"{head}\n\n{BODY}")
    assert (read_article.title, read_article.title_stated) == (title, True)
    if day:
        assert read_article.published.interval == Interval(day, day)
        assert read_article.published.how is Known.STATED
    assert (read_article.outlet, read_article.agency) == (outlet, agency)
    assert read_article.authors == authors
    assert not any(zone.end > read_article.text.index(BODY) for zone in read_article.zones)


def test_a_story_that_begins_at_once_has_no_head() -> None:
    read_article = article(f"The mayor resigned.\nHe left.\nOn March 14, 2024 it was cold.\n{BODY}")
    assert not read_article.title_stated
    assert read_article.zones == ()


def test_what_is_known_from_outside_goes_first() -> None:
    text = "date 2001-01-01 Another title\n" + BODY
    read_article = article(
        text,
        title="Bridge vote",
        date="Tue, 19 Dec 2023 10:00:00 +0700",
        outlet="The Ferryman",
        authors="Jane Roe; Minh Le",
        url="https://example.org/a",
    )
    assert read_article.title == "Bridge vote"
    assert read_article.published.interval == Interval(date(2023, 12, 19), date(2023, 12, 19))
    assert read_article.outlet == "The Ferryman"
    assert read_article.authors == ("Jane Roe", "Minh Le")


def test_a_body_that_repeats_the_known_title_has_it_as_headline() -> None:
    read_article = article("Bridge Vote\n\n" + BODY, title="Bridge vote")
    assert zones(read_article, ZoneKind.HEADLINE) == ["Bridge Vote"]
    assert zones(article(BODY, title="Bridge vote"), ZoneKind.HEADLINE) == []


def test_subheads_stand_between_paragraphs_but_lists_and_verse_have_none() -> None:
    paragraphs = BODY.split("\n\n") * 3
    with_heads = "\n\n".join([*paragraphs[:2], "What the engineers say", *paragraphs[2:]])
    assert zones(article(with_heads), ZoneKind.SUBHEAD) == ["What the engineers say"]
    verse = "The river rose at dawn\nAnd took the bridge away\nNow ferries cross\n" * 6
    assert zones(article(verse), ZoneKind.SUBHEAD) == []


def test_a_hard_wrapped_text_is_read_by_its_blocks() -> None:
    wrapped = (
        "LONDON (Reuters) - The council voted on Monday to rebuild the bridge\n"
        "that the river carried away last spring, after months of argument\n"
        "about what it should cost and who would pay for it in the end.\n\n"
        "Engineers said the new one would stand two metres higher than the\n"
        "old bridge and should open before the rains come in October,\n"
        "though nobody could say so for certain.\n"
    )
    read_article = article(wrapped)
    assert [zone.kind for zone in read_article.zones] == [ZoneKind.DATELINE]
    assert not read_article.title_stated


LINES = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(
            [
                "| “A quote” said someone |",
                "(Photo: VNA)",
                "Related News",
                "./.",
                "HÀ NỘI — ",
                " date 2023-12-19 ",
                "By Jane Roe",
                "— VNS",
                "||",
                "https://example.org",
                "Comment (0)",
            ]
        ),
    ),
    max_size=14,
)


@given(LINES, st.sampled_from(["", "A title", "Related News"]))
@settings(deadline=None)
def test_zones_lie_in_the_text_and_apart(lines: list[str], title: str) -> None:
    text = "\n".join(lines).replace("\r", "\n")
    if not text.strip():
        return
    read_article = article(text, title=title)
    end = 0
    for zone in read_article.zones:
        assert end <= zone.start < zone.end <= len(text)
        end = zone.end
    assert "\n" not in read_article.title


@pytest.mark.parametrize(
    "line",
    ["a" * 5_000_000, "word " * 1_000_000, "A" * 2_000_000, "(Photo: " * 300_000, "| " * 900_000,
     "By A B C D, " * 200_000, "—" * 1_000_000, "http://" * 300_000, "1 " * 1_000_000,
     "a MORE " * 500_000, "aB" * 400_000 + " MORE",
     "Roe wins the vote\n" + "a1" * 1_000_000 + "\nShe thanked the bakers of the town for it."],
)  # fmt: skip
def test_a_huge_line_takes_little_time(line: str) -> None:
    assert yardsticks(lambda: article(line), enough=200) <= 200


@pytest.mark.parametrize(
    ("address", "month"), [("https://www.daily.co.uk/a", 4), ("https://www.city.gov/a", 5)]
)
def test_a_date_in_digits_is_read_as_its_outlet_writes_it(address: str, month: int) -> None:
    story = "Ministers met in the old hall to talk about the price of bread.\n"
    for read_article in (
        article(story, url=address, date="5/4/2023"),
        article(f"A headline about bread\n\n5/4/2023\n\n{story}", url=address),
    ):
        assert read_article.published.how is Known.STATED
        assert read_article.published.interval.begin == date(2023, month, 9 - month)


# ---------------------------------------------------------------- scripts without blanks

HEADED = [
    "台北市政府宣布明年起扩大公共自行车服务范围",
    "東京都、来年度から保育料を完全無償化へ",
    "กรุงเทพมหานครเตรียมเปิดเส้นทางจักรยานใหม่ริมแม่น้ำเจ้าพระยา",
]
STORIES = {
    "Chinese": "国家统计局周二公布的数据显示，今年前十一个月全国规模以上工业增加值同比增长"
    "百分之四点三，增速比前十个月加快零点二个百分点，其中制造业增长百分之四点七，电力热力燃气及水生产和供应业增长"
    "百分之三点九",
    "Chinese with a blank": "新华社北京12月19日电 国家统计局周二公布的数据显示，今年前十一个月全国"
    "规模以上工业增加值同比增长百分之四点三，增速比前十个月加快零点二个百分点，其中制造业增长百分之四点七",
    "Japanese": "気象庁は水曜日、北海道の東部で震度五弱の地震があったと発表した。津波の心配は"
    "ないという。釧路市では一時停電が発生し、列車が運転を見合わせた。",
    "Thai": "กรมอุตุนิยมวิทยาออกประกาศเตือนเมื่อวันพุธว่าจะมีฝนตกหนักในภาคใต้ตั้งแต่วันพฤหัสบดีถึงวันเสาร์ "
    "ประชาชนในพื้นที่เสี่ยงควรระวังน้ำท่วมฉับพลันและดินถล่ม เรือเล็กควรงดออกจากฝั่ง",
}


def cells(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in ("W", "F") for char in text)
    return len(text) + wide - sum(unicodedata.category(char) == "Mn" for char in text)


@pytest.mark.parametrize("headline", HEADED)
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_short_line_over_a_story_without_blanks_is_its_headline(
    headline: str, story: str
) -> None:
    read_article = article(f"{headline}\n\n{story}\n\n{story}")
    assert (read_article.title, read_article.title_stated) == (headline, True)
    assert zones(read_article, ZoneKind.HEADLINE) == [headline]


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_first_paragraph_without_blanks_is_no_headline(story: str) -> None:
    read_article = article(f"{story}\n\n{HEADED[0]}。{HEADED[0]}。")
    assert not read_article.title_stated
    assert zones(read_article, ZoneKind.HEADLINE) == []
    assert 20 < cells(read_article.title) <= 101
    made = read_article.title.rstrip("…")
    assert story.removeprefix("新华社北京12月19日电 ").startswith(made)  # its dateline is none
    assert not unicodedata.combining(story[len(made)])
