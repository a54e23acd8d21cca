"""`ipdsl ask POLICY FACTS`: the missing facts by what hangs on them; `--interactive` asks and settles again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

import click

from ipdsl import compiled
from ipdsl.cli import days, options
from ipdsl.cli.exit_codes import OK, UNDETERMINED
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    facts_for,
    in_ledger,
    ledger_of,
    refuse_output,
    refuse_two_streams,
    series_of,
    told_where_stated,
)
from ipdsl.cli.language import spoken, wrong_use
from ipdsl.cli.output import say, say_aside, say_json
from ipdsl.files import STDIN
from ipdsl.library import Policy, PolicyError
from ipdsl.questions import ask_page
from ipdsl.questions.answers import as_text, with_answer
from ipdsl.questions.ask import Question, questions
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.page import wrapped
from ipdsl.runtime.decision.telling import Teller, teller_of
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import plain_facts
from ipdsl.values import written

STOP = "q"
PASSED = frozenset({"?", *(word for word, said in written.SPECIAL.items() if said == "unknown")})
"""Answers that say that there is none; an empty line says so too."""


@click.command("ask")
@click.argument("policy", metavar="POLICY")
@click.argument("facts", metavar="FACTS")
@click.option("--as-of", callback=days.as_of, metavar="DAY|today", help="Settle nothing after this day.")
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, or a decision (JSON).")
@click.option("--series", metavar="FILE", help="Published values of series, in place of those of the package.")
@click.option("--interactive", is_flag=True, help="Ask in the terminal, and settle again after each answer.")
@click.option("--facts-out", metavar="FILE", help="Write the facts with the answers (with --interactive).")
@options.style()
def command(
    policy: str, facts: str, as_of: str | None, strict: bool, history: str | None, series: str | None,
    interactive: bool, facts_out: str | None, style: str,
) -> int:  # fmt: skip
    """List the missing facts of one applicant in the order of the money that hangs on them.

    Each with what may be answered and the sentence of the policy that asks. Exit code 3 while a claim that could pay
    is undetermined.
    """
    _refuse(policy, facts, history, series, interactive, facts_out)
    try:
        settled = Policy(compiled.policy(policy, "ask"))
        given = facts_for(facts, [settled])
        stated = plain_facts(given, as_of=as_of)
        lines, values = ledger_of(history, settled), series_of(series, settled)
        settle = partial(settled.evaluate, strict=strict, history=lines, series=values)
        with told_where_stated(given), in_ledger(history, lines, stated):
            decision = settle(cast("Mapping[str, object]", stated))
        if interactive:
            stated, decision = _interview(settled, cast("Mapping[str, object]", stated), decision, settle)
    except (PolicyError, FactsError) as error:
        return fail(error.report, error.sources, style=style)
    if facts_out is not None:
        from ipdsl.cli.writing import write_file
        from ipdsl.questions.one_form import in_one_form  # few write facts

        problem = write_file(facts_out, as_text(in_one_form(settled, cast("Mapping[str, object]", stated))).encode())
        if problem is not None:
            return fail([problem], style=style)
    asked, tell = questions(settled, decision), teller_of(settled.program, spoken())
    if style == "json":
        say_json(ask_page.plain(decision, asked, tell))
    else:
        say(ask_page.render(decision, asked, tell))
    return UNDETERMINED if decision.is_undetermined else OK


def _refuse(
    policy: str, facts: str, history: str | None, series: str | None, interactive: bool, facts_out: str | None
) -> None:
    refuse_two_streams(policy, facts, history, series)
    if interactive and STDIN in (policy, facts, history, series):
        raise wrong_use(
            "answers come from standard input, so all that is read must be files",
            "回答由标准输入读取，所以要读取的都必须是文件",
        )
    refuse_output("--facts-out", facts_out, policy, facts, history, series)
    if facts_out is not None and not interactive:
        raise wrong_use(
            "--facts-out writes what was answered; add --interactive",
            "`--facts-out`写出回答的内容；请加上`--interactive`",
        )


def _interview(
    policy: Policy, stated: Mapping[str, object], decision: Decision, settle: Callable[[Mapping[str, object]], Decision]
) -> tuple[Mapping[str, object], Decision]:
    """Ask the dearest question that was not passed over, settle again, until nothing is left or the person stops."""
    passed: set[str] = set()
    tell = teller_of(policy.program, spoken())
    say_aside(
        tell("enter: pass over · {stop}: stop · none: known not to be · cannot: cannot be determined",
             "回车：跳过 · {stop}：结束 · 无：没有 · 无法确定：不能确定", stop=STOP)
    )  # fmt: skip
    while True:
        say_aside("\n".join(["", *ask_page.due(decision, tell)]))
        left = [q for q in questions(policy, decision) if q.is_known_worth and q.path not in passed]
        if not left:
            return stated, decision
        say_aside("\n".join(["", *ask_page.one(left[0], decision, tell)]))
        answered = _answer(policy, stated, left[0], tell)
        if answered is None:
            return stated, decision
        if answered is stated:
            passed.add(left[0].path)
            continue
        stated = answered
        decision = settle(stated)


def _answer(
    policy: Policy, stated: Mapping[str, object], question: Question, tell: Teller
) -> Mapping[str, object] | None:  # fmt: skip
    """The facts with an answer that the reader takes; the same facts where it was passed over, `None` to stop."""
    while True:
        say_aside(tell("  answer:", "  回答："))
        line = sys.stdin.readline()
        text = line.strip()
        if not line or text.lower() == STOP:  # an empty line is an answer, the end of the input is none
            return None
        if not text or text.lower() in PASSED:
            return stated
        try:
            return with_answer(policy, stated, question, text)
        except FactsError as error:
            _refused(error, question, text, tell)


def _refused(error: FactsError, question: Question, text: str, tell: Teller) -> None:
    """Why an answer is not taken, and what may be answered; of a list in JSON, every problem with its place."""
    if text.startswith(("[", "{")):
        fail(error.report, error.sources)
        return
    why = tell.both(finding.texts(tell.language).title for finding in error.report)
    refused = tell("not taken: {why}", "不能采用：{why}", why=why)
    answer = tell("answer: {answer}", "可填：{answer}", answer=tell.phrase(question.answer))
    say_aside("\n".join([*wrapped(refused, "    ", "      "), *wrapped(answer, "    ", "      ")]))
