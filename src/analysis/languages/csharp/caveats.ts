import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
/** What may differ after any C# fix: where a failure strikes. */
export const caveatsOfFailure = (moved: 'written' | 'sent'): Message[] => [
  moved === 'sent' ? message('caveat.other-number-sent') : message('caveat.other-number-written'),
  message('caveat.csharp.failure'),
];

/** What only another runtime would show. */
export const testedOn = message('caveat.csharp.tested-on');
