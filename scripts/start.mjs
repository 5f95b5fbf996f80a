// `npm start [-- FOLDER | FILE]`: VS Code with this extension on a folder; with a file, its folder opens and the file is
// profiled. Without either, the example workspace. Ends with Ctrl-C, and everything it started with it.
//   --embedded       the embedded VS Code even where a desktop one is on PATH
//   --no-browser     only print the address
import './lib/root.mjs';
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { desktopCode, runDesktop } from './lib/desktop.mjs';
import { ensureExampleData, exampleFolder } from './lib/example.mjs';
import { openInBrowser } from './lib/openInBrowser.mjs';
import { parseArgs } from './lib/options.mjs';
import { main, say, UserError } from './lib/say.mjs';
import { makeStarter } from './lib/starter.mjs';
import { startVSCode } from './lib/vscodeServer.mjs';
import { makeVsix } from './lib/vsix.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { embedded: { type: 'boolean' }, 'no-browser': { type: 'boolean' } },
});

/** npm runs scripts in the package's folder and keeps the user's folder in INIT_CWD. */
function asked(path) {
  const absolute = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found?.isDirectory()) return { folder: absolute, first: {} };
  if (found?.isFile()) return { folder: dirname(absolute), first: { profile: absolute } };
  throw new UserError({
    what: `${absolute} cannot be opened.`,
    why: found ? 'it is neither a folder nor a regular file' : 'there is nothing of that name',
    remedy: 'npm start -- FOLDER',
  });
}

function example() {
  const dataFile = ensureExampleData();
  return {
    folder: exampleFolder,
    first: { open: join(exampleFolder, 'FileServer.java'), profile: dataFile },
  };
}

/** Resolves when the user ends the session: Ctrl-C, a closed terminal, or a kill. */
function endAsked() {
  return new Promise(settle => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => settle(name));
    // npm's shell does not forward the signal that ends it: the end of our parent means the same.
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && settle('SIGTERM'), 500);
    watch.unref();
  });
}

async function runEmbedded({ folder, first }) {
  const end = endAsked();
  const vsix = await makeVsix();
  say('starting VS Code …');
  const vscode = await startVSCode({
    vsix: [resolve(vsix), await makeStarter()],
    token: true,
    env: { IOPATH_FIRST: JSON.stringify(first) },
  });
  try {
    const address = `${vscode.address}/?folder=${encodeURI(folder)}&tkn=${vscode.token}`;
    say('I/O Path Profiler runs in VS Code. Open this address; end with Ctrl-C.');
    console.log(address);
    if (!values['no-browser']) openInBrowser(address);
    const died = new Promise(settle => vscode.child.once('exit', () => settle('died')));
    if ((await Promise.race([end, died])) === 'died')
      throw new Error(`VS Code ended by itself\n${vscode.log()}`);
    say('\nending VS Code …');
  } finally {
    await vscode.stop();
  }
}

await main(async () => {
  const what = positionals[0] === undefined ? example() : asked(positionals[0]);
  const code = values.embedded ? null : desktopCode();
  if (code) await runDesktop({ code, ...what, end: endAsked() });
  else await runEmbedded(what);
  process.exit(0);
});
