// The tools of assistants: what the manifest declares is what the code serves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { test } from 'node:test';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { toolNames } from '../../src/agents/toolNames';
import { tools } from '../../src/agents/tools';
import { isOfNetwork } from '../../src/cli/mcp/roots';
import { inlineCode, shownCommand } from '../../src/report/visible';

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

test('a command that is asked for shows where each word ends, and no word hides another', () => {
  assert.equal(shownCommand(['sh', '-c', "echo 'a b'", '']), "sh -c 'echo '\\''a b'\\''' ''");
  const attack = shownCommand(['rm', '-r', 'x\n\n\nHarmless.\u202e\u001b[2K']);
  assert.equal(attack, "rm -r 'x⟨U+000A⟩⟨U+000A⟩⟨U+000A⟩Harmless.⟨U+202E⟩⟨U+001B⟩[2K'");
});

test('code of a question is one line, and nothing in it ends it', () => {
  assert.equal(inlineCode('a`\n\n**Safe**'), "`a'⟨U+000A⟩⟨U+000A⟩**Safe**`");
});

test('a share or a device of Windows is seen before anything looks at it', () => {
  for (const path of ['\\\\evil\\share', '//evil/share/x', '\\\\?\\C:\\x', '\\\\.\\pipe\\x'])
    assert.ok(isOfNetwork(win32.resolve('C:\\work', path)), path);
  assert.ok(!isOfNetwork(win32.resolve('C:\\work', '..\\x')));
  assert.ok(!isOfNetwork(posix.resolve('/work', '\\\\evil\\share')), 'a name elsewhere');
});
