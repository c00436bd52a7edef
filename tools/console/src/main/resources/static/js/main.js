import { get, openSession } from "./api.js";
import { banner } from "./banner.js";
import { categoriesSection } from "./categories.js";
import { doctorSection } from "./doctor.js";
import { section, setText, show } from "./dom.js";
import { faultsSection } from "./faults.js";
import { flowSection } from "./flow.js";
import { healthOf, STAGES } from "./health.js";
import { lettersSection } from "./letters.js";
import { plotsSection } from "./plots.js";
import { replaySection } from "./replay.js";
import { report } from "./report.js";
import { follow } from "./stream.js";
import { tailSection } from "./tail.js";
import { t, translatePage } from "./texts.js";
import { verifySection } from "./verify.js";

translatePage();
setText(section("live"), t("connecting"));

const top = banner();
const drawFlow = flowSection();
const plots = plotsSection();
verifySection();
doctorSection();
let changes = null;

/** What changes something is on the page only where the console lets it; else a line says how to get it. */
function controls({ demonstration }) {
  setText(section("mode"), t(demonstration ? "demonstration" : "readOnly"));
  setText(section("readonly"), t("howToChange"));
  ["categories", "faults"].forEach(id => show(section(id), demonstration));
  show(section("readonly"), !demonstration);
  replaySection(demonstration);
  const tail = tailSection(demonstration ? categoriesSection() : () => []);
  const letters = lettersSection(demonstration, tail.givenUp);
  const components = demonstration ? faultsSection() : () => {};
  return { letters, tail, components };
}

/** After a gap: what happened meanwhile, once. A console that was restarted in another mode is another page. */
async function resume() {
  try {
    const session = await openSession();
    if (changes !== null && changes.demonstration !== session.demonstration) {
      location.reload();
      return;
    }
    changes ??= { ...controls(session), demonstration: session.demonstration };
    changes.components();
    changes.letters.look();
    const [history] = await Promise.all([get("api/history"), changes.tail.load()]);
    plots.load(history);
  } catch (problem) {
    report(section("silence"), problem);
  }
}

/** Components and dead letters are looked at when the flow says that they are other than before, and never by the clock. */
let seen = "";
function lookAgain(flow) {
  const now = JSON.stringify([STAGES.map(stage => healthOf(flow[stage])), flow.relay.state]);
  if (now !== seen) {
    seen = now;
    changes?.components();
  }
  const letters = JSON.stringify([flow.readModel.deadLetters, flow.relay.deadLettered, healthOf(flow.topic)]);
  if (letters !== lookAgain.letters) {
    lookAgain.letters = letters;
    changes?.letters.look();
  }
}

follow({
  opened: resume,
  flow(flow) {
    top.flow(flow);
    drawFlow(flow);
    plots.flow(flow);
    lookAgain(flow);
  },
  events(events) {
    changes?.tail.events(events);
    changes?.letters.events(events);
  },
  mark(mark) {
    plots.mark(mark);
    changes?.components();
  },
  silent: top.silent,
  hidden: top.hidden,
});
