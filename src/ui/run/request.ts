import { defaultRequest } from '../../measure/request';
import type { ProfileRequest } from '../../model/profile';
import type { RunChoices } from '../panelProtocol';

/** What a run needs besides the person's choices. */
export interface Input {
  paths: string[];
  budgetMs: number;
}

/** Every strategy on these paths, under the choices; all else as the command line would do it. */
export function requestOf(input: Input, { chunkBytes, ...choices }: RunChoices): ProfileRequest {
  return { ...defaultRequest, ...input, ...choices, chunks: [chunkBytes] };
}
