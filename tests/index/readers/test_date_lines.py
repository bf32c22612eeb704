"""The line above or below a headline that says when a text appeared, in many languages."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article, Interval, Known
from index.readers.news_text import read_news_text

_STORY = (
    "Rescuers reached a village below the dam and brought its people food. They had waited for "
    "help for a long while.\n\nThe mayor asked for more boats and for tents, and thanked all.\n"
)
_HEADLINE = "Rescuers Reach Village Below The Dam"
_LINES = """
Thứ Sáu, 15/3/2024
Thứ Sáu, 15/03/2024, 08:30
Thứ sáu, 15/3/2024, 08:30 (GMT+7)
Thứ Sáu, ngày 15/03/2024
Thứ Sáu, ngày 15/03/2024 08:30
Thứ 6, 15/03/2024 | 08:30
Thứ 6 ngày 15 tháng 3 năm 2024
08:30 | 15/03/2024
08:30 15/03/2024
08:30 ngày 15/03/2024
15/03/2024 08:30 GMT+7
15/03/2024 - 08:30
15:04 15-03-2024
Cập nhật: 15/03/2024
Ngày 15 tháng 3 năm 2024
Vendredi 15 mars 2024
vendredi 15 mars 2024
Ven. 15 mars 2024
Le vendredi 15 mars 2024
Publié le 15 mars 2024 à 08h30
Publié le vendredi 15 mars 2024 à 8h30
Vendredi 15 mars 2024 à 08:30
15 mars 2024 à 08 h 30
viernes, 15 de marzo de 2024
Viernes 15 de marzo de 2024
Viernes, 15 de marzo del 2024
vie., 15 mar. 2024
15 de marzo de 2024 - 08:30 h
15 mar 2024 - 08:30 CET
Publicado el 15 de marzo de 2024
Freitag, 15. März 2024
Freitag, den 15. März 2024
Fr., 15. März 2024
Fr, 15.03.2024
Freitag, 15.03.2024, 08:30 Uhr
15. März 2024, 08:30 Uhr
Stand: 15.03.2024 08:30 Uhr
Veröffentlicht am 15.03.2024
Sexta-feira, 15 de março de 2024
sexta-feira, 15 de março de 2024, 08h30
Sex, 15 mar 2024
15 de março de 2024 às 08:30
15/03/2024 08h30
Venerdì 15 marzo 2024
venerdì, 15 marzo 2024 ore 08:30
Ven 15 mar 2024
15 marzo 2024 alle 08:30
Jumat, 15 Maret 2024
Jumat, 15 Maret 2024 08:30 WIB
Jum'at, 15 Maret 2024 | 08:30 WIB
Jumaat, 15 Mac 2024
vrijdag 15 maart 2024
vr 15 maart 2024, 08:30
Vrijdag 15 mrt 2024 om 08:30
piątek, 15 marca 2024
Piątek, 15 marca 2024 r., godz. 08:30
15 marca 2024, 08:30
Пятница, 15 марта 2024
пятница, 15 марта 2024 г., 08:30
15 марта 2024, 08:30
15 марта 2024 года
П'ятниця, 15 березня 2024
15 Mart 2024 Cuma
Cuma, 15 Mart 2024
15 Mart 2024, Cuma 08:30
2024年3月15日 星期五
2024年3月15日星期五
2024年03月15日 08:30
2024年3月15日(金)
2024年3月15日（金）8時30分
2024年3月15日 金曜日
2024/3/15 8:30
2024/03/15(金) 08:30
2024-03-15 08:30
2024년 3월 15일 금요일
2024년 3월 15일 (금)
2024.03.15 08:30
2024. 3. 15. (금) 08:30
2024.3.15
fredag 15 mars 2024
fredag den 15 mars 2024
Fredag 15. mars 2024
fredag d. 15. marts 2024
perjantai 15.3.2024
15. maaliskuuta 2024
Pátek 15. března 2024
pátek 15. 3. 2024
2024. március 15., péntek
vineri, 15 martie 2024
Παρασκευή, 15 Μαρτίου 2024
الجمعة 15 مارس 2024
יום שישי, 15 במרץ 2024
शुक्रवार, 15 मार्च 2024
วันศุกร์ที่ 15 มีนาคม 2567
Friday, 15/3/2024
15/3/2024
Friday 15 March 2024 08:30 GMT+7
Fri, 15 Mar 2024 08:30:00 +0700
Fri Mar 15 2024
Fri 15 Mar 2024 08.30 GMT
8:30 AM EDT, Fri March 15, 2024
Updated 8:30 AM EDT, Fri March 15, 2024
March 15, 2024 at 8:30 a.m. EDT
15th March 2024
15-Mar-2024
Friday 15th March, 2024
Petak, 15. ožujka 2024.
Petak, 15. mart 2024.
Divendres, 15 de març de 2024
15.03.2024 08:30
"""


def read(text: str) -> Article:
    return read_news_text("a", text, key="a", metadata={})


@pytest.mark.parametrize("line", _LINES.strip().splitlines())
def test_a_line_that_is_a_day_dates_the_text(line: str) -> None:
    day = Interval(date(2024, 3, 15), date(2024, 3, 15))
    below, above = (
        read(f"{_HEADLINE}\n{line}\n\n{_STORY}"),
        read(f"{line}\n{_HEADLINE}\n\n{_STORY}"),
    )
    for article in (below, above):
        assert (article.title, article.outlet) == (_HEADLINE, "")
        assert article.published.interval == day
        assert article.published.how is Known.STATED


@pytest.mark.parametrize(
    "line",
    [
        "Marta 15 Marcos 2024",
        "15 bateaux 2024",
        "Vendredi 32 mars 2024",
        "Freitag, 15. März",
        "星期五",
    ],
)
def test_a_line_that_only_looks_like_a_day_dates_nothing(line: str) -> None:
    assert read(f"{_HEADLINE}\n{line}\n\n{_STORY}").published.how is Known.UNKNOWN


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Le Progrès | Vendredi 15 mars 2024", "Le Progrès"),
        ("Freitag, 15. März 2024 | Ardenport Zeitung", "Ardenport Zeitung"),
    ],
)
def test_an_outlet_beside_the_day_is_kept(line: str, outlet: str) -> None:
    assert read(f"{_HEADLINE}\n{line}\n\n{_STORY}").outlet == outlet


@pytest.mark.parametrize(
    "line",
    ["Daily A, 15 March 2024", "Daily A | March 15, 2024", "Kano Stage - Friday, 15 March 2024"],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_name_that_nobody_knows_may_stand_before_the_date(line: str, is_first: bool) -> None:
    lines = (line, _HEADLINE) if is_first else (_HEADLINE, line)
    article = read("\n\n".join((*lines, _STORY)))
    assert isinstance(article, Article)
    assert article.title == _HEADLINE
    day = date(2024, 3, 15)
    assert (article.published.interval, article.published.how) == (Interval(day, day), Known.STATED)


@pytest.mark.parametrize(
    "line", ["Thousands marched, 15 March 2024", "The port reopened on 15 March 2024"]
)
def test_what_tells_something_before_the_date_is_no_such_name(line: str) -> None:
    article = read("\n\n".join((_HEADLINE, line, _STORY)))
    assert isinstance(article, Article)
    assert article.published.how is not Known.STATED


@pytest.mark.parametrize(
    ("line", "may_be_swapped"),
    [
        ("7/6/2024", True),
        ("17/6/2024", False),
        ("7/7/2024", False),
        ("7.6.2024", False),
        ("7 June 2024", False),
        ("The Guardian, 7/6/2024", False),
    ],
)
def test_a_date_that_may_mean_two_days_says_so(line: str, may_be_swapped: bool) -> None:
    article = read("\n\n".join((_HEADLINE, line, _STORY)))
    assert article.published.how is Known.STATED
    assert article.published.may_be_swapped is may_be_swapped
