"""Lenses of a page: how many cases pass, what a case pays, and how the sums of the cases change with an edit.

A lens names the command that does the same in a terminal.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import DECIMALS, group_digits
from ipdsl.lsp.findings import SOURCE
from ipdsl.lsp.pages import OpenPage
from ipdsl.lsp.places import Places
from ipdsl.lsp.runner import TestedCase, TestedPage
from ipdsl.semantics import typed
from ipdsl.semantics.scope import placed_rules, reached_awards
from ipdsl.syntax import ast

SHOW = "ipdsl.show"
"""The command of a lens: the server runs the command line of the lens and shows its output."""


def lenses(path: str, page: OpenPage, tested: TestedPage | None, places: Places) -> Iterator[types.CodeLens]:
    """The lenses of a page whose cases were run."""
    if tested is None:
        return
    name = shlex.quote(Path(path).name)
    if page.page.header is not None:
        count, failed = len(tested.cases), tested.failed_count
        words = (
            Phrase("{count} cases, {failed} fail", "{count}个案例，{failed}个不符", count=count, failed=failed)
            if failed
            else Phrase("{count} cases pass", "{count}个案例均相符", count=count)
        )
        yield _lens(words, page.page.header, f"ipdsl test {name}", page, places)
    by_line = {case.span.line: case for case in tested.cases if case.span.file == path}
    for item in page.page.items:
        case = by_line.get(item.span.line)
        if isinstance(item, ast.Case) and case is not None:
            place = f"{name}:{item.span.line}"
            yield _lens(_case_words(case), item, f"ipdsl test {name}", page, places)
            yield _lens(Phrase("trace", "逐步说明"), item, f"ipdsl trace {place}", page, places)
    yield from _changes(path, page, tested, places)


def _case_words(case: TestedCase) -> Phrase:
    if case.misses:
        return Phrase("fails: pays {sum}", "不符：应付{sum}", sum=case.pays)
    return Phrase("pays {sum}", "应付{sum}", sum=case.pays)


def _changes(path: str, page: OpenPage, tested: TestedPage, places: Places) -> Iterator[types.CodeLens]:
    """The sums of the cases for each award and rule that an edit changes, before and now."""
    policy = page.compilation.policy
    if policy is None or tested.paid_before is None or tested.paid_before == tested.paid:
        return
    for placed in placed_rules(policy.root, policy.awards):
        labels = [award.label for award in reached_awards(placed, policy.schema)]
        yield from _change(placed.rule, labels, path, page, tested, places)
    for award in policy.awards:
        yield from _change(award, [award.label], path, page, tested, places)


def _change(
    node: typed.Node, labels: list[str], path: str, page: OpenPage, tested: TestedPage, places: Places
) -> Iterator[types.CodeLens]:
    before, now = (sum(paid.get(label, 0) for label in labels) for paid in (tested.paid_before or {}, tested.paid))
    if before == now or node.span.file != path:
        return
    decimals = DECIMALS.get(tested.currency, 2)
    change = Phrase(
        "cases: {before} → {now}", "各案例合计：{before} → {now}",
        before=group_digits(before, decimals), now=group_digits(now, decimals),
    )  # fmt: skip
    yield _lens(change, node, f"ipdsl test {shlex.quote(Path(path).name)}", page, places)


def _lens(
    words: Phrase, node: ast.Node | typed.Node, command_line: str, page: OpenPage, places: Places
) -> types.CodeLens:
    command = types.Command(words.text(page.language), SHOW, arguments=[command_line])
    return types.CodeLens(places.range_of(node.span, page.lines), command=command)


def failures(path: str, tested: TestedPage | None, page: OpenPage, places: Places) -> Iterator[types.Diagnostic]:
    """The expectations of this page that are not met."""
    for case in () if tested is None else tested.cases:
        for span, actual in case.misses:
            if span.file == path:
                message = Phrase("the decision has {actual}", "实际结果：{actual}", actual=actual)
                yield types.Diagnostic(
                    range=places.range_of(span, page.lines),
                    message=message.text(page.language),
                    severity=types.DiagnosticSeverity.Error,
                    source=SOURCE,
                )
