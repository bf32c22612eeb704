"""Scripts without spaces, and with marks that do not compose: what is found, and what by mistake.

The sample is made of sentences written for it, each cut into its words by hand.
A word is found rightly in the sentences of its language that have it as a word.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from index.search import SearchDocument, SearchIndex, hits, parse

TODAY = date(2023, 12, 20)

# Words are parted by a bar; the bars are not part of the sentences.
CUT = {
    "Chinese": [
        "中国|国家|主席|访问|越南|并|发表|讲话",
        "北京|大学|的|学生|参加|了|会议",
        "东京|都|政府|公布|新|政策",
        "欧洲|议会|通过|气候|法案",
    ],
    "Japanese": [
        "首相|は|東京|で|記者|会見|を|開いた",
        "大阪|の|企業|が|新しい|サービス|を|発表|した",
        "ガイド|ライン|を|政府|が|見直す",
        "選挙|の|結果|は|明日|わかる",
    ],
    "Korean": [
        "한국| |대통령|이| |미국|을| |방문|했다",
        "국회|에서| |새| |법안|이| |통과|됐다",
        "경제| |성장|률|이| |낮아졌다",
    ],
    "Thai": [
        "รัฐบาล|ประกาศ|นโยบาย|ใหม่",
        "ประเทศ|ไทย|จัด|การ|ประชุม|เศรษฐกิจ",
        "นายกรัฐมนตรี|เดินทาง|ไป|เวียดนาม",
    ],
    "Khmer": [
        "រដ្ឋាភិបាល|ប្រកាស|គោលនយោបាយ|ថ្មី",
        "ប្រទេស|កម្ពុជា|ធ្វើ|កិច្ចប្រជុំ|សេដ្ឋកិច្ច",
    ],
    "Lao": [
        "ລັດຖະບານ|ປະກາດ|ນະໂຍບາຍ|ໃໝ່",
        "ປະເທດ|ລາວ|ຈັດ|ກອງປະຊຸມ|ເສດຖະກິດ",
    ],
    "Burmese": [
        "အစိုးရ|က|မူဝါဒ|သစ်|ကြေညာ|သည်",
        "မြန်မာ|နိုင်ငံ|တွင်|အစည်းအဝေး|ကျင်းပ|သည်",
    ],
    "Hindi": [
        "प्रधानमंत्री| |ने| |नई| |नीति| |की| |घोषणा| |की",
        "भारत| |और| |चीन| |के| |बीच| |बातचीत| |हुई",
    ],
    "Tamil": [
        "அரசு| |புதிய| |கொள்கையை| |அறிவித்தது",
        "இந்தியா| |மற்றும்| |சீனா| |பேச்சுவார்த்தை",
    ],
    "Arabic": [
        "أعلن| |الرئيس| |سياسة| |جديدة",
        "مؤتمر| |في| |القاهرة| |حول| |الاقتصاد",
    ],
    "Hebrew": [
        "הממשלה| |הודיעה| |על| |מדיניות| |חדשה",
        "ועידה| |בירושלים| |על| |הכלכלה",
    ],
    "Vietnamese": [
        "Thủ| |tướng| |công| |bố| |chính| |sách| |mới",
        "Hội| |nghị| |ngoại| |giao| |tại| |Hà| |Nội",
    ],
}
SENTENCES = [
    (language, [word for word in cut.split("|") if word.strip()], cut.replace("|", ""))
    for language, sentences in CUT.items()
    for cut in sentences
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    found = SearchIndex.open(tmp_path_factory.mktemp("scripts") / "s")
    with found.writer() as writer:
        for number, (_, _, text) in enumerate(SENTENCES):
            writer.add(SearchDocument(number, "", text))
    found.reopen()
    return found


def found_by(index: SearchIndex, query: str) -> set[int]:
    results = index.searcher().search(parse(query, TODAY), limit=len(SENTENCES))
    return {hit.id for hit in results.hits}


def held_against(index: SearchIndex, language: str) -> tuple[int, int, int]:
    """How many (word, sentence) pairs are found rightly, wrongly, and missed."""
    own = {n: set(words) for n, (name, words, _) in enumerate(SENTENCES) if name == language}
    right = wrong = missed = 0
    for word in sorted(set().union(*own.values())):
        expected = {number for number, words in own.items() if word in words}
        found = found_by(index, f'"{word}"')
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)
    return right, wrong, missed


@pytest.mark.parametrize("language", CUT)
def test_every_word_is_found_and_hardly_anything_else(index: SearchIndex, language: str) -> None:
    right, wrong, missed = held_against(index, language)
    assert right > 0
    assert missed == 0
    # Words of one character, and words within words, are found in longer ones too.
    assert wrong <= 0.25 * right


def test_recall_and_precision_of_all_together(index: SearchIndex) -> None:
    totals = [held_against(index, language) for language in CUT]
    right, wrong, missed = map(sum, zip(*totals, strict=True))
    assert missed == 0
    assert right / (right + wrong) > 0.9


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("iPhone手机发布", "手机"),
        ("iPhone手机发布", "iphone"),
        ("ＮＨＫニュース", "NHK"),
        ("ＮＨＫニュース", "ニュース"),
        ("ｶﾞｲﾄﾞﾗｲﾝの見直し", "ガイドライン"),
        ("ガイドラインの見直し", "ｶﾞｲﾄﾞﾗｲﾝ"),
        ("第３四半期", "第3四半期"),
        ("2023年12月", "２０２３年"),
        ("１２，０００人", "12,000"),
        ("葛\U000e0100城市", "葛城市"),
        ("ភាសា\u200bខ្មែរ", "ភាសាខ្មែរ"),
        ("ภาษา\u200bไทย", "ภาษาไทย"),
        ("مُحَمَّد في القاهرة", "محمد"),
        ("محـــمد", "محمد"),
        ("علی خامنه\u200cای", "علي"),
        ("مستشفى المدينة", "مستشفي"),
        ("عام ٢٠٢٣", "2023"),
        ("שָׁלוֹם עולם", "שלום"),
        ("वर्ष २०२३", "2023"),
        ("\ufb01nance ministry", "finance"),
    ],
)
def test_ways_to_write_one_thing(tmp_path: Path, written: str, asked: str) -> None:
    for number, text in enumerate((written, unicodedata.normalize("NFD", written))):
        index = SearchIndex.open(tmp_path / str(number))
        with index.writer() as writer:
            writer.add(SearchDocument(1, "", text))
            writer.add(SearchDocument(2, "", "another text 其他 อื่น آخر"))
        index.reopen()
        assert found_by(index, f'"{asked}"') == {1}
        canonical = unicodedata.normalize("NFC", text)
        spans = hits(canonical, parse(f'"{asked}"', TODAY))
        assert spans
        assert all(0 <= span.start < span.end <= len(canonical) for span in spans)
