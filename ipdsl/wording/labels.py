"""The names of a policy for readers, and days.

The names of a policy for readers: the page's names in English, labels in Chinese.

The label of a name is looked up first among the words of a record kind, then in the whole vocabulary. The member of a
choice has the label of its own choice, and texts are not translated. A sentence is looked up by its line. A name
without a label is used unchanged.

The names of awards and budget lines for readers: the title of the page, or the words of the record and its event.

A label such as `3.invention_patent.granted` is an address for commands and facts. Decisions, letters and tables show
the article and the title instead: `Article 3, Invention patents`.

Days in the format of each language.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import TypeAlias

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear
from ipdsl.base.values.written_values import chinese_day
from ipdsl.engine.situation import field_of
from ipdsl.ir.facts import ENDED, FactRef
from ipdsl.ir.proposal import ANYWHERE, Passage
from ipdsl.ir.terms import (
    MATTER,
    NOTHING_STATED,
    Allocation,
    Clause,
    Program,
    Quota,
    Recovery,
    StepRule,
    TriggerKind,
    clauses_by_label,
    is_matter,
    unlisted_item,
)
from ipdsl.schema.declarations import LabelledDeclaration, period_zh, span_of_key
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE, Type
from ipdsl.schema.vocabulary import RecordKind

Promise: TypeAlias = Clause | Allocation | Recovery


@attrs.frozen(eq=False, repr=False)
class AwardName(ValueObject):
    """The name of an award: its text within the article, the number of the article, and the heading to show with it.

    `heading` is empty if the page gives the award a title.
    """

    text: str
    article: str
    heading: str = ""


def award_names(
    program: Program,
    promises: Iterable[Promise],
    quotation: Callable[[str], str],
    words: Callable[[Promise], str],
    in_brackets: Callable[[str, str, str], str],
) -> Mapping[str, AwardName]:
    """The names of awards or budget lines by label.

    `quotation` gives a title in the language of the reader, `words` the text of an award without a title. If two such
    texts of an article are equal, the words of the label are added `in_brackets`, unless they are the text.
    """
    headings = {article.number: quotation(article.title) for article in program.articles}
    names = {
        promise.label: AwardName(quotation(promise.title), promise.article)
        if promise.title
        else AwardName(words(promise), promise.article, headings.get(promise.article, ""))
        for promise in promises
    }
    number = Counter((name.article, name.text) for name in names.values())
    titled = {promise.label for promise in promises if promise.title}
    return {
        label: name
        if label in titled or number[name.article, name.text] == 1
        else attrs.evolve(name, text=name.text + in_brackets(label, name.article, name.text))
        for label, name in names.items()
    }


def label_words(label: str, article: str = "") -> str:
    """A label or another name without its article, as separate words: `IP title new` for `11.ip_title.new`."""
    return re.sub(r"\bip\b", "IP", label.removeprefix(f"{article}.").replace(".", " ").replace("_", " "))


def trigger_names(promise: Promise) -> tuple[str, ...]:
    """The record and the event or state in a default label, or of the trigger if the page gives a label."""
    *words, last = promise.label.removeprefix(f"{promise.article}.").split(".")
    if words:
        return (*words, last)
    trigger = promise.trigger
    return tuple(filter(None, (trigger.record, trigger.event))) if trigger.record else (last,)


SPECIAL = {
    "item": "单项", MATTER: "事项", "applicant": "申请人", "applicants": "申请人", "level": "级别", "kind": "类别",
    "year": "年度", "otherwise": "其余", "total": "合计", "largest": "最大值", "earliest": "最早日期", "number": "数量",
    "rank": "名次", "left": "余额", "ratio": "比例", "taken": "已占名额", "the day": "申请之日",
    "other support": "其他资助",
}  # fmt: skip
"""The labels of words of the language itself."""


_MADE = (
    (r"the first (?P<kind>\w+) (?P<word>\w+)", "首个 {kind} {word}"),
    (r"first event of the item", "该项目首次发生"), (r"first (?P<kind>\w+)", "首个 {kind}"),
    (r"total (?P<word>\w+)", "{word}合计"), (r"largest (?P<word>\w+)", "最大的{word}"),
    (r"average (?P<word>\w+)", "平均{word}"), (r"smallest (?P<word>\w+)", "最小的{word}"),
    (r"last (?P<word>\w+)", "最近一次{word}"), (r"earliest (?P<word>\w+)", "最早的{word}"),
    (r"(?P<word>\w+) last year", "上年{word}"),
    (r"(?P<word>\w+) (?P<years>\d+) years earlier", "前第{years}年{word}"),
    *(
        (rf"{kind} (?P<word>\w+) {years}", f"{years_zh}{kind_zh}")
        for years, years_zh in ((r"since (?P<year>\d+)", "自{year}年以来"), ("of all years before", "历年"))
        for kind, kind_zh in (
            ("total", "{word}合计"), ("average", "平均{word}"), ("largest", "最大的{word}"),
            ("smallest", "最小的{word}"),
        )
    ),
    (r"full months of (?P<word>\w+) in the year", "{word}当年满月数"),
    (r"days of (?P<word>\w+) in the year", "{word}当年天数"),
    (r"(?P<word>\w+) in the year", "当年{word}"),
    (r"full years from (?P<start>.+) to (?P<end>.+)", "自{start}至{end}的年数"),
    (r"full months from (?P<start>.+) to (?P<end>.+)", "自{start}至{end}的满月数"),
    (r"days from (?P<start>.+) to (?P<end>.+)", "自{start}至{end}的天数"),
    (r"(?P<word>\w+) on (?P<day>\w+)", "{day}当日{word}"),
    (r"rank of (?P<word>\w+)", "{word}名次"),
)  # fmt: skip
"""Phrases made from names of the page to explain a condition, with their Chinese form."""


class PolicyNames:
    """The names of the page, unchanged."""

    @property
    def fiscal_year(self) -> FiscalYear:
        """The years of the policy."""
        return CALENDAR_YEAR

    def year(self, number: int) -> str:
        """The name of a year: `2026`, or `2026/27` if years do not begin on 1 January."""
        return self.fiscal_year.year_name(number)

    def name(self, word: str, kind: str = "") -> str:
        """A word of the vocabulary; `kind` is the record kind that it belongs to."""
        return word

    def item(self, item: str, passage: Passage = ANYWHERE) -> str:
        """An item."""
        return item

    def item_of_award(self, item: str, label: str) -> str:
        """An item under the award with a label."""
        return item

    def member(self, value: str, type_: Type | None) -> str:
        """A value of a type; `None`: of an unknown type."""
        return value

    def stated_value(self, word: str, value: str, kind: str = "") -> str:
        """A stated value of a field."""
        return value

    def payee(self, payee: str, line: int) -> str:
        """The payee of the instalment on a line of the page."""
        return payee

    def clause(self, label: str) -> str:
        """The label of a clause."""
        return label

    def award(self, label: str) -> str:
        """The name of an award for readers who see its article."""
        return self.clause(label)

    def award_of_article(self, label: str) -> str:
        """The name of an award with its article, within a sentence."""
        return self.clause(label)

    def article(self, label: str) -> str:
        """The article of an award, a recovery or a debt; empty without one."""
        return label.rpartition(".")[0].partition(".")[0]

    def rule(self, name: str) -> str:
        """The sentence of a rule, with its article; the name of the rule for readers who address it."""
        return f"`{name}`"

    def ranking(self, name: str) -> str:
        """The award or the rule under which records are ranked, by its label or name."""
        return self.award_of_article(name)

    def award_with_heading(self, label: str) -> str:
        """The name of an award with its article; with the heading of the article if the award has no title."""
        return self.clause(label)

    def budget_line(self, label: str) -> str:
        """The name of a budget line, in the form of `award_with_heading`."""
        return self.clause(label)

    @property
    def with_labels(self) -> PolicyNames:
        """The same names, but awards by label, for readers who address them in commands and facts."""
        return self

    def sentence(self, text: str, passage: Passage = ANYWHERE) -> str:
        """A condition, an award or a rule of the page, or a word."""
        return text

    def quotation(self, text: str) -> str:
        """A title, a reading or a different quotation of the page."""
        return text

    def path(self, ref: FactRef) -> str:
        """The path of a fact."""
        return ref.path

    def path_and_rule(self, ref: FactRef) -> str:
        """The path of a fact; in Chinese with the sentence of the rule that the fact belongs to."""
        return self.path(ref)

    def fact_label(self, ref: FactRef, label: str) -> str:
        """The path of a missing fact, with its label in brackets."""
        return f"{self.path(ref)} ({label})" if label else self.path(ref)


UNTRANSLATED = PolicyNames()


@attrs.frozen(eq=False, repr=False)
class _UntranslatedNames(PolicyNames):
    """The names of the page, unchanged, and the names of its years."""

    fiscal_year: FiscalYear


@attrs.frozen(eq=False, repr=False, slots=False)
class EnglishNames(PolicyNames):
    """The names of the page, and the names of its awards in English."""

    program: Program

    @property
    def fiscal_year(self) -> FiscalYear:
        """The years of the policy."""
        return self.program.fiscal_year

    def award(self, label: str) -> str:
        """The title, or the words of the record and its event: `invention patent granted`."""
        return self._awards[label].text if label in self._awards else self.clause(label)

    def article(self, label: str) -> str:
        """The article, also of an award whose label does not begin with it."""
        return self._awards[label].article if label in self._awards else super().article(label)

    def award_of_article(self, label: str) -> str:
        """`article 3, Invention patents`."""
        name = self._awards.get(label)
        return self.clause(label) if name is None else self._in_article(name)

    def rule(self, name: str) -> str:
        """`"cap 20000 per year across applicants" (article 4)`."""
        rule = self._rules.get(name)
        return self._quoted_rule(name, "", 0) if rule is None else self._quoted_rule(*rule)

    def ranking(self, name: str) -> str:
        """The award with its article, or the sentence of the rule."""
        return self.rule(name) if name in self._rules else self.award_of_article(name)

    def award_with_heading(self, label: str) -> str:
        """`Article 3, Invention patents`, or without a title `Article 3 (Creation), invention patent granted`."""
        name = self._awards.get(label)
        return self.clause(label) if name is None else self._with_heading(name)

    def budget_line(self, label: str) -> str:
        """The name of a budget line."""
        name = self._budget_lines.get(label)
        return self.clause(label) if name is None else self._with_heading(name)

    def fact_label(self, ref: FactRef, label: str) -> str:
        """The path of a missing fact, with the sentence of its rule, or with its label in brackets."""
        is_of_rule = ref.kind in self._rules
        return f"{self.path(ref)}: {self.rule(ref.kind)}" if is_of_rule else super().fact_label(ref, label)

    @property
    def with_labels(self) -> PolicyNames:
        """Awards by label."""
        years = self.fiscal_year
        return UNTRANSLATED if years.is_calendar_year else _UntranslatedNames(years)

    def _quoted_rule(self, text: str, article: str, line: int) -> str:
        return f'"{text}"{f" (article {article})" if article else ""}'

    def _in_article(self, name: AwardName) -> str:
        return f"article {name.article}, {name.text}" if name.article else name.text

    def _with_heading(self, name: AwardName) -> str:
        if not name.article:
            return name.text
        heading = f" ({name.heading})" if name.heading else ""
        return f"Article {name.article}{heading}, {name.text}"

    def _in_brackets(self, label: str, article: str, text: str) -> str:
        """The words of a label in brackets; empty if they are the text."""
        words = label_words(label, article)
        return f" ({words})" if words != text else ""

    def _award_words(self, promise: Promise) -> str:
        return label_words(".".join(trigger_names(promise)))

    @cached_property
    def _awards(self) -> Mapping[str, AwardName]:
        """The names of awards, of recoveries and of debts."""
        groups: tuple[Sequence[Promise], ...] = (tuple(self.program.money_back.values()), self.program.clauses)
        words, in_brackets = self._award_words, self._in_brackets
        names = [award_names(self.program, group, self.quotation, words, in_brackets) for group in groups]
        return {**names[0], **names[1]}

    @cached_property
    def _rules(self) -> Mapping[str, tuple[str, str, int]]:
        """The sentence, article and line of each rule of the page, by name."""
        rules: list[StepRule | Quota] = [rule for step in self.program.settlement.steps for rule in step.rules]
        rules += [*self.program.quotas, *(cap.rule for cap in self.program.payment_caps)]
        return {rule.name: (rule.text, rule.article, rule.span.line) for rule in rules}

    @cached_property
    def _budget_lines(self) -> Mapping[str, AwardName]:
        return award_names(self.program, self.program.allocations, self.quotation, self._award_words, self._in_brackets)


@attrs.frozen(eq=False, repr=False, slots=False)
class Labels(EnglishNames):
    """The labels of a policy's vocabulary; sentences in Chinese."""

    def name(self, word: str, kind: str = "") -> str:
        """The label; a matter with its fields: `matter (item)`."""
        if is_matter(word) and word.endswith(")"):
            fields = word.removesuffix(")").partition("(")[2].split(", ")
            return f"{SPECIAL[MATTER]}（{'、'.join([self.name(field, kind) for field in fields])}）"
        label = self._labels_of_kind(kind).get(word) or self._all_labels.get(word)
        return label or SPECIAL.get(word) or period_zh(word) or word

    def item(self, item: str, passage: Passage = ANYWHERE) -> str:
        """The item, with the labels of members of choices in it."""
        kind, other = passage.kind, item.removeprefix(unlisted_item(""))
        if other != item and other in self.program.schema.record_by_name:
            return f"另一项{self.name(other)}"
        if content := self._content(item, kind):
            return content
        parts, keys = item.split(" / "), self._keys(passage)
        if len(parts) != len(keys):
            return " / ".join([self.name(part, kind) for part in parts])
        return " / ".join([self.stated_value(key, part, kind) for key, part in zip(keys, parts, strict=True)])

    def item_of_award(self, item: str, label: str) -> str:
        """The item, with the labels of members in it; under an award that the page does not have, by all labels."""
        clause = clauses_by_label(self.program).get(label)
        return self.item(item, ANYWHERE if clause is None else Passage(clause.trigger.record, clause.span.line))

    def member(self, value: str, type_: Type | None) -> str:
        """The label of a member of a choice or level; a text is unchanged."""
        if type_ is None:
            return self.name(value)
        choice = type_.member_type.choice_name
        return self._members(choice).get(value, value) if choice else value

    def stated_value(self, word: str, value: str, kind: str = "") -> str:
        """The label of a member, by its field."""
        if value == word and span_of_key(word) is not None:
            return period_zh(word)
        return self.member(value, self._type(word, kind))

    def payee(self, payee: str, line: int) -> str:
        """The label of a member, if the payee is that of a field."""
        type_ = self._payee_types.get(line)
        return payee if type_ is None else self.member(payee, type_)

    @cached_property
    def _payee_types(self) -> Mapping[int, Type | None]:
        """The type of the field that states the payee of an instalment, by line of the page."""
        made: dict[int, Type | None] = {}
        for schedule in self.program.schedules:
            for each in (instalment for instalment in schedule.instalments if instalment.payee):
                kinds = [each.event.record] if each.event else []
                kinds += [self.program.clauses[index].trigger.record for index in schedule.clauses]
                types = (type_ for kind in kinds if (type_ := self._type(each.payee, kind)) is not None)
                made.setdefault(each.span.line, next(types, None))
        return made

    def clause(self, label: str) -> str:
        """The label that the page gives; `3.发明专利.授权` if the name consists of words of the vocabulary."""
        if label.startswith(ENDED):
            return f"已废止 {self.clause(label.removeprefix(ENDED))}"
        page_label = self._clause_labels.get(label)
        if page_label is not None:
            return page_label
        *before, kind, word = ["", *label.split(".")]
        return ".".join([*before[1:], self.name(kind), self.name(word, kind)]) if kind else label

    def sentence(self, text: str, passage: Passage = ANYWHERE) -> str:
        """The Chinese sentence of the page; a single name by its label."""
        translation, kind = self._sentences.get((passage.line, text)) or self._sentences.get((0, text)), passage.kind
        if translation is not None or " " not in text:
            return translation or self.name(text, kind)
        for made, chinese in _MADE:
            match = re.fullmatch(made, text)
            if match is not None:
                groups = match.groupdict()
                words = {name: self.name(word, groups.get("kind", kind)) for name, word in groups.items()}
                return chinese.format_map(words)
        return text

    def quotation(self, text: str) -> str:
        """The Chinese counterpart of a quotation, if the page has one."""
        return self._texts.get(text, text)

    @property
    def with_labels(self) -> PolicyNames:
        """Awards by label."""
        return self._with_labels

    @cached_property
    def _with_labels(self) -> PolicyNames:
        return LabelsWithClauses(self.program)

    def _quoted_rule(self, text: str, article: str, line: int) -> str:
        return f"{f'第{article}条' if article else ''}“{self.sentence(text, Passage(line=line))}”"

    def _in_article(self, name: AwardName) -> str:
        return f"第{name.article}条{name.text}" if name.article else name.text

    def _with_heading(self, name: AwardName) -> str:
        if not name.article:
            return name.text
        return f"第{name.article}条{f'（{name.heading}）' if name.heading else '　'}{name.text}"

    def _award_words(self, promise: Promise) -> str:
        """The label that the page gives, or the labels of the record and its event."""
        title = self.quotation(promise.title) if isinstance(promise, Recovery) else ""
        if page_label := self._page_labels.get(promise.label, title):
            return page_label
        kind, *words = trigger_names(promise)
        return "".join([self.name(kind), *[self.name(word, kind) for word in words]])

    def path(self, ref: FactRef) -> str:
        """The path by labels, a form that facts may use."""
        records_by_name = self.program.schema.record_by_name
        kind = self.clause(ref.kind) if ref.group in ("approval", "place") else self.name(ref.kind)
        field = self.name(ref.field, ref.kind if ref.kind in records_by_name else "")
        return FactRef(ref.group, kind, self.item(ref.item, Passage(ref.kind)), field, ref.year).path

    def path_and_rule(self, ref: FactRef) -> str:
        """The path by labels, with the sentence of its rule."""
        return f"{self.path(ref)}：{self.rule(ref.kind)}" if ref.kind in self._rules else self.path(ref)

    def fact_label(self, ref: FactRef, label: str) -> str:
        """The path by labels, with the sentence of its rule, or with the definition of the field in brackets."""
        if ref.kind in self._rules:
            return self.path_and_rule(ref)
        field = field_of(self.program.schema, ref)
        meant = "" if field is None else field.label.chinese_definition
        return f"{self.path(ref)}（{meant}）" if meant else self.path(ref)

    def _content(self, item: str, kind: str) -> str:
        """The name of a record without key and id, from its stated values (`content_of`); otherwise empty."""
        if item == NOTHING_STATED:
            return "未填写任何内容"
        if item.partition(" ")[0] not in self._fields:
            return ""
        kinds = self.program.schema.record_by_name
        record = max(
            [kinds[kind]] if kind in kinds else kinds.values(),
            key=lambda candidate: len(_stated_values(item, candidate)),
        )
        phrases = [
            f"{self.name(name, record.name)} {self._value(name, value, record)}"
            for name, value in _stated_values(item, record).items()
        ]
        return "，".join(phrases)

    def _value(self, name: str, value: str, record: RecordKind) -> str:
        if value in _WORDS:
            return _WORDS[value]
        type_ = record.field_by_name[name].type
        return type_.printed_text_zh(value, lambda member: self.member(member, type_))

    @cached_property
    def _fields(self) -> Set[str]:
        return {name for record in self.program.schema.records for name in record.field_by_name}

    def _keys(self, passage: Passage) -> tuple[str, ...]:
        """The fields that form an item: the keys of a set, or the key of a record kind."""
        clause = self._sets.get(passage.line)
        if clause is not None:
            return clause.trigger.keys
        kind = self.program.schema.record_by_name.get(passage.kind)
        return kind.key if kind is not None else ()

    def _type(self, word: str, kind: str) -> Type | None:
        """The type of a field of a record kind, or of the applicant."""
        schema = self.program.schema
        record = schema.record_by_name.get(kind)
        field = record.field_by_name.get(word) if record is not None else None
        held = field or schema.applicant_field_by_name.get(word)
        return held.type if held is not None else None

    def _members(self, choice: str) -> Mapping[str, str]:
        return self._labels_of(f"choice {choice}", self.program.schema.choice_by_name[choice].members)

    @cached_property
    def _sets(self) -> Mapping[int, Clause]:
        """The awards over sets of records, by their lines."""
        return {clause.span.line: clause for clause in self.program.clauses if clause.trigger.kind is TriggerKind.SET}

    @cached_property
    def _sentences(self) -> Mapping[tuple[int, str], str]:
        return {(line, text): translation for line, text, translation in self.program.chinese_sentences}

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return dict(self.program.texts)

    @cached_property
    def _clause_labels(self) -> Mapping[str, str]:
        titles = {term.label: self._title_of_recovery(term) for term in self.program.recoveries}
        return {**titles, **self._page_labels}

    @cached_property
    def _page_labels(self) -> Mapping[str, str]:
        """The labels that the page gives; the first one of a label counts."""
        return dict(reversed(self.program.labels))

    def _in_brackets(self, label: str, article: str, text: str) -> str:
        words = label_words(self.clause(label), article)
        return f"（{words}）" if words.replace(" ", "") != text else ""

    def _title_of_recovery(self, term: Recovery) -> str:
        """The title of a recovery, or its label if the page gives one, or its article."""
        is_of_page = term.label.removeprefix(f"{term.article}.") != "recover"
        article = f"第{term.article}条" if term.article else ""
        return self.quotation(term.title) or (term.label if is_of_page else f"{article}追回")

    @cached_property
    def _cache(self) -> dict[str, dict[str, str]]:
        return {}

    def _labels_of_kind(self, kind: str) -> Mapping[str, str]:
        record = self.program.schema.record_by_name.get(kind)
        return {} if record is None else self._labels_of(kind, record.declarations)

    def _labels_of(self, place: str, words: Iterable[LabelledDeclaration]) -> Mapping[str, str]:
        if place not in self._cache:
            self._cache[place] = _labels(words)
        return self._cache[place]

    @cached_property
    def _all_labels(self) -> Mapping[str, str]:
        """All labels; for a name with several labels the first in this order."""
        schema = self.program.schema
        labelled: list[LabelledDeclaration] = [member for choice in schema.choices for member in choice.members]
        labelled += schema.applicant_declarations
        labelled += [*schema.records, *schema.series, *schema.choices]
        labelled += [word for record in schema.records for word in record.declarations]
        plurals = {record.plural: record.label.zh for record in schema.records if record.plural and record.label.zh}
        return plurals | _labels(labelled)


@attrs.frozen(eq=False, repr=False, slots=False)
class LabelsWithClauses(Labels):
    """The labels of a policy's vocabulary, with awards by label."""

    award = award_of_article = award_with_heading = budget_line = Labels.clause


_WORDS = {"yes": "是", "no": "否", NONE.value: "无", CANNOT.value: "无法确定", NO_VALUE.value: "没有数值"}


def _stated_values(item: str, record: RecordKind) -> dict[str, str]:
    """The values, by field, in the name of a record without key and id; empty if the item is a different name."""
    values: dict[str, str] = {}
    for part in item.split(", "):
        name, space, value = part.partition(" ")
        if space and name in record.field_by_name:
            values[name] = value
        elif values:  # a value with a comma
            values[[*values][-1]] += f", {part}"
        else:
            break
    has_key = bool(record.key) and values.keys() >= {*record.key}  # with a key, the item would be the key
    return {} if has_key else values


def _labels(words: Iterable[LabelledDeclaration]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for word in words:
        if word.label.zh:
            labels.setdefault(word.name, word.label.zh)
    return labels


def written_day(day: datetime.date | None) -> Phrase:
    """A day in the format of each language."""
    return Phrase("day not known", "日期未知") if day is None else Phrase(str(day), chinese_day(day))
