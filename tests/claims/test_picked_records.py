"""Aggregates over picked records: earlier ones, those with the same value, those of the year, those with a condition.

Expected amounts are computed by hand. Every case is also checked in Chinese, and against the invariants.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipdsl import Policy
from ipdsl.engine.aggregates import records_examined
from ipdsl.engine.situation import Situation
from ipdsl.syntax.keywords import Surface
from tests.properties.laws import check_every_law
from tests.properties.pipeline import compile_texts
from tests.support.slow import sampled
from tests.support.written_pages import load_page, paid_by_item_and_year, with_lines

WORDS = """\
vocabulary words "Words" "词汇"

applicant farm "农户"

applicant fields
  county "县" text fixed
  registered "登记" yes/no dated

record course "课程"
  key course_number "课程号"
  event finished "结业" on finished_on "结业日" default
  event certified "发证" on certified_on "发证日"
  hours "学时" count
  passed "合格" yes/no
  subject "科目" text
  fee "学费" money

record harvest "收成"
  key harvest_number "收成号"
  event made "收获" on made_on "收获日"
  field "地块" text
  county "县" text
  kept "留用" yes/no
  worth "产值" money
record rice_harvest is harvest with kept yes

record machine "农机"
  key machine_number "机号"
  event bought "购置" on bought_on "购置日"
  cost "费用" money
  field "地块" text
"""

HEAD = """\
policy town "Town" "城镇"
  document "Town 1"
  effective 2020-01-01 to 2023-12-31
  use words
  language 4

article 1 "Words" "用语"
"""


def course(number: str, finished_on: str, **values: Any) -> dict[str, Any]:
    stated = {"hours": 40, "passed": True, "subject": "soil", "fee": 100, "certified_on": {"none": True}}
    return {"id": number, "course_number": number, "finished_on": finished_on, **stated, **values}


def harvest(number: str, made_on: str, worth: object, field: str = "east", **values: Any) -> dict[str, Any]:
    stated = {"field": field, "county": "X", "kept": False}
    return {"id": number, "harvest_number": number, "made_on": made_on, "worth": worth, **stated, **values}


def machine(number: str, bought_on: str, cost: int = 100, field: str = "east") -> dict[str, Any]:
    return {"id": number, "machine_number": number, "bought_on": bought_on, "cost": cost, "field": field}


def farm(
    *, courses: tuple[Any, ...] = (), harvests: tuple[Any, ...] = (), machines: tuple[Any, ...] = ()
) -> dict[str, Any]:
    registered = [
        {"from": "1990-01-01", "to": "2021-06-30", "value": False},
        {"from": "2021-07-01", "to": "2200-12-31", "value": True},
    ]
    return {
        "applicant": {"id": "F1", "kinds": ["farm"], "county": "X", "registered": registered},
        "records": {"course": [*courses], "harvest": [*harvests], "machine": [*machines], "rice_harvest": []},
        "figures": {},
        "support": [],
        "as_of": "2023-12-31",
    }


def loaded(folder: Path, *lines: str, surface: Surface = Surface.ENGLISH) -> Policy:
    return load_page(folder, with_lines(HEAD, lines), WORDS, surface)


A, B, C = (course(name, day) for name, day in (("A", "2021-02-01"), ("B", "2021-03-01"), ("C", "2022-03-01")))
SAME_DAY = course("D", "2022-03-01")
COURSES = farm(courses=(C, A, SAME_DAY, B))
P, Q, R, S = (
    harvest("P", "2020-09-01", 10), harvest("Q", "2021-09-01", 30), harvest("R", "2021-10-01", 7, "west"),
    harvest("S", "2022-09-01", 5),
)  # fmt: skip
HARVESTS = farm(harvests=(S, Q, P, R), machines=(machine("M", "2022-05-01", 20),))
NONE = {"none": True}
CANNOT = {"cannot_be_determined": True}

CASES: dict[str, tuple[tuple[str, ...], dict[str, Any], dict[str, str]]] = {
    "the first record has no earlier one": (
        ("award 5 to farm when course finished and has no earlier course",),
        COURSES,
        {"A 2021": "5"},
    ),
    "of records of one day, the one with the smaller key is earlier": (
        ("award 5 times number of earlier course to farm when course finished",),
        COURSES,
        {"B 2021": "5", "C 2022": "10", "D 2022": "15"},
    ),
    "the total of earlier records of one day": (
        ("award 15% of min(worth, 30000 less total worth of earlier harvest of the same field in the year) to farm "
         "when harvest made",),
        farm(harvests=(harvest("Q", "2021-09-01", 15000), harvest("P", "2021-09-01", 20000))),
        {"P 2021": "3000", "Q 2021": "1500"},
    ),
    "a record of another kind on the same day is not earlier": (
        ("award 5 times number of earlier harvest to farm when machine bought",),
        farm(harvests=(P, Q), machines=(machine("Z", "2021-09-01"),)),
        {"Z 2021": "5"},
    ),
    "a record of a narrower kind on the same day is earlier by its key": (
        ("award 5 times number of earlier harvest to farm when harvest made",),
        {**farm(harvests=(Q,)), "records": {"harvest": [Q], "rice_harvest": [
            {k: v for k, v in harvest("P", "2021-09-01", 1).items() if k != "kept"}]}},
        {"Q 2021": "5"},
    ),
    "the last of the earlier records of one day": (
        ("award last worth of earlier harvest to farm when harvest made",),
        farm(harvests=(harvest("C", "2021-09-01", 3), harvest("A", "2021-09-01", 1), harvest("B", "2021-09-01", 2))),
        {"B 2021": "1", "C 2021": "2"},
    ),
    "the set of the year leaves out the later record of the day": (
        ("award total fee to farm per year when course finished and has no earlier course",),
        farm(courses=(course("C", "2022-03-01", fee=7), SAME_DAY)),
        {"2022 2022": "7"},
    ),
    "without `earlier` the record itself counts": (
        ("award 5 times number of course finished to farm when course finished",),
        COURSES,
        {"A 2021": "5", "B 2021": "10", "C 2022": "20", "D 2022": "20"},
    ),
    "without an event all listed records count": (
        ("award 5 times number of course to farm when course finished",),
        farm(courses=(A, course("E", "2023-05-01"))),
        {"A 2021": "10", "E 2023": "10"},
    ),
    "records of the year": (
        ("award 5 times number of course finished in the year to farm when course finished",),
        COURSES,
        {"A 2021": "5", "B 2021": "10", "C 2022": "10", "D 2022": "10"},
    ),
    "records of the year by another event": (
        ("award 5 times number of course certified in the year to farm when course finished",),
        farm(courses=(course("A", "2021-02-01", certified_on="2021-01-01"), course("B", "2022-02-01"))),
        {"A 2021": "5"},
    ),
    "a record is dated before the window": (
        ("award 5 times number of earlier course to farm when course finished",),
        farm(courses=(course("Z", "2015-01-01"), A)),
        {"A 2021": "5"},
    ),
    "a condition of the picked record": (
        (
            "award 5 to farm when course finished",
            "  if has at least 2 course finished with (passed and hours at least 40)",
        ),
        farm(courses=(A, course("B", "2021-03-01", passed=False), course("C", "2021-04-01", hours=39), SAME_DAY)),
        {"D 2022": "5"},
    ),
    "the total of earlier records of the same field": (
        ("award total worth of earlier harvest of the same field at most 1000 to farm when harvest made",),
        HARVESTS,
        {"Q 2021": "10", "S 2022": "40"},
    ),
    "the field of another kind of record": (
        ("award total worth of harvest made of the same field at most 1000 to farm when machine bought",),
        HARVESTS,
        {"M 2022": "40"},
    ),
    "the field of the applicant": (
        ("award total worth of harvest of the same county at most 1000 to farm when machine bought",),
        farm(harvests=(P, harvest("Q", "2021-09-01", 30, county="Y")), machines=(machine("M", "2022-05-01"),)),
        {"M 2022": "10"},
    ),
    "two fields": (
        ("award total worth of harvest of the same field of the same county at most 1000 to farm when harvest made",),
        farm(harvests=(P, harvest("Q", "2021-09-01", 30, county="Y"), harvest("R", "2021-10-01", 7))),
        {"P 2020": "17", "Q 2021": "30", "R 2021": "17"},
    ),
    "none is the same as nothing": (
        ("award total worth of harvest of the same field at most 1000 to farm when harvest made",),
        farm(harvests=(harvest("P", "2020-09-01", 10, field=NONE), harvest("Q", "2021-09-01", 30, field=NONE))),  # type: ignore[arg-type]
        {},
    ),
    "the average": (
        ("award average worth of harvest made at most 1000 to farm when harvest made",),
        farm(harvests=(P, Q)),
        {"P 2020": "10", "Q 2021": "20"},
    ),
    "none is left out of an average and of a smallest value": (
        ("award (average worth of harvest) plus smallest worth of harvest at most 1000 to farm when machine bought",),
        farm(harvests=(P, harvest("Q", "2021-09-01", NONE), S), machines=(machine("M", "2022-05-01"),)),
        {"M 2022": "12"},
    ),
    "the average of no records cannot be determined": (
        ("award average worth of earlier harvest at most 1000 to farm when harvest made",),
        farm(harvests=(P,)),
        {},
    ),
    "the largest and the smallest": (
        ("award (largest worth of harvest) less smallest worth of harvest at most 1000 to farm when machine bought",),
        HARVESTS,
        {"M 2022": "25"},
    ),
    "the first and the last": (
        ("award (first worth of harvest) plus last worth of harvest made at most 1000 to farm when machine bought",),
        HARVESTS,
        {"M 2022": "17"},
    ),
    "the first and the last of one day are those with the smaller and the greater key": (
        ("award (100 times first worth of harvest) plus last worth of harvest to farm when machine bought",),
        farm(
            harvests=(harvest("Z", "2021-09-01", 3), harvest("A", "2021-09-01", 2)),
            machines=(machine("M", "2022-05-01"),),
        ),
        {"M 2022": "203"},
    ),
    "the largest of no records has no value": (
        ("award 5 to farm when machine bought and largest worth of harvest at most 3",),
        farm(machines=(machine("M", "2022-05-01"),)),
        {},
    ),
    "the largest of no records has a fallback": (
        ("award 5 to farm when machine bought and (largest worth of harvest, otherwise 0) at most 3",),
        farm(machines=(machine("M", "2022-05-01"),)),
        {"M 2022": "5"},
    ),
    "the earliest day of no records is none": (
        ("award 5 to farm when machine bought and not earliest made_on of harvest at most bought_on",),
        farm(machines=(machine("M", "2022-05-01"),)),
        {"M 2022": "5"},
    ),
    "a value that cannot be determined": (
        ("award total worth of harvest at most 1000 to farm when machine bought",),
        farm(harvests=(P, harvest("Q", "2021-09-01", CANNOT)), machines=(machine("M", "2022-05-01"),)),
        {},
    ),
    "a condition about the record around the pick": (
        ("award total worth of harvest with (worth at most cost and made_on at most bought_on) at most 1000 to farm "
         "when machine bought",),
        HARVESTS,
        {"M 2022": "17"},
    ),
    "a word of both owners": (
        ("award 5 to farm when machine bought and number of harvest with (field of harvest is west and "
         "field of machine is east) at least 1",),
        HARVESTS,
        {"M 2022": "5"},
    ),
    "a definition of the record around the pick": (
        ("here half of machine means 50% of cost",
         "award 5 to farm when machine bought and has no harvest with (worth at least half)"),
        farm(harvests=(P, Q), machines=(machine("M", "2022-05-01", 60), machine("N", "2022-05-01", 62))),
        {"N 2022": "5"},
    ),
    "a definition of the picked record before one of the record around it": (
        ("here half of machine means 50% of cost", "here half of harvest means 50% of worth",
         "award 5 times number of harvest with (half at least 15) to farm when machine bought"),
        farm(harvests=(P, Q), machines=(machine("M", "2022-05-01", 20),)),
        {"M 2022": "5"},
    ),
    "a definition of the picked record": (
        ("here half of harvest means 50% of worth",
         "award total half of harvest made at most 1000 to farm when machine bought"),
        HARVESTS,
        {"M 2022": "23"},
    ),
    "a definition that contains a pick": (
        ("here before of harvest means total worth of earlier harvest of the same field",
         "award 5 to farm when harvest made and before at least 40",
         "award largest before of harvest at most 1000 to farm when machine bought"),
        HARVESTS,
        {"S 2022": "5", "M 2022": "40"},
    ),
    "a pick in a pick": (
        ("award 5 times number of harvest with (has at least 2 earlier harvest of the same field) to farm "
         "when machine bought",),
        HARVESTS,
        {"M 2022": "5"},
    ),
    "records of narrower kinds": (
        ("award total worth of harvest at most 1000 to farm when machine bought",
         "award 100 times number of rice_harvest at most 1000 to farm when machine bought", "  as rice"),
        {**HARVESTS, "records": {**HARVESTS["records"], "rice_harvest": [
            {k: v for k, v in harvest("T", "2021-01-01", 1).items() if k != "kept"}]}},
        {"M 2022": "153"},
    ),
    "a requirement, a row and a limit of a pick": (
        ("require of harvest that has at least 1 earlier harvest",
         "award by number of earlier harvest to farm when harvest made",
         "  at least 3: 9", "  otherwise: total worth of harvest made at most 38"),
        HARVESTS,
        {"Q 2021": "38", "R 2021": "38", "S 2022": "9"},
    ),
    "a cap by a pick": (
        ("award 100 to farm when harvest made", "cap total worth of harvest of the same field per item"),
        HARVESTS,
        {"P 2020": "45", "Q 2021": "45", "R 2021": "7", "S 2022": "45"},
    ),
    "a count of a state of days": (
        ("award 5 to farm while farm registered and has at least 2 course finished",),
        COURSES,
        {"F1 2021": "5", "F1 2022": "5", "F1 2023": "5"},
    ),
    "an award for a set": (
        ("award total fee to farm per year when course finished and has no earlier course with (hours at least 80)",
         "  if number of harvest made at least 2"),
        farm(courses=(A, course("B", "2021-03-01", hours=90, fee=7), C), harvests=(P, Q)),
        {"2021 2021": "107"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("name", sampled(CASES, 6, others="broad"))
def test_an_aggregate_is_of_the_picked_records(tmp_path: Path, name: str, surface: Surface) -> None:
    lines, facts, expected = CASES[name]
    assert paid_by_item_and_year(loaded(tmp_path, *lines, surface=surface), facts) == expected


@pytest.mark.parametrize("name", sampled(sampled(CASES, 8), 16, others="broad"))
def test_all_forms_of_the_policy_agree(name: str) -> None:
    lines, facts, _ = CASES[name]
    compiled = compile_texts(with_lines(HEAD, lines), WORDS, "words")
    check_every_law(compiled, facts)


# ---------------------------------------------------------------------------------------------- unknown facts


def due(folder: Path, line: str, facts: dict[str, Any]) -> tuple[int, int | None]:
    bounds = loaded(folder, line).evaluate(facts).due
    return bounds.low.minor // 100, None if bounds.high is None else bounds.high.minor // 100


def open_harvests(*changes: dict[str, Any], partial: bool = False) -> dict[str, Any]:
    """The machine M after the harvests P (10), Q (30) and S (5), with other values."""
    harvests = [{**each, **change} for each, change in zip((P, Q, S), changes, strict=False)]
    facts = farm(machines=(machine("M", "2023-05-01"),))
    listed = [{k: v for k, v in each.items() if v is not None} for each in harvests]
    facts["records"]["harvest"] = {"items": listed, "partial": True} if partial else listed
    return facts


AT_MOST = "of harvest with (kept) at most 1000 to farm when machine bought"
KEPT, MAYBE = {"kept": True}, {"kept": None}


@pytest.mark.parametrize(
    ("how", "changes", "expected"),
    sampled(
        [
            ("total", (KEPT, MAYBE), (10, 40)),
            ("largest", (KEPT, MAYBE), (10, 30)),
            ("smallest", (MAYBE, KEPT), (10, 30)),
            ("average", (KEPT, MAYBE), (10, 20)),
            ("first", (MAYBE, KEPT), (10, 30)),
            ("last", (KEPT, MAYBE), (10, 30)),
            ("first", (KEPT, MAYBE), (10, 10)),
            ("total", (KEPT, {"kept": True, "worth": None}), (10, 1000)),
            ("largest", (MAYBE, MAYBE), (0, 30)),
        ],
        3,
        others="broad",
    ),
)
def test_an_open_condition_gives_bounds(
    tmp_path: Path, how: str, changes: tuple[dict[str, Any], ...], expected: tuple[int, int]
) -> None:
    assert due(tmp_path, f"award {how} worth {AT_MOST}", open_harvests(*changes)) == expected


def test_a_list_in_part_has_no_upper_end(tmp_path: Path) -> None:
    facts = open_harvests(KEPT, KEPT, partial=True)
    assert due(tmp_path, f"award total worth {AT_MOST}", facts) == (40, 1000)
    assert due(tmp_path, f"award largest worth {AT_MOST}", facts) == (30, 1000)
    assert due(tmp_path, f"award smallest worth {AT_MOST}", facts) == (0, 10)
    assert due(tmp_path, f"award 10 times number {AT_MOST}", facts) == (20, 1000)


# ---------------------------------------------------------------------------------------------- cost

LINES = {
    "award total worth of earlier harvest of the same field at most 9000 to farm when harvest made": 1,
    "award 5 to farm when harvest made and has at least 2 earlier harvest of the same field": 1,
    "award largest worth of harvest made at most 9000 to farm when harvest made": 1,
    "award last worth of earlier harvest in the year at most 9000 to farm when harvest made": 1,
    "award average worth of harvest with (kept) at most 9000 to farm when harvest made": 1,
    "award 5 to farm when harvest made and has no harvest with (has at least 3 earlier harvest of the same field)": 2,
}


def days() -> Iterator[str]:
    day = datetime.date(2020, 1, 1)
    while True:
        yield day.isoformat()
        day += datetime.timedelta(days=1)


@pytest.mark.parametrize("number", [1, 100, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("line", LINES)
def test_a_pick_examines_each_record_once(line: str, number: int) -> None:
    compiled = compile_texts(HEAD + f"  {line}\n", WORDS, "words")
    dates = days()
    stated = [harvest(f"H{i}", next(dates) if i < 2000 else "2022-02-01", i, f"field {i % 7}") for i in range(number)]
    facts = compiled.read(farm(harvests=tuple(stated)))
    c = Situation(compiled.program, facts, None, datetime.date(2020, 1, 1), 2020)
    for record in facts.records["harvest"].records:
        day = record.values["made_on"]
        assert isinstance(day, datetime.date)
        compiled.code.evaluate_formulas(0, c.with_record(record, day))
    assert records_examined(c) == LINES[line] * number
