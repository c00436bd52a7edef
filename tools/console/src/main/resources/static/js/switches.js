import { h, section } from "./dom.js";
import { choose, CHOICES, setting } from "./settings.js";
import { t } from "./texts.js";

const LANGUAGES = { en: "English", ko: "한국어" };
const browsersZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The choices of the reader: language, colours and time zone. They are remembered in this browser. */
export function showSwitches() {
  const languageNow = document.documentElement.lang;
  section("switches").replaceChildren(
    select("language", CHOICES.language.slice(1).map(value => [value, LANGUAGES[value]]), languageNow, () => location.reload()),
    select("theme", CHOICES.theme.map(value => [value, t(`theme-${value || "auto"}`)]), setting("theme") ?? "", () => dispatchEvent(new Event("theme-chosen"))),
    select("zone", CHOICES.zone.map(value => [value, value || browsersZone]), setting("zone") ?? "", () => location.reload()));
}

function select(name, options, now, changed) {
  return h("select", { name, "aria-label": t(name), title: t(name), onchange: change => {
    choose(name, change.target.value);
    changed();
  } }, options.map(([value, text]) => h("option", { value, selected: value === now, lang: name === "language" ? value : null }, text)));
}
