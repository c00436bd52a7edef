import { h, section, setText } from "./dom.js";
import { sentence, SIGN, standing } from "./health.js";
import { time } from "./numbers.js";
import { t } from "./texts.js";

/** What is said on top: how everything stands, the cause and remedy of what is broken, and whether the console speaks. */
export function banner() {
  const sign = h("span", { class: "sign", "aria-hidden": "true" });
  const said = h("span");
  section("standing").append(sign, said);
  const stand = (health, words) => {
    section("standing").dataset.health = health;
    setText(sign, SIGN[health]);
    setText(said, words);
    document.title = `${SIGN[health]} ${words} · outbox`;
  };
  stand("CHECKING", t("checkingAll"));
  return {
    flow(flow) {
      const now = standing(flow);
      stand(now.health, sentence(flow, now));
      alarm(flow, now);
      speaking();
    },
    silent(since) {
      stand("UNKNOWN", t("silentStanding"));
      silent(since);
    },
    hidden() {
      document.title = "outbox";
    },
  };
}

/** Written only when it says something else: it is read aloud. */
function alarm(flow, { health, first, others }) {
  const place = section("alarm");
  const { cause, remedy } = flow[first];
  const key = health === "BAD" ? JSON.stringify([first, cause, remedy, others]) : "";
  if (place.dataset.said === key) {
    return;
  }
  place.dataset.said = key;
  place.replaceChildren(...health !== "BAD" ? [] : [h("div", { class: "banner", "data-health": "BAD" },
    h("b", {}, `${SIGN.BAD} ${t(first)}: `), h("span", { lang: "en" }, cause ?? t("BAD")),
    remedy && h("span", { class: "remedy" }, h("b", {}, t("remedy"), ": "), h("span", { lang: "en" }, remedy)),
    others.length > 0 && h("span", { class: "also" }, t("alsoBad", others.map(stage => t(stage)).join(", "))))]);
}

function silent(since) {
  document.body.classList.add("stale");
  section("live").dataset.live = "false";
  setText(section("live"), t("silentShort", time(since)));
  if (section("silence").childElementCount === 0) {
    section("silence").append(h("div", { class: "banner", "data-health": "BAD" },
      h("b", {}, SIGN.BAD, " ", t("silent", time(since)))));
  }
}

function speaking() {
  document.body.classList.remove("stale");
  section("live").dataset.live = "true";
  setText(section("live"), t("live"));
  section("silence").replaceChildren();
}
