"""`ipdsl ask POLICY FACTS`: the missing facts by what hangs on them; without FACTS an interview from nothing."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import click

from ipdsl import compiled
from ipdsl.cli import days, options
from ipdsl.cli.exit_codes import UNDETERMINED
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    facts_for,
    in_ledger,
    ledger_of,
    other_words,
    refuse_output,
    refuse_twice,
    refuse_two_streams,
    series_of,
    told_where_stated,
    worst_of,
)
from ipdsl.cli.language import said, spoken, wrong_use
from ipdsl.cli.output import is_terminal, say, say_aside, say_json
from ipdsl.files import STDIN
from ipdsl.library import Policy, PolicyError
from ipdsl.packaged import PAGE_SUFFIX, packaged
from ipdsl.questions import ask_page
from ipdsl.questions.answers import as_text
from ipdsl.questions.ask import questions
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.telling import teller_of
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.stated import plain_facts

if TYPE_CHECKING:
    from ipdsl.interview.steps import Steps


@click.command("ask")
@click.argument("policy", metavar="POLICY")
@click.argument("files", metavar="[POLICY]... [FACTS]", nargs=-1)
@click.option("--as-of", callback=days.as_of, metavar="DAY|today", help="Settle nothing after this day.")
@click.option("--strict", is_flag=True, help="Take nothing for granted that the facts do not state.")
@click.option("--history", metavar="FILE", help="The ledger of earlier runs, or a decision (JSON).")
@options.modified_ledger()
@click.option("--series", metavar="FILE", help="Published values of series, in place of those of the package.")
@click.option("--interactive", is_flag=True, help="Ask in the terminal, and settle again after each answer.")
@click.option("--facts-out", metavar="FILE", help="Keep the answers here (JSON or .xlsx), or go on from them.")
@options.style()
def command(
    policy: str, files: tuple[str, ...], as_of: str | None, strict: bool, history: str | None,
    accept_edited: str | None, series: str | None, interactive: bool, facts_out: str | None, style: str,
) -> int:  # fmt: skip
    """List the missing facts of one applicant in the order of the money that hangs on them; or ask for all of them.

    Each is told with what may be answered and the sentence of the policy that asks. Without FACTS the interview begins
    from nothing, for one policy or several. Exit code 3 while a claim that could pay is undetermined.
    """
    has_facts = bool(files) and not _is_policy(files[-1])
    names = [policy, *(files[:-1] if has_facts else files)]
    facts = files[-1] if has_facts else None
    refuse_twice(names)
    _refuse(names, facts, history, series, interactive, facts_out)
    try:
        loaded = [Policy(compiled.policy(name, "ask")) for name in names]
        if (other := other_words(loaded)) is not None:
            return fail([other], style=style)
        given = _begun(loaded, facts, facts_out, accept_edited)
        stated = plain_facts(given, as_of=as_of)
        lines = ledger_of(history, loaded[0], edited=accept_edited is not None)
        values = series_of(series, loaded[0])

        def settle(one: Policy, on: Mapping[str, object]) -> Decision:
            return one.evaluate(on, strict=strict, history=lines, series=values, accept_edited=accept_edited)

        if facts is None or interactive:
            from ipdsl.interview.steps import Steps

            steps = Steps(loaded, settle, is_begun=bool(given.get("records")))
            with told_where_stated(given), in_ledger(history, lines, stated):
                if facts is not None:
                    steps.decisions(cast("Mapping[str, object]", stated))
                stated = _interview(steps, cast("dict[str, Any]", stated), facts_out)
            if not (stated.get("applicant") or {}).get("kinds"):
                say(said("Nothing was settled: what kind of applicant it is was not answered.\n",
                         "没有结算：没有回答申请人属于哪一类。\n"))  # fmt: skip
                return UNDETERMINED
            decisions = steps.decisions(stated)
        else:
            with told_where_stated(given), in_ledger(history, lines, stated):
                decisions = (settle(loaded[0], cast("Mapping[str, object]", stated)),)
    except (PolicyError, FactsError) as error:
        return fail(error.report, error.sources, style=style)
    _show(loaded, decisions, style)
    return worst_of(decisions)


def _is_policy(name: str) -> bool:
    return name.endswith((PAGE_SUFFIX, ".py")) or packaged(name) is not None


def _refuse(
    names: Sequence[str], facts: str | None, history: str | None, series: str | None, interactive: bool,
    facts_out: str | None,
) -> None:  # fmt: skip
    refuse_two_streams(*names, facts, history, series)
    is_asked = interactive or facts is None
    if is_asked and STDIN in (*names, facts, history, series):
        raise wrong_use(
            "answers come from standard input, so all that is read must be files",
            "回答由标准输入读取，所以要读取的都必须是文件",
        )
    refuse_output("--facts-out", facts_out, *names, facts, history, series)
    if facts_out is not None and not is_asked:
        raise wrong_use(
            "--facts-out writes what was answered; add --interactive",
            "`--facts-out`写出回答的内容；请加上`--interactive`",
        )
    if facts_out is not None:
        folder, (name, form) = os.path.dirname(facts_out), os.path.splitext(facts_out)
        if form.lower() not in ("", ".json", ".xlsx"):
            raise wrong_use(
                "facts are kept as JSON or as a workbook: `{name}.json`, `{name}.xlsx`",
                "事实存为`JSON`或工作簿：`{name}.json`、`{name}.xlsx`",
                name=name,
            )
        if folder and not os.path.isdir(folder):
            raise wrong_use("there is no folder `{folder}`", "没有文件夹`{folder}`", folder=folder)
    if len(names) > 1 and not is_asked:
        raise wrong_use(
            "several policies are asked about with --interactive", "几份政策一并询问时，请加上`--interactive`"
        )
    if len(names) > 1 and (history is not None or series is not None):
        raise wrong_use("--history and --series are for one policy", "`--history`和`--series`只用于一份政策")


def _begun(loaded: Sequence[Policy], facts: str | None, kept: str | None, who: str | None) -> Mapping[str, object]:
    """The facts from which an interview begins: those that were given, those that an earlier one kept, or nothing.

    `who` answers for a ledger that was modified.
    """
    if facts is not None:
        return facts_for(facts, loaded, who=who)
    if kept is not None and os.path.exists(kept):
        say_aside(said("going on from {kept}", "从{kept}继续", kept=kept))
        return facts_for(kept, loaded, who=who)
    return {"applicant": {"id": said("applicant", "申请人")}}


def _interview(steps: Steps, stated: dict[str, Any], kept: str | None) -> dict[str, Any]:
    """Ask until nothing is left or the person stops; each answer is kept before the next question."""
    from ipdsl.interview.talk import Talk

    def keep(facts: dict[str, Any]) -> bool:
        return kept is None or _written(steps, facts, kept)

    tell = teller_of(steps.policies[0].program, spoken())
    if kept is None:
        say_aside(
            tell("the answers are not kept; `--facts-out FILE` keeps them", "回答不会保存；`--facts-out`文件名可以保存")
        )
    within = min(shutil.get_terminal_size().columns, 100) if is_terminal(sys.stderr) else 80
    return Talk(steps, stated, _reader(), say_aside, keep, tell, within).held()


def _reader() -> Callable[[], str | None]:
    """What reads a line of answers, `None` at the end: on a terminal a line that can be edited, as in a shell."""
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        with suppress(ImportError):  # not on every system
            import readline  # noqa: F401  # `input` edits with it
        return _edited
    return _plain


def _edited() -> str | None:
    try:
        return input("> ")
    except (EOFError, OSError):  # the terminal was closed, and nobody hung up
        return None


def _plain() -> str | None:
    try:
        line = "" if sys.stdin is None else sys.stdin.readline()  # a process may begin with it closed
    except OSError:  # likewise
        return None
    return line.rstrip("\n") if line else None


def _written(steps: Steps, facts: dict[str, Any], where: str) -> bool:
    """Whether the facts were written, as JSON or as a workbook."""
    from ipdsl.cli.writing import write_file
    from ipdsl.questions.one_form import in_one_form

    plain = in_one_form(steps.policies[0], facts)
    if where.lower().endswith(".xlsx"):
        from ipdsl.desk.form import OF_BUREAU, Audience
        from ipdsl.desk.template import filled

        audience = Audience.BUREAU if any(plain.get(part) for part in OF_BUREAU) else Audience.FIRM
        data, _ = filled([one.code for one in steps.policies], audience, [plain], spoken())
    else:
        data = as_text(plain).encode()
    problem = write_file(where, data)
    if problem is not None:
        fail([problem])
    return problem is None


def _show(loaded: Sequence[Policy], decisions: Sequence[Decision], style: str) -> None:
    tellers = [teller_of(one.program, spoken()) for one in loaded]
    asked = [questions(one, decision) for one, decision in zip(loaded, decisions, strict=True)]
    if style == "json":
        found = [ask_page.plain(*of) for of in zip(decisions, asked, tellers, strict=True)]
        say_json(found[0] if len(found) == 1 else found)
    else:
        say("\n\n".join(ask_page.render(*of) for of in zip(decisions, asked, tellers, strict=True)))
