// Files that the build and the editor read without the analysis, written from the languages' and the rules' own files.
import { readFileSync } from 'node:fs';
import { specs } from '../../src/analysis/languages';
import { rules } from '../../src/analysis/rules';
import { textsIn } from '../../src/messages/texts';
import { ruleText } from '../../src/report/rulePage';

/** As the formatter writes it. */
const list = (values: readonly string[]) => `[${values.map(value => JSON.stringify(value)).join(', ')}]`;

function languageTable(): string {
  const rows = specs.map(({ id, runtime, extensions, editorIds, grammar }) => {
    const grammars = [...new Set(extensions.map(ending => grammar(`file${ending}`)))];
    return [
      `  "${id}": {`,
      `    "runtime": ${JSON.stringify(runtime)},`,
      `    "extensions": ${list(extensions)},`,
      `    "editorIds": ${list(editorIds)},`,
      `    "grammars": ${list(grammars)}`,
      '  }',
    ].join('\n');
  });
  return `{\n${rows.join(',\n')}\n}\n`;
}

function ruleTable(): string {
  const rows = rules.map(
    ({ id, category, level }) => `  "${id}": { "category": "${category}", "level": "${level}" }`,
  );
  return `{\n${rows.join(',\n')}\n}\n`;
}

/** A text with the lines between two others put anew. */
function between(text: string, [before, after]: [RegExp, RegExp], lines: string[]): string {
  const start = text.search(before) + (before.exec(text)?.[0].length ?? 0);
  const end = start + text.slice(start).search(after);
  return `${text.slice(0, start)}\n${lines.join(',\n')}${text.slice(end)}`;
}

/** The languages that wake the extension, and those of its setting. */
function manifest(): string {
  const ids = specs.flatMap(({ editorIds }) => editorIds);
  const events = ids.map(id => `    "onLanguage:${id}"`);
  const names = specs.map(({ id }) => `              "${id}"`);
  const standard = specs.map(({ id }) => `            "${id}"`);
  let text = readFileSync('package.json', 'utf8');
  text = between(text, [/"activationEvents": \[/, /,\n {4}"onLanguage:plaintext"/], events);
  text = between(text, [/"ioPath\.findings\.languages": \{[^[]*"enum": \[/, /\n {12}\]/], names);
  return between(text, [/"ioPath\.findings\.languages": \{[^[]*\[[^[]*"default": \[/, /\n {10}\]/], standard);
}

/** The rules of a project file. */
function projectSchema(): string {
  const { say } = textsIn('en');
  const rows = rules.map(({ id, level }) => {
    const description = `${say(ruleText(id, 'what'))} Default: ${level}.`;
    return `        "${id}": { "$ref": "#/definitions/level", "description": ${JSON.stringify(description)} }`;
  });
  const text = readFileSync('schemas/iopath.config.schema.json', 'utf8');
  return between(text, [/"The level of each rule\."[\s\S]*?"properties": \{/, /\n {6}\}/], rows);
}

/** By path from the clone's root. */
export const writtenTables: Readonly<Record<string, () => string>> = {
  'src/model/languages.json': languageTable,
  'src/model/rules.json': ruleTable,
  'package.json': manifest,
  'schemas/iopath.config.schema.json': projectSchema,
};
