"""`ipdsl ask`: missing facts, ordered by their effect, and the questions in the terminal."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import ipdsl
from ipdsl.driver.questions.answers import questions, to_canonical_form, to_plain
from tests.conftest import ROOT
from tests.support.cli import Ran, run
from tests.support.project_files import files_in

FIRM = ROOT / "examples" / "firm_unknown.json"


def ask(*options: str, facts: Path = FIRM, stdin: str | None = None) -> Ran:
    return run("ask", "shaoguan_2021", "--facts", facts, "--fail-on", "undetermined", *options, stdin=stdin)


def test_the_dearest_fact_is_asked_first_with_its_type_and_the_sentence_that_asks() -> None:
    ran = ask()
    assert ran.code == 3
    lines = ran.out.splitlines()
    first = next(i for i, line in enumerate(lines) if "applicant.located_here" in line)
    later = next(i for i, line in enumerate(lines) if "[2023-002].amount" in line)
    assert first < later
    assert "affects up to 70,000.00" in lines[first] + lines[first + 1]
    assert "answer: yes or no" in "\n".join(lines[first:later])
    assert "needed by Article 7 (Licences and assignments), technology contract recorded" in " ".join(
        "\n".join(lines[first:later]).split()
    )


def test_json_gives_each_question_its_parts() -> None:
    plain = json.loads(ask("--format", "json").out)
    first = plain["questions"][0]
    assert (first["path"], first["worth"], first["unlimited"]) == ("applicant.located_here", "70000.00", False)
    assert first["clauses"][0]["clause"] == "7.technology_contract.recorded"
    assert plain["due"] == {"low": "3000.00", "high": "93000.00", "unlimited": False, "exact": False}


def test_answers_are_settled_at_once_and_a_wrong_one_is_asked_again(tmp_path: Path) -> None:
    out = tmp_path / "answered.json"
    ran = ask("--interactive", "--facts-out", str(out), stdin="perhaps\nyes\n30,000\nnone\nno\n")
    assert ran.code == 0, ran.both
    assert 'not taken: `located_here` is yes/no, not the text "perhaps"; write true' in ran.err
    assert "nothing is missing" not in ran.out, "kinds of which nothing was stated are still told"
    answered = json.loads(out.read_text(encoding="utf-8"))
    assert answered["applicant"]["located_here"] is True
    first, second, _ = answered["records"]["technology_contract"]
    assert second["amount"] == 30000
    assert first["related_party"] is False
    assert answered["records"]["invention_patent"] == []
    assert run("eval", "shaoguan_2021", "--full", "--facts", out).code == 0, "what was written is facts"


def test_a_question_may_be_passed_over_and_the_interview_stopped() -> None:
    ran = ask("--interactive", stdin="\nq\n")
    assert ran.code == 3
    assert ran.err.count("answer:") == 2, "two questions, each with the form of its answer"


def test_answers_may_be_typed_in_chinese(tmp_path: Path) -> None:
    out = tmp_path / "answered.json"
    ran = ask("--interactive", "--facts-out", str(out), stdin="是\n不知道\n")
    assert ran.code == 3, "what is not known was passed over"
    answered = json.loads(out.read_text(encoding="utf-8"))
    assert answered["applicant"]["located_here"] is True
    assert "amount" not in answered["records"]["technology_contract"][1]
    for said in ("３０，０００", "3万", "30,000元", "30000.00"):
        ran = ask("--interactive", "--facts-out", str(out), stdin=f"有\n{said}\n")
        second = json.loads(out.read_text(encoding="utf-8"))["records"]["technology_contract"][1]
        assert second["amount"] == 30000, "facts are written in one form"


def test_a_member_may_be_answered_by_its_label(tmp_path: Path) -> None:
    facts, out = tmp_path / "facts.json", tmp_path / "answered.json"
    stated = {
        "applicant": {"id": "F1", "kinds": ["企业"]},
        "records": {"企业称号": [{"id": "T", "称号": None, "认定日": "2022-05-01"}]},
        "as_of": "2022-12-31",
    }
    facts.write_text(json.dumps(stated), encoding="utf-8")
    ran = ask("--interactive", "--facts-out", str(out), facts=facts, stdin="国家示\n国家示范\n")
    assert ran.code == 0, ran.both
    assert "`title` cannot be `国家示`" in ran.err
    assert json.loads(out.read_text(encoding="utf-8")) == {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"ip_title": [{"id": "T", "title": "national_demonstration", "recognised_on": "2022-05-01"}]},
        "as_of": "2022-12-31",
    }


def test_an_answer_in_another_encoding_is_refused_as_such() -> None:
    ran = run("ask", "shaoguan_2021", "--facts", FIRM, "--interactive", stdin="是\n".encode("gbk"))
    assert "not taken: `located_here` is yes/no" in ran.err


def test_the_end_of_the_input_ends_the_interview() -> None:
    assert ask("--interactive", stdin="").code == 3


def test_what_the_bureau_sets_is_a_question_of_its_own(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    stated = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"soft_topic": [{"project": "T", "selected_on": "2022-06-01"}]},
    }
    facts.write_text(json.dumps(stated), encoding="utf-8")
    ran = ask(facts=facts)
    assert ran.code == 0, "an open ceiling is no missing fact"
    assert "What the bureau sets" in ran.out
    assert "affects up to 200,000.00" in ran.out
    out = tmp_path / "answered.json"
    answered = ask("--interactive", "--facts-out", str(out), facts=facts, stdin="120000\n")
    assert answered.code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["approvals"] == [
        {"clause": "9.soft_topic.selected", "item": "T", "amount": 120000}
    ]
    assert "120,000.00" in ask(facts=out).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-", "--facts", "-"), "can be standard input"),
        (("shaoguan_2021", "--facts", "-", "--interactive"), "answers are read from standard input"),
        (("shaoguan_2021", "--facts", str(FIRM), "--facts-out", "x.json"), "add --interactive"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], words: str) -> None:
    ran = run("ask", *arguments)
    assert ran.code == 2
    assert words in ran.err


POLICY = ipdsl.load("shaoguan_2021")
WRITTEN = {
    "applicant": {
        "id": 2022, "kinds": ["enterprise"], "established_on": "2010年5月1日",
        "located_here": [{"to": "2021年12月31日", "value": "否"}, {"from": "2022/1/1", "value": "是"}],
    },
    "records": {
        "technology_contract": [
            {"contract": "２０２２年", "amount": "３００万元", "put_to_use": "是", "related_party": "无",
             "recorded_on": "2022年3月1日"},
            {"contract": "Ｃ", "amount": "20,000.50"},
        ],
        "pledge_loan": [{"loan": "L1", "actual_rate": "０.０３７", "pledged_right": ["ZL1"],
                         "repaid_on": "无", "drawn_on": "未知"}],
        "invention_patent": {"partial": "是", "items": [{"number": "Z", "official_fees": "100 USD"}]},
    },
    "figures": {"2022年度": {"filings": "1,200", "local_contribution": "２万元"}, "2021": {"none": True}},
    "history": [{"clause": "11.ip_title.new", "item": "national_advantage", "year": "2021年", "due": "8万",
                 "payments": [{"day": "2021年7月1日", "amount": "8万元"}]},
                {"policy": "other", "clause": "x", "kind": "loan_interest", "item": "L1 / 2021年3月1日", "year": "2021",
                 "due": {"2021年": "1,000"}, "keys": {"paid_on": "2021年3月1日", "interest_paid": "1,000"}}],
    "support": [{"item": "Z", "level": "municipal", "year": "2022年", "amount": "1万"}],
    "as_of": "２０２２－１２－３１",
}  # fmt: skip
IN_ONE_FORM = {
    "applicant": {
        "id": "2022", "kinds": ["enterprise"], "established_on": "2010-05-01",
        "located_here": [{"to": "2021-12-31", "value": False}, {"from": "2022-01-01", "value": True}],
    },
    "records": {
        "technology_contract": [
            {"contract": "2022", "amount": 3000000, "put_to_use": True, "related_party": False,
             "recorded_on": "2022-03-01"},
            {"contract": "Ｃ", "amount": "20000.5"},
        ],
        "pledge_loan": [{"loan": "L1", "actual_rate": "3.7%", "pledged_right": ["ZL1"],
                         "repaid_on": {"none": True}, "drawn_on": None}],
        "invention_patent": {"partial": True, "items": [
            {"number": "Z", "official_fees": {"amount": "100", "currency": "USD"}}]},
    },
    "figures": {"2022": {"filings": 1200, "local_contribution": 20000}, "2021": {"none": True}},
    "history": [{"clause": "11.ip_title.new", "item": "national_advantage", "year": 2021, "due": 80000,
                 "payments": [{"day": "2021-07-01", "amount": 80000}]},
                {"policy": "other", "clause": "x", "kind": "loan_interest", "item": "L1 / 2021年3月1日", "year": 2021,
                 "due": {"2021": 1000}, "keys": {"paid_on": "2021-03-01", "interest_paid": 1000}}],
    "support": [{"item": "Z", "level": "municipal", "year": 2022, "amount": 10000}],
    "as_of": "2022-12-31",
}  # fmt: skip


def test_what_is_written_has_one_form_and_means_the_same() -> None:
    found = to_canonical_form(POLICY, WRITTEN)
    assert found == IN_ONE_FORM
    assert to_canonical_form(POLICY, found) == found
    assert POLICY.read_facts(found) == POLICY.read_facts(WRITTEN)


@pytest.mark.parametrize("path", files_in(ROOT / "examples", "firm*.json"), ids=lambda path: path.name)
def test_facts_in_one_form_settle_alike(path: Path) -> None:
    stated = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    try:
        before = POLICY.read_facts(stated)
    except ipdsl.FactsError:
        return  # facts of another city
    assert POLICY.read_facts(to_canonical_form(POLICY, stated)) == before


OTHERS = "policy o\n  effective 2021-01-01 to 2024-12-31\n  use ip\n\n"
APPROVED_BY_YEAR = """article 1 "A"
  award up to 5000 to enterprise while invention_patent valid
    as patents
  cap 7000 per enterprise
"""
ONE_PLACE = """article 1 "A"
  award 10000 to enterprise when ip_insurance bought
    as insurance
  award up to 5000 to enterprise when software_copyright registered
    as software
  limit 1 items per enterprise per year
"""
PAID_LATER = """article 1 "A"
  award up to 5000 to enterprise when software_copyright registered
    as software
  award 4000 to enterprise when ip_insurance bought
    as insurance
  cap local_contribution per enterprise per year
    carry forward 3 years
"""
BESIDE_A_KNOWN_ONE = """article 1 "A"
  award 4000 to enterprise when ip_insurance bought
    as insurance
  award up to 5000 to enterprise when software_copyright registered
    as software
  pay highest per enterprise per year
"""
RANKED_TWICE = """article 1 "A"
  award by rank of works_registered per year among enterprise
    as first
    1: 50000
    ties share the rank
article 2 "B"
  award by rank of works_registered per year among enterprise
    as second
    1: 5000
    ties share the rank
"""
SHARED_ROOM = """article 1 "A"
  award 10000 when software_copyright registered
    as software
  cap 15000 per year across applicants
"""
VALID = {"invention_patent": [{"number": "Z", "granted_on": "2020-05-05", "lapsed_on": {"none": True}}]}
SOFTWARE = {"software_copyright": [{"certificate": "S", "certified_on": "2022-05-05"}]}
INSURED = {"ip_insurance": [{"contract": "I", "bought_on": "2022-06-06"}]}
WORKS = {"2022": {"works_registered": 3}, **{str(year): {"none": True} for year in (2021, 2023, 2024)}}
TWO = {"software_copyright": [{"certificate": name, "certified_on": "2022-05-05"} for name in "ST"]}
GIVEN = {year: {"local_contribution": sum_} for year, sum_ in (("2021", 100), ("2022", 3000), ("2023", 200))}


@pytest.mark.parametrize(
    ("page", "stated", "path", "worth", "askers"),
    [
        (APPROVED_BY_YEAR, {"records": VALID, "as_of": "2023-12-31"}, "approvals[patents Z]", "7000.00", ["patents"]),
        # approved with the smallest amount, it replaces 10,000
        (ONE_PLACE, {"records": SOFTWARE | INSURED}, "approvals[software S]", "9999.99", ["software"]),
        # 4,000 is due in any case
        (BESIDE_A_KNOWN_ONE, {"records": SOFTWARE | INSURED}, "approvals[software S]", "1000.00", ["software"]),
        # 3,000 in 2022, and 200 of the carried amount in 2023
        (
            PAID_LATER, {"records": SOFTWARE | {"ip_insurance": [{"contract": "I"}]}, "figures": GIVEN},
            "approvals[software S]", "3200.00", ["software"],
        ),
        (RANKED_TWICE, {"figures": WORKS}, "published[works_registered 2022]", "55000.00", ["first", "second"]),
        (SHARED_ROOM, {"records": TWO}, "published[1 cap per year 2022]", "15000.00", ["software"]),
    ],
)  # fmt: skip
def test_a_fact_that_several_claims_need_is_asked_once_with_one_effect(
    page: str, stated: dict[str, object], path: str, worth: str, askers: list[str]
) -> None:
    policy = ipdsl.load_text(OTHERS + page)
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "history": [], "support": [], **stated}
    decision = policy.evaluate(facts)
    asked = to_plain(decision, questions(policy, decision))["questions"]
    assert isinstance(asked, list)
    paths = [one["path"] for one in asked]
    assert len(paths) == len(set(paths))
    one = asked[paths.index(path)]
    assert (one["worth"], [asker["clause"] for asker in one["clauses"]]) == (worth, askers)
