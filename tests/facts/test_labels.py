"""Labels are names: facts with the labels of the vocabulary have the same meaning as with its names."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.questions.answers import add_answer, questions, replace_labels, to_canonical_form
from ipdsl.driver.questions.comparison import facts_of_policy, settle_each
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Approval
from ipdsl.ir.terms import Program
from ipdsl.ledger.ledger_file import ledger_to_plain
from ipdsl.ledger.line_reader import line_to_plain
from ipdsl.plain_data.context import clause_labels
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from ipdsl.schema.declarations import labels_by_name
from ipdsl.wording.labels import EnglishNames, Labels
from tests.conftest import ROOT
from tests.properties.pipeline import compile_texts
from tests.properties.trials import trial_of
from tests.support.in_labels import in_labels
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

POLICIES = ROOT / "policies"
CITIES = sorted(p.stem for p in files_in(POLICIES, "*_20*.ipp") if not p.stem.endswith(".cases"))
DRAWN = 12

WORDS = """vocabulary words

applicant enterprise "企业"
applicant person "个人"
applicant farmer "农户"
class anybody "各类" is enterprise, person, farmer

applicant fields
  founded "成立日" date fixed
  local "在本地" yes/no dated
  sector "行业" colour fixed
  in_business "存续" since founded

figures per year
  filings "申请量" count, 0 before founded
  spent "支出" money

series rate "利率" percent, monthly

level high "高级" > low "低级"

choice colour red "红" · blue "蓝" · navy "藏青" · red_and_blue "双色"

choice shade pale "浅" · dark "深"

record thing "物品"
  key name
  name "名称" text · tint "颜色" colour · tints "各色" list of colour · rank "等级" level
  one "并列" text
  event made "制成" on made_on "制成日"
  event ended "终止" on ended_on "终止日"
  order of days made_on, ended_on

record red_thing "红色物品" is thing with tint red

record box "箱子"
  key size, shade
  size "尺寸" text · shade "色调" shade · two "并列" text
  event packed "装箱" on packed_on "装箱日"
"""

PAGE = """policy shop
  effective from 2020-01-01
  use words

article 1
  award by tint when thing made
    red: up to 5000
    blue, red_and_blue: 20
    navy: 1

article 2
  award 10 once when box packed

article 5
  award 10 when thing ended
    as ended_things
  cap 1000 per tint per year across applicants

article 3
  award by rank of filings per year among enterprise
    1: 100
    ties share the rank

article 4
  award 7 while enterprise local
"""
# ---------------------------------------------------------------------------------------------- the property


@pytest.mark.parametrize("city", sampled(CITIES, 5))
def test_facts_in_labels_are_the_facts(city: str) -> None:
    words = (POLICIES / "ip.ipp").read_text(encoding="utf-8")
    compiled = compile_texts((POLICIES / f"{city}.ipp").read_text(encoding="utf-8"), words, "ip")
    said = 0
    for number in range(DRAWN):
        trial = trial_of(compiled, compiled.edges, f"labels of {city}:{number}", number)
        facts = trial.facts
        if number % 2 and not facts.get("history"):
            facts = facts | {"history": [line_to_plain(line, "CNY") for line in trial.decision.ledger]}
        labelled = in_labels(compiled.program, facts)
        said += labelled != facts
        assert read_facts(labelled, compiled.program) == read_facts(facts, compiled.program), labelled
        assert read_facts(replace_labels(compiled.program, labelled), compiled.program) == read_facts(
            facts, compiled.program
        )
        if number % 5 == 0:
            decisions = [compiled.settle(read_facts(one, compiled.program)) for one in (facts, labelled)]
            one, other = ({**to_json(decision), "remarks": [found.code for found in decision.remarks]}
                          for decision in decisions)  # fmt: skip
            assert one == other, "but for the places of remarks, which are written as the facts are"
    assert said == DRAWN


# ---------------------------------------------------------------------------------------------- messages


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> ipdsl.Policy:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    (folder / "shop.ipp").write_text(PAGE, encoding="utf-8")
    return ipdsl.load(folder / "shop.ipp")


FIRM = {"id": "F1", "kinds": ["enterprise"]}
SHARED = "5 cap per tint per year"
LINE = {"clause": "ended_things", "item": "A", "year": 2020, "due": 10}
OTHER = {"policy": "other", "clause": "x", "item": "A", "year": 2020, "due": 1}
SUPPORT = {"item": "A", "level": "high", "year": 2020, "amount": 1}


def firm(**fields: object) -> dict[str, object]:
    return {"applicant": FIRM | fields}


SAID: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"applicant": {"id": "F1", "kinds": ["企业"]}}, {}),
    (
        {"applicant": {"id": "F1", "kinds": ["企业", "person"]}},
        {"applicant": {"id": "F1", "kinds": ["enterprise", "person"]}},
    ),
    (firm(成立日="2021-01-01", 在本地="是", sector="红"), firm(founded="2021-01-01", local=True, sector="red")),
    (firm(在本地=[{"from": "2021-01-01", "value": True}]), firm(local=[{"from": "2021-01-01", "value": True}])),
    ({"figures": {"2022": {"申请量": 3, "spent": 1}}}, {"figures": {"2022": {"filings": 3, "spent": 1}}}),
    (
        {"series": {"利率": [{"month": "2022-01", "value": "3%"}]}},
        {"series": {"rate": [{"month": "2022-01", "value": "3%"}]}},
    ),
    (
        {
            "records": {
                "物品": [{"名称": "A", "颜色": "红", "各色": ["红", "blue"], "等级": "高级", "制成日": "2022-01-01"}]
            }
        },
        {
            "records": {
                "thing": [
                    {"name": "A", "tint": "red", "tints": ["red", "blue"], "rank": "high", "made_on": "2022-01-01"}
                ]
            }
        },
    ),
    ({"records": {"物品": {"partial": "是", "items": []}}}, {"records": {"thing": {"partial": True, "items": []}}}),
    ({"records": {"红色物品": [{"id": "A", "颜色": "红"}]}}, {"records": {"red_thing": [{"id": "A", "tint": "red"}]}}),
    ({"records": {"箱子": [{"尺寸": "红", "色调": "浅"}]}}, {"records": {"box": [{"size": "红", "shade": "pale"}]}}),
    (
        {"history": [LINE | {"clause": "1.物品.制成", "row": "红"}]},
        {"history": [LINE | {"clause": "1.thing.made", "row": "red"}]},
    ),
    (
        {"history": [LINE | {"clause": "1.物品.made", "row": "蓝、双色"}]},
        {"history": [LINE | {"clause": "1.thing.made", "row": "blue, red_and_blue"}]},
    ),
    ({"history": [LINE | {"clause": "3.申请量"}]}, {"history": [LINE | {"clause": "3.filings"}]}),
    (
        {"history": [LINE | {"clause": "2.箱子.装箱", "item": "x / 浅", "keys": {"色调": "浅"}}]},
        {"history": [LINE | {"clause": "2.box.packed", "item": "x / pale", "keys": {"shade": "pale"}}]},
    ),
    (
        {"history": [OTHER | {"kind": "物品", "level": "高级", "keys": {"颜色": ["红", "red_and_blue"]}}]},
        {"history": [OTHER | {"kind": "thing", "level": "high", "keys": {"tint": ["red", "red_and_blue"]}}]},
    ),
    ({"history": [OTHER | {"item": "物品: A"}]}, {"history": [OTHER | {"item": "thing: A"}]}),
    (
        {"support": [SUPPORT | {"kind": "箱子", "level": "高级", "keys": {"色调": "深"}}]},
        {"support": [SUPPORT | {"kind": "box", "level": "high", "keys": {"shade": "dark"}}]},
    ),
    ({"support": [SUPPORT | {"keys": {"色调": "深"}}]}, {"support": [SUPPORT | {"keys": {"shade": "dark"}}]}),
    (
        {"older_documents": [{"document": "D", "kind": "箱子", "item": "x / 深", "amount": 1}]},
        {"older_documents": [{"document": "D", "kind": "box", "item": "x / dark", "amount": 1}]},
    ),
    (
        {"approvals": [{"clause": "1.物品.制成", "item": "A", "amount": 1}]},
        {"approvals": [{"clause": "1.thing.made", "item": "A", "amount": 1}]},
    ),
    (
        {"published": [{"figure": "申请量", "year": 2022, "rank": 1}]},
        {"published": [{"figure": "filings", "year": 2022, "rank": 1}]},
    ),
    (
        {"published": [{"rule": SHARED, "left": 5, "year": 2022, "keys": {"颜色": "红"}}]},
        {"published": [{"rule": SHARED, "left": 5, "year": 2022, "keys": {"tint": "red"}}]},
    ),
]


@each_row(("labelled", "named"), SAID)
def test_a_label_is_its_name(shop: ipdsl.Policy, labelled: dict[str, Any], named: dict[str, Any]) -> None:
    whole, plain = {"applicant": FIRM, **labelled}, {"applicant": FIRM, **named}
    assert shop.read_facts(whole) == shop.read_facts(plain)
    assert shop.read_facts(replace_labels(shop.program, whole)) == shop.read_facts(plain)
    if not any("item" in str(one) and "/" in str(one) for one in named.values()):
        assert replace_labels(shop.program, in_labels(shop.program, plain)) == plain


def in_records(kind: str, *records: dict[str, object]) -> dict[str, object]:
    return {"records": {kind: list(records)}}


MISTAKES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (firm(founded="2021-01-01", 成立日="2021-01-01"), [("R017", "$.applicant.成立日")]),
    (firm(成立日="2021-01-01", founded=None), [("R017", "$.applicant.founded")]),
    (firm(存续="2021-01-01"), [("R026", "$.applicant.存续")]),
    (firm(申请量=1), [("R026", "$.applicant.申请量")]),
    (firm(成立日="2021-13-01"), [("R036", "$.applicant.成立日")]),
    (in_records("thing", {"制成": "2021-01-01"}), [("R026", "$.records.thing[0].制成")]),
    (in_records("物品", {"各色": ["红", "red"]}), [("R058", "$.records.物品[0].各色[1]")]),
    ({"records": {"thing": [], "物品": []}}, [("R017", "$.records.物品")]),
    (in_records("红色物品", {"名称": "A", "颜色": "双色"}), [("R044", "$.records.红色物品[0].颜色")]),
    (
        in_records("物品", {"名称": "A", "制成日": "2022-01-01", "终止日": "2021-01-01"}),
        [("R049", "$.records.物品[0].终止日")],
    ),
    (in_records("物品", {"名称": "A"}, {"name": "A"}), [("R046", "$.records.物品[1]")]),
    (
        {"applicant": FIRM | {"成立日": "2021-01-01"}, "figures": {"2020": {"申请量": 1}}},
        [("R048", "$.figures.2020.申请量")],
    ),
    ({"figures": {"2022": {"申请量": 1, "filings": 1}}}, [("R017", "$.figures.2022.filings")]),
    ({"series": {"rate": [], "利率": []}}, [("R017", "$.series.利率")]),
    ({"history": [LINE | {"clause": "1.物品.完成"}]}, [("R050", "$.history[0].clause")]),
    ({"history": [LINE | {"clause": "1.物品.制成", "row": "绿"}]}, [("R028", "$.history[0].row")]),
    ({"history": [OTHER | {"kind": "物件"}]}, [("R025", "$.history[0].kind")]),
    ({"history": [OTHER | {"kind": "物件", "item": "物品: A"}]}, [("R025", "$.history[0].kind")]),
    (
        {"support": [SUPPORT | {"kind": "thing", "keys": {"颜色": "red", "tint": "red"}}]},
        [("R017", "$.support[0].keys.颜色")],
    ),
    ({"support": [SUPPORT | {"keys": {"并列": "x"}}]}, [("R018", "$.support[0].keys.并列")]),
    ({"support": [SUPPORT | {"kind": "thing", "keys": {"色调": "浅"}}]}, [("R026", "$.support[0].keys.色调")]),
    ({"support": [SUPPORT | {"level": "最高"}]}, [("R028", "$.support[0].level")]),
    ({"published": [{"figure": "专利量", "year": 2022, "rank": 1}]}, [("R027", "$.published[0].figure")]),
]


@each_row(("parts", "found"), MISTAKES)
def test_a_mistake_is_told_where_its_author_made_it(
    shop: ipdsl.Policy, parts: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    with pytest.raises(ipdsl.FactsError) as refused:
        shop.read_facts({"applicant": FIRM, **parts})
    assert [(one.code, one.path) for one in refused.value.report] == found


@each_row(
    ("parts", "said"),
    [
        (firm(成立日="2021-01-01", founded=None), "`founded` and `成立日` are the same"),
        ({"support": [SUPPORT | {"keys": {"并列": "x"}}]}, "`并列` is a label with several meanings: one, two"),
        (firm(存续=1), "give `founded`"),
        (firm(申请量=1), "is a yearly figure"),
        (in_records("thing", {"制成": 1}), "give its day as `made_on`"),
        ({"applicant": {"id": "F1", "kinds": ["各类"]}}, "covers several kinds"),
        (in_records("物品", {"颜料": "红"}), "did you mean `颜色`?"),
        (in_records("物品", {"颜色": "红的"}), "`颜色` cannot be `红的`"),
    ],
)
def test_a_finding_says_what_to_write(shop: ipdsl.Policy, parts: dict[str, Any], said: str) -> None:
    with pytest.raises(ipdsl.FactsError, match=said.replace("?", r"\?")):
        shop.read_facts({"applicant": FIRM, **parts})


# ---------------------------------------------------------------------------------------------- readers of facts


STATED: dict[str, Any] = {
    "applicant": {"id": "F1", "kinds": ["企业"], "成立日": "2015-01-01", "行业": None},
    "records": {
        "物品": [{"名称": "A", "颜色": None, "制成日": "2022-03-01"}],
        "箱子": [{"尺寸": "大", "色调": "浅", "装箱日": "2022-05-01"}],
    },
    "history": [{"clause": "2.箱子.装箱", "item": "小 / 深", "year": 2021, "due": 10}],
    "as_of": "2022-12-31",
}


@pytest.mark.parametrize("city", CITIES)
def test_the_names_that_are_printed_name_the_award(city: str) -> None:
    program = ipdsl.load(POLICIES / f"{city}.ipp").program
    known, articles = clause_labels(program), Counter(clause.article for clause in program.clauses)
    for clause in program.clauses:
        for names in (EnglishNames(program), Labels(program)):
            for name in (names.award_of_article(clause.label), names.award_with_heading(clause.label)):
                assert known[name] == (clause.label,)
        for name in (f"article {clause.article}", f"第{clause.article}条"):
            assert clause.label in known[name]
            assert len(known[name]) == articles[clause.article]
    assert set(labels_by_name(known).values()).isdisjoint({f"第{article}条" for article in articles})


@pytest.mark.parametrize("name", ["第1条", "第1条发明专利授权", "第1条（国内发明专利）发明专利授权", "article 1"])
def test_an_approval_names_its_award_as_decisions_print_it(name: str) -> None:
    policy = ipdsl.load(POLICIES / "shaoguan_2021.ipp")
    patent = {"number": "ZL1", "granted_on": "2022-05-01", "filed_on": "2020-05-01"}
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {"invention_patent": [patent]}}
    by_label, by_name = (
        [{"clause": clause, "item": "ZL1", "amount": 4000}] for clause in ("1.invention_patent.granted", name)
    )
    decision = policy.evaluate({**facts, "approvals": by_name})
    assert to_json(decision)["claims"] == to_json(policy.evaluate({**facts, "approvals": by_label}))["claims"]


OTHER_CASES = (str.lower, str.upper, str.title, str.swapcase)


@pytest.mark.parametrize("city", CITIES)
def test_a_printed_name_in_other_case_names_the_award_or_all_awards_of_that_name(city: str) -> None:
    program = ipdsl.load(POLICIES / f"{city}.ipp").program
    known = clause_labels(program)
    named: dict[str, set[str]] = {}
    for name, labels in known.items():
        named.setdefault(name.casefold(), set()).update(labels)
    for name, labels in known.items():
        assert known[name] == labels
        for written in {in_other_case(name) for in_other_case in OTHER_CASES} - {*known, *policy_labels(program)}:
            assert set(known[written]) == named[name.casefold()]


def policy_labels(program: Program) -> set[str]:
    return {clause.label for clause in program.clauses}


NAMES_OF_0_7_0 = {
    "article 8, ip insurance bought": ("8.ip_insurance.bought", "A"),
    "Article 8 (Finance), ip insurance bought": ("8.ip_insurance.bought", "A"),
    "article 11, ip title new (ip title new)": ("11.ip_title.new", "national_pilot"),
    "article 11, ip title new (municipal title)": ("municipal_title", "municipal_advantage"),
}
"""Names as ipdsl 0.7.0 printed them, each with the label and an item of the award."""


@pytest.mark.parametrize("name", NAMES_OF_0_7_0)
def test_an_award_may_be_named_as_the_release_before_printed_it(name: str) -> None:
    label, item = NAMES_OF_0_7_0[name]
    policy = ipdsl.load(POLICIES / "shaoguan_2021.ipp")
    assert clause_labels(policy.program)[name] == (label,)
    applicant = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "as_of": "2023-12-31"}
    read = [
        policy.read_facts({**applicant, "history": [{"clause": clause, "item": item, "year": 2022, "due": 5}]}).history
        for clause in (label, name)
    ]
    assert read[0] == read[1]
    (line,) = read[0] or ()
    assert line.clause == label
    stated = {**applicant, "history": [{"clause": name, "item": item, "year": 2022, "due": 5}]}
    assert replace_labels(policy.program, stated)["history"][0]["clause"] == label  # type: ignore[index]
    policies = [policy, ipdsl.load(POLICIES / "dongyang_2021.ipp")]
    assert [len(facts_of_policy(each, policies, stated)["history"]) for each in policies] == [1, 0]  # type: ignore[arg-type]


TWO_CASES = {
    "words.ipp": """vocabulary words

applicant enterprise "企业"
record thing "物品"
  key name "名称"
  event made "制成" on made_on "制成日" default
""",
    "p.ipp": """policy p "P"
  document "D"
  effective 2020-01-01 to 2024-12-31
  use words

article 1 "Things"
  award up to 10 to enterprise when thing made
    as lower
    title "ip title"
  award up to 20 to enterprise when thing made
    as upper
    title "IP title"
""",
}


@pytest.mark.parametrize(("name", "label"), [("article 1, ip title", "lower"), ("article 1, IP title", "upper")])
def test_names_that_differ_only_in_case_are_read_as_written(name: str, label: str, tmp_path: Path) -> None:
    (approval,) = approvals_of(name, tmp_path)
    assert approval.clause == label


def test_a_name_in_the_case_of_neither_of_two_awards_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError) as refused:
        approvals_of("article 1, Ip Title", tmp_path)
    (finding,) = refused.value.report
    assert finding.code == "R018"
    assert "lower, upper" in finding.texts(Language.EN).title


def approvals_of(name: str, folder: Path) -> Sequence[Approval]:
    for file, text in TWO_CASES.items():
        (folder / file).write_text(text, encoding="utf-8")
    approval = {"clause": name, "item": "A", "amount": 1}
    facts = ipdsl.load(folder / "p.ipp").read_facts(
        {"applicant": {"id": "F", "kinds": ["enterprise"]}, "approvals": [approval]}
    )
    return facts.approvals


def test_an_article_with_several_awards_names_none_of_them() -> None:
    policy = ipdsl.load(POLICIES / "shaoguan_2021.ipp")
    approval = {"clause": "第3条", "item": "X", "amount": 1}
    with pytest.raises(FactsError) as refused:
        policy.evaluate({"applicant": {"id": "F", "kinds": ["enterprise"]}, "approvals": [approval]})
    (finding,) = refused.value.report
    assert finding.code == "R018"
    assert "`3.地理标志保护产品.新认定`、`3.地理标志商标.新注册`" in finding.texts(Language.ZH).title


def test_an_answer_may_be_a_label_and_is_stored_under_the_name(shop: ipdsl.Policy) -> None:
    (asked,) = [q for q in questions(shop, shop.evaluate(STATED)) if q.path == "records.thing[A].tint"]
    answered = add_answer(shop, STATED, asked, "双色")
    assert answered["records"]["thing"] == [{"name": "A", "tint": "red_and_blue", "made_on": "2022-03-01"}]  # type: ignore[index]
    assert "物品" in STATED["records"]
    written = to_canonical_form(shop, answered)
    assert written["records"]["thing"][0]["tint"] == "red_and_blue"  # type: ignore[index]
    assert shop.evaluate(written).total == shop.evaluate(answered).total != shop.evaluate(STATED).total
    assert "物品" not in json.dumps(written, ensure_ascii=False)


def test_a_ledger_is_written_in_names_and_read_in_labels(shop: ipdsl.Policy) -> None:
    decision = shop.evaluate(STATED)
    ledger = ledger_to_plain(shop.program, decision.ledger, "F1")
    assert "箱子" not in json.dumps(ledger, ensure_ascii=False)
    by_hand = [{"clause": "2.箱子.装箱", "item": "大 / 浅", "year": 2022, "due": 10}]
    facts = {name: part for name, part in STATED.items() if name != "history"}
    again = shop.evaluate(facts, history=by_hand)
    assert again == shop.evaluate(facts, history=[by_hand[0] | {"clause": "2.box.packed", "item": "大 / pale"}])
    paid = [[c.paid.minor for c in one.claims if c.label == "2.box.packed"] for one in (shop.evaluate(facts), again)]
    assert paid == [[1000], [0]]


def test_each_policy_gets_its_own_lines() -> None:
    policies = [ipdsl.load("shaoguan_2021"), ipdsl.load("qingyuan_2018")]
    facts = {"applicant": {"id": "F1", "kinds": ["企业"]}}
    labelled, named = (
        [{"clause": clause, "item": "national_advantage", "year": 2022, "due": 1}]
        for clause in ("11.企业称号.新认定", "11.ip_title.new")
    )
    assert settle_each(policies, facts | {"history": labelled}) == settle_each(policies, facts | {"history": named})


# ---------------------------------------------------------------------------------------------- the schema


@pytest.mark.broad
@pytest.mark.parametrize(
    "name", sampled(["firm.json", "firm_rich.json", "firm_unknown.json", "agency.json", "person.json"], 5)
)
def test_the_schema_in_chinese_takes_facts_in_labels(name: str) -> None:
    policy = ipdsl.load("shaoguan_2021")
    facts = json.loads((ROOT / "examples" / name).read_text(encoding="utf-8"))
    labelled = in_labels(policy.program, facts)
    chinese, english = (Draft202012Validator(policy.facts_schema(language=one)) for one in ("zh", "en"))
    Draft202012Validator.check_schema(chinese.schema)
    assert [*chinese.iter_errors(labelled)] == [] == [*english.iter_errors(facts)]
    assert not chinese.is_valid(facts)
    assert not english.is_valid(labelled)


_OF_FACTS = {"null", "none", "cannot_be_determined", "partial", "due", "CNY", "3.7%", "12,000.50"}


def _described(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("description"), str):
            yield part["description"]
        for one in part.values():
            yield from _described(one)
    elif isinstance(part, list):
        for one in part:
            yield from _described(one)


@pytest.mark.parametrize("city", ["dongyang_2021", "foshan_2020", "qingyuan_2018", "quanzhou_2021", "shaoguan_2021"])
def test_the_schema_in_chinese_says_no_english_word_but_those_of_facts(city: str) -> None:
    schema: Any = ipdsl.load(city).facts_schema(language="zh")
    said = [*_described(schema)]
    assert len(said) > 30
    for text in said:
        assert not {*re.findall(r"[A-Za-z][A-Za-z_]+", text)} - _OF_FACTS, text


def test_the_schema_says_labels(shop: ipdsl.Policy) -> None:
    schema: Any = shop.facts_schema(language="zh")
    assert schema["$defs"]["known_choice_colour"]["enum"] == ["红", "蓝", "藏青", "双色"]
    assert schema["$defs"]["record_thing"]["properties"]["颜色"]["title"] == "tint"
    assert {"并列", "名称"} <= schema["$defs"]["record_thing"]["properties"].keys()
    names = schema["properties"]["approvals"]["items"]["properties"]["clause"]["enum"]
    assert names[0] == "1.物品.制成"
    assert {"第1条", "第1条物品制成", "article 1"} < {*names}
    assert schema["properties"]["applicant"]["properties"]["kinds"]["items"]["enum"] == ["企业", "个人", "农户"]


# ---------------------------------------------------------------------------------------------- findings

PARTS_OF_FACTS = {
    "id",
    "kinds",
    "level",
    "year",
    "month",
    "rank",
    "schema",
    "matter",
    "amount",
    "item",
    "value",
    "date",
}


def _spoilt(part: Any, key: str | None = None) -> Iterator[Any]:
    """The facts with one key renamed, one value replaced or one list malformed, for every such change."""
    if isinstance(part, dict):
        for name, one in part.items():
            yield {**{k: v for k, v in part.items() if k != name}, f"{name}某": one}
            for made in _spoilt(one, name):
                yield {**part, name: made}
    elif isinstance(part, list):
        for at, one in enumerate(part):
            for made in _spoilt(one, key):
                yield [*part[:at], made, *part[at + 1 :]]
        if part and isinstance(part[0], dict):
            yield part[0]
            yield {"partial": True, "另": part}
            yield [*part, part[0]]
    elif key != "id":
        yield {"奇": "怪"}
        yield f"{part}某"


def test_findings_about_facts_in_labels_name_no_word_that_has_a_label() -> None:
    policy = ipdsl.load("shaoguan_2021")
    facts = json.loads((ROOT / "examples" / "firm_zh.json").read_text(encoding="utf-8"))
    schema = policy.program.schema
    declared = [
        *schema.applicant_declarations,
        *schema.records,
        *schema.series,
        *(w for r in schema.records for w in r.declarations),
    ]
    declared += [member for choice in schema.choices for member in choice.members]
    names = {one.name for one in declared if one.label.zh} - PARTS_OF_FACTS
    told = 0
    for spoilt in _spoilt(facts):
        try:
            read_facts(spoilt, policy.program)
        except FactsError as error:
            for finding in error.report:
                texts = finding.texts(Language.ZH)
                said = {*re.findall(r"[a-z][a-z0-9_]+", " ".join((texts.title, texts.label, texts.help)))}
                assert not said & names, texts
                told += 1
    assert told > 40
