/** @file Draws again only what has changed, and leaves the focus where it was. */

import { fill } from "./dom.js";

const drawn = new WeakMap();

/**
 * Fill a node unless it already shows this.
 * @param {HTMLElement} root @param {unknown} what everything that the content depends on
 * @param {() => any} build
 * @returns {boolean} whether it was drawn
 */
export function redraw(root, what, build) {
  const signature = JSON.stringify(what);
  if (drawn.get(root) === signature) return false;
  drawn.set(root, signature);
  const key = focusKey(root);
  fill(root, build());
  if (key) root.querySelector(key)?.focus();
  return true;
}

/** A selector that finds the focused control again after it was made anew. */
export function focusKey(root) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  if (!focused) return "";
  if (focused.id && !/-\d+$/.test(focused.id)) return `#${CSS.escape(focused.id)}`;
  const names = ["data-channel", "data-place", "data-key", "data-block", "data-action", "data-menu", "data-reaction", "data-do", "value"];
  const parts = names.filter((name) => focused.hasAttribute(name)).map((name) => `[${name}="${CSS.escape(focused.getAttribute(name))}"]`);
  return parts.length ? focused.tagName.toLowerCase() + parts.join("") : "";
}
