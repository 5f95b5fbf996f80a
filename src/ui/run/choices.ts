import * as v from 'valibot';
import type { Memento } from 'vscode';
import { defaultRequest } from '../../measure/request';
import { entriesOf, pick } from '../../model/fields';
import { requestFields, runFields } from '../../model/jobFields';
import type { ProfileRequest } from '../../model/profile';
import type { Choice, RunChoices } from '../panelProtocol';

const key = 'ioPath.choices';

/** What a workspace remembered: only what was chosen, so that settings still decide the rest. */
const keptSchema = v.partial(
  v.object({
    ...entriesOf(pick(requestFields, ['route', 'cache', 'receiver', 'sweep'])),
    ...entriesOf(pick(runFields, ['chunkBytes'])),
  }),
);

/** What the next run does, as chosen in the panel and remembered for the workspace. */
export class Choices {
  constructor(
    private readonly memory: Memento,
    private readonly defaults: () => RunChoices,
  ) {}

  get now(): RunChoices {
    return { ...this.defaults(), ...this.kept } as RunChoices;
  }

  async choose({ name, value }: Choice): Promise<RunChoices> {
    await this.memory.update(key, { ...this.kept, [name]: value });
    return this.now;
  }

  /** Drops stored choices that are no longer valid. */
  private get kept() {
    const kept = v.safeParse(keptSchema, this.memory.get(key));
    return kept.success ? kept.output : {};
  }
}

/** What a run needs in addition to the person's choices. */
export interface Input {
  paths: string[];
  budgetMs: number;
}

/** Every strategy on these paths, under the choices; all else as the command line would do it. */
export function requestOf(input: Input, { chunkBytes, ...choices }: RunChoices): ProfileRequest {
  return { ...defaultRequest, ...input, ...choices, chunks: [chunkBytes] };
}
