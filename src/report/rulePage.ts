import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Message } from '../model/message';
import type { RuleInfo } from '../model/rule';

/** Where a rule's page opens in an editor that has the extension; no other address is the same on every machine. */
export const ruleUri = (id: string): string => `vscode://io-path-profiler.io-path-profiler/rules/${id}`;

/** What a rule reports, why, what to write in its place, and what it can't see. */
export const ruleText = (id: RuleInfo['id'], part: 'what' | 'why' | 'instead' | 'limits'): Message =>
  message(`rule.${id}.${part}`);

/** A rule's page in Markdown: what, why, an example before and after, how to turn it off, limits. */
export function rulePage({ id, category, level, example }: RuleInfo, { say }: Texts = textsIn('en')): string {
  const fence = (text: string) => `\`\`\`${example.language}\n${text}\n\`\`\``;
  const title = (part: 'why' | 'instead' | 'example' | 'limits' | 'off') =>
    `## ${say(message(`page.${part}`))}`;
  const text = (part: Parameters<typeof ruleText>[1]) => say(ruleText(id, part));
  const kind = {
    category,
    level,
    meaning: message(`page.${category}`),
    effect: message(`page.level.${level}`),
  };
  return `${[
    `# ${id}`,
    text('what'),
    say(message('page.category', kind)),
    title('why'),
    text('why'),
    title('instead'),
    text('instead'),
    title('example'),
    say(message('page.before')),
    fence(example.before),
    say(message('page.after')),
    fence(example.after),
    title('limits'),
    text('limits'),
    title('off'),
    say(message('page.off-here')),
    `\`\`\`text\niopath-ignore ${id}: ${say(message('page.reason'))}\n\`\`\``,
    say(message('page.off-project')),
    `\`\`\`json\n{ "rules": { "${id}": "off" } }\n\`\`\``,
  ].join('\n\n')}\n`;
}
