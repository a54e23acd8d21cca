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
    if vim.lsp.start then
      vim.lsp.start(config) -- 0.8 or later: one server for a folder
    else
      clients[folder] = clients[folder] or vim.lsp.start_client(config)
      vim.lsp.buf_attach_client(event.buf, clients[folder])
    end
  end,
})
