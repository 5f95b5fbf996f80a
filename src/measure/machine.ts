import { readFileSync } from 'node:fs';
import { availableParallelism, release, totalmem, type } from 'node:os';
import type { Probe } from '../model/probe';
import type { Machine } from '../model/report';
import { readCpuLimit } from './placement/cpuLimit';
import { readSettings } from './placement/settings';
import { readText } from './placement/system';

/** What figures depend on: from the operating system, and the worker's probe of the input's filesystem. */
export function describeMachine(probe: Probe): Machine {
  return {
    kernel: `${type()} ${release()}`,
    architecture: process.arch,
    cpus: availableParallelism(),
    cpuModel: cpuModel(),
    memoryBytes: totalmem(),
    filesystem: probe.filesystem,
    nics: probe.nics,
    evidence: probe.evidence,
    settings: readSettings(readText),
    cpuQuota: readCpuLimit(readText).cpus,
  };
}

/** `model name` of /proc/cpuinfo; arm64 kernels name only the implementer and part there. */
function cpuModel(): string {
  try {
    return parseCpuModel(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return 'unknown';
  }
}

export function parseCpuModel(cpuinfo: string): string {
  const field = (name: string) => cpuinfo.match(new RegExp(`^${name}\\s*: *(.+)$`, 'm'))?.[1]?.trim();
  const part = field('CPU part');
  return (
    field('model name') ??
    field('Model') ??
    field('cpu model') ??
    (part ? `CPU implementer ${field('CPU implementer') ?? '?'}, part ${part}` : 'unknown')
  );
}
