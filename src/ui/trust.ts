import { l10n, workspace } from 'vscode';
import type { Absence } from '../model/availability';
import { verbatim } from '../model/message';
import { NotHere, refusal, reopenPlaces, Untrusted } from './problem';

/** Stops what an untrusted workspace must not do; `why` says what it would have done. */
export function demandTrust(why: string): void {
  if (workspace.isTrusted) return;
  throw new Untrusted({ what: l10n.t('This workspace is not trusted.'), why, remedy: trustRemedy() });
}

const trustRemedy = () => l10n.t('Trust it with the command “Workspaces: Manage Workspace Trust”.');

/** Why nothing can be measured here, or null where it can. `platform` as Node names it; 'web' in a browser. */
export function measuringAbsence(platform: string): Absence | null {
  if (platform !== 'linux')
    return {
      why: verbatim(
        l10n.t('Measuring uses Linux system calls, and this extension host does not run on Linux.'),
      ),
      remedy: verbatim(
        l10n.t(
          'Open the folder in WSL, in a Dev Container or over Remote-SSH: the extension then runs on the Linux side. Lenses, fixes and the textbook path work here.',
        ),
      ),
    };
  if (!workspace.isTrusted)
    return {
      why: verbatim(
        l10n.t('Measuring runs a native program on files of this workspace, and it is not trusted.'),
      ),
      remedy: verbatim(trustRemedy()),
    };
  return null;
}

/** Stops a measurement where none can be made. */
export function demandMeasuring(platform: string): void {
  const absence = measuringAbsence(platform);
  if (!absence) return;
  const problem = { what: l10n.t('Nothing can be measured here.'), ...absence };
  throw platform === 'linux' ? new Untrusted(problem) : new NotHere(problem, reopenPlaces(platform));
}

/** Stops a proof where none can be made. */
export function demandProving(platform: string): void {
  if (platform !== 'linux')
    throw new NotHere(
      {
        what: l10n.t('Nothing can be proved here.'),
        why: l10n.t('A proof uses Linux system calls, and this extension host does not run on Linux.'),
        remedy: l10n.t('Open the folder in WSL, in a Dev Container or over Remote-SSH.'),
      },
      reopenPlaces(platform),
    );
  demandTrust(l10n.t('A proof makes a file in a folder and asks a server for it.'));
}

/** Stops a trace where none can be made. */
export function demandTracing(platform: string): void {
  if (platform !== 'linux')
    throw refusal({
      what: l10n.t('Programs can not be traced here.'),
      why: l10n.t('Tracing uses Linux system calls, and this extension host does not run on Linux.'),
      remedy: l10n.t('Open the folder in WSL, in a Dev Container or over Remote-SSH.'),
    });
  demandTrust(l10n.t('A trace runs a program, or stops one that runs.'));
}
