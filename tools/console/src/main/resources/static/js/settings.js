const PREFIX = "outbox.";

/** The allowed values; any other stored value counts as no choice. The first value is that of no choice. */
export const CHOICES = {
  language: ["", "en", "ko"],
  theme: ["", "light", "dark"],
  zone: ["", "UTC"],
};

/** Returns the chosen value of a setting in this browser; null if none is chosen, or if the browser stores nothing. */
export function setting(name) {
  try {
    const value = localStorage.getItem(PREFIX + name);
    return value && CHOICES[name].includes(value) ? value : null;
  } catch {
    return null;
  }
}

export function choose(name, value) {
  try {
    value === "" ? localStorage.removeItem(PREFIX + name) : localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that stores nothing keeps the choice of the system.
  }
}
