import { get } from "./api.js";
import { headers } from "./details.js";
import { h, section, setText } from "./dom.js";
import { bytes, count, dateTime, instantOf } from "./numbers.js";
import { printed } from "./payload.js";
import { perform } from "./report.js";
import { t } from "./texts.js";

const LIMIT = 50;
const NAMED = 160;
const FIELDS = ["topic", "partition", "offset", "key", "from"];

/** The address of a record: the page opens it with that record first. */
export const recordAddress = (topic, partition, offset) => `#${new URLSearchParams({ topic, partition, offset })}`;

/**
 * Records of a topic by partition and offset, by key or by time. What is searched stands in the address
 * (`#topic=…&partition=…&offset=…`), so that it can be sent to a colleague.
 *
 * @param first the topic that is chosen first
 */
export function recordsSection(first) {
  const outcome = h("div", { role: "status" });
  const note = h("p", { class: "note" });
  const list = h("ol", { class: "records" });
  const pages = h("p", { class: "bar" });
  const topics = h("datalist", { id: "topic-names" });
  const input = (key, attributes) => h("input", { id: `records-${key}`, autocomplete: "off", ...attributes });
  const fields = {
    topic: input("topic", { required: true, list: "topic-names", maxlength: "249", value: first }),
    partition: input("partition", { inputmode: "numeric", pattern: "[0-9]+", placeholder: t("all") }),
    offset: input("offset", { inputmode: "numeric", pattern: "[0-9]+" }),
    key: input("key", { maxlength: "255" }),
    from: input("from", { type: "datetime-local", step: "1" }),
  };
  const button = h("button", {}, t("showRecords"));
  section("records").append(
    h("p", { class: "note" }, t("recordsNote")),
    h("form", { class: "record-search", role: "search", onsubmit: submit, oninput: check }, topics,
      FIELDS.map(key => h("p", {}, h("label", { for: `records-${key}` }, t(`search-${key}`)), fields[key])), h("p", {}, button)),
    outcome, note, list, pages);
  window.addEventListener("hashchange", open);
  open();
  return { names };

  /** Takes the topics that can be chosen. */
  function names(known) {
    topics.replaceChildren(...[...new Set([first, ...known])].filter(Boolean).map(name => h("option", { value: name })));
  }

  function check() {
    fields.offset.setCustomValidity(fields.offset.value && !fields.partition.value ? t("offsetNeedsPartition")
      : fields.offset.value && fields.from.value ? t("offsetOrTime") : "");
  }

  function submit(submitted) {
    submitted.preventDefault();
    const wanted = new URLSearchParams(FIELDS.map(key => [key, key === "from" ? instantOf(fields.from.value) ?? "" : fields[key].value.trim()]).filter(([, value]) => value !== ""));
    if (location.hash === `#${wanted}`) {
      open();
    } else {
      location.hash = wanted;
    }
  }

  function open() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (wanted.has("topic")) {
      FIELDS.filter(key => key !== "from").forEach(key => {
        fields[key].value = wanted.get(key) ?? "";
      });
      perform(button, outcome, () => load(wanted));
    }
  }

  async function load(wanted) {
    const query = new URLSearchParams([...FIELDS.filter(key => key !== "topic" && wanted.get(key)).map(key => [key, wanted.get(key)]), ["limit", LIMIT]]);
    const topic = wanted.get("topic");
    list.replaceChildren();
    pages.replaceChildren();
    setText(note, "");
    const found = await get(`api/topics/${encodeURIComponent(topic)}/records?${query}`);
    outcome.replaceChildren();
    const whole = wanted.get("partition") !== null && !wanted.get("key");
    setText(note, [t("recordsFound", count(found.records.length)), ...found.complete ? [] : [t("notAllSearched")]].join(" "));
    list.replaceChildren(...found.records.flatMap((record, index) => [
      ...whole ? gap(found.records[index - 1], record) : [], line(topic, record, wanted.get("offset") === String(record.offset) && index === 0)]));
    if (whole) {
      pages.replaceChildren(...around(topic, found));
    }
    section("records").scrollIntoView();
  }

  /** The offsets before and behind those that are shown. */
  function around(topic, { partitions: [range], records }) {
    const offsets = records.map(one => one.offset);
    const least = Math.min(...offsets, range.end);
    const link = (name, offset) => h("a", { href: recordAddress(topic, range.partition, offset) }, t(name));
    return [least > range.begin && link("earlier", Math.max(range.begin, least - 2 * LIMIT)),
      offsets.length > 0 && Math.max(...offsets) + 1 < range.end && link("later", Math.max(...offsets) + 1),
      h("span", { class: "note" }, t("offsetRange", count(range.begin), count(range.end)))].filter(Boolean);
  }
}

/** Offsets between two records that hold none for a consumer. */
function gap(before, record) {
  if (!before) {
    return [];
  }
  const [least, most] = [Math.min(before.offset, record.offset) + 1, Math.max(before.offset, record.offset) - 1];
  return most < least ? [] : [h("li", { class: "note gap" }, t("noRecordAt", most === least ? count(least) : `${count(least)}–${count(most)}`))];
}

function line(topic, record, opened) {
  const { partition, offset, at, key, value, valueBytes, eventId } = record;
  const node = h("details", { "data-offset": offset, open: opened },
    h("summary", {}, h("b", {}, `${partition}@${offset}`), ` ${dateTime(at)} · ${key ?? t("noKey")} · `,
      value === null ? h("em", {}, t("tombstone")) : value.slice(0, NAMED)),
    h("p", { class: "bar" },
      h("a", { href: recordAddress(topic, partition, offset) }, t("addressOfRecord")),
      eventId && h("a", { href: `#event=${eventId}` }, t("followEvent"))),
    value === null ? h("p", { class: "note" }, t("tombstoneNote")) : [h("h4", {}, `${t("payload")} (${bytes(valueBytes)})`), h("pre", {}, printed(value))],
    ...headers(record.headers));
  return h("li", {}, node);
}
