import uPlot from 'uplot';
import { axisLook, seriesLook } from '../curves/chart';
import { format } from '../words';
import type { RoundSeries } from './series';

/** The plot of the rounds. It draws again when its rounds, its width or the theme changes. */
export class RoundsElement extends HTMLElement {
  rounds: RoundSeries[] = [];
  width = 600;
  private plot: uPlot | null = null;
  private drawn = '';

  connectedCallback(): void {
    this.draw();
  }

  disconnectedCallback(): void {
    this.clear();
  }

  /** Called after its properties were set; draws only when something changed. */
  draw(): void {
    if (!this.isConnected || this.rounds.length === 0) return;
    const state = JSON.stringify([this.rounds, this.width, document.body.className]);
    if (state === this.drawn) return;
    this.clear();
    this.drawn = state;
    this.plot = new uPlot(optionsOf(this.rounds, this.width), dataOf(this.rounds), this);
  }

  private clear(): void {
    this.plot?.destroy();
    this.plot = null;
    this.drawn = '';
  }
}

const roundsOf = (rounds: RoundSeries[]) => Math.max(...rounds.map(({ costs }) => costs.length));

function dataOf(rounds: RoundSeries[]): uPlot.AlignedData {
  const numbers = Array.from({ length: roundsOf(rounds) }, (_, index) => index + 1);
  return [numbers, ...rounds.map(({ costs }) => numbers.map(number => costs[number - 1] ?? null))];
}

function optionsOf(rounds: RoundSeries[], width: number): uPlot.Options {
  const look = axisLook();
  const { number } = format();
  const last = roundsOf(rounds);
  return {
    width,
    height: 220,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0.5, last + 0.5] },
      y: { range: (_, __, high) => [0, high * 1.08] },
    },
    axes: [
      { ...look, incrs: [1, 2, 5, 10, 20, 50], grid: { show: false } },
      {
        ...look,
        size: 68,
        label: 'ns/KiB',
        labelSize: 18,
        labelFont: look.font,
        values: (_, splits) => splits.map(value => number(value)),
      },
    ],
    series: [{}, ...rounds.map(({ strategy }, index) => ({ ...seriesLook(strategy, index), width: 1 }))],
  };
}

customElements.define('io-rounds', RoundsElement);
