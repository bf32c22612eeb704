"""Names in Vietnamese articles: people, bodies and places, read with their tones."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.canonical import resolve
from index.language.fold import fold
from index.language.names import find_names
from index.language.names.tokens import tokenise
from index.language.names.vietnamese import in_vietnamese
from tests.support.pace import growth

_INITIALS = {"P": "PERSON", "O": "ORG", "L": "PLACE"}


def names_in(text: str) -> list[str]:
    """The names of a Vietnamese text in order, each as ``P:Lê Minh Khái``."""
    short = {kind: initial for initial, kind in _INITIALS.items()}
    return [
        f"{short.get(mention.type, mention.type)}:{text[mention.start : mention.end]}"
        for mention in find_names(text, language="vi")
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Thủ tướng Phạm Minh Chính làm việc với Bộ Tài chính và Bộ Kế hoạch và Đầu tư.",
            ["P:Phạm Minh Chính", "O:Bộ Tài chính", "O:Bộ Kế hoạch và Đầu tư"],
        ),
        (
            "Bộ trưởng Bộ Ngoại giao Bùi Thanh Sơn cùng dự.",
            ["O:Bộ Ngoại giao", "P:Bùi Thanh Sơn"],
        ),
        (
            "Ông Nguyễn Văn Thắng, Giám đốc Sở Giáo dục và Đào tạo TP Hồ Chí Minh, phát biểu.",
            ["P:Nguyễn Văn Thắng", "O:Sở Giáo dục và Đào tạo TP Hồ Chí Minh"],
        ),
        (
            "Bộ Văn hóa, Thể thao và Du lịch, Bộ Y tế và Bộ Công an sẽ phối hợp.",
            ["O:Bộ Văn hóa, Thể thao và Du lịch", "O:Bộ Y tế", "O:Bộ Công an"],
        ),
        (
            "Ủy ban nhân dân tỉnh Nghệ An họp với Ngân hàng Nhà nước Việt Nam.",
            ["O:Ủy ban nhân dân tỉnh Nghệ An", "O:Ngân hàng Nhà nước Việt Nam"],
        ),
        (
            "Tổng Bí thư Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam Nguyễn Phú Trọng đến.",
            ["O:Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", "P:Nguyễn Phú Trọng"],
        ),
        (
            "Hội Liên hiệp Phụ nữ Việt Nam tổ chức lễ ở Đà Nẵng.",
            ["O:Hội Liên hiệp Phụ nữ Việt Nam", "L:Đà Nẵng"],
        ),
        ("Sở Y tế kiểm tra ba bệnh viện.", ["O:Sở Y tế"]),
        (
            "Đoàn Thanh niên mời bà Đoàn Thị Kê – Anh Phan Văn Mãi cho biết.",
            ["O:Đoàn Thanh niên", "P:Đoàn Thị Kê", "P:Phan Văn Mãi"],
        ),
        ("Bộ GD&ĐT giao nhiệm vụ cho các trường.", ["O:Bộ GD&ĐT"]),
    ],
)
def test_bodies_are_whole_and_end_where_people_begin(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Theo Tổng cục Thống kê, giá gạo tăng.", ["O:Tổng cục Thống kê"]),
        ("Tại Hà Nội, Ban đầu, Trường hợp này, Báo cáo nêu rõ.", ["L:Hà Nội"]),
        ("Cơ quan điều tra xác minh. Hội đồng xét xử vào nghị án.", []),
        ("Bộ luật Hình sự Việt Nam có hiệu lực.", ["L:Việt Nam"]),
        ("Chiều nay, Quốc hội thảo luận.", ["O:Quốc hội"]),
    ],
)
def test_what_only_opens_a_sentence_is_no_name(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Bộ trưởng Quốc phòng Nga Sergei Shoigu gặp Tổng thống Mỹ Barack Obama.",
            ["L:Nga", "P:Sergei Shoigu", "L:Mỹ", "P:Barack Obama"],
        ),
        (
            "Tổng Thư ký ASEAN Lê Lương Minh dự lễ ở huyện Ba Vì, thành phố Hà Nội.",
            ["O:ASEAN", "P:Lê Lương Minh", "L:Ba Vì", "L:Hà Nội"],
        ),
        ("Tiền đạo Lê Công Vinh rời Nhật Bản.", ["P:Lê Công Vinh", "L:Nhật Bản"]),
        (
            "Chủ tịch Trung Quốc Hồ Cẩm Đào dạo Hồ Gươm.",
            ["L:Trung Quốc", "P:Hồ Cẩm Đào", "L:Hồ Gươm"],
        ),
        ("HLV Mourinho khen Fernando Torres.", ["P:Mourinho", "P:Fernando Torres"]),
    ],
)
def test_titles_end_before_the_name_and_countries_stand_between(
    text: str, names: list[str]
) -> None:
    assert names_in(text) == names


def test_somebody_is_found_by_the_given_name_alone() -> None:
    text = (
        "Công an bắt Trần Văn Chương ở quận Thủ Đức. Sau khi trộm, anh Quốc và Chương bỏ đi."
        " Người dân cho biết Chương sống một mình."
    )
    assert names_in(text) == [
        *("P:Trần Văn Chương", "L:Thủ Đức", "P:Quốc", "P:Chương", "P:Chương"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Binh sĩ Đức rút khỏi Syria.", ["Đức"]),
        ("Ông Đức và bà Nga vắng mặt.", []),
        ("Anh này cung cấp nhiều thông tin.", []),
        ("Họ học tiếng Anh và tiếng Nga.", []),
        ("Ý kiến của đại biểu được ghi nhận.", []),
        ("Mỹ rút quân. Quân của Mỹ về nước.", ["Mỹ", "Mỹ"]),
    ],
)
def test_a_syllable_is_a_country_where_it_is_nobodys_name(text: str, names: list[str]) -> None:
    countries = {"L:Đức", "L:Nga", "L:Anh", "L:Ý", "L:Mỹ"}
    assert [name[2:] for name in names_in(text) if name in countries] == names


def test_an_english_article_is_read_as_before() -> None:
    text = "Bộ Tài chính is the Vietnamese name; Prime Minister Phạm Minh Chính spoke in Hà Nội."
    assert find_names(text) == find_names(text, language="en-GB")
    assert "Phạm Minh Chính" in [text[m.start : m.end] for m in find_names(text)]


_WORDS = st.sampled_from(
    [
        *("Bộ", "Tài", "chính", "Ngoại", "giao", "và", ",", ".", "\n", "Sở", "Y", "tế", "ông"),
        *("Nguyễn", "Văn", "A", "Thắng", "Theo", "Mỹ", "Anh", "tỉnh", "TP", "Hà", "Nội", "Đảng"),
        *("Cộng", "sản", "Việt", "Nam", "Quốc", "hội", "&", "-", "của", "đã", "12/5", "(KSB)"),
        *("Tổng", "thống", "Putin", "FIFA", "“Hồ", "Chí", "Minh”"),
    ]
)


@pytest.mark.parametrize(
    "words",
    [
        "Mỹ rút quân. ",
        "phó ",
        "Bộ Tài chính, Y tế, ",
        "Tài chính và ",
        "Bộ Tài chính, Y tế và Y tế ",
        "ông Nguyễn ",
        "Công ty Công ty ",
        "tỉnh TP. Hà ",
        "Nguyễn Nguyễn ",
    ],
)
def test_ten_times_the_words_take_no_hundred_times_as_long(words: str) -> None:
    def work(times: int) -> None:
        text = words * times
        in_vietnamese(text, tokenise(fold(text)), [])

    assert growth(work, 300, 10) < 30


@given(st.lists(_WORDS, max_size=40), st.sampled_from(["NFC", "NFD"]))
def test_names_lie_in_the_text_in_order_and_share_nothing(words: list[str], form: str) -> None:
    text = unicodedata.normalize(form, " ".join(words))
    end = 0
    for mention in find_names(text, language="vi"):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        end = mention.end


def test_a_city_is_one_however_it_is_written() -> None:
    text = (
        "Đường phố ở TP.HCM đông. TPHCM, TP. Hồ Chí Minh và Thành phố Hồ Chí Minh là một; Chủ tịch"
        " Hồ Chí Minh sinh ở Nghệ An. Trung Quốc và Mỹ dự."
    )
    found = resolve(text, find_names(text, language="vi"), language="vi")
    assert [(entity.key, len(entity.mentions)) for entity in found] == [
        ("place:ho chi minh city", 4),
        ("person:ho chi minh", 1),
        ("place:nghe an", 1),
        ("place:china", 1),
        ("place:united states", 1),
    ]
