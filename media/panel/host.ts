import type { PanelMessage } from '../../src/ui/panelProtocol';

/** What the editor gives a webview. */
interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

// The editor provides this only once per page.
const api = acquireVsCodeApi();

export function post(message: PanelMessage): void {
  api.postMessage(message);
}

/** State that outlives the page: a hidden panel is destroyed and created again. */
export function readState(): unknown {
  return api.getState();
}

export function keepState(state: unknown): void {
  api.setState(state);
}
