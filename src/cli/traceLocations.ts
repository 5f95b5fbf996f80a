import { existsSync } from 'node:fs';
import type { TraceLocation } from '../model/trace';
import { mainSites, type SiteLocations } from '../trace/conclude';
import { nodeLocation, pythonLocation } from '../trace/interpreterStacks';
import { javaFrames, javaLocation } from '../trace/javaStack';
import { locationOf } from '../trace/location';
import { symbolLines } from '../worker/symbols';
import type { TracerResult } from '../worker/tracerProtocol';
import { javaSources } from './javaSources';

/** The lines of a trace's relays, by the symbols of the files that made the calls. */
export async function locateSites(raw: TracerResult): Promise<SiteLocations> {
  const locations = interpreterLocations(raw);
  const sites = mainSites(raw).filter(({ site }) => !locations.has(site));
  const lines = await symbolLines(sites.flatMap(({ frames }) => frames));
  if (lines === null) return { locations, absence: 'no-addr2line' };
  let at = 0;
  for (const { site, frames } of sites) {
    const resolved = frames.map(({ file }) => ({ module: file, lines: lines[at++] ?? [] }));
    const location = locationOf(resolved, existsSync);
    if (location) locations.set(site, location);
  }
  return { locations, absence: 'no-symbols' };
}

/** The lines that interpreters and virtual machines named themselves. */
function interpreterLocations(raw: TracerResult): Map<number, TraceLocation> {
  const inJava = raw.javaStacks.map(({ site, text }) => ({ site, frames: javaFrames(text) }));
  const wanted = new Set(inJava.flatMap(({ frames }) => frames.map(({ source }) => source)));
  const paths = javaSources(wanted, process.cwd());
  const found = [
    ...raw.pythonStacks.map(({ site, text }) => [site, pythonLocation(text)] as const),
    ...raw.nodeStacks.map(({ site, text }) => [site, nodeLocation(text)] as const),
    ...inJava.map(({ site, frames }) => [site, javaLocation(frames, paths)] as const),
  ];
  return new Map(found.filter((entry): entry is [number, TraceLocation] => entry[1] !== null));
}
