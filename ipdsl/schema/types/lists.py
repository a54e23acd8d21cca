"""Lists of values of one type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.value_type import (
    DeclaredWords,
    Fact,
    FastPath,
    Json,
    NeedsFullReaderError,
    Special,
    TextParser,
    Type,
    ValueContext,
    ValueReader,
    ValueRule,
    child_path,
    describe,
    printable,
)


@attrs.frozen(eq=False, repr=False)
class ListType(Type):
    """Several values of one type (`pledged_right list of text`)."""

    item: Type

    is_list = True
    schema_name = "special"  # has no definition

    @property
    def choice_name(self) -> str:
        return ""

    @property
    def member_type(self) -> Type:
        return self.item

    @property
    def shown_name(self) -> str:
        return self.item.shown_name

    def printed_text_zh(self, text: str, label: Callable[[str], str]) -> str:
        return "、".join([label(member) for member in text.split(", ")])

    @property
    def phrase(self) -> Phrase:
        return Phrase("a list ({item} each)", "列表（每项为{item}）", item=self.item.phrase)

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        item = self.item.answer_phrase(vocabulary, currency)
        return Phrase("a list, each {item}", "清单，每项为{item}", item=item)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        member = self.item.value_reader(vocabulary, currency)
        check = member.member_check or member.quick_check
        return ValueReader(partial(plain_list, check), partial(_read_list, member.field_rule()))

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        def read(text: str) -> object:
            return (
                handwritten_values.special_word(text)
                or self.item.split_members(text.strip(handwritten_values.EDGES), known)
                or text
            )

        return read

    def schema_of_value(self, vocabulary: DeclaredWords, is_converted: bool = False) -> Json:
        items = {"$ref": f"#/$defs/known_{self.item.schema_name}"}
        return {"anyOf": [{"type": "array", "uniqueItems": True, "items": items}, {"$ref": "#/$defs/special"}]}

    @property
    def cell_example(self) -> str:
        return self.item.cell_example


_LIST_OF_ONE = Phrase("one value is written as a list of one", "只有一个值的，也写成列表")


def _read_list(
    rule: ValueRule[Fact], context: ValueContext, data: object, field: str, path: str
) -> tuple[object, ...] | None:
    if isinstance(data, str):
        from ipdsl.base.values.handwritten_values import name_readings  # not needed for most lists

        if readings := name_readings(data):
            return context.report_ambiguous(data, readings, field, path)
    members = context.read_list(data, path, f"`{field}`", _LIST_OF_ONE)
    if members is None:
        return None
    values: list[object] = []
    for index, member in enumerate(members):
        member_path, before = child_path(path, index), context.finding_count
        value = rule(context, member, field, member_path)
        if isinstance(value, Special) or (value is None and context.finding_count == before):
            advice = Phrase(
                "leave it out of the list; where the list itself is not known, write null for the whole",
                "请从列表中删去；整个列表都不知道的，整体写`null`",
            )
            context.add(
                value_errors.SpecialNotAllowed(path=member_path, field=field, found=describe(value), advice=advice)
            )
        elif value is not None and value in values:
            context.add(value_errors.DuplicateMember(path=member_path, field=field, word=printable(str(member))))
        elif value is not None:
            values.append(value)
    return tuple(values)


def plain_list(read: FastPath[Fact], value: object) -> tuple[object, ...]:
    """A list without duplicate members."""
    if type(value) is not list:
        raise NeedsFullReaderError
    members = tuple([read(member) for member in value])
    if len(members) > 1 and len(set(members)) < len(members):
        raise NeedsFullReaderError
    return members
