import { restrict } from "./access.js";
import { get, post } from "./api.js";
import { ask } from "./ask.js";
import { h, section, show } from "./dom.js";
import { dateTime } from "./numbers.js";
import { done, perform, report, warn } from "./report.js";
import { t } from "./texts.js";

/**
 * The keys whose events wait because the first of them could not be applied. Where the reader may, a key is retried, or its first
 * event discarded.
 *
 * @param access what the reader may do
 * @param tell receives the number of parked keys by topic
 * @return a function that refreshes them
 */
export function parkedSection(access, tell) {
  const looked = h("div", { role: "status" });
  const outcome = h("div", { role: "status" });
  const list = h("ul", { class: "letters" });
  const again = h("button", { type: "button", onclick: () => perform(again, looked, look) }, t("look"));
  section("parked").append(h("p", { class: "bar" }, again), looked, outcome, list);
  return () => perform(again, looked, look);

  async function look() {
    const inboxes = await get("api/parked-keys");
    show(section("parked"), inboxes.length > 0);
    const keys = inboxes.flatMap(({ name, parked }) => parked.map(key => ({ inbox: name, ...key })));
    const failed = inboxes.filter(({ failure }) => failure !== null);
    looked.replaceChildren(...failed.map(({ name, failure }) => h("p", { class: "outcome", "data-health": "WARNING" },
      h("b", {}, `${name}: `), h("span", { lang: "en" }, failure))));
    list.replaceChildren(...keys.length > 0 ? keys.map(line) : failed.length > 0 ? [] : [h("li", { class: "note" }, t("noParked"))]);
    const byTopic = new Map(inboxes.length > 0 ? [["", 0]] : []);
    keys.forEach(({ topic }) => byTopic.set(topic, (byTopic.get(topic) ?? 0) + 1));
    tell(byTopic);
  }

  function line(key) {
    const retry = h("button", { type: "button", onclick: () => perform(retry, outcome, () => retryKey(key)) }, t("retry"));
    const discard = h("button", { type: "button", onclick: () => perform(discard, outcome, () => discardFirst(key)) }, t("discardFirst"));
    const actions = access.offered && h("div", { class: "bar" }, restrict(retry, access), restrict(discard, access));
    return h("li", {}, h("b", {}, key.key), ` ${key.topic} · ${key.inbox} · ${t("parkedWaiting", key.waiting)} · ${dateTime(key.since)}`,
      h("p", { class: "note", lang: "en" }, key.reason), actions);
  }

  async function retryKey({ inbox, topic, key }) {
    const { applied = 0, failure = null } = await post("api/parked-keys/retries", { inbox, topic, key });
    failure === null ? done(outcome, t("parkedApplied", key, applied)) : warn(outcome, t("parkedApplied", key, applied), h("p", { lang: "en" }, failure));
    await look();
  }

  async function discardFirst({ inbox, topic, key, first }) {
    if (await ask({ title: t("discardTitle", key), text: t("discardText", `${topic}.DLT`), action: t("discardFirst") })) {
      await post("api/parked-keys/discards", { inbox, topic, key, first });
      done(outcome, t("discarded", key));
      await look();
    }
  }
}
