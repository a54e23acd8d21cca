"""Ledger lines of facts: what was paid before, as whole lines (the form in which a decision prints them) or short ones.

A short line gives clause, item, year and paid, and may add what rules count by; its `paid` stands for every stage. The
writer of the form, `line_to_plain`, stands beside its reader so that the two cannot part.
"""

from __future__ import annotations

from collections.abc import Mapping

from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Reading, at
from ipdsl.runtime.reading.days import read_day, read_year, read_year_name
from ipdsl.runtime.reading.line_checks import check_names, check_sums
from ipdsl.runtime.reading.numbers import read_money
from ipdsl.runtime.reading.values import minor_to_text, read_flag, read_text
from ipdsl.runtime.reading.wording import described, listed, shown
from ipdsl.values.money import DECIMALS

_LINE = "a line of the history"
_TEXTS = ("policy", "clause", "row", "applicant", "kind", "item", "matter", "level", "outcome")
_SUMS = ("proposed", "admitted", "carried", "lapsed")
_BY_NAME = ("rungs", "charged")
PARTS = ("policy", "clause", "row", "applicant", "kind", "item", "matter", "level", "keys", "by_discretion",
         "event_date", "year", "proposed", "admitted", "rungs", "charged", "paid", "carried", "carry_until", "lapsed",
         "outcome")  # fmt: skip
"""The parts of a line, in the order in which they are printed."""

OUTCOMES = tuple(outcome.value for outcome in Outcome)

_SHORT = 'the least is {"clause": "…", "item": "…", "year": 2022, "paid": "1000.00"}'


def line_to_plain(line: LedgerLine, currency: str) -> dict[str, object]:
    """The JSON form of a line that the reader takes back; a short line stays short."""
    decimals = DECIMALS[currency]
    by_year = {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(line.paid.items())}
    plain: dict[str, object] = {
        "policy": line.policy, "clause": line.clause, "row": line.row, "applicant": line.applicant, "kind": line.kind,
        "item": line.item, "matter": line.matter, "level": line.level,
        "keys": {name: list(v) if isinstance(v, tuple) else v for name, v in sorted(line.keys.items())},
        "by_discretion": line.by_discretion,
        "event_date": line.event_date.isoformat() if line.event_date else None, "year": line.year or None,
        "proposed": minor_to_text(line.proposed, decimals), "admitted": minor_to_text(line.admitted, decimals),
        "rungs": {name: minor_to_text(sum_, decimals) for name, sum_ in sorted(line.rungs.items())},
        "charged": {name: minor_to_text(sum_, decimals) for name, sum_ in sorted(line.charged.items())},
        "paid": by_year, "carried": minor_to_text(line.carried, decimals), "carry_until": line.carry_until,
        "lapsed": minor_to_text(line.lapsed, decimals), "outcome": line.outcome,
    }  # fmt: skip
    if not line.short:
        return plain
    kept = {
        k: v for k, v in plain.items() if k not in {*_SUMS, *_BY_NAME, "outcome"} and v not in ("", {}, None, False)
    }
    return kept | {"paid": by_year}


def read_history(reading: Reading, data: object, path: str) -> tuple[LedgerLine, ...] | None:
    """The lines in the order given; `None` where the history was not stated."""
    if data is None:
        return None
    entries = reading.as_list(data, path, "`history`", "[] where nothing was paid before")
    if entries is None:
        return None
    lines: list[LedgerLine] = []
    seen: dict[tuple[str, ...], tuple[str, str]] = {}
    for index, entry in enumerate(entries):
        here = at(path, index)
        line = read_line(reading, entry, here)
        if line is not None:
            lines.append(line)
            _check_duplicate(reading, line, here, seen)
    return tuple(lines)


def read_line(reading: Reading, data: object, path: str) -> LedgerLine | None:
    """One line; `None` where it cannot be used."""
    parts = reading.as_object(data, path, _LINE, _SHORT)
    if parts is None:
        return None
    before = reading.count
    is_short = not parts.get("outcome") and parts.get("proposed") is None
    _check_words(reading, parts, path, is_short=is_short)
    texts = {name: _text(reading, parts, name, path) for name in _TEXTS}
    year = 0 if parts.get("year") is None else read_year(reading, parts["year"], "year", at(path, "year"))
    if reading.count > before or year is None:
        return None
    texts["policy"] = texts["policy"] or reading.program.name
    if texts["policy"] == reading.program.name:
        check_clause(reading, texts["clause"], at(path, "clause"))
    paid = {} if parts.get("paid") is None else _paid(reading, parts["paid"], year, at(path, "paid"))
    sums = {name: _sum(reading, parts, name, path) for name in _SUMS}
    if is_short:
        sums["proposed"] = sums["admitted"] = sum(paid.values())
    rungs, charged = (_sums_by_name(reading, parts, name, path) for name in _BY_NAME)
    line = LedgerLine(
        year=year, paid=paid, short=is_short, keys=_keys(reading, parts.get("keys"), at(path, "keys")),
        rungs=rungs, charged=charged, **_stated(reading, parts, path), **texts, **sums,  # type: ignore[arg-type]  # named as the fields
    )  # fmt: skip
    if reading.count == before:
        check_names(reading, line, path)
        check_sums(reading, line, path)
    return line


def _check_words(reading: Reading, parts: dict[str, object], path: str, *, is_short: bool) -> None:
    """Reports unknown and missing parts, and an outcome that there is not."""
    reading.check_parts(parts, path, _LINE, PARTS)
    needed: tuple[str, ...] = ("clause", "year", "paid") if is_short else ("clause", "outcome")
    if is_short and parts.get("policy") in (None, "", reading.program.name):
        needed = ("clause", "item", "year", "paid")  # a payment under another document may go by its keys alone
    if not is_short and parts.get("event_date") is not None:
        needed = (*needed, "year")  # only a line whose day was not known has no year
    for word in needed:
        if parts.get(word) in (None, ""):
            reading.missing(path, _LINE, word, _SHORT)
    outcome = parts.get("outcome")
    if isinstance(outcome, str) and outcome and outcome not in OUTCOMES:
        advice = f"it is one of {listed(OUTCOMES, 20)}"
        near = reading.near(outcome, OUTCOMES)
        finding = form_errors.UnknownMember(
            path=at(path, "outcome"), field="outcome", word=shown(outcome), advice=advice, nearest=near
        )
        reading.add(finding)


def _stated(reading: Reading, parts: dict[str, object], path: str) -> dict[str, object]:
    """The parts that may be null: the day, the end of the carry, whether the bureau set the sum."""
    found: dict[str, object] = {}
    if parts.get("event_date") is not None:
        found["event_date"] = read_day(reading, parts["event_date"], "event_date", at(path, "event_date"))
    if parts.get("carry_until") is not None:
        found["carry_until"] = read_year(reading, parts["carry_until"], "carry_until", at(path, "carry_until"))
    if parts.get("by_discretion") is not None:
        flag = read_flag(reading, parts["by_discretion"], "by_discretion", at(path, "by_discretion"))
        found["by_discretion"] = flag is True
    return found


def check_clause(reading: Reading, label: str, path: str) -> bool:
    """Reports a label that no clause of this policy carries."""
    labels = [clause.label for clause in reading.program.clauses]
    if label in labels:
        return True
    reading.add(
        line_errors.UnknownClause(
            path=path, policy=shown(reading.program.name), word=shown(label), nearest=reading.near(label, labels),
            advice=f"its clauses are {listed(labels)}",
        )
    )  # fmt: skip
    return False


def _text(reading: Reading, parts: Mapping[str, object], name: str, path: str) -> str:
    """A text part; "" where it is absent, null or, as in printed lines, empty."""
    data = parts.get(name)
    if data is None or data == "":
        return ""
    return read_text(reading, data, name, at(path, name)) or ""


def _sum(reading: Reading, parts: Mapping[str, object], name: str, path: str) -> int:
    if parts.get(name) is None:
        return 0
    return read_money(reading, parts[name], name, at(path, name), reading.program.currency) or 0


def _paid(reading: Reading, data: object, year: int, path: str) -> dict[int, int]:
    """A sum paid in the line's year, or sums by year."""
    if not isinstance(data, Mapping):
        if not year:
            reading.wrong_form(data, path, "`paid`", "an object of sums by year, where the line has no year")
        paid = read_money(reading, data, "paid", path, reading.program.currency)
        return {} if paid is None else {year: paid}
    if data and {"amount", "currency"}.issuperset(data):
        read_money(reading, data, "paid", path, reading.program.currency)
        return {}
    found: dict[int, int] = {}
    for name, sum_ in (reading.as_object(data, path, "`paid`") or {}).items():
        when = read_year_name(reading, name, at(path, name))
        paid = read_money(reading, sum_, "paid", at(path, name), reading.program.currency)
        if when is not None and paid is not None:
            found[when] = paid
    return dict(sorted(found.items()))


def _sums_by_name(reading: Reading, parts: Mapping[str, object], name: str, path: str) -> dict[str, int]:
    if parts.get(name) is None:
        return {}
    path = at(path, name)
    named = reading.as_object(parts[name], path, f"`{name}`", "sums by the name of the rule") or {}
    found: dict[str, int] = {}
    for rule, data in named.items():
        sum_ = read_money(reading, data, name, at(path, rule), reading.program.currency)
        if read_text(reading, rule, name, at(path, rule)) is not None and sum_ is not None:
            found[rule] = sum_
    return dict(sorted(found.items()))


def _keys(reading: Reading, data: object, path: str) -> dict[str, object]:
    """Keys by field name: a text, or a list of texts; yes/no and whole numbers are taken as their text."""
    if data is None:
        return {}
    found: dict[str, object] = {}
    for name, value in (reading.as_object(data, path, "`keys`", 'as in {"family": "F1"}') or {}).items():
        read_text(reading, name, "keys", at(path, name))
        if isinstance(value, list | tuple):
            members = [read_text(reading, member, name, at(at(path, name), i)) for i, member in enumerate(value)]
            found[name] = tuple(m for m in members if m is not None)
        elif isinstance(value, bool | int):
            found[name] = in_words(value)
        elif value is not None:
            text = read_text(reading, value, name, at(path, name))
            if text is not None:
                found[name] = text
    return dict(sorted(found.items()))


def _check_duplicate(
    reading: Reading, line: LedgerLine, path: str, seen: dict[tuple[str, ...], tuple[str, str]]
) -> None:
    """Two lines of one event and applicant; a short line speaks of all events of its item and year."""
    event = "" if line.event_date is None else line.event_date.isoformat()
    base = (line.policy, line.clause, line.item, str(line.year))
    others = [seen.get((*base, event)), seen.get((*base, "")) if event else seen.get((*base, "any"))]
    other = next(
        (o for o, whose in filter(None, others) if whose == line.applicant or not (whose and line.applicant)), ""
    )
    if other:
        found = described(line.item).removeprefix("the text ").strip('"')
        reading.add(
            line_errors.DuplicateLine(path=path, clause=shown(line.clause), item=found, year=line.year, other=other)
        )
        return
    seen[(*base, event)] = path, line.applicant
    seen.setdefault((*base, "any"), (path, line.applicant))
