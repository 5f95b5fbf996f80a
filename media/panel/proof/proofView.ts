import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Proof, ProofVerdict } from '../../../src/model/proof';
import { proofNote, proofWords } from '../../../src/report/proofWords';
import { ownAtlas } from '../atlas/ownAtlas';
import { icon } from '../marks';
import { waitingView } from '../progress';
import type { Model, ProofMessage } from '../state';
import { plain, textOf } from '../text';
import type { PanelAction } from '../view';
import { format, unbroken } from '../words';
import { classList, controlList, verdictWord } from './legend';
import { stepsView } from './stepsView';

/** The view of proofs: the last one, the running one, or an explanation of proofs. */
export function proofView(model: Model, width: number, act: PanelAction): TemplateResult {
  const { proof, proving } = model;
  return html`${proving ? waitingView(proving, t('Proof under way'), t('is asked for a scratch file'), t('Cancel'), act) : nothing}
    ${proof ? result(proof, model, width, act) : proving ? nothing : empty(act)}`;
}

function empty(act: PanelAction): TemplateResult {
  return html`<section class="empty">
    <h2>${t('Does a server really send without copying?')}</h2>
    <p class="lead">
      ${t('A proof asks the server for a scratch file. While the answer waits in the queue, the file is changed in place. Bytes in the queue that change with it are the file’s own pages; bytes that stay are copies.')}
    </p>
    ${starters(false, act)}
  </section>`;
}

function starters(again: boolean, act: PanelAction): TemplateResult {
  return html`<div class="starters">
    ${again ? html`<vscode-button @click=${() => act.post({ kind: 'proveAgain' })}>${icon('debug-restart')}<span>${t('Prove Again')}</span></vscode-button>` : nothing}
    <vscode-button ?secondary=${again} @click=${() => act.post({ kind: 'proveServer' })}>${icon('beaker')}<span>${t('Prove a Server…')}</span></vscode-button>
  </div>`;
}

function result(
  { now, before }: ProofMessage,
  { proving, view }: Model,
  width: number,
  act: PanelAction,
): TemplateResult {
  const { proof } = now;
  return html`<section class="hero" aria-labelledby="proof-headline">
      <h2 id="proof-headline">${icon(verdictIcons[proof.verdict])} ${headline(proof)}</h2>
      ${sublines(proof).map(line => html`<p class="subline">${line}</p>`)}
      ${before ? html`<p class="subline">${t('Before: {0}', verdictWord(before.verdict))}</p>` : nothing}
      <ul class="facts">${facts(now).map(fact => html`<li>${fact}</li>`)}</ul>
      ${proving ? nothing : starters(true, act)}
    </section>
    ${proof.stretches.length > 0 ? stepsView(proof, view.proofStep, width, act) : nothing}
    <div class="proof-facts">${classList(proof)} ${controlList(proof)}</div>
    ${ownAtlas(proof, act)}`;
}

const verdictIcons: Record<ProofVerdict, string> = {
  reference: 'pass',
  copy: 'files',
  mixed: 'split-horizontal',
  undecided: 'question',
};

/** The process where it is known, else the address. */
export const serverName = ({ server }: Proof): string =>
  plain(server?.process?.name ?? server?.address ?? t('The server'), 80);

function headline(proof: Proof): string {
  const bytes = (count: number) => unbroken(format().bytes(count));
  const { reference, copy } = proof.bytes;
  const name = serverName(proof);
  switch (proof.verdict) {
    case 'reference':
      return t('{0} sent {1} by reference, none by copy', name, bytes(reference));
    case 'copy':
      return t('{0} sent {1} by copy, none by reference', name, bytes(copy));
    case 'mixed':
      return t('{0} sent {1} by reference and {2} by copy', name, bytes(reference), bytes(copy));
    case 'undecided':
      return t('How {0} sends was not decided', name);
  }
}

/** The result of the bytes, or why there is none and what to do. */
function sublines({ verdict, because, notes }: Proof): string[] {
  const more = notes.map(note => textOf(proofNote(note)));
  switch (verdict) {
    case 'reference':
      return [t('Every byte of the file that waited in the queues changed with the file.'), ...more];
    case 'copy':
      return [t('No byte of the file that waited in the queues changed with the file.'), ...more];
    default: {
      // The headline has these figures.
      if (because.id === 'some-followed') return more;
      const { why, remedy } = proofWords(because);
      return [textOf(why), ...(remedy ? [textOf(remedy)] : []), ...more];
    }
  }
}

function facts({ proof, url, folder }: ProofMessage['now']): string[] {
  const { bytes, nanoseconds } = format();
  const { server, fileBytes, filesystem, queues, took, verdict } = proof;
  return [
    plain(url, 200),
    plain(folder, 200),
    t('file of {0} on {1}', bytes(fileBytes), plain(filesystem, 30)),
    server?.process ? t('process {0}', server.process.pid) : '',
    verdict === 'undecided' ? '' : t('receive queue {0}', bytes(queues.receive)),
    verdict === 'undecided' || queues.send === null ? '' : t('send queue {0}', bytes(queues.send)),
    took ? t('first look to restored: {0}', nanoseconds(took.lookToRestoreNs)) : '',
  ].filter(fact => fact !== '');
}
