/** @file Makes DOM nodes. Text goes in as text, never as markup, so nothing written can become code. */

const AS_PROPERTY = new Set(["value", "checked", "selected", "disabled", "indeterminate", "hidden", "open"]);
const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; `class`, `data` (an object), `onclick` and other
 *   listeners; false, null and undefined leave an attribute out, true writes it empty.
 * @param {...(Node|string|number|null|undefined|false|Array<any>)} children strings become text nodes
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat(2).filter(isShown).map(asNode));
  return node;
}

const isShown = (child) => child !== null && child !== undefined && child !== false;
const asNode = (child) => (child instanceof Node ? child : document.createTextNode(String(child)));

function setProp(node, name, value) {
  if (value === null || value === undefined || (value === false && !AS_PROPERTY.has(name))) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "class") node.className = value;
  else if (AS_PROPERTY.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** Replace what is inside a node. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(2).filter(isShown).map(asNode));
  return node;
}

/**
 * An icon: a drawing of strokes on a 24 by 24 field, invisible to screen readers.
 * @param {string} name one of the keys of `PATHS`
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button that shows only an icon, named for screen readers and by a tooltip.
 * @param {string} name @param {string} label @param {(event: MouseEvent) => void} press
 * @param {Record<string, any>} [props]
 */
export function iconButton(name, label, press, props = {}) {
  const { class: extra = "", ...rest } = props;
  return el(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, onclick: press, ...rest },
    icon(name),
  );
}

/** Ids for `aria-labelledby` and the like: unique on this page. */
export const freshId = (() => {
  let last = 0;
  return (prefix) => `${prefix}-${(last += 1)}`;
})();

const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  hash: "M9 4L7 20M17 4l-2 16M4.5 9h16M3.5 15h16",
  lock: "M7 11V8a5 5 0 0110 0v3M5.5 11h13v9h-13z",
  home: "M4 11l8-7 8 7M6.5 9.5V20h11V9.5",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  clock: "M12 4a8 8 0 100 16 8 8 0 000-16zM12 8v4.5l3 1.8",
  more: "M4.6 12a.9.9 0 101.8 0 .9.9 0 10-1.8 0zM11.1 12a.9.9 0 101.8 0 .9.9 0 10-1.8 0zM17.6 12a.9.9 0 101.8 0 .9.9 0 10-1.8 0z",
  smile: "M12 4a8 8 0 100 16 8 8 0 000-16zM9 10h.01M15 10h.01M8.5 14c1.8 2.4 5.2 2.4 7 0",
  ask: "M20 12a7.5 7.5 0 01-7.5 7.5H5l1.8-3A7.5 7.5 0 1120 12zM9.9 10.2a2.2 2.2 0 114 1.3c-.6.7-1.5.9-1.5 2M12.4 15.6h.01",
  reply: "M20 12a7.5 7.5 0 01-7.5 7.5H5l1.8-3A7.5 7.5 0 1120 12z",
  pencil: "M5 19l1-4L16 5l3 3L9 18z",
  trash: "M5 7h14M10 7V5h4v2M7 7l1 13h8l1-13",
  eye: "M3 12c4-7 14-7 18 0-4 7-14 7-18 0zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
  send: "M4 5l16 7-16 7 2.5-7zM6.5 12H13",
  plus: "M12 5v14M5 12h14",
  at: "M15.5 8.5v5.5a2.5 2.5 0 005 0V12a8.5 8.5 0 10-3.5 6.9M15.5 12a3.5 3.5 0 11-7 0 3.5 3.5 0 017 0z",
  file: "M7 3.5h7l4 4V20.5H7zM14 3.5V8h4",
  copy: "M9 9h10v11H9zM15 9V5H5v11h4",
  check: "M5 13l4 4L19 7",
  search: "M11 5a6 6 0 100 12 6 6 0 000-12zM15.5 15.5L20 20",
  down: "M6 9.5l6 6 6-6",
  right: "M9.5 6l6 6-6 6",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1",
  moon: "M19.5 14.5A8 8 0 119.5 4.5a6.5 6.5 0 0010 10z",
  inspect: "M4 5h16v14H4zM4 10h16M8 14.5l2 1.5-2 1.5M13 17.5h3",
  person: "M12 5a3.5 3.5 0 100 7 3.5 3.5 0 000-7zM5 20c.6-4 3.4-6 7-6s6.4 2 7 6",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17h.01",
  bold: "M8 5h5a3.5 3.5 0 010 7H8zM8 12h6a3.5 3.5 0 010 7H8z",
  italic: "M10 5h7M7 19h7M14 5l-4 14",
  strike: "M4 12h16M16 8c-.5-2-2-3-4-3-2.5 0-4 1.3-4 3 0 1 .5 2 1.5 2.6M8 16c.5 2 2 3 4 3 2.5 0 4-1.3 4-3 0-.8-.3-1.5-.8-2",
  code: "M9 7l-5 5 5 5M15 7l5 5-5 5",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 14h3l-3 4h3",
  quote: "M5 5v14M9 8h11M9 12h11M9 16h7",
  reload: "M19 12a7 7 0 11-2-5M19 4v4h-4",
};
