"""Invariants of instalments, on small pages with awards that are paid in parts (`instalment_pages.py`)."""

from __future__ import annotations

import copy
import datetime
import random
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from ipdsl import load
from ipdsl.base.source import Source
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.decision.decision import Decision, Request
from ipdsl.decision.model import Claim
from ipdsl.driver.compilation import Compilation
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import LedgerLine
from ipdsl.report.decision_json import to_json
from ipdsl.runtime.compiled_policy import Undetermined, evaluate, total
from ipdsl.semantics import typed
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.properties.instalment_pages import (
    VOCABULARY,
    Facts,
    PageInParts,
    completed,
    facts_in_parts,
    gaps_in_parts,
    page_in_parts,
    with_gaps,
)
from tests.properties.pipeline import Compiled
from tests.properties.policies import Generated
from tests.properties.recovery_laws import expect_ordered_sums
from tests.properties.trial import expect, is_settled, ledger_of
from tests.reference import oracle
from tests.reference.instalments import Part
from tests.support.in_tables import nested_table

Date = datetime.date
Row: TypeAlias = tuple[int, str, str, str]
Grants: TypeAlias = "dict[tuple[str, str, str], tuple[int, Counter[Row]]]"
"""What was granted for a claim, and its instalments by number, state, day and payee."""

PAGES, FACTS = 4, 3
"""The numbers of pages, and of facts for each page, in one check."""
LAST = Date(2027, 12, 31)
INTEREST = r"\g<0>\1interest 3.65% per year from the payment to broken_on\n"


def _pages(r: random.Random) -> Iterator[tuple[PageInParts, random.Random]]:
    for _ in range(PAGES):
        seed = r.random()
        yield page_in_parts(random.Random(seed)), random.Random(seed)


# ---------------------------------------------------------------------------------------------- one decision


def instalments_agree_with_oracle(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The sum, state, day and payee of each instalment are those that the oracle computes."""
    for page, of_facts in _pages(r):
        for _ in range(FACTS):
            facts = facts_in_parts(of_facts)
            got, want = grants_of(page.compiled.evaluate(facts)), wanted_grants(page, facts)
            expect(got == want, "instalments differ", *_differences(got, want), page.text, facts)


def grants_of(decision: Decision) -> Grants:
    """The grants of a decision that are paid in parts."""
    return {_key(claim): (claim.granted.minor, _rows(claim)) for claim in decision.claims if claim.granted is not None}


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.label, claim.item, str(claim.event_date)


def _rows(claim: Claim) -> Counter[Row]:
    rows = Counter[Row]()
    for each in claim.instalments:
        rows[each.number, each.state, str(each.day), each.payee] += each.sum.low.minor
    return +rows


def wanted_grants(page: PageInParts, facts: Facts) -> Grants:
    """The grants as the oracle has them."""
    answer = oracle.evaluate(page.compiled.policy, facts)
    return {
        (claim.label, claim.item, str(claim.day)): (claim.sum, +_wanted_rows(parts))
        for claim, parts in answer.instalments()
    }


def _wanted_rows(parts: list[Part]) -> Counter[Row]:
    rows = Counter[Row]()
    for part in parts:
        rows[part.number, part.state, str(part.day), part.payee] += part.sum
    return rows


def _differences(got: Grants, want: Grants) -> Iterator[str]:
    for key in sorted({*got, *want}):
        if got.get(key) != want.get(key):
            yield f"{key}\n    got {got.get(key)}\n    want {want.get(key)}"


def instalments_add_up(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """Due, open, lapsed and stopped come to what was granted, in decisions and in ledgers; what is due of a claim is
    its instalments that are due.
    """
    for page, of_facts in _pages(r):
        for _ in range(FACTS):
            facts = facts_in_parts(of_facts)
            decision = page.compiled.evaluate(facts)
            granted = {_key(claim): claim.granted.minor for claim in decision.claims if claim.granted is not None}
            for claim in decision.claims:
                if claim.granted is None:
                    continue
                sums = [each.sum.low.minor for each in claim.instalments]
                expect(all(sum_ >= 0 for sum_ in sums), "an instalment below 0", claim, *claim.instalments)
                expect(sum(sums) == claim.granted.minor, "instalments do not come to the grant", claim.granted, sums,
                       page.text, facts)  # fmt: skip
                payments = [each.sum.low.minor for each in claim.instalments if each.state == "due"]
                due = sum(payments)
                step = page.compiled.policy.rounding.step
                for each in claim.payee_shares:
                    share = sum(int(each.rate * payment / step) * step for payment in payments)
                    expect(share == each.sum.minor, "a share of others is not of the payments", each, payments,
                           page.text, facts)  # fmt: skip
                expect(due == claim.paid.minor, "due is not what is due of the instalments", due, claim.paid)
            for line in decision.ledger:
                if line.parts:
                    key = line.clause, line.item, str(line.event_date)
                    parts = sum(part.sum for part in line.parts)
                    expect(parts == granted[key], "the parts of a line do not come to the grant", line.parts,
                           granted[key], page.text, facts)  # fmt: skip


def the_last_share_is_the_rest(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """Of shares that come to 100%, each but the last is its share rounded down; the last is what is left to the fen."""
    for page, of_facts in _pages(r):
        shares = {label: _shares(schedule) for schedule in page.compiled.policy.schedules for label in schedule.awards}
        step = page.compiled.policy.rounding.step
        decision = page.compiled.evaluate(facts_in_parts(of_facts))
        for claim in decision.claims:
            if claim.granted is not None and sum(of := shares[claim.label]) == 1:
                grant = claim.granted.minor
                sums = [int(share * grant / step) * step for share in of[:-1]]
                got = {each.number: each.sum.low.minor for each in claim.instalments}
                want = dict(enumerate([*sums, grant - sum(sums)], 1))
                expect(got == want, "shares of a grant", page.text, grant, got, want)


def _shares(schedule: typed.PaymentSchedule) -> list[Fraction]:
    """The shares of a schedule of nothing but fixed rates; otherwise none."""
    values = [each.share for each in schedule.instalments]
    are_fixed = all(isinstance(value, typed.Const) and not value.type.is_money for value in values)
    return [Fraction(value.value) for value in values] if are_fixed else []  # type: ignore[union-attr, arg-type]


def parts_paid_at_once_change_nothing(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """A page that pays in one part at once has the claims, reasons, lines and sums that it has without the sentence."""
    for _ in range(PAGES):
        page = page_in_parts(r, whole=True)
        for _ in range(FACTS):
            facts = facts_in_parts(r)
            got, want = page.compiled.evaluate(facts), page.plain.evaluate(facts)
            one, other = (_plain(to_json(each)) for each in (got, want))
            for name, part in other.items():
                expect(one[name] == part, f"one part at once changes {name}", one[name], part, page.text, facts)


def _plain(decision: dict[str, Any]) -> dict[str, Any]:
    """A decision without its instalments, hashes and lines of the page."""
    texts = (
        "content_hash",
        "ledger_head",
        "place",
        "line",
        "pages",
        "page",
        "seal",
        "digest",
        "instalments",
        "granted",
        "parts",
        "payee_shares",
    )

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items() if name not in texts}
        return [plain(part) for part in value] if isinstance(value, list) else value

    found: dict[str, Any] = plain(decision)
    return found


def instalments_in_any_order(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The order of records changes no instalment."""
    for page, of_facts in _pages(r):
        facts = facts_in_parts(of_facts)
        shuffled = copy.deepcopy(facts)
        for listing in shuffled["records"].values():
            of_facts.shuffle(listing)
        shuffled["records"] = dict(sorted(shuffled["records"].items(), key=lambda _: of_facts.random()))
        got, want = (page.compiled.evaluate(each) for each in (shuffled, facts))
        expect(grants_of(got) == grants_of(want), "instalments depend on the order of records", page.text, facts,
               *_differences(grants_of(got), grants_of(want)))  # fmt: skip
        expect(_lines(got) == _lines(want), "lines depend on the order of records", page.text, facts)


# ---------------------------------------------------------------------------------------------- years one by one


def instalments_of_years_one_by_one(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """Years one by one, each with the ledger of the one before, come to the instalments of one run.

    Records that the ledger has are listed again or not; some years are settled twice. An instalment that reads its
    record waits until it is listed again.
    """
    for page, of_facts in _pages(r):
        facts = facts_in_parts(of_facts)
        whole = page.compiled.evaluate_open({**facts, "as_of": str(LAST)})
        want = _lines(whole)
        for is_listed in (
            (True,) if page.is_stopped else (True, False)
        ):  # a recovery is settled once its record is listed
            history: list[Any] = []
            due = 0
            for year in range(2022, LAST.year + 1):
                now = {**facts, "as_of": f"{year}-12-31", "history": history}
                decision = page.compiled.evaluate_open(now if is_listed else _unlisted(now, year))
                due += decision.due.low.minor
                history = ledger_of(decision)
                if of_facts.random() < 0.3:
                    decision = page.compiled.evaluate_open({**now, "history": history})
                    due += decision.due.low.minor
                    again = ledger_of(decision)
                    expect(not is_listed or decision.due.low.minor == 0, "a second run of a year makes something due",
                           year, page.text, facts, decision.due)  # fmt: skip
                    history = again
            if not is_listed:  # the records are listed again at last, as an office does for what waits
                decision = page.compiled.evaluate_open({**facts, "as_of": str(LAST), "history": history})
                due += decision.due.low.minor
            got = _lines(decision)
            expect(got == want, f"years one by one pay otherwise, listed {is_listed}", page.text, facts,
                   *(f"got {line}" for line in got if line not in want),
                   *(f"want {line}" for line in want if line not in got))  # fmt: skip
            expect(due == whole.due.low.minor, "what is newly due of the years is not what one run pays", due,
                   whole.due, page.text, facts)  # fmt: skip


def a_reopened_year_pays_its_instalments_once(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """If a year is reopened with the same facts, the lines stay as they are, and nothing is payable or overpaid."""
    for page, of_facts in _pages(r):
        for _ in range(2 * FACTS):
            facts = {**facts_in_parts(of_facts), "as_of": str(LAST)}
            whole = page.compiled.evaluate_open(facts)
            history, year = ledger_of(whole), of_facts.choice([2023, 2024, 2025])
            again = page.compiled.evaluate_open({**facts, "history": history}, reopen=year)
            got, want = _lines(again), _lines(whole)
            expect(got == want, "a reopened year pays otherwise", year, page.text, facts,
                   *(f"got {line}" for line in got if line not in want),
                   *(f"want {line}" for line in want if line not in got))  # fmt: skip
            expect(again.payable_now.minor == again.overpaid.minor == 0, "a reopened year pays again", year,
                   again.payable_now, again.overpaid, page.text, facts)  # fmt: skip


def payments_of_instalments_count_once(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """What is paid of a grant, before or after it is due, is recovered once, also if the year is reopened.

    Every sum of the decision has ordered bounds, and none is below 0.
    """
    for page, of_facts in _pages(r):
        if not page.is_stopped:
            continue
        page = PageInParts(re.sub(r"( +)as back_\d\n", INTEREST, page.text), "", is_stopped=True)
        for _ in range(2 * FACTS):
            facts, year = facts_in_parts(of_facts), of_facts.choice([2022, 2023, 2024])
            history = ledger_of(page.compiled.evaluate_open({**facts, "as_of": f"{year}-12-31"}))
            if any("recovers" in line for line in history):
                continue  # the year is settled again with other payments
            for line in history:
                if Fraction(line["admitted"]):
                    _pay(of_facts, line, year)
            now = {**facts, "as_of": str(LAST), "history": history}
            decision, again = (page.compiled.evaluate_open(now, reopen=reopened) for reopened in (None, year))
            for each in (decision, again):
                expect_ordered_sums(each, page.text, now)
            expect(
                (decision.to_pay_back, decision.back_now) == (again.to_pay_back, again.back_now),
                "a reopened year recovers otherwise", year, decision.recoveries, again.recoveries, page.text, now,
            )  # fmt: skip


def what_is_paid_besides_what_was_withheld_changes_nothing(
    made: Generated, compiled: Compiled, r: random.Random
) -> None:
    """If the bureau records that it paid what was payable, a reopened year recovers what it did."""
    for page, of_facts in _pages(r):
        if not page.is_stopped:
            continue
        text = re.sub(r"recover \d+%", f"recover {r.choice([30, 50, 70])}%", page.text)
        page = PageInParts(re.sub(r" +pay nothing more\n", "", text), "", is_stopped=True)
        for _ in range(2 * FACTS):
            year = of_facts.choice([2023, 2024])
            facts = {**facts_in_parts(of_facts), "as_of": f"{year}-12-31"}
            whole = page.compiled.evaluate_open(facts)
            taken = Counter[tuple[str, str]]()
            for part in (part for one in whole.recoveries for part in one.payments if part.is_withheld):
                taken[part.label, part.item] += part.amount.minor
            history = ledger_of(whole)
            for line in history:
                due = sum(int(Fraction(sum_) * 100) for sum_ in (line.get("due") or {}).values())
                if due and "recovers" not in line:
                    kept = min(due, taken[line["clause"], line["item"]])
                    taken[line["clause"], line["item"]] -= kept
                    sum_ = f"{(due - kept) // 100}.{(due - kept) % 100:02}"
                    line["payments"] = [{"day": f"{year}-12-31", "amount": sum_}] if due > kept else []
            again = page.compiled.evaluate_open({**facts, "history": history}, reopen=2022)
            expect(
                (again.to_pay_back, again.back_now, again.payable_now.minor, again.overpaid.minor)
                == (whole.to_pay_back, whole.back_now, 0, 0),
                "a reopened year recovers otherwise", again.to_pay_back, whole.to_pay_back, again.back_now,
                again.payable_now, again.overpaid, again.recoveries, whole.recoveries, page.text, facts, history,
            )  # fmt: skip


def _pay(r: random.Random, line: Facts, year: int) -> None:
    """Pay a part of a grant, or all of it, on one or two days of its first years."""
    paid = int(Fraction(line["admitted"]) * 100) * r.choice([0, 1, 2, 4, 4]) // 4
    first = r.choice([0, paid // 2, paid])
    days = [line["event_date"] or f"{line['year']}-12-31", f"{r.randint(year, 2026)}-{r.randint(1, 12):02}-28"]
    line["payments"] = [
        {"day": day, "amount": f"{sum_ // 100}.{sum_ % 100:02}"}
        for day, sum_ in zip(sorted(days), (first, paid - first), strict=True)
        if sum_
    ]


def _unlisted(facts: Facts, year: int) -> Facts:
    """The facts without the projects that the ledger has and of which no event is in this year or later."""
    lines = {line["item"] for line in facts["history"] if line["year"] < year}

    def is_over(record: Facts) -> bool:
        days = [record.get(field) for field in ("approved_on", "passed_on", "accepted_on")]
        return record.get("number") in lines and all(not isinstance(day, str) or int(day[:4]) < year for day in days)

    records = {kind: [one for one in listed if not is_over(one)] for kind, listed in facts["records"].items()}
    return {**facts, "records": records}


def _lines(decision: Decision) -> list[tuple[Any, ...]]:
    return sorted(_line(line) for line in decision.ledger if line.outcome not in ("not eligible", "out of window"))


def _line(line: LedgerLine) -> tuple[Any, ...]:
    parts = Counter[Row]()
    for part in line.parts:
        payee = part.payee if part.state == "due" else ""  # nobody else is paid
        number = 0 if part.state == "stopped" else part.number  # a stop ends events that are not stated yet
        parts[number, part.state, str(part.day), payee] += part.sum
    due = {year: sum_ for year, sum_ in sorted(line.due.items()) if sum_}
    back = line.recovery is not None and sum(line.recovery.back.values())
    return (
        line.clause,
        line.item,
        str(line.event_date),
        str(due),
        line.proposed,
        line.admitted,
        back,
        sorted((+parts).items()),
    )


# ---------------------------------------------------------------------------------------------- missing facts


def bounds_of_instalments_hold_completions(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """What every completion of the missing facts makes due, over all years and in each, is within the bounds."""
    for page, of_facts in _pages(r):
        for _ in range(FACTS):
            facts = facts_in_parts(of_facts)
            gaps = gaps_in_parts(of_facts, facts)
            open_facts = with_gaps(facts, gaps)
            wholes = [facts, *(completed(of_facts, facts, gaps) for _ in range(3))]
            for year in (None, of_facts.randint(2022, 2026)):
                decision = page.compiled.evaluate_open(open_facts, year=year)
                for whole in wholes:
                    sums = page.compiled.evaluate_open(whole, year=year).due
                    low, high = decision.due.low.minor, decision.due.high
                    is_inside = low <= sums.low.minor and (high is None or sums.low.minor <= high.minor)
                    expect(
                        is_inside,
                        "a completion is outside the bounds",
                        year,
                        decision.due,
                        sums,
                        gaps,
                        page.text,
                        whole,
                    )


def what_was_missing_is_paid_once(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """Facts that are missing in one run and stated in the next make due what one run makes due.

    Without a recovery that may take something: in the next run it asks for the days of the payments.
    """
    for page, of_facts in _pages(r):
        for _ in range(2 * FACTS):
            facts = facts_in_parts(of_facts)
            gaps = gaps_in_parts(of_facts, facts)
            facts = {**facts, "as_of": f"{of_facts.randint(2023, 2025)}-12-31"}
            first = page.compiled.evaluate_open(with_gaps(facts, gaps))
            if not gaps or not is_settled(first) or any(each.missing for each in first.recoveries):
                continue
            whole = page.compiled.evaluate_open(facts)
            again = page.compiled.evaluate_open({**facts, "history": ledger_of(first)})
            got, want = _lines(again), _lines(whole)
            expect(got == want, "facts that came later change what is paid", gaps, page.text, facts,
                   *(f"got {line}" for line in got if line not in want),
                   *(f"want {line}" for line in want if line not in got))  # fmt: skip
            due = first.due.low.minor + again.due.low.minor
            expect(due == whole.due.low.minor, "what is newly due of two runs is not what one pays", due, whole.due,
                   gaps, page.text, facts)  # fmt: skip


# ---------------------------------------------------------------------------------------------- surfaces, totals


def the_chinese_page_pays_the_same(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The page in Chinese, with labels, also without blanks, is one tree with the English one and decides the same."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "parts_words.ipp").write_text(VOCABULARY, encoding="utf-8")
        for page, of_facts in _pages(r):
            english = _compilation(folder, page.text)
            assert english.page is not None
            assert english.words is not None
            text = format_page(replace_names(english.page, english.words), to=Surface.CHINESE)
            chinese, dense = _compilation(folder, text), _compilation(folder, _BLANK.sub("", text))
            for each in (chinese, dense):
                findings = [f"{finding.span} {finding.texts().title}" for finding in each.check() if each.has_errors]
                expect(each.page is not None and not findings, "a Chinese page is refused", *findings, text)
                assert each.page is not None
                expect(
                    format_page(each.page) == text, "a Chinese page is printed otherwise", text, format_page(each.page)
                )
                expect(each.content_hash == english.content_hash, "a Chinese page is another tree", text, page.text)
            facts = facts_in_parts(of_facts)
            decisions = [load(_written(folder, each)).evaluate(facts) for each in (page.text, text)]
            one, other = map(to_json, decisions)
            expect(one == other, "the Chinese page decides otherwise", page.text, text, facts)


_BLANK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef“])")
"""A blank between Chinese characters."""


def _written(folder: str, text: str) -> Path:
    path = Path(folder) / "parts_page.ipp"
    path.write_text(text, encoding="utf-8")
    return path


def _compilation(folder: str, text: str) -> Compilation:
    return Compilation(Source(str(Path(folder) / "parts_page.ipp"), text))


def totals_of_instalments_are_those_of_decisions(made: Generated, compiled: Compiled, r: random.Random) -> None:
    """The total without reasons, and what a table of applicants has, are what decisions make due."""
    for number, (page, of_facts) in enumerate(_pages(r)):
        every = [_named(facts_in_parts(of_facts), f"F{n}") for n in range(FACTS)]
        for facts in every[:1]:
            history = ledger_of(page.compiled.evaluate_open({**facts, "as_of": "2023-12-31"}))
            every.append({**facts, "as_of": "2026-12-31", "history": history})
        year = of_facts.randint(2022, 2026)
        read = [read_facts(facts, page.compiled.program) for facts in every]
        for asked in (None, year):
            for facts, stated in zip(read, every, strict=True):
                decision = page.compiled.settle(facts, year=asked)
                try:
                    got = total(page.compiled.code, facts, asked)
                except Undetermined:
                    expect(not decision.due.is_point, "the total is open, the decision is not", page.text, stated)
                    continue
                expect(got == decision.due.low, "another total", asked, got, decision.due, page.text, stated)
                light = evaluate(page.compiled.program, page.compiled.code, facts, Request(asked))
                expect(light == decision, "what is read later differs", asked, page.text, stated)
        if number:
            continue  # columns of one page
        policy = TablePolicy(page.compiled.code, lambda _, page=page: page.compiled.columns)
        table = policy.settle(nested_table(page.compiled.program, every[:FACTS]), Options(as_of=None, engine=CPYTHON))
        for row, stated in zip(table.applicants.to_pylist(), every, strict=False):
            due = page.compiled.evaluate_open(stated).due
            assert due.high is not None
            expect((row["due"], row["most"]) == (due.low.minor, due.high.minor), "a table has another sum", row, due,
                   page.text, stated)  # fmt: skip


def _named(facts: Facts, name: str) -> Facts:
    return {**facts, "applicant": {**facts["applicant"], "id": name}}
