"""What a type of value has to say of itself: the list that each module beside this one fills in.

Whoever reads, writes, compares or shows a value asks its type. What is abstract here has no usual answer: a class that
lacks it cannot be made, and mypy names what is missing. The other answers are those of most types.
"""

from __future__ import annotations

import abc
import enum
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import ClassVar

from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.written_values import WrittenNumber
from ipdsl.schema.values.reading import DeclaredWords, ValueReader
from ipdsl.schema.values.stated_values import DisplayUnit

Json = dict[str, object]
TextParser = Callable[[str], object]
"""From a text that is not blank to plain data in a form that the reader of facts takes; else to the text as it is."""


class CellFormat(enum.Enum):
    """How the cells of a column of a workbook are formatted."""

    ANY = "any"
    TEXT = "text"
    DAY = "day"
    SUM = "sum"
    WHOLE = "whole"


class ArrowForm(enum.Enum):
    """Types of Arrow, besides texts, in whose columns values may be stated."""

    FLAGS = "flags"
    WHOLE_NUMBERS = "whole numbers"
    DECIMALS = "decimals"
    DAYS = "days"


class ColumnReader(enum.Enum):
    """What reads the plain cells of a column at once; cells of a type without a reader are read one by one."""

    NONE = "none"
    FLAGS = "flags"
    MEMBERS = "members"
    DAYS = "days"
    SUMS = "sums"
    RATES = "rates"
    COUNTS = "counts"
    MILLIONTHS = "millionths"


class Type(ValueObject, abc.ABC):
    """A type of value: what a word, a field or an expression can be."""

    __slots__ = ()

    # ---- what it is: few of these are true of one type

    is_poison: ClassVar[bool] = False
    """An expression that was already reported has this type."""
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
    """Names that mean something within the facts of one applicant."""
    is_list: ClassVar[bool] = False

    # ---- what may be done with its values

    is_ordered: ClassVar[bool] = False
    """`at least` and its like apply."""
    is_summable: ClassVar[bool] = False
    """`plus`, `less` and `30% of` apply."""
    is_totalled: ClassVar[bool] = False
    """`total` of a set and `increase of` apply."""
    is_numeric: ClassVar[bool] = False
    """Counts and plain numbers, which go together."""
    is_count: ClassVar[bool] = False
    """Whole numbers that count something."""
    is_whole: ClassVar[bool] = False
    """Values are held as whole numbers: counts, and sums in minor units."""
    is_discrete: ClassVar[bool] = False
    """Between two values that follow each other there is no other."""
    least: ClassVar[int | None] = None
    """No value is below."""
    display_unit: ClassVar[DisplayUnit] = DisplayUnit.PLAIN
    """How a number is to be shown."""

    # ---- what it names

    @property
    def choice_name(self) -> str:
        """The choice or level whose members are its values, or the empty text."""
        return ""

    @property
    def record_name(self) -> str:
        """The kind of record that its values name, or the empty text."""
        return ""

    @property
    def stated_currency(self) -> str | None:
        """The currency of a sum that is none in the policy's own; `*` if each fact states it."""
        return None

    @property
    def member_type(self) -> Type:
        """The type of the members of a list; any other type itself."""
        return self

    def members(self, vocabulary: DeclaredWords) -> tuple[object, ...] | None:
        """All values of a yes/no, choice or level; `None` where they cannot be listed."""
        return None

    # ---- words

    keyword: ClassVar[str] = ""
    """Its word in a vocabulary; types without one are declared by a name."""

    @property
    @abc.abstractmethod
    def phrase(self) -> Phrase:
        """With its article, as it stands in a sentence: `a count`, `money`."""

    @abc.abstractmethod
    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        """As an answer to be given to a question: `a whole number`."""

    amount_advice: ClassVar[Phrase] = NOTHING
    """What to write where an amount of money is needed, and a value of this type stands."""

    def case_advice(self, field: str) -> Phrase:
        """How a case writes a value of the field."""
        return NOTHING

    # ---- pages and cases

    def constant(self, number: Fraction) -> int | Fraction | None:
        """A number on a page as a value of this type; `None` where the number decides itself what it is."""
        return None

    def bound_text(self, bound: Fraction, currency: str) -> MessageValue:
        """The end of a row as an author would write it."""
        return written_values.decimal(bound)

    def plain_from_number(self, number: Fraction) -> object:
        """The plain data of a number that a case states; `None` where it is no value of this type."""
        return None

    def plain_from_word(self, word: str) -> object:
        """The plain data of a word that a case states; `None` where it is no value of this type."""
        return None

    # ---- facts

    @abc.abstractmethod
    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        """What reads values from plain data; `is_converted` where a sum may be in another currency."""

    @abc.abstractmethod
    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        """What reads a text that people write by hand; `known` are names of members by how they are written."""

    def part_parser(self, part: str) -> TextParser | None:
        """What reads such a text in a part of facts that is no plain value: a `year`, a `rank`."""
        return None

    def split_members(self, text: str, known: Mapping[str, str]) -> object:
        """The members of a list in a text that people write by hand, in plain data."""
        from ipdsl.base.values import handwritten_values

        if known:
            return handwritten_values.split_words(text, known)
        read = self.text_parser({})
        return [read(value) for value in handwritten_values.split_values(text)]

    def canonical(self, text: str, number: WrittenNumber | None, currency: str) -> object:
        """A text that was read by hand in the one form in which facts are written; `number` is the number in it."""
        return text

    # ---- JSON schema

    @abc.abstractmethod
    def schema_name(self, is_converted: bool = False) -> str:
        """The name of the definition that says how values are written."""

    def schema_of_value(self, vocabulary: DeclaredWords, is_converted: bool = False) -> Json:
        """The schema of a value, or that it is none or not known."""
        return {"$ref": f"#/$defs/{self.schema_name(is_converted)}"}

    def schema_definition(self) -> Json | None:
        """The definition of a stated value, if no vocabulary and no currency changes it."""
        return None

    # ---- workbooks

    @property
    def cell_format(self) -> CellFormat:
        """How its column is formatted."""
        return CellFormat.ANY

    @abc.abstractmethod
    def cell_example(self, column: str) -> str:
        """What the example row has in a column of that name; empty: a name."""

    def is_plain_text(self, text: str) -> bool:
        """Whether reading by hand would not change the text: a quick check for columns of texts."""
        return False

    # ---- tables

    arrow_forms: ClassVar[frozenset[ArrowForm]] = frozenset()
    """The columns, besides those of texts, that may state values."""
    column_phrase: ClassVar[Phrase] = Phrase("text", "文本")
    """What a column for values holds."""
    column_reader: ClassVar[ColumnReader] = ColumnReader.NONE
    """What reads the plain cells of a column at once."""
    column_decimals: ClassVar[int] = 6
    """Up to how many decimals of a number are read at once."""


def text_itself(text: str) -> str:
    """The text as it is."""
    return text
