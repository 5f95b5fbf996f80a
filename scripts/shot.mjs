// A screenshot of the extension, as built in dist/, in the embedded VS Code.
//
//   node scripts/shot.mjs [options] OUT.png
//     --folder DIR       workspace (default: examples/workspace)
//     --open FILE        open a file of the workspace, by name; may be repeated
//     --command TEXT     run a palette command, by its label; may be repeated
//     --answer TEXT      then type TEXT into the input box that is open and accept; may be repeated
//     --pick TEXT        then take the row of the open picker that holds TEXT; may be repeated
//     --click TEXT       then click the lens whose text holds TEXT
//     --wait SELECTOR    wait for a selector in the page; `panel:SELECTOR` in the extension's panel
//     --theme NAME       dark (default), light, hc-dark, hc-light
//     --size WxH         default 1400x900
//     --lang LOCALE      display language of the extension (vscode.env.language), e.g. zh-cn, ru
//     --setting K=JSON   a user setting; may be repeated
//     --pause MS         wait before the picture (default 1500)
//     --panel-only       the picture holds the panel alone
//     --extension DIR    another unpacked extension instead of this one
//     --build            run scripts/build.mjs first
//     --log              print what the extension host and the page logged
// Steps run in the order written. The picture is taken even when a step fails, and then the exit code is 1.
import './lib/root.mjs';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { quietly } from './lib/command.mjs';
import { parseArgs } from './lib/options.mjs';
import { main, say, UserError } from './lib/say.mjs';
import { startVSCode } from './lib/vscodeServer.mjs';
import { openWorkbench } from './lib/workbench.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};
const many = { type: 'string', multiple: true };
const { values, positionals, tokens } = parseArgs({
  allowPositionals: true,
  tokens: true,
  options: {
    folder: { type: 'string', default: 'examples/workspace' },
    open: many,
    command: many,
    answer: many,
    pick: many,
    click: many,
    wait: many,
    setting: many,
    theme: { type: 'string', default: 'dark' },
    size: { type: 'string', default: '1400x900' },
    lang: { type: 'string' },
    pause: { type: 'string', default: '1500' },
    'panel-only': { type: 'boolean' },
    extension: { type: 'string', default: '.' },
    build: { type: 'boolean' },
    log: { type: 'boolean' },
  },
});

async function step(workbench, { name, value }) {
  const { page } = workbench;
  if (name === 'open') await workbench.openFile(value);
  if (name === 'command') await workbench.command(value);
  if (name === 'answer') await workbench.answer(value);
  if (name === 'pick') await workbench.pick(value);
  if (name === 'click') await workbench.lenses(value).first().click();
  if (name === 'wait' && value.startsWith('panel:'))
    await workbench.panel().locator(value.slice('panel:'.length)).first().waitFor({ timeout: 60_000 });
  else if (name === 'wait') await page.locator(value).first().waitFor({ timeout: 60_000 });
}

await main(async () => {
  const out = positionals[0];
  const theme = themes[values.theme];
  if (!out || !theme)
    throw new UserError({
      what: 'Nothing to do.',
      why: out ? `no theme '${values.theme}'` : 'no name for the picture was given',
      remedy: 'node scripts/shot.mjs --theme dark out/picture.png',
    });
  if (values.build) await quietly(process.execPath, ['scripts/build.mjs']);
  const settings = Object.fromEntries(
    (values.setting ?? []).map(pair => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), JSON.parse(pair.slice(at + 1))];
    }),
  );
  const [width, height] = values.size.split('x').map(Number);
  const vscode = await startVSCode({
    developmentPaths: true,
    settings: { 'workbench.colorTheme': theme, ...settings },
    env: { IOPATH_SHOT: '1' },
  });
  let failed = false;
  try {
    const workbench = await openWorkbench(vscode, {
      folder: resolve(values.folder),
      developmentPath: resolve(values.extension),
      locale: values.lang,
      width,
      height,
    });
    if (values.log) workbench.page.on('console', message => say(message.text()));
    try {
      await workbench.ready();
      for (const token of tokens) if (token.kind === 'option') await step(workbench, token);
    } catch (error) {
      failed = true;
      say(`a step failed: ${error.message}`);
    }
    await workbench.page.waitForTimeout(Number(values.pause));
    mkdirSync(dirname(resolve(out)), { recursive: true });
    if (values['panel-only'])
      await workbench.page.locator('iframe.webview').first().screenshot({ path: out });
    else await workbench.screenshot(out);
    say(`wrote ${out}`);
    await workbench.close();
  } finally {
    await vscode.stop();
  }
  process.exitCode = failed ? 1 : 0;
});
