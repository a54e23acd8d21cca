from __future__ import annotations

from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import distance, loses_word, nearest, word_by_definition
from tests.support.rows import each_row

WORDS = (
    "award",
    "amount",
    "technology_contract",
    "patent",
    "patent_prize",
    "enterprise",
    "recorded_on",
    "fee",
    "currency",
)


@each_row(
    ("left", "right", "slips"),
    [("award", "award", 0), ("awrad", "award", 1), ("awar", "award", 1), ("awardd", "award", 1), ("bward", "award", 1),
     ("awrda", "award", 2), ("", "ab", 2), ("abcd", "dcba", 3)],
)  # fmt: skip
def test_slips_are_counted(left: str, right: str, slips: int) -> None:
    assert distance(left, right, 2) == slips
    assert distance(right, left, 2) == slips


@each_row(
    ("word", "found"),
    [
        ("amuont", ("amount",)),
        ("enterprize", ("enterprise",)),
        ("Enterprise", ("enterprise",)),
        ("recorded-on", ("recorded_on",)),
        ("contract", ("technology_contract",)),
        ("patents", ("patent",)),
        ("currencies", ("currency",)),
        ("patent", ("patent", "patent_prize")),
        ("tea", ()),
        ("fees", ("fee",)),
        ("x", ()),
        ("", ()),
    ],
)
def test_only_near_words_are_offered(word: str, found: tuple[str, ...]) -> None:
    assert nearest(word, WORDS) == found


KINDS = {
    "enterprise": "a company",
    "agency": "a company that serves others",
    "unit": "companies and public institutions",
    "shop": "a retail business or a market stall",
    "farmer": "从事农业生产的个人",
    "person": "自然人",
    "firm": "企业",
    "body": "企业和事业单位",
}


@each_row(
    ("word", "kind"),
    [
        ("company", "enterprise"),
        ("companies", "enterprise"),
        ("business", None),
        ("stall", None),
        ("institutions", None),
        ("企业", "firm"),
        ("事业单位", None),
        ("个人", "farmer"),
    ],
)
def test_a_definition_that_lists_the_word_with_others_is_wider(word: str, kind: str | None) -> None:
    assert word_by_definition(word, KINDS) == kind


def test_at_most_three_best_first_then_alphabetical() -> None:
    assert nearest("level", ["lever", "levels", "bevel", "revel", "level_of"]) == ("bevel", "levels", "lever")


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=8))
def test_any_word_against_any_words(word: str, declared: list[str]) -> None:
    found = nearest(word, declared)
    assert set(found) <= set(declared)
    assert found == nearest(word, list(reversed(declared)))


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_symmetric_and_zero_only_for_equal_words(left: str, right: str) -> None:
    assert distance(left, right, 9) == distance(right, left, 9)
    assert (distance(left, right, 9) == 0) == (left == right)


def test_a_huge_word_is_distinguished_from_the_others_at_once() -> None:
    assert nearest("x" * 1_000_000, WORDS) == ()


@each_row(
    ("written", "declared", "is_lost"),
    [
        ("本市中小微企业", "中小微企业", True),
        ("大企业", "企业", True),
        ("企业业", "企业", False),
        ("金质奖", "金奖", False),
        ("企业家", "企业", True),
        ("五年期LPR", "一年期LPR", True),
        ("lpr_5y", "lpr_1y", True),
        ("中小围企业", "中小微企业", False),
        ("省级项目", "市级项目", True),
        ("专利类形", "专利类型", False),
        ("技业", "业技", False),
        ("a_firm", "firm", True),
        ("small_firms", "small_firm", False),
        ("enterprize", "enterprise", False),
    ],
)
def test_a_suggestion_may_lose_a_word_of_the_written_one(written: str, declared: str, is_lost: bool) -> None:
    assert loses_word(written, declared) is is_lost
