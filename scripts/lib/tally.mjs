/** Counts every check and test, and keeps what a person must read at the end: times, failures, skips with reasons. */
export class Tally {
  passes = 0;
  failures = [];
  skips = [];
  /** Seconds of each suite, in the order they ran. */
  seconds = new Map();
  /** Commands that run one failed file alone. */
  reruns = new Set();

  passed() {
    this.passes += 1;
  }

  failed(name, detail) {
    this.failures.push({ name, detail });
    console.log(`✖ ${name}\n${String(detail).replace(/^/gm, '    ')}`);
  }

  skipped(name, reason) {
    this.skips.push({ name, reason });
  }

  /** Tells how one failed file is run alone, once for each file. */
  rerun(command) {
    if (this.reruns.has(command)) return;
    this.reruns.add(command);
    console.log(`    alone: ${command}`);
  }

  took(suite, seconds) {
    this.seconds.set(suite, seconds);
  }

  counts() {
    return { passed: this.passes, failed: this.failures.length, skipped: this.skips.length };
  }

  /** The end of the run: times, what failed and how to run it alone, what was skipped and why, the count; the exit code. */
  conclude() {
    for (const line of [...this.timeLines(), ...this.failureLines(), ...this.skipLines()]) console.log(line);
    const { passed, failed, skipped } = this.counts();
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  }

  timeLines() {
    const all = [...this.seconds];
    const sum = entries => entries.reduce((total, [, seconds]) => total + seconds, 0);
    const fast = all.filter(([suite]) => suite === 'unit' || suite === 'detectors');
    return [
      '\nTimes:',
      ...all.map(([suite, seconds]) => `  ${suite.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s`),
      ...(fast.length === 2 ? [`  unit and detectors together ${sum(fast).toFixed(1)} s`] : []),
      `  all ${sum(all).toFixed(1)} s`,
    ];
  }

  failureLines() {
    if (this.failures.length === 0) return [];
    const reruns = [...this.reruns].map(command => `  run alone: ${command}`);
    return ['\nFailed:', ...this.failures.map(({ name }) => `  - ${name}`), ...reruns];
  }

  /** One line a reason: a missing compiler skips many tests, and is told once with all of them. */
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
