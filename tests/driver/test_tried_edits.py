"""Edits are proposed only if the page checks with them. Trials are counted, and every format has the edits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ipdsl.base.findings.finding import Edit, Report, Severity
from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render, to_objects
from ipdsl.base.source import Source, Sources, Span
from ipdsl.driver.advice import trials
from ipdsl.driver.advice.blocks import SentenceBlock, blocks_of
from ipdsl.driver.advice.trials import apply_edits, with_tried_edits
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax.errors import UnexpectedWord

HEAD = 'policy p "P"\n  effective 2020-01-01 to 2029-12-31\n  use ip\n\narticle 1 "One"\n'


def page(*lines: str) -> Source:
    return Source("page.ipp", HEAD + "".join(f"  {line}\n" for line in lines))


def edits(*lines: str) -> list[str]:
    """The lines that the findings of a page propose."""
    return [edit.lines for finding in Compilation(page(*lines)).check() for edit in finding.edits]


def check_alone(source: Source) -> Report:
    return Compilation(source).check_without_trials()


@pytest.mark.parametrize(
    ("line", "edited"),
    [
        ("award 20000 yuan to enterprise when patent granted", "award 20000 to enterprise when patent granted"),
        ("award 20000 to enterprise for each patent granted", "award 20000 to enterprise when patent granted"),
        ("award 20000 to company when patent granted", "award 20000 to enterprise when patent granted"),
        ("award 20000 to enterprise when patnet granted", "award 20000 to enterprise when patent granted"),
        ("对 专利 授权 的 公司，奖励 5万元", "对 专利 授权 的 企业，奖励 5万元"),
        (
            "对获得国家示范企业称号的企业，一次性奖励20万元",
            "对 企业称号 认定 且 称号 为 国家示范 的 企业，一次性奖励 20万元",
        ),
        ("按保费的50%奖励", "对 知识产权保险 购买 的，按 保费 的 50% 奖励"),
    ],
)
def test_an_edit_is_one_with_which_the_page_checks(line: str, edited: str) -> None:
    assert edits(line) == [edited]
    assert not Compilation(page(edited)).check().has_errors


def test_two_kinds_of_record_become_two_sentences() -> None:
    line = "award 20000 to enterprise when patent granted or patent_prize won"
    (both,) = edits(line)
    assert both.split("\n") == [
        "award 20000 to enterprise when patent granted",
        "award 20000 to enterprise when patent_prize won",
    ]


def test_every_wrong_award_of_a_page_gets_its_own_edit() -> None:
    right = ["award 20000 to enterprise when patent granted", "award 5000 to enterprise when utility_patent granted"]
    assert edits(*(line.replace(" to", " yuan to") for line in right)) == right


def test_a_wrong_award_and_its_wrong_rule_have_one_edit() -> None:
    both = "award 20000 to enterprise when patent granted\ncap 50000 per enterprise"
    award, rule = "award 20000 yuan to enterprise when patent granted", "no company may receive more than 50,000 yuan"
    assert edits(award, rule) == [both, both]


def test_a_rule_before_its_award_has_an_edit_that_puts_it_after() -> None:
    rule, award = "no more than 50,000 yuan per company is paid", "award 20000 to enterprise when patent granted"
    assert edits(rule, award) == [f"{award}\ncap 50000 per enterprise"]


def test_two_typos_of_a_line_get_an_edit_each_and_both_can_be_applied() -> None:
    source = page("award 20000 to enterprize when patent grantd")
    found = [edit for finding in Compilation(source).check() for edit in finding.edits]
    assert len(found) == 2
    assert not Compilation(Source("page.ipp", apply_edits(source, found))).check().has_errors


def test_an_error_elsewhere_does_not_prevent_an_edit() -> None:
    wrong = "award 5 to nobody_known when trademark unknown_event"
    assert "award 20000 to enterprise when patent granted" in edits(
        wrong, "award 20000 yuan to enterprise when patent granted"
    )


def test_a_sentence_with_a_comment_inside_is_left_to_its_author() -> None:
    assert edits("grant 20000 RMB to enterprise for each patent granted  # for once") == []


def test_the_help_is_the_edit_and_the_json_has_its_place() -> None:
    source = page("award 20000 yuan to enterprise when patent granted")
    compilation = Compilation(source)
    (finding,) = [one for one in compilation.check() if one.severity is Severity.ERROR]
    assert "= help: write `award 20000 to enterprise when patent granted`" in render([finding], compilation.sources)
    assert "建议：写作`award 20000 to" in render([finding], compilation.sources, language=Language.ZH)
    (entry,) = to_objects([finding])
    assert entry["edits"] == [
        {"file": "page.ipp", "line": 6, "column": 15, "end_line": 6, "end_column": 20, "replacement": ""}
    ]


def test_several_lines_are_shown_beneath_the_help() -> None:
    source = page("award by amount to enterprise when technology_contract recorded", "  100 yuan or more: $5")
    compilation = Compilation(Source(source.name, source.text.replace("use ip", "use ip\n  currency USD")))
    shown = render([f for f in compilation.check() if f.edits], compilation.sources)
    assert shown == ""  # yuan is not the currency of the page
    source = page("award by amount to enterprise when technology_contract recorded", "  100 yuan or more: 5 yuan")
    compilation = Compilation(source)
    shown = render([f for f in compilation.check() if f.edits], compilation.sources)
    assert "help: write `at least 100: 5`" in shown


def finding_at(source: Source, *replacements: str) -> Report:
    """A finding about the word `yuan` of a page, with these edits to try."""
    line = source.lines()[5]
    start = line.index("yuan") + 1
    span = Span(source.name, 6, start, 6, start + 4)
    candidates = tuple(Edit(span, replacement) for replacement in replacements)
    real = next(f for f in check_alone(source) if f.severity is Severity.ERROR)
    assert isinstance(real, UnexpectedWord)
    return Report([UnexpectedWord(span=real.span, found=real.found, expected=real.expected, candidates=candidates)])


def test_the_first_right_edit_is_kept() -> None:
    source = page("award 20000 yuan to enterprise when patent granted")
    (finding,) = with_tried_edits(finding_at(source, "nonsense", "CNY", ""), source, check_alone)
    assert [edit.replacement for edit in finding.edits] == ["CNY"]


def test_a_hint_that_describes_a_refuted_edit_is_dropped() -> None:
    source = page("award 20000 yuan to enterprise when patent granted")
    report = finding_at(source, "to company")
    (finding,) = with_tried_edits(report, source, check_alone)
    assert not finding.edits


def test_two_right_readings_that_differ_are_no_advice() -> None:
    source = page("pay for patents")
    one = "award 5 to enterprise when patent granted"
    other = "award 6 to enterprise when patent granted"

    def reword(*readings: str) -> list[str]:
        def read(block: SentenceBlock) -> Sequence[Sequence[str]]:
            return [[line] for line in readings]

        tried = with_tried_edits(check_alone(source), source, check_alone, read)
        return [edit.lines for finding in tried for edit in finding.edits]

    assert reword(one) == [one]
    assert reword(one, one) == [one]
    assert reword(one, "award 5 to nobody when patent granted") == [one]
    assert reword(one, other) == []


def test_trials_are_counted_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    source = page(*["award 5 to enterprise when patnet granted"] * 30)
    report = check_alone(source)
    for most in (0, 7):
        monkeypatch.setattr(trials, "MOST_TRIALS", most)
        checked: list[Source] = []

        def counted(text: Source, checked: list[Source] = checked) -> Report:
            checked.append(text)
            return check_alone(text)

        tried = with_tried_edits(report, source, counted)
        assert len(checked) <= 2 * most
        assert sum(bool(finding.edits) for finding in tried) <= most


def test_a_correct_page_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Report:
        raise AssertionError("no trial is needed")

    monkeypatch.setattr(trials, "with_tried_edits", fail)
    assert not Compilation(page("award 5 to enterprise when patent granted")).check().has_errors


def test_blocks_are_the_sentences_of_articles_with_the_lines_under_them() -> None:
    source = page("award 5 to enterprise when patent granted", "  if located_here", "cap 9 per enterprise")
    *head, award, cap = blocks_of(source)
    assert [block.line.text for block in head] == ["effective 2020-01-01 to 2029-12-31", "use ip"]
    assert all(block.is_in_head for block in head)
    assert cap.head == tuple(block.line for block in head)
    assert (award.first, award.last, cap.first, cap.last) == (6, 7, 8, 8)
    assert [line.text for line in cap.above] == ["award 5 to enterprise when patent granted"]
    edit = award.edit(source, ["award 6 to enterprise when patent granted", "  if located_here"])
    assert edit.span == Span("page.ipp", 6, 1, 6, len(source.lines()[5]) + 1)  # the second line stays as it is


def test_edits_of_different_places_are_applied_together() -> None:
    source = Source("x", "one two\nthree\nfour")
    first, second = Edit(Span("x", 1, 5, 1, 8), "2\n2a"), Edit(Span("x", 2, 1, 3, 5), "3")
    assert apply_edits(source, [first, second]) == apply_edits(source, [second, first]) == "one 2\n2a\n3"


def test_the_report_of_an_unreadable_page_is_as_before() -> None:
    assert Sources().get("nothing") is None
    assert Compilation(Source("page.ipp", "")).check() is not None
