"""Names of news agencies and outlets, for telling a credit from a sentence.

Only names that stand alone in a dateline or at the end of a text are looked
up here; an outlet that is not listed is still read where a document names it
in so many words (``Source: …``, an address, the file's metadata).
"""

from __future__ import annotations

import re

from msgspec import Struct

from index.language.fold import fold_case


class Publisher(Struct, frozen=True):
    """Who signs a text: an ``agency`` that supplies news, an ``outlet`` that prints it, or both."""

    outlet: str = ""
    agency: str = ""


NOBODY = Publisher()


# Agency: the forms under which it signs, its usual short name first.
_AGENCIES = """
AAP: Australian Associated Press
ACN: Agencia Cubana de Noticias
ADN Kronos: Adnkronos
AFP: Agence France-Presse, Agence France Presse, 法新社
Agência Brasil: Agencia Brasil
Agerpres
AKI
Anadolu Agency: AA, Anadolu
ANI: Asian News International
ANP
ANSA
Antara: Antara News
AP: The Associated Press, Associated Press
APA
APP: Associated Press of Pakistan
APS: Algérie Presse Service
ATA
AZERTAC
Belga
BelTA
Bernama
BNS
BSS: Bangladesh Sangbad Sangstha
BTA
Canadian Press: The Canadian Press, CP
Cihan
CNA: Central News Agency, Focus Taiwan, 中央社
China News Service: 中新社, 中新网
CNS: Catholic News Service
ČTK: CTK
dpa: Deutsche Presse-Agentur, DPA International
EFE: Agencia EFE
ENA: Ethiopian News Agency
Europa Press
Fars: Fars News Agency
GNA: Ghana News Agency
HINA
IANS: Indo-Asian News Service
Interfax: Интерфакс, INTERFAX.RU
IPS: Inter Press Service
IRNA
Jiji Press: Jiji, JIJI, 時事, 時事通信
KCNA: Korean Central News Agency
Kazinform
KNA: Kenya News Agency
KPL: Lao News Agency
KUNA: Kuwait News Agency
Kyodo: Kyodo News, 共同, 共同通信
LUSA
MAP: Maghreb Arabe Presse
MENA: Middle East News Agency
MIA
MNA: Myanmar News Agency
MTI
NAN: News Agency of Nigeria
NINA
NNN
Notimex
NTB
PA Media: PA, Press Association
Pajhwok
PAP
Petra
PNA: Philippine News Agency
Prensa Latina
PTI: Press Trust of India
QNA: Qatar News Agency
Reuters: Thomson Reuters, ロイター, 路透社
RIA Novosti: RIA, РИА Новости
Ritzau
SAnews
SANA: Syrian Arab News Agency
SPA: Saudi Press Agency
STT
Sputnik
Tanjug
TAP
TASS: ITAR-TASS, ТАСС
Télam: Telam
TT
Ukrinform
UNI: United News of India
UPI: United Press International
VNA: Vietnam News Agency, Viet Nam News Agency, TTXVN, Thông tấn xã Việt Nam
VNS: Viet Nam News Service
WAM: Emirates News Agency
Xinhua: Xinhua News Agency, 新华社, 新華社, 新华网
Yonhap: Yonhap News Agency, 연합뉴스
ZUMA
"""

# Outlet: other forms | the agency whose news it is, where it has one of its own.
_OUTLETS = """
ABC News | ABC
Al Jazeera: Aljazeera
Asia Times
Axios
Bangkok Post
BBC News: BBC
Bloomberg: Bloomberg News | Bloomberg
Business Insider
BuzzFeed News: BuzzFeed
CBC News: CBC
CBS News: CBS
Channel NewsAsia
China Daily
CNBC
CNN
Daily Mail: MailOnline
Dân trí: Dân Trí
Deutsche Welle: DW
Euronews
Financial Times: FT
Forbes
Fox News
France 24
Global Times
Gulf News
Hanoi Times: The Hanoi Times
Japan Times: The Japan Times
Jakarta Post: The Jakarta Post
Kyiv Independent
Le Monde
Los Angeles Times
Nation: The Nation
NBC News: NBC
New York Times: The New York Times
Newsweek
Nhân Dân: Nhan Dan, Nhân Dân Online, NDO
NHK: NHK World
NPR
People's Daily
Politico
Premium Times
ProPublica
Radio Free Asia: RFA
Radio Free Europe/Radio Liberty: RFE/RL
Rappler
RFI
SGGP: Sài Gòn Giải Phóng, SGGPO
Sky News
South China Morning Post: SCMP
Straits Times: The Straits Times
Sydney Morning Herald
The Diplomat
The Economist
The Guardian
The Hill
The Hindu
The Independent
The Telegraph
The Times
Thanh Niên: TNO
The World and Vietnam Report: TG&VN, Thế giới & Việt Nam
Tuổi Trẻ: Tuoi Tre, TTO, Tuổi Trẻ Online
UN News
USA Today
Viet Nam News: Vietnam News, vietnamnews.vn | VNS
VietNamNet: Vietnamnet, VietNamNet Bridge
VietnamPlus: Vietnam+, Vietnam Plus, VNP | VNA
VnExpress: VnExpress International
Voice of America: VOA, VOA News
VOVWorld: VOV World, VOV5 | VOV
VOV: VOV.VN, Voice of Vietnam, The Voice of Vietnam | VOV
VTV: VTV.vn
Wall Street Journal: The Wall Street Journal
Washington Post: The Washington Post
Washington Times: The Washington Times
Wikinews
Yahoo News
"""

# Agencies that are also the service of one paper, which then is the outlet.
_HOUSE_AGENCIES = {"VNS": "Viet Nam News"}


def _form(name: str) -> str:
    return " ".join(fold_case(name).split()).strip(" .")


def _publishers() -> dict[str, Publisher]:
    known: dict[str, Publisher] = {}
    for line in filter(None, _OUTLETS.splitlines()):
        names, _, agency = line.partition(" | ")
        outlet, _, others = names.partition(": ")
        for form in (outlet, *filter(None, others.split(", "))):
            known[_form(form)] = Publisher(outlet, agency)
    for line in filter(None, _AGENCIES.splitlines()):
        agency, _, others = line.partition(": ")
        for form in (agency, *filter(None, others.split(", "))):
            known[_form(form)] = Publisher(_HOUSE_AGENCIES.get(agency, ""), agency)
    return known


_PUBLISHERS = _publishers()
_LONGEST_NAME = max(map(len, _PUBLISHERS))


def publisher(name: str) -> Publisher | None:
    """Who goes by ``name``, whatever its case and accents; ``None`` when not known."""
    return _PUBLISHERS.get(_form(name)) if len(name) <= _LONGEST_NAME + 8 else None


# Words that only the name of a paper, a station or an agency is likely to hold, in
# the form in which they are compared. "News" is not one: sections are called so too.
_WORDS_OF_THE_TRADE = """
times gazette herald tribune telegraph courier chronicle observer broadcasting newspaper
agency journal post dispatch examiner inquirer mercury sentinel zeitung tageblatt anzeiger
nachrichten rundfunk corriere giornale gazzetta diario periodico jornal folha presse depeche
dagblad tidningen faro heraldo correo courrier correio voz noticias gazeta gazetesi gazzettino
koran kurier tagblatt nouvelliste verdad ilta sanomat вестник газета известия новости гласник
ledger bulletin rundschau quotidien quarterly صحيفة جريدة
"""
# "海峡日报", "朝日新聞", "동아일보"; "Hafenzeitung".
_PAPER_ENDING = re.compile(
    r"[^\W\d_a-z]{1,8}(?:新[聞闻]|[日晚早时時][报報]|周[刊报]|通信|신문|일보|뉴스)"
    r"|[^\W\d_]{3,20}-?(?:[Zz]eitung|[Nn]achrichten|[Aa]nzeiger|[Tt]ageblatt|[Tt]agblatt)"
)
_ARTICLES = "the le la les el il lo der die das het"
_JOINING_WORDS = (
    "of de du des del della di da do dos das den dem von and & et y e und o los las les"
)
_PAPER_WORDS = frozenset(_WORDS_OF_THE_TRADE.split())
_OPENING_WORDS = frozenset(_ARTICLES.split())
_NAME_WORDS = frozenset(_JOINING_WORDS.split()) | _OPENING_WORDS
# Places that have an article in Spanish, French or Italian and none in English.
_PLACES = """
la habana|el cairo|la haya|la meca|la valeta|la coruna|la pampa|la mancha|le caire|la havane
la haye|la mecque|la valette|la reunion|la guadeloupe|la martinique|il cairo|la mecca|la spezia
"""
_PLACES_WITH_ARTICLE = frozenset(_PLACES.strip().replace("\n", "|").split("|"))
_LONGEST_UNKNOWN_NAME = 40
_SITE = re.compile(r"(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,6}", re.IGNORECASE)


def named_outlet(line: str) -> Publisher | None:
    """The outlet that a bare line names by its form, although it is not listed.

    An article and one or two capitalised words (``Le Progrès``), a name with a
    word of the trade (``Kano Gazette``, ``海峡日报``), or the address of a site. ``None`` for
    any other line: a person's name looks the same as most papers', as does a place's.
    """
    if len(line) > _LONGEST_UNKNOWN_NAME:
        return None
    if is_site(line):
        return Publisher(line.lower().removeprefix("www."))
    if _PAPER_ENDING.fullmatch(line):
        return Publisher(line)
    words = line.split()
    if not 2 <= len(words) <= 5 or not all(map(_may_be_in_a_name, words)):
        return None
    folded = [fold_case(word) for word in words]
    if words[0].lower() == "báo" or folded[:2] == ["tin", "tuc"]:  # "Bao Ninh" is a name
        return Publisher(line)
    if not _PAPER_WORDS.isdisjoint(folded):
        return Publisher(line)
    by_article = folded[0] in _OPENING_WORDS and len(words) <= 3
    return Publisher(line) if by_article and not _is_place(folded) else None


def is_site(line: str) -> bool:
    """Whether a line is nothing but the address of a site: ``www.example.com``."""
    return _SITE.fullmatch(line) is not None


def _is_place(folded: list[str]) -> bool:
    """Whether a name is that of a place of note: "La Paz", "El Salvador", "The Gambia"."""
    from index.language.names.lexicon import FIRM_PLACES, lexicon

    places = lexicon().places
    whole, bare = " ".join(folded), " ".join(folded[1:])
    return (
        whole in _PLACES_WITH_ARTICLE
        or places.get(whole) in FIRM_PLACES
        or (folded[0] == "the" and places.get(bare) == "country")
    )


def _may_be_in_a_name(word: str) -> bool:
    bare = word.replace("-", "").replace("'", "").replace("’", "").replace("&", "a")
    known = word in _NAME_WORDS or (word in _PAPER_WORDS and not word.isascii())
    elided = word[1:2] in {"'", "’"} and word[2:3].isupper()  # l'Ouest
    return bare.isalpha() and (word[0].isupper() or known or elided or _without_case(word))


def _without_case(word: str) -> bool:
    return word[0].lower() == word[0].upper()
