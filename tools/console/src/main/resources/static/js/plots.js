import uPlot from "../webjars/uplot/1.6.30/dist/uPlot.esm.js";
import { h, section, show } from "./dom.js";
import { bytes, count, millis, minute, rate, time } from "./numbers.js";
import { colourOf, drawMarks } from "./marks.js";
import { inPicture, readout } from "./readout.js";
import { samples } from "./samples.js";
import { topOf } from "./scale.js";
import { t } from "./texts.js";
import { kindOf, markText } from "./words.js";

const HEIGHT = 132;
const WINDOW = 600;
const LEAST = 60;
/** So many marks are named below the plots. */
const LISTED = 20;
const TICKS = [10, 15, 30, 60, 120, 180, 300];

/** A line: its key in a sample, its name, its colour, its dash (lines differ by more than colour), its format. A plot has one axis. */
const PLOTS = [
  { title: "throughput", lines: [
    { key: "writesPerSecond", name: "writesLine", colour: "--line-1", dash: [], format: rate },
    { key: "publishedPerSecond", name: "publishedLine", colour: "--line-2", dash: [6, 3], format: rate },
    { key: "appliedPerSecond", name: "appliedLine", colour: "--line-3", dash: [2, 3], format: rate },
  ] },
  { title: "slotLags", lines: [
    { key: "slotLagBytes", name: "slotBytes", colour: "--line-1", dash: [], format: bytes },
  ] },
  { title: "groupLags", lines: [
    { key: "groupLag", name: "groupRecords", colour: "--line-2", dash: [], format: count },
  ] },
  { title: "latencies", lines: [
    { key: "latencyMillis", name: "median", colour: "--line-3", dash: [], format: millis },
    { key: "latencyP99Millis", name: "p99", colour: "--line-1", dash: [6, 3], format: millis },
  ] },
];

/** Plots of the last minutes, with each fault as a line across them and as a line of text below. */
export function plotsSection() {
  const data = samples();
  const list = h("ol", { class: "marks", hidden: true, "aria-label": t("marks") });
  const plots = PLOTS.map(plot => figure(plot, data));
  section("plots").append(h("div", { class: "plots" }, plots.map(one => one.node)), list);
  plots.forEach(one => one.draw());
  const redraw = () => plots.forEach(one => one.refresh());
  const listMarks = () => {
    show(list, data.marks.length > 0);
    list.replaceChildren(...data.marks.map(markLine).slice(-LISTED));
    redraw();
  };
  addEventListener("theme", () => plots.forEach(one => one.draw()));
  return {
    load(history) {
      data.load(history);
      listMarks();
    },
    flow(flow) {
      data.add(flow);
      redraw();
    },
    mark(mark) {
      data.mark(mark);
      listMarks();
    },
  };
}

function markLine(mark, index) {
  const node = h("li", { "data-kind": kindOf(mark.text) }, h("b", { class: "flag" }, String(index + 1)), " ", h("time", {}, time(mark.at)), " ", markText(mark.text));
  node.style.setProperty("--mark", `var(${colourOf(mark)})`);
  return node;
}

function figure({ title, lines }, data) {
  const place = h("div", { class: "canvas", role: "img" });
  const said = readout(lines.map(line => ({ ...line, swatch: swatch(line) })));
  const node = h("figure", { "data-plot": title },
    h("figcaption", {}, h("span", { class: "plot-title" }, t(title)), said.legend), place);
  const drawn = picture => {
    drawMarks(picture, data.marks, css);
    said.tell(picture, place);
  };
  let chart = null;
  const table = () => [data.times, ...lines.map(({ key }) => data.values[key])];
  new ResizeObserver(() => chart?.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
  return {
    node,
    draw() {
      chart?.destroy();
      chart = new uPlot(options(lines, place.clientWidth, drawn, picture => said.tell(picture, place)), table(), place);
    },
    refresh: () => chart.setData(table()),
  };
}

function swatch({ colour, dash }) {
  const node = h("i", { class: "swatch", "aria-hidden": "true" });
  node.style.borderTop = `3px ${["solid", "dotted", "dashed"][dash.length && (dash[0] > 3 ? 2 : 1)]} var(${colour})`;
  return node;
}

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const times = (_, ticks, __, ___, step) => ticks.map(tick => (step < 60 ? time : minute)(tick * 1000));

/** There is no half of a record or of a byte. */
const label = (format, tick) => [count, bytes].includes(format) && !Number.isInteger(tick) ? "" : format(tick);

function options(lines, width, drawn, pointed) {
  const axis = { stroke: css("--quiet"), font: "11px system-ui", ticks: { show: false } };
  const grid = { stroke: css("--line"), width: 1 };
  return {
    width: Math.max(200, width),
    height: HEIGHT,
    legend: { show: false },
    padding: [8, 26, 0, 0],
    cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
    scales: {
      x: { range: (_, least, most) => [Math.max(most - WINDOW, Math.min(least, most - LEAST)), most] },
      y: { range: chart => [0, topOf(inPicture(chart)).top] },
    },
    axes: [
      { ...axis, grid, incrs: TICKS, space: 58, size: 22, values: times },
      { ...axis, grid, size: 56, space: 28, values: (_, ticks) => ticks.map(tick => label(lines[0].format, tick)) },
    ],
    series: [{}, ...lines.map(line => ({
      stroke: css(line.colour), width: 1.75, dash: line.dash, points: { show: false },
    }))],
    hooks: { draw: [drawn], setCursor: [pointed] },
  };
}
