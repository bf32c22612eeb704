"""An outlet that stands on a line of its own, or sends a mail, in many languages."""

from __future__ import annotations

import pytest

from index.readers import read
from index.readers.news_text import read_news_text

_HEADLINE = "Ferry Hits Pier In Ardenport"
_STORY = (
    "A ferry struck a pier in Ardenport and hurt nine people, the harbour master said. Divers "
    "searched.\n\nThe harbour was shut until the evening, and boats had to wait.\n"
)
_NAMES = """
El Faro del Sur|海峡新聞|Báo Tin Vịnh|Báo Biển Đông|Tin Tức Miền Trung|Harbour Gazette
La Voz del Puerto
El Diario de la Costa|Le Courrier du Port|Der Hafenbote|Ardenport Nachrichten|Hafen-Zeitung
O Jornal do Porto|Correio da Manhã|Heraldo de Aragón|海峡日报|北方晚报|朝日新聞|동아일보|부산신문
Gazeta Portowa|Вестник Порта|Новая газета|Koran Pelabuhan|Liman Gazetesi|Las Noticias
Daily Ledger|Le Quotidien de l'Ouest|Rheinische Rundschau|Quarterly Review of Ports|صحيفة الساحل
"""


@pytest.mark.parametrize("name", _NAMES.strip().replace("\n", "|").split("|"))
def test_the_line_names_the_outlet(name: str) -> None:
    for head in (
        f"{_HEADLINE}\n{name}\n\n",
        f"{_HEADLINE}\n{name}\n15 March 2024\n\n",
        f"{name}\n{_HEADLINE}\n15 March 2024\n\n",
    ):
        article = read_news_text("a", head + _STORY, key="a", metadata={})
        assert (article.title, article.outlet) == (_HEADLINE, name)


@pytest.mark.parametrize(
    "line",
    """Jane Roe|Ardenport|World News|Los Angeles|Bao Ninh|El Salvador|La Paz|The Hague
The Gambia|Le Havre|La Habana|Le Caire""".replace("\n", "|").split("|"),
)
def test_what_names_no_outlet(line: str) -> None:
    head = f"{_HEADLINE}\n{line}\n15 March 2024\n\n"
    assert read_news_text("a", head + _STORY, key="a", metadata={}).outlet == ""


@pytest.mark.parametrize(
    ("sender", "outlet", "authors"),
    [
        ("Market Wire <desk@wire.example>", "Market Wire", ()),
        ("The Ledger <news@ledger.example>", "The Ledger", ()),
        ("El Faro del Sur <avisos@faro.example>", "El Faro del Sur", ()),
        ("Jane Roe <jane@ledger.example>", "", ("Jane Roe",)),
    ],
)
def test_a_mail_of_a_house(sender: str, outlet: str, authors: tuple[str, ...]) -> None:
    mail = (
        f"From: {sender}\nSubject: {_HEADLINE}\nDate: Fri, 15 Mar 2024 08:30:00 +0000\n\n{_STORY}"
    )
    (article,) = read("m.eml", mail.encode(), key="m")
    assert (article.outlet, article.authors) == (outlet, authors)
