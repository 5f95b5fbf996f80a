/** The recommendation of a report, what it rests on, and what the other kind of receiver changes. */
export const advice = {
  row: '{strategy} {chunk, bytes}',
  'row.at-chunk': '{call} ({chunk, bytes})',
  'row.variant': '{strategy} {chunk, bytes} ({variant})',
  'advice.use': 'Use {call}.',
  'advice.use-less': 'Use {call}: {less, percent} less CPU than {base}.',
  'advice.use-tied': 'Use {call}: {less, percent} less CPU than {base}. Just as good: {others, commas}.',
  'advice.keep': 'Keep {base}: no other call used measurably less CPU.',
  'advice.few':
    'Measure longer: {call} used {less, percent} less CPU than {base}, but that may be chance. Rounds: {rounds, count} of at least {needed, count}.',
  'advice.unsettled':
    'Measure longer: {call} seems to use {less, percent} less CPU than {base}, but its rounds vary too much to tell.',
  'advice.alone': '{call} used {cost, number} ns of CPU per KiB. No other call was measured.',
  'advice.no-call': '{runtime} has no call that copies less here: keep the loop.',
  'advice.no-call-elsewhere':
    '{runtime} has no call that copies less here: keep the loop. The system call {call} used {less, percent} less CPU here.',
  'figure.cpu': '{row}: CPU of the sender',
  'figure.throughput': '{row}: throughput',
  'figure.copies': '{row}: CPU copies per byte',
  'figure.copy-time': '{row}: CPU time spent copying',
  'figure.floor': 'Floor: page references alone, into a drained pipe',
  'value.cost': '{cost, number} ns/KiB',
  'value.rate': '{rate, rate}',
  'value.copies': '{copies, number}',
  'value.copies-model': '{copies, number}, consistent with the model',
  'value.share': '{share, percent}',
  'value.floor': '{cost, number} ns/KiB; {row} costs {ratio, ratio} of it',
  'limits.reflink':
    'Holds while neither file is written: the first write to a shared extent copies it, and both files stay on one filesystem.',
  'limits.socket-cached': 'Measured locally with cached data. {changes}',
  'limits.socket-disk': 'Measured locally with data read from disk. {changes}',
  'limits.file-cached': 'Measured on {filesystem} with cached data. {changes}',
  'limits.file-disk': 'Measured on {filesystem} with data read from disk. {changes}',
  'limits.content': 'TLS or compression changes this.',
  'limits.machine': 'Another machine changes this.',
  'receiver.poll': 'a receiver that polls on its own core',
  'receiver.block': 'a sleeping receiver',
  'receiver.same-core': "a receiver asleep on the sender's core",
  'receiver.wakes': '{switches, number} context switches per MiB',
  'receiver.wakes-cost':
    "{switches, number} context switches per MiB, which comes to about {cost, number} µs of the sender's time each",
  'receiver.overtaken':
    'With {mode}, {there} pulls ahead of {here}: {thereCost, number} ns/KiB against {hereCost, number} ns/KiB ({wakes}).',
  'receiver.still-best':
    'With {mode}, {here} is still among the best, at {times, number} times the cost ({wakes}).',
  'receiver.flips':
    'The ranking flips with {mode}: {there} is the cheapest at {thereCost, number} ns/KiB, where {here} costs {hereCost, number} ns/KiB ({wakes}).',
  'receiver.flips-asleep':
    'The ranking flips with {mode}: {there} is the cheapest at {thereCost, number} ns/KiB, where {here} costs {hereCost, number} ns/KiB ({wakes}). There the sender pays for waking the receiver, and the path alone no longer decides.',
  'receiver.sleeper-unmeasured':
    'A sleeping receiver was not measured. Waking it can cost the sender more than the path and change the ranking (--receiver block).',
  'receiver.poller-unmeasured':
    'The figures hold the cost of waking the receiver. --receiver poll shows the path alone, and can change the ranking.',
} as const;
