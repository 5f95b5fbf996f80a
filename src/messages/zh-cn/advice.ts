import type { advice as en } from '../en/advice';

export const advice: Record<keyof typeof en, string> = {
  row: '{strategy} {chunk, bytes}',
  'row.at-chunk': '{call} ({chunk, bytes})',
  'row.variant': '{strategy} {chunk, bytes} ({variant})',
  'advice.use': '使用 {call}。',
  'advice.use-less': '使用 {call}：比 {base} 少用 {less, percent} CPU。',
  'advice.use-tied': '使用 {call}：比 {base} 少用 {less, percent} CPU。同样好：{others, commas}。',
  'advice.keep': '保留 {base}：没有其他调用的 CPU 用量可测地更少。',
  'advice.few':
    '请测量更久：{call} 比 {base} 少用 {less, percent} CPU，但可能只是偶然。轮数：{rounds, count}，至少需要 {needed, count}。',
  'advice.unsettled': '请测量更久：{call} 似乎比 {base} 少用 {less, percent} CPU，但各轮差异太大，无法断定。',
  'advice.alone': '{call} 每 KiB 用了 {cost, number} ns CPU。没有测量其他调用。',
  'advice.no-call': '{runtime} 在此没有拷贝更少的调用：保留循环。',
  'advice.no-call-elsewhere':
    '{runtime} 在此没有拷贝更少的调用：保留循环。系统调用 {call} 在此少用 {less, percent} CPU。',
  'figure.cpu': '{row}: 发送方 CPU',
  'figure.throughput': '{row}: 吞吐量',
  'figure.copies': '{row}: 每字节 CPU 拷贝次数',
  'figure.copy-time': '{row}: 用于拷贝的 CPU 时间',
  'figure.floor': '下限：仅移动页引用，写入持续排空的管道',
  'value.cost': '{cost, number} ns/KiB',
  'value.rate': '{rate, rate}',
  'value.copies': '{copies, number}',
  'value.copies-model': '{copies, number}，与模型一致',
  'value.share': '{share, percent}',
  'value.floor': '{cost, number} ns/KiB；{row} 的开销是它的 {ratio, ratio}',
  'limits.reflink':
    '仅在两个文件都不被写入时成立：首次写入共享区段会触发拷贝，且两个文件须在同一文件系统上。',
  'limits.socket-cached': '在本机以已缓存的数据测得。{changes}',
  'limits.socket-disk': '在本机以从磁盘读取的数据测得。{changes}',
  'limits.file-cached': '在 {filesystem} 上以已缓存的数据测得。{changes}',
  'limits.file-disk': '在 {filesystem} 上以从磁盘读取的数据测得。{changes}',
  'limits.content': '启用 TLS 或压缩后结果会不同。',
  'limits.machine': '换一台机器结果会不同。',
  'receiver.poll': '在自己核上轮询的接收方',
  'receiver.block': '睡眠的接收方',
  'receiver.same-core': '在发送方核上睡眠的接收方',
  'receiver.wakes': '每 MiB {switches, number} 次上下文切换',
  'receiver.wakes-cost': '每 MiB {switches, number} 次上下文切换，每次约耗发送方 {cost, number} µs',
  'receiver.overtaken':
    '对{mode}，{there} 领先于 {here}：{thereCost, number} ns/KiB 对 {hereCost, number} ns/KiB（{wakes}）。',
  'receiver.still-best': '对{mode}，{here} 仍属最佳之列，开销为原来的 {times, number} 倍（{wakes}）。',
  'receiver.flips':
    '对{mode}，排名翻转：{there} 最省，为 {thereCost, number} ns/KiB，而 {here} 为 {hereCost, number} ns/KiB（{wakes}）。',
  'receiver.flips-asleep':
    '对{mode}，排名翻转：{there} 最省，为 {thereCost, number} ns/KiB，而 {here} 为 {hereCost, number} ns/KiB（{wakes}）。那时发送方要为唤醒接收方付出代价，不再仅由路径决定。',
  'receiver.sleeper-unmeasured':
    '未测量睡眠的接收方。唤醒它可能比路径本身更耗发送方 CPU，从而改变排名（--receiver block）。',
  'receiver.poller-unmeasured': '数字中包含唤醒接收方的代价。--receiver poll 只显示路径本身，可能改变排名。',
};
