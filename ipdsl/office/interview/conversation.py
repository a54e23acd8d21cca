"""Run an interview: show a question, read the answer, and save the facts before the next question.

`read` returns a line without its end, or `None` at the end of input. `say` shows lines. `keep` writes the facts. With
other functions, the same interview runs in a terminal, through a pipe or in a test.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import LocalizedName, MessageValue, Phrase, join_phrases
from ipdsl.base.values import written_values
from ipdsl.driver.questions import missing_facts
from ipdsl.facts.cohort import with_path
from ipdsl.facts.errors.problems import FactsError
from ipdsl.office.interview.questions import InterviewStep, InterviewSteps, Stated, facts_to_keep
from ipdsl.report.localizer import Localizer
from ipdsl.report.text_layout import wrap

EXPLAIN = ("?", "？")
BACK, LIST, STOP = ("back", "b", "返回"), ("list", "l", "清单"), ("q", "quit", "退出")
UNKNOWN = frozenset(word for word, said in written_values.SPECIAL.items() if said == "unknown")


@attrs.define(eq=False)
class InterviewSession:
    """One interview. `answers` has each step with its answer, and the facts and skipped keys before it."""

    steps: InterviewSteps
    stated: Stated
    read: Callable[[], str | None]
    say: Callable[[str], None]
    keep: Callable[[Stated], bool]
    localize: Localizer
    within: int = 80
    skipped_keys: set[str] = attrs.field(factory=set)
    answers: list[tuple[InterviewStep, str, Stated, frozenset[str]]] = attrs.field(factory=list)

    def run(self) -> Stated:
        """Ask until no question is left, the person stops, or an answer cannot be saved.

        Returns the facts at that point.
        """
        self._lines(self.localize(
            "enter: not known yet · ?: what it means · back · list · q: stop",
            "回车：暂不清楚 · ？：说明 · 返回 · 清单 · 退出",
        ))  # fmt: skip
        while True:
            self.stated, step = self.steps.next_step(self.stated, self.skipped_keys)
            if step is None:
                if self._review():
                    return facts_to_keep(self.stated)
                continue
            self._ask(step)
            line = self.read()
            if line is None or line.strip().lower() in STOP:
                return facts_to_keep(self.stated)
            if not self._handle_answer(step, line.strip()):
                return facts_to_keep(self.stated)

    def _handle_answer(self, step: InterviewStep, text: str) -> bool:
        """Handle an answer. Returns whether the interview continues."""
        match text.lower():
            case word if word in EXPLAIN:
                for paragraph in step.about or (step.answer,):
                    self._lines(self._text(paragraph), "  ")
            case word if word in BACK:
                self._go_back()
            case word if word in LIST:
                self._list()
            case word if not word or word in UNKNOWN:
                if step.is_required:
                    self._lines(self.localize("this one is needed", "这一项必须回答"), "  ")
                else:
                    self.answers.append((step, "", self.stated, frozenset(self.skipped_keys)))
                    self.skipped_keys.add(step.key)
            case _:
                return self._apply(step, text)
        return True

    def _apply(self, step: InterviewStep, text: str) -> bool:
        try:
            answered = step.put(self.stated, text)
        except FactsError as error:
            for entry in error.report:
                texts = self._with_field_label(entry).texts(self.localize.language)
                why = self.localize.phrase(
                    join_phrases([entry for entry in (texts.title, texts.help) if entry], "; ", "；")
                )
                self._lines(self.localize("not taken: {why}", "不能采用：{why}", why=why), "  ")
            return True
        self.answers.append((step, text, self.stated, frozenset(self.skipped_keys)))
        self.stated = answered
        return self.keep(facts_to_keep(self.stated))

    def _with_field_label(self, finding: Diagnostic) -> Diagnostic:
        """The finding, with the field named as in the question."""
        field = vars(finding).get("field")
        return (
            with_path(finding, finding.path, field=LocalizedName(field, self.localize.names.name(field)))
            if isinstance(field, str)
            else finding
        )

    def _go_back(self) -> None:
        if not self.answers:
            self._lines(self.localize("this is the first question", "这是第一个问题"), "  ")
            return
        _, _, self.stated, passed = self.answers.pop()
        self.skipped_keys = set(passed)
        self.keep(facts_to_keep(self.stated))

    def _list(self) -> None:
        for number, (step, text, _, _) in enumerate(self.answers, 1):
            answer = text or self.localize("not known yet", "暂不清楚")
            self._lines(f"{number}. {self._text(step.question)} {answer}", "  ", "     ")

    def _review(self) -> bool:
        """Show the answers and ask for confirmation. Returns false if the person went back to a question."""
        if not self.answers:
            return True
        self.say("\n")
        self._due()
        self._lines(self.localize("Your answers", "您的回答"))
        self._list()
        prompt = self.localize(
            "enter: done · a number: go back to that question", "回车：完成 · 序号：回到该问题重新回答"
        )
        while True:
            self._lines(prompt)
            line = self.read()
            text = "" if line is None else line.strip()
            if not text or text.lower() in STOP:
                return True
            if text.isdecimal() and 1 <= int(text) <= len(self.answers):
                while len(self.answers) >= int(text):
                    self._go_back()
                return False

    # ------------------------------------------------------------------------------------------ output

    def _ask(self, step: InterviewStep) -> None:
        self.say("\n")
        self._due()
        self._lines(self._text(step.question))
        for number, (_, phrase) in enumerate(step.members, 1):
            self._lines(f"{number}. {self._text(phrase)}", "  ", "     ")
        worth = self._text(step.worth)
        answer = self.localize("answer: {answer}", "可填：{answer}", answer=self._text(step.answer))
        self._lines(" · ".join(filter(None, (worth, answer))), "  ")

    def _due(self) -> None:
        """Show the amount due so far under each policy."""
        if not (self.stated.get("applicant") or {}).get("kinds"):
            return
        for decision in self.steps.decisions(self.steps.facts_to_settle(self.stated)):
            parts = [self.localize("{said}: {sum}", "{said}：{sum}", said=words, sum=sum_)
                     for words, sum_ in missing_facts.due_in_parts(decision, self.localize)]  # fmt: skip
            policy_name = decision.policy if len(self.steps.policies) > 1 else ""
            text = self.localize(
                "{of}{colon}{parts}",
                "{of}{colon}{parts}",
                of=policy_name,
                colon=Phrase(": ", "：") if policy_name else "",
                parts=join_phrases(parts, ", ", "，"),
            )
            self._lines(text, "", "  ")

    def _lines(self, text: str, indent: str = "", more: str | None = None) -> None:
        for line in wrap(text, indent, indent if more is None else more, within=self.within):
            self.say(line.rstrip())

    def _text(self, words: MessageValue) -> str:
        return self.localize.phrase(words) if isinstance(words, Phrase) else str(words)
