"""The tests for a change: those of the areas of the changed files, in about a minute for an area.

    python tests/affected.py              # files changed since the last commit, and new files
    python tests/affected.py main         # files changed since another commit
    python tests/affected.py main -x      # other words are options of pytest

The tests of a package of `ipdsl/` are in the folder of its name. `OTHERS` lists further tests of packages, and the
tests of other folders. Run all tests at the end.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.project_files import GitError, files_under, git  # noqa: E402  (the path first)

ALWAYS = (
    "tests/architecture/test_modules.py", "tests/architecture/test_contracts.py",
    "tests/architecture/test_catalogue.py", "tests/surface",
)  # fmt: skip
"""Tests of a few seconds that any change of the program may break."""

OTHERS: dict[str, tuple[str, ...]] = {
    "ipdsl/base/findings": ("tests/architecture",),
    "ipdsl/claims": ("tests/settlement",),
    "ipdsl/codegen": ("tests/runtime",),
    "ipdsl/codegen/columns": ("tests/batch/kernel",),
    "ipdsl/decision": ("tests/settlement",),
    "ipdsl/driver": ("tests/policies/test_cases.py",),
    "ipdsl/driver/questions": ("tests/office",),
    "ipdsl/engine": ("tests/claims", "tests/settlement"),
    "ipdsl/ir": ("tests/engine", "tests/settlement", "tests/runtime"),
    "ipdsl/kernel": ("tests/settlement",),
    "ipdsl/ledger": ("tests/settlement", "tests/facts"),
    "ipdsl/office/interview.py": ("tests/driver/questions",),
    "ipdsl/lower": ("tests/codegen",),
    "ipdsl/schema": ("tests/facts", "tests/semantics", "tests/architecture/test_types_of_values.py"),
    "ipdsl/semantics": ("tests/docs/test_error_pages.py",),
    "ipdsl/settlement": ("tests/decision",),
    "ipdsl/spark.py": ("tests/spark",),
    "ipdsl/syntax": ("tests/base/findings",),
    "ipdsl/wording": ("tests/report",),
    "ipdsl": ("tests/driver", "tests/policies/test_cases.py"),
    "grammar": ("tests/syntax", "tests/docs/test_language_md.py", "tests/docs/test_chinese_documents.py"),
    "policies": ("tests/policies",),
    "examples": ("tests/driver/test_examples.py", "tests/examples"),
    "docs": ("tests/docs", "tests/architecture/test_documents.py", "tests/architecture/test_glossary.py"),
    "README.md": ("tests/docs", "tests/architecture/test_documents.py"),
    "CHANGELOG.md": ("tests/architecture/test_documents.py",),
    "pyproject.toml": ("tests/packaging", "tests/architecture"),
    "benchmarks": ("tests/benchmarks",),
}
"""Tests of a folder or file in addition to those in the folder of its name. The longest matching name is used."""


def affected_by(path: str) -> tuple[str, ...]:
    """The test files and folders for one changed file, both relative to the project's folder."""
    parts = path.split("/")
    if parts[0] == "tests" and len(parts) > 2:
        is_test = parts[-1].startswith("test_") and (ROOT / path).exists()
        return (path,) if is_test else (f"tests/{parts[1]}",) if _holds_tests(parts[1]) else ()
    if parts[0] == "ipdsl" and len(parts) > 2:
        return tuple(dict.fromkeys((_own_folder(parts[1:-1]), *_others(parts[:-1], least=2))))
    return _others(parts)


def _own_folder(packages: list[str]) -> str:
    """The folder of tests named after the innermost package that has one."""
    names = (Path("tests", *packages[:length]) for length in range(len(packages), 0, -1))
    return next(name for name in names if (ROOT / name).exists()).as_posix()


def _others(parts: list[str], least: int = 1) -> tuple[str, ...]:
    names = ("/".join(parts[:length]) for length in range(len(parts), least - 1, -1))
    return next((OTHERS[name] for name in names if name in OTHERS), ())


def _holds_tests(folder: str) -> bool:
    return any(path.is_relative_to(ROOT / "tests" / folder) for path in files_under(ROOT / "tests", "test_*.py"))


def changed(commit: str) -> list[str]:
    """The files that differ from a commit, and untracked files."""
    of_git = (["diff", "--name-only", commit], ["ls-files", "--others", "--exclude-standard"])
    return [name for words in of_git for name in _git(*words)]


def _git(*words: str) -> list[str]:
    try:
        return git(*words).decode().splitlines()
    except GitError as error:
        sys.exit(str(error))


def main(words: list[str]) -> int:
    commit, *options = words if words and not words[0].startswith("-") else ["HEAD", *words]
    files = changed(commit)
    tests = sorted({test for path in files for test in affected_by(path)})
    if any(path.startswith("ipdsl/") for path in files):
        tests = [*tests, *(test for test in ALWAYS if not test.startswith(tuple(tests)))]
    if not tests:
        print(f"nothing that has tests differs from {commit}")
        return 0
    print("tests of", *tests)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *options, *tests], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
