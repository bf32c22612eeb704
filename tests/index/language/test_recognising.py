"""Which language a text is in, from one to three sentences of it."""

from __future__ import annotations

import pytest

from index.language.recognising import language_of
from index.readers.news_text import read_news_text

TEXTS = {
    "en": [
        "The mayor opened a new bridge over the river on Tuesday. It will "
        "carry trams and bicycles.",
        "Rain fell in the north for three days. Farmers said the harvest was "
        "late, but prices have not risen yet.",
        "Police arrested two men after a fire at a warehouse near the port. Nobody was hurt.",
    ],
    "fr": [
        "La maire a inauguré mardi un nouveau pont sur la rivière. Il sera "
        "réservé aux tramways et aux vélos.",
        "Il a plu dans le nord pendant trois jours. Les agriculteurs disent "
        "que la récolte est en retard, mais les prix n'ont pas augmenté.",
    ],
    "de": [
        "Die Bürgermeisterin hat am Dienstag eine neue Brücke eröffnet. Sie "
        "ist für Straßenbahnen und Fahrräder gedacht.",
        "Im Norden hat es drei Tage lang geregnet. Die Ernte ist spät, sagen "
        "die Bauern, aber die Preise sind noch nicht gestiegen.",
    ],
    "es": [
        "La alcaldesa inauguró el martes un nuevo puente sobre el río. Será "
        "para tranvías y bicicletas.",
        "Llovió en el norte durante tres días. Los agricultores dicen que la "
        "cosecha llega tarde, pero los precios no han subido.",
    ],
    "pt": [
        "A prefeita inaugurou na terça-feira uma nova ponte sobre o rio. Será "
        "para bondes e bicicletas.",
        "Choveu no norte durante três dias. Os agricultores dizem que a "
        "colheita está atrasada, mas os preços não subiram.",
    ],
    "it": [
        "La sindaca ha inaugurato martedì un nuovo ponte sul fiume. Sarà "
        "riservato ai tram e alle biciclette.",
        "Ha piovuto nel nord per tre giorni. Gli agricoltori dicono che il "
        "raccolto è in ritardo, ma i prezzi non sono aumentati.",
    ],
    "nl": [
        "De burgemeester opende dinsdag een nieuwe brug over de rivier. Die is "
        "bedoeld voor trams en fietsen.",
        "Het heeft drie dagen geregend in het noorden. De oogst is laat, "
        "zeggen boeren, maar de prijzen zijn nog niet gestegen.",
    ],
    "sv": [
        "Borgmästaren invigde på tisdagen en ny bro över floden. Den är till "
        "för spårvagnar och cyklar.",
        "Det regnade i norr i tre dagar. Skörden är sen, säger bönderna, men "
        "priserna har inte stigit än.",
    ],
    "pl": [
        "Burmistrz otworzyła we wtorek nowy most na rzece. Jest on "
        "przeznaczony dla tramwajów i rowerów.",
        "Na północy padało przez trzy dni. Rolnicy mówią, że zbiory są "
        "spóźnione, ale ceny jeszcze nie wzrosły.",
    ],
    "vi": [
        "Thị trưởng đã khánh thành một cây cầu mới vào thứ Ba. Cầu sẽ dành cho xe điện và xe đạp.",
        "Mưa kéo dài ba ngày ở miền Bắc. Nông dân cho biết vụ mùa đến muộn nhưng giá chưa tăng.",
    ],
    "tr": [
        "Belediye başkanı salı günü nehrin üzerinde yeni bir köprü açtı. Bu "
        "köprü tramvaylar ve bisikletler için.",
        "Kuzeyde üç gün yağmur yağdı. Çiftçiler hasadın geç olduğunu ama "
        "fiyatların daha artmadığını söylüyor.",
    ],
    "ru": [
        "Мэр открыла во вторник новый мост через реку. Он предназначен для трамваев и велосипедов.",
        "На севере три дня шёл дождь. Фермеры говорят, что урожай поздний, но цены ещё не выросли.",
    ],
    "uk": [
        "Мер відкрила у вівторок новий міст через річку. Він призначений для "
        "трамваїв і велосипедів.",
        "На півночі три дні йшов дощ. Фермери кажуть, що врожай пізній, але ціни ще не зросли.",
    ],
    "zh": [
        "市长周二为一座新桥剪彩。这座桥供电车和自行车使用。",
        "北方连续三天下雨。农民说收成晚了,但价格还没有上涨。",
    ],
    "ja": [
        "市長は火曜日、川に架かる新しい橋を開通させた。路面電車と自転車のための橋だ。",
        "北部では三日間雨が降った。農家によると収穫は遅れているが、価格は上がっていない。",
    ],
    "ko": [
        "시장은 화요일 새 다리를 개통했다. 전차와 자전거를 위한 다리다.",
        "북부에는 사흘 동안 비가 내렸다. 농민들은 수확이 늦다고 말했다.",
    ],
    "ar": [
        "افتتحت رئيسة البلدية يوم الثلاثاء جسرا جديدا على النهر. وهو مخصص "
        "للترام والدراجات في المدينة.",
        "هطل المطر في الشمال لمدة ثلاثة أيام. قال المزارعون إن الحصاد متأخر "
        "لكن الأسعار لم ترتفع بعد.",
    ],
    "id": [
        "Hujan turun di utara selama tiga hari. Para petani mengatakan panen "
        "akan terlambat, tetapi harga tidak naik.",
    ],
}
UNKNOWN = [
    "",
    "OK",
    "The",
    "12 19 2023 09:30 UTC+7",
    "John Smith, Mary Jones, Peter Brown, Ana Silva, Tom White, Carla Rossi",
    "Berlin Paris Madrid Roma London Oslo Wien Praha Budapest Lisboa",
    "def main(args): return sum(x for x in args if x > 3)",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
    "Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani.",
    "\ud800 \x00 \u200b",
]


@pytest.mark.parametrize("language", TEXTS)
def test_two_sentences_tell_the_language(language: str) -> None:
    assert [language_of(text) for text in TEXTS[language]] == [language] * len(TEXTS[language])


@pytest.mark.parametrize("text", UNKNOWN)
def test_nothing_is_claimed_of_too_little(text: str) -> None:
    assert language_of(text) == ""


def test_names_of_another_language_do_not_decide() -> None:
    text = (
        "Nguyễn Phú Trọng and Võ Văn Thưởng met Phạm Minh Chính on Tuesday. They spoke of the"
        " harvest in Đắk Lắk, which is late."
    )
    assert language_of(text) == "en"


def test_an_article_that_says_no_language_has_that_of_its_text() -> None:
    text = "\n\n".join(TEXTS["en"])
    assert read_news_text("", text, key="a", metadata={}).language == "en"
    assert read_news_text("", text, key="a", metadata={"language": "en-GB"}).language == "en-GB"
