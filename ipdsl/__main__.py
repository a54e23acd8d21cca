"""`python -m ipdsl`, and the console script."""

from __future__ import annotations

import gc

SELDOM = (200_000, 20, 100)
"""When to look for circular garbage: a short process makes little of it, and each look costs a tenth of the run."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(*SELDOM)
    from ipdsl.cli.main import cli  # modules make many objects: the threshold is set before their import

    try:
        cli()
    finally:
        gc.freeze()  # the end of the process frees all objects at once, so that a search for garbage is not necessary


if __name__ == "__main__":
    main()
