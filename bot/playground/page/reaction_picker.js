/** @file Choosing an emoji: the workspace's own first, a search, and the tone of skin. */

import { el, fill } from "./dom.js";
import { emojiNode, standardEmoji } from "./emoji.js";
import { closePopup, openPopup } from "./overlay.js";

const TONE_KEY = "skin-tone";
const ACROSS = 9;
const TONES = [1, 2, 3, 4, 5, 6];

/** @param {HTMLElement} anchor @param {import("./app.js").App} app @param {(name: string) => void} picked */
export function openReactionPicker(anchor, app, picked) {
  const grid = el("div", { class: "emoji-grid", role: "listbox", "aria-label": app.say("emoji") });
  const search = el("input", { type: "text", class: "field", placeholder: app.say("search_emoji"), "aria-label": app.say("search_emoji"), autocomplete: "off" });
  const pick = (name) => {
    closePopup();
    anchor.focus();
    picked(name);
  };
  const show = () => fill(grid, choices(search.value, app, pick));
  search.addEventListener("input", show);
  const box = el("div", { class: "emoji-picker", onkeydown: (event) => keyed(event, grid, search) }, search, grid, tones(app, show));
  show();
  openPopup(anchor, box);
  search.focus();
}

function choices(typed, app, pick) {
  const wanted = typed.replaceAll(":", "").trim().toLowerCase();
  const tone = Number(localStorage.getItem(TONE_KEY)) || 1;
  const own = Object.keys(app.state.emoji).map((name) => ({ name, takesTone: false, own: true }));
  const found = [...own, ...standardEmoji()].filter((one) => one.name.includes(wanted));
  return found.map((one) => {
    const name = one.takesTone && tone > 1 ? `${one.name}::skin-tone-${tone}` : one.name;
    return el("button", { type: "button", role: "option", class: one.own ? "own" : "", "data-emoji": name, "aria-label": `:${name}:`, title: `:${name}:`, onclick: () => pick(name) },
      emojiNode(name, app.state.emoji), one.own && el("span", { class: "own-name" }, `:${name}:`));
  });
}

function tones(app, show) {
  const chosen = () => Number(localStorage.getItem(TONE_KEY)) || 1;
  const row = el("div", { class: "tones", role: "radiogroup", "aria-label": app.say("skin_tone") });
  const draw = () => fill(row, TONES.map((tone) =>
    el("button", {
      type: "button",
      role: "radio",
      class: `tone tone-${tone}`,
      "aria-checked": String(tone === chosen()),
      "aria-label": app.say("skin_tone_n", { n: tone }),
      title: app.say("skin_tone_n", { n: tone }),
      onclick: () => {
        localStorage.setItem(TONE_KEY, String(tone));
        draw();
        show();
      },
    })));
  draw();
  return row;
}

function keyed(event, grid, search) {
  const all = [...grid.children];
  const at = all.indexOf(document.activeElement);
  if (event.target === search && event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    all[0]?.click();
    return;
  }
  if (event.target === search && event.key !== "ArrowDown") return;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: at < 0 ? 1 : ACROSS, ArrowUp: -ACROSS }[event.key];
  if (!step) return;
  event.preventDefault();
  if (at + step < 0 && at >= 0) search.focus();
  else all[Math.min(at + step, all.length - 1)]?.focus();
}
