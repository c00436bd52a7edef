import { get, post } from "./api.js";
import { ask } from "./ask.js";
import { headers } from "./details.js";
import { h, section, show } from "./dom.js";
import { dateTime } from "./numbers.js";
import { printed } from "./payload.js";
import { done, perform } from "./report.js";
import { t } from "./texts.js";

/** Dead letters, each with its reason and payload; where the console may change something, they can be retried. */
export function lettersSection(demonstration) {
  const outcome = h("div", { role: "status" });
  const list = h("ol", { class: "letters" });
  const again = h("button", { type: "button", onclick: () => perform(again, outcome, look) }, t("look"));
  const all = h("button", { type: "button", hidden: true, onclick: () => perform(all, outcome, retryAll) }, t("retryAll"));
  section("letters").append(h("p", { class: "bar" }, again, all), outcome, list);
  return () => perform(again, outcome, look);

  async function look() {
    const letters = await get("api/dead-letters");
    list.replaceChildren(...letters.length === 0 ? [h("li", { class: "note" }, t("noLetters"))] : letters.map(letter));
    show(all, demonstration && letters.some(one => one.retriable));
  }

  function letter(one) {
    return h("li", {}, h("details", {},
      h("summary", {}, h("b", {}, one.reason), ` ${one.key ?? ""} · ${one.topic} ${one.partition}@${one.offset} · ${dateTime(one.at)}`),
      h("p", { lang: "en" }, one.detail),
      h("h4", {}, t("payload")), h("pre", {}, printed(one.payload)), ...headers(one.headers)),
    one.retriable ? demonstration && retryOne(one) : h("p", { class: "note", lang: "en" }, one.whyNot));
  }

  function retryOne(one) {
    const button = h("button", { type: "button", onclick: () => perform(button, outcome, () => retry({ eventIds: [one.eventId] })) }, t("retry"));
    return button;
  }

  async function retryAll() {
    if (await ask({ title: t("retryAllTitle"), text: t("retryAllText"), action: t("retryAll") })) {
      await retry({ all: true });
    }
  }

  async function retry(which) {
    const { events, skipped } = await post("api/dead-letters/retries", which);
    await look();
    done(outcome, t("retried", events, skipped.length),
      h("ul", { class: "note", lang: "en" }, skipped.map(({ eventId, reason }) => h("li", {}, `${eventId ?? "–"}: ${reason}`))));
  }
}
