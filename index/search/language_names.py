"""The ways in which one language is written in a query, or in what articles say of themselves.

Articles mostly have the code of ISO 639-1 (``fr``); some that came with a code of three
letters or a name keep it. Whoever asks for any of them means all.
"""

from __future__ import annotations

from functools import cache

from index.language.fold import fold_case

# The two-letter code, those of three letters, the English name, what speakers call it.
_LANGUAGES = """
af afr Afrikaans
am amh Amharic አማርኛ
ar ara Arabic العربية عربي
az aze Azerbaijani Azeri azərbaycan
be bel Belarusian беларуская
bg bul Bulgarian български
bn ben Bengali Bangla বাংলা
bs bos Bosnian bosanski
ca cat Catalan català
cs ces cze Czech čeština česky
cy cym wel Welsh Cymraeg
da dan Danish dansk
de deu ger German Deutsch
el ell gre Greek ελληνικά
en eng English
es spa Spanish Castilian español castellano
et est Estonian eesti
eu eus baq Basque euskara
fa fas per Persian Farsi فارسی
fi fin Finnish suomi
fr fra fre French français
ga gle Irish Gaeilge
gl glg Galician galego
gu guj Gujarati ગુજરાતી
he heb Hebrew עברית
hi hin Hindi हिन्दी हिंदी
hr hrv Croatian hrvatski
hu hun Hungarian magyar
hy hye arm Armenian հայերեն
id ind Indonesian
is isl ice Icelandic íslenska
it ita Italian italiano
ja jpn Japanese 日本語
ka kat geo Georgian ქართული
kk kaz Kazakh қазақ
km khm Khmer ខ្មែរ
kn kan Kannada ಕನ್ನಡ
ko kor Korean 한국어
lo lao Laotian ລາວ
lt lit Lithuanian lietuvių
lv lav Latvian latviešu
mk mkd mac Macedonian македонски
ml mal Malayalam മലയാളം
mn mon Mongolian монгол
mr mar Marathi मराठी
ms msa may Malay Melayu
my mya bur Burmese Myanmar မြန်မာ
ne nep Nepali नेपाली
nl nld dut Dutch Nederlands Flemish
no nor Norwegian norsk nb nob Bokmål nn nno Nynorsk
pa pan Punjabi ਪੰਜਾਬੀ
pl pol Polish polski
ps pus Pashto پښتو
pt por Portuguese português
ro ron rum Romanian română
ru rus Russian русский
si sin Sinhala සිංහල
sk slk slo Slovak slovenčina
sl slv Slovene Slovenian slovenščina
so som Somali Soomaali
sq sqi alb Albanian shqip
sr srp Serbian srpski српски
sv swe Swedish svenska
sw swa Swahili Kiswahili
ta tam Tamil தமிழ்
te tel Telugu తెలుగు
th tha Thai ไทย
tl tgl Tagalog Filipino fil
tr tur Turkish Türkçe
uk ukr Ukrainian українська
ur urd Urdu اردو
uz uzb Uzbek oʻzbek
vi vie Vietnamese Việt
yo yor Yoruba
zh zho chi Chinese Mandarin 中文 汉语 漢語
zu zul Zulu isiZulu
"""


def spellings(language: str) -> tuple[str, ...]:
    """All the ways in which a language is written, the code first; what is given when unknown."""
    return _known().get(fold_case(language), (language,))


@cache
def _known() -> dict[str, tuple[str, ...]]:
    rows = [tuple(line.split()) for line in _LANGUAGES.split("\n") if line]
    return {fold_case(name): row for row in rows for name in row}
