import { restrict } from "./access.js";
import { get, post } from "./api.js";
import { ask } from "./ask.js";
import { headers } from "./details.js";
import { h, section, show } from "./dom.js";
import { healthChip, setHealth } from "./health.js";
import { detailText } from "./letterdetails.js";
import { dateTime } from "./numbers.js";
import { payloadOf, printed } from "./payload.js";
import { done, perform, warn } from "./report.js";
import { t } from "./texts.js";
import { reasonText } from "./words.js";

/** So many events are remembered by the console. */
const REMEMBERED = 500;
/** So much of a payload stands in a letter's line. */
const NAMED = 60;
const FATES = { READ_MODEL: "arrived", SUPERSEDED: "overtaken" };

/**
 * Dead letters, each with its reason and payload, and whether its event has come to the read model since. Where the console
 * offers it, they can be retried.
 *
 * @param access what the reader may do
 * @param tell receives the ids of the events that have dead letters
 * @return a function that refreshes them, and one that takes events that have come further
 */
export function lettersSection(access, tell) {
  const looked = h("div", { role: "status" });
  const outcome = h("div", { role: "status" });
  const list = h("ol", { class: "letters" });
  const again = h("button", { type: "button", onclick: () => perform(again, looked, look) }, t("look"));
  const all = h("button", { type: "button", hidden: true, onclick: () => perform(all, outcome, retryAll) }, t("retryAll"));
  restrict(all, access);
  let shown = new Map();
  section("letters").append(h("p", { class: "bar" }, again, all), looked, outcome, list);
  return { look: () => perform(again, looked, look), events };

  async function look() {
    const letters = await get("api/dead-letters");
    const known = letters.some(one => one.retriable) ? await get(`api/events?limit=${REMEMBERED}`) : [];
    const before = shown;
    shown = new Map(letters.map(one => [place(one), before.get(place(one)) ?? letter(one)]));
    fill([...shown.values()].map(one => one.node));
    looked.replaceChildren();
    events(known);
    tell(new Set(letters.map(one => one.eventId)));
  }

  /** Keeps unfolded entries unfolded, and the focus. */
  function fill(nodes) {
    if (nodes.length > 0 && nodes.length === list.children.length && nodes.every((node, index) => node === list.children[index])) {
      return;
    }
    const focused = document.activeElement;
    list.replaceChildren(...nodes.length > 0 ? nodes : [h("li", { class: "note" }, t("noLetters"))]);
    if (list.contains(focused)) {
      focused.focus();
    }
  }

  function events(changed) {
    const fates = new Map(changed.map(event => [event.eventId, event.stage]));
    shown.forEach(one => one.take(fates.get(one.eventId)));
    const some = access.offered && open().length > 0;
    if (!some && document.activeElement === all) {
      again.focus();
    }
    show(all, some);
  }

  function open() {
    return [...shown.values()].filter(one => one.isOpen());
  }

  function letter(one) {
    const fate = healthChip();
    show(fate, false);
    const summary = h("summary", {}, h("b", { title: one.reason }, reasonText(one.reason)), ` ${payloadOf(one).name.slice(0, NAMED)} · ${one.key ?? ""} · ${place(one)} · ${dateTime(one.at)} `, fate);
    const { text, lang } = detailText(one.detail);
    const retry = h("button", { type: "button", onclick: () => perform(retry, outcome, () => publish([one.eventId])) }, t("retry"));
    restrict(retry, access);
    show(retry, access.offered && one.retriable);
    let arrived = false;
    return {
      eventId: one.eventId,
      isOpen: () => one.retriable && !arrived,
      node: h("li", {},
        h("details", {}, summary, h("p", {}, h("b", {}, t("inItsWords"), ": "), h("span", { lang }, text)),
          h("h4", {}, t("payload")), h("pre", {}, printed(one.payload)), ...headers(one.headers)),
        one.retriable ? h("div", { class: "bar" }, retry, follow(one)) : h("p", { class: "note" }, t("noEventBehind"))),
      take(stage) {
        if (FATES[stage]) {
          setHealth(fate, "GOOD", t(FATES[stage]));
          show(fate, true);
          arrived = stage === "READ_MODEL";
        }
        if (arrived && !retry.hidden) {
          const focused = document.activeElement === retry;
          show(retry, false);
          focused && summary.focus();
        }
      },
    };
  }

  async function retryAll() {
    const ids = [...new Set(open().map(one => one.eventId))];
    if (await ask({ title: t("retryAllTitle", ids.length), text: t("retryAllText"), action: t("retryAll") })) {
      await publish(ids);
    }
  }

  async function publish(eventIds) {
    const { events: published, skipped } = await post("api/dead-letters/retries", { eventIds });
    const say = skipped.length > 0 ? warn : done;
    say(outcome, t("retried", published, skipped.length),
      h("ul", { class: "note", lang: "en" }, skipped.map(({ eventId, reason }) => h("li", {}, `${eventId ?? "–"}: ${reason}`))));
    await perform(again, looked, look);
  }
}

const place = ({ topic, partition, offset }) => `${topic} ${partition}@${offset}`;

const follow = ({ key }) => key && h("a", { href: `#category=${encodeURIComponent(key)}` }, t("onlyThis", key));
