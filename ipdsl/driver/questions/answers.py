"""Missing facts as questions, and answers as facts in the canonical form of each value.

The reader of facts decides whether an answer is allowed. An answer is text in handwritten form
(`ipdsl.plain_data.handwritten`), without quotation marks. It is added in the canonical form of its value. The
given facts are not changed: each answer returns new facts, with names instead of labels.

`replace_labels` does that replacement for plain facts that the reader accepted: parts of objects, members of choices,
kinds and clauses get their names. All other values stay the same.

The canonical form is written to files. Days are `2022-03-01`, years `2022`, whole amounts and counts are numbers, rates
are `3.7%`, yes and no are `true` and `false`, and names replace labels. Lines of a ledger with a digest stay as they
are.

Each question has a fact, its type in words, its possible effect on the amount due, and the sentences that need it. The
facts of undetermined claims come first, in descending order of that effect. They are followed by amounts that the
bureau has not set, and by published ranks. Each fact is asked for once, even if several claims need it. The record
kinds that the facts do not mention come last, because their effect is unknown.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DECIMALS, Money
from ipdsl.decision.decision import NOTICE_PHRASE, Decision
from ipdsl.decision.other_years import assumed_as_of
from ipdsl.driver.library import Policy
from ipdsl.engine.situation import type_of
from ipdsl.facts.records import clauses_with_places, shared_rules
from ipdsl.ir.facts import FactRef, Facts, all_records
from ipdsl.ir.terms import Program
from ipdsl.ledger.line_reader import DIGEST
from ipdsl.ledger.lines import kind_of, type_of_key
from ipdsl.ledger.recall import lines_like
from ipdsl.plain_data import context as scopes
from ipdsl.plain_data.context import ReadContext, choice_of
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.handwritten import WrittenWords, applicant_kind_words, text_parser_for, type_words
from ipdsl.plain_data.strict_json import loads
from ipdsl.report.decision_json import bounds_to_json, net_to_json, optional_to_json
from ipdsl.report.localizer import ENGLISH, Localizer, amount, sides, width, wrap
from ipdsl.schema.declarations import NO_LABELS, Labels, labels_of, names_by_label
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType, minor_to_text
from ipdsl.schema.types.rate import PERCENTAGE_FORM, RateType, read_rate
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field, Schema, Series
from ipdsl.wording.labels import written_day

COHORT_GROUP = "cohort"
"""The group of facts that depend on a selection among all applicants. No single applicant can state them."""


@attrs.frozen
class AskingClause:
    """A clause that needs a fact."""

    label: str
    article: str
    text: str


@attrs.frozen
class Question:
    """A missing fact. `worth` is its largest effect on the amount due; `None` if that is unlimited or unknown.

    `answer` describes the possible answers. `is_known_worth` is false for record kinds that the facts do not mention.
    """

    ref: FactRef
    path: str
    label: str
    answer: Phrase
    worth: Money | None
    askers: tuple[AskingClause, ...]
    is_known_worth: bool = True


def questions(policy: Policy, decision: Decision) -> tuple[Question, ...]:
    """The open questions of a decision, in descending order of their effect."""
    program = policy.program
    clauses = (*program.clauses, *(() if program.debts is None else program.debts.program.clauses))
    askers = {clause.label: AskingClause(clause.label, clause.article, clause.text) for clause in clauses}
    askers |= {term.label: AskingClause(term.label, term.article, term.text) for term in program.recoveries}
    schema, currency = program.schema, policy.currency

    def asking_clauses(labels: tuple[str, ...]) -> tuple[AskingClause, ...]:
        return tuple(askers[label] for label in labels if label in askers)

    missing_facts = [entry for entry in (*decision.missing, *decision.of_others) if entry.ref.group != COHORT_GROUP]
    result = [
        Question(m.ref, m.path, m.label, answer_form(schema, m.ref, currency), m.worth, asking_clauses(m.clauses))
        for m in missing_facts
    ]
    result += [
        Question(
            ref, ref.path, entry.label, answer_form(schema, ref, currency), None, asking_clauses(entry.clauses), False
        )
        for entry in decision.not_stated
        for ref in (FactRef("records", entry.kind),)
        if entry.kind in schema.record_by_name
    ]
    return tuple(result)


def is_settled(decision: Decision) -> bool:
    """Whether no further fact can change the amount due."""
    return decision.due.is_point and not decision.not_stated and not decision.is_undetermined


def answer_form(schema: Schema, ref: FactRef, currency: str) -> Phrase:
    """The possible answers, in words."""
    match ref.group:
        case "approval":
            return Phrase("the sum that the bureau sets, in {currency}", "主管机关核定的金额，币种{currency}",
                          currency=currency)  # fmt: skip
        case "records":
            return Phrase(
                "the list of these records, without those listed already; `none` for no others",
                "这类记录的清单，已列出的除外；没有（或没有其他）的写`无`",
            )
        case "series":
            return _series_answer(schema.series_by_name[ref.kind], currency)
        case "rank" | "place":
            return Phrase("the place in the published ranking, 1 for the first; `none` if it does not exist",
                          "公布的名次，第一名写1；没有名次的写`无`")  # fmt: skip
        case "left":
            return Phrase("what the bureau has left, in {currency}", "主管机关尚余的金额，币种{currency}",
                          currency=currency)  # fmt: skip
        case "ratio":
            return Phrase(
                "the ratio that the bureau published, such as `5/6` or `80%`", "主管机关公布的比例，例如`5/6`或`80%`"
            )
        case "payments" if ref.item.endswith(_EVENT_DATE):
            return Phrase("the day of the event of the line", "该行事件的日期")
        case "payments":
            return Phrase(
                "the day on which the line was paid, or its payments, each with `day` and `amount`",
                "该行的兑现日期；分次兑现的，写各次的`day`（日期）和`amount`（金额）",
            )
        case "taken":
            return Phrase("the number of places that other applicants have", "其他申请人已占的名额数")
        case "history" | "support" | "older_documents" if not ref.field:
            return Phrase("the list of these; `none` where there is nothing", "这些内容的清单；没有的写`none`")
        case _:
            type_ = type_of(schema, ref)
            return _VALUE if type_ is None else type_.answer_phrase(schema, currency)


_VALUE = Phrase("a value", "一个值")
_EVENT_DATE = "event_date"  # of a line of the history


def _series_answer(series: Series, currency: str) -> Phrase:
    if series.currency is None:
        return PERCENTAGE_FORM
    return Phrase("{currency} for one unit", "一个单位折合的{currency}", currency=series.currency or currency)


SCHEMA = 1
GROUPS_OF_OTHERS = ("approval", "rank", "place", "left", "ratio", "taken")


def render(decision: Decision, all_questions: Iterable[Question], localize: Localizer = ENGLISH) -> str:
    """The amount due so far, and each question with its effect."""
    lines = [
        *wrap(localize.names.quotation(decision.title) or decision.policy),
        *wrap(
            localize("applicant {applicant}, as of {day}; all sums in {currency}",
                 "申请人{applicant}，截至{day}；金额币种{currency}", applicant=decision.applicant,
                 day=written_day(decision.as_of), currency=decision.currency)
        ),
        *(line for assumption in assumed_as_of(decision) for line in wrap(localize.phrase(assumption), "  ", "    ")),
        *due(decision, localize),
    ]  # fmt: skip
    questions = list(all_questions)
    sections = (
        (localize("What would settle it", "填写后即可结算的事实"), ""),
        (localize("What the bureau sets", "由主管机关核定的金额"), "approval"),
        (localize("What the ranking of all says", "由全体排名决定的名次"), "rank"),
        (localize("What is left of rooms that all share", "共用限额的余额"), "left"),
        (localize("The ratios by which claims are cut", "同比例核减的比例"), "ratio"),
        (localize("Places that other applicants have", "其他申请人已占的名额"), "taken"),
    )
    for title, group in sections:
        group_questions = [question for question in questions if _section_of(question) == group]
        if group_questions:
            lines += ["", title, "-" * width(title)]
            lines += [line for question in group_questions for line in question_lines(question, decision, localize)]
    unstated = [_unstated_text(question, localize) for question in questions if not question.is_known_worth]
    if unstated:
        title = localize("Record kinds not stated", "未填写的记录类别")
        text = localize("list them, or state that they do not exist: {kinds}", "请逐项列出，或写明没有：{kinds}",
                    kinds=localize.row(unstated))  # fmt: skip
        lines += ["", title, "-" * width(title), *wrap(text, "  ")]
    if not questions and is_settled(decision):
        lines += ["", localize("nothing is missing", "没有缺少的内容")]
    elif not questions:
        lines += ["", localize("undetermined claims depend on the selection among all applicants",
                           "尚未确定的金额取决于全体申请人的评选")]  # fmt: skip
    return "\n".join(line.rstrip() for line in (*lines, "", *wrap(localize.phrase(NOTICE_PHRASE)))) + "\n"


def _unstated_text(question: Question, localize: Localizer) -> str:
    """The name of a record kind that the facts do not mention."""
    kind = question.ref.kind
    return localize.names.name(kind) if localize.is_chinese else f"{kind} {question.label}".strip()


def _section_of(question: Question) -> str | None:
    """The group of a fact stated by others, or an empty text for one of the applicant; `None` for unmentioned kinds."""
    group = question.ref.group
    if group in GROUPS_OF_OTHERS:
        return "rank" if group == "place" else group
    return "" if question.is_known_worth else None


def due(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """The lines for the amount due with the facts so far."""
    for number, (words, sum_) in enumerate(due_in_parts(decision, localize)):
        is_upper_end = number == 1 and not decision.due.is_point
        yield from sides(words, sum_, "  " * is_upper_end)


def due_in_parts(decision: Decision, localize: Localizer = ENGLISH) -> Iterator[tuple[str, str]]:
    """Pairs of words and an amount. An amount that is not settled is not shown as 0.

    The last pairs are what is to be paid back, and the net sum, if there is a recovery.
    """
    if decision.due.is_point and (decision.total.minor or not decision.not_stated):
        yield localize("Total due", "应得合计"), amount(decision.total)
    elif decision.due.low.minor:
        yield localize("Total due at least", "应得合计至少"), amount(decision.due.low)
    else:
        yield localize("Total due", "应得合计"), localize("not settled yet", "尚未结算")
    if not decision.due.is_point:
        yield localize("and at most", "最多"), localize.upper_end(decision.due.high)
    if decision.recoveries:
        yield localize("To be paid back", "应退回"), localize.bounds(decision.to_pay_back)
        yield localize("Net", "净得"), localize.bounds(decision.net)


def question_lines(question: Question, decision: Decision, localize: Localizer = ENGLISH) -> Iterator[str]:
    """The lines of a question: the fact, its effect, the possible answers, and the clauses that need it."""
    question_name = localize.names.fact_label(question.ref, question.label)
    yield from sides(question_name, localize.worth_of(question.worth, decision.due), "  ")
    answer = localize("answer: {answer}", "可填：{answer}", answer=localize.phrase(question.answer))
    yield from wrap(answer, "    ", "      ")
    for asker in question.askers:
        award, sentence = localize.names.award_with_heading(asker.label), localize.names.sentence(asker.text)
        text = localize("needed by {award}: {text}", "{award}涉及：{text}", award=award, text=sentence)
        yield from wrap(text, "    ", "      ")


def to_plain(decision: Decision, questions: Iterable[Question], localize: Localizer = ENGLISH) -> dict[str, object]:
    """As JSON."""
    return {
        "schema": SCHEMA,
        "policy": decision.policy,
        "applicant": decision.applicant,
        "currency": decision.currency,
        "due": bounds_to_json(decision.due),
        **(
            {"to_pay_back": bounds_to_json(decision.to_pay_back), "net": net_to_json(decision)}
            if decision.recoveries
            else {}
        ),
        "questions": [
            {
                "path": question.path,
                "group": question.ref.group,
                "kind": question.ref.kind,
                "item": question.ref.item,
                "field": question.ref.field,
                "year": question.ref.year or None,
                "label": question.label,
                "answer": localize.phrase(question.answer),
                "worth": optional_to_json(question.worth),
                "unlimited": question.worth is None and question.is_known_worth,
                "clauses": [
                    {"clause": asker.label, "article": asker.article, "text": asker.text} for asker in question.askers
                ],
            }
            for question in questions
        ],
        "notice": localize.phrase(NOTICE_PHRASE),
    }


Stated = dict[str, object]

_LINE_SCOPES = {
    "clause": scopes.clause_labels, "kind": scopes.record_labels, "level": scopes.level_labels,
    "figure": scopes.figure_labels,
}  # fmt: skip
"""The parts of lines that name something of the vocabulary or the policy."""


def replace_labels(program: Program, stated: Mapping[str, object]) -> Stated:
    """The facts with names instead of labels. Facts without labels do not change."""
    schema = program.schema

    def applicant(part: Any) -> object:
        fields = _fields(program, schema.applicant_fields, program.compute_once(scopes.applicant_labels), part)
        if "kinds" not in fields:
            return fields  # an interview may return to the first question
        return fields | {"kinds": _name_value(program.compute_once(scopes.applicant_kind_labels), fields["kinds"])}

    def records(part: Any) -> object:
        return {
            kind: listing(kind, entry)
            for kind, entry in _name_parts(program.compute_once(scopes.record_labels), part).items()
        }

    def listing(kind: str, part: Any) -> object:
        if isinstance(part, Mapping):
            return {**part, "items": listing(kind, part["items"])}
        fields, labels = schema.record_by_name[kind].fields, scopes.field_labels(schema.record_by_name[kind])
        return part if part is None else [_fields(program, fields, labels, entry) for entry in part]

    def figures(part: Any) -> object:
        labels = program.compute_once(scopes.figure_labels)
        return {year: entry if entry is None else _name_parts(labels, entry) for year, entry in part.items()}

    def lines(part: Any) -> object:
        return lines_like(part, (_line(program, line) for line in part))

    parts: dict[str, Callable[[Any], object]] = {
        "applicant": applicant,
        "records": records,
        "figures": figures,
        "series": lambda part: _name_parts(program.compute_once(scopes.series_labels), part),
        **dict.fromkeys(("history", "support", "older_documents", "approvals", "published"), lines),
    }
    return {name: parts[name](part) if name in parts and part is not None else part for name, part in stated.items()}


def _line(program: Program, line: Mapping[str, Any]) -> Stated:
    is_own = program.has_name(line.get("policy"))
    if not is_own and line.get("outcome"):
        return {**line}  # a complete line of a different policy uses words of that policy
    scope_of = _LINE_SCOPES if is_own else {name: scope for name, scope in _LINE_SCOPES.items() if name != "clause"}
    parts = {
        name: _name_value(program.compute_once(scope_of[name]), part) if name in scope_of else part
        for name, part in line.items()
    }
    clause, kind = str(parts.get("clause", "")), str(parts.get("kind") or "")
    if parts.get("row"):
        parts["row"] = _name_value(program.compute_once(scopes.row_labels).get(clause, NO_LABELS), parts["row"])
    if parts.get("keys"):
        about = kind_of(ReadContext(program), clause, kind)
        kind_name = "" if about is None else about.name
        keys, members = (
            _name_parts(program.compute_once(scopes.KeyLabels)[kind_name], parts["keys"]),
            program.compute_once(scopes.ValueLabels)[kind_name],
        )
        parts["keys"] = {name: _name_value(members.get(name, NO_LABELS), value) for name, value in keys.items()}
    return parts


def _labels_of_type(program: Program, type_: Type) -> Labels:
    choice = choice_of(program, type_)
    return NO_LABELS if choice is None else labels_of(choice.members)


def _fields(program: Program, fields: tuple[Field, ...], labels: Labels, part: Mapping[str, Any]) -> Stated:
    types = {field.name: field.type for field in fields}
    return {
        name: _name_value(_labels_of_type(program, types[name]), value) if name in types else value
        for name, value in _name_parts(labels, part).items()
    }


def _name_parts(labels: Labels, part: Mapping[str, Any]) -> dict[str, Any]:
    """An object with names instead of labels for its parts."""
    names = names_by_label(labels)
    return {names.get(word, word): value for word, value in part.items()}


def _name_value(labels: Labels, value: Any) -> Any:
    """A value with its name instead of its label. In lists and periods, each value is replaced."""
    if isinstance(value, list | tuple):
        return [_name_value(labels, member) for member in value]
    if isinstance(value, Mapping):
        return {**value, "value": _name_value(labels, value["value"])} if "value" in value else value
    names = labels.get(value, ()) if isinstance(value, str) else ()
    return names[0] if len(names) == 1 else value


_LISTS = frozenset({"records", "history", "support", "older_documents"})


def add_answer(policy: Policy, stated: Mapping[str, object], question: Question, text: str) -> Stated:
    """The facts with the answer added. Raises `FactsError` if the reader of facts refuses it."""
    ref = question.ref
    stated = replace_labels(policy.program, stated)
    facts = policy.read_facts(stated)
    value = _value(policy, ref, text.strip())
    answered = copy.deepcopy(dict(stated))
    _store(policy, facts, answered, ref, value)
    policy.read_facts(answered)
    return answered


def _value(policy: Policy, ref: FactRef, text: str) -> object:
    """The answer as a JSON value."""
    if _is_list(ref) or (ref.group == "payments" and text.startswith("[")):
        return [] if written_values.SPECIAL.get(text.lower()) == "none" else _json(text)
    if ref.group == "applicant" and ref.field == "kinds":
        return parse_value(ListType(TextType()), text, policy.currency, applicant_kind_words(policy.program.schema))
    if ref.group in ("left", "taken") and written_values.SPECIAL.get(text.lower()) == "none":
        return 0
    match ref.group:
        case "approval" | "left":
            type_: Type | None = MoneyType()
        case "ratio":
            type_ = RateType()
        case "rank" | "place" | "taken":
            type_ = CountType()
        case "payments":
            type_ = DateType()
        case _:
            type_ = type_of(policy.program.schema, ref)
    return parse_value(type_, text, policy.currency, type_words(policy.program.schema, type_), ref.group)


def parse_value(
    type_: Type | None, text: str, policy_currency: str, words: WrittenWords = (), part: str = ""
) -> object:
    """The answer in the JSON form of the type's values. A text that is not such a value is returned as it is.

    Quotation marks around an answer are removed.
    """
    value = text_parser_for(type_, words, part)(_without_quotes(text))
    if isinstance(value, list):
        item = None if type_ is None else type_.member_type
        return [
            _canonical_value(item, member, policy_currency) if isinstance(member, str) else member for member in value
        ]
    if not isinstance(value, str) or any(value == name for _, name in words):
        return value
    return _canonical_value(type_, value, policy_currency)


_QUOTES = {'"': '"', "“": "”", "「": "」"}


def _without_quotes(text: str) -> str:
    """The text without the quotation marks that enclose it as a whole."""
    inner = text[1:-1]
    is_whole = inner and (text[0] not in inner or _without_quotes(inner) != inner)
    return inner if is_whole and _QUOTES.get(text[0]) == text[-1] else text


def _canonical_value(type_: Type | None, text: str, policy_currency: str) -> object:
    """A value in the form in which facts are written."""
    special = written_values.SPECIAL.get(text.lower())
    if special is not None:
        return None if special == "unknown" else {special: True}
    number = written_values.number(text)
    if (number is not None and not number.is_sound) or written_values.point_readings(text):
        return text
    return text if type_ is None else type_.canonical(text, number, policy_currency)


def _is_list(ref: FactRef) -> bool:
    """Whether the reference is to a whole list, not to a key of one of its lines."""
    return ref.group in _LISTS and not ref.field


def _json(text: str) -> object:
    """A list in JSON. Other text is returned as it is, and the reader refuses it."""
    try:
        return loads(text)
    except FactsError:
        return text


def _store(policy: Policy, facts: Facts, answered: Stated, ref: FactRef, value: object) -> None:
    match ref.group:
        case "applicant":
            _part(answered, "applicant")[ref.field] = value
        case "record":
            _stated_fields(facts, answered, ref)[ref.field] = value
        case "records":
            _part(answered, "records")[ref.kind] = _complete_list(answered, ref.kind, value)
        case "figure":
            _part(_part(answered, "figures"), str(ref.year))[ref.field] = value
        case "series":
            _list(_part(answered, "series"), ref.kind).append(_series_entry(ref, value))
        case "payments":
            _store_payments(policy, facts, answered, ref, value)
        case "approval":
            _list(answered, "approvals").append({"clause": ref.kind, "item": ref.item, "amount": value})
        case "rank":
            _list(answered, "published").append({"figure": ref.field, "year": ref.year, "rank": value})
        case "place":
            part = "clause" if ref.kind in policy.program.compute_once(clauses_with_places) else "rule"
            _list(answered, "published").append({part: ref.kind, "item": ref.item, "rank": value})
        case "left" | "ratio" | "taken":
            _list(answered, "published").append({**_published_headroom(policy, ref), ref.group: value})
        case group if ref.field:
            for read, line in zip(getattr(facts, group) or (), _list(answered, group), strict=False):
                if read.item == ref.item and isinstance(line, dict):
                    _part(line, "keys")[ref.field] = value
        case group:
            answered[group] = value


def _store_payments(policy: Policy, facts: Facts, answered: Stated, ref: FactRef, value: object) -> None:
    """The event or the payments of a line of the history. A day alone is that of one payment of the whole line."""
    place, lines = int(re.sub("[^0-9]", "", ref.item)), _list(answered, "history")
    line, read = lines[place], (facts.history or ())[place]
    if isinstance(line, dict) and ref.item.endswith(_EVENT_DATE):
        line[_EVENT_DATE] = value
    elif isinstance(line, dict):
        amount_ = minor_to_text(read.total, DECIMALS[policy.currency])
        line["payments"] = value if isinstance(value, list) else [{"day": value, "amount": amount_}]


def _published_headroom(policy: Policy, ref: FactRef) -> Stated:
    """The headroom of a cap across applicants, in the form of `published`."""
    names = policy.program.compute_once(shared_rules)[ref.kind].first_rule.keys
    values = ref.item.split(" / ", len(names) - 1) if names else ()
    headroom: Stated = {"rule": ref.kind, "keys": dict(zip(names, values, strict=False))}
    return {**headroom, "year": ref.year} if ref.year else headroom


def _part(stated: Stated, name: str) -> Stated:
    part = stated.get(name)
    if not isinstance(part, dict):
        part = stated[name] = {}
    return part


def _list(stated: Stated, name: str) -> list[object]:
    members = stated.get(name)
    if not isinstance(members, list):
        members = stated[name] = []
    return members


def _complete_list(answered: Stated, kind: str, value: object) -> object:
    """A complete list. The new records are added to the records of a partial list."""
    earlier = _part(answered, "records").get(kind)
    known = earlier.get("items") if isinstance(earlier, dict) else earlier
    return [*known, *value] if isinstance(known, list) and isinstance(value, list) else value


def _stated_fields(facts: Facts, answered: Stated, ref: FactRef) -> Stated:
    """The record of the plain facts that a reference names."""
    record = next(record for record in all_records(facts) if record.kind == ref.kind and record.id == ref.item)
    node: object = answered
    for part in re.findall(r"[^.\[\]$]+", record.path):
        node = node[int(part)] if isinstance(node, list) else node[part] if isinstance(node, dict) else node
    return node if isinstance(node, dict) else {}


def _series_entry(ref: FactRef, value: object) -> Stated:
    currency, _, when = ref.item.rpartition(" ")
    part = "month" if len(when) == len("2022-01") else "day"
    return {**({"currency": currency} if currency else {}), part: when, "value": value}


def to_text(stated: Mapping[str, object]) -> str:
    """Facts as the text of a file."""
    return json.dumps(stated, ensure_ascii=False, indent=2, default=_json_default) + "\n"


def _json_default(value: object) -> str:
    """The JSON form of days and of exact decimals from a strict reading."""
    return value.isoformat() if isinstance(value, Date) else str(value)


_PERIOD: Mapping[str, Type] = {"from": DateType(), "to": DateType()}
_LINE_TYPES: Mapping[str, Type] = {
    "item": TextType(), "amount": MoneyType(), "due": MoneyType(), "granted": MoneyType(), "left": MoneyType(),
    "ratio": RateType(), "taken": CountType(),
    "day": DateType(), "event_date": DateType(), "by_discretion": BoolType(), "rank": CountType(),
}  # fmt: skip
"""The parts of lines that are values."""


def to_canonical_form(policy: Policy, stated: Mapping[str, object]) -> Stated:
    """The facts with their values in canonical form."""
    program, schema = policy.program, policy.program.schema

    def listing(kind: str, part: Any) -> object:
        types = {field.name: field.type for field in schema.record_by_name[kind].fields} | {"id": TextType()}
        if isinstance(part, Mapping):
            listing_parts = {**part, "items": listing(kind, part["items"])}
            return listing_parts | (
                {"partial": _normalize(BoolType(), part["partial"], program)} if "partial" in part else {}
            )
        return part if part is None else [_convert(types, entry, program) for entry in part]

    def line(entry: Any) -> object:
        if DIGEST in entry or entry.get("outcome"):
            return entry
        kind = kind_of(ReadContext(policy.program), entry.get("clause", ""), entry.get("kind", ""))
        types = {name: type_of_key(policy.program, kind, name) for name in entry.get("keys") or ()}
        parts = _convert(_LINE_TYPES, entry, program)
        parts |= {"keys": _convert(types, entry["keys"], program)} if entry.get("keys") else {}
        parts |= (
            {
                "due": {
                    str(_year(year)): _normalize(_LINE_TYPES["due"], value, program)
                    for year, value in entry["due"].items()
                }
            }
            if isinstance(entry.get("due"), dict)
            else {}
        )
        parts |= (
            {"payments": [_convert(_LINE_TYPES, p, program) for p in entry["payments"]]}
            if entry.get("payments")
            else {}
        )
        return parts | ({"year": _year(entry["year"])} if isinstance(entry.get("year"), str) else {})

    def lines(part: Any) -> object:
        return lines_like(part, map(line, part))

    applicant = {name: field.type for name, field in schema.applicant_field_by_name.items()} | {"id": TextType()}
    figures = {name: figure.type for name, figure in schema.figure_by_name.items()}
    parts: dict[str, Callable[[Any], object]] = {
        "applicant": lambda part: _convert(applicant, part, program),
        "records": lambda part: {kind: listing(kind, entry) for kind, entry in part.items()},
        "figures": lambda part: {str(_year(year)): _convert(figures, entry, program) for year, entry in part.items()},
        "as_of": lambda part: _normalize(DateType(), part, program),
        **dict.fromkeys(("history", "support", "older_documents", "approvals", "published"), lines),
    }
    facts_with_names = replace_labels(program, stated)
    return {
        name: parts[name](part) if name in parts and part is not None else part
        for name, part in facts_with_names.items()
    }


def _convert(types: Mapping[str, Type | None], part: Any, program: Program) -> Any:
    """Convert an object by the types of its fields. Other parts stay the same."""
    if not isinstance(part, Mapping):
        return part  # a year without figures
    return {name: _normalize(types.get(name), value, program) for name, value in part.items()}


def _year(text: Any) -> object:
    year = written_values.year(text) if isinstance(text, str) else None
    return text if year is None else year


def _normalize(type_: Type | None, value: Any, program: Program) -> object:
    if isinstance(value, list):
        if any(isinstance(member, Mapping) and "value" in member for member in value):  # by periods
            return [_convert({**_PERIOD, "value": type_}, member, program) for member in value]
        item = None if type_ is None else type_.member_type
        return [_normalize(item, member, program) for member in value]
    if type_ is not None and type_.is_name:  # narrow characters would change the name
        return str(_year(value)) if isinstance(value, str) else str(value) if isinstance(value, int) else value
    if type_ is None or not isinstance(value, str):
        return value
    if type_.is_rate and value not in written_values.SPECIAL:
        share = read_rate(ReadContext(program), value, "", "")
        percent = "/" if share is None else written_values.short_decimal(share * 100)
        return value if "/" in percent else f"{percent}%"  # a third is not a finite percentage
    words = type_words(program.schema, type_)
    json_value = parse_value(type_, written_values.to_half_width(value), program.currency, words)
    return int(json_value) if type_.is_money and isinstance(json_value, str) and json_value.isdecimal() else json_value
