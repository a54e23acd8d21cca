"""Sums of money in minor units of the policy's currency, or of a currency that the sum states."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial

import attrs

from ipdsl.base.findings.phrase import Language, MessageValue, Phrase, literal_phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.money import DECIMALS, LIST_DATE, UNITS_OF_ACCOUNT, WITHDRAWN, Money, group_digits
from ipdsl.base.values.written_values import WrittenNumber
from ipdsl.schema.types.count import plain_count
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import (
    LARGEST,
    MOST,
    MOST_LENGTH,
    PLAIN_NUMBER,
    amount_pattern,
    check_number,
    is_negative,
    number_schema,
    object_schema,
    or_special,
    plain_text,
    ref,
    shown_number,
    text_schema,
    written_number,
)
from ipdsl.schema.values.value_type import (
    ArrowForm,
    CellFormat,
    ColumnReader,
    DeclaredWords,
    FastPath,
    ForeignAmount,
    Json,
    NeedsFullReaderError,
    TextParser,
    Type,
    ValueContext,
    ValueReader,
    child_path,
    defer_to_full_reader,
    printable,
    quote_name,
)


def is_refused_code(code: str) -> bool:
    """Whether ISO 4217 has the code, but not as a currency in use."""
    return code in WITHDRAWN or code in UNITS_OF_ACCOUNT


def currency_advice(code: str) -> Phrase:
    """The next step for a code that is not a currency in use."""
    if code in WITHDRAWN:
        return Phrase(
            "`{code}` was withdrawn; state the sum in the currency that replaced it",
            "`{code}`已停用；请改用接替它的货币填写金额",
            code=code,
        )
    if code in UNITS_OF_ACCOUNT:
        return Phrase(
            "`{code}` is the code of a metal, a unit of account or a test, which has no minor unit; use the currency "
            "of the payment",
            "`{code}`是贵金属、记账单位或测试用的代码，没有辅币单位；请填写付款的货币",
            code=code,
        )
    return Phrase(
        "use three letters of ISO 4217 (list of {date}), as in USD",
        "请写 ISO 4217（{date}的清单）的三个字母，例如`USD`",
        date=LIST_DATE,
    )


ANY_CURRENCY = "*"


@attrs.frozen(eq=False, repr=False)
class MoneyType(Type):
    """A sum, in the policy's own currency (`None`) or a declared one.

    With `"*"` each fact states its currency, and the sum is converted. Facts may state a sum below 0 only of a field
    that `may_be_negative`, such as a profit.
    """

    currency: str | None = None
    may_be_negative: bool = False

    is_money = is_ordered = is_summable = is_totalled = is_whole = True
    keyword = "money"
    phrase = Phrase("money", "金额")
    arrow_forms = frozenset({ArrowForm.WHOLE_NUMBERS, ArrowForm.DECIMALS})
    column_phrase = Phrase(
        "a sum (whole numbers of the smallest unit, decimal or text)", "金额（以最小单位计的整数、十进制数或文本）"
    )
    column_reader = ColumnReader.SUMS
    case_form = Phrase(
        "write a sum in figures, without quotation marks, such as 20000", "请用数字写金额，不加引号，例如20000"
    )
    plain_text = PLAIN_NUMBER

    @property
    def least_value(self) -> int | None:  # type: ignore[override]  # a class attribute of other types
        return None if self.may_be_negative else 0

    @property
    def signed_type(self) -> MoneyType:  # type: ignore[override]  # a class attribute of other types
        return MoneyType(self.currency, may_be_negative=True)

    @property
    def stated_currency(self) -> str | None:
        return self.currency

    def currency_in(self, currency: str) -> str:
        return "" if self.currency == ANY_CURRENCY else self.currency or currency

    def decimals(self, currency: str) -> int:
        return DECIMALS.get(self.currency_in(currency) or currency, 2)

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        if self.currency == ANY_CURRENCY:
            return Phrase("a sum with its currency", "金额，写明币种")
        return Phrase("a sum in {currency}", "金额，币种{currency}", currency=self.currency or currency)

    def show(self, value: int | Fraction, language: Language, currency: str) -> str:
        return group_digits(int(value), DECIMALS.get(currency, 2))  # without a fraction of a minor unit

    def bound_text(self, bound: Fraction, currency: str) -> MessageValue:
        value = bound / 10 ** DECIMALS[currency]
        chinese = (
            written_values.number_with_unit(value, "元")
            if currency == written_values.YUAN
            else f"{written_values.decimal(value)} {currency}"
        )
        return literal_phrase(written_values.decimal(value), chinese)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        is_own = self.currency in {None, ANY_CURRENCY}
        check: FastPath[int | ForeignAmount] = fast_path_for_sums(currency) if is_own else defer_to_full_reader
        if is_converted and check is plain_cents:
            check = partial(plain_sum, currency)
        return ValueReader(check, partial(_read_stated_money, self, is_converted), takes_sums=True)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.with_special_words(handwritten_values.amount)

    def canonical(self, text: str, number: WrittenNumber | None, currency: str) -> object:
        if number is None:
            return text
        amount = written_values.decimal(number.value)
        return amount if number.currency in ("", currency) else {"amount": amount, "currency": number.currency}

    @property
    def schema_name(self) -> str:
        name = "money" if self.currency is None else "money_of_any_currency"
        return f"{name}_below_0" if self.may_be_negative else name

    def schema_of_value(self, vocabulary: DeclaredWords, is_converted: bool = False) -> Json:
        if is_converted:
            return attrs.evolve(self, currency=ANY_CURRENCY).schema_of_value(vocabulary)
        return super().schema_of_value(vocabulary)

    @property
    def cell_format(self) -> CellFormat:
        return CellFormat.SUM if self.currency != ANY_CURRENCY else CellFormat.TEXT

    @property
    def cell_example(self) -> str:
        return "10000.00" if self.currency != ANY_CURRENCY else "100 USD"


# ---------------------------------------------------------------------------------------------- facts

_SUM: Mapping[str, None] = {"amount": None, "currency": None}
SUM_FORM = literal_phrase(written_values.SUM_FORM, written_values.SUM_FORM.replace(", ", "、").replace(" or ", "或"))
"""How a sum is written in facts."""
_MONEY_FORM = Phrase("a number, or a text such as {form}", "数字，或{form}这样的文本", form=SUM_FORM)
_MONEY_ADVICE = Phrase("write {form}", "请写{form}", form=_MONEY_FORM)
_MONEY = Phrase("money", "金额")
_CENTS = (-2, -1, 0)


def _read_stated_money(
    type_: MoneyType, is_converted: bool, context: ValueContext, data: object, field: str, path: str
) -> int | ForeignAmount | None:
    """A sum in the field's currency, or as `{"amount": …, "currency": …}` in a stated one."""
    policy_currency, declared = context.currency, type_.currency
    currency = policy_currency if declared in {None, "*"} else str(declared)
    if isinstance(data, Money):
        data = {"amount": data.amount, "currency": data.currency}
    amount_path, code = path, None  # the currency code of the sum, with its place
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
            return context.refuse(
                value_errors.ForeignCurrencyRefused(path=path, field=field, currency=stated, own=currency)
            )
        currency = stated
    minor = read_money(context, data, field, amount_path, currency, may_be_negative=type_.may_be_negative)
    return minor if minor is None or currency == policy_currency else ForeignAmount(minor, currency)


def read_currency(context: ValueContext, data: object, field: str, path: str) -> str | None:
    """The code of a currency."""
    if not isinstance(data, str):
        return context.report_wrong_type(
            data,
            field,
            path,
            Phrase("a text", "文本"),
            currency_advice(""),
        )
    if data in DECIMALS:
        return data
    known = () if is_refused_code(data) else DECIMALS
    return context.report_unknown(
        value_errors.UnknownFactCurrency, path, data, known, advice=currency_advice(printable(data))
    )


def read_money(
    context: ValueContext, data: object, field: str, path: str, currency: str, *, may_be_negative: bool = False
) -> int | None:
    """A sum in minor units of the currency, without more decimals than the currency has."""
    if isinstance(data, Mapping | Money):
        _refuse_object(context, data, field, path, currency)
        return None
    if isinstance(data, str) and (readings := written_values.point_readings(data)) and DECIMALS.get(currency, 2) < 3:
        return context.report_ambiguous(data, readings, field, path)
    number = written_values.money(data) if isinstance(data, str) else written_number(data)
    if number is not None and number.currency not in ("", currency):
        stated = printable(number.currency)
        return context.refuse(
            value_errors.ForeignCurrencyRefused(path=path, field=field, currency=stated, own=currency)
        )
    value = check_number(context, number, data, field, path, _MONEY, _MONEY_ADVICE)
    if value is None:
        return None
    if not may_be_negative and is_negative(data, value):
        advice = Phrase(
            "a correction is not a sum by itself: reduce the sum that it corrects, and leave this one out; a loss is"
            " stated in a field that the vocabulary declares as `money, may be below 0`",
            "更正不单独填写：请把被更正的金额改为更正后的余额，并删去这一笔；可能亏损的字段，词汇中应写明`金额，可为负`",
        )
        return context.refuse(value_errors.Negative(path=path, field=field, found=shown_number(data), advice=advice))
    decimals = DECIMALS.get(currency, 2)
    minor: Fraction = value * int(10**decimals)
    if minor.denominator != 1:
        allowed = (
            Phrase("{decimals} decimals", "最多{decimals}位小数", decimals=decimals)
            if decimals
            else Phrase("no decimals", "没有小数")
        )
        return context.refuse(
            value_errors.TooManyFactDecimals(
                path=path, field=field, found=shown_number(data), currency=currency, decimals=allowed
            )
        )
    return minor.numerator


def read_sum(context: ValueContext, data: object, field: str, path: str) -> int | None:
    """A sum in the policy's currency."""
    return read_money(context, data, field, path, context.currency)


def _refuse_object(
    context: ValueContext, data: Mapping[object, object] | Money, field: str, path: str, currency: str
) -> None:
    """Report a sum that names its currency where all sums have the same one."""
    parts = {"currency": data.currency} if isinstance(data, Money) else data
    stated = parts.get("currency")
    if isinstance(stated, str) and stated != currency and {"amount", "currency"}.issuperset(parts):
        context.add(
            value_errors.ForeignCurrencyRefused(path=path, field=field, currency=printable(stated), own=currency)
        )
        return
    description = (
        Phrase("an object with a currency", "带币种的对象") if "currency" in parts else Phrase("an object", "对象")
    )
    expected, advice = (
        Phrase("a sum in {currency}", "以{currency}计的金额", currency=currency),
        Phrase("write the sum alone: {form}", "请只写金额：{form}", form=_MONEY_FORM),
    )
    context.add(value_errors.WrongType(path=path, field=field, expected=expected, found=description, advice=advice))


def plain_cents(value: object) -> int:
    """A sum in minor units, of a currency with two decimals."""
    if type(value) is str:
        if len(value) > 1 and value[0] == "0" and value[1] != ".":
            raise NeedsFullReaderError
        if 3 < len(value) <= MOST_LENGTH and value[-3] == ".":
            digits = value[:-3] + value[-2:]
            if digits.isdigit() and digits.isascii():
                return int(digits)
        elif value.isdigit() and value.isascii() and len(value) <= MOST_LENGTH:
            return int(value) * 100
    elif type(value) is int:
        if 0 <= value < MOST:
            return value * 100
    elif type(value) is Decimal and value.as_tuple().exponent in _CENTS and 0 <= value < MOST:
        return int(value * 100)
    raise NeedsFullReaderError


_SUM_PARTS = {"currency", "amount"}


_FAST_PATHS: Mapping[int, FastPath[int]] = {0: plain_count, 2: plain_cents}
"""The quick checks of sums by decimals."""


def plain_sum(policy_currency: str, value: object) -> int | ForeignAmount:
    """A sum that may be in a currency other than the policy's (which has two decimals)."""
    if type(value) is not dict:
        return plain_cents(value)
    if value.keys() != _SUM_PARTS:
        raise NeedsFullReaderError
    currency, amount = plain_text(value["currency"]), value["amount"]
    if currency not in DECIMALS:
        raise NeedsFullReaderError
    minor = _FAST_PATHS.get(DECIMALS[currency], defer_to_full_reader)(amount)
    return minor if currency == policy_currency else ForeignAmount(minor, currency)


def fast_path_for_sums(currency: str) -> FastPath[int]:
    """The quick check of a sum; it always defers to the full reader if the currency does not have two decimals."""
    return plain_cents if DECIMALS.get(currency, 2) == 2 else defer_to_full_reader


@lru_cache(maxsize=1024)
def minor_to_text(minor: int, decimals: int) -> str:
    """Minor units as a decimal text in main units: 5000000 gives `50000.00`."""
    if decimals == 2 and minor >= 0:
        return f"{minor // 100}.{minor % 100:02}"
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


# ---------------------------------------------------------------------------------------------- JSON schema


def money_forms(currency: str) -> Json:
    """Schema of sums: plain ones in the policy's currency, and sums that state a currency."""
    return {**_money_forms(currency, "", ""), **_money_forms(currency, "_below_0", "-?")}


def _money_forms(currency: str, suffix: str, sign: str) -> Json:
    """The forms of sums of which texts begin with a sign; `suffix` is that of their names."""
    decimals = DECIMALS[currency]
    number = number_schema(exclusiveMinimum=-LARGEST) if sign else number_schema(minimum=0)
    alike = {places: sorted(c for c in DECIMALS if DECIMALS[c] == places) for places in sorted({*DECIMALS.values()})}
    description = Phrase(
        "{currency} in main units, a number or a text such as {form}, with at most {decimals} decimals",
        "{currency}，以元等主单位计，写数字或{form}这样的文本，最多{decimals}位小数",
        currency=currency,
        form=SUM_FORM,
        decimals=str(decimals),
    )
    named = "|".join(_named_sum(places, codes, sign) for places, codes in alike.items())
    stated = [
        _sum_with_currency(
            {
                "anyOf": [
                    number,
                    text_schema(f"{_named_sum(places, codes, sign)}|{_signed_amount(places, sign)}"),
                ]
            },
            codes,
        )
        for places, codes in alike.items()
    ]
    sum_ = ref(f"sum{suffix}")
    in_currency = _signed_amount(decimals, sign)
    forms: dict[str, Json] = {
        f"money{suffix}": {"anyOf": [sum_, _sum_with_currency(sum_, [currency])]},
        f"money_of_any_currency{suffix}": {
            "description": Phrase(
                "{said}; or in another currency, as on the receipt", "{said}；或按票据写其他币种", said=description
            ),
            "anyOf": [number, text_schema(f"{named}|{in_currency}"), *stated],
        },
    }
    return {
        f"sum{suffix}": {
            "description": description,
            "anyOf": [number, text_schema(f"{_named_sum(decimals, [currency], sign)}|{in_currency}")],
        },
        **{f"known_{name}": form for name, form in forms.items()},
        **{name: or_special(ref(f"known_{name}")) for name in forms},
    }


def _signed_amount(decimals: int, sign: str) -> str:
    return f"{sign}({amount_pattern(decimals)})" if sign else amount_pattern(decimals)


def _named_sum(decimals: int, currencies: list[str], sign: str) -> str:
    """Pattern of a sum that names one of the currencies, before or after it."""
    number = _signed_amount(decimals, sign)
    forms = [f"({number})({_names(currencies)})", f"({'|'.join(currencies)}) ?({number})"]
    if written_values.YUAN in currencies:
        forms.append(f"({'|'.join((*written_values.SIGNS_OF_YUAN, written_values.YUAN))}) ?({number})元?")
    return "|".join(forms)


def _names(currencies: list[str]) -> str:
    """Pattern of the names of currencies."""
    codes = "|".join(f" {code}" for code in currencies)
    return f"元|{codes}" if written_values.YUAN in currencies else codes


def _sum_with_currency(amount: Json, currencies: list[str]) -> Json:
    return object_schema({"amount": amount, "currency": {"enum": currencies}})
