"""An English name may have several Chinese labels. A decision uses the label of the record, choice or line."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from ipdsl import Policy, load
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.questions.answers import questions
from ipdsl.driver.questions.trace import render as traced_page, trace
from ipdsl.ir.proposal import Passage
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.conftest import ROOT
from tests.support.slow import sampled

WORDS = """\
vocabulary words "Words" "词汇"

applicant firm "企业"

choice prize "奖项" gold "金奖", silver "银奖"
choice medal "奖牌" gold "金牌", tin "锡牌"

applicant fields
  turnover "全年营业额" money fixed

record patent "专利"
  key number "专利号"
  fees "专利费" money
  place "授权地" text
  prize "奖项" prize
  decoration "奖牌" medal
  event granted "授权" on granted_on "授权日"

record course "培训"
  key certificate "证书号"
  fees "培训费" money
  place "地点" text
  decoration "等第" prize
  event granted "结业" on granted_on "结业日"
"""
ENGLISH = """\
policy town "Town" "城镇"
  document "Town 1"
  effective 2020-01-01 to 2025-12-31
  use words

article 1 "Prizes" "奖励"
  award 10% of fees to firm when patent granted and fees at least 100
    as patents "甲"
  award by prize to firm when patent granted
    as prizes "乙"
    gold: 77
    silver: 33
  award by decoration to firm when patent granted
    as medals "丙"
    gold: 5
    tin: 3
  award 10% of fees to firm when course granted and fees at least 100
    as courses "丁"
  award by fees to firm when course granted
    as marks "戊"
    at least 200: 5
    otherwise: 1
  award 5 to firm when course granted and decoration is gold
    as best "己"
  award by fees to firm when patent granted
    as sizes "庚"
    at least 200: 6
    otherwise: 2
  award 7 to firm when patent granted and decoration is gold and prize is silver
    as both "辛"
"""
FACTS = {
    "applicant": {"id": "F1", "kinds": ["firm"], "turnover": 1},
    "records": {
        "patent": [
            {"number": "gold", "fees": 50, "place": "granted", "prize": "gold", "decoration": "gold",
             "granted_on": "2022-01-01"}
        ],
        "course": [
            {"certificate": "fees", "fees": 60, "place": "gold", "decoration": "silver", "granted_on": "2022-02-01"}
        ],
    },
    "history": [],
    "support": [],
}  # fmt: skip


@pytest.fixture(params=Surface)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Policy:
    """The policy from a page in English, and from the same page in Chinese."""
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    path = tmp_path / "town.ipp"
    path.write_text(ENGLISH, encoding="utf-8")
    if request.param is Surface.CHINESE:
        made = Compilation.from_file(path)
        assert made.page is not None
        assert made.words is not None
        path.write_text(format_page(replace_names(made.page, made.words), to=Surface.CHINESE), encoding="utf-8")
    return load(path)


def test_a_decision_uses_the_label_of_the_record_and_of_the_choice(town: Policy) -> None:
    decision = town.evaluate(FACTS)
    tell = localizer_of(town.program, Language.ZH)
    said = {claim.label: (tell.why(claim), tell.names.sentence(claim.row, claim.passage)) for claim in decision.claims}
    assert said == {
        "patents": ("未满足的条件：专利费 不低于 100（专利费 50.00）", ""),
        "prizes": ("", "金奖"),
        "medals": ("", "金牌"),
        "courses": ("未满足的条件：培训费 不低于 100（培训费 60.00）", ""),
        "marks": ("", "其余"),
        "best": ("未满足的条件：等第 为 金奖（等第 银奖）", ""),
        "sizes": ("", "其余"),
        "both": ("未满足的条件：奖项 为 银奖（奖项 金奖）", ""),
    }
    page = render(decision, with_all=True, localize=tell)
    assert "金奖（2022年）" not in page  # the number of the patent is `gold`, and numbers are not translated
    assert "fees（2022年）" in page


def test_a_trace_uses_the_label_of_the_choice(town: Policy) -> None:
    decision, tell = town.evaluate(FACTS), localizer_of(town.program, Language.ZH)
    facts = town.read_facts(FACTS)
    by_label = {claim.label: claim for claim in decision.claims}
    pages = {
        label: traced_page(decision, [trace(town, facts, by_label[label], tell)], town.sources, tell)
        for label in ("medals", "best")
    }
    assert "奖项 金奖" in pages["medals"]
    assert "奖牌 金牌" in pages["medals"]
    assert "授权地 granted" in pages["medals"]
    assert "等第 银奖" in pages["best"]
    assert "地点 gold" in pages["best"]


def test_a_question_names_the_members_of_its_own_choice(town: Policy) -> None:
    open_: dict[str, Any] = copy.deepcopy(FACTS)
    del open_["records"]["patent"][0]["decoration"], open_["records"]["course"][0]["decoration"]
    tell = localizer_of(town.program, Language.ZH)
    asked = questions(town, town.evaluate(open_))
    assert {question.ref.kind: tell.phrase(question.answer) for question in asked if question.ref.field} == {
        "patent": "下列之一：金牌、锡牌", "course": "下列之一：金奖、银奖",
    }  # fmt: skip


@settings(max_examples=min(15, settings.default.max_examples), deadline=None)
@given(st.data())
def test_each_kind_keeps_its_own_labels(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Several kinds share a field. Its label differs by kind, and each kind has one condition."""
    labels = data.draw(st.lists(st.sampled_from([*"甲乙丙丁戊己庚辛壬癸"]), min_size=2, max_size=5, unique=True))
    kinds = [f"kind_{number}" for number in range(len(labels))]
    condition = data.draw(st.sampled_from(["fees at least 100", "fees less than 10", "fees at least 100 and listed"]))
    words = 'vocabulary words "Words"\n\napplicant firm "企业"\n'
    page = 'policy town "Town"\n  effective 2020-01-01 to 2025-12-31\n  use words\n\narticle 1 "Fees"\n'
    for kind, label in zip(kinds, labels, strict=True):
        words += (
            f'\nrecord {kind} "{label}类"\n  key number "{label}号"\n  fees "{label}费" money\n'
            f'  listed "{label}册" yes/no\n  event granted on granted_on "{label}日"\n'
        )
    for kind in data.draw(st.permutations(kinds)):
        page += f"  award 5 to firm when {kind} granted and {condition}\n"
    folder = tmp_path_factory.mktemp("kinds")
    (folder / "words.ipp").write_text(words, encoding="utf-8")
    (folder / "town.ipp").write_text(page, encoding="utf-8")
    town = load(folder / "town.ipp")
    one = {"number": "1", "fees": 50, "listed": False, "granted_on": "2022-01-01"}
    decision = town.evaluate({"applicant": {"id": "F", "kinds": ["firm"]}, "records": {kind: [one] for kind in kinds}})
    tell = localizer_of(town.program, Language.ZH)
    assert len(decision.claims) == len(kinds)
    for claim in decision.claims:
        own = labels[kinds.index(claim.kind)]
        assert {*tell.why(claim)} & {*labels} == {own}


@pytest.mark.broad
@pytest.mark.parametrize("folder", ["policies", "policies/zh"])
@pytest.mark.parametrize(
    "city",
    sampled(["dongyang_2021", "foshan_2020", "qingyuan_2018", "quanzhou_2021", "shaoguan_2021"], 3, others="broad"),
)
def test_conditions_of_the_cities_use_the_labels_of_their_records(city: str, folder: str) -> None:
    program = load(str(ROOT / folder / f"{city}.ipp")).program
    names, compared = localizer_of(program, Language.ZH).names, 0
    for clause in program.clauses:
        for gate in (*clause.gates, *clause.picks):
            said = names.sentence(gate.text, Passage(clause.trigger.record, clause.span.line))
            written = re.findall(r"\w+", gate.text)
            labels = [names.name(word, clause.trigger.record) for word in gate.words if word in written]
            missing = [label for label in labels if not label.isascii() and label not in said]
            assert not missing, (clause.label, gate.text, said)
            compared += len(labels)
    assert compared
