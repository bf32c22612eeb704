"""The words that dates are made of, folded and in lower case, with kind and value."""

from __future__ import annotations

from index.language.dates.kinds import K
from index.language.dates.months import (
    FOREIGN_MONTHS,
    FOREIGN_WEEKDAYS,
    OTHER_MONTHS,
    Entry,
    table,
    words,
)

_MONTH_NAMES = table(
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
_MONTHS_SHORT = table(
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
_MAYBE_MONTHS = table(K.MAYBE_MONTH, "3 march\n 5 may")

_WEEKDAYS = table(
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
_WEEKDAYS_SHORT = table(
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

_SEASONS = table(
    K.SEASON,
    """
    SP spring springtime
    SU summer summertime
    FA fall autumn
    WI winter wintertime
    """,
)

_UNITS = table(
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
_UNITS_PLURAL = table(
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

_NUMBERS = table(
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
_SCALES = table(
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
_ORDINALS = table(
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
_DECADES = table(
    K.DECADE,
    "2 twenties\n 3 thirties\n 4 forties\n 5 fifties\n 6 sixties\n 7 seventies\n 8 eighties\n"
    "9 nineties",
)

_DAY_WORDS = table(K.DAY_WORD, "0 today tonight\n -1 yesterday\n 1 tomorrow")
_DAY_PARTS = table(
    K.DAY_PART,
    """
    MO morning dawn
    AF afternoon
    EV evening
    NI night
    MI midmorning
    """,
)
_DAY_PARTS_PLURAL = table(K.DAY_PARTS, "MO mornings\n AF afternoons\n EV evenings")
_NOONS = table(K.NOON, "12:00 noon midday\n 24:00 midnight")

_SET_WORDS = table(
    K.SET_WORD,
    """
    PT1H hourly
    P1D daily nightly everyday
    P1W weekly
    P2W biweekly fortnightly
    P1M monthly
    P2M bimonthly
    P6M semiannual semiannually
    P1Q quarterly
    P1Y annual annually yearly
    P2Y biennial biennially biannual
    """,
)

_LONG_WORDS = table(
    K.LONG_WORD,
    "P1D daylong\n P1W weeklong\n P1M monthlong\n P1Y yearlong\n P10Y decadelong\n PT1H hourlong",
)

_REFERENCES = {
    **words(K.PRESENT, "currently nowadays presently"),
    **words(K.PAST_WORD, "recently lately"),
    **words(K.FUTURE_WORD, "future"),
    **words(K.NOW, "now"),
    **words(K.AT_PRESENT, "present"),
}

_HOLIDAYS = words(
    K.HOLIDAY,
    "christmas thanksgiving easter halloween valentine valentines independence memorial labor "
    "labour veterans columbus presidents election boxing bastille armistice mother mothers father "
    "fathers new good palm ash martin lunar",
)

_STEERING = {
    **words(K.A, "a an"),
    **words(K.VAGUE, "several few many some couple numerous"),
    **words(K.THE, "the"),
    **words(K.THIS, "this"),
    **words(K.THAT, "that"),
    **words(K.THESE, "these those"),
    **words(K.LAST, "last latest"),
    **words(K.PAST, "past"),
    **words(K.NEXT, "next"),
    **words(K.COMING, "coming upcoming"),
    **words(K.PREVIOUS, "previous prior preceding"),
    **words(K.FOLLOWING, "following ensuing subsequent"),
    **words(K.CURRENT, "current"),
    **words(K.RECENT, "recent"),
    **words(K.SAME, "same"),
    **words(K.AGO, "ago"),
    **words(K.EARLIER, "earlier"),
    **words(K.LATER, "later hence afterward afterwards"),
    **words(K.FROM, "from"),
    **words(K.BEFORE, "before"),
    **words(K.AFTER, "after"),
    **words(K.EACH, "each every"),
    **words(K.PER, "per"),
    **words(K.TIMES, "once twice times"),
    **words(K.EARLY, "early"),
    **words(K.LATE, "late"),
    **words(K.MID, "mid"),
    **words(K.BEGINNING, "beginning start onset outset"),
    **words(K.END, "end close"),
    **words(K.MIDDLE, "middle"),
    **words(K.FINAL, "final closing dying waning opening initial"),
    **words(K.FISCAL, "fiscal financial calendar school academic fy tax"),
    **words(K.LONG, "long"),
    **words(K.OLD, "old"),
    **words(K.FULL, "full whole entire consecutive straight successive other additional solid"),
    **words(K.MORE, "more"),
    **words(K.LESS, "less fewer"),
    **words(K.THAN, "than"),
    **words(K.ABOUT, "about around approximately roughly circa"),
    **words(K.NEARLY, "nearly almost"),
    **words(K.OVER, "over"),
    **words(K.UNDER, "under"),
    **words(K.EXACTLY, "exactly"),
    **words(K.AT, "at"),
    **words(K.LEAST, "least"),
    **words(K.MOST, "most"),
    **words(K.UP, "up"),
    **words(K.OF, "of de del do"),
    **words(K.IN, "in during within throughout"),
    **words(K.ON, "on"),
    **words(K.FOR, "for"),
    **words(K.SINCE, "since until till through by between"),
    **words(K.AND, "and"),
    **words(K.OR, "or"),
    **words(K.TO, "to"),
    **words(K.HALF, "half"),
    **words(K.QUARTER, "quarter"),
    **words(K.SECOND, "second"),
    **words(K.AM_PM, "am pm a.m a.m. p.m p.m."),
    **words(K.OCLOCK, "o'clock"),
    **words(
        K.TIME_ZONE,
        "gmt utc est edt et pst pdt pt cst cdt ct mst mdt bst cet cest ist jst ict wib hkt",
    ),
}

_CJK = {
    **words(K.CJK_YEAR, "年 년"),
    **words(K.CJK_MONTH, "月 월"),
    **words(K.CJK_DAY, "日 号 號 일"),
}

_VIETNAMESE = {
    **words(K.NGAY, "ngay"),
    **words(K.THANG, "thang"),
    **words(K.NAM, "nam"),
    **words(K.THU, "thu chu"),
    **words(K.HOM, "hom"),
    **words(K.TUAN, "tuan"),
    **words(K.NAY, "nay"),
    **words(K.QUA, "qua ngoai"),
    **words(K.TRUOC, "truoc"),
    **words(K.SAU, "toi sau"),
    **words(K.SANG, "sang trua chieu dem"),
}

WORDS: dict[str, Entry] = {
    **_VIETNAMESE,
    **FOREIGN_MONTHS,
    **FOREIGN_WEEKDAYS,
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
    **_LONG_WORDS,
    **OTHER_MONTHS,
    **_CJK,
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
