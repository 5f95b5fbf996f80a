import { readFileSync } from 'node:fs';
import { code, table } from './table';

interface Setting {
  type: string;
  order: number;
  default: unknown;
  minimum?: number;
  maximum?: number;
  enum?: string[];
  enumDescriptions?: string[];
  items?: { enum: string[] };
  markdownDescription: string;
}

const read = (name: string) => JSON.parse(readFileSync(name, 'utf8'));

/** What a setting may be: its values, its bounds, or its type. */
function allowed({ type, minimum, maximum, enum: values, items }: Setting): string {
  const choices = values ?? items?.enum;
  if (choices) return `${items ? 'any of ' : ''}${choices.map(code).join(', ')}`;
  if (minimum === undefined) return type;
  return maximum === undefined ? `${type}, ${minimum} or more` : `${type}, ${minimum} to ${maximum}`;
}

const standard = ({ default: value, items }: Setting) => (items ? 'all' : code(JSON.stringify(value)));

/** The editor's settings, from package.json. */
export function settingsPage(): string {
  const texts: Record<string, string> = read('package.nls.json');
  const said = (text: string) => texts[text.replaceAll('%', '')] ?? text;
  const settings: [string, Setting][] = Object.entries(
    read('package.json').contributes.configuration.properties as Record<string, Setting>,
  );
  const ordered = settings.sort(([, a], [, b]) => a.order - b.order);
  const rows = ordered.map(([name, setting]) => [
    code(name),
    allowed(setting),
    standard(setting),
    said(setting.markdownDescription),
  ]);
  const choices = ordered.flatMap(([name, { enum: values, enumDescriptions }]) =>
    enumDescriptions
      ? [
          `## ${name}\n\n${table(
            ['value', 'means'],
            values!.map((value, at) => [code(value), said(enumDescriptions[at]!)]),
          )}`,
        ]
      : [],
  );
  const head = ['setting', 'takes', 'default', 'means'];
  return `# Settings of the editor\n\n${table(head, rows)}\n\n${choices.join('\n\n')}\n`;
}
