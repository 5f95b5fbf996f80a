import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folders: Record<string, string> = {
  'web-tree-sitter': 'web-tree-sitter',
  'tree-sitter-c': 'tree-sitter-c',
  'tree-sitter-kotlin': '@tree-sitter-grammars/tree-sitter-kotlin',
};

/** Grammars from the packages they come in, so that the tests need no build. */
export function loadWasm(name: string): Promise<Uint8Array> {
  return readFile(join('node_modules', folders[name] ?? '@vscode/tree-sitter-wasm/wasm', `${name}.wasm`));
}
