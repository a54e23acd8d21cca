"""`ipdsl eval` on more than one: many applicants together (`--cohort`), or several policies on one applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from ipdsl import compiled
from ipdsl.cli.findings import fail
from ipdsl.cli.inputs import (
    in_ledger,
    ledger_of,
    members_of,
    placed,
    refuse_twice,
    series_of,
    settled_under_each,
    told_of,
    told_where_stated,
    worst_of,
    write_annotated,
)
from ipdsl.cli.language import spoken
from ipdsl.cli.ledger_out import LedgerOut
from ipdsl.cli.left_out import LeftOut, code_of_run, page, problems_of, to_json
from ipdsl.cli.output import say, say_json
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.files import read_bytes
from ipdsl.library import Policy, PolicyError
from ipdsl.runtime.decision.as_of import assumed_by_some, span_of_days
from ipdsl.runtime.decision.brief import brief
from ipdsl.runtime.decision.light import NOTICE_SAID, Cohort, Decision
from ipdsl.runtime.decision.lines import beside_before, beside_year, counted, of_sources, remarked, unmet
from ipdsl.runtime.decision.page import laid_out, sides, wrapped
from ipdsl.runtime.decision.telling import Teller, amount, teller_of
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.reading.cohort import Member, check_cohort, members, told_at
from ipdsl.runtime.reading.cohort_errors import EmptyCohort
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.ledger_file import lines_to_write, with_ledger
from ipdsl.runtime.settlement.ledger import lines_of_outsiders
from ipdsl.stated import HistoryLike, plain_facts

SCHEMA = 2
_TOGETHER, _EACH = Phrase("settled together", "合并结算"), Phrase("each settled by itself", "各自单独结算")


def applicants(
    policy: str, files: Sequence[str], *, together: bool, annotate: str | None, year: int | None, reopen: int | None,
    accept_edited: str | None, as_of: str | None, strict: bool,
    series: str | None, history: str | None, ledger_out: str | None, with_all: bool, style: str,
) -> int:  # fmt: skip
    """Settle the applicants of all files together, or each by itself."""
    refuse_twice(files)
    settle = settled_together if together else settled_each
    try:
        ledger = LedgerOut.of(ledger_out, history)
        settled = Policy(compiled.policy(policy, "eval"))
        joint, others, left = settle(
            settled, files, year=year, as_of=as_of, strict=strict, series=series, history=history, reopen=reopen,
            accept_edited=accept_edited,
        )  # fmt: skip
    except (PolicyError, FactsError) as error:
        written = [more for name in files for more in write_annotated(annotate, name, error.report)]
        return fail([*error.report, *written], error.sources, style=style)
    if left and (written := [more for name in files for more in write_annotated(annotate, name, problems_of(left))]):
        return fail(written, style=style)
    if ledger is not None:
        lines_out = [*lines_to_write(joint.decisions), *others]
        problem = ledger.write_lines(settled.name, settled.currency, lines_out)
        if problem is not None:
            return fail([problem], style=style)
    if style == "json":
        from ipdsl.runtime.decision import export

        tell = teller_of(settled.program, spoken())
        decisions = [export.to_json(decision, tell) for decision in joint.decisions]
        notes = [tell.phrase(note) for note in joint.noted]
        say_json({"schema": SCHEMA, "policy": settled.name, "currency": settled.currency,
                  "total": export.money_to_json(joint.total), "notes": notes, "decisions": decisions,
                  "left_out": to_json(left)})  # fmt: skip
    else:
        tell = teller_of(settled.program, spoken())
        say(_page(settled, joint, tell, left, together=together, with_all=with_all))
    return code_of_run(left, is_undetermined=joint.is_undetermined)


def settled_together(
    policy: Policy, files: Sequence[str], *, year: int | None, as_of: str | None, strict: bool, series: str | None,
    history: str | None, reopen: int | None, accept_edited: str | None,
) -> tuple[Cohort, Sequence[LedgerLine], Sequence[LeftOut]]:  # fmt: skip
    """The decisions on the applicants of all files, and the lines of who is none of them, which nobody else knows any
    more; `FactsError` with the problems of all: nobody is left out of a cohort.
    """
    lines, values = ledger_of(history, policy, edited=accept_edited is not None), series_of(series, policy)
    stated, read = _read(policy, files, as_of, values, lines, history, accept_edited)
    if history is not None:
        read = told_of(history, lambda: policy.beside(read, lines, accept_edited))
    joint = policy.evaluate_cohort(read, year=year, strict=strict, reopen=reopen)
    decisions = (
        placed(decision, one.data, _place_in(stated, one), history=history, ledger=lines)
        for decision, one in zip(joint.decisions, stated, strict=True)
    )
    return Cohort(tuple(decisions), joint.noted), lines_of_outsiders(read), ()


def settled_each(
    policy: Policy, files: Sequence[str], *, year: int | None, as_of: str | None, strict: bool, series: str | None,
    history: str | None, reopen: int | None, accept_edited: str | None,
) -> tuple[Cohort, Sequence[LedgerLine], Sequence[LeftOut]]:  # fmt: skip
    """The same of applicants of whom each is settled by itself, and those who are left out because of their findings.

    `FactsError` with the findings of all where nobody is settled.
    """
    from ipdsl.runtime.reading.ledger_file import others_of  # a cohort needs none of it

    lines, values = ledger_of(history, policy, edited=accept_edited is not None), series_of(series, policy)
    stated = stated_in(policy, files, accept_edited, by_applicant=True)
    decisions: list[Decision] = []
    left: list[LeftOut] = []
    for one in stated:
        if one.problems:
            left.append(LeftOut.of(one, one.problems))
            continue
        facts = cast("Mapping[str, object]", one.data)
        try:
            with in_ledger(history, lines, facts):
                decision = policy.evaluate(
                    facts, year=year, as_of=as_of, strict=strict, history=lines, series=values, reopen=reopen,
                    accept_edited=accept_edited,
                )  # fmt: skip
            decisions.append(placed(decision, facts, _place_in(stated, one), history=history, ledger=lines))
        except FactsError as error:
            left.append(LeftOut.of(one, told_at(error.report, one.where) if len(stated) > 1 else error.report))
    if left and not decisions:
        raise FactsError(Report(problems_of(left)))
    if not decisions:
        raise FactsError(Report([EmptyCohort(path="$")]))
    others = () if lines is None else others_of(lines, policy.program, [one.applicant for one in decisions])
    return Cohort(tuple(decisions), ()), others, left


def _place_in(stated: Sequence[Member], one: Member) -> str:
    """Where an applicant stands, if it is one of several."""
    return one.where if len(stated) > 1 else ""


def stated_in(policy: Policy, files: Sequence[str], who: str | None, *, by_applicant: bool = False) -> list[Member]:
    """The applicants of all files, as they are stated; a file that cannot be read is a member with problems.

    `who` answers for a ledger in a bureau's workbook that was modified. With `by_applicant` a wrong row is a member
    with problems too, and refuses no other of its file.
    """
    stated: list[Member] = []
    for name in files:
        try:
            found = members_of(name, [policy], who=who, by_applicant=by_applicant)
            if found is not None:
                stated += found
                continue
            data = read_bytes(name)
            if isinstance(data, Diagnostic):
                stated.append(Member(name, None, (data,)))
                continue
            stated += members(data, name, by_applicant=by_applicant)
        except FactsError as error:
            stated.append(Member(name, None, (*error.report,)))
    return stated


def _read(
    policy: Policy, files: Sequence[str], as_of: str | None, series: object, history: HistoryLike | None,
    where: str | None, who: str | None,
) -> tuple[list[Member], list[Facts]]:  # fmt: skip
    """The applicants of all files, as they are stated and as they were read; the problems of all in one go."""
    problems = Report()
    of_each: list[tuple[Member, Facts]] = []
    for member in stated_in(policy, files, who):
        problems.extend(member.problems)
        if member.problems:
            continue
        try:
            plain = plain_facts(cast("Mapping[str, object]", member.data), as_of=as_of)
            if history is not None and isinstance(plain, dict):
                plain = with_ledger(plain, history, policy.program, edited=who is not None)
            with told_where_stated(member.data), in_ledger(where, history, member.data):
                of_each.append((member, policy.read_facts(cast("Mapping[str, object]", plain), series=series)))
        except FactsError as error:
            problems.extend(told_at(error.report, member.where))
    if len(problems):
        raise FactsError(problems)
    read = [facts for _, facts in of_each]
    check_cohort(read, [member.where for member, _ in of_each], policy.program)
    return [member for member, _ in of_each], read


def _page(
    policy: Policy, joint: Cohort, tell: Teller, left: Sequence[LeftOut], *, together: bool, with_all: bool
) -> str:  # fmt: skip
    """Each applicant with what its claims came to and why, then what was remarked, and who was left out."""
    count = len(joint.decisions)
    lines = [
        *wrapped(tell.names.quotation(policy.title) or policy.name),
        *wrapped(
            tell(
                "{applicants}{as_of}, {how}; all sums in {currency}",
                "{applicants}{as_of}，{how}；金额币种{currency}",
                as_of=span_of_days(joint.decisions),
                how=_TOGETHER if together else _EACH,
                applicants=counted(count, "{n} applicant{s}", "{n}个申请人"),
                currency=policy.currency,
            )
        ),
        *(line for one in assumed_by_some(joint.decisions) for line in wrapped(tell.phrase(one), "  ", "    ")),
        "",
    ]
    for decision in joint.decisions:
        if decision.due.is_point:
            lines += sides(decision.applicant, amount(decision.total), "  ")
        else:
            ends = tell("{low} to {high}", "{low}至{high}", low=amount(decision.due.low),
                        high=tell.at_most(decision.due.high))  # fmt: skip
            who = tell("{applicant}, not all determined", "{applicant}，未全部确定", applicant=decision.applicant)
            lines += sides(who, ends, "  ")
        lines += brief(decision, "    ", with_all=with_all, tell=tell)
        for said in (
            *of_sources(decision, tell),
            *beside_year(decision, tell),
            *remarked(decision, tell),
            *unmet(decision, tell),
        ):
            lines += wrapped(said, "    ", "      ")
        if decision.reopening is not None:
            lines += laid_out(beside_before(decision.reopening, decision.currency, "    ", tell))
        if decision.late is not None:
            said = tell(
                "records came to light late: settle anew with `--reopen {year}`",
                "年度结算以后出现了新的记录：请用`--reopen {year}`重新结算", year=decision.late.year,
            )  # fmt: skip
            lines += wrapped(said, "    ")
    total = tell("Total due at least", "应得合计至少") if joint.is_undetermined else tell("Total due", "应得合计")
    lines += ["", *sides(total, amount(joint.total))]
    for note in joint.noted:
        lines += wrapped(tell.phrase(note), "  ", "    ")
    lines += page(left, count)
    lines += ["", *wrapped(tell.phrase(NOTICE_SAID))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def policies(
    names: Sequence[str], facts: str, *, year: int | None, as_of: str | None, accept_edited: str | None, strict: bool,
    with_all: bool, style: str,
) -> int:  # fmt: skip
    """Settle one applicant under several policies, each by itself."""
    settled = settled_under_each(
        names, "eval", facts, year=year, as_of=as_of, accept_edited=accept_edited, strict=strict, style=style
    )
    if isinstance(settled, int):
        return settled
    under, decisions = settled
    if style == "json":
        from ipdsl.runtime.decision.export import to_json

        tellers = [teller_of(one.program, spoken()) for one in under]
        say_json([to_json(decision, tell) for decision, tell in zip(decisions, tellers, strict=True)])
    else:
        from ipdsl.runtime.decision.explain import render

        told = (
            render(decision, with_all=with_all, tell=teller_of(one.program, spoken()))
            for one, decision in zip(under, decisions, strict=True)
        )
        say("\n\n".join(told))
    return worst_of(decisions)
