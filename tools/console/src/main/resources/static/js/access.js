import { t } from "./texts.js";

const REASONS = { NO_LOGIN: "howToChange", LOG_IN: "logInToChange", NO_OPERATOR: "noOperator" };

/**
 * What the reader of the page may do. Actions that are not offered are hidden; those that are offered and not admitted are
 * disabled, with the reason.
 */
export function accessOf({ demonstration, whyNoChange = null }) {
  const may = demonstration || whyNoChange === null;
  return {
    demonstration,
    may,
    offered: may || whyNoChange !== "NO_LOGIN",
    why: may ? null : t(REASONS[whyNoChange] ?? "howToChange"),
  };
}

/** Disables a control that the reader may not use, and shows the reason. */
export function restrict(node, { may, why }) {
  if (!may) {
    node.disabled = true;
    node.title = why;
  }
  return node;
}
