"""Findings about tables of applicants: R093 to R096. They stand beside those about facts, which tables give too.

Their place is a column (`column invention_patent.granted_on`) or a table, not a JSON path.
"""

from __future__ import annotations

from typing import ClassVar

from ipdsl.diagnostics.model import Diagnostic, Severity, Texts
from ipdsl.diagnostics.phrase import MessageValue, Phrase


class NotATable(Diagnostic):
    """What was given is no table of Arrow, and offers none."""

    code: ClassVar[str] = "R093"
    en: ClassVar[Texts] = Texts(
        "{what} is no table, but {found}",
        help="give a table of pyarrow, or what offers one: a frame of Polars or of pandas (2.2 or later), a relation "
        'of DuckDB; for flat tables give them by name: {{"applicant": …, "invention_patent": …}}',
    )
    zh: ClassVar[Texts] = Texts(
        "{what}不是表，而是{found}",
        help="请给出`pyarrow`的表，或能提供这种表的对象：`Polars`或`pandas`（2.2以上）的数据框、`DuckDB`的关系；"
        '分开的表请按名称给出：`{{"applicant": …, "invention_patent": …}}`',
    )

    what: MessageValue
    found: MessageValue


class FloatColumn(Diagnostic):
    """A column of binary floating-point numbers."""

    code: ClassVar[str] = "R094"
    en: ClassVar[Texts] = Texts(
        "`{field}` is a column of `{found}`, and floats are not exact",
        help="cast the column to decimal or to text where the values arise; whole numbers of a sum are taken as its "
        "smallest unit, so that 100 is 1 yuan",
    )
    zh: ClassVar[Texts] = Texts(
        "`{field}`是`{found}`类型的列，而浮点数不精确",
        help="请在数值产生之处把该列转换为十进制数或文本；金额的整数以最小单位计，100即1元",
    )

    field: str
    found: str


class NoSuchApplicant(Diagnostic):
    """A row of a flat table whose applicant is not in the table of applicants."""

    code: ClassVar[str] = "R095"
    en: ClassVar[Texts] = Texts(
        "the table `applicant` has no applicant `{applicant}`",
        help="add the applicant, mend the id, or leave the row out: nobody was settled with it",
    )
    zh: ClassVar[Texts] = Texts(
        "表`applicant`中没有申请人`{applicant}`",
        help="请补上该申请人、改正其编号，或去掉这一行：没有人用到它",
    )

    applicant: str


class ColumnNotStated(Diagnostic):
    """No column for what the policy reads."""

    code: ClassVar[str] = "R096"
    severity: ClassVar[Severity] = Severity.WARNING
    en: ClassVar[Texts] = Texts(
        "the policy reads `{word}`, and no column states it",
        help="it is unknown for every applicant; give {form}",
    )
    zh: ClassVar[Texts] = Texts("政策要读取`{word}`，而没有这一列", help="它对每个申请人都是未知的；请给出{form}")

    word: str
    form: Phrase
