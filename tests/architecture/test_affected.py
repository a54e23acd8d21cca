"""The quick loop knows every part of the project, and the tests that it names exist."""

from __future__ import annotations

from tests.affected import ALWAYS, AREAS, affected_by
from tests.conftest import ROOT


def test_every_area_and_its_tests_exist() -> None:
    assert [area for area in AREAS if not (ROOT / area).exists()] == []
    named = {test for tests in (*AREAS.values(), ALWAYS) for test in tests}
    assert [test for test in sorted(named) if not (ROOT / test).exists()] == []


def test_every_package_has_an_area_of_its_own() -> None:
    packages = [path.parent.name for path in (ROOT / "ipdsl").glob("*/__init__.py")]
    assert [name for name in packages if f"ipdsl/{name}" not in AREAS] == []


def test_a_change_of_each_kind_of_file_has_tests() -> None:
    assert affected_by("ipdsl/kernel/grouping.py") == ("tests/kernel", "tests/settlement")
    assert affected_by("ipdsl/batch/kernel/number.py") == ("tests/columns",)
    assert affected_by("ipdsl/codegen/columns/module.py") == ("tests/columns",)
    assert affected_by("ipdsl/runtime/emitted_total.py") == AREAS["ipdsl/runtime"]
    assert affected_by("ipdsl/spark.py") == AREAS["ipdsl"]
    assert affected_by("docs/zh/README.md") == AREAS["docs"]
    assert affected_by("tests/kernel/test_recall.py") == ("tests/kernel/test_recall.py",)
    assert affected_by("tests/kernel/support.py") == ("tests/kernel",)
    assert affected_by("tests/kernel/test_that_is_gone.py") == ("tests/kernel",)
    assert affected_by("LICENSE") == ()
