/** How the far end of a socket or pipe waits: spinning on its own core, asleep in recv, or asleep on the sender's core. */
export const receiverModes = ['poll', 'block', 'same-core'] as const;
export type ReceiverMode = (typeof receiverModes)[number];

export const socketKinds = ['tcp', 'unix'] as const;
export type SocketKind = (typeof socketKinds)[number];

export const cacheStates = ['warm', 'cold'] as const;
export type CacheState = (typeof cacheStates)[number];

export const orders = ['sequential', 'random'] as const;
export type Order = (typeof orders)[number];

/**
 * What a sweep varies: bytes per call of one stream; bytes of the input; or the size of messages that are fetched
 * one by one from all over the input, each sent by itself, as a queue's consumers do.
 */
export const sweepAxes = ['chunk', 'size', 'message'] as const;
export type SweepAxis = (typeof sweepAxes)[number];

/** What user space does with the bytes on their way: nothing, sum them, change them, or encrypt them (AES-256-GCM). */
export const userPasses = ['none', 'checksum', 'transform', 'encrypt'] as const;
export type UserPass = (typeof userPasses)[number];

export const sinkModes = ['discard', 'verify'] as const;
