import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import type { ProfileEvent } from '../model/profile';
import type { Surroundings } from './command';

const barCells = 24;
/** Drawn at most this often, milliseconds: a terminal's own work must not disturb what is measured. */
const drawEvery = 200;

export interface ProgressBar {
  onEvent(event: ProfileEvent): void;
  /** Removes the bar. */
  end(): void;
}

/** A bar on stderr if that is a terminal; otherwise one line that names the running job. */
export function createProgressBar({ err, errIsTerminal, width, texts }: Surroundings): ProgressBar {
  let drawnAt = 0;
  let drawn = false;
  return {
    onEvent(event) {
      if (event.kind === 'started' && !errIsTerminal) err(`${startLine(event, texts)}\n`);
      if (event.kind !== 'progress' || !errIsTerminal || Date.now() - drawnAt < drawEvery) return;
      drawnAt = Date.now();
      drawn = true;
      err(`\r\u001b[2K${barLine(event, texts).slice(0, width - 1)}`);
    },
    end() {
      if (drawn) err('\r\u001b[2K');
    },
  };
}

type Event<K extends ProfileEvent['kind']> = Extract<ProfileEvent, { kind: K }>;

function startLine({ report }: Event<'started'>, { say }: Texts): string {
  const transfers = report.transfers.filter(({ unsupported }) => !unsupported).length;
  const { files, bytes } = report.input;
  return say(message('progress.started', { files, bytes, transfers }));
}

export function barLine(event: Event<'progress'>, { say }: Texts): string {
  const { label, bytesDone, bytesPlanned, msLeft } = event;
  const part = bytesPlanned > 0 ? Math.min(1, bytesDone / bytesPlanned) : 0;
  const full = Math.round(part * barCells);
  const left =
    msLeft === null ? '' : `  ${say(message('progress.left', { seconds: Math.ceil(msLeft / 1000) }))}`;
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${String(Math.round(part * 100)).padStart(3)} %${left}  ${say(label)}`;
}
