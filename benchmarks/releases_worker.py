"""Measure one release of ipdsl in a separate process: `releases_worker.py JOB POLICY FACTS.json`.

Only the public interface of ipdsl is used, so that any release can run this file. FACTS.json has the plain facts of
applicants, or the texts of a page for the job `check`. The first output line has a total in fen for each applicant.
Each input line is a number of seconds: the job is repeated for about this long, and the output line is the processor
time in µs per applicant or text.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import ipdsl


def main() -> None:
    job, page, path = sys.argv[1:]
    if job == "check":
        check(page, json.loads(Path(path).read_text(encoding="utf-8")))
        return
    policy, rows = ipdsl.load(page), json.loads(Path(path).read_text(encoding="utf-8"))
    readable = []
    for row in rows:
        with suppress(ipdsl.Undetermined, ipdsl.FactsError):
            readable.append((row, policy.read_facts(row), policy.total(row).minor))
    say([total for _, _, total in readable])
    plain, typed = [row for row, _, _ in readable], [facts for _, facts, _ in readable]
    texts = [json.dumps(row, ensure_ascii=False) for row in plain]
    jobs: dict[str, Callable[[], Any]] = {
        "read": lambda: [policy.read_facts(row) for row in plain],
        "read text": lambda: [policy.read_facts(text) for text in texts],
        "total": lambda: [policy.total(facts) for facts in typed],
        "total of text": lambda: [policy.total(text) for text in texts],
        "evaluate": lambda: [ipdsl.to_json(policy.evaluate(facts)) for facts in typed],
    }
    measure(jobs[job], len(readable))


def check(page: str, texts: list[str]) -> None:
    """Compile versions of a page up to its findings."""
    from ipdsl.driver.compilation import Compilation

    say([])
    measure(lambda: [Compilation.from_text(text, page).policy for text in texts], len(texts))


def measure(run: Callable[[], Any], number: int) -> None:
    """Answer each line with the cost of an applicant."""
    for line in sys.stdin:
        seconds, repeated, start = float(line), 0, time.process_time()
        while time.process_time() - start < seconds or not repeated:
            run()
            repeated += 1
        say((time.process_time() - start) / repeated / number * 1e6)


def say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
