"""The seal of a ledger: a digest of each line, chained to the line before it, and totals in the head.

It detects accidents: a truncated file, an amount corrected by hand, reordered lines. It does not detect forgery,
because anybody can recompute the digests. Payments are not part of the digest, because they are added later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase, literal_phrase
from ipdsl.base.values.money import DECIMALS
from ipdsl.facts.errors import lines as e
from ipdsl.facts.history.lines import DIGEST, line_to_plain
from ipdsl.ir.facts import LedgerLine
from ipdsl.ledger.head import LedgerSums
from ipdsl.schema.values.wording import printable

HEAD = "ledger_head"
_PARTS_OF_HEAD = ("schema", "policy", "currency")
"""The parts before the lines of every written ledger; `applicant` only if all lines are about the same applicant."""
_UNSEALED_PARTS = (DIGEST, "payments")
_DIGITS = 16


def seal_ledger(policy: str, applicant: str | None, currency: str, lines: Iterable[LedgerLine]) -> dict[str, object]:
    """The head of a ledger and its lines with digests; `applicant` if all lines are about the same applicant."""
    before = _chain_start(policy, applicant, currency)
    written: list[dict[str, object]] = []
    sums = LedgerSums()
    for line in lines:
        plain = line_to_plain(line, currency)
        before = _digest(before, plain)
        written.append({**plain, DIGEST: before})
        sums.add(line.due, line.carried)
    return {HEAD: sums.to_plain(DECIMALS[currency]), "ledger": written}


def line_digests(policy: str, applicant: str, currency: str, lines: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The digests of lines that are not in a ledger yet, computed as a separate chain."""
    before = _chain_start(policy, applicant, currency)
    for line in lines:
        before = _digest(before, line)
        yield before


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
    actual_totals = {"lines": len(lines), **_sums(lines)}
    if not stated:
        yield e.LedgerIncomplete(
            path=f"$.{HEAD}", told=Phrase("nothing", "无"), found=total_phrase("lines", len(lines))
        )
    for part, actual in actual_totals.items() if stated else ():
        if (recorded := stated.get(part)) != actual and (part == "lines" or not _is_same_sum(recorded, actual)):
            recorded_phrase = (
                total_phrase(part, recorded) if part in stated else Phrase("no `{part}`", "没有`{part}`", part=part)
            )
            yield e.LedgerIncomplete(path=f"$.{HEAD}", told=recorded_phrase, found=total_phrase(part, actual))
            break  # the first difference is enough
    before = _chain_start(policy, applicant if isinstance(applicant, str) else None, currency)
    for index, (line, digest) in enumerate(zip(lines, digests, strict=True)):
        if not isinstance(line, Mapping) or digest != _digest(before, line):
            parts = [line.get(part) for part in ("clause", "item", "year")] if isinstance(line, Mapping) else []
            event = printable(", ".join(str(part) for part in parts if part not in (None, "")))
            yield e.ModifiedLedgerLine(path=f"$.ledger[{index}]", number=str(index + 1), event=event)
        before = digest if isinstance(digest, str) else ""


_PARTS = {"lines": "行数", "due": "应得", "carried": "结转"}


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
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()[:_DIGITS]


def _sums(lines: Sequence[object]) -> dict[str, object]:
    """The totals due and carried over all lines; empty if an amount does not have ledger form."""
    try:
        due = [Decimal(sum_) for line in lines for sum_ in line["due"].values()]  # type: ignore[index]
        carried = [Decimal(line.get("carried", "0")) for line in lines]  # type: ignore[attr-defined]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return {}
    return {"due": str(sum(due)), "carried": str(sum(carried))}


def _is_same_sum(recorded: object, actual: object) -> bool:
    try:
        return isinstance(recorded, str) and Decimal(recorded) == Decimal(str(actual))
    except ArithmeticError:
        return False
