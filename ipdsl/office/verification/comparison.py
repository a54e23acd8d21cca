"""Compare what a document states with a new settlement: origin, sums, ledger lines and visible text.

Input: the stamp or the ledger of the document, and that of the new settlement. Output: differences in a fixed order.
The comparison finds mistakes and accidental changes. It does not prevent forgery, because anybody can write a stamp.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from typing import Any, NamedTuple

import attrs

from ipdsl.base.findings.finding import nearest
from ipdsl.base.findings.phrase import MessageValue, Phrase, join_names
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.money import Money
from ipdsl.ir.proposal import Outcome
from ipdsl.ledger.line_reader import HEAD
from ipdsl.ledger.recall import is_answer
from ipdsl.office.letters.body import BACK_NOW
from ipdsl.office.letters.instalment_text import STATES
from ipdsl.office.letters.sentences import (
    day_in_words,
    event_of_recovery,
    paid_item,
    program_of,
    readable,
)
from ipdsl.office.lists.tables import PolicyList, printed_cell, summary_table
from ipdsl.office.stamp import Stamp
from ipdsl.office.verification.documents import DocumentRow, OfficeDocument
from ipdsl.report.localizer import Localizer, amount, clean, counted_phrase
from ipdsl.schema.details import DETAILS, hide_long_numbers, last_digits
from ipdsl.schema.values.value_type import child_path, printable

PARTS: Mapping[str, Phrase] = {
    "policy": Phrase("policy", "政策"),
    "options": Phrase("options", "选项"),
    "facts": Phrase("facts", "事实"),
    "history": Phrase("ledger that was read", "所读台账"),
    "ledger": Phrase("ledger number", "台账编号"),
    "payable": Phrase("payable now", "本次应付"),
    BACK_NOW: Phrase("to be paid back now", "本次应退回"),
    "lines": Phrase("line", "台账行"),
    "payments": Phrase("payments", "付款"),
    "text": Phrase("text", "文字"),
    "signature": Phrase("signature", "签名"),
}
"""The parts that are compared, in order."""


@attrs.frozen
class FileDifference:
    """What differs, and where; `part` is a key of `PARTS`."""

    part: str
    what: Phrase
    place: str = ""


def _value_difference(part: str, stated: MessageValue, computed: MessageValue) -> FileDifference:
    return FileDifference(part, _stated_and_computed(stated, computed))


def _stated_and_computed(stated: MessageValue, computed: MessageValue) -> Phrase:
    return Phrase("stated {stated}, computed {computed}", "文件中为{stated}，重新计算为{computed}",
                  stated=stated or _NOTHING, computed=computed or _NOTHING)  # fmt: skip


_NOTHING = Phrase("nothing", "无")


def compare_stamps(stated: Stamp, computed: Stamp, ledgers: Iterable[str]) -> Iterator[FileDifference]:
    """The differences of a stamp; `ledgers` are the numbers that the ledger of the new settlement may have."""
    if (stated.policy, stated.policy_hash) != (computed.policy, computed.policy_hash):
        yield _value_difference("policy", *(f"{stamp.policy} {stamp.policy_hash[:8]}" for stamp in (stated, computed)))
    if (stated.day, stated.years) != (computed.day, computed.years):
        yield _value_difference("options", _span(stated), _span(computed))
    if stated.applicants != computed.applicants:
        counts = (counted_phrase(stamp.applicants, "{n} applicant{s}", "{n}个申请人") for stamp in (stated, computed))
        yield _value_difference("facts", *counts)
    elif stated.facts != computed.facts:
        yield _value_difference("facts", stated.facts[:16], computed.facts[:16])
    if stated.history != computed.history:
        yield _value_difference("history", stated.history, computed.history)
    if stated.ledger and stated.ledger not in ledgers:
        yield _value_difference("ledger", stated.ledger, join_names(dict.fromkeys(filter(None, ledgers))))
    if (stated.payable, stated.currency) != (computed.payable, computed.currency):
        yield _value_difference(
            "payable", *(amount(Money(stamp.payable, stamp.currency)) for stamp in (stated, computed))
        )
    if (before := stated.document.get(BACK_NOW)) != (after := computed.document.get(BACK_NOW)):
        yield _value_difference(BACK_NOW, *(f"{Decimal(text):,}" if text else "" for text in (before, after)))


def _span(stamp: Stamp) -> str:
    return " ".join([stamp.day, *map(str, stamp.years)])


# ---------------------------------------------------------------------------------------------- ledgers


class _LineKey(NamedTuple):
    """What names a line of a ledger."""

    applicant: str
    clause: str
    item: str
    event_date: str
    year: str

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> _LineKey:
        return cls(*(str(line.get(name) or "") for name in cls._fields))

    def text(self, localize: Localizer) -> str:
        """`F1, article 7, technology contract recorded, 2022-8, 1 September 2022`."""
        day = day_in_words(datetime.date.fromisoformat(self.event_date), localize) if self.event_date else self.year
        award, item = localize.names.award_of_article(self.clause), localize.names.item_of_award(self.item, self.clause)
        texts = [self.applicant, award, readable(item, localize), day]
        if self.clause in program_of(localize).money_back:
            on = datetime.date.fromisoformat(self.event_date) if self.event_date else None
            texts[1:] = [readable(event_of_recovery(self.clause, self.item, on, localize), localize)]
        return clean(localize(", ", "，").join(filter(None, texts)))


_FIELDS = {
    "policy": Phrase("policy", "政策"), "row": Phrase("tier", "档次"), "kind": Phrase("record", "记录类别"),
    "matter": Phrase("matter", "同一事项"), "level": Phrase("level", "级别"), "keys": Phrase("counted by", "计算依据"),
    "by_discretion": Phrase("sum set by the office", "主管机关核定"), "proposed": Phrase("before cuts", "应计"),
    "admitted": Phrase("before caps", "限额前金额"), "charged": Phrase("counted under caps", "计入限额"),
    "granted": Phrase("granted", "核准"), "due": Phrase("due", "应得"), "carried": Phrase("carried forward", "结转"),
    "carry_until": Phrase("carried forward until", "结转至"), "lapsed": Phrase("lapsed", "作废"),
    "outcome": Phrase("outcome", "结果"), "fields": Phrase("fields of the record", "记录的内容"),
    "recovers": Phrase("payments taken back", "追回的款项"), "back": Phrase("to be paid back", "应退回"),
    "set_off": Phrase("withheld or set off", "已扣除或抵扣"), "parts": Phrase("instalments", "各期"),
}  # fmt: skip
"""The words for the fields of a line."""

_OUTSIDE_THE_CHAIN = ("digest", "page", "payments", "repaid")
"""Parts of a line that a later run or the office may set."""


def compare_ledgers(
    stated: Mapping[str, Any], computed: Mapping[str, Any], localize: Localizer
) -> Iterator[FileDifference]:
    """The lines of a ledger that a new settlement does not give, gives in addition, or gives with other content.

    Payments of a line are compared with the amount due of the line, and what was paid back with what is owed. If lines
    differ, the ledgers that were read are compared first.
    """
    differences = [*_line_differences(stated, computed, localize)]
    before, after = (str((ledger.get(HEAD) or {}).get("previous") or "") for ledger in (stated, computed))
    if differences and before != after:
        yield _value_difference("history", before, after)
    yield from differences


def _line_differences(
    stated: Mapping[str, Any], computed: Mapping[str, Any], localize: Localizer
) -> Iterator[FileDifference]:
    computed_lines = _lines_by_key(computed)
    for key, (number, line) in _lines_by_key(stated).items():
        place = f"$.ledger[{number}]"
        _, other = computed_lines.pop(key, (0, None))
        if other is None:
            what = _stated_and_computed(_shown_sum(line, localize), "")
            yield _line_difference(key[0], what, place, localize)
            continue
        for name in {**line, **other}:
            if name not in _OUTSIDE_THE_CHAIN and line.get(name) != other.get(name):
                before, after = (_shown_value(name, entry, localize) for entry in (line, other))
                part = Phrase("{name}: {what}", "{name}：{what}", name=_FIELDS.get(name, name),
                              what=_stated_and_computed(before, after))  # fmt: skip
                yield _line_difference(key[0], part, f"{place}.{name}", localize)
        payments = sum(Decimal(payment["amount"]) for payment in line.get("payments") or ())
        due = sum(map(Decimal, (line.get("due") or {}).values()))
        if payments > due:
            paid, owed = f"{payments:,}", f"{due:,}"
            what = Phrase("{paid} is paid, {due} is due", "已付{paid}，应得{due}", paid=paid, due=owed)
            yield FileDifference("payments", what, place)
        back = sum(map(Decimal, (line.get("back") or {}).values())) - Decimal(line.get("set_off") or 0)
        if (repaid := Decimal(line.get("repaid") or 0)) > back:
            what = Phrase("{repaid} was paid back, {back} was to be paid back", "已退回{repaid}，应退回{back}",
                          repaid=f"{repaid:,}", back=f"{back:,}")  # fmt: skip
            yield FileDifference("payments", what, place)
    for key, (_, line) in computed_lines.items():
        what = _stated_and_computed("", _shown_sum(line, localize))
        yield _line_difference(key[0], what, "", localize)


def _line_difference(key: _LineKey, what: Phrase, place: str, localize: Localizer) -> FileDifference:
    part = Phrase("{line}: {what}", "{line}：{what}", line=key.text(localize), what=what)
    return FileDifference("lines", part, place)


def _shown_sum(line: Mapping[str, Any], localize: Localizer) -> str:
    """What is due by a line, or to be paid back."""
    return _shown_value("back" if "back" in line else "due", line, localize)


def _shown_value(name: str, line: Mapping[str, Any], localize: Localizer) -> str:
    """A field of a line as a person reads it: `30,000.00`, `yes`; empty without a value."""
    value, names = line.get(name), localize.names
    match name, value:
        case "due" | "back", {**years} if len(years) == 1:
            [value] = years.values()
        case "recovers", [*taken]:
            items = (paid_item(part["clause"], part["item"], localize)[1] for part in taken)
            value = {f"{item} {part['payment']}": part["sum"] for item, part in zip(items, taken, strict=True)}
        case "parts", [*instalments]:
            words = ([part["part"], localize(*STATES[part["state"]]), part.get("day"), part.get("to")]
                     for part in instalments)  # fmt: skip
            names_of_parts = (" ".join(map(str, filter(None, each))) for each in words)
            value = {name: part["sum"] for name, part in zip(names_of_parts, instalments, strict=True)}
        case "charged", {**caps}:
            value = {names.rule(str(rule)): sum_ for rule, sum_ in caps.items()}
        case "keys" | "fields", {**parts}:
            value = {names.name(str(word), str(line.get("kind"))): part for word, part in parts.items()}
        case "row", str():
            value = names.sentence(value)
        case "kind", str():
            value = names.name(value)
        case "outcome", str() if value in {outcome.value for outcome in Outcome}:
            value = localize.outcome(Outcome(value))
    return clean(readable(_value_text(value, localize), localize))


def _value_text(value: object, localize: Localizer) -> str:
    if isinstance(value, Mapping):
        texts = (f"{name}{localize(': ', '：')}{_value_text(part, localize)}" for name, part in value.items())
        return localize(", ", "，").join(texts)
    if isinstance(value, bool):
        return localize("yes", "是") if value else localize("no", "否")
    text = "" if value is None else str(value)
    return f"{Decimal(text):,}" if _MONEY.fullmatch(text) else text


_MONEY = re.compile(r"\d+\.\d+")


def _lines_by_key(ledger: Mapping[str, Any]) -> dict[tuple[_LineKey, int], tuple[int, Mapping[str, Any]]]:
    """The lines by key, and among equal keys by their order."""
    seen = Counter[_LineKey]()
    lines: dict[tuple[_LineKey, int], tuple[int, Mapping[str, Any]]] = {}
    for number, line in enumerate(ledger["ledger"]):
        if not is_answer(line):
            key = _LineKey.of(line)
            lines[key, seen[key]] = number, line
            seen[key] += 1
    return lines


# ---------------------------------------------------------------------------------------------- visible text


_FIGURE = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
_WORD_OF_DIGITS = re.compile(r"[0-9A-Za-z./-]*\d[0-9A-Za-z,./-]*(?<![,./-])")
_CAPITALS = re.compile(r"[零壹贰叁肆伍陆柒捌玖][零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整点]+")
_BLANKS = re.compile("[\\s\u200b]+")


def compare_texts(
    document: OfficeDocument, texts: Iterable[str], *, are_rows: bool = False
) -> Iterator[FileDifference]:
    """The texts that the document does not have, each with its nearest line, and its rows with other amounts.

    Blanks do not count, and line breaks only if the texts `are_rows` of a list. A place of the document is one text,
    and the longest texts are found first.
    """
    lines, texts = [row for row in document.rows if row.text], [text.strip() for text in texts if text]
    known = Counter(map(_without_blanks, texts))
    whole_rows = known & Counter(_without_blanks(row.text) for row in lines)
    left = Counter(whole_rows)
    other_rows = [row for row in lines if not _take(left, _without_blanks(row.text))]
    whole = "" if are_rows else "".join(_without_blanks(row.text) for row in other_rows)
    by_word = values_by_key((word, row) for row in other_rows for word in dict.fromkeys(row.text.split()))
    missing = Counter[str]()
    for text in sorted(texts, key=len, reverse=True):
        if _take(whole_rows, _without_blanks(text)):
            continue
        before, stated, after = whole.partition(_without_blanks(text))
        whole = f"{before}\n{after}" if stated else whole
        missing[text] += not stated
    for text in texts:
        if not missing[text]:
            continue
        missing[text] -= 1
        near = _nearest_row(text, other_rows if len(other_rows) <= _FEW else _rows_with_rare_words(text, by_word))
        if near is None or near.text == text:
            yield FileDifference("text", _missing_text(text))
        else:
            known[_without_blanks(near.text)] += 1
            yield FileDifference("text", _stated_and_computed(*_differing_parts(near.text, text)), near.place)
    for row in lines:
        if len(row.cells) > 1 and _amounts(row.text) and _without_blanks(row.text) not in known:
            shown = hide_long_numbers(row.text)
            yield FileDifference(
                "text", Phrase("“{text}” is not computed", "重新计算没有“{text}”", text=shown), row.place
            )


def _missing_text(text: str) -> Phrase:
    return Phrase("“{text}” is missing", "缺少“{text}”", text=hide_long_numbers(text))


_FEW, _RARE = 200, 20
"""A missing text is compared with each of a few rows; of more rows only with those that share a rare word with it."""


def _rows_with_rare_words(text: str, rows_by_word: Mapping[str, Sequence[DocumentRow]]) -> list[DocumentRow]:
    """At most 20 rows, those with most of the words of a text that at most 20 rows have."""
    rows = (rows_by_word.get(word, ()) for word in dict.fromkeys(text.split()))
    shared = Counter(chain.from_iterable(entries for entries in rows if len(entries) <= _RARE))
    return [row for row, _ in shared.most_common(_RARE)]


_LEAST_LIKENESS = 0.6
"""The likeness of a line and a text below which the line is another one."""


def _take(texts: Counter[str], text: str) -> bool:
    """Take a text away; false if it is not there."""
    texts[text] -= 1
    return texts[text] >= 0


def _nearest_row(text: str, rows: Sequence[DocumentRow]) -> DocumentRow | None:
    """The row that is most like a text; `None` if no row is like it."""
    matcher = SequenceMatcher(None, "", text)
    near, most = None, _LEAST_LIKENESS
    for row in rows:
        matcher.set_seq1(row.text)
        if matcher.real_quick_ratio() >= most and matcher.quick_ratio() >= most:
            likeness = matcher.ratio()
            if likeness > most or (near is None and likeness == most):
                near, most = row, likeness
    return near


def _differing_parts(stated: str, computed: str) -> tuple[str, str]:
    """Two texts that differ; only their words with digits if the other words are the same. Accounts are hidden."""
    if _WORD_OF_DIGITS.sub("", stated) == _WORD_OF_DIGITS.sub("", computed):
        pairs = zip(_WORD_OF_DIGITS.findall(stated), _WORD_OF_DIGITS.findall(computed), strict=True)
        shown = (", ".join(words) for words in zip(*(pair for pair in pairs if pair[0] != pair[1]), strict=True))
    else:
        shown = (f"“{text}”" for text in (stated, computed))
    before, after = map(hide_long_numbers, shown)
    return before, after


def list_texts(lists: Sequence[PolicyList], localize: Localizer, *, is_workbook: bool) -> Iterator[str]:
    """The rows and sums of lists as a document has them; in a workbook also the lines below, and other tables."""
    tables = [table for entry in lists for table in (*entry.main, *(entry.outside if is_workbook else ()))]
    if is_workbook and len(lists) > 1:
        tables.insert(0, summary_table(lists, localize))
    show = _workbook_cell if is_workbook else printed_cell
    for table in tables:
        if table.rows or is_workbook:
            rows: Iterable[Sequence[str | int | Money]] = (*table.cells(), table.sum_cells(localize))
            yield from (" ".join(show(cell) for cell in cells) for cells in rows)
        yield from table.notes if is_workbook else ()


def _workbook_cell(cell: str | int | Money) -> str:
    """A cell as a workbook holds it: an amount without its format."""
    return f"{cell.amount.normalize():f}" if isinstance(cell, Money) else str(cell)


def compare_plain(stated: object, computed: object, path: str = "$") -> Iterator[FileDifference]:
    """The values of a list in JSON that differ, with their paths."""
    if isinstance(stated, Mapping) and isinstance(computed, Mapping):
        for name in {**stated, **computed}:
            if name not in ("stamps", "version"):
                yield from compare_plain(stated.get(name), computed.get(name), child_path(path, name))
    elif isinstance(stated, list) and isinstance(computed, list):
        for number, (entry, other) in enumerate(zip_longest(stated, computed)):
            yield from compare_plain(entry, other, f"{path}[{number}]")
    elif stated != computed:
        hide = last_digits if path.rpartition(".")[2] in DETAILS or ".details" in path else hide_long_numbers
        texts = (json.dumps(value, ensure_ascii=False, default=str) for value in (stated, computed))
        shown = (printable(hide(text)) for text in texts)
        what = Phrase("{path}: {what}", "{path}：{what}", path=path, what=_stated_and_computed(*shown))
        yield FileDifference("text", what, path)


def compare_figures(document: OfficeDocument, texts: Iterable[str], payable: Iterable[str]) -> Iterator[FileDifference]:
    """Amounts of the document that are in none of the texts, and texts of the payable sum that it does not have.

    This is for a letter after the office's own template, whose words are not known.
    """
    known = {amount for text in texts for amount in _amounts(text)}
    for row in document.rows:
        for stated in _amounts(row.text):
            if stated not in known:
                near = ", ".join(nearest(stated, known, max_count=1))
                yield FileDifference("text", _stated_and_computed(stated, near), row.place)
    whole = _without_blanks(document.text)
    for text in payable:
        if _without_blanks(text) not in whole:
            yield FileDifference("text", _missing_text(text))


def _amounts(text: str) -> list[str]:
    """The amounts in a text: figures with a decimal point or groups of thousands, and amounts in capitals."""
    return [figure for figure in _FIGURE.findall(text) if "." in figure or "," in figure] + _CAPITALS.findall(text)


def _without_blanks(text: str) -> str:
    return _BLANKS.sub("", text)
