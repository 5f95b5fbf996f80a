import type { becauses as en } from '../en/becauses';

export const becauses: Record<keyof typeof en, string> = {
  'fallback-other-filesystem': '{strategy} 返回 {errno}：输入与输出在不同的文件系统上',
  'fallback-filesystem-without-copy-file-range': '{strategy} 返回 {errno}：文件系统没有 copy_file_range',
  'fallback-no-copy-file-range': '{strategy} 返回 {errno}：内核没有 copy_file_range，或被 seccomp 过滤',
  'fallback-copy-file-range-refused': '{strategy} 返回 {errno}：文件系统拒绝对该文件使用 copy_file_range',
  'fallback-sendfile-refused': '{strategy} 返回 {errno}：文件系统拒绝从该文件 sendfile',
  'fallback-no-sendfile': '{strategy} 返回 {errno}：内核没有 sendfile，或被 seccomp 过滤',
  'fallback-splice-refused': '{strategy} 返回 {errno}：有一端不能 splice',
  'fallback-no-splice': '{strategy} 返回 {errno}：内核没有 splice，或被 seccomp 过滤',
  'trial-other': '另一策略取代了它',
  'kernel-refused': '内核拒绝了它',
  'direct-unaligned': '块或范围不是 4096 字节的倍数：读取扩展为整块，写文件则经由页缓存',
  'direct-padded': '末尾不是整块：最后一次写入补齐为整块，输出再截回其长度',
  'direct-output-refused': '输出所在文件系统不接受 O_DIRECT：经由页缓存写入',
  'not-populated': '此内核（5.14 之前）不能一次映射所有页：只是预告了它们',
  'uring-buffers-unregistered': '无法注册缓冲区：用户不能锁定那么多内存（ulimit -l）',
  'uring-files-unregistered': '文件无法注册：已达到打开文件或锁定内存的上限（ulimit -n、ulimit -l）',
  'uring-usage-untold': '此内核（6.2 之前）不说明零拷贝发送最终是否被拷贝',
};
