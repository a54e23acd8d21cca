"""Use a compiled policy: a module that needs no compiler, kept beside the program and checked in a build."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Compile once, as a build would; then import the module and settle the example applicants."""
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "shaoguan.py"
        command = [sys.executable, "-m", "ipdsl", "compile", "shaoguan_2021", "-o", str(module)]
        subprocess.run(command, check=True)
        sys.path.insert(0, folder)
        shaoguan = importlib.import_module("shaoguan")
    policy = shaoguan.POLICY
    print(f"{policy.title}, {policy.document}, in force from {policy.effective[0]} to {policy.effective[1]}")
    for path in sorted(HERE.glob("*.json")):
        facts = shaoguan.read_facts(path.read_text(encoding="utf-8"))
        due = shaoguan.total_bounds(facts)
        print(f"{path.stem}: between {due.low} and {due.high or 'any sum'}")
        for claim in shaoguan.evaluate(facts).claims:
            if claim.paid.minor:
                print(f"  {claim.citation}, {claim.item}: {claim.paid}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
