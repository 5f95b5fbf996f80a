// Beside the extension in a VS Code of `npm start`: opens the panel and the files that the command line named.
const { commands, Uri, ViewColumn, window } = require('vscode');

/** JSON with absolute paths: `open`, a file to read, and `profile`, one to measure. */
const variable = 'IOPATH_FIRST';

/** Once for each extension host: reloading the window does not measure again. */
exports.activate = async () => {
  const { open, profile } = JSON.parse(process.env[variable] ?? '{}');
  delete process.env[variable];
  if (open) await window.showTextDocument(Uri.file(open), { viewColumn: ViewColumn.One });
  await commands.executeCommand('ioPath.showPanel');
  // A run keeps all cores busy, so the file's lenses come first.
  if (open) await commands.executeCommand('vscode.executeCodeLensProvider', Uri.file(open));
  if (profile) await commands.executeCommand('ioPath.profileFile', Uri.file(profile));
};
