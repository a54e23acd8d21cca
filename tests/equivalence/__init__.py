"""Compare two versions of ipdsl on the same inputs, byte for byte. Kept until the columns are rewritten.

    python -m tests.equivalence --base main              # all parts, 1,000 pairs, a fresh seed
    python -m tests.equivalence --pairs 100 --only pairs,findings

The wheel of a base commit is compared with the working tree. First, the generators of the tree write inputs as plain
files and a list of calls: `inputs.py`, and a module for each subject. Then `runner/` makes the calls in two processes,
one for each version (`sides.py`). It uses only the public names of ipdsl. Finally, `comparison.py` compares the
results. docs/dev/contributing.md says when to run it.
"""
