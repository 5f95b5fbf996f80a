/** From what to what bytes move. */
export const routes = ['file-to-socket', 'file-to-file', 'socket-to-file', 'file-to-pipe'] as const;
export type Route = (typeof routes)[number];

/**
 * The places bytes stand in along a path, in the order of the drawing. `destination-*` are the far side of
 * file sinks; `receiver` is the memory of the process at the other end of a socket or a pipe.
 */
export const stages = [
  'disk',
  'page-cache',
  'user-buffer',
  'pipe-buffer',
  'socket-buffer',
  'nic',
  'receiver',
  'destination-page-cache',
  'destination-disk',
] as const;
export type Stage = (typeof stages)[number];

/**
 * Who moves the bytes of a hop: the CPU copies them, a device does, only a reference is handed over, or the far end drops
 * them unread.
 */
export const movers = ['cpu', 'dma', 'reference', 'discarded'] as const;
export type Mover = (typeof movers)[number];

/**
 * How a figure is known: `counted` at our call sites from return values; `kernel` from getrusage, /proc, perf
 * software events, completion flags or FIEMAP; `observed` by the aliasing experiment, here; `sampled` from perf samples;
 * `model` from documented kernel behaviour.
 */
export const evidences = ['counted', 'kernel', 'observed', 'sampled', 'model'] as const;
export type Evidence = (typeof evidences)[number];

/** How the mover of a hop is known: counting bytes does not tell who moved them. */
export const moverEvidences = ['observed', 'kernel', 'sampled', 'model'] as const;
export type MoverEvidence = (typeof moverEvidences)[number];
