import { post } from "./api.js";
import { h, section } from "./dom.js";
import { done, perform, warn } from "./report.js";
import { t } from "./texts.js";

/** A provider that did not let its reader in leads back here. */
const FAILED = "#login-failed";

/** The user who is logged in, and the buttons to log in and out. Both reload the page. */
export function showAccount({ user = null, login = { password: false, providers: [] }, demonstration }) {
  const failure = h("span", { role: "status" });
  const ways = login.password || login.providers.length > 0;
  section("account").replaceChildren(...demonstration || !ways ? [] : user !== null
    ? [h("span", { class: "user" }, t("loggedInAs", user)), " ", logOut(failure), failure]
    : [h("button", { type: "button", class: "strong", onclick: () => askForLogin(login, true) }, t("logIn")), failure]);
}

/** The page of a console that shows nothing before a login. */
export function showLocked(session) {
  showAccount(session);
  document.body.classList.add("locked");
  section("standing").textContent = t("locked");
  section("live").textContent = "";
  askForLogin(session.login, false);
}

function logOut(failure) {
  const button = h("button", { type: "button", onclick: () => perform(button, failure, async () => {
    await post("api/logout");
    location.reload();
  }) }, t("logOut"));
  return button;
}

function askForLogin({ password, providers }, isOptional) {
  const outcome = h("div", { role: "status" });
  const field = (id, key, attributes) => [h("label", { for: id }, t(key)), h("input", { id, required: true, maxlength: "255", ...attributes })];
  const submit = h("button", { class: "strong" }, t("logIn"));
  const cancel = () => h("button", { type: "button", onclick: () => dialog.close() }, t("cancel"));
  const form = password && h("form", { onsubmit: submitted => {
    submitted.preventDefault();
    const { user, secret } = submitted.target.elements;
    perform(submit, outcome, async () => {
      outcome.replaceChildren();
      await post("api/login", { user: user.value.trim(), password: secret.value });
      done(outcome, t("loggedIn"));
      begin();
    });
  } },
  h("p", {}, field("login-user", "user", { name: "user", autocomplete: "username", autofocus: true })),
  h("p", {}, field("login-password", "password", { name: "secret", type: "password", autocomplete: "current-password" })),
  h("p", { class: "choices" }, isOptional && cancel(), submit));
  const dialog = h("dialog", { class: "login", "aria-labelledby": "login-title", oncancel: event => isOptional || event.preventDefault() },
    h("h2", { id: "login-title" }, t("logIn")), outcome, form,
    providers.map(({ name, path }) => h("p", {}, h("a", { class: "provider", href: path }, t("logInWith", name)))),
    !password && isOptional && h("p", { class: "choices" }, cancel()));
  dialog.addEventListener("close", () => dialog.remove());
  if (location.hash === FAILED) {
    warn(outcome, t("loginFailed"));
  }
  document.body.append(dialog);
  dialog.showModal();
}

function begin() {
  if (location.hash === FAILED) {
    history.replaceState(null, "", location.pathname);
  }
  location.reload();
}
