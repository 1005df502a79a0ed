/** @file The stack of modals: the one on top is shown; it waits, says what is wrong, and goes. */

import { blockNodes } from "./blocks.js";
import { el } from "./dom.js";
import { formOn, Pending } from "./form.js";
import { closePopup, dialogRows, openDialog } from "./overlay.js";
import { focusKey } from "./redraw.js";

/** @type {{dialog: HTMLDialogElement, close: () => void}|null} */
let opened = null;
let shown = "";
let shownView = "";

/** What was typed in each open view and not sent yet. @type {Map<string, Pending>} */
const pendings = new Map();

/** @param {import("./app.js").App} app */
export function drawModals(app) {
  const stack = app.state.modals;
  const top = stack.at(-1);
  forget(stack);
  if (!top) return closeAll();
  const signature = JSON.stringify([app.state.me, top.id, top.hash, top.errors, top.notice, stack.length]);
  if (signature === shown) return null;
  shown = signature;
  opened ??= openDialog({ class: "modal", onCancel: () => closeTop() });
  opened.app = app;
  show(top, stack.length, app);
  return null;
}

function forget(stack) {
  for (const id of pendings.keys()) if (!stack.some((view) => view.id === id)) pendings.delete(id);
}

function closeAll() {
  opened?.close();
  opened = null;
  shown = shownView = "";
}

const closeTop = () => opened.dialog.querySelector("[data-close]").click();

function show(top, depth, app) {
  closePopup();
  const { dialog } = opened;
  const { view } = top;
  const same = shownView === top.id;
  const key = same ? focusKey(dialog) : "";
  const body = dialog.querySelector(".dialog-body");
  const scrolled = same && body ? body.scrollTop : 0;
  shownView = top.id;
  if (!pendings.has(top.id)) pendings.set(top.id, new Pending());
  const pending = pendings.get(top.id);
  const submit = () => send(top, pending, dialog, app);
  const form = formOn(app, { view: top.id }, { values: top.values, errors: top.errors, pending, submit: view.submit ? submit : undefined });
  const leave = (everything) => () => app.act({ do: "close", view: top.id, everything });
  dialog.dataset.view = top.id;
  dialogRows(dialog, {
    title: view.title.text,
    say: app.say,
    close: leave(true),
    body: el("div", { class: "blocks" }, blockNodes(view.blocks, form), top.notice && el("div", { class: "modal-notice", role: "alert" }, top.notice)),
    foot: [
      el("button", { type: "button", class: "button", "data-close": true, onclick: leave(false) }, view.close?.text ?? app.say(depth > 1 ? "back" : "close")),
      view.submit && el("button", { type: "button", class: "button primary", "data-submit": true, onclick: submit }, view.submit.text),
    ],
  });
  dialog.querySelector(".dialog-body").scrollTop = scrolled;
  focus(dialog, key, top);
}

/** To the first field that is wrong, to where one was, or to where the view begins. */
function focus(dialog, key, top) {
  const wrong = Object.keys(top.errors)[0];
  const field = wrong && dialog.querySelector(`[data-block="${CSS.escape(wrong)}"]`);
  const first = dialog.querySelector("[data-focus]") ?? dialog.querySelector(".dialog-body :is(input:not([type=file]), textarea, [contenteditable])");
  const target = (field?.matches("[role=group],[role=radiogroup]") ? field.querySelector("input") : field) || (key && dialog.querySelector(key)) || first || dialog.querySelector("h2");
  target.focus({ preventScroll: !wrong });
}

async function send(top, pending, dialog, app) {
  const button = dialog.querySelector("[data-submit]");
  if (button.disabled) return;
  clearTimeout(pending.timer);
  button.disabled = true;
  dialog.setAttribute("aria-busy", "true");
  const values = pending.values();
  const answer = await app.act({ do: "submit", view: top.id, values });
  if (answer) pending.sent(values);
  dialog.removeAttribute("aria-busy");
  button.disabled = false;
}
