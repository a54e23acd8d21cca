"""Types of values: the interface that each module of `types` implements, and values as facts state them.

All code that reads, writes, compares or shows a value asks its type. Abstract members have no default: a class without
them cannot be created, and mypy lists the missing ones. The defaults are the answers of most types.

Emitted code is the Python text that a policy is compiled to. It computes with plain values only. The general path
handles all other facts, stated or missing; it is slower. Any other exception in emitted code is an error in ipdsl
(`ipdsl.engine.evaluator.raise_fault`).

A quick check returns the plain value of a field, or raises `NeedsFullReaderError`. Then the full rule of the type reads
it and reports findings. Both give the same value for everything that the quick check accepts.
"""

from __future__ import annotations

import abc
import datetime
import enum
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, NoReturn, Protocol, TypeAlias, TypeVar

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import NOTHING, Language, LocalizedName, MessageValue, Phrase, join_first_names
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.characters import visible
from ipdsl.base.values.written_values import WrittenNumber
from ipdsl.schema.declarations import NO_LABELS, Choice, LabelledDeclaration, Labels, labels_by_name

if TYPE_CHECKING:
    from ipdsl.schema.values.value_errors import BareRate


Key = TypeVar("Key")
Value = TypeVar("Value")


class NeedsGeneralPathError(Exception):
    """Emitted code defers the case to the general path. Raised on purpose."""


class KnownValues(dict[Key, Value]):
    """Values by name for emitted code; a missing name defers to the general path."""

    __slots__ = ()

    def __missing__(self, key: Key) -> NoReturn:
        raise NeedsGeneralPathError


class GeneralPathValue:
    """The base of values that are not plain: arithmetic and ordering with them defer to the general path."""

    __slots__ = ()

    if not TYPE_CHECKING:  # emitted text is not type-checked; all other code must not compute with these values

        def _needs_general_path(self, *_: object) -> NoReturn:
            raise NeedsGeneralPathError

        __lt__ = __le__ = __gt__ = __ge__ = _needs_general_path
        __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = _needs_general_path
        __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _needs_general_path
        __divmod__ = __rdivmod__ = _needs_general_path


class Special(GeneralPathValue, enum.Enum):
    """A statement in place of a value. Facts do not state `NO_VALUE`, the value of a pick of no record."""

    NONE = "none"
    CANNOT = "cannot be determined"
    NO_VALUE = "has no value"


NONE = Special.NONE
CANNOT = Special.CANNOT
NO_VALUE = Special.NO_VALUE


@attrs.frozen(eq=False, repr=False)
class ForeignAmount(GeneralPathValue, ValueObject):
    """A sum in a currency other than the policy's, in that currency's minor units."""

    minor: int
    currency: str


Fact: TypeAlias = "bool | int | Fraction | str | datetime.date | tuple[object, ...] | ForeignAmount | Special"


LONGEST = 60
_WORD = re.compile(r"\w+")


def printable(text: str) -> str:
    """A text for a finding: hidden characters are written out, and a long text is cut."""
    return visible(text[:LONGEST]) + ("…" if len(text) > LONGEST else "")


def describe(value: object) -> MessageValue:
    """A value in the words of JSON: `the text "no"`, `the number 1.6`, `a list`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return Phrase('the text "{text}"', "文本“{text}”", text=printable(value))
        case int() | Decimal() | Fraction() | float():
            return Phrase("the number {number}", "数字{number}", number=number_text(value))
        case datetime.date():
            return Phrase("the day {day}", "日期{day}", day=value.isoformat())
        case Mapping():
            return Phrase("an object", "对象") if value else Phrase("an empty object", "空对象")
        case list() | tuple():
            return Phrase("a list", "列表") if value else Phrase("an empty list", "空列表")
        case _ if value is NONE:
            return Phrase("none", "“没有”")
        case _ if value is CANNOT:
            return Phrase('"cannot be determined"', "“无法确定”")
        case _:
            return Phrase("something that JSON does not know", " JSON 不认识的内容")


def number_text(value: int | Decimal | Fraction | float) -> MessageValue:
    """A number as written, cut if it is extremely long."""
    if isinstance(value, int | Fraction) and max(abs(value.numerator), value.denominator).bit_length() > 400:
        return Phrase("of more than 100 digits", "（超过100位）")
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40:
        return printable(f"{value:f}")
    return printable(str(value))


def name_list(words: Iterable[str], most: int = 12, labels: Labels = NO_LABELS) -> Phrase:
    """`a, b, c` in the order given, the rest as a number; in Chinese with their unambiguous labels."""
    by_name = labels_by_name(labels)
    names = (
        LocalizedName(printable(word), word.zh if isinstance(word, LocalizedName) else printable(by_name.get(word, "")))
        for word in words
    )
    return join_first_names(names, most)


def declared_name(declared: LabelledDeclaration) -> LocalizedName:
    """The name of a declaration; in Chinese its label."""
    return LocalizedName(declared.name, declared.label.zh)


def quote_name(name: str) -> Phrase:
    """A name in backticks."""
    return Phrase("`{name}`", "`{name}`", name=name)


def child_path(path: str, step: str | int) -> str:
    """The path of a child: `$.records.patent` and 0 give `$.records.patent[0]`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if len(step) <= LONGEST and step.isidentifier() and step.isascii():
        return f"{path}.{step}"
    return f"{path}.{printable(step)}" if _WORD.fullmatch(step) else f'{path}["{printable(step)}"]'


FastPath: TypeAlias = Callable[[object], Value]
"""A quick check: it returns the value, or raises `NeedsFullReaderError`; or `TypeError` (`require_unhashable`)."""


class NeedsFullReaderError(Exception):
    """The full rule must read the value."""


def defer_to_full_reader(value: object) -> NoReturn:
    """A quick check that leaves every value to the full rule."""
    raise NeedsFullReaderError


def require_unhashable(error: Exception) -> None:
    """Raise a `TypeError` again, unless a value without a hash was looked up in a table of words or days.

    Such values are a list, an object, and a signaling NaN.

    Checking the type of each value before the lookup would cost a tenth of the reading time.
    """
    if isinstance(error, TypeError) and not str(error).startswith(("unhashable type: ", "Cannot hash ")):
        raise error


class PlainWords(dict[object, Value]):
    """The values of a quick check by word; other words are left to the full rule."""

    def __missing__(self, word: object) -> NoReturn:
        raise NeedsFullReaderError


class ValuesByText(dict[object, Value]):
    """Values by text, each computed once, because facts repeat the same few texts.

    Other forms are not cached, because `1` and `True` are equal as keys.
    """

    def __init__(self, check: FastPath[Value]) -> None:
        self.check = check

    def __missing__(self, data: object) -> Value:
        value = self.check(data)
        if type(data) is str and len(data) <= _LONGEST_CACHED:
            if len(self) >= _MOST_CACHED:
                self.clear()
            self[data] = value
        return value


_LONGEST_CACHED = 40
_MOST_CACHED = 10_000


class DeclaredWords(Protocol):
    """The declarations of a vocabulary that types refer to."""

    @property
    def choice_by_name(self) -> Mapping[str, Choice]: ...

    @property
    def record_by_name(self) -> Mapping[str, LabelledDeclaration]: ...


class ValueContext(Protocol):
    """The facts being read; rules report there what they do not accept. Each report returns `None`."""

    @property
    def currency(self) -> str: ...

    @property
    def finding_count(self) -> int: ...

    @property
    def bare_rates(self) -> list[BareRate]: ...

    def add(self, finding: Diagnostic) -> None: ...

    def refuse(self, finding: Diagnostic) -> Any | None: ...

    def report_wrong_type(
        self, data: object, field: str, path: str, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None: ...

    def report_wrong_form(
        self, data: object, path: str, what: MessageValue, expected: MessageValue, advice: Phrase = NOTHING
    ) -> Any | None: ...

    def report_missing(self, path: str, what: MessageValue, word: str, advice: Phrase = NOTHING) -> Any | None: ...

    def report_ambiguous(self, data: str, readings: Sequence[str], field: str, path: str) -> Any | None: ...

    def report_unknown(
        self, finding: Callable[..., Diagnostic], path: str, word: str, known: Iterable[str],
        meant: tuple[str, ...] = (), **details: MessageValue,
    ) -> Any | None: ...  # fmt: skip

    def read_parts(
        self, data: object, path: str, what: MessageValue, known: Mapping[str, object], advice: Phrase = NOTHING
    ) -> Mapping[str, object] | None: ...

    def read_list(
        self, data: object, path: str, what: MessageValue, advice: Phrase = NOTHING
    ) -> Sequence[object] | None: ...

    def resolve_label(self, word: str, labels: Labels, path: str) -> str | None: ...


ValueRule: TypeAlias = Callable[[ValueContext, object, str, str], Value | None]
"""A full rule. Arguments: the context, the data, the name of the field, the path for findings."""


def _names_no_value(word: str) -> None:
    """For types whose values are not words."""


class ValueReader(NamedTuple):
    """How the values of a type are read.

    `value_of_word` returns a value for a special word that the type itself uses (`无`), and `None` for others.
    `member_check` is the quick check of a member of a list. `takes_sums`: an object may be a sum with its currency.
    """

    quick_check: FastPath[Any]
    rule: ValueRule[Any]
    value_of_word: Callable[[str], object] = _names_no_value
    member_check: FastPath[Any] | None = None
    takes_sums: bool = False

    def field_rule(self) -> ValueRule[Any]:
        """The rule of a field, which may have a special value."""
        return partial(_read_value, self.rule, self.takes_sums, self.value_of_word)


SPECIAL = {"none": NONE, "cannot_be_determined": CANNOT}
_SPECIAL_WORDS = {**SPECIAL, "unknown": None}
SPECIAL_FORMS = Phrase(
    '{{"none": true}}, {{"cannot_be_determined": true}} or null',
    '`{{"none": true}}`、`{{"cannot_be_determined": true}}`或`null`',
)


def _read_value(
    rule: ValueRule[Value], takes_sums: bool, value_of_word: Callable[[str], object],
    context: ValueContext, data: object, field: str, path: str,
) -> Value | Special | None:  # fmt: skip
    """The value of a field; `None` if it is unknown (null) or was refused.

    Special words such as `none` are accepted, unless the type has a value of that name.
    """
    if isinstance(data, str) and data in written_values.SPECIAL and value_of_word(data) is None:
        data = _SPECIAL_WORDS[written_values.SPECIAL[data]]
    if data is None or isinstance(data, Special):
        return data
    if isinstance(data, Mapping) and not (takes_sums and ("amount" in data or "currency" in data)):
        return _read_special(context, data, field, path)
    return rule(context, data, field, path)


def is_none(data: object) -> bool:
    """Whether the data is `{"none": true}`, and not a number that equals true."""
    return isinstance(data, Mapping) and len(data) == 1 and data.get("none") is True


def _read_special(context: ValueContext, data: Mapping[object, object], field: str, path: str) -> Special | None:
    """`{"none": true}` or `{"cannot_be_determined": true}`; all else is reported."""
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


Json = dict[str, object]
TextParser = Callable[[str], object]
"""From a text that is not blank to plain data that the reader of facts accepts. Other texts are returned unchanged."""


class CellFormat(enum.Enum):
    """How the cells of a column of a workbook are formatted."""

    ANY = "any"
    TEXT = "text"
    DAY = "day"
    SUM = "sum"
    WHOLE = "whole"


class ArrowForm(enum.Enum):
    """Types of Arrow columns that may contain values, in addition to texts."""

    FLAGS = "flags"
    WHOLE_NUMBERS = "whole numbers"
    DECIMALS = "decimals"
    DAYS = "days"


class ColumnReader(enum.Enum):
    """What reads the plain cells of a whole column; types without a reader are read cell by cell."""

    NONE = "none"
    FLAGS = "flags"
    MEMBERS = "members"
    DAYS = "days"
    SUMS = "sums"
    RATES = "rates"
    COUNTS = "counts"
    MILLIONTHS = "millionths"


class Type(ValueObject, abc.ABC):
    """A type of value: the type of a word, a field or an expression."""

    __slots__ = ()

    # ---- the kind of type: few of these are true for one type

    is_poison: ClassVar[bool] = False
    """The type of an expression with a reported error."""
    is_flag: ClassVar[bool] = False
    is_money: ClassVar[bool] = False
    is_rate: ClassVar[bool] = False
    is_date: ClassVar[bool] = False
    is_duration: ClassVar[bool] = False
    is_level: ClassVar[bool] = False
    is_choice: ClassVar[bool] = False
    """Members without an order."""
    is_member: ClassVar[bool] = False
    """One of the members that a choice or level declares."""
    is_text: ClassVar[bool] = False
    is_name: ClassVar[bool] = False
    """Values are texts that name something, and are never changed."""
    is_local_name: ClassVar[bool] = False
    """Names that are valid only within the facts of one applicant."""
    is_word: ClassVar[bool] = False
    """Values are texts that are compared as a whole: names, and members of a choice or level."""
    is_list: ClassVar[bool] = False

    # ---- operations on its values

    is_ordered: ClassVar[bool] = False
    """`at least` and similar comparisons apply."""
    is_summable: ClassVar[bool] = False
    """`plus`, `less` and `30% of` apply."""
    is_totalled: ClassVar[bool] = False
    """`total` of a set and `increase of` apply."""
    is_numeric: ClassVar[bool] = False
    """Counts and plain numbers, which may be combined."""
    is_count: ClassVar[bool] = False
    """Whole numbers that count something."""
    is_whole: ClassVar[bool] = False
    """Values are stored as whole numbers: counts, and sums in minor units."""
    is_discrete: ClassVar[bool] = False
    """Values are discrete: each value has a next one."""
    least_value: int | None = None
    """The least value."""
    signed_type: ClassVar[Type | None] = None  # of such values that may be below 0

    # ---- declarations that it names

    @property
    def choice_name(self) -> str:
        """The choice or level that declares its values, or ""."""
        return ""

    @property
    def record_name(self) -> str:
        """The kind of record that its values name, or ""."""
        return ""

    @property
    def stated_currency(self) -> str | None:
        """The currency of a sum that is not in the policy's currency; `*` if each fact states it."""
        return None

    def currency_in(self, currency: str) -> str:
        """The currency of its sums, by default that of the policy; empty for other types, and if facts state it."""
        return ""

    def decimals(self, currency: str) -> int:
        """How many decimals of a written number are stored as part of a whole number."""
        return 0

    @property
    def member_type(self) -> Type:
        """The type of the members of a list; for other types, the type itself."""
        return self

    def members(self, vocabulary: DeclaredWords) -> tuple[object, ...] | None:
        """All values of a yes/no, choice or level; `None` if they cannot be listed."""
        return None

    # ---- words

    keyword: ClassVar[str] = ""
    """Its keyword in a vocabulary; types without one are named by a declaration."""

    @property
    @abc.abstractmethod
    def phrase(self) -> Phrase:
        """The type with its article, as used in a sentence: `a count`, `money`."""

    @abc.abstractmethod
    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        """The form of an answer to a question: `a whole number`."""

    amount_advice: ClassVar[Phrase] = NOTHING
    """Advice for a value of this type where an amount of money is needed."""

    case_form: ClassVar[Phrase] = NOTHING
    """How a case writes a value."""

    def case_advice(self, field: str) -> Phrase:
        """How a case writes a value of the field."""
        return self.case_form

    # ---- pages and cases

    def constant(self, number: Fraction) -> int | Fraction | None:
        """A number on a page as a value of this type; `None` if the number determines its own type."""
        return None

    def show(self, value: int | Fraction, language: Language, currency: str) -> str:
        """A number of this type as decisions and reasons print it; sums are in the currency."""
        return written_values.short_decimal(value)

    @property
    def shown_name(self) -> str:
        """The name by which evidence finds `show` (`ipdsl.schema.type_list.type_by_name`); empty for plain numbers."""
        return "" if type(self).show is Type.show else self.keyword

    def printed_text_zh(self, text: str, label: Callable[[str], str]) -> str:
        """The Chinese for a value that is printed in English; a member by its label."""
        return label(text)

    def bound_text(self, bound: Fraction, currency: str) -> MessageValue:
        """The end of a row as it is written on a page."""
        return written_values.decimal(bound)

    def plain_from_number(self, number: Fraction) -> object:
        """The plain data of a number in a case; `None` if it is not a value of this type."""
        return None

    def plain_from_word(self, word: str) -> object:
        """The plain data of a word in a case; `None` if it is not a value of this type."""
        return None

    # ---- facts

    @abc.abstractmethod
    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        """The reader of plain data; `is_converted` if a sum may be in a foreign currency."""

    @abc.abstractmethod
    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        """The parser of handwritten texts; `known` maps spellings to names of members."""

    def part_parser(self, part: str) -> TextParser | None:
        """The parser of handwritten texts for a part of facts that is not a plain value: a `year`, a `rank`."""
        return None

    def split_members(self, text: str, known: Mapping[str, str]) -> object:
        """The members of a list in a handwritten text, as plain data."""
        from ipdsl.base.values import handwritten_values

        if known:
            return handwritten_values.split_words(text, known)
        read = self.text_parser({})
        return [read(value) for value in handwritten_values.split_values(text)]

    def canonical(self, text: str, number: WrittenNumber | None, currency: str) -> object:
        """The canonical form of a handwritten text in facts; `number` is the number in it."""
        return text

    # ---- JSON schema

    @property
    @abc.abstractmethod
    def schema_name(self) -> str:
        """The name of the definition for its values."""

    def schema_of_value(self, vocabulary: DeclaredWords, is_converted: bool = False) -> Json:
        """The schema of a value, including none and unknown; `is_converted` if a sum may be in a foreign currency."""
        return {"$ref": f"#/$defs/{self.schema_name}"}

    def schema_definition(self) -> Json | None:
        """The definition of a stated value, if it does not depend on vocabulary or currency."""
        return None

    # ---- workbooks

    @property
    def cell_format(self) -> CellFormat:
        """How its column is formatted."""
        return CellFormat.ANY

    @property
    @abc.abstractmethod
    def cell_example(self) -> str:
        """The text in the example row; empty for a name."""

    plain_text: ClassVar[re.Pattern[str] | None] = None
    """Matches the texts that need no conversion: a quick check for columns of texts."""

    # ---- tables

    arrow_forms: ClassVar[frozenset[ArrowForm]] = frozenset()
    """The types of columns that may state values, in addition to texts."""
    column_phrase: ClassVar[Phrase] = Phrase("text", "文本")
    """The contents of a column of values."""
    column_reader: ClassVar[ColumnReader] = ColumnReader.NONE
    """What reads the plain cells of a whole column."""
    column_decimals: ClassVar[int] = 6
    """The maximum number of decimals that is read by column."""

    def column_number(self, value: object, vocabulary: DeclaredWords) -> int | None:
        """The number in columns of a value of a yes/no, choice or level; `None` for other types."""
        return None

    @property
    def key_domain(self) -> str:
        """What the numbers of its values mean in a column of keys; empty if columns have no such keys."""
        return ""


def text_itself(text: str) -> str:
    """The unchanged text."""
    return text
