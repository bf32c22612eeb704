"""From bytes to text, or a clear word on why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import BinaryDocument, DocumentTooLarge, EmptyDocument, ReadError
from index.readers import read
from index.readers.decode import LARGEST_DOCUMENT, decode
from tests.support.pace import yardsticks

FRENCH = "Le ministre a déclaré mardi que l’été était très chaud à Genève."
VIETNAMESE = "HÀ NỘI — Tổng Bí thư Nguyễn Phú Trọng hôm thứ Ba đã phát biểu."
RUSSIAN = "Президент России встретился во вторник с министром иностранных дел."
CHINESE = "习近平主席在北京会见了越南共产党总书记。双方就两国关系交换了意见。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (VIETNAMESE, "utf-8"),
        (VIETNAMESE, "utf-8-sig"),
        (VIETNAMESE, "utf-16"),
        (VIETNAMESE, "utf-16-le"),
        (VIETNAMESE, "utf-16-be"),
        (VIETNAMESE, "utf-32"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        ("대통령은 화요일 서울에서 회의를 열었다. 그는 말했다.", "euc-kr"),
        ("首相は火曜日、東京で会議を開いた。これは試験です。", "shift_jis"),
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode("x", text.encode(encoding)) == text


@pytest.mark.parametrize("times", [1, 60])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "La Grèce a demandé à l’Union européenne une aide. Le président a répondu."),
        ("cp1252", "Grève générale"),
        ("cp1252", "Núñez"),
        ("cp1252", "¿Qué dijo el señor Núñez? La situación en España está mejor."),
        ("cp1252", "O presidente não respondeu às questões; a situação é grave."),
        ("cp1252", "Die Übergabe der Schlüssel fand in München statt, sagte der Bürgermeister."),
        ("cp1252", "Il sindaco ha detto che la città è più sicura, perché c'è più polizia."),
        ("cp1252", "Regeringen säger att kriget är över för länge sedan på ön."),
        ("cp1250", "Premier powiedział, że rząd będzie działać szybko, aby pomóc Łodzi."),
        ("cp1250", "Łódź"),
        ("cp1250", "Předseda vlády řekl, že Česká republika je připravena pomoci."),
        ("cp1250", "A miniszterelnök azt mondta, hogy az őszi költségvetés időben elkészül."),
        ("cp1250", "Čelnik stranke rekao je da će se sjednica održati u četvrtak."),
        ("iso8859-2", "Premier powiedział, że rząd będzie działać szybko, aby pomóc Łodzi."),
        ("cp1254", "Başbakan, görüşmelerin yarın İstanbul'da sürdürüleceğini ve bir açıklama"),
    ],
)
def test_latin_code_pages_are_told_apart(encoding: str, text: str, times: int) -> None:
    text = " ".join([text] * times)
    assert decode("x", text.encode(encoding)) == text


def test_the_declared_encoding_goes_before_a_guess() -> None:
    data = "Grüße aus Köln".encode("cp850")
    assert decode("x", data, declared="cp850") == "Grüße aus Köln"
    assert isinstance(decode("x", data, declared="no-such-encoding"), str)
    assert isinstance(decode("x", data, declared="base64"), str)


def test_a_few_bad_bytes_do_not_change_the_encoding() -> None:
    data = VIETNAMESE.encode() * 20
    damaged = data[:300].rsplit(b" ", 1)[0] + b" \xff " + data[300:]
    text = decode("x", damaged)
    assert "Nguyễn Phú Trọng" in text
    assert "\ufffd" in text


def test_a_file_cut_inside_a_letter_keeps_the_rest() -> None:
    data = (VIETNAMESE * 20).encode()
    assert decode("x", data[: data.rindex("đ".encode()) + 1]).startswith("HÀ NỘI — Tổng")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"\xff\xd8\xff\xe0 JFIF", "JPEG"),
        (b"\x7fELF\x02\x01\x01" + bytes(9), "program"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PK\x03\x04" + bytes(30), "ZIP"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08" + bytes(9), "gzip"),
        (b"text \x00with\x00many zero\x00bytes", "NUL"),
        (bytes(range(1, 32)) * 50, "control"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(BinaryDocument) as caught:
        decode("folder/thing", data)
    assert words in str(caught.value)
    assert str(caught.value).startswith("folder/thing: ")


@pytest.mark.parametrize("text", [FRENCH, VIETNAMESE, "Plain words about a vote."])
@pytest.mark.parametrize("times", [1, 50])
def test_a_stray_zero_does_not_make_a_text_binary(text: str, times: int) -> None:
    words = " ".join([text] * times)
    data = (words[:20] + "\x00" + words[20:]).encode()
    assert decode("x", data) == words[:20] + "\x00" + words[20:]
    assert read("x", data, key="x")[0].text == words[:20] + "\ufffd" + words[20:]


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", "\u00a0\u3000\n".encode()])
def test_nothing_to_read_is_said(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        decode("x", data)


def test_too_large_is_said_before_anything_is_done() -> None:
    with pytest.raises(DocumentTooLarge):
        decode("x", b"a" * (LARGEST_DOCUMENT + 1))


def test_five_megabytes_on_one_line_are_quick() -> None:
    data = ("lũ lụt ở Hải Phòng " * 220_000).encode()
    assert len(decode("x", data)) > 4_000_000
    assert yardsticks(lambda: decode("x", data), enough=40) <= 40


@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_a_read_error(data: bytes) -> None:
    try:
        text = decode("x", data)
    except ReadError as error:
        text = str(error)
    assert text.strip()


ARABIC_NEWS = """افتتاح الجسر الجديد على النهر

أعلن رئيس البلدية يوم الأحد افتتاح الجسر الجديد الذي يربط بين ضفتي النهر بعد عامين من العمل.
"""
RUSSIAN_NEWS = """Новый мост через реку открыт

Мэр города объявил в воскресенье об открытии нового моста, который соединяет два берега реки.
"""
UKRAINIAN_NEWS = """Новий міст через річку відкрито

Міський голова оголосив у неділю про відкриття нового мосту, який з'єднує два береги річки.
"""
SERBIAN_NEWS = """Нови мост преко реке отворен

Градоначелник је у недељу објавио отварање новог моста који спаја две обале реке.
"""
CHINESE_NEWS = """新桥在河上开通

市长星期日宣布新桥开通,这座桥经过两年的施工连接了河的两岸。
"""
THAI_NEWS = """สะพานใหม่ข้ามแม่น้ำเปิดแล้ว

นายกเทศมนตรีประกาศเมื่อวันอาทิตย์ว่าสะพานใหม่เปิดใช้แล้วหลังจากทำงานสองปี
"""


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("iso8859_6", ARABIC_NEWS),
        ("cp1256", ARABIC_NEWS),
        ("cp874", THAI_NEWS),
        ("mac_cyrillic", RUSSIAN_NEWS),
        ("mac_cyrillic", UKRAINIAN_NEWS),
        ("cp1251", RUSSIAN_NEWS),
        ("cp1251", UKRAINIAN_NEWS),
        ("cp1251", SERBIAN_NEWS),
        ("koi8_r", RUSSIAN_NEWS),
        ("hz", CHINESE_NEWS),
        ("gb18030", CHINESE_NEWS),
    ],
)
def test_what_is_easily_taken_for_another_page_is_told(
    encoding: str, text: str, times: int
) -> None:
    assert decode("x", (text * times).encode(encoding)) == text * times


@pytest.mark.parametrize(
    "code",
    [
        b"map(values, ~{function_of(value)~})\n" * 20,
        b"The mark ~{ABCD~} opens and ~{EFGH~} closes what was sent in HZ.\n",
        b"~{~}~{~}~{~}~{~}~{~}~{~}~{~}~{~}\n",
        b"a tilde ~ and a brace {, or both ~{, and no more\n" * 50,
    ],
)
def test_ascii_between_tildes_and_braces_stays(code: bytes) -> None:
    assert decode("x", code) == code.decode()
