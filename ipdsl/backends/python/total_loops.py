"""The loop of one award in an emitted total, by trigger: its records or years, days and gates; sums go to a sink."""

from __future__ import annotations

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import (
    Award,
    Function,
    Loop,
    Sink,
    put_amount,
    refuse_numbers,
)
from ipdsl.backends.python.total_values import NotListedError, Values, read_field
from ipdsl.plan.walk import nodes
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.semantics import typed
from ipdsl.values.days import Period

NO_FIELDS = frozenset({"applicant", "item", "level", "matter", "year"})
"""Keys that mean something else than a field of that name."""


def record_loop(
    function: Function, award: Award, records: str, depth: int, since: str, sink: Sink, *, names_row: bool = False,
    with_early: bool = False, with_late: bool = False,
) -> None:  # fmt: skip
    """Every record whose day lies in the span and whose gates hold, with its sum.

    `with_early`: the span may begin with the award, before the window. `with_late`: the sink minds no order, so that it
    may be given what the bureau pays for days before the window.
    """
    trigger = award.term.trigger
    if trigger.kind is not TriggerKind.RECORD or (reaches_back(award) and not with_early):
        raise NotListedError
    refuse_numbers(award)
    first_lines(function, award, records, depth)
    reach = _reach(function.values, award)
    if reach and with_late and _is_of_one_year(award.program):
        first, start = reach
        function.put(f"early = {first} if {since} == {start} else {since}", depth)
        since, sink, reach = "early", _approved_before(start, award, sink), None
    condition = award.condition(function.values)
    if condition and not reach:
        held = f"held_on({condition}, facts, {records}, {literal(trigger.date_field)}, {since}, last)"
        function.put(f"for record in {held} if changes else {records}:", depth)
    else:
        function.put(f"for record in {records}:", depth)
    loop = function.loop(depth + 1)
    loop.put(f"day = {read_field(trigger.date_field)}")
    loop.aliases[trigger.date_field] = "day"
    if reach:
        loop.put(f"if day is not NONE and {reach[0]} <= day < {reach[1]}:")
        loop.put("outside()", 1)
    loop.unless(f"day is NONE or not {since} <= day <= last")
    loop.day_is_known()
    if condition and reach:
        loop.unless(f"changes and not {condition}(facts, day)")
    for test in award.own_gates:
        loop.unless(function.values.fails(test))
    put_amount(loop, award, sink, names_row=names_row)
    loop.finish()


def year_loop(function: Function, award: Award, depth: int, since: str, sink: Sink, *, names_row: bool = False) -> None:
    """Every year with figures whose last day lies in the span and whose gates hold, with its sum."""
    refuse_numbers(award)
    ranked = [ranking.figure for ranking in award.program.rankings if award.term.index in ranking.clauses]
    years = f"years_ranked(facts, {literal(ranked[0])})" if ranked else "facts.figures"
    function.put(f"for year in {years}:", depth)
    loop = function.loop(depth + 1)
    loop.put(f"day = year_end(year, {', '.join(window_ends(function.values, award.program))})")
    _leave_late(loop, award)
    _held_on(loop, award, since)
    for test in award.own_gates:
        loop.unless(function.values.fails(test))
    put_amount(loop, award, sink, names_row=names_row)
    loop.finish()


def set_loop(
    function: Function, award: Award, records: str, depth: int, since: str, sink: Sink, *, names_row: bool = False
) -> None:
    """The records of each year (that share the keys) as one claim, on the last day of the year in the window."""
    trigger = award.term.trigger
    refuse_numbers(award)
    schema = function.values.shared.schema
    fields = schema.record_by_name[trigger.record].field_by_name.keys() - NO_FIELDS - schema.who
    if any(name not in fields for name in trigger.keys):
        raise NotListedError
    ends = window_ends(function.values, award.program)
    kinds = ", ".join(map(literal, function.values.shared.schema.lineage(trigger.record)))
    function.put(f"complete(facts, {kinds})", depth)
    function.put("sets = {}", depth)
    function.put(f"for record in {records}:", depth)
    members = function.loop(depth + 1)
    members.put(f"day = {read_field(trigger.date_field)}")
    members.unless("day is NONE")
    start, end = ends
    if start != "None":
        members.unless(f"day < {start}")
    if end != "None":
        members.unless(f"day > {end}")
    if award.term.start is not None:
        members.unless(f"day < {function.values.shared.constants.name(award.term.start, '')}")
    members.put(f"day = year_end(day.year, {start}, {end})")
    members.day_is_known()
    for test in award.body.picks:
        members.unless(function.values.fails(test))
    keys = ", ".join(f"key_of({read_field(name)})" for name in trigger.keys)
    place = f"(day, ({keys}{',' if len(trigger.keys) == 1 else ''}))" if keys else "day"
    members.put(f"sets.setdefault({place}, []).append(record.values)")
    members.finish()
    function.put(f"for {'(day, keys)' if keys else 'day'}, members in sets.items():", depth)
    loop = function.loop(depth + 1)
    _held_on(loop, award, since)
    for test in award.own_gates:
        loop.unless(function.values.fails(test))
    put_amount(loop, award, sink, names_row=names_row)
    loop.finish()


def reaches_back(award: Award) -> bool:
    """The award is for single events, and begins before the window of its policy."""
    window, start = award.program.window, award.term.start
    if award.term.trigger.kind is not TriggerKind.RECORD:
        return False
    return window.start is not None and start is not None and start < window.start


def _reach(values: Values, award: Award) -> tuple[str, str] | None:
    """The texts for the days from which and before which the bureau may pay a claim before the window."""
    first, start = award.program.discretion_from, award.program.window.start
    if first is None or start is None or award.term.start is not None:
        return None  # before a beginning of its own nothing is paid
    names = values.shared.constants
    return names.name(first, ""), names.name(start, "")


def _is_of_one_year(program: Program) -> bool:
    """The days before the window that the bureau reaches back to lie in its first year."""
    first, start = program.discretion_from, program.window.start
    return first is not None and start is not None and first.year == start.year


def _approved_before(start: str, award: Award, sink: Sink) -> Sink:
    """Gives a sum to the sink; of a claim before the window, what the bureau approved of it."""
    if isinstance(award.body.amount, typed.Ceiling):
        return sink  # it approves those of the window, too

    def approved(loop: Loop, text: str) -> None:
        if text != "proposed":
            loop.put(f"proposed = {text}")
        loop.put(f"if day < {start}:")
        loop.put(f"proposed = min(approved(facts, {literal(award.term.label)}, {award.item}), proposed)", 1)
        sink(loop, "proposed")

    return approved


def _leave_late(loop: Loop, award: Award) -> None:
    """A year before the window that the bureau may pay is left to the runtime."""
    reach = _reach(loop.function.values, award)
    if reach and not _is_of_one_year(award.program):
        loop.put(f"if {reach[0]} <= day < {reach[1]}:")
        loop.put("outside()", 1)


def _held_on(loop: Loop, award: Award, since: str) -> None:
    """The day of a yearly claim lies in the span, and the applicant's gates hold on it."""
    loop.unless(f"not {since} <= day <= last")
    loop.day_is_known()
    condition = award.condition(loop.function.values)
    if condition:
        loop.unless(f"changes and not {condition}(facts, day)")


def window_ends(values: Values, program: Program) -> tuple[str, str]:
    """The texts for the ends of the window."""
    window = Period() if program.is_draft else program.window
    names = values.shared.constants
    start, end = (names.name(day, "") if day else "None" for day in (window.start, window.end))
    return start, end


def first_lines(function: Function, award: Award, records: str, depth: int) -> None:
    """The records that come first of their kind, found before the loop."""
    values = function.values
    values.leaders.clear()
    for test in award.own_gates:
        for node in nodes(test):
            if isinstance(node, typed.IsFirst):
                field = values.shared.schema.record_by_name[node.record].event_by_name[node.event].date_field
                if (node.record, field) not in values.leaders:
                    values.holds(node)
                    name = values.leaders[node.record, field]
                    kinds = ", ".join(map(literal, values.shared.schema.lineage(node.record)))
                    function.put(f"complete(facts, {kinds})", depth)
                    function.put(f"{name} = leader({listing_of(values, node.record)}, {literal(field)})", depth)


def listing_of(values: Values, kind: str) -> str:
    """The records that belong to a kind."""
    schema = values.shared.schema
    if schema.narrower_records[kind] == (kind,) and len(schema.lineage(kind)) == 1:
        return f"listed(facts, {literal(kind)})"
    return f"{values.shared.lister(kind)}(facts)"
