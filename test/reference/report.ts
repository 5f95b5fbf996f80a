import { toJsonSchema } from '@valibot/to-json-schema';
import { reportSchema, reportSchemaName } from '../../src/model/report';
import { traceSchemaName } from '../../src/model/trace';
import { code, table } from './table';

interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema | Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
}

const isNull = ({ type, const: only }: Schema) => type === 'null' || only === null;

/** A schema that is null or another one, as the other one. */
function withoutNull(schema: Schema): { schema: Schema; orNull: boolean } {
  const others = schema.anyOf?.filter(each => !isNull(each));
  if (!others || others.length === schema.anyOf!.length) return { schema, orNull: false };
  return { schema: others.length === 1 ? others[0]! : { anyOf: others }, orNull: true };
}

/** A message is an id and values, wherever it stands. */
const isMessage = ({ properties }: Schema) => Object.keys(properties ?? {}).join() === 'id,args';

/** Whether a schema has fields of its own to list, directly or in its items. */
function inner(schema: Schema): { schema: Schema; suffix: string } | null {
  if (isMessage(schema)) return null;
  if (schema.properties) return { schema, suffix: '' };
  const { items, additionalProperties: values } = schema;
  if (items && !Array.isArray(items)) return { schema: items, suffix: '[]' };
  if (typeof values === 'object') return { schema: values, suffix: '.*' };
  return null;
}

function typeOf(given: Schema): string {
  const { schema, orNull } = withoutNull(given);
  return `${nameOf(schema)}${orNull ? ' or null' : ''}`;
}

function nameOf(schema: Schema): string {
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map(value => code(String(value))).join(', ');
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return [...new Set(variants.map(typeOf))].join('; ');
  if (isMessage(schema)) return 'message';
  if (schema.properties) return 'object';
  if (Array.isArray(schema.items)) return `list of ${schema.items.map(typeOf).join(' and ')}`;
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object')
    return `${typeOf(schema.additionalProperties)} by name`;
  return [schema.type ?? 'any'].flat().join(' or ');
}

function rowsOf(given: Schema, path: string): string[][] {
  const { schema } = withoutNull(given);
  const found = inner(schema);
  if (!found) return [];
  if (found.suffix !== '') return rowsOf(found.schema, `${path}${found.suffix}`);
  return Object.entries(schema.properties!).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`;
    const needed = schema.required?.includes(name) ? '' : ' (may be missing)';
    return [[code(own), `${typeOf(field)}${needed}`], ...rowsOf(field, own)];
  });
}

/** Every field of a report, from the schema that each report is checked against. */
export function reportPage(): string {
  const schema = toJsonSchema(reportSchema, { errorMode: 'ignore', typeMode: 'output' }) as Schema;
  const intro = `\`iopath profile --json\` writes a report of schema \`${reportSchemaName}\`. Times are nanoseconds where a name ends in \`Ns\`; sizes are bytes. \`[]\` stands for each item, \`*\` for each name. [Evidence](../evidence.md) explains the kinds of evidence, [Messages](messages.md) the ids of messages. Reports of schema \`iopath-report/1\` are read as well. \`iopath trace --json\` has a schema of its own, \`${traceSchemaName}\`, the first and only one.`;
  return `# Fields of a report\n\n${intro}\n\n${table(['field', 'holds'], rowsOf(schema, ''))}\n`;
}
