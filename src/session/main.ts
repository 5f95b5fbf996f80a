// The process that owns runs: their order, inputs, worker and conclusions. Its parent only shows them.
import { profile } from '../measure/profile';
import { prove } from '../prover/client';
import { createClient } from '../worker/client';
import { Inputs, Orders } from './orders';
import type { FromSession, ToSession } from './protocol';

// A failure to send needs no handling: the disconnect below ends this process.
const tell = (message: FromSession) => {
  if (process.connected) process.send?.(message, undefined, {}, () => {});
};

const orders = new Orders({
  createClient: onFork => createClient({ onFork }),
  profile,
  prove,
  inputs: new Inputs(),
  tell,
});

// At exit a client kills its worker: a stopped one would not notice that its parent has exited.
process.on('disconnect', () => process.exit());
process.on('message', (message: ToSession) => {
  if (message.kind === 'cancel') orders.cancel(message.id);
  else orders.add(message);
});
if (!process.connected) {
  process.stderr.write('session: started on its own; it serves the extension only.\n');
  process.exitCode = 2;
}
