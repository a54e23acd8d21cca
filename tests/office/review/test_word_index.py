"""The order of words in the index of a review copy, and their letters."""

from __future__ import annotations

import io

import docx
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.office.review.word_document import render_word
from ipdsl.office.review.word_index import letter_and_order
from tests.support.office.review_copies import packaged_copy, small_copy


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        (["agency", "amount", "Unit", "valid"], "AAUV"),
        (["IP标识", "版权", "保费", "备案", "产品", "专利", "座谈", "亍", "莞香", "3D打印", "㐀"], "IBBBCZZ…………"),
    ],
)
def test_letters_of_words(words: list[str], letters: str) -> None:
    assert [letter_and_order(word)[0] for word in words] == [*letters]


def test_words_without_a_letter_are_last_and_letters_of_latin_and_pinyin_are_mixed() -> None:
    words = ["莞香", "㐀", "亍", "座谈", "专利", "IP标识", "产品", "保费", "按期", "A类", "保本", "3D打印"]
    in_order = ["A类", "按期", "保本", "保费", "产品", "IP标识", "专利", "座谈", "3D打印", "亍", "莞香", "㐀"]
    assert sorted(words, key=letter_and_order) == in_order


def test_the_letter_of_each_common_character_is_that_of_a_reading() -> None:
    pypinyin = pytest.importorskip("pypinyin")
    codes = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)][:3755]
    characters = [code.decode("gb2312") for code in codes]
    readings = pypinyin.pinyin(characters, heteronym=True, style=pypinyin.Style.NORMAL)
    for character, letters in zip(characters, readings, strict=True):
        assert letter_and_order(character)[0] in {letter[0].upper() for letter in letters}, character


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_words_of_a_city_are_by_letter(language: Language) -> None:
    words = packaged_copy("foshan_2020", language).words
    keys = [letter_and_order(word.word) for word in words]
    assert keys == sorted(keys)
    assert [word.letter for word in words] == [letter for letter, _ in keys]


def test_a_word_file_has_each_letter_once_over_all_columns() -> None:
    copy = small_copy(Language.ZH)
    table = docx.Document(io.BytesIO(render_word(copy))).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    letters = [row[0] for row in rows if len(set(row)) == 1]
    assert letters == list(dict.fromkeys(word.letter for word in copy.words))
    assert [row[0] for row in rows if len(set(row)) > 1] == [word.word for word in copy.words]
