"""An event marked `once for life` in the vocabulary counts on the earliest day of its item. Later ones pay nothing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.compilation import Compilation
from ipdsl.engine import evaluator, matters
from ipdsl.facts.reader import read_facts
from ipdsl.report.localizer import localizer_of
from ipdsl.runtime.emitted_total import situation_of
from ipdsl.schema.values.value_type import NeedsGeneralPathError
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page
from tests.support.rows import each_row

WORDS = """vocabulary words "Words"
applicant enterprise "企业"
record work "作品"
  key certificate "证书号"
  of_province "省级" yes/no
  event registered "登记" on registered_on "登记日" once for life
record work_of_province "省级作品" is work with of_province yes
record patent "专利"
  key number "专利号"
  event filed "申请" on filed_on "申请日" once for life
  event granted "授权" on granted_on "授权日" once for life default
record standard "标准"
  key number "标准号", patent
  patent "专利" patent
  event adopted "发布" on adopted_on "发布日" once for life
"""
PAGE = """policy page "Page"
  effective 2021-01-01 to 2024-12-31
  use words

article 1 "Each"
  award 100 when work registered
    as each
  award 7 when work_of_province registered
    as narrow
  award 1000 when patent granted
    as grant
  award 30 when standard adopted
    as standards
article 2 "Sets and numbers"
  award 10 for each work when work registered
    as sets
  award 5000 to enterprise when patent filed
    if has at least 2 work registered
    as filing
"""
Facts = dict[str, Any]


def formatted(text: str, to: Surface) -> str:
    page = Compilation.from_text(text).page
    assert page is not None
    return format_page(page, to=to)


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> tuple[ipdsl.Policy, ipdsl.Policy]:
    """The page over the vocabulary in English, and in Chinese."""
    found = []
    for name, words in (("en", WORDS), ("zh", formatted(WORDS, Surface.CHINESE))):
        folder = tmp_path_factory.mktemp(name)
        (folder / "words.ipp").write_text(words, encoding="utf-8")
        (folder / "page.ipp").write_text(PAGE, encoding="utf-8")
        found.append(ipdsl.load(folder / "page.ipp"))
    return found[0], found[1]


def works(*days: str, **more: object) -> list[Facts]:
    return [{"certificate": "W1", "registered_on": day, **more} for day in days]


def line(clause: str, item: str, year: int, **more: object) -> Facts:
    return {"clause": clause, "item": item, "year": year, "due": 1, **more}


PAID = {
    "the first of two": ({"work": works("2022-03-01", "2021-03-01")}, [], {"each": {"2021-03-01"}}),
    "the first lies before the window": ({"work": works("2019-03-01", "2022-03-01")}, [], {"each": set()}),
    "two numbers": (
        {"work": [*works("2022-03-01"), {"certificate": "W2", "registered_on": "2022-03-02"}]}, [],
        {"each": {"2022-03-01", "2022-03-02"}},
    ),
    "without a number each is an item of its own": (
        {"work": [{"registered_on": "2022-03-01"}, {"registered_on": "2022-03-02"}]}, [],
        {"each": {"2022-03-01", "2022-03-02"}},
    ),
    "paid in an earlier year": ({"work": works("2022-03-01")}, [line("each", "W1", 2021)], {"each": set()}),
    "paid on an earlier day of the year": (
        {"work": works("2022-03-01")}, [line("each", "W1", 2022, event_date="2022-01-01")], {"each": set()},
    ),
    "paid in a later year": ({"work": works("2022-03-01")}, [line("each", "W1", 2023)], {"each": {"2022-03-01"}}),
    "paid by another award for the event": (
        {"work": works("2022-03-01")}, [line("narrow", "W1", 2021)], {"each": set()},
    ),
    "another document paid for the kind": (
        {"work": works("2022-03-01")},
        [{"policy": "D 1", "clause": "1", "kind": "work", "item": "W1", "year": 2019, "due": 1}], {"each": set()},
    ),
    "another document may have paid for another event": (
        {"patent": [{"number": "ZL1", "granted_on": "2022-03-01", "filed_on": {"none": True}}]},
        [{"policy": "D 1", "clause": "1", "kind": "patent", "item": "ZL1", "year": 2019, "due": 1}],
        {"grant": {"2022-03-01"}},
    ),
    "each event of an item once": (
        {"patent": [{"number": "ZL1", "filed_on": "2022-03-01", "granted_on": "2023-03-01"}]},
        [line("filing", "ZL1", 2021)], {"grant": {"2023-03-01"}, "filing": set()},
    ),
    "a wider record of the item was first": (
        {"work": [*works("2021-03-01", of_province=False), *works("2022-03-01", of_province=True)]}, [],
        {"each": {"2021-03-01"}, "narrow": set()},
    ),
    "a part of the kind is listed": (
        {"work": {"partial": True, "items": works("2021-03-01", "2022-03-01")}}, [], {"each": {"2021-03-01"}},
    ),
}  # fmt: skip
"""Records and history, and the days on which each award pays."""


@each_row("case", PAID)
def test_the_earliest_event_of_an_item_is_paid_and_no_other(policies: tuple[ipdsl.Policy, ...], case: str) -> None:
    records, history, paid = PAID[case]
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records, "history": history}
    for policy in policies:
        claims = policy.evaluate(facts).claims
        found = {c.label: {str(x.event_date) for x in claims if x.label == c.label and x.paid.minor} for c in claims}
        assert {label: found[label] for label in paid} == paid


def test_a_later_event_counts_in_no_set_and_in_no_number(policies: tuple[ipdsl.Policy, ...]) -> None:
    records = {"work": works("2021-03-01", "2022-03-01"), "patent": [{"number": "ZL1", "filed_on": "2023-03-01"}]}
    for policy in policies:
        decision = policy.evaluate(
            {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records, "history": []}
        )
        sets = {c.year: (c.counted, [one.item for one in c.left_out]) for c in decision.claims if c.label == "sets"}
        assert sets == {2021: (("W1",), []), 2022: ((), ["W1"])}
        assert not next(c for c in decision.claims if c.label == "filing").paid.minor


def test_the_reason_names_the_earlier_event_in_both_languages(policies: tuple[ipdsl.Policy, ...]) -> None:
    records = {"work": works("2022-03-01", "2023-03-01"), "standard": [
        {"number": "GB 1", "patent": "ZL1", "adopted_on": day} for day in ("2021-05-01", "2022-05-01")
    ]}  # fmt: skip
    history = [line("each", "W1", 2021)]
    policy, _ = policies
    decision = policy.evaluate(
        {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records, "history": history}
    )
    tell = localizer_of(policy.program, Language.ZH)
    why = {
        (c.label, c.record): (c.why, tell.why(c))
        for c in decision.claims
        if c.reason and c.reason.code == "R280" and c.label != "narrow"
    }
    assert why == {
        ("each", "W1 (2022-03-01)"): (
            "an item has one registered for life, and this is not the first (W1, 2021)",
            "登记一个项目终身只有一次，此前已有（W1，2021年）",
        ),
        ("each", "W1 (2023-03-01)"): (
            "an item has one registered for life, and this is not the first (W1, 2021)",
            "登记一个项目终身只有一次，此前已有（W1，2021年）",
        ),
        ("standards", "GB 1 / ZL1 (2022-05-01)"): (
            "an item has one adopted for life, and this is not the first (GB 1 / ZL1, 2021-05-01)",
            "发布一个项目终身只有一次，此前已有（GB 1 / ZL1，2021年5月1日）",
        ),
    }


def test_an_item_that_may_be_another_is_open(policies: tuple[ipdsl.Policy, ...]) -> None:
    records = {"standard": [
        {"number": "GB 1", "patent": "ZL1", "adopted_on": "2021-05-01"},
        {"number": "GB 1", "id": "S2", "adopted_on": "2022-05-01"},
    ]}  # fmt: skip
    decision = policies[0].evaluate(
        {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records, "history": []}
    )
    assert (decision.due.low.minor, decision.due.high.minor if decision.due.high else None) == (3000, 6000)


def test_a_day_that_is_not_stated_is_asked_for_where_the_history_has_the_item(
    policies: tuple[ipdsl.Policy, ...],
) -> None:
    records = {"work": [{"certificate": "W1"}]}
    facts = {
        "applicant": {"id": "F", "kinds": ["enterprise"]},
        "records": records,
        "history": [line("each", "W1", 2022)],
    }
    decision = policies[0].evaluate(facts)
    assert "records.work[W1].registered_on" in {fact.path for fact in decision.missing}


DAYS = st.sampled_from(["2021-05-01", "2022-05-01", "2022-12-31", {"none": True}, None])
"""Days of events. `None` is an unstated day."""


def stated(**fields: object) -> Facts:
    return {name: value for name, value in fields.items() if value is not None}


def listed(draw: st.DrawFn, *key: str, day: str, **more: st.SearchStrategy[Any]) -> list[Facts] | Facts:
    """Up to four records of few items. Days and parts of the key may be unstated."""
    parts = {name: st.sampled_from(["A", "B", "record 1", None]) for name in key}
    rows = draw(st.lists(st.fixed_dictionaries({**parts, day: DAYS, **more}), max_size=4))
    records = [stated(id=f"record {place}", **row) for place, row in enumerate(rows)]
    return {"partial": True, "items": records} if draw(st.booleans()) else records


@st.composite
def few_items(draw: st.DrawFn) -> Facts:
    """An applicant with works and standards of few items. Some of the items are also in the history."""
    provincial = st.sampled_from([True, False, None])
    items = st.sampled_from(["A", "record 1", "A / B", "nothing"])
    own = st.builds(lambda label, item, year: line(label, item, year), st.sampled_from(["each", "standards", "grant"]),
                    items, st.integers(2021, 2023))  # fmt: skip
    other = st.builds(lambda kind, item: {**line("1", item, 2021), "policy": "D 1", "kind": kind},
                      st.sampled_from(["work", "standard", "patent"]), items)  # fmt: skip
    return {
        "applicant": {"id": "F", "kinds": ["enterprise"]},
        "records": {
            "work": listed(draw, "certificate", day="registered_on", of_province=provincial),
            "standard": listed(draw, "number", "patent", day="adopted_on"),
        },
        "history": draw(st.lists(own | other, max_size=2, unique_by=lambda told: (told["clause"], told["item"]))),
    }


ASKED = {"work": "registered_on", "work_of_province": "registered_on", "standard": "adopted_on"}


@settings(max_examples=40, deadline=None)
@given(facts=few_items())
def test_first_days_say_what_formulas_say_or_nothing(policies: tuple[ipdsl.Policy, ...], facts: Facts) -> None:
    policy = policies[0]
    try:
        read = read_facts(facts, policy.program)
    except ipdsl.FactsError:
        return  # for example records that are the same
    c = situation_of(policy._code, read)
    for kind, day in ASKED.items():
        for record, belongs in c.records_of_kind(kind).members:
            if belongs is not True or type(record.values.get(day)) is not datetime.date:
                continue
            try:
                found = evaluator.is_new(c, record, kind, day)
            except NeedsGeneralPathError:
                continue
            assert found is matters.is_new(c.with_record(record, c.day), kind, day), (kind, record)


def test_facts_that_state_everything_ask_for_first_days_alone(
    policies: tuple[ipdsl.Policy, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def made_for_each_record(*_: object) -> None:
        raise AssertionError("an object is made for each record")

    monkeypatch.setattr(matters, "_find_events", made_for_each_record)
    standards = [{"number": "GB 1", "patent": "ZL1", "adopted_on": day} for day in ("2021-05-01", "2022-05-01")]
    records = {"work": [*works("2021-03-01", "2022-03-01"), {"registered_on": "2022-03-01"}], "standard": standards}
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": records, "history": []}
    paid = [line("each", "W1", 2021, event_date="2021-02-01"), line("standards", "GB 2 / ZL1", 2021)]
    for history, new in (([], [True, False, True]), (paid, [False, False, True])):
        c = situation_of(policies[0]._code, read_facts({**facts, "history": history}, policies[0].program))
        for kind, want in {"work": new, "standard": [True, False]}.items():
            records_of_kind = sorted(c.records_of_kind(kind).records or (), key=lambda one: (one.item != "W1", one.id))
            assert [evaluator.is_new(c, one, kind, ASKED[kind]) for one in records_of_kind] == want


def test_the_sentence_is_written_the_same_way_back() -> None:
    chinese = formatted(WORDS, Surface.CHINESE)
    assert chinese.count("终身一次") == WORDS.count("once for life") == 4
    assert formatted(chinese, Surface.ENGLISH) == WORDS
