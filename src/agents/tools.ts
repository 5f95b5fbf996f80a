// The tools that assistants call: names, inputs and answers. The MCP server and the editor offer the same.
import * as v from 'valibot';
import { cacheStates } from '../model/job';
import { largestChunk } from '../model/jobFields';
import { routes } from '../model/route';
import { strategyNames } from '../model/strategy';
import { loopsSchema, pathSchema } from './loopAnswer';
import { profileSchema } from './profileAnswer';
import { proofAnswerSchema } from './proofAnswer';
import type { ToolName } from './toolNames';
import { traceAnswerSchema } from './traceAnswer';

const path = (description: string) =>
  v.pipe(v.string(), v.minLength(1), v.description(`${description} Within the allowed folders.`));
const whole = (least: number, most: number, description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.description(description));

/** What a tool starts beyond reading source files; each needs a person's consent. */
export const permissions = ['profile', 'trace', 'prove'] as const;
export type Permission = (typeof permissions)[number];

const inputs = {
  find_copy_loops: v.strictObject({
    paths: v.optional(
      v.pipe(
        v.array(v.string()),
        v.minLength(1),
        v.description('Files or folders to look through; the allowed folders by default.'),
      ),
    ),
    all: v.optional(
      v.pipe(v.boolean(), v.description('Also loops that must see their bytes, which no call can replace.')),
    ),
    limit: v.optional(whole(1, 200, 'Loops to list; 20 by default.')),
  }),
  explain_path: v.strictObject({
    path: path('The source file.'),
    line: whole(1, 10_000_000, 'A line of the loop, counted from 1.'),
  }),
  profile_file: v.strictObject({
    path: path('The file to move, or a folder: all its files, as a server would send them. Only read.'),
    route: v.optional(v.pipe(v.picklist(routes), v.description('file-to-socket by default.'))),
    strategies: v.optional(
      v.pipe(v.array(v.picklist(strategyNames)), v.minLength(1), v.description('All by default.')),
    ),
    chunkBytes: v.optional(
      v.pipe(
        v.array(whole(1, largestChunk, 'Bytes per call.')),
        v.minLength(1),
        v.description('Bytes per call, one or more sizes; 65536 by default.'),
      ),
    ),
    cache: v.optional(
      v.pipe(v.picklist(cacheStates), v.description('State of the page cache; warm by default.')),
    ),
    seconds: v.optional(whole(1, 600, 'Time for all strategies together; 10 by default.')),
  }),
  trace_command: v.strictObject({
    command: v.pipe(
      v.array(v.string()),
      v.minLength(1),
      v.description('The program and its arguments, one string each; no shell is in between.'),
    ),
    folder: v.optional(path('The working folder.')),
    minBytes: v.optional(whole(0, largestChunk, 'Trace only calls that ask for this many bytes or more.')),
    seconds: v.optional(whole(1, 3600, 'The program is ended after this time; 60 by default.')),
  }),
  prove_server: v.strictObject({
    url: v.pipe(
      v.string(),
      v.description(
        'Address under which a server on this machine serves the folder, such as http://127.0.0.1:8080/.',
      ),
    ),
    folder: path('The folder that the server serves; a scratch file is made there and removed.'),
  }),
} as const satisfies Record<ToolName, unknown>;
export type ToolInput<N extends ToolName> = v.InferOutput<(typeof inputs)[N]>;

const answers = {
  find_copy_loops: loopsSchema,
  explain_path: pathSchema,
  profile_file: profileSchema,
  trace_command: traceAnswerSchema,
  prove_server: proofAnswerSchema,
} as const;
export type ToolAnswer<N extends ToolName> = v.InferOutput<(typeof answers)[N]>;

export interface Tool<N extends ToolName = ToolName> {
  name: N;
  title: string;
  /** For the model: what the tool returns, when to use it and what it costs. */
  description: string;
  input: (typeof inputs)[N];
  answer: (typeof answers)[N];
  permission: Permission | null;
}

const tool = <N extends ToolName>(
  name: N,
  permission: Permission | null,
  title: string,
  description: string,
): Tool<N> => ({ name, title, description, permission, input: inputs[name], answer: answers[name] });

const evidenceNote =
  'Each figure says how it is known: counted, kernel, observed, sampled, or model (documented kernel behaviour, not measured).';

/** Every tool, in the order shown. */
export const tools: { [N in ToolName]: Tool<N> } = {
  find_copy_loops: tool(
    'find_copy_loops',
    null,
    'Find copy loops',
    `Finds code that copies bytes through the program (read into a buffer, write out) though one call such as sendfile could move them. Reads source files, runs nothing. ${evidenceNote}`,
  ),
  explain_path: tool(
    'explain_path',
    null,
    'Explain the path of a loop',
    `Explains the copy loop on a line: where its bytes go now, where they would go with the call instead, which legs the CPU copies, why, and the limits of the advice. Runs nothing. ${evidenceNote}`,
  ),
  profile_file: tool(
    'profile_file',
    'profile',
    'Measure moving a file',
    `Measures what moving a file costs on this machine, strategy by strategy: CPU time, copies, mode and context switches, throughput, with spreads and 95 % intervals. Linux only. Takes 10 s by default. ${evidenceNote}`,
  ),
  trace_command: tool(
    'trace_command',
    'trace',
    'Trace a command',
    `Runs a command under a tracer and finds the copy loops it makes at run time, in any language, with the lines that make the calls. The command runs with your rights. Linux only. ${evidenceNote}`,
  ),
  prove_server: tool(
    'prove_server',
    'prove',
    'Prove how a server sends files',
    `Proves by experiment whether a running web server sends files by reference (zero copy) or by copy: changes a scratch file while its bytes wait in a queue. Linux only, servers of this machine only. ${evidenceNote}`,
  ),
};
