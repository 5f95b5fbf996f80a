/** Counts every check and test, and keeps what a person must read at the end: failures whole, skips with reasons. */
export class Tally {
  passes = 0;
  failures = [];
  skips = [];

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

  counts() {
    return { passed: this.passes, failed: this.failures.length, skipped: this.skips.length };
  }

  /** The end of the run: what was skipped and why, what failed, the count; the exit code with it. */
  conclude() {
    if (this.skips.length > 0) console.log(`\nSkipped:`);
    for (const { name, reason } of this.skips) console.log(`  - ${name}: ${reason}`);
    if (this.failures.length > 0) console.log('\nFailed:');
    for (const { name } of this.failures) console.log(`  - ${name}`);
    const { passed, failed, skipped } = this.counts();
    console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  }
}
