"""How dates in digits are written where a text comes from: is 3/5/2024 in March or in May?"""

from __future__ import annotations

import re

from index.language.fold import fold_case

# Month first; most of the others write the day first. Canada and South Africa mix
# their orders, and the English press of East Asia follows either custom.
_MONTH_FIRST = frozenset({"us", "ph", "pr", "gu", "pw", "mh"})
_EITHER = frozenset({"ca", "za", "cn", "jp", "kr", "kp", "tw", "hk", "mo", "mn", "ir"})

# Outlets whose addresses do not tell their country, by the beginning of their names.
_OUTLETS = """
us: abc news, ap, associated press, axios, bloomberg, boston globe, breitbart, business insider,
us: buzzfeed, cbs, chicago tribune, christian science monitor, cnbc, cnn, daily beast,
us: daily caller, fox, houston chronicle, huffpost, huffington post, los angeles times, la times,
us: miami herald, msnbc, national review, nbc, new york, newsmax, newsweek, npr, pbs, politico,
us: propublica, reason, salon, slate, the atlantic, the hill, the intercept, time, usa today, upi,
us: us news, vice, voa, voice of america, vox, wall street journal, washington, yahoo,
ph: gma, inquirer, manila, philippine, rappler, sunstar,
gb: bbc, daily mail, evening standard, express, financial times, guardian, independent, itv, metro,
gb: mirror, morning star, reuters, sky news, spectator, telegraph, the economist, the sun,
au: abc australia, age, australian, sydney morning herald,
in: hindu, hindustan times, indian express, ndtv, press trust of india, pti, the wire,
in: times of india,
qa: al jazeera, gulf times, peninsula,
ae: gulf news, khaleej times, the national,
pk: dawn, express tribune, geo,
bd: daily star, dhaka tribune, new age,
ng: punch, vanguard, premium times, guardian nigeria, thisday,
ke: daily nation, the standard, nation,
sg: straits times, channel newsasia, cna,
my: bernama, malay mail, new straits times, the star,
id: antara, jakarta,
th: bangkok post, thai,
vn: nhan dan, saigon, sggp, the world and vietnam, thanh nien, tuoi tre, vietnam, vna, vns, vov,
fr: afp, agence france, france 24, le monde, rfi,
de: deutsche welle, dpa, dw, spiegel,
il: haaretz, jerusalem post, times of israel,
ru: rt, sputnik, tass,
tr: anadolu, daily sabah, hurriyet, trt,
"""
_SUFFIX = re.compile(r"^[a-z]{2,8}://[^/?#]{1,253}?\.([a-z]{2,4})(?::\d{1,5})?(?:[/?#]|$)")
_AMERICAN = frozenset({"gov", "mil", "edu"})
_NOT_A_COUNTRY = frozenset("com org net info news eu tv io co me fm ai app".split())  # noqa: SIM905
_DAY_FIRST_LANGUAGES = frozenset(
    "vi fr es pt it de nl pl ru uk tr id ms sv da no fi ro cs el".split()  # noqa: SIM905
)


def _outlets() -> dict[str, str]:
    countries = {}
    for line in filter(None, map(str.strip, _OUTLETS.splitlines())):
        country, _, names = line.partition(": ")
        for name in filter(None, (part.strip() for part in names.split(","))):
            countries[name] = country
    return countries


_COUNTRY_OF = _outlets()
_LONGEST_NAME = 5  # words


def country_of(outlet: str = "", url: str = "") -> str:
    """The country (ISO 3166, in lower case) an outlet writes for; empty when not known."""
    match = _SUFFIX.match(url.strip().lower())
    if match and match[1] not in _NOT_A_COUNTRY:
        return "us" if match[1] in _AMERICAN else match[1]
    words = re.findall(r"[a-z0-9]+", fold_case(outlet[:200]))
    if words[:1] == ["the"] and " ".join(words[:2]) not in _COUNTRY_OF:
        words = words[1:]
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if country := _COUNTRY_OF.get(" ".join(words[:count])):
            return country
    return ""


def day_first_of(outlet: str = "", url: str = "", language: str = "") -> bool | None:
    """Whether the outlet writes 5/4/2023 for 5 April; ``None`` when nothing tells.

    ``outlet`` and ``url`` are the article's, ``language`` its code (``en``).
    """
    if language[:2].lower() in _DAY_FIRST_LANGUAGES:
        return True
    country = country_of(outlet, url)
    if not country or country in _EITHER:
        return None
    return country not in _MONTH_FIRST
