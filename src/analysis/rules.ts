/** What a detector looks for, for people who meet its id in a report. Texts are plain sentences. */
export interface Rule {
  id: string;
  what: string;
  why: string;
  instead: string;
  limits: string;
}

/** Every detector's documentation, by id. */
export const rules: readonly Rule[] = [
  {
    id: 'copy-loop',
    what: 'A loop reads bytes into a buffer and writes them on unchanged.',
    why: 'Each byte is copied by the CPU twice, into the program and out of it, and each chunk takes two system calls: four mode switches.',
    instead:
      'The call by which this runtime lets the kernel move the bytes: sendfile, splice or copy_file_range, FileChannel.transferTo, io.Copy on the bare types, socket.sendfile. Where the runtime has none for these two ends the finding says so.',
    limits:
      'Buffers and ends are followed by name within one file. A loop that looks at its bytes, changes, encrypts or keeps them is not reported; what cannot be followed counts as looked at.',
  },
  {
    id: 'copy-call',
    what: 'A call that looks as if the kernel moved the bytes and copies them in a loop of its own.',
    why: 'The idiomatic call reads well, so nobody looks at what it does with these two ends: a wrapper around one of them is enough to lose the kernel path.',
    instead: 'The call, or the bare ends, by which the runtime does reach the kernel.',
    limits: 'Types are those seen in the file; where they cannot be seen nothing is said.',
  },
];
