"""Single values of facts: from plain data to the value of a declared type, strictly.

Each value may be written in the forms of `ipdsl.values.written`. Nothing is converted that could be a slip: `true` is
no number, 1 is no yes/no, 1.6 is no count, a float is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, assert_never

from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.runtime.facts import Fact, Foreign
from ipdsl.runtime.reading import value_errors
from ipdsl.runtime.reading.base import Part, Reading, Rule, at, names
from ipdsl.runtime.reading.days import read_day
from ipdsl.runtime.reading.labels import Labels, labels_of
from ipdsl.runtime.reading.named import report_member
from ipdsl.runtime.reading.numbers import exact, read_count, read_money, read_rate
from ipdsl.runtime.reading.quick import (
    DAYS,
    NO_NAMES,
    Quick,
    check_of_sums,
    not_plain,
    one_of,
    plain_cents,
    plain_count,
    plain_day,
    plain_flag,
    plain_name,
    plain_rate,
    plain_several,
    plain_sum,
)
from ipdsl.runtime.reading.wording import described, in_ticks, listed, number, shown
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import CANNOT, NONE, Special
from ipdsl.schema.model import Choice
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
from ipdsl.values.characters import FOREIGN_DIGIT, hidden_in_names
from ipdsl.values.money import DECIMALS, Money

SPECIAL = {"none": NONE, "cannot_be_determined": CANNOT}
_SAID = {**SPECIAL, "unknown": None}
_SUM = names("amount", "currency")
SPECIAL_FORMS = Phrase(
    '{{"none": true}}, {{"cannot_be_determined": true}} or null',
    '`{{"none": true}}`、`{{"cannot_be_determined": true}}`或`null`',
)


def part_of(program: Program, type_: Type, is_converted: bool = False) -> Part[Any]:
    """What reads the values of a type; `is_converted` where a sum may be in another currency."""
    check: Quick[Any] = not_plain
    rule: Rule[Any]
    says: Callable[[str], object] = _says_nothing
    match type_:
        case BoolType():
            check, rule, says = plain_flag, read_flag, written.flag
        case MoneyType(currency=currency):
            check = check_of_sums(program) if currency in {None, "*"} else not_plain
            if is_converted and check is plain_cents:
                check = partial(plain_sum, program.currency)
            rule = partial(_money, currency, is_converted)
        case RateType():
            check, rule = plain_rate, read_rate
        case CountType():
            check, rule = plain_count, read_count
        case NumberType():
            rule = partial(exact, expected=Phrase("a number", "数值"))
        case DateType():
            check, rule = plain_day, read_day
        case ChoiceType(choice=name) | LevelType(level=name):
            choice = program.schema.choice_by_name[name]
            labels = labels_of(choice.members)
            check, rule = one_of(choice.names, labels), partial(_member, choice, labels)
            says = dict.fromkeys((*choice.names, *labels), True).get
        case TextType() | RecordType() | ApplicantType():
            check, rule, says = plain_name, read_name, str
        case ListType(item=item):
            of = part_of(program, item)
            member = DAYS.__getitem__ if isinstance(item, DateType) else of.check
            check, rule = partial(plain_several, member), partial(_list, of.rule)
        case DurationType() | Poison():
            rule = _nothing
        case _:
            assert_never(type_)
    return Part(check, partial(_value, rule, isinstance(type_, MoneyType), says))


def _says_nothing(word: str) -> None:
    """Types whose values are no words."""


def _value(
    rule: Rule[Fact], takes_sums: bool, says: Callable[[str], object],
    reading: Reading, data: object, field: str, path: str,
) -> Fact | None:  # fmt: skip
    """The value of a field; `None` where it is unknown (null) or was refused.

    `none` and the like may be said in words, where `says` tells that the type itself has no value of that name.
    """
    if isinstance(data, str) and data in written.SPECIAL and says(data) is None:
        data = _SAID[written.SPECIAL[data]]
    if data is None or isinstance(data, Special):
        return data
    if isinstance(data, Mapping) and not (takes_sums and ("amount" in data or "currency" in data)):
        return _special(reading, data, field, path)
    return rule(reading, data, field, path)


def _nothing(reading: Reading, data: object, field: str, path: str) -> None:
    advice = Phrase("a span of time follows from its days; give those", "时长由日期得出；请填写日期")
    reading.wrong_type(data, field, path, Phrase("nothing that facts can state", "事实中不能填写的内容"), advice)


def read_text(reading: Reading, data: object, field: str, path: str) -> str | None:
    """A name or word: not empty, without blanks around it, without line breaks and characters that nobody sees."""
    if isinstance(data, int) and not isinstance(data, bool) and 0 <= data < 10**written.MOST_DIGITS:
        return str(data)  # a year, a number of a contract
    if isinstance(data, str) and not data.isascii() and (year := written.year(data)) is not None:
        return str(year)  # a year is a name in many keys, and is written as one
    if not isinstance(data, str):
        advice = NOTHING
        if isinstance(data, int | Decimal) and not isinstance(data, bool):
            advice = Phrase(
                'write it in quotation marks: "{number}"', '请写在引号之中：`"{number}"`', number=number(data)
            )
        return reading.wrong_type(data, field, path, Phrase("a text", "文本"), advice)
    problem, advice = _slip_in(data)
    if problem:
        return reading.refuse(value_errors.BadText(path=path, field=field, problem=problem, advice=advice))
    return data


def _slip_in(text: str) -> tuple[Phrase, Phrase]:
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
    if text in NO_NAMES:
        return (
            Phrase("is `{text}`, which names nothing", "是`{text}`，没有所指", text=text),
            Phrase("write {forms}", "请写{forms}", forms=SPECIAL_FORMS),
        )
    return NOTHING, NOTHING


def read_name(reading: Reading, data: object, field: str, path: str) -> str | None:
    """A name or word that facts give to something; lines may refer to several at once, and be longer."""
    name = read_text(reading, data, field, path)
    if name is None or len(name) <= written.MOST_LETTERS:
        return name
    problem, advice = (
        Phrase("has {count} characters", "有{count}个字符", count=len(name)),
        Phrase("a name has at most {most}", "名称最多{most}个字符", most=written.MOST_LETTERS),
    )
    return reading.refuse(value_errors.BadText(path=path, field=field, problem=problem, advice=advice))


def read_item_name(reading: Reading, data: object, field: str, path: str) -> str | None:
    """The item of a line, as a decision prints it: one whose key is none is called so."""
    return data if isinstance(data, str) and data == NONE.value else read_text(reading, data, field, path)


def read_flag(reading: Reading, data: object, field: str, path: str) -> bool | None:
    """true or false, or a word for yes or no."""
    found = written.flag(data) if isinstance(data, str) else data
    if isinstance(found, bool):
        return found
    advice = Phrase("write true or false, 是 or 否", "请写`true`或`false`，也可以写`是`或`否`")
    return reading.wrong_type(data, field, path, Phrase("yes/no", "是或否"), advice)


def is_none(data: object) -> bool:
    """`{"none": true}`, and no number that is equal to true."""
    return isinstance(data, Mapping) and len(data) == 1 and data.get("none") is True


def _special(reading: Reading, data: Mapping[object, object], field: str, path: str) -> Special | None:
    """`{"none": true}` or `{"cannot_be_determined": true}`, and nothing else."""
    for word, special in SPECIAL.items():
        if len(data) == 1 and data.get(word) is True:
            return special
    return reading.wrong_form(
        data,
        path,
        in_ticks(field),
        Phrase("a value", "值"),
        Phrase("write the value itself, {forms}", "请直接写值，或写{forms}", forms=SPECIAL_FORMS),
    )


def _money(
    declared: str | None, is_converted: bool, reading: Reading, data: object, field: str, path: str
) -> int | Foreign | None:
    """A sum: in the field's currency, or as `{"amount": …, "currency": …}` in a stated one."""
    own = reading.program.currency
    currency = own if declared in {None, "*"} else str(declared)
    if isinstance(data, Money):
        data = {"amount": data.amount, "currency": data.currency}
    where, code = path, None  # the code that the sum names, with its place
    if isinstance(data, Mapping):
        parts = reading.parts(data, path, in_ticks(field), _SUM) or {}
        for word in _SUM:
            if word not in parts:
                return reading.missing(
                    path,
                    in_ticks(field),
                    word,
                    Phrase(
                        'as in {{"amount": "100", "currency": "USD"}}', '例如`{{"amount": "100", "currency": "USD"}}`'
                    ),
                )
        code, data, where = (parts["currency"], at(path, "currency")), parts["amount"], at(path, "amount")
    elif isinstance(data, str) and (number := written.money(data)) is not None and number.currency:
        code = number.currency, path
    if code is not None:
        stated = read_currency(reading, code[0], "currency", code[1])
        if stated is None:
            return None
        if stated not in {own, currency} and not is_converted and declared != "*":
            return reading.refuse(value_errors.ForeignNotTaken(path=path, field=field, currency=stated, own=currency))
        currency = stated
    minor = read_money(reading, data, field, where, currency)
    if minor is None or currency == own:
        return minor
    return Foreign(minor, currency)


def read_currency(reading: Reading, data: object, field: str, path: str) -> str | None:
    """The letters of a currency."""
    if not isinstance(data, str):
        return reading.wrong_type(
            data,
            field,
            path,
            Phrase("a text", "文本"),
            Phrase("use the three letters of ISO 4217, as in USD", "请写 ISO 4217 的三个字母，例如`USD`"),
        )
    return data if data in DECIMALS else reading.unknown(value_errors.UnknownCurrency, path, data, DECIMALS)


def _member(choice: Choice, labels: Labels, reading: Reading, data: object, field: str, path: str) -> str | None:
    if not isinstance(data, str):
        advice = Phrase("it is one of {members}", "应为其中之一：{members}", members=listed(choice.names, 20, labels))
        return reading.wrong_type(
            data, field, path, Phrase("a member of `{choice}`", "`{choice}`的取值", choice=choice.name), advice
        )
    name = reading.name_of(data, labels, path)
    if name is None or name in choice.names:
        return name
    report_member(reading, path, field, data, choice.names, 20, labels)
    return None


_LIST_OF_ONE = Phrase("one value is written as a list of one", "只有一个值的，也写成列表")


def _list(rule: Rule[Fact], reading: Reading, data: object, field: str, path: str) -> tuple[object, ...] | None:
    if isinstance(data, str):
        from ipdsl.values.handwritten import name_readings  # most lists are lists

        if readings := name_readings(data):
            return reading.ambiguous(data, readings, field, path)
    members = reading.as_list(data, path, f"`{field}`", _LIST_OF_ONE)
    if members is None:
        return None
    values: list[object] = []
    for index, member in enumerate(members):
        here, before = at(path, index), reading.count
        value = rule(reading, member, field, here)
        if isinstance(value, Special) or (value is None and reading.count == before):
            advice = Phrase(
                "leave it out of the list; where the list itself is not known, write null for the whole",
                "请从列表中删去；整个列表都不知道的，整体写`null`",
            )
            reading.add(value_errors.SpecialNotAllowed(path=here, field=field, found=described(value), advice=advice))
        elif value is not None and value in values:
            reading.add(value_errors.DuplicateMember(path=here, field=field, word=shown(str(member))))
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
