"""Run an interview: show a question, read the answer, and save the facts before the next question.

`read` returns a line without its end, or `None` at the end of input. `say` shows lines. `keep` writes the facts. With
other functions, the same interview runs in a terminal, through a pipe or in a test.

The choice of the next question: input are the policies, the facts so far, and the skipped questions. Output: the next
step, with its possible answers and the function that adds an answer to the facts.

The applicant and the as-of date come first, then each record kind: its count, followed by the fields of its records.
Other facts that affect an amount come last. Within a group, the question with the largest amount comes first. The
questions of all policies are merged, and each is asked once.

An earlier answer may be corrected; the facts of the later answers stay. An answer is a change of plain facts, from
`before` to `after`. Lists of records are compared position by position, so a corrected name or number of a record keeps
the other fields of that record.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import NOTHING, LocalizedName, LocalizedSentence, MessageValue, Phrase, join_phrases
from ipdsl.base.values import written_values
from ipdsl.base.values.handwritten_values import names_by_spelling, split_words, word
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.driver.library import Policy
from ipdsl.driver.questions import answers
from ipdsl.driver.questions.answers import AskingClause, Question, add_answer, parse_value, questions, replace_labels
from ipdsl.driver.questions.comparison import facts_of_policy
from ipdsl.engine.situation import type_of
from ipdsl.facts.cohort import with_path
from ipdsl.ir.facts import all_records
from ipdsl.ir.proposal import Passage
from ipdsl.ir.terms import Clause, TriggerKind
from ipdsl.ledger.recall import lines_like
from ipdsl.office.errors import CountExpected, KeyExpected, NotAChoice
from ipdsl.office.forms.form import APPLICANT, FIGURES, ColumnForm, SheetForm, WorkbookForm, form_of
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.localizer import Localizer, amount, remark_lines, wrap
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.vocabulary import ApplicantKind
from ipdsl.wording.labels import EnglishNames, Labels, written_day

ABSENT: Any = object()
LINES_OF_ITEMS = ("approvals", "published")
"""Parts of the facts whose lines name a record. Under a new name of the record they are asked for again."""


def carry_over(before: Any, after: Any, corrected: Any) -> Any:
    """`corrected` with the changes from `before` to `after`. Where both changed a value, the corrected one stays."""
    if before == after:
        return corrected
    if corrected == before:
        return after
    old, current, new = (_records(part) for part in (before, after, corrected))
    if isinstance(current, dict) and isinstance(new, dict):
        earlier = old if isinstance(old, dict) else {}
        parts = {
            name: carry_over(*(part.get(name, ABSENT) for part in (earlier, current, new)))
            for name in {**new, **current}
        }
        return {name: part for name, part in parts.items() if part is not ABSENT}
    if not (isinstance(old, list) and isinstance(current, list) and isinstance(new, list)):
        return corrected
    items = [
        carry_over(*(part[index] if index < len(part) else ABSENT for part in (old, current, new)))
        for index in range(len(new))
    ]
    items += [item for item in current[len(old) :] if item not in items]
    return {"partial": True, "items": items} if isinstance(after, dict) or isinstance(corrected, dict) else items


def has_place(key: str, stated: Any) -> bool:
    """Whether the record of a step such as `records.loan[1].sum` is still in the facts."""
    place = re.match(r"records\.([^.\[]+)\[([0-9]+)\]\.", key)
    return place is None or int(place[2]) < len(_records(stated["records"].get(place[1])) or ())


def _records(part: Any) -> Any:
    """The records of a partial list, or the part itself."""
    return part["items"] if isinstance(part, dict) and "items" in part else part


Stated: TypeAlias = "dict[str, Any]"
"""Plain facts of one applicant."""

Put: TypeAlias = "Callable[[Stated, str], Stated]"
MOST = 1000
"""Largest number of records of one kind. More records are entered in a workbook."""


@attrs.frozen(eq=False)
class InterviewStep:
    """One question. `key` identifies it, and `answer` describes the possible answers.

    `members` can be chosen by number. `about` has the definition and the sentences that need the fact. `worth` names
    the amount that it affects. `is_required`: it cannot be skipped. `is_text`: each text is a possible answer.
    `renew` returns the step for changed facts, in which its record may have a different name.
    """

    key: str
    question: Phrase
    answer: MessageValue
    put: Put
    members: tuple[tuple[str, Phrase], ...] = ()
    about: tuple[MessageValue, ...] = ()
    worth: MessageValue = NOTHING
    is_required: bool = False
    is_text: bool = False
    renew: Callable[[Stated], InterviewStep] | None = None


class InterviewSteps:
    """The steps for policies with one vocabulary. `settle` returns the decision of a policy for given facts.

    `is_begun`: the interview started from existing facts, so their missing parts are asked before other record kinds.
    """

    def __init__(
        self, policies: Sequence[Policy], settle: Callable[[Policy, Mapping[str, Any]], Decision], *, is_begun: bool
    ) -> None:  # fmt: skip
        self.policies, self._settle, self.is_begun = policies, settle, is_begun
        self.schema = policies[0].program.schema
        self._kinds: dict[tuple[str, ...], tuple[tuple[str, Money | None], ...]] = {}
        self._last: tuple[Stated, tuple[tuple[InterviewStep, Question], ...]] | None = None

    @cached_property
    def form(self) -> WorkbookForm:
        """The kinds and fields that the policies read."""
        return form_of([policy.code for policy in self.policies])

    @cached_property
    def _every_kind(self) -> WorkbookForm:
        """All kinds of the vocabulary. Existing facts may have kinds that the policies do not read."""
        return form_of([policy.code for policy in self.policies], include_all=True)

    def decisions(self, stated: Stated) -> tuple[Decision, ...]:
        """The decision of each policy for the facts so far."""
        return tuple(
            self._settle(policy, facts_of_policy(policy, self.policies, facts_to_keep(stated)))
            for policy in self.policies
        )

    def read(self, stated: Stated) -> None:
        """Check the facts. Raises `FactsError` if a policy refuses them."""
        for policy in self.policies:
            policy.read_facts(facts_of_policy(policy, self.policies, facts_to_keep(stated)))

    # ------------------------------------------------------------------------------------------ next question

    def next_step(self, stated: Stated, passed: Collection[str]) -> InterviewStep | None:
        """The next step that was not skipped, or `None` if no question is left."""
        return next((step for step in self._all_steps(stated) if step.key not in passed), None)

    def _all_steps(self, stated: Stated) -> Iterator[InterviewStep]:
        applicant = _part(stated, "applicant")
        if not applicant.get("kinds"):
            yield self._kind_step()
            return
        if not self.is_begun and stated.get("as_of") is None:
            yield from self._as_of(applicant["kinds"])
        for sheet in self._every_kind.sheets:
            yield from self._steps_of_kind(sheet, stated)
        counts = (self._count_step(kind, worth) for kind, worth in self.worth(stated)
                  if _part(stated, "records").get(kind) is None)  # fmt: skip
        decisive = (step for step, _ in self._valued_questions(stated))
        yield from (*decisive, *counts) if self.is_begun else (*counts, *decisive)

    def _as_of(self, kinds: Collection[str]) -> Iterator[InterviewStep]:
        """Ask for the as-of date if a yearly award applies, because no fact states the last year yet."""
        wider_kinds = frozenset[str]().union(*(self.schema.wider_kinds[kind] for kind in kinds))
        asking = [
            _asker(policy.program.compute_once(Labels), clause)
            for policy in self.policies for clause in policy.program.clauses
            if clause.trigger.kind is TriggerKind.YEAR
            and (not clause.beneficiaries or not wider_kinds.isdisjoint(clause.beneficiaries))
        ]  # fmt: skip
        if not asking:
            return

        def put(stated: Stated, text: str) -> Stated:
            answered = {**stated, "as_of": parse_value(DateType(), text, self.policies[0].currency)}
            self.read(answered)
            return answered

        asks = Phrase("Up to which day is all settled?", "结算到哪一天为止？")
        answer = Phrase("the day up to which all is settled, as 2022-03-01", "结算的截至日，例如2022-03-01")
        yield InterviewStep("as_of", asks, answer, put, about=tuple(asking))

    def paid_kinds(self) -> list[ApplicantKind]:
        """The kinds of applicants to which an award of the policies can be paid."""
        paid = {word for policy in self.policies for clause in policy.program.clauses for word in clause.beneficiaries}
        return [kind for kind in self.schema.kinds if not paid or self.schema.wider_kinds[kind.name] & paid]

    def _kind_step(self) -> InterviewStep:
        kinds = self.paid_kinds()
        members = tuple((kind.name, Phrase(kind.name, kind.label.zh or kind.name)) for kind in kinds)

        def put(stated: Stated, text: str) -> Stated:
            answers = split_words(
                text, names_by_spelling((spelling, name) for name, kind in members for spelling in (name, kind.zh))
            )
            kinds = [*dict.fromkeys(_member(members, kind) for kind in answers or [text])]
            return _copy_with(stated, ("applicant", "kinds"), kinds)

        asks = Phrase("Which kind of applicant is it?", "申请人属于哪一类？")
        about = tuple(
            Phrase(
                "{word}: {said}", "{word}：{said}", word=Phrase(kind.name, kind.label.zh or kind.name),
                said=Phrase(kind.label.definition, kind.label.chinese_definition),
            )
            for kind in kinds if kind.label.definition
        )  # fmt: skip
        return InterviewStep("kinds", asks, _NUMBER, put, members, about, is_required=True)

    # ------------------------------------------------------------------------------------------ records

    def _steps_of_kind(self, sheet: SheetForm, stated: Stated) -> Iterator[InterviewStep]:
        """The keys that identify the records of a kind, then the fields that affect an amount."""
        records = _records(_part(stated, "records").get(sheet.name)) or ()
        for index, record in enumerate(records):
            yield from (
                self._key_step(sheet, column, index, len(records))
                for column in sheet.columns
                if column.is_key and column.name not in record
            )
        if records and not self.is_begun:
            yield from (
                step
                for step, question in self._valued_questions(stated)
                if question.ref.group == "record" and question.ref.kind == sheet.name
            )

    def worth(self, stated: Stated) -> tuple[tuple[str, Money | None], ...]:
        """The record kinds that may add to the amount due, the largest first. `None` means without limit."""
        applicant = _part(stated, "applicant")
        key = tuple(map(str, applicant.get("kinds") or ()))
        if key not in self._kinds:
            self._kinds[key] = self._kinds_by_worth({"applicant": {"id": "?", "kinds": applicant["kinds"]}})
        return self._kinds[key]

    def _kinds_by_worth(self, blank: Stated) -> tuple[tuple[str, Money | None], ...]:
        kinds = [entry.name for entry in self.form.sheets if entry.name in self.schema.record_by_name]
        nothing = self.decisions(blank)  # kinds that are not stated stay unknown, so each is compared with this
        ranked: list[tuple[bool, int, str, Money | None]] = []
        for kind in kinds:
            columns = self.form.sheets_by_name[kind].columns
            sample = {column.name: "?" for column in columns if column.is_key and column.type.is_name}
            try:
                some = self.decisions({**blank, "records": {kind: [sample]}})
            except FactsError:  # the sample has too few fields for this kind
                some = ()
            most = _largest_gain(some, nothing)
            if most is None or most.minor:
                ranked.append((most is not None, -(most.minor if most is not None else 0), kind, most))
        ranked.sort(key=lambda entry: entry[:2])  # kinds with equal amounts stay in the order of the vocabulary
        return tuple((kind, most) for _, _, kind, most in ranked)

    def _count_step(self, kind: str, worth: Money | None, listing: Mapping[str, Any] | None = None) -> InterviewStep:
        """Ask how many records there are, or how many more than those of a list that was started."""
        sheet = self._every_kind.sheets_by_name[kind]
        known: list[Any] = _records(listing) or []

        def put(stated: Stated, text: str) -> Stated:
            return _copy_with(stated, ("records", kind), [*known, *({} for _ in range(_count(text)))])

        if known:
            key, most = f"more.{kind}.{len(known)}", _worth_phrase(worth)
            asks = Phrase("{kind}: {many} listed; how many more are there?", "“{kind}”已列出{many}个，另外还有几个？",
                          kind=sheet.label, many=len(known))  # fmt: skip
        else:
            starts = [policy.program.window.start for policy in self.policies if policy.program.window.start]
            since = Phrase("Since {day}: ", "自{day}起，", day=written_day(min(starts))) if starts else ""
            asks = Phrase("{since}how many of {kind}?", "{since}“{kind}”共有几个？", since=since, kind=sheet.label)
            key = f"records.{kind}"
            most = (Phrase("without limit for one", "每个的金额不限") if worth is None
                    else Phrase("up to {sum} for one", "每个最高{sum}", sum=amount(worth)))  # fmt: skip
        return InterviewStep(key, asks, _COUNT, put, about=self._kind_questions(sheet, kind), worth=most)

    def _kind_questions(self, sheet: SheetForm, kind: str) -> tuple[MessageValue, ...]:
        asking = [
            _asker(policy.program.compute_once(Labels), clause)
            for policy in self.policies for clause in policy.program.clauses
            if clause.trigger.record and kind in self.schema.lineage(clause.trigger.record)
        ]  # fmt: skip
        return tuple(text for text in (sheet.note, *asking) if text)

    def _key_step(self, sheet: SheetForm, column: ColumnForm, index: int, many: int) -> InterviewStep:
        """Ask for a key of a record: the name, number or day that identifies it."""
        kind, currency = sheet.name, self.policies[0].currency
        type_ = next(entry.type for entry in self.schema.record_by_name[kind].fields if entry.name == column.name)

        def put(stated: Stated, text: str) -> Stated:
            value = parse_value(type_, _choice_or_text(column.members, text), currency, column.words)
            if value is None or isinstance(value, dict):
                raise FactsError(Report([KeyExpected(field=column.name)]))
            answered = copy.deepcopy(stated)
            listing = _part(answered, "records")[kind]
            items = listing["items"] if isinstance(listing, dict) else listing
            items[index][column.name] = value
            self.read(answered)
            return answered

        record_phrase = Phrase(
            "{kind} {at} of {many}", "“{kind}”第{at}个，共{many}个", kind=sheet.label, at=index + 1, many=many
        )
        asks = Phrase("{of}: {field}?", "{of}：{field}？", of=record_phrase, field=column.label)
        answer: MessageValue = _NUMBER if column.members else type_.member_type.answer_phrase(self.schema, currency)
        about = tuple(entry for entry in (column.note,) if entry)
        return InterviewStep(
            f"records.{kind}[{index}].{column.name}", asks, answer, put, column.members, about, is_required=True,
            is_text=type_.member_type.is_text,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ other facts

    def _valued_questions(self, stated: Stated) -> Sequence[tuple[InterviewStep, Question]]:
        """The questions of all policies whose affected amount is known, each once, the largest amount first.

        Of equal amounts, questions about one record are in the order of the vocabulary, after the days of its events.
        Balances and ratios come last, because an applicant without a place needs none.
        """
        if self._last is None or self._last[0] != stated:
            entries: dict[str, tuple[Policy, Question]] = {}
            for policy, decision in zip(self.policies, self.decisions(stated), strict=True):
                for question in questions(policy, decision):
                    if question.is_known_worth and question.ref.group not in _LIST_PARTS:
                        entries.setdefault(question.path, (policy, question))
            dearest = sorted(entries.values(), key=lambda entry: self._order_of(entry[1]))
            self._last = stated, tuple((self._step(stated, *entry), entry[1]) for entry in dearest)
        return self._last[1]

    def _order_of(self, question: Question) -> tuple[object, ...]:
        ref, about, place = question.ref, question.path, 0
        if ref.group in ("record", "applicant", "figure"):
            about, names = (
                about.removesuffix(ref.field),
                self._declared_fields(ref.kind if ref.group == "record" else ""),
            )
            place = names.index(ref.field) if ref.field in names else len(names)
        if ref.group in ("left", "ratio"):
            about = f"~{about}"
        return question.worth is not None, 0 if question.worth is None else -question.worth.minor, about, place

    def _declared_fields(self, kind: str) -> list[str]:
        """The fields of a kind, the days of its events first; without a kind the fields of applicants."""
        if not kind:
            return [field.name for field in (*self.schema.applicant_fields, *self.schema.figures)]
        record = self.schema.record_by_name[kind]
        return [*(event.date_field for event in record.events), *record.field_by_name]

    def _step(self, stated: Stated, policy: Policy, question: Question) -> InterviewStep:
        kind = question.ref.kind
        if question.ref.group != "records":
            place = self._places(policy, stated).get((kind, question.ref.item), "")
            return self._question_step(policy, question, place)
        return self._count_step(kind, question.worth, _part(stated, "records").get(kind))

    def _places(self, policy: Policy, stated: Stated) -> dict[tuple[str, str], str]:
        """The places of records by kind and id: `records.loan[0]`, in complete and in partial lists."""
        facts = policy.read_facts(facts_of_policy(policy, self.policies, facts_to_keep(stated)))
        return {
            (record.kind, record.id): record.path.removeprefix("$.").replace(".items[", "[")
            for record in all_records(facts)
        }

    def record_ids(self, stated: Stated) -> set[tuple[str, str]]:
        """The kinds and ids of the records."""
        return {*self._places(self.policies[0], stated)}

    def _question_step(self, policy: Policy, question: Question, place: str) -> InterviewStep:
        """The step for a question. `place` is the place of its record, which stays if the record gets a new name."""
        ref, column = question.ref, self._column(question)
        type_ = type_of(self.schema, ref)

        def renew(stated: Stated) -> InterviewStep:
            places = self._places(policy, stated)
            new_ref = ref._replace(item=next((item for (_, item), index in places.items() if index == place), ref.item))
            return self._question_step(policy, attrs.evolve(question, ref=new_ref, path=new_ref.path), place)

        members = () if column is None else column.members

        def put(stated: Stated, text: str) -> Stated:
            policy_facts = dict[str, Any](facts_of_policy(policy, self.policies, facts_to_keep(stated)))
            answered: Stated = add_answer(policy, policy_facts, question, _choice_or_text(members, text))
            for part in ("approvals", "history"):  # keep the lines of other policies
                if other_lines := [
                    asker for asker in stated.get(part) or () if asker not in (policy_facts.get(part) or ())
                ]:
                    answered[part] = lines_like(stated[part], [*other_lines, *(answered.get(part) or ())])
            return answered

        labels = policy.program.compute_once(Labels)
        asking = tuple(_asker(labels, asker) for asker in question.askers)
        about = asking if column is None or not column.note else (column.note, *asking)
        if column is not None and ref.group == "record":
            kind_label = self._every_kind.sheets_by_name[ref.kind].label
            asks = Phrase(
                "{kind} {item}: {field}?", "{kind} {item}：{field}？", kind=kind_label,
                item=LocalizedName(ref.item, labels.item(ref.item, Passage(ref.kind))), field=column.label,
            )  # fmt: skip
        elif column is not None and ref.group == "figure":
            asks = Phrase("{field} of {year}?", "{year}年的“{field}”？", field=column.label, year=labels.year(ref.year))
        elif column is not None:
            asks = Phrase("{field}?", "{field}？", field=column.label)
        else:
            asks = question_to_bureau(question, labels)
        answer: MessageValue = _NUMBER if members else question.answer
        worth = _worth_phrase(question.worth) if question.is_known_worth else NOTHING
        return InterviewStep(
            f"{place}.{ref.field}" if place else question.path, asks, answer, put, members, about, worth,
            is_text=type_ is not None and type_.member_type.is_text, renew=renew if place else None,
        )  # fmt: skip

    def _column(self, question: Question) -> ColumnForm | None:
        """The column of the form for the fact of a question."""
        ref = question.ref
        name = {"applicant": APPLICANT, "record": ref.kind, "figure": FIGURES}.get(ref.group, "")
        sheet = self._every_kind.sheets_by_name.get(name)
        return None if sheet is None else sheet.columns_by_path.get(f"{name}.{ref.field}")


def _asker(labels: Labels, clause: Clause | AskingClause) -> Phrase:
    """The sentence that needs a fact, after the name of its award."""
    english = labels.program.compute_once(EnglishNames)
    award, text = (
        LocalizedName(english.award_with_heading(clause.label), labels.award_with_heading(clause.label)),
        LocalizedSentence(clause.text, labels.sentence(clause.text)),
    )
    return Phrase("{award}: {text}", "{award}：{text}", award=award, text=text)


_BALANCE_QUESTIONS = {
    "left": ("How much is left of {rule}{of}{year}?", "{year}{rule}{of}还剩多少？"),
    "ratio": ("By which ratio does {rule}{of} cut all claims{year}?", "{year}{rule}{of}按什么比例核减？"),
    "taken": (
        "How many places under {rule}{of} do other applicants have{year}?",
        "{year}{rule}{of}中其他申请人已占几个名额？",
    ),
}


def question_to_bureau(question: Question, labels: Labels) -> Phrase:
    """The question for a fact that only the bureau knows: an approval, a published rank, a rate."""
    ref = question.ref
    field_name = LocalizedName(ref.field.replace("_", " "), labels.name(ref.field))
    item = LocalizedName(ref.item, labels.item(ref.item))
    english = labels.program.compute_once(EnglishNames)
    match ref.group:
        case "approval":
            award = LocalizedName(english.award_of_article(ref.kind), labels.award_of_article(ref.kind))
            return Phrase("Which sum does the bureau set for {award}, {item}?",
                          "主管机关为“{award}”{item}核定的金额是多少？", award=award, item=item)  # fmt: skip
        case "rank":
            return Phrase(
                "Which place has the applicant by {field} in the published ranking of {year}?",
                "公布的{year}年“{field}”排名中，申请人名列第几？",
                field=field_name,
                year=labels.year(ref.year),
            )
        case "place":
            return Phrase(
                "Which place has {item} in the published ranking of {ranking}?",
                "公布的{ranking}排名中，{item}名列第几？",
                item=item,
                ranking=LocalizedName(english.ranking(ref.kind), labels.ranking(ref.kind)),
            )
        case "left" | "ratio" | "taken":
            item_phrase = Phrase(" for {item}", "（{item}）", item=item) if ref.item else ""
            year = Phrase(" in {year}", "{year}年", year=labels.year(ref.year)) if ref.year else ""
            return Phrase(
                *_BALANCE_QUESTIONS[ref.group],
                rule=LocalizedName(english.rule(ref.kind), labels.rule(ref.kind)),
                of=item_phrase,
                year=year,
            )
        case "series":
            return Phrase("What was {series} on {day}?", "“{series}”在{day}是多少？",
                          series=LocalizedName(ref.kind, labels.name(ref.kind)), day=_day(ref.item))  # fmt: skip
        case "figure":
            return Phrase("{field} of {year}?", "{year}年的“{field}”？", field=field_name, year=labels.year(ref.year))
        case _:
            path = LocalizedName(question.path, labels.path(ref))
            return Phrase("{label} ({path})?", "{label}（{path}）？", label=question.label or path, path=path)


_NUMBER = Phrase("a number of the list, or the word", "列表中的序号，或其文字")
_COUNT = Phrase("a number; `none` for no records", "个数；没有的写`无`")
_OPEN = Phrase("not known yet", "暂不清楚")
_LIST_PARTS = ("history", "support", "older_documents")


def facts_to_keep(stated: Stated) -> Stated:
    """The facts to settle and to save. Records without answers are left out, and their list is then partial."""
    records = {
        kind: {"partial": True, "items": [record for record in listing if record]}
        for kind, listing in _part(stated, "records").items()
        if isinstance(listing, list) and not all(listing)
    }
    return {**stated, "records": {**stated["records"], **records}} if records else stated


def _largest_gain(some: Sequence[Decision], nothing: Sequence[Decision]) -> Money | None:
    """The increase of the upper bound of the amount due with such a record. `None`: without limit, or unknown."""
    total = 0
    for decision, before in zip(some, nothing, strict=False):
        if decision.due.high is None or before.due.high is None:
            return None
        total += max(0, decision.due.high.minor - before.due.high.minor)
    return Money(total, nothing[0].currency) if some else None


def _worth_phrase(worth: Money | None) -> MessageValue:
    return (
        Phrase("without limit", "影响金额不限")
        if worth is None
        else Phrase("up to {sum}", "影响金额最高{sum}", sum=amount(worth))
    )


def _day(text: str) -> MessageValue:
    parts = written_values.day(text)
    return text if parts is None else written_day(datetime.date(*parts))


def _member(members: Sequence[tuple[str, Phrase]], text: str) -> str:
    """The member that an answer names by its number or its word."""
    if text.isdecimal() and 1 <= int(text) <= len(members):
        return members[int(text) - 1][0]
    words = names_by_spelling((spelling, name) for name, phrase in members for spelling in (name, phrase.en, phrase.zh))
    member_name = word(text, words)
    if member_name in words.values():
        return member_name
    raise FactsError(Report([NotAChoice(found=text, words=join_phrases([spelling for _, spelling in members]))]))


def _choice_or_text(members: Sequence[tuple[str, Phrase]], text: str) -> str:
    """The member chosen by its number, or the answer itself, since answers other than the members are allowed."""
    return _member(members, text) if text.isdecimal() and 1 <= int(text) <= len(members) else text


def _count(text: str) -> int:
    """A number of records."""
    value = parse_value(CountType(), text, "")
    if value == {"none": True} or written_values.flag(text.lower()) is False:
        return 0
    if not isinstance(value, int) or not 0 <= value <= MOST:
        raise FactsError(Report([CountExpected(found=text, times=str(MOST))]))
    return value


def _part(stated: Mapping[str, Any], name: str) -> Stated:
    part = stated.get(name)
    return part if isinstance(part, dict) else {}


def _copy_with(stated: Stated, path: tuple[str, str], value: object) -> Stated:
    answered = copy.deepcopy(stated)
    part = answered.setdefault(path[0], {})
    assert isinstance(part, dict)
    part[path[1]] = value
    return answered


EXPLAIN = ("?", "？")
BACK, LIST, STOP = ("back", "返回"), ("list", "清单"), ("q", "quit", "退出")
UNKNOWN = frozenset(word for word, said in written_values.SPECIAL.items() if said == "unknown")
RESERVED = frozenset((*EXPLAIN, *BACK, *LIST, *STOP))
"""Words with a meaning of their own. As the text of an answer, they are written in quotation marks."""

Answer: TypeAlias = "tuple[InterviewStep, str, Stated, frozenset[str]]"


@attrs.define(eq=False)
class InterviewSession:
    """One interview. `answers` has each step with its answer, and the facts and skipped keys before it.

    `correcting` is the position of the answer that is being corrected. The answers after it stay.
    """

    steps: InterviewSteps
    stated: Stated
    read: Callable[[], str | None]
    say: Callable[[str], None]
    keep: Callable[[Stated], bool]
    localize: Localizer
    within: int = 80
    skipped_keys: set[str] = attrs.field(factory=set)
    answers: list[Answer] = attrs.field(factory=list)
    correcting: int | None = None

    def run(self) -> Stated:
        """Ask until no question is left, the person stops, or an answer cannot be saved.

        Returns the facts at that point.
        """
        self._lines(self.localize(
            'enter: not known yet · ?: what it means · back · list · q: stop · "q": the text q',
            "回车：暂不清楚 · ？：说明 · 返回 · 清单 · 退出 · “退出”：文字本身",
        ))  # fmt: skip
        while True:
            if self.correcting is None:
                step = self.steps.next_step(self.stated, self.skipped_keys)
            else:
                step = self.answers[self.correcting][0]
            if step is None:
                if self._review():
                    break
                continue
            self._ask(step)
            line = self.read()
            text = "" if line is None else line.strip()
            if step.is_text and text.lower() in RESERVED:
                note = Phrase('`{word}` is read as a word of the interview; the text is written "{word}"',
                              "“{word}”是问答用语；如果就是答案，请加引号：“{word}”", word=text)  # fmt: skip
                self._lines(self.localize.phrase(note), "  ")
            if line is None or text.lower() in STOP or not self._handle_answer(step, text):
                break
        self._note_unnamed_records()
        return facts_to_keep(self.stated)

    def _note_unnamed_records(self) -> None:
        """Name the lists that are kept as incomplete, because not all of their records have a name."""
        for kind, listing in _part(self.stated, "records").items():
            records = listing if isinstance(listing, list) else []
            if unnamed := len(records) - len(list(filter(None, records))):
                label = self.localize.phrase(self.steps.form.sheets_by_name[kind].label)
                self._lines(self.localize(
                    "{kind}: {named} of {number} named, so the list is kept as incomplete; still to be stated when the"
                    " interview continues: {unnamed}",
                    "“{kind}”共{number}个，已写明{named}个，清单按不完整保存；继续问答时还须填写其余{unnamed}个",
                    kind=label, named=len(records) - unnamed, number=len(records), unnamed=unnamed,
                ))  # fmt: skip

    def _handle_answer(self, step: InterviewStep, text: str) -> bool:
        """Handle an answer. Returns whether the interview continues."""
        match text.lower():
            case word if word in EXPLAIN:
                for paragraph in step.about or (step.answer,):
                    self._lines(self._text(paragraph), "  ")
            case word if self.correcting is not None and (not word or word in BACK):
                self.correcting = None
            case word if word in BACK:
                self._go_back()
            case word if word in LIST:
                self._list(self.answers)
            case word if not word or word in UNKNOWN or (step.key == "as_of" and word in written_values.SPECIAL):
                if step.is_required:
                    self._lines(self.localize("this one is needed", "这一项必须回答"), "  ")
                    return True
                if word and step.key == "as_of":
                    self._lines(self.localize("no day stated; the result names the day that is assumed",
                                              "没有截至日；结算结果中写明所推定的日期"), "  ")  # fmt: skip
                if self.correcting is not None:
                    return self._apply(step, "")
                self.answers.append((step, "", self.stated, frozenset(self.skipped_keys)))
                self.skipped_keys.add(step.key)
            case _:
                return self._apply(step, text)
        return True

    def _apply(self, step: InterviewStep, text: str) -> bool:
        """Add an answer to the facts; an empty text leaves the fact open. Returns whether the facts were saved."""
        before = self.stated if self.correcting is None else self.answers[self.correcting][2]
        try:
            answered = step.put(before, text) if text else before
            if self.correcting is not None:
                return not self._replace_answer(self.correcting, text, answered) or self.keep(
                    facts_to_keep(self.stated)
                )
        except FactsError as error:
            for entry in error.report:
                texts = self._with_field_label(entry).texts(self.localize.language)
                why = self.localize.phrase(
                    join_phrases([entry for entry in (texts.title, texts.help) if entry], "; ", "；")
                )
                reason = self.localize("not taken: {why} [{code}]", "不能采用：{why}[{code}]", why=why, code=entry.code)
                self._lines(reason, "  ")
            return True
        self.answers.append((step, text, self.stated, frozenset(self.skipped_keys)))
        self.stated = answered
        return self.keep(facts_to_keep(self.stated))

    def _replace_answer(self, number: int, text: str, answered: Stated) -> bool:
        """Replace one answer and keep the later ones. Returns false if the person keeps the former answer.

        Answers that have no place in the new facts are listed first, and the person confirms that they are dropped.
        """
        (step, _, before, skipped), *answers_after = self.answers[number:]
        program = self.steps.policies[0].program
        states = [replace_labels(program, state) for state in (*(entry[2] for entry in answers_after), self.stated)]
        answered = replace_labels(program, answered)
        carried = [carry_over(states[0], state, answered) for state in states]
        self.steps.read(carried[-1])
        lost_keys: tuple[str, ...] = ("applicant.kinds",) if step.key == "kinds" else ()
        if not self.steps.record_ids(carried[-1]) >= self.steps.record_ids(states[-1]):
            lost_keys, lines = LINES_OF_ITEMS, {part: answered.get(part) or [] for part in LINES_OF_ITEMS}
            carried = [{name: lines.get(name, part) for name, part in state.items()} for state in carried]
        dropped = [
            entry for entry in answers_after
            if not has_place(entry[0].key, carried[-1]) or (lost_keys and entry[0].key.startswith(lost_keys))
        ]  # fmt: skip
        self.correcting = None
        if any(text for _, text, *_ in dropped):
            self._lines(self.localize("this drops the answers", "以下回答将失去作用"))
            self._list(dropped)
            prompt = self.localize("enter: drop · back: keep all as it was", "回车：放弃这些回答 · 返回：全部不变")
            while answer := self._choice(prompt):
                if answer in (*BACK, *STOP):
                    return False
        gone = {step.key, *(entry[0].key for entry in dropped)}
        added = frozenset[str]() if text else frozenset((step.key,))
        self.answers[number:] = [(step, text, before, skipped)] + [
            (entry[0].renew(state) if entry[0].renew else entry[0], entry[1], state, entry[3] - gone | added)
            for entry, state in zip(answers_after, carried, strict=False) if entry not in dropped
        ]  # fmt: skip
        self.skipped_keys = {*self.skipped_keys - gone, *added}
        self.stated = carried[-1]
        return True

    def _with_field_label(self, finding: Diagnostic) -> Diagnostic:
        """The finding, with the field named as in the question."""
        field = vars(finding).get("field")
        return (
            with_path(finding, finding.path, field=LocalizedName(field, self.localize.names.name(field)))
            if isinstance(field, str)
            else finding
        )

    def _go_back(self) -> None:
        if not self.answers:
            self._lines(self.localize("this is the first question", "这是第一个问题"), "  ")
            return
        _, text, self.stated, passed = self.answers.pop()
        self.skipped_keys = set(passed)
        if text:
            self._lines(self.localize("withdrawn: {answer}", "已撤回：{answer}", answer=text), "  ")
        self.keep(facts_to_keep(self.stated))

    def _list(self, answers: Sequence[Answer]) -> None:
        for number, (step, text, _, _) in enumerate(answers, 1):
            self._lines(f"{number}. {self._text(step.question)} {text or self._text(_OPEN)}", "  ", "     ")

    def _review(self) -> bool:
        """Show the answers and ask for confirmation. Returns false if the person corrects an answer."""
        if not self.answers:
            return True
        self.say("\n")
        self._due()
        self._lines(self.localize("Your answers", "您的回答"))
        self._list(self.answers)
        remarks = (line for decision in self._decisions() for line in remark_lines(decision, self.localize))
        for remark in dict.fromkeys(remarks):
            self._lines(remark)
        prompt = self.localize("enter: done · a number: correct that answer", "回车：完成 · 序号：更正该项回答")
        while True:
            text = self._choice(prompt)
            if not text or text in STOP:
                return True
            if text.isdecimal() and 1 <= int(text) <= len(self.answers):
                self.correcting = int(text) - 1
                return False

    def _choice(self, prompt: str) -> str:
        """The answer to a prompt about the answers. The end of input stops the interview."""
        self._lines(prompt)
        line = self.read()
        return STOP[0] if line is None else line.strip().lower()

    # ------------------------------------------------------------------------------------------ output

    def _ask(self, step: InterviewStep) -> None:
        self.say("\n")
        self._due()
        self._lines(self._text(step.question))
        for number, (_, phrase) in enumerate(step.members, 1):
            self._lines(f"{number}. {self._text(phrase)}", "  ", "     ")
        worth = self._text(step.worth)
        answer = self.localize("answer: {answer}", "可填：{answer}", answer=self._text(step.answer))
        if self.correcting is not None:
            self._lines(self.localize("so far: {text} (enter keeps it)", "原回答：{text}（回车则不变）",
                                      text=self.answers[self.correcting][1] or _OPEN), "  ")  # fmt: skip
        self._lines(" · ".join(filter(None, (worth, answer))), "  ")

    def _decisions(self) -> tuple[Decision, ...]:
        """The decisions for the answers so far; none before the kind of applicant is answered."""
        is_known = (self.stated.get("applicant") or {}).get("kinds")
        return self.steps.decisions(self.stated) if is_known else ()

    def _due(self) -> None:
        """Show the amount due so far under each policy."""
        for decision in self._decisions():
            parts = [self.localize("{said}: {sum}", "{said}：{sum}", said=words, sum=sum_)
                     for words, sum_ in answers.due_in_parts(decision, self.localize)]  # fmt: skip
            policy_name = decision.policy if len(self.steps.policies) > 1 else ""
            text = self.localize(
                "{of}{colon}{parts}",
                "{of}{colon}{parts}",
                of=policy_name,
                colon=Phrase(": ", "：") if policy_name else "",
                parts=join_phrases(parts, ", ", "，"),
            )
            self._lines(text, "", "  ")

    def _lines(self, text: str, indent: str = "", more: str | None = None) -> None:
        for line in wrap(text, indent, indent if more is None else more, within=self.within):
            self.say(line.rstrip())

    def _text(self, words: MessageValue) -> str:
        return self.localize.phrase(words) if isinstance(words, Phrase) else str(words)
