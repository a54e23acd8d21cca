"""Awards and rules of a page are found again on the next one: a case for each way, and for each conflict."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path

import attrs
import pytest

from ipdsl.ledger.lines import UNKNOWN, LedgerPage, PageAward, PageRule, Succession, page_of
from ipdsl.ledger.recall import succession
from tests.support.ledgers import page

PATENTS = "award 500 to firm when patent granted"
DEARER = "award 700 to firm when patent granted"
NARROWER = "award 500 to firm when patent granted\n    if fees at least 100"
NARROWER_AND_DEARER = "award 700 to firm when patent granted\n    if fees at least 100"
LOANS = "award 500 to firm when loan drawn"


def article(number: int, title: str, *awards: str) -> str:
    return "\n  ".join([f'article {number} "{title}"', *awards]) + "\n\n"


def labelled(award: str, label: str) -> str:
    first, *more = award.split("\n")
    return "\n".join([first, f"    as {label}", *more])


def with_answers(now: LedgerPage, formerly: Mapping[str, int] | None, ended: Iterable[str]) -> LedgerPage:
    """A page that states what became of these labels."""
    return attrs.evolve(now, answers={**(formerly or {}), **dict.fromkeys(ended)})


def became(
    folder: Path, old: Iterable[str], new: Iterable[str],
    formerly: Mapping[str, int] | None = None, ended: Iterable[str] = (),
    answers: Mapping[str, int | None] | None = None,
) -> dict[str, str]:  # fmt: skip
    """The label of the award that continues each award of the old page; `ended` for those that the page ends."""
    then, now = (page_of(page(folder, "".join(text)).program) for text in (old, new))
    found = succession(attrs.evolve(then, answers=answers or {}), with_answers(now, formerly, ended), ())
    labels = {then.awards[old].label: now.awards[new].label for old, new in found.awards.items()}
    return labels | {then.awards[place].label: "ended" for place in found.ended}


def test_a_label_of_the_author_holds_whatever_else_changes(tmp_path: Path) -> None:
    old = article(1, "A", labelled(PATENTS, "grant"))
    new = article(2, "B", labelled(NARROWER_AND_DEARER, "grant"))
    assert became(tmp_path, [old], [new]) == {"grant": "grant"}


def test_a_label_of_the_author_for_another_event_continues_nothing(tmp_path: Path) -> None:
    """Not even the award of the same content: the author has given its label away."""
    old = article(1, "A", labelled(PATENTS, "grant"))
    assert became(tmp_path, [old], [article(1, "A", labelled(LOANS, "grant"))]) == {}
    assert became(tmp_path, [old], [article(1, "A", labelled(LOANS, "grant"), PATENTS)]) == {}


def test_the_whole_award_is_found_under_another_number(tmp_path: Path) -> None:
    """Content alone is not enough, because both articles have it."""
    old = [article(1, "Large", PATENTS), article(2, "Small", PATENTS)]
    new = [article(1, "Small", PATENTS), article(2, "Large", PATENTS)]
    assert became(tmp_path, old, new) == {
        "1.patent.granted": "2.patent.granted", "2.patent.granted": "1.patent.granted",
    }  # fmt: skip


def test_the_content_is_found_under_another_title(tmp_path: Path) -> None:
    old, new = article(1, "Patents", PATENTS), article(3, "Inventions", PATENTS)
    assert became(tmp_path, [old], [new]) == {"1.patent.granted": "3.patent.granted"}


def test_another_label_of_the_author_is_found_by_content(tmp_path: Path) -> None:
    old, new = article(1, "A", labelled(PATENTS, "grant")), article(1, "A", labelled(PATENTS, "bonus"))
    assert became(tmp_path, [old], [new]) == {"grant": "bonus"}


def test_content_that_two_awards_have_decides_nothing(tmp_path: Path) -> None:
    old = [article(1, "A", PATENTS), article(2, "B", PATENTS)]
    new = [article(1, "C", PATENTS), article(2, "D", PATENTS)]
    assert became(tmp_path, old, new) == {}


@pytest.mark.parametrize("amended", [DEARER, NARROWER, NARROWER_AND_DEARER])
def test_an_amended_award_is_found_under_its_title(amended: str, tmp_path: Path) -> None:
    old, new = article(1, "Patents", PATENTS), article(3, "Patents", amended)
    assert became(tmp_path, [old], [new]) == {"1.patent.granted": "3.patent.granted"}


UNTITLED = "article {}\n  {}\n\n"


@pytest.mark.parametrize("amended", [DEARER, NARROWER])
def test_no_title_is_equal_to_no_title(amended: str, tmp_path: Path) -> None:
    old = UNTITLED.format(1, PATENTS)
    assert became(tmp_path, [old], [UNTITLED.format(7, amended)]) == {}
    assert became(tmp_path, [old], [UNTITLED.format(7, PATENTS)]) == {"1.patent.granted": "7.patent.granted"}
    two = [UNTITLED.format(1, PATENTS), UNTITLED.format(2, DEARER)]
    assert became(tmp_path, two, [UNTITLED.format(1, DEARER), UNTITLED.format(2, PATENTS)]) == {
        "1.patent.granted": "2.patent.granted", "2.patent.granted": "1.patent.granted",
    }, "the content finds them"  # fmt: skip


def test_of_several_awards_under_a_title_the_one_with_equal_conditions_is_it(tmp_path: Path) -> None:
    old = [article(1, "Patents", PATENTS), article(2, "Patents", NARROWER_AND_DEARER)]
    new = [article(3, "Patents", NARROWER.replace("500", "800")), article(4, "Patents", PATENTS.replace("500", "600"))]
    assert became(tmp_path, old, new) == {
        "1.patent.granted": "4.patent.granted", "2.patent.granted": "3.patent.granted",
    }  # fmt: skip


def test_of_several_awards_under_a_title_the_one_with_an_equal_sum_is_it(tmp_path: Path) -> None:
    old = [article(1, "Patents", PATENTS), article(2, "Patents", NARROWER_AND_DEARER)]
    other = NARROWER.replace("100", "7")
    new = [article(3, "Patents", other.replace("500", "700")), article(4, "Patents", other)]
    assert became(tmp_path, old, new) == {
        "1.patent.granted": "4.patent.granted", "2.patent.granted": "3.patent.granted",
    }  # fmt: skip


def test_of_several_awards_under_a_title_without_conditions_or_sum_in_common_none_is_it(tmp_path: Path) -> None:
    old = [article(1, "Patents", PATENTS), article(2, "Patents", NARROWER_AND_DEARER)]
    new = article(3, "Patents", NARROWER.replace("100", "7").replace("500", "900"))
    assert became(tmp_path, old, [new]) == {}


def test_two_different_labels_of_authors_are_no_pair_under_their_title(tmp_path: Path) -> None:
    old, new = article(1, "A", labelled(PATENTS, "grant")), article(1, "A", labelled(DEARER, "bonus"))
    assert became(tmp_path, [old], [new]) == {}
    assert became(tmp_path, [old], [article(1, "A", DEARER)]) == {"grant": "1.patent.granted"}, "one label is no other"


def test_content_and_title_that_disagree_decide_nothing(tmp_path: Path) -> None:
    """The titles of two articles were exchanged, or their contents."""
    old = [article(1, "A", PATENTS), article(2, "B", DEARER)]
    new = [article(1, "B", PATENTS), article(2, "A", DEARER)]
    assert became(tmp_path, old, new) == {}


def test_two_awards_do_not_become_one(tmp_path: Path) -> None:
    """One has the content of the award, the other its title."""
    old = [article(1, "A", PATENTS), article(2, "B", DEARER)]
    assert became(tmp_path, old, [article(1, "B", PATENTS)]) == {}


def test_number_record_and_event_never_identify_an_award(tmp_path: Path) -> None:
    assert became(tmp_path, [article(7, "Patents", PATENTS)], [article(7, "Designs", DEARER)]) == {}
    assert became(tmp_path, [article(7, "Patents", PATENTS)], [article(7, "Patents", LOANS)]) == {}


def test_formerly_answers_what_nothing_else_finds(tmp_path: Path) -> None:
    old, new = article(7, "Patents", PATENTS), [article(8, "Loans", LOANS), article(9, "Designs", DEARER)]
    assert became(tmp_path, [old], new) == {}
    assert became(tmp_path, [old], new, {"7.patent.granted": 1}) == {"7.patent.granted": "9.patent.granted"}


def test_formerly_comes_before_everything_else(tmp_path: Path) -> None:
    """The exchanged titles are explained; the other award is then found by its content."""
    old = [article(1, "A", PATENTS), article(2, "B", DEARER)]
    new = [article(1, "B", PATENTS), article(2, "A", DEARER)]
    assert became(tmp_path, old, new, {"1.patent.granted": 0}) == {
        "1.patent.granted": "1.patent.granted", "2.patent.granted": "2.patent.granted",
    }  # fmt: skip
    assert became(tmp_path, old, new, {"1.patent.granted": 1}) == {
        "1.patent.granted": "2.patent.granted", "2.patent.granted": "1.patent.granted",
    }  # fmt: skip


def test_an_ended_award_is_continued_by_none(tmp_path: Path) -> None:
    """Although an award of the same content is on the page."""
    old, new = article(1, "A", PATENTS), article(2, "B", PATENTS)
    assert became(tmp_path, [old], [new], ended=("1.patent.granted",)) == {"1.patent.granted": "ended"}


@pytest.mark.parametrize("place", [0, UNKNOWN])
def test_formerly_that_the_award_before_has_too_was_given_to_an_earlier_page(place: int, tmp_path: Path) -> None:
    """An article was inserted before A of the first page; nothing was changed since."""
    both = [article(1, "A", PATENTS), article(2, "B", LOANS)]
    label = "1.patent.granted"
    assert became(tmp_path, both, both, {label: 0}, answers={label: place})[label] == label
    moved = [article(1, "New", NARROWER), article(2, "A", PATENTS)]
    now = {"1.patent.granted": "1.patent.granted", "2.patent.granted": "2.patent.granted"}
    assert became(tmp_path, moved, moved, {label: 1}, answers={label: 1}) == now


def test_formerly_under_another_award_than_before_is_a_new_answer(tmp_path: Path) -> None:
    """Article 2 continued article 1 of the first page. Now that is article 3, and article 2 continues article 1."""
    between = [article(1, "B", NARROWER), article(2, "A", PATENTS)]
    last = [article(1, "B", DEARER), article(2, "BB", NARROWER_AND_DEARER), article(3, "A", PATENTS)]
    first, second = "1.patent.granted", "2.patent.granted"
    found = became(tmp_path, between, last, {first: 1, second: 2}, answers={first: 1})
    assert found == {first: "2.patent.granted", second: "3.patent.granted"}


def test_ended_that_both_pages_have_ends_an_award_that_nothing_else_finds(tmp_path: Path) -> None:
    """Article 1 of the first page ended; the page between has a new article 1, which continues or ends too."""
    between, label = article(1, "A", PATENTS), "1.patent.granted"
    for answers in ({label: None}, {label: UNKNOWN}):
        assert became(tmp_path, [between], [between], ended=(label,), answers=answers) == {label: label}
        assert became(tmp_path, [between], [article(2, "B", LOANS)], ended=(label,), answers=answers) == {
            label: "ended"
        }
    other = article(3, "B", PATENTS)
    assert became(tmp_path, [between], [other], ended=(label,), answers={label: 0}) == {label: "ended"}, (
        "formerly before"
    )


def test_formerly_after_ended_is_a_new_answer(tmp_path: Path) -> None:
    between, label = article(1, "A", PATENTS), "1.patent.granted"
    new = [article(1, "A", PATENTS), article(2, "C", DEARER)]
    assert became(tmp_path, [between], new, {label: 1}, answers={label: None}) == {label: "2.patent.granted"}


# ---------------------------------------------------------------------------------------------- absent awards

OTHER = article(5, "C", LOANS)


def restored(
    folder: Path, pages: Iterable[str], formerly: Mapping[str, int] | None = None, ended: Iterable[str] = (),
    answers: Iterable[str] = (),
) -> dict[str, object]:  # fmt: skip
    """What the last page changes for absent awards, by their labels. The first page has the awards that the second
    one ends under these labels, or that nothing continues there.
    """
    first, second, third = (page_of(page(folder, text).program) for text in pages)
    second = with_answers(second, {}, answers)
    between = attrs.evolve(second, after=succession(first, second, ()))
    found = succession(between, with_answers(third, formerly, ended), (), [first])
    labels = {None: "ended", UNKNOWN: "unknown", **{place: award.label for place, award in enumerate(third.awards)}}
    return {first.awards[place].label: labels[now] for (_, place), now in found.absent.items()}


FIRST = article(1, "A", PATENTS) + OTHER
LABEL = "1.patent.granted"


@pytest.mark.parametrize(
    "new", [article(7, "A", PATENTS), article(7, "B", PATENTS), article(7, "A", DEARER)],
    ids=["whole", "content", "title"],
)  # fmt: skip
@pytest.mark.parametrize("answers", [(LABEL,), ()], ids=["ended", "lost"])
def test_an_absent_award_that_is_on_the_page_again_is_restored(
    new: str, answers: tuple[str, ...], tmp_path: Path
) -> None:
    assert restored(tmp_path, [FIRST, OTHER, OTHER + new], answers=answers) == {LABEL: "7.patent.granted"}


def test_a_label_of_the_author_restores_an_award_whatever_else_changes(tmp_path: Path) -> None:
    pages = [article(1, "A", labelled(PATENTS, "grant")) + OTHER, OTHER]
    for new, found in ((labelled(NARROWER_AND_DEARER, "grant"), {"grant": "grant"}), (labelled(LOANS, "grant"), {})):
        assert restored(tmp_path, [*pages, OTHER + article(7, "B", new)], answers=("grant",)) == found


def test_an_award_that_the_page_still_ends_is_not_restored(tmp_path: Path) -> None:
    assert restored(tmp_path, [FIRST, OTHER, FIRST], ended=(LABEL,), answers=(LABEL,)) == {}


def test_an_ended_award_stays_ended_without_a_similar_award(tmp_path: Path) -> None:
    new = OTHER + article(7, "B", NARROWER_AND_DEARER)
    assert restored(tmp_path, [FIRST, OTHER, new], answers=(LABEL,)) == {}
    assert restored(tmp_path, [FIRST, OTHER, new], {LABEL: 1}, answers=(LABEL,)) == {LABEL: "7.patent.granted"}


@pytest.mark.parametrize("words", [("B", "D"), ("A", "A")], ids=["content", "title"])
def test_an_ended_award_with_two_similar_awards_needs_an_answer(words: tuple[str, str], tmp_path: Path) -> None:
    one, other = (PATENTS, PATENTS) if words[0] == "B" else (DEARER, DEARER.replace("700", "900"))
    new = OTHER + article(7, words[0], one) + article(8, words[1], other)
    assert restored(tmp_path, [FIRST, OTHER, new], answers=(LABEL,)) == {LABEL: "unknown"}
    assert restored(tmp_path, [FIRST, OTHER, new], ended=(LABEL,), answers=(LABEL,)) == {}
    assert restored(tmp_path, [FIRST, OTHER, new], {LABEL: 2}, answers=(LABEL,)) == {LABEL: "8.patent.granted"}


def test_ended_is_about_a_lost_award_too(tmp_path: Path) -> None:
    assert restored(tmp_path, [FIRST, OTHER, OTHER], ended=(LABEL,)) == {LABEL: "ended"}


@pytest.mark.parametrize("answers", [(LABEL,), ()], ids=["ended", "lost"])
def test_formerly_is_about_the_absent_award_if_its_label_belongs_to_an_award_that_is_found(
    answers: tuple[str, ...], tmp_path: Path
) -> None:
    between = article(1, "B", LOANS.replace("loan drawn", "patent granted\n    if fees at least 900")) + OTHER
    new = between + article(7, "D", NARROWER_AND_DEARER)
    assert restored(tmp_path, [FIRST, between, new], {LABEL: 2}, answers=answers) == {LABEL: "7.patent.granted"}


def test_formerly_is_about_the_page_before_if_nothing_else_finds_its_award(tmp_path: Path) -> None:
    """A similar absent award of the label is continued too, so that nothing is paid again."""
    between = article(1, "B", NARROWER_AND_DEARER) + OTHER
    assert restored(tmp_path, [FIRST, between, OTHER + article(7, "D", LOANS)], {LABEL: 1}, answers=(LABEL,)) == {}
    again = OTHER + article(7, "A", PATENTS)
    assert restored(tmp_path, [FIRST, between, again], {LABEL: 1}, answers=(LABEL,)) == {LABEL: "7.patent.granted"}


# ---------------------------------------------------------------------------------------------- rules

AWARDS = tuple(PageAward(f"award_{place}", "", "loan", "drawn", str(place), "") for place in range(4))


def rule(name: str, *covers: int, verb: str = "limit", keys: tuple[str, ...] = ("firm",), period: str = "",
         begins: str = "01-01", amount: int | None = 100) -> PageRule:  # fmt: skip
    return PageRule(name, verb, keys, period, begins, amount, covers or (0,))


def same(old: Iterable[PageRule], new: Iterable[PageRule], kinds: Container[str] = ("firm", "branch")) -> Mapping[
    str, tuple[str, ...]
]:  # fmt: skip
    """For each rule of the new page the rules that it continues, by name. The awards are the same."""
    then, now = LedgerPage("aid", "1", AWARDS, tuple(old)), LedgerPage("aid", "2", AWARDS, tuple(new))
    found = succession(then, now, kinds)
    assert found.awards == {0: 0, 1: 1, 2: 2, 3: 3}
    return {now.rules[place].name: tuple(then.rules[old].name for old in rules) for place, rules in found.rules.items()}


def test_name_amount_place_and_other_awards_of_a_rule_do_not_matter() -> None:
    old = [rule("1 cap per firm", 0), rule("once", verb="once", keys=())]
    new = [rule("once", verb="once", keys=()), rule("7 g cap per firm", 0, 1, 2, amount=900)]
    assert same(old, new) == {"7 g cap per firm": ("1 cap per firm",), "once": ("once",)}


@pytest.mark.parametrize(
    "other",
    [{"verb": "best_of"}, {"verb": "limit across"}, {"keys": ("firm", "bank")}, {"keys": ()}, {"period": "year"},
     {"begins": "04-01"}],
    ids=str,
)  # fmt: skip
def test_a_rule_is_another_by_verb_keys_period_and_beginning_of_the_year(other: dict[str, str]) -> None:
    assert same([rule("old")], [attrs.evolve(rule("new"), **other)]) == {}
    assert same([rule("old")], [rule("new")]) == {"new": ("old",)}


def test_rules_without_an_award_in_common_are_not_the_same() -> None:
    assert same([rule("old", 0)], [rule("new", 1)]) == {}


def test_a_kind_of_applicant_reads_as_applicant_where_nothing_is_equal() -> None:
    assert same([rule("old", keys=("firm",))], [rule("new", keys=("applicant",))]) == {"new": ("old",)}
    assert same([rule("old", keys=("bank", "firm"))], [rule("new", keys=("branch", "bank"))]) == {"new": ("old",)}
    assert same([rule("old", keys=("bank",))], [rule("new", keys=("applicant",))]) == {}, "a bank is no applicant"


def test_a_kind_of_applicant_is_itself_where_something_is_equal() -> None:
    """Two limits, per firm and per branch, cover the same awards."""
    old = [rule("firm", keys=("firm",)), rule("branch", keys=("branch",))]
    assert same(old, [rule("branches", keys=("branch",)), rule("firms", keys=("firm",))]) == {
        "branches": ("branch",), "firms": ("firm",),
    }  # fmt: skip
    assert same(old, [rule("firms", keys=("firm",)), rule("all", keys=("applicant",))]) == {
        "firms": ("firm",), "all": ("branch",),
    }  # fmt: skip


def test_the_greatest_share_of_awards_in_common_comes_first() -> None:
    old = [rule("a", 0, 1), rule("b", 2)]
    new = [rule("x", 1, 2), rule("y", 0, 1), rule("z", 2)]
    assert same(old, new) == {"y": ("a",), "z": ("b",)}, "each rule once, so nothing is left for x"


def test_the_share_is_of_all_awards_of_both_rules() -> None:
    """Two of two awards are more than two of three."""
    old = [rule("a", 0, 1), rule("b", 0, 1, 2)]
    assert same(old, [rule("x", 0, 1, 2), rule("y", 0, 1)]) == {"x": ("b",), "y": ("a",)}


def test_equal_shares_pair_in_the_order_of_settlement() -> None:
    old, new = [rule("a"), rule("b")], [rule("x"), rule("y")]
    assert same(old, new) == {"x": ("a",), "y": ("b",)}


def test_equal_shares_of_another_number_of_rules_are_not_known() -> None:
    two, one = [rule("a"), rule("b")], [rule("x")]
    assert same(two, one) == {"x": ("a", "b")}
    assert same(one, two) == {"a": ("x",), "b": ("x",)}


def test_equal_shares_elsewhere_do_not_concern_each_other() -> None:
    old = [rule("a", 0), rule("b", 0), rule("c", 1)]
    new = [rule("x", 0), rule("y", 1)]
    assert same(old, new) == {"x": ("a", "b"), "y": ("c",)}


def test_awards_without_a_partner_do_not_count_for_a_share() -> None:
    then = LedgerPage("aid", "1", AWARDS, (rule("a", 0, 1), rule("b", 0)))
    now = LedgerPage("aid", "2", (AWARDS[0], *AWARDS[2:]), (rule("x", 0), rule("y", 0)))
    found: Succession = succession(then, now, ())
    assert found.awards == {0: 0, 2: 1, 3: 2}
    assert found.rules == {0: (0,), 1: (1,)}, "award 1 is gone, so both covered one award: in their order"


ONE_LOAN, ONE_PATENT = "award 2000 to firm when loan drawn", "award 500 to firm when patent granted"
CAP = "cap 3000 per firm"


def over(articles: str = "policy") -> str:
    return f"over {articles}\n    {CAP}"


def grouped(name: str, award: str) -> str:
    return f"group {name}\n    {award}\n    {CAP}"


EXCHANGED = {
    "over the policy": ([article(1, "A", ONE_LOAN), article(9, "Z", over())],
                        [article(2, "B", ONE_PATENT), article(7, "Y", over())], ["7.policy"]),
    "an article with its title": ([article(1, "A", ONE_LOAN, CAP)], [article(4, "A", ONE_PATENT, CAP)], ["4"]),
    "a group with its name": ([article(1, "A", grouped("g", ONE_LOAN))], [article(1, "A", grouped("g", ONE_PATENT))],
                              ["1.g"]),
    "another article": ([article(1, "A", ONE_LOAN, CAP)], [article(1, "B", ONE_PATENT, CAP)], []),
    "another group": ([article(1, "A", grouped("g", ONE_LOAN))], [article(1, "A", grouped("h", ONE_PATENT))], []),
    "an article and the policy": ([article(1, "A", ONE_LOAN, CAP)],
                                  [article(1, "A", ONE_PATENT), article(2, "Z", over())], []),
    "articles without a title": ([UNTITLED.format(1, f"{ONE_LOAN}\n  {CAP}")],
                                 [UNTITLED.format(1, f"{ONE_PATENT}\n  {CAP}")], []),
    "over articles with their titles": (
        [article(1, "A", ONE_LOAN), article(2, "C", LOANS), article(9, "Z", over("articles 1 to 1"))],
        [article(2, "A", ONE_PATENT), article(3, "C", LOANS), article(9, "Z", over("articles 2 to 2"))], ["9.policy"],
    ),
    "over other articles": (
        [article(1, "A", ONE_LOAN), article(2, "C", LOANS), article(9, "Z", over("articles 1 to 1"))],
        [article(2, "B", ONE_PATENT), article(3, "C", LOANS), article(4, "D", PATENTS),
         article(9, "Z", over("articles 2 to 2"))], [],
    ),
}  # fmt: skip
"""Pages on which all awards under a rule end and others appear, with the beginnings of the names of rules found."""


@pytest.mark.parametrize("name", EXCHANGED)
def test_the_block_of_a_rule_finds_it_if_all_its_awards_end(name: str, tmp_path: Path) -> None:
    old, new, begin = EXCHANGED[name]
    then, now = (page_of(page(tmp_path, "".join(text)).program) for text in (old, new))
    found = succession(then, with_answers(now, {}, ["1.loan.drawn"]), ())
    assert found.ended == (0,)
    assert [now.rules[place].name for place in found.rules] == [f"{each} cap per firm" for each in begin]


def test_a_rule_with_an_award_in_common_is_preferred_to_one_of_its_block(tmp_path: Path) -> None:
    """The cap of A moves to the policy with an award of A; the new cap of A is another one."""
    old = [article(1, "A", ONE_LOAN, PATENTS, CAP)]
    new = [
        article(1, "A", NARROWER_AND_DEARER, CAP),
        article(2, "B", PATENTS),
        article(3, "Z", over("articles 2 to 2")),
    ]
    then, now = (page_of(page(tmp_path, "".join(text)).program) for text in (old, new))
    found = succession(then, with_answers(now, {"1.patent.granted": 1}, ["1.loan.drawn"]), ())
    assert {now.rules[place].name: rules for place, rules in found.rules.items()} == {"3.policy cap per firm": (0,)}
