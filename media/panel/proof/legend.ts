import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import {
  type ByteClass,
  byteClasses,
  type Control,
  type Proof,
  type ProofVerdict,
} from '../../../src/model/proof';
import { evidenceTag, icon } from '../marks';
import { format, unbroken } from '../words';

/** Names of the classes of bytes. */
export function classWords(): Record<ByteClass, string> {
  return {
    reference: t('Reference'),
    copy: t('Copied'),
    header: t('Header'),
    encoded: t('Encoded'),
    undecided: t('Undecided'),
  };
}

/** A verdict in one word, as the classes have it. */
export function verdictWord(verdict: ProofVerdict): string {
  return verdict === 'mixed' ? t('Both') : classWords()[verdict];
}

/** A page as the legend draws it; one half of a mixed one followed the file. */
export const verdictMark = (verdict: ProofVerdict): TemplateResult =>
  html`<span class="cell is-${verdict} ${verdict === 'reference' ? 'inverted' : ''}" aria-hidden="true"></span>`;

function classMeanings(): Record<ByteClass, string> {
  return {
    reference: t('changed with the file: its own page'),
    copy: t('the file’s bytes, and stayed'),
    header: t('not the file’s: heads and framing'),
    encoded: t('the file in another form (TLS, gzip), which cannot follow'),
    undecided: t('contradictory, or possibly read after the change'),
  };
}

/** The classes with what each means and how many bytes of both queues it has. */
export function classList({ bytes, queues }: Proof): TemplateResult {
  const nothingSeen = byteClasses.every(kind => bytes[kind] === 0);
  if (nothingSeen) return html`${nothing}`;
  const title = queues.send === null ? t('Bytes of the receive queue') : t('Bytes of both queues');
  return html`<section aria-labelledby="classes-title">
    <h2 id="classes-title">${title} ${evidenceTag('observed')}</h2>
    <dl class="classes">
      ${byteClasses.map(
        kind => html`<div class=${bytes[kind] === 0 ? 'none' : ''}>
        <dt><span class="cell is-${kind} ${kind === 'reference' ? 'inverted' : ''}" aria-hidden="true"></span>${classWords()[kind]}</dt>
        <dd class="figure">${format().bytes(bytes[kind])}</dd>
        <dd class="meaning">${classMeanings()[kind]}</dd>
      </div>`,
      )}
    </dl>
  </section>`;
}

/** The controls, run before the server: they must give the known answers, or nothing is decided. */
export function controlList({ controls }: Proof): TemplateResult | typeof nothing {
  if (controls.length === 0) return nothing;
  return html`<section aria-labelledby="controls-title">
    <h2 id="controls-title">${t('Controls')}</h2>
    <p class="hint">${t('Two senders whose answer is known, tried first on the same filesystem and connection.')}</p>
    <ul class="controls">${controls.map(control => html`<li class=${control.passed ? 'passed' : 'failed'}>${icon(control.passed ? 'pass' : 'error')}<span>${controlText(control)}</span></li>`)}</ul>
  </section>`;
}

const transports = (): Record<Control['over'], string> => ({
  tcp: 'TCP',
  unix: t('a Unix socket'),
  pipe: t('a pipe'),
});

function controlText({ sending, over, bytes, passed }: Control): string {
  const name = t('{0} over {1}', sending, transports()[over]);
  const seen = t(
    '{0} by reference, {1} by copy',
    unbroken(format().bytes(bytes.reference)),
    unbroken(format().bytes(bytes.copy)),
  );
  return passed ? t('{0}: {1}, as it must be', name, seen) : t('{0}: {1}, which is wrong', name, seen);
}
