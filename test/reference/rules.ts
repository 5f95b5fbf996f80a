import { rules } from '../../src/analysis/rules';
import { message } from '../../src/messages/message';
import { type Language, type Texts, textsIn } from '../../src/messages/texts';
import { rulePage, ruleText } from '../../src/report/rulePage';

/** The pages of rules in a language, by their file's name. */
export function rulePages(language: Language): Map<string, string> {
  const texts = textsIn(language);
  const pages = rules.map(rule => [`${rule.id}.md`, rulePage(rule, texts)] as const);
  return new Map([['README.md', index(texts)], ...pages]);
}

function index({ say }: Texts): string {
  const rows = rules.map(
    ({ id, category, level }) =>
      `| [${id}](${id}.md) | ${category} | ${level} | ${say(ruleText(id, 'what'))} |`,
  );
  const titles = (['rule', 'of-category', 'default-level', 'reports'] as const).map(title =>
    say(message(`page.${title}`)),
  );
  return `# ${say(message('page.rules'))}\n\n| ${titles.join(' | ')} |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}
