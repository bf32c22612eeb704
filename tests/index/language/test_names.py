"""Names are found in news of every shape and from everywhere, with exact spans."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Zone, ZoneKind
from index.language.fold import fold
from index.language.names import find_names
from index.readers import read_path

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "tests" / "data" / "gold"


def found(text: str, zones: tuple[Zone, ...] = ()) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], str(m.type)) for m in find_names(text, zones)]


# -- the annotated sample articles ----------------------------------------------------


def without_first_line(text: str) -> str:
    return text.split("\n", 1)[1]


SHAPES: dict[str, Callable[[str], str]] = {
    "as they are": lambda text: text,
    "without accents": fold,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "with Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "without their first line": without_first_line,
}


def names_in(article: Article) -> set[tuple[int, int, str]]:
    return {(m.start, m.end, str(m.type)) for m in find_names(article.text, article.zones)}


def counts(gold: dict, names: set[tuple[int, int, str]], moved: int) -> tuple[int, int, int]:
    """Right, spurious, missed; ``moved`` is how far the text was cut at its start."""
    free = {(m["start"], m["end"]) for m in gold["nested_mentions"] + gold["optional_spans"]}
    left = {(start + moved, end + moved, kind) for start, end, kind in names}
    right = missed = 0
    for mention in gold["mentions"]:
        if mention["start"] < moved:
            continue
        spans = [(mention["start"], mention["end"]), *map(tuple, mention.get("alt_spans") or ())]
        hits = {(*span, mention["type"]) for span in spans} & left
        left -= hits
        if mention.get("optional"):
            free.update(spans)
        else:
            right += bool(hits)
            missed += not hits
    return right, sum(name[:2] not in free for name in left), missed


@pytest.mark.parametrize("shape", SHAPES)
def test_the_sample_articles(shape: str, tmp_path: Path) -> None:
    right = spurious = missed = 0
    for path in sorted(GOLD.glob("00?.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = next((ROOT / "seeds").glob(f"{path.stem}_*"))
        with source.open(encoding="utf-8", newline="") as file:
            text = file.read()
        shaped = tmp_path / source.name
        shaped.write_bytes(SHAPES[shape](text).encode())
        (article,) = read_path(shaped, key=path.stem)
        assert isinstance(article, Article)
        moved = len(text) - len(without_first_line(text)) if "first line" in shape else 0
        for total in [counts(gold, names_in(article), moved)]:
            right, spurious, missed = right + total[0], spurious + total[1], missed + total[2]
    assert 2 * right / (2 * right + spurious + missed) >= 0.95


# -- family names that end names of other kinds ----------------------------------------


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Grant Hill scored 20 points.", ["Grant Hill"]),
        (
            "A picture shows Damon Hill, Jude Law and Anthony J. Hall.",
            ["Damon Hill", "Jude Law", "Anthony J. Hall"],
        ),
        ("Yeonmi Park fled. Park said it took days.", ["Yeonmi Park", "Park"]),
        ("Chan-ho Park pitched.", ["Chan-ho Park"]),
        (
            "After the Anita Hill hearings, Gov. Deal met Nathan Deal of Georgia.",
            ["Anita Hill", "Deal", "Nathan Deal"],
        ),
        ("Kelli Ward lost. Voters on the Hill knew Ward.", ["Kelli Ward", "Ward"]),
        ("Fiona Hill testified on the Hill.", ["Fiona Hill"]),
        ("They met in Hyde Park, Victoria Park and St. James Park.", []),
        ("Lincoln Park and Forest Hill are quiet; Robert Street and Carnegie Hall are not.", []),
        ("The Marshall Fund lauded the Dayton Accord, the Logan Act and Winter Park.", []),
        ("They went for a walk at Thomas Hill.", []),
        ("John Fund is a columnist. Mr. Fund wrote a book.", ["John Fund", "Fund"]),
        ("Yeonmi Park, 23, is a defector who lives in New York.", ["Yeonmi Park"]),
        ("They sailed across James Bay in Canada. James Bay is cold.", []),
        ("James Bay sang at the concert.", ["James Bay"]),
        (
            "Michael Bloomberg spoke. Mr. Bloomberg won. They like Bloomberg better.",
            ["Michael Bloomberg", "Bloomberg", "Bloomberg"],
        ),
        ("Michael Bloomberg spoke to Bloomberg about markets.", ["Michael Bloomberg"]),
    ],
)
def test_a_given_name_before_such_a_word_is_a_person(text: str, people: list[str]) -> None:
    assert [name for name, kind in found(text) if kind == "PERSON"] == people


def test_what_depends_on_another_word_is_no_law() -> None:
    assert found("The sponsor, Bill Clinton, lost.") == [("Bill Clinton", "PERSON")]
    assert not [kind for _, kind in found("He wrote The Art of the Deal.") if kind == "LAW"]
    assert ("Bill of Rights", "LAW") in found("They amended the Bill of Rights.")
    assert ("Honda Accord", "MISC") in found("He drove a Honda Accord home.")


@pytest.mark.parametrize(
    ("text", "peoples"),
    [
        (
            "African American voters and African-Americans met Asian Americans.",
            ["African American", "African-Americans", "Asian Americans"],
        ),
        ("Native Americans met Ghanaian-Americans.", ["Native Americans", "Ghanaian-Americans"]),
        (
            "The Israeli-Palestinian talks and Muslim Americans were on the list.",
            ["Israeli", "Palestinian", "Muslim", "Americans"],
        ),
    ],
)
def test_a_people_may_have_a_name_of_two_words(text: str, peoples: list[str]) -> None:
    assert [name for name, kind in found(text) if kind == "NORP"] == peoples


# -- one convention at a time ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Minister of Foreign Affairs Bùi Thanh Sơn met Gen. Mark Milley and Dr Ana Ruiz.",
            [("Bùi Thanh Sơn", "PERSON"), ("Mark Milley", "PERSON"), ("Ana Ruiz", "PERSON")],
        ),
        ("They praised Vietnam’s economy.", [("Vietnam", "PLACE")]),
        (
            "The South Korean and Chinese delegations came.",
            [("South Korean", "NORP"), ("Chinese", "NORP")],
        ),
        (
            "He works for McDonald's in the Netherlands.",
            [("McDonald's", "ORG"), ("Netherlands", "PLACE")],
        ),
        (
            "The Asian Development Bank (ADB) agreed. The ADB will pay.",
            [("Asian Development Bank", "ORG"), ("ADB", "ORG"), ("ADB", "ORG")],
        ),
        (
            "Leaders of Laos, Cuba and the Republic of Korea spoke.",
            [("Laos", "PLACE"), ("Cuba", "PLACE"), ("Republic of Korea", "PLACE")],
        ),
        (
            "The 26th United Nations Climate Change Conference (COP26) opened in Glasgow.",
            [
                ("26th United Nations Climate Change Conference", "EVENT"),
                ("COP26", "EVENT"),
                ("Glasgow", "PLACE"),
            ],
        ),
        ("It breaks the UN Charter.", [("UN Charter", "LAW")]),
        ("Photo: see https://example.org/Iran-to-launch or US$5.", []),
        (
            "The Ministry of Gender, Labour and Social Development and the Department of "
            "Environment, Land, Water and Planning agreed.",
            [
                ("Ministry of Gender, Labour and Social Development", "ORG"),
                ("Department of Environment, Land, Water and Planning", "ORG"),
            ],
        ),
        (
            "He wrote to @JaneRoe on Monday, and to Jane.Roe@Acme.example from Paris.",
            [("Paris", "PLACE")],
        ),
        (
            "The Ministry of Finance, Vietnam and Laos signed.",
            [("Ministry of Finance", "ORG"), ("Vietnam", "PLACE"), ("Laos", "PLACE")],
        ),
        (
            "Angelique Kerber (GER) beat Anna Blinkova (RUS).",
            [
                ("Angelique Kerber", "PERSON"),
                ("GER", "PLACE"),
                ("Anna Blinkova", "PERSON"),
                ("RUS", "PLACE"),
            ],
        ),
        (
            "The Republican Congress passed the budget in March.",
            [("Republican Congress", "ORG")],
        ),
        (
            "The Prime Minister of Israel Bennett wrote to Governor of Texas Abbott.",
            [
                ("Israel", "PLACE"),
                ("Bennett", "PERSON"),
                ("Texas", "PLACE"),
                ("Abbott", "PERSON"),
            ],
        ),
        (
            "A fire broke out at King's Cross Station on Monday.",
            [("King's Cross Station", "PLACE")],
        ),
        (
            "Sen. Rob Portman, R-Ohio, and Rep. Debbie Dingell (D-Mich.) met Iowans.",
            [("Rob Portman", "PERSON"), ("Debbie Dingell", "PERSON"), ("Iowans", "NORP")],
        ),
    ],
)
def test_conventions(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Party chief Nguyễn Phú Trọng spoke. Trọng said so.", ["Nguyễn Phú Trọng", "Trọng"]),
        ("Kim Jong-un met Moon Jae-in. Kim said so.", ["Kim Jong-un", "Moon Jae-in", "Kim"]),
        ("Chinese President Xi Jinping spoke. Xi said so.", ["Xi Jinping", "Xi"]),
        ("Syria's Bashar al-Assad spoke. Assad said so.", ["Bashar al-Assad", "Assad"]),
        (
            "Mexico's Andrés Manuel López Obrador spoke. López Obrador said so.",
            ["Andrés Manuel López Obrador", "López Obrador"],
        ),
        ("Crown Prince Mohammed bin Salman arrived.", ["Mohammed bin Salman"]),
        ("Moon Jae-in came late. Moon apologised.", ["Moon Jae-in", "Moon"]),
        ("Ms. Park left the park.", ["Park"]),
        (
            "Aides of Biden left. In May, Biden had asked Buttigieg.",
            ["Biden", "Biden", "Buttigieg"],
        ),
    ],
)
def test_people_of_the_world(text: str, people: list[str]) -> None:
    assert [name for name, kind in found(text) if kind == "PERSON"] == people


HEADLINE = "Biden meets Trong in Hanoi as Boeing signs deal with Vietnam Airlines"
BODY = "\n\nU.S. President Joe Biden met Nguyen Phu Trong, the party chief, on Sunday."


@pytest.mark.parametrize("shape", [str.upper, str.lower, str.title, str])
def test_headlines_in_any_case(shape: Callable[[str], str]) -> None:
    headline = shape(HEADLINE)
    zones = (Zone(0, len(headline), ZoneKind.HEADLINE),)
    names = [(name.lower(), kind) for name, kind in found(headline + BODY, zones)]
    assert names[:5] == [
        ("biden", "PERSON"),
        ("trong", "PERSON"),
        ("hanoi", "PLACE"),
        ("boeing", "ORG"),
        ("vietnam airlines", "ORG"),
    ]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "It was sold to Jiangling Motors Group Co., Ltd. in May.",
            "Jiangling Motors Group Co., Ltd",
        ),
        ("He appeared in the Rundu Magistrate's Court on Monday.", "Rundu Magistrate's Court"),
        (
            "The Taoyuan District Prosecutors’ Office declined.",
            "Taoyuan District Prosecutors’ Office",
        ),
        (
            "The Ministry of Sport, Youth and National Service said so.",
            "Ministry of Sport, Youth and National Service",
        ),
        (
            "The Department of Immigration, Labour and Home Affairs refused the visa.",
            "Department of Immigration, Labour and Home Affairs",
        ),
        (
            "The House Oversight and Government Reform Committee will hold a hearing.",
            "House Oversight and Government Reform Committee",
        ),
        ("He studied at King's College in London.", "King's College"),
    ],
)
def test_bodies_keep_their_whole_name(text: str, body: str) -> None:
    assert (body, "ORG") in found(text)


def test_a_city_that_plays_is_a_club_and_one_that_hosts_a_summit_is_not() -> None:
    match = (
        "Liverpool beat Leipzig 2-0 on Saturday. The striker scored the opening goal of the match. "
        "The midfielder joined the squad last season. He grew up in Leipzig, Germany."
    )
    kinds = found(match)
    assert ("Liverpool", "ORG") in kinds
    assert [kind for name, kind in kinds if name == "Leipzig"] == ["ORG", "PLACE"]
    assert ("Leipzig", "PLACE") in found("Leaders met in Leipzig. Leipzig hosts the summit again.")


def test_zones_say_where_not_to_look_and_what_stands_where() -> None:
    text = "Share on Facebook\nXUYEN MOC (Zwingli) - Rain fell.\nRead more about France"
    dateline = text.index(" - ")
    zones = (
        Zone(0, 17, ZoneKind.BOILERPLATE),
        Zone(18, dateline, ZoneKind.DATELINE),
        Zone(text.index("Read more"), len(text), ZoneKind.BOILERPLATE),
    )
    assert found(text, zones) == [("XUYEN MOC", "PLACE"), ("Zwingli", "ORG")]


def test_why_is_told() -> None:
    for mention in find_names("Kenya's William Ruto visited the European Commission."):
        assert mention.why


# -- whatever the text ------------------------------------------------------------------

PIECES = st.sampled_from(
    ["Hà Nội", "U.S.", "the", "of", "32nd", "Conference", "Mr", ".", "'s", "(", ")", "\n", "and",
     "Kim", "Jong-un", "&", "AT", "Ministry", "Health", "$", "@", "-", "“", "President", "I",
     "https://a.b/C-d", "한국", "Straße", "12", ",", "COP26", "LONDON", "e\u0301", "\u200f", "May"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
)


@settings(deadline=None)
@given(TEXTS)
def test_spans_are_in_order_flat_and_hold_no_outer_space(text: str) -> None:
    canonical = unicodedata.normalize("NFC", text)
    end = 0
    for mention in find_names(canonical):
        assert end <= mention.start < mention.end <= len(canonical)
        name = canonical[mention.start : mention.end]
        assert name == name.strip()
        assert "\n" not in name
        end = mention.end


@pytest.mark.parametrize(
    "text",
    ["A" * 100_000, "A. " * 6_000, "Mr. " * 6_000, "of the " * 6_000, "A-b" * 6_000,
     "Bank of " * 4_000, "1st " * 6_000, "(A) " * 6_000, "a@b" * 20_000, "\n" * 100_000,
     "Kim Jong-" * 6_000, "People's " * 6_000, "Constantinopolitan " * 55_000,
     "Alpha and Ministry of Health " * 8_000, "Office of Land, " * 10_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_long_monotonous_texts_take_linear_time(text: str) -> None:
    find_names(text)


def test_a_given_name_in_two_syllables_is_one_word() -> None:
    text = "North Korean official Choe Son-hui met President Tsai Ing-wen. Son-in-law deals ended."
    found = [text[mention.start : mention.end] for mention in find_names(text)]
    assert found == ["North Korean", "Choe Son-hui", "Tsai Ing-wen"]


def test_a_small_word_is_not_an_acronym_of_its_letters() -> None:
    text = "Un accord a été signé lundi. Un porte-parole a parlé à New York; UN news."
    found = [text[mention.start : mention.end] for mention in find_names(text)]
    assert found == ["New York", "UN"]
