"""Measure `ipdsl list payments --from RUN`: time and peak memory of a separate process over very many applicants.

The facts are a nested Parquet file with details, settled once by `ipdsl batch`. Files are under `build` and removed
afterwards. Run: `python -m benchmarks.office_lists [NUMBER]`. Needs a POSIX system.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.ours import ROOT

NUMBER = 200_000
PAGE = """policy town "Licences and assignments"
  effective 2021-01-01 to 2030-12-31
  use ip

article 7 "Licences and assignments"
  award 1% of amount to enterprise when technology_contract recorded and put_to_use
  cap 50000 per enterprise per year
"""


def facts(number: int) -> pa.Table:
    """Applicants with one contract each, a name, a code, a bank, an account of 19 digits and a town."""
    places = range(number)
    contracts = [
        [{"contract": f"HT-{place}", "amount": 10_000_000 + place, "recorded_on": None, "put_to_use": place % 50 > 0}]
        for place in places
    ]
    day = pa.scalar(19_500, pa.int32()).cast(pa.date32())
    contract = pa.struct(
        [("contract", pa.string()), ("amount", pa.int64()), ("recorded_on", pa.date32()), ("put_to_use", pa.bool_())]
    )
    for rows in contracts:
        rows[0]["recorded_on"] = day.as_py()
    details = [
        {"name": f"韶关市第{place}测控设备有限公司", "code": f"91440200MA{place:08}", "bank": "中国银行韶关分行",
         "account": f"{4405_0000_0000_0000_000 + place:019}", "镇街": f"第{place % 40}镇"}
        for place in places
    ]  # fmt: skip
    return pa.table(
        {
            "id": [f"F{place:07}" for place in places],
            "kinds": pa.array([["enterprise"]] * number, pa.list_(pa.string())),
            "details": pa.array(details),
            "technology_contract": pa.array(contracts, pa.list_(contract)),
        }
    )


def measured(*words: str) -> tuple[float, float, int]:
    """The seconds, those of the processor, and the peak memory in MB of a command. Raises `SystemExit` if it fails."""
    start = time.perf_counter()
    child = os.posix_spawn(sys.executable, [sys.executable, "-m", "ipdsl", *words], os.environ)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{words[0]} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    (ROOT / "build").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=ROOT / "build", prefix="lists."))
    try:
        page, table, run = (str(folder / name) for name in ("town.ipp", "firms.parquet", "run"))
        Path(page).write_text(PAGE, encoding="utf-8")
        pq.write_table(facts(number), table)
        measured("batch", page, "--facts", table, "-o", run, "--as-of", "2024-12-31", "--no-others", "--claims", "-q")
        print(f"| list of {number:,} applicants | s | s of the processor | MB |\n|---|--:|--:|--:|")
        for suffix in ("xlsx", "csv", "json"):
            out = str(folder / f"payments.{suffix}")
            seconds, processor, memory = measured(
                "list", "payments", page, "--facts", table, "--from", run, "-o", out, "-q"
            )
            print(f"| payments.{suffix} | {seconds:.1f} | {processor:.1f} | {memory} |")
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
