import { get } from "./api.js";
import { h, setText } from "./dom.js";
import { perform } from "./report.js";
import { t } from "./texts.js";

/** The component whose log a cause of the console's own refers to, by the code of the cause. */
const OF_CAUSE = {
  "category-db-unreachable": "category-db",
  "lecture-db-unreachable": "lecture-db",
  "kafka-unreachable": "kafka",
  "slot-idle": "outbox-relay",
  "slot-unreserved": "outbox-relay",
  "no-slot": "outbox-relay",
  "no-consumer": "lecture-projector",
};
/** The component that reports a fault of a stage in its own words. */
const OF_STAGE = { writes: "category-app", relay: "outbox-relay", group: "lecture-projector", readModel: "lecture-projector" };
const NAMED_BY_VALUE = new Set(["service-unreachable", "not-ready"]);
const NAME = /^[a-z0-9-]+$/;

let known = new Set();
let command = null;

/** Takes the components whose logs the console can read, and otherwise the command that shows the log of one. */
export function takeLogs({ names, shownBy }) {
  known = names === undefined ? known : new Set(names);
  command = shownBy === undefined ? command : shownBy;
}

/** The component whose log helps with a fault of a stage; null if there is none. */
export function logNameOf(stage, { health, causeCode, causeValues, name }) {
  if (health !== "BAD") {
    return null;
  }
  const found = NAMED_BY_VALUE.has(causeCode) ? causeValues?.[0] : OF_CAUSE[causeCode] ?? (causeCode ? null : stage === "relay" ? name : OF_STAGE[stage]);
  const here = NAME.test(found ?? "") ? found : OF_STAGE[stage] ?? null;
  return here === "outbox-relay" && !known.has(here) && known.has("connect-worker") ? "connect-worker" : here;
}

/** A button that shows a component's log if the console can read it; otherwise the command. */
export function logLink(name) {
  return known.has(name)
    ? h("button", { type: "button", "data-log": name, "aria-label": t("logOf", name), onclick: () => showLog(name) }, t("log"))
    : command && h("span", { class: "log-command" }, `${t("log")}: `, h("code", {}, command.replaceAll("{component}", name)));
}

/** Shows the last lines of a component's log, the newest at the end. */
function showLog(name) {
  const outcome = h("div", { role: "status" });
  const note = h("p", { class: "note" });
  const lines = h("pre", { class: "log", lang: "en", tabindex: "0", "aria-label": t("logOf", name) });
  const again = h("button", { type: "button", onclick: () => perform(again, outcome, read) }, t("look"));
  const dialog = h("dialog", { class: "wide-dialog", "aria-labelledby": "log-title", onclose: () => dialog.remove() },
    h("h2", { id: "log-title" }, t("logOf", name)), note, outcome, lines,
    h("p", { class: "choices" }, again, h("button", { type: "button", class: "strong", autofocus: true, onclick: () => dialog.close() }, t("close"))));
  document.body.append(dialog);
  dialog.showModal();
  perform(again, outcome, read);

  async function read() {
    const found = await get(`api/components/${encodeURIComponent(name)}/log`);
    setText(lines, found.lines.join("\n"));
    setText(note, found.lines.length === 0 ? t("noLog") : t("logNote", found.lines.length));
    outcome.replaceChildren();
    lines.scrollTop = lines.scrollHeight;
  }
}
