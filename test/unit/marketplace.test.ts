// What a marketplace, a registry and a public host show of the project says the same everywhere.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandIds } from '../../src/ui/commandIds';

const read = (name: string) => readFileSync(name, 'utf8');
const manifest = JSON.parse(read('package.json'));
const { version, repository, contributes } = manifest;
const address: string = repository.url.replace(/\.git$/, '');
const slug = address.replace('https://github.com/', '');

const texts = [
  ...['README.md', 'CHANGELOG.md', 'SUPPORT.md', 'SECURITY.md', 'action.yml', '.pre-commit-hooks.yaml'],
  ...readdirSync('docs').flatMap(name => (name.endsWith('.md') ? [join('docs', name)] : [])),
  ...['.github/workflows', 'examples/workflows'].flatMap(folder =>
    readdirSync(folder).map(name => join(folder, name)),
  ),
];

test('the repository has one address, and nothing names another', () => {
  assert.equal(manifest.bugs.url, `${address}/issues`);
  assert.equal(manifest.homepage, `${address}#readme`);
  const named = texts.flatMap(file => {
    const found = read(file).matchAll(/(?:github\.com\/|uses: )([\w-]*io-?path[\w-]*\/[\w-]+)/g);
    return [...found].map(([, other]) => [file, other]);
  });
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter(([, other]) => other !== slug),
    [],
  );
});

test('every place that names a version names this one', () => {
  assert.match(read('CHANGELOG.md'), new RegExp(`^# Changelog\\n\\n## ${version.replaceAll('.', '\\.')}\\n`));
  assert.ok(read('.pre-commit-hooks.yaml').includes(`npx --yes iopath@${version} lint`));
  assert.ok(read('action.yml').includes(`default: ${version}\n`));
  const pinned = ['docs/integrations.md', 'examples/workflows/iopath.yml'].flatMap(file => [
    ...read(file).matchAll(/(?:io-path-profiler@v|iopath@|rev: v)(\d+\.\d+\.\d+)/g),
  ]);
  assert.deepEqual([...new Set(pinned.map(([, found]) => found))], [version]);
});

test('the icon is a PNG that a marketplace takes', () => {
  const icon = readFileSync(manifest.icon);
  assert.equal(icon.toString('latin1', 1, 4), 'PNG');
  const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
  assert.ok(width >= 128 && width === height, `${width} × ${height}`);
  assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/);
  assert.ok(manifest.keywords.length > 0 && manifest.keywords.length <= 30);
});

test('pictures of the walkthrough are there, and take their colours from the theme', () => {
  const [walkthrough, ...others] = contributes.walkthroughs;
  assert.deepEqual(others, []);
  assert.equal(walkthrough.steps.length, 4);
  for (const { media } of walkthrough.steps) {
    const picture = read(media.svg);
    const fixed = picture.replace(/var\(--vscode-[\w-]+, [^)]+\)/g, '').match(/#[0-9a-f]{3,8}\b|rgb\(/i);
    assert.equal(fixed, null, `${media.svg} has a colour of its own`);
  }
});

test('buttons of welcome views and steps lead to commands that exist', () => {
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json', 'package.nls.ru.json']) {
    const named = [...read(file).matchAll(/\(command:(ioPath\.\w+)\)/g)].map(([, command]) => command!);
    assert.ok(named.length >= 8, file);
    for (const command of named) assert.ok(command in commandIds, `${file}: ${command}`);
  }
  for (const { completionEvents } of contributes.walkthroughs[0].steps)
    for (const event of completionEvents) assert.ok(event.replace('onCommand:', '') in commandIds, event);
});

test('each view has one welcome text where it can measure and where it can not: Linux, untrusted, another system, the web', () => {
  const keys = ['ioPath.cannotMeasure', 'isWorkspaceTrusted', 'isWeb'] as const;
  const holds = (when: string, state: Record<string, boolean>) =>
    when.split(' && ').every(term => (term.startsWith('!') ? !state[term.slice(1)] : state[term]));
  for (const state of [
    [false, true, false],
    [false, true, true],
    [false, false, false],
    [true, false, true],
    [true, true, false],
    [true, true, true],
  ]) {
    const values = Object.fromEntries(keys.map((key, at) => [key, state[at]!]));
    const shown = contributes.viewsWelcome
      .filter(({ when }: { when?: string }) => when && holds(when, values))
      .map(({ view }: { view: string }) => view);
    assert.deepEqual(shown.sort(), ['ioPath.copyLoops', 'ioPath.relays'], JSON.stringify(values));
  }
});

test('each context key of ours is set, and none is needed before the extension wakes', () => {
  const conditions = [...read('package.json').matchAll(/"(?:when|enablement)": "([^"]+)"/g)].map(
    found => found[1]!,
  );
  const terms = conditions.flatMap(condition => condition.match(/!?ioPath\.\w+(?! ==)\b/g) ?? []);
  const sources = ['activate', 'web', 'run/jobs'].map(name => read(`src/ui/${name}.ts`)).join('');
  const views = [...read('package.json').matchAll(/"id": "(ioPath\.\w+)"/g)].map(found => found[1]);
  for (const term of terms) {
    const key = term.replace('!', '');
    if (views.includes(key)) continue;
    assert.ok(sources.includes(`'setContext', '${key}'`), `${key} is set nowhere`);
  }
  assert.ok(terms.length > 5);
});

test('nothing is sent home, and that is said', () => {
  const lock = Object.keys(JSON.parse(read('package-lock.json')).packages);
  assert.deepEqual(
    lock.filter(name =>
      /telemetry|applicationinsights|analytics|sentry/i.test(name.replace('@opentelemetry', '')),
    ),
    [],
  );
  assert.match(read('docs/privacy.md'), /No telemetry/);
  assert.match(read('SECURITY.md'), /no telemetry/);
});

test('what a package promises to hold is in the clone', () => {
  for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md', 'SUPPORT.md', 'SECURITY.md'])
    assert.ok(existsSync(file), file);
  assert.match(read('scripts/lib/bundles.mjs'), /third-party-notices\.txt/);
});
