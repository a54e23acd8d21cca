"""Vocabularies: namespaces, types, inheritance, `use`, and derived words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation, PageLoader
from ipdsl.schema.types.applicant import ApplicantType
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.vocabulary import RecordKind, Schema, Varies, YearsBetween
from ipdsl.semantics.check import check_vocabulary
from tests.conftest import ROOT
from tests.support.rows import each_row
from tests.support.semantics.findings import GOLDEN, checked

TOP = 'vocabulary words "Words"\n\n'
RECORD = 'record contract "合同"\n  key number\n  event signed on signed_on\n'


def schema_of(text: str, folder: Path = GOLDEN) -> Schema:
    loader = PageLoader()
    page, found = loader.parse(Source(str(folder / "words.ipp"), text))
    assert not found.has_errors, [f.texts() for f in found]
    vocabulary, report = check_vocabulary(page, loader)
    assert vocabulary is not None, [f.texts() for f in report]
    return vocabulary.schema


def record(text: str, name: str = "contract") -> RecordKind:
    return schema_of(TOP + text).record_by_name[name]


def test_the_packaged_vocabulary_has_no_findings() -> None:
    path = ROOT / "policies" / "ip.ipp"
    loader = PageLoader()
    vocabulary, report = check_vocabulary(loader.parse(Source(str(path), path.read_text(encoding="utf-8")))[0], loader)
    assert vocabulary is not None
    assert list(report) == []


@each_row(
    ("body", "codes"),
    [
        ("applicant a\napplicant a\n", ["N010"]),
        ("applicant a\nclass a is b\napplicant b\n", ["N010"]),
        ("applicant a\n" + RECORD.replace("contract", "a"), ["N010"]),
        (RECORD.replace('"合同"', '"合同" plural deals') + RECORD.replace("contract", "deals"), ["N010"]),
        (RECORD + "choice contract a · b\n", ["N010"]),
        ("choice c a · b · a\n", ["N010"]),
        ("level a > b > a\n", ["N010"]),
        ("level a > b\nlevel c > d\n", ["N010"]),
        ("series s percent, monthly\nseries s percent, daily\n", ["N010"]),
        ("applicant fields\n  x text\n\nfigures per year\n  x count\n", ["N010"]),
        (RECORD + "  signed yes/no\n", ["N010"]),
        (RECORD + "  state signed from signed_on\n", ["N010"]),
        ("record level\n  key x\n", ["N011"]),
        ("记录 金额\n  识别项 甲\n", ["N011"]),
        ("选项 丙 未知 · 乙\n", ["N011"]),
        ("申请人 申请人 “人”\n", ["N011"]),
        ("申请人 单项 “人”\n", ["N011"]),
        ("记录 合同\n  识别项 甲\n  事项 文本\n", ["N011"]),
        ("记录 合同\n  识别项 甲\n  年度 件数\n", ["N011"]),
        ('record r\n  key x\n  a "单项" text\n', ["N035"]),
        ('choice c a "未知" · b\n', ["N035"]),
        ("choice level a · b\n", ["N011"]),
        ("choice date a · b\n", ["N011"]),
        ("choice c yes · b\n", ["N011"]),
        ("applicant a includes b\n", ["N003"]),
        ("class a is b\n", ["N003"]),
        ("applicant a includes a\n", ["N018"]),
        ("applicant a\nclass c is d\nclass d is c\n", ["N018"]),
        ("record a is b with x y\nrecord b is a with x y\n", ["N018"]),
        ("record a is b with x y\n", ["N002"]),
        ("applicant fields\n  a means b\n  b means a\n", ["N018"]),
        ("applicant fields\n  a means b\n", ["N001"]),
        ("applicant fields\n  a means has at least 1 contract signd\n\n" + RECORD, ["N001"]),
        ("applicant fields\n  x text\n  y since x\n", ["T009"]),
        ("figures per year\n  f count, 0 before established_on\n", ["N020"]),
        (RECORD + "  signed_at text\n  event found on signed_at\n", ["T009"]),
        (RECORD + "  what contrat\n", ["N009"]),
        (RECORD + "  level level\n", ["N009"]),
        (RECORD + "  whose list of texts\n", ["N009"]),
        (RECORD + "record b is contract with number first\n", []),
        (RECORD + "record b is contract with nummer x\n", ["N020"]),
        (RECORD + "  kind is one of a, b\nrecord b is contract with kind c\n", ["N004"]),
        (RECORD + "  ok yes/no\nrecord b is contract with ok maybe\n", ["T020"]),
        (RECORD + "  sum money\nrecord b is contract with sum x\n", ["T020"]),
        ("series s CYN per currency, daily\n", ["N021"]),
        ("award 1 when contract signed\n", ["P043"]),
        ("record contract\n  event signed on signed_on\n", ["P045"]),
    ],
)
def test_findings(body: str, codes: list[str]) -> None:
    found = checked(TOP + body)
    assert found.codes == codes, found.shown()


@each_row(
    ("page", "codes"),
    [
        ('vocabulary words "Words"\n\nrecord r "Invention patent"\n  key x "Number (9 digits)"\n', []),
        ('vocabulary words "Words"\n\n# 专利\nrecord r "Invention patent"  # 专利\n  key x\n', []),
        ('vocabulary words "Words"\n\nchoice c a "Größe 1" · b "and"\n', []),
        ('vocabulary words "Words" "词汇"\n\nrecord r "Invention patent"\n  key x\n', ["N035"]),
        ('vocabulary words "Words"\n\nrecord r "Invention patent"\n  key x "号"\n', ["N035"]),
        ('vocabulary words "Words"\n\nrecord r "Invention patent"\n  key 号\n', ["N035"]),
        ('vocabulary words "Words"\n\nrecord r "A b"\n  key x "C d"\n  y "的" text\n', ["N035"] * 3),
        ('词汇 words "Words"\n\n记录 r "Invention patent"\n  识别项 x\n', ["N035"]),
    ],
)
def test_a_label_that_no_chinese_sentence_can_hold_is_told_on_pages_with_a_chinese_word(
    page: str, codes: list[str]
) -> None:
    found = checked(page)
    assert found.codes == codes, found.shown()


def test_the_words_of_another_page_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text('vocabulary words "W" "词"\n\nrecord r "记录"\n  key x\n', encoding="utf-8")
    more = 'vocabulary more "M"\n  use words\n\nrecord s "A b"\n  key x\n  event signed on day\n'
    (tmp_path / "more.ipp").write_text(more, encoding="utf-8")
    policy = (
        'policy town "Town"\n  effective 2021-01-01 to 2022-12-31\n  use more\n\n'
        'article 1\n  group prizes "All prizes"\n    award 1 when s signed\n'
    )
    for text, expected in ((policy, 0), (policy.replace('"Town"', '"Town" "某镇"'), 1)):
        (tmp_path / "town.ipp").write_text(text, encoding="utf-8")
        found = Compilation.from_file(str(tmp_path / "town.ipp")).check()
        assert [finding.code for finding in found].count("N035") == expected
    assert "N035" not in [finding.code for finding in Compilation.from_file(str(tmp_path / "more.ipp")).check()]


def test_a_key_without_a_line_of_its_own_is_a_text_field() -> None:
    assert record(RECORD).field_by_name["number"].type == TextType()


def test_the_date_of_an_event_may_be_a_key() -> None:
    found = record("record contract\n  key number, signed_on\n  event signed on signed_on\n")
    assert found.key == ("number", "signed_on")
    assert found.field_by_name["signed_on"].type == DateType()


def test_a_narrower_kind_inherits_everything() -> None:
    schema = schema_of(
        TOP
        + 'record patent "专利" plural patents\n  key number\n  matter number\n  right is one of invention, design\n'
        "  domestic yes/no\n  event filed on filed_on\n  event granted on granted_on default\n"
        "  state valid from granted_on until lapsed_on\n\n"
        "record invention is patent with right invention\n"
        "record local_invention is invention with domestic yes\n"
    )
    local = schema.record_by_name["local_invention"]
    assert (local.root, local.base) == ("patent", "invention")
    assert local.fixed == (("right", "invention"), ("domestic", True))
    assert local.key == local.matter == ("number",)
    assert local.fields == schema.record_by_name["patent"].fields
    assert local.default_event is not None
    assert local.default_event.name == "granted"
    assert schema.lineage("local_invention") == ("local_invention", "invention", "patent")


def test_types() -> None:
    schema = schema_of(
        TOP
        + "level high > low\nchoice colour red · blue\n\napplicant fields\n  home text dated\n  small yes/no yearly\n"
        "  working since started_on\n\nrecord contract\n  key number\n  a money\n  b percent\n  c count\n  d number\n"
        "  e list of colour\n  f contract\n  g level\n  h applicant\n  i is one of x, y\n  event signed on signed_on\n"
    )
    types = {f.name: f.type for f in schema.record_by_name["contract"].fields}
    assert types["a"] == MoneyType()
    assert types["b"] == RateType()
    assert types["c"] == CountType()
    assert types["d"] == NumberType()
    assert types["e"] == ListType(ChoiceType("colour"))
    assert types["f"] == RecordType("contract")
    assert types["g"] == LevelType("level")
    assert types["h"] == ApplicantType()
    assert types["i"] == ChoiceType("contract.i")
    assert schema.applicant_field_by_name["home"].varies is Varies.DATED
    assert schema.applicant_field_by_name["small"].varies is Varies.YEARLY
    assert schema.applicant_field_by_name["started_on"].type == DateType()
    assert schema.choice_by_name["level"].rank("high") == 1


def test_kinds_are_closed_upward() -> None:
    schema = schema_of(
        TOP + "applicant firm includes agency\napplicant agency\napplicant school\nclass unit is firm, school\n"
    )
    assert schema.wider_kinds["agency"] == {"agency", "firm", "unit"}


def test_vocabularies_are_joined(tmp_path: Path) -> None:
    (tmp_path / "base.ipp").write_text('vocabulary base "Base"\n\napplicant firm\n', encoding="utf-8")
    (tmp_path / "other.ipp").write_text('vocabulary other "Other"\n  use base\n\napplicant school\n', encoding="utf-8")
    text = 'vocabulary words "Words"\n  use base\n  use other\n\nclass unit is firm, school\n'
    schema = schema_of(text, tmp_path)
    assert schema.name == "words"
    assert [k.name for k in schema.kinds] == ["firm", "school"]


def test_a_circle_of_two_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "one.ipp").write_text('vocabulary one "One"\n  use two\n\napplicant firm\n', encoding="utf-8")
    (tmp_path / "two.ipp").write_text('vocabulary two "Two"\n  use one\n\napplicant school\n', encoding="utf-8")
    loader = PageLoader()
    page = loader.page(str(tmp_path / "one.ipp"))[0]
    assert page is not None
    vocabulary, report = check_vocabulary(page, loader)
    assert vocabulary is None
    assert [f.code for f in report] == ["N016"]


def test_a_word_of_two_joined_vocabularies(tmp_path: Path) -> None:
    (tmp_path / "base.ipp").write_text('vocabulary base "Base"\n\napplicant firm\n', encoding="utf-8")
    loader = PageLoader()
    source = Source(str(tmp_path / "words.ipp"), 'vocabulary words "Words"\n  use base\n\napplicant firm\n')
    _, report = check_vocabulary(loader.parse(source)[0], loader)
    (finding,) = report
    assert finding.code == "N010"
    assert finding.related[0].span.file.endswith("base.ipp")


# ---- days


def test_an_order_of_days_goes_down_to_narrower_kinds() -> None:
    text = "  sort is one of a, b\n  event ended on ended_on\n  order of days signed_on, ended_on\n"
    narrower = "record lease is contract with sort a\n  served_on date\n  order of days ended_on, served_on\n"
    assert record(RECORD + text).orders == (("signed_on", "ended_on"),)
    assert record(RECORD + text + narrower, "lease").orders == (("signed_on", "ended_on"), ("ended_on", "served_on"))


def test_a_count_of_years_goes_down_to_narrower_kinds() -> None:
    lines = (
        "  key deal, due\n  deal contract\n  sort is one of a, b\n  age count, years from signed_on of deal to due\n"
    )
    fees = f"record fee\n{lines}record late_fee is fee with sort a\n"
    for name in ("fee", "late_fee"):  # a count may name a record that is declared later
        assert record(fees + RECORD, name).derived_fields == (("age", YearsBetween("signed_on", "deal", "due")),)


@each_row(
    ("line", "code"),
    [
        ("order of days signed_on, ended_on", "N020"),
        ("order of days signed_on, number", "T009"),
        ("age count, years from ended_on to number", "N020"),
        ("age count, years from signed_on to ended_on", "N020"),
        ("age count, years from number to number", "T009"),
        ("age count, years from signed_on of deal to number", "N020"),
        ("age count, years from signed_on of number to number", "T001"),
        ("age money, years from signed_on to number", "T001"),
    ],
)
def test_what_orders_and_counts_name_has_to_be_days_of_the_record(line: str, code: str) -> None:
    loader = PageLoader()
    page, _ = loader.parse(Source(str(GOLDEN / "words.ipp"), TOP + RECORD + f"  {line}\n"))
    _, report = check_vocabulary(page, loader)
    assert [f.code for f in report] == [code]


def test_a_count_of_years_stands_in_a_record() -> None:
    loader = PageLoader()
    fields = "applicant fields\n  founded_on date\n  age count, years from founded_on to founded_on\n"
    page, _ = loader.parse(Source(str(GOLDEN / "words.ipp"), TOP + fields))
    _, report = check_vocabulary(page, loader)
    assert [f.code for f in report] == ["P043"]


def test_a_record_of_another_vocabulary_is_not_extended_but_narrowed(tmp_path: Path) -> None:
    own, page = tmp_path / "own.ipp", tmp_path / "page.ipp"
    own.write_text('vocabulary own "v"\n\nuse ip\n\nrecord certification "规范认证"\n  extra money\n', encoding="utf-8")
    [found] = Compilation.from_file(str(own)).check()
    assert found.code == "N010"
    assert "`record NAME is certification`" in found.texts().help
    assert "`记录 名称 属于 certification`" in found.texts(Language.ZH).help
    own.write_text(
        'vocabulary own "v"\n\nuse ip\n\nrecord certified_here "本地规范认证" is certification\n  extra "另费" money\n',
        encoding="utf-8",
    )
    page.write_text("use own\n\naward 5 when certified_here passed and extra at least 5\n", encoding="utf-8")
    assert [one.code for one in Compilation.from_file(str(page)).check()] == ["P032"]


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        (("at least 9", "between 5 and 9"), ("at least 5", "5以上")),
        (("more than 8", "between 5 and 9"), ("at least 5", "5以上")),
        (("at most 5", "between 5 and 9"), ("at most 9", "不超过 9")),
        (("between 1 and 5", "at least 5"), ("more than 5", "超过 5")),
        (("between 5 and 9", "at most 5"), ("less than 5", "低于 5")),
        (("at least 5", "at most 5"), ("less than 5", "低于 5")),
    ],
)
def test_rows_that_overlap_are_mended_as_told(rows: tuple[str, str], row: tuple[str, str]) -> None:
    page = "award by filings to enterprise each year\n  {}: 1000\n  {}: 2000\n  otherwise: 10\n"
    told = checked(page.format(*rows)).of("P010")
    assert [f"write `{row[0]}`" in f.texts().help for f in told] == [True]
    assert f"请写`{row[1]}`" in told[0].texts(Language.ZH).help
    assert not checked(page.format(rows[0], row[0])).of("P010")
