// A part of the page that did not come would leave it empty: it is loaded again until all is there.
addEventListener("error", failure => {
  if (failure.target instanceof HTMLScriptElement) {
    document.getElementById("live").textContent = "did not load, trying again…";
    setTimeout(() => location.reload(), 2000);
  }
}, true);
