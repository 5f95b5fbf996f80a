import type { MessageArg } from '../model/message';

/** A value in a template: `{name}`, `{name, kind}` or `{name, kind, detail}`. */
export interface Slot {
  name: string;
  kind: string;
  detail: string;
}

const slot = /\{(\w+)(?:, (\w+)(?:, ([^{}]*))?)?\}/g;

/** The values that a template takes, in the order of its text. */
export function slotsOf(template: string): Slot[] {
  return [...template.matchAll(slot)].map(([, name, kind, detail]) => slotFrom(name, kind, detail));
}

/** The template with its values put in by `word`. */
export function filled(
  template: string,
  args: Readonly<Record<string, MessageArg>>,
  word: (value: MessageArg, slot: Slot) => string,
): string {
  return template.replace(slot, (whole, name: string, kind?: string, detail?: string) =>
    Object.hasOwn(args, name) ? word(args[name]!, slotFrom(name, kind, detail)) : whole,
  );
}

const slotFrom = (name = '', kind = 'text', detail = ''): Slot => ({ name, kind, detail });

/** `one: # file | other: # files`: the forms of a plural or of a choice, by their keys. */
export function formsOf(detail: string): ReadonlyMap<string, string> {
  return new Map(
    detail.split(' | ').map(form => {
      const at = form.indexOf(': ');
      return [form.slice(0, at), form.slice(at + 2)] as const;
    }),
  );
}
