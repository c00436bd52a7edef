import { Problem } from "./api.js";
import { h } from "./dom.js";
import { SIGN } from "./health.js";
import { t } from "./texts.js";

/** Says what did not work, with the console's own words. */
export function report(place, problem) {
  if (!(problem instanceof Problem) && !(problem instanceof TypeError)) {
    console.error(problem);
  }
  const words = problem instanceof Problem ? problem.message : problem instanceof TypeError ? t("noAnswer") : String(problem);
  place.replaceChildren(h("p", { class: "outcome", "data-health": "BAD" },
    h("b", {}, SIGN.BAD, " ", t("didNotWork")), " ", h("span", { lang: "en" }, words),
    problem.remedy && h("span", { class: "remedy" }, h("b", {}, t("remedy"), ": "), h("span", { lang: "en" }, problem.remedy))));
}

/** Says what was done. */
export const done = (place, ...words) => say(place, "GOOD", words);

/** Says what was done, and not all that was asked for. */
export const warn = (place, ...words) => say(place, "WARNING", words);

function say(place, health, words) {
  place.replaceChildren(h("div", { class: "outcome", "data-health": health }, h("b", {}, SIGN[health]), " ", words));
}

/**
 * Does what a button or a form asks for, once at a time, and says what did not work. The button keeps the focus and
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
