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
/** The operation that repairs a component in each state, if the page offers it. */
const MENDS = { paused: "resume", stopped: "start", died: "start" };

const MENDED = new Set(["BAD", "WARNING", "UNKNOWN"]);
const SEE_LETTERS = "see-letters";

/** A further component of a kind has a number behind its name: kafka-2. */
const kindOf = name => name.replace(/-\d+$/, "");

let states = new Map();
let operate = null;

/** Takes the demonstration's components and the function that operates one; without them, remedies are plain text. */
export function takeComponents(components, act) {
  states = new Map(components.map(one => [one.name, one.state]));
  takeLogs({ names: states.keys() });
  operate = act;
}

/** Returns the component and the operation that repair a stage; null if the page offers none. */
export function mendOf(stage) {
  const down = [...states.keys()].filter(name => MENDS[states.get(name)]);
  const name = operate && NEEDS[stage].map(kind => down.find(one => kindOf(one) === kind)).find(Boolean);
  return name ? { name, operation: MENDS[states.get(name)], state: states.get(name) } : null;
}

/**
 * A place for a remedy: a button if the page offers it, otherwise a link to the dead letters or a text; then the log. Updated only if
 * the remedy changes, and empty if the banner already has the button.
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
