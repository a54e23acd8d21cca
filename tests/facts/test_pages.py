"""Every page of an R-code shows facts that give exactly this finding, with the message of the page."""

from __future__ import annotations

import pytest

from ipdsl.facts.reader import read_facts
from ipdsl.plain_data.context import MOST_FINDINGS
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import MOST_MEGABYTES, loads
from tests.support.error_pages import ENGLISH, MESSAGE, ErrorPage, pages
from tests.support.facts.finding_pages import GOLDENS
from tests.support.facts.programs import PROGRAM
from tests.support.golden import check_golden

NOT_ON_A_PAGE: dict[str, bytes | dict[str, object]] = {
    "R001": '{"applicant": {"id": "企业", "kinds": ["enterprise"]}}'.encode("gb18030"),
    "R010": b" " * (MOST_MEGABYTES * 1_000_000 + 1),
    "R031": {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"technology_contract": [{"contract": "A", "amount": 0.1 + 0.2}]},
    },
}
"""Input that a page cannot show: other bytes, 50 MB, a float of Python."""


PAGES = [page for page in pages(ENGLISH) if any(block.words == "json refused" for block in page.blocks)]
"""The other findings are about ledgers, files of series and cohorts. Their pages run commands (tests/docs)."""


def refused(facts: str | bytes | dict[str, object]) -> FactsError:
    with pytest.raises(FactsError) as error:
        read_facts(facts if isinstance(facts, dict) else loads(facts, "facts.json"), PROGRAM)
    return error.value


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_facts_of_a_page_give_its_finding(page: ErrorPage) -> None:
    (facts,) = [block.text for block in page.blocks if block.words == "json refused"]
    (message,) = [block.text for block in page.blocks if block.words == MESSAGE]
    error = refused(facts)
    assert [finding.code for finding in error.report] == [page.code]
    assert str(error).rpartition("\n\n")[0] == message


@pytest.mark.parametrize("code", NOT_ON_A_PAGE)
def test_facts_that_no_page_can_show_give_their_finding(code: str, update_golden: bool) -> None:
    error = refused(NOT_ON_A_PAGE[code])
    assert [finding.code for finding in error.report] == [code]
    check_golden(GOLDENS / f"{code}.txt", f"{error}\n", update_golden)


def test_problems_beyond_the_limit_are_one_finding(update_golden: bool) -> None:
    patents = [{"x": 1}] * 5000
    error = refused({"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"patent": patents}})
    assert [finding.code for finding in error.report] == ["R019", *["R026"] * MOST_FINDINGS]
    first, *_ = str(error).split("\n\n")
    check_golden(GOLDENS / "R019.txt", f"{first}\n", update_golden)
