import type { ExtensionContext } from 'vscode';
import { activateDesktop } from './ui/desktop';
import type { TestApi } from './ui/testApi';

/** Registers everything and does nothing yet: grammars, worker and panel come when they are asked for. */
export function activate(context: ExtensionContext): TestApi {
  const start = performance.now();
  const api = activateDesktop(context);
  return { ...api, activationMs: performance.now() - start };
}
