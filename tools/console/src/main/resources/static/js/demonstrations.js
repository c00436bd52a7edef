import { get, post } from "./api.js";
import { h, section, setText, show } from "./dom.js";
import { done, perform, report, warn } from "./report.js";
import { language, t } from "./texts.js";

const PAUSE = 1000;
const ON = new Set(["waiting", "running"]);

/**
 * The demonstrations of `./outbox demo`, as the launcher describes and plays them: what will happen, each command with a button that carries it out,
 * the place that shows its effect, and the output. Returns a function that reads them again.
 */
export function demonstrationsSection() {
  const outcome = h("div", { role: "status" });
  const list = h("ol", { class: "demonstrations" });
  const rows = new Map();
  let soon = null;
  const all = h("details", { class: "all" }, h("summary", { class: "note" }, t("demonstrationsNote")), outcome, list);
  section("demonstrations").append(all);
  return look;

  async function look() {
    try {
      take(await get(`api/demonstrations?language=${language}`));
      outcome.replaceChildren();
    } catch (problem) {
      report(outcome, problem);
    }
  }

  function take({ demonstrations, play }) {
    clearTimeout(soon);
    demonstrations.forEach(one => (rows.get(one.number) ?? add(one)).update(one, play));
    if (play && ON.has(play.state)) {
      all.open = true;
      soon = setTimeout(() => document.visibilityState === "visible" && look(), PAUSE);
    }
  }

  function add(one) {
    const row = demonstration(one, (button, step) => perform(button, outcome, async () => take(await post(`api/demonstrations/${step}?language=${language}`))));
    rows.set(one.number, row);
    list.append(row.node);
    return row;
  }
}

function demonstration({ number, title, prediction, look }, act) {
  const needs = h("p", { class: "note" });
  const begin = h("button", { type: "button", onclick: () => act(begin, number) }, t("beginDemonstration"));
  const next = h("button", { type: "button", class: "strong", onclick: () => act(next, "next") }, t("doIt"));
  const end = h("button", { type: "button", onclick: () => act(end, "end") }, t("endDemonstration"));
  const lines = h("ol", { class: "played", "aria-live": "polite" });
  const result = h("div", { role: "status" });
  const bar = h("p", { class: "bar" }, begin, next, end);
  const node = h("details", {}, h("summary", {}, `${number}. ${title}`),
    h("p", {}, h("b", {}, t("prediction"), ": "), prediction), h("p", {}, h("b", {}, t("lookAt"), ": "), look), needs, lines, bar, result);
  let shown = null;
  return {
    node: h("li", { "data-demonstration": number }, node),
    update(one, play) {
      const mine = play?.number === number ? play : null;
      const isOn = mine !== null && ON.has(mine.state);
      setText(needs, one.needs ?? "");
      show(needs, Boolean(one.needs));
      show(begin, !isOn && !one.needs);
      begin.disabled = !isOn && play !== null && play !== undefined && ON.has(play.state);
      show(next, mine?.state === "waiting");
      show(end, isOn);
      node.open ||= isOn;
      tell(mine);
    },
  };

  /** Adds only new lines, so that screen readers read each line once. */
  function tell(mine) {
    const printed = stepsOf(mine?.lines ?? []);
    if (lines.childElementCount > printed.length) {
      lines.replaceChildren();
    }
    lines.append(...printed.slice(lines.childElementCount).map(line));
    if (shown !== (mine?.state ?? null)) {
      shown = mine?.state ?? null;
      result.replaceChildren();
      shown === "done" && done(result, t("demonstrationDone"));
      shown === "failed" && warn(result, t("demonstrationFailed"));
      shown === "ended" && warn(result, t("demonstrationEnded"));
    }
  }
}

/** The lines from the first command on: title and prediction stand above them. */
const stepsOf = lines => {
  const first = lines.findIndex(one => one.startsWith("$ "));
  return first < 0 ? [] : lines.slice(first).filter(one => one.trim() !== "");
};

const line = text => text.startsWith("$ ") ? h("li", { class: "command" }, h("code", {}, text)) : h("li", {}, text.trim());
