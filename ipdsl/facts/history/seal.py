"""The seal of a ledger: a digest of each line, and in the head the totals and a digest over all lines.

Ledgers of schemas 1 and 2 have no digest over all lines; in schema 2 the digest of a line is chained to the line before
it.

It detects accidents: a truncated file, an amount corrected by hand, reordered lines. It does not detect forgery,
because anybody can recompute the digests. Payments are not part of the digest, because they are added later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase, literal_phrase
from ipdsl.base.values.money import DECIMALS
from ipdsl.facts.errors import lines as e
from ipdsl.facts.history.lines import DIGEST, PAGE, line_to_plain
from ipdsl.ir.facts import LedgerLine
from ipdsl.ledger.pages import Page
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.values.wording import printable

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
    written: list[dict[str, object]] = []
    for line in lines:
        plain = line_to_plain(line, currency) if isinstance(line, LedgerLine) else unsealed(line)
        if isinstance(line, LedgerLine) and line.has_page and line.written is None:
            plain[PAGE] = len(pages) - 1
        written.append({**plain, DIGEST: line_digest(plain)})
    of_lines = _lines_digest(_chain_start(policy, applicant, currency), written)
    head = {
        "lines": len(written), **_sums(written, currency), DIGEST: of_lines,
        "number": _number(of_lines, previous), "previous": previous or None, "complete": True,
    }  # fmt: skip
    return {HEAD: head, "pages": [page.to_plain() for page in pages], "ledger": written}


def line_digest(line: Mapping[str, object]) -> str:
    """The digest of a line as plain data."""
    return _digest("", line)


def unsealed(line: Mapping[str, object]) -> dict[str, object]:
    """A line as plain data without its digest."""
    return {name: value for name, value in line.items() if name != DIGEST}


def _lines_digest(head: str, lines: Iterable[Mapping[str, object]]) -> str:
    return _hash("\n".join([head, *(str(line.get(DIGEST)) for line in lines)]))


def _number(of_lines: str, previous: str) -> str:
    """The number of a ledger, by its lines and the ledger before."""
    return _hash(f"{previous} {of_lines}")


def seal_breaks(data: Mapping[str, object], policy: str, currency: str) -> Iterator[Diagnostic]:
    """Findings for modifications of a ledger; a ledger without head and digests has no findings."""
    lines = data["ledger"]
    assert isinstance(lines, Sequence)
    head, applicant = data.get(HEAD), data.get("applicant")
    digests = [line.get(DIGEST) if isinstance(line, Mapping) else None for line in lines]
    if head is None and data.get("schema") in (None, 1) and not any(digests):
        return
    yield from (e.LedgerLacksPart(path="$", part=part) for part in _PARTS_OF_HEAD if data.get(part) in (None, ""))
    stated = head if isinstance(head, Mapping) else {}
    is_whole, is_chained = bool(stated), "pages" not in data  # as in schema 2
    actual_totals = {"lines": len(lines), **_sums(lines, currency)}
    if is_chained:
        actual_totals.pop("by_year", None)
    if not stated:
        yield e.LedgerIncomplete(
            path=f"$.{HEAD}", told=Phrase("nothing", "无"), found=_total_phrase("lines", len(lines))
        )
    for part, actual in actual_totals.items() if stated else ():
        if (recorded := stated.get(part)) != actual and not _is_same_sum(recorded, actual):
            recorded_phrase = (
                _total_phrase(part, recorded) if part in stated else Phrase("no `{part}`", "没有`{part}`", part=part)
            )
            yield e.LedgerIncomplete(path=f"$.{HEAD}", told=recorded_phrase, found=_total_phrase(part, actual))
            is_whole = False
            break  # the first difference is enough
    before = start = _chain_start(policy, applicant if isinstance(applicant, str) else None, currency)
    for index, (line, digest) in enumerate(zip(lines, digests, strict=True)):
        if not isinstance(line, Mapping) or digest != _digest(before if is_chained else "", line):
            parts = [line.get(part) for part in ("clause", "item", "year")] if isinstance(line, Mapping) else []
            event = printable(", ".join(str(part) for part in parts if part not in (None, "")))
            yield e.ModifiedLedgerLine(path=f"$.ledger[{index}]", number=str(index + 1), event=event)
            is_whole = False
        before = digest if isinstance(digest, str) else ""
    if is_whole and not is_chained and (problem := _head_problem(stated, start, lines)):
        yield e.LedgerIncomplete(path=f"$.{HEAD}", told=problem, found=_total_phrase("lines", len(lines)))


def _head_problem(head: Mapping[str, object], start: str, lines: Sequence[object]) -> Phrase | None:
    """What a head lacks: its last word, or the lines in its order."""
    if head.get("complete") is not True:
        return Phrase("that it is not complete", "尚未写完")
    of_lines = _lines_digest(start, (line for line in lines if isinstance(line, Mapping)))
    if head.get(DIGEST) != of_lines or head.get("number") != _number(of_lines, str(head.get("previous") or "")):
        return Phrase("other lines, or in another order", "不同的各行，或顺序不同")
    return None


_PARTS = {"lines": "行数", "due": "应得", "carried": "结转", "by_year": "各年应得"}


def _total_phrase(part: str, value: object) -> Phrase:
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
            for year, sum_ in line["due"].items():  # type: ignore[index]
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
