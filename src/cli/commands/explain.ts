import { rules } from '../../analysis/rules';
import { message } from '../../messages/message';
import { type Texts, textsIn } from '../../messages/texts';
import { Problem } from '../../model/problem';
import type { RuleInfo } from '../../model/rule';
import { rulePage, ruleText } from '../../report/rulePage';
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
    const pages = chosen.map(jsonOf);
    around.out(`${JSON.stringify({ schema: 'iopath-rules/1', rules: pages }, null, 2)}\n`);
  } else around.out(positionals.length === 0 ? list(around.texts) : pagesOf(chosen, around.texts));
  return 0;
}

/** In English, as all JSON. */
function jsonOf({ id, category, level, example }: RuleInfo) {
  const text = (part: Parameters<typeof ruleText>[1]) => english.say(ruleText(id, part));
  const docs = {
    what: text('what'),
    why: text('why'),
    instead: text('instead'),
    example,
    limits: text('limits'),
  };
  return { id, category, level, docs };
}

const english = textsIn('en');

const pagesOf = (chosen: readonly RuleInfo[], texts: Texts) =>
  chosen.map(rule => rulePage(rule, texts)).join('\n');

function list({ say }: Texts): string {
  const wide = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(
    ({ id, category, level }) =>
      `${id.padEnd(wide + 2)}${category.padEnd(15)}${level.padEnd(9)}${say(ruleText(id, 'what'))}\n`,
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
