"""Whole ledgers: a file written by `--ledger-out`, a plain list of lines, or a decision; and checks of their lines.

Input: plain data from JSON. Output: its lines, to be read as the history of facts, or `FactsError` if they belong to
another policy, currency or applicant. `check_lines` compares lines that were read with the rest of the facts.

`clause_years` has the years in which each clause pays, and `is_misspelled_name` detects names similar to the policy's.
Both find mistakes in history lines. Days within a year are not compared.

Ledgers that were written before 0.7: complete one, or find what several of them paid twice.

`complete_ledger` adds the page that read a ledger last, and the keys of its lines that follow from a line or from the
claim of its event. No sum changes. A line that lacks a key of the page itself stays without a page, so that a later run
reports the key.

`check_ledgers` compares the lines of any number of ledgers with the rules of a page. Rules count as settlement counts
them (`PaymentHistory`). An event that several ledgers have counts once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import MessageValue, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DECIMALS
from ipdsl.claims.applicability import earliest_day
from ipdsl.claims.claim import key_text, situation_of_lines
from ipdsl.claims.proposer import with_ended_awards
from ipdsl.engine.matters import records_with_item, stated_fields
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import Facts, LedgerLine, Open, all_records
from ipdsl.ir.terms import Clause, Program, TriggerKind, clauses_by_label, is_matter
from ipdsl.kernel.overpayments import paid_and_allowed
from ipdsl.kernel.rule_table import PaymentHistory, table_of_program
from ipdsl.ledger.guards import impossible_answers
from ipdsl.ledger.line_reader import (
    DIGEST,
    HEAD,
    PAGE,
    AnyLine,
    check_keys,
    line_by_types,
    line_digest,
    line_to_plain,
    read_lines,
    seal_breaks,
    seal_ledger,
)
from ipdsl.ledger.lines import (
    PLACES,
    UNKNOWN,
    counted_fields,
    events_of,
    facts_from_lines,
    fill_in_line,
    item_of,
    keys_of_line,
    line_order,
    missing_key_finding,
    page_of,
    payment_history,
    policy_lines,
    read_page,
)
from ipdsl.ledger.recall import LedgerEntries, Recall, SimilarIds, current_ids, is_answer, known_pages, lines_like
from ipdsl.plain_data import errors as e
from ipdsl.plain_data.context import ReadContext, clause_labels
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import copy_origin
from ipdsl.schema.declarations import is_period, row_of_key
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.values.value_type import ForeignAmount, Special, child_path, printable

if TYPE_CHECKING:
    from ipdsl.decision.decision import Decision


_DIGITS = re.compile(r"[0-9]+")


@attrs.frozen(eq=False, repr=False)
class ClauseYears(ValueObject):
    """The years of a clause's events, both ends included, and the last year that pays carried money."""

    first: int | None
    last: int | None
    last_paid: int | None

    def problem(self, line: LedgerLine) -> tuple[MessageValue, str] | None:
        """The year of a line or payment outside these years, with the part of the line that states it."""
        year = line.year  # 0 if it was not known
        if year and ((self.first is not None and year < self.first) or (self.last is not None and year > self.last)):
            return str(year), "year"
        if self.last_paid is None or line.parts:
            return None  # instalments may be due in any later year
        late = [due for due, sum_ in line.due.items() if due > self.last_paid and sum_]
        return (Phrase("a payment in {year}", "{year}年的兑现", year=max(late)), "due") if late else None

    def to_phrase(self) -> Phrase:
        """The years as text."""
        if self.last is None:
            return Phrase("from {first}", "{first}年起", first=str(self.first))
        years = Phrase("in {last}", "{last}年", last=self.last)
        if self.first != self.last:
            years = Phrase("from {first} to {last}", "{first}年至{last}年", first=str(self.first), last=self.last)
        if self.last_paid == self.last:
            return years
        return Phrase(
            "{years}, and money carried to {until}",
            "{years}，以及结转至{until}年的",
            years=years,
            until=str(self.last_paid),
        )


def clause_years(program: Program) -> Mapping[str, ClauseYears]:
    """The years of each clause, by label: the window, extended by the clause's own start or the discretion day."""
    return {clause.label: _years(program, clause) for clause in program.clauses}


def _years(program: Program, clause: Clause) -> ClauseYears:
    start, end = program.window.start, program.window.end
    first = None if start is None else min(start, earliest_day(program, clause) or start)
    year_of = program.year_of
    return ClauseYears(
        None if first is None else year_of(first),
        *((None, None) if end is None else (year_of(end), year_of(end) + program.settlement.wait(clause.index))),
    )


def is_misspelled_name(name: str, program: Program) -> bool:
    """Whether a name is a misspelling of the policy's name.

    A name with different digits, such as another year, is the name of another document.
    """
    is_near = _DIGITS.findall(name) == _DIGITS.findall(program.name) and bool(nearest(name, [program.name]))
    is_replaced = any(name == replaced.document for replaced in program.replaced)
    return not is_replaced and (name == program.document or is_near)


ANSWERS = "answers"
"""The part of a ledger with answers that were given for a run; its own answers are among its lines. Without a ledger,
it is the only part.
"""

LEDGER_FORM = 3
READABLE_FORMS = (1, 2, LEDGER_FORM)
"""The forms that can be read. Lines of form 1 have `paid` instead of `due`; heads of forms 1 and 2 have no pages."""


def ledger_to_plain(
    program: Program, lines: Iterable[AnyLine], applicant: str | None = None, decisions: Iterable[Decision] = (),
    further: Iterable[Sequence[AnyLine]] = (), options: Mapping[str, object] = MappingProxyType({}),
) -> dict[str, object]:  # fmt: skip
    """A ledger in file form; `applicant` if all lines are about the same applicant.

    `decisions` and `options` are those of the run. Some decisions know the ledger that was read. `further` are other
    lines of it.
    """
    ledgers = [(decision.pages, decision.ledger_number, decision.answers) for decision in decisions]
    ledgers += [
        (recall.pages, recall.number, recall.answers) for part in further if (recall := getattr(part, "recall", None))
    ]
    pages, number, answers = max(ledgers, key=lambda ledger: len(ledger[0]), default=((page_of(program),), "", ()))
    of_lines = seal_ledger(
        program.name, applicant, program.currency, [*lines, *chain(*further), *answers], pages, number, options
    )
    return file_form(program, applicant, of_lines)


def file_form(program: Program, applicant: str | None, of_lines: Mapping[str, object]) -> dict[str, object]:
    """The head, pages and lines of a ledger in file form."""
    whose = {} if applicant is None else {"applicant": applicant}
    return {"schema": LEDGER_FORM, "policy": program.name, **whose, "currency": program.currency, **of_lines}


def number_of(ledger: object) -> str:
    """The number of a ledger; empty if it has none."""
    head = ledger.get(HEAD) if isinstance(ledger, Mapping) else None
    number = head.get("number") if isinstance(head, Mapping) else None
    return number if isinstance(number, str) else ""


_OPTION_TYPES = {"year": int, "as_of": str, "reopen": int, "strict": bool, "cohort": bool}


def options_of(ledger: Mapping[str, object]) -> dict[str, Any]:
    """The options of the run that wrote a ledger, by name. Raises `ValueError` for options that no run has."""
    head = ledger.get(HEAD)
    options = head.get("options", {}) if isinstance(head, Mapping) else {}
    if not isinstance(options, Mapping) or any(type(options[name]) is not _OPTION_TYPES.get(name) for name in options):
        raise ValueError("not options of a run")
    return dict(options)


def is_ledger(data: object) -> bool:
    """Whether something other than answers is given in place of a ledger."""
    return not (isinstance(data, Mapping) and data.keys() == {ANSWERS})


def answers_of(ledger: object) -> list[Mapping[str, object]]:
    """The answers of a ledger, and those that were given for a run."""
    lines = [*ledger.get("ledger", ()), *ledger.get(ANSWERS, ())] if isinstance(ledger, Mapping) else ledger
    return [line for line in lines if is_answer(line)] if isinstance(lines, list | tuple) else []


def recall_of(ledger: object, program: Program) -> Recall:
    """The pages of a ledger, followed up to the page of a policy. Raises `FactsError` if they cannot be read."""
    pages = ledger.get("pages") if isinstance(ledger, Mapping) else None
    try:
        return Recall(program, [read_page(page) for page in pages or ()], number_of(ledger), answers_of(ledger))
    except (LookupError, TypeError, ValueError, AttributeError):
        raise FactsError(Report([e.LedgerLacksPart(path="$.pages", part="pages")])) from None


def lines_to_write(decisions: Iterable[Decision]) -> list[AnyLine]:
    """The lines of decisions.

    Each line names its applicant; otherwise it would be read as a line of every applicant.
    """
    return [
        line if line.applicant else line.changed(applicant=decision.applicant)
        for decision in decisions
        for line in decision.ledger
    ]


def plain_lines(
    data: object, program: Program, applicant: str | None = None, *, accept_modified: bool = False
) -> LedgerEntries:
    """The lines of a ledger in any of its forms. If `applicant` is given, only its lines are checked for changes.

    `accept_modified`: somebody takes responsibility for changes to the file.
    """
    if isinstance(data, LedgerEntries):
        return data
    answers, context = answers_of(data), ReadContext(program)
    lines, recall = cast("Sequence[Any]", ()), cast("Recall | None", None)
    if isinstance(data, list | tuple) or not is_ledger(data):
        given = data if isinstance(data, list | tuple) else ()
        lines = [_line_without_part(line, PAGE) for line in given] if answers else given
        recall = Recall(program, (), "", answers) if answers else None
    elif not isinstance(data, Mapping) or not isinstance(data.get("ledger"), list | tuple):
        context.report_wrong_form(
            data,
            "$",
            Phrase("the ledger", "台账"),
            Phrase("an object with a list `ledger`", "含有列表`ledger`的对象"),
            Phrase(
                'the least is {{"policy": "…", "currency": "CNY", "ledger": []}}, or a list of lines',
                '至少应写`{{"policy": "…", "currency": "CNY", "ledger": []}}`，或一个列表，列出各行',
            ),
        )
    else:
        ids = current_ids(answers)
        check_head(context, _head_today(data, ids), applicant)
        names = None if applicant is None else (None, "", applicant, *(old for old in ids if ids[old] == applicant))
        for finding in (
            seal_breaks(data, _written_for(data, program), program.currency, names)
            if not (context.finding_count or accept_modified)
            else ()
        ):
            context.add(finding)
        lines, recall = data["ledger"], None if context.finding_count else recall_of(data, program)
    entries = LedgerEntries((line for line in lines if not is_answer(line)) if answers else lines, recall)
    if recall is not None:  # answers with a digest were read by an earlier run
        for impossible in impossible_answers([line for line in answers if DIGEST not in line], entries, recall):
            context.add(impossible)
    context.raise_findings()
    return entries


def _head_today(data: Mapping[str, object], ids: Mapping[str, str]) -> dict[str, object]:
    """The head of a ledger with the present id of its applicant."""
    return {**data, "applicant": ids.get(str(whose := data.get("applicant")), whose)}


def _written_for(data: Mapping[str, object], program: Program) -> str:
    """The policy that a ledger names; a ledger that names none is of this one."""
    return str(_policy_of(data) or program.name)


def _policy_of(data: Mapping[str, object]) -> object:
    """The name of the policy of a ledger; a decision has more than the name."""
    policy = data.get("policy")
    return policy.get("name") if isinstance(policy, Mapping) else policy


def modification_remark(places: Sequence[str], accepted_by: str) -> Phrase:
    """The remark that a ledger was modified at these places, and who is responsible."""
    return Phrase("the ledger was modified ({places}): {who} answers for it", "台账有改动（{places}），由{who}负责",
                  places=join_phrases(places), who=printable(accepted_by))  # fmt: skip


class ReadLedger:
    """A ledger that is read once for all applicants of a run: `data` is plain data, `entries` are its lines.

    If `applicant` is given, only the lines of this applicant are checked for modifications.
    """

    def __init__(
        self, data: object, program: Program, applicant: str | None = None, *, accept_modified: bool = True
    ) -> None:
        self.data, self.program = data, program
        self.entries = plain_lines(data, program, applicant, accept_modified=accept_modified)
        owners = map(self.entries.applicant_of, self.entries)
        self.places = values_by_key((id_ if isinstance(id_, str) else "", place) for place, id_ in enumerate(owners))
        """The places of the lines of each applicant; `""`: of the lines that name none."""
        self._lines: dict[int, LedgerLine] = {}

    @classmethod
    def of(
        cls, data: object, program: Program, applicant: str | None = None, *, accept_modified: bool = True
    ) -> ReadLedger:
        """The ledger, which is read unless that was done for this program."""
        if isinstance(data, ReadLedger) and data.program is program:
            return data
        return cls(plain_ledger(data), program, applicant, accept_modified=accept_modified)

    @cached_property
    def paths(self) -> list[str]:
        """The path of each line in the ledger, which may have answers among them."""
        lines: Any = self.data["ledger"] if isinstance(self.data, Mapping) else self.data
        return [f"$.ledger[{number}]" for number, line in enumerate(lines) if not is_answer(line)]

    @cached_property
    def changed_places(self) -> list[str]:
        """The places in which the ledger was modified."""
        data, program = self.data if isinstance(self.data, Mapping) else {"ledger": ()}, self.program
        return [finding.path or "" for finding in seal_breaks(data, _written_for(data, program), program.currency)]

    def places_of(self, applicant: str | None) -> Sequence[int]:
        """The places of the lines of an applicant, and of those that name none; of all lines if it is not known."""
        names = self.places if applicant is None else {"", applicant}
        return sorted(place for name in names for place in self.places.get(name, ()))

    def entries_of(self, applicant: str | None) -> LedgerEntries:
        """The lines for the facts of an applicant. Raises `FactsError` if the ledger is about another one."""
        recall, context = self.entries.recall, ReadContext(self.program)
        if isinstance(self.data, Mapping) and is_ledger(self.data) and recall is not None:
            check_head(context, _head_today(self.data, recall.ids), applicant)
        context.raise_findings()
        own_lines = (self.entries[place] for place in self.places_of(applicant))
        return LedgerEntries(own_lines, recall, len(self.places.keys() - {"", applicant}))

    def lines_at(self, context: ReadContext, places: Sequence[int]) -> tuple[LedgerLine, ...]:
        """The lines at these places, as the present page reads them; empty if there are findings."""
        unread = [place for place in places if place not in self._lines]
        entries, paths = [self.entries[place] for place in unread], [self.paths[place] for place in unread]
        lines = read_lines(context, entries, paths, self.entries.recall)
        if context.finding_count:
            return ()
        self._lines.update(zip(unread, lines, strict=True))
        return tuple(self._lines[place] for place in places)


def plain_ledger(data: object) -> object:
    """A ledger as plain data, whether it was read or not."""
    return data.data if isinstance(data, ReadLedger) else data


def facts_with_ledger(
    facts: Mapping[str, object], data: object, program: Program, *, accept_modified: bool = False
) -> dict[str, object]:
    """Plain facts with their lines of a ledger as history; raises `FactsError` if they already state a history."""
    history, name, plain = facts.get("history"), _applicant_of(facts), plain_ledger(data)
    if history and is_ledger(plain):
        raise _facts_error(Report([e.DuplicateHistory(path="$.history")]), facts)
    try:
        lines = ReadLedger.of(data, program, name, accept_modified=accept_modified).entries_of(name)
    except FactsError as error:
        raise _facts_error(error.report, plain) from None
    if not is_ledger(plain):
        return _with_answers(facts, lines.recall, program)
    return copy_origin(facts, {**facts, "history": lines}, {"$.history": None})


def _with_answers(facts: Mapping[str, object], given: Recall | None, program: Program) -> dict[str, object]:
    """The facts with answers that were given without a ledger, in addition to those of their own history."""
    history = facts.get("history")
    if given is None or not (history is None or isinstance(history, list)):
        return {**facts}
    before: Recall | None = getattr(history, "recall", None)
    recall = (before and before.recall_for(program, given.answers)) or given
    entries = LedgerEntries(history or (), recall, is_stated=history is not None)
    return copy_origin(facts, {**facts, "history": entries})


def _facts_error(report: Report, data: object) -> FactsError:
    from ipdsl.plain_data.json_places import facts_error  # valid facts do not need it

    return facts_error(report, data)


def facts_with_other_lines(
    cohort: Sequence[Facts], data: object, program: Program, accepted_by: str | None = None, *, together: bool
) -> list[Facts]:  # fmt: skip
    """The facts of all applicants with the ledger's lines about other applicants, and with remarks about modifications.

    `accepted_by` is responsible for modifications. `together`: the applicants are settled together.
    """
    changed = () if accepted_by is None else ReadLedger.of(data, program).changed_places
    edits = (modification_remark(changed, str(accepted_by)),) if changed else ()
    names = [facts.applicant for facts in cohort]
    is_asked = together or any(step.is_across for step in program.settlement.steps)
    other_lines = lines_of_other_applicants(data, program, names, together=together) if is_asked else ()
    return [attrs.evolve(facts, others=other_lines, remarks=(*facts.remarks, *edits)) for facts in cohort]


def kept_lines(data: object, program: Program, applicants: Iterable[str]) -> list[AnyLine]:
    """The lines of a ledger about others than these applicants, which a run keeps as they are; none without a ledger.

    Digests of ledgers before schema 3 are left out, because they depend on the place of their line.
    """
    ledger = ReadLedger.of([] if data is None else data, program)
    settled = {place for name in ("", *applicants) for place in ledger.places.get(name, ())}
    has_pages = isinstance(ledger.data, Mapping) and "pages" in ledger.data
    kept_entries = (line for place, line in enumerate(ledger.entries) if place not in settled)
    return [cast("AnyLine", line if has_pages else _line_without_part(line, DIGEST)) for line in kept_entries]


def kept_lines_of_facts(facts: object, program: Program) -> list[Any] | None:
    """The lines in the facts of an applicant, as `--ledger-out` writes them; `None` if they cannot be kept.

    Lines of a ledger with pages have their digests.
    """
    history: Any = facts.get("history") or [] if isinstance(facts, Mapping) else None
    name = _applicant_of(cast("Mapping[str, object]", facts)) if history else None
    read = [line_by_types(ReadContext(program), line) for line in history] if isinstance(history, list) else [None]
    if None in read or (read and not name):
        return None
    named = [line.changed(applicant=line.applicant or str(name)) for line in read if line is not None]
    recall = getattr(history, "recall", None)
    if recall is None or not recall.has_pages:
        return [*named]
    pages = [{PAGE: line[PAGE]} if PAGE in line else {} for line in history]
    whole = [{**line_to_plain(line, program.currency), **page} for line, page in zip(named, pages, strict=True)]
    lines = (old if DIGEST in old else new for old, new in zip(history, whole, strict=True))
    return lines_like(history, [{DIGEST: line_digest(line), **line} for line in lines])


def _line_without_part(line: Any, part: str) -> Any:
    """A line without a part."""
    return {name: value for name, value in line.items() if name != part} if isinstance(line, Mapping) else line


def lines_of_other_applicants(
    data: object, program: Program, applicants: Iterable[str], *, together: bool = False
) -> tuple[LedgerLine, ...]:  # fmt: skip
    """The lines of a ledger that are not about these applicants."""
    names, ids = dict.fromkeys(applicants), SimilarIds(answers_of(plain_ledger(data)))
    for name in names:
        ids.add(name, "$.applicant.id")
    context, ledger = ReadContext(program), ReadLedger.of(data, program)
    for place in ledger.places.get("", ()) if together and len(names) > 1 else ():
        context.report_missing(
            ledger.paths[place],
            Phrase("a line of a ledger of many", "多个申请人的台账中的一行"),
            "applicant",
            Phrase("name its applicant", "请写明是谁的"),
        )
    other_names = [name for name in ledger.places if name and name not in names]
    for name in other_names:
        if (look_alike := ids.finding(name, f"{ledger.paths[ledger.places[name][0]]}.applicant")) is not None:
            context.add(look_alike)
    lines = ledger.lines_at(context, sorted(place for name in other_names for place in ledger.places[name]))
    context.raise_findings()
    return lines


def with_ledger_line(
    problems: Iterable[Diagnostic], ledger: ReadLedger, facts: Mapping[str, object], file_name: str
) -> list[Diagnostic]:  # fmt: skip
    """Findings about facts with lines from a ledger; their paths name the file and the line's place in it."""
    base = "$.ledger" if isinstance(ledger.data, Mapping) else "$"
    paths = [ledger.paths[place].replace("$.ledger", base, 1) for place in ledger.places_of(_applicant_of(facts))]

    def relocate(value: Any) -> Any:
        match = _LINE_PATH.fullmatch(value) if isinstance(value, str) else None
        if match is None or int(match[1] or 0) >= len(paths):
            return value
        place = value if match[1] is None else f"{paths[int(match[1])]}{match[2]}"
        return f"{file_name} {place}"

    return [type(finding)(**{word: relocate(value) for word, value in vars(finding).items()}) for finding in problems]


_LINE_PATH = re.compile(r"\$\.(?:history\[([0-9]+)\](.*)|ledger\[.*)")
"""The path of a history line with its index and rest, or the path of a ledger line."""


def _applicant_of(facts: Mapping[str, object]) -> str | None:
    """The applicant's id, if the facts state it."""
    person = facts.get("applicant")
    name = person.get("id") if isinstance(person, Mapping) else None
    return name if isinstance(name, str) else None


def check_head(context: ReadContext, data: Mapping[str, object], applicant: str | None) -> None:
    """Report a ledger of another form, policy, currency or applicant."""
    program = context.program
    form, currency, whose = (data.get(name) for name in ("schema", "currency", "applicant"))
    if form not in (None, *READABLE_FORMS):
        known = Phrase("{first} to {last}", "{first}至{last}", first=READABLE_FORMS[0], last=LEDGER_FORM)
        context.add(e.LedgerForm(path="$.schema", found=printable(str(form)), known=known))
        return
    if not program.has_name(name := _policy_of(data)):
        path = "$.policy.name" if isinstance(data["policy"], Mapping) else "$.policy"
        context.add(e.LedgerOfOtherPolicy(path=path, found=printable(str(name)), policy=program.name))
    if currency not in (None, program.currency):
        context.add(
            e.LedgerOfOtherCurrency(path="$.currency", found=printable(str(currency)), currency=program.currency)
        )
    if applicant is not None and whose not in (None, applicant):
        context.add(
            e.LedgerOfOtherApplicant(path="$.applicant", found=printable(str(whose)), applicant=printable(applicant))
        )


# ---------------------------------------------------------------------------------------------- checks of read lines


def check_lines(context: ReadContext, facts: Facts) -> None:
    """Report lines about a different applicant, a future day or a wrong year, and money carried without a cap."""
    times, policy_name, as_of = context.program.compute_once(clause_years), context.program.name, facts.as_of
    items = {record.item for record in all_records(facts)}
    awards = {clause.label: clause for clause in context.program.clauses}
    for index, line in enumerate(facts.history or ()):
        path = f"$.history[{index}]"
        if line.applicant and line.applicant != facts.applicant:
            line_applicant, applicant = printable(line.applicant), printable(facts.applicant)
            context.add(
                e.LineOfOtherApplicant(path=child_path(path, "applicant"), found=line_applicant, applicant=applicant)
            )
            continue
        if line.keys and line.item in items:
            check_keys(context, line, path)
        is_late = as_of is not None and _is_future(context, line, as_of, path)
        if not is_late and line.clause in times:
            _check_policy_line(context, line, times[line.clause], path)
        clause = awards.get(line.clause) if line.is_of(policy_name) else None
        if line.parts and (clause is not None or line.is_ended):
            _check_parts(context, line, clause, path)
        if clause is not None and line.carried:
            _check_carried(context, line, clause, facts, path)


def _is_future(context: ReadContext, line: LedgerLine, as_of: Date, path: str) -> bool:
    """Report a line about a day after the as-of date; returns whether it is one."""
    if not (line.admitted or line.carried):
        return False  # a line of a claim that was not settled, because its day is in the future
    what, of_today = e.FutureLine.what, context.program.year_of(as_of)
    when: MessageValue
    if line.event_date is not None and line.event_date > as_of:
        when, part_path = str(line.event_date), child_path(path, "event_date")
    elif line.year > of_today:
        when, part_path = str(line.year), child_path(path, "year")
    elif any(year > of_today and sum_ for year, sum_ in line.due.items()):
        when, part_path = Phrase("a sum due in {due}", "{due}年应得的金额", due=max(line.due)), child_path(path, "due")
    elif line.payments and max(line.payments)[0] > as_of:
        when, part_path, what = (
            Phrase("a payment of {day}", "{day}的兑现", day=str(max(line.payments)[0])),
            child_path(path, "payments"),
            Phrase("payment", "这次兑现"),
        )
    else:
        return False
    context.add(e.FutureLine(path=part_path, when=when, as_of=str(as_of), what=what))
    return True


def _check_policy_line(context: ReadContext, line: LedgerLine, time: ClauseYears, path: str) -> None:
    """Report money of a year in which the clause pays nothing, and a misspelled name of this policy."""
    program = context.program
    if line.is_of(program.name):
        problem = time.problem(line) if line.admitted or line.carried else None
        if problem is not None:
            when, part = problem
            context.add(
                e.LineOutsideClauseYears(
                    path=child_path(path, part), when=when, clause=line.clause, time=time.to_phrase()
                )
            )
    elif is_misspelled_name(line.policy, program):
        context.add(
            e.SimilarPolicyName(
                path=child_path(path, "policy"), word=printable(line.policy), clause=line.clause, policy=program.name
            )
        )  # fmt: skip


def _check_parts(context: ReadContext, line: LedgerLine, clause: Clause | None, path: str) -> None:
    """Report an open instalment that the page does not have."""
    program = context.program
    place = None if clause is None else program.schedule_by_clause.get(clause.index)
    known = 0 if place is None else len(program.schedules[place].instalments)
    for number, part in enumerate(line.parts):
        if part.state in ("open", "waits") and not 0 < part.number <= known:
            part_path = child_path(child_path(path, "parts"), number)
            context.add(e.PartWithoutSchedule(path=part_path, number=part.number, clause=line.clause, known=known))


def _check_carried(context: ReadContext, line: LedgerLine, clause: Clause, facts: Facts, path: str) -> None:
    program = context.program
    place = program.settlement.carry_over_steps.get(clause.index)
    if place is None:
        context.add(
            e.CarryWithoutCap(
                path=child_path(path, "carried"),
                carried=minor_to_text(line.carried, DECIMALS[program.currency]),
                clause=line.clause,
            )
        )
        return
    keys, bound = (
        keys_of_line(situation_of_lines(program, facts), clause, line),
        program.settlement.steps[place].first_rule,
    )
    for name in bound.keys:
        if name not in keys:
            context.add(
                missing_key_finding(
                    context, clause, name, Phrase("rule `{bound}`", "规则`{bound}`", bound=bound.name), path
                )
            )


# ---------------------------------------------------------------------------------------------- changed policies


def page_changes(data: object, program: Program) -> list[Diagnostic]:
    """Findings for awards and rules of a ledger that the page no longer has, then for changed caps and awards.

    A ledger without pages does not show what was changed.
    """
    context, of_words = ReadContext(program), ReadContext(program)
    stated = plain_lines(data, program, accept_modified=True)
    if stated.recall is not None and len(stated.recall.pages) > 1:
        read_lines(context, stated, ["$.ledger"] * len(stated), stated.recall)
        return [*context.findings, *_changes_of_page(stated.recall, program.currency)]
    _report_vanished_words(of_words, stated)
    has_pages = isinstance(data, Mapping) and "pages" in data
    return [*of_words.findings, *([] if has_pages or not stated else [e.LedgerWithoutPages(path="$")])]


def _changes_of_page(recall: Recall, currency: str) -> Iterator[Diagnostic]:
    """What the present page changes in the last page of a ledger: rules that it drops, amounts of caps, awards."""
    old, new = recall.pages[-2:]
    assert new.after is not None
    continued = {place for then in new.after.rules.values() for place in then}
    for place, rule in enumerate(old.rules):
        if place not in continued and rule.covers:
            yield e.VanishedRule(path="$.pages", word=rule.name, lines=Phrase("charges", "金额"), policy=new.policy)
    for place, then in sorted(new.after.rules.items()):
        was, now = old.rules[then[0]].amount, new.rules[place].amount
        decimals = 0 if new.rules[place].verb.startswith(PLACES) else DECIMALS[currency]
        if len(then) == 1 and was is not None and now is not None and was != now:
            yield e.ChangedCap(
                path="$.pages",
                cap=new.rules[place].name,
                how=Phrase(
                    "was {was} on the page of the ledger, and is {now} now",
                    "在台账的政策页中为{was}，现在为{now}",
                    was=minor_to_text(was, decimals),
                    now=minor_to_text(now, decimals),
                ),
            )
    known = {(len(recall.pages) - 2, place): now for place, now in sorted(new.after.awards.items())}
    known |= {place: now for place, now in new.after.absent.items() if now is not None and now != UNKNOWN}
    for before, award in ((recall.pages[page].awards[place], new.awards[now]) for (page, place), now in known.items()):
        if before.conditions != award.conditions and before.sum != award.sum:
            yield e.AmendedAward(path="$.pages", word=award.label, old=before.label)


def _report_vanished_words(context: ReadContext, entries: Sequence[object]) -> None:
    """Report labels and rules of a ledger without pages that the policy no longer has."""
    program, labels, rules = context.program, Counter[str](), Counter[str]()
    for entry in entries:
        if isinstance(entry, Mapping) and program.has_name(entry.get("policy")):
            word = str(entry.get("clause"))
            labels[context.resolve_label(word, program.compute_once(clause_labels), "$.ledger") or word] += 1
            named = entry.get("charged")
            if isinstance(named, Mapping):
                rules.update(str(name) for name in named)
    known = [*(clause.label for clause in program.clauses), *program.money_back]
    names = [bound.name for step in program.settlement.steps if step.is_block_rule for bound in step.rules]
    for finding, names_in_ledger, declared in ((e.VanishedLabel, labels, known), (e.VanishedRule, rules, names)):
        for word in sorted(names_in_ledger.keys() - set(declared)):
            lines = (
                Phrase("a line", "一行")
                if names_in_ledger[word] == 1
                else Phrase("{count} lines", "{count}行", count=names_in_ledger[word])
            )
            context.report_unknown(finding, "$.ledger", word, declared, lines=lines, policy=program.name)


ONE_EVENT = Phrase("one event in several lines", "同一事项记有多行")
OF_FACTS = Phrase("the amount, which follows from facts,", "取决于事实的金额")
_LAST_PAGE = Phrase("name the page that read the ledger last, unchanged", "请给出最后读取这份台账的政策页，不作改动")
_FOLLOWING = ("applicant", "item", "year")
"""Keys that follow from every line."""


@attrs.frozen(eq=False, repr=False)
class NumberedLine:
    """A line of a ledger, with the ledger's name and the number of the line.

    `amounts` are those of rules on the earlier page that wrote it, by their names today.
    """

    ledger: str
    number: int
    line: LedgerLine
    amounts: Mapping[str, int] = attrs.field(factory=dict)


@attrs.frozen(eq=False, repr=False)
class LedgerCase:
    """Lines that paid more than a rule allows to one applicant; `applicant` is empty for a rule across applicants.

    `lacking`: a key that lines of any applicants do not state, under a rule or an award, or what else a rule asks for.
    """

    applicant: str
    rule: MessageValue
    lines: Sequence[NumberedLine]
    paid: int = 0
    allowed: int = 0
    lacking: MessageValue = ""


def total_excess(cases: Iterable[LedgerCase]) -> int:
    """What was paid too much. The last lines of a case have its excess; that of a line counts once."""
    most: dict[NumberedLine, int] = {}
    for case in cases:
        rest = 0 if case.lacking else case.paid - case.allowed
        for numbered in reversed(case.lines):
            part = min(rest, numbered.line.total)
            most[numbered], rest = max(most.get(numbered, 0), part), rest - part
    return sum(most.values())


_Gaps = dict[tuple[MessageValue, str], list[NumberedLine]]
"""The lines that lack a key, by the rule or award that asks for it, and the key."""


def _read_lines(
    program: Program, entries: LedgerEntries, places: Iterable[int], *ignored: type[Diagnostic]
) -> Sequence[LedgerLine]:
    """The entries at these places of a ledger. Raises `FactsError` with their findings, but not with those ignored."""
    context = ReadContext(program)
    lines = read_lines(context, entries, [f"$.ledger[{place}]" for place in places], entries.recall)
    problems = [finding for finding in context.findings if not isinstance(finding, ignored)]
    if problems or len(lines) < len(entries):  # beyond the most findings that are kept
        raise FactsError(Report(problems or context.findings))
    return lines


# ---------------------------------------------------------------------------------------------- completing


def complete_ledger(
    program: Program, data: object, name: str, facts: Iterable[Facts], *, accept_modified: bool
) -> tuple[dict[str, object], list[LedgerCase]]:  # fmt: skip
    """The completed ledger, and the keys that lines with money still lack. `facts` are those of its years."""
    entries = plain_lines(data, program, accept_modified=accept_modified)
    head: Mapping[str, object] = data if isinstance(data, Mapping) else {}
    recall = known_pages(entries.recall, program)
    pages = recall.pages[: len(cast("Sequence[object]", head.get("pages") or (0,)))]
    page = next((place for place, each in enumerate(pages) if each.hash == page_of(program).hash), -1)
    if page < 0:
        named, this = (f"{each.policy} {each.hash[:8]}" for each in (pages[-1], page_of(program)))
        raise FactsError(Report([e.LedgerOfOtherPolicy(path="$.pages", found=named, policy=this, advice=_LAST_PAGE)]))
    places = [i for i, line in enumerate(entries) if not isinstance(line, Mapping) or line.get(PAGE, page) == page]
    lines = _read_lines(program, LedgerEntries((entries[i] for i in places), None), places)
    situations = _situations(program, facts)
    written = [  # digests before schema 3 depend on the place of their line
        {part: value for part, value in line.items() if part != DIGEST or PAGE in line}
        for line in entries
        if isinstance(line, Mapping)
    ]
    gaps: _Gaps = {}
    for place, line in zip(places, lines, strict=True):
        applicant = line.applicant or str(head.get("applicant") or "")
        if not line.is_of(program.name):
            continue
        if applicant not in situations:
            situations[applicant] = [situation_of_lines(program, facts_from_lines(applicant))]
        completed, keys, situation = _complete_line(situations[applicant], line)
        lacking = _lacking_keys(situation, completed)[1]
        written[place] = {**line_to_plain(completed, program.currency), **({} if lacking else {PAGE: page})}
        for key in dict.fromkeys((*(finding.word for finding in lacking), *keys)):
            gaps.setdefault((line.clause, key), []).append(NumberedLine(name, place + 1, line))
    whose = str(head["applicant"]) if head.get("applicant") else None
    sealed = seal_ledger(program.name, whose, program.currency, [*written, *recall.answers], pages, number_of(data))
    return file_form(program, whose, sealed), [LedgerCase("", rule, gaps[rule, key], lacking=key) for rule, key in gaps]


def _situations(program: Program, facts: Iterable[Facts]) -> dict[str, list[Situation]]:
    """The facts of each applicant, of one or several years."""
    return values_by_key((stated.applicant, situation_of_lines(program, stated)) for stated in facts)


def _event(program: Program, line: LedgerLine) -> tuple[object, ...]:
    clause = clauses_by_label(program).get(line.clause) if line.is_of(program.name) else None
    return line.policy, line.clause, item_of(clause, program.schema, line), line.year


def _lacking_keys(situation: Situation, line: LedgerLine) -> tuple[LedgerLine, list[e.LineLacksKey]]:
    """A line with the keys of its page filled in, and the findings about keys that follow from nothing."""
    context = ReadContext(situation.program)
    filled = fill_in_line(context, situation, line, "$")
    return filled, [finding for finding in context.findings if isinstance(finding, e.LineLacksKey)]


def _complete_line(
    situations: Sequence[Situation], line: LedgerLine
) -> tuple[LedgerLine, Sequence[str], Situation]:  # fmt: skip
    """A line with its keys and choices, the fields that it lacks, and the facts that list its record or the last."""
    if line.recovery is not None:  # no rule counts it
        return line, (), situations[-1]
    program = situations[-1].program
    clause, has_money = clauses_by_label(program)[line.clause], line.short or line.admitted > 0
    kind = program.schema.record_by_name.get(line.kind or clause.trigger.record)
    item, root = item_of(clause, program.schema, line), kind.root if kind is not None else ""
    situation = next((each for each in situations if records_with_item(each, root, item)), situations[-1])
    implied = {
        name: value
        for name, value in keys_of_line(situation, clause, line).items()
        if has_money and not (name in _FOLLOWING or is_period(name) or is_matter(name) or row_of_key(name))
    }
    keys, fields = {**implied, **line.keys}, dict(line.fields or {})
    wanted: Sequence[str] = ()
    if kind is not None and clause.trigger.kind is not TriggerKind.SET:
        wanted = [name for name in counted_fields(program)[kind.name] if name not in keys and name not in fields]
        for name, value in stated_fields(situation, kind, line, wanted).items():
            if not isinstance(value, Open | ForeignAmount):
                fields[name] = None if isinstance(value, Special) else key_text(value)
    kind_name = "" if kind is None else kind.name
    completed = line.changed(keys=keys, fields=fields, kind=kind_name, item=item)
    return completed, [name for name in wanted if name not in fields] if has_money else (), situation


# ---------------------------------------------------------------------------------------------- checking


def numbered_lines(program: Program, data: object, name: str, *, accept_modified: bool) -> list[NumberedLine]:
    """The lines of a ledger in the words of the page. Raises `FactsError`, but not for two lines of one event."""
    entries = plain_lines(data, program, accept_modified=accept_modified)
    whose = str(data.get("applicant") or "") if isinstance(data, Mapping) else ""
    lines = _read_lines(program, entries, range(len(entries)), e.DuplicateLine)
    named = (line if line.applicant else line.changed(applicant=whose) for line in lines)
    amounts = [{} if entries.recall is None else entries.recall.amounts_then(line) for line in entries]
    return [NumberedLine(name, number, *line) for number, line in enumerate(zip(named, amounts, strict=True), 1)]


def check_ledgers(program: Program, lines: Iterable[NumberedLine], facts: Iterable[Facts]) -> list[LedgerCase]:
    """What ledgers paid beyond the rules of a page. `facts` are those of applicants, as far as they are given."""
    lines = [*lines]
    program = with_ended_awards(program, (numbered.line for numbered in lines))
    by_applicant = values_by_key((numbered.line.applicant, numbered) for numbered in lines)
    kinds = program.schema.kinds_and_classes
    unstated = kinds.difference(*(each.line.keys for of_applicant in by_applicant.values() for each in of_applicant))
    cases, gaps, situations = list[LedgerCase](), _Gaps(), _situations(program, facts)
    places: dict[int, NumberedLine] = {}
    recalls: dict[str, PaymentHistory] = {}
    for applicant, of_applicant in sorted(by_applicant.items()):
        wider = {program.schema.wider_kinds[name] for each in of_applicant for name in each.line.keys if name in kinds}
        assumed = attrs.evolve(facts_from_lines(applicant), kinds=unstated.union(*wider))
        given, history = situations.get(applicant) or [situation_of_lines(program, assumed)], list[LedgerLine]()
        for numbered in _latest_lines(program, of_applicant, cases):
            line, lacking = numbered.line, list[e.LineLacksKey]()
            if line.is_of(program.name) and not line.is_ended:
                completed, _, situation = _complete_line(given, line)
                line, lacking = _lacking_keys(situation, completed)
            places[id(line)] = attrs.evolve(numbered, line=line)
            history.append(line)
            for finding in lacking if line.total else ():
                gaps.setdefault((finding.rule, finding.word), []).append(numbered)
        read = attrs.evolve(given[-1].facts, history=tuple(history))
        recalls[applicant] = payment_history(program, read, events_of(program, policy_lines(program, read)))
    for rule in table_of_program(program).rules:
        bound, is_open = rule.step_rule, rule.step.traits.fills and rule.step_rule.amount is None
        label = f"{program.clauses[bound.reach[0]].label} {bound.text}" if rule.step.is_of_award else bound.name
        amounts = {line: numbered.amounts.get(bound.name, 0) for line, numbered in places.items()}
        for applicant, (paid, allowed, payments) in paid_and_allowed(rule, recalls, amounts):
            in_order = [places[id(payment.line)] for payment in payments]
            if paid > allowed:
                cases.append(LedgerCase(applicant, label, in_order, paid, allowed, OF_FACTS if is_open else ""))
    cases += [LedgerCase("", rule, gaps[rule, key], lacking=key) for rule, key in gaps]
    return sorted(cases, key=lambda case: (bool(case.lacking), case.applicant))


def _latest_lines(program: Program, lines: Iterable[NumberedLine], cases: list[LedgerCase]) -> Iterator[NumberedLine]:
    """One line for each event, the latest. An event with money in several lines is added to the cases."""
    by_event: dict[tuple[object, ...], dict[object, list[NumberedLine]]] = {}
    for numbered in sorted(lines, key=lambda each: (each.line.short, *line_order(each.line))):
        line = numbered.line
        days = by_event.setdefault(_event(program, line), {})
        days.setdefault(line.event_date or next(iter(days), None), []).append(numbered)  # a short line: any day
    for same in (same for days in by_event.values() for same in days.values()):
        same.sort(key=lambda each: (sum(map(bool, each.line.due.values())), each.line.total), reverse=True)
        latest: list[NumberedLine] = []
        for numbered in same:
            latest += [] if any(_goes_on(numbered.line, newer.line) for newer in latest) else [numbered]
        paid, most = sum(each.line.total for each in latest), max(each.line.total for each in latest)
        if paid > most:
            cases.append(LedgerCase(latest[0].line.applicant, ONE_EVENT, latest, paid, most))
        yield latest[0]


def _goes_on(line: LedgerLine, newer: LedgerLine) -> bool:
    """Whether a line is the same as a newer one, or the money of the newer one is that of the line and more."""
    return all(newer.due.get(year) == sum_ for year, sum_ in line.due.items() if sum_)
