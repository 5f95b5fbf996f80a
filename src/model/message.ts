/** A value inside a message: a name, a figure in base units (bytes, nanoseconds, a part of 1), a message, or a list. */
export type MessageArg = string | number | Message | readonly MessageArg[];

/** A text as id and values: the catalogue (src/messages) has a template for each id in each language. */
export interface Message {
  readonly id: string;
  readonly args: Readonly<Record<string, MessageArg>>;
}

/** A message by its id and values, for programs and for ids without a template. */
export function outline({ id, args }: Message): string {
  const values = Object.values(args).map(outlineOf);
  return id === asItIs ? values.join(' ') : [id, ...values].join(' ');
}

function outlineOf(value: MessageArg): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return isList(value) ? value.map(outlineOf).join(', ') : outline(value);
}

/** The messages without repetitions. */
export const distinct = (messages: readonly Message[]): Message[] => [
  ...new Map(messages.map(one => [outline(one), one])).values(),
];

export const isList = (value: MessageArg): value is readonly MessageArg[] => Array.isArray(value);

/** Id of the one template that is its argument alone. */
export const asItIs = 'text';

/** Text without an id: a message of the operating system, or a sentence of an old report. It is shown unchanged. */
export const verbatim = (text: string): Message => ({ id: asItIs, args: { text } });
