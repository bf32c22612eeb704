"""Which mentions are one entity, and what key it has in every article."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.canonical import resolve
from index.language.model import EntityType, LocalEntity, Mention
from index.language.person_names import Order, person_name
from tests.support.pace import growth

ROOT = Path(__file__).parents[3]
GOLD = ROOT / "tests" / "data" / "gold"


def article(*names: tuple[str, str]) -> tuple[LocalEntity, ...]:
    """The entities of a text made of the given (name, type) pairs."""
    text, mentions = "", []
    for name, kind in names:
        mentions.append(Mention(len(text), len(text) + len(name), EntityType(kind)))
        text += name + " … "
    return resolve(text, mentions)


def people(*names: str) -> list[tuple[str, tuple[str, ...]]]:
    entities = article(*((name, "PERSON") for name in names))
    return [(entity.key, entity.forms) for entity in entities]


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("Nguyễn Phú Trọng", "Trọng", "NGUYEN PHU TRONG"), "person:nguyen phu trong"),
        (("Xi Jinping", "Xi"), "person:xi jinping"),
        (("Kim Jong-un", "Kim Jong Un", "Kim"), "person:kim jong un"),
        (("Joe Biden", "Joseph Biden Jr", "Biden"), None),
        (("George W. Bush", "George Bush", "Bush"), "person:george bush"),
        (("Bashar al-Assad", "Assad", "Bashar Assad"), "person:bashar assad"),
        (("Andrés Manuel López Obrador", "López Obrador", "López"), "person:andres obrador"),
        (("Martin Luther King Jr.", "King"), "person:martin king"),
        (("Martin Luther King", "Martin Luther King Jr.", "Martin King"), "person:martin king"),
        (("Robert S. Mueller III", "Robert Mueller", "Mueller"), "person:robert mueller"),
        (("W. Mark Felt Sr.", "Mark Felt", "Felt"), "person:mark felt"),
        (("W. Mark Felt", "Mark Felt", "Felt"), "person:mark felt"),
        (("J. D. Vance", "JD Vance", "J.D. Vance"), "person:jd vance"),
        (("Frederick C. LaRue", "Fred LaRue", "LaRue"), "person:frederick larue"),
        (("George H. W. Bush", "George H.W. Bush"), "person:george hw bush"),
        (("Ursula von der Leyen", "von der Leyen"), "person:ursula leyen"),
    ],
)
def test_people_of_the_world(names: tuple[str, ...], key: str | None) -> None:
    found = people(*names)
    if key is None:
        assert len(found) == 2
    else:
        assert found == [(key, tuple(dict.fromkeys(names)))]


def test_one_word_is_nobody_without_the_full_name() -> None:
    assert people("Thuong", "Thuong") == [("person:thuong@", ("Thuong",))]


def test_a_vietnamese_is_not_called_by_the_family_name() -> None:
    assert [key for key, _ in people("Nguyen Phu Trong", "Nguyen")] == [
        "person:nguyen phu trong",
        "person:nguyen@",
    ]


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (
            ("Donald Trump", "Donald Trump Jr.", "Trump", "Trump Jr."),
            ["person:donald trump", "person:donald trump jr"],
        ),
        (
            ("Donald J. Trump", "Donald Trump Jr.", "Don Jr", "Donald Jr.", "Donald Trump"),
            ["person:donald trump", "person:donald trump jr"],
        ),
        (
            ("Donald J. Trump Jr.", "Donald Trump"),
            ["person:donald trump jr", "person:donald trump"],
        ),
        (("Donald Trump", "Trump Jr.", "Trump"), ["person:donald trump", "person:trump jr@"]),
        (("Donald Trump", "Donald Jr."), ["person:donald trump", "person:donald jr@"]),
        (("George W. Bush", "George III"), ["person:george bush", "person:george iii@"]),
        (
            ("George W. Bush", "George H.W. Bush"),
            ["person:george bush", "person:george hw bush"],
        ),
        (("Stephen Miller", "Sienna Miller"), ["person:stephen miller", "person:sienna miller"]),
    ],
)
def test_fathers_and_namesakes_stay_apart(names: tuple[str, ...], keys: list[str]) -> None:
    assert [key for key, _ in people(*names)] == keys


def test_people_who_share_a_last_name_stay_apart() -> None:
    keys = [key for key, _ in people("Hillary Clinton", "Bill Clinton", "Clinton")]
    assert keys == ["person:hillary clinton", "person:bill clinton"]


@pytest.mark.parametrize(
    ("kind", "names", "key"),
    [
        ("PLACE", ("Vietnam", "Việt Nam", "VIET NAM"), "place:vietnam"),
        ("PLACE", ("Hà Nội", "Hanoi"), "place:hanoi"),
        ("PLACE", ("US", "U.S.", "the United States", "USA"), "place:united states"),
        ("PLACE", ("Yunnan", "Yunnan province"), "place:yunnan"),
        ("ORG", ("UN", "United Nations", "the U.N."), "org:united nations"),
        ("ORG", ("Boeing Co.", "Boeing"), "org:boeing"),
        ("ORG", ("Al Qaeda", "al-Qaida", "Al-Qaeda", "Qaeda"), "org:al-qaeda"),
        ("ORG", ("Al Jazeera", "Al-Jazeera"), "org:al jazeera"),
        ("ORG", ("Jabhat al-Nusra", "Jabhat Al Nusra"), "org:jabhat al nusra"),
        ("NORP", ("American", "Americans"), "norp:american"),
        ("NORP", ("African Americans", "African-American"), "norp:african american"),
        (
            "EVENT",
            ("National Foreign Affairs Conference", "National Conference on Foreign Affairs"),
            "event:affairs conference foreign",
        ),
        (
            "EVENT",
            ("13th Party Congress", "13th National Congress of the Party"),
            "event:13th congress party",
        ),
    ],
)
def test_other_names(kind: str, names: tuple[str, ...], key: str) -> None:
    (entity,) = article(*((name, kind) for name in names))
    assert entity.key == key
    assert entity.forms == names


def test_a_firm_is_called_by_how_its_name_begins() -> None:
    (firm,) = article(("Lockheed Martin", "ORG"), ("Lockheed", "ORG"))
    assert firm.key == "org:lockheed martin"
    # … where no other begins so.
    found = article(("Lockheed Martin", "ORG"), ("Lockheed Banking", "ORG"), ("Lockheed", "ORG"))
    assert len(found) == 3


def test_editions_of_an_event_stay_apart() -> None:
    keys = {entity.key for entity in article(("32nd Summit", "EVENT"), ("33rd Summit", "EVENT"))}
    assert len(keys) == 2


def test_a_people_is_not_its_country() -> None:
    keys = [entity.key for entity in article(("Vietnam", "PLACE"), ("Vietnamese", "NORP"))]
    assert keys == ["place:vietnam", "norp:vietnamese"]


def test_initials_stand_for_the_only_name_that_has_them() -> None:
    (body,) = article(("Kurdistan Regional Government", "ORG"), ("KRG", "ORG"))
    assert body.forms == ("Kurdistan Regional Government", "KRG")
    assert body.aliases == ("org:krg",)


def test_an_acronym_in_brackets_belongs_to_the_name_before_it() -> None:
    text = "The Fictional Grain Board (FGB) met. FGB said no."
    mentions = [
        Mention(4, 25, EntityType.ORG),
        Mention(27, 30, EntityType.ORG),
        Mention(37, 40, EntityType.ORG),
    ]
    (entity,) = resolve(text, mentions)
    assert entity.key == "org:fictional grain board"
    assert entity.aliases == ("org:fgb",)
    assert entity.why[1] == "given in brackets after Fictional Grain Board"


def bracketed(name: str, kind: str, inside: str, inside_kind: str) -> tuple[LocalEntity, ...]:
    """The entities of a text that has one name in brackets after another."""
    text = f"{name} ({inside}) and so on"
    opening = len(name) + 2
    return resolve(
        text,
        [
            Mention(0, len(name), EntityType(kind)),
            Mention(opening, opening + len(inside), EntityType(inside_kind)),
        ],
    )


@pytest.mark.parametrize(
    ("name", "kind", "inside", "inside_kind"),
    [
        ("St. Louis", "PLACE", "AP", "ORG"),
        ("BBC News", "ORG", "UK", "PLACE"),
        ("Kurt Krone Verlag", "ORG", "FRANCE", "PLACE"),
        ("Republic of Korea", "PLACE", "DPRK", "PLACE"),
    ],
)
def test_brackets_that_tell_where_or_by_whom_equate_nothing(
    name: str, kind: str, inside: str, inside_kind: str
) -> None:
    assert len(bracketed(name, kind, inside, inside_kind)) == 2


def test_an_article_may_use_a_well_known_acronym_for_something_else() -> None:
    (entity,) = bracketed("Americans for Prosperity", "ORG", "AFP", "ORG")
    assert entity.key == "org:americans for prosperity"
    assert entity.aliases == ()


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("LA", "place:los angeles"),
        ("L.A.", "place:los angeles"),
        ("La.", "place:louisiana"),
        ("the U.S.", "place:united states"),
        ("Washington, D.C.", "place:washington dc"),
        ("Fla.", "place:florida"),
    ],
)
def test_short_names_of_places(surface: str, key: str) -> None:
    assert [entity.key for entity in article((surface, "PLACE"))] == [key]


def test_a_team_is_known_by_what_follows_its_home() -> None:
    team, paper = article(
        ("Indianapolis Colts", "ORG"), ("Colts", "ORG"), ("Chicago Tribune", "ORG")
    )
    assert team.forms == ("Indianapolis Colts", "Colts")
    assert paper.forms == ("Chicago Tribune",)


def test_a_last_name_is_a_man_even_in_the_assad_regime() -> None:
    (entity,) = article(("Bashar al-Assad", "PERSON"), ("Assad", "ORG"))
    assert entity.key == "person:bashar assad"
    assert entity.why[1] == "last name of Bashar al-Assad"


def test_a_known_name_is_one_kind_in_every_article() -> None:
    (entity,) = article(("White House", "PLACE"))
    assert entity.key == "org:white house"


def test_a_body_is_not_given_to_a_country_that_has_none_of_the_name() -> None:
    entities = article(
        ("Russia", "PLACE"), ("Russian", "NORP"), ("Congress", "ORG"), ("American", "NORP")
    )
    assert "org:congress/united states" in {entity.key for entity in entities}


def test_a_body_that_every_country_has_takes_the_country_of_the_article() -> None:
    vietnam = article(("Politburo", "ORG"), ("Vietnam", "PLACE"), ("Vietnamese", "NORP"))
    china = article(("Politburo", "ORG"), ("China", "PLACE"))
    nowhere = article(("Politburo", "ORG"))
    assert [found[0].key for found in (vietnam, china, nowhere)] == [
        "org:politburo/vietnam",
        "org:politburo/china",
        "org:politburo@",
    ]


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("Nguyễn Phú Trọng", Order.VIETNAMESE),
        ("To Lam", Order.FAMILY_LAST),
        ("Tô Lâm", Order.VIETNAMESE),
        ("Ho Chi Minh", Order.VIETNAMESE),
        ("Xi Jinping", Order.EAST_ASIAN),
        ("Yoon Suk-yeol", Order.EAST_ASIAN),
        ("Ban Ki-moon", Order.EAST_ASIAN),
        ("Lee Harvey Oswald", Order.FAMILY_LAST),
        ("Do Not Exist", Order.FAMILY_LAST),
        ("Pedro Sánchez", Order.FAMILY_LAST),
    ],
)
def test_order_of_personal_names(name: str, order: Order) -> None:
    assert person_name(name).order is order


NAMES = st.sampled_from(
    ["Nguyễn Phú Trọng", "Trọng", "UN", "United Nations", "Hà Nội", "Hanoi", "Xi", "Xi Jinping",
     "Joe Biden", "Biden", "Apple", "Apple Computer", "the Party", "13th Congress", "'", "Bank of"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from([str(kind) for kind in EntityType]))))
def test_every_mention_is_in_exactly_one_entity(names: list[tuple[str, str]]) -> None:
    entities = article(*names)
    assert sorted(at for entity in entities for at in entity.mentions) == list(range(len(names)))
    assert len({entity.key for entity in entities}) == len(entities)
    assert entities == article(*names)
    for entity in entities:
        assert len(entity.why) == len(entity.mentions)
        assert entity.name in entity.forms


@given(st.text(max_size=40), st.sampled_from(list(EntityType)))
def test_odd_names_do_no_harm(text: str, kind: EntityType) -> None:
    entities = resolve(text, [Mention(0, len(text), kind)] if text else [])
    assert len(entities) == bool(text)


def test_the_sample_articles_resolve_as_a_reader_would() -> None:
    items = []
    for path in sorted(GOLD.glob("00?.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = next((ROOT / "seeds").glob(f"{path.stem}_*"))
        with source.open(encoding="utf-8", newline="") as file:
            text = file.read()
        mentions = [Mention(m["start"], m["end"], EntityType(m["type"])) for m in gold["mentions"]]
        for entity in resolve(text, mentions):
            own = entity.key + path.stem if entity.key.endswith("@") else entity.key
            items += [(gold["mentions"][at]["entity"], own) for at in entity.mentions]
    pairs = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(items, 2)]
    both = sum(true and found for true, found in pairs)
    assert both / sum(found for _, found in pairs) >= 0.99
    assert both / sum(true for true, _ in pairs) >= 0.95


@pytest.mark.parametrize(
    ("kind", "name"), [(EntityType.ORG, "Boston Q{}"), (EntityType.PERSON, "Kim Vonnegut")]
)
def test_names_that_begin_alike_take_linear_time(kind: EntityType, name: str) -> None:
    def resolved(count: int) -> None:
        surfaces = [
            name.format(f"uartz{at}") if at % 2 else name.split()[-1] for at in range(count)
        ]
        text = ", ".join(surfaces)
        mentions = []
        at = 0
        for surface in surfaces:
            mentions.append(Mention(at, at + len(surface), kind, "model"))
            at += len(surface) + 2
        resolve(text, mentions)

    assert growth(resolved, 1_000, 8) < 16
