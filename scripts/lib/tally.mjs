import { writeResult } from './output.mjs';

/** Elapsed seconds, and processor seconds where they are known: under load, only these compare two runs. */
export const timesOf = (seconds, cpu) =>
  `${seconds.toFixed(1)} s${cpu === null ? '' : `, CPU ${cpu.toFixed(1)} s`}`;

const sum = (total, seconds) => (seconds === null ? total : (total ?? 0) + seconds);

/** Counts every check and test, and keeps times, failures and skips with reasons for the end of the run. */
export class Tally {
  passes = 0;
  failures = [];
  skips = [];
  /** Times of each suite's files, added up, in the order they ended: `{seconds, cpu}`, CPU null where it is unknown. */
  suites = new Map();
  /** Elapsed times, by name. */
  clock = new Map();
  /** Commands that run one failed file alone. */
  reruns = new Set();

  passed() {
    this.passes += 1;
  }

  failed(name, detail) {
    this.failures.push({ name, detail });
    console.log(`✖ ${name}\n${String(detail).replace(/^/gm, '    ')}`);
  }

  /** Returns false without a reason: such a skip was not intended and counts as a failure. */
  skipped(name, reason) {
    const named = typeof reason === 'string' && reason !== '';
    if (named) this.skips.push({ name, reason });
    else this.failed(name, 'it was skipped, and no reason is named');
    return named;
  }

  /** Prints the command that runs one failed file alone, once for each file. */
  rerun(command) {
    if (this.reruns.has(command)) return;
    this.reruns.add(command);
    console.log(`    alone: ${command}`);
  }

  took(suite, seconds, cpu = null) {
    const before = this.suites.get(suite) ?? { seconds: 0, cpu: null };
    this.suites.set(suite, { seconds: before.seconds + seconds, cpu: sum(before.cpu, cpu) });
  }

  /** Elapsed and processor time of files that ran in parallel. */
  lasted(what, milliseconds, cpu = null) {
    this.clock.set(what, { seconds: milliseconds / 1000, cpu });
  }

  counts() {
    return { passed: this.passes, failed: this.failures.length, skipped: this.skips.length };
  }

  /** The end of the run: times, what failed and how to run it alone, what was skipped and why, the count; the exit code. */
  conclude() {
    for (const line of [...this.timeLines(), ...this.failureLines(), ...this.skipLines()]) console.log(line);
    const { passed, failed, skipped } = this.counts();
    console.log('');
    writeResult(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  }

  timeLines() {
    const cell = seconds => seconds.toFixed(1).padStart(7);
    const lines = times =>
      [...times].map(
        ([what, { seconds, cpu }]) =>
          `  ${what.padEnd(18)} ${cell(seconds)} s${cpu === null ? '' : `  CPU ${cell(cpu)} s`}`,
      );
    return [
      '\nTimes of all files of a suite, added up:',
      ...lines(this.suites),
      'Times by the clock, where files ran beside each other:',
      ...lines(this.clock),
    ];
  }

  failureLines() {
    if (this.failures.length === 0) return [];
    const reruns = [...this.reruns].map(command => `  run alone: ${command}`);
    return ['\nFailed:', ...this.failures.map(({ name }) => `  - ${name}`), ...reruns];
  }

  /** One entry for each reason: a missing compiler skips many tests and is printed once with all of them. */
  skipLines() {
    const byReason = new Map();
    for (const { name, reason } of this.skips) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
    const lines = [...byReason].flatMap(([reason, names]) => [
      `  - ${reason} (${names.length})`,
      ...names.map(name => `      ${name}`),
    ]);
    return lines.length > 0 ? ['\nSkipped:', ...lines] : [];
  }
}
