"""Applicants that could not be settled. They are listed with their findings after the decisions on the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.cli.console import OK, UNDETERMINED, call_language, message, worst
from ipdsl.cli.findings import at_places, exit_code, lacking_keys_lines
from ipdsl.facts.cohort import CohortMember
from ipdsl.report.text_layout import wrap


@attrs.frozen
class UnsettledApplicant:
    """An applicant that was not settled: its id (empty if unknown), its place, its findings, and its facts."""

    applicant: str
    place: str
    problems: tuple[Diagnostic, ...]
    facts: object = None

    @classmethod
    def from_member(cls, member: CohortMember, problems: Iterable[Diagnostic]) -> UnsettledApplicant:
        """An applicant from its stated facts."""
        part = member.data.get("applicant") if isinstance(member.data, Mapping) else None
        name = part.get("id") if isinstance(part, Mapping) else None
        errors = tuple(at_places(finding for finding in problems if finding.severity is Severity.ERROR))
        return cls("" if name is None else str(name), member.place, errors, member.data)


def problems_of(left_out: Iterable[UnsettledApplicant]) -> list[Diagnostic]:
    """The findings of all applicants."""
    return [problem for applicant in left_out for problem in applicant.problems]


def run_exit_code(left_out: Sequence[UnsettledApplicant], *, is_undetermined: bool) -> int:
    """The exit code of a run that settled some applicants and left out others."""
    return worst([exit_code(problems_of(left_out)), UNDETERMINED if is_undetermined else OK])


def summary_lines(left_out: Sequence[UnsettledApplicant], settled: int) -> list[str]:
    """The lines about applicants left out; empty if all were settled."""
    if not left_out:
        return []
    from ipdsl.base.findings.rendering import one_line_text, place_text  # most runs settle all applicants
    from ipdsl.base.values.characters import visible

    lines = ["", *wrap(message(
        "Left out because of their findings: {number}; the others ({settled}) are settled",
        "因存在问题而未结算的：{number}个；其余{settled}个已经结算", number=len(left_out), settled=settled,
    ))]  # fmt: skip
    for applicant in left_out:
        name, shown_place = visible(applicant.applicant or message("no id", "没有编号")), visible(applicant.place)
        lines.append("  " + message("{name} ({where})", "{name}（{where}）", name=name, where=shown_place))
        for problem in applicant.problems:
            lines.append(f"    {problem.code} {place_text(problem)}".rstrip())
            lines += wrap(visible(one_line_text(problem, call_language())), "      ")
    return [*lines, *lacking_keys_lines(problem.code for problem in problems_of(left_out))]


def to_json(left_out: Iterable[UnsettledApplicant]) -> list[dict[str, Any]]:
    """The list as plain data for JSON."""
    from ipdsl.base.findings.rendering import to_objects

    return [
        {
            "applicant": applicant.applicant or None,
            "place": applicant.place,
            "findings": to_objects(applicant.problems, call_language()),
        }
        for applicant in left_out
    ]
