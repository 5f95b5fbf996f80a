import { all, decideByRatio, senderCpu } from './judging';
import { KiB, MiB, type Scenario, wordsOf } from './scenario';

/** R1. RocketMQ's default today is the other way round: transferMsgByHeap is true. */
export const rocketmqConsume: Scenario = {
  ...wordsOf('rocketmq-consume'),
  cases: [
    {
      changes: { strategies: ['read-write', 'mmap-write', 'sendfile'], chunks: [KiB, 4 * KiB] },
      mostBytes: 16 * MiB,
    },
  ],
  decide(report) {
    const against = (strategy: 'read-write' | 'sendfile') =>
      decideByRatio(report, {
        over: { strategy: 'mmap-write', chunkBytes: KiB },
        under: { strategy, chunkBytes: KiB },
        metric: senderCpu,
        holds: 'below',
        limit: 1,
      });
    return all(against('read-write'), against('sendfile'));
  },
};
