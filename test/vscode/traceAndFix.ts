import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Journey, Workbench } from './driver';

/** Sends a file over a loopback connection whose other end drops what comes. */
const server = `import socket
import sys
import threading


def drain(listener):
    connection, _ = listener.accept()
    while connection.recv(1 << 20):
        pass


def send(path, address):
    sock = socket.create_connection(address)
    source = open(path, "rb")
    while True:
        data = source.read(65536)
        if not data:
            break
        sock.sendall(data)
    source.close()
    sock.close()


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
receiver = threading.Thread(target=drain, args=(listener,))
receiver.start()
send(sys.argv[1], listener.getsockname())
receiver.join()
`;

/** Waits until a trace has ended: the panel offers the next one. */
async function traced(workbench: Workbench): Promise<void> {
  const panel = workbench.panel();
  await panel.locator('section.progress').waitFor({ state: 'detached' });
  await panel.locator('vscode-button', { hasText: 'Trace Again' }).waitFor();
}

/** A Python program is traced, its loop fixed, and traced again: before and after. */
export async function traceAndFix({ workbench, folder, picture }: Journey): Promise<void> {
  const panel = workbench.panel();
  writeFileSync(join(folder, 'server.py'), server);
  await workbench.openFile('server.py');
  await workbench.command('I/O Path: Trace Command…');
  await workbench.page.locator('.quick-input-title', { hasText: 'Trace a command' }).waitFor();
  await workbench.answer('python3 server.py data/sample.bin');
  await panel.locator('tr[data-relay="0"]').waitFor();
  await traced(workbench);
  const lens = workbench.lenses(/32 MiB in [\d,]+ calls → socket\.sendfile: 0 copies/).first();
  await lens.waitFor();
  await picture('1-traced');

  await lens.click();
  await panel.locator('tr.selected[data-relay="0"]').waitFor();
  await panel.locator('tr[data-relay="0"] .link').click();
  const cursor = workbench.page.locator('.statusbar-item[id="status.editor.selection"]');
  await cursor.getByText('Ln 19', { exact: false }).waitFor();

  await panel.locator('tr[data-relay="0"] vscode-button', { hasText: 'Fix…' }).click();
  const preview = workbench.page.locator('.bulk-edit-panel');
  const apply = preview.getByRole('button', { name: 'Apply' });
  await apply.waitFor();
  await picture('2-fix');
  await apply.click();
  await preview.waitFor({ state: 'hidden' });
  // The file is still open beside the panel; opening it again would cover the panel, where that has the focus.
  await workbench.page.locator('.view-line', { hasText: 'sendfile(' }).first().waitFor();

  await panel.locator('vscode-button', { hasText: 'Trace Again' }).click();
  await panel.locator('.traced-tiles').waitFor();
  await traced(workbench);
  const tiles = await panel.locator('.traced-tiles .tile').allInnerTexts();
  assert.match(
    tiles[0]!.replace(/\s+/g, ' '),
    /Through user space Before: 32 MiB ?→ ?After: (0 B|[\d.]+ (B|KiB))/,
  );
  assert.match(await panel.locator('section.moves').innerText(), /sendfile/);
  await picture('3-before-and-after');
  await workbench.command('View: Show I/O Path');
  await picture('4-tree');
}
