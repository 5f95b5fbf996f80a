'use strict';
// A proxy with a PROXY header, access rules and a log of sessions; two handlers relay.
const fs = require('fs');
const net = require('net');

const rules = [];
const sessions = new Set();

function loadRules(file) {
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    const [verdict, network] = line.trim().split(/\s+/);
    if (verdict === 'allow' || verdict === 'deny') rules.push({ verdict, network });
  }
}

function allowed(address) {
  const rule = rules.find(({ network }) => network === '*' || address.startsWith(network));
  return rule?.verdict !== 'deny';
}

function proxyHeader(client) {
  return `PROXY TCP4 ${client.remoteAddress} ${client.localAddress} ${client.remotePort} ${client.localPort}\r\n`;
}

class Session {
  constructor(client, target) {
    this.client = client;
    this.upstream = net.connect(target);
    this.up = 0;
    this.down = 0;
    this.started = Date.now();
    sessions.add(this);
  }

  start() {
    const { client, upstream } = this;
    upstream.write(proxyHeader(client));
    client.on('data', (data) => { // expect: tidy-copy replaceable socket-to-socket - user-space
      this.up += data.length;
      if (!upstream.write(data)) client.pause();
    });
    upstream.on('data', (data) => { // expect: tidy-copy replaceable socket-to-socket - user-space
      this.down += data.length;
      if (!client.write(data)) upstream.pause();
    });
    upstream.on('drain', () => client.resume());
    client.on('drain', () => upstream.resume());
    client.on('end', () => upstream.end());
    upstream.on('end', () => client.end());
    for (const socket of [client, upstream]) {
      socket.on('error', (error) => this.stop(error));
      socket.on('close', () => this.stop());
    }
  }

  stop(error) {
    if (!sessions.delete(this)) return;
    this.client.destroy();
    this.upstream.destroy();
    const seconds = (Date.now() - this.started) / 1000;
    console.log(`${seconds} s, ${this.up} up, ${this.down} down${error ? `, ${error.message}` : ''}`);
  }
}

// Commands of an operator: read, judged, answered.
function control(socket) {
  let pending = '';
  socket.setEncoding('utf8');
  socket.write('ready\n');
  socket.on('data', (text) => {
    pending += text;
    const lines = pending.split('\n');
    pending = lines.pop();
    for (const line of lines) {
      switch (line.trim()) {
        case 'list':
          for (const session of sessions) socket.write(`${session.client.remoteAddress} ${session.up}\n`);
          break;
        case 'stop':
          for (const session of sessions) session.stop(new Error('operator'));
          break;
        case 'quit':
          socket.end('bye\n');
          break;
        default:
          socket.write('unknown command\n');
      }
    }
  });
}

// What comes before the first line end decides where the session goes.
function byFirstLine(client, targets) {
  let head = Buffer.alloc(0);
  const listen = (data) => {
    head = Buffer.concat([head, data]);
    const end = head.indexOf('\n');
    if (end < 0) return;
    client.off('data', listen);
    client.pause();
    const target = targets.get(head.subarray(0, end).toString().split(' ')[1]) ?? targets.get('*');
    const session = new Session(client, target);
    session.upstream.write(head);
    session.start();
    client.resume();
  };
  client.on('data', listen);
}

function main() {
  const [port, targetPort, ruleFile] = process.argv.slice(2);
  if (ruleFile) loadRules(ruleFile);
  const targets = new Map([['*', { port: Number(targetPort), host: '127.0.0.1' }]]);
  net
    .createServer({ pauseOnConnect: false }, (client) => {
      if (allowed(client.remoteAddress ?? '')) byFirstLine(client, targets);
      else client.destroy();
    })
    .listen(Number(port), '127.0.0.1');
  net.createServer(control).listen('/tmp/proxy.control');
}

main();
