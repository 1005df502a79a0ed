/** @file What may be meant while somebody types: a command, a person, a channel, an emoji. */

import { el, fill, freshId } from "./dom.js";
import { emojiNode, standardEmoji } from "./emoji.js";

const MOST = 8;

/**
 * @typedef {{insert: string, label: string, hint?: string, description?: string, sign?: Node}} Suggestion
 * @typedef {{from: number, to: number, items: Suggestion[]}} Offer the stretch of text that a suggestion replaces
 */

/** @param {string} text @param {number} caret @param {import("./app.js").App} app @param {{commands: boolean}} wanted @returns {Offer|null} */
export function suggest(text, caret, app, wanted) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command && wanted.commands) return offer(0, caret, commands(command[0], app));
  const name = /(^|[\s（「、。])([@#＠＃])([^\s@#＠＃]*)$/u.exec(before);
  if (name) return offer(caret - name[3].length - 1, caret, named(name[2].normalize("NFKC"), name[3], app));
  const emoji = /(^|\s):([a-z0-9_+-]{2,})$/.exec(before);
  return emoji ? offer(caret - emoji[2].length - 1, caret, emojis(emoji[2], app)) : null;
}

const offer = (from, to, items) => (items.length ? { from, to, items: items.slice(0, MOST) } : null);

const commands = (typed, app) =>
  app.state.commands
    .filter((one) => one.command.startsWith(typed.toLowerCase()))
    .map((one) => ({ insert: `${one.command} `, label: one.command, hint: one.usage_hint, description: one.description }));

function named(mark, typed, app) {
  const all = mark === "@"
    ? app.state.people.map((one) => ({ name: one.name, description: one.title }))
    : app.state.channels.filter((one) => one.kind === "channel").map((one) => ({ name: one.name }));
  return all.filter((one) => one.name.toLowerCase().includes(typed.toLowerCase())).map((one) => ({ insert: `${mark}${one.name} `, label: `${mark}${one.name}`, description: one.description }));
}

const emojis = (typed, app) =>
  [...Object.keys(app.state.emoji), ...standardEmoji().map((one) => one.name)]
    .filter((name) => name.includes(typed))
    .map((name) => ({ insert: `:${name}: `, label: `:${name}:`, sign: emojiNode(name, app.state.emoji) }));

/**
 * The list of suggestions above a text area.
 * @param {HTMLTextAreaElement} area @param {(text: string, caret: number) => Offer|null} find
 * @param {string} id of the list
 */
export function suggestionList(area, find, id) {
  const list = el("div", { id, class: "suggestions", role: "listbox", hidden: true });
  const shown = { offer: null, at: 0 };
  const marks = freshId("suggestion");
  const hide = () => {
    shown.offer = null;
    draw();
  };
  const draw = () => {
    const items = shown.offer?.items ?? [];
    list.hidden = !items.length;
    fill(list, items.map((item, index) => row(item, `${marks}-${index}`, index === shown.at, () => take(index))));
    area.setAttribute("aria-expanded", String(items.length > 0));
    area.setAttribute("aria-activedescendant", items.length ? `${marks}-${shown.at}` : "");
    list.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  };
  const update = () => {
    shown.offer = find(area.value, area.selectionStart);
    shown.at = 0;
    draw();
  };
  const take = (index) => {
    const { from, to, items } = shown.offer;
    area.setRangeText(items[index].insert, from, to, "end");
    hide();
    area.focus();
    area.dispatchEvent(new Event("input"));
  };
  area.addEventListener("blur", () => setTimeout(() => document.activeElement !== area && hide(), 150));
  return { list, update, hide, onKey: (event) => suggestionKey(event, shown, draw, take, hide) };
}

function row(item, id, active, take) {
  return el("div", { role: "option", id, class: active ? "active" : "", "aria-selected": String(active), onpointerdown: (event) => event.preventDefault(), onclick: take },
    item.sign,
    el("span", { class: "suggested" }, item.label),
    item.hint && el("span", { class: "usage" }, item.hint),
    item.description && el("span", { class: "description" }, item.description),
  );
}

/** @returns {boolean} whether the key was for the list */
function suggestionKey(event, shown, draw, take, hide) {
  if (!shown.offer || event.isComposing) return false;
  const count = shown.offer.items.length;
  const moves = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
  if (moves) {
    shown.at = (shown.at + moves) % count;
    draw();
  } else if (event.key === "Enter" || event.key === "Tab") take(shown.at);
  else if (event.key === "Escape") hide();
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
