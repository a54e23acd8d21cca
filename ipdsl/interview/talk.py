"""The interview as a talk: a question is said, an answer is read, and each answer is kept before the next is asked.

`read` gives a line without its end, or `None` where there are no more; `say` shows lines; `keep` writes the facts. So
the talk goes on in a terminal, through a pipe and in a test alike.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Name, Phrase, Said, joined
from ipdsl.interview.steps import Stated, Step, Steps, finished
from ipdsl.questions import ask_page
from ipdsl.runtime.decision.page import wrapped
from ipdsl.runtime.decision.telling import Teller
from ipdsl.runtime.reading.cohort import moved
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.values import written

EXPLAIN = ("?", "？")
BACK, LIST, STOP = ("back", "b", "返回"), ("list", "l", "清单"), ("q", "quit", "退出")
UNKNOWN = frozenset(word for word, said in written.SPECIAL.items() if said == "unknown")


@attrs.define(eq=False)
class Talk:
    """One interview. `taken` are the answers with the facts and what was passed over before each."""

    steps: Steps
    stated: Stated
    read: Callable[[], str | None]
    say: Callable[[str], None]
    keep: Callable[[Stated], bool]
    tell: Teller
    within: int = 80
    passed: set[str] = attrs.field(factory=set)
    taken: list[tuple[Step, str, Stated, frozenset[str]]] = attrs.field(factory=list)

    def held(self) -> Stated:
        """Asks until nothing is left, the person stops, or an answer cannot be kept; the facts as they are then."""
        self._lines(self.tell(
            "enter: not known yet · ?: what it means · back · list · q: stop",
            "回车：暂不清楚 · ？：说明 · 返回 · 清单 · 退出",
        ))  # fmt: skip
        while True:
            self.stated, step = self.steps.next(self.stated, self.passed)
            if step is None:
                if self._reviewed():
                    return finished(self.stated)
                continue
            self._ask(step)
            line = self.read()
            if line is None or line.strip().lower() in STOP:
                return finished(self.stated)
            if not self._answered(step, line.strip()):
                return finished(self.stated)

    def _answered(self, step: Step, text: str) -> bool:
        """Whether the talk goes on after this answer."""
        match text.lower():
            case word if word in EXPLAIN:
                for one in step.about or (step.answer,):
                    self._lines(self._said(one), "  ")
            case word if word in BACK:
                self._back()
            case word if word in LIST:
                self._list()
            case word if not word or word in UNKNOWN:
                if step.needed:
                    self._lines(self.tell("this one is needed", "这一项必须回答"), "  ")
                else:
                    self.taken.append((step, "", self.stated, frozenset(self.passed)))
                    self.passed.add(step.key)
            case _:
                return self._put(step, text)
        return True

    def _put(self, step: Step, text: str) -> bool:
        try:
            answered = step.put(self.stated, text)
        except FactsError as error:
            for one in error.report:
                texts = self._by_label(one).texts(self.tell.language)
                why = self.tell.phrase(joined([one for one in (texts.title, texts.help) if one], "; ", "；"))
                self._lines(self.tell("not taken: {why}", "不能采用：{why}", why=why), "  ")
            return True
        self.taken.append((step, text, self.stated, frozenset(self.passed)))
        self.stated = answered
        return self.keep(finished(self.stated))

    def _by_label(self, one: Diagnostic) -> Diagnostic:
        """What was found, with the field as the question calls it."""
        field = vars(one).get("field")
        return moved(one, one.path, field=Name(field, self.tell.names.name(field))) if isinstance(field, str) else one

    def _back(self) -> None:
        if not self.taken:
            self._lines(self.tell("this is the first question", "这是第一个问题"), "  ")
            return
        _, _, self.stated, passed = self.taken.pop()
        self.passed = set(passed)
        self.keep(finished(self.stated))

    def _list(self) -> None:
        for number, (step, text, _, _) in enumerate(self.taken, 1):
            answer = text or self.tell("not known yet", "暂不清楚")
            self._lines(f"{number}. {self._said(step.asks)} {answer}", "  ", "     ")

    def _reviewed(self) -> bool:
        """Whether the answers stand: a number goes back to that question."""
        if not self.taken:
            return True
        self.say("\n")
        self._due()
        self._lines(self.tell("Your answers", "您的回答"))
        self._list()
        asked = self.tell("enter: done · a number: go back to that question", "回车：完成 · 序号：回到该问题重新回答")
        while True:
            self._lines(asked)
            line = self.read()
            text = "" if line is None else line.strip()
            if not text or text.lower() in STOP:
                return True
            if text.isdecimal() and 1 <= int(text) <= len(self.taken):
                while len(self.taken) >= int(text):
                    self._back()
                return False

    # ------------------------------------------------------------------------------------------ what is shown

    def _ask(self, step: Step) -> None:
        self.say("\n")
        self._due()
        self._lines(self._said(step.asks))
        for number, (_, said) in enumerate(step.members, 1):
            self._lines(f"{number}. {self._said(said)}", "  ", "     ")
        worth = self._said(step.worth)
        answer = self.tell("answer: {answer}", "可填：{answer}", answer=self._said(step.answer))
        self._lines(" · ".join(filter(None, (worth, answer))), "  ")

    def _due(self) -> None:
        """What is due so far, under each policy."""
        if not (self.stated.get("applicant") or {}).get("kinds"):
            return
        for decision in self.steps.decisions(self.steps.as_meant(self.stated)):
            parts = [self.tell("{said}: {sum}", "{said}：{sum}", said=said, sum=sum_)
                     for said, sum_ in ask_page.due_in_parts(decision, self.tell)]  # fmt: skip
            of = decision.policy if len(self.steps.policies) > 1 else ""
            told = self.tell("{of}{colon}{parts}", "{of}{colon}{parts}", of=of,
                             colon=Phrase(": ", "：") if of else "", parts=joined(parts, ", ", "，"))  # fmt: skip
            self._lines(told, "", "  ")

    def _lines(self, text: str, indent: str = "", more: str | None = None) -> None:
        for line in wrapped(text, indent, indent if more is None else more, within=self.within):
            self.say(line.rstrip())

    def _said(self, words: Said) -> str:
        return self.tell.phrase(words) if isinstance(words, Phrase) else str(words)
