// Runs the cases of a list through the modules beside it, and tells the injector what each came to.
const fs = require('node:fs');
const net = require('node:net');
const { once } = require('node:events');

let said = [];
let stopCalls = 0;

exports.observe = (name, value) => said.push(`${name}=${value};`);
/** True from the given call on. */
exports.stopped = calls => ++stopCalls >= calls;
exports.skipHeader = fd => fs.readSync(fd, Buffer.alloc(16), 0, 16, null);

const tell = (word, id, text) => fs.existsSync(`/iopath-${word}/${id}/${text}`.slice(0, 3900));
const kindOf = error => `${error.name} ${error.code ?? error.message}`.replaceAll(';', ',');
/** A thread that waits for what never comes, such as a FIFO's other side. Milliseconds. */
const patience = 1500;
/** Turns of the event loop without any work under way, until a program counts as waiting for what never comes. */
const quietTurns = 8;

/** Reads, writes, connections and callbacks that the runtime has still to answer. */
const isBusy = () =>
  process
    .getActiveResourcesInfo()
    .some(type => /Req|WriteWrap|ShutdownWrap|ConnectWrap|Immediate/.test(type));

/** Until nothing is under way: every end here answers at once, since all input is queued and all output fits. */
async function quiet() {
  const since = performance.now();
  for (let turns = 0; turns < quietTurns && performance.now() - since < patience; ) {
    await new Promise(done => setTimeout(done, 4));
    turns = isBusy() ? 0 : turns + 1;
  }
}

/**
 * Ends the process where a thread of the pool waits for ever, as one that opens a FIFO a second time does: four of them,
 * and no program would come to anything any more. Another process goes on with the next case.
 */
async function endWhereStuck() {
  const since = performance.now();
  while (isBusy() && performance.now() - since < patience / 10)
    await new Promise(done => setTimeout(done, 2));
  if (isBusy()) process.kill(process.pid, 'SIGKILL');
}

/** What a program came to: its own end, an error nobody listens to, or no end. */
function outcome(work) {
  const uncaught = new Promise(resolve => {
    process.removeAllListeners('uncaughtException');
    process.removeAllListeners('unhandledRejection');
    process.once('uncaughtException', error => resolve(`uncaught=${kindOf(error)}`));
    process.once('unhandledRejection', error => resolve(`unhandled=${kindOf(error)}`));
  });
  const waiting = quiet().then(() => 'pending');
  const ended = work().then(
    () => 'error=nil',
    error => `error=${kindOf(error)}`,
  );
  return Promise.race([ended, uncaught, waiting]);
}

async function socketTo(variable) {
  const socket = net.connect(Number(process.env[variable]), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Until what the program wrote into its socket is with the kernel, or failed. */
const flushed = socket =>
  new Promise(done => (socket.destroyed || socket.writableFinished ? done() : socket.end(done)));

async function runCase(line) {
  const [id, name, source, , , sink] = line.split(' ');
  const code = require(`./${name}.js`)[name];
  said = [];
  stopCalls = 0;
  tell('case', id, '');
  const path = source === 'proc' ? '/proc/version' : 'source';
  const opens = /\(source, port\)/.test(code.toString());
  const end = opens
    ? Number(process.env.IOPATH_SINK_PORT)
    : sink === 'socket'
      ? await socketTo('IOPATH_SINK_PORT')
      : 'sink';
  const result = await outcome(() => code(path, end));
  said.push(result);
  if (end instanceof net.Socket) said.push(`;ended=${end.writableEnded}`);
  // Errors of a stream come after the program's last statement.
  await new Promise(done => setImmediate(done));
  tell('done', id, said.join(''));
  if (end instanceof net.Socket) {
    end.on('error', () => undefined);
    await Promise.race([flushed(end), quiet()]);
    end.destroy();
    await new Promise(done => setImmediate(done));
  }
  tell('end', id, '');
  await endWhereStuck();
}

async function main() {
  for (const line of fs.readFileSync(process.argv.at(-1), 'utf8').split('\n').filter(Boolean))
    await runCase(line);
  // exit() waits for every thread, and one may wait for ever to open a FIFO that nobody writes to.
  process.kill(process.pid, 'SIGKILL');
}

if (require.main === module) main();
