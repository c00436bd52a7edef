import { kindOf } from "./words.js";

/** The size of a number's flag, and the gap between two, in CSS pixels. */
const SIZE = 13;
const GAP = 2;

const COLOURS = { breaks: "--bad", mends: "--good", other: "--accent" };

/** The colour of a mark: what breaks, what mends and what does neither differ. */
export const colourOf = ({ text }) => COLOURS[kindOf(text)];

/**
 * Draws each mark as a line across a plot with a flag that has the mark's number in the list below the plots.
 *
 * @param colour gives the value of a colour by its name
 */
export function drawMarks(chart, marks, colour) {
  const { ctx, bbox } = chart;
  const pixel = devicePixelRatio;
  const shown = marks
    .map((mark, index) => ({ mark, number: index + 1, x: Math.round(chart.valToPos(Date.parse(mark.at) / 1000, "x", true)) }))
    .filter(({ x }) => x >= bbox.left && x <= bbox.left + bbox.width);
  const rows = rowsOf(shown.map(({ x }) => x), (SIZE + GAP) * pixel, Math.floor(bbox.height / ((SIZE + GAP) * pixel)));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  shown.forEach(({ mark, x }) => drawLine(ctx, bbox, x, colour(colourOf(mark)), kindOf(mark.text) === "breaks" ? [4 * pixel, 3 * pixel] : [], pixel));
  shown.forEach(({ mark, number, x }, index) => rows[index] !== null && drawFlag(ctx, bbox, { x, number, row: rows[index], colour: colour(colourOf(mark)), text: colour("--surface") }, pixel));
  ctx.restore();
}

/**
 * The row of each flag, so that no two flags lie over each other; null where all rows are taken, so that only the line is drawn.
 *
 * @param places the places of the lines, ascending
 */
export function rowsOf(places, room, most) {
  const free = Array(most).fill(-Infinity);
  return places.map(x => {
    const row = free.findIndex(from => x >= from);
    if (row < 0) {
      return null;
    }
    free[row] = x + room;
    return row;
  });
}

function drawLine(ctx, bbox, x, colour, dash, pixel) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * pixel;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

function drawFlag(ctx, bbox, { x, number, row, colour, text }, pixel) {
  const size = SIZE * pixel;
  // At the edge, the flag is to the left of its line.
  const left = Math.min(x, bbox.left + bbox.width - size);
  const top = bbox.top + row * (SIZE + GAP) * pixel;
  ctx.fillStyle = colour;
  ctx.fillRect(left, top, size, size);
  ctx.fillStyle = text;
  ctx.font = `${9.5 * pixel}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(String(number), left + size / 2, top + size / 2 + pixel / 2, size);
}
