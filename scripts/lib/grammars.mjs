// The parsers' wasm: where each grammar of the languages comes from.
import { existsSync, readFileSync } from 'node:fs';

/** Most grammars come in one package; those that lack there, or are newer, in packages of their own name. */
const collection = '@vscode/tree-sitter-wasm';
const packagesOf = name => [name, `@tree-sitter-grammars/${name}`];

/** Names of the wasm files without ending: the parser's own, and a grammar or more of each language. */
export function grammarNames() {
  const languages = JSON.parse(readFileSync('src/model/languages.json', 'utf8'));
  return ['web-tree-sitter', ...new Set(Object.values(languages).flatMap(({ grammars }) => grammars))];
}

/**
 * The package a wasm file comes in, and its path from the clone's root.
 * @param {string} name without ending
 * @returns {{owner: string, path: string}}
 */
export function grammarFile(name) {
  const owner = packagesOf(name).find(folder => existsSync(`node_modules/${folder}/${name}.wasm`));
  return owner
    ? { owner, path: `node_modules/${owner}/${name}.wasm` }
    : { owner: collection, path: `node_modules/${collection}/wasm/${name}.wasm` };
}
