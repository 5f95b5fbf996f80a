import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { l10n } from 'vscode';
import { type Trace, traceProblemSchema, traceSchema } from '../../model/trace';
import { refusal } from '../problem';

/** Gives `run` a path for the tracer's result, reads it, and removes it. Throws what the tracer refused, in its words. */
export async function resultOf(folder: string, run: (path: string) => Promise<void>): Promise<Trace> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `trace-${randomUUID()}.json`);
  try {
    await run(path);
    return decoded(await readFile(path, 'utf8').catch(() => null));
  } finally {
    await rm(path, { force: true });
  }
}

function decoded(text: string | null): Trace {
  if (text === null || text === '')
    throw refusal({
      what: l10n.t('The trace left no result.'),
      why: l10n.t('The tracer was ended before it could write one.'),
      remedy: l10n.t('Trace again, and stop it by Cancel or Ctrl-C.'),
    });
  const data: unknown = JSON.parse(text);
  const problem = v.safeParse(traceProblemSchema, data);
  if (problem.success) throw refusal(problem.output.problem);
  return v.parse(traceSchema, data);
}
