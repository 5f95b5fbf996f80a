import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { cpuNs, hasSplit } from '../../../src/model/figures';
import type { Transfer } from '../../../src/model/report';
import type { Run } from '../../../src/model/sample';
import { evidenceTag } from '../marks';
import { plain, textOf } from '../text';
import { drawingWords, format, phaseName } from '../words';
import { figureNames } from './reasons';

type Part = TemplateResult | typeof nothing;

/** What a row opens to: where it differs from the textbook, its path in words, calls, notes, every raw run. */
export function rowDetail(transfer: Transfer): TemplateResult {
  return html`<div class="detail">
    ${differences(transfer)} ${path(transfer)} ${calls(transfer)} ${processor(transfer)} ${notes(transfer)} ${samples(transfer)}
    ${rawRuns(transfer)}
  </div>`;
}

function section(title: string, body: unknown, wide = false): TemplateResult {
  return html`<section class=${wide ? 'wide' : ''}><h3>${title}</h3>${body}</section>`;
}

function differences({ differences }: Transfer): Part {
  if (differences.length === 0) return nothing;
  const names = { ...figureNames(), modeSwitches: t('Mode switches per chunk') };
  const number = format().number;
  return section(
    t('Where the textbook and this machine differ'),
    html`<ul>
      ${differences.map(
        ({ figure, textbook, measured, why }) => html`<li>
          <b>${names[figure]}: ${t('{0} here, {1} in the textbook.', number(measured), number(textbook))}</b>
          ${textOf(why)}
        </li>`,
      )}
    </ul>`,
  );
}

function path({ copies }: Transfer): Part {
  if (copies.length === 0) return nothing;
  const { stage, mover, expected } = drawingWords();
  return section(
    t('The path, hop by hop'),
    html`<ol>
      ${copies.map(
        hop => html`<li>
          ${stage[hop.from]} → ${stage[hop.to]}: <b>${mover[hop.by]}</b>
          ${evidenceTag(hop.moverEvidence)}${hop.ruleBy ? html` ≠ ${expected(mover[hop.ruleBy])}` : nothing},
          ${format().bytes(hop.bytes)} ${evidenceTag(hop.evidence)}
          <span class="note">${textOf(hop.note)}</span>
        </li>`,
      )}
    </ol>`,
  );
}

function calls({ runs }: Transfer): Part {
  const run = runs.findLast(({ phase }) => phase === 'timed') ?? runs.at(-1);
  if (!run) return nothing;
  const rows = [
    ...Object.entries(run.syscalls).map(entry => callRow(t('sender'), entry)),
    ...Object.entries(run.receiverSyscalls).map(entry => callRow(t('receiver'), entry)),
  ];
  return section(
    t('Syscalls of the last timed run'),
    html`<div class="scroll" tabindex="0"><table>
      <thead>
        <tr>
          <th scope="col">${t('Thread')}</th><th scope="col">${t('Call')}</th>
          <th scope="col" class="figure">${t('Calls')}</th><th scope="col" class="figure">${t('Bytes')}</th>
          <th scope="col" class="figure">${t('Short')}</th><th scope="col">${t('Errors')}</th>
        </tr>
      </thead>
      <tbody>${rows}</tbody>
    </table></div>`,
  );
}

function callRow(thread: string, [name, call]: [string, Run['syscalls'][string]]): TemplateResult {
  const errors = Object.entries(call.errors).map(
    ([errno, times]) => `${plain(errno, 40)} ${format().count(times)}`,
  );
  return html`<tr>
    <td>${thread}</td><th scope="row"><code>${plain(name, 60)}</code></th>
    <td class="figure">${format().count(call.calls)}</td>
    <td class="figure">${format().count(call.bytes)}</td>
    <td class="figure">${format().count(call.short)}</td>
    <td>${errors.join(', ') || '–'}</td>
  </tr>`;
}

function notes({ notes, runs, autotuned, integrity }: Transfer): Part {
  const fallbacks = new Map(
    runs.flatMap(({ ranAs }) => (ranAs.because ? [[textOf(ranAs.because), ranAs.strategy] as const] : [])),
  );
  const lines = [
    ...[...fallbacks].map(([because, strategy]) => t('Ran as {0}: {1}', strategy, because)),
    ...notes.map(note => textOf(note)),
  ];
  if (integrity)
    lines.push(
      integrity.ok
        ? t('Delivered bytes were verified with {0}.', plain(integrity.algorithm, 40))
        : t(
            'The delivered bytes are NOT those of the source ({0}): trust none of these figures.',
            plain(integrity.algorithm, 40),
          ),
    );
  if (autotuned) {
    const { bytes } = format();
    lines.push(
      t(
        'Pipe {0}, send buffer {1}, receive buffer {2}, low-water mark {3}.',
        bytes(autotuned.pipeBytes),
        bytes(autotuned.sendBufferBytes),
        bytes(autotuned.receiveBufferBytes),
        bytes(autotuned.receiveLowWater),
      ),
    );
  }
  if (lines.length === 0) return nothing;
  return section(t('Notes'), html`<ul>${lines.map(line => html`<li>${line}</li>`)}</ul>`);
}

function samples({ copyTime }: Transfer): Part {
  if (!copyTime) return nothing;
  const { percent, count } = format();
  return section(
    t('Where the kernel spent its time'),
    html`<p>
        ${t('{0} copying, {1} waking the receiver, of {2} samples.', percent(copyTime.share), percent(copyTime.wakeShare), count(copyTime.samples))}
        ${evidenceTag('sampled')}
      </p>
      <ul class="leaves">
        ${copyTime.leaves
          .slice(0, 12)
          .map(
            leaf =>
              html`<li><code>${plain(leaf.symbol, 80)}</code> ${percent(leaf.samples / Math.max(1, copyTime.samples))}</li>`,
          )}
      </ul>`,
  );
}

function rawRuns({ runs }: Transfer): Part {
  if (runs.length === 0) return nothing;
  const heads = [
    t('Wall, ms'),
    t('CPU, ms'),
    t('User, ms'),
    t('Kernel, ms'),
    t('Helpers, ms'),
    t('Voluntary'),
    t('Involuntary'),
    t('Faults'),
    t('From disk, B'),
    t('Cached, B'),
  ];
  return section(
    t('Every run'),
    html`<div class="scroll" tabindex="0"><table>
      <thead>
        <tr>
          <th scope="col" class="figure">#</th><th scope="col">${t('Phase')}</th>
          ${heads.map(head => html`<th scope="col" class="figure">${head}</th>`)}
        </tr>
      </thead>
      <tbody>${runs.map(rawRun)}</tbody>
    </table></div>`,
    true,
  );
}

function rawRun(run: Run, index: number): TemplateResult {
  const { fixed, count } = format();
  const { sender } = run;
  const figures = [
    fixed(run.wallNs / 1e6, 2),
    fixed(cpuNs(sender) / 1e6, 2),
    hasSplit(run) ? fixed(sender.userNs / 1e6, 2) : '–',
    hasSplit(run) ? fixed(sender.systemNs / 1e6, 2) : '–',
    typeof run.helperNs === 'number' ? fixed(run.helperNs / 1e6, 2) : '–',
    count(sender.voluntarySwitches),
    count(sender.involuntarySwitches),
    count(sender.minorFaults + sender.majorFaults),
    count(run.deviceReadBytes),
    run.cachedBytes === null ? '–' : count(run.cachedBytes),
  ];
  return html`<tr>
    <th scope="row" class="figure">${count(index + 1)}</th>
    <td>${phaseName(run.phase)}</td>
    ${figures.map(figure => html`<td class="figure">${figure}</td>`)}
  </tr>`;
}

/** The counts of the sender's processor per byte moved; nothing where the machine has no counters. */
export function processor({ summary }: Transfer): TemplateResult | typeof nothing {
  const figures = [
    [t('Cycles per byte'), summary?.cyclesPerByte, 3],
    [t('Instructions per byte'), summary?.instructionsPerByte, 3],
    [t('Cache misses per KiB'), summary?.cacheMissesPerKiB, 2],
  ] as const;
  const known = figures.flatMap(([name, spread, digits]) => (spread ? [{ name, spread, digits }] : []));
  if (known.length === 0) return nothing;
  return html`<section>
    <h3>${t("The sender's processor")}</h3>
    <ul>
      ${known.map(
        ({ name, spread, digits }) => html`<li>
          ${name}: <b>${format().fixed(spread.median, digits)}</b> ± ${format().fixed(spread.mad, digits)}
          ${evidenceTag('kernel')}
        </li>`,
      )}
    </ul>
  </section>`;
}
