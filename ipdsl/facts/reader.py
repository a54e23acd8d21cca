"""Reads facts: plain data (from JSON or Python) against the vocabulary of a policy.

Input: a plain dict and a `Program`. Output: `Facts`, or a `FactsError` with every problem and its JSON path. Nothing is
guessed or ignored: an unknown word is a problem, and so is a value of a wrong type.

Each field has a fast path, made once from the vocabulary (`fast_checks`), which accepts plain values. The general rule
for the field reads everything else and reports findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from ipdsl.base.findings.phrase import NOTHING, LocalizedName, Phrase
from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import assumed_as_of
from ipdsl.engine.operations import value_text
from ipdsl.facts.details import DETAILS_READER, has_details
from ipdsl.facts.records import (
    check_look_alikes,
    read_approvals,
    read_older_documents,
    read_published,
    read_records,
    read_series,
    read_support,
)
from ipdsl.ir.facts import DatedValue, Facts, LedgerLine
from ipdsl.ir.terms import Program
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import (
    YEARS,
    FieldReader,
    ObjectReader,
    ReadContext,
    TooManyFindingsError,
    applicant_kind_labels,
    applicant_labels,
    field_reader,
    figure_labels,
    known_figures_advice,
    ordered_names,
    plain_periods,
    read_periods,
    read_year_name,
)
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import JsonList, JsonObject, RemarkedFacts
from ipdsl.schema.declarations import names_by_label
from ipdsl.schema.details import DETAILS_PART, known_detail
from ipdsl.schema.types.date import read_day
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import plain_name, read_name, read_text
from ipdsl.schema.values.value_type import (
    SPECIAL,
    SPECIAL_FORMS,
    Fact,
    FastPath,
    NeedsFullReaderError,
    PlainWords,
    child_path,
    is_none,
    name_list,
    printable,
)
from ipdsl.schema.vocabulary import Field, Schema, Varies

if TYPE_CHECKING:
    from ipdsl.facts.published_series import PublishedSeries

FACT_PARTS = ordered_names(
    "applicant",
    "records",
    "figures",
    "history",
    "support",
    "approvals",
    "older_documents",
    "published",
    "series",
    "as_of",
)
_LEAST = Phrase(
    'the least is {{"applicant": {{"id": "…", "kinds": ["…"]}}}}',
    '至少应写`{{"applicant": {{"id": "…", "kinds": ["…"]}}}}`',
)


def read_facts(data: object, program: Program) -> Facts:
    """The facts, or `FactsError` with every problem, up to a maximum number."""
    context = ReadContext(program, stops_when_full=True)
    try:
        return _read_and_check(context, data, program)
    except TooManyFindingsError:
        raise FactsError(context.report()) from None


def _read_and_check(context: ReadContext, data: object, program: Program) -> Facts:
    facts = _facts(context, data)
    if facts is not None and facts.history:
        from ipdsl.ledger.ledger_file import check_lines
        from ipdsl.ledger.lines import fill_in_keys  # most facts have no history

        check_lines(context, facts)
        facts = fill_in_keys(context, facts)
    if facts is not None and not context.finding_count:
        check_look_alikes(context, facts)
    if context.finding_count or facts is None:
        raise FactsError(context.report())
    return facts


def read_facts_with_series(data: object, program: Program, published: Iterable[PublishedSeries] = ()) -> Facts:
    """Like `read_facts`, with published values for the series that the policy reads.

    The problems of data from a JSON text have their place in it.
    """
    if not isinstance(data, JsonObject | JsonList):
        return _read_with_series(data, program, published)
    try:
        return _read_with_series(dict(data) if isinstance(data, JsonObject) else data, program, published)
    except FactsError as error:
        from ipdsl.plain_data.json_places import facts_error  # valid facts do not need it

        raise facts_error(error.report, data) from None


def _read_with_series(data: object, program: Program, published: Iterable[PublishedSeries]) -> Facts:
    facts = read_facts(data, program)
    if isinstance(data, RemarkedFacts) and data.remarks:
        facts = attrs.evolve(facts, remarks=(*facts.remarks, *data.remarks))
    if not program.compute_once(_reads_series):
        return facts
    from ipdsl.facts.published_series import facts_with_published  # few policies read a series

    return facts_with_published(facts, program, published)


def _reads_series(program: Program) -> bool:
    return any(clause.series for clause in program.clauses)


def _facts(context: ReadContext, data: object) -> Facts | None:
    if (type(data) is dict or isinstance(data, Mapping)) and "$schema" in data:  # editors use it to find the schema
        data = {name: part for name, part in data.items() if name != "$schema"}
    parts = context.read_parts(data, "$", Phrase("the facts", "事实"), FACT_PARTS, _LEAST)
    if parts is None:
        return None
    applicant = kinds = None
    fields: dict[str, Fact | DatedValue] = {}
    details: dict[str, str] = {}
    if parts.get("applicant") is None:
        context.report_missing("$", Phrase("the facts", "事实"), "applicant", _LEAST)
    else:
        applicant, kinds, fields, details = _applicant(context, parts["applicant"], "$.applicant")
    records = read_records(context, parts.get("records"), "$.records")
    figures, no_figures = _figures(context, parts.get("figures"), fields, "$.figures")
    history = _history(context, parts.get("history"), "$.history")
    support = read_support(context, parts.get("support"), "$.support")
    approvals = read_approvals(context, parts.get("approvals"), "$.approvals")
    older = read_older_documents(context, parts.get("older_documents"), "$.older_documents", applicant)
    published = read_published(context, parts.get("published"), "$.published")
    series = read_series(context, parts.get("series"), "$.series")
    as_of = None if parts.get("as_of") is None else read_day(context, parts["as_of"], "as_of", "$.as_of")
    if context.finding_count or applicant is None or kinds is None:
        return None
    is_assumed = as_of is None
    if as_of is None:
        years = [*figures, *(rank.year for rank in published.ranks)]
        as_of = assumed_as_of(context.program, records, years, history or ())
    return Facts(
        applicant, kinds, fields, records, figures, history, support, approvals, older, series, as_of, None,
        published.ranks, no_figures=no_figures, balances=published.balances, places=published.places,
        assumes_as_of=is_assumed, bare_rates=context.bare_rate_findings(), details=details,
        **_ledger_of(parts.get("history"), context.program),
    )  # fmt: skip


def _ledger_of(history: Any, program: Program) -> dict[str, Any]:
    """What is known of the ledger whose lines are the history."""
    recall, number = getattr(history, "recall", None), getattr(history, "other_applicants", 0)
    of_ledger: dict[str, Any] = (
        {"pages": recall.pages, "ledger_number": recall.number, "answers": recall.answers} if recall else {}
    )
    if history and (recall is None or not recall.has_pages):
        from ipdsl.ledger.lines import WITHOUT_PAGES, is_cut_out  # most facts have no history

        of_ledger["remarks"] = (WITHOUT_PAGES,) if is_cut_out(history, program) else ()
    return {"other_applicants": number, **of_ledger}


def _history(context: ReadContext, data: object, path: str) -> tuple[LedgerLine, ...] | None:
    if data is None or data == []:
        return None if data is None or not getattr(data, "is_stated", True) else ()
    from ipdsl.ledger.line_reader import read_history  # most facts have no history
    from ipdsl.ledger.lines import with_kept_sums

    lines = read_history(context, data, path)
    return lines and with_kept_sums(context.program, lines)


# ---- the applicant


def _applicant(
    context: ReadContext, data: Any, path: str
) -> tuple[str | None, frozenset[str] | None, dict[str, Fact | DatedValue], dict[str, str]]:
    """Id, kinds (with all wider kinds), fields and details of the applicant."""
    values = context.program.compute_once(_applicant_reader).read(context, data, path)
    if values is None:
        return None, None, {}, {}
    details = values.pop(DETAILS_PART, None) if has_details(context.program) else None
    name, kinds = values.pop("id", None), values.pop("kinds", None)
    known = context.schema.applicant_field_by_name
    is_renamed = any(word in data and word not in known for word in _MEANT_ID)  # has a finding of its own
    if name is None and data.get("id") is None and not is_renamed:
        context.report_missing(
            path,
            Phrase("the applicant", "申请人"),
            "id",
            Phrase("any text that names the applicant", "可以指明申请人的任何文字"),
        )
    is_misspelt = "kind" in data and "kind" not in context.schema.applicant_field_by_name  # has a finding of its own
    if kinds is None and data.get("kinds") is None and not is_misspelt:
        context.report_missing(path, Phrase("the applicant", "申请人"), "kinds", _advice_on_kinds(context))
    return name, kinds, values, details or {}


_MEANT_ID = ("name", "名称")
"""Words that facts use in place of `id`."""
_VALUE_OBJECT_NAMES = frozenset((*SPECIAL, "amount", "currency"))
"""Names of the parts of objects that are a single value."""
_PERIODS = '[{"from": "2021-01-01", "to": "2022-06-30", "value": …}, …]'


def _applicant_reader(program: Program) -> ObjectReader[Any]:
    fields = {field.name: _applicant_field_reader(program, field) for field in program.schema.applicant_fields}
    parts: dict[str, FieldReader[Any]] = {
        "id": FieldReader(plain_name, read_name), "kinds": FieldReader(_fast_path_for_kinds(program), _kinds),
        DETAILS_PART: DETAILS_READER, **fields,
    }  # fmt: skip
    some = next(iter(program.compute_once(_closed_kinds)), "…")
    return ObjectReader(
        parts,
        "`applicant`",
        Phrase('as in {{"id": "F1", "kinds": ["{some}"]}}', '例如`{{"id": "F1", "kinds": ["{some}"]}}`', some=some),
        _report_unknown_field,
        labels=program.compute_once(applicant_labels),
    )


def _applicant_field_reader(program: Program, field: Field) -> FieldReader[Fact | DatedValue]:
    """The reader of an applicant's field; its value may be stated by periods."""
    value = field_reader(program, field.type)

    def rule(context: ReadContext, data: Any, name: str, path: str) -> Fact | DatedValue | None:
        is_list = isinstance(data, list | tuple)
        if is_list and field.type.is_list:
            is_list = any(isinstance(entry, Mapping) and "value" in entry for entry in data)
        if isinstance(data, Mapping) and field.varies is not Varies.FIXED and not data.keys() & _VALUE_OBJECT_NAMES:
            advice = Phrase(
                "write the value itself, {special}, or periods: {periods}",
                "请直接写值、{special}，或写时段：`{periods}`",
                special=SPECIAL_FORMS,
                periods=_PERIODS,
            )
            return context.report_wrong_form(
                data, path, f"`{name}`", Phrase("a value or a list of periods", "值，或时段的列表"), advice
            )
        if not is_list:
            return value.general_rule(context, data, name, path)
        if field.varies is Varies.FIXED:
            return context.refuse(value_errors.PeriodsOfFixedField(path=path, field=name))
        return read_periods(context, data, name, path, value)

    def check(data: object) -> Fact | DatedValue:
        return value.fast_path(data) if type(data) is not list else plain_periods(value.fast_path, data)

    is_plain = field.varies is Varies.FIXED or field.type.is_list
    return FieldReader(value.fast_path if is_plain else check, rule)


def _fast_path_for_kinds(program: Program) -> FastPath[frozenset[str]]:
    closed = program.compute_once(_closed_kinds)
    labels = names_by_label(program.compute_once(applicant_kind_labels))
    words = PlainWords(closed | {label: closed[kind] for label, kind in labels.items()})

    def check(value: object) -> frozenset[str]:
        if type(value) is not list or not value:
            raise NeedsFullReaderError
        return words[value[0]] if len(value) == 1 else frozenset().union(*(words[kind] for kind in value))

    return check


def _kinds(context: ReadContext, data: object, field: str, path: str) -> frozenset[str] | None:
    closed = context.program.compute_once(_closed_kinds)
    some = next(iter(closed), "…")
    words = context.read_list(data, path, "`kinds`", Phrase('as in ["{some}"]', '例如`["{some}"]`', some=some))
    if words is None:
        return None
    if not words:
        context.add(errors.NoKind(path=path, example=some))
    kinds: set[str] = set()
    for index, data_of_one in enumerate(words):
        kind_path = child_path(path, index)
        word = read_text(context, data_of_one, field, kind_path)
        kind = (
            None
            if word is None
            else context.resolve_label(word, context.program.compute_once(applicant_kind_labels), kind_path)
        )
        if kind in closed:
            kinds |= closed[kind]
        elif kind is not None:
            _report_unknown_kind(context, kind, kind_path)
    return frozenset(kinds)


def _advice_on_kinds(context: ReadContext) -> Phrase:
    return Phrase(
        "the kinds are {listed}",
        "类别有{listed}",
        listed=context.name_list(context.program.compute_once(_closed_kinds), applicant_kind_labels),
    )


def _closed_kinds(program: Program) -> dict[str, frozenset[str]]:
    """The kinds of applicants, each with all wider kinds."""
    return {kind.name: program.schema.wider_kinds[kind.name] for kind in program.schema.kinds}


def _report_unknown_kind(context: ReadContext, word: str, path: str) -> None:
    schema, advice = context.schema, _advice_on_kinds(context)
    kind_class = next((c for c in schema.classes if word in (c.name, c.label.zh)), None)
    near = context.nearest_words(
        word, [*(k.name for k in schema.kinds), *context.program.compute_once(applicant_kind_labels)]
    )
    if kind_class is not None:
        near, advice = (
            (),
            Phrase(
                "`{word}` covers several kinds: name one of {members}",
                "`{word}`包括几个类别：请写明是哪一个：{members}",
                word=word,
                members=context.name_list(kind_class.members, applicant_kind_labels),
            ),
        )
    context.report_undeclared(
        path, word, errors.UnknownApplicantKind(path=path, word=printable(word), advice=advice, nearest=near)
    )


def _report_unknown_field(context: ReadContext, word: str, path: str) -> None:
    schema = context.schema
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
        near = context.nearest_words(
            word,
            (*schema.applicant_field_by_name, "kinds", DETAILS_PART, *context.program.compute_once(applicant_labels)),
        )
        advice = _other_declaration(schema, word) or Phrase(
            "its fields are {fields}",
            "字段有{fields}",
            fields=context.name_list(schema.applicant_field_by_name, applicant_labels),
        )
    if word in _MEANT_ID:
        advice = Phrase(
            '`{word}` is written `id`, any text that names the applicant: `"id": "F1"`; a name for letters and lists '
            'is a detail: `"details": {{"{word}": "…"}}`',
            '`{word}`应写作`id`，其值是可以指明申请人的文字：`"id": "F1"`；供告知书和清单使用的名称属于资料：'
            '`"details": {{"{word}": "…"}}`',
            word=word,
        )
    elif known_detail(word) or word == "资料":
        near, advice = (), Phrase(
            'details for forms, letters and lists are written `"details": {{"{detail}": "…"}}`',
            '供表格、告知书和清单使用的资料，请写作`"details": {{"{detail}": "…"}}`',
            detail=word if known_detail(word) else "名称",
        )  # fmt: skip
    if word == "kind":
        some = next(iter(context.program.compute_once(_closed_kinds)), "…")
        advice = Phrase(
            '`kind` is written `kinds`, a list: `"kinds": ["{some}"]`',
            '`kind`应写作`kinds`，其值是列表：`"kinds": ["{some}"]`',
            some=some,
        )
    context.report_undeclared(
        path,
        word,
        errors.UnknownFactField(
            path=path, what=Phrase("the applicant", "申请人"), word=printable(word), advice=advice, nearest=near
        ),
    )


def _other_declaration(schema: Schema, word: str) -> Phrase:
    """The other place where a word is declared; otherwise empty."""
    if any(word in (field.name, field.label.zh) for field in schema.applicant_fields):
        return Phrase("`{word}` is a field of the applicant", "`{word}`是申请人的字段", word=word)
    kinds = [r for r in schema.records if r.base is None and any(word in (f.name, f.label.zh) for f in r.fields)]
    if not kinds:
        return NOTHING
    kind_list = name_list((LocalizedName(f"`{kind.name}`", kind.label.zh) for kind in kinds), 4)
    return Phrase("`{word}` is a field of {of}", "`{word}`是{of}的字段", word=word, of=kind_list)


# ---- yearly figures


def _figures(
    context: ReadContext, data: object, fields: Mapping[str, Fact | DatedValue], path: str
) -> tuple[dict[int, dict[str, Fact]], frozenset[int]]:
    """The yearly figures, years ascending, and the years stated to have no figures."""
    if data is None:
        return {}, frozenset()
    form = context.program.compute_once(_figures_reader)
    years = context.read_object(data, path, "`figures`", form.advice, YEARS)
    starts = {
        figure.name: start
        for figure in context.schema.figures
        if isinstance(start := fields.get(figure.zero_before or ""), Date)
    }
    figures_by_year: dict[int, dict[str, Fact]] = {}
    seen: set[int] = set()
    year_of = context.program.year_of
    for name, stated in (years or {}).items():
        year_path = f"{path}.{name}" if name in YEARS else child_path(path, name)
        year = read_year_name(context, name, year_path)
        if stated is None:
            continue
        if year is None:
            context.read_object(stated, year_path, form.what, form.advice)
            continue
        if year in seen:
            context.add(errors.DuplicateName(path=year_path, word=printable(name)))
        seen.add(year)
        if is_none(stated):
            continue
        values = form.read(context, stated, year_path)
        if values is None:
            continue
        figures_by_year[year] = values
        for word, start in starts.items():
            if year < year_of(start) and values.get(word, 0) != 0:
                _report_start(context, word, year, values[word], start, context.path_as_written(year_path, word))
    return dict(sorted(figures_by_year.items())), frozenset(seen - figures_by_year.keys())


def _figures_reader(program: Program) -> ObjectReader[Fact]:
    parts = {field.name: field_reader(program, field.type) for field in program.schema.figures}
    some = next(iter(parts), "…")
    return ObjectReader(
        parts,
        Phrase("a year of `figures`", "`figures`中的一年"),
        Phrase('as in {{"2022": {{"{some}": …}}}}', '例如`{{"2022": {{"{some}": …}}}}`', some=some),
        report_unknown_figure,
        labels=program.compute_once(figure_labels),
    )


def report_unknown_figure(context: ReadContext, word: str, path: str) -> None:
    """Report a word that is not a yearly figure, with the next step."""
    known = context.schema.figure_by_name
    advice = _other_declaration(context.schema, word) or known_figures_advice(context)
    if word == "none":
        advice = Phrase(
            'write {{"none": true}} alone for a year without figures',
            '某年没有数据的，只写`{{"none": true}}`',
        )
    near = context.nearest_words(word, [*known, *context.program.compute_once(figure_labels)])
    context.report_undeclared(
        path, word, errors.UnknownFigure(path=path, word=printable(word), advice=advice, nearest=near)
    )


def _report_start(context: ReadContext, word: str, year: int, value: Fact, start: Date, path: str) -> None:
    """Report a figure that is not 0 in a year in which it must be 0."""
    figure = context.schema.figure_by_name[word]
    description = Phrase("more than 0", "大于0") if figure.type.is_money else value_text(value)
    context.add(
        errors.FigureBeforeStart(
            path=path, field=word, year=year, found=description, start_field=str(figure.zero_before), start=str(start)
        )
    )
