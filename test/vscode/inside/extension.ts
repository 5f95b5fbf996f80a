import assert from 'node:assert/strict';
import { extensions, Uri, workspace } from 'vscode';
import type { TestApi } from '../../../src/ui/activate';

export function extension() {
  const found = extensions.getExtension<TestApi>('io-path-profiler.io-path-profiler');
  assert.ok(found, 'the extension is installed');
  return found;
}

export async function activated(): Promise<TestApi> {
  return extension().activate();
}

/** A file of the test workspace. */
export function inWorkspace(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return Uri.joinPath(folder.uri, path);
}
