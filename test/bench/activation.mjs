import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/**
 * Loads and activates the extension in a process of its own, with an editor that does nothing.
 * @param {string} bundle the bundle that the editor starts with
 * @returns {{wall: number, cpu: number}} milliseconds of the extension's own work
 */
export function activation(bundle = 'dist/extension.js') {
  const args = ['test/bench/vscodeStub.cjs', resolve(bundle), process.cwd()];
  const { load, activate, cpu } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  return { wall: load + activate, cpu };
}
