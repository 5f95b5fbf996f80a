// A stub of the editor's API in which every function does nothing, to measure the extension's own time.
// Run in a process of its own: prints the milliseconds it took to load and to activate the extension it is given, and
// those of CPU time, which other processes lengthen less.
const Module = require('node:module');
const { performance } = require('node:perf_hooks');

function nothing() {
  const known = new Map([
    [Symbol.toPrimitive, () => ''],
    [Symbol.iterator, function* none() {}],
    ['then', undefined],
  ]);
  return new Proxy(class {}, {
    get(target, key) {
      if (key === 'prototype') return target.prototype;
      if (!known.has(key)) known.set(key, nothing());
      return known.get(key);
    },
    apply: () => nothing(),
    construct: () => nothing(),
  });
}

const vscode = nothing();
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

const [bundle, extensionPath] = process.argv.slice(2);
const before = process.cpuUsage();
const start = performance.now();
const { activate } = require(bundle);
const loaded = performance.now();
const context = new Proxy(
  { extensionPath, subscriptions: [] },
  { get: (target, key) => (key in target ? target[key] : vscode[key]) },
);
activate(context);
const activated = performance.now();
const { user, system } = process.cpuUsage(before);
const cpu = (user + system) / 1000;
console.log(JSON.stringify({ load: loaded - start, activate: activated - loaded, cpu }));
process.exit(0);
