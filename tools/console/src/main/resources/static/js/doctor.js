import { get } from "./api.js";
import { h, section, setText } from "./dom.js";
import { SIGN } from "./health.js";
import { perform } from "./report.js";
import { t } from "./texts.js";

const HEALTH = { OK: "GOOD", WARN: "WARNING", FAIL: "BAD" };
const WORST_FIRST = ["FAIL", "WARN", "OK"];

/** The doctor's findings, failures first, each with its fix. */
export function doctorSection() {
  const outcome = h("div", { role: "status" });
  const findings = h("div", { class: "findings" });
  const button = h("button", { type: "button", onclick: () => perform(button, outcome, async () => {
    show(await get("api/findings"));
  }) }, t("examine"));
  section("doctor").append(h("p", { class: "bar" }, button), outcome, findings);

  function show(all) {
    const sick = all.filter(one => one.status !== "OK").sort((one, two) => rank(one) - rank(two));
    const fine = all.filter(one => one.status === "OK");
    outcome.replaceChildren(h("p", { class: "outcome", "data-health": sick.length === 0 ? "GOOD" : HEALTH[sick[0].status] },
      sick.length === 0 ? t("allOk", all.length) : t("someNotOk", sick.length, all.length)));
    findings.replaceChildren(
      h("ul", {}, sick.map(finding)),
      h("details", {}, h("summary", {}, t("fine", fine.length)), h("ul", {}, fine.map(finding))));
  }
}

const rank = finding => WORST_FIRST.indexOf(finding.status);

function finding({ area, check, status, detail, advice, fix }) {
  return h("li", { "data-health": HEALTH[status], lang: "en" },
    h("p", {}, h("b", { class: "status" }, `${SIGN[HEALTH[status]]} ${t(status)}`), " ", h("b", {}, `${area}: ${check}`), " ", detail),
    advice && h("p", { class: "note" }, advice),
    fix && h("div", { class: "fix" }, h("pre", { tabindex: "0" }, fix), copyButton(fix)));
}

function copyButton(text) {
  const button = h("button", { type: "button", onclick: async () => {
    await navigator.clipboard.writeText(text);
    setText(button, t("copied"));
    setTimeout(() => setText(button, t("copy")), 2000);
  } }, t("copy"));
  return button;
}
