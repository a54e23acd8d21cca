"""Run one peer in a separate process: `worker.py ENGINE one|all APPLICANTS.json`.

The first output line is the list of totals in fen. Each input line is a number of seconds: the slice over the sample is
repeated for about this long, and the output line is the processor time in µs per applicant. An engine with a function
`measured` does only a part of the work: that function is repeated in place of its `total`.
"""

import importlib
import json
import sys
import time
from pathlib import Path


def main():
    name, form, path = sys.argv[1:]
    engine = importlib.import_module(name)
    applicants = json.loads(Path(path).read_text(encoding="utf-8"))
    if form == "all":
        data = engine.natives(applicants)
        say([int(one) for one in engine.totals(data)])
        measure(lambda: engine.totals(data), len(applicants))
        return
    natives = [engine.native(one) for one in applicants]
    say([engine.total(one) for one in natives])

    measured = getattr(engine, "measured", engine.total)

    def run():
        for one in natives:
            measured(one)

    measure(run, len(applicants))


def measure(run, number):
    for line in sys.stdin:
        seconds, repeated = float(line), 0
        start = time.process_time()
        while time.process_time() - start < seconds or not repeated:
            run()
            repeated += 1
        say((time.process_time() - start) / repeated / number * 1e6)


def say(value):
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
