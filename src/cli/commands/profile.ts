import { hostname, userInfo } from 'node:os';
import { profileFigures } from '../../agents/sentFigures';
import { profile as measureProfile } from '../../measure/profile';
import { message } from '../../messages/message';
import { requestFields } from '../../model/jobFields';
import { Problem } from '../../model/problem';
import type { ProfileRequest } from '../../model/profile';
import type { Report } from '../../model/report';
import { documentOf } from '../../report/document';
import { htmlOf } from '../../report/html';
import { markdownOf } from '../../report/markdown';
import { redacted } from '../../report/redact';
import { renderTerminal } from '../../report/terminal';
import { createClient } from '../../worker/client';
import { type Command, type ExitCode, parse, type Surroundings } from '../command';
import { optionHelp } from '../optionHelp';
import { otlpAddress, otlpHelp, sendFigures } from '../otlp/option';
import { OutputFile, refuseRedirection } from '../outputFile';
import { createProgressBar } from '../progressBar';
import { requestOf, requestOptions } from '../request';

const help = `Usage: iopath profile PATH… [options]

Measures what moving the bytes of PATH costs, strategy by strategy. A folder means all its files, as a server
would send them. Files are only read.

What to measure, and for how long. Sizes are such as 512, 4k, 64KiB, 1MiB.
${optionHelp(requestFields)}
What comes out
  --json          the report as JSON                 --markdown    the report as Markdown
  --html FILE     the report as one HTML file as well
  --redact        no paths and no names of files, host, user and cards in any of these
  ${otlpHelp}
  --verbose       stack traces with problems

Exit: 0 done, 2 bad arguments or input, 3 a transfer failed or the run was cancelled.

Examples
  iopath profile big.iso --strategy read-write,sendfile --chunk 64KiB,1MiB
  iopath profile ./public --route file-to-socket --receiver block --json
`;

const options = {
  ...requestOptions,
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  html: { type: 'string' },
  otlp: { type: 'string' },
  redact: { type: 'boolean' },
} as const;

async function run(args: string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('profile', args, options);
  if (values.json && values.markdown) throw onlyOne();
  const collector = otlpAddress(values.otlp);
  const page = values.html === undefined ? null : await OutputFile.at('--html', values.html);
  const measured = await measure(requestOf(values, positionals), page, surroundings);
  const report = values.redact ? redacted(measured, ownNames()) : measured;
  surroundings.out(rendered(report, values, surroundings));
  await page?.write(htmlOf(report, surroundings.texts));
  await sendFigures(collector, () => profileFigures(report));
  return exitCodeOf(report);
}

/** Names of this machine and of its user. */
function ownNames(): string[] {
  try {
    return [hostname(), userInfo().username];
  } catch {
    return [hostname()]; // The user id has no name (os.userInfo throws).
  }
}

async function measure(
  request: ProfileRequest,
  page: OutputFile | null,
  surroundings: Surroundings,
): Promise<Report> {
  const client = createClient();
  const bar = createProgressBar(surroundings);
  try {
    return await measureProfile(request, {
      client,
      signal: surroundings.signal,
      onEvent: bar.onEvent,
      async onInput({ identities }) {
        refuseRedirection(identities);
        await page?.refuse(identities);
      },
    });
  } finally {
    bar.end();
    client.dispose();
  }
}

function rendered(report: Report, form: { json?: boolean; markdown?: boolean }, to: Surroundings): string {
  if (form.json) return `${JSON.stringify(report, null, 2)}\n`;
  if (form.markdown) return markdownOf(report, to.texts);
  return renderTerminal(documentOf(report, to.texts), { width: to.width, color: to.outIsTerminal });
}

/** A report with a failed transfer is still shown; the exit code tells scripts not to rely on it. */
function exitCodeOf({ transfers, cancelled }: Report): ExitCode {
  const broken = transfers.some(({ failed }) => failed !== null);
  const nothing = transfers.every(({ unsupported }) => unsupported !== null);
  return broken || nothing || cancelled ? 3 : 0;
}

const onlyOne = () =>
  new Problem('input', {
    what: message('cli.two-forms'),
    why: message('cli.two-forms.why'),
    remedy: message('cli.leave-one'),
  });

export const profile: Command = {
  name: 'profile',
  summary: 'measure what moving files costs, strategy by strategy',
  help,
  run,
};
