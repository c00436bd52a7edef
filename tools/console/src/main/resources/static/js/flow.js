import { causeOf } from "./causes.js";
import { h, section, setText, show } from "./dom.js";
import { flowing, healthChip, healthOf, healthWord, setHealth, STAGES, standing } from "./health.js";
import { dot } from "./members.js";
import { bytes, count, counted, millis, rate, seconds, UNKNOWN } from "./numbers.js";
import { partitionTable } from "./partitions.js";
import { mendOf, remedyPlace } from "./remedies.js";
import { t, word } from "./texts.js";

const known = (list, key) => list?.map(one => one[key]).filter(value => value !== null && value !== undefined) ?? [];
const sum = (list, key) => known(list, key).length === 0 ? null : known(list, key).reduce((one, two) => one + two);
const yesNo = value => value === null || value === undefined ? UNKNOWN : t(value ? "yes" : "no");

/** A cell with the beginning of a member's own id, its dot and its whole name. */
function member(members, id) {
  const found = members?.find(one => one.id === id);
  return found ? { text: found.shortId, title: `${found.name} ${found.host}`, sign: { key: found.name, make: () => dot(found.name) } } : { text: id ?? t("noMember") };
}

/** The content of each card: its place, the large figure and its unit, the other figures, and its table, if any. */
const CARDS = {
  writes: {
    place: () => "category-app",
    figure: s => [rate(s.perSecond), t("perSecondColumn")],
    facts: () => [],
  },
  outbox: {
    place: () => "category-db",
    figure: s => [counted(s.rows, s.rowsKind), t("rows")],
    facts: s => [["oldest", seconds(s.oldestUnpublishedSeconds)], ["dayPartitions", count(s.partitions)]],
  },
  slot: {
    place: s => s.name,
    figure: s => [bytes(s.lagBytes), t("lag")],
    facts: s => [
      ["lagTime", seconds(s.lagSeconds)], ["inUse", yesNo(s.active)], ["wal", s.walStatus ?? UNKNOWN],
      ["timeLeft", seconds(s.secondsLeft)],
    ],
  },
  relay: {
    place: s => s.name ?? "outbox-relay",
    figure: s => [rate(s.perSecond), t("perSecondColumn")],
    facts: s => [
      ["state", word(s.state)], ...(s.standby ? [["otherRelay", word(s.standby)]] : []), ["capture", s.capture ?? UNKNOWN], ["latency", millis(s.latencyMillis)],
      ["published", count(s.published)],
      ["skipped", count(s.skipped)], ["recovered", count(s.recovered)], ["missed", count(s.missed)], ["deadLetters", counted(s.deadLettered, s.deadLetteredKind)],
    ],
  },
  topic: {
    place: s => s.name,
    figure: s => [rate(sum(s.partitions, "perSecond")), t("offsetsPerSecond")],
    facts: () => [],
    table: s => ({
      columns: ["partition", "endOffset", "perSecondColumn"],
      rows: s.partitions?.map(p => [count(p.partition), count(p.endOffset), rate(p.perSecond)]) ?? [],
    }),
  },
  group: {
    place: s => s.name,
    figure: s => [count(s.lag), t("lag")],
    facts: s => [["state", word(s.state)]],
    table: s => ({
      columns: ["partition", "committed", "lagColumn", "member"],
      rows: s.partitions?.map(p => [
        count(p.partition), count(p.committed), { text: count(p.lag), mark: p.lag > 0 ? "behind" : null },
        member(s.members, p.member),
      ]) ?? [],
    }),
  },
  readModel: {
    place: () => "lecture-projector",
    figure: s => [rate(s.appliedPerSecond), t("perSecondColumn")],
    facts: s => [
      ["rows", counted(s.rows, s.rowsKind)], ["latency", millis(s.latencyMillis)], ["p99", millis(s.latencyP99Millis)], ["gaps", count(s.gaps)],
      ["deadLetters", counted(s.deadLetters, s.deadLettersKind)],
    ],
  },
};

/** The way of an event, from left to right. Returns what takes a snapshot. */
export function flowSection() {
  const cards = STAGES.map((stage, index) => card(stage, CARDS[stage], index + 1));
  section("flow").append(h("ol", { class: "flow" }, cards.map(one => one.node)));
  return flow => {
    const said = saidOnTop(flow);
    cards.forEach(one => one.update(flow, said));
  };
}

/** The parts that the banner shows: no card repeats them. */
function saidOnTop(flow) {
  const { health, first } = standing(flow);
  return health === "BAD"
    ? { causes: new Set([flow[first].cause]), stage: first, mend: mendOf(first) }
    : { causes: new Set(), stage: null, mend: null };
}

function card(stage, { place, figure, facts, table }, number) {
  const chip = healthChip();
  const where = h("p", { class: "place" });
  const large = h("span", { class: "large" });
  const unit = h("span", { class: "unit" });
  const list = h("dl", { class: "facts" });
  const wire = h("span", { class: "wire", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  const partitions = table && partitionTable(t(stage));
  const call = callout();
  const article = h("article", { class: "card", "aria-label": t(stage) },
    h("h3", {}, t(stage)), chip, where, h("p", { class: "figure" }, large, " ", unit), list, partitions?.node);
  const node = h("li", { class: "stage", id: `stage-${stage}` }, stage === "writes" ? null : wire, article, call.node);
  node.style.setProperty("--place", number);
  article.dataset.health = "CHECKING";
  setHealth(chip, "CHECKING");
  return {
    node,
    update(flow, said) {
      const state = flow[stage] ?? {};
      const health = healthOf(state);
      article.dataset.health = health;
      setHealth(chip, health, healthWord(health, state));
      setText(where, place(state) ?? UNKNOWN);
      const [value, unitText] = figure(state);
      setText(large, value);
      setText(unit, unitText);
      fillFacts(list, facts(state));
      partitions?.update(table(state));
      call.update(stage, health, state, said);
      move(wire, rateInto(stage, flow), health);
    },
  };
}

function fillFacts(list, facts) {
  if (list.childElementCount !== facts.length) {
    list.replaceChildren(...facts.map(([key]) => h("div", {}, h("dt", {}, t(key)), h("dd"))));
  }
  facts.forEach(([, value], index) => setText(list.children[index].lastChild, value));
}

/** The cause and the remedy, in full, at the first card that has them, unless the banner has them. */
function callout() {
  const cause = h("span");
  const remedy = remedyPlace();
  const name = h("b");
  const node = h("p", { class: "callout", hidden: true }, name, " ", cause, " ", remedy.node);
  return {
    node,
    update(stage, health, state, said) {
      show(node, health !== "GOOD" && Boolean(state.cause) && stage !== said.stage && !said.causes.has(state.cause));
      said.causes.add(state.cause);
      node.dataset.health = health;
      setText(name, `${t(stage)}:`);
      const { text, lang } = causeOf(state);
      cause.lang = lang;
      setText(cause, text);
      remedy.update(stage, state, said.mend);
    },
  };
}

const rateInto = (stage, flow) => ({
  outbox: flow.writes.perSecond,
  slot: flow.writes.perSecond,
  relay: flow.relay.perSecond,
  topic: flow.relay.perSecond,
  group: flow.readModel.appliedPerSecond,
  readModel: flow.readModel.appliedPerSecond,
})[stage];

/** Something moves along the wire while events do; four paces, for a new pace begins the movement anew. */
function move(wire, perSecond, health) {
  wire.dataset.broken = health === "BAD";
  if (flowing(perSecond)) {
    wire.dataset.pace = Math.min(4, 1 + Math.floor(Math.log10(Math.max(1, perSecond))));
  } else {
    delete wire.dataset.pace;
  }
}
