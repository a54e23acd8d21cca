"""The tests that a change affects: those of the areas of the changed files, in about a minute for an area.

    python tests/affected.py              # files changed since the last commit, and new files
    python tests/affected.py main         # files changed since another commit
    python tests/affected.py main -x      # further words are options of pytest

An area of `ipdsl/` or of another folder has its test folders below. The default run takes all tests: it comes last.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

ALWAYS = ("tests/architecture/test_modules.py", "tests/architecture/test_contracts.py", "tests/surface")
"""What any change of the program may break, in a few seconds."""

AREAS: dict[str, tuple[str, ...]] = {
    "ipdsl/audit": ("tests/audit", "tests/draft"),
    "ipdsl/base": ("tests/diagnostics", "tests/library", "tests/facts", "tests/cache"),
    "ipdsl/base/cache.py": ("tests/cache",),
    "ipdsl/base/findings": ("tests/diagnostics", "tests/architecture"),
    "ipdsl/batch": ("tests/tables", "tests/columns"),
    "ipdsl/batch/kernel": ("tests/columns",),
    "ipdsl/batch/program": ("tests/columns",),
    "ipdsl/claims": ("tests/settlement",),
    "ipdsl/cli": ("tests/cli",),
    "ipdsl/codegen": ("tests/backends", "tests/compiled", "tests/totals"),
    "ipdsl/codegen/columns": ("tests/columns",),
    "ipdsl/decision": ("tests/settlement", "tests/runtime"),
    "ipdsl/driver": ("tests/library", "tests/semantics", "tests/policies/test_cases.py"),
    "ipdsl/driver/questions": ("tests/questions", "tests/interview"),
    "ipdsl/engine": ("tests/runtime", "tests/settlement"),
    "ipdsl/facts": ("tests/facts",),
    "ipdsl/ir": ("tests/runtime", "tests/settlement", "tests/totals"),
    "ipdsl/kernel": ("tests/kernel", "tests/settlement"),
    "ipdsl/ledger": ("tests/settlement", "tests/facts"),
    "ipdsl/lower": ("tests/plan", "tests/backends"),
    "ipdsl/office/forms": ("tests/desk",),
    "ipdsl/office": ("tests/desk", "tests/letters", "tests/interview"),
    "ipdsl/office/interview": ("tests/interview", "tests/questions"),
    "ipdsl/office/letters": ("tests/letters",),
    "ipdsl/office/sheets": ("tests/desk",),
    "ipdsl/report": ("tests/settlement", "tests/questions"),
    "ipdsl/runtime": ("tests/runtime", "tests/compiled", "tests/totals"),
    "ipdsl/schema": ("tests/facts", "tests/semantics"),
    "ipdsl/semantics": ("tests/semantics",),
    "ipdsl/settlement": ("tests/settlement",),
    "ipdsl/syntax": ("tests/syntax", "tests/diagnostics"),
    "ipdsl/wording": ("tests/settlement", "tests/diagnostics"),
    "ipdsl": ("tests/library", "tests/semantics", "tests/policies/test_cases.py"),
    "grammar": ("tests/syntax",),
    "policies": ("tests/policies",),
    "examples": ("tests/library", "tests/examples"),
    "docs": ("tests/docs", "tests/architecture/test_documents.py", "tests/architecture/test_glossary.py"),
    "README.md": ("tests/docs", "tests/architecture/test_documents.py"),
    "CHANGELOG.md": ("tests/architecture/test_documents.py",),
    "pyproject.toml": ("tests/packaging", "tests/architecture"),
    "benchmarks": ("tests/benchmarks",),
}
"""The tests of a folder or file; the longest name that fits counts."""


def affected_by(path: str) -> tuple[str, ...]:
    """The test files and folders for one changed file, both relative to the project's folder."""
    parts = path.split("/")
    if parts[0] == "tests" and len(parts) > 2:
        is_test = parts[-1].startswith("test_") and (ROOT / path).exists()
        return (path,) if is_test else (f"tests/{parts[1]}",) if _holds_tests(parts[1]) else ()
    for length in range(len(parts), 0, -1):
        if (area := "/".join(parts[:length])) in AREAS:
            return AREAS[area]
    return ()


def _holds_tests(folder: str) -> bool:
    return any((ROOT / "tests" / folder).glob("test_*.py"))


def changed(commit: str) -> list[str]:
    """The files that differ from a commit, and those that Git does not know yet."""
    of_git = (["diff", "--name-only", commit], ["ls-files", "--others", "--exclude-standard"])
    return [name for words in of_git for name in _git(*words)]


def _git(*words: str) -> list[str]:
    done = subprocess.run(
        ["git", "-c", "core.quotePath=off", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(done.stderr.strip())
    return done.stdout.splitlines()


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
