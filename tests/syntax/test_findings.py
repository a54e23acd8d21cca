"""Every broken line gives one finding at its place and none elsewhere. Common mistakes have specific texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lark import UnexpectedInput

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.source import Source
from ipdsl.syntax import keywords
from ipdsl.syntax.common_mistakes import EXAMPLES, WORD, Example, example_of, longest_keyword
from ipdsl.syntax.layout import MAX_FINDINGS
from ipdsl.syntax.parser import parse
from ipdsl.syntax.parser_tables import sentence_parser
from tests.support.rows import each_row
from tests.support.slow import sampled
from tests.support.syntax.common_mistakes import COMMON

BAD = Path(__file__).parents[1] / "golden" / "syntax" / "bad"


def findings(text: str) -> list[Diagnostic]:
    return list(parse(Source("x", text))[1])


def only(text: str) -> Diagnostic:
    found = findings(text)
    assert len(found) == 1, [(f.code, str(f.span)) for f in found]
    return found[0]


def test_ten_mistakes_are_ten_findings_on_their_lines() -> None:
    found = findings((BAD / "ten_mistakes.ipp").read_text(encoding="utf-8"))
    assert [f.span.line for f in found if f.span] == [2, 6, 8, 10, 12, 13, 15, 17, 19, 20]


def test_twenty_one_mistakes_are_twenty_one_findings() -> None:
    text = (BAD / "words.ipp").read_text(encoding="utf-8")
    assert [f.span.line for f in findings(text) if f.span] == list(range(1, len(text.splitlines()) + 1))


@each_row(
    ("sentence", "word", "nearest"),
    [
        ("awrad 200 when r new", "awrad", "award"),
        ("grup x", "grup", "group"),
        ("capp 500 per unit", "capp", "cap"),
        ("award 5 once wehn r new", "wehn", "when"),
        ("award 5 when r new and amount at lest 5", "at lest", "at least"),
        ("article 1 informativ", "informativ", "informative"),
        ("refers 'x'", "refers", "refers to"),
        ("pay highst per unit", "pay", "pay highest"),
        ("none wen a", "none", "none when"),
    ],
)
def test_a_slip_is_met_with_the_nearest_keyword(sentence: str, word: str, nearest: str) -> None:
    finding = only(sentence)
    assert f"`{word}`" in finding.texts().title
    assert finding.nearest[0] == nearest
    assert finding.texts().label.startswith(f"expected `{nearest}`")


AWARDS = (
    "award 5 once per matter to a, b from 2023-01-01 when r new and not x and y is z",
    "award 5 to a when the first r new",
    "award 30% of fee at most 100 once to a when r new or old",
    "award fee plus 5 less cost to a when r new",
    "award 5 for each r to a per year when r new and cost more than 5 and filed_on at most 2 years ago",
    "award 10% of total cost per year to a when r new",
    "award up to 100 to a while r valid",
    "award sales above 500 to a each year",
    "award 5 for each full 100 of sales to a each year",
)


MISSING = {
    "to": "to", "per": "per", "when": "when", "while": "when", "and": "and", "or": "and", "from": "from",
    "more than": "at least",
}  # fmt: skip
"""Small words, and the word reported as missing."""
OTHERWISE = {("the first", "the"), ("up to", "to"), ("for each full", "for each"), ("for each full", "for full")}
"""Remainders of a keyword that resemble another mistake more."""


def keywords_of(sentence: str) -> Iterator[tuple[int, str]]:
    """The keywords after the first one, with their positions."""
    at = longest_keyword(sentence, 0)[1]
    for match in WORD.finditer(sentence, at):
        keyword, length = longest_keyword(sentence, match.start())
        if keyword is not None and match.start() >= at:
            at = match.start() + length
            yield match.start(), sentence[match.start() : at]


def with_slips(word: str) -> Iterator[str]:
    """A word with a missing letter, a wrong letter, and two swapped letters."""
    yield word[0] + word[2:]
    yield word[:1] + "x" + word[2:]
    yield word[:-2] + word[-1] + word[-2]


@pytest.mark.parametrize("sentence", sampled(AWARDS, 3))
def test_a_keyword_with_a_slip_is_told_at_its_place(sentence: str) -> None:
    assert not findings(sentence)
    for at, keyword in keywords_of(sentence):
        for word in keyword.split():
            for written in with_slips(word) if len(word) > 2 else ():
                text = f"{sentence[:at]}{keyword.replace(word, written, 1)}{sentence[at + len(keyword) :]}"
                if written == word or not findings(text):
                    continue
                finding = only(text)
                assert finding.span is not None
                assert finding.span.column - 1 in range(at, at + len(keyword)), (text, str(finding.span))
                assert keyword in finding.nearest or keyword in finding.texts().label, text


@pytest.mark.parametrize("sentence", AWARDS)
def test_a_keyword_that_is_missing_is_told_where_it_is_missing(sentence: str) -> None:
    for at, keyword in keywords_of(sentence):
        if keyword in MISSING:
            finding = only(f"{sentence[:at]}{sentence[at + len(keyword) + 1 :]}")
            assert finding.code == "S006"
            assert finding.span is not None
            assert (finding.span.column - 1, finding.texts().label) == (at, f"expected `{MISSING[keyword]}`")


@pytest.mark.parametrize("sentence", sampled(AWARDS, 3, others="broad"))
def test_a_keyword_that_lacks_a_word_is_told_whole(sentence: str) -> None:
    for at, keyword in keywords_of(sentence):
        for word in keyword.split() if " " in keyword else ():
            rest = " ".join(part for part in keyword.split() if part != word)
            text = f"{sentence[:at]}{rest}{sentence[at + len(keyword) :]}"
            if findings(text) and (keyword, rest) not in OTHERWISE:
                assert keyword in only(text).nearest, text


@each_row(("text", "code", "column"), COMMON)
def test_a_common_mistake_has_a_finding_of_its_own(text: str, code: str, column: int) -> None:
    finding = only(text)
    assert finding.span is not None
    assert (finding.code, finding.span.column) == (code, column)


def test_brackets_that_are_meant_raise_nothing() -> None:
    assert not findings(
        "if (a and b) or (c and d)\naward (30% of a) less b when r new\naward 5 plus 30% of a when r new\n"
    )


def test_later_counts_of_a_chain_need_no_second_has() -> None:
    assert not findings("if has at least 1 a b\n   or at least 5 c d\n   or at least 8 e f\n")


def test_lines_beneath_a_broken_one_raise_no_echo() -> None:
    for broken in ("polcy a", "award by level wen zone listed", 'article 2 "open', "grup a", "recrd a", "cas 'x'"):
        text = (
            f"{broken}\n  use ip\n  national: 5\n  if a\n  key number\n  event new on day\n  given as of 2022-01-01\n"
        )
        assert [f.span.line for f in findings(text) if f.span] == [1], broken


def test_a_mistake_beneath_a_broken_line_is_told_too() -> None:
    assert [f.span.line for f in findings("grup a\n  award 5 when r new\n  cap 5 unit\n") if f.span] == [1, 3]


def test_rows_that_lost_their_indentation_are_one_finding() -> None:
    assert only("award by level when zone listed\nnational: 5\nprovincial: 6\naward 5 when r new\n").code == "S020"


def test_a_run_of_misplaced_rows_is_one_finding() -> None:
    finding = only("award level when zone listed\n  national: 5\n  provincial: 6\n  municipal: 7\n")
    assert (finding.code, finding.span.line if finding.span else 0) == ("S021", 2)


def test_the_head_of_a_page_stands_first_and_once() -> None:
    assert [f.code for f in findings("article 1\npolicy a\nvocabulary b\ncases for c\n")] == ["S050"] * 3
    assert not findings("# a comment\n\npolicy a\n")


def test_reading_ends_after_a_hundred_findings() -> None:
    found = findings("x\n" * 1_000)
    assert len(found) == MAX_FINDINGS + 1
    assert found[-1].code == "S051"
    assert len(findings("article 1\n" + "　if a\n" * 1_000)) == MAX_FINDINGS + 1


def test_an_unclosed_quotation_leaves_the_next_line_unharmed() -> None:
    page, report = parse(Source("x", 'article 1 "open\narticle 2 "closed"\n'))
    assert [f.code for f in report] == ["S027"]
    assert len(page.items) == 1


def test_two_labels_of_one_field_are_found_in_the_right_place() -> None:
    finding = only('record a\n  x "label" "one" money "two"\n')
    assert (finding.code, str(finding.span)) == ("S015", "x:2:25")


def test_a_has_that_is_missing_at_the_first_count_is_told_once() -> None:
    assert only("award 5 when r new\n  if at least 1 a or at least 2 b or at least 3 c\n").code == "S012"


def test_a_second_comparison_of_a_day_names_the_day_again() -> None:
    finding = only("award 5 when r new\n  if a more than 5 years after b and at most 10 years after b\n")
    assert (finding.code, str(finding.texts().help)) == (
        "S012", "name the day again: `and DATE at most 10 years after b`",
    )  # fmt: skip


@pytest.mark.parametrize("words", ['is one of top "A" · lead "B"', "is one of top · price money"])
def test_values_of_a_choice_have_commas(words: str) -> None:
    assert "commas are between the values" in str(only(f'record a\n  x "label" {words}\n').texts().help)


BLOCK = """article 1
  group a
    award by x when r new
      red: 1
      blue: 2
      green: 3
    award 5 when q new
      at most 3
    cap 5 per firm per year
"""


@each_row("line", range(2, 10))
@each_row("blanks", ["\t", "\t\t", "\t\t\t", "\u3000", "\u3000\u3000"])
def test_a_line_indented_with_other_blanks_is_one_finding(line: int, blanks: str) -> None:
    lines = BLOCK.splitlines()
    lines[line - 1] = blanks + lines[line - 1].lstrip()
    finding = only("\n".join(lines))
    assert finding.code in ("S025", "S026")
    assert finding.span is not None
    assert finding.span.line == line


def test_a_row_too_far_to_the_left_is_one_finding_though_rows_follow() -> None:
    finding = only(BLOCK.replace("      blue", "    blue"))
    assert (finding.code, finding.span.line if finding.span else 0) == ("S021", 5)


def test_a_line_one_blank_too_deep_is_one_finding() -> None:
    assert only("record r\n  key a\n  matter a\n   b number\n  c number\n").code == "S024"


@each_row(
    ("sentence", "advice"),
    [
        ("award 5000 x 1.2 when r new", "`x` is written `times`"),
        ("award fee * 1.25 when r new", "`*` is written `times`"),
        ("policy p\n  effective from 2021-12-21 to 2024-12-31", "`effective 2021-12-21 to`"),
        ("policy p\n  effective from 2021-12 to 2024-12-31", "`effective 2023-01-01 to 2025-12-31`"),
        ("award 20 % of fee when r new", "`20%`"),
        ("award 20 percent of fee when r new", "`20%`"),
        ("award 20% fee when r new", "`20% of fee`"),
        ("award 1 000 when r new", "`1000`"),
        ("award ¥1000 when r new", "the amount alone"),
        ("award -5 when r new", "no sum is below zero"),
        ("limit three works per firm", "in figures"),
        ("award 5 when r new and a >= 5", "`at least`"),
        ("award 5 when r new and a is at least 5", "leave out `is`"),
        ("award 5 when r new and a is 5", "`at least 5`"),
        ("award 5 when r is new", "leave out `is`"),
        ("award 5 when a r new", "leave out `a`"),
        ("award 5 while r and d more than 3 years ago", "the kind of record comes first"),
        ("award 5 when r new and d before 2020-01-01", "`less than 2020-01-01`"),
        ("if have at least 1 r new", "by `has`"),
        ("award 5 for firm when r new", "`to firm`"),
        ("cap 5 for firm per year", "`per firm`"),
        ("award by a to firm every year", "`each year`"),
        ("award 5 to firm if r new", "the record after `when`"),
        ("award 5 to firm and farmer when r new", "`, farmer`"),
        ("award 5% of interest of a at b when r new", "`interest on PRINCIPAL"),
        ("article 1 Rights", "quotation marks"),
        ("reading 'so it is'", "quotation marks"),
        ("record r\n  a money, b money", "`·`"),
        ("record r\n  a money; b money", "`·`"),
        ("record r\n  a list text", "`list of text`"),
        ("policy p\n  use town.ipp", "without `.ipp`"),
    ],
)
def test_a_common_slip_is_met_with_what_to_write(sentence: str, advice: str) -> None:
    finding = only(sentence)
    assert advice in finding.texts().help
    assert not finding.nearest


@pytest.mark.parametrize("word", ["if", "and", "is", "of"])
def test_a_keyword_is_never_offered_as_a_name(word: str) -> None:
    assert f"`to {word}`" not in only(f"award 5 to firm {word} b when r new").texts().help


def test_a_field_may_be_called_like_a_sentence_of_a_policy() -> None:
    assert only('applicant fields\n  here "在" yes/no datd').code == "S001"


def test_on_a_vocabulary_no_sentence_of_a_policy_is_expected() -> None:
    finding = only('vocabulary v\nfigures each year\n  a "b" count')
    assert "`award`" not in finding.texts().label
    assert "`applicant`" in finding.texts().label


def test_a_rule_behind_a_rule_is_a_second_sentence() -> None:
    assert only("limit 3 rights per firm cap 8 per firm per year").code == "S007"


def reads(text: str, start: str) -> bool:
    try:
        sentence_parser().parse(text, start=start)
    except UnexpectedInput:
        return False
    return True


@each_row("example", EXAMPLES)
def test_every_form_that_is_shown_can_be_read(example: Example) -> None:
    assert keywords.table()[example.verb].begins_sentence
    assert any(reads(example.en, start) for start in keywords.PLACES)
    shown = example_of(example.verb, example.en)
    assert not example.word or (shown is not None and shown.en == example.en)


@each_row(
    ("line", "code", "word", "advice"),
    [
        ("none when another level supported the same", "S001", "another level supported the same", ""),
        ("none when another level supported the same matter and here", "S001", "and", "a `none when` of its own"),
        ("none when other levels supported it", "S001", "levels", "none when another level supported the same matter"),
        ("suspend enterprise when sanction opened", "S001", "when", "suspend WHO for the year when RECORD words"),
        ("top up matter", "S006", "matter", "top up … per matter"),
        ("no repeat by matter", "S001", "by", "what is counted is written `per matter`"),
        ("no repeat per firm across applicants", "S001", "across", "only a cap or a limit ends with"),
        ("limit 2 cars per year by highest price", "S001", "by", "`across applicants, highest price first`"),
        (
            "cap 9 per year across applicants, highest price first and then highest age first",
            "S001",
            "and",
            "`then highest FIELD first` or `then in order of FIELD`",
        ),
        (
            "cap 9 per year across applicants, in order of price then age",
            "S001",
            "age",
            "`then highest age first`, or `then in order of age`",
        ),
        (
            "limit 2 cars per year across applicants, highest price first then earliest first",
            "S001",
            "earliest",
            "leave it out",
        ),
        (
            "limit 2 cars per year across applicants, highest price first, in order of a",
            "S001",
            "in",
            "`then highest FIELD first` or `then in order of FIELD`",
        ),
        ("cap 5 per year, in proportion", "S001", ",", "`cap AMOUNT per year across applicants, in proportion`"),
        ("cap 5 per firm per year, in turn", "S001", ",", "`cap AMOUNT per year across applicants, in turn`"),
        ("cap 5 per firm for all applicants", "S001", "for", "ends with `across applicants`"),
        ("cap 5 per firm carry forward 2 years", "S007", "carry", "on a line under this one, indented"),
        ("quota 5 plans", "S003", "s", "it is written like `quota 2 to 5 PLURAL per year`"),
        ('refers to "X" instead of article 1', "S003", "1", "instead of articles 1 to 24 for records of 2022`"),
        ("award 5 when a b less already paid for c of the same d", "S007", "less", "on a line under this one"),
    ],
)
def test_slips_in_rules_of_years_and_levels_have_a_next_step(line: str, code: str, word: str, advice: str) -> None:
    found = only(f"article 1\n  {line}\n")
    assert found.span is not None
    start, end = found.span.column - 3, found.span.end_column - 3
    assert (found.code, line[start:end]) == (code, word)
    assert advice in found.texts().help
    assert found.texts().help or found.nearest


@pytest.mark.parametrize(
    ("line", "word", "advice"),
    [
        ("except for article 1", "article", "leave out `for`"),
        ("except a article 1", "article", "parted by commas"),
        ("carry forward 24 months", "months", "carry forward 2 years"),
        ("carry forward", "d", "carry forward 2 years"),
    ],
)
def test_slips_beneath_a_cap_have_a_next_step(line: str, word: str, advice: str) -> None:
    found = only(f"article 1\n  award 5 when a b\n  cap 5 per firm per year\n    {line}\n")
    assert found.span is not None
    assert line[found.span.column - 5 : found.span.end_column - 5] == word
    assert advice in found.texts().help


def test_unless_is_not_turned_into_if() -> None:
    finding = only("award 5 when r new\n  unless a\n")
    assert "`if not …`" in finding.texts().help
    assert not finding.nearest
    assert [edit.replacement for edit in finding.candidates] == ["if not a"]


@each_row("amount", ["up to rank of", "rank of", "Up to  rank of"])
@each_row("end", ["per year among enterprise", "per year", ""])
def test_a_ranking_without_its_by_is_one_finding(amount: str, end: str) -> None:
    finding = only(f"award {amount} works {end}".rstrip() + "\n  1: 100\n  2: up to 50\n  ties share the rank\n")
    assert (finding.code, finding.texts().label) == ("S001", "expected `by rank of`")
    assert finding.span is not None
    assert (finding.span.column, finding.span.end_column) == (7, 7 + len(amount))


def test_a_table_may_be_called_rank() -> None:
    assert findings("award rank of level to enterprise when prize won\n") == []
    assert findings("award up to rank of amount each year\n") == []
