import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { icon } from '../icon';
import type { PanelAction } from '../panelAction';
import type { View } from '../view';
import type { ColumnId } from './columnIds';
import type { Column } from './columns';

/** A list of check boxes behind a button: which columns stand in the table. */
export function columnChooser(columns: Column[], view: View, act: PanelAction): TemplateResult {
  const all: { id: ColumnId; title: string }[] = [{ id: 'verdict', title: t('Verdict') }, ...columns];
  return html`<details class="menu">
    <summary>${icon('list-selection')}${t('Columns')}</summary>
    <div class="menu-list" role="group" aria-label=${t('Columns')}>
      ${all.map(
        ({ id, title }) => html`<label>
          <input type="checkbox" .checked=${view.columns.includes(id)} @change=${() => act.toggleColumn(id)} />${title}
        </label>`,
      )}
    </div>
  </details>`;
}
