import { all, decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { KiB, MiB } from './sizes';

/** R1. RocketMQ's default today is the other way round: transferMsgByHeap is true. */
export const rocketmqConsume: Scenario = {
  id: 'rocketmq-consume',
  title: 'RocketMQ: a consumer pulls small messages',
  claim: 'For small messages mmap+write costs less CPU than a copy through the heap, and less than sendfile.',
  source: 'Articles on zero copy in RocketMQ (mmap+write); BrokerConfig.transferMsgByHeap defaults to true.',
  textbook: 'mmap better for small data',
  consequence:
    'With messages of this size most of the cost is the call, whichever it is: send more per call before choosing another call.',
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
