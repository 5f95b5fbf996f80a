// A loop rule for ast-grep that is comparable with copy-loop as far as a pattern can be: a loop with a call whose name
// speaks of reading and one whose name speaks of writing. It follows no buffer, so it does less than lint does.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cLoops = ['while_statement', 'for_statement', 'do_statement'];
const ecma = [...cLoops, 'for_in_statement'];

/** Node types of loops and calls in ast-grep's grammars. */
const shapes = {
  C: { loops: cLoops, calls: ['call_expression'] },
  Cpp: { loops: [...cLoops, 'for_range_loop'], calls: ['call_expression'] },
  CSharp: { loops: [...cLoops, 'foreach_statement'], calls: ['invocation_expression'] },
  Go: { loops: ['for_statement'], calls: ['call_expression'] },
  Java: { loops: [...cLoops, 'enhanced_for_statement'], calls: ['method_invocation'] },
  Kotlin: { loops: ['while_statement', 'for_statement', 'do_while_statement'], calls: ['call_expression'] },
  Python: { loops: ['while_statement', 'for_statement'], calls: ['call'] },
  Rust: { loops: ['loop_expression', 'while_expression', 'for_expression'], calls: ['call_expression'] },
  JavaScript: { loops: ecma, calls: ['call_expression'] },
  TypeScript: { loops: ecma, calls: ['call_expression'] },
  Tsx: { loops: ecma, calls: ['call_expression'] },
};

/** Writes the rules and their configuration below `folder`; gives the configuration's path. */
export function writeRules(folder) {
  mkdirSync(join(folder, 'rules'), { recursive: true });
  for (const [language, shape] of Object.entries(shapes))
    writeFileSync(join(folder, 'rules', `${language}.yml`), JSON.stringify(ruleOf(language, shape)));
  const config = join(folder, 'sgconfig.yml');
  writeFileSync(config, 'ruleDirs: [rules]\n');
  return config;
}

/** JSON is YAML. */
function ruleOf(language, { loops, calls }) {
  const kinds = types => ({ any: types.map(kind => ({ kind })) });
  const holds = regex => ({ has: { stopBy: 'end', all: [kinds(calls), { regex }] } });
  const rule = { all: [kinds(loops), holds('(?i)(read|recv)\\w*\\('), holds('(?i)(write|send)\\w*\\(')] };
  return { id: `copy-loop-${language}`, language, severity: 'info', message: 'a loop that copies', rule };
}
