// The tools of assistants: what the manifest declares is what the code serves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { toolNames } from '../../src/agents/toolNames';
import { tools } from '../../src/agents/tools';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));

interface Declared {
  name: string;
  modelDescription: string;
  inputSchema: object;
}

test('the manifest declares each tool with its description and its schema', () => {
  const served = toolNames.map(name => {
    const { $schema: __, ...inputSchema } = toJsonSchema(tools[name].input as v.GenericSchema);
    return { name, modelDescription: tools[name].description, inputSchema };
  });
  const declared = contributes.languageModelTools.map(
    ({ name, modelDescription, inputSchema }: Declared) => ({ name, modelDescription, inputSchema }),
  );
  assert.deepEqual(declared, JSON.parse(JSON.stringify(served)));
});

test('the server is declared under the id that is registered', () => {
  const [{ id }] = contributes.mcpServerDefinitionProviders;
  assert.ok(readFileSync('src/ui/agents/register.ts', 'utf8').includes(`'${id}'`));
});

test('unknown arguments are refused: a mistaken name must not pass for the default', () => {
  for (const name of toolNames) assert.ok(!v.is(tools[name].input as v.GenericSchema, { pathh: 'x' }), name);
});
