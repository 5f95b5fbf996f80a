import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The absolute path of a program on PATH, or null. */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder || '.', name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/**
 * Runs a program to its end, quietly: what it printed is kept and becomes part of the error when it fails.
 * @returns {Promise<string>} stdout and stderr together
 */
export function quietly(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = chunk => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          new Error(`${program} ${args.join(' ')}: ${signal ?? `exit ${code}`}\n${output.slice(-4000)}`),
        );
    });
  });
}

/** npm as a child: the one that runs this script where there is one, so that both share a version. */
export function npm(args, options = {}) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js')
    ? quietly(process.execPath, [own, ...args], options)
    : quietly('npm', args, options);
}
