import { post } from "./api.js";
import { h, section } from "./dom.js";
import { SIGN } from "./health.js";
import { count } from "./numbers.js";
import { perform } from "./report.js";
import { t } from "./texts.js";

const MUST_BE_NONE = ["lost", "unpublished", "doubled", "misordered", "phantom"];
const ONLY_IF_ANY = ["replayed", "newer", "older", "foreign"];

/** The verdict of `verify`: whether every event is in its topic, once and in order, by reading rows and records. */
export function verifySection() {
  const outcome = h("div", { role: "status", id: "verdict" });
  const button = h("button", { type: "button", class: "strong", onclick: () => perform(button, outcome, async () => {
    outcome.replaceChildren(h("p", { class: "note" }, t("judging")));
    outcome.replaceChildren(...verdict(await post("api/verifications")));
  }) }, t("judge"));
  section("verify").append(h("p", { class: "bar" }, button), outcome);
}

function verdict(report) {
  const clean = MUST_BE_NONE.every(kind => report[kind].count === 0);
  return [
    h("p", { class: "outcome", "data-health": clean ? "GOOD" : "BAD", "data-clean": String(clean) },
      h("b", {}, SIGN[clean ? "GOOD" : "BAD"], " ", t(clean ? "clean" : "unclean"))),
    h("dl", { class: "report" },
      figure("reportRows", report.rows), figure("reportRecords", report.records), figure("reportPublished", report.published),
      ONLY_IF_ANY.filter(kind => report[kind] > 0).map(kind => figure(kind, report[kind])),
      MUST_BE_NONE.map(kind => found(kind, report[kind], "BAD")),
      report.deadLettered.count > 0 && found("deadLettered", report.deadLettered, "WARNING")),
    h("ul", { class: "note", lang: "en" }, report.notes.map(note => h("li", {}, note))),
  ];
}

const figure = (name, value, health = null) =>
  h("div", { "data-health": health }, h("dt", {}, t(name)), h("dd", {}, count(value)));

function found(kind, { count: number, first }, health) {
  return [
    figure(kind, number, number > 0 ? health : null),
    number > 0 && h("div", { class: "first" }, h("dt", { class: "unseen" }, t(kind)),
      first.map(event => h("dd", {}, line(event))),
      number > first.length && h("dd", {}, t("more", count(number - first.length)))),
  ];
}

const line = ({ id, aggregate, version, place }) =>
  [id ?? "–", aggregate, version !== null && version !== undefined && `v${version}`, place].filter(Boolean).join("  ");
