"""Which question comes next: of an applicant of whom nothing is known, or about what is known already.

In: the policies, the facts so far, what was passed over. Out: the next step, with what may be answered and how an
answer is put into the facts. First the applicant, then kinds of records by what they may be worth, then each record
field by field, then whatever else decides, the dearest first. All policies are asked about at once, each question once.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import attrs

from ipdsl.desk.form import Column, Form, SheetForm, form_of
from ipdsl.diagnostics.model import Report
from ipdsl.diagnostics.phrase import NOTHING, Name, Phrase, Said, Sentence, joined
from ipdsl.interview.errors import CountWanted, KeyWanted, NotOfTheList
from ipdsl.library import Policy
from ipdsl.questions.answers import typed, with_answer
from ipdsl.questions.ask import Asker, Question, in_words, questions
from ipdsl.questions.several_policies import of_policy
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.telling import amount
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reasons import Passage
from ipdsl.runtime.terms import Clause, TriggerKind
from ipdsl.schema.types import DateType, ListType, Type
from ipdsl.values import written
from ipdsl.values.handwritten import count, flag, word, words_between, words_of
from ipdsl.values.money import Money

Stated: TypeAlias = "dict[str, Any]"
"""Plain facts of one applicant."""

Put: TypeAlias = "Callable[[Stated, str], Stated]"
MOST = 1000
"""Of one kind no more records are asked for one by one: they are filled into a workbook."""


@attrs.frozen(eq=False)
class Step:
    """One question. `key` tells it from others, `asks` is the question, `answer` what may be answered.

    `members` may be chosen by their numbers. `about` is its definition, and the sentences that ask for it; `worth` says
    what hangs on it. `needed`: it cannot be passed over.
    """

    key: str
    asks: Phrase
    answer: Said
    put: Put
    members: tuple[tuple[str, Phrase], ...] = ()
    about: tuple[Said, ...] = ()
    worth: Said = NOTHING
    needed: bool = False


class Steps:
    """The steps for some policies of one vocabulary. `settle` gives the decision of each policy on facts.

    `is_begun`: facts were there before; what is missing in them is asked for before other kinds of records are.
    """

    def __init__(
        self, policies: Sequence[Policy], settle: Callable[[Policy, Mapping[str, Any]], Decision], *, is_begun: bool
    ) -> None:  # fmt: skip
        self.policies, self._settle, self.is_begun = policies, settle, is_begun
        self.schema = policies[0].program.schema
        self._kinds: dict[tuple[str, ...], tuple[tuple[str, Money | None], ...]] = {}
        self._meant: dict[str, int] = {}
        self._last: tuple[Stated, tuple[tuple[Step, Question], ...]] | None = None

    @cached_property
    def form(self) -> Form:
        """The kinds and fields that the policies read."""
        return form_of([policy.code for policy in self.policies])

    @cached_property
    def _every_kind(self) -> Form:
        """All kinds of the vocabulary: facts that were there before may have others than are read."""
        return form_of([policy.code for policy in self.policies], every=True)

    def decisions(self, stated: Mapping[str, Any]) -> tuple[Decision, ...]:
        """What each policy comes to with the facts so far."""
        return tuple(self._settle(one, of_policy(one, self.policies, stated)) for one in self.policies)

    def read(self, stated: Mapping[str, Any]) -> None:
        """`FactsError` where the facts are refused."""
        for policy in self.policies:
            policy.read_facts(of_policy(policy, self.policies, stated))

    # ------------------------------------------------------------------------------------------ what comes next

    def next(self, stated: Stated, passed: Collection[str]) -> tuple[Stated, Step | None]:
        """The next step that was not passed over (`None`: nothing more is asked), and the facts, in which a list is
        whole once as many records as were said were asked about.
        """
        stated = self._whole(stated, passed)
        return stated, next((step for step in self._every(stated) if step.key not in passed), None)

    def _whole(self, stated: Stated, passed: Collection[str]) -> Stated:
        for kind, listing in _part(stated, "records").items():
            if isinstance(listing, dict) and self._meant.get(kind) == len(listing["items"]):
                left = (step for step in self._of_kind(kind, stated) if step.key not in passed)
                if next(left, None) is None:
                    stated = _with(stated, ("records", kind), listing["items"])
        return stated

    def as_meant(self, stated: Stated) -> Stated:
        """The facts as they are settled meanwhile: a list is whole that has as many records as were said."""
        for kind, listing in _part(stated, "records").items():
            if isinstance(listing, dict) and self._meant.get(kind) == len(listing["items"]) and all(listing["items"]):
                stated = _with(stated, ("records", kind), listing["items"])
        return finished(stated)

    def _every(self, stated: Stated) -> Iterator[Step]:
        own = _part(stated, "applicant")
        if not own.get("kinds"):
            yield self._who()
            return
        if not self.is_begun and stated.get("as_of") is None:
            yield from self._as_of(own["kinds"])
        for kind in self._meant:
            yield from self._of_kind(kind, stated)
        counts = (self._how_many(kind, worth) for kind, worth in self.worth(stated)
                  if _part(stated, "records").get(kind) is None)  # fmt: skip
        decisive = (step for step, _ in self._asked(stated))
        yield from (*decisive, *counts) if self.is_begun else (*counts, *decisive)

    def _as_of(self, kinds: Collection[str]) -> Iterator[Step]:
        """The day of the settlement, where yearly figures are paid for: no facts are there that say the last year."""
        every = frozenset[str]().union(*(self.schema.wider[kind] for kind in kinds))
        asking = [
            _asker(policy.program.kept(Labels), clause)
            for policy in self.policies for clause in policy.program.clauses
            if clause.trigger.kind is TriggerKind.YEAR
            and (not clause.to or not every.isdisjoint(clause.to))
        ]  # fmt: skip
        if not asking:
            return

        def put(stated: Stated, text: str) -> Stated:
            answered = {**stated, "as_of": typed(DateType(), text, self.policies[0].currency)}
            self.read(finished(answered))
            return answered

        asks = Phrase("Up to which day is all settled?", "结算到哪一天为止？")
        answer = Phrase("the day up to which all is settled, as 2022-03-01", "结算的截至日，例如2022-03-01")
        yield Step("as_of", asks, answer, put, about=tuple(asking))

    def _who(self) -> Step:
        paid = {word for policy in self.policies for clause in policy.program.clauses for word in clause.to}
        kinds = [one for one in self.schema.kinds if not paid or self.schema.wider[one.name] & paid]
        members = tuple((one.name, Phrase(one.name, one.label.zh or one.name)) for one in kinds)

        def put(stated: Stated, text: str) -> Stated:
            every = words_between(text, words_of((said, name) for name, one in members for said in (name, one.zh)))
            return _with(stated, ("applicant", "kinds"), [*dict.fromkeys(_member(members, one) for one in every)])

        asks = Phrase("What kind of applicant is it?", "申请人属于哪一类？")
        about = tuple(
            Phrase(
                "{word}: {said}", "{word}：{said}", word=Phrase(one.name, one.label.zh or one.name),
                said=Phrase(one.label.definition, one.label.in_chinese),
            )
            for one in kinds if one.label.definition
        )  # fmt: skip
        return Step("kinds", asks, _NUMBER, put, members, about, needed=True)

    # ------------------------------------------------------------------------------------------ records

    def _of_kind(self, kind: str, stated: Stated) -> Iterator[Step]:
        """What tells the records of a kind apart, then what decides about each of them."""
        listing = _part(stated, "records").get(kind)
        records = (listing.get("items") if isinstance(listing, dict) else listing) or []
        sheet = self._every_kind.by_name[kind]
        for at, record in enumerate(records):
            for column in sheet.columns:
                if column.is_key and column.name not in record:
                    yield self._key(sheet, column, at, len(records))
        for step, question in self._asked(stated):
            if question.ref.group == "record" and question.ref.kind == kind:
                yield step

    def worth(self, stated: Stated) -> tuple[tuple[str, Money | None], ...]:
        """The kinds of record that may bring this applicant something, the dearest first; `None`: without limit."""
        own = _part(stated, "applicant")
        key = tuple(map(str, own.get("kinds") or ()))
        if key not in self._kinds:
            self._kinds[key] = self._by_worth({"applicant": {"id": "?", "kinds": own["kinds"]}})
        return self._kinds[key]

    def _by_worth(self, blank: Stated) -> tuple[tuple[str, Money | None], ...]:
        kinds = [one.name for one in self.form.sheets if one.name in self.schema.record_by_name]
        nothing = self.decisions(blank)  # of other kinds nothing is stated: they may be what an award asks for
        found: list[tuple[bool, int, str, Money | None]] = []
        for kind in kinds:
            try:
                some = self.decisions({**blank, "records": {kind: [_sample(self.form.by_name[kind])]}})
            except FactsError:  # the sample says too little of such a record
                some = ()
            most = _most(some, nothing)
            if most is None or most.minor:
                found.append((most is not None, -(most.minor if most is not None else 0), kind, most))
        found.sort(key=lambda one: one[:2])  # those of equal worth stay in the order of the vocabulary
        return tuple((kind, most) for _, _, kind, most in found)

    def _how_many(self, kind: str, worth: Money | None) -> Step:
        sheet = self._every_kind.by_name[kind]
        start = min((one.program.window.start for one in self.policies if one.program.window.start), default=None)

        def put(stated: Stated, text: str) -> Stated:
            many = self._meant[kind] = _count(text)
            listing: object = [] if not many else {"partial": True, "items": [{} for _ in range(many)]}
            return _with(stated, ("records", kind), listing)

        since = "" if start is None else Phrase("Since {day}: ", "自{day}起：", day=written_day(start))
        asks = Phrase("{since}how many of {kind}?", "{since}“{kind}”有几个？", since=since, kind=sheet.said)
        most = _UNLIMITED if worth is None else Phrase("up to {sum} for one", "每个最多{sum}", sum=amount(worth))
        return Step(f"records.{kind}", asks, _COUNT, put, about=self._about(sheet, kind), worth=most)

    def _more(self, kind: str, listing: Mapping[str, Any], worth: Money | None) -> Step:
        """Whether a list that was begun is whole."""
        known: list[Any] = listing.get("items") or []
        sheet = self._every_kind.by_name[kind]

        def put(stated: Stated, text: str) -> Stated:
            many = _count(text)
            self._meant[kind] = len(known) + many
            every: object = known if not many else {"partial": True, "items": [*known, *({} for _ in range(many))]}
            return _with(stated, ("records", kind), every)

        asks = Phrase(
            "{kind}: {many} listed; how many more are there?", "“{kind}”已列出{many}个，另外还有几个？",
            kind=sheet.said, many=len(known),
        )  # fmt: skip
        return Step(f"more.{kind}.{len(known)}", asks, _COUNT, put, about=self._about(sheet, kind), worth=_told(worth))

    def _about(self, sheet: SheetForm, kind: str) -> tuple[Said, ...]:
        asking = [
            _asker(policy.program.kept(Labels), clause)
            for policy in self.policies for clause in policy.program.clauses
            if clause.trigger.record and kind in self.schema.lineage(clause.trigger.record)
        ]  # fmt: skip
        return tuple(one for one in (sheet.note, *asking) if one)

    def _key(self, sheet: SheetForm, column: Column, at: int, many: int) -> Step:
        """The name, number or day by which a record is told from others."""
        kind, currency = sheet.name, self.policies[0].currency
        type_ = next(one.type for one in self.schema.record_by_name[kind].fields if one.name == column.name)

        def put(stated: Stated, text: str) -> Stated:
            value = typed(type_, _chosen(column.members, text), currency, column.words)
            if value is None or isinstance(value, dict):
                raise FactsError(Report([KeyWanted(field=column.name)]))
            answered = copy.deepcopy(stated)
            listing = _part(answered, "records")[kind]
            items = listing["items"] if isinstance(listing, dict) else listing
            items[at][column.name] = value
            self.read(finished(answered))
            return answered

        of = Phrase("{kind} {at} of {many}", "“{kind}”第{at}个，共{many}个", kind=sheet.said, at=at + 1, many=many)
        asks = Phrase("{of}: {field}?", "{of}：{field}？", of=of, field=column.said)
        answer: Said = _NUMBER if column.members else in_words(self.schema, _bare(type_), currency)
        about = tuple(one for one in (column.note,) if one)
        return Step(f"records.{kind}[{at}].{column.name}", asks, answer, put, column.members, about, needed=True)

    # ------------------------------------------------------------------------------------------ what else decides

    def _asked(self, stated: Stated) -> Sequence[tuple[Step, Question]]:
        """The questions of all policies of which is known what hangs on them, each once, the dearest first."""
        if self._last is None or self._last[0] != stated:
            found: dict[str, tuple[Policy, Question]] = {}
            for policy, decision in zip(self.policies, self.decisions(self.as_meant(stated)), strict=True):
                for question in questions(policy, decision):
                    if question.is_known_worth and question.ref.group not in _OF_LISTS:
                        found.setdefault(question.path, (policy, question))
            dearest = sorted(found.values(), key=lambda one: (one[1].worth is not None, -_minor(one[1].worth)))
            self._last = stated, tuple((self._step(stated, *one), one[1]) for one in dearest)
        return self._last[1]

    def _step(self, stated: Stated, policy: Policy, question: Question) -> Step:
        kind = question.ref.kind
        if question.ref.group != "records":
            return self._question(policy, question)
        listing = _part(stated, "records").get(kind)
        return self._more(kind, listing, question.worth) if listing else self._how_many(kind, question.worth)

    def _question(self, policy: Policy, question: Question) -> Step:
        ref, column = question.ref, self._column(question)
        members = () if column is None else column.members

        def put(stated: Stated, text: str) -> Stated:
            own = dict[str, Any](of_policy(policy, self.policies, finished(stated)))
            answered: Stated = with_answer(policy, own, question, _chosen(members, text))
            for part in ("approvals", "history"):  # what belongs to another policy stays
                if others := [one for one in stated.get(part) or () if one not in (own.get(part) or ())]:
                    answered[part] = [*others, *(answered.get(part) or ())]
            return answered

        labels = policy.program.kept(Labels)
        asking = tuple(_asker(labels, one) for one in question.askers)
        about = asking if column is None or not column.note else (column.note, *asking)
        if column is not None and ref.group == "record":
            of = self._every_kind.by_name[ref.kind].said
            asks = Phrase(
                "{kind} {item}: {field}?", "{kind} {item}：{field}？", kind=of,
                item=Name(ref.item, labels.item(ref.item, Passage(ref.kind))), field=column.said,
            )  # fmt: skip
        elif column is not None:
            asks = Phrase("{field}?", "{field}？", field=column.said)
        else:
            asks = of_others(question, labels)
        answer: Said = _NUMBER if members else question.answer
        worth = _told(question.worth) if question.is_known_worth else NOTHING
        return Step(question.path, asks, answer, put, members, about, worth)

    def _column(self, question: Question) -> Column | None:
        """The column of the form for what is asked."""
        ref = question.ref
        name = {"applicant": "applicant", "record": ref.kind}.get(ref.group, "")
        sheet = self._every_kind.by_name.get(name)
        return None if sheet is None else sheet.by_path.get(f"{name}.{ref.field}")


def _asker(labels: Labels, clause: Clause | Asker) -> Phrase:
    """The sentence that asks for something, told by the labels of its own policy."""
    label, text = Name(clause.label, labels.clause(clause.label)), Sentence(clause.text, labels.sentence(clause.text))
    return Phrase("{label}: {text}", "{label}：{text}", label=label, text=text)


def of_others(question: Question, labels: Labels) -> Phrase:
    """The question for what the applicant does not know of itself: what the bureau sets and publishes, and rates."""
    ref = question.ref
    named, item = Name(ref.field, labels.name(ref.field)), Name(ref.item, labels.item(ref.item))
    match ref.group:
        case "approval":
            clause = Name(ref.kind, labels.clause(ref.kind))
            return Phrase("Which sum does the bureau set for {clause}, {item}?",
                          "主管部门为“{clause}”{item}核定的金额是多少？", clause=clause, item=item)  # fmt: skip
        case "rank":
            return Phrase("Which place has the applicant by {field} in the published ranking of {year}?",
                          "公布的{year}年“{field}”排名中，申请人名列第几？", field=named, year=ref.year)  # fmt: skip
        case "left":
            of = Phrase(" for {item}", "（{item}）", item=item) if ref.item else ""
            year = Phrase(" in {year}", "{year}年", year=ref.year) if ref.year else ""
            return Phrase("How much is left of {rule}{of}{year}?", "{year}“{rule}”{of}还剩多少？",
                          rule=Sentence(ref.kind, labels.sentence(ref.kind)), of=of, year=year)  # fmt: skip
        case "series":
            return Phrase("What was {series} on {day}?", "“{series}”在{day}是多少？",
                          series=Name(ref.kind, labels.name(ref.kind)), day=_day(ref.item))  # fmt: skip
        case "figure":
            return Phrase("{field} of {year}?", "{year}年的“{field}”？", field=named, year=ref.year)
        case _:
            path = Name(question.path, labels.path(ref))
            return Phrase("{label} ({path})?", "{label}（{path}）？", label=question.label or path, path=path)


_NUMBER = Phrase("a number of the list, or the word", "列表中的序号，或其文字")
_COUNT = Phrase("a number; `none` where there is none", "个数；没有的写`无`")
_UNLIMITED = Phrase("without limit", "不封顶")
_OF_LISTS = ("history", "support", "older_documents")


def finished(stated: Stated) -> Stated:
    """The facts as they are kept: records of which nothing was answered are left out, and their list is in part."""
    records = stated.get("records")
    if not isinstance(records, dict):
        return stated
    kept: Stated = {}
    for kind, listing in records.items():
        if isinstance(listing, dict):
            kept[kind] = {**listing, "items": [one for one in listing.get("items") or [] if one]}
        else:
            kept[kind] = listing
    return {**stated, "records": kept}


def _sample(sheet: SheetForm) -> Stated:
    """A record of which nothing but a key is known."""
    return {one.name: "?" for one in sheet.columns if one.is_key and one.is_name}


def _most(some: Sequence[Decision], nothing: Sequence[Decision]) -> Money | None:
    """How much more may be due with such a record; `None`: without limit, or nobody knows."""
    total = 0
    for decision, before in zip(some, nothing, strict=False):
        if decision.due.high is None or before.due.high is None:
            return None
        total += max(0, decision.due.high.minor - before.due.high.minor)
    return Money(total, nothing[0].currency) if some else None


def _told(worth: Money | None) -> Said:
    return _UNLIMITED if worth is None else Phrase("up to {sum}", "最多影响{sum}", sum=amount(worth))


def _minor(worth: Money | None) -> int:
    return 0 if worth is None else worth.minor


def _bare(type_: Type) -> Type:
    return type_.item if isinstance(type_, ListType) else type_


def _day(text: str) -> Said:
    found = written.day(text)
    return text if found is None else written_day(datetime.date(*found))


def _member(members: Sequence[tuple[str, Phrase]], text: str) -> str:
    """The member that an answer names, by its number or its word."""
    if text.isdecimal() and 1 <= int(text) <= len(members):
        return members[int(text) - 1][0]
    words = words_of((said, name) for name, one in members for said in (name, one.en, one.zh))
    found = word(text, words)
    if found in words.values():
        return found
    raise FactsError(Report([NotOfTheList(found=text, words=joined([said for _, said in members]))]))


def _chosen(members: Sequence[tuple[str, Phrase]], text: str) -> str:
    """What was chosen by its number, or the answer itself: there are others than the members."""
    return _member(members, text) if text.isdecimal() and 1 <= int(text) <= len(members) else text


def _count(text: str) -> int:
    """A number of records."""
    if written.SPECIAL.get(text.lower()) == "none" or flag(text) is False:
        return 0
    number = written.number(count(text))
    if number is None or number.value.denominator != 1 or not 0 <= number.value <= MOST:
        raise FactsError(Report([CountWanted(found=text, times=str(MOST))]))
    return int(number.value)


def _part(stated: Mapping[str, Any], name: str) -> Stated:
    part = stated.get(name)
    return part if isinstance(part, dict) else {}


def _with(stated: Stated, path: tuple[str, str], value: object) -> Stated:
    answered = copy.deepcopy(stated)
    part = answered.setdefault(path[0], {})
    assert isinstance(part, dict)
    part[path[1]] = value
    return answered
