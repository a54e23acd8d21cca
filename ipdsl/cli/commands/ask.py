"""`ipdsl ask POLICY --facts FILE`: the missing facts by their effect on the amount due. Without facts: an interview."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import attrs
import click

from ipdsl.base.files import STDIN
from ipdsl.base.pages import PAGE_SUFFIX, packaged_page
from ipdsl.cli import options
from ipdsl.cli.command import Command
from ipdsl.cli.console import (
    OK,
    OUTPUT,
    POLICY,
    UNDETERMINED,
    call_language,
    is_terminal,
    message,
    say,
    say_aside,
    say_json,
    say_notice,
    usage_error,
)
from ipdsl.cli.files import refuse_output, refuse_twice, refuse_two_streams, write_file
from ipdsl.cli.findings import fail, show_warnings
from ipdsl.cli.inputs import (
    FileRequest,
    load_policies,
    locate_remarks,
    read_applicant_facts,
    report_at_cells,
    report_in_ledger,
    suggest_facts_option,
    with_request,
    worst_exit_code,
)
from ipdsl.decision.decision import Decision, Request
from ipdsl.driver.library import Policy, plain_facts, settle_applicant
from ipdsl.driver.questions import answers
from ipdsl.report.localizer import localizer_of

if TYPE_CHECKING:
    from ipdsl.office.interview import InterviewSteps


@click.command(
    "ask", cls=Command, has_result=True, renamed={"--accept-edited": "--accept-modified-ledger"},
    exit_codes={3: "A claim is undetermined, with `--fail-on undetermined`."},
)  # fmt: skip
@click.argument("words", metavar="POLICY... [--facts FILE]", type=POLICY, nargs=-1, required=True)
@options.facts("The facts of one applicant: JSON, a workbook, CSV or Parquet.")
@options.as_of()
@options.strict()
@options.history()
@options.modified_ledger()
@options.series()
@click.option("--interactive", is_flag=True, help="Ask in the terminal and settle again after each answer.")
@click.option(
    "--facts-out", metavar="FILE", type=OUTPUT, help="Save the answers here (JSON or .xlsx), or continue from them."
)
@options.fail_on()
@options.style()
@with_request
def ask_command(
    words: tuple[str, ...], facts: str | None, request: FileRequest, interactive: bool, facts_out: str | None,
    fail_on: str | None, style: str,
) -> int:  # fmt: skip
    """List the missing facts of one applicant, largest amounts first, or ask for all facts in an interview.

    Each fact is listed with its possible answers and the sentence of the policy that needs it. Without --facts, the
    interview starts with no facts, for one policy or several.
    """
    names = [*words]
    if (
        facts is None
        and len(names) > 1
        and not (names[-1].endswith((PAGE_SUFFIX, ".py")) or packaged_page(names[-1]) is not None)
    ):
        facts = names.pop()
        suggest_facts_option(names, [facts])
    refuse_twice(names)
    _refuse(names, facts, request, interactive, facts_out)
    loaded = load_policies(names, "ask", of_one_vocabulary=True)
    initial_facts = _initial_facts(loaded, facts, facts_out, request.accepted_by)
    stated = plain_facts(initial_facts, loaded[0].program, Request(as_of=request.as_of))
    loaded_request = attrs.evolve(request.read(loaded[0]), as_of=None)

    def settle(loaded_policy: Policy, stated_facts: Mapping[str, object]) -> Decision:
        return settle_applicant(loaded_policy, stated_facts, loaded_request)

    if facts is None or interactive:
        from ipdsl.office.interview import InterviewSteps

        steps = InterviewSteps(loaded, settle, is_begun=bool(initial_facts.get("records")))
        with report_at_cells(initial_facts), report_in_ledger(request.history, loaded_request.history, stated):
            if facts is not None:
                steps.decisions(cast("dict[str, Any]", stated))
            stated = _interview(steps, cast("dict[str, Any]", stated), facts_out)
        if not (stated.get("applicant") or {}).get("kinds"):
            say(message("Nothing was settled: what kind of applicant it is was not answered.\n",
                     "没有结算：没有回答申请人属于哪一类。\n"))  # fmt: skip
            return UNDETERMINED if fail_on else OK
        decisions = steps.decisions(stated)
    else:
        with report_at_cells(initial_facts), report_in_ledger(request.history, loaded_request.history, stated):
            decisions = (settle(loaded[0], cast("Mapping[str, object]", stated)),)
        show_warnings(locate_remarks(decisions[0], initial_facts).remarks)
    _show(loaded, decisions, style)
    return worst_exit_code(decisions) if fail_on else OK


def _refuse(
    names: Sequence[str], facts: str | None, request: FileRequest, interactive: bool, facts_out: str | None
) -> None:
    files = (*names, facts, request.history, request.series)
    refuse_two_streams(*files)
    is_asked = interactive or facts is None
    if is_asked and STDIN in files:
        raise usage_error(
            "answers are read from standard input, so every input must be a file",
            "回答由标准输入读取，所以要读取的都必须是文件",
        )
    refuse_output("--facts-out", facts_out, *files)
    if facts_out is not None and not is_asked:
        raise usage_error(
            "--facts-out writes the answers; add --interactive",
            "`--facts-out`写出回答的内容；请加上`--interactive`",
        )
    if facts_out is not None:
        folder, (name, form) = os.path.dirname(facts_out), os.path.splitext(facts_out)
        if form.lower() not in ("", ".json", ".xlsx"):
            raise usage_error(
                "facts are saved as JSON or as a workbook: `{name}.json`, `{name}.xlsx`",
                "事实存为`JSON`或工作簿：`{name}.json`、`{name}.xlsx`",
                name=name,
            )
        if folder and not os.path.isdir(folder):
            raise usage_error("the folder `{folder}` does not exist", "没有文件夹`{folder}`", folder=folder)
    if len(names) > 1 and not is_asked:
        raise usage_error("several policies need --interactive", "几份政策一并询问时，请加上`--interactive`")
    if len(names) > 1 and (request.history is not None or request.series is not None):
        raise usage_error("--history and --series are for one policy", "`--history`和`--series`只用于一份政策")


def _initial_facts(
    loaded: Sequence[Policy], facts: str | None, answers_file: str | None, accepted_by: str | None
) -> Mapping[str, object]:
    """The first facts of an interview: the given facts, the saved facts of an earlier interview, or only a default id.

    `accepted_by` is the name of the person who accepts a modified ledger.
    """
    if facts is not None:
        return read_applicant_facts(facts, loaded, accepted_by=accepted_by)
    if answers_file is not None and os.path.exists(answers_file):
        say_notice(message("continuing from {kept}", "从{kept}继续", kept=answers_file))
        return read_applicant_facts(answers_file, loaded, accepted_by=accepted_by)
    return {"applicant": {"id": message("applicant", "申请人")}}


def _interview(steps: InterviewSteps, stated: dict[str, Any], answers_file: str | None) -> dict[str, Any]:
    """Ask until no question is left or the person stops. Each answer is saved before the next question."""
    from ipdsl.office.interview import InterviewSession

    def save_answers(facts: dict[str, Any]) -> bool:
        return answers_file is None or _write_facts(steps, facts, answers_file)

    localize = localizer_of(steps.policies[0].program, call_language())
    if answers_file is None:
        say_aside(
            localize(
                "the answers are not saved; `--facts-out FILE` saves them", "回答不会保存；`--facts-out`文件名可以保存"
            )
        )
    within = min(shutil.get_terminal_size().columns, 100) if is_terminal(sys.stderr) else 80
    return InterviewSession(steps, stated, _line_reader(), say_aside, save_answers, localize, within).run()


def _line_reader() -> Callable[[], str | None]:
    """A function that reads a line of answers and returns `None` at the end. On a terminal, the line can be edited."""
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        with suppress(ImportError):  # not on every system
            import readline  # noqa: F401  # `input` edits with it
        return _read_edited_line
    return _read_plain_line


def _read_edited_line() -> str | None:
    try:
        return input("> ")
    except (EOFError, OSError):  # the terminal was closed
        return None


def _read_plain_line() -> str | None:
    try:
        line = "" if sys.stdin is None else sys.stdin.readline()  # a process may start without standard input
    except OSError:  # the terminal was closed
        return None
    return line.rstrip("\n") if line else None


def _write_facts(steps: InterviewSteps, facts: dict[str, Any], path: str) -> bool:
    """Write the facts as JSON or as a workbook. Returns whether this succeeded."""

    plain = answers.to_canonical_form(steps.policies[0], facts)
    if path.lower().endswith(".xlsx"):
        from ipdsl.office.forms.form import BUREAU_SHEETS, Audience, filled_workbook
        from ipdsl.office.forms.printed_form import filled_form

        codes = [policy.code for policy in steps.policies]
        if any(plain.get(part) for part in BUREAU_SHEETS):
            data, _ = filled_workbook(codes, Audience.BUREAU, [plain], call_language())
        else:
            data, _ = filled_form(codes, call_language(), facts=plain)
    else:
        data = answers.to_text(plain).encode()
    problem = write_file(path, data)
    if problem is not None:
        fail([problem])
    return problem is None


def _show(loaded: Sequence[Policy], decisions: Sequence[Decision], style: str) -> None:
    localizers = [localizer_of(policy.program, call_language()) for policy in loaded]
    question_lists = [answers.questions(policy, decision) for policy, decision in zip(loaded, decisions, strict=True)]
    if style == "json":
        pages = [answers.to_plain(*arguments) for arguments in zip(decisions, question_lists, localizers, strict=True)]
        say_json(pages[0] if len(pages) == 1 else pages)
    else:
        say(
            "\n\n".join(
                answers.render(*arguments) for arguments in zip(decisions, question_lists, localizers, strict=True)
            )
        )
