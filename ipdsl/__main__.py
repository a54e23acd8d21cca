"""`python -m ipdsl`, and the console script."""

from __future__ import annotations

from ipdsl.cli.main import cli


def main() -> None:
    """Run the command line and leave with its exit code."""
    cli()


if __name__ == "__main__":
    main()
