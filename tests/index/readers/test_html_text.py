"""Pieces of HTML as plain text: mails, chapters, entries of feeds."""

from __future__ import annotations

from email.message import EmailMessage

from index.article import Article
from index.readers import read
from index.readers.html_text import shown_in

SHIPS = """<table class="MsoNormalTable" border="1"><caption>Ships this week</caption>
<thead><tr><!-- heads --><th>Ship</th> <th>Day</th><th>People</th></tr></thead>
<tbody><tr><td><p class="MsoNormal">Anna</p></td><td>Friday<br>night</td><td>310</td></tr>
<tr><td>Maria</td><td></td><td>12</td></tr></tbody></table>"""
ROWS = "Ship | Day | People\nAnna | Friday night | 310\nMaria | | 12"


def test_a_table_of_a_mail_keeps_its_rows_and_what_only_lays_it_out_does_not() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Desk <desk@island.example>", "Ships"
    message["Date"] = "Wed, 13 Mar 2024 08:00:00 +0000"
    message.set_content(
        "<html><body><table><tr><td><h1>The ferry is back</h1></td></tr><tr><td><p>It runs again"
        f" from Friday.</p>{SHIPS}<table role='presentation'><tr><td>Read</td><td>Share</td></tr>"
        "<tr><td>Print</td><td>Leave</td></tr></table></td></tr></table></body></html>",
        subtype="html",
    )
    (article,) = read("ships.eml", message.as_bytes(), key="ships.eml")
    assert isinstance(article, Article)
    assert (
        f"It runs again from Friday.\n\nShips this week\n\n{ROWS}\n\nRead\n\nShare" in article.text
    )


def test_columns_of_text_are_no_table() -> None:
    column = "The ferry between Lower Quay and the island will run again from Friday. " * 3
    shown = shown_in(f"<table><tr><td>{column}</td><td>{column}</td></tr>" * 2 + "</table>")
    assert "|" not in shown
    assert shown.count(column.strip()) == 4


def test_many_tables_inside_one_another_take_no_longer_for_it() -> None:
    assert shown_in("<table><tr><td>a</td>" * 20_000) != ""
