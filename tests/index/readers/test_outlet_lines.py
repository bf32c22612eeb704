"""An outlet that stands on a line of its own, or sends a mail, in many languages."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Interval
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


@pytest.mark.parametrize(
    "headline",
    [
        "merged ferries could get a faster crossing",
        "BREAKING NEWS: Rovers win the cup after seven games",
        "Evening With Anna -- October 2, 2017",
        "Mayor said the port was ‘sold’ in May. The council denies it did anything wrong.",
        "Who reached the village below the dam?",
    ],
)
@pytest.mark.parametrize(
    "facts",
    [
        "www.ledger.org\n2018-02-05\nhttps://www.ledger.org/a/2018/5.htm?x=1",
        "https://www.ledger.org/a\n5 February 2018\nThe Ledger",
        "Monday, February 5, 2018\nwww.ledger.org",
    ],
)
def test_a_block_of_facts_has_the_headline_above_it(headline: str, facts: str) -> None:
    article = read_news_text("a", f"{headline}\n{facts}\n\n{_STORY}", key="a", metadata={})
    assert (article.title, article.title_stated) == (headline, True)
    assert article.outlet in ("ledger.org", "The Ledger")
    assert article.published.interval == Interval(date(2018, 2, 5), date(2018, 2, 5))


@pytest.mark.parametrize(
    "above",
    ["The Daily Ledger", "By Jane Roe and Tom Poe", "Published: 5 February 2018, 08:30",
     "Source: The Daily Ledger"],
)  # fmt: skip
def test_what_stands_over_the_facts_and_is_no_headline(above: str) -> None:
    facts = "5 February 2018\nhttps://www.ledger.org/a"
    text = f"{above}\n{facts}\n{_HEADLINE}\n\n{_STORY}"
    assert read_news_text("a", text, key="a", metadata={}).title == _HEADLINE
