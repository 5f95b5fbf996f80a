import type { warnings as en } from '../en/warnings';

export const warnings: Record<keyof typeof en, string> = {
  'warning.varied': '{strategies, list} 各轮之间相差超过 10 %。',
  'warning.varied.remedy': '请关闭其他程序，或测量更久。',
  'warning.interrupted': '其他程序每秒打断测试 {times, count} 次。',
  'warning.interrupted.remedy': '请关闭它们（平均负载 {load, number}）后再测。',
  'warning.unpinned': '无法把线程绑定到核心：沙箱禁止这样做（sched_setaffinity）。',
  'warning.unpinned.remedy': '请在沙箱外测量，或考虑各轮的离散度。',
  'warning.cores': '发送方和接收方在核心 {sender, count} 和 {receiver, count} 上运行：{relation}。',
  'warning.cores.remedy': '如果本机有别的核心，请用 --cores 另选两个。',
  'cores.siblings': '它们是同一物理核心的两个线程，会互相拖慢',
  'cores.other-kind': '它们不是同一类核心，数字是两者的混合',
  'cores.other-node': '它们在不同的 NUMA 节点上，每个字节都要经过处理器间的链路',
  'cores.other-cache': '它们没有共用的末级缓存，每个字节都要经过内存',
  'warning.throttled': '本容器的 CPU 配额使其线程停顿了 {ms, number} 毫秒。',
  'warning.throttled.remedy':
    '提高配额（docker run --cpus），或用 --receiver block 测量，它耗费的 CPU 时间更少。',
  'warning.few': '轮数少（{rounds, count}）：数字仅供粗略参考。',
  'measure-longer': '请测量更久。',
  'nothing-to-do': '无需处理。',
  'warning.late': '没有时间测量 {strategies, list}。',
  'warning.short': '每次运行只有几微秒：打开文件和启动流的开销与移动其字节相当。',
  'warning.short.remedy': '看离散度而不只看中位数，或测量 1 MiB 以上的文件。',
  'warning.cache-unknown':
    '输入有多少在页缓存中未知：内核只告诉文件的所有者或可写者（mincore，自 Linux 5.2 起）。',
  'warning.cache-unknown.remedy':
    '请以文件所有者身份测量，或使用自己的副本；冷运行是否真冷，看从设备读取的字节数。',
  'warning.not-cold': '冷运行并不冷：最多有 {bytes, bytes} 仍在页缓存中（mincore）。',
  'warning.not-cold.memory': '{filesystem} 位于内存，没有冷状态：请使用磁盘上的文件。',
  'warning.not-cold.remedy': '关闭打开或映射该文件的程序，等 `sync` 完成后再测。',
  'warning.partial': '输入（{bytes, bytes}）没有全部在页缓存中：最差时只有 {part, percent}。',
  'warning.partial.remedy': '用 --length 测量能放进内存的一部分，或看 CPU 时间而非吞吐量。',
  'warning.changed': '输入在运行期间改变：{change}。改变之后的各轮移动的不是已校验的字节。',
  'warning.changed-more':
    '输入在运行期间改变：{change}，另有 {more, count} 个改变。改变之后的各轮移动的不是已校验的字节。',
  'warning.changed.remedy': '测量期间不要写入输入，或测量它的副本。',
  'changed.removed': '{path} 被删除',
  'changed.replaced': '{path} 被另一个文件替换',
  'changed.resized': '{path} 大小改变',
  'changed.overwritten': '{path} 被写入',
  'warning.made': '没有指定文件，因此在 {folder} 中生成了 {bytes, bytes} 随机字节，之后已删除。',
  'warning.made.remedy': '指定你自己的文件以得到它的数字。',
};
