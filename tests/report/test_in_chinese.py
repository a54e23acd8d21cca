"""A decision in Chinese contains no English except words of the page and the facts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from ipdsl import Policy, decision_schema, load, load_text, to_json
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.questions.answers import questions, render as asked_page
from ipdsl.driver.questions.trace import render as traced_page, trace
from ipdsl.ir.proposal import Passage
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import WIDTH, localizer_of, width
from tests.conftest import ROOT
from tests.support.project_files import files_in
from tests.support.slow import sampled

CITIES = sorted(path.stem for path in files_in(ROOT / "policies" / "zh", "*_20??.ipp"))
FACTS = files_in(ROOT / "examples", "firm*.json")
WORD = re.compile(r"[A-Za-z]{2,}")
FORM = {
    "records",
    "applicant",
    "figures",
    "keys",
    "approvals",
    "history",
    "none",
    "all",
    "CNY",
    "USD",
    "as_of",
    "of",
    "published",
}
"""Words for the form of the facts and currencies that are the same in both languages."""


def stated(name: str, policy: Policy) -> dict[str, object]:
    """Facts of an example, without parts that name clauses of another city."""
    facts = json.loads((ROOT / "examples" / name).read_text(encoding="utf-8"))
    for part in ("approvals", "history"):
        facts[part] = [line for line in facts.get(part, []) if line["clause"] in policy.clauses]
    return facts  # type: ignore[no-any-return]


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value.values()]
    for part in value if isinstance(value, list) else ():
        yield from texts(part)
    if isinstance(value, str):
        yield value


def own_words(policy: Policy, facts: dict[str, object]) -> set[str]:
    """The words of titles, readings, duties and documents, names on the page, and stated texts."""
    program = policy.program
    said = [program.name, program.title, program.document, *texts(facts), *(one.title for one in program.articles)]
    said += [source.text for source in policy.sources if source.name.endswith(f"{program.name}.ipp")]
    said += [reading.text for reading in policy.readings]
    said += [label for label in policy.clauses if "." not in label]
    said += [one.text for one in program.obligations] + [one.document for one in program.references]
    return FORM | {word for one in said for word in WORD.findall(one)}


@pytest.mark.parametrize("example", sampled(sampled([path.name for path in FACTS], 3), 6, others="broad"))
@pytest.mark.parametrize("city", CITIES)
def test_a_decision_its_questions_and_its_traces_speak_chinese(city: str, example: str) -> None:
    policy = load(str(ROOT / "policies" / "zh" / f"{city}.ipp"))
    facts = stated(example, policy)
    tell = localizer_of(policy.program, Language.ZH)
    decision = policy.evaluate(facts)
    read = policy.read_facts(facts)
    pages = [
        render(decision, with_all=True, localize=tell),
        asked_page(decision, questions(policy, decision), tell),
        traced_page(decision, [trace(policy, read, claim, tell) for claim in decision.claims], policy.sources, tell),
    ]
    known = own_words(policy, facts).union(*(WORD.findall(one.source) for one in read.published))
    for page in pages:
        without_sources = "\n".join(line for line in page.splitlines() if not re.match(r" +\d+ \| | +\$\.", line))
        english = [line for line in without_sources.splitlines() if set(WORD.findall(line)) - known]
        assert not english
        assert all(width(line) <= WIDTH for line in without_sources.splitlines())


@pytest.mark.parametrize("city", CITIES)
def test_records_without_a_name_are_called_in_chinese_by_what_is_stated(city: str) -> None:
    policy = load(str(ROOT / "policies" / "zh" / f"{city}.ipp"))
    kinds = policy.program.schema.record_by_name
    facts = stated("firm_of_cities.json", policy)
    facts = {name: facts[name] for name in ("applicant", "records", "as_of") if name in facts}
    for kind, listing in facts["records"].items():  # type: ignore[attr-defined]
        for record in listing if isinstance(listing, list) else listing["items"]:
            for name in {"id", *kinds[kind].key[:1]} & record.keys():
                record.pop(name)
    tell = localizer_of(policy.program, Language.ZH)
    decision = policy.evaluate(facts)
    assert any(" " in claim.item for claim in decision.claims)
    known = own_words(policy, facts).union(*(WORD.findall(one.source) for one in policy.read_facts(facts).published))
    page = render(decision, with_all=True, localize=tell)
    english = [line for line in page.splitlines() if {*WORD.findall(line)} - known]
    assert not english


@pytest.mark.parametrize(
    ("item", "kind", "told"),
    [
        ("amount 5.50, put_to_use yes, recorded_on 2022-03-01", "technology_contract",
         "金额 5.50，已实施 是，备案日 2022年3月1日"),
        ("nothing stated", "technology_contract", "未填写任何内容"),
        ("contract 5", "technology_contract", "contract 5"),  # a name: if its key were stated, the key would be used
        ("A, amount 5", "technology_contract", "A, amount 5"),
        ("patent A, B, C", "patent_prize", "专利 A, B, C"), ("amount 5.50, put_to_use no", "", "金额 5.50，已实施 否"),
        ("amount 5.50, put_to_use no", "patent_prize", "amount 5.50, put_to_use no"), ("ZL1 5", "", "ZL1 5"),
    ],
)  # fmt: skip
def test_what_a_record_without_a_name_is_called(item: str, kind: str, told: str) -> None:
    assert localizer_of(load("shaoguan_2021").program, Language.ZH).names.item(item, Passage(kind)) == told


def test_json_in_chinese_keeps_names_and_adds_labels() -> None:
    policy = load("shaoguan_2021")
    decision = policy.evaluate(stated("firm_rich.json", policy))
    english, chinese = to_json(decision), to_json(decision, policy.teller("zh"))
    Draft202012Validator(decision_schema()).validate(json.loads(json.dumps(chinese)))
    labels = chinese.pop("labels")
    assert labels["clauses"]["7.technology_contract.recorded"] == "7.专利合同.备案"  # type: ignore[index]
    assert english.keys() == chinese.keys()
    assert chinese["policy"] == english["policy"] | {"title": "韶关市知识产权创新与保护措施"}  # type: ignore[operator]
    for name in ("total", "due", "ledger", "ledger_head", "years"):
        assert english[name] == chinese[name]
    with pytest.raises(ValueError, match="fr"):
        policy.teller("fr")


def test_a_missing_fact_about_a_rule_has_the_sentence_of_the_rule() -> None:
    """The name of the rule is that of the facts, which is the same in both languages."""
    sentence = "每年 各申请人合计 最高奖励 6万元，超出的同比例核减"
    policy = load_text(f"对 专利合同 备案 的 企业，按 金额 的 1% 奖励\n{sentence}\n")
    contract = {"contract": "A", "amount": None, "recorded_on": "2022-03-01"}
    decision = policy.evaluate(
        {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"technology_contract": [contract]}}
    )
    page = render(decision, localize=localizer_of(policy.program, Language.ZH))
    assert f"published[policy cap per year 2022]：“{sentence}”" in page
