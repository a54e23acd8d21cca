"""Unknown words are reported together with broken lines, except words that a broken line may explain."""

from __future__ import annotations

import pytest

import ipdsl


def found(tmp_path, text: str) -> list[tuple[str, int]]:
    page = tmp_path / "page.ipp"
    page.write_text(text, encoding="utf-8")
    return [(f.code, f.span.line) for f in ipdsl.check(page)]


def test_wrong_words_are_told_beside_broken_lines(tmp_path) -> None:
    text = (
        "awrad 200 when soft_topic selected\n"
        "award 200 when copyright_work registered and provincal_body\n"
        "award 1% of amont to enterprise when technology_contract recorded\n"
    )
    assert found(tmp_path, text) == [("S002", 1), ("N001", 2), ("N001", 3)]


def test_a_rule_after_a_broken_award_is_no_second_mistake(tmp_path) -> None:
    text = "group a\n  awrad 200 to enterprise when soft_topic selected\n  cap 500 per enterprise per year\n"
    assert found(tmp_path, text) == [("S002", 2)]


def test_a_row_that_is_broken_leaves_no_hole(tmp_path) -> None:
    text = "award by amount to enterprise when technology_contract recorded\n  at leest 5: 3\n  otherwise: 1\n"
    assert found(tmp_path, text) == [("S001", 2)]


def test_words_wait_where_the_line_that_names_them_is_broken(tmp_path) -> None:
    assert found(tmp_path, "use\naward 5 when something_of_mine new\n") == [("S003", 1)]
    assert found(tmp_path, "polisy x\n  use mine\naward 5 when something_of_mine new\n")[0] == ("S002", 1)


VOCABULARY = """vocabulary mine
applicant firm
record thing
  key number
  event new on new_on
record small_thing is thing
"""
POLICY = "policy p\n  effective 2022-01-01 to 2022-12-31\n  use mine\narticle 1\n  award 5 when thing new\n"


@pytest.mark.parametrize(
    ("good", "bad", "finding"),
    [
        ("vocabulary mine", "vocabulry mine", ("S002", 1)),
        ("vocabulary mine", "vocabulary", ("S003", 1)),
        ("applicant firm", "applicant firm include", ("S001", 2)),
        ("record thing", "recrod thing", ("S002", 3)),
        ("record thing", "record thing plurals things", ("S001", 3)),
    ],
)
def test_a_broken_line_of_a_vocabulary_in_use_is_one_finding(tmp_path, good: str, bad: str, finding) -> None:
    (tmp_path / "mine.ipp").write_text(VOCABULARY.replace(good, bad, 1), encoding="utf-8")
    assert found(tmp_path, POLICY) == [finding]


CASES = 'cases for page\ncase "a"\n  given firm\n    thing A: number "1"\n  expect A 5\n'


@pytest.mark.parametrize(
    ("head", "finding"),
    [
        ("case for page\n", ("S001", 1)),
        ("caess for page\n", ("S002", 1)),
        ("", ("P043", 1)),
        ("cases for\n", ("S003", 1)),
    ],
)
def test_a_page_of_cases_with_a_broken_head_is_one_finding(tmp_path, head: str, finding: tuple[str, int]) -> None:
    page = tmp_path / "page.cases.ipp"
    page.write_text(CASES.replace("cases for page\n", head), encoding="utf-8")
    assert [(f.code, f.span.line) for f in ipdsl.check(page)] == [finding]


def test_conditions_over_a_broken_award_are_no_second_mistake(tmp_path) -> None:
    head = "group a\n  award 5 to enterprise when soft_topic selected\n"
    head += "  award 1% of amont to person when mediation settled\n"
    for line in (
        "none when amount cannot be determined",
        "quota 5 mediation per year",
        "suspend person for the year when sanction opened",
        "no repeat per matter per level",
        "cap 5 per person per year\n    carry forward 1 year",
        "cap 5 per person per year\n    except b",
    ):
        codes = [code for code, _ in found(tmp_path, f"{head}  {line}\n")]
        assert [c for c in codes if c != "P032"] == ["N001"], line
