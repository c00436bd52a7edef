import { restrict } from "./access.js";
import { get, post } from "./api.js";
import { ask } from "./ask.js";
import { h, section } from "./dom.js";
import { count, dateTime } from "./numbers.js";
import { perform } from "./report.js";
import { t, word } from "./texts.js";

const PATH = "lecture/rebuilds";
const AGAIN_MILLIS = 1000;
const CONFLICT = 409;
const STATES = { RUNNING: "rebuildRunning", DONE: "rebuildDone", SUPERSEDED: "rebuildSuperseded" };

/**
 * The rebuilds of the read model, with the progress of the newest, and a button for another one where the reader may.
 *
 * @param access what the reader may do
 * @return a function that reads the rebuilds again
 */
export function rebuildSection(access) {
  const outcome = h("div", { role: "status" });
  const list = h("ul", { class: "rebuilds" });
  const start = h("button", { type: "button", onclick: () => perform(start, outcome, begin) }, t("rebuildAction"));
  let timer = null;
  let running = false;
  section("rebuild").append(
    h("p", { class: "note" }, t("rebuildNote")),
    access.offered ? h("p", { class: "bar" }, restrict(start, access)) : "", outcome, list);
  return lookAgain;

  async function begin() {
    if (!await ask({ title: t("rebuildTitle"), text: t("rebuildText"), action: t("rebuildAction") })) {
      return;
    }
    try {
      await post(PATH);
    } catch (problem) {
      if (problem.status !== CONFLICT || !await ask({ title: t("rebuildTitle"), text: problem.message, action: t("rebuildAnyway") })) {
        throw problem;
      }
      await post(PATH, { evenIfIncomplete: true });
    }
    await look();
  }

  async function look() {
    const rebuilds = (await get(PATH))._embedded?.rebuilds ?? [];
    outcome.replaceChildren();
    list.replaceChildren(...rebuilds.length > 0 ? rebuilds.map(line) : [h("li", { class: "note" }, t("noRebuild"))]);
    running = rebuilds.some(({ state }) => state === "RUNNING");
    lookLater();
  }

  function lookLater() {
    clearTimeout(timer);
    if (running) {
      timer = setTimeout(lookAgain, AGAIN_MILLIS);
    }
  }

  /** The pipeline shows that the projector is unreachable; this section only notes it. */
  function lookAgain() {
    look().catch(problem => {
      list.replaceChildren(h("li", { class: "note", lang: "en" }, problem.message));
      lookLater();
    });
  }
}

function line({ requestedAt, state, remainingRecords, warning = null, partitions }) {
  const all = partitions.reduce((sum, { firstOffset, targetOffset }) => sum + targetOffset - firstOffset, 0);
  const running = state === "RUNNING";
  return h("li", {}, `${dateTime(requestedAt)}  `, h("b", { "data-state": state }, word(STATES[state] ?? state)),
    running && h("div", {}, h("progress", { max: Math.max(all, 1), value: Math.max(all - remainingRecords, 0), "aria-label": t("rebuildRunning") }),
      ` ${t("rebuildRemaining", count(remainingRecords))}`),
    warning && h("p", { class: "outcome", "data-health": "WARNING", lang: "en" }, warning));
}
