import { rules } from '../../src/analysis/rules';
import { rulePage } from '../../src/report/rulePage';

/** The files of docs/rules, by name. */
export function rulePages(): Map<string, string> {
  const rows = rules.map(
    ({ id, category, level, docs }) => `| [${id}](${id}.md) | ${category} | ${level} | ${docs.what} |`,
  );
  const index = `# Rules\n\n| Rule | Category | Default level | Reports |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  return new Map([['README.md', index], ...rules.map(rule => [`${rule.id}.md`, rulePage(rule)] as const)]);
}
