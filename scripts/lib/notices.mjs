// Licences of the packages in the bundles, which require to be distributed with them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `node_modules/@scope/name/…` → `@scope/name`; the innermost package where they are nested. */
function packageOf(path) {
  const rest = path.split('node_modules/').at(-1);
  return path.includes('node_modules/')
    ? rest
        .split('/')
        .slice(0, rest.startsWith('@') ? 2 : 1)
        .join('/')
    : null;
}

/** Names of the packages whose files went into a bundle, from esbuild's metafile. */
export function bundledPackages({ inputs }) {
  return Object.keys(inputs)
    .map(packageOf)
    .filter(name => name !== null);
}

function noticeOf(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = existsSync(folder)
    ? readdirSync(folder).filter(file => /^(licen[cs]e|copying)/i.test(file))
    : [];
  const texts = files.map(file => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${texts.join('\n\n') || 'The package names its licence and carries no text of it.'}`;
}

/** One text with the licence of each package. */
export function notices(names) {
  const sorted = [...new Set(names)].sort();
  return `${sorted.map(noticeOf).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
