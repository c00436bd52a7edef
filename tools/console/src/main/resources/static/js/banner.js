import { causeOf } from "./causes.js";
import { h, section, setText } from "./dom.js";
import { remedyPlace } from "./remedies.js";
import { sentence, SIGN, standing } from "./health.js";
import { time } from "./numbers.js";
import { t } from "./texts.js";

/** The banner: overall state, cause and remedy of a failure, and whether the console responds. */
export function banner() {
  const sign = h("span", { class: "sign", "aria-hidden": "true" });
  const said = h("span");
  const remedy = remedyPlace();
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
      alarm(flow, now, remedy);
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

/** Updated only when its text changes, because screen readers read it aloud. */
function alarm(flow, { health, first, others }, remedy) {
  const place = section("alarm");
  const { text, lang } = causeOf(flow[first]);
  const key = health === "BAD" ? JSON.stringify([first, text, others]) : "";
  remedy.update(first, flow[first]);
  if (place.dataset.said === key) {
    return;
  }
  place.dataset.said = key;
  place.replaceChildren(...health !== "BAD" ? [] : [h("div", { class: "banner", "data-health": "BAD" },
    h("b", {}, `${SIGN.BAD} ${t(first)}: `), text ? h("span", { lang }, text) : t("BAD"), remedy.node,
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
