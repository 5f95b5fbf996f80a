import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Field } from '../../../src/model/fields';
import { requestFields } from '../../../src/model/jobFields';
import { languages } from '../../../src/model/languages';
import { commandIds } from '../../../src/ui/commandIds';

interface Contribution {
  command: string;
}

const read = (name: string) => JSON.parse(readFileSync(name, 'utf8'));
const manifest = read('package.json');
const { commands, menus, configuration, views } = manifest.contributes;

test('the commands of the manifest are those of the code', () => {
  const declared = commands.map(({ command }: Contribution) => command);
  assert.deepEqual(declared.toSorted(), Object.keys(commandIds).sort());
});

test('menus name commands that exist', () => {
  const named = Object.values(menus as Record<string, Contribution[]>).flat();
  for (const { command } of named) assert.ok(command in commandIds, command);
});

test('every text of the manifest has a key, and every key is used, in every language', () => {
  const text = JSON.stringify(manifest);
  const used = [...text.matchAll(/%([\w.]+)%/g)].map(([, key]) => key!);
  assert.ok(used.length > 20, 'keys were found');
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json', 'package.nls.ru.json'])
    assert.deepEqual(Object.keys(read(file)).sort(), [...new Set(used)].sort(), file);
});

test('what the editor shows of the extension is translated: its name, its views and its settings', () => {
  const { viewsContainers } = manifest.contributes;
  const shown = [
    manifest.displayName,
    configuration.title,
    ...viewsContainers.activitybar.map(({ title }: { title: string }) => title),
    ...(Object.values(views).flat() as { name: string; contextualTitle: string }[]).flatMap(view => [
      view.name,
      view.contextualTitle,
    ]),
  ];
  for (const text of shown) assert.match(text, /^%[\w.]+%$/);
});

test('the data file is a setting of each folder', () => {
  assert.equal(configuration.properties['ioPath.measure.dataFile'].scope, 'resource');
});

test('the languages of the settings are those of the analysis', () => {
  const setting = configuration.properties['ioPath.findings.languages'];
  assert.deepEqual(setting.items.enum, [...languages]);
  assert.deepEqual(setting.default, [...languages]);
});

test('the settings of a measurement are the fields they give', () => {
  const fields = Object.values(requestFields) as Field<unknown>[];
  const given = fields.flatMap(field => (field.setting ? [`ioPath.measure.${field.setting}`] : []));
  const declared = Object.keys(configuration.properties).filter(name => name.startsWith('ioPath.measure.'));
  // The file to measure is no value of a job: it is looked for in the workspace.
  assert.deepEqual(declared.sort(), [...given, 'ioPath.measure.dataFile'].sort());
  const { budget, receiver } = Object.fromEntries(
    ['budget', 'receiver'].map(name => [name, configuration.properties[`ioPath.measure.${name}`]]),
  );
  assert.deepEqual(receiver.enum, ['auto', ...requestFields.receiver.choices]);
  assert.equal(receiver.default, requestFields.receiver.standard ?? 'auto');
  const { least, most, standard } = requestFields.budgetMs;
  assert.equal(budget.default * 1000, standard);
  assert.ok(budget.minimum * 1000 >= least && budget.maximum * 1000 <= most);
});

test('a language with lenses wakes the extension', () => {
  for (const id of languages) assert.ok(manifest.activationEvents.includes(`onLanguage:${id}`), id);
});

test('the extension sleeps until it is used: no window wakes it by being opened', () => {
  const atStart = (manifest.activationEvents as string[]).filter(event => /^(\*|onStartup)/.test(event));
  assert.deepEqual(atStart, []);
  // Without an extension for Kotlin the editor calls its files plain text.
  assert.ok(manifest.activationEvents.includes('onLanguage:plaintext'));
  // So the editor calls configuration files of servers.
  for (const id of ['properties', 'ini', 'xml'])
    assert.ok(manifest.activationEvents.includes(`onLanguage:${id}`), id);
});

test('the views of the code are declared', () => {
  const ids = Object.values(views as Record<string, { id: string }[]>)
    .flat()
    .map(({ id }) => id);
  assert.deepEqual(ids, ['ioPath.copyLoops', 'ioPath.relays']);
  assert.match(readFileSync('src/ui/trace/register.ts', 'utf8'), /'ioPath\.relays'/);
  assert.match(readFileSync('src/ui/scan/register.ts', 'utf8'), /'ioPath\.copyLoops'/);
});

test('no language is declared without a grammar: files keep the language they have', () => {
  assert.equal(manifest.contributes.languages, undefined);
  assert.match(readFileSync('src/ui/loops/register.ts', 'utf8'), /pattern: kotlinFiles/);
});

test('a measurement is offered on files of the explorer alone, and where one can be made', () => {
  const offers = Object.entries(menus as Record<string, { command: string; when?: string }[]>).flatMap(
    ([menu, entries]) =>
      entries
        .filter(({ command }) => command === 'ioPath.profileFile')
        .map(({ when }) => [menu, when] as const),
  );
  assert.deepEqual(
    offers.map(([menu]) => menu),
    ['explorer/context'],
  );
  const when = offers[0]?.[1] ?? '';
  assert.match(when, /^isWorkspaceTrusted && !ioPath\.cannotMeasure && /);
  // A key that activation sets would hide the entry until something else woke the extension.
  assert.doesNotMatch(when, /(?<!!)ioPath\./);
});
