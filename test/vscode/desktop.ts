import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { buildInsideTests } from '../../scripts/lib/testBuild.mjs';
import { type HostReport, reportVariable, shortcomings } from './tiny/report';
import { makeWorkspace } from './workspace';

/** The oldest VS Code that package.json promises, and today's. */
export function versions(): string[] {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  return [engines.vscode.replace('^', ''), 'stable'];
}

function readReport(file: string): HostReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Runs the tests of the extension host in a desktop VS Code that is downloaded; gives what is wrong with the run. */
export async function runInDesktop(
  version: string,
): Promise<{ reasons: string[]; report: HostReport | null }> {
  const scratch = mkdtempSync(join(tmpdir(), 'iopath-desktop-test-'));
  const workspace = makeWorkspace();
  const reportFile = join(scratch, 'report.json');
  try {
    const exitCode = await runTests({
      version,
      extensionDevelopmentPath: resolve('.'),
      extensionTestsPath: await buildInsideTests(),
      extensionTestsEnv: { [reportVariable]: reportFile },
      launchArgs: [
        workspace.folder,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--user-data-dir',
        join(scratch, 'user'),
      ],
    });
    const report = readReport(reportFile);
    return { reasons: shortcomings(exitCode, report), report };
  } finally {
    workspace.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}
