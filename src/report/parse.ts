import * as v from 'valibot';
import type { ProblemText } from '../model/problem';
import { type Report, reportSchema, reportSchemaName } from '../model/report';

/** A report out of a file or a clipboard, or what is wrong with it as a person reads it. Nothing is trusted. */
export function parseReport(text: string): { report: Report } | { problem: ProblemText } {
  const value = jsonOf(text);
  if (value === undefined)
    return problem('It is not JSON, or it was cut off before its end.', 'Save the report again.');
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (typeof schema !== 'string')
    return problem(
      'It is JSON, but not a report: it names no schema.',
      'Choose a file made by `iopath profile --json`.',
    );
  if (schema !== reportSchemaName)
    return problem(
      `It follows the schema '${schema.slice(0, 60)}', and this version reads '${reportSchemaName}'.`,
      'Open it with the version that made it, or measure again.',
    );
  const parsed = v.safeParse(reportSchema, value);
  if (parsed.success) return { report: parsed.output };
  const issue = parsed.issues[0];
  return problem(
    `The field '${v.getDotPath(issue) ?? '?'}' is wrong: ${issue.message.slice(0, 200)}.`,
    'Save the report again; figures are finite numbers, and a null or NaN in their place is no figure.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const problem = (why: string, remedy: string) => ({
  problem: { what: "The report can't be read.", why, remedy },
});
