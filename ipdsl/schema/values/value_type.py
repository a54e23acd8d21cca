"""The interface of a type of value, which each module of `types` implements.

All code that reads, writes, compares or shows a value asks its type. Abstract members have no default: a class without
them cannot be created, and mypy lists the missing ones. The defaults are the answers of most types.
"""

from __future__ import annotations

import abc
import enum
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import ClassVar

from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.written_values import WrittenNumber
from ipdsl.schema.values.stated_values import DeclaredWords, DisplayUnit, ValueReader

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
    least: ClassVar[int | None] = None
    """The least value."""
    display_unit: ClassVar[DisplayUnit] = DisplayUnit.PLAIN
    """How a number is shown."""

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


def text_itself(text: str) -> str:
    """The unchanged text."""
    return text
