// Why the engine bpf does not run here, by the step of the tracer that failed (native/trace/kernel_calls.cc).

export interface BpfFailure {
  call: string;
  error: string;
}

const byCall: Record<string, { why: string; remedy: string }> = {
  'bpf build': {
    why: 'This build has no BPF engine: clang or libbpf was missing when it was built.',
    remedy:
      'Install clang, libbpf-dev and libelf-dev (`npm run toolchains`), then build again: `npm run build`.',
  },
  'bpf object': {
    why: 'The BPF program iopath-calls.bpf.o beside the tracer is missing or broken.',
    remedy: 'Install iopath again, or build it: `npm run build`.',
  },
  btf: {
    why: 'The kernel tells no types of its own (/sys/kernel/btf/vmlinux).',
    remedy:
      'Use a kernel with CONFIG_DEBUG_INFO_BTF, as Debian 11, Fedora 33 and Ubuntu 20.10 or newer have.',
  },
  'pid namespace': {
    why: 'iopath runs in a PID namespace of its own, as in a container: the kernel numbers processes otherwise there.',
    remedy: 'Run it on the host, or in a container with `--pid=host`.',
  },
};

const refused: readonly string[] = ['EPERM', 'EACCES'];

/** The reason and its remedy, for a person. */
export function bpfAbsence({ call, error }: BpfFailure): { why: string; remedy: string } {
  const known = byCall[call];
  if (known) return known;
  if (refused.includes(error))
    return {
      why: `The kernel refused the BPF program: ${error}.`,
      remedy: 'Run iopath as root, or with CAP_BPF and CAP_PERFMON.',
    };
  return { why: `${call} failed: ${error}.`, remedy: 'Linux 5.17 or newer is needed.' };
}
