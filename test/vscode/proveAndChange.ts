import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { until } from '../until';
import type { Journey, Workbench } from './driver';

/** Serves the folder that it is given: by copies, or with one line changed by sendfile. */
const server = (copyfile: string) => `import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Handler(SimpleHTTPRequestHandler):
    def copyfile(self, source, outputfile):
        ${copyfile}


port, folder = int(sys.argv[1]), sys.argv[2]
server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=folder))
print(server.server_address[1], flush=True)
server.serve_forever()
`;
const copying = server(`while data := source.read(65536):
            outputfile.write(data)`);
const sending = server('self.connection.sendfile(source)');

interface Running {
  port: number;
  stop(): Promise<void>;
}

/** Starts a program of the workspace as a person would, in its folder. */
async function start(folder: string, name: string, port = 0): Promise<Running> {
  const child = spawn('python3', [name, String(port), 'data'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { port: Number(String(line)), stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Whether anything takes connections there. */
const listens = (port: number) =>
  new Promise<boolean>(done => {
    const socket = connect(port, '127.0.0.1', () => done(true)).once('error', () => done(false));
    socket.unref().once('connect', () => socket.destroy());
  });

async function say(workbench: Workbench, button: string): Promise<string> {
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.waitFor();
  const text = await dialog.innerText();
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  return text;
}

const headline = (workbench: Workbench) => workbench.panel().locator('#proof-headline');

/** A server of the workspace copies, is changed, and is proved to send by reference. */
export async function proveAndChange({ workbench, folder, picture }: Journey): Promise<void> {
  const panel = workbench.panel();
  const files = readdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'copying.py'), copying);
  writeFileSync(join(folder, 'sending.py'), sending);
  let running = await start(folder, 'copying.py');
  const address = `http://127.0.0.1:${running.port}/`;
  try {
    await workbench.command('I/O Path: Prove Zero Copy of a Server…');
    await workbench.page.locator('.quick-input-list', { hasText: 'Serving this workspace' }).waitFor();
    await picture('1-servers');
    await workbench.pick(address);
    await workbench.page
      .locator('.quick-input-title', { hasText: `Which folder does ${address} serve?` })
      .waitFor();
    const [suggested] = await workbench.choices();
    assert.match(suggested ?? '', /data/, 'the folder that its command names comes first');
    await workbench.pick('data');
    const question = await say(workbench, 'Prove');
    assert.match(question, /A scratch file of 8 MiB .* No other file is touched\./s);

    await headline(workbench)
      .filter({ hasText: /sent [\d.]+\sMiB by copy, none by reference/ })
      .waitFor();
    assert.deepEqual(readdirSync(join(folder, 'data')), files, 'the scratch file is gone');
    assert.equal(await panel.locator('.controls .passed').count(), 2);
    await panel.locator('.cell.is-copy').first().waitFor();
    await picture('2-copies');

    await running.stop();
    await until('the port to be free', async () => !(await listens(running.port)));
    running = await start(folder, 'sending.py', running.port);
    await panel.locator('vscode-button', { hasText: 'Prove Again' }).click();
    await headline(workbench)
      .filter({ hasText: /sent [\d.]+\sMiB by reference, none by copy/ })
      .waitFor();
    await panel.locator('.subline', { hasText: 'Before: Copied' }).waitFor();
    await picture('3-references');

    await walk(workbench, picture);
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    for (const width of [700, 320]) {
      await workbench.page.setViewportSize({ width, height: 900 });
      await picture(`5-wide-${width}`);
    }
    await workbench.page.setViewportSize({ width: 1400, height: 900 });
  } finally {
    await running.stop();
  }
  await until('the port to be free', async () => !(await listens(running.port)));
  await panel.locator('vscode-button', { hasText: 'Prove Again' }).click();
  const problem = panel.locator('.problem');
  await problem.waitFor();
  assert.match(await problem.innerText(), /No connection to .*Nothing listens there\./s);
  assert.deepEqual(readdirSync(join(folder, 'data')), files, 'nothing is left behind');
}

/** The four steps by keyboard: what changes with the file is seen at the third alone. */
async function walk(workbench: Workbench, picture: (name: string) => Promise<void>): Promise<void> {
  const panel = workbench.panel();
  /** One render shows the step and its drawing. */
  const reached = (name: RegExp) =>
    panel.locator('.stepper [aria-current="step"]', { hasText: name }).waitFor();
  const inverted = () => panel.locator('.queue-row').last().locator('.cell.inverted').count();
  const first = panel.locator('.stepper button').first();
  await first.focus();
  await workbench.page.keyboard.press('Enter');
  await panel.locator('.cell.unknown').first().waitFor();
  await reached(/Look$/);
  assert.equal(await inverted(), 0);
  const next = panel.locator('.step-line vscode-button', { hasText: 'Next' });
  await next.click();
  await reached(/Change the file/);
  assert.equal(await inverted(), 0);
  await picture('4-changed');
  await next.click();
  await reached(/Look again/);
  assert.ok((await inverted()) > 0);
  await next.click();
  await reached(/Restore/);
  assert.equal(await inverted(), 0);
  assert.ok((await panel.locator('.queue-row .cell.is-reference').count()) > 0, 'what is known stays known');
}
