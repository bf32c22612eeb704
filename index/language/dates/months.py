"""The names of months and weekdays in other languages, and of months in other calendars."""

from __future__ import annotations

from index.language.dates.kinds import K

Entry = tuple[K, int | str]


def table(kind: K, lines: str) -> dict[str, Entry]:
    """Words of one kind: each line a value and its words."""
    entries: dict[str, Entry] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        value, *forms = line.split()
        for word in forms:
            entries[word] = (kind, int(value) if value.isdigit() else value)
    return entries


def words(kind: K, written: str) -> dict[str, Entry]:
    """Words of one kind, each its own value."""
    return {word: (kind, word) for word in written.split()}


# Believed only beside a day or a year. Folded, so that accents do not matter.
FOREIGN_MONTHS = table(
    K.FOREIGN_MONTH,
    """
    1 enero janvier janeiro januar januari gennaio ocak stycznia janner ianuarie января
    2 febrero fevrier fevereiro februar februari febbraio subat lutego februarie февраля
    3 marzo mars marco marz maart maret mart marca martie марта
    4 abril avril aprile nisan kwietnia aprilie апреля
    5 mayo mai maio mei maj maggio mayis maja мая
    6 junio juin junho juni giugno haziran czerwca iunie июня
    7 julio juillet julho juli luglio temmuz lipca iulie июля
    8 agosto aout augustus agustus agustos augusti sierpnia августа
    9 septiembre setiembre septembre setembro settembre eylul wrzesnia septembrie сентября
    10 octubre octobre outubro oktober ottobre ekim pazdziernika octombrie октября
    11 noviembre novembre novembro kasim listopada nopember noiembrie ноября
    12 diciembre decembre dezembro dezember desember dicembre aralik grudnia decembrie декабря
    """,
)

# Believed only where they stand as such days do, see :mod:`index.language.dates.foreign_days`.
FOREIGN_WEEKDAYS = table(
    K.FOREIGN_WEEKDAY,
    """
    0 montag lundi lunes
    1 dienstag mardi martes
    2 mittwoch mercredi miercoles
    3 donnerstag jeudi jueves
    4 freitag vendredi viernes
    5 samstag sonnabend samedi sabado
    6 sonntag dimanche domingo
    """,
)

# "H9" is the ninth month of the Islamic calendar, "B1" the first of Nepal's.
OTHER_MONTHS = table(
    K.OTHER_MONTH,
    """
    H1 muharram moharram
    H2 safar
    H3 rabi rabiul
    H5 jumada jamadi jumadil
    H7 rajab
    H8 shaban shaaban syaban
    H9 ramadan ramadhan ramazan ramzan
    H10 shawwal syawal shawal
    H11 dhu dhul dhulqadah zulqadah zulkaedah
    H12 dhulhijjah zulhijjah zilhaj zilhajj zulhijja
    B1 baisakh baishakh
    B2 jestha jeth
    B3 ashadh asar asadh
    B4 shrawan saun
    B5 bhadra bhadau
    B6 ashwin asoj
    B7 kartik
    B8 mangsir
    B9 poush paush
    B10 magh
    B11 falgun phalgun phagun
    B12 chaitra chait
    """,
)
