import { commands, Uri, ViewColumn, window } from 'vscode';

/** What a session is started with, told in the environment: a file to read, and one to profile (absolute paths). */
interface FirstSteps {
  open?: string;
  profile?: string;
}

/** Environment variable of the extension host that holds the first steps as JSON. */
const variable = 'IOPATH_FIRST';

/** Takes what the starter asked for, once per extension host: a reload of the window does not measure again. */
export async function takeFirstSteps(): Promise<void> {
  const text = process.env[variable];
  if (!text) return;
  delete process.env[variable];
  const { open, profile }: FirstSteps = JSON.parse(text);
  if (open) await window.showTextDocument(Uri.file(open), { viewColumn: ViewColumn.One });
  // A run brings the panel into view by itself.
  if (profile) await commands.executeCommand('ioPath.profileFile', Uri.file(profile));
  else if (open) await commands.executeCommand('ioPath.showPanel');
}
