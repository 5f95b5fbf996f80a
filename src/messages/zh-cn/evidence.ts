import type { evidence as en } from '../en/evidence';

export const evidence: Record<keyof typeof en, string> = {
  'device-bytes-untold.why': 'CPU 时间与上下文切换可知，但设备交付的字节不可知：无法读取 /proc/self/io。',
  'device-bytes-untold.remedy': '使用带 CONFIG_TASK_IO_ACCOUNTING 的内核，并挂载 /proc。',
  'tracepoints-unreadable.why': '无法读取内核跟踪点：tracefs 未挂载，或不对该用户开放。',
  'tracepoints-unreadable.remedy': '先 `sudo mount -t tracefs nodev /sys/kernel/tracing`，再以 root 运行。',
  'tracepoints-privileged.why': '内核不允许该用户统计跟踪点（perf_event_open：{errno}）。',
  'tracepoints-privileged.remedy':
    '执行 `sudo sysctl kernel.perf_event_paranoid=1`，或以 root 运行，或授予进程 CAP_PERFMON。',
  'samples-privileged.why': '内核只允许特权用户对内核时间采样（perf_event_open: {errno}）。',
  'samples-privileged.remedy':
    '执行 `sudo sysctl kernel.perf_event_paranoid=1`，或以 root 运行，或授予进程 CAP_PERFMON 与 CAP_SYSLOG；在容器中还须在 seccomp 配置中允许 perf_event_open。',
  'no-perf-events.why': '此内核没有 perf 事件（perf_event_open: {errno}）。',
  'no-perf-events.remedy': '使用带 CONFIG_PERF_EVENTS 的内核。',
  'samples-failed.why': '对内核时间采样失败（perf_event_open: {errno}）。',
  'samples-failed.remedy': '查看 dmesg；不依赖采样的数字仍然有效。',
  'symbols-hidden.why': '内核对该用户隐藏函数地址（/proc/kallsyms 全为零）。',
  'symbols-hidden.remedy':
    '执行 `sudo sysctl kernel.kptr_restrict=0`，或以 root 运行，或授予进程 CAP_SYSLOG。',
  'counters-privileged.why': '内核不允许该用户统计周期和指令（perf_event_open：{errno}）。',
  'counters-privileged.remedy':
    '执行 `sudo sysctl kernel.perf_event_paranoid=1`，或以 root 运行，或授予进程 CAP_PERFMON。',
  'no-hardware-counters.why':
    '本机没有可计周期的硬件计数器（perf_event_open：{errno}）；多数虚拟机会隐藏它们。',
  'no-hardware-counters.remedy': '在物理机上运行，或为虚拟机提供 PMU。',
  'experiment-failed.why': '无法进行显示拷贝与引用的实验（{call}：{errno}）。',
  'experiment-failed.remedy': '请释放磁盘空间或文件描述符后重试。',
  'experiment-blind.why': '显示拷贝与引用的实验在此文件系统上无法区分二者。',
  'experiment-blind.remedy': '请测量位于其他文件系统（如 ext4、xfs、btrfs 或 tmpfs）上的文件。',
  'experiment-without-scratch.why': '无法写入 {folder}，而显示拷贝与引用的实验需要在那里建立临时文件。',
  'experiment-without-scratch.remedy': '请测量位于可写文件夹中的文件。',
  'tried-elsewhere':
    '无法写入 {folder}（{errno}），因此在 {other} 中试验策略：与文件系统有关的结果可能不同。',
  'tried-on-program':
    '无法向 {folder} 写入试验文件（{errno}），因此用程序自身的文件试验各策略：依赖文件系统的结果可能不同。',
};
