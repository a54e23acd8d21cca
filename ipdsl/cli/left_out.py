"""Applicants of many who could not be settled: each with its findings, listed after the decisions on the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from ipdsl.cli.exit_codes import OK, UNDETERMINED, worst
from ipdsl.cli.findings import exit_code
from ipdsl.cli.language import said, spoken
from ipdsl.diagnostics.model import Diagnostic, Severity
from ipdsl.runtime.decision.page import wrapped
from ipdsl.runtime.reading.cohort import Member


@attrs.frozen
class LeftOut:
    """An applicant that was not settled: its id (`""` where that is not known), its place, and what is wrong."""

    applicant: str
    where: str
    problems: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, member: Member, problems: Iterable[Diagnostic]) -> LeftOut:
        """An applicant as it was stated."""
        part = member.data.get("applicant") if isinstance(member.data, Mapping) else None
        name = part.get("id") if isinstance(part, Mapping) else None
        errors = tuple(one for one in problems if one.severity is Severity.ERROR)
        return cls("" if name is None else str(name), member.where, errors)


def problems_of(left_out: Iterable[LeftOut]) -> list[Diagnostic]:
    """The findings of all."""
    return [problem for one in left_out for problem in one.problems]


def code_of_run(left_out: Sequence[LeftOut], *, is_undetermined: bool) -> int:
    """The exit code of a run that settled some, and left out others."""
    return worst([exit_code(problems_of(left_out)), UNDETERMINED if is_undetermined else OK])


def page(left_out: Sequence[LeftOut], settled: int) -> list[str]:
    """The list of those who were left out, as lines; nothing if all were settled."""
    if not left_out:
        return []
    from ipdsl.diagnostics.excerpt import visible
    from ipdsl.diagnostics.render import in_one_line  # most runs leave nobody out

    lines = ["", *wrapped(said(
        "Left out because of their findings: {number}; the others ({settled}) are settled",
        "因存在问题而未结算的：{number}个；其余{settled}个已经结算", number=len(left_out), settled=settled,
    ))]  # fmt: skip
    for one in left_out:
        name, where = visible(one.applicant or said("no id", "没有编号")), visible(one.where)
        lines.append("  " + said("{name} ({where})", "{name}（{where}）", name=name, where=where))
        for problem in one.problems:
            at = problem.path or ""
            if problem.span is not None:
                at = f"{problem.span.file}:{problem.span.line}:{problem.span.column}"
            lines.append(f"    {problem.code} {visible(at)}".rstrip())
            lines += wrapped(visible(in_one_line(problem, spoken())), "      ")
    return lines


def to_json(left_out: Iterable[LeftOut]) -> list[dict[str, Any]]:
    """The same for programs."""
    from ipdsl.diagnostics.export import to_objects

    return [
        {"applicant": one.applicant or None, "place": one.where, "findings": to_objects(one.problems, spoken())}
        for one in left_out
    ]
