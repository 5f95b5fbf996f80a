import { message } from '../../messages/message';
import type { Finding, FixDraft } from '../../model/finding';
import { distinct, type Message } from '../../model/message';
import { keepComments } from '../fixes/comments';
import { commonCaveats, judged } from '../fixes/commonCaveats';
import { print } from '../fixes/printer';
import { requestFor } from '../fixes/request';
import type { Advice, LanguageFile, LanguageSpec } from '../language';
import { type CopyLoop, copyLoopsIn } from '../loops/copyLoop';
import { summaryOf } from '../loops/summarize';
import { perFile } from '../source/perFile';
import { Scope } from '../source/scope';
import type { Ir } from '../syntax/ir';
import { ruleOf } from './rule';

/** The loops of a file that read into a buffer and write from it, worked out once for all rules that report them. */
export const loopFindings = perFile(copyLoops);

function copyLoops(file: LanguageFile): Finding[] {
  const seen = new Set<Ir>();
  const findings = new Map<number, Finding>();
  for (const loop of file.prefilter.loops) {
    const { inner, outer } = file.functionsAround(loop);
    file.deadline?.check();
    if (seen.has(inner)) continue;
    seen.add(inner);
    for (const flow of copyLoopsIn(new Scope(file, inner, outer)))
      findings.set(flow.loop.start, findingOf(confirmed(flow), file.language));
  }
  return [...findings.values()];
}

/** A loop whose summary shows that it writes other bytes than it reads, or not all of them, is no plain copy. */
function confirmed(copy: CopyLoop): CopyLoop {
  const summary = copy.verdict === 'replaceable' ? summaryOf(copy) : null;
  if (!summary?.writesOther && !summary?.leavesOut) return copy;
  const because = message(summary.writesOther ? 'reason.other-count' : 'reason.chunks-left-out');
  return { ...copy, verdict: 'transformed', reason: { verdict: 'transformed', because } };
}

function findingOf(flow: CopyLoop, language: LanguageSpec): Finding {
  const { file, loop, source, sink, chunkBytes, verdict } = flow;
  const advice: Advice | null = verdict === 'replaceable' ? language.advise(flow) : null;
  return {
    file: file.path,
    language: language.id,
    rule: ruleOf('copy-loop', advice),
    startLine: file.line(loop.start),
    endLine: file.line(loop.end),
    route: `${source.end}-to-${sink.end}`,
    chunkBytes,
    verdict,
    reach: advice?.reach ?? 'user-space',
    message: advice
      ? keeping(flow, costMessage(flow, advice.because))
      : message('finding.no-call', { because: flow.reason!.because }),
    instead: advice?.instead ?? null,
    ...(advice?.better ? { better: advice.better } : {}),
    fix: advice ? judged(keepComments(file, loop.start, draftFor(flow, language))) : null,
  };
}

/** The rewrite of a loop by its summary. */
function draftFor(flow: CopyLoop, { plan }: LanguageSpec): FixDraft | null {
  const request = plan ? requestFor(flow) : null;
  const planned = request && plan?.(request);
  if (!planned) return null;
  return print(flow.file, {
    ...planned,
    caveats: distinct([...planned.caveats, ...commonCaveats(flow, request)]),
  });
}

/** What the loop costs, by the textbook: 2 CPU copies a byte, 4 mode switches a chunk. */
function costMessage({ chunkBytes }: CopyLoop, because: Message): Message {
  if (chunkBytes === null) return message('finding.loop', { because });
  return chunkBytes === 1
    ? message('finding.loop-byte', { because })
    : message('finding.loop-chunk', { chunk: chunkBytes, because });
}

/** The message, with what the replacement must keep. */
function keeping({ sideEffects }: CopyLoop, finding: Message): Message {
  const { progress, throttles, limits } = sideEffects;
  const parts = [
    progress.length > 0 && message('keep.progress', { calls: progress }),
    throttles.length > 0 && message('keep.waiting', { calls: throttles }),
    limits.length > 0 && message('keep.limit', { limits: limits.map(inCode) }),
  ].filter(part => part !== false);
  return parts.length > 0 ? message('finding.keeping', { finding, parts }) : finding;
}

const inCode = (text: string): string => `\`${oneLine(text)}\``;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 60);
