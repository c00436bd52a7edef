// Runs before the page is drawn: the colours are those that the reader has chosen, else those of the system.
{
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("outbox.theme");
    } catch {
      return null;
    }
  };
  const apply = () => {
    const theme = chosen();
    document.documentElement.dataset.theme = theme === "light" || theme === "dark" ? theme : system.matches ? "dark" : "light";
    dispatchEvent(new Event("theme"));
  };
  system.addEventListener("change", apply);
  addEventListener("theme-chosen", apply);
  apply();
}
