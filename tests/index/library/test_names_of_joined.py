"""What an entity is called after two were said to be one, and when two come to have one name."""

from __future__ import annotations

from pathlib import Path

from index.language.model import EntityType
from index.library import Library
from index.library.knowledge.entities import display_name
from index.store.entity_tables import EntityFacts
from index.views import EntityView
from tests.support.corrected import add


def called(library: Library, name: str) -> EntityView:
    return next(view for view in library.find_entities("", 500) if view.name == name)


def test_a_name_that_another_has_is_known(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("Talks\n\nOSLO — Ann Lee met Robert Miller. Ann Lee smiled.")
    (news / "b.txt").write_text("Walks\n\nOSLO — Rob Millar walked. Rob Millar was glad.")
    with Library.open(tmp_path / "library") as library:
        add(library, news)
        one = called(library, "Rob Millar")
        assert library.by_hand.namesakes(one.id) == []
        now = library.by_hand.rename_entity(one.id, "robert miller")
        assert [other.name for other in library.by_hand.namesakes(now.id)] == ["Robert Miller"]


def test_of_two_joined_names_the_full_one_is_kept() -> None:
    for names, wanted in (
        ((("HRF", 9), ("Harbour Rescue Fund", 2)), "Harbour Rescue Fund"),
        ((("NORTHLINE", 9), ("Northline", 2)), "Northline"),
        ((("Northline", 9), ("Northline Ferries", 2)), "Northline Ferries"),
    ):
        facts = EntityFacts(1, "org:x", EntityType.ORG, names, 3, 11, joined=True)
        assert display_name(facts) == wanted


def test_what_another_language_calls_a_place_is_no_spelling_of_it() -> None:
    for names, wanted in (
        ((("U.S.", 480), ("United States", 90), ("Mỹ", 59)), "U.S."),
        ((("Mỹ", 59), ("U.S.", 8)), "Mỹ"),
        ((("Vietnam", 20), ("Việt Nam", 5)), "Việt Nam"),
        ((("Germany", 10), ("Đức", 4)), "Germany"),
        ((("Hanoi", 9), ("Hà Nội", 1), ("HÀ NỘI", 3)), "Hà Nội"),
    ):
        facts = EntityFacts(1, "place:x", EntityType.PLACE, names, 3, 11)
        assert display_name(facts) == wanted, names
