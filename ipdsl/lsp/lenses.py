"""Lenses of a page: how many cases pass, what a case and the facts of the settings pay, and how an edit changes it.

A lens names the command that does the same in a terminal.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator, Mapping

import attrs
from lsprotocol import types

from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DECIMALS, Bounds, group_digits
from ipdsl.lsp.findings import SOURCE
from ipdsl.lsp.pages import OpenPage
from ipdsl.lsp.places import Places
from ipdsl.lsp.runner import SettledFacts, TestedCase, TestedPage, total_of
from ipdsl.semantics import typed
from ipdsl.syntax import ast

SHOW = "ipdsl.show"
"""The command of a lens: its command line and folder. The server runs it there and shows what it prints."""


@attrs.frozen(eq=False, repr=False)
class PageLenses(ValueObject):
    """The lenses of one page, whose cases and facts were settled with the texts of the editor and by the files."""

    page: OpenPage
    tested: TestedPage
    before: TestedPage | None
    places: Places

    def lenses(self) -> Iterator[types.CodeLens]:
        """Lenses at the head, at cases, and at awards and rules."""
        head = self.page.page.header or next(iter(self.page.page.items), None)
        if head is not None:
            if self.tested.cases:
                yield self._lens(self._count(), head, self._test)
            if self.tested.facts is not None:
                yield self._lens(self._facts(self.tested.facts), head, self._eval(self.tested.facts))
        by_line = {case.span.line: case for case in self.tested.cases if case.span.file == self.page.path}
        for item in self.page.page.items:
            case = by_line.get(item.span.line)
            if isinstance(item, ast.Case) and case is not None:
                yield from self._case(case, item)
        yield from self._changes()

    def _count(self) -> Phrase:
        count, failed = len(self.tested.cases), self.tested.failed_count
        if failed:
            return Phrase("cases failed: {failed}/{count}", "{count}个案例，{failed}个不符", count=count, failed=failed)
        return Phrase("cases passed: {count}", "{count}个案例均相符", count=count)

    def _facts(self, facts: SettledFacts) -> Phrase:
        """What the facts pay, before the edit and now, or why they cannot be settled."""
        file = self._relative(facts.path)
        if facts.due is None:
            title = "" if facts.problem is None else facts.problem.texts(self.page.language).title
            return Phrase("{file}: {problem}", "{file}：{problem}", file=file, problem=title)
        before = None if self.before is None or self.before.facts is None else self.before.facts.due
        return Phrase("{file}: {sum}", "{file}：{sum}", file=file, sum=self._change(before or facts.due, facts.due))

    def _case(self, case: TestedCase, item: ast.Case) -> Iterator[types.CodeLens]:
        words = (
            Phrase("fails: pays {sum}", "不符：应付{sum}", sum=self._text(case.pays))
            if case.misses
            else Phrase("pays {sum}", "应付{sum}", sum=self._text(case.pays))
        )
        yield self._lens(words, item, self._test)
        for label, item_name, line in case.claims:
            facts = f"{os.path.basename(self.page.path)}:{line}"
            call = ["ipdsl", "trace", self._relative(self.tested.policy), label, item_name, "--facts", facts]
            yield self._lens(Phrase("trace {item}", "逐步说明{item}", item=item_name), item, shlex.join(call))

    def _changes(self) -> Iterator[types.CodeLens]:
        """The sums for each award and rule that an edit changes, before and now."""
        policy = self.page.compilation.policy
        if policy is None or self.before is None:
            return
        sums: list[tuple[MessageValue, str, Mapping[str, Bounds], Mapping[str, Bounds]]] = [
            (Phrase("cases", "各案例合计"), self._test, self.before.paid, self.tested.paid)
        ]
        facts, facts_before = self.tested.facts, self.before.facts
        if facts is not None and facts_before is not None and facts.due is not None and facts_before.due is not None:
            sums.append((self._relative(facts.path), self._eval(facts), facts_before.paid, facts.paid))
        for node, labels in [*self.page.rules(), *((award, [award.label]) for award in policy.awards)]:
            for name, command_line, paid_before, paid in sums:
                before, now = self._sum(paid_before, labels), self._sum(paid, labels)
                if before != now and node.span.file == self.page.path:
                    change = self._change(before, now)
                    words = Phrase("{name}: {change}", "{name}：{change}", name=name, change=change)
                    yield self._lens(words, node, command_line)

    def _sum(self, paid: Mapping[str, Bounds], labels: Iterable[str]) -> Bounds:
        return total_of([paid[label] for label in labels if label in paid], self.tested.currency)

    def _change(self, before: Bounds, now: Bounds) -> str:
        return self._text(now) if before == now else f"{self._text(before)} → {self._text(now)}"

    def _text(self, amount: Bounds) -> str:
        """An amount, or the bounds of an open one."""
        decimals = DECIMALS[self.tested.currency]
        low = group_digits(amount.low.minor, decimals)
        if amount.high is None:
            return f"≥ {low}"
        return low if amount.is_point else f"{low} – {group_digits(amount.high.minor, decimals)}"

    @property
    def _test(self) -> str:
        return shlex.join(["ipdsl", "test", os.path.basename(self.page.path)])

    def _eval(self, facts: SettledFacts) -> str:
        return shlex.join(["ipdsl", "eval", self._relative(self.tested.policy), "--facts", self._relative(facts.path)])

    def _relative(self, path: str) -> str:
        """A path from the folder of the page."""
        return os.path.relpath(path, os.path.dirname(self.page.path))

    def _lens(self, words: Phrase, node: ast.Node | typed.Node, command_line: str) -> types.CodeLens:
        command = types.Command(
            words.text(self.page.language), SHOW, arguments=[command_line, os.path.dirname(self.page.path)]
        )
        return types.CodeLens(self.places.range_of(node.span, self.page.lines), command=command)


def failures(tested: TestedPage, page: OpenPage, places: Places) -> Iterator[types.Diagnostic]:
    """The expectations of this page that are not met."""
    for case in tested.cases:
        for span, actual in case.misses:
            if span.file == page.path:
                message = Phrase("the decision has {actual}", "实际结果：{actual}", actual=actual)
                yield types.Diagnostic(
                    range=places.range_of(span, page.lines),
                    message=message.text(page.language),
                    severity=types.DiagnosticSeverity.Error,
                    source=SOURCE,
                )
