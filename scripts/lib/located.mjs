// Maps places in bundled tests to places in their sources.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';

const place = /(?:file:\/\/)?([^\s()]*dist-test\/[^\s():]+\.js):(\d+):(\d+)/g;

function mapOf(bundle) {
  const file = `${bundle}.map`;
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

/**
 * A stack trace with places in the sources, relative to the current folder, where the map beside a bundle has them.
 * @param {string} stack
 */
export function located(stack) {
  const maps = new Map();
  return stack.replace(place, (found, bundle, line, column) => {
    if (!maps.has(bundle)) maps.set(bundle, mapOf(bundle));
    const entry = maps.get(bundle)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry?.originalSource) return found;
    const source = relative('.', resolve(dirname(bundle), entry.originalSource));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
