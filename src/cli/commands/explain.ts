import { rules } from '../../analysis/rules';
import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import { rulePage } from '../../report/rulePage';
import { type Command, type ExitCode, parse, type Surroundings } from '../command';

const help = `Usage: iopath explain [RULE]

Prints a rule's page: what it reports, why, an example before and after, limits. Without a name, lists the rules.

  --json       the rules' pages as JSON

Exit: 0 done, 2 bad arguments.
`;

const options = { json: { type: 'boolean' } } as const;

async function run(args: string[], around: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('explain', args, options);
  const chosen = positionals.length === 0 ? rules : positionals.map(ruleNamed);
  if (values.json) {
    const pages = chosen.map(({ id, category, level, docs }) => ({ id, category, level, docs }));
    around.out(`${JSON.stringify({ schema: 'iopath-rules/1', rules: pages }, null, 2)}\n`);
  } else around.out(positionals.length === 0 ? list() : chosen.map(rulePage).join('\n'));
  return 0;
}

function list(): string {
  const wide = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(
    ({ id, category, level, docs }) =>
      `${id.padEnd(wide + 2)}${category.padEnd(7)}${level.padEnd(9)}${docs.what}\n`,
  );
  return lines.join('');
}

function ruleNamed(name: string) {
  const rule = rules.find(({ id }) => id === name);
  if (rule) return rule;
  throw new Problem('input', {
    what: message('cli.rule', { name }),
    why: message('cli.rules', { rules: rules.map(({ id }) => id) }),
    remedy: message('cli.rule.remedy'),
  });
}

export const explain: Command = {
  name: 'explain',
  summary: 'what a rule of lint reports, and why',
  help,
  run,
};
