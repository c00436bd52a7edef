import { get } from "./api.js";
import { h, section, setText, show } from "./dom.js";
import { life } from "./life.js";
import { positions } from "./positions.js";
import { report } from "./report.js";
import { t } from "./texts.js";

const LIMIT = 50;

/**
 * The newest events, those of one category, or a single one, each on a line that follows the event on its way. What is chosen stands
 * in the address (`#category=7`, `#event=…`), so that it can be linked, sent to a colleague and gone back from.
 *
 * @param actions what may be done with an event's category
 */
export function tailSection(actions) {
  const lines = new Map();
  const list = h("ol", { class: "lives" });
  const empty = h("p", { class: "note" });
  const outcome = h("div", { role: "status" });
  const hold = h("button", { type: "button", "aria-pressed": "false", onclick: toggleHold }, t("hold"));
  const field = h("input", { id: "search", name: "category", inputmode: "numeric", size: "8", required: true, autocomplete: "off" });
  const all = h("a", { href: "#tail", hidden: true }, t("showAll"));
  const form = h("form", { role: "search", class: "bar", onsubmit: search },
    h("label", { for: "search" }, t("categoryId")), field, h("button", {}, t("search")), all, hold);
  let chosen = null;
  let single = null;
  let waiting = [];
  let letters = new Set();
  const read = positions();

  section("tail").append(form, outcome, list, empty);
  window.addEventListener("hashchange", choose);
  readAddress();
  return { load, events, givenUp, flow };

  function search(submit) {
    submit.preventDefault();
    location.hash = `category=${encodeURIComponent(field.value.trim())}`;
  }

  function choose() {
    const before = `${chosen} ${single}`;
    readAddress();
    if (before !== `${chosen} ${single}`) {
      load();
    }
  }

  function readAddress() {
    const address = new URLSearchParams(location.hash.slice(1));
    chosen = address.get("category");
    single = address.get("event");
    field.value = chosen ?? "";
    show(all, chosen !== null || single !== null);
    setText(section("tail-title"), single !== null ? t("onlyEvent") : chosen === null ? t("tail") : t("onlyCategory", chosen));
  }

  async function load() {
    const wanted = `${chosen} ${single}`;
    try {
      const found = await (single === null ? several() : one());
      if (wanted === `${chosen} ${single}`) {
        replace(found);
        outcome.replaceChildren();
        if (single !== null) {
          lines.get(single)?.open();
          section("tail").scrollIntoView();
        }
      }
    } catch (problem) {
      if (wanted === `${chosen} ${single}`) {
        replace([]);
        report(outcome, problem);
      }
    }
  }

  function several() {
    return get(`api/events?${chosen === null ? "" : `category=${encodeURIComponent(chosen)}&`}limit=${LIMIT}`);
  }

  async function one() {
    return [await get(`api/events/${encodeURIComponent(single)}`)];
  }

  function replace(found) {
    const before = new Set(lines.keys());
    found.forEach(event => before.delete(event.eventId));
    before.forEach(forget);
    take(found);
  }

  /** Adds new and changed events; while held, keeps new ones for later and updates the visible ones. */
  function events(changed) {
    const mine = changed.filter(event => single !== null ? event.eventId === single : chosen === null || event.aggregateId === chosen);
    if (hold.getAttribute("aria-pressed") === "true") {
      waiting = [...waiting, ...mine.filter(event => !lines.has(event.eventId))].slice(-LIMIT);
      take(mine.filter(event => lines.has(event.eventId)));
      setText(hold, waiting.length > 0 ? `${t("hold")} (${waiting.length})` : t("hold"));
    } else {
      take(mine);
    }
  }

  function toggleHold() {
    const held = hold.getAttribute("aria-pressed") === "true";
    hold.setAttribute("aria-pressed", String(!held));
    setText(hold, t("hold"));
    if (held) {
      const missed = waiting;
      waiting = [];
      take(missed);
    }
  }

  function take(some) {
    const newest = [...some].sort(newestFirst).slice(0, LIMIT);
    newest.filter(event => lines.has(event.eventId)).forEach(event => lines.get(event.eventId).update(event));
    newest.filter(event => !lines.has(event.eventId)).reverse().forEach(insert);
    [...lines.values()].map(line => line.event).sort(newestFirst).slice(LIMIT).forEach(event => forget(event.eventId));
    show(empty, lines.size === 0);
    setText(empty, chosen === null ? t("noEvents") : t("noEventsOf", chosen));
  }

  function insert(event) {
    const line = life(event, actions, isGivenUp, read.has);
    line.node.dataset.event = event.eventId;
    lines.set(event.eventId, line);
    const older = [...list.children].find(node => newestFirst(event, lines.get(node.dataset.event).event) < 0);
    list.insertBefore(line.node, older ?? null);
  }

  /** An event that was given up behind the topic waits for nothing. */
  function givenUp(eventIds) {
    letters = eventIds;
    lines.forEach(line => line.update(line.event));
  }

  /** A record that the group has read and not applied waits for nothing either. */
  function flow(snapshot) {
    const waiting = [...lines.values()].filter(line => line.event.stage === "TOPIC");
    if (read.take(snapshot, waiting.map(line => line.event))) {
      waiting.forEach(line => line.update(line.event));
    }
  }

  function isGivenUp({ eventId }) {
    return letters.has(eventId);
  }

  function forget(eventId) {
    lines.get(eventId)?.node.remove();
    lines.delete(eventId);
  }
}

/** A writer's clock may be so far ahead. Events of later times come last: by their time they would be the newest for years. */
const AHEAD_MILLIS = 3_600_000;

const rank = ({ occurredAt }) => {
  const at = Date.parse(occurredAt);
  return at <= Date.now() + AHEAD_MILLIS ? at : -Infinity;
};

const compare = (one, two) => one < two ? -1 : one > two ? 1 : 0;

const newestFirst = (one, two) =>
  compare(rank(two), rank(one)) || compare(Date.parse(two.occurredAt), Date.parse(one.occurredAt)) || (two.eventId < one.eventId ? -1 : 1);
