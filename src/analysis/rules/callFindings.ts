import { message } from '../../messages/message';
import type { Finding, FixDraft } from '../../model/finding';
import { keepComments } from '../fixes/comments';
import { judged } from '../fixes/commonCaveats';
import { print } from '../fixes/printer';
import type { CopyCall, CopyCallShape, LanguageFile, LanguageSpec } from '../language';
import { bufferIn } from '../loops/buffers';
import { fits } from '../loops/callShapes';
import { isOwn } from '../loops/copyLoop';
import { resolveEnd } from '../loops/ends';
import { followsKernelMove } from '../loops/kernelMoves';
import { perFile } from '../source/perFile';
import { Scope } from '../source/scope';
import { type Call, type Ir, walk } from '../syntax/ir';
import { ruleOf } from './rule';

/** The calls of a file that look like zero copy and are not, worked out once for all rules that report them. */
export const callFindings = perFile(copyCalls);

function copyCalls(file: LanguageFile): Finding[] {
  const seen = new Set<Ir>();
  const findings: Finding[] = [];
  for (const call of file.prefilter.copyCalls) {
    file.deadline?.check();
    const { inner, outer } = file.functionsAround(call);
    if (seen.has(inner)) continue;
    seen.add(inner);
    findings.push(...callsIn(inner, new Scope(file, inner, outer)));
  }
  return findings;
}

function callsIn(root: Ir, scope: Scope<LanguageSpec>): Finding[] {
  return [...walk(root)].flatMap(node => {
    if (node.kind !== 'call' || !isOwn(node, root)) return [];
    const shape = scope.file.language.copyCalls.shapes.find(
      candidate => fits(node, candidate) && (!candidate.when || candidate.when(node, scope)),
    );
    const finding = shape ? findingOf(node, shape, scope) : null;
    return finding ? [finding] : [];
  });
}

function findingOf(call: Call, shape: CopyCallShape, scope: Scope<LanguageSpec>): Finding | null {
  const { file } = scope;
  const part = (at: 'receiver' | number): Ir | null =>
    at === 'receiver' ? call.receiver : (call.args[at] ?? null);
  const [from, to] = [part(shape.source), part(shape.sink)];
  if (!from || !to || followsKernelMove(scope, from, to)) return null;
  const copyCall = { call, source: resolveEnd(from, scope), sink: resolveEnd(to, scope), scope, file };
  if (copyCall.source.verdict || copyCall.sink.verdict || copyCall.sink.end === 'memory') return null;
  const advice = file.language.copyCalls.advise(copyCall);
  if (!advice) return null;
  return {
    file: file.path,
    language: file.language.id,
    rule: ruleOf('copy-call', advice),
    startLine: file.line(call.start),
    endLine: file.line(call.end),
    route: `${copyCall.source.end}-to-${copyCall.sink.end}`,
    chunkBytes: chunkOf(call, shape, scope),
    verdict: 'replaceable',
    reach: advice.reach,
    message: message('finding.call', { because: advice.because }),
    instead: advice.instead,
    ...(advice.better ? { better: advice.better } : {}),
    fix: judged(keepComments(file, call.start, draftFor(copyCall, file.language))),
  };
}

function draftFor(copyCall: CopyCall, { copyCalls: { plan } }: LanguageSpec): FixDraft | null {
  const planned = plan?.(copyCall);
  return planned ? print(copyCall.file, planned) : null;
}

function chunkOf(call: Call, shape: CopyCallShape, scope: Scope<LanguageSpec>): number | null {
  const node = shape.chunk === undefined ? null : (call.args[shape.chunk] ?? null);
  if (!node) return null;
  const buffer = bufferIn(node, scope);
  return scope.valueOf(node) ?? scope.capacity(buffer?.key ?? null);
}
