/** @file The messages of a conversation or a thread, drawn anew one by one as they change. */

import { dateOf, dayLabel, isoDay } from "./dates.js";
import { el } from "./dom.js";
import { messageNode } from "./message.js";
import { focusKey } from "./redraw.js";

const TOGETHER = 5 * 60;
const NEAR_END = 120;

/** @type {WeakMap<HTMLElement, Map<string, {signature: string, node: HTMLElement}>>} */
const kept = new WeakMap();

/** Where each box was scrolled to by itself. @type {WeakMap<HTMLElement, number>} */
const followed = new WeakMap();

/**
 * Show messages in a scrolling box. Whoever has scrolled up stays where they are.
 * @param {HTMLElement} box @param {object[]} messages @param {import("./app.js").App} app
 * @param {{channel: string, inThread: boolean, key: string, lead?: Node|null}} where
 */
export function drawMessages(box, messages, app, where) {
  const fresh = box.dataset.key !== where.key;
  const following = fresh || box.scrollTop === followed.get(box) || box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
  const old = fresh ? new Map() : (kept.get(box) ?? new Map());
  const next = new Map();
  const wanted = [];
  let before = null;
  for (const message of messages) {
    if (!before || day(before, app) !== day(message, app)) {
      wanted.push(reuse(old, next, `day ${day(message, app)}`, dayLabel(dateOf(message.ts), app.setting), (label) => el("div", { class: "day" }, el("span", {}, label))));
      before = null;
    }
    const place = { channel: where.channel, inThread: where.inThread, compact: Boolean(before) && belongsTo(before, message) };
    const signature = JSON.stringify([message, place.compact, app.state.me, app.state.names[message.author.id], app.editing === `${where.inThread} ${message.ts}`, app.state.emoji]);
    wanted.push(reuse(old, next, message.ts + message.ephemeral, signature, () => messageNode(message, app, place)));
    before = message;
  }
  kept.set(box, next);
  box.dataset.key = where.key;
  put(box, [where.lead, ...wanted].filter(Boolean));
  if (following) follow(box);
}

/** Show the newest message: its end, or where it begins if it is taller than the box. */
function follow(box) {
  const last = box.lastElementChild;
  const tall = last && last.offsetHeight > box.clientHeight;
  box.scrollTop = tall ? box.scrollTop + last.getBoundingClientRect().top - box.getBoundingClientRect().top : box.scrollHeight;
  followed.set(box, box.scrollTop);
}

const day = (message, app) => isoDay(dateOf(message.ts), app.setting);

const belongsTo = (before, message) =>
  before.author.id === message.author.id && !before.ephemeral && !message.ephemeral && Number(message.ts) - Number(before.ts) < TOGETHER;

function reuse(old, next, key, signature, make) {
  const had = old.get(key);
  const node = had?.signature === signature ? had.node : make(signature);
  next.set(key, { signature, node });
  return node;
}

/** Bring the box's children into this order, touching only those that are new or have moved. */
function put(box, wanted) {
  const focused = box.contains(document.activeElement) ? document.activeElement.closest("[data-ts]") : null;
  const key = focused && focusKey(focused);
  const ts = focused?.dataset.ts;
  const keep = new Set(wanted);
  for (const child of [...box.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => box.children[index] !== node && box.insertBefore(node, box.children[index] ?? null));
  if (focused && !focused.isConnected) box.querySelector(`[data-ts="${ts}"] ${key || "button"}`)?.focus();
}

/** Arrow keys go from message to message. @param {KeyboardEvent} event */
export function walkMessages(event) {
  if (!["ArrowUp", "ArrowDown"].includes(event.key) || event.target.closest("input,textarea,select,[contenteditable],[role=menu]")) return;
  const all = [...event.currentTarget.querySelectorAll("article")];
  const at = all.indexOf(event.target.closest("article"));
  const to = event.key === "ArrowUp" ? (at < 0 ? all.length - 1 : at - 1) : at + 1;
  if (!all[to]) return;
  event.preventDefault();
  all[to].focus();
}
