/** What may differ after any C# fix: where a failure strikes. */
export const caveatsOfFailure = (moved: 'written' | 'sent'): string[] => [
  `after a failure another number of bytes may have been ${moved}`,
  'a failure may be reported at another time, or by another exception',
];

/** What only another runtime would show. */
export const testedOnMono = 'the rewrite was tested on Mono, not on .NET';
