"""Single values of facts: from plain data to the value of a declared type, strictly.

Each value may be written in the forms of `ipdsl.base.values.written_values`. Nothing is converted that could be a slip:
`true` is no number, 1 is no yes/no, 1.6 is no count, a float is refused.

Objects whose names the facts choose: values by name, among them the keys by which a line says of what it speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, TypeVar, assert_never

from ipdsl.base.findings.phrase import NOTHING, Phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.characters import FOREIGN_DIGIT, hidden_in_names
from ipdsl.base.values.money import DECIMALS, Money
from ipdsl.facts.context import (
    FieldReader,
    ReadContext,
    Rule,
    child_path,
    describe,
    name_list,
    number_text,
    ordered_names,
    printable,
    quote_name,
)
from ipdsl.facts.errors import form, problems
from ipdsl.facts.fast_checks import (
    DAYS,
    PLACEHOLDER_WORDS,
    FastPath,
    defer_to_full_reader,
    fast_path_for_sums,
    fast_path_for_words,
    plain_cents,
    plain_count,
    plain_day,
    plain_flag,
    plain_list,
    plain_name,
    plain_object,
    plain_rate,
    plain_sum,
    plain_text,
)
from ipdsl.facts.labels import Labels, labels_of, record_labels
from ipdsl.facts.values.days import read_day
from ipdsl.facts.values.names import report_unknown_member
from ipdsl.facts.values.numbers import read_count, read_exact, read_money, read_rate
from ipdsl.ir.facts import Fact, ForeignAmount
from ipdsl.ir.terms import Program
from ipdsl.ir.unknown import CANNOT, NONE, Special
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
from ipdsl.schema.vocabulary import Choice

SPECIAL = {"none": NONE, "cannot_be_determined": CANNOT}
_SPECIAL_WORDS = {**SPECIAL, "unknown": None}
_SUM = ordered_names("amount", "currency")
SPECIAL_FORMS = Phrase(
    '{{"none": true}}, {{"cannot_be_determined": true}} or null',
    '`{{"none": true}}`、`{{"cannot_be_determined": true}}`或`null`',
)


def field_reader(program: Program, type_: Type, is_converted: bool = False) -> FieldReader[Any]:
    """What reads the values of a type; `is_converted` where a sum may be in another currency."""
    check: FastPath[Any] = defer_to_full_reader
    rule: Rule[Any]
    says: Callable[[str], object] = _says_nothing
    match type_:
        case BoolType():
            check, rule, says = plain_flag, read_flag, written_values.flag
        case MoneyType(currency=currency):
            check = fast_path_for_sums(program) if currency in {None, "*"} else defer_to_full_reader
            if is_converted and check is plain_cents:
                check = partial(plain_sum, program.currency)
            rule = partial(_money, currency, is_converted)
        case RateType():
            check, rule = plain_rate, read_rate
        case CountType():
            check, rule = plain_count, read_count
        case NumberType():
            rule = partial(read_exact, expected=Phrase("a number", "数值"))
        case DateType():
            check, rule = plain_day, read_day
        case ChoiceType(choice=name) | LevelType(level=name):
            choice = program.schema.choice_by_name[name]
            labels = labels_of(choice.members)
            check, rule = fast_path_for_words(choice.names, labels), partial(_member, choice, labels)
            says = dict.fromkeys((*choice.names, *labels), True).get
        case TextType() | RecordType() | ApplicantType():
            check, rule, says = plain_name, read_name, str
        case ListType(item=item):
            member_reader = field_reader(program, item)
            member = DAYS.__getitem__ if isinstance(item, DateType) else member_reader.fast_path
            check, rule = partial(plain_list, member), partial(_list, member_reader.general_rule)
        case DurationType() | Poison():
            rule = _refuse_any_value
        case _:
            assert_never(type_)
    return FieldReader(check, partial(_value, rule, isinstance(type_, MoneyType), says))


def _says_nothing(word: str) -> None:
    """Types whose values are no words."""


def _value(
    rule: Rule[Fact], takes_sums: bool, says: Callable[[str], object],
    context: ReadContext, data: object, field: str, path: str,
) -> Fact | None:  # fmt: skip
    """The value of a field; `None` where it is unknown (null) or was refused.

    `none` and the like may be said in words, where `says` tells that the type itself has no value of that name.
    """
    if isinstance(data, str) and data in written_values.SPECIAL and says(data) is None:
        data = _SPECIAL_WORDS[written_values.SPECIAL[data]]
    if data is None or isinstance(data, Special):
        return data
    if isinstance(data, Mapping) and not (takes_sums and ("amount" in data or "currency" in data)):
        return _special(context, data, field, path)
    return rule(context, data, field, path)


def _refuse_any_value(context: ReadContext, data: object, field: str, path: str) -> None:
    advice = Phrase("a span of time follows from its days; give those", "时长由日期得出；请填写日期")
    context.report_wrong_type(data, field, path, Phrase("nothing that facts can state", "事实中不能填写的内容"), advice)


def read_text(context: ReadContext, data: object, field: str, path: str) -> str | None:
    """A name or word: not empty, without blanks around it, without line breaks and characters that nobody sees."""
    if isinstance(data, int) and not isinstance(data, bool) and 0 <= data < 10**written_values.MAX_DIGITS:
        return str(data)  # a year, a number of a contract
    if isinstance(data, str) and not data.isascii() and (year := written_values.year(data)) is not None:
        return str(year)  # a year is a name in many keys, and is written as one
    if not isinstance(data, str):
        advice = NOTHING
        if isinstance(data, int | Decimal) and not isinstance(data, bool):
            advice = Phrase(
                'write it in quotation marks: "{number}"', '请写在引号之中：`"{number}"`', number=number_text(data)
            )
        return context.report_wrong_type(data, field, path, Phrase("a text", "文本"), advice)
    problem, advice = _name_problem(data)
    if problem:
        return context.refuse(form.BadText(path=path, field=field, problem=problem, advice=advice))
    return data


def _name_problem(text: str) -> tuple[Phrase, Phrase]:
    """What is wrong with a text as a name, and what to write; both empty where nothing is."""
    if not text.strip():
        return (
            Phrase("is an empty text", "是空文本"),
            Phrase("leave the fact out where it is unknown", "不知道的，不填此项"),
        )
    if text != text.strip():
        return (
            Phrase("begins or ends with a blank", "首尾有空格"),
            Phrase("names are compared as a whole; take the blank away", "名称要整体比较；请删去空格"),
        )
    if any("\ud800" <= c <= "\udfff" or c < " " or c == "\x7f" for c in text):
        return (
            Phrase("holds a line break or a broken character", "有换行或损坏的字符"),
            Phrase("write the name on one line, as UTF-8", "名称请写在一行之内，用 UTF-8"),
        )
    if hidden := hidden_in_names().search(text):
        code = f"U+{ord(hidden.group()):04X}"
        return (
            Phrase("holds an invisible character, {code}", "有看不见的字符{code}", code=code),
            Phrase(
                "it looks like another name; take the character out, or type the name anew",
                "它看起来像另一个名称；请删去该字符，或重新输入名称",
            ),
        )
    if digit := FOREIGN_DIGIT.search(text):
        code = f"U+{ord(digit.group()):04X}"
        return (
            Phrase("holds a digit of another script, {code}", "有其他文字的数字{code}", code=code),
            Phrase("write the digits 0 to 9; this one may look like another", "请写数字0至9；这个字符可能像另一个数字"),
        )
    if text in PLACEHOLDER_WORDS:
        return (
            Phrase("is `{text}`, which names nothing", "是`{text}`，没有所指", text=text),
            Phrase("write {forms}", "请写{forms}", forms=SPECIAL_FORMS),
        )
    return NOTHING, NOTHING


def read_name(context: ReadContext, data: object, field: str, path: str) -> str | None:
    """A name or word that facts give to something; lines may refer to several at once, and be longer."""
    name = read_text(context, data, field, path)
    if name is None or len(name) <= written_values.MAX_LETTERS:
        return name
    problem, advice = (
        Phrase("has {count} characters", "有{count}个字符", count=len(name)),
        Phrase("a name has at most {most}", "名称最多{most}个字符", most=written_values.MAX_LETTERS),
    )
    return context.refuse(form.BadText(path=path, field=field, problem=problem, advice=advice))


def read_item_name(context: ReadContext, data: object, field: str, path: str) -> str | None:
    """The item of a line, as a decision prints it: one whose key is none is called so."""
    return data if isinstance(data, str) and data == NONE.value else read_text(context, data, field, path)


def read_flag(context: ReadContext, data: object, field: str, path: str) -> bool | None:
    """true or false, or a word for yes or no."""
    flag = written_values.flag(data) if isinstance(data, str) else data
    if isinstance(flag, bool):
        return flag
    advice = Phrase("write true or false, 是 or 否", "请写`true`或`false`，也可以写`是`或`否`")
    return context.report_wrong_type(data, field, path, Phrase("yes/no", "是或否"), advice)


def is_none(data: object) -> bool:
    """`{"none": true}`, and no number that is equal to true."""
    return isinstance(data, Mapping) and len(data) == 1 and data.get("none") is True


def _special(context: ReadContext, data: Mapping[object, object], field: str, path: str) -> Special | None:
    """`{"none": true}` or `{"cannot_be_determined": true}`, and nothing else."""
    for word, special in SPECIAL.items():
        if len(data) == 1 and data.get(word) is True:
            return special
    return context.report_wrong_form(
        data,
        path,
        quote_name(field),
        Phrase("a value", "值"),
        Phrase("write the value itself, {forms}", "请直接写值，或写{forms}", forms=SPECIAL_FORMS),
    )


def _money(
    declared: str | None, is_converted: bool, context: ReadContext, data: object, field: str, path: str
) -> int | ForeignAmount | None:
    """A sum: in the field's currency, or as `{"amount": …, "currency": …}` in a stated one."""
    policy_currency = context.program.currency
    currency = policy_currency if declared in {None, "*"} else str(declared)
    if isinstance(data, Money):
        data = {"amount": data.amount, "currency": data.currency}
    amount_path, code = path, None  # the code that the sum names, with its place
    if isinstance(data, Mapping):
        parts = context.read_parts(data, path, quote_name(field), _SUM) or {}
        for word in _SUM:
            if word not in parts:
                return context.report_missing(
                    path,
                    quote_name(field),
                    word,
                    Phrase(
                        'as in {{"amount": "100", "currency": "USD"}}', '例如`{{"amount": "100", "currency": "USD"}}`'
                    ),
                )
        code, data, amount_path = (
            (parts["currency"], child_path(path, "currency")),
            parts["amount"],
            child_path(path, "amount"),
        )
    elif isinstance(data, str) and (number := written_values.money(data)) is not None and number.currency:
        code = number.currency, path
    if code is not None:
        stated = read_currency(context, code[0], "currency", code[1])
        if stated is None:
            return None
        if stated not in {policy_currency, currency} and not is_converted and declared != "*":
            return context.refuse(form.ForeignCurrencyRefused(path=path, field=field, currency=stated, own=currency))
        currency = stated
    minor = read_money(context, data, field, amount_path, currency)
    if minor is None or currency == policy_currency:
        return minor
    return ForeignAmount(minor, currency)


def read_currency(context: ReadContext, data: object, field: str, path: str) -> str | None:
    """The letters of a currency."""
    if not isinstance(data, str):
        return context.report_wrong_type(
            data,
            field,
            path,
            Phrase("a text", "文本"),
            Phrase("use the three letters of ISO 4217, as in USD", "请写 ISO 4217 的三个字母，例如`USD`"),
        )
    return data if data in DECIMALS else context.report_unknown(form.UnknownFactCurrency, path, data, DECIMALS)


def _member(choice: Choice, labels: Labels, context: ReadContext, data: object, field: str, path: str) -> str | None:
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


_LIST_OF_ONE = Phrase("one value is written as a list of one", "只有一个值的，也写成列表")


def _list(rule: Rule[Fact], context: ReadContext, data: object, field: str, path: str) -> tuple[object, ...] | None:
    if isinstance(data, str):
        from ipdsl.base.values.handwritten_values import name_readings  # most lists are lists

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
            context.add(form.SpecialNotAllowed(path=member_path, field=field, found=describe(value), advice=advice))
        elif value is not None and value in values:
            context.add(form.DuplicateMember(path=member_path, field=field, word=printable(str(member))))
        elif value is not None:
            values.append(value)
    return tuple(values)


@lru_cache(maxsize=1024)
def minor_to_text(minor: int, decimals: int) -> str:
    """Minor units as a decimal text in main units: 5000000 gives `50000.00`."""
    if decimals == 2 and minor >= 0:
        return f"{minor // 100}.{minor % 100:02}"
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


_Name = TypeVar("_Name", str, int)
_Value = TypeVar("_Value")


def _plain_keys(value: object) -> dict[str, object]:
    return sorted_by_name({plain_text(name): _plain_key(key) for name, key in plain_object(value).items()})


def _plain_key(value: object) -> object:
    return tuple(map(plain_text, value)) if type(value) is list else plain_text(value)


_KEYS_EXAMPLE = Phrase('as in {{"family": "F1"}}', '例如`{{"family": "F1"}}`')


def _read_keys(context: ReadContext, data: object, field: str, path: str) -> dict[str, object]:
    """Keys by field name, as they were written: what they say is read by their types (`call_language`)."""

    def read(name: str, value: object, value_path: str) -> tuple[str | None, object]:
        return read_text(context, name, field, value_path), value

    return read_named_values(context, data, path, field, _KEYS_EXAMPLE, read)


def read_named_values(
    context: ReadContext,
    data: object,
    path: str,
    field: str,
    advice: Phrase,
    read: Callable[[str, object, str], tuple[_Name | None, _Value | None]],
) -> dict[_Name, _Value]:
    """An object of values by name: the pairs of which both are stated, in the order of the names."""
    parts = context.read_object(data, path, f"`{field}`", advice) or {}
    values: dict[_Name, _Value] = {}
    for word, stated in parts.items():
        value_path = child_path(path, word)
        name, value = read(word, stated, value_path)
        if name is not None and name in values:
            context.add(problems.DuplicateName(path=value_path, word=printable(word)))  # one year in two forms
        elif name is not None and value is not None:
            values[name] = value
    return sorted_by_name(values)


def sorted_by_name(parts: dict[_Name, _Value]) -> dict[_Name, _Value]:
    """By name, or by year."""
    return parts if len(parts) < 2 else dict(sorted(parts.items()))


KEYS_READER = FieldReader(_plain_keys, _read_keys)
"""What reads the names of the keys of a line."""


def split_kind_prefix(program: Program, item: str, kind: str) -> tuple[str, str]:
    """An item and its kind, where the kind may stand before the item: `patent_prize: ZL1`."""
    before, between, rest = item.partition(": ")
    known = program.schema.record_by_name
    kind_names = program.compute_once(record_labels).get(before, (before,)) if between and rest else ()
    about = known.get(kind_names[0]) if len(kind_names) == 1 else None
    if about is None or (kind and (kind not in known or known[kind].root != about.root)):
        return item, kind
    return rest, kind or about.name
