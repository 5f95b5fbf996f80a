import type { Slots } from '../model';

/** Lines one step further in; labels and preprocessor lines stay where they are. */
export const indented = (lines: string[], step = '\t'): string[] =>
  lines.map(line => (line === '' || /^(#|out:$)/.test(line) ? line : `${step}${line}`));

/** Slots with nothing in them but a language's own words. */
export const emptySlots = (own: Pick<Slots, 'bytes' | 'extent' | 'ask' | 'size' | 'words'>): Slots => ({
  imports: [],
  parameters: [],
  top: [],
  before: [],
  loopTop: [],
  afterRead: [],
  afterWrite: [],
  after: [],
  beforeClose: [],
  leaving: [],
  ...own,
});
