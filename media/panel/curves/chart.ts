import { svg, type TemplateResult } from 'lit';
import uPlot from 'uplot';
import { format } from '../words';
import type { Metric, Sweep } from './series';

const colours = ['orange', 'blue', 'green', 'purple', 'red', 'yellow', 'foreground'];
const dashes = [[], [8, 4], [2, 4], [12, 4, 2, 4], [16, 6]];

/** A curve's look: no two of 35 share colour and dash, so that they differ without colour too. */
export function lookOf(index: number): { colour: string; dash: number[] } {
  return { colour: colours[index % colours.length]!, dash: dashes[index % dashes.length]! };
}

function colour(variable: string): string {
  return getComputedStyle(document.body).getPropertyValue(variable).trim() || 'gray';
}

export interface ChartOptions {
  metric: Metric;
  width: number;
  /** Called with the point under the cursor, or null. */
  onPoint(index: number | null): void;
}

/** A plot of a sweep on logarithmic axes inside `parent`; the caller destroys it. */
export function drawChart(parent: HTMLElement, sweep: Sweep, options: ChartOptions): uPlot {
  const data = [sweep.at, ...sweep.curves.map(({ points }) => points.map(point => point?.median ?? null))];
  return new uPlot(plotOptions(sweep, options), data as uPlot.AlignedData, parent);
}

/** Colours and letters of an axis, of the theme as it is now. */
export function axisLook() {
  return {
    stroke: colour('--vscode-foreground'),
    grid: { stroke: colour('--panel-line'), width: 1 },
    ticks: { stroke: colour('--panel-line'), width: 1 },
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
  };
}

function plotOptions(sweep: Sweep, { metric, width, onPoint }: ChartOptions): uPlot.Options {
  const { bytes, rate, number } = format();
  const axis = axisLook();
  const small = (splits: number[]) => splits.map(value => (metric === 'cpu' ? number(value) : rate(value)));
  return {
    width,
    height: 300,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: false, distr: 3, log: 2 }, y: { distr: 3, log: 10 } },
    axes: [
      {
        ...axis,
        // A narrow plot has room for every second or third point's name.
        values: (_, splits) =>
          splits.map((value, index) => (index % every(sweep, width) === 0 ? bytes(value) : '')),
        splits: () => sweep.at,
        filter: (_, splits) => splits,
      },
      {
        ...axis,
        size: metric === 'cpu' ? 68 : 84,
        ...(metric === 'cpu' ? { label: 'ns/KiB', labelSize: 18, labelFont: axis.font } : {}),
        splits: (_, __, low, high) => ticks(low, high),
        filter: (_, splits) => splits,
        values: (_, splits) => small(splits),
      },
    ],
    series: [{}, ...sweep.curves.map((curve, index) => seriesLook(curve.strategy, index))],
    hooks: { setCursor: [plot => onPoint(plot.cursor.idx ?? null)] },
  };
}

/** A series in its curve's colour and dash, with its points. */
export function seriesLook(label: string, index: number): uPlot.Series {
  const { colour: name, dash } = lookOf(index);
  const stroke = colour(`--panel-series-${name}`);
  return { label, stroke, dash, width: 2, points: { show: true, size: 7, fill: stroke } };
}

/** The points of the axis that get a label, which takes 60 pixels each. */
function every({ at }: Sweep, width: number): number {
  return Math.max(1, Math.ceil((at.length * 60) / width));
}

/** 1, 2 and 5 times the powers of ten within a range: enough lines to read a logarithmic axis by. */
function ticks(low: number, high: number): number[] {
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    found.push(...[1, 2, 5].map(step => step * 10 ** power).filter(value => value >= low && value <= high));
  return found.length > 12 ? found.filter(value => Number.isInteger(Math.log10(value))) : found;
}

/** A curve's line as its legend shows it. */
export function lineSample(index: number): TemplateResult {
  const { colour: name, dash } = lookOf(index);
  return svg`<svg class=${`line line-${name}`} width="34" height="10" viewBox="0 0 34 10" aria-hidden="true">
    <path d="M0 5 L34 5" stroke-width="2.5" stroke-dasharray=${dash.join(' ')}></path>
    <circle cx="17" cy="5" r="3.5"></circle>
  </svg>` as TemplateResult;
}
