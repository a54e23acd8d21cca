"""The package: its extras and programs, its policies, and the codes of findings and reasons.

The names in letters and the columns of result tables are included.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.driver.catalogue import catalogue
from ipdsl.office.letters.template_check import TemplateName, name_rows
from ipdsl.wording.english import CATALOGUE
from tests.conftest import ROOT
from tests.support.project_files import files_in

REQUIREMENT = re.compile(r"[\w.-]+(?:\[[\w,]+\])?")


def of_project() -> list[str]:
    """The name, the Python versions, the extras with their requirements, the programs, and the packaged pages."""
    project: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [f"distribution {project['name']}", f"python {project['requires-python']}"]
    lines += [f"needs {_name(line)}" for line in project["dependencies"]]
    lines += [f"extra {extra}" for extra in project["optional-dependencies"]]
    for extra in set(project["optional-dependencies"]) - {"test", "dev"}:
        lines += [f"extra {extra} needs {_name(line)}" for line in project["optional-dependencies"][extra]]
    lines += [f"program {name} = {target}" for name, target in project["scripts"].items()]
    lines += [f"page {path.name}" for path in files_in(ROOT / "policies", "*.ipp")]
    lines += [f"series {path.stem}" for path in files_in(ROOT / "policies" / "series", "*.json")]
    return sorted(lines)


def _name(requirement: str) -> str:
    found = REQUIREMENT.match(requirement)
    assert found is not None
    return found[0]


def of_findings() -> list[str]:
    """The code of each finding with its severity."""
    return sorted(f"{code} {_severity(finding)}" for code, finding in catalogue().items())


def _severity(finding: type[Diagnostic]) -> str:
    is_always_one = isinstance(finding.severity, Severity)  # otherwise the severity depends on the occurrence
    return finding.severity.value if is_always_one else "of its occurrence"


def of_reasons() -> list[str]:
    """The code of each reason with the names of its values, as in decisions."""
    return sorted(" ".join([code, *sorted(row.values)]) for code, row in CATALOGUE.items())


def of_letters() -> list[str]:
    """The names that a template of a letter may use, in both languages, with their kinds."""
    return sorted(f"{en} {zh}: {_kind_of_name(name)}" for en, zh, name in name_rows())


def _kind_of_name(name: TemplateName) -> str:
    if name.entry_names:
        return "entries"
    return "texts" if name.is_list else "text"


def of_tables(results: Path) -> list[str]:
    """The columns of each result table, with their types."""
    folders = sorted(path for path in results.iterdir() if path.is_dir())
    schemas = {folder.name: pq.read_schema(next(iter(folder.glob("*.parquet")))) for folder in folders}
    return sorted(f"{name}.{field.name}: {field.type}" for name, schema in schemas.items() for field in schema)
