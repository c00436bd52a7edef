const KEEP = 600;
/** Between samples that are further apart than this nothing is known, and no line is drawn. */
const GAP = 4;

const KEYS = {
  writesPerSecond: flow => flow.writes.perSecond,
  publishedPerSecond: flow => flow.relay.perSecond,
  appliedPerSecond: flow => flow.readModel.appliedPerSecond,
  slotLagBytes: flow => flow.slot.lagBytes,
  groupLag: flow => flow.group.lag,
  latencyMillis: flow => flow.readModel.latencyMillis,
  latencyP99Millis: flow => flow.readModel.latencyP99Millis,
};

/** The columns that the plots show: the last ten minutes, from the console's history and then from each snapshot. */
export function samples() {
  const data = { times: [], values: {}, marks: [], load, add, mark };
  clear();
  return data;

  function clear() {
    data.times = [];
    data.marks = [];
    Object.keys(KEYS).forEach(key => {
      data.values[key] = [];
    });
  }

  function load(history) {
    clear();
    history.samples.forEach(sample => push(sample.at, key => sample[key]));
    data.marks = [...history.marks];
  }

  function add(flow) {
    push(flow.at, key => KEYS[key](flow));
  }

  function mark(one) {
    data.marks.push(one);
    forget();
  }

  function push(at, valueOf) {
    const time = Date.parse(at) / 1000;
    const last = data.times.at(-1) ?? time - 1;
    if (time <= last) {
      return;
    }
    if (time - last > GAP) {
      row(last + 1, () => null);
    }
    row(time, valueOf);
    forget();
  }

  function row(time, valueOf) {
    data.times.push(time);
    Object.keys(KEYS).forEach(key => data.values[key].push(valueOf(key) ?? null));
  }

  function forget() {
    const before = (data.times.at(-1) ?? 0) - KEEP;
    while (data.times[0] < before) {
      data.times.shift();
      Object.keys(KEYS).forEach(key => data.values[key].shift());
    }
    data.marks = data.marks.filter(one => Date.parse(one.at) / 1000 >= before);
  }
}
