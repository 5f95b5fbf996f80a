/** Why a trace could not begin or end. */
export const tracing = {
  'trace.exec.gone': 'There is no such file, or no such command on PATH, or its interpreter is missing.',
  'trace.exec.gone.remedy': 'Check the name. What a shell knows, such as an alias, runs with `sh -c`.',
  'trace.exec.denied': 'It is not executable, or a folder on its path can not be entered.',
  'trace.exec.denied.remedy': 'Make it executable (`chmod +x`), or start it by its interpreter.',
  'trace.exec.format':
    'The kernel does not know its format: a script without a `#!` line, or a program for another processor.',
  'trace.exec.format.remedy': 'Start it by its interpreter, such as `sh SCRIPT`.',
  'trace.exec.folder': 'It is a folder.',
  'trace.exec.folder.remedy': 'Name the program in it.',
  'trace.exec.refused': 'The kernel refused it: {error}.',
  'trace.exec.refused.remedy': 'Check that the command runs without the trace.',
  'trace.unstarted': '{about} can not be started.',
  'trace.yama.start':
    'Start the program by `iopath trace -- COMMAND`, or run as root, or allow it: `sudo sysctl kernel.yama.ptrace_scope=0`.',
  'trace.yama.allow': 'Run iopath as root, or allow it: `sudo sysctl kernel.yama.ptrace_scope=0`.',
  'trace.yama.boot':
    'This setting lasts until the next boot: set kernel.yama.ptrace_scope to 0 in /etc/sysctl.d, then reboot.',
  'trace.untraced-process': 'Process {pid} can not be traced.',
  'trace.untraced': '{about} can not be traced.',
  'trace.no-process': 'There is no such process.',
  'trace.no-process.remedy': 'Find its number, for example by `pgrep NAME`.',
  'trace.zombie': 'It has ended: only its exit status is left for its parent (a zombie).',
  'trace.kernel-thread': 'It is a thread of the kernel.',
  'trace.kernel-thread.remedy': 'Name a process that runs a program.',
  'trace.traced-already': 'It is traced already, by process {tracer}; a process has one tracer.',
  'trace.traced-already.remedy': 'End that tracer or debugger first.',
  'trace.traced-ourselves':
    'iopath runs under a tracer or debugger itself, which then traces its children; a process has one tracer.',
  'trace.traced-ourselves.remedy': 'Run iopath outside of strace, gdb or the like.',
  'trace.other-user': 'It belongs to user {owner}, and this is user {user}.',
  'trace.other-user.remedy': 'Run iopath as that user, or as root.',
  'trace.yama': 'This system restricts tracing: kernel.yama.ptrace_scope is {scope}.',
  'trace.as-root': 'Run iopath as root.',
  'trace.refused':
    'The kernel refused ptrace: {error}. A container or sandbox forbids it, or the process runs with more rights.',
  'trace.refused.remedy':
    'Allow ptrace: `docker run --cap-add=SYS_PTRACE`, or a seccomp profile that permits it.',
  'trace.filter':
    'The kernel refused a seccomp filter: {error}. A container or sandbox forbids it, or the kernel was built without it.',
  'trace.filter.remedy':
    'Allow the calls seccomp and prctl in the sandbox. A process that runs can be watched: `iopath trace --pid N`.',
  'trace.bpf': '--engine bpf can not be used.',
  'trace.bpf.remedy': '{remedy} Or use --engine ptrace, which needs no privilege.',
  'trace.call-failed': '{call} failed: {error}.',
  'trace.limits.remedy': 'Check the limits on processes and descriptors (`ulimit -u`, `ulimit -n`).',
  'trace.bpf.build': 'This build has no BPF engine: clang or libbpf was missing when it was built.',
  'trace.bpf.build.remedy':
    'Install clang, libbpf-dev and libelf-dev (`npm run toolchains`), then build again: `npm run build`.',
  'trace.bpf.object': 'The BPF program iopath-calls.bpf.o beside the tracer is missing or broken.',
  'trace.bpf.object.remedy': 'Install iopath again, or build it: `npm run build`.',
  'trace.bpf.btf': 'The kernel tells no types of its own (/sys/kernel/btf/vmlinux).',
  'trace.bpf.btf.remedy':
    'Use a kernel with CONFIG_DEBUG_INFO_BTF, as Debian 11, Fedora 33 and Ubuntu 20.10 or newer have.',
  'trace.bpf.namespace':
    'iopath runs in a PID namespace of its own, as in a container: the kernel numbers processes otherwise there.',
  'trace.bpf.namespace.remedy': 'Run it on the host, or in a container with `--pid=host`.',
  'trace.bpf.refused': 'The kernel refused the BPF program: {error}.',
  'trace.bpf.refused.remedy': 'Run iopath as root, or with CAP_BPF and CAP_PERFMON.',
  'trace.bpf.kernel.remedy': 'Linux 5.17 or newer is needed.',
  'trace.died': 'The tracer died during the trace.',
  'trace.died.why': 'It ended with {how} and wrote no result. {remainder}',
  'trace.died.watched': 'The watched process runs on.',
  'trace.died.bpf': 'The traced program runs on.',
  'trace.died.ptrace': 'The traced program ended with it.',
  'trace.died.remedy': 'Run it again. Where memory ran out, see `dmesg` and free some.',
  'trace.missing': 'Programs can not be traced here.',
  'trace.unfit': 'The tracer wrote a line that does not fit.',
  'trace.unfit.why': '{place}: {issue}.',
  'trace.unfit.remedy': 'Build extension and backend from the same sources: `npm ci && npm run build`.',
  'trace.line': 'line',
} as const;
