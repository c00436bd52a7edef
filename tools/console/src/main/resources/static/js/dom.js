/**
 * Makes an element. Children that are text become text nodes and never markup: names, payloads, headers and causes are
 * other people's words. Nothing on this page is made any other way.
 */
export function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      node.addEventListener(key.slice(2), value);
    } else if (value === true) {
      node.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(key, value);
    }
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

/** Sets a text only if it changes, because screen readers repeat a live region that is written again. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Shows or hides an element; announces only changes. */
export function show(node, shown) {
  if (node.hidden === shown) {
    node.hidden = !shown;
  }
}

export const section = id => document.getElementById(id);

/** Rows of texts in a table's body; rows and cells that are there are used again, so that a selection survives. */
export function fillRows(body, rows) {
  while (body.rows.length > rows.length) {
    body.deleteRow(-1);
  }
  rows.forEach((cells, index) => fillRow(body.rows[index] ?? body.insertRow(), cells));
}

function fillRow(row, cells) {
  while (row.cells.length > cells.length) {
    row.deleteCell(-1);
  }
  cells.forEach((cell, index) => {
    const node = row.cells[index] ?? row.insertCell();
    const { text, title = null, mark = null, sign = null } = typeof cell === "object" ? cell : { text: cell };
    if (sign === null) {
      setText(node, text);
    } else if (node.dataset.sign !== sign.key || node.textContent !== text) {
      node.replaceChildren(sign.make(), text);
    }
    sign === null ? delete node.dataset.sign : (node.dataset.sign = sign.key);
    title === null ? node.removeAttribute("title") : node.setAttribute("title", title);
    mark === null ? delete node.dataset.mark : (node.dataset.mark = mark);
  });
}
