import { commandsPage } from './commands';
import { messagesPage } from './messages';
import { reportPage } from './report';
import { rulePages } from './rules';
import { settingsPage } from './settings';
import { strategiesPage } from './strategies';

/** Folders of pages that are written from the code, below docs/: their files by name. */
export const writtenPages: Readonly<Record<string, () => ReadonlyMap<string, string>>> = {
  rules: rulePages,
  reference: () =>
    new Map([
      ['commands.md', commandsPage()],
      ['messages.md', messagesPage()],
      ['report.md', reportPage()],
      ['settings.md', settingsPage()],
      ['strategies.md', strategiesPage()],
    ]),
};
