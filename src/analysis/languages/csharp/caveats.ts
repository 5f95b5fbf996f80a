/** What may differ after any C# fix: where a failure strikes, and what only another runtime would show. */
export const caveatsOfRun = (moved: 'written' | 'sent'): string[] => [
  `after a failure another number of bytes may have been ${moved}`,
  'a failure may be reported at another time, or by another exception',
  'the rewrite was tested on Mono, not on .NET',
];
