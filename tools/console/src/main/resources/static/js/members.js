import { h } from "./dom.js";
import { t } from "./texts.js";

/** So many colours there are; further members share them, and their names still differ. */
const COLOURS = 6;
const colours = new Map();

/** A member keeps its colour as long as the page is open. */
export function colourOf(name) {
  if (!colours.has(name)) {
    colours.set(name, 1 + colours.size % COLOURS);
  }
  return `var(--member-${colours.get(name)})`;
}

/** The dot of a member in its colour. Its name stands beside it. */
export function dot(name) {
  const node = h("i", { class: "dot", "aria-hidden": "true" });
  node.style.background = colourOf(name);
  return node;
}

/** A member by its name: the client and the beginning of the id. */
export const memberName = name => name === null || name === undefined
  ? h("span", { class: "note" }, t("noMember")) : h("span", { class: "member" }, dot(name), name);
