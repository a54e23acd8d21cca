"""The Chinese sentences of a block in the form that the phrase book reads, with the record of the awards before them.

The form has narrow characters and no blanks, no currency and no full stop. A sentence with rows under it is one
sentence with `:` before its rows and `;` between them. A row under a row begins with the text of that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipdsl.base.values.handwritten_values import without_currency
from ipdsl.driver.advice.blocks import YEAR_IN_CHINESE, Block, BlockLine, has_own_year
from ipdsl.driver.advice.forms import UnreadError, Words, present
from ipdsl.schema.vocabulary import RecordKind

_NARROW = str.maketrans("，；：（）％　。！“”", ',;:()% ..""')
_DAY_OF_START = re.compile(r"(?:自|从)?\d{4}年\d{1,2}月\d{1,2}日(?:起|以后|开始|之日起),")
_DEFINED = re.compile('^(本..?所称)"(.+?)"')


def sentence_and_record(block: Block, words: Words, currency: str) -> tuple[str, RecordKind | None]:
    """The sentence of a block in plain form, and the record of the awards before it."""
    own_year = has_own_year(block.head)
    text = _plain(block.line.text, currency, has_own_year=own_year)
    if block.line.below:
        rows = (_plain(row, currency, has_own_year=own_year) for row in _rows(block.line))
        text = f"{text.removesuffix(':')}:{';'.join(rows)}"
    return text, _record_above(block.above, words)


def line_of_head(line: BlockLine) -> str | None:
    """The line of the head of a page that says when its years begin: `财政年度自7月1日起算`."""
    match = YEAR_IN_CHINESE.fullmatch(line.text.replace(" ", "").rstrip("。"))
    return None if match is None or line.below else f"年度 自 {int(match['month'])}月{int(match['day'])}日 起算"


def plain_line(line: BlockLine, currency: str) -> str:
    """A line under a sentence in plain form."""
    return present(None if line.below else _plain(line.text, currency, has_own_year=False))


def _rows(line: BlockLine) -> Iterator[str]:
    for row in line.below:
        first = row.text.strip().rstrip(":：")
        yield from (f"{first}且{below}" for below in _rows(row)) if row.below else (row.text,)


def _plain(text: str, currency: str, *, has_own_year: bool) -> str:
    plain = _DEFINED.sub(r"\1\2", text.translate(_NARROW).replace(" ", ""))
    if '"' in plain or "#" in plain:
        raise UnreadError
    if has_own_year:
        plain = re.sub("(?:财政|会计|预算)年度", "年度", plain)
    plain = present(without_currency(plain, currency))
    if currency == "CNY":
        plain = re.sub(r"(?<=元)人民币|人民币(?=\d)", "", plain)
    return plain.rstrip(".;,")


def _record_above(above: tuple[BlockLine, ...], words: Words) -> RecordKind | None:
    """The only record of the first clauses of the awards before: the one that is named, or that has their event."""
    records = []
    for line in above:
        text = _DAY_OF_START.sub("", line.text.translate(_NARROW).replace(" ", ""))
        clause = text.partition(",")[0]
        named = [name for name in words.records if name in clause]
        longest = [name for name in named if not any(name in other for other in named if other != name)]
        with_event = [name for name, record in words.records.items() if _has_event_of(clause, record, words)]
        candidates = longest or with_event
        records += [words.records[name] for name in candidates if len(candidates) == 1]
    return records[0] if len({record.name for record in records}) == 1 else None


def _has_event_of(clause: str, record: RecordKind, words: Words) -> bool:
    return any(event and event in clause for event in words.events(record))
