"""Run a command and print its time and memory as JSON: `child.py COMMAND...`.

Some systems pass the peak of memory on from the parent process to its child. This process therefore imports almost
nothing and is smaller than the command. The output of the command is written to the error output.
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
