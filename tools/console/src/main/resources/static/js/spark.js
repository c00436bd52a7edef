const WIDTH = 120;
const HEIGHT = 18;
const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * A small line of the last minutes.
 *
 * @param name what it shows, in words
 * @param points the time of each value and the value; null where it is not known
 * @param window the times at the left end and at the right end
 * @param top the value at the upper end
 * @param colour the colour of the line; null for that of lags
 */
export function spark(name, points, [from, to], top, colour) {
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": name, preserveAspectRatio: "none", class: "spark" });
  svg.style.color = colour ?? "";
  const title = element("title", {});
  title.textContent = name;
  const x = time => (WIDTH * (time - from) / Math.max(1, to - from)).toFixed(1);
  const y = value => (HEIGHT - 1 - (HEIGHT - 2) * Math.min(1, value / Math.max(1, top))).toFixed(1);
  svg.append(title, ...runs(points).map(run => element("polyline", { points: run.map(([time, value]) => `${x(time)},${y(value)}`).join(" ") })));
  return svg;
}

/** Nothing is drawn between values of which one is not known. */
function runs(points) {
  const found = [[]];
  points.forEach(point => point[1] === null ? found.push([]) : found.at(-1).push(point));
  return found.filter(run => run.length > 0);
}

function element(name, attributes) {
  const node = document.createElementNS(NAMESPACE, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  return node;
}
