import { commands, Uri, ViewColumn, window } from 'vscode';

/** What a session is started with, told in the environment: a file to read, and one to profile (absolute paths). */
interface FirstSteps {
  open?: string;
  profile?: string;
}

/** Environment variable of the extension host that holds the first steps as JSON. */
const variable = 'IOPATH_FIRST';

/** Whether first steps are still to be taken. In a browser there is no environment. */
export const firstStepsAsked = (): boolean =>
  typeof process !== 'undefined' && Boolean(process.env?.[variable]);

/** Takes what the starter asked for, once per extension host: a reload of the window does not measure again. */
export async function takeFirstSteps(): Promise<void> {
  if (!firstStepsAsked()) return;
  const { open, profile }: FirstSteps = JSON.parse(process.env[variable] ?? '{}');
  delete process.env[variable];
  if (open) await window.showTextDocument(Uri.file(open), { viewColumn: ViewColumn.One });
  await commands.executeCommand('ioPath.showPanel');
  // A run takes the cores there are: the file's lenses come first.
  if (open) await commands.executeCommand('vscode.executeCodeLensProvider', Uri.file(open));
  if (profile) await commands.executeCommand('ioPath.profileFile', Uri.file(profile));
}
