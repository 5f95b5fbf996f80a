import type { MachineSettings } from '../../model/report';
import type { ReadText } from './topology';

const cpu = '/sys/devices/system/cpu';

/** Settings of the machine that figures depend on; null where the kernel does not tell, as in most virtual machines. */
export function readSettings(read: ReadText): MachineSettings {
  return {
    governor: read(`${cpu}/cpu0/cpufreq/scaling_governor`),
    turbo: turboOf(read),
    mitigations: mitigationsOf(read),
    virtualisation: virtualisationOf(read),
  };
}

/** intel_pstate's switch has the opposite meaning of the general one. */
function turboOf(read: ReadText): boolean | null {
  const off = read(`${cpu}/intel_pstate/no_turbo`);
  if (off !== null) return off === '0';
  const on = read(`${cpu}/cpufreq/boost`);
  return on === null ? null : on === '1';
}

/** The vulnerabilities whose mitigation raises the cost of mode switches or copies. */
const costly = [
  'meltdown',
  'spectre_v2',
  'retbleed',
  'mds',
  'l1tf',
  'tsx_async_abort',
  'spec_rstack_overflow',
];

function mitigationsOf(read: ReadText): Record<string, string> {
  const reported = costly.map(name => [name, read(`${cpu}/vulnerabilities/${name}`)] as const);
  return Object.fromEntries(reported.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The name of the hypervisor where the machine is virtual, `unknown` where the kernel does not name it; null on hardware. */
function virtualisationOf(read: ReadText): string | null {
  const xen = read('/sys/hypervisor/type');
  if (xen !== null) return xen;
  const vendor = read('/sys/class/dmi/id/sys_vendor') ?? '';
  const product = read('/sys/class/dmi/id/product_name') ?? '';
  const known =
    /QEMU|KVM|VMware|VirtualBox|Hyper-V|Virtual Machine|Amazon EC2|Google Compute|Parallels|Bochs/i;
  const named = known.exec(`${vendor} ${product}`)?.[0];
  if (named) return named;
  return /^flags\s*:.*\bhypervisor\b/m.test(read('/proc/cpuinfo') ?? '') ? 'unknown' : null;
}
