"""Places that only datelines name are shown as on a map."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library


@pytest.mark.parametrize(
    ("dateline", "shown"),
    [
        ("LIMA", "Lima"),
        ("CATANIA", "Catania"),
        ("RIO DE JANEIRO", "Rio de Janeiro"),
        ("LA PAZ", "La Paz"),
        ("SÃO PAULO", "São Paulo"),
        ("USA", "USA"),
    ],
)
def test_capitals_of_a_dateline_are_not_the_name(tmp_path: Path, dateline: str, shown: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"Notes of the day\n\n{dateline} - Peter Zorvak met the bakers on May 2, 2020. They were "
        "many.\n"
    )
    with Library.open(tmp_path / "library") as library:
        assert [done.error for done in library.add([path]) if done.error] == []
        assert shown in [view.name for view in library.find_entities(dateline.lower())]


def test_a_name_is_counted_once_an_article(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for number, day in enumerate(["May 2", "June 3"]):
        (tmp_path / "articles" / f"{number}.txt").write_text(
            f"Notes of the day {number}\n\nLIMA - Peter Zorvak met the bakers on {day}, 2020. They "
            f"had come to Lima by train, all {number + 30} of them.\n"
        )
    with Library.open(tmp_path / "library") as library:
        assert [done.error for done in library.add([tmp_path / "articles"]) if done.error] == []
        (lima,) = library.find_entities("lima")
        assert sorted(lima.forms) == ["LIMA", "Lima"]
        (known,) = library.entity_names(lima.id)
        assert (lima.articles, known.articles) == (2, 2)
