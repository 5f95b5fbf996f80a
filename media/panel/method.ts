import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Machine, Report } from '../../src/model/report';
import { evidenceLegend } from './marks';
import { plain, textOf } from './text';
import { format, moment } from './words';

/** How the figures were made: which evidence each rests on, and the machine. */
export function methodView(report: Report): TemplateResult {
  const { machine, input, createdAt, tool } = report;
  const { percent } = format();
  const cached =
    input.cachedBytes === null || input.bytes === 0
      ? t('unknown')
      : t('{0} before the warm-up', percent(input.cachedBytes / input.bytes));
  return html`<details class="fold method">
    <summary>${t('Method')}</summary>
    ${evidenceLegend()}
    <dl class="machine-facts">
      <div><dt>${t('Measured')}</dt><dd>${moment(createdAt)} · ${plain(tool, 40)}</dd></div>
      <div><dt>${t('File')}</dt><dd>${plain(input.paths[0] ?? '', 300)}</dd></div>
      <div><dt>${t('In the page cache')}</dt><dd>${cached}</dd></div>
    </dl>
    ${machineFacts(machine)}
  </details>`;
}

function machineFacts(machine: Machine): TemplateResult {
  const { filesystem, nics } = machine;
  const { bytes, count } = format();
  const answer = (value: boolean | null) => (value === null ? t('unknown') : value ? t('yes') : t('no'));
  const facts: [string, string][] = [
    [t('Kernel'), `${plain(machine.kernel, 120)} ${plain(machine.architecture, 20)}`],
    [t('Processor'), `${plain(machine.cpuModel, 120)}, ${t('CPUs: {0}', count(machine.cpus))}`],
    [t('Memory'), bytes(machine.memoryBytes)],
    [
      t('Filesystem'),
      `${plain(filesystem.type, 40)}, ${plain(filesystem.mount, 200)}${filesystem.device ? `, ${plain(filesystem.device, 120)}` : ''}`,
    ],
    [t('Copy-on-write clones'), answer(filesystem.reflink)],
    ...nics
      .slice(0, 8)
      .map((nic): [string, string] => [
        t('Network card {0}', plain(nic.name, 40)),
        t('gathers scattered memory: {0}', answer(nic.scatterGather)),
      ]),
  ];
  return html`<h3>${t('System')}</h3>
    <dl class="machine-facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <ul class="sources">
      ${Object.entries(machine.evidence).map(
        ([name, state]) =>
          html`<li><b>${plain(name, 60)}</b>: ${state.available ? t('available') : html`${textOf(state.why)} <span class="remedy">${textOf(state.remedy)}</span>`}</li>`,
      )}
    </ul>`;
}
