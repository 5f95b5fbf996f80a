import { html, type TemplateResult } from 'lit';

/** A codicon. It only goes with words, so screen readers pass it over. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}
