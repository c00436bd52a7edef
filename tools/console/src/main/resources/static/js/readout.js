import { h, setText, show } from "./dom.js";
import { time } from "./numbers.js";
import { topOf } from "./scale.js";
import { t } from "./texts.js";

/**
 * What a plot draws, for those who do not see a canvas, and for those who want to know exactly: the newest value of each of
 * its lines in the caption, or the one under the pointer with its time, and all of them with their range in words in place of the
 * picture. Both are taken from the chart, so that they say what is drawn and nothing else.
 *
 * @param lines of the plot, each with its key, name, swatch and format
 */
export function readout(lines) {
  const newest = lines.map(({ key }) => h("data", { "data-line": key }));
  const cut = h("span", { class: "cut", hidden: true });
  const pointed = h("time", { class: "pointed", hidden: true });
  return {
    legend: [pointed, lines.map(({ name, swatch }, index) => h("span", {}, swatch, t(name), " ", newest[index])), cut],
    tell(chart, picture) {
      const drawn = lines.map((_, index) => chart.data[index + 1]);
      const at = chart.cursor?.idx ?? null;
      show(pointed, at !== null);
      setText(pointed, at === null ? "" : time(chart.data[0][at] * 1000));
      drawn.forEach((values, index) => {
        const value = at === null ? values.at(-1) : values[at];
        newest[index].value = value ?? "";
        setText(newest[index], lines[index].format(value));
      });
      const { spike } = topOf(inPicture(chart));
      show(cut, spike !== null);
      setText(cut, spike === null ? "" : `▲ ${t("spike", lines[0].format(spike))}`);
      const words = lines.map((line, index) => inWords(line, seen(chart, drawn[index]))).join("; ");
      if (picture.getAttribute("aria-label") !== words) {
        picture.setAttribute("aria-label", words);
      }
    },
  };
}

/** The values within the picture, without gaps. */
function seen(chart, values) {
  const from = chart.scales.x.min ?? -Infinity;
  return { newest: values.at(-1), known: values.filter((value, index) => value !== null && chart.data[0][index] >= from) };
}

/** The known values of each line within the picture. */
export const inPicture = chart => (chart.data ?? []).slice(1).map(values => seen(chart, values).known);

const inWords = ({ name, format }, { newest, known }) => known.length === 0
  ? t("plotEmpty", t(name))
  : t("plotWords", t(name), format(newest), format(Math.min(...known)), format(Math.max(...known)));
