"""Every provision of 韶府办发函〔2021〕188号 stands in its article, on a line with its mark and its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ipdsl.files import policies_folder

# The provisions by article and number, each with the words of the line that encodes it.
PROVISIONS = {
    "SG-1.1": "award up to 50% of official_fees",
    "SG-1.2": "oblige lower_government",
    "SG-2.1": "award up to 50% of official_fees to enterprise",
    "SG-2.2": "limit 3 country per family",
    "SG-2.3": "convert at central_parity on fees_paid_on",
    "SG-2.4": "oblige lower_government",
    "SG-3.1": "award 200000 once when geo_indication_product new",
    "SG-3.2": "award 100000 once when geo_indication_trademark new",
    "SG-3.3": "award 200000 once per product when mutual_recognition granted",
    "SG-3.4": "award 10000 once when collective_trademark new",
    "SG-3.5": "provincial: 300000",
    "SG-4.1": "award 200 to unit, person when copyright_work registered",
    "SG-4.2": "limit 100 works per unit per year",
    "SG-4.3": "limit 50 works per person per year",
    "SG-4.4": "most_valuable_work: 20000",
    "SG-4.5": "national_park: 100000",
    "SG-4.6": "national_unit: 50000",
    "SG-4.7": "provincial_park: 50000",
    "SG-4.8": "provincial_unit: 20000",
    "SG-5.1": "filed_on more than 10 years ago",
    "SG-5.2": "gold: 300000",
    "SG-5.3": "gold: 200000",
    "SG-5.4": "silver: 100000",
    "SG-5.5": "excellence: 50000",
    "SG-5.6": "award 20000 to person when inventor_prize won",
    "SG-5.7": "award up to 500000 when cultivation_project selected",
    "SG-6.1": "award up to 300000 when implementation_project selected",
    "SG-7.0": "put_to_use and not related_party",
    "SG-7.1": "at least 5000000: 50000 once",
    "SG-7.2": "at least 1000000: 20000 once",
    "SG-7.3": "otherwise: 1% of amount",
    "SG-7.4": "cap 50000 per enterprise per year",
    "SG-8.1": "refers to",
    "SG-8.2": "award 30% of interest_paid to enterprise",
    "SG-8.3": "cap 100000 per enterprise per year",
    "SG-8.4": "award 30% of premium to undertaking, agency",
    "SG-8.5": "cap 50000 per unit per year",
    "SG-8.6": "award 3% of issue_amount to enterprise",
    "SG-9.1": "award up to 200000 when soft_topic selected",
    "SG-9.2": "award 300000 when designated_review completed",
    "SG-10.1": "refers to",
    "SG-11.1": "national_demonstration: 200000",
    "SG-11.2": "national_advantage: 100000",
    "SG-11.3": "provincial_demonstration: 80000",
    "SG-11.4": "pay highest per enterprise per year",
    "SG-11.5": "award 50000 once to enterprise when ip_title new",
    "SG-11.6": "award 20000 once per undertaking",
    "SG-11.7": "award 10000 once per undertaking",
    "SG-11.8": "at least 8 software_copyright registered",
    "SG-12.1": "allocate 500000 per year to city",
    "SG-12.2": "national_demonstration: 200000",
    "SG-12.3": "national_pilot: 100000",
    "SG-12.4": "oblige county to match at least 100% of award",
    "SG-13.1": "national_demonstration: 200000",
    "SG-13.2": "national_pilot: 100000",
    "SG-13.3": "oblige park to match at least 100% of award",
    "SG-14.1": "award 100000 once to agency while agency branded",
    "SG-14.2": "award up to 300000 to agency when service_project selected",
    "SG-15.1": "award up to 100000 once when guidance_station selected and newly_built",
    "SG-16.1": "refers to",
    "SG-21.1": "award exam_fee to person when agent_exam passed",
    "SG-21.2": "serving_here_since at least 2 years ago",
    "SG-21.3": "refers to",
    "SG-25.1": "oblige city",
    "SG-26.1": "defines",
    "SG-27.1": "for policy",
    "SG-28.1": "effective 2021-12-21 to 2024-12-31",
}
MARK = re.compile(r"SG-\d+\.\d+")
CONTINUED = re.compile(r"\n +(?=(?:and|or|when|plus) )")
ARTICLE = re.compile(r"article (\S+) ")


def marked_lines() -> Iterator[tuple[str, str, str]]:
    """(mark, article or "" in the header, the sentence without its comment)"""
    article = ""
    page = (policies_folder() / "shaoguan_2021.ipp").read_text(encoding="utf-8")
    for line in CONTINUED.sub(" ", page).splitlines():
        said, _, comment = line.partition("  # ")
        if found := ARTICLE.match(said):
            article = found[1]
        for mark in MARK.findall(comment):
            yield mark, article, said.strip()


def test_there_are_67_provisions() -> None:
    assert len(PROVISIONS) == 67


def test_no_mark_names_a_provision_that_is_not_there() -> None:
    assert {mark for mark, _, _ in marked_lines()} <= PROVISIONS.keys()


@pytest.mark.parametrize("mark", PROVISIONS)
def test_provision_is_encoded_in_its_article(mark: str) -> None:
    article = mark.removeprefix("SG-").partition(".")[0]
    lines = [said for found, where, said in marked_lines() if found == mark and where in (article, "")]
    assert any(PROVISIONS[mark] in said for said in lines), lines
    elsewhere = {where for found, where, _ in marked_lines() if found == mark} - {article, ""}
    assert not elsewhere, f"{mark} stands in article {', '.join(elsewhere)}"


def test_only_the_validity_is_encoded_in_the_header() -> None:
    assert {mark for mark, where, _ in marked_lines() if where == ""} == {"SG-28.1"}
