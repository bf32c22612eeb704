"""What an event nearly was one with is told by a library whenever somebody asks."""

from __future__ import annotations

import json
from pathlib import Path

from index.events.model import Link, LinkClass
from index.library import Library

NINTH = {
    "id": "ninth",
    "title": "Mayors meet in Oslo",
    "text": "Mayors met at the 9th National Harbour Conference in Oslo on June 18.",
    "date": "2019-06-18",
}
EIGHTH = {
    "id": "eighth",
    "title": "Mayors part in Rome",
    "text": "The 8th National Harbour Conference closed in Rome on June 18.",
    "date": "2018-06-20",
}
RIVER = {
    "id": "river",
    "title": "A museum opens",
    "text": "A museum on the Ardent River War opened in Busan, the city said.",
    "date": "2018-06-20",
}


def add(library: Library, folder: Path, *articles: dict[str, str]) -> None:
    for article in articles:
        path = folder / f"{article['id']}.jsonl"
        path.write_text(json.dumps(article))
        assert [done.status.value for done in library.add([path])] == ["added"]


def refused(library: Library, name: str, article: int | None = None) -> list[Link]:
    [event] = [event for event in library.events() if name in event.name]
    links = library.why(event.id, article).links
    return [link for link in links if link.link_class is LinkClass.POSSIBLY]


def test_another_edition_is_told_with_what_speaks_against_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        add(library, tmp_path, NINTH, RIVER)
        assert not refused(library, "9th National Harbour Conference")
        add(library, tmp_path, EIGHTH)
        [link] = refused(library, "9th National Harbour Conference")
        assert (link.a, link.b) == ("ninth", "eighth")
        assert [veto.text for veto in link.vetoes] == ["different editions: 8 and 9"]
        [back] = refused(library, "8th National Harbour Conference")
        assert (back.a, back.b) == ("eighth", "ninth")
        library.take_out([library.find("eighth")])
        assert not refused(library, "9th National Harbour Conference")


def test_only_of_the_article_asked_for(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        again = {**NINTH, "id": "again", "text": "Ann Lee left the 9th Harbour Conference early."}
        add(library, tmp_path, NINTH, EIGHTH, again)
        name = "9th National Harbour Conference"
        [link] = refused(library, name)
        told = {key: refused(library, name, library.find(key)) for key in ("ninth", "again")}
        assert told == {key: [link] if link.a == key else [] for key in told}
