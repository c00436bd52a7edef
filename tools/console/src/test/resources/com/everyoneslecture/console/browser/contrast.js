// Every text on the page with less contrast than WCAG's level AA asks of its size: its words, colours and ratio.
() => {
  const numbers = colour => colour.match(/[\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
  const luminance = colour => colour
    .map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = node => node === null
    ? [255, 255, 255]
    : over(numbers(getComputedStyle(node).backgroundColor), ground(node.parentElement));
  const ratio = (one, two) => {
    const [more, less] = [luminance(one), luminance(two)].sort((a, b) => b - a);
    return (more + 0.05) / (less + 0.05);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (text.data.trim() === "" || !node.checkVisibility() || node.closest("script, noscript, .unseen, .skip")) {
      continue;
    }
    const style = getComputedStyle(node);
    const behind = ground(node);
    const have = ratio(over(numbers(style.color), behind), behind);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    if (have < (large ? 3 : 4.5)) {
      found.push(`${text.data.trim()}: ${style.color} on ${behind.map(Math.round)} is ${have.toFixed(2)}`);
    }
  }
  return found;
}
