import { get } from "./api.js";
import { h, section, setText, show } from "./dom.js";
import { lags } from "./lags.js";
import { colourOf, memberName } from "./members.js";
import { count, rate, time, UNKNOWN } from "./numbers.js";
import { report } from "./report.js";
import { spark } from "./spark.js";
import { t } from "./texts.js";

const COLUMNS = ["partition", "leader", "replicas", "endOffset", "committed", "readColumn", "lagColumn", "lagOverTime", "member"];
const NUMBERS = new Set(["endOffset", "committed", "readColumn", "lagColumn"]);

/** Kafka as a stage: brokers, replicas and members of each partition, the lag of each over time, and the last rebalances. */
export function kafkaSection() {
  const data = lags();
  const outcome = h("div", { role: "status" });
  const brokers = h("p", { class: "legend", "aria-label": t("brokers") });
  const members = h("p", { class: "legend", "aria-label": t("members") });
  const body = h("tbody");
  const timeline = h("ol", { class: "rebalances", "aria-labelledby": "rebalances-title" });
  const none = h("p", { class: "note" }, t("noRebalance"));
  const note = h("p", { class: "note" }, t("markersNote"));
  let seen = null;
  section("kafka").append(brokers, members,
    h("div", { class: "wide-table", tabindex: "0", role: "region", "aria-label": t("kafka") },
      h("table", { class: "topics kafka" },
        h("thead", {}, h("tr", {}, COLUMNS.map(key => h("th", { scope: "col", class: NUMBERS.has(key) ? "number" : null }, t(key))))), body)),
    note, h("h3", { id: "rebalances-title" }, t("rebalances")), outcome, timeline, none);
  return { load: data.load, flow };

  function flow(snapshot) {
    data.add(snapshot);
    const { topic, group } = snapshot;
    brokers.replaceChildren(...brokerWords(topic));
    members.replaceChildren(...memberWords(group));
    body.replaceChildren(...(topic.partitions ?? []).map(partition => row(partition, topic, group)));
    if (group.rebalances !== undefined && group.rebalances !== seen) {
      seen = group.rebalances;
      look();
    }
  }

  async function look() {
    try {
      const found = await get("api/rebalances");
      timeline.replaceChildren(...found.map(line));
      show(none, found.length === 0);
      outcome.replaceChildren();
    } catch (problem) {
      report(outcome, problem);
    }
  }

  function row(partition, { minInSync = null }, group) {
    const read = (group.partitions ?? []).find(one => one.partition === partition.partition) ?? {};
    const reader = (group.members ?? []).find(one => one.id === read.member);
    const number = (text, mark = null) => h("td", { class: "number", "data-mark": mark }, text);
    return h("tr", { "data-partition": partition.partition },
      h("th", { scope: "row" }, count(partition.partition)),
      h("td", { "data-mark": (partition.leader ?? null) === null ? "bad" : null }, partition.leader ?? t("noLeader")),
      replicaCell(partition, minInSync),
      number(count(partition.endOffset)), number(count(read.committed)), number(rate(data.readPerSecond(partition.partition))),
      number(count(read.lag), read.lag > 0 ? "behind" : null),
      h("td", {}, lagLine(partition.partition, read.lag, reader)),
      h("td", {}, memberName(reader?.name ?? null)));
  }

  /** In the colour of the member that reads the partition. */
  function lagLine(partition, now, reader) {
    const points = data.of(partition);
    const most = Math.max(0, ...points.map(point => point[1] ?? 0));
    return spark(t("lagWords", count(partition), count(now), count(most)), points, data.window(), data.top(), reader ? colourOf(reader.name) : null);
  }
}

/** Replicas that are in sync have a tick; too few of them are red, fewer than all yellow. */
function replicaCell({ replicas = [], inSync = [], leader = null }, minInSync) {
  const mark = leader === null || minInSync !== null && inSync.length < minInSync ? "bad" : inSync.length < replicas.length ? "behind" : null;
  return h("td", { "data-mark": mark }, replicas.map(broker => h("span", { class: "replica", "data-in-sync": inSync.includes(broker) },
    h("span", { "aria-hidden": "true" }, inSync.includes(broker) ? "✓" : "✕"), String(broker),
    !inSync.includes(broker) && h("span", { class: "unseen" }, ` ${t("notInSync")}`))));
}

/** Each broker with the number of partitions that it leads, and what is missing on it. */
function brokerWords({ partitions = [], minInSync = null }) {
  const ids = [...new Set(partitions.flatMap(one => one.replicas ?? []))].sort((one, two) => one - two);
  const words = ids.map(id => {
    const leads = partitions.filter(one => one.leader === id).length;
    const missing = partitions.filter(one => one.replicas?.includes(id) && !one.inSync.includes(id)).length;
    return h("span", { "data-broker": id, "data-mark": missing > 0 ? "behind" : null },
      h("b", {}, t("broker", id)), ` ${t("leads", count(leads))}${missing > 0 ? `, ${t("missesRecords", count(missing))}` : ""}`);
  });
  return ids.length === 0 ? [UNKNOWN] : [...words, minInSync === null ? null : h("span", { class: "note" }, t("minInSync", count(minInSync)))].filter(Boolean);
}

const memberWords = ({ members = [] }) => members.length === 0 ? [h("span", { class: "note" }, t("noMembers"))]
  : members.map(one => h("span", { title: `${one.id} ${one.host}` }, memberName(one.name), ` · ${t("memberPartitions", count(one.partitions))}`));

/** When, who joined or left, and which partitions moved from where to where. */
function line({ at, joined, left, moved }) {
  const routes = new Map();
  moved.forEach(({ partition, from, to }) => {
    const key = JSON.stringify([from, to]);
    routes.set(key, { from, to, partitions: [...routes.get(key)?.partitions ?? [], partition] });
  });
  return h("li", {}, h("time", { datetime: at }, time(at)), " ",
    joined.map(name => h("span", { class: "change" }, memberName(name), ` ${t("joined")}`)),
    left.map(name => h("span", { class: "change" }, memberName(name), ` ${t("left")}`)),
    [...routes.values()].map(({ from, to, partitions }) => h("span", { class: "change" },
      t("partitionList", partitions.join(", ")), ": ", memberName(from), " → ", memberName(to))));
}
