"""A value has one form for the rules, whatever its written form: under `keys`, in items, in rows of lines."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import to_json
from tests.support.rows import each_row
from tests.support.slow import sampled

WORDS = """vocabulary shops "Shops"

applicant firm "firm"

applicant fields
  parent applicant fixed

level high "高" > low "低"
choice colour "色" red "红" · blue "蓝"

record deal plural deals
  key contract, paid_on
  matter contract
  contract text
  sum money
  pieces count
  share percent
  score number
  sound yes/no
  colour colour
  grade level
  owners list of text
  days list of date
  event paid on paid_on default
record audit plural audits
  key held_on
  event held on held_on default
record lot
  key pieces, sound, colour
  pieces count
  sound yes/no
  colour colour
  event sold on sold_on default
"""
PAGE = """policy pol "Values in lines"
  document "Doc 7"
  effective 2021-01-01 to 2025-12-31
  use shops

article 1 "Deals"
  award 100 when deal paid
    as deal
  award 10 once when audit held
    as audit
  award 10 once when lot sold
    as lot
  award by grade when deal paid
    high: 70 once per contract
    low: 60
    as rowed
  award 5 per year when deal paid
    as yearly
  award 5 for each deal per colour per year when deal paid
    as coloured
  award 5 for each deal per paid_on per sound per year when deal paid
    as daily
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _policy(tmp_path_factory, PAGE).program


def _policy(factory: pytest.TempPathFactory, page: str) -> ipdsl.Policy:
    folder = factory.mktemp("pages")
    (folder / "shops.ipp").write_text(WORDS, encoding="utf-8")
    (folder / "pol.ipp").write_text(page, encoding="utf-8")
    return ipdsl.load(folder / "pol.ipp")


def _read(program: Any, **parts: object) -> Facts:
    return read_facts({"applicant": {"id": "F1", "kinds": ["firm"]}, **parts}, program)


def _refused(program: Any, **parts: object) -> list[tuple[str, str, tuple[str, ...]]]:
    try:
        _read(program, **parts)
    except FactsError as error:
        return [(found.code, found.path or "", found.nearest) for found in error.report]
    return []


LINE: dict[str, object] = {"clause": "deal", "item": "C / 2022-03-01", "year": 2022, "due": 100}
HELP: dict[str, object] = {"kind": "deal", "item": "C / 2022-03-01", "level": "low", "year": 2022, "amount": 1}
OLDER: dict[str, object] = {"document": "Doc 1", "kind": "deal", "item": "C / 2022-03-01", "amount": 1}
PARTS = {
    "history": LINE,
    "support": HELP,
    "older_documents": OLDER,
    "a line of another document": LINE | {"policy": "other", "kind": "deal"},
}

FORMS = [
    ("paid_on", "2022-03-01", ["2022-3-1", "2022/3/1", "2022年3月1日", "２０２２－０３－０１"]),
    ("pieces", "1200", [1200, "1,200", "0.12万", "１２００"]),
    ("sum", "2000000", [20000, "20000", "20000.00", "2万", "2万元", "20,000元", "100 USD"][:-1]),
    ("share", "0.037", ["3.7%", "0.037", "37/1000", "３．７％"]),
    ("score", "87.5", ["87.5", "175/2", "87.50"]),
    ("sound", "yes", [True, "是", "有", "yes"]),
    ("sound", "no", [False, "否", "无", "no"]),
    ("colour", "red", ["red"]),
    ("grade", "high", ["high"]),
    ("level", "high", ["high"]),
    ("contract", "2022", [2022, "2022年", "2022年度", "2022"]),
    ("owners", ("A", "B"), [["A", "B"]]),
    ("owners", "A", ["A"]),
    ("days", ("2022-03-01",), [["2022年3月1日"]]),
    ("colour", ("red", "blue"), [["red", "blue"]]),
    ("parent", "F2", ["F2"]),
]


@each_row("part", PARTS)
@each_row(("name", "text", "written"), FORMS)
def test_a_key_is_read_by_the_type_of_its_field(
    program: Any, part: str, name: str, text: object, written: list[object]
) -> None:
    group = part if part in {"history", "support", "older_documents"} else "history"
    for value in written:
        facts = _read(program, **{group: [PARTS[part] | {"keys": {name: value}}]})
        (line,) = getattr(facts, group)
        assert line.keys[name] == text, value


@each_row("part", PARTS)
@each_row(
    ("keys", "code", "at", "nearest"),
    [
        ({"paid_on": "2022.3"}, "R036", "paid_on", ()),
        ({"pieces": "1200元"}, "R030", "pieces", ()),
        ({"pieces": "1.5"}, "R034", "pieces", ()),
        ({"sum": "约二万"}, "R030", "sum", ()),
        ({"sum": -1}, "R033", "sum", ()),
        ({"sum": "100 USD"}, "R039", "sum", ()),
        ({"share": "3.7"}, "R057", "share", ()),
        ({"sound": "对的"}, "R030", "sound", ()),
        ({"colour": "redd"}, "R028", "colour", ("red",)),
        ({"colour": ["red", "bleu"]}, "R028", "colour[1]", ("blue",)),
        ({"level": "hihg"}, "R028", "level", ("high",)),
        ({"paid_on": {"none": True}}, "R030", "paid_on", ()),
        ({"colour": "red", "colur": "red"}, "R026", "colur", ("colour",)),
        ({"held_on": "2022-03-01"}, "R026", "held_on", ()),
        ({"contract": " C"}, "R035", "contract", ()),
    ],
)
def test_a_key_that_says_nothing_is_a_finding(
    program: Any, part: str, keys: dict[str, object], code: str, at: str, nearest: tuple[str, ...]
) -> None:
    group = part if part in {"history", "support", "older_documents"} else "history"
    ((found, path, near),) = _refused(program, **{group: [PARTS[part] | {"keys": keys}]})
    assert (found, path) == (code, f"$.{group}[0].keys.{at}")
    assert not nearest or near[:1] == nearest


@pytest.mark.parametrize(
    ("clause", "written", "item"),
    [
        ("deal", "L1 / 2022年3月1日", "L1 / 2022-03-01"),
        ("deal", "2022年 / 2022/3/1", "2022 / 2022-03-01"),
        ("deal", "deal: L1 / 2022-3-1", "L1 / 2022-03-01"),
        ("audit", "２０２２年３月１日", "2022-03-01"),
        ("lot", "1,200 / 是 / red", "1200 / yes / red"),
        ("lot", "1200 / yes / red", "1200 / yes / red"),
    ],
)
def test_an_item_is_read_part_by_part(program: Any, clause: str, written: str, item: str) -> None:
    (line,) = _read(program, history=[LINE | {"clause": clause, "item": written}]).history or ()
    assert line.item == item
    (support,) = _read(program, support=[HELP | {"kind": clause, "item": written}]).support or ()
    assert support.item == item
    (older,) = _read(program, older_documents=[OLDER | {"kind": clause, "item": written}]).older_documents or ()
    assert older.item == item


@pytest.mark.parametrize(
    ("clause", "written", "item"),
    [
        ("yearly", "2022年", "2022"),
        ("yearly", "２０２２年度", "2022"),
        ("coloured", "red", "red"),
        ("coloured", "none", "none"),
        ("daily", "2022年3月1日 / 是", "2022-03-01 / yes"),
        ("daily", "none / none", "none / none"),
    ],
)
def test_the_item_of_a_set_is_read_by_what_makes_it(program: Any, clause: str, written: str, item: str) -> None:
    (line,) = _read(program, history=[LINE | {"clause": clause, "item": written}]).history or ()
    assert line.item == item


def test_an_item_may_be_any_name_where_no_key_is_asked_for(program: Any) -> None:
    for item in ("the audit of May", "L1 / of May", "A / B / C"):
        (support,) = _read(program, support=[HELP | {"item": item}]).support or ()
        assert support.item == item


@each_row(
    ("clause", "item", "code"),
    [
        ("deal", "L1 / 01.02.03", "R089"),
        ("audit", "of May", "R036"),
        ("lot", "1200元 / yes / red", "R030"),
        ("lot", "1200 / perhaps / red", "R030"),
        ("lot", "1200 / yes / redd", "R028"),
        ("yearly", "the year 2022", "R030"),
        ("coloured", "redd", "R028"),
        ("daily", "2022.3 / yes", "R036"),
    ],
)
def test_an_item_of_this_policy_that_no_claim_can_have(program: Any, clause: str, item: str, code: str) -> None:
    ((found, path, _),) = _refused(program, history=[LINE | {"clause": clause, "item": item}])
    assert (found, path) == (code, "$.history[0].item")


@pytest.mark.parametrize(
    ("clause", "row", "nearest"),
    [("rowed", "high", None), ("rowed", "hihg", ("high",)), ("rowed", "medium", ()), ("deal", "high", ())],
)
def test_a_row_that_the_clause_does_not_have(
    program: Any, clause: str, row: str, nearest: tuple[str, ...] | None
) -> None:
    found = _refused(program, history=[LINE | {"clause": clause, "row": row}])
    expected = [] if nearest is None else [("R028", "$.history[0].row")]
    assert [(code, path) for code, path, _ in found] == expected
    assert not nearest or found[0][2] == nearest


def test_without_a_kind_a_key_stays_as_its_text(program: Any) -> None:
    bare = {name: value for name, value in HELP.items() if name != "kind"}
    (support,) = _read(program, support=[bare | {"keys": {"sum": "2万", "paid_on": "2022年3月1日"}}]).support or ()
    assert support.keys == {"paid_on": "2022年3月1日", "sum": "2万"}
    ((code, path, _),) = _refused(program, support=[bare | {"keys": {"colur": "red"}}])
    assert (code, path) == ("R026", "$.support[0].keys.colur")


ONCE = (
    PAGE.partition("article 1")[0]
    + """article 1 "Deals"
  award 100 once per KEY when deal paid
    as deal
"""
)
DEAL = {
    "contract": "C", "paid_on": "2022-03-01", "sum": 20000, "pieces": 1200, "share": "150%", "score": "87.5",
    "sound": True, "colour": "red", "grade": "high",
}  # fmt: skip


@pytest.mark.parametrize(
    "key", sampled(["paid_on", "sum", "pieces", "share", "score", "sound", "colour", "grade"], 3, others="broad")
)
def test_a_line_stops_a_claim_in_whatever_form_and_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, key: str
) -> None:
    """A line written by a decision is read back exactly: the amount under the key does not grow from run to run."""
    policy = _policy(tmp_path_factory, ONCE.replace("KEY", key))
    paid = {"clause": "deal", "item": "OLD / 2021-03-01", "year": 2021, "due": 100, "keys": {key: DEAL[key]}}
    facts: dict[str, Any] = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"deal": [DEAL]}}
    first = policy.evaluate(facts | {"history": [paid]})
    assert [claim.outcome.value for claim in first.claims] == ["already paid"]
    _check_that_lines_are_read_back(policy, facts, first)
    fresh = policy.evaluate(facts)
    assert [claim.outcome.value for claim in fresh.claims] == ["awarded"]
    _check_that_lines_are_read_back(policy, facts, fresh)


def _check_that_lines_are_read_back(policy: ipdsl.Policy, facts: dict[str, Any], first: Decision) -> None:
    """A ledger is the same after the next run. Its lines alone only lose the number of their page."""
    ledger: Any = to_json(first)
    again: Any = to_json(policy.evaluate(facts, history=ledger))
    of_lines: Any = to_json(policy.evaluate(facts | {"history": ledger["ledger"]}))
    assert again["ledger"] == ledger["ledger"]
    bare = [[{**line, "page": None, "digest": None} for line in read["ledger"]] for read in (of_lines, ledger)]
    assert bare[0] == bare[1]
