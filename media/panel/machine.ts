import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Machine } from '../../src/model/report';
import { plain, told } from './text';
import { format } from './words';

/** Where the figures are from, and which kinds of evidence were to be had. */
export function machineView(machine: Machine): TemplateResult {
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
  return html`<details class="machine">
    <summary>${t('The machine, and what it lets us see')}</summary>
    <dl class="machine-facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <ul class="sources">
      ${Object.entries(machine.evidence).map(
        ([name, state]) =>
          html`<li><b>${plain(name, 60)}</b>: ${state.available ? t('available') : html`${told(state.why)} <span class="remedy">${told(state.remedy)}</span>`}</li>`,
      )}
    </ul>
  </details>`;
}
