import { profile } from '../../measure/profile';
import { defaultRequest } from '../../measure/request';
import { scenarios as registry, type Scenario } from '../../measure/scenarios';
import type { Texts } from '../../messages/texts';
import type { Report } from '../../model/report';
import type { Block } from '../../report/blocks';
import { renderMarkdown } from '../../report/markdown';
import { scenarioBlocks, scenarioTableOf } from '../../report/scenarioTable';
import { renderTerminal } from '../../report/terminal';
import { createClient, type WorkerClient } from '../../worker/client';
import { type Command, countOption, type ExitCode, parse, type Surroundings } from '../command';
import { refuseRedirection } from '../outputFile';

const help = `Usage: iopath scenarios [--run [PATH]] [--json | --markdown]

Lists the ready-made questions: systems known for moving bytes one way, each with the claim made of it. Run one
with \`iopath profile --scenario ID [PATH]\`.

  --run        runs them all, on PATH or on a file made for it and removed, and prints claim, textbook, measurement
               and verdict in one table
  --budget S   seconds for each (default 10)
  --json       the list, or every report, as JSON      --markdown   the table as Markdown

Exit: 0 done, 2 bad arguments or input, 3 a run broke or was cancelled.
`;

const options = {
  run: { type: 'boolean' },
  budget: { type: 'string' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
} as const;

type Form = { json?: boolean | undefined; markdown?: boolean | undefined };

async function run(args: string[], around: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('scenarios', args, options);
  if (values.run) return runAll(positionals, countOption('budget', values.budget ?? '10', 1), values, around);
  const listed = registry.map(({ id, title, claim, source }) => ({ id, title, claim, source }));
  if (values.json) around.out(json({ scenarios: listed }));
  else around.out(rendered(scenarioBlocks(listed, around.texts), values, around));
  return 0;
}

async function runAll(paths: string[], seconds: number, form: Form, around: Surroundings): Promise<ExitCode> {
  const client = createClient();
  const reports: Report[] = [];
  try {
    for (const scenario of registry) {
      if (around.signal.aborted) break;
      reports.push(await runOne(scenario, { paths, seconds, client, around }));
    }
  } finally {
    client.dispose();
  }
  if (form.json) around.out(json({ reports }));
  else around.out(rendered(tableOf(reports, around.texts), form, around));
  return reports.length < registry.length || reports.some(({ cancelled }) => cancelled) ? 3 : 0;
}

interface Running {
  paths: string[];
  seconds: number;
  client: WorkerClient;
  around: Surroundings;
}

async function runOne({ id }: Scenario, { paths, seconds, client, around }: Running): Promise<Report> {
  const request = { ...defaultRequest, paths, scenario: id, budgetMs: seconds * 1000 };
  const report = await profile(request, {
    client,
    signal: around.signal,
    onInput: async ({ identities }) => refuseRedirection(identities),
  });
  around.err(`${id}: ${report.scenario?.verdict ?? 'cancelled'}\n`);
  return report;
}

const tableOf = (reports: readonly Report[], texts: Texts) =>
  scenarioTableOf(reports, new Map(registry.map(({ id, title }) => [id, title])), texts);

const json = (value: object) => `${JSON.stringify({ schema: 'iopath-scenarios/2', ...value }, null, 2)}\n`;

function rendered(blocks: Block[], { markdown }: Form, { width, outIsTerminal }: Surroundings): string {
  return markdown ? renderMarkdown(blocks) : renderTerminal(blocks, { width, color: outIsTerminal });
}

export const scenarios: Command = {
  name: 'scenarios',
  summary: 'the ready-made questions, each with its claim',
  help,
  run,
};
