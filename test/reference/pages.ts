import { commandsPage } from './commands';
import { messagesPage } from './messages';
import { reportPage } from './report';
import { rulePages } from './rules';
import { settingsPage } from './settings';
import { strategiesPage } from './strategies';

type Pages = ReadonlyMap<string, string>;

/** Folders of pages that are written from the code, below docs/: their files by name. */
export const writtenPages: Readonly<Record<string, () => Pages | Promise<Pages>>> = {
  rules: () => rulePages('en'),
  'rules/ru': () => rulePages('ru'),
  'rules/zh-cn': () => rulePages('zh-cn'),
  reference: async () =>
    new Map([
      ['commands.md', await commandsPage()],
      ['messages.md', messagesPage()],
      ['report.md', reportPage()],
      ['settings.md', settingsPage()],
      ['strategies.md', strategiesPage()],
    ]),
};

export { writtenTables } from './tables';
