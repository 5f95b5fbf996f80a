import * as v from 'valibot';
import type { Memento } from 'vscode';
import { cacheStates, receiverModes } from '../../model/job';
import { routes } from '../../model/route';
import type { Choice, RunChoices } from '../panelProtocol';

const key = 'ioPath.choices';

/** What a workspace remembered; a field that no longer fits is dropped with the rest. */
const choicesSchema = v.object({
  route: v.picklist(routes),
  cache: v.picklist(cacheStates),
  receiver: v.nullable(v.picklist(receiverModes)),
  chunkBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  sweep: v.nullable(v.picklist(['chunk', 'size'])),
});

/** What the next run does, as chosen in the panel and remembered for the workspace. */
export class Choices {
  constructor(
    private readonly memory: Memento,
    private readonly defaults: () => RunChoices,
  ) {}

  get now(): RunChoices {
    const kept = v.safeParse(choicesSchema, this.memory.get(key));
    return kept.success ? kept.output : this.defaults();
  }

  async choose({ name, value }: Choice): Promise<RunChoices> {
    await this.memory.update(key, { ...this.now, [name]: value });
    return this.now;
  }
}
