import { existsSync } from 'node:fs';
import type { TraceLocation } from '../model/trace';
import { mainSites, type SiteLocations } from '../trace/conclude';
import { nodeLocation, pythonLocation } from '../trace/interpreterStacks';
import { locationOf } from '../trace/location';
import { symbolLines } from '../worker/symbols';
import type { TracerResult } from '../worker/tracerProtocol';

/** The lines of a trace's relays, by the symbols of the files that made the calls. */
export async function locateSites(raw: TracerResult): Promise<SiteLocations> {
  const locations = new Map<number, TraceLocation>();
  for (const { site, text } of raw.pythonStacks) {
    const location = pythonLocation(text);
    if (location) locations.set(site, location);
  }
  for (const { site, text } of raw.nodeStacks) {
    const location = nodeLocation(text);
    if (location) locations.set(site, location);
  }
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
