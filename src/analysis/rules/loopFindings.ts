import type { Finding, FixDraft } from '../../model/finding';
import { judged } from '../fixes/applicability';
import { keepComments } from '../fixes/comments';
import { commonCaveats } from '../fixes/commonCaveats';
import { print } from '../fixes/printer';
import { requestFor } from '../fixes/request';
import type { Advice } from '../language';
import type { CopyLoop } from '../loops/copyLoop';
import { copyLoopsIn } from '../loops/copyLoop';
import { summaryOf } from '../loops/summarize';
import { perFile } from '../source/perFile';
import { Scope } from '../source/scope';
import type { SourceFile } from '../source/sourceFile';
import type { Ir } from '../syntax/ir';
import { ruleOf } from './ruleOf';

/** The loops of a file that read into a buffer and write from it, worked out once for all rules that report them. */
export const loopFindings = perFile(copyLoops);

function copyLoops(file: SourceFile): Finding[] {
  const seen = new Set<Ir>();
  const findings = new Map<number, Finding>();
  for (const loop of file.prefilter.loops) {
    const { inner, outer } = file.functionsAround(loop);
    file.deadline?.check();
    if (seen.has(inner)) continue;
    seen.add(inner);
    for (const flow of copyLoopsIn(new Scope(file, inner, outer)))
      findings.set(flow.loop.start, findingOf(confirmed(flow)));
  }
  return [...findings.values()];
}

/** A loop whose summary shows that it writes other bytes than it reads is no plain copy. */
function confirmed(copy: CopyLoop): CopyLoop {
  if (copy.verdict !== 'replaceable' || !summaryOf(copy)?.writesOther) return copy;
  const because = 'the write takes another number of bytes than was read';
  return { ...copy, verdict: 'transformed', reason: { verdict: 'transformed', because } };
}

function findingOf(flow: CopyLoop): Finding {
  const { file, loop, source, sink, chunkBytes, verdict } = flow;
  const advice: Advice | null = verdict === 'replaceable' ? file.language.advise(flow) : null;
  return {
    file: file.path,
    language: file.language.id,
    rule: ruleOf('copy-loop', advice),
    startLine: file.line(loop.start),
    endLine: file.line(loop.end),
    route: `${source.end}-to-${sink.end}`,
    chunkBytes,
    verdict,
    reach: advice?.reach ?? 'user-space',
    message: advice
      ? `${cost(flow)}: ${advice.because}.${keeps(flow)}`
      : `No one call can replace this loop: ${flow.reason!.because}.`,
    instead: advice?.instead ?? null,
    ...(advice?.better ? { better: advice.better } : {}),
    fix: advice ? judged(keepComments(file, loop.start, draftFor(flow))) : null,
  };
}

/** The rewrite of a loop: by its summary where the language works by summaries. */
function draftFor(flow: CopyLoop): FixDraft | null {
  const { file } = flow;
  const { plan, fix } = file.language;
  if (!plan) return fix(flow);
  const request = requestFor(flow);
  const planned = request && plan(request);
  if (!planned) return null;
  const caveats = new Set([...planned.caveats, ...commonCaveats(flow, request)]);
  return print(file, { ...planned, caveats: [...caveats] });
}

/** What the loop costs, by the textbook: 2 CPU copies a byte, 4 mode switches a chunk. */
function cost(flow: CopyLoop): string {
  const chunk = flow.chunkBytes === null ? 'chunk' : sizeText(flow.chunkBytes);
  return `This loop costs 2 CPU copies per byte and 4 mode switches per ${chunk}`;
}

/** 8192 as `8 KiB`, 1000 as `1000 bytes`. */
export function sizeText(bytes: number): string {
  if (bytes > 0 && bytes % 1048576 === 0) return `${bytes / 1048576} MiB`;
  if (bytes > 0 && bytes % 1024 === 0) return `${bytes / 1024} KiB`;
  return bytes === 1 ? 'byte' : `${bytes} bytes`;
}

/** What the replacement must keep, so that nobody loses it unseen. */
function keeps({ sideEffects }: CopyLoop): string {
  const { progress, throttles, limits } = sideEffects;
  const parts = [
    progress.length > 0 && `call ${progress.join(', ')} between chunks of it to keep the progress it is told`,
    throttles.length > 0 && `keep the waiting of ${throttles.join(', ')} between chunks`,
    limits.length > 0 && `keep the limit ${limits.map(limit => `\`${oneLine(limit)}\``).join(', ')}`,
  ].filter(Boolean);
  return parts.length > 0 ? ` To keep what else the loop does, ${parts.join('; ')}.` : '';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 60);
