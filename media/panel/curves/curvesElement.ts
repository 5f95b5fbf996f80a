import { t } from '@vscode/l10n';
import type uPlot from 'uplot';
import { cacheName, format } from '../words';
import { drawChart } from './chart';
import type { Metric, Sweep } from './series';

/** The plot with its keyboard and its readout. It draws again when its sweep, width or the theme changes. */
class CurvesElement extends HTMLElement {
  sweep: Sweep | null = null;
  metric: Metric = 'cpu';
  width = 600;
  private plot: uPlot | null = null;
  private drawn = '';
  private point: number | null = null;
  private readonly canvas = document.createElement('div');
  private readonly readout = document.createElement('p');

  connectedCallback(): void {
    this.canvas.className = 'canvas';
    this.readout.className = 'readout';
    this.readout.setAttribute('aria-live', 'polite');
    if (!this.canvas.isConnected) this.append(this.canvas, this.readout);
    this.tabIndex = 0;
    this.setAttribute('role', 'group');
    this.addEventListener('keydown', this.onKey);
    this.draw();
  }

  disconnectedCallback(): void {
    this.removeEventListener('keydown', this.onKey);
    this.clear();
  }

  /** Called after its properties were set; draws only when something changed. */
  draw(): void {
    const { sweep } = this;
    if (!sweep || !this.isConnected) return;
    const state = JSON.stringify([sweep, this.metric, this.width, document.body.className]);
    if (state === this.drawn) return;
    this.clear();
    this.drawn = state;
    this.setAttribute('aria-label', t('Curves; arrow keys move from point to point'));
    const onPoint = (index: number | null) => this.announce(index);
    this.plot = drawChart(this.canvas, sweep, { metric: this.metric, width: this.width, onPoint });
    this.announce(null);
  }

  private clear(): void {
    this.plot?.destroy();
    this.plot = null;
    this.drawn = '';
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { plot, sweep } = this;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!plot || !sweep || !step) return;
    event.preventDefault();
    const last = sweep.at.length - 1;
    const next = this.point === null ? (step > 0 ? 0 : last) : Math.max(0, Math.min(last, this.point + step));
    plot.setCursor({ left: plot.valToPos(sweep.at[next]!, 'x'), top: 10 });
  };

  private announce(index: number | null): void {
    const { sweep } = this;
    this.point = index;
    if (!sweep || index === null) {
      this.readout.textContent = t(
        'Point at the curves, or focus them and use the arrow keys, to read their figures.',
      );
      return;
    }
    const { bytes, number, rate } = format();
    const figures = sweep.curves.flatMap(({ strategy, cache, points }) => {
      const point = points[index];
      if (!point) return [];
      const value = this.metric === 'cpu' ? `${number(point.median)} ns/KiB` : rate(point.median);
      return `${strategy}${cache === 'cold' ? ` (${cacheName('cold')})` : ''} ${value}`;
    });
    this.readout.textContent = `${bytes(sweep.at[index]!)}: ${figures.join(' · ')}`;
  }
}

customElements.define('io-curves', CurvesElement);

export type { CurvesElement };
