// `iopath lsp` in an editor that people use.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { findTool } from '../../scripts/lib/toolchains.mjs';
import { cli, tree } from './iopath';
import { neovimSession } from './neovim';

const neovim = findTool('nvim');
const { path, write } = tree();

const copier = `import os


def copy(source: str, target: str) -> None:
    with open(source, "rb") as reader, open(target, "wb") as writer:
        while True:
            data = reader.read(65536)
            if not data:
                break
            writer.write(data)
`;

test(
  'Neovim shows a loop, its path and its lenses, and applies the fix',
  { skip: 'why' in neovim && neovim.why },
  () => {
    assert.ok('path' in neovim);
    const found = neovimSession(neovim.path, {
      file: write('copy it.py', copier),
      cwd: path,
      server: [process.execPath, cli, 'lsp'],
      out: join(path, 'session.json'),
    });
    assert.deepEqual(
      found.diagnostics.map(({ line, source }) => [line, source]),
      [[6, 'I/O Path']],
    );
    assert.match(found.hover.value, /page cache/);
    assert.ok(
      found.lenses.some(({ command }) => /copies/.test(command.title)),
      JSON.stringify(found.lenses),
    );
    assert.ok(found.actions.length > 0);
    assert.match(found.text, /os\.copy_file_range/);
    assert.ok(found.gone, 'the finding goes with its loop');
  },
);
