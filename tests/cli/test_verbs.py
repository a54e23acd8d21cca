"""The commands: the output of each, its stream, and its exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

import ipdsl
from ipdsl.cli.console import worst
from ipdsl.cli.main import VERBS
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

SEAL = "award 200000 once when geo_indication_product new\n"
CASE = """
case "a new indication is paid once"
  given enterprise
    geo_indication_product tea: recognised_on 2022-05-01
  expect total 200000
"""
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2022-05-01"}]},
}
UNKNOWN = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"technology_contract": [{"id": "A", "amount": 3000000, "recorded_on": "2022-03-01"}]},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tea.ipp").write_text(SEAL + CASE, encoding="utf-8")
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    (tmp_path / "unknown.json").write_text(json.dumps(UNKNOWN), encoding="utf-8")
    return tmp_path


def test_the_worst_exit_code_counts() -> None:
    assert worst([0, 3]) == 3
    assert worst([3, 1]) == 1
    assert worst([1, 2, 3]) == 2
    assert worst([]) == 0


@each_row("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    ran = run(verb, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: ipdsl {verb}")


def test_version_names_program_and_language() -> None:
    assert run("--version").out == f"ipdsl {ipdsl.__version__}, language {ipdsl.__language__}\n"


@pytest.mark.parametrize(
    "arguments", [[], ["chek"], ["check"], ["eval", "a"], ["check", "--bad", "a"], ["dump", "tokens", "a"]], ids=str
)
def test_wrong_use_gives_2_and_says_so(arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "Usage: ipdsl" in ran.err
    assert not ran.out


# ---------------------------------------------------------------------------------------------- check


def test_a_draft_passes_with_one_note(folder: Path) -> None:
    ran = run("check", folder / "tea.ipp")
    assert ran.code == 0
    assert ran.out.count("note[") == 1


def test_the_seal_stands_on_its_own() -> None:
    assert run("check", "-", stdin=SEAL).code == 0


@pytest.mark.slow
def test_all_packaged_pages_pass() -> None:
    pages = files_in(ROOT / "policies", "*.ipp")
    ran = run("check", *pages)
    assert ran.code == 0, ran.out


def test_check_in_json_and_for_a_hosted_pipeline(folder: Path) -> None:
    (folder / "bad.ipp").write_text("award 5 when nothing_known new\n")
    with working_in(folder):
        found = json.loads(run("check", "bad.ipp", "--format", "json").out)["findings"]
        lines = run("check", "bad.ipp", "--format", "github").out.splitlines()
    (error,) = [finding for finding in found if finding["severity"] == "error"]
    assert (error["file"], error["line"], error["column"]) == ("bad.ipp", 1, 14)
    assert [line for line in lines if line.startswith("::error file=bad.ipp,line=1,col=14")]
    assert len(lines) == len(found)


def test_warnings_fail_only_when_denied(folder: Path) -> None:
    page = folder / "warned.ipp"
    page.write_text("award 1% of amount to enterprise when technology_contract recorded\n")
    assert run("check", page).code == 0
    assert "warning[" in run("check", page).out
    assert run("check", page, "--deny", "warnings").code == 1


def test_a_finding_of_a_shared_vocabulary_shows_once(folder: Path) -> None:
    (folder / "v.ipp").write_text('vocabulary v "V"\n\napplicant firm "企业"\napplicant firm "公司"\n')
    ran = run("check", folder / "v.ipp", folder / "v.ipp")
    assert ran.code == 1
    assert ran.out.count("error[") == 1


# ---------------------------------------------------------------------------------------------- fmt


def test_fmt_keeps_chinese_words_with_their_line_ends(tmp_path: Path) -> None:
    page = tmp_path / "page.ipp"
    page.write_bytes(
        "对 geo_indication_product new 的，  一次性 奖励 200000\r\n  须 located_here  且 legal_person\r\n".encode()
    )
    assert run("fmt", str(page)).code == 0
    assert page.read_bytes().decode() == (
        "对 geo_indication_product new 的，一次性奖励 20万\r\n  须 located_here 且 legal_person\r\n"
    )
    assert run("fmt", "--check", str(page)).code == 0


def test_fmt_rewrites_in_place_and_then_changes_nothing(folder: Path) -> None:
    page = folder / "wild.ipp"
    page.write_bytes(b"\xef\xbb\xbfAWARD   200,000 once   when geo_indication_product   new   # kept\r\n")
    assert run("fmt", "--check", page).code == 1
    assert run("fmt", page).code == 0
    assert page.read_bytes() == f"\ufeff{SEAL.rstrip()}  # kept\r\n".encode()
    assert run("fmt", "--check", page).code == 0
    assert run("fmt", page).out == ""


TWO_CUTS = """词汇 own
申请人 enterprise “企业”
记录 商标
  识别项 商标号
  事件 注册登记 于 登记日
记录 商标注册
  识别项 注册号
  事件 登记 于 公告日
"""


@pytest.mark.parametrize("how", [(), ("--check",), ("--to", "en"), ("--to", "zh")])
def test_fmt_does_not_decide_what_a_sentence_of_two_cuts_means(tmp_path: Path, how: tuple[str, ...]) -> None:
    (tmp_path / "own.ipp").write_text(TWO_CUTS, encoding="utf-8")
    page = tmp_path / "page.ipp"
    page.write_text("使用词汇 own\n\n对商标注册登记的企业，奖励5元\n", encoding="utf-8")
    before = page.read_bytes()
    ran = run("fmt", *how, str(page))
    assert (ran.code, ran.out) == (1, "")
    assert "S067" in ran.err
    assert page.read_bytes() == before


@pytest.mark.parametrize("vocabulary", ["nowhere", "broken"])
@pytest.mark.parametrize("to", ["en", "zh"])
def test_fmt_prints_no_other_surface_without_the_words(tmp_path: Path, vocabulary: str, to: str) -> None:
    (tmp_path / "broken.ipp").write_text(
        "vocabulary broken\n\nrecord tea\n  key id\n\nrecord tea\n  key id\n", encoding="utf-8"
    )
    page = tmp_path / "page.ipp"
    page.write_text(f"使用词汇 {vocabulary}\n\n对 专利 授权 的 企业，奖励 5元\n", encoding="utf-8")
    ran = run("fmt", "--to", to, str(page))
    assert (ran.code, ran.out) == (1, "")
    assert ("U007" if vocabulary == "nowhere" else "N010") in ran.err


def test_fmt_reads_standard_input_and_prints() -> None:
    assert run("fmt", "-", stdin=SEAL.replace(" ", "  ").replace("award", "Award")).out == SEAL


def test_fmt_leaves_a_broken_page_alone(folder: Path) -> None:
    page = folder / "broken.ipp"
    page.write_text("awrad 5\n")
    assert run("fmt", page).code == 1
    assert page.read_text() == "awrad 5\n"


@pytest.mark.broad
def test_packaged_pages_are_in_the_canonical_form() -> None:
    ran = run("fmt", "--check", *files_in(ROOT / "policies", "*.ipp"))
    assert ran.code == 0, ran.out


# ---------------------------------------------------------------------------------------------- test


def test_passed_cases(folder: Path) -> None:
    with working_in(folder):
        ran = run("test", "tea.ipp")
    assert (ran.code, ran.out) == (0, "tea.ipp: 1 case, 1 passed\n")


def test_a_failed_case_says_what_was_found(folder: Path) -> None:
    (folder / "tea.ipp").write_text(SEAL + CASE.replace("total 200000", "total 1"))
    with working_in(folder):
        ran = run("test", "tea.ipp")
    assert ran.code == 1
    assert "FAILED tea.ipp:3:1: a new indication is paid once" in ran.out
    assert "found: total 200,000.00 CNY" in ran.out


def test_a_case_of_the_wrong_year_reports_the_amounts_of_other_years(folder: Path) -> None:
    page = folder / "year.ipp"
    page.write_text(
        "award 200000 once when geo_indication_product new\n"
        'case "a year too early"\n'
        "  given enterprise\n    geo_indication_product tea: recognised_on 2022-05-01\n"
        "  expect 2021 tea 200000\n",
        encoding="utf-8",
    )
    found = run("test", page).out
    assert "found: no claim for tea in 2021; 2022 tea of geo_indication_product.new awarded 200,000.00 CNY" in found


def test_cases_in_a_page_of_their_own(folder: Path) -> None:
    (folder / "tea.ipp").write_text('policy tea "Tea"\n  effective from 2021-01-01\n  use ip\n\narticle 1\n  ' + SEAL)
    (folder / "tea.cases.ipp").write_text("cases for tea\n" + CASE)
    with working_in(folder):
        assert run("test", "tea.ipp").out.endswith("tea.ipp: 1 case, 1 passed\n")
        assert run("test", "tea.cases.ipp").out.endswith("tea.cases.ipp: 1 case, 1 passed\n")
        assert run("check", "tea.cases.ipp").code == 0


def test_a_policy_may_have_another_name_than_its_file(folder: Path) -> None:
    (folder / "tea.ipp").write_text(
        'policy tea_2023 "Tea"\n  effective from 2021-01-01\n  use ip\n\narticle 1\n  ' + SEAL
    )
    (folder / "tea.cases.ipp").write_text("cases for tea_2023\n" + CASE)
    with working_in(folder):
        assert run("test", "tea.ipp").code == 0
        assert run("test", "tea.cases.ipp").code == 0


def test_no_cases_fail(folder: Path) -> None:
    (folder / "tea.ipp").write_text(SEAL)
    ran = run("test", folder / "tea.ipp")
    assert ran.code == 1
    assert "error[U010]" in ran.err


def test_results_as_json_and_junit(folder: Path) -> None:
    (folder / "tea.ipp").write_text(SEAL + CASE + CASE.replace("total 200000", "total 1").replace("once", "<twice>"))
    found = json.loads(run("test", folder / "tea.ipp", "--format", "json").out)["policies"][0]
    assert (found["failed"], [case["passed"] for case in found["cases"]]) == (1, [True, False])
    suite = ElementTree.fromstring(run("test", folder / "tea.ipp", "--format", "junit").out)[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert suite[1].get("name") == "a new indication is paid <twice>"
    assert suite[1][0].tag == "failure"


# ---------------------------------------------------------------------------------------------- eval


def test_eval_prints_a_page_and_json_of_its_schema(folder: Path) -> None:
    text = run("eval", folder / "tea.ipp", "--full", "--facts", folder / "facts.json")
    assert text.code == 0
    assert "200,000.00" in text.out
    printed = json.loads(run("eval", folder / "tea.ipp", "--facts", folder / "facts.json", "--format", "json").out)
    jsonschema.validate(printed, json.loads(run("schema", "--decision").out))
    assert printed["total"] == "200000.00"


def test_eval_reads_facts_from_standard_input(folder: Path) -> None:
    assert "200,000.00" in run("eval", folder / "tea.ipp", "--full", "--facts", "-", stdin=json.dumps(FACTS)).out
    assert run("eval", "-", "--full", "--facts", folder / "facts.json", stdin=SEAL).code == 0
    assert run("eval", "-", "--full", "--facts", "-", stdin=SEAL).code == 2


def test_an_undetermined_claim_gives_3(folder: Path) -> None:
    ran = run("eval", "shaoguan_2021", "--full", "--facts", folder / "unknown.json")
    assert ran.code == 3
    assert "put_to_use" in ran.out


def test_one_year_and_the_day_that_is_looked_from(folder: Path) -> None:
    page, facts = folder / "tea.ipp", folder / "facts.json"
    assert json.loads(run("eval", page, "--facts", facts, "--year", "2023", "--format", "json").out)["total"] == "0.00"
    assert (
        json.loads(run("eval", page, "--facts", facts, "--as-of", "2022-04-30", "--format", "json").out)["total"]
        == "0.00"
    )
    assert run("eval", page, "--full", "--facts", facts, "--year", "twenty").code == 2


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--as-of", "2022-04-31", "'2022-04-31' is not a day of the calendar"),
        ("--as-of", "1.4.22", "write it as 2022-03-01 or 2022年3月1日"),
        ("--as-of", "1800-01-01", "is not from 1900 to 2200"),
        ("--year", "22", "'22' is not a year from 1900 to 2200"),
        ("--year", "this", "'this' is not a year from 1900 to 2200"),
    ],
)
def test_a_day_or_year_that_is_none_is_wrong_use(folder: Path, option: str, value: str, told: str) -> None:
    ran = run("eval", folder / "tea.ipp", "--facts", "facts.json", option, value)
    assert ran.code == 2
    assert option in ran.err
    assert told in ran.err


def test_only_one_clause(folder: Path) -> None:
    ran = run("eval", "shaoguan_2021", "--facts", folder / "facts.json", "--only", "3.geo_indication_product.new")
    assert ran.code == 0
    assert "200,000.00" in ran.out
    assert run("eval", "shaoguan_2021", "--facts", folder / "facts.json", "--only", "3").code == 0
    printed = json.loads(
        run("eval", "shaoguan_2021", "--facts", folder / "unknown.json", "--only", "3", "--format", "json").out
    )
    assert printed["claims"] == []


def test_the_ledger_is_written_and_read_again(folder: Path) -> None:
    with working_in(folder):
        assert run("eval", "tea.ipp", "--full", "--facts", "facts.json", "--ledger-out", "ledger.json").code == 0
        again = run("eval", "tea.ipp", "--facts", "facts.json", "--history", "ledger.json", "--format", "json")
    assert json.loads(again.out)["total"] == "0.00"


def test_the_options_of_eval_do_not_weaken_the_facts(folder: Path) -> None:
    (folder / "history.json").write_text('[{"clause": "no.such", "item": "x", "year": 2022, "due": 1}]')
    ran = run("eval", "shaoguan_2021", "--full", "--facts", folder / "facts.json", "--history", folder / "history.json")
    assert ran.code == 1
    assert "error[R050]" in ran.err


# ---------------------------------------------------------------------------------------------- the other commands


def test_schema_accepts_the_facts(folder: Path) -> None:
    schema = json.loads(run("schema", "shaoguan_2021").out)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(FACTS)
    assert not validator.is_valid({"applicant": {"id": "F1", "kinds": ["enterprize"]}})
    assert run("schema").code == 2


def test_readings_as_text_and_json() -> None:
    text = run("readings", "shaoguan_2021").out
    assert "the cap covers all three tiers" in text
    rows = json.loads(run("readings", "shaoguan_2021", "--format", "json").out)
    assert all(row["text"] in text for row in rows)
    assert {row["article"] for row in rows} >= {"7", "11"}


@pytest.mark.parametrize("asked", ["U001", "u001", "error[U001]", "[U001]"])
def test_explain_prints_the_page(asked: str) -> None:
    document = (ROOT / "docs" / "errors" / "U.md").read_text(encoding="utf-8")
    ran = run("explain", asked)
    title, *sections = re.split("^## ", ran.out, flags=re.MULTILINE)
    assert title.startswith("# U001: a file that does not exist")
    assert [section.split("\n", 1)[0] for section in sections] == ["Erroneous", "Corrected", "Why", "See also"]
    assert all(section in document for section in sections)


def test_explain_offers_near_codes() -> None:
    ran = run("explain", "U0001")
    assert ran.code == 2
    assert "did you mean `U001`" in ran.err


@pytest.mark.parametrize("stage", sampled(["layout", "ast", "typed", "plan", "python"], 3, others="broad"))
def test_every_stage_can_be_printed(stage: str) -> None:
    first, second = run("dump", stage, "shaoguan_2021"), run("dump", stage, "shaoguan_2021")
    assert first.code == 0, first.err
    assert first.out == second.out
    assert "200000" in first.out or "20000000" in first.out


def test_a_broken_page_is_dumped_as_far_as_it_goes(folder: Path) -> None:
    (folder / "broken.ipp").write_text(f"awrad 5\n{SEAL}")
    ran = run("dump", "ast", folder / "broken.ipp")
    assert ran.code == 1
    assert "geo_indication_product" in ran.out
    assert "error[S" in ran.err
    assert run("dump", "plan", folder / "broken.ipp").out == ""
