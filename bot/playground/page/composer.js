/** @file Where a message is written: commands, mentions, files; Enter sends, Shift+Enter breaks the line. */

import { el, fill, icon, iconButton } from "./dom.js";
import { chosenFiles, readFiles } from "./file_input.js";
import { openReactionPicker } from "./reaction_picker.js";
import { suggest, suggestionList } from "./suggestions.js";

const IDS = {
  main: { area: "composer", send: "send", files: "files", list: "suggestions" },
  thread: { area: "thread-composer", send: "thread-send", files: "thread-files", list: "thread-suggestions" },
  pane: { area: "pane-composer", send: "pane-send", files: "pane-files", list: "pane-suggestions" },
  edit: { area: "edit-composer", send: "edit-send", files: "edit-files", list: "edit-suggestions" },
};

const IN_THREAD = new Set(["thread", "pane"]);

/**
 * @param {import("./app.js").App} app
 * @param {object} given
 * @param {"main"|"thread"|"pane"|"edit"} given.kind
 * @param {string} [given.placeholder]
 * @param {string} [given.text] what stands in it at first
 * @param {string} [given.draftKey] under which an unsent text is kept for this browser tab
 * @param {(sent: {text: string, files: object[]}) => Promise<boolean>} given.send
 * @param {() => void} [given.cancel]
 * @returns {HTMLElement}
 */
export function makeComposer(app, given) {
  const ids = IDS[given.kind];
  const area = el("textarea", {
    id: ids.area,
    rows: 1,
    placeholder: given.placeholder,
    "aria-label": given.placeholder || app.say("edit_message"),
    "aria-autocomplete": "list",
    "aria-controls": ids.list,
    value: given.text ?? (sessionStorage.getItem(given.draftKey) || ""),
  });
  const composer = { app, given, area, files: [], busy: false, hint: el("div", { class: "composer-hint", "aria-live": "polite" }), chips: el("div", { class: "file-chips" }) };
  const offers = suggestionList(area, (text, caret) => suggest(text, caret, app, { commands: given.kind === "main" }), ids.list);
  composer.sendButton = iconButton(given.kind === "edit" ? "check" : "send", app.say(given.kind === "edit" ? "save" : "send"), () => send(composer), { id: ids.send, class: "send" });
  area.addEventListener("input", () => typed(composer, offers));
  area.addEventListener("click", offers.update);
  area.addEventListener("keydown", (event) => keyed(composer, offers, event));
  area.addEventListener("paste", (event) => event.clipboardData.files.length && given.kind !== "edit" && (event.preventDefault(), addFiles(composer, event.clipboardData.files)));
  const box = el("div", { class: "composer-box" }, area, composer.chips, bar(composer, ids));
  acceptDrops(box, composer);
  queueMicrotask(() => {
    grow(area);
    showHint(composer);
    if (given.kind === "edit") area.focus();
  });
  return el("div", { class: `composer ${given.kind}` }, offers.list, box, composer.hint);
}

function bar(composer, ids) {
  const { app, given, area } = composer;
  const insert = (text) => {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input"));
  };
  const field = el("input", { type: "file", id: ids.files, class: "hidden-file", multiple: true, tabindex: -1, "aria-label": app.say("attach"), onchange: () => addFiles(composer, field.files).then(() => (field.value = "")) });
  return el("div", { class: "composer-bar" },
    given.kind !== "edit" && [iconButton("plus", app.say("attach"), () => field.click()), field],
    iconButton("smile", app.say("emoji"), (event) => openReactionPicker(event.currentTarget, app, (name) => insert(`:${name}: `))),
    iconButton("at", app.say("mention"), () => insert("@")),
    el("span", { class: "topbar-space" }),
    given.kind === "edit" && el("button", { type: "button", class: "button small", onclick: given.cancel }, app.say("cancel")),
    composer.sendButton,
  );
}

function typed(composer, offers) {
  const { area, given } = composer;
  if (given.draftKey) sessionStorage.setItem(given.draftKey, area.value);
  grow(area);
  offers.update();
  showHint(composer);
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 240)}px`;
}

/** Below the field: how the command that is being written goes on, or that it has no place here. */
function showHint({ app, given, area, hint, sendButton, files }) {
  const command = app.state.commands.find((one) => area.value.startsWith(`${one.command} `) || area.value === one.command);
  const inThread = IN_THREAD.has(given.kind) && /^\/[a-z]/.test(area.value);
  fill(hint, inThread
    ? el("span", { class: "warning" }, app.say("no_commands_in_threads", { command: area.value.split(/\s/)[0] }))
    : command && given.kind === "main" && [el("code", {}, command.command), " ", el("span", { class: "usage" }, command.usage_hint), " ", el("span", {}, command.description)]);
  sendButton.classList.toggle("ready", Boolean(area.value.trim() || files.length));
}

function keyed(composer, offers, event) {
  // While an input method composes (keyCode 229 in some browsers), Enter only confirms the words.
  if (event.isComposing || event.keyCode === 229) return;
  if (offers.onKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(composer);
  } else if (event.key === "Escape" && composer.given.cancel) {
    event.preventDefault();
    composer.given.cancel();
  }
}

async function send(composer) {
  const { area, given } = composer;
  const text = area.value.trim();
  if (composer.busy || (!text && !composer.files.length)) return;
  if (IN_THREAD.has(given.kind) && /^\/[a-z]/.test(text)) return;
  const files = composer.files;
  composer.busy = true;
  clear(composer);
  const done = await given.send({ text, files });
  composer.busy = false;
  if (!done && !area.value) restore(composer, text, files);
}

function clear(composer) {
  composer.area.value = "";
  setFiles(composer, []);
  composer.area.dispatchEvent(new Event("input"));
}

function restore(composer, text, files) {
  composer.area.value = text;
  setFiles(composer, files);
  composer.area.dispatchEvent(new Event("input"));
}

async function addFiles(composer, files) {
  setFiles(composer, [...composer.files, ...(await readFiles(files))]);
  composer.area.focus();
}

function setFiles(composer, files) {
  composer.files = files;
  fill(composer.chips, chosenFiles(files, composer.app.setting, (gone) => setFiles(composer, composer.files.filter((one) => one !== gone))));
  showHint(composer);
}

function acceptDrops(box, composer) {
  if (composer.given.kind === "edit") return;
  box.addEventListener("dragover", (event) => (event.preventDefault(), box.classList.add("dropping")));
  box.addEventListener("dragleave", () => box.classList.remove("dropping"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("dropping");
    addFiles(composer, event.dataTransfer.files);
  });
}
