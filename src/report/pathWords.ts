import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import type { Message } from '../model/message';
import { type Evidence, evidences, type Mover, movers, type Stage, stages } from '../model/route';
import type { Lane } from './pathGraph';

/** The words of a drawing, in the reader's language. */
export interface PathWords {
  lane: Record<Lane, string>;
  stage: Record<Stage, string>;
  mover: Record<Mover, string>;
  evidence: Record<Evidence, string>;
  /** What the rules expected instead of what was observed. */
  expected(mover: string): string;
  bytes(value: number): string;
  modeSwitches(value: number): string;
  notRead: string;
}

const lanes: readonly Lane[] = ['user', 'kernel', 'device'];

/** The same words in exports and in the panel. */
export function pathWords({ say, format }: Texts): PathWords {
  const named = <K extends string>(names: readonly K[], of: (name: K) => Message) =>
    Object.fromEntries(names.map(name => [name, say(of(name))])) as Record<K, string>;
  return {
    lane: named(lanes, lane => message(`lane.${lane}`)),
    stage: named(stages, stage => message(`stage.${stage}`)),
    mover: named(movers, mover => message(`hop.${mover}`)),
    evidence: named(evidences, evidence => message(`evidence.${evidence}`)),
    expected: mover => say(message('drawing.rule', { mover })),
    bytes: format.bytes,
    modeSwitches: switches => say(message('drawing.switches', { switches })),
    notRead: say(message('drawing.cached')),
  };
}

const ends = ['file', 'socket', 'pipe', 'memory'] as const;

/** `file-to-socket` as people read it. */
export function routeText(route: string): Message {
  const [from, to] = route.split('-to-').map(endText);
  return message('loop.route', { from: from ?? endText(''), to: to ?? endText('') });
}

const endText = (name: string): Message => message(`end.${ends.find(end => end === name) ?? 'unknown'}`);
