import { get } from "./api.js";
import { h, section, setText, show } from "./dom.js";
import { count, counted, rate, UNKNOWN } from "./numbers.js";
import { perform, report } from "./report.js";
import { t, word } from "./texts.js";

/** The console asks the brokers for all topics: less often than it polls the flow. */
const PAUSE = 10000;
const NUMBERS = new Set(["dayPartitions", "offsetsPerSecond", "parkedKeys", "deadLetters"]);

/**
 * All topics in a table: partitions, rate, the lag of each group, parked keys and dead letters. A topic unfolds into its partitions.
 *
 * @param tell receives the names of the topics
 * @return a function that refreshes them, at most every few seconds, and one that takes the numbers of parked keys by topic
 */
export function topicsSection(tell) {
  const outcome = h("div", { role: "status" });
  const body = h("tbody");
  const more = h("p", { class: "note", hidden: true });
  const detail = h("div", { class: "detail" });
  const rows = new Map();
  let parked = new Map();
  let due = 0;
  let opened = null;
  section("topics").append(outcome, h("div", { class: "wide-table", tabindex: "0", role: "region", "aria-label": t("topics") },
    h("table", { class: "topics" },
      h("thead", {}, h("tr", {}, ["topic", "dayPartitions", "offsetsPerSecond", "groups", "parkedKeys", "deadLetters"].map(key => h("th", { scope: "col", class: NUMBERS.has(key) ? "number" : null }, t(key))))),
      body)), more, detail);
  return { look, parked: take };

  async function look() {
    if (Date.now() < due) {
      return;
    }
    due = Date.now() + PAUSE;
    try {
      const { topics, leftOut } = await get("api/topics");
      fill(topics);
      tell(topics.flatMap(one => one.deadLetters > 0 ? [one.topic, `${one.topic}.DLT`] : [one.topic]));
      show(more, leftOut > 0);
      setText(more, t("topicsLeftOut", count(leftOut)));
      outcome.replaceChildren();
      if (opened !== null) {
        showDetail(await get(`api/topics/${encodeURIComponent(opened)}`));
      }
    } catch (problem) {
      report(outcome, problem);
    }
  }

  function take(byTopic) {
    parked = byTopic;
    rows.forEach((row, topic) => setText(row.parked, parkedOf(topic)));
  }

  /** Unknown where no inbox is configured. */
  function parkedOf(topic) {
    return parked.size === 0 ? UNKNOWN : count(parked.get(topic) ?? 0);
  }

  function fill(topics) {
    const names = new Set(topics.map(one => one.topic));
    [...rows.keys()].filter(topic => !names.has(topic)).forEach(topic => {
      rows.get(topic).node.remove();
      rows.delete(topic);
    });
    topics.forEach(one => update(rows.get(one.topic) ?? add(one.topic), one));
  }

  function add(topic) {
    const button = h("button", { type: "button", class: "toggle", "aria-expanded": "false", "aria-label": t("topicDetails", topic), onclick: () => perform(button, outcome, () => toggle(topic)) }, "▸");
    const cell = name => h("td", { class: name });
    const row = { button, partitions: cell("number"), rate: cell("number"), groups: cell("groups"), parked: cell("number"), letters: cell("number") };
    row.node = h("tr", { "data-topic": topic }, h("th", { scope: "row" }, button, " ", topic), row.partitions, row.rate, row.groups, row.parked, row.letters);
    rows.set(topic, row);
    body.append(row.node);
    return row;
  }

  function update(row, { topic, partitions, perSecond, groups, deadLetters }) {
    setText(row.partitions, count(partitions));
    setText(row.rate, rate(perSecond));
    setText(row.parked, parkedOf(topic));
    setText(row.letters, counted(deadLetters, deadLetters > 0 ? "ESTIMATED" : "EXACT"));
    const text = groups.map(one => `${one.group} ${one.lag} ${one.state}`).join();
    if (row.groups.dataset.text !== text || row.groups.childElementCount === 0) {
      row.groups.dataset.text = text;
      row.groups.replaceChildren(...groups.length === 0 ? [h("span", { class: "note" }, t("noMember"))] : groups.map(groupLine));
    }
  }

  async function toggle(topic) {
    opened = opened === topic ? null : topic;
    rows.forEach((row, name) => {
      row.button.setAttribute("aria-expanded", String(name === opened));
      setText(row.button, name === opened ? "▾" : "▸");
    });
    detail.replaceChildren();
    if (opened !== null) {
      showDetail(await get(`api/topics/${encodeURIComponent(opened)}`));
    }
  }

  function showDetail({ topic, groups, ofPartitions }) {
    if (topic !== opened) {
      return;
    }
    const names = groups.map(one => one.group);
    detail.replaceChildren(h("h3", {}, t("partitionTable", topic), " ", h("a", { href: `#${new URLSearchParams({ topic })}` }, t("showRecords"))), h("div", { class: "wide-table" }, h("table", { class: "topics" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("partition")), h("th", { scope: "col", class: "number" }, t("endOffset")),
        names.map(name => h("th", { scope: "col", class: "number" }, t("lagOf", name))))),
      h("tbody", {}, ofPartitions.map(one => h("tr", {}, h("th", { scope: "row" }, count(one.partition)), h("td", { class: "number" }, count(one.endOffset)),
        names.map(name => lagCell(one.committed.find(row => row.group === name)))))))));
  }
}

const groupLine = ({ group, lag, state }) => h("span", { class: "group-lag", "data-mark": lag > 0 ? "behind" : null, title: word(state) },
  `${group}: `, h("b", {}, count(lag)), state === "Empty" || state === "Dead" ? ` (${t("noMembers")})` : "");

const lagCell = committed => h("td", { class: "number", "data-mark": committed?.lag > 0 ? "behind" : null, title: committed ? count(committed.offset) : null },
  committed ? count(committed.lag) : UNKNOWN);
