"""The path of one claim through the runtime: how many calls, over how many modules, and which return into one.

    python -m benchmarks.path [--all]

The page has one award and one cap that cuts; every reason of the decision is read and put in words. Calls of Python
functions of ipdsl and of the module made of the page are counted, once everything that a program keeps is made. A call
*returns* where it comes from another module and enters one that was entered before; that the kernel and the result are
asked again does not count, and neither does what attrs wrote. `--all` lists every call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple

import ipdsl

PAGE = """award by amount to enterprise when technology_contract recorded and put_to_use
  at least 1000000: 20000 once
  otherwise: 1% of amount
cap 10000 per enterprise per year
"""
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {
        "technology_contract": [
            {"contract": "A", "amount": 1_000_000, "recorded_on": "2022-09-01", "put_to_use": True},
        ]
    },
    "history": [],
}
WARM = 3
ASKED_AGAIN = ("ipdsl.kernel.", "ipdsl.decision.result")


class Call(NamedTuple):
    """A call, from which module it came, and whether that other one had been entered before."""

    module: str
    function: str
    by: str
    returns: bool


def calls(read: Callable[[], object]) -> list[Call]:
    """The calls into ipdsl that are made while something is read."""
    found: list[Call] = []
    seen: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        module = _module(frame)
        if event == "call" and module:
            by = _caller(frame)
            returns = module != by and module in seen and not module.startswith(ASKED_AGAIN)
            found.append(Call(module, frame.f_code.co_qualname, by, returns))
            seen.add(module)

    sys.setprofile(note)
    try:
        read()
    finally:
        sys.setprofile(None)
    return found


def _module(frame: FrameType) -> str:
    if frame.f_code.co_filename.startswith("<attrs generated"):  # who makes an object calls nothing of ours
        return ""
    name: str = frame.f_globals.get("__name__", "")
    return name if name.startswith("ipdsl") else ""


def _caller(frame: FrameType) -> str:
    """The module of the nearest function of ours that stands above."""
    above = frame.f_back
    while above is not None and not _module(above):
        above = above.f_back
    return "" if above is None else _module(above)


def path() -> list[Call]:
    """The calls for every reason of one claim under one cap."""
    policy = ipdsl.load_text(PAGE)
    facts = policy.read_facts(FACTS)

    def read() -> list[str]:
        return [claim.why for claim in policy.evaluate(facts).claims]

    assert read() == ["cut to 10,000.00 by the cap of this page: 10,000.00 per enterprise per year"]
    for _ in range(WARM):
        found = calls(read)
    return found


def main() -> None:
    """Print what was counted."""
    found = path()
    if "--all" in sys.argv[1:]:
        for call in found:
            print(f"{'returns ' if call.returns else '        '}{call.by or '-'} -> {call.module}: {call.function}")
    modules = {call.module for call in found}
    print(f"{len(found)} calls over {len(modules)} modules; {sum(call.returns for call in found)} return into one")


if __name__ == "__main__":
    main()
