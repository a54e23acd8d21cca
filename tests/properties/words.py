"""The words of generated policies. They come from real policies, so that a generated page reads like a policy.

Words never influence other random choices. The number of words used so far selects a word from its list, and seeds the
random choices about that word. The lists may therefore change, and a seed still gives the same policy.
"""

from __future__ import annotations

import itertools
import random
import string
from collections.abc import Container, Iterator

import attrs


@attrs.frozen
class Theme:
    """The words of a kind of record: `days` name its events, `ends` end its state, `fields` has names by type."""

    kind: str
    plural: str
    state: str
    relation: str
    days: tuple[str, ...]
    ends: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]

    @property
    def key(self) -> str:
        return f"{self.kind}_number"

    def field(self, sort: str, records: Container[str]) -> tuple[str, ...]:
        """The names of a field of a type. A relation to another record kind is named after that kind."""
        if sort in records:
            return (f"{self.relation}_{sort}",)
        return self.fields.get(sort) or (f"{self.kind}_{sort}",)


def _theme(kind: str, days: str, end: str, state: str, relation: str, **fields: str) -> Theme:
    by_sort = {sort.replace("yes_no", "yes/no"): tuple(words.split()) for sort, words in fields.items()}
    by_sort |= {"text": (f"{kind}_district",), "list": (f"{kind}_districts",)}
    return Theme(kind, f"{kind}s", state, relation, tuple(days.split()), (end,), by_sort)


THEMES = (
    _theme(
        "patent", "granted_on extended_on", "expired_on", "in_force", "cited",
        money="patent_fee attorney_fee", yes_no="put_to_use granted_abroad is_licensed",
        count="claim_count", percent="patent_share", date="priority_date",
    ),
    _theme(
        "trademark", "registered_on renewed_on", "cancelled_on", "protected", "linked",
        money="registration_fee design_cost", yes_no="well_known is_collective used_abroad",
        count="class_count", percent="brand_share", date="first_use_date",
    ),
    _theme(
        "loan", "disbursed_on repaid_on", "closed_on", "outstanding", "refinanced",
        money="principal interest_paid", yes_no="has_pledge is_insured is_first_loan",
        count="instalments", percent="loan_rate", date="maturity_date",
    ),
    _theme(
        "contract", "signed_on recorded_on", "ended_on", "running", "underlying",
        money="contract_price licence_fee", yes_no="is_exclusive has_deposit is_notarised",
        count="parties", percent="royalty_rate", date="start_date",
    ),
    _theme(
        "prize", "won_on presented_on", "withdrawn_on", "upheld", "winning",
        money="prize_money travel_cost", yes_no="is_gold is_shared is_international",
        count="winners", percent="prize_share", date="contest_date",
    ),
    _theme(
        "standard", "released_on revised_on", "repealed_on", "valid", "basic",
        money="drafting_cost testing_fee", yes_no="is_lead_author is_mandatory is_adopted",
        count="authors", percent="author_share", date="draft_date",
    ),
    _theme(
        "project", "approved_on completed_on", "abandoned_on", "under_way", "main",
        money="project_cost equipment_cost", yes_no="is_joint is_green is_certified",
        count="researchers", percent="own_share", date="planned_date",
    ),
    _theme(
        "workshop", "opened_on equipped_on", "moved_on", "operating", "neighbouring",
        money="rent machine_cost", yes_no="is_accredited is_public has_exhibition",
        count="trainees", percent="occupancy", date="inspection_date",
    ),
)  # fmt: skip
"""The themes of record kinds. No word is in two themes."""

CHOICES = {
    "industry": ("chemistry", "machinery", "software", "textiles"),
    "region": ("east", "north", "south", "west"),
    "origin": ("domestic", "foreign", "joint_venture", "overseas_chinese"),
    "size": ("large", "medium", "micro", "small"),
}
LEVELS = ("national", "provincial", "municipal", "county")
PLACES = ("harbour", "lakeside", "old_town")
"""Values of text and list fields, in alphabetical order."""

KINDS = ("enterprise", "institute", "university", "cooperative", "hospital", "inventor")
CLASSES = ("eligible_holder", "legal_entity")
FIELDS = {
    "date": ("founded_on", "incorporated_on"),
    "yes/no": ("is_high_tech", "is_listed", "is_exporter"),
    "count": ("headcount", "branches"),
    "money": ("capital", "assets"),
}
SINCE = {"in_business": "trading_since", "resident": "moved_in_on"}
DERIVED = ("active_holder", "experienced_holder")
FIGURES = {"count": ("exports", "staff", "filings"), "money": ("revenue", "research_spending", "tax_paid")}
MONTHLY = ("prime_rate", "interbank_rate")
DAILY = ("exchange_rate", "central_rate")
LABELS = (
    "base_grant", "growth_bonus", "filing_aid", "starter_grant", "export_bonus", "quality_reward", "research_aid",
    "talent_bonus", "green_grant", "market_reward", "renewal_aid", "merit_reward", "launch_grant", "equipment_aid",
    "training_bonus", "interest_aid",
)  # fmt: skip
GROUPS = ("protection", "promotion", "transfer", "services", "training", "finance")
TABLES = ("sums_by_class", "grant_scale", "bonus_scale")
DEFINITIONS = ("eligible_costs", "eligible_sum", "standard_sum", "basis")
POLICIES = ("innovation_support", "brand_support", "town_support")


class Names:
    """Unused words for one policy. The type's letters and a running number seed the random choices about a word."""

    def __init__(self) -> None:
        endings: Iterator[str] = ("".join(p) for p in itertools.product(string.ascii_lowercase, repeat=2))
        self._endings = enumerate(endings)
        self._seeds: dict[str, str] = {}
        self._themes: list[Theme] = []

    @property
    def words(self) -> frozenset[str]:
        """All words used so far."""
        return frozenset(self._seeds)

    def new(self, sort: str, words: tuple[str, ...], *, in_order: bool = False) -> str:
        """The next unused word of a list, from its start (`in_order`) or from any place in it."""
        assert len(sort) == 3
        number, ending = next(self._endings)
        start = 0 if in_order else number % len(words)
        turned = (*words[start:], *words[:start])
        numbered = (f"{turned[0]}_{n}" for n in itertools.count(2))
        word = next(w for w in itertools.chain(turned, numbered) if w not in self._seeds)
        self._seeds[word] = f"{sort}_{ending}"
        return word

    def theme(self) -> Theme:
        """The next kind of record that the policy does not have yet."""
        free = [theme for theme in THEMES if theme not in self._themes]
        self._themes.append(free[len(self._seeds) % len(free)])
        return self._themes[-1]

    def random(self, word: str, what: str = "") -> random.Random:
        """A random generator for one word. It does not change any other random choices."""
        return random.Random(self._seeds[word] + what)
