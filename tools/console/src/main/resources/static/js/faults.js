import { get, post } from "./api.js";
import { ask } from "./ask.js";
import { h, section, setText } from "./dom.js";
import { healthChip, setHealth, startingWord } from "./health.js";
import { logLink } from "./logs.js";
import { takeComponents } from "./remedies.js";
import { done, perform, report } from "./report.js";
import { t, word } from "./texts.js";

/** The operations of a component in each state; destructive ones ask for confirmation. */
const OPERATIONS = {
  starting: ["kill"],
  running: ["kill", "pause", "stop"],
  paused: ["resume", "kill"],
  stopped: ["start"],
  died: ["start"],
};
const SOON = 2000;
const BREAKS = new Set(["kill", "pause", "stop"]);

/**
 * Components, and the operations that break and repair them.
 *
 * @param tell is called after each refresh
 * @return a function that refreshes them
 */
export function faultsSection(tell) {
  const looked = h("div", { role: "status" });
  const outcome = h("div", { role: "status" });
  const body = h("tbody");
  const rows = new Map();
  let soon = null;
  section("faults").append(
    h("table", { class: "components" },
      h("thead", { class: "unseen" }, h("tr", {}, h("th", { scope: "col" }, t("component")), h("th", { scope: "col" }, t("breakIt")))),
      body),
    h("p", { class: "bar" },
      fault("dropSlot", "api/faults/drop-slot", "confirmDropSlot", "dropSlotText"),
      fault("addPartitions", "api/faults/add-partitions", "confirmAddPartitions", "addPartitionsText")),
    looked, outcome);
  return look;

  async function look() {
    try {
      const components = await get("api/components");
      takeComponents(components, (button, name, operation) => perform(button, outcome, () => operate(name, operation)));
      components.forEach(show);
      tell();
      looked.replaceChildren();
      lookUntilReady(components);
    } catch (problem) {
      report(looked, problem);
    }
  }

  /** A component that starts does not report when it is ready. */
  function lookUntilReady(components) {
    clearTimeout(soon);
    if (components.some(one => one.state === "starting" || one.state === "running" && !serves(one))) {
      soon = setTimeout(() => document.visibilityState === "visible" && look(), SOON);
    }
  }

  function show(component) {
    const row = rows.get(component.name) ?? add(component.name);
    setHealth(row.chip, healthOf(component), stateWord(component));
    setText(row.where, whereabouts(component));
    showDeath(row, component);
    if (row.state !== component.state) {
      row.state = component.state;
      replaceButtons(row, component);
    }
  }

  /** The end of the log of a component that died, and the commands that help. */
  function showDeath(row, { state, log, remedy }) {
    const text = state === "died" ? [...log ?? [], remedy ?? ""].join("\n").trim() : "";
    row.death.hidden = text === "";
    setText(row.death, text);
  }

  /** The focus stays in the row though its buttons are others now. */
  function replaceButtons(row, component) {
    const focused = row.buttons.contains(document.activeElement);
    const operations = component.name === "console" ? [] : OPERATIONS[component.state] ?? [];
    row.buttons.replaceChildren(...operations.map(operation => button(component.name, operation)));
    if (focused) {
      row.buttons.firstChild?.focus();
    }
  }

  function add(name) {
    const row = { chip: healthChip(), where: h("span", { class: "where" }), death: h("pre", { class: "death", lang: "en" }), buttons: h("td", { class: "buttons" }), state: null };
    body.append(h("tr", { "data-component": name },
      h("th", { scope: "row" }, name, " ", logLink(name), h("br"), row.chip, " ", row.where, row.death), row.buttons));
    rows.set(name, row);
    return row;
  }

  function button(name, operation) {
    return h("button", {
      type: "button", "data-operation": operation, "aria-label": `${t(operation)} ${name}`,
      onclick: click => perform(click.currentTarget, outcome, () => operate(name, operation)),
    }, t(operation));
  }

  async function operate(name, operation) {
    if (BREAKS.has(operation) && !await ask({
      title: t("confirmTitle", t(operation), name), text: t(`${operation}Text`), action: t(operation),
    })) {
      return;
    }
    const component = await post(`api/components/${encodeURIComponent(name)}/${operation}`);
    done(outcome, `${name}: ${word(component?.state)}`);
    await look();
  }

  function fault(name, path, title, text) {
    return h("button", { type: "button", "data-fault": name, onclick: click => perform(click.currentTarget, outcome, async () => {
      if (await ask({ title: t(title), text: t(text), action: t(name) })) {
        done(outcome, h("span", { lang: "en" }, (await post(path)).done));
      }
    }) }, t(name));
  }
}

const serves = ({ state, health }) => state === "running" && health === "up";

const healthOf = component => serves(component) ? "GOOD" : component.state === "starting" ? "STARTING" : "BAD";

function stateWord(component) {
  const { state, health, startingSeconds } = component;
  return state === "starting" ? startingWord(startingSeconds)
    : state === "running" && !serves(component) ? `${word(state)}, ${word(health)}` : word(state);
}

const whereabouts = component => [
  component.pid && `pid ${component.pid}`, component.port && `:${component.port}`,
  (component.state === "died" || component.state === "running" && !serves(component)) && component.reason,
].filter(Boolean).join(" ");
