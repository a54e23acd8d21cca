"""Reads facts: plain data (from JSON or Python) against the vocabulary of a policy.

In: a plain dict and a `Program`. Out: `Facts`, or a `FactsError` that holds every problem with its JSON path. Nothing
is guessed and nothing ignored: an unknown word is a problem, a value of another type too.

Each field has a quick check, made once from the vocabulary (`quick`), that takes what is plainly good. What it does not
take is read by the general rule for that field, which alone makes findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from ipdsl.diagnostics.phrase import NOTHING, Name, Phrase
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Dated, Fact, Facts, LedgerLine
from ipdsl.runtime.reading import errors, form_errors, line_errors, value_errors
from ipdsl.runtime.reading.base import Form, FullError, Part, Reading, at, names
from ipdsl.runtime.reading.days import read_day, read_periods, read_year_name
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.labels import names_by_label, of_applicant, of_figures, of_kinds
from ipdsl.runtime.reading.look_alikes import check_look_alikes
from ipdsl.runtime.reading.named import figures_there_are
from ipdsl.runtime.reading.quick import YEARS, NotPlainError, Quick, plain_name, plain_periods
from ipdsl.runtime.reading.records import read_records
from ipdsl.runtime.reading.remarked import RemarkedFacts
from ipdsl.runtime.reading.rest import read_approvals, read_older_documents, read_published, read_series, read_support
from ipdsl.runtime.reading.values import SPECIAL, SPECIAL_FORMS, is_none, part_of, read_name, read_text
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.settlement.horizon import assumed_as_of
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Field, Schema, Varies
from ipdsl.schema.types import ListType, MoneyType
from ipdsl.values.days import Date

if TYPE_CHECKING:
    from ipdsl.runtime.reading.published import Published

PARTS = names("applicant", "records", "figures", "history", "support", "approvals", "older_documents", "published",
              "series", "as_of")  # fmt: skip
_LEAST = Phrase(
    'the least is {{"applicant": {{"id": "…", "kinds": ["…"]}}}}',
    '至少应写`{{"applicant": {{"id": "…", "kinds": ["…"]}}}}`',
)


def read_facts(data: object, program: Program) -> Facts:
    """The facts, or `FactsError` with every problem, of very many with the first."""
    reading = Reading(program, stops=True)
    try:
        return _checked(reading, data, program)
    except FullError:
        raise FactsError(reading.report()) from None


def _checked(reading: Reading, data: object, program: Program) -> Facts:
    facts = _facts(reading, data)
    if facts is not None and facts.history:
        from ipdsl.runtime.reading.keys import with_keys  # most facts have no history
        from ipdsl.runtime.reading.ledger_file import check_lines

        check_lines(reading, facts)
        facts = with_keys(reading, facts)
    if facts is not None and not reading.count:
        check_look_alikes(reading, facts)
    if reading.count or facts is None:
        raise FactsError(reading.report())
    return facts


def facts_of(data: object, program: Program, published: Iterable[Published] = ()) -> Facts:
    """As `read_facts`, with published values for the series that the policy reads."""
    facts = read_facts(data, program)
    if isinstance(data, RemarkedFacts) and data.remarks:
        facts = attrs.evolve(facts, remarks=data.remarks)
    if not program.kept(_reads_series):
        return facts
    from ipdsl.runtime.reading.published import with_published  # few policies read a series

    return with_published(facts, program, published)


def _reads_series(program: Program) -> bool:
    return any(clause.series for clause in program.clauses)


def _facts(reading: Reading, data: object) -> Facts | None:
    if (type(data) is dict or isinstance(data, Mapping)) and "$schema" in data:  # editors write it, to find the form
        data = {name: part for name, part in data.items() if name != "$schema"}
    parts = reading.parts(data, "$", Phrase("the facts", "事实"), PARTS, _LEAST)
    if parts is None:
        return None
    applicant = kinds = None
    fields: dict[str, Fact | Dated] = {}
    if parts.get("applicant") is None:
        reading.missing("$", Phrase("the facts", "事实"), "applicant", _LEAST)
    else:
        applicant, kinds, fields = _applicant(reading, parts["applicant"], "$.applicant")
    records = read_records(reading, parts.get("records"), "$.records")
    figures, no_figures = _figures(reading, parts.get("figures"), fields, "$.figures")
    history = _history(reading, parts.get("history"), "$.history")
    support = read_support(reading, parts.get("support"), "$.support")
    approvals = read_approvals(reading, parts.get("approvals"), "$.approvals")
    older = read_older_documents(reading, parts.get("older_documents"), "$.older_documents", applicant)
    ranks, rooms = read_published(reading, parts.get("published"), "$.published")
    series = read_series(reading, parts.get("series"), "$.series")
    as_of = None if parts.get("as_of") is None else read_day(reading, parts["as_of"], "as_of", "$.as_of")
    if reading.count or applicant is None or kinds is None:
        return None
    is_assumed = as_of is None
    if as_of is None:
        years = [*figures, *(rank.year for rank in ranks)]
        as_of = assumed_as_of(reading.program, records, years, history or ())
    return Facts(
        applicant, kinds, fields, records, figures, history, support, approvals, older, series, as_of, None, ranks,
        no_figures=no_figures, rooms=rooms, assumes_as_of=is_assumed,
    )  # fmt: skip


def _history(reading: Reading, data: object, path: str) -> tuple[LedgerLine, ...] | None:
    if data is None or data == []:
        return None if data is None else ()
    from ipdsl.runtime.reading.history import read_history  # most facts have no history

    return read_history(reading, data, path)


# ---- the applicant


def _applicant(
    reading: Reading, data: Any, path: str
) -> tuple[str | None, frozenset[str] | None, dict[str, Fact | Dated]]:
    """Id, kinds (closed upward) and fields of the applicant."""
    found = reading.program.kept(_form_of_applicant).read(reading, data, path)
    if found is None:
        return None, None, {}
    name, kinds = found.pop("id", None), found.pop("kinds", None)
    if name is None and data.get("id") is None:
        reading.missing(
            path,
            Phrase("the applicant", "申请人"),
            "id",
            Phrase("any text that names the applicant", "可以指明申请人的任何文字"),
        )
    if kinds is None and data.get("kinds") is None:
        reading.missing(path, Phrase("the applicant", "申请人"), "kinds", _advice_on_kinds(reading))
    return name, kinds, found


_OF_VALUE = frozenset((*SPECIAL, "amount", "currency"))
"""Names of the objects that are one value."""
_PERIODS = '[{"from": "2021-01-01", "to": "2022-06-30", "value": …}, …]'


def _form_of_applicant(program: Program) -> Form[Any]:
    fields = {field.name: _part_of(program, field) for field in program.schema.applicant_fields}
    parts: dict[str, Part[Any]] = {
        "id": Part(plain_name, read_name), "kinds": Part(_check_of_kinds(program), _kinds), **fields
    }  # fmt: skip
    some = next(iter(program.kept(_closed_kinds)), "…")
    return Form(
        parts,
        "`applicant`",
        Phrase('as in {{"id": "F1", "kinds": ["{some}"]}}', '例如`{{"id": "F1", "kinds": ["{some}"]}}`', some=some),
        _unknown_applicant_field,
        labels=program.kept(of_applicant),
    )


def _part_of(program: Program, field: Field) -> Part[Fact | Dated]:
    """What reads a field of the applicant, whose value may be stated by periods."""
    value = part_of(program, field.type)

    def rule(reading: Reading, data: Any, name: str, path: str) -> Fact | Dated | None:
        is_list = isinstance(data, list | tuple)
        if is_list and isinstance(field.type, ListType):
            is_list = any(isinstance(one, Mapping) and "value" in one for one in data)
        if isinstance(data, Mapping) and field.varies is not Varies.FIXED and not data.keys() & _OF_VALUE:
            advice = Phrase(
                "write the value itself, {special}, or periods: {periods}",
                "请直接写值、{special}，或写时段：`{periods}`",
                special=SPECIAL_FORMS,
                periods=_PERIODS,
            )
            return reading.wrong_form(
                data, path, f"`{name}`", Phrase("a value or a list of periods", "值，或时段的列表"), advice
            )
        if not is_list:
            return value.rule(reading, data, name, path)
        if field.varies is Varies.FIXED:
            return reading.refuse(value_errors.NeverChanges(path=path, field=name))
        return read_periods(reading, data, name, path, value)

    def check(data: object) -> Fact | Dated:
        return value.check(data) if type(data) is not list else plain_periods(value.check, data)

    is_plain = field.varies is Varies.FIXED or isinstance(field.type, ListType)
    return Part(value.check if is_plain else check, rule)


def _check_of_kinds(program: Program) -> Quick[frozenset[str]]:
    closed = program.kept(_closed_kinds)
    closed = closed | {label: closed[kind] for label, kind in names_by_label(program.kept(of_kinds)).items()}

    def check(value: object) -> frozenset[str]:
        if type(value) is not list or not value:
            raise NotPlainError
        return closed[value[0]] if len(value) == 1 else frozenset().union(*(closed[kind] for kind in value))

    return check


def _kinds(reading: Reading, data: object, field: str, path: str) -> frozenset[str] | None:
    closed = reading.program.kept(_closed_kinds)
    some = next(iter(closed), "…")
    words = reading.as_list(data, path, "`kinds`", Phrase('as in ["{some}"]', '例如`["{some}"]`', some=some))
    if words is None:
        return None
    if not words:
        reading.add(form_errors.NoKind(path=path, example=some))
    found: set[str] = set()
    for index, data_of_one in enumerate(words):
        here = at(path, index)
        word = read_text(reading, data_of_one, field, here)
        kind = None if word is None else reading.name_of(word, reading.program.kept(of_kinds), here)
        if kind in closed:
            found |= closed[kind]
        elif kind is not None:
            _unknown_kind(reading, kind, here)
    return frozenset(found)


def _advice_on_kinds(reading: Reading) -> Phrase:
    return Phrase(
        "the kinds are {listed}",
        "类别有{listed}",
        listed=reading.listed(reading.program.kept(_closed_kinds), of_kinds),
    )


def _closed_kinds(program: Program) -> dict[str, frozenset[str]]:
    """The kinds of applicants, each with everything that contains it."""
    return {kind.name: program.schema.wider[kind.name] for kind in program.schema.kinds}


def _unknown_kind(reading: Reading, word: str, path: str) -> None:
    schema, advice = reading.schema, _advice_on_kinds(reading)
    of_class = next((c for c in schema.classes if word in (c.name, c.label.zh)), None)
    near = reading.near(word, [*(k.name for k in schema.kinds), *reading.program.kept(of_kinds)])
    if of_class is not None:
        near, advice = (
            (),
            Phrase(
                "`{word}` stands for several kinds: say which of {members}",
                "`{word}`包括几个类别：请写明是哪一个：{members}",
                word=word,
                members=reading.listed(of_class.members, of_kinds),
            ),
        )
    reading.no_such(
        path, word, form_errors.UnknownApplicantKind(path=path, word=shown(word), advice=advice, nearest=near)
    )


def _unknown_applicant_field(reading: Reading, word: str, path: str) -> None:
    schema = reading.schema
    since = next((s for s in schema.since_words if word in (s.name, s.label.zh)), None)
    figure = next((f for f in schema.figures if word in (f.name, f.label.zh)), None)
    near: tuple[str, ...] = ()
    if since is not None:
        advice = Phrase(
            "`{word}` follows from a day: give `{day}`",
            "`{word}`由日期得出：请填写`{day}`",
            word=word,
            day=since.date_field,
        )
    elif figure is not None:
        advice = Phrase(
            '`{word}` is a yearly figure: "figures": {{"2022": {{"{word}": …}}}}',
            '`{word}`是年度数据：`"figures": {{"2022": {{"{word}": …}}}}`',
            word=word,
        )
    else:
        near = reading.near(word, (*schema.applicant_field_by_name, "kinds", *reading.program.kept(of_applicant)))
        advice = _where(schema, word) or Phrase(
            "its fields are {fields}",
            "字段有{fields}",
            fields=reading.listed(schema.applicant_field_by_name, of_applicant),
        )
    reading.no_such(
        path,
        word,
        form_errors.UnknownField(
            path=path, what=Phrase("the applicant", "申请人"), word=shown(word), advice=advice, nearest=near
        ),
    )


def _where(schema: Schema, word: str) -> Phrase:
    """Where else a word is declared, empty where nowhere."""
    if any(word in (field.name, field.label.zh) for field in schema.applicant_fields):
        return Phrase("`{word}` is a field of the applicant", "`{word}`是申请人的字段", word=word)
    kinds = [r for r in schema.records if r.base is None and any(word in (f.name, f.label.zh) for f in r.fields)]
    if not kinds:
        return NOTHING
    of = listed((Name(f"`{kind.name}`", kind.label.zh) for kind in kinds), 4)
    return Phrase("`{word}` is a field of {of}", "`{word}`是{of}的字段", word=word, of=of)


# ---- yearly figures


def _figures(
    reading: Reading, data: object, fields: Mapping[str, Fact | Dated], path: str
) -> tuple[dict[int, dict[str, Fact]], frozenset[int]]:
    """The yearly figures, years ascending, and the years of which there are none."""
    if data is None:
        return {}, frozenset()
    form = reading.program.kept(_form_of_figures)
    years = reading.as_object(data, path, "`figures`", form.advice, YEARS)
    starts = {
        figure.name: start
        for figure in reading.schema.figures
        if isinstance(start := fields.get(figure.zero_before or ""), Date)
    }
    found: dict[int, dict[str, Fact]] = {}
    seen: set[int] = set()
    for name, stated in (years or {}).items():
        here = f"{path}.{name}" if name in YEARS else at(path, name)
        year = read_year_name(reading, name, here)
        if stated is None:
            continue
        if year is None:
            reading.as_object(stated, here, form.what, form.advice)
            continue
        if year in seen:
            reading.add(errors.DuplicateName(path=here, word=shown(name)))
        seen.add(year)
        if is_none(stated):
            continue
        own = form.read(reading, stated, here)
        if own is None:
            continue
        found[year] = own
        for word, start in starts.items():
            if year < start.year and own.get(word, 0) != 0:
                _report_start(reading, word, year, own[word], start, reading.place(here, word))
    return dict(sorted(found.items())), frozenset(seen - found.keys())


def _form_of_figures(program: Program) -> Form[Fact]:
    parts = {field.name: part_of(program, field.type) for field in program.schema.figures}
    some = next(iter(parts), "…")
    return Form(
        parts,
        Phrase("a year of `figures`", "`figures`中的一年"),
        Phrase('as in {{"2022": {{"{some}": …}}}}', '例如`{{"2022": {{"{some}": …}}}}`', some=some),
        unknown_figure,
        labels=program.kept(of_figures),
    )


def unknown_figure(reading: Reading, word: str, path: str) -> None:
    """Reports a word that is no yearly figure, with the next step."""
    known = reading.schema.figure_by_name
    advice = _where(reading.schema, word) or figures_there_are(reading)
    if word == "none":
        advice = Phrase(
            'that a year has no figures is written {{"none": true}}, and nothing beside it',
            '某年没有数据的，只写`{{"none": true}}`',
        )
    near = reading.near(word, [*known, *reading.program.kept(of_figures)])
    reading.no_such(path, word, form_errors.UnknownFigure(path=path, word=shown(word), advice=advice, nearest=near))


def _report_start(reading: Reading, word: str, year: int, value: Fact, start: Date, path: str) -> None:
    """Reports a figure that is not 0 in a year in which it can only be 0."""
    figure = reading.schema.figure_by_name[word]
    found = Phrase("more than 0", "大于0") if isinstance(figure.type, MoneyType) else in_words(value)
    reading.add(
        line_errors.FigureBeforeStart(
            path=path, field=word, year=year, found=found, start_field=str(figure.zero_before), start=str(start)
        )
    )
