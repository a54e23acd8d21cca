"""The settlement of the applicants of some files, one by one or together, for the commands that have many.

The ledger of a run (`--ledger-out`) is written to a new file, or to the file that the run read if it has not changed. A
ledger records payments. If a different run or the ledger of a different applicant overwrites it, amounts are paid
again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import attrs

from ipdsl.base.errors import LedgerChanged, LedgerFileExists
from ipdsl.base.files import shown_name
from ipdsl.base.findings.finding import Diagnostic, Report, Severity, with_changes
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.findings.rendering import one_line_text, place_text, to_objects
from ipdsl.base.source import Sources
from ipdsl.cli import options
from ipdsl.cli.console import OK, UNDETERMINED, call_language, message, say_notice, usage_error, worst
from ipdsl.cli.files import is_same_file, ledger_bytes, resolve_path, write_file
from ipdsl.cli.findings import at_places, exit_code, lacking_keys_lines, show_warnings
from ipdsl.cli.inputs import (
    FileRequest,
    check_number,
    locate_remarks,
    read_stated,
    read_tabular_members,
    report_in_ledger,
    warn_of_codes,
    with_file_name,
)
from ipdsl.decision.decision import Cohort, Decision, Request
from ipdsl.driver.library import Policy, read_applicant, read_fact_bytes, settle_applicant
from ipdsl.facts.cohort import (
    CohortMember,
    at_places_of_members,
    check_cohort,
    read_members,
    sources_of,
    with_applicant_path,
)
from ipdsl.ir.facts import Facts
from ipdsl.ledger.guards import new_to_the_ledger
from ipdsl.ledger.ledger_file import (
    ReadLedger,
    kept_lines,
    kept_lines_of_facts,
    ledger_to_plain,
    lines_to_write,
    plain_ledger,
)
from ipdsl.ledger.line_reader import AnyLine
from ipdsl.ledger.lines import WITHOUT_PAGES
from ipdsl.ledger.recall import lines_like
from ipdsl.plain_data.cohort_errors import DuplicateApplicant, EmptyCohort
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import JsonFile
from ipdsl.report.localizer import (
    wrap,
)
from ipdsl.schema.values.value_type import printable


@attrs.frozen
class LedgerOutput:
    """The file of a ledger, and the digest of its content at the start of the run, empty for a new file."""

    path: str
    initial_digest: str

    @classmethod
    def for_file(cls, path: str | None, history: str | None) -> LedgerOutput | None:
        """The file that `--ledger-out` names.

        Raises `FactsError` (U025) if it exists and is not the `--history` file.
        """
        if path is None:
            return None
        before = _digest(path)
        if before not in ("", _EMPTY) and not (history is not None and is_same_file(path, history)):
            raise FactsError(Report([LedgerFileExists(name=path)]))
        return cls(path, before)

    @property
    def problem(self) -> Diagnostic | None:
        """The finding (U026) if the file was changed or created during the run; otherwise `None`."""
        return None if _digest(self.path) == self.initial_digest else LedgerChanged(name=self.path)

    def write(self, ledger: Mapping[str, object]) -> Diagnostic | None:
        """Write the lines. If this fails, returns the finding, and the file is unchanged."""
        data = ledger_bytes(ledger)
        target = resolve_path(self.path)
        if isinstance(target, Diagnostic) or (target.exists() and not target.is_file()):
            return write_file(self.path, data)
        if not self.initial_digest:
            try:
                os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            except FileExistsError:
                return LedgerChanged(name=self.path)
            except OSError:  # problems of the folder or the name are reported below
                pass
            return write_file(self.path, data)
        with _lock_file(target) as is_same:
            return write_file(self.path, data) if is_same and self.problem is None else LedgerChanged(name=self.path)


def _digest(path: str) -> str:
    """The digest of a file. It is empty if the file is missing, or is a device or a pipe."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() if os.path.isfile(path) else ""
    except OSError:  # the code that reads the file reports this error
        return ""


@contextlib.contextmanager
def _lock_file(target: Path) -> Iterator[bool]:
    """Lock a file against other runs. Yields whether the file is still the one at its path."""
    with open(target, "rb") as file:
        try:
            import fcntl
        except ImportError:  # Windows does not replace open files
            yield True
            return
        with contextlib.suppress(OSError):  # a file system without locks gives no protection
            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield os.path.samestat(os.fstat(file.fileno()), target.stat())
        except FileNotFoundError:
            yield False


_EMPTY = hashlib.sha256().hexdigest()
"""The digest of an empty file, which may be overwritten."""


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


@attrs.frozen
class SettledApplicants:
    """The result of a settlement.

    - `details` and `kinds`: those of each decision's applicant, in the order of the decisions.
    - `other_lines`: the ledger lines of all other applicants, which a new ledger keeps.
    - `left_out`: the applicants that were not settled.
    - `options`: the options of the run that differ from the usual ones.
    """

    joint: Cohort
    details: Sequence[Mapping[str, str]]
    kinds: Sequence[frozenset[str]]
    other_lines: Sequence[AnyLine]
    left_out: Sequence[UnsettledApplicant]
    options: Mapping[str, object] = attrs.field(factory=dict)

    @property
    def decisions(self) -> Sequence[Decision]:
        """The decisions, in the order of the facts."""
        return self.joint.decisions

    @property
    def sole_applicant(self) -> str | None:
        """The applicant whom all facts and all lines of the ledger are about; `None` if there are others."""
        is_alone = len(self.decisions) == 1 and not (self.other_lines or self.left_out)
        return self.decisions[0].applicant if is_alone else None

    def show_remarks(self) -> None:
        """Print the remarks about the applicants and their ledger on standard error."""
        show_warnings([*self.joint.remarks, *(remark for decision in self.decisions for remark in decision.remarks)])
        if any(WITHOUT_PAGES in decision.assumed for decision in self.decisions):
            say_notice(WITHOUT_PAGES.text(call_language()))

    def select_applicants(self, applicants: Collection[str]) -> SettledApplicants:
        """The part of the result about some applicants, who may be missing or left out."""
        places = [place for place, decision in enumerate(self.decisions) if decision.applicant in applicants]
        return attrs.evolve(
            self, joint=attrs.evolve(self.joint, decisions=tuple(self.decisions[place] for place in places)),
            details=[self.details[place] for place in places], kinds=[self.kinds[place] for place in places],
            left_out=[entry for entry in self.left_out if entry.applicant in applicants],
        )  # fmt: skip


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

    return [
        {
            "applicant": applicant.applicant or None,
            "place": applicant.place,
            "findings": to_objects(applicant.problems, call_language()),
        }
        for applicant in left_out
    ]


def ledger_of_run(
    policy: Policy, run: SettledApplicants, history: str | None, whose: str | None = None
) -> dict[str, object]:
    """The lines of the decisions and of all other applicants; `whose` if they are about one applicant.

    Raises a usage error if lines in the facts of an applicant left out cannot be kept.
    """
    unsettled_lines: list[Sequence[AnyLine]] = []
    for entry in run.left_out:
        is_in_ledger = history is not None and not isinstance(entry.facts, Mapping)
        lines = [] if is_in_ledger else kept_lines_of_facts(entry.facts, policy.program)
        if lines is None or (history is not None and lines):
            raise usage_error(
                "the ledger would lack lines of {who}; correct the facts, or give the ledger by `--history`",
                "台账会缺少{who}的各行；请改正事实，或用`--history`给出台账",
                who=printable(entry.applicant or entry.place),
            )
        unsettled_lines.append(lines)
    return ledger_to_plain(
        policy.program, [*lines_to_write(run.decisions), *run.other_lines], whose, run.decisions, unsettled_lines,
        run.options,
    )  # fmt: skip


def settle(
    policy: Policy, files: Sequence[str], request: FileRequest, *, together: bool, policies: Sequence[Policy] = ()
) -> SettledApplicants:
    """Settle the applicants of all files together, or one by one. Raises `FactsError` as these two do.

    `policies` are all policies of the call: approvals and payments of the others are left out.
    """
    run = (settle_together if together else settle_separately)(policy, files, request, policies or (policy,))
    return attrs.evolve(run, options={**request.run_options, **({"cohort": True} if together else {})})


def settle_together(
    policy: Policy, files: Sequence[str], request: FileRequest, policies: Sequence[Policy]
) -> SettledApplicants:
    """Settle the applicants of all files together. Applicants of whom the files have only ledger lines are left out.

    Raises `FactsError` with all other problems, because a cohort cannot omit applicants.
    """
    loaded_request = request.read(policy, files)
    history, lines = request.history, loaded_request.history
    everyone = _applicants_under(policy, policies, files, request)
    absent = [member for member in everyone if member.is_absent and history is None]
    present = [member for member in everyone if history is not None or not member.is_absent]
    stated, read = _read_cohort(policy, present, loaded_request, history)
    if absent:
        data = [cast("Any", member.data) for member in absent]
        named = ({"applicant": facts["applicant"]["id"], **line} for facts in data for line in facts["history"])
        read = policy.beside(read, cast("Any", lines_like(data[0]["history"], named)))
    if history is not None:
        read = with_file_name(history, plain_ledger(lines), lambda: policy.beside(read, lines, request.accepted_by))
    joint = policy.evaluate_cohort(read, year=request.year, strict=request.strict, reopen=request.reopen)
    decisions = (
        locate_remarks(decision, member.data, _place_of_member(stated, member), history=history, ledger=lines)
        for decision, member in zip(joint.decisions, stated, strict=True)
    )
    other_lines = kept_lines(lines, policy.program, [facts.applicant for facts in read])
    left_out = [UnsettledApplicant.from_member(member, member.problems) for member in absent]
    joint = with_remarks(policy, attrs.evolve(joint, decisions=tuple(decisions)), lines, left_out)
    details, kinds = tuple(facts.details for facts in read), tuple(facts.kinds for facts in read)
    return SettledApplicants(joint, details, kinds, other_lines, left_out)


def settle_separately(
    policy: Policy, files: Sequence[str], request: FileRequest, policies: Sequence[Policy]
) -> SettledApplicants:
    """Settle the applicants of all files one by one. Applicants with findings are left out.

    Raises `FactsError` with all findings if no applicant could be settled.
    """
    loaded_request = request.read(policy, files)
    history, lines = request.history, loaded_request.history
    stated = _applicants_under(policy, policies, files, request)
    request_for_read = attrs.evolve(loaded_request, as_of=None, history=None, series=None)
    decisions: list[Decision] = []
    details: list[Mapping[str, str]] = []
    kinds: list[frozenset[str]] = []
    left_out: list[UnsettledApplicant] = []
    places: dict[str, list[str]] = {}
    sources = Sources()
    for entry in stated:
        if entry.problems:
            left_out.append(UnsettledApplicant.from_member(entry, entry.problems))
            continue
        facts = cast("Mapping[str, object]", entry.data)
        try:
            with report_in_ledger(history, lines, facts):
                read = read_applicant(policy, facts, loaded_request)
                decision = settle_applicant(policy, read, request_for_read)
            places.setdefault(decision.applicant, []).append(entry.place)
            decisions.append(
                locate_remarks(decision, facts, _place_of_member(stated, entry), history=history, ledger=lines)
            )
            details.append(read.details)
            kinds.append(read.kinds)
        except FactsError as error:
            sources.update(error.sources)
            left_out.append(
                UnsettledApplicant.from_member(
                    entry, with_applicant_path(error.report, entry.place) if len(stated) > 1 else error.report
                )
            )
    if left_out and not decisions:
        sources.update(sources_of(stated))
        raise FactsError(Report(problems_of(left_out)), sources)
    if not decisions:
        raise FactsError(Report([EmptyCohort(path="$")]))
    other_lines = kept_lines(lines, policy.program, [entry.applicant for entry in decisions])
    joint = with_remarks(policy, Cohort(tuple(decisions), ()), lines, left_out, places)
    return SettledApplicants(joint, tuple(details), tuple(kinds), other_lines, left_out)


def with_remarks(
    policy: Policy, joint: Cohort, history: ReadLedger | None, left_out: Sequence[UnsettledApplicant] = (),
    places: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Cohort:  # fmt: skip
    """The decisions with the remarks about their applicants. Raises `FactsError` with the errors about them.

    `places` are those of each applicant.
    """
    check_number(joint.decisions[0].ledger_number)
    findings = policy.compare_applicants(
        joint.decisions, history, new_applicants=bool(options.call_option("new_applicants")),
        left_out=[entry.applicant for entry in left_out if entry.applicant],
    )  # fmt: skip
    if errors := [finding for finding in findings if finding.severity is Severity.ERROR]:
        raise FactsError(Report([_at_both_places(finding, places) for finding in errors]))
    new = sum(decision.history_of_others > 0 for decision in joint.decisions)
    return attrs.evolve(joint, remarks=tuple(findings), noted=(*joint.noted, *new_to_the_ledger(new)))


def _at_both_places(finding: Diagnostic, places: Mapping[str, Sequence[str]]) -> Diagnostic:
    """A finding about an applicant that occurs twice, with the places of both."""
    if not isinstance(finding, DuplicateApplicant) or len(places.get(finding.applicant, ())) < 2:
        return finding
    first, second = places[finding.applicant][:2]
    return with_changes(finding, path=second, other=first)


def _place_of_member(stated: Sequence[CohortMember], member: CohortMember) -> str:
    """The place of an applicant, if there are several applicants."""
    return member.place if len(stated) > 1 else ""


def _applicants_under(
    policy: Policy, policies: Sequence[Policy], files: Sequence[str], request: FileRequest
) -> list[CohortMember]:
    """The applicants of all files, with the parts of their facts that belong to one of several policies."""
    loaded = [policy, *(other for other in policies if other is not policy)]
    members = read_applicants(loaded, files, request.accepted_by, by_applicant=True)
    if len(loaded) == 1:
        return members
    from ipdsl.driver.questions.comparison import facts_of_policy  # most runs are about one policy

    return [attrs.evolve(member, data=facts_of_policy(policy, loaded, member.data)) for member in members]


def read_applicants(
    loaded: Sequence[Policy], files: Sequence[str], accepted_by: str | None, *, by_applicant: bool = False
) -> list[CohortMember]:
    """The applicants of all files with their stated facts. A file that cannot be read gives a member with problems.

    The policies have one vocabulary. An applicant may be in a bureau's workbook and in another file, too: the file
    states the facts, the workbook the lines of the bureau.

    `accepted_by` is the name of the person who accepts a modified ledger in a bureau's workbook. With `by_applicant`, a
    wrong row also gives a member with problems, and the other applicants of its file are not refused.
    """
    stated: list[CohortMember] = []
    for name in files:
        data: bytes | None = None
        try:
            file_members = read_tabular_members(name, loaded, accepted_by=accepted_by, by_applicant=by_applicant)
            if file_members is not None:
                stated += file_members
                continue
            data = read_fact_bytes(name)
            members = read_members(data, shown_name(name), by_applicant=by_applicant)
            warn_of_codes([member.data for member in members], loaded[0])
            stated += members
        except FactsError as error:
            file = None if data is None else JsonFile(shown_name(name), data)
            stated.append(CohortMember(name, None, (*error.report,), file))
    of_bureau = [getattr(member.data, "is_of_bureau", False) for member in stated]
    return [*_with_lines_of_bureau(loaded[0], stated, of_bureau)] if len({*of_bureau}) > 1 else stated


def _with_lines_of_bureau(
    policy: Policy, stated: Sequence[CohortMember], of_bureau: Sequence[bool]
) -> Iterator[CohortMember]:  # fmt: skip
    """The applicants; one in a bureau's workbook and in another file has the facts of the file, and these lines."""
    from ipdsl.office.errors import CellReadingNote
    from ipdsl.office.forms.form import BUREAU_SHEETS
    from ipdsl.office.forms.stated_facts import SheetFacts

    def facts_of(data: object) -> Facts | None:
        """The facts without the lines of the bureau; `None` if they cannot be read."""
        try:
            parts = {name: part for name, part in cast("Any", data).items() if name not in BUREAU_SHEETS}
            return policy.read_facts(parts)
        except (FactsError, AttributeError):
            return None

    members = [(member, facts_of(member.data), is_copy) for member, is_copy in zip(stated, of_bureau, strict=True)]
    copies = {facts.applicant: (member, facts) for member, facts, is_copy in members if facts is not None and is_copy}
    names = {
        UnsettledApplicant.from_member(member, ()).applicant if facts is None else facts.applicant
        for member, facts, is_copy in members
        if not is_copy
    }
    for member, facts, is_copy in members:
        if is_copy or facts is None or facts.applicant not in copies:
            if facts is None or not is_copy or facts.applicant not in names:
                yield member
            continue
        copy, copied_facts = copies.pop(facts.applicant)
        bureau_data, firm_data = cast("SheetFacts", copy.data), cast("Mapping[str, object]", member.data)
        if (facts.digest, facts.details) != (copied_facts.digest, copied_facts.details):
            what = Phrase(*_OTHER_FACTS, file=member.place)
            show_warnings([CellReadingNote(path=copy.place, what=what, advice=_MAKE_AGAIN)])
        lines = {name: bureau_data[name] for name in BUREAU_SHEETS if name in bureau_data}
        remarks = (*getattr(firm_data, "remarks", ()), *bureau_data.remarks)
        yield attrs.evolve(member, data=SheetFacts({**firm_data, **lines}, bureau_data.places, remarks))


_OTHER_FACTS = (
    "this applicant has other facts here than in `{file}`, which count",
    "此处该申请人的事实与`{file}`不同，以后者为准",
)
_MAKE_AGAIN = Phrase(
    "compare them; `ipdsl template --for bureau` with all these files writes the workbook again, with its approvals",
    "请核对；用`ipdsl template --for bureau`并给出以上全部文件，可重新生成工作簿，已填的核定金额会保留",
)


def _read_cohort(
    policy: Policy, stated: Sequence[CohortMember], request: Request, history_file: str | None
) -> tuple[list[CohortMember], list[Facts]]:
    """Applicants, as stated and as read. Raises `FactsError` with the problems of all applicants."""
    problems, sources = Report(), Sources()
    of_each: list[tuple[CohortMember, Facts]] = []
    for member in stated:
        problems.extend(member.problems)
        if member.problems:
            continue
        try:
            of_each.append((member, read_stated(policy, member.data, request, history_file)))
        except FactsError as error:
            sources.update(error.sources)
            problems.extend(with_applicant_path(error.report, member.place))
    members, read = [member for member, _ in of_each], [facts for _, facts in of_each]
    if len(problems):
        sources.update(sources_of(stated))
        raise FactsError(problems, sources)
    try:
        check_cohort(read, [member.place for member in members], policy.program)
    except FactsError as error:
        raise at_places_of_members(error, members) from None
    return members, read
