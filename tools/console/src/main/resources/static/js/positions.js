/** The read model is written before the group's position, and the console polls both in turn: a row still missing after this time is reported. */
const PATIENCE = 6000;

/** The records that the group has read for some seconds without a row of them in the read model. */
export function positions(now = Date.now) {
  const since = new Map();
  let late = new Set();
  return { take, has: ({ eventId }) => late.has(eventId) };

  /** Takes a snapshot of the flow and the events that are in the topic and not applied. Returns whether something is different. */
  function take({ topic, group }, events) {
    const committed = new Map((group?.partitions ?? []).map(one => [one.partition, one.committed ?? 0]));
    const read = events.filter(event => event.topic === topic?.name && event.offset < (committed.get(event.partition) ?? 0));
    const ids = new Set(read.map(event => event.eventId));
    [...since.keys()].filter(id => !ids.has(id)).forEach(id => since.delete(id));
    ids.forEach(id => since.has(id) || since.set(id, now()));
    const before = late;
    late = new Set([...ids].filter(id => now() - since.get(id) >= PATIENCE));
    return late.size !== before.size || [...late].some(id => !before.has(id));
  }
}
