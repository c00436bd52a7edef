import { h } from "./dom.js";
import { t } from "./texts.js";

/**
 * Asks before something is changed.
 *
 * @param action the word of the button that does it
 * @param field label and value of a text that is asked for, if any
 * @return the text, or true where none is asked for; null where it was called off
 */
export function ask({ title, text = null, action, field = null }) {
  return new Promise(answer => {
    const input = field && h("input", { id: "asked", value: field.value, required: true, maxlength: "255", autocomplete: "off" });
    const dialog = h("dialog", { "aria-labelledby": "asked-title" },
      h("form", { method: "dialog" },
        h("h2", { id: "asked-title" }, title),
        text && h("p", {}, text),
        input && h("p", {}, h("label", { for: "asked" }, field.label), " ", input),
        h("p", { class: "choices" },
          h("button", { type: "button", value: "", autofocus: !input, onclick: () => dialog.close("") }, t("cancel")),
          h("button", { class: "strong", value: "yes" }, action))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue !== "yes" ? null : input ? input.value.trim() : true);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
