"""The invariant of facts at run time: what `check` accepts never fails, whatever accepted facts it gets.

A fact that is 0, none or not stated gives a reason, a question or a bound. It is never a fault of a program.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

import attrs

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source, Sources
from ipdsl.batch.evaluate import CPYTHON, MOST_MINOR, Options, TablePolicy
from ipdsl.decision.decision import Decision, Request
from ipdsl.driver.library import Policy
from ipdsl.driver.questions import answers
from ipdsl.driver.questions.trace import trace
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts as ReadFacts
from ipdsl.ir.terms import Program
from ipdsl.office.letters.content import content_of
from ipdsl.plain_data.errors import FactsError
from ipdsl.report import decision_page
from ipdsl.report.decision_json import to_json
from ipdsl.report.localizer import localizer_of
from ipdsl.runtime.compiled_policy import Undetermined, evaluate, evaluate_cohort, evaluate_eagerly, total, total_bounds
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse
from tests.properties.facts import facts as make_facts
from tests.properties.hostile import hostile
from tests.properties.oracle_laws import named, shares
from tests.properties.pipeline import Compiled
from tests.properties.trial import BrokenError, Facts, Trial, expect
from tests.support.in_tables import nested_table


@attrs.frozen(slots=False)
class Checked:
    """A generated policy as a policy of the library."""

    program: Program
    code: GeneratedFunctions
    report: Report
    sources: Sources
    page: ast.Page
    plan: None = None
    source: None = None

    def check(self) -> Report:
        return self.report


def policy_of(compiled: Compiled) -> Policy:
    page, report = parse(Source("generated.ipp", compiled.text))
    assert page is not None
    return Policy(Checked(compiled.program, compiled.code, report, Sources(), page))


def nothing_fails_at_run_time(trial: Trial) -> None:
    """Hostile facts are decided, summed, explained, asked about, settled in a table and in a cohort without a fault.

    The sum of the decision is that of `total` and of the table.
    """
    compiled, r = trial.compiled, random.Random(f"{trial.seed} {json.dumps(trial.facts, sort_keys=True)}")
    policy = policy_of(compiled)
    for _ in range(3):
        facts, name = trial.facts, "reading"
        try:
            facts, changes = hostile(r, compiled, trial.facts)
            trial.counts.update(f"hostile: {change}" for change in changes)
            cohort = [facts, make_facts(r, compiled.policy, compiled.edges)] if shares(compiled.policy) else []
            for name, use in _uses(trial, policy, facts, cohort):  # noqa: B007  (the error names it)
                use()
        except BrokenError:
            raise
        except Exception as error:
            text = json.dumps(facts, ensure_ascii=False)
            raise BrokenError(f"{name} fails: {type(error).__name__}: {error}\n  {text}") from error


def _uses(trial: Trial, policy: Policy, facts: Facts, cohort: list[Facts]) -> Iterator[tuple[str, Callable[[], None]]]:
    """The uses of facts, by name."""
    compiled = trial.compiled
    read = read_facts(facts, compiled.program)
    decision = evaluate_eagerly(compiled.program, compiled.code, read)
    yield "evaluate", lambda: _says_all(compiled, read, decision)
    yield "total", lambda: _totals(compiled, read, decision)
    yield "trace", lambda: _traces(policy, read, decision)
    yield "ask", lambda: _asks(policy, decision)
    yield "a year", lambda: _of_years(compiled, read, decision)
    yield "evaluate_table", lambda: _in_a_table(trial, facts, decision)
    if cohort:
        yield "a cohort", lambda: _in_a_cohort(compiled, cohort)


def _says_all(compiled: Compiled, read: ReadFacts, decision: Decision) -> None:
    lazy = evaluate(compiled.program, compiled.code, read)
    expect(lazy.due == decision.due, "the sum before reasons is another", lazy.due, decision.due)
    to_json(decision)
    for language in Language:
        localize = localizer_of(compiled.program, language)
        decision_page.render(decision, with_all=True, localize=localize)
        decision_page.render_summary(decision, localize)
        content_of(decision, localize)


def _totals(compiled: Compiled, read: ReadFacts, decision: Decision) -> None:
    expect(total_bounds(compiled.code, read) == decision.due, "the bounds of the total are others", decision.due)
    try:
        sum_ = total(compiled.code, read)
    except Undetermined as error:
        str(error)
        expect(not decision.due.is_point, "the total is open", decision.due)
    else:
        expect(sum_ == decision.due.low, "the total is another", sum_, decision.due)


def _traces(policy: Policy, read: ReadFacts, decision: Decision) -> None:
    for claim in decision.claims[:8]:
        for language in Language:
            localize = localizer_of(policy.program, language)
            trace(policy, read, claim, localize, decision, policy._made.page)


def _asks(policy: Policy, decision: Decision) -> None:
    found = answers.questions(policy, decision)
    for language in Language:
        localize = localizer_of(policy.program, language)
        answers.render(decision, found, localize)
        answers.to_plain(decision, found, localize)


def _of_years(compiled: Compiled, read: ReadFacts, decision: Decision) -> None:
    for year in {*decision.years[:1], *decision.years[-1:]}:
        to_json(evaluate_eagerly(compiled.program, compiled.code, read, Request(year)))
        to_json(evaluate_eagerly(compiled.program, compiled.code, read, Request(reopen=year)))


def _in_a_table(trial: Trial, facts: Facts, decision: Decision) -> None:
    """The facts in a table, without the parts that no table has."""
    compiled = trial.compiled
    if any(name in facts for name in ("published", "series", "approvals")):
        facts = {name: part for name, part in facts.items() if name not in ("published", "series", "approvals")}
        decision = compiled.evaluate_open(facts)
    result = TablePolicy(compiled.code, lambda _: compiled.columns).settle(
        nested_table(compiled.program, [facts]), Options(as_of=None, claims=True, engine=CPYTHON)
    )
    sums = [decision.due.low, decision.due.high, *(claim.proposed for claim in decision.claims)]
    if any(sum_ is not None and sum_.minor > MOST_MINOR for sum_ in sums):
        expect([row["code"] for row in result.errors.to_pylist()] == ["R008"], "a table cannot hold the sum", sums)
        return
    expect(not result.errors.num_rows, "a table refuses the facts", result.errors.to_pylist())
    [row] = result.applicants.to_pylist()
    trial.counts[f"hostile in a table: {row['way']}"] += 1
    due = decision.due.low.minor, None if decision.due.high is None else decision.due.high.minor
    expect((row["due"], row["most"]) == due, "a table gives another sum", row, due, facts)


def _in_a_cohort(compiled: Compiled, cohort: list[Facts]) -> None:
    read = [read_facts(named(facts, f"F{n + 1}"), compiled.program) for n, facts in enumerate(cohort)]
    try:
        result = evaluate_cohort(compiled.program, compiled.code, read)
    except FactsError as error:
        codes = {problem.code for problem in error.report}
        expect(codes == {"R083"}, "facts of a cohort are refused", error)  # more selected records than a quota allows
        return
    for decision in result.decisions:
        to_json(decision)
