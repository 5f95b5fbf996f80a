import { message } from '../messages/message';
import type { Message } from '../model/message';
// Why the engine bpf does not run here, by the step of the tracer that failed (native/trace/kernel_calls.cc).

export interface BpfFailure {
  call: string;
  error: string;
}

const byCall: Record<string, { why: Message; remedy: Message }> = {
  'bpf build': {
    why: message('trace.bpf.build'),
    remedy: message('trace.bpf.build.remedy'),
  },
  'bpf object': {
    why: message('trace.bpf.object'),
    remedy: message('trace.bpf.object.remedy'),
  },
  btf: {
    why: message('trace.bpf.btf'),
    remedy: message('trace.bpf.btf.remedy'),
  },
  'pid namespace': {
    why: message('trace.bpf.namespace'),
    remedy: message('trace.bpf.namespace.remedy'),
  },
};

const refused: readonly string[] = ['EPERM', 'EACCES'];

/** The reason and its remedy, for a person. */
export function bpfAbsence({ call, error }: BpfFailure): { why: Message; remedy: Message } {
  const known = byCall[call];
  if (known) return known;
  if (refused.includes(error))
    return {
      why: message('trace.bpf.refused', { error }),
      remedy: message('trace.bpf.refused.remedy'),
    };
  return { why: message('trace.call-failed', { call, error }), remedy: message('trace.bpf.kernel.remedy') };
}
