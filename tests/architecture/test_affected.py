"""The map of affected tests covers every part of the project, and the tests that it names exist."""

from __future__ import annotations

from tests.affected import ALWAYS, OTHERS, affected_by
from tests.conftest import ROOT
from tests.support.project_files import top_packages


def test_every_area_and_its_tests_exist() -> None:
    assert [area for area in OTHERS if not (ROOT / area).exists()] == []
    named = {test for tests in (*OTHERS.values(), ALWAYS) for test in tests}
    assert [test for test in sorted(named) if not (ROOT / test).exists()] == []


def test_a_change_of_a_package_runs_the_tests_of_its_name() -> None:
    packages = top_packages()
    assert [name for name in packages if affected_by(f"ipdsl/{name}/module.py")[0] != f"tests/{name}"] == []


def test_a_change_of_each_kind_of_file_has_tests() -> None:
    assert affected_by("ipdsl/kernel/grouping.py") == ("tests/kernel", "tests/settlement")
    assert affected_by("ipdsl/batch/kernel/applicant.py") == ("tests/batch/kernel",)
    assert affected_by("ipdsl/batch/intake/intake.py") == ("tests/batch",)
    assert affected_by("ipdsl/codegen/columns/module.py") == ("tests/codegen", "tests/batch/kernel")
    assert affected_by("ipdsl/runtime/emitted_total.py") == ("tests/runtime",)
    assert affected_by("ipdsl/spark.py") == ("tests/spark",)
    assert affected_by("ipdsl/__main__.py") == OTHERS["ipdsl"]
    assert affected_by("docs/zh/README.md") == OTHERS["docs"]
    assert affected_by("tests/kernel/test_recall.py") == ("tests/kernel/test_recall.py",)
    assert affected_by("tests/kernel/run_compiled.py") == ("tests/kernel",)
    assert affected_by("tests/kernel/test_that_is_gone.py") == ("tests/kernel",)
    assert affected_by("LICENSE") == ()
