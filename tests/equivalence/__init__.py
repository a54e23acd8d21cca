"""Two versions of ipdsl on the same inputs, compared byte for byte. Kept until the columns are rewritten.

    python -m tests.equivalence --base main              # all parts, 1,000 pairs, a fresh seed
    python -m tests.equivalence --pairs 100 --only pairs,findings

The wheel of a base commit and the working tree are compared. First the generators of the tree write inputs as plain
files and a list of calls: `inputs.py`, and a module for each subject. Then `runner/`, which knows only the public names
of ipdsl, makes the calls in two processes, one for each version (`sides.py`). At last `comparison.py` compares what
was written. docs/contributing.md says when to run it.
"""
