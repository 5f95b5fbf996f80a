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
/**
 * Turns of the event loop that bring nothing new, until a program counts as waiting for what never comes: without a
 * request, and with one that nobody works at. Turns and no time: where processors are scarce, turns take longer.
 */
const quietTurns = 8;
const stuckTurns = 100;

const hasResources = names => process.getActiveResourcesInfo().some(type => names.test(type));
/** Reads, writes and connections that the runtime has still to answer. */
const hasRequests = () => hasResources(/Req|WriteWrap|ShutdownWrap|ConnectWrap/);
/** The state of a thread (proc_pid_stat(5)); S: it waits for an event. A thread that has ended is none to wait for. */
function stateOf(thread) {
  try {
    return /\) (\w)/.exec(fs.readFileSync(`/proc/self/task/${thread}/stat`, 'latin1'))[1];
  } catch {
    return 'S';
  }
}
/** No thread that could answer a request is running, waits for a disk or is held by the injector. */
const allOthersSleep = () =>
  fs
    .readdirSync('/proc/self/task')
    .every(thread => thread === String(process.pid) || stateOf(thread) === 'S');

/**
 * Until nothing is under way: every end here answers at once, since all input is queued and all output fits. A request
 * that no thread works at is stuck, as one that opens a FIFO a second time. One call at a time: it would wait for another.
 */
async function settled() {
  for (let quiet = 0, stuck = 0; quiet < quietTurns && stuck < stuckTurns; ) {
    await new Promise(hasRequests() ? done => setTimeout(done, 2) : setImmediate);
    const isActive = hasResources(/Immediate|Timeout/);
    quiet = isActive || hasRequests() ? 0 : quiet + 1;
    stuck = !isActive && hasRequests() && allOthersSleep() ? stuck + 1 : 0;
  }
}

/**
 * What a program came to: its own end, an error nobody listens to, or no end. Errors of a stream come after the program's
 * last statement, and streams close their files after it: hence the wait for both.
 */
async function outcome(work) {
  const uncaught = new Promise(resolve => {
    process.removeAllListeners('uncaughtException');
    process.removeAllListeners('unhandledRejection');
    process.once('uncaughtException', error => resolve(`uncaught=${kindOf(error)}`));
    process.once('unhandledRejection', error => resolve(`unhandled=${kindOf(error)}`));
  });
  const ended = work().then(
    () => 'error=nil',
    error => `error=${kindOf(error)}`,
  );
  const waiting = settled();
  const result = await Promise.race([ended, uncaught, waiting.then(() => 'pending')]);
  await waiting;
  return result;
}

async function socketTo(variable) {
  const socket = net.connect(Number(process.env[variable]), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

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
  tell('done', id, said.join(''));
  if (end instanceof net.Socket) {
    end.on('error', () => undefined);
    end.end();
    await settled();
    end.destroy();
    await settled();
  }
  tell('end', id, '');
  // Four threads that wait for ever, and no program would come to anything any more: another process goes on.
  if (hasRequests()) process.kill(process.pid, 'SIGKILL');
}

async function main() {
  for (const line of fs.readFileSync(process.argv.at(-1), 'utf8').split('\n').filter(Boolean))
    await runCase(line);
  // exit() waits for every thread, and one may wait for ever to open a FIFO that nobody writes to.
  process.kill(process.pid, 'SIGKILL');
}

if (require.main === module) main();
