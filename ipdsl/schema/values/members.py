"""Members that a vocabulary declares, shared by choices and levels."""

from __future__ import annotations

import abc
from collections.abc import Collection, Iterable, Mapping
from functools import partial

import attrs

from ipdsl.base.findings.phrase import LocalizedName, Phrase, join_phrases
from ipdsl.schema.declarations import Choice
from ipdsl.schema.labels import NO_LABELS, Labels, labels_of, names_by_label
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.reading import DeclaredWords, FastPath, PlainWords, ValueContext, ValueReader
from ipdsl.schema.values.value_type import CellFormat, ColumnReader, TextParser, Type
from ipdsl.schema.values.wording import name_list


@attrs.frozen(eq=False, repr=False)
class MemberType(Type):
    """One of several declared members."""

    is_member = True
    amount_advice = Phrase(
        "choose by it: `by FIELD` with a row for each member", "请按它划分：`按 字段 分别奖励：`，每个取值一档"
    )
    cell_format = CellFormat.TEXT
    column_reader = ColumnReader.MEMBERS

    @property
    @abc.abstractmethod
    def choice_name(self) -> str: ...

    def members(self, vocabulary: DeclaredWords) -> tuple[object, ...]:
        return vocabulary.choice_by_name[self.choice_name].names

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        members = vocabulary.choice_by_name[self.choice_name].members
        names = join_phrases([LocalizedName(member.name, member.label.zh) for member in members])
        return Phrase("one of {members}", "下列之一：{members}", members=names)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        choice = vocabulary.choice_by_name[self.choice_name]
        labels = labels_of(choice.members)
        is_member = dict.fromkeys((*choice.names, *labels), True).get
        return ValueReader(fast_path_for_words(choice.names, labels), partial(_read_member, choice, labels), is_member)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values
        from ipdsl.schema.values.handwriting import special_word

        def read(text: str) -> str:
            name = handwritten_values.word(text, known)
            return name if name in known.values() else special_word(text) or name

        return read

    def split_members(self, text: str, known: Mapping[str, str]) -> object:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.split_words(text, known)

    def schema_name(self, is_converted: bool = False) -> str:
        return choice_schema_name(self.choice_name)

    def cell_example(self, column: str) -> str:
        return ""


def choice_schema_name(name: str) -> str:
    """The name of the definition of a choice. It has no point, because code generators read a point as a module."""
    return f"choice_{name.replace('.', '-')}"


def fast_path_for_words(words: Iterable[str], labels: Labels = NO_LABELS) -> FastPath[str]:
    """The quick check of a word that is one of several, or the label of one."""
    known: PlainWords[str] = PlainWords((word, word) for word in words)
    known.update([(label, name) for label, name in names_by_label(labels).items() if name in known])
    return known.__getitem__


def _read_member(
    choice: Choice, labels: Labels, context: ValueContext, data: object, field: str, path: str
) -> str | None:
    if not isinstance(data, str):
        advice = Phrase(
            "it is one of {members}", "应为其中之一：{members}", members=name_list(choice.names, 20, labels)
        )
        return context.report_wrong_type(
            data, field, path, Phrase("a member of `{choice}`", "`{choice}`的取值", choice=choice.name), advice
        )
    name = context.resolve_label(data, labels, path)
    if name is None or name in choice.names:
        return name
    report_unknown_member(context, path, field, data, choice.names, 20, labels)
    return None


def report_unknown_member(
    context: ValueContext, path: str, field: str, word: str, members: Collection[str], most: int = 12,
    labels: Labels = NO_LABELS,
) -> None:  # fmt: skip
    """Report a word that is not among the members, and list at most `most` of them."""
    advice = Phrase("it is one of {members}", "应为其中之一：{members}", members=name_list(members, most, labels))
    context.report_unknown(value_errors.UnknownFactMember, path, word, [*members, *labels], field=field, advice=advice)
