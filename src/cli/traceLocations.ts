import { existsSync } from 'node:fs';
import type { TraceLocation } from '../model/trace';
import { mainSites, type SiteLocations } from '../trace/conclude';
import { locationOf } from '../trace/location';
import { symbolLines } from '../worker/symbols';
import type { TracerResult } from '../worker/tracerProtocol';

/** The lines of a trace's relays, by the symbols of the files that made the calls. */
export async function locateSites(raw: TracerResult): Promise<SiteLocations> {
  const sites = mainSites(raw);
  const lines = await symbolLines(sites.flatMap(({ frames }) => frames));
  if (lines === null) return { locations: new Map(), absence: 'no-addr2line' };
  const locations = new Map<number, TraceLocation>();
  let at = 0;
  for (const { site, frames } of sites) {
    const resolved = frames.map(({ file }) => ({ module: file, lines: lines[at++] ?? [] }));
    const location = locationOf(resolved, existsSync);
    if (location) locations.set(site, location);
  }
  return { locations, absence: 'no-symbols' };
}
