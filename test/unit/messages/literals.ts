import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { loadWasm } from '../../detectors/wasm';

/** Texts of the sources that people read: `{0}`, `{1}` … stand where a value is put in. */
export async function templatesIn(folder: string, leaveOut: RegExp): Promise<Map<string, string>> {
  ready ??= loadWasm('web-tree-sitter').then(wasmBinary => Parser.init({ wasmBinary }));
  await ready;
  const found = new Map<string, string>();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter(file => /\.ts$/.test(file) && !leaveOut.test(join(folder, file)))) {
    const file = join(folder, name);
    const tree = await parse(file);
    for (const text of textsOf(tree)) if (isReadable(text)) found.set(text, file);
  }
  return found;
}

let ready: Promise<void> | undefined;
let parser: Promise<Parser> | undefined;

async function parse(file: string): Promise<Node> {
  parser ??= loadWasm('tree-sitter-typescript').then(async wasm =>
    new Parser().setLanguage(await Language.load(wasm)),
  );
  return (await parser).parse(readFileSync(file, 'utf8'))!.rootNode;
}

/** Two words in a row: anything less is a name, not a sentence's part. */
const isReadable = (text: string) =>
  /\p{L}{2,}[,.:;]? (\p{L}|\{)|\}:? \p{L}{2,}/u.test(text) && !text.includes('\n');

function textsOf(node: Node): string[] {
  if (/^(import_statement|comment)$/.test(node.type)) return [];
  const own = textOf(node);
  // A literal that is part of a longer text is no text of its own; what is put into a template is.
  if (own !== null && node.type !== 'template_string') return [own];
  const inner = node.namedChildren.flatMap(child => (child ? textsOf(child) : []));
  return own === null ? inner : [own, ...inner];
}

function textOf(node: Node): string | null {
  if (node.type === 'string') return unescaped(node.text.slice(1, -1));
  if (node.type !== 'template_string') return null;
  let text = '';
  let from = node.startIndex + 1;
  const values = node.namedChildren.filter(child => child?.type === 'template_substitution');
  values.forEach((value, index) => {
    text += `${node.text.slice(from - node.startIndex, value!.startIndex - node.startIndex)}{${index}}`;
    from = value!.endIndex;
  });
  return unescaped(text + node.text.slice(from - node.startIndex, -1));
}

const unescaped = (text: string) =>
  text.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
