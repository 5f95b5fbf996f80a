import type { Reason } from '../model/availability';

/** How a folder was tried, where that was not done in it. */
export const notes: Readonly<Record<string, (values: Record<string, string>) => string>> = {
  'tried-elsewhere': ({ folder, errno, other }) =>
    `Nothing can be written to ${folder} (${errno}), so the strategies were tried in ${other}: results that depend on the filesystem may differ.`,
  'tried-on-program': ({ folder, errno }) =>
    `No trial file could be written to ${folder} (${errno}), so the strategies were tried on the program's own file: results that depend on the filesystem may differ.`,
};

/** The sentence; a code of another version's backend is named as it is. */
export const noteOf = ({ code, values }: Reason): string =>
  Object.hasOwn(notes, code) ? notes[code]!(values) : `The backend notes: ${code}.`;
