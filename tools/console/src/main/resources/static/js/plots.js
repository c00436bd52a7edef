import uPlot from "../webjars/uplot/1.6.30/dist/uPlot.esm.js";
import { h, section, show } from "./dom.js";
import { bytes, count, millis, minute, rate, time } from "./numbers.js";
import { drawMarks } from "./marks.js";
import { readout } from "./readout.js";
import { samples } from "./samples.js";
import { t } from "./texts.js";
import { markText } from "./words.js";

const HEIGHT = 132;
const WINDOW = 600;
const LEAST = 60;
const TICKS = [10, 15, 30, 60, 120, 180, 300];

/** A line: its key in a sample, its name, its colour, its dash (lines differ by more than colour), its scale, its format. */
const PLOTS = [
  { title: "throughput", lines: [
    { key: "writesPerSecond", name: "writesLine", colour: "--line-1", dash: [], scale: "y", format: rate },
    { key: "publishedPerSecond", name: "publishedLine", colour: "--line-2", dash: [6, 3], scale: "y", format: rate },
    { key: "appliedPerSecond", name: "appliedLine", colour: "--line-3", dash: [2, 3], scale: "y", format: rate },
  ] },
  { title: "lags", lines: [
    { key: "slotLagBytes", name: "slotBytes", colour: "--line-1", dash: [], scale: "y", format: bytes },
    { key: "groupLag", name: "groupRecords", colour: "--line-2", dash: [6, 3], scale: "records", format: count },
  ] },
  { title: "latencies", lines: [
    { key: "latencyMillis", name: "median", colour: "--line-3", dash: [], scale: "y", format: millis },
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
    list.replaceChildren(...data.marks.slice(-6).map(mark => h("li", {}, h("time", {}, time(mark.at)), " ", markText(mark.text))));
    redraw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach(one => one.draw()));
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

function figure({ title, lines }, data) {
  const place = h("div", { class: "canvas", role: "img" });
  const said = readout(lines.map(line => ({ ...line, swatch: swatch(line) })));
  const node = h("figure", { "data-plot": title },
    h("figcaption", {}, h("span", { class: "plot-title" }, t(title)), said.legend), place);
  const drawn = picture => {
    drawMarks(picture, data.marks, css("--bad"));
    said.tell(picture, place);
  };
  let chart = null;
  const table = () => [data.times, ...lines.map(({ key }) => data.values[key])];
  new ResizeObserver(() => chart?.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
  return {
    node,
    draw() {
      chart?.destroy();
      chart = new uPlot(options(lines, place.clientWidth, drawn), table(), place);
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

/** There is no half of a record. */
const label = (format, tick) => format === count && !Number.isInteger(tick) ? "" : format(tick);

function options(lines, width, drawn) {
  const scales = [...new Set(lines.map(line => line.scale))];
  const axis = { stroke: css("--quiet"), font: "11px system-ui", ticks: { show: false } };
  const grid = { stroke: css("--line"), width: 1 };
  return {
    width: Math.max(200, width),
    height: HEIGHT,
    legend: { show: false },
    padding: [8, scales.length > 1 ? 0 : 26, 0, 0],
    cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
    scales: {
      x: { range: (_, least, most) => [Math.max(most - WINDOW, Math.min(least, most - LEAST)), most] },
      ...Object.fromEntries(scales.map(scale => [scale, { range: (_, __, most) => [0, Math.max(1, (most ?? 0) * 1.1)] }])),
    },
    axes: [
      { ...axis, grid, incrs: TICKS, space: 58, size: 22, values: times },
      ...scales.map((scale, index) => ({
        ...axis, scale, side: index ? 1 : 3, grid: index ? { show: false } : grid, size: 56, space: 28,
        values: (_, ticks) => ticks.map(tick => label(lines.find(line => line.scale === scale).format, tick)),
      })),
    ],
    series: [{}, ...lines.map(line => ({
      stroke: css(line.colour), width: 1.75, dash: line.dash, scale: line.scale, points: { show: false },
    }))],
    hooks: { draw: [drawn] },
  };
}
