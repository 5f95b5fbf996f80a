import type { ExtensionContext } from 'vscode';
import { createNativeMeasuring } from './ui/run/nativeMeasuring';
import { activateSurface } from './ui/surface';
import type { TestApi } from './ui/testApi';

/** Registers everything and does nothing yet: grammars, worker and panel come when they are asked for. */
export function activate(context: ExtensionContext): TestApi {
  return activateSurface(context, createNativeMeasuring);
}
