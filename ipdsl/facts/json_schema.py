"""The JSON Schema (2020-12) of the facts that a policy reads: every kind and field of its vocabulary, with labels.

Input: a program. Output: plain data. The schema lists the record kinds that the policy uses; facts may state other
kinds of the vocabulary. It accepts what the reader accepts, within the limits of JSON Schema;
docs/en/reference/facts.md lists the differences.

The forms of values, listings, history, support, approvals and series do not depend on the vocabulary. Their patterns
correspond to `ipdsl.base.values.written_values`. They use no look-ahead and no Unicode classes, so all schema
validators interpret them equally.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from ipdsl.base.findings.phrase import Language, MessageValue, Phrase, join_phrases, literal_phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.values import written_values
from ipdsl.base.values.money import DECIMALS
from ipdsl.facts.records import approvable_clauses, clauses_with_places, published_forms, rules_with_places
from ipdsl.ir.facts import INSTALMENT_STATES
from ipdsl.ir.terms import Program
from ipdsl.ledger.line_reader import (
    DIGEST,
    DUE_IN_SCHEMA_1,
    INSTALMENTS,
    LINE_PARTS,
    NAME_PARTS,
    OUTCOMES,
    PAGE,
    RUNGS,
)  # fmt: skip
from ipdsl.plain_data.context import (
    FactNames,
    applicant_kind_labels,
    applicant_labels,
    choice_of,
    clause_labels,
    field_labels,
    figure_labels,
    level_labels,
    level_members,
    record_labels,
    series_labels,
)
from ipdsl.schema.declarations import Choice, LabelledDeclaration, labels_of
from ipdsl.schema.details import DETAILS, DETAILS_PART, LONGEST_DETAIL_NAME, MOST_DETAILS
from ipdsl.schema.type_list import definitions_by_name
from ipdsl.schema.types.money import money_forms
from ipdsl.schema.values.shared_types import (
    KNOWN_YEAR,
    MONTH_PART,
    NUMERAL,
    QUOTIENT,
    SPECIAL,
    YEAR,
    choice_schema_name,
    name_schema,
    name_text_schema,
    nullable,
    number_schema,
    object_schema,
    or_special,
    ref,
    text_schema,
    whole_number_schema,
    yes_or_no,
)
from ipdsl.schema.values.value_type import NONE, Type, declared_name
from ipdsl.schema.vocabulary import Field, Frequency, RecordKind, Schema, Series, Varies
from ipdsl.wording.labels import Labels

Json = dict[str, object]

_MONTH = f"{KNOWN_YEAR}((-|/){MONTH_PART}|年{MONTH_PART}月)"
# ---- forms


def to_components(schema: Json, name: str) -> Json:
    """The schema and its definitions as the schemas of an OpenAPI document; each name begins with `name`.

    A pointer such as `#/$defs/day` starts at the root of a document, so it breaks if the schema is part of another
    document; in OpenAPI it is `#/components/schemas/NAME-day`.
    """

    def component_name(word: str) -> str:
        return f"{name}-{to_ascii(word)}"

    def relocate(part: Any) -> Any:
        if isinstance(part, list):
            return [relocate(item) for item in part]
        if not isinstance(part, dict):
            return part
        components = {word: relocate(item) for word, item in part.items()}
        if "$ref" in components:
            components["$ref"] = f"#/components/schemas/{component_name(components['$ref'].rpartition('/')[2])}"
        return components

    definitions: Any = schema["$defs"]
    whole = {word: part for word, part in schema.items() if word not in ("$schema", "$id", "$defs")}
    components: Json = relocate({name: whole, **{component_name(word): part for word, part in definitions.items()}})
    return components


def to_ascii(name: str) -> str:
    """The name in ASCII for OpenAPI: any other character becomes `-u` and its number. Page names have no `-`."""
    return "".join(sign if sign.isascii() else f"-u{ord(sign):06x}" for sign in name)


def localize_schema(schema: Json, language: Language) -> Json:
    """The schema with its phrases in one language."""

    def localize(part: Any) -> Any:
        if isinstance(part, Phrase):
            return part.text(language)
        if isinstance(part, dict):
            return {word: localize(item) for word, item in part.items()}
        return [localize(item) for item in part] if isinstance(part, list) else part

    localized: Json = localize(schema)
    return localized


NOTHING: Json = {"not": {}}
"""A schema that no value matches."""


def enum_of(values: Sequence[object]) -> Json:
    """One of these values. An `enum` must not be empty, so without values no value matches."""
    return {"enum": [*values]} if values else NOTHING


def _listing_of(record: Json) -> Json:
    """A complete list of records, or a partial one, or null."""
    items: Json = {"type": "array", "items": record}
    return {"anyOf": [items, object_schema({"items": items}, {"partial": ref("known_yes_no")}), {"type": "null"}]}


_KNOWN = definitions_by_name()
"""The schemas of stated values, by type."""

FORMS: Json = {
    "special": {
        "description": Phrase(
            "null: unknown; none: known not to be; cannot_be_determined: looked into, without an answer",
            "`null`：未知；`none`：确知没有；`cannot_be_determined`：查过，无法确定",
        ),
        "anyOf": [ref("special_of_names"), {"enum": [*written_values.SPECIAL]}],
    },
    "special_of_names": nullable(
        {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {word: {"const": True} for word in ("none", "cannot_be_determined")},
        }
    ),
    **{f"known_{name}": form for name, form in _KNOWN.items()},
    **{name: or_special(ref(f"known_{name}")) for name in _KNOWN},
    "year": {"anyOf": [{"type": "integer", "minimum": 1900, "maximum": 2200}, {"type": "string", "pattern": YEAR}]},
    "text": name_schema(),
    "word": {"anyOf": [ref("text"), {"enum": [*written_values.SPECIAL]}]},
    "item": {"anyOf": [ref("text"), {"const": NONE.value}]},
    "known_name": name_schema(maxLength=written_values.MAX_LETTERS),
    "name": {"anyOf": [ref("known_name"), ref("special_of_names")]},
    "other_listing": {
        "description": Phrase("records that this policy does not ask for", "本政策不涉及的记录"),
        **_listing_of({"type": "object"}),
    },
}


def list_schemas(program: Program, words: FactNames) -> Json:
    """The schemas of `history`, `support`, `approvals`, `older_documents` and `published`."""
    members = [*map(words.scope_translator(level_labels), level_members(program))]
    figures, clauses = (
        map(words.scope_translator(figure_labels), program.schema.figure_by_name),
        words.scope_translator(clause_labels),
    )
    level = enum_of(members) if members else ref("text")
    about: Json = {"kind": nullable(ref("kind")), "keys": ref("keys")}
    needed: Json = {"item": ref("item"), "amount": ref("sum")}
    place: Json = {"figure": enum_of(sorted(figures)), "year": ref("year"), "rank": _place()}
    values: dict[str, Json] = {"left": ref("sum"), "ratio": ref("rate"), "taken": whole_number_schema(0)}
    balances: list[Json] = []
    keys: Json = {"type": "object", "propertyNames": ref("text")}
    rules = values_by_key(
        ((len(form.keys), form.parts), form.name)
        for form in published_forms(program)
        if not values.keys().isdisjoint(form.parts)
    )
    for (key_count, (*by_year, part)), names in rules.items() or [((0, ("left",)), [])]:
        other_values = [name for name in values if name != part]
        rest: Json = {name: {"type": "null"} for name in ("figure", "rank", *other_values)}
        needed_parts: Json = {"rule": enum_of(sorted(names)), part: values[part]}
        if by_year:
            needed_parts["year"] = ref("year")
        else:
            rest["year"] = {"type": "null"}
        if key_count:
            needed_parts["keys"] = keys | {"minProperties": key_count, "maxProperties": key_count}
        else:
            rest["keys"] = nullable(keys | {"maxProperties": 0})
        balances.append(object_schema(needed_parts, rest))
    no_room: Json = {name: {"type": "null"} for name in ("rule", *values, "keys")}
    forms = [object_schema(place, no_room), *balances, *_ranks_of_records(program, clauses)]
    return {
        "history": _entries(
            Phrase(
                "Lines of earlier decisions as they were printed, or short ones; left out: assumed that nothing "
                "was paid before.",
                "以往结算结果中的各行，照印出的写，也可以简写；没有填写的，视为此前没有兑现。",
            ),
            _line(),
        ),
        "support": _entries(
            Phrase("What other levels and programmes paid for an item.", "其他各级、其他项目已为该项目支付的金额。"),
            object_schema({**needed, "level": level, "year": ref("year")}, about),
        ),
        "approvals": _entries(
            Phrase(
                "What the bureau set where the policy leaves the sum to it.", "政策交由主管机关核定的，所核定的金额。"
            ),
            object_schema({"clause": enum_of(_award_names(program, approvable_clauses(program), clauses)), **needed}),
        ),
        "older_documents": _entries(
            Phrase("Standards of older documents.", "以往文件的标准。"),
            object_schema({"document": ref("text"), **needed}, about),
        ),
        "published": _entries(
            Phrase(
                "Data published by the authority: places by yearly figures, 1 for the highest, and balances, ratios "
                "and taken places of rules across applicants.",
                "主管机关公布的内容：按年度数据排定的名次，最多的为1；各申请人合计的规则的余额、比例和已占名额。",
            ),
            {"anyOf": forms},
        ),
    }


def _award_names(program: Program, awards: Iterable[str], translate: Callable[[str], str]) -> list[str]:
    """The names by which facts state awards: labels, and the names that decisions and letters print."""
    words = {award: translate(award) for award in awards}
    labels = program.compute_once(clause_labels).items()
    printed = [word for word, named in labels if len(named) == 1 and named[0] in words]
    return [*dict.fromkeys((*words.values(), *printed))]


def _entries(description: Phrase, items: Json) -> Json:
    return {"description": description, "type": ["array", "null"], "items": items}


def _ranks_of_records(program: Program, translate: Callable[[str], str]) -> Iterator[Json]:
    """Published ranks of records, under awards and under rules; `null` for the other parts."""
    no_parts = ("figure", "year", "left", "ratio", "taken", "keys")
    ranked, rules = program.compute_once(clauses_with_places), program.compute_once(rules_with_places)
    for part, names in (("clause", _award_names(program, ranked, translate)), ("rule", sorted(rules))):
        if names:
            nulls: Json = {name: {"type": "null"} for name in (*no_parts, *({"clause", "rule"} - {part}))}
            yield object_schema({part: enum_of(names), "item": ref("item"), "rank": _place()}, nulls)


def _place() -> Json:
    nothing = [word for word, meaning in written_values.SPECIAL.items() if meaning == "none"]
    return {"anyOf": [whole_number_schema(1), object_schema({"none": {"const": True}}), {"enum": nothing}]}


def _line() -> Json:
    by_year: Json = {"type": "object", "additionalProperties": False, "patternProperties": {YEAR: ref("sum")}}
    by_rule = nullable({"type": "object", "propertyNames": ref("text"), "additionalProperties": ref("sum")})
    known: dict[str, Json] = {
        "clause": ref("word"),
        "outcome": {"enum": [*OUTCOMES, "", None]},
        "item": {"anyOf": [ref("item"), {"enum": ["", None]}]},
        "keys": ref("keys"),
        "by_discretion": nullable(ref("known_yes_no")),
        "event_date": nullable(ref("known_day")),
        "charged": by_rule,
        "fields": ref("keys"),
        "page": nullable(whole_number_schema(0)),
        "due": {"anyOf": [ref("sum"), by_year, {"type": "null"}]},
        "payments": _payments(),
        **dict.fromkeys(("year", "carry_until"), nullable(ref("year"))),
        **dict.fromkeys(("proposed", "admitted", "carried", "lapsed", "granted"), nullable(ref("sum"))),
    }
    names: Json = {"anyOf": [ref("text"), {"enum": ["", None]}]}
    words: Json = {"anyOf": [ref("word"), {"enum": ["", None]}]}
    older: Json = {
        "description": Phrase("`due`, as lines of schema 1 call it", "即`due`，第1版格式中的写法"),
        "deprecated": True,
    }
    parts = {name: known.get(name, names if name in NAME_PARTS else words) for name in LINE_PARTS}
    parts[DUE_IN_SCHEMA_1] = older | known["due"]
    parts[RUNGS] = {
        "description": Phrase("in lines of ledgers before 0.2.2; not used", "0.2.2以前的台账中的内容，不再使用"),
        "deprecated": True,
        **known["charged"],
    }
    parts |= {
        "recovers": _entries(
            Phrase("The payments that a recovery takes, in its line.", "追回的一行中，所追回的各笔款项。"),
            object_schema({**dict.fromkeys(("clause", "item", "payment"), ref("text")), "sum": ref("sum")}),
        ),
        "back": known["due"],
        **dict.fromkeys(("repaid", "set_off"), nullable(ref("sum"))),
        INSTALMENTS: _entries(
            Phrase("The instalments of a grant, in its line.", "一笔奖励的一行中，其各期。"),
            object_schema(
                {"part": {"type": "integer", "minimum": 0}, "sum": ref("sum"), "state": enum_of(INSTALMENT_STATES)},
                {
                    "day": nullable(ref("known_day")),
                    **dict.fromkeys(("to", "of"), nullable(ref("text"))),
                    **dict.fromkeys(("asked", "since"), nullable(ref("year"))),
                },
            ),
        ),
    }
    parts[DIGEST] = {
        "description": Phrase("that of the ledger, which facts need not state", "台账的摘要，事实中不必写"),
        **names,
    }
    parts["fields"] = {
        "description": Phrase("the fields of the record, as text", "记录的各字段，以文字写明"),
        "type": ["object", "null"],
        "additionalProperties": {
            "anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]
        },
    }
    parts[PAGE] = {
        "description": Phrase(
            "the page that wrote the line, in the head of its ledger", "写出这一行的政策页在台账中的编号"
        ),
        "type": ["integer", "null"],
        "minimum": 0,
    }
    return {"type": "object", "required": ["clause"], "additionalProperties": False, "properties": parts}


def _payments() -> Json:
    return _entries(
        Phrase(
            "What was paid of it and when; left out: it counts as paid as due.",
            "已支付多少、何时支付；没有填写的，视为按应得金额支付。",
        ),
        object_schema({"day": ref("known_day"), "amount": ref("sum")}),
    )


_PRICE: Json = {"anyOf": [number_schema(exclusiveMinimum=0), text_schema(f"{NUMERAL}|{QUOTIENT}", is_nothing=False)]}


def series_forms(series: Iterable[Series], words: FactNames) -> Json:
    """The values of each series by month or day (and currency)."""
    word = words.scope_translator(series_labels)
    return {
        "description": Phrase("Values of published series.", "公布的行情数值。"),
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {word(entry.name): _series(entry) for entry in series},
    }


def _series(series: Series) -> Json:
    when = "month" if series.frequency is Frequency.MONTHLY else "day"
    needed: Json = {} if series.currency is None else {"currency": {"enum": sorted(DECIMALS)}}
    needed[when] = text_schema(_MONTH) if when == "month" else ref("known_day")
    needed["value"] = ref("known_rate") if series.currency is None else _PRICE
    title: Json = {"title": series.label.zh} if series.label.zh else {}
    return title | {"type": ["array", "null"], "items": object_schema(needed)}


Translator: TypeAlias = "Callable[[str], str]"
"""Translates a name into the word that the facts use."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def facts_schema(program: Program, *, openapi: bool = False, language: Language = Language.EN) -> Json:
    """The schema of the facts of one applicant under this policy.

    For OpenAPI it consists of several schemas by name. The first is `facts_name(program, language)`, and the other
    names begin with it. In Chinese it describes facts written with the labels of the vocabulary.
    """
    words = FactNames(program, language is Language.ZH)
    kind = words.scope_translator(record_labels)
    used = related_kinds(program)
    records = [record for record in program.schema.records if record.name in used]
    whole: Json = {
        "$schema": DIALECT,
        "$id": f"urn:ipdsl:facts:{program.content_hash}{':zh' if words.uses_labels else ''}",
        "title": Phrase("Facts for {name}", "{name}的事实", name=program.name),
        "description": Phrase(
            "{title}: the facts of one applicant. Missing facts are unknown.",
            "{title}：一个申请人的事实。没有填写的为未知。",
            title=_title(program),
        ),
        "type": "object",
        "required": ["applicant"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "applicant": _applicant(program, words),
            "records": {
                "description": Phrase(
                    "Records by kind. A kind that is listed is complete unless marked partial; a kind "
                    "that is left out is not stated. Other kinds of the vocabulary may be listed; this policy does not "
                    "ask for them.",
                    "按类别列出的记录。列出的类别视为完整，注明`partial`的除外；没有列出的类别视为没有说明。词汇中的其他类别也可以列出，本政策不涉及。",
                ),
                "type": ["object", "null"],
                "propertyNames": ref("kind"),
                "additionalProperties": ref("other_listing"),
                "properties": {
                    kind(r.name): _with_label(r, kind, _listing_of(ref(f"record_{r.name}"))) for r in records
                },
            },
            "figures": _figures(program, words),
            **list_schemas(program, words),
            "series": series_forms(program.schema.series, words),
            "as_of": {
                "description": Phrase("The day up to which events are settled.", "截至日：结算到这一天为止的事件。"),
                **nullable(ref("known_day")),
            },
        },
    }
    whole["$defs"] = _reachable_definitions(whole, _definitions(program, records, words))
    whole = localize_schema(whole, language)
    return to_components(whole, facts_name(program, language)) if openapi else whole


def facts_name(program: Program, language: Language = Language.EN) -> str:
    """The name of the facts among the schemas of an OpenAPI document, such as `shaoguan_2021-Facts`.

    Policies with different names have different ones. Every draft is called `draft`, so its schema's name includes a
    part of the hash of its pages.
    """
    name = f"{program.name}-{program.content_hash[:8]}" if program.is_draft else program.name
    return f"{to_ascii(name)}-{'FactsInChinese' if language is Language.ZH else 'Facts'}"


def mentioned_kinds(program: Program) -> frozenset[str]:
    """The record kinds that the policy uses."""
    kinds = {clause.trigger.record for clause in program.clauses}
    kinds |= {r.trigger.record for r in program.references if r.trigger is not None}
    kinds |= {a.trigger.record for a in program.allocations} | {r.trigger.record for r in program.recoveries}
    for part in (program.clauses, program.references, program.allocations):
        kinds |= {word for entry in part for gate in entry.gates for word in gate.words}
    kinds |= {word for term in program.recoveries for gate in (*term.gates, *term.tests) for word in gate.words}
    for instalment in (each for schedule in program.schedules for each in schedule.instalments):
        kinds |= {"" if instalment.event is None else instalment.event.record}
        kinds |= {word for gate in instalment.gates for word in gate.words}
    debts = frozenset[str]() if program.debts is None else mentioned_kinds(program.debts.program)
    return frozenset(kinds & set(program.schema.record_by_name)) | debts


def related_kinds(program: Program) -> frozenset[str]:
    """The record kinds that the policy uses, with their wider and narrower kinds."""
    schema = program.schema
    return frozenset(
        name for kind in mentioned_kinds(program) for name in (*schema.lineage(kind), *schema.narrower_records[kind])
    )


def _definitions(program: Program, records: Iterable[RecordKind], words: FactNames) -> Json:
    definitions: Json = dict(FORMS)
    definitions |= money_forms(program.currency)
    definitions["kind"] = enum_of([*map(words.scope_translator(record_labels), program.schema.record_by_name)])
    definitions["keys"] = nullable({"type": "object", "propertyNames": ref("text")})
    definitions |= {choice_schema_name(c.name): _choice(c) for c in program.schema.choices}
    for choice in program.schema.choices:
        member = words.label_translator(labels_of(choice.members))
        definitions[f"known_{choice_schema_name(choice.name)}"] = enum_of([*map(member, choice.names)])
    definitions |= {f"record_{r.name}": _record(program, r, words) for r in records}
    return definitions


def _reachable_definitions(whole: Json, definitions: Json) -> Json:
    """The definitions that the schema references, directly or indirectly, in their order."""
    reached: set[str] = set()
    open_: list[object] = [whole]
    while open_:
        part = open_.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in reached:
                reached.add(name)
                open_.append(definitions[name])
            open_ += part.values()
        elif isinstance(part, list):
            open_ += part
    return {name: part for name, part in definitions.items() if name in reached}


def _choice(choice: Choice) -> Json:
    order = Phrase(" (from the highest)", "（从高到低）") if choice.is_ordered else ""
    description = Phrase("{members}{order}", "{members}{order}", members=_member_list(choice.members), order=order)
    return {"description": description, "anyOf": [ref(f"known_{choice_schema_name(choice.name)}"), SPECIAL]}


# ---- the applicant and its figures


def _applicant(program: Program, words: FactNames) -> Json:
    schema, field, kind = (
        program.schema,
        words.scope_translator(applicant_labels),
        words.scope_translator(applicant_kind_labels),
    )
    fields = {field(f.name): _applicant_field(f, schema, field) for f in schema.applicant_fields}
    return {
        "type": "object",
        "required": ["id", "kinds"],
        "additionalProperties": False,
        "properties": {
            "id": {
                "description": Phrase("Any text that names the applicant.", "申请人的名称或编号，任何文本。"),
                **ref("known_name"),
            },
            "kinds": {
                "description": Phrase(
                    "{kinds}. Wider kinds follow by themselves.",
                    "{kinds}。较宽的类别自动包含。",
                    kinds=_member_list(schema.kinds),
                ),
                "type": "array",
                "minItems": 1,
                "items": enum_of([kind(k.name) for k in schema.kinds]),
            },
            DETAILS_PART: _details(words),
            **fields,
        },
    }


def _details(words: FactNames) -> Json:
    """The details: known ones under their names, and notes."""
    text = name_text_schema(maxLength=written_values.MAX_LETTERS)
    known = [labels[0] if words.uses_labels else name for name, labels in DETAILS.items()]
    return {
        "description": Phrase(
            "Texts for forms, letters and lists, which take no part in settlement: {known}, and any other name.",
            "供表格、告知书和清单使用的文字，不参与结算：{known}，以及其他名称。",
            known=join_phrases(known, ", ", "、"),
        ),
        "type": ["object", "null"],
        "maxProperties": MOST_DETAILS,
        "propertyNames": {**text, "maxLength": LONGEST_DETAIL_NAME},
        "additionalProperties": {**text, "type": ["string", "null"]},
    }


def _applicant_field(field: Field, schema: Schema, word: Translator) -> Json:
    value = field.type.schema_of_value(schema)
    if field.varies is Varies.FIXED:
        return _with_label(field, word, value)
    period = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {**dict.fromkeys(("from", "to"), nullable(ref("known_day"))), "value": value},
    }
    return _with_label(field, word, {"anyOf": [value, {"type": "array", "items": period}]})


def _figures(program: Program, words: FactNames) -> Json:
    schema, word, start = (
        program.schema,
        words.scope_translator(figure_labels),
        words.scope_translator(applicant_labels),
    )
    fields = {
        word(f.name): _with_label(f, word, f.type.schema_of_value(schema), _zero(f, start))
        for f in program.schema.figures
    }
    of_year: Json = {"type": "object", "additionalProperties": False}
    none = {"description": Phrase("The year has no figures.", "这一年没有数据。"), **of_year,
            "required": ["none"], "properties": {"none": {"const": True}}}  # fmt: skip
    return {
        "description": Phrase("Figures by year.", "年度数据。"),
        "type": ["object", "null"],
        "additionalProperties": False,
        "patternProperties": {YEAR: {"anyOf": [{**of_year, "properties": fields}, none, {"type": "null"}]}},
    }


def _zero(field: Field, word: Translator) -> MessageValue:
    if not field.zero_before:
        return ""
    return Phrase("0 before the year of {word}", "{word}所在年度之前为0", word=word(field.zero_before))


# ---- records


def _record(program: Program, record: RecordKind, words: FactNames) -> Json:
    schema = program.schema
    fixed, word = dict(record.fixed), words.label_translator(field_labels(record))
    relatives = {*program.schema.lineage(record.name), *program.schema.narrower_records[record.name]}
    fields: Json = {}
    for field in record.fields:
        is_converted = any((kind, field.name) in program.convertible for kind in relatives)
        is_fixed = field.name in fixed
        value = field.type.schema_of_value(schema, is_converted)
        if is_fixed:
            choice = choice_of(program, field.type)
            member = words.label_translator(labels_of(() if choice is None else choice.members))
            value = _fixed_value(field.type, fixed[field.name], member)
        fields[word(field.name)] = _with_label(field, word, value, _role(record, field))
    parts = join_phrases(map(word, record.key), " and ")
    key = (
        Phrase("The key is {parts}.", "识别项为{parts}。", parts=parts)
        if record.key
        else Phrase("It has no key.", "没有识别项。")
    )
    name = Phrase("A name for the record, where its key is not known.", "记录的名称，不知道识别项时填写。")
    named = {"description": name, **nullable(ref("known_name"))}
    return {
        "type": "object",
        "additionalProperties": False,
        "description": key,
        "properties": {"id": named, **fields},
    }


def _fixed_value(type_: Type, value: object, member: Translator) -> Json:
    """The value that the kind fixes, or unknown."""
    if type_.is_text:
        return {"enum": [value, None]}
    unknown = {"enum": [None, *(word for word, term in written_values.SPECIAL.items() if term == "unknown")]}
    term: object = member(value) if isinstance(value, str) else value
    return {"anyOf": [yes_or_no(value) if isinstance(value, bool) else {"enum": [term]}, unknown]}


def _role(record: RecordKind, field: Field) -> MessageValue:
    """The role of a field as a key, or in events and states."""
    roles = [Phrase("key", "识别项")] if field.name in record.key else []
    roles += [
        Phrase("day of the event {word}", "事件“{word}”的日期", word=declared_name(event))
        for event in record.events
        if event.date_field == field.name
    ]
    roles += [
        Phrase("first day of the state {word}", "状态“{word}”的首日", word=declared_name(state))
        for state in record.states
        if state.from_field == field.name
    ]
    roles += [
        Phrase("end of the state {word}", "状态“{word}”的末日", word=declared_name(state))
        for state in record.states
        if state.until_field == field.name
    ]
    return join_phrases(roles, "; ", "；")


# ---- values


def _member_list(declared: Iterable[LabelledDeclaration]) -> MessageValue:
    """The names, and the labels that facts in Chinese use."""
    items = [*declared]
    english = " · ".join(f"{item.name} {item.label.zh}".strip() for item in items)
    return literal_phrase(english, " · ".join(item.label.zh or item.name for item in items))


def _title(program: Program) -> MessageValue:
    """The title of the policy, or its name."""
    title = program.title or program.name
    return literal_phrase(title, Labels(program).quotation(title))


def _with_label(declared: LabelledDeclaration, word: Translator, schema: Json, role: MessageValue = "") -> Json:
    """A schema with the words of the vocabulary: the label as title, or the name if facts use the label."""
    label = declared.label
    title = label.zh if word(declared.name) == declared.name else declared.name
    titled: Json = {"title": title} if title else {}
    definition = literal_phrase(label.definition, label.chinese_definition)
    parts: list[MessageValue] = [definition, role, schema.get("description", "")]  # type: ignore[list-item]  # what is said
    description = join_phrases([part for part in parts if part], ". ", "。")
    return (
        titled
        | ({"description": description} if description else {})
        | {name: value for name, value in schema.items() if name != "description"}
    )
