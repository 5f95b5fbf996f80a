import type { ExtensionContext } from 'vscode';
import { createNoMeasuring } from './run/noMeasuring';
import { activateSurface } from './surface';
import type { TestApi } from './testApi';

/** The entry in a browser: the same lenses, scan and panel, without measuring. */
export function activate(context: ExtensionContext): TestApi {
  return activateSurface(context, createNoMeasuring);
}
