import { commands, type Disposable, env, l10n, Uri, window } from 'vscode';
import { refusal } from './problem';

/** An address that opens a rule's page in this editor. */
export const rulePageUri = (rule: string): Uri =>
  Uri.from({ scheme: env.uriScheme, authority: 'io-path-profiler.io-path-profiler', path: `/rules/${rule}` });

/** Shows a rule's page; of anything else, the list of rules. */
export async function showRule(extensionUri: Uri, rule: unknown): Promise<void> {
  const { ruleIds } = await import('../model/rule');
  const name = rule === undefined ? 'README' : ruleIds.find(id => id === rule);
  if (name === undefined) throw noRule(String(rule), ruleIds.join(', '));
  const { languageOf } = await import('../messages/texts');
  const language = languageOf(env.language);
  const folder = Uri.joinPath(extensionUri, 'docs', 'rules', language === 'en' ? '' : language);
  const page = Uri.joinPath(folder, `${name}.md`);
  await commands.executeCommand('markdown.showPreview', page);
}

/** Opens `…/rules/RULE` addresses, as SARIF logs and the Problems list hold them. */
export const openRuleAddresses = (extensionUri: Uri): Disposable =>
  window.registerUriHandler({
    handleUri: async ({ path }) => {
      const rule = /^\/rules\/([\w-]+)$/.exec(path)?.[1];
      if (rule) await commands.executeCommand('ioPath.explainRule', rule);
      else await showRule(extensionUri, undefined);
    },
  });

const noRule = (name: string, rules: string) =>
  refusal({
    what: l10n.t('There is no rule {name}.', { name }),
    why: l10n.t('The rules are: {rules}.', { rules }),
    remedy: l10n.t('Choose one of them.'),
  });
