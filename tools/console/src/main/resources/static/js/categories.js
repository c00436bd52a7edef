import { restrict } from "./access.js";
import { send } from "./api.js";
import { ask } from "./ask.js";
import { h, section, setText } from "./dom.js";
import { payloadOf } from "./payload.js";
import { done, perform, report } from "./report.js";
import { t } from "./texts.js";

const PATH = "category/lectureCategories";
const PAUSE = 200;

const one = id => `${PATH}/${encodeURIComponent(id)}`;

/** Categories are made, renamed and deleted here through the front door, as any client would. */
export function categoriesSection(access) {
  const outcome = h("div", { role: "status" });
  const name = h("input", { id: "new-name", required: true, maxlength: "255", autocomplete: "off", value: t("sample") });
  const create = h("button", { class: "strong" }, t("create"));
  const id = h("input", { id: "old-id", required: true, inputmode: "numeric", pattern: "[0-9]+", size: "6", autocomplete: "off" });
  const change = h("button", { value: "rename" }, t("rename"));
  const drop = h("button", { value: "remove" }, t("remove"));
  section("categories").append(
    h("form", { class: "bar", onsubmit: submit(create, makeOne) },
      h("label", { for: "new-name" }, t("name")), name, create),
    h("form", { class: "bar", onsubmit: submit(change, changeOne) },
      h("label", { for: "old-id" }, t("id")), id, change, drop),
    writing(outcome), outcome);
  section("categories").querySelectorAll("button, input").forEach(control => restrict(control, access));

  /** The lines of the tail offer the same for their category. */
  return event => !access.may || event.aggregateType !== "category" || payloadOf(event).jobType === "DELETE" ? [] : [
    h("p", { class: "bar" },
      h("button", { type: "button", onclick: click => perform(click.target, outcome, () => rename(event.aggregateId, payloadOf(event).name)) },
        t("rename")),
      h("button", { type: "button", onclick: click => perform(click.target, outcome, () => remove(event.aggregateId)) },
        t("remove")))];

  function submit(button, act) {
    return submitted => {
      submitted.preventDefault();
      perform(button, outcome, () => act(submitted.submitter));
    };
  }

  async function makeOne() {
    const { location } = await send("POST", PATH, { categoryName: name.value });
    const made = location?.split("/").at(-1) ?? "";
    id.value = made;
    done(outcome, h("a", { href: `#category=${made}` }, t("created", made)));
  }

  function changeOne(button) {
    return button === drop ? remove(id.value.trim()) : rename(id.value.trim(), name.value);
  }

  async function rename(category, before) {
    const now = await ask({ title: t("renameTitle", category), action: t("rename"), field: { label: t("name"), value: before } });
    if (now) {
      await send("PATCH", one(category), { categoryName: now });
      done(outcome, t("renamed", category));
    }
  }

  async function remove(category) {
    if (await ask({ title: t("removeTitle", category), text: t("removeText"), action: t("remove") })) {
      await send("DELETE", one(category));
      done(outcome, t("removed", category));
    }
  }
}

/** Writes by itself, so that events flow while the reader breaks things; ends when the page is hidden. */
function writing(outcome) {
  const note = h("span", { class: "note" }, t("keepWritingNote"));
  const button = h("button", { type: "button", "aria-pressed": "false", onclick: () => running ? end() : begin() }, t("keepWriting"));
  let running = false;
  let written = 0;
  document.addEventListener("visibilitychange", end);
  return h("p", { class: "bar" }, button, note);

  function begin() {
    turn(true);
    written = 0;
    next();
  }

  function end() {
    turn(false);
  }

  function turn(on) {
    running = on;
    button.setAttribute("aria-pressed", String(on));
    setText(button, t(on ? "stopWriting" : "keepWriting"));
  }

  async function next() {
    const start = performance.now();
    try {
      await send("POST", PATH, { categoryName: `${t("sample")} ${written + 1}` });
      setText(note, t("written", ++written));
    } catch (problem) {
      report(outcome, problem);
    }
    if (running) {
      setTimeout(() => running && next(), Math.max(0, PAUSE - (performance.now() - start)));
    }
  }
}
