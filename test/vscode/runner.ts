import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startVSCode } from '../../scripts/lib/vscodeServer.mjs';
import { openWorkbench } from '../../scripts/lib/workbench.mjs';
import { type HostReport, reportVariable } from './tiny/report';

export interface HostRun {
  exitCode: number | null;
  report: HostReport | null;
  /** What the extension host and the tests wrote to the console. */
  log: string;
  /** Ends this VS Code. */
  stop: () => Promise<void>;
}

/** Of the embedded VS Code itself: it runs without two native helpers, and without a gallery. */
const chatter = /^info: |spdlog|watchdog/;

interface Options {
  /** A module exporting run(), absolute. */
  testsPath: string;
  /** Workspace, absolute. */
  folder: string;
  settings?: Record<string, unknown>;
  /** Runs the extension as installed from these instead of from the clone. */
  vsix?: string[];
  timeoutMs?: number;
}

/** Runs compiled tests in the extension host of the embedded VS Code, by default with the extension of the clone. */
export async function runInHost({
  testsPath,
  folder,
  settings,
  vsix,
  timeoutMs = 900_000,
}: Options): Promise<HostRun> {
  const scratch = mkdtempSync(join(tmpdir(), 'iopath-host-'));
  const reportFile = join(scratch, 'report.json');
  const vscode = await startVSCode({
    vsix,
    developmentPaths: true,
    settings,
    env: { [reportVariable]: reportFile },
  });
  const log: string[] = [];
  const stop = async () => {
    await vscode.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    let ended: (code: number | null) => void = () => {};
    const exit = new Promise<number | null>(settle => {
      ended = settle;
    });
    const timer = setTimeout(() => ended(null), timeoutMs);
    const workbench = await openWorkbench(vscode, {
      folder,
      // Tests are only run beside an extension in development: where the installed one is tested, an empty one.
      developmentPath: resolve(vsix ? 'test/package/carrier' : '.'),
      testsPath,
      expose: {
        codeAutomationLog: (type: string, args: unknown[]) => {
          const line = `${type}: ${args.map(String).join(' ')}`;
          if (!chatter.test(line)) log.push(line);
        },
        codeAutomationExit: (code: number) => ended(code),
      },
    });
    const exitCode = await exit;
    clearTimeout(timer);
    await workbench.close();
    const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
    return { exitCode, report, log: log.join('\n'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
