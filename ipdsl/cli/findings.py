"""Print findings: as the result of `check`, and on standard error for all other commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from types import NoneType

import click

from ipdsl.base.errors import NoSuchFile, ReportedError, Unreadable
from ipdsl.base.files import STDIN, read_bytes
from ipdsl.base.findings.finding import Diagnostic, Report, Severity
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.pages import locate
from ipdsl.base.source import Sources
from ipdsl.cli.console import (
    FILE,
    FOUND_ERRORS,
    OK,
    POLICY,
    WRONG_USE,
    call_language,
    message,
    say,
    say_aside,
    say_json,
    say_notice,
    wants_colour,
)

MOST_SHOWN = 100


def exit_code(findings: Iterable[Diagnostic], *, deny_warnings: bool = False) -> int:
    """2 for a wrong call or an unreadable file, 1 for errors in the input, otherwise 0."""
    denied = {Severity.ERROR, Severity.WARNING} if deny_warnings else {Severity.ERROR}
    errors = [finding for finding in findings if finding.severity in denied]
    if any(getattr(finding, "is_usage", False) for finding in errors):
        return WRONG_USE
    return FOUND_ERRORS if errors else OK


def show_result(findings: list[Diagnostic], sources: Sources, style: str) -> None:
    """Print findings as the result, in one of the formats of `check`."""
    from ipdsl.base.findings.rendering import to_github, to_json

    language = call_language()

    match style:
        case "json":
            say_json(to_json(at_places(findings), language))
        case "github":
            say(to_github(at_places(findings), language))
        case _:
            say(_text(findings, sources, language, colour=wants_colour(sys.stdout)))


def show_aside(findings: Iterable[Diagnostic], sources: Sources) -> None:
    """Print errors on standard error, next to a result. Warnings and notes are only shown by `check`."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    say_aside(_text(errors, sources, call_language(), colour=wants_colour(sys.stderr)))


def show_warnings(findings: Iterable[Diagnostic]) -> None:
    """Print warnings about the input of a command on standard error, unless `--quiet` is set."""
    say_notice(_text(list(findings), Sources(), call_language(), colour=wants_colour(sys.stderr)))


def _text(findings: list[Diagnostic], sources: Sources, language: Language, *, colour: bool) -> str:
    """The first findings in full. Their number is limited, because a broken page may have thousands."""
    if not findings:
        return ""
    from ipdsl.base.findings.rendering import render  # most runs have no findings

    shown = render(at_places(findings[:MOST_SHOWN], sources), sources, colour=colour, language=language)
    more = len(findings) - MOST_SHOWN
    rest = Phrase("{more} more are not shown; fix these first", "另有{more}个没有列出；请先改正以上问题", more=more)
    return f"{shown}\n{rest.text(language)}" if more > 0 else shown


def at_places(findings: Iterable[Diagnostic], sources: Sources | None = None) -> list[Diagnostic]:
    """The findings, those about cells of CSV with their lines and columns; the texts of the files go to `sources`."""
    listed = [*findings]
    if not any(type(finding.path) not in (str, NoneType) for finding in listed):
        return listed
    from ipdsl.office.sheets.workbook import at_csv_places  # most findings are about no CSV

    return at_csv_places(listed, Sources() if sources is None else sources)


def fail(findings: Iterable[Diagnostic], sources: Sources | None = None, *, style: str = "text") -> int:
    """Print the reason for a missing result and return the exit code. With `json`, the findings are the result."""
    shown = list(findings)
    code = exit_code(shown)
    shown += other_missing_inputs(shown)
    if style == "json":
        show_result(shown, sources or Sources(), style)
    else:
        show_aside(shown, sources or Sources())
        if len(shown) > 1:
            say_aside("\n".join(lacking_keys_lines(finding.code for finding in shown)))
    return code


def other_missing_inputs(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings about files of the call that cannot be read and that are not reported yet.

    Folders, and the places of cases, are not examined.
    """
    context, reported = click.get_current_context(), {getattr(finding, "name", "") for finding in findings}
    values = [context.params.get(str(param.name)) for param in context.command.params if param.type in (FILE, POLICY)]
    named = dict.fromkeys(name for value in values for name in ((value,) if isinstance(value, str) else value or ()))
    contents = (
        read_bytes(locate(name))
        for name in named
        if not (name in reported or name == STDIN or os.path.isdir(name) or name.rpartition(":")[2].isdigit())
    )
    return [problem for problem in contents if isinstance(problem, NoSuchFile | Unreadable)]


def lacking_keys_lines(codes: Iterable[str]) -> list[str]:
    """What to do about lines without a key that a rule counts by, at the end of a run; empty without such lines."""
    if "R056" not in codes:
        return []
    from ipdsl.report.localizer import wrap  # most runs have no such lines

    return wrap(message(
        "R056: `ipdsl ledger complete LEDGER --policy PAGE -o NEW` fills in the keys of a ledger for all applicants",
        "R056：`ipdsl ledger complete 台账 --policy 政策页 -o 新台账`为全部申请人补齐台账的归并项",
    ))  # fmt: skip


def stop_at(problem: Diagnostic | None) -> None:
    """Raise a finding, if there is one, as the error of the command."""
    if problem is not None:
        raise ReportedError(Report([problem]))
