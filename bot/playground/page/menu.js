/** @file A menu of things to do, opened by a button: arrows move, Enter does, Esc closes. */

import { el, icon } from "./dom.js";
import { closePopup, openPopup } from "./overlay.js";

/**
 * @typedef {object} Entry
 * @property {string} label
 * @property {string} [description]
 * @property {string} [icon]
 * @property {boolean} [danger]
 * @property {boolean} [heading] a line that only names what follows
 * @property {Record<string, any>} [data] marks for scripts
 * @property {() => void} [run]
 */

/** @param {HTMLElement} anchor @param {Entry[]} entries */
export function openMenu(anchor, entries) {
  const menu = el("div", { role: "menu", class: "menu", onkeydown: moved }, entries.map((entry) => item(entry, anchor)));
  openPopup(anchor, menu);
  menu.querySelector("[role=menuitem]")?.focus();
}

function item(entry, anchor) {
  if (entry.heading) return el("div", { class: "menu-heading", role: "presentation" }, entry.label);
  return el("button", {
    type: "button",
    role: "menuitem",
    tabindex: -1,
    class: entry.danger ? "danger" : "",
    data: entry.data ?? {},
    onclick: () => {
      closePopup();
      anchor.focus();
      entry.run();
    },
  },
    entry.icon && icon(entry.icon),
    el("span", { class: "menu-words" }, el("span", {}, entry.label), entry.description && el("span", { class: "description" }, entry.description)),
  );
}

function moved(event) {
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") closePopup();
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}
