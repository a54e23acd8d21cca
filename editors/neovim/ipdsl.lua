-- Starts the language server for pages (`*.ipp`). Put this file into ~/.config/nvim/plugin/, or source it from init.lua.
-- Neovim 0.7 or later. `vim.g.ipdsl_command` is the program with its arguments, by default { "ipdsl", "lsp" }.

vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
  pattern = "*.ipp",
  callback = function()
    vim.bo.filetype = "ipdsl"
  end,
})

local clients = {}

vim.api.nvim_create_autocmd("FileType", {
  pattern = "ipdsl",
  callback = function(event)
    vim.bo.shiftwidth = 2
    vim.bo.expandtab = true
    vim.bo.commentstring = "# %s"
    local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(event.buf), ":p:h")
    local config = { name = "ipdsl", cmd = vim.g.ipdsl_command or { "ipdsl", "lsp" }, root_dir = folder }
    if vim.lsp.start then
      vim.lsp.start(config) -- 0.8 or later: one server for a folder
    else
      clients[folder] = clients[folder] or vim.lsp.start_client(config)
      vim.lsp.buf_attach_client(event.buf, clients[folder])
    end
  end,
})
