import { markText } from "./words.js";

/** What a name takes across, in CSS pixels. */
const ROOM = 14;

/** Draws each fault as a line across a plot, with its name along it. */
export function drawMarks(chart, marks, colour) {
  const { ctx, bbox } = chart;
  const pixel = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1.5 * pixel;
  ctx.setLineDash([4 * pixel, 3 * pixel]);
  ctx.font = `${10.5 * pixel}px system-ui, sans-serif`;
  let free = -Infinity;
  for (const mark of marks) {
    const x = Math.round(chart.valToPos(Date.parse(mark.at) / 1000, "x", true));
    drawLine(ctx, bbox, x);
    // Names that would run into each other are left to the list below the plots.
    const [from, to, baseline] = placeOfName(bbox, x, pixel);
    if (from >= free) {
      drawName(ctx, bbox, x, markText(mark.text), pixel, baseline);
      free = to;
    }
  }
  ctx.restore();
}

function drawLine(ctx, bbox, x) {
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

/** A name is to the right of its line, unless that is beyond the plot. */
export function placeOfName(bbox, x, pixel) {
  const room = ROOM * pixel;
  return x > bbox.left + bbox.width - room ? [x - room, x, "top"] : [x, x + room, "bottom"];
}

function drawName(ctx, bbox, x, text, pixel, baseline) {
  ctx.save();
  ctx.translate(x, bbox.top + 3 * pixel);
  ctx.rotate(Math.PI / 2);
  ctx.textAlign = "left";
  ctx.textBaseline = baseline;
  ctx.fillText(text, 0, baseline === "top" ? 2 * pixel : -2 * pixel, bbox.height - 6 * pixel);
  ctx.restore();
}
