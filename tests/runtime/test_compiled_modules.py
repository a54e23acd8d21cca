"""A compiled module: its text, its imports, and the same results as the policy."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import ipdsl
from ipdsl.base.errors import ModuleVersionError
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.compilation import Compilation
from ipdsl.runtime import api
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.in_labels import in_labels
from tests.support.interpreter import COMPILED_PROGRAM
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

GOLDEN = ROOT / "tests" / "golden" / "compiled"
PAGES = files_in(GOLDEN, "*.ipp")
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True},
    "records": {
        "deal": [{"contract": "A", "amount": 1_000_001, "related_party": False, "paid_on": "2023-03-01"},
                 {"contract": "B", "amount": 2_000_000, "related_party": False, "paid_on": "2023-05-01"},
                 {"contract": "C", "amount": 100.33, "related_party": False, "paid_on": "2024-05-01"}],
        "title": [{"name": "x", "level": "town_level", "recognised_on": "2024-01-01"},
                  {"name": "y", "level": "city_level", "recognised_on": "2024-02-01"}],
        "patent": [{"number": "1", "filed_on": "2014-02-28", "granted_on": "2016-01-01", "lapsed_on": {"none": True}}],
    },
}  # fmt: skip
PAID = 40_000_00 + 1_50 + 20_000_00 + 1_000_00

CITIES = ("dongyang_2021", "foshan_2020", "qingyuan_2018", "quanzhou_2021", "shaoguan_2021")
MOST_LINES = {"shaoguan_2021": 1900, "dongyang_2021": 1800, "quanzhou_2021": 1550}
"""The other cities have at most 1,500 lines, which an engineer can read in an hour.

Shaoguan has awards both as amounts and as claims.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small policy, compiled next to its pages."""
    made = tmp_path_factory.mktemp("town")
    for page in PAGES:
        shutil.copy(page, made)
    assert run("compile", made / "town.ipp", "-o", made / "town_2023.py").code == 0
    return made


@pytest.fixture(scope="module")
def town(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("town_2023", folder / "town_2023.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_module_of_a_small_policy(folder: Path, update_golden: bool) -> None:
    text = (folder / "town_2023.py").read_text(encoding="utf-8")
    check_golden(GOLDEN / "town.gen", text.replace(ipdsl.__version__, "(version)"), update_golden)


def test_a_module_says_what_it_is(town: ModuleType, folder: Path) -> None:
    policy = ipdsl.load(folder / "town.ipp")
    assert policy.document == town.DOCUMENT == "example 2/2023"
    assert policy.effective == town.EFFECTIVE
    assert policy.content_hash == town.CONTENT_HASH
    assert town.POLICY.name == "town_2023"
    assert town.POLICY.facts_schema() == policy.facts_schema()


def test_a_module_reads_labels(town: ModuleType) -> None:
    facts = json.loads(json.dumps(FACTS).replace("100.33", '"100.33"'))
    labelled = in_labels(town.POLICY.program, facts)
    assert {*labelled["records"]} == {"成交", "称号", "专利"}
    assert town.read_facts(labelled) == town.read_facts(facts)
    assert town.evaluate(labelled) == town.evaluate(facts)
    assert town.total(town.read_facts(labelled)) == town.total(town.read_facts(facts))
    with pytest.raises(ipdsl.FactsError, match="R017"):
        town.read_facts({**facts, "applicant": {**facts["applicant"], "在本地": "是"}})


def test_a_module_settles_as_the_policy_does(town: ModuleType, folder: Path) -> None:
    policy = ipdsl.load(folder / "town.ipp")
    plain = json.loads(json.dumps(FACTS).replace("100.33", '"100.33"'))
    facts = town.read_facts(plain)
    assert town.total(facts).minor == town.total(json.dumps(plain)).minor == PAID
    assert ipdsl.to_json(town.evaluate(facts)) == ipdsl.to_json(policy.evaluate(plain))
    for year in (2022, 2023, 2024, 2025):
        assert town.total(facts, year) == policy.evaluate(plain, year=year).total
    assert town.total_bounds(facts).is_point


def test_a_module_refuses_wrong_facts_with_every_path(town: ModuleType) -> None:
    wrong = {"applicant": {"id": "F1", "kinds": ["enterprise"]},
             "records": {"deal": [{"contract": "A", "amount": "much"}, {"contract": True}]}}  # fmt: skip
    with pytest.raises(ipdsl.FactsError) as caught:
        town.evaluate(wrong)
    assert {"$.records.deal[0].amount", "$.records.deal[1].contract"} <= {
        getattr(finding, "path", "") for finding in caught.value.report
    }


def test_a_module_needs_the_runtime_alone(folder: Path) -> None:
    script = (
        "import json, sys, town_2023\n"
        f"facts = json.loads({json.dumps(json.dumps(FACTS).replace('100.33', '100'))})\n"
        "town_2023.evaluate(facts), town_2023.total(facts)\n"
        "print(sorted(name for name in sys.modules if name.startswith('ipdsl') or name in ('lark', 'click')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env={"PYTHONPATH": str(ROOT), **COMPILED_PROGRAM},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    compiler = [f"ipdsl.{part}" for part in ("syntax", "semantics", "plan", "backends", "driver", "cli")]
    assert "ipdsl.runtime.compiled_policy" in done.stdout
    assert not [name for name in [*compiler, "lark", "click"] if f"'{name}" in done.stdout]


@pytest.mark.broad
@pytest.mark.parametrize("seed", sampled(["1", "77"], 2, others="broad"))
def test_the_bytes_are_the_same_in_another_process_and_folder(folder: Path, tmp_path: Path, seed: str) -> None:
    for page in PAGES:
        shutil.copy(page, tmp_path)
    command = [sys.executable, "-m", "ipdsl", "compile", "town.ipp", "-o", "there.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "there.py").read_bytes() == (folder / "town_2023.py").read_bytes()


def test_no_path_of_the_machine_stands_in_a_module(folder: Path) -> None:
    text = (folder / "town_2023.py").read_text(encoding="utf-8")
    assert str(folder) not in text
    assert "/" not in text.split("PROGRAM = ")[1].replace("example 2/2023", "")


@pytest.mark.parametrize("name", sampled(CITIES, 3, others="broad"))
def test_the_module_of_a_city_can_be_read(name: str) -> None:
    text = Compilation.from_file(str(ROOT / "policies" / f"{name}.ipp")).python
    assert text is not None
    assert len(text.splitlines()) <= MOST_LINES.get(name, 1500)


OTHERS = {
    "an earlier version": ("'0.2.0', ", "compiled by ipdsl 0.2.0"),
    "a later version": ("'10.0', ", "compiled by ipdsl 10.0"),
    "version 0.2.0, which counted its forms": ("2, ", "compiled by ipdsl 0.2.0"),
}


@pytest.mark.parametrize(("made_by", "told"), OTHERS.values(), ids=OTHERS)
def test_a_module_of_another_version_is_refused_with_a_finding(made_by: str, told: str, folder: Path) -> None:
    text = (folder / "town_2023.py").read_text(encoding="utf-8")
    started = f"program_of({ipdsl.__version__!r}, "
    assert started in text
    other = text.replace(started, f"program_of({made_by}").replace(f"by ipdsl {ipdsl.__version__}", "by ipdsl 0.2.0")
    with pytest.raises(ModuleVersionError, match=told) as caught:
        exec(compile(other, "town_2023.py", "exec"), {"__name__": "town_2023"})
    assert "error[U023]" in str(caught.value)
    assert "compile its policy again" in str(caught.value)


@pytest.mark.parametrize("language", Language)
def test_what_a_module_of_another_version_says(language: Language, update_golden: bool) -> None:
    text = ModuleVersionError("0.2.0").text(language).replace(ipdsl.__version__, "(version)")
    check_golden(GOLDEN / f"another_version.{language.value}.txt", f"{text}\n", update_golden)


@pytest.mark.parametrize("change", [("program_of('", "program_of('9."), ("AT_DISCRETION, ", "AT_DISCRETION, GONE, ")])
def test_a_program_of_another_version_ends_with_the_finding(
    change: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "town_2023.py").read_text(encoding="utf-8").replace(*change, 1)
    with pytest.raises(SystemExit) as ended:
        exec(compile(text, "town_2023.py", "exec"), {"__name__": "__main__"})
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("error[U023]")


def test_the_library_refuses_a_module_in_place_of_a_page(folder: Path) -> None:
    with pytest.raises(ipdsl.PolicyError, match="U024"):
        ipdsl.load(folder / "town_2023.py")


def test_a_name_that_the_runtime_does_not_offer_is_an_ordinary_mistake_elsewhere() -> None:
    assert not hasattr(api, "nothing")
    with pytest.raises(ImportError, match="cannot import name 'nothing'"):
        exec("from ipdsl.runtime.api import nothing", {"__name__": "__main__"})


def test_a_module_that_asks_for_names_of_another_version_is_refused_with_a_finding(folder: Path) -> None:
    text = (folder / "town_2023.py").read_text(encoding="utf-8").replace("AT_DISCRETION, ", "AT_DISCRETION, GONE, ", 1)
    with pytest.raises(ModuleVersionError, match="U023"):
        exec(compile(text, "town_2023.py", "exec"), {"__name__": "town_2023"})


# ---------------------------------------------------------------------------------------------- digests


def test_a_module_matches_its_policy(folder: Path) -> None:
    shutil.copy(folder / "town.ipp", folder / "town_2023.ipp")
    assert run("check", "--module", folder / "town_2023.py", folder / "town.ipp").code == 0
    (folder / "town_2023.ipp").unlink()


def test_without_a_policy_the_name_is_looked_for_beside_the_module(tmp_path: Path) -> None:
    shutil.copy(GOLDEN / "words.ipp", tmp_path)
    shutil.copy(GOLDEN / "town.ipp", tmp_path / "town_2023.ipp")
    module = tmp_path / "any_name.py"
    run("compile", tmp_path / "town_2023.ipp", "-o", module)
    ran = run("check", "--module", module)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.replace("\nK1 = ", "\nK1 = 1"), "changed after it was made"),
        (lambda text: text.replace(f"ipdsl {ipdsl.__version__}", "ipdsl 0.0.1", 1), "made by ipdsl 0.0.1"),
        (lambda text: text.replace("with hash ", "with hash 0", 1).replace("; do not", "; do not", 1), "not a module"),
        (lambda text: "", "not a module"),
    ],
    ids=["edited", "older", "no hash", "empty"],
)  # fmt: skip
def test_a_module_that_differs_is_told_with_its_reason(folder: Path, tmp_path: Path, change: object, why: str) -> None:
    assert callable(change)
    module = tmp_path / "town.py"
    module.write_text(change((folder / "town_2023.py").read_text(encoding="utf-8")), encoding="utf-8")
    ran = run("check", "--module", module, folder / "town.ipp")
    assert ran.code in (1, 2)
    assert why in ran.both


def test_a_changed_policy_is_told(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "words.ipp", tmp_path)
    page = tmp_path / "town.ipp"
    page.write_text((folder / "town.ipp").read_text(encoding="utf-8").replace("40000", "50000"), encoding="utf-8")
    ran = run("check", "--module", folder / "town_2023.py", page)
    assert ran.code == 1
    assert "the policy has changed since" in ran.both


def test_a_page_with_mistakes_makes_no_module(tmp_path: Path) -> None:
    page = tmp_path / "bad.ipp"
    page.write_text("award 5 when nothing new\n", encoding="utf-8")
    ran = run("compile", page, "-o", tmp_path / "bad.py")
    assert ran.code == 1
    assert not (tmp_path / "bad.py").exists()


def test_without_a_file_the_module_is_printed(folder: Path) -> None:
    assert run("compile", folder / "town.ipp").out == (folder / "town_2023.py").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    assert run("compile", folder / "town.ipp", "-o", tmp_path / "no" / "town.py").code == 2


BAD_MODULES = ["1x.py", "class.py", "os.py", "json.py", "town-2023.py", "True.py", "ipdsl.py"]


@each_row(("command", "name"), [("compile", "x.pyc"), *itertools.product(("compile", "types"), BAD_MODULES)])
def test_a_module_that_cannot_be_imported_or_hides_another_is_refused(command: str, name: str, tmp_path: Path) -> None:
    (tmp_path / command / name).mkdir(parents=True)
    ran = run(command, "shaoguan_2021", "-o", tmp_path / command / name / name)
    assert ran.code == 2
    assert f"`{name}` cannot be the name of a Python module" in ran.err
    assert not list((tmp_path / command / name).iterdir())


def test_types_of_typescript_may_have_any_name(tmp_path: Path) -> None:
    assert run("types", "shaoguan_2021", "-o", tmp_path / "class.ts").code == 0
