"""Ledger lines of facts: what was paid before, as whole lines (the form in which a decision prints them) or short ones.

A short line gives clause, item, year and due, and may add what rules count by; its `due` stands for every stage. The
writer of the form, `line_to_plain`, stands beside its reader so that the two cannot part. Lines of schema 1 call `paid`
what is `due` now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import attrs

from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Form, Part, Reading, at, names, taken
from ipdsl.runtime.reading.by_name import KEYS, by_name, in_order, without_kind
from ipdsl.runtime.reading.days import read_day, read_year, read_year_name
from ipdsl.runtime.reading.labels import of_clauses, of_levels, of_records, of_rows
from ipdsl.runtime.reading.line_checks import check_names, check_sums
from ipdsl.runtime.reading.named import clause_named, is_clause, report_member
from ipdsl.runtime.reading.numbers import read_sum
from ipdsl.runtime.reading.quick import (
    DAYS,
    NO_NAMES,
    NOT_PLAIN,
    YEARS,
    ByText,
    NotPlainError,
    one_of,
    plain_flag,
    plain_object,
    plain_sums,
    plain_text,
    plain_year,
)
from ipdsl.runtime.reading.spoken import kind_of, read_item, read_keys, texts_of
from ipdsl.runtime.reading.values import minor_to_text, read_flag, read_item_name, read_text
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.runtime.terms import Clause, Program
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

_LINE = Phrase("a line of the history", "历史中的一行")
NAMES = ("applicant", "matter")
_WORDS = ("policy", "clause", "row", "kind", "level")
_TEXTS = (*NAMES, *_WORDS, "item", "outcome")
_SUMS = ("proposed", "admitted", "carried", "lapsed")
PARTS = names("policy", "clause", "row", "applicant", "kind", "item", "matter", "level", "keys", "by_discretion",
         "event_date", "year", "proposed", "admitted", "charged", "due", "payments", "carried", "carry_until",
         "lapsed", "outcome", "granted")  # fmt: skip
"""The parts of a line, in the order in which they are printed."""

RUNGS = "rungs"
"""What reached each `top up`, which lines of ledgers before 0.2.2 tell; it is read and not used."""

OLDER_NAME = "paid"
"""What lines of schema 1 call `due`."""

DIGEST = "digest"
"""By which a ledger tells that a line is as it was written (`ledger_seal`); lines of facts may have it."""

_BLANK: dict[str, Any] = {
    **dict.fromkeys(field.name for field in attrs.fields(LedgerLine)),
    **dict.fromkeys((*_TEXTS, "clause"), ""),
    **dict.fromkeys((*_SUMS, "year"), 0),
    **{name: {} for name in ("charged", "keys", "due")},
    "by_discretion": False,
    "short": False,
}
"""A line of which nothing is stated, in the order of its fields."""

OUTCOMES = names(*(outcome.value for outcome in Outcome))

_Name = TypeVar("_Name", str, int)
_Value = TypeVar("_Value")
_Seen: TypeAlias = "dict[tuple[str, str, str, int], dict[Date | str | None, tuple[str, str]]]"
"""By policy, clause, item and year, then by the day of the event: the path of the line there, and its applicant."""

_SHORT = Phrase(
    'the least is {{"clause": "…", "item": "…", "year": 2022, "due": "1000.00"}}',
    '至少应写`{{"clause": "…", "item": "…", "year": 2022, "due": "1000.00"}}`',
)


def line_to_plain(line: LedgerLine, currency: str) -> dict[str, object]:
    """The JSON form of a line that the reader takes back; a short line stays short."""
    decimals = DECIMALS[currency]
    by_year = {str(year): minor_to_text(sum_, decimals) for year, sum_ in sorted(line.due.items())}
    payments = [{"day": str(day), "amount": minor_to_text(sum_, decimals)} for day, sum_ in line.payments or ()]
    plain: dict[str, object] = {
        "policy": line.policy, "clause": line.clause, "row": line.row, "applicant": line.applicant, "kind": line.kind,
        "item": line.item, "matter": line.matter, "level": line.level,
        "keys": {name: sorted(v) if isinstance(v, tuple) else v for name, v in sorted(line.keys.items())},
        "by_discretion": line.by_discretion,
        "event_date": line.event_date.isoformat() if line.event_date else None, "year": line.year or None,
        "proposed": minor_to_text(line.proposed, decimals), "admitted": minor_to_text(line.admitted, decimals),
        "charged": {name: minor_to_text(sum_, decimals) for name, sum_ in sorted(line.charged.items())},
        **({} if line.granted is None else {"granted": minor_to_text(line.granted, decimals)}),
        "due": by_year, **({} if line.payments is None else {"payments": payments}),
        "carried": minor_to_text(line.carried, decimals), "carry_until": line.carry_until,
        "lapsed": minor_to_text(line.lapsed, decimals), "outcome": line.outcome,
    }  # fmt: skip
    if not line.short:
        return plain
    kept = {
        k: v for k, v in plain.items() if k not in {*_SUMS, "charged", "outcome"} and v not in ("", {}, None, False)
    }
    return kept | {"due": by_year}


def read_history(reading: Reading, data: object, path: str) -> tuple[LedgerLine, ...] | None:
    """The lines in the order given; `None` where they cannot be used."""
    entries = reading.as_list(
        data, path, "`history`", Phrase("[] where nothing was paid before", "此前没有兑现的，写`[]`")
    )
    return None if entries is None else read_lines(reading, entries, [f"{path}[{at}]" for at in range(len(entries))])


def read_lines(reading: Reading, entries: Sequence[object], paths: Sequence[str]) -> tuple[LedgerLine, ...]:
    """The lines in the order given, without those that cannot be used."""
    lines: list[LedgerLine] = []
    form, fitting = reading.program.kept(_form), reading.program.kept(_fitting)
    seen: _Seen = {}
    for entry, here in zip(entries, paths, strict=True):
        line = _line(reading, entry, here, form, fitting)
        if line is not None:
            lines.append(line)
            _check_duplicate(reading, line, here, seen)
    return tuple(lines)


_WHOLE_IS_ADMITTED = Phrase(
    "a whole line says what was granted as `admitted`, and has no `granted`",
    "完整的一行以`admitted`写明准予的金额，不写`granted`",
)
_BY_YEAR = Phrase("an object of sums by year, where the line has no year", "按年度列出金额的对象，因为这一行没有年度")


def _line(
    reading: Reading, data: Any, path: str, form: Form[Any], fitting: set[tuple[str, str, str]]
) -> LedgerLine | None:
    """One line; `None` where it cannot be used."""
    before, own = reading.count, reading.program.name
    try:
        values = taken(data, form.checks, _BLANK.copy())
    except NOT_PLAIN:
        stated = form.by_rules(reading, data, path)
        if stated is None:
            return None
        values = {**_BLANK, **stated}
    if values["outcome"] not in OUTCOMES or not (values["clause"] and values["year"]):
        values["short"] = _is_short(reading, data, path)
    policy = values["policy"] = values["policy"] or own
    if policy != own or (values["clause"], values["kind"], values["level"]) not in fitting:
        _by_labels(reading, values, path)
    values["item"], values["kind"] = without_kind(reading.program, values["item"], values["kind"])
    _by_types(reading, values, path)
    words = values["clause"], values["kind"], values["level"]
    fits = policy == own and words in fitting
    if policy == own and not fits and values["clause"]:
        is_clause(reading, values["clause"], f"{path}.clause")
    if reading.count > before:
        return None
    values.pop(DIGEST, None)
    values.pop(RUNGS, None)
    word, year = "due", values["year"]
    if OLDER_NAME in values:  # a line of schema 1
        if data.get(word) is not None:
            problem = Phrase(
                "it says what was `{word}`, and also `{older}`, which lines of schema 1 call it",
                "既写了`{word}`，又写了`{older}`（第1版格式中的叫法）",
                word=word,
                older=OLDER_NAME,
            )
            return reading.refuse(line_errors.LineContradicts(path=path, problem=problem))
        values[word], word = values.pop(OLDER_NAME), OLDER_NAME
    due = values["due"]
    if type(due) is int:
        if not year:
            return reading.wrong_form(data[word], f"{path}.{word}", f"`{word}`", _BY_YEAR)
        values["due"] = {year: due}
    granted = values["granted"]
    if values["short"]:
        values["proposed"] = values["admitted"] = sum(values["due"].values()) if granted is None else granted
    elif granted is not None:
        return reading.refuse(line_errors.LineContradicts(path=path, problem=_WHOLE_IS_ADMITTED))
    line = LedgerLine(*values.values())
    if not fits:
        check_names(reading, line, path)
        if policy == own and reading.count == before and len(fitting) < _MOST_FITTING:
            fitting.add(words)
    check_sums(reading, line, path)
    return line


def _by_labels(reading: Reading, values: dict[str, Any], path: str) -> None:
    """Puts names in the place of labels; a whole line of another policy has words of its own."""
    scopes = {"kind": of_records, "level": of_levels}
    if values["policy"] == reading.program.name:
        scopes["clause"] = of_clauses
    elif not values["short"]:
        return
    for part, scope in scopes.items():
        values[part] = reading.name_of(values[part], reading.program.kept(scope), at(path, part)) or ""


def _by_types(reading: Reading, values: dict[str, Any], path: str) -> None:
    """Reads the keys, row and item of a line by the types of the fields of which it speaks.

    A line of a ledger stands as it was written (it has a digest, or says `paid`), and so does a whole one of another
    policy.
    """
    keys, is_own = values["keys"], values["policy"] == reading.program.name
    is_whole = not values["short"]
    clause = clauses_by_label(reading.program).get(values["clause"]) if is_own else None
    kind = kind_of(reading, values["clause"] if is_own else "", values["kind"])
    if values["row"] and clause is not None:
        rows = reading.program.kept(of_rows)[clause.label]
        values["row"] = reading.name_of(values["row"], rows, at(path, "row")) or ""
    if DIGEST in values or (is_whole and (OLDER_NAME in values or not is_own)):
        values["keys"] = texts_of(reading, keys, kind, at(path, "keys")) if keys else keys
        return
    if keys:
        values["keys"] = read_keys(reading, keys, kind, at(path, "keys"), is_printed=is_whole)
    values["item"] = read_item(reading, values["item"], clause, kind)
    if values["row"] and clause is not None:
        _check_row(reading, clause, values["row"], at(path, "row"))


def _check_row(reading: Reading, clause: Clause, row: str, path: str) -> None:
    """Reports a row that the clause does not have: `once` of the row would never meet the line."""
    rows = [one.name for one in clause.rows]
    if rows and row not in rows:
        report_member(reading, path, "row", row, rows, most=20)
    elif not rows:
        advice = Phrase("`{label}` has no rows: leave `row` out", "`{label}`没有档次：不写`row`", label=clause.label)
        reading.unknown(form_errors.UnknownMember, path, row, (), field="row", advice=advice)


def _fitting(_: Program) -> set[tuple[str, str, str]]:
    """The clauses, kinds and levels of lines that were found to fit: ledgers hold the same again and again."""
    return set()


_MOST_FITTING = 10_000


_UNPAID = Phrase("[] where nothing was paid yet", "尚未兑现的，写`[]`")


def _form(program: Program) -> Form[Any]:
    """The form of a line. A sum that it pays in its own year stays a number until the year is known."""
    sums = program.kept(plain_sums)
    text, sum_ = Part(ByText(_plain_or_empty).__getitem__, _text), Part(sums.__getitem__, read_sum)
    word = Part(ByText(_plain_word).__getitem__, _word)

    def by_name(value: object) -> dict[str, int]:
        if value == {}:
            return {}
        return in_order({text.check(rule): sums[sum_] for rule, sum_ in plain_object(value).items()})

    def due(value: object) -> dict[int, int] | int:
        if type(value) is not dict:
            return sums[value]
        return in_order({YEARS[year]: sums[sum_] for year, sum_ in value.items()})

    def payments(value: object) -> tuple[tuple[Date, int], ...]:
        if type(value) is not list:
            raise NotPlainError
        read = [taken(one, payment.checks, {}) for one in value]
        return tuple([(one["day"], one["amount"]) for one in read])

    payment: Form[Any] = Form(
        {"day": Part(DAYS.__getitem__, read_day), "amount": sum_},
        Phrase("a payment", "一次兑现"),
        needed=names("day", "amount"),
    )

    def _payments(reading: Reading, data: object, field: str, path: str) -> tuple[tuple[Date, int], ...]:
        every = reading.as_list(data, path, f"`{field}`", _UNPAID) or ()
        read = [payment.read(reading, one, at(path, i)) for i, one in enumerate(every)]
        return tuple([(one["day"], one["amount"]) for one in read if one is not None])

    parts: dict[str, Part[Any]] = {
        **dict.fromkeys(NAMES, text),
        **dict.fromkeys(_WORDS, word),
        "item": Part(text.check, _item),
        "outcome": Part(one_of((*OUTCOMES, "")), _outcome),
        **dict.fromkeys(("year", "carry_until"), Part(plain_year, read_year)),
        **dict.fromkeys((*_SUMS, "granted"), sum_),
        "charged": Part(by_name, _sums_by_name),
        "due": Part(due, _due),
        "payments": Part(payments, _payments),
        "keys": KEYS,
        "event_date": Part(DAYS.__getitem__, read_day),
        "by_discretion": Part(plain_flag, read_flag),
    }
    ordered = {name: parts[name] for name in PARTS}
    return Form(ordered | {OLDER_NAME: parts["due"], DIGEST: text, RUNGS: parts["charged"]}, _LINE, _SHORT)


def _plain_or_empty(value: object) -> str:
    return "" if value == "" else plain_text(value)


def _plain_word(value: object) -> str:
    return value if type(value) is str and value in NO_NAMES else _plain_or_empty(value)


def _is_short(reading: Reading, parts: Mapping[str, object], path: str) -> bool:
    """Whether a line is a short one; reports what it lacks."""
    is_short = not parts.get("outcome") and parts.get("proposed") is None
    needed: tuple[str, ...] = ("clause", "year", "due") if is_short else ("clause", "outcome")
    if is_short and parts.get("policy") in (None, "", reading.program.name):
        needed = ("clause", "item", "year", "due")  # a payment under another document may go by its keys alone
    if not is_short and parts.get("event_date") is not None:
        needed = (*needed, "year")  # only a line whose day was not known has no year
    for word in needed:
        if parts.get(word) in (None, "") and not (word == "due" and parts.get(OLDER_NAME) is not None):
            reading.missing(path, _LINE, word, _SHORT)
    return is_short


def _text(reading: Reading, data: object, name: str, path: str) -> str | None:
    """A text part; "" where it is, as in printed lines, empty."""
    return "" if data == "" else read_text(reading, data, name, path)


def _item(reading: Reading, data: object, name: str, path: str) -> str | None:
    return "" if data == "" else read_item_name(reading, data, name, path)


def _word(reading: Reading, data: object, name: str, path: str) -> str | None:
    """A word of a page, such as the label of a clause. A page may use one that names nothing in facts."""
    return data if isinstance(data, str) and data in NO_NAMES else _text(reading, data, name, path)


def _outcome(reading: Reading, data: object, name: str, path: str) -> str | None:
    word = _text(reading, data, name, path)
    if word and word not in OUTCOMES:
        report_member(reading, path, name, word, OUTCOMES, most=20)
    return word


def _due(reading: Reading, data: object, field: str, path: str) -> dict[int, int] | int | None:
    """A sum due in the line's year, or sums by year."""
    if not isinstance(data, Mapping) or (data and {"amount", "currency"}.issuperset(data)):
        return read_sum(reading, data, field, path)

    def read(name: str, sum_: object, here: str) -> tuple[int | None, int | None]:
        return read_year_name(reading, name, here), read_sum(reading, sum_, field, here)

    return by_name(reading, data, path, field, NOTHING, read)


_SUMS_BY_NAME = Phrase("sums by the name of the rule", "按规则名列出金额")


def _sums_by_name(reading: Reading, data: object, field: str, path: str) -> dict[str, int]:
    def read(name: str, sum_: object, here: str) -> tuple[str | None, int | None]:
        return read_text(reading, name, field, here), read_sum(reading, sum_, field, here)

    return by_name(reading, data, path, field, _SUMS_BY_NAME, read)


def _check_duplicate(reading: Reading, line: LedgerLine, path: str, seen: _Seen) -> None:
    """Two lines of one event and applicant; a short line speaks of all events of its item and year."""
    event, place = line.event_date, (path, line.applicant)
    base = (line.policy, line.clause, line.item, line.year)
    same = seen.get(base)
    if same is None:
        seen[base] = {event: place, "any": place}
        return
    others = (same.get(event), same.get("any" if event is None else None))
    other = next(
        (o for o, whose in filter(None, others) if whose == line.applicant or not (whose and line.applicant)), ""
    )
    if other:
        found = shown(line.item).strip('"')
        reading.add(
            line_errors.DuplicateLine(
                path=path,
                clause=clause_named(reading.program, line.clause),
                item=found,
                year=line.year,
                other=other,
            )
        )
        return
    same[event] = place
