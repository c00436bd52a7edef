import { fillRows, h, setText, show } from "./dom.js";
import { count } from "./numbers.js";
import { t } from "./texts.js";

const WIDE = matchMedia("(min-width: 1000px)");

/** A table of partitions, folded on a small screen. */
export function partitionTable(name) {
  const summary = h("summary");
  const head = h("tr");
  const body = h("tbody");
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("partitionTable", name) },
    h("table", { class: "partitions" }, h("thead", {}, head), body));
  const node = h("details", { class: "folded", open: WIDE.matches, hidden: true }, summary, scroll);
  return {
    node,
    update({ columns, rows }) {
      show(node, rows.length > 0);
      setText(summary, t("partitionsOf", count(rows.length)));
      if (head.childElementCount === 0) {
        head.append(...columns.map(key => h("th", { scope: "col" }, t(key))));
      }
      fillRows(body, rows);
    },
  };
}
