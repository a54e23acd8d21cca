"""A cache for one test, a small policy with a small vocabulary, and new processes that use both."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from ipdsl.base.cache import build_id
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.processes import HUNG

build_id()  # computed now: editing a source while the tests run would disable the cache

VOCABULARY = """vocabulary words "Words"

applicant firm "企业"
record prize "奖项"
  key number
  level text
  event won "获奖" on won_on
  worth money
"""
POLICY = """policy small "Small"
  document "X〔2020〕1号"
  effective 2020-01-01 to 2022-12-31
  use words

article 1 "Prizes"
  award 1000 once when prize won
"""
FACTS = (
    '{"applicant": {"id": "F1", "kinds": ["firm"]},'
    ' "records": {"prize": [{"number": "A", "won_on": "2021-03-01", "level": "high", "worth": 5}]}}'
)


@attrs.frozen
class Home:
    """A folder with the pages, the facts, the cache and the key."""

    path: Path

    @property
    def policy(self) -> Path:
        return self.path / "small.ipp"

    @property
    def vocabulary(self) -> Path:
        return self.path / "words.ipp"

    @property
    def facts(self) -> Path:
        return self.path / "facts.json"

    @property
    def folder(self) -> Path:
        """The folder of the entries."""
        return self.path / "cache" / "ipdsl"

    @property
    def key(self) -> Path:
        return self.path / "config" / "ipdsl" / "cache.key"

    @property
    def entries(self) -> list[Path]:
        return sorted(self.folder.glob("*-*")) if self.folder.is_dir() else []

    def entry(self, kind: str) -> Path:
        """The only entry of a kind."""
        (found,) = (entry for entry in self.entries if entry.name.startswith(f"{kind}-"))
        return found

    @property
    def places(self) -> dict[str, str]:
        """The folders of the cache and of its key, as environment variables."""
        return {"IPDSL_CACHE_DIR": str(self.path / "cache"), "XDG_CONFIG_HOME": str(self.path / "config")}

    @property
    def variables(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), **self.places}

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start a new process."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.variables | variables,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **variables: str) -> str:
        """The output of a command, which must succeed with an empty standard error."""
        ran = run(*arguments, variables=self.places | variables)
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    def eval(self, *options: str, **variables: str) -> str:
        return self.run("eval", str(self.policy), "--full", "--facts", str(self.facts), *options, **variables)

    def imported(self, *arguments: str) -> set[str]:
        """The modules that a command imports."""
        script = (
            "import sys\n"
            "from ipdsl.cli.main import cli\n"
            f"try: cli({list(arguments)!r})\n"
            "except SystemExit: pass\n"
            "print(*sys.modules, file=sys.stderr)"
        )
        with self.start("-c", script) as process:
            _, err = process.communicate(timeout=HUNG)
        return set(err.split())


def home(path: Path) -> Home:
    """A new home in this folder."""
    made = Home(path.resolve())
    made.policy.write_text(POLICY, encoding="utf-8")
    made.vocabulary.write_text(VOCABULARY, encoding="utf-8")
    made.facts.write_text(FACTS, encoding="utf-8")
    return made


def own_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A small policy with a cache that only this process and its child processes use."""
    made = home(folder)
    for name in ("IPDSL_CACHE_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, made.variables[name])
    return made
