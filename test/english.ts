import assert from 'node:assert/strict';
import { type Texts, textsIn } from '../src/messages/texts';
import type { Message } from '../src/model/message';

export const english: Texts = textsIn('en');

/** A value with the English sentence in place of each message. */
export type InEnglish<T> = T extends Message
  ? string
  : T extends readonly (infer Item)[]
    ? InEnglish<Item>[]
    : T extends object
      ? { [K in keyof T]: InEnglish<T[K]> }
      : T;

const isMessage = (value: object): value is Message =>
  Object.keys(value).length === 2 && 'args' in value && 'id' in value && typeof value.id === 'string';

/** The value with every message rendered in English, at any depth. */
export function inEnglish<T>(value: T): InEnglish<T> {
  if (typeof value !== 'object' || value === null) return value as InEnglish<T>;
  if (Array.isArray(value)) return value.map(inEnglish) as InEnglish<T>;
  if (isMessage(value)) return english.say(value) as InEnglish<T>;
  const entries = Object.entries(value).map(([key, part]) => [key, inEnglish(part)]);
  return Object.fromEntries(entries) as InEnglish<T>;
}

/** One message in English; text that is worded already as it is, and nothing of nothing. */
export const said = (text: Message | string | false | null | undefined): string =>
  typeof text === 'object' && text !== null ? english.say(text) : text || '';

/** Why a test is skipped, for node:test: it would take an empty reason for one as well. */
export const skipFor = (why: Parameters<typeof said>[0]): string | false => said(why) || false;

type Part = 'what' | 'why' | 'remedy';

/** For `assert.rejects` and `assert.throws`: an error with these parts, in English. */
export const worded =
  (expected: Partial<Record<Part, string | RegExp>>) =>
  (error: unknown): true => {
    for (const [part, text] of Object.entries(expected) as [Part, string | RegExp][]) {
      const found = said((error as Partial<Record<Part, Message>>)[part]);
      if (typeof text === 'string') assert.equal(found, text);
      else assert.match(found, text);
    }
    return true;
  };
