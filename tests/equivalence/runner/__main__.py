"""Make the calls of a folder of inputs with the ipdsl on the path, and write the results.

    python tests/equivalence/runner INPUTS PACKAGE OUTPUTS

INPUTS is a copy of the generated inputs, in which commands may write; `calls.jsonl` lists the calls. PACKAGE is the
folder that must contain ipdsl. Each line of the file OUTPUTS is the answer to one call. Both versions use the same
runner, so it uses only the public names of ipdsl.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import commands
import python_calls
import rendering

import ipdsl


def main(inputs: Path, package: Path, outputs: Path) -> None:
    """Answer every call in the order of the list."""
    refuse_another_package(package)
    calls = (inputs / "calls.jsonl").read_text("utf-8").splitlines()
    with outputs.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"version": ipdsl.__version__}) + "\n")
        for line in calls:
            out.write(json.dumps(answered(json.loads(line), inputs), ensure_ascii=False) + "\n")
    refuse_another_package(package)


def answered(call: dict[str, object], inputs: Path) -> dict[str, object]:
    """The result of one call: texts by name, the time in seconds, and whether it ended in a program fault."""
    folder = inputs / str(call["folder"])
    os.chdir(folder)
    begun = time.process_time()
    kind, words = call["kind"], call["words"]
    assert isinstance(words, list)
    try:
        if kind == "command":
            found = commands.run(words, str(call.get("stdin", "")))
        else:
            found = python_calls.KINDS[str(kind)](*words)
        is_fault = "internal error" in found.get("stderr", "")
    except Exception as error:  # an API that raises an undocumented error: an answer to compare, and a fault
        found, is_fault = {"raised": f"{type(error).__name__}: {error}"}, True
    collect = call["collect"]
    assert isinstance(collect, list)
    for name in collect:
        found |= rendering.rendered(folder, name)
    return {"seconds": time.process_time() - begun, "fault": is_fault, "texts": found}


def refuse_another_package(package: Path) -> None:
    """Stop if a module of ipdsl comes from a different folder, because both sides would then be the same program."""
    for name, module in sys.modules.items():
        where = getattr(module, "__file__", None)
        if name.partition(".")[0] == "ipdsl" and where and not Path(where).resolve().is_relative_to(package):
            raise SystemExit(f"{name} comes from {where}, not from {package}")


if __name__ == "__main__":
    main(*(Path(word).resolve() for word in sys.argv[1:]))
