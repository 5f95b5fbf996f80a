import type { Field, Fields } from '../model/fields';

/** Columns of the help, and where its explanations begin. */
const width = 118;
const indent = 18;

/** Lines of --help for the options of these fields, in their order. */
export const optionHelp = (fields: Fields): string => Object.values(fields).flatMap(linesOf).join('\n');

function linesOf(field: Field<unknown>): string[] {
  if (!field.option) return [];
  const { name, operand = '' } = field.option;
  const head = `  --${name} ${operand}`.padEnd(indent);
  const [first = '', ...rest] = wrapped(explanation(field));
  return [`${head}${first}`, ...rest.map(line => ' '.repeat(indent) + line)].map(line => line.trimEnd());
}

function explanation(field: Field<unknown>): string {
  const { help } = field.option!;
  if (field.kind !== 'choice') return help;
  const words = field.choices.map(word => (word === field.standard ? `${word} (default)` : word)).join(', ');
  return help ? `${words}: ${help}` : words;
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width - indent)
      lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
