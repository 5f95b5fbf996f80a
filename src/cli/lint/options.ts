import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import { choiceOption, parse } from '../command';

export const lintHelp = `Usage: iopath lint PATH… [options]

Finds code that copies bytes through the program though one call could move them. .gitignore is honoured; files over
2 MiB, minified or binary ones are left out and listed. Settings of servers that decide how files are sent (nginx, Apache,
Samba, Kafka and others) are reported too, without a change of the exit code (\`iopath explain server-config\`).

  --format F        text (default), json, sarif (2.1.0) or github (annotations of a workflow)
  --json            the same as --format json
  --all             also loops that must see their bytes: inspected, transformed, encrypted, memory-sink
  --select R,…      only these rules
  --ignore R,…      without these rules (\`iopath explain\` lists them)
  --baseline F      only findings that are not in F, an earlier output of --json
  --report-unused   also suppression comments that suppress nothing
  --stdin-filename F  lints the text from stdin as the file F
  --no-cache        looks through all files anew, and keeps nothing: else findings are kept in the user's cache folder, and
                    used again for a file of the same path and text

Fixes:
  --fix             writes the safe fixes: those that change nothing but speed; prints what is left
  --unsafe-fixes    with --fix or --diff, also the fixes that have caveats
  --diff            prints what --fix would write, as a unified diff, and writes nothing

Rules and paths of a project stand in iopath.config.json, in the folder of a file or above it up to the repository's
root. A comment \`iopath-ignore RULE: reason\` on a finding's first line, or on the line above, suppresses it.

Exit: 0 nothing found, 1 findings, 2 bad arguments or input, 3 the job failed.
`;

const options = {
  format: { type: 'string' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
  select: { type: 'string', multiple: true },
  ignore: { type: 'string', multiple: true },
  baseline: { type: 'string' },
  'report-unused': { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  'no-cache': { type: 'boolean' },
  fix: { type: 'boolean' },
  'unsafe-fixes': { type: 'boolean' },
  diff: { type: 'boolean' },
} as const;

const formats = ['text', 'json', 'sarif', 'github'] as const;
export type LintFormat = (typeof formats)[number];

/** A call of `iopath lint`, checked. */
export interface LintRequest {
  paths: string[];
  format: LintFormat;
  all: boolean;
  select?: string[];
  ignore?: string[];
  baseline: string | null;
  reportUnused: boolean;
  /** The name of the text on stdin; null if files are read. */
  stdinName: string | null;
  /** Whether findings of earlier runs are used. */
  cache: boolean;
  fix: boolean;
  unsafe: boolean;
  diff: boolean;
}

/** Throws a Problem where options do not fit together. */
export function lintRequest(args: string[]): LintRequest {
  const { values, positionals } = parse('lint', args, options);
  const request: LintRequest = {
    paths: positionals.length > 0 ? positionals : ['.'],
    format: values.json ? 'json' : choiceOption('format', values.format ?? 'text', formats),
    all: values.all ?? false,
    ...(values.select ? { select: values.select } : {}),
    ...(values.ignore ? { ignore: values.ignore } : {}),
    baseline: values.baseline ?? null,
    reportUnused: values['report-unused'] ?? false,
    stdinName: values['stdin-filename'] ?? null,
    cache: !values['no-cache'],
    fix: values.fix ?? false,
    unsafe: values['unsafe-fixes'] ?? false,
    diff: values.diff ?? false,
  };
  const wrong = conflict(
    request,
    positionals.length > 0,
    values.format !== undefined || values.json === true,
  );
  if (wrong) throw new Problem('input', wrong);
  return request;
}

function conflict({ fix, unsafe, diff, stdinName }: LintRequest, hasPaths: boolean, hasFormat: boolean) {
  if (unsafe && !fix && !diff)
    return {
      what: message('lint.unsafe'),
      why: message('lint.unsafe.why'),
      remedy: message('lint.unsafe.remedy'),
    };
  if (fix && diff)
    return {
      what: message('lint.fix-diff'),
      why: message('lint.fix-diff.why'),
      remedy: message('lint.fix-diff.remedy'),
    };
  if (diff && hasFormat)
    return {
      what: message('lint.diff-format'),
      why: message('lint.diff-format.why'),
      remedy: message('lint.diff-format.remedy'),
    };
  if (stdinName !== null && hasPaths)
    return {
      what: message('lint.stdin-paths'),
      why: message('lint.stdin-paths.why'),
      remedy: message('lint.stdin-paths.remedy'),
    };
  return null;
}
