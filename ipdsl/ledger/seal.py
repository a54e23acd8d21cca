"""The seal of a ledger: a digest of each line, and in the head the totals and a digest over all lines.

Ledgers of schemas 1 and 2 have no digest over all lines; in schema 2 the digest of a line is chained to the line before
it.

It detects accidents: a truncated file, an amount corrected by hand, reordered lines. It does not detect forgery,
because anybody can recompute the digests. Payments are not part of the digest, because they are added later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase, literal_phrase
from ipdsl.base.values.money import DECIMALS
from ipdsl.ir.facts import LedgerLine
from ipdsl.ledger.answers import is_answer
from ipdsl.ledger.line_reader import DIGEST, PAGE, line_to_plain
from ipdsl.ledger.pages import Page
from ipdsl.plain_data.errors import lines as e
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.values.value_type import printable

HEAD = "ledger_head"
_PARTS_OF_HEAD = ("schema", "policy", "currency")
"""The parts before the lines of every written ledger; `applicant` only if all lines are about the same applicant."""
_UNSEALED_PARTS = (DIGEST, "payments")
_DIGITS = 16


AnyLine: TypeAlias = "LedgerLine | Mapping[str, object]"
"""A line of a run, or a line as plain data, as it stood in the ledger that was read."""


def seal_ledger(
    policy: str, applicant: str | None, currency: str, lines: Iterable[AnyLine], pages: Sequence[Page],
    previous: str = "",
) -> dict[str, object]:  # fmt: skip
    """The head of a ledger, its pages and its lines with digests.

    `applicant`: all lines are about it. `previous` is the number of the ledger that was read.
    """
    written = [_sealed_line(line, currency, len(pages) - 1) for line in lines]
    plain_pages = [page.to_plain() for page in pages]
    head: dict[str, object] = {
        "lines": len(written), **_sums(written, currency),
        DIGEST: _lines_digest(_chain_start(policy, applicant, currency), written), "previous": previous or None,
    }  # fmt: skip
    return {
        HEAD: {**head, "number": _number(head, plain_pages), "complete": True},
        "pages": plain_pages,
        "ledger": written,
    }


def _sealed_line(line: AnyLine, currency: str, page: int) -> Mapping[str, object]:
    """A line with its digest. A line as plain data keeps its digest; `page` is the page of the run."""
    if not isinstance(line, LedgerLine):
        return line if DIGEST in line else {**line, DIGEST: line_digest(line)}
    plain = line_to_plain(line, currency)
    if line.has_page and line.written is None:
        plain[PAGE] = page if line.ended is None else line.ended.page
    return {**plain, DIGEST: line_digest(plain)}


def line_digest(line: Mapping[str, object]) -> str:
    """The digest of a line as plain data."""
    return _digest("", line)


def _lines_digest(head: str, lines: Iterable[object]) -> str:
    """The digest over all lines, from the digests that they state."""
    return _hash("\n".join([head, *(str(_stated_digest(line)) for line in lines)]))


def _stated_digest(line: object) -> object:
    return line.get(DIGEST) if isinstance(line, Mapping) else None


def _number(head: Mapping[str, object], pages: object) -> str:
    """The number of a ledger, by its lines, its totals, its pages and the ledger before."""
    parts = {name: value for name, value in head.items() if name not in ("number", "complete")}
    return _hash(json.dumps([parts, pages], sort_keys=True, default=str))


def seal_breaks(
    data: Mapping[str, object], policy: str, currency: str, applicants: Collection[str | None] | None = None
) -> Iterator[Diagnostic]:
    """Findings for modifications of a ledger; a ledger without head and digests has no findings.

    With `applicants` (and what stands for none), the digests of other applicants' lines are taken as stated.
    """
    lines, head = data["ledger"], data.get(HEAD)
    assert isinstance(lines, Sequence)
    if head is None and data.get("schema") in (None, 1) and not any(map(_stated_digest, lines)):
        return
    yield from (e.LedgerLacksPart(path="$", part=part) for part in _PARTS_OF_HEAD if data.get(part) in (None, ""))
    stated = head if isinstance(head, Mapping) else {}
    whose = data.get("applicant")
    start = _chain_start(policy, whose if isinstance(whose, str) else None, currency)
    is_chained = "pages" not in data  # as in schema 2
    is_whole = is_chained or _is_whole(stated, data["pages"], start, lines)
    changed = [*_line_breaks(lines, start, is_chained=is_chained, applicants=applicants)]
    problems = [*_total_breaks(stated, lines, currency)] if is_chained or changed or not is_whole else []
    problems += changed
    if not (problems or is_whole):
        content = Phrase("other lines or pages, or by a run that did not finish", "不同的各行或政策页，或者尚未写完")
        problems.append(e.LedgerIncomplete(path=f"$.{HEAD}", told=content, found=total_phrase("lines", len(lines))))
    yield from problems


def _is_whole(head: Mapping[str, object], pages: object, start: str, lines: Sequence[object]) -> bool:
    """Whether a head of schema 3 is complete, and belongs to these pages and to these lines with their digests."""
    is_of_lines = head.get("lines") == len(lines) and head.get(DIGEST) == _lines_digest(start, lines)
    return is_of_lines and head.get("number") == _number(head, pages) and head.get("complete") is True


def _total_breaks(head: Mapping[str, object], lines: Sequence[object], currency: str) -> Iterator[Diagnostic]:
    """The first total of a head that differs from its lines."""
    if not head:
        nothing = Phrase("nothing", "无")
        yield e.LedgerIncomplete(path=f"$.{HEAD}", told=nothing, found=total_phrase("lines", len(lines)))
    for part, actual in {"lines": len(lines), **_sums(lines, currency)}.items() if head else ():
        recorded = head.get(part)
        if recorded != actual and not _is_same_sum(recorded, actual) and (part != "by_year" or part in head):
            recorded_phrase = (
                total_phrase(part, recorded) if part in head else Phrase("no `{part}`", "没有`{part}`", part=part)
            )
            yield e.LedgerIncomplete(path=f"$.{HEAD}", told=recorded_phrase, found=total_phrase(part, actual))
            return


def _line_breaks(
    lines: Sequence[object], start: str, *, is_chained: bool, applicants: Collection[str | None] | None
) -> Iterator[Diagnostic]:
    """The lines that do not have their digest."""
    before = start
    for index, line in enumerate(lines):
        digest, whose = _stated_digest(line), line.get("applicant") if isinstance(line, Mapping) else None
        is_others = not is_chained and applicants is not None and whose not in applicants
        if not is_others and (
            not isinstance(line, Mapping) or digest != (_digest(before, line) if is_chained else line_digest(line))
        ):
            parts = [line.get(part) for part in ("clause", "item", "year")] if isinstance(line, Mapping) else []
            event = printable(", ".join(str(part) for part in parts if part not in (None, "")))
            yield e.ModifiedLedgerLine(path=f"$.ledger[{index}]", number=str(index + 1), event=event)
        before = digest if isinstance(digest, str) else ""


_PARTS = {"lines": "行数", "due": "应得", "carried": "结转", "by_year": "各年应得"}


def total_phrase(part: str, value: object) -> Phrase:
    """The number of lines of a ledger, or a sum of them."""
    text = printable(f"{part}: {value}")
    return literal_phrase(text, text.replace(f"{part}: ", f"{_PARTS[part]}", 1))


def _chain_start(policy: str, applicant: str | None, currency: str) -> str:
    """The start of the chain, which includes the parts of the head that apply to all lines."""
    return f"{policy}\n{applicant or ''}\n{currency}"


def _digest(before: str, line: Mapping[str, object]) -> str:
    content = {name: value for name, value in line.items() if name not in _UNSEALED_PARTS}
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    return _hash(f"{before}\n{text}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _sums(lines: Sequence[object], currency: str) -> dict[str, object]:
    """The totals due, due by year and carried over all lines; empty if an amount does not have ledger form."""
    zero = Decimal(minor_to_text(0, DECIMALS[currency]))
    by_year: dict[str, Decimal] = {}
    try:
        for line in lines:
            for year, sum_ in () if is_answer(line) else line["due"].items():  # type: ignore[index]
                by_year[year] = by_year.get(year, zero) + Decimal(sum_)
        carried = [Decimal(line.get("carried", "0")) for line in lines]  # type: ignore[attr-defined]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return {}
    return {
        "due": str(sum(by_year.values(), zero)),
        "carried": str(sum(carried, zero)),
        "by_year": {year: str(sum_) for year, sum_ in sorted(by_year.items())},
    }


def _is_same_sum(recorded: object, actual: object) -> bool:
    try:
        return isinstance(recorded, str) and Decimal(recorded) == Decimal(str(actual))
    except ArithmeticError:
        return False
