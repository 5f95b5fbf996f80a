import { l10n, Uri, window, workspace } from 'vscode';
import { version } from '../../../package.json';
import { rules } from '../../analysis/rules';
import type { Finding, ReportedFinding } from '../../model/finding';
import { lintJson } from '../../report/lintLog';
import { sarifOf } from '../../report/sarif';
import type { WorkspaceSettings } from '../files/projectSettings';
import { refusal } from '../problem';
import { texts } from '../texts';
import type { FileNode } from './tree';

/** Asks for a format and a place, and writes the findings of the tree. Null where the person changed their mind. */
export async function exportFindings(
  files: readonly FileNode[],
  settings: WorkspaceSettings,
): Promise<Uri | null> {
  if (files.length === 0) throw nothingFound();
  const format = await pickFormat();
  const target = format && (await pickPlace(format));
  if (!format || !target) return null;
  await workspace.fs.writeFile(target, await findingsFile(files, settings, format));
  return target;
}

type Format = 'sarif' | 'json';

/** The findings as a file of that format. */
export async function findingsFile(
  files: readonly FileNode[],
  settings: WorkspaceSettings,
  format: Format,
): Promise<Uint8Array> {
  const log = {
    findings: await reported(files, settings),
    files: files.length,
    suppressed: [],
    notes: [],
    skipped: [],
  };
  const value =
    format === 'sarif' ? sarifOf({ ...log, rules, version, uriOf: encodeURI }, await texts()) : lintJson(log);
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

async function pickFormat(): Promise<Format | null> {
  const items: { format: Format; label: string; detail: string }[] = [
    { format: 'sarif', label: 'SARIF', detail: l10n.t('For code scanning and other viewers of findings') },
    { format: 'json', label: 'JSON', detail: l10n.t('As `iopath lint --json` writes them') },
  ];
  const picked = await window.showQuickPick(items, { title: l10n.t('Export the findings as') });
  return picked?.format ?? null;
}

async function pickPlace(format: Format): Promise<Uri | null> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `iopath.${format}`;
  const target = await window.showSaveDialog({
    defaultUri: folder ? Uri.joinPath(folder, name) : Uri.file(name),
    filters: { [format === 'sarif' ? 'SARIF' : 'JSON']: [format] },
    title: l10n.t('Export the findings as'),
  });
  return target ?? null;
}

async function reported(files: readonly FileNode[], settings: WorkspaceSettings): Promise<ReportedFinding[]> {
  const each = files.flatMap(({ uri, findings }) => findings.map(finding => ({ uri, finding })));
  return Promise.all(
    each.map(async ({ uri, finding }) => ({
      ...finding,
      file: workspace.asRelativePath(uri),
      level: await levelOf(uri, finding, settings),
      // Only the scan of a disk gives findings one.
      fingerprint: (finding as Partial<ReportedFinding>).fingerprint ?? '',
    })),
  );
}

async function levelOf(
  uri: Uri,
  finding: Finding,
  settings: WorkspaceSettings,
): Promise<ReportedFinding['level']> {
  const standard = rules.find(({ id }) => id === finding.rule)?.level ?? 'warning';
  const level = (await settings.levelOf(uri, finding)) ?? standard;
  return level === 'off' ? 'info' : level;
}

const nothingFound = () =>
  refusal({
    what: l10n.t('There are no findings to export.'),
    why: l10n.t('The list of copy loops is empty.'),
    remedy: l10n.t('Scan the workspace first.'),
  });
