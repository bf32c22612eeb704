"""Small words and titles of other languages are no part of names."""

from __future__ import annotations

import pytest

from index.language.names import find_names


def names(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], str(m.type)) for m in find_names(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "fr",
            "Un ferry s'est échoué. La ministre des Transports, Helena Carvalho, a promis une "
            "enquête.",
            [("Helena Carvalho", "PERSON")],
        ),
        ("fr", "Le Parti socialiste demande une enquête.", []),
        ("fr", "Le préfet a visité La Rochelle.", [("La Rochelle", "PLACE")]),
        (
            "fr",
            "Ana Ribeiro a vu Le Pen. Le Pen a quitté la salle.",
            [("Ana Ribeiro", "PERSON"), ("Le Pen", "PERSON"), ("Le Pen", "PERSON")],
        ),
        (
            "de",
            "Verkehrsministerin Helena Carvalho kündigte eine Untersuchung an.",
            [("Helena Carvalho", "PERSON")],
        ),
        (
            "de",
            "In Hamburg dankte Bürgermeister Peter Tschentscher den Helfern.",
            [("Hamburg", "PLACE"), ("Peter Tschentscher", "PERSON")],
        ),
        (
            "de",
            "Bundeskanzler Olaf Scholz sprach den Angehörigen in Berlin sein Mitgefühl aus.",
            [("Olaf Scholz", "PERSON"), ("Berlin", "PLACE")],
        ),
        (
            "de",
            "In Berlin sprach Ursula von der Leyen.",
            [("Berlin", "PLACE"), ("Ursula von der Leyen", "PERSON")],
        ),
        ("de", "Mit dem Schiff kam niemand.", []),
        ("es", "La Fiscalía investiga en Madrid.", [("Madrid", "PLACE")]),
        (
            "es",
            "La Ministra Robles viajó a Madrid.",
            [("Robles", "PERSON"), ("Madrid", "PLACE")],
        ),
        (
            "de",
            "Der Kanzler Brandt kam nach Bonn.",
            [("Brandt", "PERSON"), ("Bonn", "PLACE")],
        ),
    ],
)
def test_what_is_a_name_there(language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert names(text, language) == found


def test_an_institution_with_its_article_is_no_person() -> None:
    text = "Das Auswärtige Amt in Berlin äußerte sich nicht."
    assert "PERSON" not in {kind for _, kind in names(text, "de")}
