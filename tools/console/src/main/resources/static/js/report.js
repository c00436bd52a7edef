import { Problem } from "./api.js";
import { h } from "./dom.js";
import { SIGN } from "./health.js";
import { t } from "./texts.js";

/** Shows a failure, with the console's message. */
export function report(place, problem) {
  if (!(problem instanceof Problem) && !(problem instanceof TypeError)) {
    console.error(problem);
  }
  const words = problem instanceof Problem ? problem.message : problem instanceof TypeError ? t("noAnswer") : String(problem);
  place.replaceChildren(h("p", { class: "outcome", "data-health": "BAD" },
    h("b", {}, SIGN.BAD, " ", t("didNotWork")), " ", h("span", { lang: "en" }, words),
    problem.remedy && h("span", { class: "remedy" }, h("b", {}, t("remedy"), ": "), h("span", { lang: "en" }, problem.remedy))));
}

/** Shows the result. */
export const done = (place, ...words) => say(place, "GOOD", words);

/** Shows a result that is only a part of what was requested. */
export const warn = (place, ...words) => say(place, "WARNING", words);

function say(place, health, words) {
  place.replaceChildren(h("div", { class: "outcome", "data-health": health }, h("b", {}, SIGN[health]), " ", words));
}

/**
 * Runs the action of a button or form, one at a time, and shows its failure. The button keeps the focus and
 * stays readable meanwhile.
 */
export async function perform(button, place, act) {
  if (button.getAttribute("aria-busy") === "true") {
    return;
  }
  button.setAttribute("aria-busy", "true");
  try {
    await act();
  } catch (problem) {
    report(place, problem);
  } finally {
    button.removeAttribute("aria-busy");
  }
}
