"""The smaller parts of facts: support by others, approvals, older documents, published ranks and amounts, series.

Input: plain data. Output: the entries of a part in input order, or findings. Each entry is an object with a few parts;
each part has a fast path and a general rule.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, Generic, TypeVar

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import NOTHING, LocalizedName, Phrase, join_phrases
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DECIMALS
from ipdsl.ir.facts import NO_BALANCES, Approval, Balances, OlderDocument, PlacesOfRecords, Rank, SeriesValues, Support
from ipdsl.ir.steps import Step
from ipdsl.ir.terms import AmountKind, Program, clauses_by_label
from ipdsl.kernel.rule_table import groups_of
from ipdsl.ledger.keys import key_texts, kind_of, read_item, read_keys
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import (
    DAY_READER,
    KEYS_READER,
    MONTHS,
    FieldReader,
    ObjectReader,
    ReadContext,
    check_level,
    clause_labels,
    clause_name,
    figure_labels,
    is_clause,
    known_figures_advice,
    level_labels,
    level_members,
    ordered_names,
    plain_exchange,
    plain_series,
    plain_sums,
    plain_year,
    read_month,
    read_year,
    record_labels,
    rule_name,
    series_labels,
    split_kind_prefix,
)
from ipdsl.schema.declarations import Labels
from ipdsl.schema.periods import span_of_key, span_of_keys
from ipdsl.schema.types.count import plain_count, read_count
from ipdsl.schema.types.money import minor_to_text, read_currency, read_sum
from ipdsl.schema.types.rate import plain_rate, read_rate
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import fast_path_for_words, plain_text, read_exact, read_item_name, read_text
from ipdsl.schema.values.value_type import NeedsFullReaderError, child_path, is_none, name_list, printable
from ipdsl.schema.vocabulary import Frequency, Series
from ipdsl.wording.labels import Labels as NamesInChinese

T = TypeVar("T")
RuleGroup = tuple[str, object]
"""A group of a rule across applicants, with the name of the rule."""
Keys = Mapping[str, object]
NO_KEYS: Keys = {}
_Point = tuple[tuple[str, Date], Fraction]

_TEXT = FieldReader(plain_text, read_text)
_ITEM = FieldReader(plain_text, read_item_name)
_YEAR = FieldReader(plain_year, read_year)
_MONTH = FieldReader(MONTHS.__getitem__, read_month)
_CURRENCY = FieldReader(fast_path_for_words(DECIMALS), read_currency)


def _sum(program: Program) -> FieldReader[int]:
    """The reader of an amount in the policy's currency."""
    return FieldReader(program.compute_once(plain_sums).__getitem__, read_sum)


def _no_check(context: ReadContext, entry: Any, path: str) -> None:
    """No further check."""


@attrs.frozen(eq=False, repr=False)
class _EntryListReader(Generic[T]):
    """Reads a list of objects with the same parts."""

    name: str
    form: ObjectReader[Any]
    make: Callable[..., T]
    advice: Phrase = Phrase("[] where there is nothing", "没有的写`[]`")
    key: Callable[[T], Hashable] | None = None
    """The key of an entry, which must be unique."""
    duplicate_finding: Callable[[T, str, str], Diagnostic] | None = None
    """Makes the finding for an entry with an earlier entry's key, from both paths."""
    read_reference: Callable[[ReadContext, dict[str, Any], str], object] = _no_check
    """Reads the parts of an entry that identify its record."""
    check: Callable[[ReadContext, T, str], object] = _no_check
    """A further check of an entry without problems, with its path."""

    def read(self, context: ReadContext, data: object, path: str) -> tuple[T, ...]:
        """The entries in input order; entries with a problem are omitted."""
        members = data if type(data) is list else context.read_list(data, path, f"`{self.name}`", self.advice) or ()
        result: list[T] = []
        seen: dict[Hashable, str] = {}
        for index, data_of_one in enumerate(members):
            entry_path, before = f"{path}[{index}]", context.finding_count
            parts = self.form.read(context, data_of_one, entry_path)
            if parts is None or context.finding_count > before:
                continue
            self.read_reference(context, parts, entry_path)
            if context.finding_count > before:
                continue
            entry = self.make(**parts)
            self.check(context, entry, entry_path)
            result.append(entry)
            if self.key is not None and self.duplicate_finding is not None and len(members) > 1:
                other = seen.setdefault(self.key(entry), entry_path)
                if other != entry_path:
                    context.add(self.duplicate_finding(entry, entry_path, other))
        return tuple(result)


def read_support(context: ReadContext, data: object, path: str) -> tuple[Support, ...] | None:
    """Payments by other levels and programmes; `None` if they are not stated."""
    return None if data is None else context.program.compute_once(_support_reader).read(context, data, path)


def read_approvals(context: ReadContext, data: object, path: str) -> tuple[Approval, ...]:
    """The approvals of the bureau; empty if they are not stated."""
    return () if data is None else context.program.compute_once(_approvals_reader).read(context, data, path)


def read_older_documents(
    context: ReadContext, data: object, path: str, applicant: str | None
) -> tuple[OlderDocument, ...] | None:  # fmt: skip
    """Standards of older documents; `None` if they are not stated. A standard without a kind is about the applicant."""
    if data is None:
        return None
    entries = attrs.evolve(
        context.program.compute_once(_older_documents_reader), check=partial(_check_kind_stated, applicant)
    )
    return entries.read(context, data, path)


@attrs.frozen(eq=False, repr=False)
class PublishedFacts(ValueObject):
    """Published data: ranks by figures, ranks of records; balances, ratios and places of rules across applicants."""

    ranks: tuple[Rank, ...] = ()
    places: PlacesOfRecords = attrs.field(factory=dict)
    balances: Balances = NO_BALANCES


def read_published(context: ReadContext, data: object, path: str) -> PublishedFacts:
    """The published data; empty if not stated."""
    if data is None:
        return PublishedFacts()
    entries = context.program.compute_once(_published_reader).read(context, data, path)
    left, taken = dict[RuleGroup, int](), dict[RuleGroup, int]()
    ratios: dict[tuple[str, object, int], Fraction] = {}
    for entry in entries if not context.finding_count else ():
        if not isinstance(entry, _Balance):
            continue
        bound = context.program.compute_once(shared_rules)[entry.rule].first_rule
        year = entry.year if bound.per_year else None
        [group] = groups_of([entry.keys.get(name) for name in bound.keys], year)  # type: ignore[misc]  # texts
        if entry.left is not None:
            left[entry.rule, group] = entry.left
        elif entry.taken is not None:
            taken[entry.rule, group] = entry.taken
        elif entry.ratio is not None:
            ratios[entry.rule, group, entry.year] = entry.ratio
    places = {(entry.name, entry.item): entry.rank for entry in entries if isinstance(entry, _RecordPlace)}
    ranks = tuple([entry for entry in entries if isinstance(entry, Rank)])
    return PublishedFacts(ranks, places, Balances(left, ratios, taken))


# ---- support by others


def _support_reader(program: Program) -> _EntryListReader[Support]:
    roots: dict[object, str] = {record.name: record.root for record in program.schema.records}
    levels = program.compute_once(level_members)
    parts: dict[str, FieldReader[Any]] = {
        "item": _ITEM,
        "level": FieldReader(
            fast_path_for_words(levels, program.compute_once(level_labels)) if levels else plain_text, _level
        ),
        "year": _YEAR,
        "amount": _sum(program),
    }
    form = ObjectReader(
        {**parts, **_reference_readers(program)},
        Phrase("a line of `support`", "`support`中的一行"),
        required=ordered_names(*parts),
    )

    def make(item: str, level: str, year: int, amount: int, kind: str = "", keys: Keys = NO_KEYS) -> Support:
        return Support(kind, kind and roots[kind], item, level, year, amount, keys)

    return _EntryListReader("support", form, make, read_reference=_read_record_reference)


def _reference_readers(program: Program) -> dict[str, FieldReader[Any]]:
    """The readers of parts that identify a line's record, in addition to its item."""
    kinds = fast_path_for_words(program.schema.record_by_name, program.compute_once(record_labels))
    return {"kind": FieldReader(kinds, _kind), "keys": KEYS_READER}


def _read_record_reference(context: ReadContext, parts: dict[str, Any], path: str) -> None:
    """Read the keys and the item of a line by the types of the fields of its kind."""
    item, kind = split_kind_prefix(context.program, parts["item"], parts.get("kind", ""))
    about = context.schema.record_by_name.get(kind)
    parts |= {"item": read_item(context, item, None, about), "kind": kind}
    if "keys" in parts:
        parts["keys"] = read_keys(context, parts["keys"], about, child_path(path, "keys"))


def _kind(context: ReadContext, data: object, field: str, path: str) -> str | None:
    word = _read_labelled_name(context, record_labels, data, field, path)
    known = context.schema.record_by_name
    if word is None or word in known:
        return word
    return context.report_unknown(errors.UnknownRecordKind, path, word, known)


def _read_labelled_name(
    context: ReadContext, scope: Callable[[Program], Labels], data: object, field: str, path: str
) -> str | None:
    """The name that a text is, or the name that it is the label of in the scope."""
    word = read_text(context, data, field, path)
    return None if word is None else context.resolve_label(word, context.program.compute_once(scope), path)


def _level(context: ReadContext, data: object, field: str, path: str) -> str | None:
    """A member of any level of the vocabulary; any text if the vocabulary has no level."""
    word = _read_labelled_name(context, level_labels, data, field, path)
    if word is not None:
        check_level(context, path, field, word)
    return word


# ---- approvals


def _approvals_reader(program: Program) -> _EntryListReader[Approval]:
    parts: dict[str, FieldReader[Any]] = {
        "clause": _clause_reader(
            program,
            approvable_clauses,
            errors.NothingToApprove,
            lambda names: Phrase(
                "the bureau sets the sum under {labels}", "由主管机关核定金额的条款有{labels}", labels=names
            ),
            Phrase("take the approval out", "请删去这次核定"),
        ),
        "item": _ITEM,
        "amount": _sum(program),
    }

    def duplicate_finding(approval: Approval, path: str, other: str) -> Diagnostic:
        return errors.DuplicateApproval(
            path=path, clause=clause_name(program, approval.clause), item=printable(approval.item), other=other
        )

    form = ObjectReader(parts, Phrase("an approval", "一次核定"), required=ordered_names(*parts))

    return _EntryListReader(
        "approvals",
        form,
        Approval,
        read_reference=_read_clause_item,
        key=lambda a: (a.clause, a.item),
        duplicate_finding=duplicate_finding,
    )


def _read_clause_item(context: ReadContext, parts: dict[str, Any], path: str) -> None:
    """Read the item of an approval by the types of the fields that form the items of its clause."""
    item, kind = split_kind_prefix(context.program, parts["item"], "")
    clause = clauses_by_label(context.program).get(parts["clause"])
    parts["item"] = read_item(context, item, clause, kind_of(context, parts["clause"], kind))


def _clause_reader(
    program: Program,
    clauses: Callable[[Program], tuple[str, ...]],
    finding: type[errors.NothingToApprove | errors.NothingRanked],
    advice_of: Callable[[Phrase], Phrase],
    removal: Phrase,
) -> FieldReader[str]:
    """A reader of one of these clauses; a different clause of the policy is reported.

    The advice names the clauses, or without any is the `removal` of the line.
    """

    def read(context: ReadContext, data: object, field: str, path: str) -> str | None:
        label = _read_labelled_name(context, clause_labels, data, field, path)
        labels = context.program.compute_once(clauses)
        if label is not None and is_clause(context, label, path) and label not in labels:
            advice = advice_of(context.name_list(labels, clause_labels)) if labels else removal
            context.add(finding(path=path, word=printable(label), advice=advice))
        return label

    return FieldReader(fast_path_for_words(program.compute_once(clauses), program.compute_once(clause_labels)), read)


def approvable_clauses(program: Program) -> tuple[str, ...]:
    """The clauses whose amount an approval may set; all clauses if the policy has a discretion day."""
    allows_all, ceiling = program.discretion_from is not None, AmountKind.CEILING
    return tuple(c.label for c in program.clauses if allows_all or ceiling in {c.kind, *(row.kind for row in c.rows)})


# ---- older documents


def _older_documents_reader(program: Program) -> _EntryListReader[OlderDocument]:
    needed: dict[str, FieldReader[Any]] = {"document": _TEXT, "item": _ITEM, "amount": _sum(program)}
    roots = {record.name: record.root for record in program.schema.records}

    def make(document: str, item: str, amount: int, kind: str = "", keys: Keys = NO_KEYS) -> OlderDocument:
        return OlderDocument(document, kind and roots[kind], item, amount, keys)

    form = ObjectReader({**needed, **_reference_readers(program)}, _OLDER, required=ordered_names(*needed))
    return _EntryListReader("older_documents", form, make, read_reference=_read_record_reference)


def _check_kind_stated(applicant: str | None, context: ReadContext, document: OlderDocument, path: str) -> object:
    """Require a kind: a standard applies to one matter, and several kinds may have an item of that name."""
    if document.kind or document.item == applicant:
        return None
    return context.report_missing(
        path, _OLDER, "kind", Phrase("name the kind of record that the item is of", "请写明该项目是哪一类记录")
    )


_OLDER = Phrase("an older document", "以前的文件")


# ---- published places


@attrs.frozen(eq=False, repr=False)
class _Balance(ValueObject):
    """What is published about a rule across applicants, by its keys: one of the three parts is stated."""

    rule: str
    keys: Keys
    year: int
    left: int | None
    ratio: Fraction | None
    taken: int | None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the stated parts."""
        return tuple([name for name in _BALANCE_VALUES if getattr(self, name) is not None])


_BALANCE_VALUES = ("left", "ratio", "taken")


@attrs.frozen(eq=False, repr=False)
class _RecordPlace(ValueObject):
    """The rank of a record under an award or under a rule."""

    clause: str
    rule: str
    item: str
    rank: int

    @property
    def name(self) -> str:
        return self.clause or self.rule


_Published = Rank | _Balance | _RecordPlace


def rules_with_places(program: Program) -> Mapping[str, str]:
    """The rules that select records by a score, by name, each with the kind of the records."""
    return {quota.name: quota.record for quota in program.quotas if quota.score}


def clauses_with_places(program: Program) -> tuple[str, ...]:
    """The labels of the awards by the rank of a record."""
    return tuple(ranking.name for ranking in program.record_rankings)


def shared_rules(program: Program) -> Mapping[str, Step]:
    """The rules across applicants by name, each as a step of its own."""
    return {
        bound.name: attrs.evolve(step, rules=(bound,))
        for step in program.settlement.steps
        for bound in step.rules
        if bound.is_across and not bound.counts_records
    }


def _published_rules(program: Program) -> tuple[str, ...]:
    """The names of the rules about which something may be published."""
    return tuple({**program.compute_once(shared_rules), **program.compute_once(rules_with_places)})


@attrs.frozen(eq=False, repr=False)
class PublishedForm(ValueObject):
    """One thing that may be published: the part that names its subject, the name, its keys, and the other parts."""

    subject: str
    name: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]


def published_forms(program: Program) -> tuple[PublishedForm, ...]:
    """All that may be published for this policy: ranks by figures, ranks of records, values of rules."""
    forms = [PublishedForm("figure", ranking.figure, (), ("year", "rank")) for ranking in program.rankings]
    forms += [PublishedForm("clause", name, (), ("item", "rank")) for name in clauses_with_places(program)]
    forms += [PublishedForm("rule", name, (), ("item", "rank")) for name in rules_with_places(program)]
    for name, step in program.compute_once(shared_rules).items():
        if span_of_keys(step.first_rule.keys) is None:  # what a span leaves changes from day to day
            year = ("year",) if _needs_year(step) else ()
            forms.append(PublishedForm("rule", name, _needed_keys(step), (*year, step.published_part)))
    return tuple(forms)


def _needed_keys(step: Step) -> tuple[str, ...]:
    """The keys that a published value of a rule states."""
    return tuple([key for key in step.first_rule.keys if span_of_key(key) is None])


def _needs_year(step: Step) -> bool:
    return step.first_rule.per_year or step.published_part == "ratio"


def _published_reader(program: Program) -> _EntryListReader[_Published]:
    parts: dict[str, FieldReader[Any]] = {
        "figure": FieldReader(
            fast_path_for_words(program.schema.figure_by_name, program.compute_once(figure_labels)), _figure
        ),
        "year": _YEAR,
        "clause": _clause_reader(
            program,
            clauses_with_places,
            errors.NothingRanked,
            lambda names: Phrase("records are ranked under {labels}", "按记录名次奖励的条款有{labels}", labels=names),
            Phrase("take the rank out", "请删去这个名次"),
        ),
        "item": _ITEM,
        "rank": FieldReader(_plain_place, _place),
        "rule": FieldReader(fast_path_for_words(program.compute_once(_published_rules)), _rule),
        "keys": KEYS_READER,
        "left": _sum(program),
        "ratio": FieldReader(plain_rate, read_rate),
        "taken": FieldReader(plain_count, read_count),
    }

    def make(
        figure: str = "",
        year: int = 0,
        rank: int = _UNSTATED,
        rule: str = "",
        keys: Keys = NO_KEYS,
        left: int | None = None,
        ratio: Fraction | None = None,
        taken: int | None = None,
        clause: str = "",
        item: str = "",
    ) -> _Published:
        if clause or item:
            return _RecordPlace(clause, rule, item, rank)
        if rule or not (left is None and ratio is None and taken is None):
            return _Balance(rule, keys, year, left, ratio, taken)
        return Rank(figure, year, rank)

    def duplicate_finding(entry: _Published, path: str, other: str) -> Diagnostic:
        match entry:
            case _Balance(rule=rule):
                because = Phrase("it is also at {other}", "{other}也写了一次", other=other)
                return errors.ImpossibleHeadroom(path=path, cap=rule_name(program, rule), because=because)
            case _RecordPlace(name=name, item=item):
                label = Phrase("`{label}`", "`{label}`", label=clause_name(program, name))
                about = label if entry.clause else rule_name(program, name)
                return errors.DuplicateRecordRank(path=path, name=about, item=printable(item), other=other)
            case _:
                return errors.DuplicateRank(path=path, figure=entry.figure, year=entry.year, other=other)

    def key(entry: _Published) -> Hashable:
        match entry:
            case _Balance(rule=rule, keys=keys, year=year):
                return (rule, *keys.items(), year)
            case _RecordPlace(name=name, item=item):
                return ("place", name, item)
            case _:
                return (entry.figure, entry.year)

    form = ObjectReader(parts, _PLACE)
    return _EntryListReader(
        "published",
        form,
        make,
        read_reference=_read_keys_and_item,
        key=key,
        duplicate_finding=duplicate_finding,
        check=_check_published,
    )


def _read_keys_and_item(context: ReadContext, parts: dict[str, Any], path: str) -> None:
    """Read the keys of a rule across applicants as texts, and the item of a record's rank.

    Each kind under the rule may have a field of that name. An entry is a rank of the applicant, a rank of a record, or
    about a rule, so parts of the other forms are reported.
    """
    if "clause" in parts or "item" in parts:
        context.check_parts(parts, path, _PLACE_OF_RECORD, _RECORD_PARTS)
        if "item" in parts:
            parts["item"] = _item_of_place(context, parts)
        return
    is_room = not {"rule", *_BALANCE_VALUES}.isdisjoint(parts)
    context.check_parts(parts, path, _HEADROOM if is_room else _PLACE, _HEADROOM_PARTS if is_room else _PLACE_PARTS)
    if "keys" in parts:
        parts["keys"] = key_texts(context, parts["keys"], None, child_path(path, "keys"))


def _item_of_place(context: ReadContext, parts: dict[str, Any]) -> str:
    """The item of a ranked record, by the types of the fields that form its key."""
    label, schema = parts.get("clause", ""), context.schema
    item, written = split_kind_prefix(context.program, parts["item"], "")
    of_rule = context.program.compute_once(rules_with_places).get(parts.get("rule", ""))
    kind = kind_of(context, label, written) if of_rule is None else schema.record_by_name[of_rule]
    return read_item(context, item, clauses_by_label(context.program).get(label), kind)


_PLACE, _HEADROOM = Phrase("a published place", "公布的名次"), Phrase("the balance of a cap", "最高金额的余额")
_PLACE_PARTS = ordered_names("figure", "year", "rank")
_HEADROOM_PARTS = ordered_names("rule", *_BALANCE_VALUES, "keys", "year")
_PLACE_OF_RECORD = Phrase("the published rank of a record", "公布的记录名次")
_RECORD_PARTS = ordered_names("clause", "rule", "item", "rank")
_UNSTATED = -1


def _check_published(context: ReadContext, entry: _Published, path: str) -> None:
    """Check that a rank has all its parts, and that a balance has its rule, its keys and one possible value."""
    if isinstance(entry, _RecordPlace):
        stated = {"clause": entry.name, "item": entry.item, "rank": entry.rank != _UNSTATED}
        if lacking := [name for name, value in stated.items() if not value]:
            advice = Phrase(
                'as in {{"clause": LABEL, "item": "A", "rank": 2}}', '例如`{{"clause": 条款, "item": "A", "rank": 2}}`'
            )
            context.report_missing(path, _PLACE_OF_RECORD, lacking[0], advice)
        elif (entry.clause and entry.rule) or entry.name in context.program.compute_once(shared_rules):
            context.check_parts({"rule": entry.rule}, path, _PLACE_OF_RECORD, ordered_names("clause", "item", "rank"))
        return
    if isinstance(entry, Rank):
        stated = {"figure": entry.figure, "year": entry.year, "rank": entry.rank != _UNSTATED}
        lacking = [name for name, value in stated.items() if not value]
        if lacking:
            advice = Phrase(
                'as in {{"figure": "filings", "year": 2022, "rank": 2}}, or {{"rule": …, "left": …}}',
                '例如`{{"figure": "filings", "year": 2022, "rank": 2}}`，或`{{"rule": …, "left": …}}`',
            )
            context.report_missing(path, _PLACE, lacking[0], advice)
        return
    step = context.program.compute_once(shared_rules).get(entry.rule)
    if step is None:
        context.report_missing(path, _HEADROOM, "rule", _rules_advice(context))
        return
    part, bound = step.published_part, step.first_rule
    if entry.parts != (part,):
        if not entry.parts:
            context.report_missing(path, _HEADROOM, part, _PART_ADVICE[part])
        else:
            [wrong] = [name for name in entry.parts if name != part][:1]
            rule = rule_name(context.program, entry.rule)
            context.add(
                errors.WrongBalance(path=child_path(path, wrong), rule=rule, part=wrong, advice=_PART_ADVICE[part])
            )
        return
    needed = {*_needed_keys(step), *(("year",) if _needs_year(step) else ())}
    stated_keys = {*entry.keys, *(("year",) if entry.year else ())}
    because, place = NOTHING, child_path(path, part)
    if needed != stated_keys:
        place, labels = path, context.program.compute_once(NamesInChinese)
        listed = join_phrases([LocalizedName(key, labels.name(key)) for key in sorted(needed)])
        because = (
            Phrase("it counts by {listed}", "它按{listed}计算", listed=listed)
            if needed
            else Phrase("it is one room for all", "它是全体共用的一个余额")
        )
    elif span_of_keys(bound.keys) is not None:
        because = Phrase("what it leaves changes from day to day", "它的余额随日期变化")
    elif entry.left is not None and bound.amount is not None and entry.left > bound.amount:
        decimals = DECIMALS[context.program.currency]
        because = Phrase("the cap is {amount}", "最高金额是{amount}", amount=minor_to_text(bound.amount, decimals))
    elif entry.ratio is not None and (entry.ratio > 1 or entry.ratio.denominator > _MOST_PARTS):
        because = Phrase("a ratio is at most 1, with at most 15 digits", "比例不超过1，分母不超过15位")
    elif entry.taken is not None and entry.taken > step.number:
        because = Phrase("the limit has {number} in all", "全部名额为{number}个", number=step.number)
    if because:
        rule = rule_name(context.program, entry.rule)
        context.add(errors.ImpossibleHeadroom(path=place, cap=rule, because=because))


_MOST_PARTS = 10**15
_PART_ADVICE = {
    "left": Phrase("state the remaining amount of the cap: `left`", "请写最高金额的余额：`left`（剩余金额）"),
    "ratio": Phrase("state the ratio of the year: `ratio`, such as 5/6", "请写当年的比例：`ratio`（比例），例如5/6"),
    "taken": Phrase(
        "state how many places other applicants have: `taken`", "请写其他申请人已占的名额：`taken`（已占名额）"
    ),
}


def _rules_advice(context: ReadContext) -> Phrase:
    known = context.program.compute_once(_published_rules)
    if not known:
        return Phrase("the policy has no rule across applicants", "本政策没有各申请人合计的规则")
    return Phrase("the rules are {rules}", "这样的规则有{rules}", rules=name_list(known))


def _rule(context: ReadContext, data: object, field: str, path: str) -> str | None:
    word = read_text(context, data, field, path)
    known = context.program.compute_once(_published_rules)
    if word is None or word in known:
        return word
    return context.report_unknown(
        errors.UnknownSharedCap,
        path,
        word,
        known,
        advice=_rules_advice(context),
    )


def _figure(context: ReadContext, data: object, field: str, path: str) -> str | None:
    word = _read_labelled_name(context, figure_labels, data, field, path)
    known = context.schema.figure_by_name
    if word is None or word in known:
        return word
    return context.report_unknown(errors.UnknownFigure, path, word, known, advice=known_figures_advice(context))


def _plain_place(value: object) -> int:
    if place := plain_count(value):
        return place
    raise NeedsFullReaderError


def _place(context: ReadContext, data: object, field: str, path: str) -> int | None:
    """A rank; 0 if the facts state that the applicant has no rank."""
    if is_none(data) or (isinstance(data, str) and written_values.SPECIAL.get(data) == "none"):
        return 0
    rank = read_count(context, data, field, path)
    return context.refuse(errors.RankBelowOne(path=path)) if rank == 0 else rank


# ---- series


def read_series(context: ReadContext, data: object, path: str) -> dict[str, SeriesValues]:
    """Values by series, then by currency and day; a missing series is not stated."""
    if data is None:
        return {}
    named = context.read_object(
        data,
        path,
        "`series`",
        Phrase(
            'as in {{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}',
            '例如`{{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}`',
        ),
        labels=context.program.compute_once(series_labels),
    )
    values: dict[str, SeriesValues] = {}
    known = context.program.compute_once(_series)
    for word, entries in (named or {}).items():
        if word not in known:
            advice = (
                Phrase(
                    "the series are {known}",
                    "行情有{known}",
                    known=context.name_list(known, series_labels),
                )
                if known
                else Phrase("this vocabulary has no series", "本词汇没有行情")
            )
            context.report_unknown(errors.UnknownFactSeries, child_path(path, word), word, known, advice=advice)
        elif entries is not None:
            values[word] = known[word].read(context, entries, word, context.path_as_written(path, word)) or {}
    return values


def _series(program: Program) -> dict[str, FieldReader[SeriesValues]]:
    return {series.name: _series_reader(series) for series in program.schema.series}


def _series_reader(series: Series) -> FieldReader[SeriesValues]:
    """The reader of a series: each value with its currency (or "") and its day."""
    when, day = ("month", _MONTH) if series.frequency is Frequency.MONTHLY else ("day", DAY_READER)
    parts: dict[str, FieldReader[Any]] = {when: day, "value": FieldReader(plain_rate, read_rate)}
    if series.currency is not None:
        parts = {
            "currency": _CURRENCY,
            when: day,
            "value": FieldReader(plain_exchange, partial(_exchange, series.currency)),
        }

    def point(value: Fraction, currency: str = "", **day: Date) -> _Point:
        return (currency, day[when]), value

    def duplicate_finding(point: _Point, path: str, other: str) -> Diagnostic:
        (currency, day), _ = point
        date_text = f"{currency} {day.isoformat()[: 7 if when == 'month' else 10]}".strip()
        return errors.DuplicateValue(path=path, series=series.name, when=date_text, other=other)

    form = ObjectReader(
        parts,
        Phrase("a value of `{series}`", "`{series}`的一个数值", series=series.name),
        required=ordered_names(*parts),
    )
    entries = _EntryListReader(
        series.name, form, point, advice=NOTHING, key=lambda point: point[0], duplicate_finding=duplicate_finding
    )
    return FieldReader(
        partial(plain_series, when, series.currency),
        lambda reading, data, _, path: dict(entries.read(reading, data, path)),
    )


_RATE = Phrase("a rate of exchange", "汇率")
_RATE_FORM = Phrase('write a decimal text such as "6.3014"', '请写`"6.3014"`这样的十进制文本')


def _exchange(currency: str, context: ReadContext, data: object, field: str, path: str) -> Fraction | None:
    """The price of one unit of a foreign currency in the policy's currency, more than 0."""
    value = read_exact(
        context,
        data,
        field,
        path,
        _RATE,
        _RATE_FORM,
    )
    if value is None or value > 0:
        return value
    advice = Phrase("write what one unit costs in {currency}", "请写一个单位折合多少{currency}", currency=currency)
    problem = Phrase("negative", "是负数") if value else Phrase("not more than 0", "应大于0")
    return context.refuse(
        value_errors.Negative(path=path, field=field, found=printable(str(data)), advice=advice, problem=problem)
    )
