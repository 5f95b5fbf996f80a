import type { Scope } from '../../source/scope';
import type { SourceFile } from '../../source/sourceFile';
import type { Call } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';

/** What names stand for that a file takes from modules: `open` → `fs.promises.open`, `fsp` → `fs.promises`. */
type Imports = Map<string, string>;

const known = new WeakMap<SourceFile, Imports>();

/** Packages that stand in for Node's own `fs`. */
const sameAsFs = /^(graceful-fs|fs-extra|original-fs|mz\/fs|pify-fs)$/;

function moduleName(written: string): string {
  const plain = written.replace(/^node:/, '');
  return sameAsFs.test(plain) ? 'fs' : plain.replace(/\//g, '.');
}

function importsOf(file: SourceFile): Imports {
  const found = known.get(file);
  if (found) return found;
  const imports: Imports = new Map();
  const named = (list: string, module: string): void => {
    for (const part of list.split(',')) {
      const [original, local] = part
        .trim()
        .replace(/^type\s+/, '')
        .split(/\s+as\s+|\s*:\s*/);
      if (original) imports.set(local ?? original, `${module}.${original}`);
    }
  };
  const es = /import\s+(?:type\s+)?(?:\*\s+as\s+)?(\w+)?\s*,?\s*(?:\{([^}]*)\})?\s*from\s*['"]([^'"]+)['"]/g;
  for (const [, whole, list, module] of file.text.matchAll(es)) {
    if (whole) imports.set(whole, moduleName(module!));
    if (list) named(list, moduleName(module!));
  }
  const cjs =
    /(?:const|let|var)\s+(?:(\w+)|\{([^}]*)\})\s*=\s*(?:await\s+)?(?:require|import)\s*\(\s*['"]([^'"]+)['"]\s*\)(?:\.(\w+))?/g;
  for (const [, whole, list, module, member] of file.text.matchAll(cjs)) {
    const path = moduleName(module!) + (member ? `.${member}` : '');
    if (whole) imports.set(whole, path);
    if (list) named(list, path);
  }
  known.set(file, imports);
  return imports;
}

/** A call's path from its module on: `fs.promises.open`, `tls.connect`; as written where nothing is imported. */
export function modulePath(call: Call, scope: Scope): string {
  const imports = importsOf(scope.file);
  if (!call.receiver) return imports.get(call.name) ?? call.name;
  const required = call.receiver.kind === 'call' && call.receiver.name === 'require';
  if (required && call.receiver.kind === 'call') {
    const module = call.receiver.args[0];
    return `${module?.kind === 'literal' ? moduleName(String(module.value)) : ''}.${call.name}`;
  }
  const [root, ...rest] = (keyOf(call.receiver) ?? '').split('.');
  return [imports.get(root!) ?? root, ...rest, call.name].join('.');
}
