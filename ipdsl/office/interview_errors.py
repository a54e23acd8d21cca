"""Findings about answers of an interview: U120 to U122. The reader of facts checks the values."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.errors import UsageFinding
from ipdsl.base.findings.finding import Texts
from ipdsl.base.findings.phrase import Phrase


class NotAChoice(UsageFinding, code="U120"):
    """An answer that is not one of the listed choices."""

    en: ClassVar[Texts] = Texts("`{found}` is not in the list", help="enter the number, or one of {words}")
    zh: ClassVar[Texts] = Texts("“{found}”不在列表中", help="请填序号，或{words}之一")

    found: str
    words: Phrase


class CountExpected(UsageFinding, code="U121"):
    """An answer that is not a valid number of records."""

    en: ClassVar[Texts] = Texts(
        "`{found}` is not a number from 0 to {times}", help="enter the number of records; use a workbook for more"
    )
    zh: ClassVar[Texts] = Texts("“{found}”不是0至{times}的个数", help="请填有几个；更多的请填入工作簿")

    found: str
    times: str


class KeyExpected(UsageFinding, code="U122"):
    """A record without the key that identifies it."""

    en: ClassVar[Texts] = Texts("`{field}` identifies the record and is required", help="enter a name or number")
    zh: ClassVar[Texts] = Texts("`{field}`用来区分各条记录，不能没有", help="请填名称或编号")

    field: str
