"""Runs a command, and says in JSON what it took: `child.py COMMAND...`.

A system may hand the peak of memory down from the process that starts another. So this one imports next to nothing and
is smaller than whatever it starts. What the command prints goes to the error output.
"""

import json
import os
import sys
import time


def main() -> None:
    start = time.perf_counter()
    child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3 / 1.024)
    took = {"code": os.waitstatus_to_exitcode(status), "wall": wall, "processor": used.ru_utime + used.ru_stime}
    print(json.dumps(took | {"peak": peak}), flush=True)


if __name__ == "__main__":
    main()
