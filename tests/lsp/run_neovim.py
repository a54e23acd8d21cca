"""Neovim with the configuration of the project: findings after a slip, hover, a name that is found, a lens that is run.

`.ci/full` runs it. It needs Neovim 0.7 or later (Debian: neovim).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.support.lsp.folder import POLICY, place_of, write_folder
from tests.support.processes import HUNG

ROOT = Path(__file__).resolve().parents[2]

SESSION = """
vim.g.ipdsl_command = {{ {python}, "-m", "ipdsl", "lsp" }}
vim.cmd("source " .. {configuration})
vim.cmd("edit " .. {page})
local answer = {{}}
local function wait(condition)
  assert(vim.wait({limit}, condition, 10), "no answer")
end
wait(function() return #vim.lsp.get_active_clients() > 0 end)
vim.api.nvim_buf_set_text(0, {line}, {column}, {line}, {column} + 5, {{ "price" }})
wait(function() return #vim.diagnostic.get(0) > 0 end)
answer.finding = vim.diagnostic.get(0)[1].code
answer.line = vim.diagnostic.get(0)[1].lnum
vim.api.nvim_buf_set_text(0, {line}, {column}, {line}, {column} + 5, {{ "prize" }})
wait(function() return #vim.diagnostic.get(0) == 0 end)
vim.api.nvim_win_set_cursor(0, {{ {line} + 1, {column} }})
local params = vim.lsp.util.make_position_params()
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", params, {limit})
answer.hover = vim.tbl_values(hover)[1].result.contents.value
local found = vim.lsp.buf_request_sync(0, "textDocument/definition", params, {limit})
answer.uri = vim.tbl_values(found)[1].result.uri
wait(function()
  vim.lsp.codelens.refresh()
  vim.wait(100)
  return #vim.lsp.codelens.get(0) > 0
end)
answer.lenses = vim.tbl_map(function(lens) return lens.command.title end, vim.lsp.codelens.get(0))
vim.ui.select = function(options, _, choose) choose(options[1]) end
vim.api.nvim_win_set_cursor(0, {{ 1, 0 }})
vim.api.nvim_feedkeys("grx", "mx", false)
wait(function() return vim.bo.buftype == "nofile" end)
answer.output = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")
io.stdout:write(vim.json and vim.json.encode(answer) or vim.fn.json_encode(answer))
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.cmd("qall!")
"""


def test_neovim_shows_the_finding_of_a_slip_and_what_a_name_means_and_runs_a_lens(tmp_path: Path) -> None:
    paths = write_folder(tmp_path)
    line, column = place_of(POLICY, "award 20000", "prize")
    script = tmp_path / "session.lua"
    texts = {
        "python": sys.executable,
        "configuration": str(ROOT / "editors" / "neovim" / "ipdsl.lua"),
        "page": paths["town"],
    }
    quoted = {name: json.dumps(text) for name, text in texts.items()}
    limit = HUNG * 1_000
    script.write_text(SESSION.format(**quoted, line=line - 1, column=column - 1, limit=limit), encoding="utf-8")
    done = subprocess.run(
        ["nvim", "--headless", "--clean", "-c", f"luafile {script}", "-c", "cquit 3"],
        cwd=ROOT, capture_output=True, text=True, timeout=HUNG, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["line"] == line - 1
    assert answer["finding"] == "N002"
    assert answer["hover"].startswith("**prize** 奖项")
    assert answer["uri"] == Path(paths["crafts"]).as_uri()
    assert answer["lenses"] == ["cases passed: 2"]
    assert answer["output"].startswith("$ ipdsl test town_2026.ipp\ntown_2026.ipp: 2 cases, 2 passed")
