from __future__ import annotations

import pytest

from ipdsl.base.findings.finding import InternalError
from ipdsl.driver import catalogue
from ipdsl.plain_data.errors import EmptyFacts


def test_codes_lead_to_their_classes_in_order() -> None:
    found = catalogue.catalogue()
    assert found["R002"] is EmptyFacts
    assert list(found) == sorted(found)
    assert all(cls.code == code for code, cls in found.items())


def test_the_page_of_a_code() -> None:
    page = catalogue.page("R002")
    assert page is not None
    assert page.startswith("# R002: ")
    assert catalogue.page("r002") == page
    assert catalogue.page("R000") is None
    assert catalogue.page("../README") is None


def test_the_headings_of_a_page_are_one_level_higher_than_in_its_document() -> None:
    document = '# N: names\n\n## <a id="n001"></a>N001: a\n\n### Why\n\n# comment\n\n## <a id="n002"></a>N002: b\n'
    assert catalogue.pages_in(document) == {"N001": "# N001: a\n\n## Why\n\n# comment\n", "N002": "# N002: b\n"}


def test_a_code_declared_twice_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue.catalogue.cache_clear()
    monkeypatch.setattr("ipdsl.plain_data.errors.EmptyFacts.code", "R001")
    with pytest.raises(InternalError, match="R001 is declared twice"):
        catalogue.catalogue()
    monkeypatch.undo()
    catalogue.catalogue.cache_clear()
    assert "R002" in catalogue.catalogue()
