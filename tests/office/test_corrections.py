"""Words of the interview as answers, and corrections: each answer that was not dropped is in the facts."""

from __future__ import annotations

import copy
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.library import Policy
from ipdsl.office import interview
from ipdsl.office.interview import InterviewSession, InterviewSteps
from ipdsl.report.localizer import localizer_of
from tests.support.cli import run
from tests.support.office.dialogs import NOTHING, PAGE, WORDS, talk

LOAN = {"contract": "A", "drawn_on": "2022-03-01", "sum": "1000", "rate": "5%"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrections")
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    for name, award in (("demo", "rate of sum"), ("approved", "up to 5000")):
        (folder / f"{name}.ipp").write_text(PAGE.format(award=award), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def policy(folder: Path) -> Policy:
    return ipdsl.load(folder / "demo.ipp")


def loans(facts: dict[str, Any]) -> list[dict[str, Any]]:
    listing = facts["records"]["loan"]
    return list(listing["items"] if isinstance(listing, dict) else listing)


# ---------------------------------------------------------------------------------------------- words as answers


@pytest.mark.parametrize("name", ["B", "b", "L", "l", "exit", "清"])
def test_letters_are_answers(policy: Policy, name: str) -> None:
    facts, _ = talk(["firm", "2", "A", name], policy)
    assert [loan["contract"] for loan in loans(facts)] == ["A", name]


@pytest.mark.parametrize("word", ["back", "Back", "list", "q", "Q", "quit", "?", "返回", "清单", "退出", "？"])
@pytest.mark.parametrize("quotes", ['""', "“”", "「」"])
def test_a_word_in_quotation_marks_is_the_answer(policy: Policy, word: str, quotes: str) -> None:
    facts, _ = talk(["firm", "1", f"{quotes[0]}{word}{quotes[1]}"], policy)
    assert loans(facts) == [{"contract": word}]


@pytest.mark.parametrize("word", ["none", "无", "unknown", "cannot"])
def test_a_name_that_names_nothing_is_refused_in_quotation_marks_too(policy: Policy, word: str) -> None:
    facts, person = talk(["firm", "1", f'"{word}"', "A"], policy)
    assert any("not taken" in line for line in person.said)
    assert loans(facts) == [{"contract": "A"}]


@pytest.mark.parametrize(("answer", "name"), [('""B""', '"B"'), ("“A”和“B”", "“A”和“B”"), ('"A', '"A'), ('"1"', "1")])
def test_quotation_marks_are_removed_once_and_only_around_the_whole_answer(
    policy: Policy, answer: str, name: str
) -> None:
    assert loans(talk(["firm", "1", answer], policy)[0]) == [{"contract": name}]


def test_quotation_marks_around_a_sum_or_a_day_are_removed(policy: Policy) -> None:
    facts, _ = talk(["firm", "1", "A", '"2022-03-01"', '"1000"', "“5%”"], policy)
    assert loans(facts) == [LOAN]


@pytest.mark.parametrize(("word", "language"), [("list", Language.EN), ("q", Language.EN), ("返回", Language.ZH)])
def test_a_word_that_may_be_the_answer_is_reported(policy: Policy, word: str, language: Language) -> None:
    _, person = talk(["firm", "1", word], policy, language=language)
    notes = [line for line in person.said if f'"{word}"' in line or f"“{word}”" in line]
    assert len(notes) > 1 or notes[0].lstrip().startswith(("`", "“"))
    _, person = talk(["firm", word], policy)
    assert not [line for line in person.said if "word of the interview" in line], "a number is no word"


@pytest.mark.broad
@pytest.mark.parametrize("name", ["facts.json", "facts.xlsx"])
@pytest.mark.parametrize("word", ["back", "q", "清单", "B"])
def test_a_word_as_a_name_is_saved_and_read_again(folder: Path, tmp_path: Path, word: str, name: str) -> None:
    out = tmp_path / name
    ran = run(
        "ask", folder / "demo.ipp", "--facts-out", out, stdin=f'firm\n1\n"{word}"\n2022-03-01\n1000\n5%\nnone\n\n'
    )
    assert "Total due" in ran.both
    assert f"{word}" in run("eval", folder / "demo.ipp", "--facts", out).out
    assert "50.00" in run("eval", folder / "demo.ipp", "--facts", out).out


# ---------------------------------------------------------------------------------------------- corrections

ANSWERS = ["firm", "1", "A", "2022-03-01", "1000", "5%", "1", "P", "2022-05-01", "200"]


def place(person: Any, words: str) -> str:
    """The number of a question in the last list of answers."""
    numbered = [line for line in person.said if words in line and re.match(r" +\d+\. ", line)]
    return numbered[-1].split(".")[0].strip()


def test_a_changed_name_keeps_the_rest(policy: Policy) -> None:
    facts, person = talk(ANSWERS, policy)
    at = place(person, "contract?")
    corrected, _ = talk([*ANSWERS, at, "B", ""], policy)
    expected = copy.deepcopy(facts)
    expected["records"]["loan"][0]["contract"] = "B"
    assert corrected == expected
    twice, _ = talk([*ANSWERS, at, "B", place(person, "sum (CNY)?"), "3000", at, "C", ""], policy)
    assert loans(twice) == [LOAN | {"contract": "C", "sum": "3000"}]


@pytest.mark.parametrize("answer", ["", "back"])
def test_a_correction_that_is_left_changes_nothing(policy: Policy, answer: str) -> None:
    facts, person = talk(ANSWERS, policy)
    assert talk([*ANSWERS, place(person, "contract?"), answer, ""], policy)[0] == facts


def test_a_refused_correction_changes_nothing_and_is_asked_again(policy: Policy) -> None:
    _, person = talk(ANSWERS, policy)
    corrected, again = talk([*ANSWERS, place(person, "drawn on?"), "soon", "2022-04-01", ""], policy)
    assert any("not taken" in line for line in again.said)
    assert loans(corrected) == [LOAN | {"drawn_on": "2022-04-01"}]


def test_more_records_are_asked_for_and_fewer_are_confirmed(policy: Policy) -> None:
    second = ["B", "2022-04-01", "2000", "6%"]
    _, person = talk(ANSWERS, policy)
    at = place(person, "how many of loan")
    more, _ = talk([*ANSWERS, at, "2", *second, ""], policy)
    assert loans(more)[0] == LOAN
    assert [loan["contract"] for loan in loans(more)] == ["A", "B"]
    assert len(more["records"]["patent"]) == 1
    fewer, said = talk([*ANSWERS, at, "2", *second, at, "1", "", ""], policy)
    assert loans(fewer) == [LOAN]
    assert any("drops the answers" in line for line in said.said)
    kept, _ = talk([*ANSWERS, at, "2", *second, at, "1", "back", ""], policy)
    assert kept == more


@pytest.mark.parametrize("ends", [["q"], []], ids=["stopped", "end of input"])
def test_a_correction_that_is_not_finished_leaves_the_saved_answers(
    folder: Path, tmp_path: Path, ends: list[str]
) -> None:
    _, person = talk(ANSWERS, ipdsl.load(folder / "demo.ipp"))
    for at in (place(person, "how many of loan"), place(person, "sum (CNY)?")):
        out = tmp_path / f"{at}.json"
        run("ask", folder / "demo.ipp", "--facts-out", out, stdin="\n".join([*ANSWERS, at, *ends]) + "\n")
        saved = json.loads(out.read_text("utf-8"))
        assert saved["records"]["loan"] == [LOAN | {"sum": 1000}]
        assert run("eval", folder / "demo.ipp", "--facts", out).code == 0


@pytest.mark.parametrize("answer", ["y", "n", "drop", "0", "是"])
def test_only_the_named_answers_decide_whether_answers_are_dropped(policy: Policy, answer: str) -> None:
    second = ["B", "2022-04-01", "2000", "6%"]
    at = place(talk(ANSWERS, policy)[1], "how many of loan")
    fewer, person = talk([*ANSWERS, at, "2", *second, at, "1", answer, "", ""], policy)
    assert loans(fewer) == [LOAN]
    assert sum(line.startswith("enter: drop") for line in person.said) == 2
    kept, _ = talk([*ANSWERS, at, "2", *second, at, "1", answer, "返回", ""], policy)
    assert len(loans(kept)) == 2


@pytest.mark.parametrize("ends", [["q", "q"], []], ids=["stopped", "end of input"])
def test_the_end_of_an_interview_drops_no_answers(policy: Policy, ends: list[str]) -> None:
    second = ["B", "2022-04-01", "2000", "6%"]
    at = place(talk(ANSWERS, policy)[1], "how many of loan")
    assert len(loans(talk([*ANSWERS, at, "2", *second, at, "1", *ends], policy)[0])) == 2


def test_an_open_answer_is_stated_later_and_an_answer_is_opened(policy: Policy) -> None:
    answers = [*ANSWERS[:5], "", *ANSWERS[6:]]
    facts, person = talk(answers, policy)
    assert "rate" not in loans(facts)[0]
    at = place(person, "rate?")
    assert loans(talk([*answers, at, "5%", ""], policy)[0]) == [LOAN]
    assert loans(talk([*ANSWERS, at, "unknown", ""], policy)[0]) == loans(facts)


def test_an_approval_is_asked_for_again_under_the_new_name(folder: Path) -> None:
    policy = ipdsl.load(folder / "approved.ipp")
    answers = ["firm", "none", "1", "A", "2022-03-01", "4000"]
    facts, person = talk(answers, policy)
    assert facts["approvals"][0]["item"] == "A", person.said
    corrected, again = talk([*answers, place(person, "contract?"), "B", "", "3000", ""], policy)
    assert any("drops the answers" in line for line in again.said)
    assert [(line["item"], line["amount"]) for line in corrected["approvals"]] == [("B", "3000")]


def test_a_withdrawn_answer_is_named(policy: Policy) -> None:
    _, person = talk(["firm", "1", "A", "back"], policy)
    assert any("withdrawn: A" in line for line in person.said)


@pytest.mark.parametrize("answer", ["无", "none", "无法确定"])
def test_no_cut_off_day_leaves_it_open(answer: str) -> None:
    policy = ipdsl.load_text(
        "language 4\n"
        "award by increase of cases_handled over last year to patent_agency each year\n  at least 300: 50000"
    )
    facts, person = talk(["patent_agency", answer], policy)
    assert facts.get("as_of") is None
    assert any("the day that is assumed" in line for line in person.said)
    assert not any("not taken" in line for line in person.said)


class Dialog:
    """A person with random answers and corrections. `model` has each answer by its key, as it should be in the end."""

    def __init__(self, policy: Policy, seed: int) -> None:
        self.random, self.model, self.corrections = random.Random(seed), dict[str, str](), 0
        steps = InterviewSteps([policy], lambda one, facts: one.evaluate(facts), is_begun=False)
        tell = localizer_of(policy.program, Language.EN)
        self.session = InterviewSession(steps, copy.deepcopy(NOTHING), self.read, self.hear, self.keep, tell)
        self.is_review, self.saved, self.names = False, dict[str, Any](), iter(f"N{number}" for number in range(99))
        self.last_key, self.is_drop, self.drops = "", False, list[str]()

    def hear(self, line: str) -> None:
        self.is_review, self.is_drop = line.startswith("enter: done"), line.startswith("enter: drop")
        assert "not taken" not in line

    def keep(self, facts: dict[str, Any]) -> bool:
        self.saved = json.loads(json.dumps(facts, default=str))
        return True

    def read(self) -> str:
        session = self.session
        if self.is_review:
            self.corrections += 1
            return "" if self.corrections > 4 else str(self.random.randint(2, len(session.answers)))
        if self.is_drop:
            self.drops.append(self.last_key)
            return ""
        if session.correcting is None:
            step = session.steps.next_step(session.stated, session.skipped_keys)
        else:
            step = session.answers[session.correcting][0]
        assert step is not None
        self.last_key, text = step.key, self.answer(step.key)
        self.model[step.key] = text
        if step.key.count(".") == 1 and "[" not in step.key:
            self.model = {key: said for key, said in self.model.items()
                          if not key.startswith(f"{step.key}[") or int(key.split("[")[1][0]) < int(text)}  # fmt: skip
        return text

    def answer(self, key: str) -> str:
        name = key.rpartition(".")[2]
        match name:
            case "kinds":
                return "firm"
            case "contract" | "number":
                return next(self.names)
            case "drawn_on" | "granted_on":
                return f"202{self.random.randint(2, 5)}-0{self.random.randint(1, 9)}-01"
            case "sum" | "fees":
                return str(self.random.randint(1, 9) * 1000)
            case "rate":
                return f"{self.random.randint(1, 9)}%"
            case _:
                return str(self.random.randint(0, 2))

    def lost(self, facts: dict[str, Any]) -> list[str]:
        """The answers of the model that are not in the facts."""
        lost = [key for key in self.drops if "[" in key]  # only a smaller number of records drops answers
        for key, text in self.model.items():
            if match := re.fullmatch(r"records\.(\w+)\[(\d)\]\.(\w+)", key):
                value = facts["records"][match[1]][int(match[2])].get(match[3], "")
                lost += [key] if value != text else []
        return lost


@pytest.mark.parametrize("seed", range(8))
def test_law_each_answer_that_was_not_dropped_is_in_the_facts(policy: Policy, seed: int) -> None:
    dialog = Dialog(policy, seed)
    facts = dialog.session.run()
    assert dialog.lost(facts) == []
    assert dialog.saved == json.loads(json.dumps(facts, default=str))


@pytest.mark.broad
def test_the_law_finds_a_correction_that_forgets_the_later_answers(
    policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interview, "carry_over", lambda before, after, corrected: corrected)
    lost = []
    for seed in range(8):
        dialog = Dialog(policy, seed)
        lost += dialog.lost(dialog.session.run())
    assert lost


def test_lines_added_later_are_kept_after_a_corrected_line() -> None:
    before, after, corrected = [{"item": "A"}], [{"item": "A"}, {"item": "B"}], [{"item": "C"}]
    assert interview.carry_over(before, after, corrected) == [{"item": "C"}, {"item": "B"}]
