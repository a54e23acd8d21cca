"""The pages in the head of a ledger: what describes an award and a rule, in both languages, written and read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import ipdsl
from ipdsl.ledger.lines import LedgerPage, PageAward, Succession, page_of, read_page
from ipdsl.ledger.recall import Recall
from ipdsl.plain_data.errors import FactsError
from tests.support.ledgers import firm, loan, page, patent, whole_ledger
from tests.support.project_files import files_in
from tests.support.slow import sampled

POLICIES = Path(__file__).parents[2] / "policies"
CITIES = {"dongyang_2021": 27, "foshan_2020": 12, "qingyuan_2018": 14, "quanzhou_2021": 28, "shaoguan_2021": 32}
"""The number of awards of each city."""


def pages_of(name: str) -> tuple[LedgerPage, LedgerPage]:
    """The English and the Chinese page of a city."""
    english, chinese = (ipdsl.load(path / f"{name}.ipp") for path in (POLICIES, POLICIES / "zh"))
    return page_of(english.program), page_of(chinese.program)


def test_the_cities_have_113_awards() -> None:
    assert {path.stem for path in files_in(POLICIES / "zh", "*_20??.ipp")} == CITIES.keys()
    assert sum(CITIES.values()) == 113


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(CITIES, 5, others="broad"))
def test_the_english_and_the_chinese_page_have_equal_awards_and_rules(name: str) -> None:
    english, chinese = pages_of(name)
    assert len(english.awards) == CITIES[name]
    assert english.awards == chinese.awards
    assert english.rules == chinese.rules
    assert len(english.rules) > 2


@pytest.mark.parametrize("name", sampled(CITIES, 3, others="broad"))
def test_a_ledger_goes_on_in_the_other_language_as_on_one_page(name: str) -> None:
    english, _ = pages_of(name)
    chinese = ipdsl.load(POLICIES / "zh" / f"{name}.ipp").program
    assert Recall(chinese, [english]).pages == (english,)


@pytest.mark.parametrize("name", CITIES)
def test_awards_of_a_city_are_told_apart(name: str) -> None:
    """All but those that nothing but an answer can tell apart: equal in record, event, title, conditions and sum."""
    english, _ = pages_of(name)
    assert len({attrs.evolve(award, label="") for award in english.awards}) == len(english.awards)


@pytest.mark.parametrize("name", CITIES)
def test_a_page_of_a_city_is_read_as_it_was_written(name: str) -> None:
    english, _ = pages_of(name)
    everything = Succession({place: place for place in range(len(english.awards))}, (1, 2), {0: (0,), 1: (0, 1)})
    for whole in (english, attrs.evolve(english, after=everything, answers={"1.a.b": 0, "grant": None})):
        assert read_page(json.loads(json.dumps(whole.to_plain()))) == whole


def test_the_page_of_a_policy(tmp_path: Path) -> None:
    """Labels, titles, verbs with the counted field, keys, periods, amounts, and the awards that a rule covers."""
    policy = page(
        tmp_path,
        'article 3 "Loans"\n  award 10% of sum to firm when loan drawn\n    as credit\n'
        "  award 5000 to firm when patent granted\n"
        "  cap 20000 per firm per year\n  limit 2 bank per firm\n\n"
        'article 4 "Payment"\n  over policy\n    cap 90000 across applicants\n',
    )
    made = page_of(policy.program)
    assert [(award.label, award.title, award.record, award.event, award.is_named) for award in made.awards] == [
        ("credit", "Loans", "loan", "drawn", True), ("3.patent.granted", "Loans", "patent", "granted", False),
    ]  # fmt: skip
    assert {(rule.verb, rule.keys, rule.period, rule.amount, rule.covers) for rule in made.rules} == {
        ("limit", ("firm",), "year", 2000000, (0, 1)), ("quota bank", ("firm",), "", 2, (0, 1)),
        ("limit across", (), "", 9000000, (0, 1)),
    }  # fmt: skip
    assert (made.policy, made.hash, made.after) == ("aid", policy.program.content_hash, None)


AWARD = 'article 1 "Loans"\n  award 500 once per firm to firm when loan drawn\n    if sum at least 100\n'
CHANGES: dict[str, tuple[str, set[str]]] = {
    "the amount": (AWARD.replace("500", "600"), {"sum"}),
    "a condition": (AWARD.replace("100", "200"), {"conditions"}),
    "no condition": (AWARD.replace("    if sum at least 100\n", ""), {"conditions"}),
    "the keys of once": (AWARD.replace("once per firm", "once per bank"), {"conditions"}),
    "no once": (AWARD.replace(" once per firm", ""), {"conditions"}),
    "the year of once": (AWARD.replace("once per firm", "once per firm per year"), {"conditions"}),
    "who is paid": (AWARD.replace("to firm", "to firm, branch"), {"conditions"}),
    "the event": (
        AWARD.replace("loan drawn", "course finished").replace("sum", "cost"),
        {"conditions", "event", "record", "label", "key"},
    ),
    "a kind of applicant in once": (AWARD.replace("once per firm", "once per applicant"), set()),
    "the title": (AWARD.replace("Loans", "Credits"), {"title"}),
    "the number": (AWARD.replace("article 1", "article 2"), {"label"}),
    "a label": (AWARD.replace("drawn\n", "drawn\n    as credit\n"), {"label"}),
    "a group": (AWARD.replace("  award", "  group g\n    award").replace("    if", "      if"), set()),
    "a cap": (AWARD + "  cap 7000 per firm\n", set()),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"), sampled([pytest.param(*case, id=name) for name, case in CHANGES.items()], 3, others="broad")
)
def test_each_change_of_an_award_shows_in_its_part_alone(text: str, parts: set[str], tmp_path: Path) -> None:
    [before], [after] = (page_of(page(tmp_path, page_text).program).awards for page_text in (AWARD, text))
    changed = {
        field.name for field in attrs.fields(PageAward) if getattr(before, field.name) != getattr(after, field.name)
    }
    assert changed == parts


ROWS = """article 1 "Loans"
  award by sum to firm when loan drawn
    at least 1000: 50 once per firm
    at least 100: 20 once per firm
    otherwise: 1% of sum
"""


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (lambda text: text.replace("20 once", "25 once"), {"sum"}),
        (lambda text: text.replace("at least 100:", "at least 200:"), {"sum"}),
        (lambda text: text.replace("    at least 100: 20 once per firm\n", ""), {"sum", "conditions"}),
        (lambda text: text.replace("20 once per firm", "20 once per bank"), {"conditions"}),
    ],
    ids=["a sum", "a bound", "a row", "once of a row"],
)
def test_rows_are_the_sum_and_their_once_a_condition(
    change: Callable[[str], str], parts: set[str], tmp_path: Path
) -> None:
    [before], [after] = (page_of(page(tmp_path, text).program).awards for text in (ROWS, change(ROWS)))
    assert {part for part in ("sum", "conditions") if getattr(before, part) != getattr(after, part)} == parts


LEDGER_PAGES = 'article 1 "Loans"\n  award 10% of sum to firm when loan drawn\n  cap 20000 per firm\n'


def ledger(folder: Path) -> tuple[ipdsl.Policy, dict[str, Any]]:
    policy = page(folder, LEDGER_PAGES)
    return policy, whole_ledger(policy.evaluate(firm(2022, loan=[loan("A", "2022-03-01", 300000)])))


@pytest.mark.parametrize(
    "change",
    [
        lambda pages: pages[0].pop("awards"),
        lambda pages: pages[0]["awards"][0].pop("sum"),
        lambda pages: pages[0]["awards"][0].update(more="x"),
        lambda pages: pages[0]["rules"][0].pop("covers"),
        lambda pages: pages[0]["rules"][0].update(covers=None),
        lambda pages: pages[0].update(after={"awards": [[1, 2, 3]], "ended": [], "rules": []}),
        lambda pages: pages.append(None),
        lambda pages: pages.append("page"),
    ],
    ids=["no awards", "no sum", "another part", "no awards of a rule", "awards of another form", "pairs of three",
         "nothing", "a text"],
)  # fmt: skip
def test_pages_in_another_form_are_refused(change: Callable[[list[Any]], object], tmp_path: Path) -> None:
    """The number of the ledger shows the change. Even if it is accepted, the pages must be readable."""
    policy, written = ledger(tmp_path)
    change(written["pages"])
    for answers_for_it, found in ((None, ("R075", "$.ledger_head")), ("Li Ming", ("R076", "$.pages"))):
        with pytest.raises(FactsError) as error:
            policy.evaluate(
                firm(2023, loan=[loan("B", "2023-03-01", 300000)]), history=written, accept_edited=answers_for_it
            )
        assert [(finding.code, finding.path) for finding in error.value.report] == [found]


def test_fields_of_a_record_are_kept_with_its_line(tmp_path: Path) -> None:
    """Keys, choices, levels, yes/no and texts, without amounts, days, and what the keys state; a list as a list."""
    policy = page(tmp_path, 'article 1 "P"\n  award 500 to firm when patent granted\n  cap 900 per kind\n')
    [line] = whole_ledger(policy.evaluate(firm(2022, patent=[patent("ZL1", "2022-03-01", fees=70)])))["ledger"]
    assert line["keys"] == {"kind": "invention"}
    assert line["fields"] == {"number": "ZL1"}
    policy = page(tmp_path, 'article 1 "P"\n  award 500 to firm when patent granted\n')
    [line] = whole_ledger(policy.evaluate(firm(2022, patent=[patent("ZL1", "2022-03-01", fees=70)])))["ledger"]
    assert line["fields"] == {"kind": "invention", "number": "ZL1"}
