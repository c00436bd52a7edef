/** The console sends a snapshot every other second; after this long without one it is called silent. */
const SILENT_AFTER = 5000;
const AGAIN_AFTER = 2000;

/**
 * The page's only stream. It is open while the page is visible and closed otherwise, so that a hidden page costs
 * the system nothing. A stream that is rejected, ends or sends nothing for a while is reopened until it delivers.
 *
 * @param on `opened` after each gap, `flow`, `events`, `mark`, and `silent` with the time of the last message
 */
export function follow(on) {
  let source = null;
  let watch = null;
  let heard = Date.now();

  const close = () => {
    source?.close();
    source = null;
    clearTimeout(watch);
  };
  const again = delay => {
    clearTimeout(watch);
    watch = setTimeout(() => {
      on.silent(heard);
      close();
      open();
    }, delay);
  };
  const receive = (name, act) => source.addEventListener(name, message => {
    act(JSON.parse(message.data));
  });
  const open = () => {
    if (source !== null || document.visibilityState !== "visible") {
      return;
    }
    source = new EventSource("api/stream");
    source.addEventListener("open", () => on.opened());
    source.addEventListener("error", () => {
      source?.close();
      on.silent(heard);
      again(AGAIN_AFTER);
    });
    receive("flow", flow => {
      heard = Date.now();
      again(SILENT_AFTER);
      on.flow(flow);
    });
    receive("events", on.events);
    receive("mark", on.mark);
    again(SILENT_AFTER);
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      heard = Date.now();
      open();
    } else {
      close();
      on.hidden();
    }
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
  open();
}
