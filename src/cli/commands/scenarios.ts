import { scenarios as registry } from '../../measure/scenarios';
import { scenarioBlocks } from '../../report/scenarioList';
import { renderTerminal } from '../../report/terminal';
import { type Command, type ExitCode, parse, type Surroundings } from '../command';

const help = `Usage: iopath scenarios [--json]

Lists the ready-made questions: systems known for moving bytes one way, each with the claim made of it. Run one
with \`iopath profile --scenario ID PATH\`.
`;

async function run(args: string[], { out, outIsTerminal, width }: Surroundings): Promise<ExitCode> {
  const { values } = parse('scenarios', args, { json: { type: 'boolean' } });
  const listed = registry.map(({ id, title, claim, source }) => ({ id, title, claim, source }));
  if (values.json) out(`${JSON.stringify({ schema: 'iopath-scenarios/1', scenarios: listed }, null, 2)}\n`);
  else out(renderTerminal(scenarioBlocks(listed), { width, color: outIsTerminal }));
  return 0;
}

export const scenarios: Command = {
  name: 'scenarios',
  summary: 'the ready-made questions, each with its claim',
  help,
  run,
};
