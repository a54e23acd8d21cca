-- Starts the language server for pages (`*.ipp`). Put this file into ~/.config/nvim/plugin/, or source it from init.lua.
-- Neovim 0.7 or later. `grx` runs a lens of the line, such as the cases of a page or the trace of a claim. `vim.g.ipdsl_command` is the program with its arguments, by default { "ipdsl", "lsp" }.

vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
  pattern = "*.ipp",
  callback = function()
    vim.bo.filetype = "ipdsl"
  end,
})

-- The command of a lens: save the page, and show what the command prints in a window.
vim.lsp.commands["ipdsl.show"] = function(command, context)
  vim.api.nvim_buf_call(context.bufnr, function()
    vim.cmd("silent update")
  end)
  local params = { command = command.command, arguments = command.arguments }
  vim.lsp.buf_request(context.bufnr, "workspace/executeCommand", params, function(_, printed)
    vim.cmd("botright new")
    vim.bo.buftype = "nofile"
    vim.bo.bufhidden = "wipe"
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(printed or "", "\n"))
  end)
end

local handlers = vim.lsp.handlers
handlers["workspace/codeLens/refresh"] = handlers["workspace/codeLens/refresh"] or function()
  vim.lsp.codelens.refresh()
  return vim.NIL
end

local clients = {}
local attached = {}

-- A key that is pressed while the server starts waits for it.
local function wait_for_server()
  local buffer = vim.api.nvim_get_current_buf()
  vim.wait(5000, function()
    return attached[buffer]
  end, 50)
end

-- The words for the place of the cursor. The server also finds a word by its label and by initials in pinyin. So it is
-- asked again after each key, and the answer is not compared with the typed letters a second time.
local offered = { start = 0, words = {} }

function _G.ipdsl_complete(findstart, _)
  if findstart == 0 then
    return { words = offered.words, refresh = "always" }
  end
  wait_for_server()
  local line = vim.api.nvim_get_current_line()
  offered = { start = vim.api.nvim_win_get_cursor(0)[2], words = {} }
  local items = {}
  local params = vim.lsp.util.make_position_params(0, "utf-16")
  for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/completion", params, 2000) or {}) do
    for _, item in ipairs((answer.result or {}).items or {}) do
      local start = vim.str_byteindex(line, item.textEdit.range.start.character, true)
      offered.start = math.min(offered.start, start)
      table.insert(items, { start = start, text = item.textEdit.newText, detail = item.detail })
    end
  end
  for _, item in ipairs(items) do
    local word = line:sub(offered.start + 1, item.start) .. item.text
    table.insert(offered.words, { word = word, abbr = item.text, menu = item.detail or "", icase = 1 })
  end
  return offered.start
end

local KEYS = {
  K = vim.lsp.buf.hover,
  gra = vim.lsp.buf.code_action,
  grn = vim.lsp.buf.rename,
  grr = vim.lsp.buf.references,
  grd = vim.lsp.buf.definition,
  grf = vim.lsp.buf.format or vim.lsp.buf.formatting,
  gO = vim.lsp.buf.document_symbol,
  ["[d"] = vim.diagnostic.goto_prev,
  ["]d"] = vim.diagnostic.goto_next,
  ["<C-W>d"] = vim.diagnostic.open_float,
}

local function set_keys(buffer)
  for keys, action in pairs(KEYS) do
    vim.keymap.set("n", keys, function()
      wait_for_server()
      action()
    end, { buffer = buffer })
  end
  vim.bo[buffer].omnifunc = "v:lua.ipdsl_complete"
  vim.bo[buffer].autoindent = true
  vim.opt.completeopt = { "menuone", "noinsert" }
end

local function attach(_, buffer)
  attached[buffer] = true
  vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave" }, { buffer = buffer, callback = vim.lsp.codelens.refresh })
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = "ipdsl",
  callback = function(event)
    vim.bo.shiftwidth = 2
    vim.bo.expandtab = true
    vim.bo.commentstring = "# %s"
    vim.keymap.set("n", "grx", vim.lsp.codelens.run, { buffer = event.buf, desc = "Run a lens of the line" })
    local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(event.buf), ":p:h")
    local config = { name = "ipdsl", cmd = vim.g.ipdsl_command or { "ipdsl", "lsp" }, root_dir = folder }
    config.init_options = { showsOutput = true }
    config.on_attach = attach
    if vim.lsp.start then
      vim.lsp.start(config) -- 0.8 or later: one server for a folder
    else
      clients[folder] = clients[folder] or vim.lsp.start_client(config)
      vim.lsp.buf_attach_client(event.buf, clients[folder])
    end
    set_keys(event.buf)
  end,
})
