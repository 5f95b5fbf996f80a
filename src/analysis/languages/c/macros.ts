import type { Node } from 'web-tree-sitter';
import type { HiddenEffect, SourceFile } from '../../source/languageTables';
import { perFile } from '../../source/perFile';

const jump = /\b(return|break|continue|goto)\b/;
/** `total += n`, `count = 0`, `rounds++`; comparisons are none. */
const change = /[^=!<>]=(?!=)|\+\+|--/;

/** What the macros of a file do that their names do not say. */
export const hiddenEffects = perFile((file: SourceFile): ReadonlyMap<string, HiddenEffect> => {
  const effects = new Map<string, HiddenEffect>();
  for (const node of file.nodes(['preproc_def', 'preproc_function_def'])) {
    const name = node.childForFieldName('name')?.text;
    const text = node.childForFieldName('value')?.text ?? '';
    if (name && jump.test(text)) effects.set(name, change.test(text) ? 'counts-and-leaves' : 'leaves');
    else if (name && isCallOfItsOwn(node, name, text)) effects.set(name, 'calls-another');
  }
  return effects;
});

/** The system's name of a call that a macro stands for, with the arguments in the same order: `_read(fd, buf, n)`. */
const plainCalls = /^(_*(p?read|p?write)(64)?|send|recv|f(read|write)(_unlocked)?)$/;

/** Whether `#define read(fd, to, size) …` is anything but the call of that name, or its like, of the same arguments. */
function isCallOfItsOwn(node: Node, name: string, text: string): boolean {
  const parameters = node.childForFieldName('parameters')?.namedChildren.map(part => part?.text ?? '');
  if (!parameters || !plainCalls.test(name)) return false;
  const [, called, list] = /^\s*\(?\s*(?:::)?(\w+)\s*\((.*)\)\s*\)?\s*$/s.exec(text) ?? [];
  const given = list?.split(',').map(part => part.trim().replace(/^\((\w+)\)$/, '$1'));
  const isSame = given !== undefined && [0, 1, 2].every(at => given[at] === parameters[at]);
  const flags = given?.slice(3).flatMap(part => part.split('|')) ?? [];
  const isFlag = (part: string): boolean => /^(0|[A-Z]\w*)$/.test(part) || parameters.includes(part);
  return !(called && plainCalls.test(called) && isSame && flags.every(part => isFlag(part.trim())));
}
