from __future__ import annotations

import json
from typing import Any

import pytest

import ipdsl
from ipdsl.base.values.days import Date
from ipdsl.ir.facts import LedgerLine
from ipdsl.ledger.line_reader import line_to_plain
from ipdsl.schema.values.value_type import describe
from tests.support.facts.histories import CONTRACT, PRIZE, SHORT, SUPPORT, TITLE, WHOLE
from tests.support.facts.reading import FIRM, PROGRAM, problems, read, said
from tests.support.rows import each_row


def line(entry: dict[str, Any]) -> LedgerLine:
    (found,) = read(history=[entry]).history or ()
    return found


def codes(*entries: object) -> list[str]:
    return [code for code, _ in said(history=list(entries))]


# ---- lines


def test_history_may_be_unknown_or_empty() -> None:
    assert read().history is None
    assert read(history=None).history is None
    assert read(history=[]).history == ()


def test_a_short_line_counts_with_what_was_paid_at_every_stage() -> None:
    found = line(SHORT)
    assert found.short
    assert found.policy == "shaoguan_2021"
    assert found.due == {2022: 8000000}
    assert (found.proposed, found.admitted) == (8000000, 8000000)


def test_a_whole_line_is_read_and_written_back_as_it_was() -> None:
    found = line(WHOLE)
    assert not found.short
    assert found.keys == {"enterprise": "F1", "family": ("f", "g")}
    assert found.event_date == Date(2022, 3, 1)
    assert line_to_plain(found, "CNY") == WHOLE
    assert json.loads(json.dumps(line_to_plain(found, "CNY"))) == WHOLE


def test_a_short_line_is_written_back_short() -> None:
    plain = line_to_plain(line(SHORT), "CNY")
    assert line(plain) == line(SHORT)
    assert plain == SHORT | {"policy": "shaoguan_2021", "due": {"2022": "80000.00"}}
    more = {
        "by_discretion": True,
        "event_date": "2022-05-01",
        "level": "national",
        "keys": {"title": "national_advantage"},
    }
    assert line_to_plain(line(SHORT | more), "CNY") == plain | more
    assert line_to_plain(line(SHORT | {"by_discretion": False, "keys": {}, "row": ""}), "CNY") == plain


def test_payments_are_read_and_written_back() -> None:
    stated = WHOLE | {"payments": [{"day": "2022-04-01", "amount": "10000.00"}]}
    assert line(stated).payments == ((Date(2022, 4, 1), 1000000),)
    assert (line(stated).paid, line(WHOLE).paid, line(WHOLE | {"payments": []}).paid) == (1000000, 5000000, 0)
    for whole in (stated, WHOLE | {"payments": []}):
        assert line_to_plain(line(whole), "CNY") == whole


def test_lines_of_schema_1_call_paid_what_is_due() -> None:
    old = {("paid" if name == "due" else name): value for name, value in WHOLE.items()}
    assert line(old) == line(WHOLE)
    assert line({("paid" if name == "due" else name): value for name, value in SHORT.items()}) == line(SHORT)
    assert said(history=[WHOLE | {"paid": 5}]) == [("R051", "$.history[0]")]


def test_a_line_without_a_day_is_read_back() -> None:
    open_line = WHOLE | {
        "event_date": None,
        "year": None,
        "due": {},
        "outcome": "undetermined",
        "charged": {},
        "proposed": "0.00",
        "admitted": "0.00",
    }
    assert line_to_plain(line(open_line), "CNY") == open_line


def test_payments_of_other_documents_name_their_policy() -> None:
    found = line(SHORT | {"policy": "older_2018", "clause": "5.1", "level": "municipal"})
    assert (found.policy, found.clause, found.level) == ("older_2018", "5.1", "municipal")


@each_row(
    ("entry", "found"),
    [
        ("x", [("R020", "")]),
        ({}, [("R021", ""), ("R021", ""), ("R021", ""), ("R021", "")]),
        ({k: v for k, v in SHORT.items() if k != "item"}, [("R021", "")]),
        (SHORT | {"item": ""}, [("R021", "")]),
        (SHORT | {"item": "national_advantge"}, [("R028", ".item")]),
        (SHORT | {"kind": "ip_titel"}, [("R025", ".kind")]),
        (SHORT | {"item": "national_advantage / more"}, [("R028", ".item")]),
        (PRIZE | {"item": "ZL1 / world", "keys": {"patent": "ZL1"}}, [("R028", ".item")]),
        (SHORT | {"level": "world"}, [("R028", ".level")]),
        (SHORT | {"level": "invention"}, [("R028", ".level")]),
        (SHORT | {"policy": "older", "kind": "ip_titel"}, [("R025", ".kind")]),
        (WHOLE | {"kind": "technology_contrct"}, [("R025", ".kind")]),
        (SHORT | {"item": True}, [("R030", ".item")]),
        (SHORT | {"year": "2022.0"}, [("R030", ".year")]),
        (SHORT | {"year": 22}, [("R037", ".year")]),
        (SHORT | {"year": True}, [("R030", ".year")]),
        (SHORT | {"due": -1}, [("R033", ".due")]),
        (SHORT | {"due": "1.234"}, [("R089", ".due")]),
        (SHORT | {"due": "1234.567"}, [("R032", ".due")]),
        (SHORT | {"payed": 1}, [("R022", ".payed")]),
        (SHORT | {"payments": 5}, [("R020", ".payments")]),
        (SHORT | {"payments": [5]}, [("R020", ".payments[0]")]),
        (SHORT | {"payments": [{"amount": 5}]}, [("R021", ".payments[0]")]),
        (SHORT | {"payments": [{"day": "2022-02-30", "amount": 5}]}, [("R036", ".payments[0].day")]),
        (SHORT | {"payments": [{"day": "2022-02-28", "amount": -5}]}, [("R033", ".payments[0].amount")]),
        (SHORT | {"clause": "11.ip_title.gone"}, [("R050", ".clause")]),
        (SHORT | {"keys": {"family": "f"}}, [("R026", ".keys.family")]),
        (SHORT | {"keys": {"recognised_on": {}}}, [("R020", ".keys.recognised_on")]),
        (SHORT | {"by_discretion": "perhaps"}, [("R030", ".by_discretion")]),
        (WHOLE | {"due": {"22": "1.00"}}, [("R020", ".due.22")]),
        (WHOLE | {"due": {"2022": "1.00", "2022年": "1.00"}}, [("R005", ".due.2022年")]),
        (SHORT | {"due": {"amount": "5", "currency": "USD"}}, [("R039", ".due")]),
        (SHORT | {"due": {"amount": "5", "currency": "CNY"}}, [("R030", ".due")]),
        (WHOLE | {"due": {"currency": "USD"}}, [("R039", ".due")]),
        (WHOLE | {"due": {"amount": 5}}, [("R030", ".due")]),
        (WHOLE | {"charged": [1]}, [("R020", ".charged")]),
        (WHOLE | {"event_date": "2022-02-30"}, [("R036", ".event_date")]),
    ],
)
def test_lines_that_are_refused(entry: object, found: list[tuple[str, str]]) -> None:
    assert said(history=[entry]) == [(code, f"$.history[0]{tail}") for code, tail in found]


@each_row(
    ("changed", "words"),
    [
        ({"admitted": "70000.00"}, "70000.00 admitted of 60000.00 proposed"),
        ({"due": {"2022": "60000.01"}}, "60000.01 due of 60000.00 admitted"),
        (
            {"due": {"2022": "50000.00"}, "carried": "20000.00", "carry_until": 2024},
            "70000.00 due, carried and lapsed",
        ),
        (
            {"due": {"2022": "50000.00"}, "carried": "9999.99", "carry_until": 2024, "lapsed": "0.02"},
            "60000.01 due, carried and lapsed of 60000.00 admitted",
        ),
        ({"due": {"2022": "50000.00"}, "lapsed": "20000.00"}, "70000.00 due, carried and lapsed"),
        ({"due": {"2021": "50000.00"}}, "due in 2021, before its year 2022"),
        ({"due": {"2022": "1.00", "2020": "1.00", "2021": "1.00"}}, "due in 2020, before its year 2022"),
        ({"event_date": "2021-12-31"}, "is not in its year 2022"),
        ({"carried": "10000.00"}, "10000.00 carried, and no year until which"),
        ({"carry_until": 2021}, "carried until 2021, before its year 2022"),
        ({"due": {"2022": "1.00", "2025": "1.00"}, "carry_until": 2024}, "due in 2025, and carried until 2024"),
        ({"outcome": "suspended"}, "its outcome is `suspended`, and 60000.00 was proposed"),
        ({"kind": "ip_title"}, "its kind is `ip_title`, and its clause is about `technology_contract`"),
    ],
)
def test_lines_that_contradict_themselves(changed: dict[str, object], words: str) -> None:
    (found,) = problems(history=[WHOLE | changed])
    assert found.code == "R051"
    assert words in found.texts().title


@pytest.mark.parametrize(
    "changed",
    [
        {"due": {"2022": "60000.00"}},
        {"due": {"2022": "50000.00"}, "lapsed": "10000.00"},
        {"due": {"2022": "50000.00", "2024": "10.00"}, "carry_until": 2024},
        {"carry_until": 2022},
        {"outcome": "suspended", "proposed": "0.00", "admitted": "0.00", "due": {"2022": "0.00"}},
        {"kind": ""},
    ],
)
def test_lines_that_contradict_nothing(changed: dict[str, object]) -> None:
    assert line_to_plain(line(WHOLE | changed), "CNY") == WHOLE | changed


def test_money_is_of_a_year() -> None:
    (found,) = problems(history=[WHOLE | {"event_date": None, "year": None}])
    assert (found.code, found.path) == ("R051", "$.history[0]")
    assert found.texts().title == "this line of the history contradicts itself: 60000.00 admitted, and no year"


def test_a_payment_under_another_document_may_go_by_its_keys_alone() -> None:
    outside = {"policy": "older", "clause": "5", "kind": "invention_patent", "year": 2022, "due": 1}
    read(history=[outside | {"keys": {"number": "f"}}, WHOLE | {"policy": "older", "kind": "a word of its own"}])


def test_an_item_that_names_a_listed_record_is_taken_as_it_is() -> None:
    title = {"id": "the first title", "recognised_on": "2022-05-01"}
    read(history=[SHORT | {"item": "the first title"}], records={"ip_title": [title]})


def test_all_problems_of_a_line_are_told_in_one_go() -> None:
    assert codes(WHOLE | {"clause": "9.none", "year": "x", "admitted": -1, "due": {"x": 1}}) == [
        "R033", "R050", "R020", "R030",
    ]  # fmt: skip
    assert codes({k: v for k, v in SHORT.items() if k != "clause"} | {"due": "x"}) == ["R021", "R030"]


def test_an_event_has_one_line() -> None:
    assert codes(SHORT, SHORT) == ["R052"]
    assert codes(SHORT, SHORT | {"due": 1}) == ["R052"]
    assert codes(WHOLE, WHOLE) == ["R052"]
    read(history=[WHOLE, WHOLE | {"event_date": "2022-05-01"}])
    read(history=[SHORT, SHORT | {"year": 2023}, SHORT | {"policy": "older"}])


# ---- keys of short lines


def test_a_short_line_gets_the_keys_that_rules_count_by_from_its_record() -> None:
    prize = {"patent_prize": [{"patent": "ZL1", "level": "national", "won_on": "2022-03-01"}]}
    (found,) = read(records=prize, history=[PRIZE]).history or ()
    assert found.keys == {"level": "national", "patent": "ZL1"}


def test_a_short_line_may_state_its_keys() -> None:
    (found,) = read(history=[PRIZE | {"keys": {"level": "national", "patent": "ZL1"}}]).history or ()
    assert found.keys == {"level": "national", "patent": "ZL1"}


def test_a_key_that_follows_from_nothing_is_asked_for() -> None:
    (found,) = problems(history=[PRIZE | {"item": "ZL1"}])
    assert (found.code, "`level`" in found.texts().title) == ("R056", True)
    read(history=[PRIZE | {"item": "ZL1", "level": "national"}])
    unknown = {"patent_prize": [{"id": "ZL1 / national", "patent": "ZL1"}]}
    assert [f.code for f in problems(records=unknown, history=[PRIZE])] == ["R056"]


def test_a_rule_for_another_kind_of_applicant_asks_for_nothing() -> None:
    entry = {"clause": CONTRACT, "item": "A", "year": 2022, "due": 1}
    read({"applicant": {"id": "P", "kinds": ["person"]}, "history": [entry]})
    (found,) = read(history=[entry]).history or ()
    assert found.keys == {"enterprise": "F1"}


# ---- support, approvals, older documents, series


def test_support_counts_for_the_root_kind() -> None:
    (found,) = read(support=[SUPPORT]).support or ()
    assert (found.kind, found.root, found.amount) == ("invention_patent", "patent", 100000)
    (bare,) = read(support=[{k: v for k, v in SUPPORT.items() if k != "kind"}]).support or ()
    assert bare.kind == ""
    assert read().support is None
    assert read(support=[]).support == ()


def test_support_that_is_refused() -> None:
    for changed, found in [
        ({"kind": "invention_patnt"}, ("R025", ".kind")),
        ({"level": "county"}, ("R028", ".level")),
        ({"year": None}, ("R021", "")),
        ({"amount": "x"}, ("R030", ".amount")),
        ({"who": "x"}, ("R022", ".who")),
    ]:
        assert said(support=[SUPPORT | changed]) == [(found[0], f"$.support[0]{found[1]}")]


@pytest.mark.parametrize(
    ("amount", "code", "words", "help_"),
    [
        ({"amount": "5", "currency": "USD"}, "R039", "`amount` is in USD", "give the sum in CNY"),
        (
            {"amount": "5", "currency": "CNY"},
            "R030",
            "`amount` is a sum in CNY, not an object with a cur",
            "write the sum",
        ),
        ({"amount": 5}, "R030", "`amount` is a sum in CNY, not an object", "write the sum alone: a number"),
        (ipdsl.Money(500, "USD"), "R039", "`amount` is in USD", "give the sum in CNY"),
    ],
)
def test_sums_that_name_their_currency_where_all_are_in_that_of_the_policy(
    amount: object, code: str, words: str, help_: str
) -> None:
    approval = {"clause": "9.soft_topic.selected", "item": "P7", "amount": amount}
    older = {"document": "Doc 1", "kind": "patent", "item": "ZL1", "amount": amount}
    for name, entry in (("support", SUPPORT | {"amount": amount}), ("approvals", approval), ("older_documents", older)):
        (found,) = problems(**{name: [entry]})
        assert (found.code, found.path) == (code, f"$.{name}[0].amount")
        assert found.texts().title.startswith(words)
        assert found.texts().help.startswith(help_)


def test_approvals_are_for_clauses_that_leave_the_sum_to_the_bureau() -> None:
    entry = {"clause": "9.soft_topic.selected", "item": "P7", "amount": 150000}
    (found,) = read(approvals=[entry]).approvals
    assert (found.item, found.amount) == ("P7", 15000000)
    assert said(approvals=[entry, entry]) == [("R054", "$.approvals[1]")]
    assert said(approvals=[entry | {"clause": TITLE}]) == [("R053", "$.approvals[0].clause")]
    assert said(approvals=[entry | {"clause": "9.soft_topic"}]) == [("R050", "$.approvals[0].clause")]
    assert said(approvals=[entry | {"amount": None}]) == [("R021", "$.approvals[0]")]
    assert read(approvals=None).approvals == ()


def test_an_unreadable_value_is_not_also_reported_as_stated_twice() -> None:
    approval = {"clause": "9.soft_topic.selected", "item": "P7", "amount": 150000}
    for part, wrong, code in (("amount", -1, "R033"), ("item", " P7", "R035"), ("clause", "", "R035")):
        found = said(approvals=[approval | {part: wrong}] * 2)
        assert found == [(code, f"$.approvals[{at}].{part}") for at in (0, 1)]
    value = {"currency": "USD", "day": "2022-01-01", "value": "6.3"}
    for part, wrong, code in (("currency", "US", "R038"), ("day", "2022", "R036"), ("value", "0", "R033")):
        found = said(series={"central_parity": [value | {part: wrong}] * 2})
        assert found == [(code, f"$.series.central_parity[{at}].{part}") for at in (0, 1)]
    place = {"figure": "filings", "year": 2022, "rank": 1}
    for part, wrong, code in (("figure", "filing", "R027"), ("year", 22, "R037"), ("rank", "first", "R030")):
        found = said(published=[place | {part: wrong}] * 2)
        assert found == [(code, f"$.published[{at}].{part}") for at in (0, 1)]


def test_older_documents() -> None:
    entry = {"document": "东政发〔2018〕1号", "item": "patent: ZL1", "amount": 300000}
    (found,) = read(older_documents=[entry]).older_documents or ()
    assert (found.kind, found.item, found.amount) == ("patent", "ZL1", 30000000)
    assert read(older_documents=[entry | {"kind": "patent", "item": "ZL1"}]).older_documents == (found,)
    assert said(older_documents=[entry | {"item": "ZL1"}]) == [("R021", "$.older_documents[0]")]
    (of_itself,) = read(older_documents=[entry | {"item": "F1"}]).older_documents or ()
    assert of_itself.kind == ""
    assert said(older_documents=[{}]) == [("R021", "$.older_documents[0]")] * 3


def test_series_by_month_and_by_day_and_currency() -> None:
    facts = read(
        series={
            "lpr_1y": [{"month": "2022-01", "value": "3.70%"}],
            "central_parity": [{"currency": "USD", "day": "2022-03-01", "value": "6.3014"}],
        }
    )
    assert {name: {key: str(v) for key, v in values.items()} for name, values in facts.series.items()} == {
        "lpr_1y": {("", Date(2022, 1, 1)): "37/1000"},
        "central_parity": {("USD", Date(2022, 3, 1)): "31507/5000"},
    }


@each_row(
    ("series", "found"),
    [
        ({"lpr": []}, ("R029", ".lpr")),
        ({"lpr_1y": [{"day": "2022-01-01", "value": "3%"}]}, None),
        ({"lpr_1y": [{"month": "2022.1", "value": "3%"}]}, ("R036", ".lpr_1y[0].month")),
        ({"lpr_1y": [{"month": "2022-13", "value": "3%"}]}, ("R036", ".lpr_1y[0].month")),
        ({"lpr_1y": [{"month": "2022-01", "value": "3.7"}]}, ("R057", ".lpr_1y[0].value")),
        ({"lpr_1y": [{"month": "2022-01", "value": "3%"}] * 2}, ("R055", ".lpr_1y[1]")),
        (
            {"central_parity": [{"currency": "US", "day": "2022-01-01", "value": 6}]},
            ("R038", ".central_parity[0].currency"),
        ),
        (
            {"central_parity": [{"currency": "USD", "day": "2022-01-01", "value": 0}]},
            ("R033", ".central_parity[0].value"),
        ),
        ({"lpr_1y": {}}, ("R020", ".lpr_1y")),
    ],
)
def test_series_that_are_refused(series: object, found: tuple[str, str] | None) -> None:
    if found is None:
        assert {code for code, _ in said(series=series)} == {"R021", "R022"}
    else:
        assert said(series=series) == [(found[0], f"$.series{found[1]}")]


def test_the_applicant_of_these_tests_is_a_firm() -> None:
    assert read().applicant == FIRM["id"]


@pytest.mark.parametrize("month", ["2022-13", "2022.1", "2022-01-01", 202201])
def test_an_invalid_month_is_reported_as_written(month: object) -> None:
    (finding,) = problems(series={"lpr_1y": [{"month": month, "value": "3%"}]})
    assert finding.texts().title == f"`month` is not a month: {describe(month)}"
    assert "2022-03 or 2022年3月" in finding.texts().help


def test_the_form_of_a_part_is_shown_in_words_of_the_vocabulary() -> None:
    for part, word in (("figures", "filings"), ("records", "patent")):
        (finding,) = problems(**{part: []})
        shown = finding.texts().help.split('"')
        assert any(name in PROGRAM.schema.figure_by_name or name in PROGRAM.schema.record_by_name for name in shown), (
            word
        )
