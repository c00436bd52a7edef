import { h } from "./dom.js";
import { remedyOf } from "./causes.js";
import { logLink, logNameOf, takeLogs } from "./logs.js";
import { t } from "./texts.js";

/** The components that a stage needs, those first that most likely are at fault. */
const NEEDS = {
  writes: ["category-app", "category-db"],
  outbox: ["category-db"],
  slot: ["category-db", "outbox-relay", "connect-worker"],
  relay: ["outbox-relay", "connect-worker", "category-db", "kafka"],
  topic: ["kafka"],
  group: ["kafka", "lecture-projector", "lecture-db"],
  readModel: ["lecture-db", "lecture-projector", "kafka"],
};
/** What mends a component in a state, where this page can do it. */
const MENDS = { paused: "resume", stopped: "start", died: "start" };

const MENDED = new Set(["BAD", "WARNING", "UNKNOWN"]);
const SEE_LETTERS = "see-letters";

/** A further component of a kind has a number behind its name: kafka-2. */
const kindOf = name => name.replace(/-\d+$/, "");

let states = new Map();
let operate = null;

/** Takes the components of the demonstration, and what operates one; without them, remedies are words. */
export function takeComponents(components, act) {
  states = new Map(components.map(one => [one.name, one.state]));
  takeLogs({ names: states.keys() });
  operate = act;
}

/** What mends a stage from here: a component and an operation; null if the page cannot. */
export function mendOf(stage) {
  const down = [...states.keys()].filter(name => MENDS[states.get(name)]);
  const name = operate && NEEDS[stage].map(kind => down.find(one => kindOf(one) === kind)).find(Boolean);
  return name ? { name, operation: MENDS[states.get(name)], state: states.get(name) } : null;
}

/**
 * A place for a remedy: a button where the page can do it, else a link to the dead letters, else words; behind it the log that tells more.
 * Written again only if it is another one, and empty where the banner on top has the button already.
 */
export function remedyPlace() {
  const node = h("span", { class: "remedy" });
  return {
    node,
    update(stage, state, onTop = null) {
      const mend = MENDED.has(state.health) && state.remedyCode !== SEE_LETTERS ? mendOf(stage) : null;
      const said = mend !== null && mend.name === onTop?.name;
      const { text, lang } = said ? { text: "" } : remedyOf(state);
      const log = said ? null : mend?.name ?? logNameOf(stage, state);
      const link = log && logLink(log);
      const key = JSON.stringify([mend, said, text, log, link?.tagName]);
      if (node.dataset.key !== key) {
        node.dataset.key = key;
        node.replaceChildren(...said ? [] : mend ? [h("span", {}, t(`is-${mend.state}`, mend.name)), " ", button(mend)]
          : text ? [h("b", {}, t("remedy"), ": "), state.remedyCode === SEE_LETTERS ? h("a", { href: "#letters", onclick: toLetters }, text) : h("span", { lang }, text)] : [], ...link ? [" ", link] : []);
      }
      node.hidden = said || !mend && !text && !link;
    },
  };
}

/** The address keeps what the tail shows. */
function toLetters(click) {
  click.preventDefault();
  document.getElementById("letters").scrollIntoView();
}

function button({ name, operation }) {
  return h("button", { type: "button", class: "strong", "data-operation": operation, onclick: click => operate(click.currentTarget, name, operation) },
    t("mendButton", t(operation), name));
}
