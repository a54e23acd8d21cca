"""Reads facts: plain data (from JSON or Python) against the vocabulary of a policy.

In: a plain dict and a `Program`. Out: `Facts`, or a `FactsError` that holds every problem with its JSON path. Nothing
is guessed and nothing ignored: an unknown word is a problem, a value of another type too.
"""

from __future__ import annotations

from collections.abc import Mapping

from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Dated, Fact, Facts
from ipdsl.runtime.reading import form_errors, line_errors, value_errors
from ipdsl.runtime.reading.base import Reading, at, by_label
from ipdsl.runtime.reading.days import read_day, read_periods, read_year_name
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.history import read_history
from ipdsl.runtime.reading.records import read_records
from ipdsl.runtime.reading.rest import read_approvals, read_older_documents, read_ranks, read_series, read_support
from ipdsl.runtime.reading.values import read_text, read_value
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Field, Schema, Varies
from ipdsl.schema.types import ListType, MoneyType
from ipdsl.values.days import Date

PARTS = ("applicant", "records", "figures", "history", "support", "approvals", "older_documents", "ranks",
         "series", "as_of")  # fmt: skip
_LEAST = 'the least is {"applicant": {"id": "…", "kinds": ["…"]}}'


def read_facts(data: object, program: Program) -> Facts:
    """The facts, or `FactsError` with every problem."""
    reading = Reading(program)
    facts = _facts(reading, data)
    if facts is not None and facts.history and not reading.count:
        from ipdsl.runtime.reading.keys import with_keys  # most facts have no history
        from ipdsl.runtime.reading.ledger_file import check_lines

        check_lines(reading, facts)
        facts = with_keys(reading, facts)
    if reading.count or facts is None:
        raise FactsError(reading.report())
    return facts


def _facts(reading: Reading, data: object) -> Facts | None:
    parts = reading.as_object(data, "$", "the facts", _LEAST)
    if parts is None:
        return None
    parts.pop("$schema", None)  # editors write it, to find the form
    reading.check_parts(parts, "$", "the facts", PARTS)
    applicant = kinds = None
    fields: dict[str, Fact | Dated] = {}
    if parts.get("applicant") is None:
        reading.missing("$", "the facts", "applicant", _LEAST)
    else:
        applicant, kinds, fields = applicant_of(reading, parts["applicant"], "$.applicant")
    records = read_records(reading, parts.get("records"), "$.records")
    figures = figures_of(reading, parts.get("figures"), fields, "$.figures")
    history = read_history(reading, parts.get("history"), "$.history")
    support = read_support(reading, parts.get("support"), "$.support")
    approvals = read_approvals(reading, parts.get("approvals"), "$.approvals")
    older = read_older_documents(reading, parts.get("older_documents"), "$.older_documents")
    ranks = read_ranks(reading, parts.get("ranks"), "$.ranks")
    series = read_series(reading, parts.get("series"), "$.series")
    as_of = None if parts.get("as_of") is None else read_day(reading, parts["as_of"], "as_of", "$.as_of")
    if reading.count or applicant is None or kinds is None:
        return None
    return Facts(
        applicant=applicant, kinds=kinds, fields=fields, records=records, figures=figures, history=history,
        support=support, approvals=approvals, older_documents=older, series=series, as_of=as_of,
        ranks=ranks,
    )  # fmt: skip


# ---- the applicant


def applicant_of(
    reading: Reading, data: object, path: str
) -> tuple[str | None, frozenset[str] | None, dict[str, Fact | Dated]]:
    """Id, kinds (closed upward) and fields of the applicant."""
    kind = next((k.name for k in reading.schema.kinds), "…")
    parts = reading.as_object(data, path, "`applicant`", f'as in {{"id": "F1", "kinds": ["{kind}"]}}')
    if parts is None:
        return None, None, {}
    name = None
    if parts.get("id") is None:
        reading.missing(path, "the applicant", "id", "any text that names the applicant")
    else:
        name = read_text(reading, parts["id"], "id", at(path, "id"))
    kinds = _kinds(reading, parts.get("kinds"), path)
    known = reading.schema.applicant_field_by_name
    fields: dict[str, Fact | Dated] = {}
    for word, value in parts.items():
        if word in {"id", "kinds"}:
            continue
        if word not in known:
            _unknown_applicant_field(reading, word, at(path, word))
            continue
        fact = _applicant_field(reading, known[word], value, at(path, word))
        if fact is not None:
            fields[word] = fact
    return name, kinds, {word: fields[word] for word in known if word in fields}


def _kinds(reading: Reading, data: object, path: str) -> frozenset[str] | None:
    names = [k.name for k in reading.schema.kinds]
    advice = f"the kinds are {listed(names)}"
    if data is None:
        reading.missing(path, "the applicant", "kinds", advice)
        return None
    path = at(path, "kinds")
    words = reading.as_list(data, path, "`kinds`", f'as in ["{names[0] if names else "…"}"]')
    if words is None:
        return None
    if not words:
        reading.add(form_errors.NoKind(path=path, example=names[0] if names else "…"))
    closed: set[str] = set()
    for index, data_of_one in enumerate(words):
        word = read_text(reading, data_of_one, "kinds", at(path, index))
        if word in names:
            closed |= reading.schema.wider[word]
        elif word is not None:
            _unknown_kind(reading, word, at(path, index), advice)
    return frozenset(closed)


def _unknown_kind(reading: Reading, word: str, path: str, advice: str) -> None:
    schema = reading.schema
    of_class = next((c for c in schema.classes if c.name == word), None)
    name = by_label(word, ((k.name, k.label.zh) for k in schema.kinds))
    near = (name,) if name else reading.near(word, [k.name for k in schema.kinds])
    if of_class is not None:
        near, advice = (), f"`{word}` stands for several kinds: say which of {listed(of_class.members)}"
    elif name:
        advice = "facts use the name of a kind, not its label"
    reading.add(form_errors.UnknownApplicantKind(path=path, word=shown(word), advice=advice, nearest=near))


def _unknown_applicant_field(reading: Reading, word: str, path: str) -> None:
    schema = reading.schema
    since = next((s for s in schema.since_words if s.name == word), None)
    near: tuple[str, ...] = ()
    if since is not None:
        advice = f"`{word}` follows from a day: give `{since.date_field}`"
    elif word in schema.figure_by_name:
        advice = f'`{word}` is a yearly figure: "figures": {{"2022": {{"{word}": …}}}}'
    else:
        name = by_label(word, ((f.name, f.label.zh) for f in schema.applicant_fields))
        near = (name,) if name else reading.near(word, schema.applicant_field_by_name)
        advice = _where(schema, word) or f"its fields are {listed(schema.applicant_field_by_name)}"
    reading.add(
        form_errors.UnknownField(path=path, what="the applicant", word=shown(word), advice=advice, nearest=near)
    )


def _where(schema: Schema, word: str) -> str:
    """Where else a word is declared, "" where nowhere."""
    if word in schema.applicant_field_by_name:
        return f"`{word}` is a field of the applicant"
    kinds = [r.name for r in schema.records if word in r.field_by_name and r.base is None]
    return f"`{word}` is a field of {listed((f'`{k}`' for k in kinds), 4)}" if kinds else ""


def _applicant_field(reading: Reading, field: Field, data: object, path: str) -> Fact | Dated | None:
    if not _is_periods(field, data):
        return read_value(reading, data, field.type, field.name, path)
    if field.varies is Varies.FIXED:
        reading.add(value_errors.NeverChanges(path=path, field=field.name))
        return None
    return read_periods(
        reading, data, field.name, path, lambda value, here: read_value(reading, value, field.type, field.name, here)
    )


def _is_periods(field: Field, data: object) -> bool:
    if not isinstance(data, list | tuple):
        return False
    return not isinstance(field.type, ListType) or any(isinstance(d, Mapping) and "value" in d for d in data)


# ---- yearly figures


def figures_of(
    reading: Reading, data: object, fields: Mapping[str, Fact | Dated], path: str
) -> dict[int, dict[str, Fact]]:
    """The yearly figures, years ascending."""
    if data is None:
        return {}
    some = next((f.name for f in reading.schema.figures), "…")
    form = f'as in {{"2022": {{"{some}": …}}}}'
    years = reading.as_object(data, path, "`figures`", form)
    found: dict[int, dict[str, Fact]] = {}
    for name, parts in (years or {}).items():
        here = at(path, name)
        year = read_year_name(reading, name, here)
        figures = None if parts is None else reading.as_object(parts, here, "a year of `figures`", form)
        if year is None or figures is None:
            continue
        found[year] = _figures_of(reading, year, figures, fields, here)
    return dict(sorted(found.items()))


def _figures_of(
    reading: Reading, year: int, parts: Mapping[str, object], fields: Mapping[str, Fact | Dated], path: str
) -> dict[str, Fact]:
    known = reading.schema.figure_by_name
    found: dict[str, Fact] = {}
    for word, data in parts.items():
        here = at(path, word)
        if word not in known:
            name = by_label(word, ((f.name, f.label.zh) for f in known.values()))
            advice = _where(reading.schema, word) or (f"the figures are {listed(known)}" if known else "there are none")
            near = (name,) if name else reading.near(word, known)
            reading.add(form_errors.UnknownFigure(path=here, word=shown(word), advice=advice, nearest=near))
            continue
        value = read_value(reading, data, known[word].type, word, here)
        if value is not None:
            _check_start(reading, known[word], year, value, fields, here)
            found[word] = value
    return {word: found[word] for word in known if word in found}


def _check_start(
    reading: Reading, field: Field, year: int, value: Fact, fields: Mapping[str, Fact | Dated], path: str
) -> None:
    """Reports a figure that is not 0 in a year in which it can only be 0."""
    start = fields.get(field.zero_before) if field.zero_before else None
    if not isinstance(start, Date) or year >= start.year or value == 0:
        return
    found = in_words(value)
    if isinstance(field.type, MoneyType):
        found = "more than 0"
    reading.add(
        line_errors.FigureBeforeStart(
            path=path, field=field.name, year=year, found=found, start_field=str(field.zero_before), start=str(start)
        )
    )
