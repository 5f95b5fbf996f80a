import type { ProfileEvent } from '../model/profile';
import { createFormat } from '../report/format';
import type { Surroundings } from './command';

const barCells = 24;
/** Drawn at most this often, milliseconds: a terminal's own work must not disturb what is measured. */
const drawEvery = 200;

export interface ProgressBar {
  onEvent(event: ProfileEvent): void;
  /** Takes the bar away. */
  end(): void;
}

/** A bar on stderr where that is a terminal; elsewhere one line that says what is under way. */
export function createProgressBar({ err, errIsTerminal, width }: Surroundings): ProgressBar {
  const format = createFormat('en');
  let drawnAt = 0;
  let drawn = false;
  return {
    onEvent(event) {
      if (event.kind === 'started' && !errIsTerminal) err(`${startLine(event, format.bytes)}\n`);
      if (event.kind !== 'progress' || !errIsTerminal || Date.now() - drawnAt < drawEvery) return;
      drawnAt = Date.now();
      drawn = true;
      err(`\r\u001b[2K${barLine(event).slice(0, width - 1)}`);
    },
    end() {
      if (drawn) err('\r\u001b[2K');
    },
  };
}

type Event<K extends ProfileEvent['kind']> = Extract<ProfileEvent, { kind: K }>;

function startLine({ report }: Event<'started'>, bytes: (value: number) => string): string {
  const able = report.transfers.filter(({ unsupported }) => !unsupported).length;
  const files = report.input.files === 1 ? '1 file' : `${report.input.files} files`;
  return `Profiling ${files}, ${bytes(report.input.bytes)}: ${able} transfers in interleaved rounds.`;
}

export function barLine({ label, bytesDone, bytesPlanned, msLeft }: Event<'progress'>): string {
  const part = bytesPlanned > 0 ? Math.min(1, bytesDone / bytesPlanned) : 0;
  const full = Math.round(part * barCells);
  const left = msLeft === null ? '' : `  ${Math.ceil(msLeft / 1000)} s left`;
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${String(Math.round(part * 100)).padStart(3)} %${left}  ${label}`;
}
