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


def test_a_code_declared_twice_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue.catalogue.cache_clear()
    monkeypatch.setattr("ipdsl.plain_data.errors.EmptyFacts.code", "R001")
    with pytest.raises(InternalError, match="R001 is declared twice"):
        catalogue.catalogue()
    monkeypatch.undo()
    catalogue.catalogue.cache_clear()
    assert "R002" in catalogue.catalogue()
