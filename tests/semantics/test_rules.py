"""Rules of a block: where they are allowed, which claims they reach, their names, their exceptions."""

from __future__ import annotations

from typing import get_args

import attrs
import pytest

from ipdsl.base.source import Source, Sources
from ipdsl.driver.compilation import PageLoader
from ipdsl.semantics import rules, typed
from ipdsl.semantics.check import check
from ipdsl.syntax import ast
from ipdsl.syntax.parser import parse
from tests.support.semantics.findings import HEAD, Checked, article, checked

CONTRACT = "award 1 to enterprise when technology_contract recorded\n"
PATENT = "award 2 to enterprise when patent granted\n"


def rules_of(page: Checked) -> list[typed.Rule]:
    assert page.policy is not None, page.shown()
    found: list[typed.Rule] = []

    def walk(block: typed.Block) -> None:
        for item in block.items:
            if isinstance(item, typed.Block):
                walk(item)
            elif not isinstance(item, typed.Award):
                found.append(item)

    walk(page.policy.root)
    return found


def test_each_kind_of_rule_has_a_verb() -> None:
    assert set(rules._VERBS) == {*get_args(ast.Rule), *get_args(typed.Rule), *get_args(typed.Condition)}


def test_a_rule_is_named_after_block_verb_counted_field_and_keys() -> None:
    page = checked(
        f'{HEAD}article 7 "Seven"\n'
        "  group deals\n"
        f"    {PATENT}"
        "    limit 3 country per family, best first\n"
        "    limit 9 patents per enterprise per year\n"
        "    cap 5 per enterprise per year\n"
        "  cap 9 per unit\n"
        'article 9 "Nine"\n'
        "  over policy\n"
        "    cap local_contribution per enterprise per year\n"
    )
    assert [r.name for r in rules_of(page)] == [
        "7.deals limit country per family",
        "7.deals limit items per enterprise per year",
        "7.deals cap per enterprise per year",
        "7 cap per unit",
        "9.policy cap per enterprise per year",
    ]


def test_rules_of_one_name_are_told_apart_from_each_other() -> None:
    cap = "cap 5 per enterprise per year\n"
    assert article(f"{CONTRACT}{cap}{cap}").codes == ["N026"]
    assert article(f"group a\n  {CONTRACT}  {cap}group b\n  {PATENT}  {cap}").codes == []
    assert article(f"{CONTRACT}over policy\n  {cap}over policy\n  {cap}").codes == ["N026"]
    assert checked(f"{CONTRACT}{cap}over policy\n  {cap}").codes == ["N026"]


def test_rules_over_the_policy_come_last_however_early_they_stand() -> None:
    page = checked(
        f'{HEAD}article 1 "One"\n  over policy\n    cap 5 per enterprise per year\narticle 2 "Two"\n  {CONTRACT}'
    )
    assert page.policy is not None, page.shown()
    assert [b.kind for b in page.policy.root.items if isinstance(b, typed.Block)] == ["article", "article", "over"]


def test_a_rule_before_an_award_even_of_an_inner_group() -> None:
    cap = "cap 5 per enterprise per year\n"
    assert article(CONTRACT + cap + PATENT).codes == ["P004"]
    assert article(CONTRACT + cap + "group x\n  " + PATENT).codes == ["P004"]
    assert article("group x\n  " + CONTRACT + "  " + cap + PATENT).codes == []
    found = article(CONTRACT + cap + PATENT).of("P004")[0].texts()
    assert found.label == "it would also cover line 8"
    assert "lines 6 to 7" in found.help


def test_a_rule_that_binds_nobody() -> None:
    assert article("cap 5 per enterprise per year").codes == ["P005"]
    assert article(CONTRACT + "cap 5 per person per year").codes == ["P005"]
    assert article(CONTRACT + "cap 5 per family per year").codes == ["P005"]
    assert article(CONTRACT + "cap 5 per head_office per year").codes == ["P005"]
    assert article(CONTRACT + "cap 5 per enterprise per year\n  except article 1").codes == ["P005"]
    assert article(CONTRACT + "limit 5 patents per enterprise").codes == ["P041"]
    assert article("award 1 once per person to enterprise when patent granted").codes == ["P005"]


def test_a_selection_of_records_names_keys_of_the_record() -> None:
    """The key of a selection leaves the applicant out, so its message does not say that the field is in every key."""
    for line in (
        "limit 2 patents per head_office across applicants, highest claims first",
        "quota 2 patents per head_office by claims",
        "quota 2 patents per head_office",
    ):
        [found] = [problem.texts() for problem in article(PATENT + line).of("P005")]
        assert "records are selected by fields of the record" in found.title
        assert "limit … applicants per head_office across applicants" in found.help
    assert article(PATENT + "limit 2 applicants per head_office across applicants").codes == []
    [of_each] = article(PATENT + "limit 2 patents per head_office").of("P005")
    assert "is in every key already" in of_each.texts().title


def test_a_narrower_or_wider_kind_is_reached() -> None:
    assert article("award 1 to agency when patent granted\ncap 5 per enterprise per year").codes == []
    assert article("award 1 to agency when patent granted\ncap 5 per unit per year").codes == []
    assert article("award 1 to unit when patent granted\ncap 5 per agency per year").codes == ["P006"]
    assert article("award 1 when patent granted\ncap 5 per enterprise per year").codes == ["P006"]
    assert article("award 1 when patent granted\ncap 5 per applicant per year").codes == []


def test_a_reading_beneath_a_rule_answers_whom_it_does_not_bind() -> None:
    said = 'award 1 to unit when patent granted\ncap 5 per agency per year\n  reading "of agencies alone"'
    assert article(said).codes == []


def test_two_limits_may_share_the_beneficiaries() -> None:
    page = article(
        "award 1 to unit, person when patent granted\n"
        "limit 5 patents per unit per year\n"
        "limit 3 patents per person per year"
    )
    assert page.codes == []


def test_a_plural_spares_awards_about_other_records() -> None:
    (limit,) = rules_of(article(CONTRACT + PATENT + "limit 3 patents per enterprise per year"))
    assert limit.exempt == ("1.technology_contract.recorded",)
    assert isinstance(limit, typed.Limit)
    assert limit.counts is None


def test_a_field_counts_its_values() -> None:
    (limit,) = rules_of(article(CONTRACT + PATENT + "limit 3 country per family, as chosen"))
    assert isinstance(limit, typed.Limit)
    assert (limit.counts, limit.keys, limit.per_year, limit.order) == (
        "country",
        ("family",),
        False,
        typed.Order.CHOSEN,
    )
    assert article(CONTRACT + "limit 3 countri per enterprise").codes == ["N001"]


def test_exceptions_name_articles_labels_and_groups() -> None:
    page = checked(
        f'{HEAD}article 1 "One"\n  {CONTRACT}article 2 "Two"\n  group pat\n    {PATENT}'
        'article 3 "Three"\n  award 3 to enterprise when soft_topic selected\n    as topic\n'
        "  award 4 to enterprise when certification passed\n"
        'article 4 "Four"\n  over policy\n    cap 5 per enterprise per year\n      except article 1, pat, topic\n'
    )
    (cap,) = rules_of(page)
    assert cap.exempt == ("1.technology_contract.recorded", "2.patent.granted", "topic")


def test_over_articles_spares_the_others() -> None:
    text = (
        f'{HEAD}article 1 "One"\n  {CONTRACT}article 2 "Two"\n  {PATENT}'
        'article 3 "Three"\n  over articles 2 to {last}\n    cap 5 per enterprise per year\n'
    )
    (cap,) = rules_of(checked(text.replace("{last}", "3")))
    assert cap.exempt == ("1.technology_contract.recorded",)
    assert checked(text.replace("{last}", "1")).codes == ["P016"]
    assert checked(text.replace("{last}", "7")).codes == ["N007"]


def test_over_articles_names_several_articles_and_ranges() -> None:
    articles = "".join(f'article {n} "A"\n  {line}' for n, line in enumerate((CONTRACT, PATENT, CONTRACT), 1))
    text = f'{HEAD}{articles}article 4 "Last"\n  over articles {{listed}}\n    cap 5 per enterprise per year\n'
    of_all = ("1.technology_contract.recorded", "2.patent.granted", "3.technology_contract.recorded")
    for listed, exempt in (("1, 3", of_all[1:2]), ("3, 1", of_all[1:2]), ("1 to 2, 3", ()), ("2, 2", of_all[::2])):
        (cap,) = rules_of(checked(text.format(listed=listed)))
        assert cap.exempt == exempt, listed
    assert checked(text.format(listed="1, 9")).codes == ["N007"]


def test_a_cap_does_not_convert_what_its_award_converts() -> None:
    award = "award 50% of official_fees to enterprise when patent granted\n"
    convert = "  convert at central_parity on fees_paid_on\n"
    assert article(award + "cap 80% of official_fees per item").codes == []
    assert article(award + convert + "cap 80% of official_fees per item").codes == ["P086"]
    assert article(award + convert + "cap 80% of official_fees per family across applicants").codes == ["P086"]
    assert article(award + convert + "  at most 80% of official_fees\ncap 900 per item").codes == []
    defined = "here fees of patent means official_fees plus 5\n"
    assert article(defined + award + convert + "cap fees per item").codes == ["P086"]


def test_the_amount_of_a_cap_is_a_sum_or_comes_from_figures() -> None:
    assert article(CONTRACT + "cap 5% of local_contribution per enterprise per year").codes == []
    assert article(CONTRACT + "cap local_contribution per enterprise").codes == ["P028"]
    assert article(CONTRACT + "cap filings per enterprise per year").codes == ["T004"]
    assert article(CONTRACT + "cap amount per enterprise per year").codes == ["P086"]
    assert article(CONTRACT + "cap 80% of amount per item").codes == []
    assert article(CONTRACT + "cap 80% of amount per contract per year across applicants").codes == []
    assert article(CONTRACT + "cap price per item").codes == ["N001"]
    patent = "award 60% of official_fees to enterprise when patent granted\n"
    assert article(patent + "cap 100 times full months of valid in the year per enterprise per year").codes == ["P086"]
    assert article(patent + "cap 100 times full months of valid in the year per item").codes == ["P028"]
    assert article(patent + "cap 100 times full months of valid in the year per item per year").codes == []
    assert article(patent + "cap 100 times days from 2022-01-01 to the day per enterprise per year").codes == []


def test_an_obligation_matches_the_awards_of_its_block() -> None:
    page = article(
        "group a\n  award 1 to county when patent granted\n  oblige county to match at least 50% of award\n" + CONTRACT
    )
    assert page.policy is not None, page.shown()
    (duty,) = page.policy.obligations
    assert (duty.who, duty.awards) == ("county", ("1.patent.granted",))


def test_notes_say_what_a_rule_covers_and_what_it_leaves() -> None:
    (note,) = article(CONTRACT + PATENT + "limit 3 items per family").of("P031")
    assert note.texts().title == (
        "`1 limit items per family` covers 1 award of article 1: `1.patent.granted`; "
        "leaves untouched, for want of its keys: `1.technology_contract.recorded`"
    )


def test_no_sentence_of_a_block_is_passed_over_unseen() -> None:
    """An unknown item in a block is an internal error. The item here is a line that belongs under a rule."""
    page, _ = parse(Source("page.ipp", CONTRACT))
    unheard = ast.ExceptionLine(span=page.items[0].span, refs=())
    assert check(page, PageLoader(Sources()))[0] is not None
    with pytest.raises(AssertionError):
        check(attrs.evolve(page, items=(*page.items, unheard)), PageLoader(Sources()))


def test_the_amount_of_a_cap_may_be_a_definition() -> None:
    of_record = 'here eligible "eligible" of technology_contract means amount up to 8000\n'
    of_page = 'here budget "budget" means 4500\n'
    assert article(of_record + CONTRACT + "cap 80% of eligible per item").codes == []
    assert article(of_record + CONTRACT + "cap 80% of eligible per enterprise").codes == ["P086"]
    assert article(of_page + CONTRACT + "cap budget per enterprise").codes == []
    assert article(of_page + CONTRACT + "cap 3 times budget across applicants, whole").codes == []
