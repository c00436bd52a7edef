import { accessOf } from "./access.js";
import { showAccount, showLocked } from "./account.js";
import { get, openSession } from "./api.js";
import { banner } from "./banner.js";
import { categoriesSection } from "./categories.js";
import { demonstrationsSection } from "./demonstrations.js";
import { doctorSection } from "./doctor.js";
import { section, setText, show } from "./dom.js";
import { faultsSection } from "./faults.js";
import { flowSection } from "./flow.js";
import { healthOf, STAGES } from "./health.js";
import { kafkaSection } from "./kafka.js";
import { lettersSection } from "./letters.js";
import { takeLogs } from "./logs.js";
import { parkedSection } from "./parked.js";
import { plotsSection } from "./plots.js";
import { rebuildSection } from "./rebuild.js";
import { recordsSection } from "./records.js";
import { replaySection } from "./replay.js";
import { report } from "./report.js";
import { follow } from "./stream.js";
import { tailSection } from "./tail.js";
import { showSwitches } from "./switches.js";
import { t, translatePage } from "./texts.js";
import { topicsSection } from "./topics.js";
import { verifySection } from "./verify.js";

translatePage();
showSwitches();
setText(section("live"), t("connecting"));

const top = banner();
const drawFlow = flowSection();
const plots = plotsSection();
const kafka = kafkaSection();
let changes = null;
let topicNames = [];
const topics = topicsSection(names => {
  topicNames = names;
  changes?.records.names(names);
});
verifySection();
doctorSection();
let latest = null;

/** Again also when a component is in another state: what mends a stage depends on it. */
function draw(flow) {
  latest = flow;
  top.flow(flow);
  drawFlow(flow);
}

/** Shows a control only if the console offers the change; otherwise a line describes how to enable it. */
function controls(session) {
  const access = accessOf(session);
  takeLogs({ shownBy: session.logCommand ?? null });
  showAccount(session);
  setText(section("mode"), t(access.demonstration ? "demonstration" : access.may ? "operator" : "readOnly"));
  setText(section("readonly"), access.why ?? "");
  show(section("categories"), access.offered);
  show(section("faults"), access.demonstration);
  show(section("demonstrations"), access.demonstration);
  show(section("readonly"), !access.may);
  replaySection(access);
  const records = recordsSection(session.topic ?? "");
  records.names(topicNames);
  const tail = tailSection(access.offered ? categoriesSection(access) : () => []);
  const letters = lettersSection(access, tail.givenUp);
  const components = access.demonstration ? faultsSection(() => latest && draw(latest)) : () => {};
  const demonstrations = access.demonstration ? demonstrationsSection() : () => {};
  const parked = parkedSection(access, topics.parked);
  const rebuilds = rebuildSection(access);
  return { letters, tail, components, demonstrations, parked, rebuilds, records };
}

const kindOf = ({ demonstration, user = null, whyNoChange = null }) => JSON.stringify([demonstration, user, whyNoChange]);

/** After a gap, loads once what was missed; reloads the page if the console's mode or the reader has changed. */
async function resume() {
  try {
    const session = await openSession();
    if (session.mayRead === false || changes !== null && changes.kind !== kindOf(session)) {
      location.reload();
      return;
    }
    changes ??= { ...controls(session), kind: kindOf(session) };
    changes.components();
    changes.demonstrations();
    changes.letters.look();
    changes.parked();
    changes.rebuilds();
    const [history] = await Promise.all([get("api/history"), changes.tail.load()]);
    plots.load(history);
    kafka.load(history);
  } catch (problem) {
    report(section("silence"), problem);
  }
}

/** A login may have ended, which a refused stream does not say. */
function silent(since) {
  latest = null;
  top.silent(since);
  openSession().then(session => session.mayRead === false && location.reload(), () => {});
}

document.addEventListener("logged-out", () => openSession().then(showAccount, () => {}));

/** Refreshes components and dead letters when the flow shows a change, never by a timer. */
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

const watch = () => follow({
  opened: resume,
  flow(flow) {
    draw(flow);
    plots.flow(flow);
    kafka.flow(flow);
    lookAgain(flow);
    changes?.tail.flow(flow);
    topics.look();
  },
  events(events) {
    changes?.tail.events(events);
    changes?.letters.events(events);
  },
  mark(mark) {
    plots.mark(mark);
    changes?.components();
  },
  silent,
  hidden: top.hidden,
});

openSession().then(session => session.mayRead === false ? showLocked(session) : watch(), watch);
