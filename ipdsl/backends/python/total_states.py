"""The loop of a `while` award in an emitted total: the first day on which all conditions hold.

Where every condition that hangs on the day holds from one day on, or until one, the first day is the latest of the days
from which they hold, and from there the first on which the applicant's fields are as they must be. Else the days on
which a condition may turn are tried in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Award, Function, Loop, Sink, anew, put_amount, refuse_numbers
from ipdsl.backends.python.total_loops import first_lines, listing_of
from ipdsl.backends.python.total_values import NotListedError, Values, changing_fields, members_text, record_field
from ipdsl.making import attrs
from ipdsl.plan.ir import After, Changes, OfRecords, Turn
from ipdsl.plan.walk import nodes
from ipdsl.runtime.terms import TriggerKind
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr, Op
from ipdsl.values.days import Period

_HANG_ON_THE_DAY = (
    typed.StateHolds | typed.EventHappened | typed.Lasted | typed.Figure | typed.CountOf | typed.Aggregate
    | typed.ClaimYearIs | typed.EventInYear
)  # fmt: skip


@attrs.define
class _Span:
    """When a record's conditions hold: `starts` are days (texts), `stops` the conditions that end it on `day`."""

    passes: list[str] = attrs.field(factory=list)
    starts: list[str] = attrs.field(factory=list)
    stops: list[str] = attrs.field(factory=list)


def state_loop(function: Function, award: Award, records: str, depth: int, first: str) -> Loop:
    """A loop that sets `day` to the first day of each record, and passes over a record that has none."""
    if award.term.trigger.kind is not TriggerKind.WHILE:
        raise NotListedError
    if award.term.start is not None or award.program.window.start is None or award.constant is None:
        raise NotListedError
    refuse_numbers(award)
    if award.program.window.end is None:
        function.put("if facts.as_of is None:", depth)
        function.put("outside()", depth + 1)
    if not award.term.trigger.record:
        function.put("for _ in (facts.applicant,):", depth)
    else:
        first_lines(function, award, records, depth)
        function.put(f"for record in {records}:", depth)
    loop = function.loop(depth + 1)
    tests = list(_parts(award.own_gates))
    if all(_has_span(function.values, test) for test in tests):
        _by_arithmetic(loop, award, tests, first)
    else:
        _by_search(loop, award, first)
    return loop


def yearly_state_loop(
    function: Function, award: Award, records: str, depth: int, sink: Sink, *, names_row: bool
) -> None:
    """The first day of each year on which all conditions hold, with the sum of that day."""
    refuse_numbers(award)
    _refuse_days_of_figures(award)
    _refuse_moving_starts(function, award)
    values = function.values
    window = Period() if award.program.is_draft else award.program.window
    first, until, start = "begun", "last", award.term.start
    if window.start is not None:
        first = values.shared.constants.name(max(window.start, start or window.start), "")
    elif start is not None:
        function.put(f"begun = max({values.shared.constants.name(start, '')}, followed_from(CODE, facts))", depth)
    else:
        function.put("begun = followed_from(CODE, facts)", depth)
    if window.end is None:
        until = "until"
        function.put("until = min(last, followed_to(CODE, facts))", depth)
    if award.term.trigger.record:
        first_lines(function, award, records, depth)
        function.put(f"for record in {records}:", depth)
        depth += 1
    turns = [text for turn in award.body.turns for text in _turn(values, turn)]
    days = function.loop(depth)
    days.put("done = 0")
    days.put(f"for day in turning({first}, {until}, [{', '.join(turns)}], new_years({first}, {until})):")
    days.finish()
    loop = function.loop(depth + 1)
    loop.unless("day.year == done")
    loop.day_is_known()
    condition = award.condition(values)
    if condition:
        loop.unless(f"changes and not {condition}(facts, day)")
    for test in award.own_gates:
        loop.unless(values.fails(test))
    loop.put("done = day.year")
    put_amount(loop, award, sink, names_row=names_row)
    loop.finish()


def spanned_state_loop(
    function: Function, award: Award, records: str, depth: int, sink: Sink, settled: str
) -> None:  # fmt: skip
    """As `yearly_state_loop`, where conditions hold from one day on, or until one: no day need be tried.

    The sink puts its lines one step deeper. `settled`: a text that tells that no later year can be paid. Where money
    waits, claims that come to nothing still tell that years after all events are settled.
    """
    window, values = award.program.window, function.values
    tests = list(_parts(award.own_gates))
    plain = award.constant is not None and award.term.start is None and bool(award.term.trigger.record)
    if window.start is None or award.program.is_draft or not plain or award.condition(values):
        raise NotListedError
    if not all(_has_span(values, test) for test in tests):
        raise NotListedError
    refuse_numbers(award)
    _refuse_days_of_figures(award)
    if window.end is None:
        line = "last = min(last, followed_to(CODE, facts))"
        if f"    {line}" not in function.lines:
            function.put(line, depth)
    waits = any(step.wait for step in award.program.settlement.steps)
    if settled and waits:
        function.put("stated = last_stated(CODE.program, facts)", depth)
    first_lines(function, award, records, depth)
    function.put(f"for record in {records}:", depth)
    loop = function.loop(depth + 1)
    span = _by_arithmetic(loop, award, tests, values.shared.constants.name(window.start, ""))
    loop.put("while True:")
    sink(loop, values.shared.constants.name(award.constant or 0, "money"))
    year = "day.year"
    if settled and waits:
        loop.put(f"year = max(day.year, stated) if {settled} else day.year", 1)
        year = "year"
    elif settled:
        loop.put(f"if {settled}:", 1)
        loop.put("break", 2)
    loop.put(f"day = date({year} + 1, 1, 1)", 1)
    loop.put(f"if {' or '.join(['day > last', *span.stops])}:", 1)
    loop.put("break", 2)
    loop.finish()


def _has_span(values: Values, test: Expr) -> bool:
    """The condition hangs on no day, or holds from one day on, or until one."""
    if changing_fields(values.shared.schema, [test]):
        return False
    if isinstance(test, typed.StateHolds | typed.EventHappened | typed.Lasted) or _enough(test) is not None:
        return True
    return not any(isinstance(node, _HANG_ON_THE_DAY) for node in nodes(test))


def _refuse_days_of_figures(award: Award) -> None:
    if any(isinstance(node, typed.Figure | typed.Aggregate) for test in award.own_gates for node in nodes(test)):
        raise NotListedError


def _by_search(loop: Loop, award: Award, first: str) -> None:
    _refuse_days_of_figures(award)
    function, values = loop.function, loop.function.values
    _refuse_moving_starts(function, award)
    turns = [text for turn in award.body.turns for text in _turn(values, turn)]
    years = ""
    if any(isinstance(n, typed.ClaimYearIs | typed.EventInYear) for test in award.own_gates for n in nodes(test)):
        years = f", new_years({first}, last)"
    loop.put(f"for day in turning({first}, last, [{', '.join(turns)}]{years}):")
    condition = award.condition(values)
    if condition:
        loop.put(f"if changes and not {condition}(facts, day):", 1)
        loop.put("continue", 2)
    moving = changing_fields(values.shared.schema, award.own_gates)
    if moving:
        loop.put("if changes:", 1)
        for name in moving:
            loop.put(anew(name), 2)
    loop.is_followed = True
    for test in award.own_gates:
        loop.put(f"if {values.fails(test)}:", 1)
        loop.put("continue", 2)
    loop.put("break", 1)
    loop.put("else:")
    loop.put("continue", 1)


def _refuse_moving_starts(function: Function, award: Award) -> None:
    """A day from which something is counted must not change."""
    bases = [turn.base for turn in award.body.turns if isinstance(turn, After)]
    function.rigid.update(changing_fields(function.values.shared.schema, bases))


def _turn(values: Values, turn: Turn) -> Iterator[str]:
    match turn:
        case After(base=base, number=0):
            yield values.date(base)
        case After(base=base, number=number, unit=unit):
            yield f"*days_after({values.date(base)}, {literal(number)}, {literal(unit)})"
        case Changes(field=field):
            yield f"*changing_days(facts, {literal(field)})"
        case OfRecords(record=record, turns=turns):
            for inner in turns:
                if not isinstance(inner, After) or not isinstance(inner.base, typed.RecordField):
                    raise NotListedError
                day = f"record.values[{literal(inner.base.field)}]"
                every = f"for record in {listing_of(values, record)}"
                if inner.number:
                    days = f"days_after({day}, {literal(inner.number)}, {literal(inner.unit)})"
                    yield f"*[day {every} for day in {days}]"
                else:
                    yield f"*[{day} {every}]"


def _by_arithmetic(loop: Loop, award: Award, tests: list[Expr], first: str) -> _Span:
    function = loop.function
    span = _Span()
    static: list[Expr] = []
    for test in tests:
        if isinstance(test, _HANG_ON_THE_DAY) or _enough(test) is not None:
            _add(span, function.values, test)
        else:
            static.append(test)
    for test in static:
        loop.unless(function.values.fails(test))
    for passed in span.passes:
        loop.unless(passed)
    starts = sorted(span.starts, key=lambda start: "(" not in start)  # what is computed comes first
    loop.put(f"day = {starts[0] if starts else first}")
    for start in starts[1:]:
        if "(" in start:
            loop.put(f"day = max(day, {start})")
        else:
            loop.put(f"if {start} > day:")
            loop.put(f"day = {start}", 1)
    if starts:
        loop.put(f"if day < {first}:")
        loop.put(f"day = {first}", 1)
    condition = award.condition(function.values)
    if condition:
        fields = members_text(award.fields_to_follow(function.values.shared.schema))
        loop.put("if changes:")
        loop.put(f"day = first_day({condition}, facts, {fields}, day, last)", 1)
    loop.unless(" or ".join(["day > last", *span.stops]))
    return span


def _parts(gates: list[Expr]) -> Iterator[Expr]:
    for gate in gates:
        if isinstance(gate, typed.All):
            yield from _parts(list(gate.parts))
        else:
            yield gate


def _add(span: _Span, values: Values, test: Expr) -> None:
    records = values.shared.schema.record_by_name
    match test:
        case typed.EventHappened(record=record, event=event):
            _from(span, record_field(records[record].event_by_name[event].date_field))
        case typed.StateHolds(record=record, state=name):
            state = records[record].state_by_name[name]
            _from(span, record_field(state.from_field))
            if state.until_field is not None:
                end = record_field(state.until_field)
                span.stops.append(f"({end} is not NONE and {end} <= day)")
        case typed.Lasted(since=since, op=op, number=number, unit=unit):
            after = values.after(since, number, unit)
            if op in (Op.AT_LEAST, Op.MORE_THAN):
                if unit == "year":
                    span.passes.append(f"{values.date(since)}.year + {literal(number)} > last.year")
                span.starts.append(after if op is Op.AT_LEAST else f"next_day({after})")
            else:
                span.stops.append(f"day {'>' if op is Op.AT_MOST else '>='} {after}")
        case typed.Compare(left=typed.CountOf(pick=pick)):
            happened = pick.tests[0]
            assert isinstance(happened, typed.EventHappened)
            field = records[pick.record].event_by_name[happened.event].date_field
            kinds = members_text(values.shared.schema.lineage(pick.record))
            listing = listing_of(values, pick.record)
            span.starts.append(f"nth_day(facts, {kinds}, {listing}, {literal(field)}, {literal(_enough(test) or 0)})")
        case _:
            raise NotListedError


def _enough(test: Expr) -> int | None:
    """The number of records that must have had one event, where that is all that a condition asks."""
    match test:
        case typed.Compare(
            left=typed.CountOf(pick=typed.Pick(tests=(typed.EventHappened(),))),
            op=op,
            right=typed.Const(value=int() as number),
        ) if number > 0 and op in (Op.AT_LEAST, Op.MORE_THAN):
            return number + (op is Op.MORE_THAN)
        case _:
            return None


def _from(span: _Span, start: str) -> None:
    span.passes.append(f"{start} is NONE or {start} > last")
    span.starts.append(start)
