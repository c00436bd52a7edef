import { restrict } from "./access.js";
import { post } from "./api.js";
import { ask } from "./ask.js";
import { h, section } from "./dom.js";
import { count, instantOf } from "./numbers.js";
import { done, perform, warn } from "./report.js";
import { t } from "./texts.js";

/** Replays events: a dry run first, then, if the reader may, a button that publishes exactly those. */
export function replaySection(access) {
  const outcome = h("div", { role: "status" });
  const planned = h("div", { role: "status" });
  const field = (id, attributes) => h("input", { id: `replay-${id}`, autocomplete: "off", ...attributes });
  const category = field("category", { inputmode: "numeric", pattern: "[0-9]+", size: "8" });
  const from = field("from", { type: "datetime-local", step: "1" });
  const to = field("to", { type: "datetime-local", step: "1" });
  const ids = h("textarea", { id: "replay-ids", rows: "2", spellcheck: "false" });
  const dryRun = h("button", {}, t("dryRun"));
  const labelled = (key, node) => h("p", {}, h("label", { for: node.id }, t(key)), node);
  section("replay").append(
    h("p", { class: "note" }, t("replayNote")),
    h("form", {
      class: "fields",
      oninput: clear,
      onsubmit: submitted => {
        submitted.preventDefault();
        clear();
        perform(dryRun, outcome, async () => plan(wanted()));
      },
    }, labelled("categoryId", category), labelled("from", from), labelled("to", to), labelled("ids", ids),
    h("p", { class: "bar" }, dryRun)), planned, outcome);

  function clear() {
    planned.replaceChildren();
    outcome.replaceChildren();
  }

  function wanted() {
    const listed = ids.value.split(/[\s,]+/).filter(Boolean);
    return {
      ids: listed.length > 0 ? listed : undefined,
      aggregateType: category.value ? "category" : undefined,
      aggregateId: category.value || undefined,
      from: instantOf(from.value),
      to: instantOf(to.value),
    };
  }

  async function plan(body) {
    const found = await post("api/replay-plans", body);
    const publish = h("button", { type: "button", class: "strong", onclick: () => perform(publish, outcome, () => publishAgain(body, found.events)) },
      t("publishAgain", count(found.events)));
    planned.replaceChildren(
      h("p", {}, h("b", {}, t("plan", count(found.events), count(found.aggregates)))),
      h("ul", { class: "planned" }, found.first.map(one => h("li", {}, `${one.name} → ${one.topic}: `,
        t("planLine", count(one.events), count(one.lowestVersion), count(one.highestVersion))))),
      found.aggregates > found.first.length ? h("p", { class: "note" }, t("more", count(found.aggregates - found.first.length))) : "",
      found.unknown.length > 0 ? h("p", { class: "outcome", "data-health": "WARNING" }, t("unknownIds", found.unknown.join(", "))) : "",
      access.offered && found.events > 0 && found.unknown.length === 0 ? h("p", { class: "bar" }, restrict(publish, access)) : "");
  }

  async function publishAgain(body, events) {
    if (await ask({ title: t("replayTitle", count(events)), text: t("replayNote"), action: t("publishAgain", count(events)) })) {
      const { events: published, deadLettered } = await post("api/replays", body);
      clear();
      if (deadLettered > 0) {
        warn(outcome, t("replayDoneButFor", count(published), count(deadLettered)));
      } else {
        done(outcome, t("replayDone", count(published)));
      }
      dryRun.focus();
    }
  }
}
