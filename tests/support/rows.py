"""Check a table of small cases in one test, where a test per case would cost more than the case."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import pytest
from _pytest.mark import ParameterSet

_Test: TypeAlias = Callable[..., None]


def each_row(names: str | tuple[str, ...], rows: Iterable[Any], every: int = 1) -> Callable[[_Test], _Test]:
    """Call the test for each row, as `parametrize` does, and report all rows that fail in one failure.

    It is for rows that cost one or two milliseconds and change nothing: all rows have the same fixtures. A row has no
    marks and no id. With `every`, the default run checks every `every`-th row; a test marked `broad` checks the others.
    """
    keys = (names,) if isinstance(names, str) else names
    table = [(row,) if isinstance(names, str) else tuple(row) for row in rows]
    if any(isinstance(value, ParameterSet) for row in table for value in row):
        raise TypeError("a row with marks or a name needs `parametrize`")
    others = [row for number, row in enumerate(table) if number % every]
    parts = [pytest.param(table[::every], id="some"), pytest.param(others, id="others", marks=pytest.mark.broad)]

    def decorate(test: _Test) -> _Test:
        def all_rows(table: list[tuple[Any, ...]] = table, **fixtures: Any) -> None:
            failed: list[tuple[dict[str, Any], BaseException]] = []
            for row in table:
                values = dict(zip(keys, row, strict=True))
                try:
                    test(**values, **fixtures)
                except (Exception, pytest.fail.Exception) as error:
                    failed.append((values, error))
            if failed:
                told = (f"{_shown(values)}\n{type(error).__name__}: {error}" for values, error in failed)
                raise AssertionError("\n\n".join([f"{len(failed)} of {len(table)} rows fail", *told])) from failed[0][1]

        signature = inspect.signature(test)
        left = [parameter for name, parameter in signature.parameters.items() if name not in keys]
        all_rows.__name__, all_rows.__qualname__ = test.__name__, test.__qualname__
        all_rows.__module__, all_rows.__doc__ = test.__module__, test.__doc__
        all_rows.__dict__.update(test.__dict__)
        left += [] if every == 1 else [inspect.Parameter("table", inspect.Parameter.KEYWORD_ONLY)]
        all_rows.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return all_rows if every == 1 else pytest.mark.parametrize("table", parts)(all_rows)

    return decorate


def _shown(values: dict[str, Any]) -> str:
    return "row " + ", ".join(f"{name}={value!r}" for name, value in values.items())
