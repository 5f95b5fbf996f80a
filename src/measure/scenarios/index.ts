import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import { backupFileToFile } from './backupFileToFile';
import { binlogShipping } from './binlogShipping';
import { blockStoreLarge } from './blockStoreLarge';
import { databaseRandomPages } from './databaseRandomPages';
import { fileServerLarge } from './fileServerLarge';
import { jsonApiTransform } from './jsonApiTransform';
import { kafkaConsumerFetch } from './kafkaConsumerFetch';
import { kafkaFlushPolicy } from './kafkaFlushPolicy';
import { kafkaIndex } from './kafkaIndex';
import { kafkaProduce } from './kafkaProduce';
import { keyValueSmallValues } from './keyValueSmallValues';
import { mediaRanges } from './mediaRanges';
import { nginxStatic } from './nginxStatic';
import { rocketmqConsume } from './rocketmqConsume';
import type { Scenario } from './scenario';
import { searchScan } from './searchScan';
import { sequentialVsRandom } from './sequentialVsRandom';
import { streamTransform } from './streamTransform';
import { textbookTable } from './textbookTable';
import { tlsUserSpace } from './tlsUserSpace';

export type { Scenario, ScenarioCase } from './scenario';

/** Every scenario, in the order people meet the claims: the table, who uses it, where it does not serve. */
export const scenarios: readonly Scenario[] = [
  textbookTable,
  kafkaConsumerFetch,
  kafkaProduce,
  kafkaIndex,
  kafkaFlushPolicy,
  sequentialVsRandom,
  rocketmqConsume,
  nginxStatic,
  fileServerLarge,
  mediaRanges,
  backupFileToFile,
  binlogShipping,
  blockStoreLarge,
  databaseRandomPages,
  keyValueSmallValues,
  jsonApiTransform,
  searchScan,
  streamTransform,
  tlsUserSpace,
];

/** The scenario of that id, or a Problem that lists them. */
export function scenarioById(id: string): Scenario {
  const found = scenarios.find(scenario => scenario.id === id);
  if (found) return found;
  throw new Problem('input', {
    what: message('scenario.unknown', { id }),
    why: message('scenario.unknown.why', { known: scenarios.map(scenario => scenario.id) }),
    remedy: message('scenario.unknown.remedy'),
  });
}
