"""The JSON Schema (2020-12) of the facts that a policy reads: every kind and field of its vocabulary, with labels.

In: a program. Out: plain data. It lists the record kinds that the policy speaks of; facts may state others of the
vocabulary. The schema takes what the reader takes, as far as a schema can say it: `docs/facts.md` lists what it cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, assert_never

from ipdsl.diagnostics.phrase import Language, MessageValue, Phrase, join_phrases, literal_phrase
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.reading.labels import (
    FactNames,
    applicant_kind_labels,
    applicant_labels,
    choice_of,
    field_labels,
    figure_labels,
    labels_of,
    record_labels,
)
from ipdsl.runtime.reading.schema_forms import (
    FORMS,
    SPECIAL,
    YEAR,
    enum_of,
    list_schemas,
    listing_schema,
    localize_schema,
    money_forms,
    nullable,
    ref,
    series_forms,
    to_ascii,
    to_components,
    yes_or_no,
)
from ipdsl.runtime.reading.wording import declared_name
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Choice, Field, LabelledDeclaration, RecordKind, Schema, Varies
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    DurationType,
    LevelType,
    ListType,
    MoneyType,
    NumberType,
    Poison,
    RateType,
    RecordType,
    TextType,
    Type,
)
from ipdsl.values import written

Json = dict[str, object]
Translator: TypeAlias = "Callable[[str], str]"
"""What facts call what has a name."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def facts_schema(program: Program, *, openapi: bool = False, language: Language = Language.EN) -> Json:
    """The schema of the facts of one applicant under this policy.

    For OpenAPI it is several schemas by name. The first is `facts_name(program, language)`, and the names of the others
    begin with it. In Chinese it describes facts that are written with the labels of the vocabulary.
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
            "{title}: the facts of one applicant. What is left out is unknown.",
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
                "properties": {kind(r.name): _with_label(r, kind, listing_schema(f"record_{r.name}")) for r in records},
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

    Policies of different names have different ones. Every draft is called `draft`, so the name of its schema has a part
    of the hash of its pages.
    """
    name = f"{program.name}-{program.content_hash[:8]}" if program.is_draft else program.name
    return f"{to_ascii(name)}-{'FactsInChinese' if language is Language.ZH else 'Facts'}"


def mentioned_kinds(program: Program) -> frozenset[str]:
    """The record kinds that the policy speaks of."""
    kinds = {clause.trigger.record for clause in program.clauses}
    kinds |= {r.trigger.record for r in program.references if r.trigger is not None}
    kinds |= {a.trigger.record for a in program.allocations}
    for part in (program.clauses, program.references, program.allocations):
        kinds |= {word for entry in part for gate in entry.gates for word in gate.words}
    return frozenset(kinds & set(program.schema.record_by_name))


def related_kinds(program: Program) -> frozenset[str]:
    """The record kinds that the policy speaks of, with the kinds above and below them."""
    schema = program.schema
    return frozenset(
        name for kind in mentioned_kinds(program) for name in (*schema.lineage(kind), *schema.narrower_records[kind])
    )


def _definitions(program: Program, records: Iterable[RecordKind], words: FactNames) -> Json:
    definitions: Json = dict(FORMS)
    definitions |= money_forms(program.currency)
    definitions["kind"] = enum_of([*map(words.scope_translator(record_labels), program.schema.record_by_name)])
    definitions["keys"] = nullable({"type": "object", "propertyNames": ref("text")})
    definitions |= {_choice_name(c.name): _choice(c) for c in program.schema.choices}
    for choice in program.schema.choices:
        member = words.label_translator(labels_of(choice.members))
        definitions[f"known_{_choice_name(choice.name)}"] = enum_of([*map(member, choice.names)])
    definitions |= {f"record_{r.name}": _record(program, r, words) for r in records}
    return definitions


def _reachable_definitions(whole: Json, definitions: Json) -> Json:
    """The definitions to which the schema refers, itself or through others, in their order."""
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


def _choice_name(name: str) -> str:
    """Generators of code take a point for a module."""
    return f"choice_{name.replace('.', '-')}"


def _choice(choice: Choice) -> Json:
    order = Phrase(" (from the highest)", "（从高到低）") if choice.is_ordered else ""
    description = Phrase("{members}{order}", "{members}{order}", members=_member_list(choice.members), order=order)
    return {"description": description, "anyOf": [ref(f"known_{_choice_name(choice.name)}"), SPECIAL]}


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
            **fields,
        },
    }


def _applicant_field(field: Field, schema: Schema, word: Translator) -> Json:
    value = _value(schema, field.type)
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
        word(f.name): _with_label(f, word, _value(schema, f.type), _zero(f, start)) for f in program.schema.figures
    }
    of_year: Json = {"type": "object", "additionalProperties": False}
    none = {"description": Phrase("There are no figures of the year.", "这一年没有数据。"), **of_year,
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


_NO_KEY = Phrase("It has no key.", "没有识别项。")


def _record(program: Program, record: RecordKind, words: FactNames) -> Json:
    schema = program.schema
    fixed, word = dict(record.fixed), words.label_translator(field_labels(record))
    relatives = {*program.schema.lineage(record.name), *program.schema.narrower_records[record.name]}
    fields: Json = {}
    for field in record.fields:
        is_converted = any((kind, field.name) in program.convertible for kind in relatives)
        is_fixed = field.name in fixed
        value = _value(schema, field.type, is_converted)
        if is_fixed:
            choice = choice_of(program, field.type)
            member = words.label_translator(labels_of(() if choice is None else choice.members))
            value = _fixed_value(field.type, fixed[field.name], member)
        fields[word(field.name)] = _with_label(field, word, value, _role(record, field))
    parts = join_phrases(map(word, record.key), " and ")
    key = Phrase("The key is {parts}.", "识别项为{parts}。", parts=parts) if record.key else _NO_KEY
    name = Phrase("A name for the record, where its key is not known.", "记录的名称，不知道识别项时填写。")
    named = {"description": name, **nullable(ref("known_name"))}
    return {
        "type": "object",
        "additionalProperties": False,
        "description": key,
        "properties": {"id": named, **fields},
    }


def _fixed_value(type_: Type, value: object, member: Translator) -> Json:
    """The value that the kind has of itself, or that it is not known."""
    if isinstance(type_, TextType):
        return {"enum": [value, None]}
    unknown = {"enum": [None, *(word for word, term in written.SPECIAL.items() if term == "unknown")]}
    term: object = member(value) if isinstance(value, str) else value
    return {"anyOf": [yes_or_no(value) if isinstance(value, bool) else {"enum": [term]}, unknown]}


def _role(record: RecordKind, field: Field) -> MessageValue:
    """What a field is for, where an event or state hangs on it."""
    roles = [Phrase("key", "识别项")] if field.name in record.key else []
    for event in record.events:
        if event.date_field == field.name:
            roles.append(Phrase("day of the event {word}", "事件“{word}”的日期", word=declared_name(event)))
    for state in record.states:
        if state.from_field == field.name:
            roles.append(Phrase("first day of the state {word}", "状态“{word}”的首日", word=declared_name(state)))
    for state in record.states:
        if state.until_field == field.name:
            roles.append(Phrase("end of the state {word}", "状态“{word}”的末日", word=declared_name(state)))
    return join_phrases(roles, "; ", "；")


# ---- values


def _member_list(declared: Iterable[LabelledDeclaration]) -> MessageValue:
    """The names, and what facts in Chinese call them."""
    items = [*declared]
    english = " · ".join(f"{item.name} {item.label.zh}".strip() for item in items)
    return literal_phrase(english, " · ".join(item.label.zh or item.name for item in items))


def _title(program: Program) -> MessageValue:
    """The title of the policy, or its name."""
    title = program.title or program.name
    return literal_phrase(title, Labels(program).quotation(title))


def _with_label(declared: LabelledDeclaration, word: Translator, schema: Json, role: MessageValue = "") -> Json:
    """A schema with the words of the vocabulary in front: the label, or the name where facts say the label."""
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


def _value(schema: Schema, type_: Type, is_converted: bool = False) -> Json:
    """A value, or that it is none or not known; the members of a list are values alone."""
    match type_:
        case RecordType(record=record):
            return {
                "description": Phrase(
                    "the key of a {kind}", "{kind}的识别项", kind=declared_name(schema.record_by_name[record])
                ),
                **ref("name"),
            }
        case ApplicantType():
            return {"description": Phrase("the id of an applicant", "申请人的编号"), **ref("name")}
        case ListType(item=item):
            items = ref(f"known_{_definition_name(item)}")
            return {"anyOf": [{"type": "array", "uniqueItems": True, "items": items}, SPECIAL]}
        case _:
            return ref(_definition_name(type_, is_converted))


def _definition_name(type_: Type, is_converted: bool = False) -> str:
    """The name of the definition that says how values of a type are written."""
    match type_:
        case BoolType():
            return "yes_no"
        case MoneyType(currency=currency):
            return "money_of_any_currency" if is_converted or currency is not None else "money"
        case RateType():
            return "rate"
        case CountType():
            return "count"
        case NumberType():
            return "number"
        case DateType():
            return "day"
        case ChoiceType(choice=name) | LevelType(level=name):
            return _choice_name(name)
        case TextType() | RecordType() | ApplicantType():
            return "name"
        case ListType() | DurationType() | Poison():
            return "special"  # facts state no such value
        case _:
            assert_never(type_)
