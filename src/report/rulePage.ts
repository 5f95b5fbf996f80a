import type { RuleInfo } from '../model/rule';

/** Where a rule's page opens in an editor that has the extension; no other address is the same on every machine. */
export const ruleUri = (id: string): string => `vscode://io-path-profiler.io-path-profiler/rules/${id}`;

/** A rule's page in Markdown: what, why, an example before and after, how to turn it off, limits. */
export function rulePage({ id, category, level, docs }: RuleInfo): string {
  const { what, why, instead, example, limits } = docs;
  const fence = (text: string) => `\`\`\`${example.language}\n${text}\n\`\`\``;
  return `${[
    `# ${id}`,
    what,
    `Category: \`${category}\`, ${categories[category]}. Default level: \`${level}\`, ${levelTexts[level]}.`,
    '## Why',
    why,
    '## Instead',
    instead,
    '## Example',
    'Before:',
    fence(example.before),
    'After:',
    fence(example.after),
    '## Limits',
    limits,
    '## Turn it off',
    'For one place, in a comment on the same line or the line above, with the reason:',
    `\`\`\`text\niopath-ignore ${id}: the reason\n\`\`\``,
    'For a project, in `iopath.config.json`:',
    `\`\`\`json\n{ "rules": { "${id}": "off" } }\n\`\`\``,
  ].join('\n\n')}\n`;
}

const categories: Record<RuleInfo['category'], string> = {
  perf: 'fewer copies or mode switches',
  style: 'tidier code with the same copies',
  configuration: 'settings of servers',
};

const levelTexts: Record<RuleInfo['level'], string> = {
  off: 'not reported',
  info: 'reported without a change of the exit code',
  warning: 'reported, and `iopath lint` exits with 1',
  error: 'reported, and `iopath lint` exits with 1',
};
