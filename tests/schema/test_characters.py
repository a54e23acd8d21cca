"""Invisible characters are refused in ids and names, and names with similar glyphs are reported."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from ipdsl.base.values import characters
from ipdsl.schema.values.shared_types import plain_text
from ipdsl.schema.values.value_type import NeedsFullReaderError
from tests.support.facts.reading import FIRM, problems, read, said
from tests.support.rows import each_row

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]


def within(ranges: tuple[tuple[int, int], ...]) -> set[str]:
    return {chr(code) for first, last in ranges for code in range(first, last + 1)}


@pytest.mark.slow
def test_the_ranges_are_those_of_the_property_of_unicode() -> None:
    """`regex` contains the Unicode Character Database. The standard library lacks this property."""
    regex = pytest.importorskip("regex", reason="the extra `test` is not installed anew")
    assert {c for c in EVERY if regex.match(r"\p{Default_Ignorable_Code_Point}", c)} == within(characters.IGNORABLE)


def test_the_property_follows_from_what_it_is_derived_from() -> None:
    """The derivation in `DerivedCoreProperties.txt`, as far as the standard library has its parts."""
    formats = {c for c in EVERY if unicodedata.category(c) == "Cf"}
    assert formats <= within(characters.IGNORABLE) | within(characters.FORMATS)
    assert not within(characters.IGNORABLE) & within(characters.FORMATS)
    selectors = {c for c in EVERY if "VARIATION SELECTOR" in unicodedata.name(c, "")}
    assert selectors <= within(characters.IGNORABLE)


def test_no_other_character_is_called_a_blank_or_a_filler() -> None:
    named = {c for c in EVERY if {"BLANK", "FILLER"} & set(unicodedata.name(c, "").split())}
    assert named <= within(characters.IGNORABLE) | within(characters.FILLERS)
    blanks = {c for c in EVERY if unicodedata.category(c) in {"Zs", "Zl", "Zp"}} - {" "}
    controls = {c for c in EVERY if unicodedata.category(c) in {"Cc", "Cs"}}
    assert blanks | controls <= within(characters.BLANKS) | within(characters.CONTROLS)


def test_what_people_write_is_none_of_them() -> None:
    for name in (
        "ZL201510000001.1",
        "北江科技有限公司",
        "东政发〔2018〕12号",
        "a b",
        "Ａ公司",
        "é",
        "한국",
        "🚀",
        "𠮷野",
        "〇",
    ):
        assert not characters.hidden_in_names().search(name)


HIDDEN = ["\u3164", "\u2800", "\u115f", "\uffa0", "\u034f", "\ufe0f", "\U000e0101", "\u180b", "\u17b4", "\U0001d173",
          "\u2065", "\ufff0", "\U000e0fff", "\u00a0", "\u3000", "\u2007", "\U0001d159", "\U00013441", "\u200d",
          "\x85"]  # fmt: skip


@each_row("hidden", HIDDEN)
def test_no_id_and_no_name_holds_one(hidden: str) -> None:
    name = f"A{hidden}B"
    with pytest.raises(NeedsFullReaderError):
        plain_text(name)
    assert said({"applicant": FIRM | {"id": name}}) == [("R035", "$.applicant.id")]
    assert said(records={"patent": [{"number": name}]}) == [("R035", "$.records.patent[0].number")]
    assert said(records={"patent": [{"id": name}]}) == [("R035", "$.records.patent[0].id")]


@pytest.mark.parametrize("digit", ["৪", "٣", "४", "𝟎", "๓"])
def test_digits_of_other_scripts_are_refused(digit: str) -> None:
    (found,) = problems(records={"patent": [{"number": f"ZL{digit}"}]})
    assert (found.code, found.texts().help) == ("R035", "write the digits 0 to 9; this one may look like another")
    (found,) = problems(records={"technology_contract": [{"amount": f"{digit}0000"}]})
    assert found.code == "R030"


# ---------------------------------------------------------------------------------------------- similar glyphs


@pytest.mark.parametrize("other", ["zl1", "ＺＬ１", "Zl1", "ZL１"])
def test_two_keys_that_look_alike_are_one_finding(other: str) -> None:
    (found,) = problems(records={"patent": [{"number": "ZL1"}, {"number": other}]})
    assert (found.code, found.path) == ("R059", "$.records.patent[1]")
    assert "`ZL1`" in found.texts().title
    assert said(records={"patent": [{"number": "ZL1"}], "invention_patent": [{"number": other}]})[0][0] == "R059"


def test_names_of_other_kinds_and_names_that_differ_are_none() -> None:
    read(records={"patent": [{"number": "A1"}], "technology_contract": [{"contract": "a1"}]})
    read(records={"patent": [{"number": "A1"}, {"number": "A2"}]})


def test_lines_and_counted_fields_are_held_to_records() -> None:
    patent = {"patent": [{"number": "ZL1"}]}
    support = {"level": "provincial", "year": 2022, "amount": 1}
    assert said(records=patent, support=[{"kind": "patent", "item": "zl1", **support}]) == [
        ("R059", "$.support[0].item")
    ]
    assert said(records=patent, support=[{"item": "ＺＬ1", **support}]) == [("R059", "$.support[0].item")]
    read(records=patent, support=[{"kind": "technology_contract", "item": "zl1", **support}])
    line = {"clause": "7.technology_contract.recorded", "year": 2022, "due": 1}
    lines = [line | {"item": item, "keys": {"enterprise": firm}} for item, firm in (("A", "F1"), ("B", "f1"))]
    assert said(history=lines) == [("R059", "$.history[1].keys.enterprise")]
    older = {"document": "D", "item": "patent: zl1", "amount": 1}
    assert said(records=patent, older_documents=[older]) == [("R059", "$.older_documents[0].item")]
    prizes = [
        {"patent": patent, "level": "national", "won_on": f"2022-0{month}-01"} for month, patent in ((1, "A"), (2, "a"))
    ]
    found = said(records={"patent_prize": prizes})
    assert ("R059", "$.records.patent_prize[1]") in found


@pytest.mark.parametrize(
    ("name", "other"), [("AB1", "АВ1"), ("PCT", "РСТ"), ("ab1", "АВ1"), ("OK", "ΟΚ"), ("н1", "H1")]
)
def test_names_in_scripts_that_look_alike_are_one_finding(name: str, other: str) -> None:
    assert [code for code, _ in said(records={"patent": [{"number": name}, {"number": other}]})] == ["R059"]


def test_letters_that_look_like_no_latin_ones_tell_names_apart() -> None:
    read(records={"patent": [{"number": "Ж1"}, {"number": "X1"}, {"number": "Σ1"}, {"number": "E1"}]})


@pytest.mark.parametrize("key", ["grаnted_on", "κey", "АBC"])
def test_a_key_in_mixed_scripts_says_so(key: str) -> None:
    (found,) = problems(records={"patent": [{"number": "A", key: "2022-01-01"}]})
    assert found.code == "R092"
    assert "U+0" in found.texts().title


def test_a_key_in_one_script_is_unknown_alone() -> None:
    assert said(records={"patent": [{"number": "A", "дата": 1}]})[0][0] != "R092"


def test_letters_that_look_alike_do_so_in_capitals_or_as_they_are() -> None:
    letters = [(of, latin) for of, latin in characters._TO_LATIN.items() if latin.isalpha()]
    assert len(letters) > 20
    for of, latin in letters:
        assert unicodedata.category(chr(of)) == "Ll"
        assert characters.mixed_script_offset(f"{chr(of)}{latin}") == 0
        assert characters.fold_name(chr(of)) == characters.fold_name(chr(of).upper()) == latin


@pytest.mark.parametrize("number", ["A‑1", "A–1", "A−1", "‘A-1", "'A-1", "ʼA－1"])
def test_dashes_and_the_mark_of_a_spreadsheet_are_one(number: str) -> None:
    assert characters.fold_name(number) == "a-1"


def test_a_chinese_character_ends_a_word() -> None:
    assert characters.mixed_script_offset("对LPR的β值") is None
    assert characters.mixed_script_offset("对LPRβ的值") == 4
