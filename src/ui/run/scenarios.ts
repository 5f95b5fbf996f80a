import { l10n } from 'vscode';
import type { ScenarioEntry } from '../panelProtocol';
import { refusal } from '../trouble';

/** The scenarios a person can run. */
export class ScenarioCommands {
  async entries(): Promise<ScenarioEntry[]> {
    return [];
  }

  async run(_id?: string): Promise<void> {
    throw none();
  }

  async runAll(): Promise<void> {
    throw none();
  }
}

const none = () =>
  refusal({
    what: l10n.t('There is no scenario to run.'),
    why: l10n.t('This version carries none.'),
    remedy: l10n.t('Profile a file instead.'),
  });
