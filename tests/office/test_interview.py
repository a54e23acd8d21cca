"""The interview: it leads from no facts to facts that can be settled, and keeps every answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.base.values.money import Money
from ipdsl.driver.questions.answers import Question
from ipdsl.ir.facts import FactRef
from ipdsl.office.errors import CountExpected, KeyExpected, NotAChoice
from ipdsl.office.interview import InterviewSession, InterviewSteps, question_to_bureau
from ipdsl.report.localizer import localizer_of
from ipdsl.wording.labels import Labels
from tests.conftest import ROOT
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.cli import Ran, run
from tests.support.golden import check_golden
from tests.support.office.dialogs import talk
from tests.support.slow import sampled

TEA = ipdsl.load_text("award 200000 once to enterprise when geo_indication_product new")


def test_from_nothing_to_a_sum() -> None:
    facts, person = talk(["enterprise", "1", "tea", "2022-05-01"], TEA)
    assert facts == {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2022-05-01"}]},
    }
    assert TEA.evaluate(facts).total.minor == 20_000_000
    assert any("200,000.00" in line for line in person.said)


def test_what_is_not_settled_is_never_called_nothing() -> None:
    _, person = talk(["enterprise"], TEA)
    assert "not settled yet" in "\n".join(person.said)
    assert " 0.00" not in "\n".join(person.said)


def test_none_is_an_answer_and_settles_it() -> None:
    facts, person = talk(["1", "none"], TEA)
    assert facts["records"] == {"geo_indication_product": []}
    assert "Total due" in person.said[-1] or any("0.00" in line for line in person.said)


def test_every_answer_is_kept_before_the_next_question() -> None:
    _, person = talk(["enterprise", "2", "tea", "oil", "2022-05-01"], TEA)
    listed = [facts.get("records", {}).get("geo_indication_product", []) for facts in person.kept]
    tea, oil = {"product": "tea"}, {"product": "oil"}
    assert listed[-3:] == [
        {"partial": True, "items": [tea]}, [tea, oil], [tea, {**oil, "recognised_on": "2022-05-01"}]
    ], "the list is whole as soon as all its records are named"  # fmt: skip


def test_who_goes_on_is_asked_how_many_more_there_are() -> None:
    _, person = talk(["enterprise", "2", "tea"], TEA)
    facts, again = talk(["none", "2022-05-01"], TEA, begun=person.kept[-1])
    assert any("how many more" in line for line in again.said)
    assert facts["records"]["geo_indication_product"] == [{"product": "tea", "recognised_on": "2022-05-01"}]


@pytest.mark.parametrize(
    ("names", "en", "zh"),
    [
        (["tea"], "1 of 3 named, so the list is kept as incomplete; still to be stated",
         "共3个，已写明1个，清单按不完整保存；继续问答时还须填写其余2个"),
        ([], "0 of 3 named, so the list is kept as incomplete; still to be stated",
         "共3个，已写明0个，清单按不完整保存；继续问答时还须填写其余3个"),
        (["tea", "oil", "ginger"], "", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", Language)
def test_who_stops_before_all_records_have_a_name_is_told_what_is_kept(
    names: list[str], en: str, zh: str, language: Language
) -> None:
    facts, person = talk(["enterprise", "3", *names, "q"], TEA, language=language)
    said, text = " ".join(person.said), en if language is Language.EN else zh
    assert text in said
    assert ("incomplete" in said or "不完整" in said) is bool(text)
    _, again = talk(["2", "q"], TEA, language=language, begun=facts)
    asked = " ".join(again.said)
    assert ("how many more are there" in asked or "另外还有几个" in asked) is (names == ["tea"])
    assert ("how many of" in asked or "共有几个" in asked) is (names == [])


def test_the_number_of_records_is_not_asked_again_after_all_are_named() -> None:
    facts, person = talk(["enterprise", "2", "tea", "oil", "q"], TEA)
    due = [line for line in person.said if line.startswith("Total due")]
    assert due[-1].endswith("at most: 400,000.00")
    assert TEA.evaluate(facts).due.high == Money(40_000_000, "CNY")
    _, again = talk(["2022-05-01", "2022-06-01", ""], TEA, begun=facts)
    assert not any("how many" in line for line in again.said)


@pytest.mark.parametrize("text", sampled([
    "99999999999999999999", "9" * 19, "1,000,000,000,000,000,000,000", "１２３４５６７８９０１２３４５６７８９０",
    "enterprise", "1001", "-1", "1.5", "2元", "2 CNY", "错", "×", "f", "false", "cannot", "无法确定", ";", "，",
], 4, others="broad"))  # fmt: skip
@pytest.mark.parametrize("language", Language)
def test_an_answer_that_is_no_number_of_records_is_refused_and_asked_again(text: str, language: Language) -> None:
    facts, person = talk(["enterprise", text, "1", "tea", "2022-05-01"], TEA, language=language)
    assert " ".join(person.said).count("U121") == 1
    assert facts["records"]["geo_indication_product"] == [{"product": "tea", "recognised_on": "2022-05-01"}]
    begun = {**facts, "records": {"geo_indication_product": {"partial": True, "items": [{"product": "tea"}]}}}
    more, _ = talk([text, "1", "oil", "q"], TEA, language=language, begun=begun)
    assert more["records"]["geo_indication_product"] == [{"product": "tea"}, {"product": "oil"}]


@pytest.mark.parametrize("text", ["0", "０", "〇", "none", "None", "无", "没有", "no", "否", "0个"])
def test_words_for_none_are_a_number_of_records(text: str) -> None:
    assert talk(["enterprise", text], TEA)[0]["records"] == {"geo_indication_product": []}


@pytest.mark.parametrize("text", [",", "；", "/", "、、"])
def test_separators_alone_are_no_list_of_kinds_and_no_empty_list(text: str) -> None:
    facts, person = talk([text, "enterprise"], TEA)
    assert any("[U120]" in line for line in person.said)
    assert facts["applicant"]["kinds"] == ["enterprise"]


def test_back_takes_an_answer_away_and_the_list_shows_what_stands() -> None:
    facts, person = talk(["enterprise", "1", "coffee", "back", "tea", "list", "2022-05-01"], TEA)
    assert facts["records"]["geo_indication_product"][0]["product"] == "tea"
    assert not any(line.startswith("  3. ") and "coffee" in line for line in person.said)
    assert any("3. geo indication product 1 of 1" in line and "tea" in line for line in person.said)
    assert any("first question" in line for line in talk(["back"], TEA)[1].said)


def test_a_question_is_explained_by_its_definition_and_the_sentence_that_asks() -> None:
    _, person = talk(["enterprise", "?"], TEA)
    assert any("award 200000 once to enterprise" in line for line in person.said)


def test_a_question_may_be_passed_over_and_is_not_asked_again() -> None:
    facts, person = talk(["enterprise", "", ""], TEA)
    assert "records" not in facts
    assert sum("how many" in line for line in person.said) == 2, "once, and in the list at the end"


def test_the_review_goes_back_to_a_question() -> None:
    facts, _ = talk(["enterprise", "1", "tea", "2022-05-01", "3", "oil", "4", "2022-06-01", ""], TEA)
    assert facts["records"]["geo_indication_product"] == [{"product": "oil", "recognised_on": "2022-06-01"}]


def test_answers_in_chinese() -> None:
    shaoguan = policy_of("shaoguan_2021")
    facts, person = talk(["企业", "返回", "企业", "？"], shaoguan, language=Language.ZH)
    assert facts["applicant"]["kinds"] == ["enterprise"]
    assert any("尚未结算" in line for line in person.said)


@pytest.mark.parametrize("name", sampled(CITIES, 5))
def test_who_answers_all_that_is_asked_is_settled(name: str) -> None:
    """A firm of a city answers from its facts. All other questions are answered with none or no."""
    policy = policy_of(CITIES[name].page)
    [firm] = drawn(name, 3, 1)
    person = _Firm(firm)
    steps = InterviewSteps([policy], lambda one, facts: one.evaluate(facts), is_begun=False)
    talk = InterviewSession(steps, {"applicant": {"id": "F1"}, "as_of": firm.get("as_of", "2024-12-31")}, person.read,
                person.say, lambda _: True, localizer_of(policy.program, Language.EN))  # fmt: skip
    person.ask = lambda: steps.next_step(talk.stated, talk.skipped_keys)
    facts = talk.run()
    assert person.asked < 400
    policy.read_facts(facts)
    assert not [one for one in policy.evaluate(facts).missing if one.ref.group in ("applicant", "record", "records")]


class _Firm:
    """Answers questions by the key of the step: from the facts, or else with none or no."""

    ask: Any

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts, self.asked, self.refused = facts, 0, False
        self._again: Iterator[str] = iter(())

    def say(self, line: str) -> None:
        self.refused = self.refused or "not taken" in line

    def read(self) -> str | None:
        self.asked += 1
        step = self.ask()
        if step is None or self.asked > 500:
            return None
        if not self.refused:
            self._again = iter(("none", "no", "1", "2022-03-01", "100", "1"))
        self.refused = False
        if step.key == "kinds":
            return str(self.facts["applicant"]["kinds"][0])
        if step.key.startswith("records.") and step.key.endswith("]") is False and "[" not in step.key:
            return "1" if step.key.partition(".")[2] in self.facts["records"] else "none"
        if step.is_required:
            return "1" if step.members else next(self._again, "A")
        return next(self._again, "")


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(CITIES, 5))
def test_all_that_is_asked_in_chinese_is_chinese(name: str) -> None:
    """Under two policies: sentences and labels of the second policy are in Chinese too."""
    policies = [policy_of("qingyuan_2018" if name == "shaoguan" else "shaoguan_2021"), policy_of(CITIES[name].page)]
    [firm] = drawn(name, 3, 1)
    person, tell = _Firm(firm), localizer_of(policies[0].program, Language.ZH)
    steps = InterviewSteps(policies, lambda one, facts: one.evaluate(facts), is_begun=False)
    talk = InterviewSession(steps, {"applicant": {"id": "F1"}, "as_of": firm.get("as_of", "2024-12-31")}, person.read,
                person.say, lambda _: True, tell)  # fmt: skip
    english: dict[str, None] = {}

    def asked() -> Any:
        step = steps.next_step(talk.stated, talk.skipped_keys)
        if step is not None:
            every = [step.question, step.answer, step.worth, *step.about, *(said for _, said in step.members)]
            said = [tell.phrase(one) if isinstance(one, Phrase) else str(one) for one in every]
            english.update(dict.fromkeys(line for line in said if _ENGLISH.search(line)))
        return step

    person.ask = asked
    talk.run()
    assert person.asked > 20
    assert not [*english]


@pytest.mark.parametrize(
    ("ref", "en", "zh"),
    [
        (FactRef("rank", "", "", "works_registered", 2021),
         "Which place has the applicant by works registered in the published ranking of 2021?",
         "公布的2021年“作品登记量”排名中，申请人名列第几？"),
        (FactRef("approval", "7.works_registered", "A"),
         "Which sum does the bureau set for article 7, works registered, A?",
         "主管机关为“第7条作品登记量”A核定的金额是多少？"),
        (FactRef("left", "cap 5", "A", "", 2022), 'How much is left of "cap 5" for A in 2022?',
         "2022年“cap 5”（A）还剩多少？"),
        (FactRef("series", "lpr", "2022-03-01"), "What was lpr on 2022-03-01?", "“lpr”在2022年3月1日是多少？"),
        (FactRef("figure", "", "", "works_registered", 2021), "works registered of 2021?", "2021年的“作品登记量”？"),
        (FactRef("history", "", "A", "family"), "A family (history[A].keys.family)?",
         "A family（history[A].keys.同族）？"),
    ],
)  # fmt: skip
def test_what_others_set_and_publish_is_asked_in_words(ref: FactRef, en: str, zh: str) -> None:
    question = Question(ref, ref.path, "A family" if ref.group == "history" else "", Phrase("", ""), None, ())
    asks = question_to_bureau(question, Labels(policy_of("quanzhou_2021").program))
    assert (asks.text(), asks.text(Language.ZH)) == (en, zh)


def test_an_answer_that_is_refused_is_told_by_its_label() -> None:
    _, person = talk(["企业", "1", "A", "大概"], policy_of("shaoguan_2021"), language=Language.ZH)
    assert not [line for line in person.said if "不能采用" in line and _ENGLISH.search(line)]


_ENGLISH = re.compile(r"[a-z]+_[a-z]|(?<![A-Za-z`])[a-z]{3,}")


# ---------------------------------------------------------------------------------------------- terminal


def ask(*words: str, stdin: str) -> Ran:
    return run("ask", *words, "--fail-on", "undetermined", stdin=stdin)


def test_several_policies_are_asked_about_at_once(tmp_path: Path) -> None:
    out = tmp_path / "facts.json"
    ran = ask("shaoguan_2021", "dongyang_2021", "--facts-out", str(out), stdin="enterprise\n1\nA\nq\n")
    assert ran.code == 3, ran.both
    assert ran.err.count("Which kind of applicant") == 1
    assert "shaoguan_2021: " in ran.err
    assert "dongyang_2021: " in ran.err
    assert json.loads(out.read_text())["applicant"]["kinds"] == ["enterprise"]


@pytest.mark.parametrize("name", ["facts.json", "facts.xlsx"])
def test_an_interview_is_kept_and_gone_on_with(tmp_path: Path, name: str) -> None:
    page, out = tmp_path / "tea.ipp", tmp_path / name
    page.write_text("award 200000 once to enterprise when geo_indication_product new\n")
    first = ask(str(page), "--facts-out", str(out), stdin="enterprise\n1\ntea\nq\n")
    assert first.code == 3
    then = ask(str(page), "--facts-out", str(out), stdin="2022-05-01\n\n")
    assert "continuing from" in then.err
    assert then.code == 0, then.both
    assert "200,000.00" in run("eval", page, "--full", "--facts", out).out


@pytest.mark.parametrize("name", ["facts.json", "facts.xlsx"])
@pytest.mark.parametrize("back", sampled(["back\nq\n", "back\nback\nq\n", "1\nback\nback\nq\n"], 2, others="broad"))
def test_an_interview_goes_back_to_before_its_first_answer_and_on_again(tmp_path: Path, name: str, back: str) -> None:
    page, out = tmp_path / "tea.ipp", tmp_path / name
    page.write_text("award 200000 once to enterprise when geo_indication_product new\n")
    first = ask(str(page), "--facts-out", str(out), stdin=f"enterprise\n{back}")
    assert (first.code, "Nothing was settled" in first.out) == (3, True), first.both
    then = ask(str(page), "--facts-out", str(out), stdin="enterprise\n1\ntea\n2022-05-01\n\n")
    assert then.code == 0, then.both
    assert "200,000.00" in run("eval", page, "--full", "--facts", out).out


def test_who_stops_at_once_has_settled_nothing(tmp_path: Path) -> None:
    ran = ask("shaoguan_2021", stdin="q\n")
    assert ran.code == 3
    assert "Nothing was settled" in ran.out


def test_an_answer_that_cannot_be_kept_ends_the_interview() -> None:
    ran = ask("shaoguan_2021", "--facts-out", "/proc/facts.json", stdin="enterprise\n1\nA\n")
    assert "error[U013]" in ran.err
    assert ran.err.count("how many") == 0


@pytest.mark.parametrize(("name", "told"), [("no/facts.json", "does not exist"), ("facts.docx", "facts.xlsx")])
def test_where_answers_cannot_be_kept_nothing_is_asked(name: str, told: str, tmp_path: Path) -> None:
    ran = ask("shaoguan_2021", "--facts-out", str(tmp_path / name), stdin="enterprise\n1\nA\n")
    assert ran.code == 2
    assert told in ran.err
    assert "kind of applicant" not in ran.err


def test_a_workbook_that_is_half_filled_is_asked_about(tmp_path: Path) -> None:
    out, begun = tmp_path / "all.json", tmp_path / "half.xlsx"
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"technology_contract": [{"contract": "A"}]},
    }
    (tmp_path / "half.json").write_text(json.dumps(facts))
    assert run("template", "shaoguan_2021", "-o", begun, "--facts", tmp_path / "half.json").code == 0
    ran = ask(
        "shaoguan_2021",
        "--facts",
        str(begun),
        "--interactive",
        "--facts-out",
        str(out),
        stdin="yes\n2022-03-01\n300万\nq\n",
    )
    assert "technology contract A" in ran.err
    [contract] = json.loads(out.read_text())["records"]["technology_contract"]
    assert contract == {"contract": "A", "recorded_on": "2022-03-01", "amount": 3000000}


def test_fields_are_asked_for_in_the_order_of_the_vocabulary_and_places_before_balances(tmp_path: Path) -> None:
    days = ("2024-02-01", "2024-03-20", "2018-05-01", "2024-02-10")
    answers = "1 1 A1 {} {} 100 air_source 8 yes yes no {} no Acme {} none 8000".format(*days).replace(" ", "\n")
    ran = ask("policies/gallery/boiler_upgrade.ipp", "--interactive", stdin=f"{answers}\n\n")
    asked = [line for line in ran.err.splitlines() if line.endswith("?")]
    assert "Total due: 7,500.00" in ran.err
    assert not [line for line in asked if "rural" in line or "gas grid" in line]  # only for a biomass boiler
    assert [line.partition(": ")[2] for line in asked[3:7]] == ["received on?", "redeemed on?", "property?", "system?"]
    places = ran.err.index("How many places under")
    assert ran.err.index("other public grant?") < places < ran.err.index("How much is left of")


def test_what_is_told_of_an_answer_in_words(update_golden: bool) -> None:
    findings = Report(
        [
            NotAChoice(found="blue", words=Phrase("red", "红")), CountExpected(found="many", times="1000"),
            KeyExpected(field="contract"),
        ]
    )  # fmt: skip
    told = "\n\n".join(render(findings, Sources(), language=language) for language in Language)
    check_golden(ROOT / "tests" / "golden" / "tables" / "interview_findings.txt", f"{told}\n", update_golden)
