"""Every operation: functions, formulas, totals, columns, oracle agree on generated facts; unknown names are found.

Each row of `OPERATIONS` has sentences that use it. Their texts run in the namespaces of generated modules and of column
programs, so a name that these do not have fails.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

import attrs
import pytest
from hypothesis import Phase, given, settings, strategies as st

from ipdsl.base.findings.finding import InternalError
from ipdsl.batch.evaluate import CPYTHON, Options, TablePolicy
from ipdsl.codegen.columns import expressions as column_texts
from ipdsl.codegen.python import expressions as function_texts
from ipdsl.codegen.python.expressions import NumberText
from ipdsl.engine import evaluator
from ipdsl.facts.published_series import read_series_file
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.operations import OPERATIONS, Emission, Form, OperationRow, Refusal, Template
from ipdsl.lower import plan
from ipdsl.plain_data.errors import FactsError
from ipdsl.semantics.typed import Expr
from tests.properties.hostile import hostile
from tests.properties.laws import bounds_hold_every_completion, formulas_say_the_same, totals_are_those_of_decisions
from tests.properties.oracle_laws import agrees_with_oracle
from tests.properties.pipeline import Compiled, compile_texts
from tests.properties.trial import Trial
from tests.properties.trials import trial_of
from tests.reference.world import NotStatedError
from tests.support.batch.law import Counts, differences
from tests.support.batch.plain_facts import plain
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

Writer: TypeAlias = Callable[..., Any]

WORDS = """\
vocabulary words "Words for every operation"

applicant firm includes club
applicant club
applicant person

class payee is firm, person

level high > middle > low
choice shape round · square · flat
series base_rate percent, monthly
series parity CNY per currency, daily

applicant fields
  wealth money dated
  trusted yes/no dated

figures per year
  turnover money
  staff count

record deal
  key number
  matter group
  group text
  sum money
  cost money
  pieces count
  share percent
  grade level
  form shape
  tags list of text
  fresh yes/no
  signed_on date
  begun_on date
  event closed on closed_on once for life default
  event renewed on renewed_on first
  state alive from begun_on until ended_on
record note
  key number
  worth money
  sane yes/no
  event made on made_on
"""
HEAD = """\
policy page "One operation"
  effective 2021-01-01 to 2024-12-31
  level middle
  use words
  language 4

article 1 "Deals"
"""
SERIES = {
    "source": "a bureau", "version": "1",
    "series": {
        "base_rate": [{"month": f"{year}-{month:02}", "value": f"{2 + month % 3}.{month}%"}
                      for year in range(2010, 2031) for month in range(1, 13)],
        "parity": [{"currency": currency, "day": f"{year}-{month:02}-01", "value": value}
                   for year in range(2010, 2031) for month in range(1, 13)
                   for currency, value in (("USD", "6.3014"), ("JPY", "0.0523"))],
    },
}  # fmt: skip

ORDERS = ("at least", "more than", "at most", "less than")
DEAL = "to payee when deal closed"
SENTENCES: Mapping[str, tuple[str, ...]] = {
    "constant": (f"award 700 {DEAL}",),
    "field": (f"award sum {DEAL} and fresh", f"award sum {DEAL} and not fresh", f"award share of sum {DEAL}"),
    "applicant": (f"award wealth {DEAL} and trusted", f"award 5 {DEAL} and not trusted",
                  f"award sum at most wealth {DEAL}"),
    "is_kind": (f"award 5 {DEAL}\n  if firm", f"award 7 {DEAL}\n  if not (club and trusted)"),
    "figure": (f"award 5% of turnover {DEAL} and staff at least 3",
               "award 1% of turnover of last year to firm each year",
               "award 1% of turnover of the year before last to firm each year",
               "award 700 to firm each year\n  if growth of turnover over last year at least 5%",
               "award 700 to firm each year\n  if (growth of staff over last year, otherwise 0%) at most 10%"),
    "figure_of_years": ("award 1% of largest turnover of all years before to firm each year",
                        "award 1% of (average turnover since 2021, otherwise 5) to firm each year",
                        "award 5 times total staff since 2021 to firm each year",
                        "award by staff to firm each year\n  rises above 2: 500"),
    "rank": ("award by rank of turnover per year among firm, person\n  1: 500\n  2 to 3: 200\n  ties share the rank",),
    "place": (f"award by rank of sum per year {DEAL}\n  1: 500\n  2 to 3: 200\n  ties share the rank",),
    "happened": (f"award 5 {DEAL} and has at least 2 deal closed",
                 f"award 7 {DEAL} and (has no note with (sane) or has at least 1 note made)"),
    "holds": (f"award 5 {DEAL} and alive", f"award 7 {DEAL} and not alive", "award 9 to payee while deal alive"),
    "first": ("award 5 to payee when the first deal closed",),
    "is_new": ("award 5 to payee when deal renewed",),
    "year_is": (f'award sum {DEAL}\nrefers to "DOCUMENT" instead of articles 1 to 1 for records of 2022',),
    "day": (f"award 5 {DEAL} and days from begun_on to the day at least 30 and the day more than signed_on",),
    "year": (f"award 5 times the year {DEAL} and the year at least 2022",),
    "other_support": (f"award sum less other support {DEAL}",),
    "award_sum": (f"award 5% of what other pays {DEAL}", f"award 9000 less 2/3 of what other has paid {DEAL}",
                  "award sum plus what other has granted to payee when deal closed",
                  "award 30% of what other pays to payee each year"),
    "shifted": (f"award 5 {DEAL} and signed_on more than 2 months after begun_on",
                f"award 5 times days from 3 months after begun_on to ended_on {DEAL}",
                f"award 5 {DEAL}\n  if 1 years after begun_on at most signed_on"),
    "day_of_year": (f"award 5 {DEAL} and begun_on between 1 September and 31 March of each year",
                    f"award 5 {DEAL}\n  if begun_on no later than 31 May of the year\n"
                    "  if begun_on within the year before or begun_on later than 2021-02-01",
                    f"award days from begun_on to 31 May of the year after times 7 {DEAL}"),
    "spans": (f"award 5 times full months from begun_on to ended_on {DEAL}",
              f"award 3 times full years from begun_on to ended_on {DEAL}",
              f"award 5 {DEAL} and days from begun_on to signed_on more than 40"),
    "length_in_year": ("award 5 times full months of alive in the year to payee while deal alive",
                       f"award 2 times days of alive in the year {DEAL}"),
    "applicant_on": (f"award 5 {DEAL} and trusted on begun_on",),
    "aggregate": (f"award 1% of total sum of deal {DEAL}", f"award 5 {DEAL} and has at least 2 deal with (fresh)",
                  "award 10% of total sum per year to payee when deal closed", f"award 5 for each deal {DEAL}",
                  f"award 5 {DEAL} and first signed_on of deal less than closed_on"),
    "outer": (f"award 5 {DEAL} and has at least 1 note with (worth less than sum)",),
    "in_year": (f"award 5 {DEAL}\nsuspend firm for the year when note made and sane",),
    "is_matter_supported": (f"award 5 {DEAL}\nnone when another level supported the same matter",
                            f"award 5 {DEAL}\nnone when this level supported the same matter"),
    "series": (f"award (base_rate in January of begun_on) of sum {DEAL}",
               f"award interest on sum at base_rate in month of begun_on from begun_on to signed_on {DEAL}"),
    "table": (f"award sums of form {DEAL}\nhere sums by form\n  round: 500\n  square: 300\n  flat: 100",),
    "add": (f"award sum plus cost {DEAL}", f"award sum plus 20% of cost {DEAL} and (pieces plus 2) more than 5"),
    "subtract": (f"award sum less cost {DEAL}", f"award 5 {DEAL} and (wealth less sum) at least cost",
                 f"award sum less cost plus 30 {DEAL}"),
    "excess": (f"award (sum above 1000) plus 5 {DEAL}", f"award 5 {DEAL} and (wealth above sum) at least cost"),
    "if_none": (f"award (largest worth of note made, otherwise 70) plus 5 {DEAL}",
                "award 1% of (turnover of last year, otherwise 3000) to firm each year"),
    "unless": (f"award 5 {DEAL}\nnone when fresh",),
    "scale": (f"award pieces times 30 {DEAL}", f"award share of cost {DEAL}",
              f"award 5 {DEAL} and (share times pieces) more than 200%"),
    "divide": (f"award sum divided by 3 {DEAL}", f"award sum divided by pieces {DEAL}",
               f"award 5 {DEAL} and (sum divided by cost) at least 50%"),
    "rounded": tuple(f"award (sum divided by 3) rounded {mode} to 100 {DEAL}"
                     for mode in ("down", "up", "half up", "half even")),
    "defined": (f"award 10% of net {DEAL} and net at least 200\nhere net of deal means sum less 10",
                f"award 5 {DEAL} and last_day at least begun_on\nhere last_day of deal means 1 years after signed_on"),
    "first_case": (f"award 10% of base {DEAL}\nhere base of deal by fresh\n  yes: sum\n  no: cost",),
    "steps": (f"award 10 for each full 3000 of sum {DEAL}", f"award 10 for each full 5 of pieces {DEAL}"),
    "smallest": (f"award min(sum, cost) {DEAL}",
                 f"award min(sum, 50% of cost, 3000) {DEAL} and min(pieces, staff) at least 2"),
    "greatest": (f"award max(sum, cost) {DEAL}",
                 f"award max(sum, 50% of cost, 3000) {DEAL} and max(pieces, staff) at least 2"),
    "earliest": (f"award 5 times days from begun_on to min(ended_on, signed_on) {DEAL}",),
    "latest": (f"award 5 times days from begun_on to max(ended_on, signed_on) {DEAL}",),
    "limited": (f"award sum at most cost {DEAL}",),
    "from_threshold": (f"award sum {DEAL}\n  nothing below 500\n  counting all other support",),
    "during": (f"award 5 {DEAL} and alive",),
    "suspended": (f"award 5 {DEAL}\nsuspend applicant for the year when note made",),
    "interest": (f"award interest on sum at share from begun_on to ended_on {DEAL}",
                 f"award 50% of interest on sum at 3% from begun_on to ended_on last 1 year {DEAL}"),
    "converted": (f"award 10% of sum {DEAL}\n  convert at parity on signed_on",),
    "all_of": (f"award 5 {DEAL} and fresh and sum at least 500", f"award 7 {DEAL} and not (fresh and trusted)"),
    "payment": (
        f"award 5 {DEAL}\nrecover 50% of what was paid when deal closed\n"
        "  if the payment at most 6 months before signed_on",
    ),
    "at_least_of": (f"award 5 {DEAL}\n  if at least 2 of these\n    fresh\n    sum at least 500\n    not trusted",
                    f"award 7 {DEAL}\n  if less than 2 of these\n    fresh and pieces more than 2\n"
                    "    cost more than 300\n    begun_on earlier than 2022-06-01"),
    "any_of": (f"award 5 {DEAL} and (fresh or sum at least 500)", f"award 7 {DEAL} and not (fresh or trusted)"),
    "not_": (f"award 5 {DEAL} and not fresh", f"award 7 {DEAL} and not (sum at least 500)"),
    "one_of": (f"award 5 {DEAL} and form is round, flat", f"award 7 {DEAL} and not form is round",
               f"award 9 {DEAL} and not tags is X1"),
    "level": (f"award 5 {DEAL} and grade at least middle", f"award 7 {DEAL} and not grade more than low"),
    "cannot_be_determined": (f"award 5 {DEAL} and sum cannot be determined",
                             f"award 7 {DEAL} and not sum cannot be determined"),
    **{order.replace(" ", "_"): (
        f"award 5 {DEAL} and sum {order} cost", f"award 7 {DEAL} and not pieces {order} 3",
        f"award 9 {DEAL} and signed_on {order} begun_on") for order in ORDERS},
    **{f"lasted_{order}".replace(" ", "_"): (
        f"award 5 {DEAL} and begun_on {order} 2 months ago",
        f"award 7 {DEAL} and not begun_on {order} 10 days before signed_on") for order in ORDERS},
}  # fmt: skip
"""For each operation an article that uses it, or several, each with one award."""

OTHER = "group first\n  award cost to payee when deal renewed\n    as other\n  cap 7000 per applicant per year"
"""The award that others add up."""

IN_RECOVERIES = {"payment"}
"""Columns settle the awards of such a page, and leave applicants with an event to decisions."""
IN_COHORTS = {"rank"}
"""A table has these values only for a cohort, as in `tests/batch/kernel/test_ranks.py`."""

APPLICANTS = 4
"""The number of applicants in one generated table."""


def compile_pages(name: str) -> list[Compiled]:
    """The policies with an operation, compiled again at each call, since a fault may be planted."""
    sentences = (f"{OTHER}\n{each}" if "what other" in each else each for each in SENTENCES[name])
    articles = ("".join(f"  {line}\n" for line in article.split("\n")) for article in sentences)
    return [compile_texts(HEAD + article, WORDS, "words") for article in articles]


def check_draw(page: Compiled, seed: int) -> Counter[str]:
    """Compare all forms of a page on generated facts. Returns how many applicants of a table each way settled."""
    trials = [trial_of(page, attrs.evolve(page.edges), f"{seed}:{index}", seed) for index in range(APPLICANTS)]
    with suppress(NotStatedError):  # the oracle settles complete facts only
        agrees_with_oracle(trials[0])
    bounds_hold_every_completion(trials[0])
    changed, _ = hostile(random.Random(seed), page, trials[0].facts)
    for trial in (trials[0], Trial(page, changed, seed, lambda: (changed, []))):
        formulas_say_the_same(trial)
        totals_are_those_of_decisions(trial)
    rows = [plain(page.program.schema, trial.facts, f"F{index}") for index, trial in enumerate(trials)]
    leave_out_a_value(random.Random(seed), page, rows[-1])
    try:
        return check_columns(page, rows)
    except FactsError:  # plain values may be those of another record
        return Counter()


def leave_out_a_value(r: random.Random, page: Compiled, row: dict[str, Any]) -> None:
    """Remove a value that a record or the applicant states."""
    values = [row["applicant"], *(record for records in row["records"].values() for record in records)]
    places = [(part, name) for part in values for name in part if name in page.edges.used]
    if places:
        part, name = r.choice(places)
        del part[name]


def check_columns(page: Compiled, rows: list[dict[str, Any]]) -> Counter[str]:
    """Compare a table with the decisions of its applicants."""
    counts, published = Counts(), read_series_file(SERIES, page.program)
    result = TablePolicy(page.code, lambda _: page.columns).settle(
        nested_table(page.program, rows), Options(as_of=None, claims=True, published=[published], engine=CPYTHON)
    )
    alone = [page.settle(read_facts_with_series(row, page.program, [published])) for row in rows]
    assert [*differences(result, rows, alone, counts)] == []
    return Counter(result.ways)


@pytest.mark.parametrize("name", sampled(OPERATIONS, 12, others="broad"))
def test_functions_formulas_columns_and_the_oracle_agree_on(name: str) -> None:
    pages, ways = compile_pages(name), Counter[str]()

    @settings(
        max_examples=max(1, settings.default.max_examples // 10), phases=[Phase.generate]
    )  # a seed has no smaller form
    @given(st.integers(0, 2**32))
    def check(seed: int) -> None:
        for page in pages:
            ways.update(check_draw(page, seed))

    check()
    row = OPERATIONS[name]
    has_columns = row.columns is not None and not isinstance(row.columns, Refusal)
    if row.node and name not in IN_RECOVERIES:
        assert any(not page.columns.unsupported for page in pages) is has_columns
    assert ways["columns"] > 0 or not has_columns or name in IN_COHORTS, ways


# ---------------------------------------------------------------------------------------------- planted faults

FAULT = "abs_of_nothing()"
"""A text with a name that neither generated modules nor column programs have."""

WRITERS: Mapping[str, tuple[Mapping[str, Writer], ...]] = {
    "function": (function_texts.CONDITIONS, function_texts.DAYS, function_texts.NUMBERS),
    "columns": (column_texts.COLUMN_CONDITIONS, column_texts.COLUMN_DAYS, column_texts.COLUMN_NUMBERS),
}


def text_of(row: OperationRow, target: str) -> object:
    """How an operation is written in functions or over columns."""
    return row.python if target == "function" or row.columns is Emission.SAME else row.columns


def faults() -> Iterator[tuple[str, str]]:
    """Each operation with each text that it has, and with its formula."""
    for row in OPERATIONS.values():
        targets = ["function"] if row.name in IN_COHORTS else WRITERS
        yield from ((row.name, target) for target in targets if isinstance(text_of(row, target), Template | Form))
        if row.call is not None:
            yield row.name, "formula"


@pytest.mark.parametrize(("name", "target"), sampled(sampled(faults(), 12), 48, others="broad"))
def test_an_unknown_name_is_found_in(name: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = OPERATIONS[name]
    match "" if target == "formula" else text_of(row, target):
        case Template():
            column = {"function": "python", "columns": "columns"}[target]
            texts = {"python": row.python, "columns": text_of(row, "columns"), column: Template(FAULT)}
            monkeypatch.setitem(plan._rows_by_node(), (row.node, row.variant), attrs.evolve(row, **texts))
        case Form(name=form):
            for writers in WRITERS[target]:
                if form in writers:
                    monkeypatch.setitem(writers, form, faulty(writers[form], row))
            if target == "columns" and form in column_texts.LOOKUPS:
                monkeypatch.setitem(column_texts.LOOKUPS, form, faulty_lookup(column_texts.LOOKUPS[form], row))
        case _:
            monkeypatch.setitem(evaluator._READER_MAKERS, name, lambda *_: fail)
    with pytest.raises((NameError, InternalError), match="abs_of_nothing"):
        Counter(way for seed in range(20) for page in compile_pages(name) for way in check_draw(page, seed))


def faulty(write: Writer, row: OperationRow) -> Writer:
    """A writer of a form with a fault in the text of one operation."""

    def written(scope: object, expr: Expr, *sense: object) -> str | NumberText:
        text = write(scope, expr, *sense)
        if plan.row_of(expr) is not row:
            return text
        return NumberText(FAULT) if isinstance(text, NumberText) else FAULT

    return written


def faulty_lookup(look_up: Writer, row: OperationRow) -> Writer:
    """A lookup before a text, with a fault for one operation."""

    def written(scope: Any, expr: Expr) -> None:
        if plan.row_of(expr) is row:
            scope.look_up(expr, "value", FAULT)
        else:
            look_up(scope, expr)

    return written


def fail(_: object) -> bool:
    raise NameError("abs_of_nothing")
