import { h } from "./dom.js";
import { dateTime, UNKNOWN } from "./numbers.js";
import { printed } from "./payload.js";
import { recordAddress } from "./records.js";
import { t } from "./texts.js";

/** All that is known of an event: when, where, its headers and its payload, and what may be done with its category. */
export function details(event, actions, read) {
  return [
    ...read && event.stage === "TOPIC" ? [h("p", { class: "outcome", "data-health": "WARNING" }, t("readNotAppliedWhy"))] : [],
    facts([
      [t("eventId"), h("a", { href: `#event=${event.eventId}`, title: t("addressOfEvent") }, event.eventId)],
      [t("eventType"), event.type],
      [t("occurredAt"), precise(event.occurredAt)],
      [t("recordAt"), event.topic ? h("a", { href: recordAddress(event.topic, event.partition, event.offset) }, `${event.topic} ${event.partition}@${event.offset}`) : t("notPublished")],
      [t("appliedAt"), event.appliedAt ? precise(event.appliedAt) : t("notApplied")],
    ]),
    h("h4", {}, t("payload")),
    h("pre", {}, printed(event.payload)),
    ...headers(event.headers),
    ...actions(event),
  ];
}

/** The same for a dead letter, whose headers say why it is one. */
export function headers(all) {
  const entries = Object.entries(all ?? {});
  return entries.length === 0 ? [] : [h("h4", {}, t("headers")), facts(entries)];
}

const facts = pairs => h("dl", { class: "pairs" },
  pairs.map(([key, value]) => h("div", {}, h("dt", {}, key), h("dd", {}, value ?? UNKNOWN))));

const precise = instant => `${dateTime(instant)} · ${instant}`;
