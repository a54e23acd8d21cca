"""Measure one applicant in a warm process: ipdsl, handwritten code and peers, with one table per question."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import attrs

import ipdsl
from benchmarks.applicants import Counts, applicants, facts
from benchmarks.firms import firms
from benchmarks.handwritten import dongyang_claims, reading, shaoguan, slice as slice_, slice_explained
from benchmarks.ours import ROOT, SHAOGUAN, SLICE, Ours, every_reason, sums_of
from benchmarks.peers import bare
from benchmarks.results import Cell, Lines, Measured, compared, over as told_over, ratios, spread
from benchmarks.rounds import Engine, interleave, over, repeated, worker
from ipdsl.ir.facts import Facts

BY_HAND = "by hand"
TOTAL, EVALUATE, REASONS = "`total`", "`evaluate`, its sums read", "`evaluate`, every reason read"
AS_JSON = "`evaluate`, decision as JSON"
TOTAL_TEXT = "`total` from JSON text"
TOTAL_PLAIN, EVALUATE_PLAIN = "`total` from a plain dict", "`evaluate` from a plain dict, its sums read"
PEERS = {
    "Zen, one compiled expression": ("zen_expression", "one"),
    "Zen, a graph with an expression node": ("zen_graph", "one"),
    "Zen, the same from JSON text by orjson": ("zen_text", "one"),
    "CEL, common-expression-language": ("cel_rust", "one"),
    "CEL, cel-python": ("cel_python", "one"),
    "OpenFisca-Core, one at a time": ("openfisca", "one"),
    "OpenFisca-Core, 10,000 applicants at once": ("openfisca", "all"),
}
TEXT_PEERS = {
    "by hand, from JSON text by orjson": "orjson_total",
    "orjson, reading the text alone": "orjson_loads",
}
NO_TOTAL = "skipped: `total`, which this version has not"


@attrs.frozen
class Effort:
    """Number of rounds, seconds per engine and round, and size of the sample."""

    rounds: int
    seconds: float
    sample: int


def question(effort: Effort) -> Lines:
    """The slice, one applicant after the other."""
    ours = Ours.of(SLICE)
    every = list(applicants(10_000))
    sample = every[:: len(every) // effort.sample]
    plain = [facts(one) for one in sample]
    typed = [ours.facts(data) for data in plain]
    want = [slice_.total(one) for one in typed]
    same(BY_HAND, want, [bare.total(one) for one in sample])
    engines = [over(BY_HAND, slice_.total, typed), *policy_engines(ours, typed, plain, want)]
    yield f"### The slice, {len(sample)} applicants, {records_of(typed)} records each on average"
    yield ""
    if not ours.has_total:
        yield NO_TOTAL
    engines.append(over("by hand, from a plain dict", lambda data: slice_.total(reading.read(data)), plain))
    engines.append(
        over("by hand, from JSON text", lambda text: slice_.total(reading.read(json.loads(text))), texts(plain))
    )
    engines.append(reasons_by_hand(slice_explained.explained, typed))
    engines.append(over("by hand, over bare counts", bare.total, sample))
    offered = [(name, module, form, every if form == "all" else sample) for name, (module, form) in PEERS.items()]
    offered += [(name, module, "one", plain) for name, module in TEXT_PEERS.items()]
    offered.append(("orjson, writing the decision alone", "orjson_dumps", "one", [ours.as_json(one) for one in typed]))
    for name, module, form, asked in offered:
        found = peer(name, module, form, asked, [bare.total(one) for one in every] if form == "all" else want)
        if isinstance(found, Engine):
            engines.append(found)
        else:
            yield f"skipped: {name} ({found}); see benchmarks/setup-peers.sh"
    told = told_over(f"{len(sample)} applicants, {records_of(typed)} records each on average", effort.rounds)
    yield compared("one-slice", told, interleave(engines, effort.rounds, effort.seconds), BY_HAND, "µs")


def policy_engines(ours: Ours, typed: Sequence[Facts], plain: Sequence[object], want: list[int]) -> Iterator[Engine]:
    """The functions of ipdsl. Each is first compared with the expected totals."""
    if ours.has_total:
        same(TOTAL, [ours.total(one) for one in typed], want)
        yield over(TOTAL, ours.total, typed)
        yield over(TOTAL_PLAIN, ours.total_of_plain, plain)
        same(TOTAL_TEXT, [ours.total_of_text(one) for one in texts(plain)], want)
        yield over(TOTAL_TEXT, ours.total_of_text, texts(plain))
    same(EVALUATE, [ours.evaluate(one).total.minor for one in typed], want)
    same(REASONS, [sum(claim.paid.minor for claim in ours.evaluate(one).claims) for one in typed], want)
    same(AS_JSON, [int(Decimal(str(ours.as_json(one)["total"])).scaleb(2)) for one in typed], want)
    yield over(EVALUATE, lambda one: sums_of(ours.evaluate(one)), typed)
    yield over(REASONS, lambda one: every_reason(ours.evaluate(one)), typed)
    yield over(AS_JSON, ours.as_json, typed)
    yield over(EVALUATE_PLAIN, lambda one: sums_of(ours.policy.evaluate(one)), plain)


def texts(plain: Sequence[object]) -> list[str]:
    """The facts as JSON text."""
    return [json.dumps(one, ensure_ascii=False) for one in plain]


def peer(name: str, module: str, form: str, sample: Sequence[object], want: list[int]) -> Engine | str:
    """A peer in a separate process, or the reason why it is missing."""
    python = ROOT / "build" / "peers" / "bin" / "python"
    if not python.exists():
        return "not installed"
    path = ROOT / "build" / "peers" / f"{module}-{len(sample)}.json"
    path.write_text(json.dumps(sample), encoding="utf-8")
    try:
        engine, totals = worker(name, [python, ROOT / "benchmarks" / "peers" / "worker.py", module, form, path])
    except OSError as error:
        return str(error)
    same(name, totals, want)
    return engine


def same(name: str, found: list[int], want: list[int]) -> None:
    """Compare the totals of an engine before it is measured."""
    wrong = sum(one != other for one, other in zip(found, want, strict=True))
    if wrong:
        raise SystemExit(f"{name}: {wrong} of {len(want)} totals are wrong")


Explained: TypeAlias = slice_explained.Explained | dongyang_claims.Explained


def reasons_by_hand(explained: Callable[[Facts], Explained], typed: Sequence[Facts]) -> Engine:
    """Handwritten code. Its reasons are read like `every_reason` reads those of a decision."""

    def read(facts: Facts) -> int:
        found, seen = explained(facts), 0
        for claim in found.claims:
            seen += len(claim.cuts) + (claim.reason != "") + (claim.paid > 0)
        return seen + len(found.ledger)

    return over("by hand, every reason read", read, typed)


def records_of(typed: Sequence[Facts]) -> int:
    return round(sum(len(listing.records) for one in typed for listing in one.records.values()) / len(typed))


# ---------------------------------------------------------------------------------------------- whole Shaoguan


def whole(effort: Effort) -> Lines:
    """The whole of Shaoguan."""
    ours = Ours.of(SHAOGUAN)
    plain = list(firms(effort.sample))
    typed = [ours.facts(data) for data in plain]
    want = [shaoguan.total(one) for one in typed]
    yield f"### The whole of Shaoguan, {len(plain)} applicants, {records_of(typed)} records each on average"
    yield ""
    if not ours.has_total:
        yield NO_TOTAL
    engines = [over(BY_HAND, shaoguan.total, typed), *policy_engines(ours, typed, plain, want)]
    told = told_over(f"{len(plain)} applicants, {records_of(typed)} records each on average", effort.rounds)
    yield compared("one-shaoguan", told, interleave(engines, effort.rounds, effort.seconds), BY_HAND, "µs")
    if not ours.has_total:
        return
    emitted = [one for one in typed if ours.is_emitted(one)]
    yield ""
    yield f"The emitted total answers for {len(emitted)} of them, `evaluate` for the rest. The {len(emitted)} alone:"
    yield ""
    engines = [over(BY_HAND, shaoguan.total, emitted), over(TOTAL, ours.total, emitted)]
    yield from compared("", "", interleave(engines, effort.rounds, effort.seconds), BY_HAND, "µs").lines()


# ---------------------------------------------------------------------------------------------- one more record

FEW, MANY = 10, 1_000


def more_records(effort: Effort) -> Lines:
    """The cost of each further contract and work: the slope between few and many records."""
    ours = Ours.of(SLICE)
    kinds = ("contracts", "works")
    cells: dict[str, list[Cell]] = {name: [] for name in functions(ours, slice_.total)}
    for what in kinds:
        typed = {number: ours.facts(with_records(what, number)) for number in (FEW, MANY)}
        engines: list[Engine] = []
        for name, function in functions(ours, slice_.total).items():
            engines += [over(f"{name} {number}", function, [one]) for number, one in typed.items()]
        times = interleave(engines, effort.rounds, effort.seconds / 2)
        slopes = {
            name: [(b - a) / (MANY - FEW) for a, b in zip(times[f"{name} {FEW}"], times[f"{name} {MANY}"], strict=True)]
            for name in functions(ours, slice_.total)
        }
        for name, found in slopes.items():
            cells[name] += [spread(found), ratios(found, slopes[BY_HAND])]
    columns = ("", *(column for what in kinds for column in (f"{what}, µs", f"{what}, × {BY_HAND}")))
    told = told_over(f"one applicant, between {FEW} and {MANY:,} records", effort.rounds)
    yield Measured("one-more-record", told, columns, tuple((name, tuple(own)) for name, own in cells.items()))


def functions(ours: Ours, by_hand: Callable[[Facts], int] | None) -> dict[str, Callable[[Facts], object]]:
    found: dict[str, Callable[[Facts], object]] = {} if by_hand is None else {BY_HAND: by_hand}
    if ours.has_total:
        found[TOTAL] = ours.total
    return found | {
        EVALUATE: lambda one: sums_of(ours.evaluate(one)),
        REASONS: lambda one: every_reason(ours.evaluate(one)),
    }


def with_records(what: str, number: int) -> dict[str, object]:
    """One applicant with this many records of one sort, over all years of the window."""
    contract = {"amount": 12_345_67, "related": False, "registered": True}
    counts = {"contracts": [contract] * number} if what == "contracts" else {what: number}
    return facts({**bare.BLANK, "id": f"{what}-{number}", **counts}, spread=True)


# ---------------------------------------------------------------------------------------------- growth

NUMBERS = (10, 30, 100, 300, 1_000)
SPANS = (1, 2, 4, 6, 8, 10)
A_YEAR = 20


def growth(effort: Effort) -> Lines:
    """Cost by the number of records, and by the number of years."""
    ours = Ours.of(SLICE)
    by_number = {number: (ours, ours.facts(mixed(number))) for number in NUMBERS}
    yield "### Against the number of records (works, contracts, loans and premiums in equal parts)"
    yield ""
    told = "the slice, works, contracts, loans and premiums in equal parts"
    yield growing("one-by-records", told, by_number, effort, "records")
    by_span = {}
    for span in SPANS:
        first = 2025 - span
        dated = Ours(ipdsl.load_text(SLICE.read_text(encoding="utf-8").replace("2021-12-21", f"{first}-01-01")))
        by_span[span] = (dated, dated.facts(mixed(span * A_YEAR, first)))
    yield ""
    yield f"### Against the number of years, with {A_YEAR} records in each"
    yield ""
    yield growing("one-by-years", f"the slice, {A_YEAR} records in each year", by_span, effort, "years")


def growing(
    name: str, told: str, cases: dict[int, tuple[Ours, Facts]], effort: Effort, what: str,
    by_hand: Callable[[Facts], int] | None = None,
) -> Measured:  # fmt: skip
    """The table of this name: the cost per unit (`what`, plural) in cases of different size.

    Handwritten code is left out if it supports only one window.
    """
    engines: list[Engine] = []
    names: list[str] = []
    for number, (ours, typed) in cases.items():
        offered = functions(ours, by_hand)
        names = list(offered)
        for engine, function in offered.items():
            engines.append(repeated(f"{engine} {number}", lambda f=function, one=typed: f(one), number))  # type: ignore[misc]
    times = interleave(engines, effort.rounds, effort.seconds / 2)
    rows = tuple((engine, tuple(spread(times[f"{engine} {number}"]) for number in cases)) for engine in names)
    columns = (f"µs each of the {what}", *(f"{number:,}" for number in cases))
    return Measured(name, told_over(told, effort.rounds), columns, rows)


def mixed(number: int, first: int = 2022) -> dict[str, object]:
    """One applicant with records spread evenly over the years from the first to 2024."""
    days = [f"{first + index % (2025 - first)}-{1 + index % 12:02}-{1 + index % 28:02}" for index in range(number)]
    parts = [days[part::4] for part in range(4)]
    stated = facts({**bare.BLANK, "id": f"mixed-{number}"})
    records = stated["records"]
    assert isinstance(records, dict)
    records["copyright_work"] = [{"certificate": str(i), "certified_on": day} for i, day in enumerate(parts[0])]
    records["technology_contract"] = [
        {"contract": str(i), "amount": 123_456, "put_to_use": True, "related_party": False, "recorded_on": day}
        for i, day in enumerate(parts[1])
    ]
    records["loan_interest"] = [
        {"loan": str(i), "interest_paid": 1_234, "on_schedule": True, "paid_on": day} for i, day in enumerate(parts[2])
    ]
    records["ip_insurance"] = [
        {"contract": str(i), "premium": 1_234, "bought_on": day} for i, day in enumerate(parts[3])
    ]
    return stated


def exactness(path: Path | None) -> Lines:
    """The slice over 10,000 applicants: ipdsl, by hand over records, by hand over bare counts."""
    ours = Ours.of(SLICE)
    if path is None:
        every: Iterator[Counts] = applicants(10_000)
    else:
        every = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    number = wrong = due = 0
    for one in every:
        typed = ours.facts(facts(one))
        totals = {slice_.total(typed), bare.total(one), ours.evaluate(typed).total.minor}
        totals |= {ours.total(typed)} if ours.has_total else set()
        number, wrong, due = number + 1, wrong + (len(totals) > 1), due + min(totals)
    yield f"{number:,} applicants, {wrong} totals that differ, {due / 100:,.2f} yuan due in all"
