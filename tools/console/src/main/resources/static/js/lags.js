const KEEP_SECONDS = 600;
/** Between samples that are further apart than this nothing is known. */
const GAP_SECONDS = 6;

/** The lag of each partition in the last ten minutes, from the console's history and then from each snapshot. */
export function lags() {
  let samples = [];
  return { load, add, window, of, top, readPerSecond };

  function load(history) {
    samples = [];
    history.samples.forEach(sample => push(Date.parse(sample.at) / 1000, sample.partitionLags ?? {}, {}));
  }

  function add({ at, group }) {
    const known = key => Object.fromEntries((group.partitions ?? []).filter(one => one[key] !== null && one[key] !== undefined).map(one => [one.partition, one[key]]));
    push(Date.parse(at) / 1000, known("lag"), known("committed"));
  }

  function push(time, byPartition, committed) {
    if (time > (samples.at(-1)?.time ?? 0)) {
      samples.push({ time, byPartition, committed });
      samples = samples.filter(one => one.time >= time - KEEP_SECONDS);
    }
  }

  /** The times of the first and the last sample. */
  function window() {
    return [samples[0]?.time ?? 0, samples.at(-1)?.time ?? 1];
  }

  function of(partition) {
    return samples.flatMap((one, index) => {
      const point = [one.time, one.byPartition[partition] ?? null];
      return index > 0 && one.time - samples[index - 1].time > GAP_SECONDS ? [[one.time, null], point] : [point];
    });
  }

  /** The highest lag of all partitions: one scale for all, so that lines can be compared. */
  function top() {
    return Math.max(0, ...samples.flatMap(one => Object.values(one.byPartition)));
  }

  /** The rate at which the group reads a partition, by the committed offsets of the last seconds; null if unknown. */
  function readPerSecond(partition) {
    const known = samples.slice(-3).filter(one => one.committed[partition] !== undefined);
    const [first, last] = [known[0], known.at(-1)];
    return known.length < 2 ? null : Math.max(0, (last.committed[partition] - first.committed[partition]) / (last.time - first.time));
  }
}
