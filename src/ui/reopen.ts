import { commands } from 'vscode';
import type { ReopenPlace } from './panelProtocol';

/** Where a folder can be opened on the Linux side of a system of that name (as Node names it). */
export function reopenPlaces(platform: string): ReopenPlace[] {
  if (platform === 'win32') return ['wsl', 'container'];
  return platform === 'darwin' ? ['container'] : [];
}

/** Microsoft's extensions that open a folder elsewhere, and their commands for the folder that is open. */
const extensions: Record<ReopenPlace, { command: string; id: string }> = {
  wsl: { command: 'remote-wsl.reopenInWSL', id: 'ms-vscode-remote.remote-wsl' },
  container: { command: 'remote-containers.reopenInContainer', id: 'ms-vscode-remote.remote-containers' },
};

/** Opens the folder there; without the extension for it, shows that extension. */
export async function reopenIn(place: ReopenPlace): Promise<void> {
  const { command, id } = extensions[place];
  try {
    await commands.executeCommand(command);
  } catch {
    await commands.executeCommand('workbench.extensions.search', `@id:${id}`);
  }
}
