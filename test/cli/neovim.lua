-- What a person does with `iopath lsp` in Neovim: opens a file, reads the diagnostics, hovers, applies the fix. Environment:
-- IOPATH_LSP the server's command as JSON, IOPATH_FILE the file, IOPATH_OUT where the JSON of what came goes.
local function client()
  local options = { name = 'iopath', cmd = vim.fn.json_decode(vim.env.IOPATH_LSP), root_dir = vim.fn.getcwd() }
  if vim.lsp.start then return vim.lsp.start(options) end
  -- Neovim 0.7
  local id = vim.lsp.start_client(options)
  vim.lsp.buf_attach_client(0, id)
  return id
end

local function request(method, params)
  params.textDocument = vim.lsp.util.make_text_document_params()
  local answers, problem = vim.lsp.buf_request_sync(0, method, params, 60000)
  assert(answers, method .. ': ' .. tostring(problem))
  local _, answer = next(answers)
  assert(not answer.err and not answer.error, method .. ': ' .. vim.inspect(answer))
  return answer.result
end

local function session()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.IOPATH_FILE))
  local id = assert(client())
  assert(vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50), 'no diagnostics came')
  local first = vim.diagnostic.get(0)[1]
  local here = { line = first.lnum, character = first.col }
  local found = {
    version = tostring(vim.version().major) .. '.' .. tostring(vim.version().minor),
    diagnostics = vim.tbl_map(function(each)
      return { line = each.lnum + 1, message = each.message, source = each.source }
    end, vim.diagnostic.get(0)),
    hover = request('textDocument/hover', { position = here }).contents,
    lenses = request('textDocument/codeLens', {}),
  }
  local actions = request('textDocument/codeAction', {
    range = { start = here, ['end'] = here },
    context = { diagnostics = {} },
  })
  found.actions = vim.tbl_map(function(action) return action.title end, actions)
  for _, action in ipairs(actions) do
    if action.edit and action.isPreferred then
      local encoding = vim.lsp.get_client_by_id(id).offset_encoding
      vim.lsp.util.apply_workspace_edit(action.edit, encoding)
      break
    end
  end
  found.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  found.gone = vim.wait(60000, function() return #vim.diagnostic.get(0) == 0 end, 50)
  vim.lsp.stop_client(id)
  assert(vim.wait(60000, function() return vim.lsp.client_is_stopped(id) end, 50), 'the server did not end')
  return found
end

local fine, found = pcall(session)
vim.fn.writefile({ vim.fn.json_encode(fine and found or { problem = found }) }, vim.env.IOPATH_OUT)
vim.cmd('qall!')
