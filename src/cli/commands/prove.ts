import { proofFigures } from '../../agents/sentFigures';
import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import type { Proof } from '../../model/proof';
import { prove as runProof } from '../../prover/client';
import type { Question } from '../../prover/question';
import { proofText } from '../../report/proof';
import { visible } from '../../report/visible';
import { type Command, choiceOption, type ExitCode, parse, type Surroundings } from '../command';
import { otlpAddress, otlpHelp, sendFigures } from '../otlp/option';
import { proveOptions, questionOf } from '../prove/options';

const help = `Usage: iopath prove URL --directory FOLDER [options]
       iopath prove --relay LISTEN:CONNECT --file SCRATCH [options]
       iopath prove --file SCRATCH -- COMMAND…

Shows whether a file is sent by reference to the page cache or by copy, without touching the server: while bytes of
a scratch file wait in the queue, the file is changed in place, and what changed with it is a reference. The scratch
file is made for the proof and removed afterwards; no existing file is ever changed.

A web server
  URL               the address under which FOLDER is served; {file} in it stands for the name of the scratch file
  --directory F     the folder that the server serves; the scratch file is made there
  --unix PATH       connect to this Unix socket instead of the URL's host
  --http V          1.1 (default) or 1.0
  --header H        one more header line, such as 'Authorization: Bearer …'; may be repeated
  --range A-B       ask for these bytes of the file only
  --insecure        accept a certificate that can not be verified
  --allow-remote    the server may be on another host: the scratch file's random bytes cross the network
Any client and protocol
  --relay L:C       listen on port L of 127.0.0.1 and pass bytes on to C (PORT or HOST:PORT); let the client fetch
                    the scratch file through L
  --file SCRATCH    where the scratch file is made; nothing may be there yet
  --content FILE    make the scratch file with the content of FILE, on the same filesystem, for a store that sends
                    only files of its own format: a segment, a log, a block
A command
  -- COMMAND…       {file} stands for the scratch file; it is sent to stdout (a pipe), to {host} and {port}, or
                    written to {output}
How
  --size N          bytes of the scratch file (default 8MiB): some servers choose by size
  --repeat N        proofs to make (default 1)
  --expect V        reference or copy: exit 1 where the verdict is another
  --json            the proof as JSON
  ${otlpHelp}

Exit: 0 decided, 1 --expect not met, 2 bad arguments or input, 3 undecided.

Examples
  iopath prove http://127.0.0.1:8080/ --directory ./public --expect reference
  iopath prove http://localhost/ --unix /run/app.sock --directory /srv/www --json
`;

const options = {
  ...proveOptions,
  expect: { type: 'string' },
  json: { type: 'boolean' },
  otlp: { type: 'string' },
} as const;

async function run(args: string[], around: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('prove', args, options);
  const split = args.indexOf('--');
  const command = split < 0 ? [] : args.slice(split + 1);
  const words = positionals.slice(0, positionals.length - command.length);
  const expect =
    values.expect === undefined
      ? null
      : choiceOption('expect', values.expect, ['reference', 'copy'] as const);
  const collector = otlpAddress(values.otlp);
  const proof = await proofOf(questionOf(values, words, split < 0 ? null : command), around);
  around.out(values.json ? `${JSON.stringify(proof, null, 2)}\n` : proofText(proof, around.texts));
  await sendFigures(collector, () => proofFigures(proof));
  if (proof.verdict === 'undecided') return 3;
  return expect !== null && proof.verdict !== expect ? 1 : 0;
}

async function proofOf(question: Question, around: Surroundings): Promise<Proof> {
  try {
    return await runProof(question, {
      signal: around.signal,
      onMessage(sent) {
        if (sent.kind === 'output') return around.err(sent.text);
        const { address, file } = sent;
        around.err(`${visible(around.texts.say(message('prove.listening', { address, file })))}\n`);
      },
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('job', {
      what: message('prove.broke'),
      why: message('input.other', { error: (error as Error).message }),
      remedy: message('prove.broke.remedy'),
    });
  }
}

export const prove: Command = {
  name: 'prove',
  summary: 'whether a server or command sends a file by reference or by copy',
  help,
  run,
};
