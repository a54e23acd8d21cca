"""The names of a policy as people read them: as they stand in English, by their Chinese labels in Chinese.

A label is looked up where its name is: among the words of a kind of record first, then wherever the vocabulary has it.
The member of a choice has the label of its own choice, and a text is not translated. A sentence is looked up where it
is written. A name without a label stands as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from functools import cached_property

import attrs

from ipdsl.runtime.clauses.unstated import field_of
from ipdsl.runtime.reasons import ANYWHERE, Passage
from ipdsl.runtime.terms import MATTER, NOTHING_STATED, Clause, Program, TriggerKind, another_record, is_matter
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef
from ipdsl.schema.model import Labelled, Record
from ipdsl.schema.types import ChoiceType, DateType, LevelType, ListType, Type
from ipdsl.values.written import day

SPECIAL = {
    "item": "单项", MATTER: "事项", "applicant": "申请人", "applicants": "申请人", "level": "级别", "kind": "类别",
    "year": "年度", "otherwise": "其余", "total": "合计", "largest": "最大值", "earliest": "最早日期", "number": "数量",
    "rank": "名次", "left": "余额",
}  # fmt: skip
"""What the language itself calls something."""


_MADE = (
    (r"the first (?P<kind>\w+) (?P<word>\w+)", "首个 {kind} {word}"),
    (r"first event of the item", "该项目首次发生"), (r"first (?P<kind>\w+)", "首个 {kind}"),
    (r"total (?P<word>\w+)", "{word}合计"), (r"largest (?P<word>\w+)", "最大的{word}"),
    (r"earliest (?P<word>\w+)", "最早的{word}"), (r"(?P<word>\w+) last year", "上年{word}"),
    (r"rank of (?P<word>\w+)", "{word}名次"),
)  # fmt: skip
"""What is no part of a page, but made of its names to explain a condition, with its Chinese."""


class Names:
    """Names as they stand in the page."""

    def name(self, word: str, kind: str = "") -> str:
        """A word of the vocabulary, spoken of a kind of record."""
        return word

    def item(self, item: str, at: Passage = ANYWHERE) -> str:
        """An item, as its key makes it."""
        return item

    def member(self, value: str, type_: Type | None) -> str:
        """A value of a type; of an unknown type (`None`) any name."""
        return value

    def stated(self, word: str, value: str, kind: str = "") -> str:
        """What the facts state for a word."""
        return value

    def clause(self, label: str) -> str:
        """The label of a clause."""
        return label

    def sentence(self, text: str, at: Passage = ANYWHERE) -> str:
        """A condition, an award or a rule of the page, or a word."""
        return text

    def quotation(self, text: str) -> str:
        """A title, a reading or another quotation of the page."""
        return text

    def path(self, ref: FactRef) -> str:
        """Where a fact belongs."""
        return ref.path

    def asked(self, ref: FactRef, label: str) -> str:
        """A fact that is asked for: where it belongs, and in brackets what it is."""
        return f"{self.path(ref)} ({label})" if label else self.path(ref)


AS_THEY_ARE = Names()


@attrs.frozen(eq=False, repr=False, slots=False)
class Labels(Names):
    """The same by the labels of a policy's vocabulary; sentences in Chinese."""

    program: Program

    def name(self, word: str, kind: str = "") -> str:
        """The label; a matter by what makes it: `matter (item)`."""
        if is_matter(word) and word.endswith(")"):
            of = word.removesuffix(")").partition("(")[2].split(", ")
            return f"{SPECIAL[MATTER]}（{'、'.join([self.name(one, kind) for one in of])}）"
        found = self._of_kind(kind).get(word) or self._of_all.get(word)
        return found or SPECIAL.get(word, word)

    def item(self, item: str, at: Passage = ANYWHERE) -> str:
        """The item with the members of choices that make it by their labels."""
        kind = at.kind
        if kind and item == another_record(kind):
            return f"另一项{self.name(kind)}"
        if content := self._content(item, kind):
            return content
        parts, keys = item.split(" / "), self._keys(at)
        if len(parts) != len(keys):
            return " / ".join([self.name(part, kind) for part in parts])
        return " / ".join([self.stated(key, part, kind) for key, part in zip(keys, parts, strict=True)])

    def member(self, value: str, type_: Type | None) -> str:
        """The label of a member of a choice or level; a text as it is."""
        match type_:
            case ChoiceType(name) | LevelType(name):
                return self._members(name).get(value, value)
            case ListType(item):
                return self.member(value, item)
            case None:
                return self.name(value)
            case _:
                return value

    def stated(self, word: str, value: str, kind: str = "") -> str:
        """The label of a member, by the field that holds it."""
        return self.member(value, self._type(word, kind))

    def clause(self, label: str) -> str:
        """The label that the page gives; `3.发明专利.授权` where the name is made of words of the vocabulary."""
        own = self._own.get(label)
        if own is not None:
            return own
        *before, kind, word = ["", *label.split(".")]
        return ".".join([*before[1:], self.name(kind), self.name(word, kind)]) if kind else label

    def sentence(self, text: str, at: Passage = ANYWHERE) -> str:
        """The sentence in Chinese as it is written there; a text that is a name by its label."""
        said, kind = self._sentences.get((at.line, text)) or self._sentences.get((0, text)), at.kind
        if said is not None or " " not in text:
            return said or self.name(text, kind)
        for made, chinese in _MADE:
            found = re.fullmatch(made, text)
            if found is not None:
                of = found.groupdict()
                words = {name: self.name(word, of.get("kind", kind)) for name, word in of.items()}
                return chinese.format_map(words)
        return text

    def quotation(self, text: str) -> str:
        """The Chinese text beside it, where the page has one."""
        return self._texts.get(text, text)

    def path(self, ref: FactRef) -> str:
        """The path by labels, as facts may be stated."""
        of = self.program.schema.record_by_name
        kind = self.clause(ref.kind) if ref.group == "approval" else self.name(ref.kind)
        field = self.name(ref.field, ref.kind if ref.kind in of else "")
        return FactRef(ref.group, kind, self.item(ref.item, Passage(ref.kind)), field, ref.year).path

    def asked(self, ref: FactRef, label: str) -> str:
        """The path has the labels, so that only the definition of the field is said beside it."""
        field = field_of(self.program.schema, ref)
        meant = "" if field is None else field.label.in_chinese
        return f"{self.path(ref)}（{meant}）" if meant else self.path(ref)

    def _content(self, item: str, kind: str) -> str:
        """What a record without key and id is called by all that is stated of it (`content_of`); empty for a name."""
        if item == NOTHING_STATED:
            return "未填写任何内容"
        if item.partition(" ")[0] not in self._fields:
            return ""
        kinds = self.program.schema.record_by_name
        record = max([kinds[kind]] if kind in kinds else kinds.values(), key=lambda one: len(_stated(item, one)))
        said = [
            f"{self.name(name, record.name)} {self._value(name, value, record)}"
            for name, value in _stated(item, record).items()
        ]
        return "，".join(said)

    def _value(self, name: str, value: str, record: Record) -> str:
        if value in _WORDS:
            return _WORDS[value]
        type_ = record.field_by_name[name].type
        match type_:
            case DateType():
                return value if (found := day(value)) is None else "{}年{}月{}日".format(*found)
            case ListType():
                return "、".join([self.member(one, type_) for one in value.split(", ")])
            case _:
                return self.member(value, type_)

    @cached_property
    def _fields(self) -> Set[str]:
        return {name for record in self.program.schema.records for name in record.field_by_name}

    def _keys(self, at: Passage) -> tuple[str, ...]:
        """The fields that make an item: those of a set, or the key of a kind of record."""
        clause = self._sets.get(at.line)
        if clause is not None:
            return clause.trigger.keys
        kind = self.program.schema.record_by_name.get(at.kind)
        return kind.key if kind is not None else ()

    def _type(self, word: str, kind: str) -> Type | None:
        """The type of a field of a kind of record, or of the applicant."""
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
        return {one.span.line: one for one in self.program.clauses if one.trigger.kind is TriggerKind.SET}

    @cached_property
    def _sentences(self) -> Mapping[tuple[int, str], str]:
        return {(line, text): said for line, text, said in self.program.chinese}

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return dict(self.program.texts)

    @cached_property
    def _own(self) -> Mapping[str, str]:
        return dict(reversed(self.program.labels))

    @cached_property
    def _kept(self) -> dict[str, dict[str, str]]:
        return {}

    def _of_kind(self, kind: str) -> Mapping[str, str]:
        record = self.program.schema.record_by_name.get(kind)
        return {} if record is None else self._labels_of(kind, record.words)

    def _labels_of(self, place: str, words: Iterable[Labelled]) -> Mapping[str, str]:
        if place not in self._kept:
            self._kept[place] = _labels(words)
        return self._kept[place]

    @cached_property
    def _of_all(self) -> Mapping[str, str]:
        """Every label; of a name with several the first in this order."""
        schema = self.program.schema
        every: list[Labelled] = [member for choice in schema.choices for member in choice.members]
        every += schema.about_applicants
        every += [*schema.records, *schema.series, *schema.choices]
        every += [word for record in schema.records for word in record.words]
        plurals = {record.plural: record.label.zh for record in schema.records if record.plural and record.label.zh}
        return plurals | _labels(every)


_WORDS = {"yes": "是", "no": "否", NONE.value: "无", CANNOT.value: "无法确定"}


def _stated(item: str, record: Record) -> dict[str, str]:
    """The values of a record that is called by all that is stated of it, by field; none where the item is a name."""
    found: dict[str, str] = {}
    for part in item.split(", "):
        name, space, value = part.partition(" ")
        if space and name in record.field_by_name:
            found[name] = value
        elif found:  # a value with a comma
            found[[*found][-1]] += f", {part}"
        else:
            break
    has_key = bool(record.key) and found.keys() >= {*record.key}  # it would be called by it
    return {} if has_key else found


def _labels(words: Iterable[Labelled]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        if word.label.zh:
            found.setdefault(word.name, word.label.zh)
    return found
