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
  marks.forEach(mark => drawMark(ctx, bbox, Math.round(chart.valToPos(Date.parse(mark.at) / 1000, "x", true)), mark.text, pixel));
  ctx.restore();
}

function drawMark(ctx, bbox, x, text, pixel) {
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.save();
  ctx.translate(x, bbox.top + 3 * pixel);
  ctx.rotate(Math.PI / 2);
  ctx.textAlign = "left";
  // To the right of the line, unless that is beyond the plot.
  ctx.textBaseline = x > bbox.left + bbox.width - 14 * pixel ? "top" : "bottom";
  ctx.fillText(text, 0, ctx.textBaseline === "top" ? 2 * pixel : -2 * pixel, bbox.height - 6 * pixel);
  ctx.restore();
}
