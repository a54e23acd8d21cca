"""Load a policy and settle a table twice: `loading.py PAGE TABLE.parquet SERIES.json NONE ENGINE`.

Output: JSON with the processor time in seconds of loading with the first call, that of the second call, both without
imports, and the total due. SERIES and NONE may be empty.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

import pyarrow.compute as pc  # noqa: E402  # after the project's folder came first
import pyarrow.parquet as pq  # noqa: E402

import ipdsl  # noqa: E402


def main() -> None:
    page, path, series, none, engine = sys.argv[1:]
    table = pq.read_table(path)
    given = json.loads(Path(series).read_text(encoding="utf-8")) if series else None
    took = {}
    start = time.process_time()
    policy = ipdsl.load(page)
    for name in ("first", "again"):
        found = policy.evaluate_table(table, as_of=None, none=[none] if none else [], series=given, engine=engine)
        took[name] = time.process_time() - start
        start = time.process_time()
    print(json.dumps({**took, "due": pc.sum(found.applicants["due"]).as_py()}))


if __name__ == "__main__":
    main()
