import { h, setText } from "./dom.js";
import { seconds } from "./numbers.js";
import { t } from "./texts.js";

export const STAGES = ["writes", "outbox", "slot", "relay", "topic", "group", "readModel"];

/** A sign and a word accompany each colour. */
export const SIGN = { GOOD: "✓", WARNING: "▲", BAD: "✕", STARTING: "…", CHECKING: "…", UNKNOWN: "?" };

const WORST_FIRST = ["BAD", "WARNING", "STARTING", "CHECKING", "UNKNOWN", "GOOD"];

export const healthOf = stage => SIGN[stage?.health] ? stage.health : "UNKNOWN";

export function healthChip() {
  return h("span", { class: "chip" }, h("span", { class: "sign", "aria-hidden": "true" }), h("span"));
}

export function setHealth(chip, health, word = t(health)) {
  chip.dataset.health = health;
  setText(chip.firstChild, SIGN[health]);
  setText(chip.lastChild, word);
}

/** The word of a start: with its age where that is known. */
export const startingWord = age => age === null || age === undefined ? t("STARTING") : t("startingFor", seconds(age));

/** The word of a stage's health. */
export const healthWord = (health, stage) => health === "STARTING" ? startingWord(stage.startingSeconds) : t(health);

/** Stages in the order of cause and effect: a broken stage often only follows from another. */
const CAUSES_FIRST = ["outbox", "topic", "relay", "readModel", "writes", "slot", "group"];

/** The overall state: the worst health, its most likely cause, all stages with that health, and the others that are not good. */
export function standing(flow) {
  const health = WORST_FIRST.find(one => STAGES.some(stage => healthOf(flow[stage]) === one));
  const affected = STAGES.filter(stage => healthOf(flow[stage]) === health);
  const first = CAUSES_FIRST.find(stage => affected.includes(stage));
  const others = STAGES.filter(stage => stage !== first && ["BAD", "WARNING"].includes(healthOf(flow[stage])));
  return { health, first, affected, others };
}

/** The same in a sentence. */
export function sentence(flow, { health, affected }) {
  const names = affected.map(stage => t(stage)).join(", ");
  switch (health) {
    case "BAD": return t("stands", names);
    case "WARNING": return t("watch", names);
    case "STARTING": return t("startingStages", names);
    case "CHECKING": return t("checkingStages", names);
    case "UNKNOWN": return t("unclear", names);
    default: return t(moving(flow) ? "flows" : "idle");
  }
}

const moving = flow => [flow.writes.perSecond, flow.relay.perSecond, flow.readModel.appliedPerSecond].some(flowing);

/** Returns whether events move at this rate. */
export const flowing = perSecond => (perSecond ?? 0) > 0.05;
