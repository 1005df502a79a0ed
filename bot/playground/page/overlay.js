/** @file What lies above the page: pop-ups at an anchor, dialogs, confirmations, passing notices. */

import { el, fill, freshId, iconButton } from "./dom.js";
import { textNodes } from "./blocks.js";

const GAP = 6;
const EDGE = 8;
const TOAST_MS = 6000;

let current = null;

/**
 * Open a pop-up at an anchor. One is open at a time; Esc and a press elsewhere close it.
 * @param {HTMLElement} anchor @param {HTMLElement} content
 * @param {{onClose?: () => void, wide?: boolean}} [options]
 * @returns {() => void} closes it
 */
export function openPopup(anchor, content, options = {}) {
  closePopup();
  const box = el("div", { class: "popup" }, content);
  (anchor.closest("dialog") ?? document.body).append(box);
  if (options.wide) box.style.minWidth = `${anchor.getBoundingClientRect().width}px`;
  const place = () => position(box, anchor);
  place();
  const outside = (event) => box.contains(event.target) || anchor.contains(event.target) || close();
  const onKey = (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    close();
    anchor.focus();
  };
  const close = () => {
    if (current?.box !== box) return;
    current = null;
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", onKey, true);
    window.removeEventListener("resize", place);
    document.removeEventListener("scroll", place, true);
    options.onClose?.();
  };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", onKey, true);
  window.addEventListener("resize", place);
  document.addEventListener("scroll", place, true);
  anchor.setAttribute("aria-expanded", "true");
  current = { box, close, place };
  return close;
}

export const closePopup = () => current?.close();
export const placePopup = () => current?.place();

function position(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const room = document.documentElement;
  const below = room.clientHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = below < Math.min(box.scrollHeight, 320) && above > below;
  box.style.maxHeight = `${Math.max(140, up ? above : below)}px`;
  const height = box.offsetHeight;
  const top = up ? at.top - GAP - height : at.bottom + GAP;
  const left = Math.min(at.left, room.clientWidth - EDGE - box.offsetWidth);
  box.style.top = `${Math.max(EDGE, top)}px`;
  box.style.left = `${Math.max(EDGE, left)}px`;
}

/**
 * A modal dialog. The browser keeps the focus inside it and gives it back when it closes.
 * @param {{onCancel: () => void, class?: string}} options `onCancel`: Esc was pressed
 */
export function openDialog({ onCancel, class: extra = "" }) {
  const dialog = el("dialog", { class: `dialog ${extra}`, role: "dialog", "aria-modal": "true" });
  const before = document.activeElement;
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    onCancel();
  });
  document.body.append(dialog);
  dialog.showModal();
  return {
    dialog,
    close() {
      if (!dialog.isConnected) return;
      if (dialog.contains(current?.box ?? null)) closePopup();
      dialog.close();
      dialog.remove();
      if (before?.isConnected) before.focus();
    },
  };
}

/**
 * The three rows of a dialog. Fills it anew each time.
 * @param {HTMLElement} dialog
 * @param {{title: string, close: () => void, closeProps?: object, body: any, foot?: any, say: Function}} rows
 */
export function dialogRows(dialog, { title, close, closeProps, body, foot, say }) {
  const id = freshId("title");
  dialog.setAttribute("aria-labelledby", id);
  fill(dialog,
    el("header", { class: "dialog-head" }, el("h2", { id, tabindex: -1 }, title), iconButton("close", say("close"), close, closeProps)),
    el("div", { class: "dialog-body" }, body),
    foot && el("footer", { class: "dialog-foot" }, foot),
  );
}

/**
 * Ask before something is done, in the element's own words.
 * @param {object} confirm Block Kit's confirmation object
 * @returns {Promise<boolean>}
 */
export function confirmed(confirm, setting) {
  return new Promise((resolve) => {
    const answer = (yes) => {
      opened.close();
      resolve(yes);
    };
    const opened = openDialog({ class: "confirm", onCancel: () => answer(false) });
    dialogRows(opened.dialog, {
      title: confirm.title.text,
      close: () => answer(false),
      say: setting.say,
      body: el("div", { class: "confirm-text" }, textNodes(confirm.text, setting)),
      foot: [
        el("button", { type: "button", class: "button", "data-deny": true, onclick: () => answer(false) }, confirm.deny.text),
        el("button", { type: "button", class: `button ${confirm.style ?? "primary"}`, "data-confirm": true, onclick: () => answer(true) }, confirm.confirm.text),
      ],
    });
    opened.dialog.querySelector("[data-confirm]").focus();
  });
}

/** Say something in passing. @param {string} text @param {"notice"|"error"} [kind] */
export function toast(text, kind = "notice") {
  const line = el("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" }, text);
  const shelf = document.querySelector("dialog[open]:last-of-type") ?? document.body;
  let toasts = shelf.querySelector(":scope > .toasts");
  if (!toasts) shelf.append((toasts = el("div", { class: "toasts" })));
  toasts.append(line);
  setTimeout(() => line.remove(), TOAST_MS);
}
