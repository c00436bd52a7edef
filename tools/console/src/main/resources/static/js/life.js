import { h, setText } from "./dom.js";
import { details } from "./details.js";
import { millis, time } from "./numbers.js";
import { payloadOf } from "./payload.js";
import { t } from "./texts.js";

const isDeadLetter = event => event.topic?.endsWith(".DLT") ?? false;
const after = event => millis(Date.parse(event.appliedAt) - Date.parse(event.occurredAt));

/**
 * The life of one event on one line: row written, its place in the topic, applied; and, unfolded, all that is known.
 *
 * @param actions what may be done with its category
 * @param isGivenUp whether there is a dead letter of an event
 * @param isRead whether the group has read the record of an event for some seconds
 */
export function life(event, actions, isGivenUp, isRead) {
  const { name, jobType } = payloadOf(event);
  const track = h("span", { class: "track" });
  const inside = h("div", { class: "inside", hidden: true, id: `event-${event.eventId}` });
  const toggle = h("button", {
    type: "button", class: "toggle", "aria-expanded": "false", "aria-controls": inside.id,
    "aria-label": t("expand", event.eventId), onclick: unfold,
  }, "▸");
  const line = h("div", { class: "line", onclick: clickOnLine }, toggle,
    h("time", { datetime: event.occurredAt }, time(event.occurredAt)),
    h("a", { href: `#category=${encodeURIComponent(event.aggregateId)}`, title: t("onlyThis", event.aggregateId) },
      h("span", { class: "unseen" }, `${event.aggregateType} `), `#${event.aggregateId}`),
    h("span", { class: "name" }, name), h("span", { class: "version" }, `v${event.version}`),
    h("span", { class: "job" }, jobType), track);
  const node = h("li", { class: "life" }, line, inside);
  let known = event;
  drawTrack(track, event, isGivenUp(event), isRead(event));
  return {
    node,
    get event() {
      return known;
    },
    open() {
      inside.hidden && unfold();
    },
    update(changed) {
      known = changed;
      drawTrack(track, changed, isGivenUp(changed), isRead(changed));
      if (!inside.hidden) {
        inside.replaceChildren(...details(known, actions, isRead(known)));
      }
    },
  };

  function clickOnLine(click) {
    if (!click.target.closest("a, button") && String(getSelection()) === "") {
      unfold();
    }
  }

  function unfold() {
    inside.hidden = !inside.hidden;
    inside.replaceChildren(...inside.hidden ? [] : details(known, actions, isRead(known)));
    toggle.setAttribute("aria-expanded", String(!inside.hidden));
    setText(toggle, inside.hidden ? "▸" : "▾");
  }
}

/** Three steps: a reached one has a tick, the next one has the word for waiting. */
function drawTrack(track, event, givenUp, read) {
  const stops = [[t("inOutbox"), "done"], topicStop(event, givenUp), appliedStop(event, givenUp, read)];
  track.dataset.stage = event.stage;
  track.replaceChildren(...stops.map(([text, state, title = null]) => h("span", { class: "stop", "data-state": state, title },
    h("span", { "aria-hidden": "true" }, SIGN[state]), text,
    state === "waiting" && h("span", { class: "unseen" }, `: ${t("waiting")}`))));
}

const SIGN = { done: "✓ ", waiting: "… ", later: "· ", passed: "↷ ", dead: "✕ " };

function topicStop(event, givenUp) {
  if (event.topic === null || event.topic === undefined) {
    return event.stage !== "OUTBOX" ? [t("toTopic"), "done"] : givenUp ? [t("givenUp"), "dead"] : [t("toTopic"), "waiting"];
  }
  return isDeadLetter(event)
    ? [t("inDeadLetters", event.partition, event.offset), "dead"]
    : [t("inTopic", event.partition, event.offset), "done"];
}

function appliedStop(event, givenUp, read) {
  switch (event.stage) {
    case "READ_MODEL": return [event.appliedAt ? t("appliedAfter", after(event)) : t("applied"), "done"];
    case "SUPERSEDED": return [t("superseded"), "passed"];
    case "TOPIC": return givenUp && !isDeadLetter(event)
      ? [t("givenUp"), "dead"] : read ? [t("readNotApplied"), "dead", t("readNotAppliedWhy")] : [t("toReadModel"), isDeadLetter(event) ? "later" : "waiting"];
    default: return [t("toReadModel"), "later"];
  }
}
