"""Facts of many applicants: reads a file with one applicant, a list of them, or one per line, and checks a cohort.

`FactsError` has the problems of all applicants. The path of each problem begins with the file and line, or with the
index in the list. A broken line is reported, and the other lines are read.

Published ranks of a cohort must be possible in one ranking and must fit the stated figures. The greatest figure has
rank 1. Equal figures share a rank, and the ranks after it are skipped. A figure of 0 has no rank. The cohort may be a
part of all ranked applicants, so a rank may be lower than in the cohort alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report, with_changes
from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Sources, Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import DECIMALS
from ipdsl.engine.operations import value_text
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import Program
from ipdsl.kernel.rule_table import payments_of_group, table_of_program, total_taken
from ipdsl.ledger.lines import (
    events_of,
    lines_of_outsiders,
    payment_history,
    payment_history_of_lines,
    policy_lines,
    with_awards_of_lines,
)
from ipdsl.ledger.recall import SimilarIds
from ipdsl.plain_data.cohort_errors import BrokenLine, ContradictoryRank, DuplicateApplicant, EmptyCohort
from ipdsl.plain_data.context import rule_name
from ipdsl.plain_data.errors import FactsError, ImpossibleHeadroom, NotJson, TextAfterEnd
from ipdsl.plain_data.strict_json import (
    FactsText,
    JsonFile,
    NumberedLine,
    has_applicant_per_line,
    loads,
    nonblank_lines,
    text_of,
    with_text,
)
from ipdsl.schema.types.money import minor_to_text
from ipdsl.settlement.cohort import ExternalMembers


@attrs.frozen(eq=False, repr=False)
class CohortMember(ValueObject):
    """The plain facts of one applicant, and their place. A member with `problems` cannot be read.

    `file` is the JSON file that states it. A member that `is_absent` has only lines of a ledger.
    """

    place: str
    data: object
    problems: tuple[Diagnostic, ...] = ()
    file: JsonFile | None = None
    is_absent: bool = False


def read_members(data: bytes, name: str, *, by_applicant: bool = False) -> list[CohortMember]:
    """The applicants of a file; raises `FactsError` for a blank file and for every line that is not JSON.

    With `by_applicant`, such a line is a member with problems.
    """
    lines = nonblank_lines(data)
    if not lines:
        raise FactsError(
            Report([EmptyCohort(span=Span(name, 1, 1, 1, 1), holder=Phrase("`{name}` holds", "`{name}`中", name=name))])
        )
    file = JsonFile(name, data)
    if has_applicant_per_line(lines):
        return _members_by_line(lines, file, by_applicant)
    whole = loads(data, name)
    if isinstance(whole, list):
        return [
            CohortMember(f"{name}[{index}]", with_text(entry, FactsText(file, index=index)), file=file)
            for index, entry in enumerate(whole)
        ]
    return [CohortMember(name, with_text(whole, FactsText(file)), file=file)]


def _members_by_line(lines: Iterable[NumberedLine], file: JsonFile, by_applicant: bool) -> list[CohortMember]:
    members: list[CohortMember] = []
    problems = Report()
    for number, line in lines:
        place = f"{file.name}:{number}"
        try:
            data = with_text(loads(line, file.name), FactsText(file, line=number))
            members.append(CohortMember(place, data, file=file))
        except FactsError as error:
            findings = [_with_line_number(problem, number) for problem in error.report]
            problems.extend(findings)
            members.append(CohortMember(place, None, (*findings,), file))
    if len(problems) and not by_applicant:
        raise FactsError(problems, sources_of(members))
    return members


def sources_of(members: Iterable[CohortMember]) -> Sources:
    """The texts of the files that state the members, for showing findings."""
    sources = Sources()
    for file in {id(member.file): member.file for member in members}.values():
        if file is not None:
            sources.add(file.shown_source)
    return sources


def at_places_of_members(error: FactsError, members: Sequence[CohortMember]) -> FactsError:
    """The error with the places of its findings in the files of the members, whose places are before each path."""
    from ipdsl.plain_data.json_places import with_places  # valid facts do not need it

    return with_places(error, {member.place: text_of(member.data) for member in members})


def _with_line_number(problem: Diagnostic, number: int) -> Diagnostic:
    """A finding about the text of a line, with its place in the file."""
    line_span = problem.span and attrs.evolve(problem.span, line=number, end_line=number)
    match problem:
        case NotJson(problem=why):
            return BrokenLine(span=line_span, line=number, problem=why)
        case TextAfterEnd():
            return BrokenLine(
                span=line_span,
                line=number,
                problem=Phrase("there is text after its last brace", "最后一个花括号之后还有内容"),
            )
        case _:
            spans = (attrs.evolve(r.span, line=number, end_line=number) for r in problem.related)
            related = (attrs.evolve(r, span=span) for r, span in zip(problem.related, spans, strict=True))
            return with_changes(problem, span=line_span, related=tuple(related))


def with_applicant_path(problems: Iterable[Diagnostic], place: str) -> list[Diagnostic]:
    """Findings about one applicant, with its place before each path.

    A path in another file is unchanged, and so is a finding that already has a place in its file.
    """
    return [
        with_path(finding, f"{place} {finding.path}")
        if finding.span is None and (finding.path or "")[:1] == "$"
        else finding
        for finding in problems
    ]


def with_path(problem: Diagnostic, path: str | None, **facts: Any) -> Diagnostic:
    """A copy of a finding with a different path, and further attributes replaced."""
    return with_changes(problem, path=path, **facts)


def check_cohort(
    cohort: Sequence[Facts], places: Sequence[str] = (), program: Program | None = None,
    external_members: ExternalMembers | None = None
) -> None:  # fmt: skip
    """Raise `FactsError` for an empty cohort, a repeated applicant, or contradictory published ranks.

    `external_members` are other members of the cohort; they have no published ranks.
    """
    place_names = places or [f"[{index}]" for index in range(len(cohort))]
    problems: list[Diagnostic] = [] if cohort or external_members is not None else [EmptyCohort(path="$")]
    ids = SimilarIds(answer for facts in cohort for answer in facts.answers)
    for facts, place in zip(cohort, place_names, strict=True):
        name, path = facts.applicant, f"{place} $.applicant.id"
        elsewhere = ids.add(name, place)
        if (look_alike := ids.finding(name, path)) is not None:
            problems.append(look_alike)
        elif elsewhere != place:
            problems.append(DuplicateApplicant(path=path, applicant=name, other=elsewhere))
    if not problems and program is not None:
        problems += [
            *rank_contradictions(program, cohort, place_names, external_members),
            *headroom_contradictions(program, cohort, place_names),
        ]
    if problems:
        raise FactsError(Report(problems))


_FEW = 3


@attrs.frozen(eq=False, repr=False)
class _PublishedRank(ValueObject):
    """A published rank with its figure (`None`: not stated), and its path."""

    applicant: str
    figure: str
    year: int
    rank: int
    value: int | Fraction | None
    shown: str
    path: str

    def refutation(self, because: Phrase) -> Diagnostic:
        """The finding that this rank is impossible."""
        return ContradictoryRank(
            path=self.path, applicant=self.applicant, figure=self.figure, year=self.year,
            place=Phrase("place {rank}", "第{rank}名", rank=self.rank) if self.rank else Phrase("no place", "没有名次"),
            because=because,
        )  # fmt: skip


def rank_contradictions(
    program: Program, cohort: Sequence[Facts], places: Sequence[str], external_members: ExternalMembers | None = None
) -> Iterator[Diagnostic]:  # fmt: skip
    """A finding for each impossible published rank, once over all rankings by its figure."""
    reported_paths: set[str | None] = set()
    for place, ranking in enumerate(program.rankings):
        ranked = [
            (f, member_place)
            for f, member_place in zip(cohort, places, strict=True)
            if not f.kinds.isdisjoint(ranking.among)
        ]
        type_ = program.schema.figure_by_name[ranking.figure].type
        words = partial(value_text, type_=type_, currency=program.currency)
        for year, stated in sorted(_ranks_by_year(ranking.figure, ranked, words).items()):
            values = [_figure_value(facts, ranking.figure, year) for facts, _ in ranked]
            elsewhere = () if external_members is None else external_members.external_ranks(place).figures.get(year, ())
            more = sorted([*(value for value in values if value is not None), *elsewhere])
            for problem in _contradictions_in_year(stated, more, is_shared=not ranking.ties):
                if problem.path not in reported_paths:
                    reported_paths.add(problem.path)
                    yield problem


def _ranks_by_year(
    figure: str, ranked: Sequence[tuple[Facts, str]], words: Callable[[int | Fraction | None], str]
) -> dict[int, list[_PublishedRank]]:
    stated = (
        (facts, rank, _figure_value(facts, figure, rank.year), f"{place} $.published[{index}].rank")
        for facts, place in ranked
        for index, rank in enumerate(facts.ranks)
        if rank.figure == figure and not rank.among
    )
    return values_by_key(
        (rank.year, _PublishedRank(facts.applicant, figure, rank.year, rank.rank, value, words(value), path))
        for facts, rank, value, path in stated
    )


def _figure_value(facts: Facts, figure: str, year: int) -> int | Fraction | None:
    value = facts.figures.get(year, {}).get(figure)
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _contradictions_in_year(
    stated: list[_PublishedRank], figures: list[int | Fraction], *, is_shared: bool
) -> Iterator[Diagnostic]:
    """The impossible ranks of a year; `figures` are those of the whole cohort, ascending.

    `is_shared`: equal figures share a rank.
    """
    has_none, stated = [entry for entry in stated if not entry.rank], [entry for entry in stated if entry.rank]
    for entry in has_none:
        if entry.value is not None and entry.value > 0:
            yield entry.refutation(
                Phrase(
                    "the figure is {shown}, and who has something has a place",
                    "数据是{shown}，有数据的就有名次",
                    shown=entry.shown,
                )
            )
    known = [(entry, entry.value) for entry in stated if entry.value is not None]
    yield from (
        entry.refutation(Phrase("the figure is 0, and who has nothing has no place", "数据是0，没有数据的没有名次"))
        for entry, value in known
        if value <= 0
    )
    yield from _figure_contradictions(known, figures, is_shared=is_shared)
    yield from _shared_rank_contradictions(stated)


def _figure_contradictions(
    known: list[tuple[_PublishedRank, int | Fraction]], figures: list[int | Fraction], *, is_shared: bool
) -> Iterator[Diagnostic]:
    """Ranks that contradict the order of figures, split equal figures, or leave too few ranks before them.

    If equal figures are in the order of a field, only ranks of different figures are compared.
    """
    before: tuple[_PublishedRank, int | Fraction, int] | None = None
    for entry, value in sorted(known, key=lambda pair: (-pair[1], pair[0].rank, pair[0].applicant)):
        better = len(figures) - bisect_right(figures, value)
        if not is_shared and before is not None and value == before[1]:
            continue
        if entry.rank <= better:
            one_has = Phrase(
                "{count} of the cohort has more than {shown}",
                "同批中有{count}个多于{shown}",
                count=1,
                shown=entry.shown,
            )
            many = Phrase(
                "{count} of the cohort have more than {shown}",
                "同批中有{count}个多于{shown}",
                count=better,
                shown=entry.shown,
            )
            yield entry.refutation(one_has if better == 1 else many)
        elif before is not None and value == before[1] and entry.rank != before[0].rank:
            yield entry.refutation(
                Phrase(
                    "{named} with {shown} as well, and equals share a place",
                    "{named}，数据同为{shown}，而相同的应当并列",
                    named=_holder_of_rank(before[0]),
                    shown=entry.shown,
                )
            )
        elif before is not None and value < before[1] and entry.rank <= before[0].rank:
            yield entry.refutation(
                Phrase(
                    "{named} with {shown}, and {shown2} is less",
                    "{named}，数据为{shown}，而{shown2}较少",
                    named=_holder_of_rank(before[0]),
                    shown=before[0].shown,
                    shown2=entry.shown,
                )
            )
        elif before is not None and entry.rank - before[0].rank < better - before[2]:
            yield entry.refutation(
                Phrase(
                    "{named}, and {between} of the cohort come from there to {shown}",
                    "{named}，而从那里到{shown}之间，同批中还有{between}个",
                    named=_holder_of_rank(before[0]),
                    between=better - before[2],
                    shown=entry.shown,
                )
            )
        before = entry, value, better


def _shared_rank_contradictions(stated: list[_PublishedRank]) -> Iterator[Diagnostic]:
    """Ranks that a shared earlier rank rules out."""
    by_rank = values_by_key((entry.rank, entry) for entry in stated)
    free, shared = 1, stated[:0]
    for rank, entries in sorted(by_rank.items()):
        if rank < free:
            names = join_phrases(sorted(entry.applicant for entry in shared)[:_FEW])
            if len(shared) > _FEW:
                names = Phrase("{names} and others", "{names}等", names=names)
            because = Phrase(
                "place {rank} is shared by {names}, so that the next is {free}",
                "第{rank}名由{names}并列，下一名应为第{free}名",
                rank=shared[0].rank,
                names=names,
                free=free,
            )
            yield from (entry.refutation(because) for entry in entries)
            continue
        free, shared = rank + len(entries), entries


def headroom_contradictions(program: Program, cohort: Sequence[Facts], places: Sequence[str]) -> Iterator[Diagnostic]:
    """A finding for each impossible published value of a rule across applicants.

    Another applicant states a different value, or the ledgers charged more than a cap leaves.
    """
    yield from _differing_balances(program, cohort, places)
    if not any(facts.balances.left for facts in cohort):
        return
    outsiders = lines_of_outsiders(cohort)
    program = with_awards_of_lines(program, cohort, outsiders)
    rules = {rule.step_rule.name: rule for rule in table_of_program(program).rules if rule.step_rule.is_across}
    recalls = [payment_history(program, facts, events_of(program, policy_lines(program, facts))) for facts in cohort]
    recalls.append(payment_history_of_lines(program, outsiders))
    for facts, place in zip(cohort, places, strict=True):
        for (name, group), headroom in facts.balances.left.items():
            rule = rules[name]
            charged = total_taken(rule, payments_of_group(rule, group, recalls))
            if rule.step_rule.amount is not None and headroom + charged > rule.step_rule.amount:
                spent = minor_to_text(charged, DECIMALS[program.currency])
                because = Phrase("the ledgers of the cohort took {spent} of it", "同批的台账已用去{spent}", spent=spent)
                yield ImpossibleHeadroom(path=f"{place} $.published", cap=rule_name(program, name), because=because)


def _differing_balances(program: Program, cohort: Sequence[Facts], places: Sequence[str]) -> Iterator[Diagnostic]:
    """A finding for each published value that differs from that of an earlier applicant."""
    first: dict[object, tuple[object, str]] = {}
    for facts, place in zip(cohort, places, strict=True):
        values: list[tuple[tuple[object, ...], object]] = [x for part in facts.balances for x in part.items()]
        for key, value in values:
            earlier, of_others = first.setdefault(key, (value, place))
            if earlier != value:
                because = Phrase("{of_others} has another value", "{of_others}写的是另一个数", of_others=of_others)
                yield ImpossibleHeadroom(
                    path=f"{place} $.published", cap=rule_name(program, str(key[0])), because=because
                )


def _holder_of_rank(entry: _PublishedRank) -> Phrase:
    return Phrase(
        "place {rank} is that of {applicant}", "第{rank}名是{applicant}", rank=entry.rank, applicant=entry.applicant
    )
