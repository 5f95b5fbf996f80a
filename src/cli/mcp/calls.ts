import { loopAnswer, pathAnswer } from '../../agents/loopAnswer';
import { profileAnswer } from '../../agents/profileAnswer';
import { proofAnswer } from '../../agents/proofAnswer';
import type { ToolName } from '../../agents/toolNames';
import type { ToolAnswer, ToolInput } from '../../agents/tools';
import { traceAnswer } from '../../agents/traceAnswer';
import { profile } from '../../measure/profile';
import { defaultRequest } from '../../measure/request';
import { resemblanceOf } from '../../measure/resemblance';
import { message } from '../../messages/message';
import { textsIn } from '../../messages/texts';
import type { Finding } from '../../model/finding';
import { Problem } from '../../model/problem';
import { ruleIds } from '../../model/rule';
import { prove } from '../../prover/client';
import { shownCommand, visible } from '../../report/visible';
import { createClient } from '../../worker/client';
import { lintPaths, type Outcome } from '../lint/outcome';
import { ProjectFiles } from '../lint/projectFiles';
import { Selection } from '../lint/selection';
import { questionOf } from '../prove/options';
import { traceProgram } from '../traceProgram';
import type { Intent } from './consent';
import type { Roots } from './roots';

/** The services of a call. */
export interface CallContext {
  roots: Roots;
  signal: AbortSignal;
  /** Returns once the person has consented; otherwise throws a Problem. */
  consent(intent: Intent): Promise<void>;
  /** Reports a call's progress to the client, as a part of 1. */
  progress(part: number, label: string): void;
}

type Calls = { [N in ToolName]: (input: ToolInput<N>, context: CallContext) => Promise<ToolAnswer<N>> };

const standardLimit = 20;
const standardTraceSeconds = 60;

/** What each tool does. Each throws a Problem that the client's model can act on. */
export const calls: Calls = {
  async find_copy_loops({ paths, all = false, limit = standardLimit }, { roots, signal }) {
    const asked = (paths ?? roots.folders).map(path => roots.confined(path));
    const { findings, outcome } = await found(asked, all, signal);
    return {
      filesLookedAt: outcome.files,
      found: findings.length,
      loops: findings.slice(0, limit).map(finding => loopAnswer(finding, roots.shown(finding.file))),
      notLookedAt: outcome.skipped
        .slice(0, limit)
        .map(({ file, why }) => ({ file: roots.shown(file), why: textsIn('en').say(why) })),
    };
  },

  async explain_path({ path, line }, { roots, signal }) {
    const file = roots.confined(path);
    const { findings } = await found([file], true, signal);
    const finding = innermost(findings, line);
    if (!finding) throw noLoop(path, line, findings);
    const like = resemblanceOf(finding);
    return pathAnswer(finding, {
      file: roots.shown(file),
      rule: ruleIds.find(id => id === finding.rule)!,
      scenario: like && { id: like.scenario.id, because: textsIn('en').say(like.because) },
    });
  },

  async profile_file({ path, route, strategies, chunkBytes, cache, seconds }, context) {
    const file = context.roots.confined(path);
    const budgetMs = seconds === undefined ? defaultRequest.budgetMs : seconds * 1000;
    await context.consent({
      permission: 'profile',
      does: message('agent.profile', { file: visible(file), seconds: budgetMs / 1000 }),
    });
    const client = createClient();
    try {
      const request = {
        ...defaultRequest,
        paths: [file],
        budgetMs,
        ...(route ? { route } : {}),
        ...(strategies ? { strategies } : {}),
        ...(chunkBytes ? { chunks: chunkBytes } : {}),
        ...(cache ? { cache } : {}),
      };
      const report = await profile(request, {
        client,
        signal: context.signal,
        onEvent(event) {
          if (event.kind === 'progress' && event.bytesPlanned > 0)
            context.progress(
              Math.min(1, event.bytesDone / event.bytesPlanned),
              textsIn('en').say(event.label),
            );
        },
      });
      return profileAnswer(report);
    } finally {
      client.dispose();
    }
  },

  async trace_command({ command, folder, minBytes = 0, seconds = standardTraceSeconds }, context) {
    const { roots, consent, signal } = context;
    const cwd = folder === undefined ? roots.folders[0]! : roots.confined(folder);
    await consent({
      permission: 'trace',
      does: message('agent.trace', { command: shownCommand(command), folder: visible(cwd), seconds }),
    });
    const job = {
      command,
      pid: null,
      engine: 'ptrace',
      seconds,
      minBytes,
      pin: true,
      hooks: true,
      stdin: 'ignore',
      stdout: 2,
      cwd,
    } as const;
    const ends = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
    return traceAnswer(await traceProgram({ ...job, command: [...command] }, { signal: ends }));
  },

  async prove_server({ url, folder }, { roots, consent, signal }) {
    const directory = roots.confined(folder);
    const question = questionOf({ directory }, [url], null);
    await consent({
      permission: 'prove',
      does: message('agent.prove', { folder: visible(directory), url: visible(url) }),
    });
    return proofAnswer(await prove(question, { signal }));
  },
};

async function found(paths: string[], all: boolean, signal: AbortSignal) {
  const projects = new ProjectFiles();
  const selection = new Selection(projects, {});
  const outcome: Outcome = await lintPaths(paths, projects, { signal, cache: true });
  const findings = outcome.findings.filter(
    finding => (all || finding.verdict === 'replaceable') && selection.levelOf(finding) !== null,
  );
  return { outcome, findings };
}

function innermost(findings: readonly Finding[], line: number): Finding | null {
  const holding = findings.filter(({ startLine, endLine }) => startLine <= line && line <= endLine);
  const size = ({ startLine, endLine }: Finding) => endLine - startLine;
  return holding.sort((a, b) => size(a) - size(b))[0] ?? null;
}

function noLoop(path: string, line: number, findings: readonly Finding[]): Problem {
  const others = findings.map(({ startLine, endLine }) =>
    message('agent.lines', { first: String(startLine), last: String(endLine) }),
  );
  return new Problem('input', {
    what: message('agent.no-loop', { line: String(line), path }),
    why: others.length > 0 ? message('agent.loop-lines', { lines: others }) : message('agent.no-loops'),
    remedy: message('agent.no-loop.remedy'),
  });
}
