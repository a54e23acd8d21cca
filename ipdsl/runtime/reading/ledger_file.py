"""Ledgers as a whole: the file that `--ledger-out` writes, a plain list of lines, or a decision; and how lines fit.

In: plain data from JSON. Out: its lines, to be read as the history of facts, or `FactsError` where they are of another
policy, currency or applicant. `check_lines` looks at lines that were read, beside the rest of the facts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Phrase, Said, joined
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.reading import ledger_errors as e
from ipdsl.runtime.reading.base import Reading, at
from ipdsl.runtime.reading.changed_caps import changed_caps
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.history import read_lines
from ipdsl.runtime.reading.keys import lacking_key
from ipdsl.runtime.reading.labels import of_clauses
from ipdsl.runtime.reading.ledger_seal import breaks_of, sealed
from ipdsl.runtime.reading.line_checks import check_keys
from ipdsl.runtime.reading.line_errors import LineLacksKey
from ipdsl.runtime.reading.remarked import with_remarks_of
from ipdsl.runtime.reading.times import Years, is_nearly, times_of
from ipdsl.runtime.reading.value_errors import LookAlike
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.settlement.ledger import clauses_by_label, keys_of_line, known_by_lines
from ipdsl.runtime.settlement.outside import situation_of_lines
from ipdsl.runtime.terms import Program
from ipdsl.values.characters import folded
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

if TYPE_CHECKING:
    from ipdsl.runtime.decision.light import Decision

FORM = 2
READ = (1, FORM)
"""The forms that are read: lines of form 1 call `paid` what is `due` now."""


def ledger_to_plain(
    program_name: str, currency: str, lines: Iterable[LedgerLine], applicant: str | None = None
) -> dict[str, object]:
    """A ledger as a file holds it; `applicant` where all lines are of one."""
    whose = {} if applicant is None else {"applicant": applicant}
    of_lines = sealed(program_name, applicant, currency, lines)
    return {"schema": FORM, "policy": program_name, **whose, "currency": currency, **of_lines}


def lines_to_write(decisions: Iterable[Decision]) -> list[LedgerLine]:
    """The lines of decisions. Each names its applicant: one that names nobody would be read as a line of everybody."""
    return [
        line if line.applicant else attrs.evolve(line, applicant=decision.applicant)
        for decision in decisions
        for line in decision.ledger
    ]


def lines_of(data: object, program: Program, applicant: str | None = None, *, edited: bool = False) -> list[object]:
    """The lines of a ledger in any of its forms; `applicant` is the one that the facts speak of.

    `edited`: somebody answers for what is not as it was written.
    """
    if isinstance(data, list | tuple):
        return list(data)
    reading = Reading(program)
    if not isinstance(data, Mapping) or not isinstance(data.get("ledger"), list | tuple):
        form = Phrase(
            'the least is {{"policy": "…", "currency": "CNY", "ledger": []}}, or a list of lines',
            '至少应写`{{"policy": "…", "currency": "CNY", "ledger": []}}`，或一个列表，列出各行',
        )
        reading.wrong_form(
            data,
            "$",
            Phrase("the ledger", "台账"),
            Phrase("an object with a list `ledger`", "含有列表`ledger`的对象"),
            form,
        )
    else:
        _check_head(reading, data, applicant)
        for finding in breaks_of(data, program.name, program.currency) if not (reading.count or edited) else ():
            reading.add(finding)
        if not reading.count:
            return list(data["ledger"])
    raise FactsError(reading.report())


def edits_of(data: object, program: Program, who: str) -> tuple[Phrase, ...]:
    """Where a ledger is not as it was written, and who answers for it; nothing where it is."""
    if not isinstance(data, Mapping) or not isinstance(data.get("ledger"), list | tuple):
        return ()
    found = [one.path or "" for one in breaks_of(data, program.name, program.currency)]
    return (modified(found, who),) if found else ()


def modified(places: Sequence[str], who: str) -> Phrase:
    """That a ledger was modified at these places, and who answers for it."""
    return Phrase("the ledger was modified ({places}): {who} answers for it", "台账有改动（{places}），由{who}负责",
                  places=joined(places), who=shown(who))  # fmt: skip


def with_ledger(
    facts: Mapping[str, object], data: object, program: Program, *, edited: bool = False
) -> dict[str, object]:
    """Plain facts with their lines of a ledger as their history; an error where they state one already."""
    if facts.get("history"):
        raise FactsError(Report([e.HistoryTwice(path="$.history")]))
    name = _applicant_of(facts)
    lines = [line for line in lines_of(data, program, name, edited=edited) if _may_be_of(name, line)]
    return with_remarks_of(facts, {**facts, "history": lines})


def with_others(
    cohort: Sequence[Facts], data: object, program: Program, who: str | None = None, *, together: bool
) -> list[Facts]:  # fmt: skip
    """The facts of all with what a ledger tells beside their own lines: those of applicants who are none of them, and
    `who` answers for it where it was edited. `together`: they are settled with each other.
    """
    edits = () if who is None else edits_of(data, program, who)
    others = others_of(data, program, [facts.applicant for facts in cohort], together=together)
    if not (edits or others):
        return [*cohort]
    return [attrs.evolve(facts, others=others, remarks=(*facts.remarks, *edits)) for facts in cohort]


def others_of(
    data: object, program: Program, applicants: Iterable[str], *, together: bool = False
) -> tuple[LedgerLine, ...]:  # fmt: skip
    """The lines of a ledger that name none of these applicants."""
    names = {folded(name): name for name in applicants}
    reading = Reading(program)
    at_lines: list[str] = []
    found: list[object] = []
    for index, line in enumerate(lines_of(data, program, edited=True)):
        whose, path = line.get("applicant") if isinstance(line, Mapping) else None, at("$.ledger", index)
        if not isinstance(whose, str) or not whose:
            if together and len(names) > 1:
                reading.missing(
                    path,
                    Phrase("a line of a ledger of many", "多个申请人的台账中的一行"),
                    "applicant",
                    Phrase("say whose it is", "请写明是谁的"),
                )
            continue
        if names.get(folded(whose)) == whose:
            continue
        if (alike := names.get(folded(whose))) is not None:
            named = at(path, "applicant")
            reading.add(LookAlike(path=named, word=shown(whose), other=shown(alike), place="$.applicant.id"))
        found.append(line)
        at_lines.append(path)
    lines = read_lines(reading, found, at_lines)
    if together and not reading.count:
        _check_shared(reading, lines, at_lines)
    if reading.count:
        raise FactsError(reading.report())
    return lines


def _check_shared(reading: Reading, lines: Sequence[LedgerLine], paths: Sequence[str]) -> None:
    """Reports a key of a cap across applicants that a line of somebody who is not settled here does not tell."""
    program = reading.program
    clauses, over = clauses_by_label(program), program.settlement.over
    for line, path in zip(lines, paths, strict=True):
        clause = clauses.get(line.clause) if line.short and line.is_of(program.name) else None
        if clause is None:
            continue
        keys = keys_of_line(situation_of_lines(program, known_by_lines(line.applicant)), clause, line)
        for bound in [bound for _, bound in over[clause.index] if bound.across]:
            lacking = [name for name in bound.keys if name not in keys and name not in program.schema.who]
            if lacking:
                advice = Phrase(
                    "settle {applicant} together with the others",
                    "把{applicant}与其他申请人一并结算",
                    applicant=shown(line.applicant),
                )
                rule, word = Phrase("rule `{bound}`", "规则`{bound}`", bound=bound.name), shown(lacking[0])
                reading.add(LineLacksKey(path=path, word=word, rule=rule, advice=advice))


def told_in_ledger(
    problems: Iterable[Diagnostic], data: object, facts: Mapping[str, object], where: str
) -> list[Diagnostic]:  # fmt: skip
    """Findings about facts that took their lines from a ledger: a line is named by the file and its place there."""
    lines = data if isinstance(data, list | tuple) else data.get("ledger") if isinstance(data, Mapping) else None
    base, name = "$" if lines is data else "$.ledger", _applicant_of(facts)
    places = [index for index, line in enumerate(lines or ()) if _may_be_of(name, line)]

    def there(said: Any) -> Any:
        found = _OF_LINE.fullmatch(said) if isinstance(said, str) else None
        if found is None or int(found[1] or 0) >= len(places):
            return said
        place = said if found[1] is None else f"{base}[{places[int(found[1])]}]{found[2]}"
        return f"{where} {place}"

    return [type(one)(**{word: there(said) for word, said in vars(one).items()}) for one in problems]


_OF_LINE = re.compile(r"\$\.(?:history\[([0-9]+)\](.*)|ledger\[.*)")
"""The path of a line of the facts, with its place and what stands after it; or of one of a ledger."""


def _may_be_of(applicant: str | None, line: object) -> bool:
    """Whether a line of a ledger names no other applicant: a ledger may hold those of many."""
    whose = line.get("applicant") if isinstance(line, Mapping) else None
    return applicant is None or not isinstance(whose, str) or whose in {"", applicant}


def _applicant_of(facts: Mapping[str, object]) -> str | None:
    """The applicant's id, where the facts name one."""
    person = facts.get("applicant")
    name = person.get("id") if isinstance(person, Mapping) else None
    return name if isinstance(name, str) else None


def _check_head(reading: Reading, data: Mapping[str, object], applicant: str | None) -> None:
    program = reading.program
    form, currency, whose = (data.get(name) for name in ("schema", "currency", "applicant"))
    if form not in (None, *READ):
        reading.add(e.LedgerForm(path="$.schema", found=shown(str(form)), known=joined(READ, " and ", "和")))
        return
    policy = data.get("policy")
    name = policy.get("name") if isinstance(policy, Mapping) else policy
    if name not in (None, "", program.name):
        path = "$.policy.name" if isinstance(policy, Mapping) else "$.policy"
        reading.add(e.LedgerOfOtherPolicy(path=path, found=shown(str(name)), policy=program.name))
    if currency not in (None, program.currency):
        reading.add(e.LedgerOfOtherCurrency(path="$.currency", found=shown(str(currency)), currency=program.currency))
    if applicant is not None and whose not in (None, applicant):
        reading.add(e.LedgerOfOtherApplicant(path="$.applicant", found=shown(str(whose)), applicant=shown(applicant)))


# ---------------------------------------------------------------------------------------------- lines that were read


def check_lines(reading: Reading, facts: Facts) -> None:
    """Reports lines that do not fit: of another applicant, of no time, under rules that there are not, by no cap."""
    times, own, as_of = reading.program.kept(times_of), reading.program.name, facts.as_of
    items = {record.item for listing in facts.records.values() for record in listing.records}
    for index, line in enumerate(facts.history or ()):
        path = f"$.history[{index}]"
        if line.applicant and line.applicant != facts.applicant:
            found, applicant = shown(line.applicant), shown(facts.applicant)
            reading.add(e.LineOfOtherApplicant(path=at(path, "applicant"), found=found, applicant=applicant))
            continue
        if line.keys and line.item in items:
            check_keys(reading, line, path)
        is_late = as_of is not None and _is_future(reading, line, as_of, path)
        if not is_late and line.clause in times:
            _check_own(reading, line, times[line.clause], path)
        if line.carried and line.is_of(own):
            _check_carried(reading, line, facts, path)


def _is_future(reading: Reading, line: LedgerLine, as_of: Date, path: str) -> bool:
    """Whether a line speaks of a day after the as-of date, which is reported."""
    if not (line.admitted or line.carried):
        return False  # a line of a claim that was not settled, since its day lies ahead
    what = e.FutureLine.what
    when: Said
    if line.event_date is not None and line.event_date > as_of:
        when, where = str(line.event_date), at(path, "event_date")
    elif line.year > as_of.year:
        when, where = str(line.year), at(path, "year")
    elif any(year > as_of.year and sum_ for year, sum_ in line.due.items()):
        when, where = Phrase("a sum due in {due}", "{due}年应得的金额", due=max(line.due)), at(path, "due")
    elif line.payments and max(line.payments)[0] > as_of:
        when, where, what = (
            Phrase("a payment of {day}", "{day}的兑现", day=str(max(line.payments)[0])),
            at(path, "payments"),
            Phrase("payment", "这次兑现"),
        )
    else:
        return False
    reading.add(e.FutureLine(path=where, when=when, as_of=str(as_of), what=what))
    return True


def _check_own(reading: Reading, line: LedgerLine, time: Years, path: str) -> None:
    """Reports money of a year in which its clause pays nothing, and a slip in the name of this policy."""
    program = reading.program
    if line.is_of(program.name):
        problem = time.problem(line) if line.admitted or line.carried else None
        if problem is not None:
            when, part = problem
            reading.add(e.LineOutsideTime(path=at(path, part), when=when, clause=line.clause, time=time.said()))
    elif is_nearly(line.policy, program):
        reading.add(
            e.PolicyNearlyThis(
                path=at(path, "policy"), word=shown(line.policy), clause=line.clause, policy=program.name
            )
        )  # fmt: skip


def _check_carried(reading: Reading, line: LedgerLine, facts: Facts, path: str) -> None:
    program = reading.program
    clause = next((c for c in program.clauses if c.label == line.clause), None)
    if clause is None:
        return
    place = program.settlement.waiting.get(clause.index)
    if place is None:
        carried = minor_to_text(line.carried, DECIMALS[program.currency])
        reading.add(e.CarriedNowhere(path=at(path, "carried"), carried=carried, clause=line.clause))
        return
    keys, bound = keys_of_line(situation_of_lines(program, facts), clause, line), program.settlement.steps[place].bound
    for name in bound.keys:
        if name not in keys:
            reading.add(
                lacking_key(reading, clause, name, Phrase("rule `{bound}`", "规则`{bound}`", bound=bound.name), path)
            )


# ---------------------------------------------------------------------------------------------- a policy that changed


def vanished(data: object, program: Program) -> list[Diagnostic]:
    """The labels and rules of a ledger that a policy has no more, in their order; then the caps that it has changed."""
    reading = Reading(program)
    labels, rules = Counter[str](), Counter[str]()
    entries = lines_of(data, program, edited=True)
    for entry in entries:
        if isinstance(entry, Mapping) and entry.get("policy") in (None, "", program.name):
            word = str(entry.get("clause"))
            labels[reading.name_of(word, program.kept(of_clauses), "$.ledger") or word] += 1
            named = entry.get("charged")
            rules.update(str(name) for name in named) if isinstance(named, Mapping) else None
    known = [clause.label for clause in program.clauses]
    names = [bound.name for step in program.settlement.steps if step.of_block for bound in step.bounds]
    for finding, met, kept in ((e.VanishedLabel, labels, known), (e.VanishedRule, rules, names)):
        for word in sorted(met.keys() - set(kept)):
            lines = (
                Phrase("a line", "一行") if met[word] == 1 else Phrase("{count} lines", "{count}行", count=met[word])
            )
            reading.unknown(finding, "$.ledger", word, kept, lines=lines, policy=program.name)
    return [*reading.found, *changed_caps(program, read_lines(Reading(program), entries, ["$.ledger"] * len(entries)))]
