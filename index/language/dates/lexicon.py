"""The words that dates are made of, folded and in lower case, with kind and value."""

from __future__ import annotations

from index.language.dates.kinds import K

Entry = tuple[K, int | str]


def _table(kind: K, lines: str) -> dict[str, Entry]:
    """Words of one kind: each line a value and its words."""
    table: dict[str, Entry] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        value, *words = line.split()
        for word in words:
            table[word] = (kind, int(value) if value.isdigit() else value)
    return table


def _words(kind: K, words: str) -> dict[str, Entry]:
    return {word: (kind, word) for word in words.split()}


_MONTH_NAMES = _table(
    K.MONTH_NAME,
    """
    1 january
    2 february
    4 april
    6 june
    7 july
    8 august
    9 september
    10 october
    11 november
    12 december
    """,
)
_MONTHS_SHORT = _table(
    K.MONTH_SHORT,
    """
    1 jan
    2 feb
    3 mar
    4 apr
    6 jun
    7 jul
    8 aug
    9 sept sep
    10 oct
    11 nov
    12 dec
    """,
)
_MAYBE_MONTHS = _table(K.MAYBE_MONTH, "3 march\n 5 may")

# Believed only beside a day or a year. Folded, so that accents do not matter.
_FOREIGN_MONTHS = _table(
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

_WEEKDAYS = _table(
    K.WEEKDAY,
    """
    0 monday
    1 tuesday
    2 wednesday
    3 thursday
    4 friday
    5 saturday
    6 sunday
    """,
)
_WEEKDAYS_SHORT = _table(
    K.WEEKDAY_SHORT,
    """
    0 mon
    1 tue tues
    2 wed
    3 thu thur thurs
    4 fri
    5 sat
    6 sun
    """,
)
_WEEKDAYS_PLURAL = {f"{day}s": (K.WEEKDAYS, entry[1]) for day, entry in _WEEKDAYS.items()}

_SEASONS = _table(
    K.SEASON,
    """
    SP spring springtime
    SU summer summertime
    FA fall autumn
    WI winter wintertime
    """,
)

_UNITS = _table(
    K.UNIT,
    """
    Y year
    M month
    W week
    D day
    WE weekend
    DE decade
    CE century
    TH hour
    TM minute
    FO fortnight
    """,
)
_UNITS_PLURAL = _table(
    K.UNITS,
    """
    Y years yrs
    M months
    W weeks wks
    D days nights
    WE weekends
    Q quarters
    DE decades
    CE centuries
    TH hours hrs
    TM minutes mins
    TS seconds secs
    FO fortnights
    """,
)

_NUMBERS = _table(
    K.NUMBER_WORD,
    """
    0 zero
    1 one
    2 two
    3 three
    4 four
    5 five
    6 six
    7 seven
    8 eight
    9 nine
    10 ten
    11 eleven
    12 twelve
    13 thirteen
    14 fourteen
    15 fifteen
    16 sixteen
    17 seventeen
    18 eighteen
    19 nineteen
    20 twenty
    30 thirty
    40 forty
    50 fifty
    60 sixty
    70 seventy
    80 eighty
    90 ninety
    """,
)
_SCALES = _table(
    K.SCALE,
    """
    12 dozen
    100 hundred
    1000 thousand
    1000000 million
    1000000000 billion
    X dozens hundreds thousands millions billions scores
    """,
)
_ORDINALS = _table(
    K.ORDINAL_WORD,
    """
    1 first
    3 third
    4 fourth
    5 fifth
    6 sixth
    7 seventh
    8 eighth
    9 ninth
    10 tenth
    11 eleventh
    12 twelfth
    13 thirteenth
    14 fourteenth
    15 fifteenth
    16 sixteenth
    17 seventeenth
    18 eighteenth
    19 nineteenth
    20 twentieth
    """,
)
_DECADES = _table(
    K.DECADE,
    "2 twenties\n 3 thirties\n 4 forties\n 5 fifties\n 6 sixties\n 7 seventies\n 8 eighties\n"
    "9 nineties",
)

_DAY_WORDS = _table(K.DAY_WORD, "0 today tonight\n -1 yesterday\n 1 tomorrow")
_DAY_PARTS = _table(
    K.DAY_PART,
    """
    MO morning dawn
    AF afternoon
    EV evening
    NI night
    MI midmorning
    """,
)
_DAY_PARTS_PLURAL = _table(K.DAY_PARTS, "MO mornings\n AF afternoons\n EV evenings")
_NOONS = _table(K.NOON, "12:00 noon midday\n 24:00 midnight")

_SET_WORDS = _table(
    K.SET_WORD,
    """
    PT1H hourly
    P1D daily nightly everyday
    P1W weekly
    P2W biweekly fortnightly
    P1M monthly
    P1Q quarterly
    P1Y annual annually yearly
    P2Y biennial biennially biannual
    """,
)

_REFERENCES = {
    **_words(K.PRESENT, "currently nowadays presently"),
    **_words(K.PAST_WORD, "recently lately"),
    **_words(K.FUTURE_WORD, "future"),
    **_words(K.NOW, "now"),
    **_words(K.AT_PRESENT, "present"),
}

_HOLIDAYS = _words(
    K.HOLIDAY,
    "christmas thanksgiving easter halloween valentine valentines independence memorial labor "
    "labour veterans columbus presidents election boxing bastille armistice mother mothers father "
    "fathers new good palm ash martin lunar",
)

_STEERING = {
    **_words(K.A, "a an"),
    **_words(K.VAGUE, "several few many some couple numerous"),
    **_words(K.THE, "the"),
    **_words(K.THIS, "this"),
    **_words(K.THAT, "that"),
    **_words(K.THESE, "these those"),
    **_words(K.LAST, "last latest"),
    **_words(K.PAST, "past"),
    **_words(K.NEXT, "next"),
    **_words(K.COMING, "coming upcoming"),
    **_words(K.PREVIOUS, "previous prior preceding"),
    **_words(K.FOLLOWING, "following ensuing subsequent"),
    **_words(K.CURRENT, "current"),
    **_words(K.RECENT, "recent"),
    **_words(K.SAME, "same"),
    **_words(K.AGO, "ago"),
    **_words(K.EARLIER, "earlier"),
    **_words(K.LATER, "later hence afterward afterwards"),
    **_words(K.FROM, "from"),
    **_words(K.BEFORE, "before"),
    **_words(K.AFTER, "after"),
    **_words(K.EACH, "each every"),
    **_words(K.PER, "per"),
    **_words(K.TIMES, "once twice times"),
    **_words(K.EARLY, "early"),
    **_words(K.LATE, "late"),
    **_words(K.MID, "mid"),
    **_words(K.BEGINNING, "beginning start onset outset"),
    **_words(K.END, "end close"),
    **_words(K.MIDDLE, "middle"),
    **_words(K.FINAL, "final closing dying waning opening initial"),
    **_words(K.FISCAL, "fiscal financial calendar school academic fy tax"),
    **_words(K.LONG, "long"),
    **_words(K.OLD, "old"),
    **_words(K.FULL, "full whole entire consecutive straight successive other additional solid"),
    **_words(K.MORE, "more"),
    **_words(K.LESS, "less fewer"),
    **_words(K.THAN, "than"),
    **_words(K.ABOUT, "about around approximately roughly circa"),
    **_words(K.NEARLY, "nearly almost"),
    **_words(K.OVER, "over"),
    **_words(K.UNDER, "under"),
    **_words(K.EXACTLY, "exactly"),
    **_words(K.AT, "at"),
    **_words(K.LEAST, "least"),
    **_words(K.MOST, "most"),
    **_words(K.UP, "up"),
    **_words(K.OF, "of de del do"),
    **_words(K.IN, "in during within throughout"),
    **_words(K.ON, "on"),
    **_words(K.FOR, "for"),
    **_words(K.SINCE, "since until till through by between"),
    **_words(K.AND, "and"),
    **_words(K.OR, "or"),
    **_words(K.TO, "to"),
    **_words(K.HALF, "half"),
    **_words(K.QUARTER, "quarter"),
    **_words(K.SECOND, "second"),
    **_words(K.AM_PM, "am pm a.m a.m. p.m p.m."),
    **_words(K.OCLOCK, "o'clock"),
    **_words(
        K.TIME_ZONE,
        "gmt utc est edt et pst pdt pt cst cdt ct mst mdt bst cet cest ist jst ict wib hkt",
    ),
}

_VIETNAMESE = {
    **_words(K.NGAY, "ngay"),
    **_words(K.THANG, "thang"),
    **_words(K.NAM, "nam"),
    **_words(K.THU, "thu chu"),
    **_words(K.HOM, "hom"),
    **_words(K.TUAN, "tuan"),
    **_words(K.NAY, "nay"),
    **_words(K.QUA, "qua ngoai"),
    **_words(K.TRUOC, "truoc"),
    **_words(K.SAU, "toi sau"),
    **_words(K.SANG, "sang trua chieu dem"),
}

WORDS: dict[str, Entry] = {
    **_VIETNAMESE,
    **_FOREIGN_MONTHS,
    **_STEERING,
    **_MONTH_NAMES,
    **_MONTHS_SHORT,
    **_MAYBE_MONTHS,
    **_WEEKDAYS,
    **_WEEKDAYS_SHORT,
    **_WEEKDAYS_PLURAL,
    **_SEASONS,
    **_UNITS,
    **_UNITS_PLURAL,
    **_NUMBERS,
    **_SCALES,
    **_ORDINALS,
    **_DECADES,
    **_DAY_WORDS,
    **_DAY_PARTS,
    **_DAY_PARTS_PLURAL,
    **_NOONS,
    **_SET_WORDS,
    **_REFERENCES,
    **_HOLIDAYS,
}

WITHOUT_CAPITAL: dict[str, Entry | None] = {
    word: _VIETNAMESE.get(word)
    for word, (kind, _) in WORDS.items()
    if kind in (K.MAYBE_MONTH, K.WEEKDAY_SHORT, K.MONTH_SHORT)
}
"""Words that are dates only with a capital, and what they are without one."""

SIGNS: dict[str, Entry] = {
    ",": (K.COMMA, ","),
    ".": (K.DOT, "."),
    "-": (K.HYPHEN, "-"),
    "/": (K.SLASH, "/"),
    "'s": (K.POSSESSIVE, "'s"),
}
