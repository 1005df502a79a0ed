/** @file Interactive elements of Block Kit: each knows its type, and how it tells of a choice. */

import { picture, textNodes } from "./blocks.js";
import { localDateTime, secondsOf } from "./dates.js";
import { el, freshId, icon, iconButton } from "./dom.js";
import { fileInput } from "./file_input.js";
import { readChoice } from "./form.js";
import { openMenu } from "./menu.js";
import { confirmed } from "./overlay.js";
import { richTextInput } from "./rich_editor.js";
import { selectMenu } from "./select.js";
import { textInput } from "./text_input.js";
import { unknown } from "./unknown.js";

const MENUS = /^(multi_)?(static|external|users|channels|conversations)_select$/;

/**
 * @typedef {{labelledBy?: string, describedBy?: string, invalid?: boolean, required?: boolean}} Naming
 *   how an input block names its element
 */

/**
 * @param {object} block @param {object} element @param {import("./form.js").Form} form
 * @param {Naming} [naming]
 * @returns {HTMLElement}
 */
export function elementNode(block, element, form, naming = {}) {
  if (MENUS.test(element.type)) return selectMenu(block, element, form, naming);
  switch (element.type) {
    case "button":
      return button(block, element, form);
    case "image":
      return picture(element, form.setting, "thumbnail");
    case "overflow":
      return overflow(block, element, form);
    case "checkboxes":
      return boxes(block, element, form, naming, "checkbox");
    case "radio_buttons":
      return boxes(block, element, form, naming, "radio");
    case "datepicker":
      return picker(block, element, form, naming, "date");
    case "timepicker":
      return picker(block, element, form, naming, "time");
    case "datetimepicker":
      return picker(block, element, form, naming, "datetime-local");
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return textInput(block, element, form, naming);
    case "rich_text_input":
      return richTextInput(block, element, form, naming);
    case "file_input":
      return fileInput(block, element, form, naming);
    default:
      return unknown(form.setting, element.type);
  }
}

/** What every control carries, for scripts that look for it. */
export const marks = (block, element) => ({ "data-block": block.block_id, "data-action": element.action_id });

/** How an input block names and describes its control. @param {Naming} naming */
export const named = (naming, element) => ({
  "aria-labelledby": naming.labelledBy,
  "aria-describedby": naming.describedBy || null,
  "aria-invalid": naming.invalid ? "true" : null,
  "aria-required": naming.required ? "true" : null,
  "aria-label": naming.labelledBy ? null : element.placeholder?.text,
  "data-focus": element.focus_on_load || null,
});

/**
 * Tell of a choice. In an input block it is kept until the form is sent, elsewhere it acts at
 * once, after the confirmation that the element may ask for.
 * @returns {Promise<boolean>} whether it went through
 */
export async function choose(block, element, form, leaf) {
  if (block.type === "input") {
    form.keep(block, element, leaf, true);
    return true;
  }
  if (element.confirm && !(await confirmed(element.confirm, form.setting))) return false;
  return form.press(block, element, leaf);
}

function button(block, element, form) {
  const style = element.style ? ` ${element.style}` : "";
  const made = el("button", { type: "button", class: `button${style}`, "aria-label": element.accessibility_label, ...marks(block, element) }, textNodes(element.text, form.setting));
  made.addEventListener("click", () => pressButton(made, block, element, form));
  return made;
}

async function pressButton(made, block, element, form) {
  if (made.getAttribute("aria-busy") === "true") return;
  if (element.confirm && !(await confirmed(element.confirm, form.setting))) return;
  if (/^https?:\/\//i.test(element.url ?? "")) window.open(element.url, "_blank", "noopener,noreferrer");
  made.setAttribute("aria-busy", "true");
  await form.press(block, element, undefined);
  made.removeAttribute("aria-busy");
}

function overflow(block, element, form) {
  const entries = element.options.map((option) => ({
    label: option.text.text,
    description: option.description?.text,
    data: { value: option.value },
    run: () => {
      if (/^https?:\/\//i.test(option.url ?? "")) window.open(option.url, "_blank", "noopener,noreferrer");
      choose(block, element, form, option.value);
    },
  }));
  return iconButton("more", form.setting.say("more_actions"), (event) => openMenu(event.currentTarget, entries), { class: "overflow", "aria-haspopup": "menu", ...marks(block, element) });
}

function boxes(block, element, form, naming, type) {
  const chosen = new Set(readChoice(block, element, form).map((choice) => choice.value));
  const group = el("div", { role: type === "radio" ? "radiogroup" : "group", class: "boxes", ...named(naming, element), ...marks(block, element) });
  const name = freshId("boxes");
  const ticked = () => [...group.querySelectorAll("input:checked")].map((input) => input.value);
  const tell = () => choose(block, element, form, type === "radio" ? ticked()[0] ?? null : ticked());
  group.append(...element.options.map((option) => box(option, type, name, chosen.has(option.value), tell, form.setting)));
  return group;
}

function box(option, type, name, checked, tell, setting) {
  const input = el("input", { type, name, value: option.value, checked, onchange: tell });
  const words = el("span", {}, textNodes(option.text, setting), option.description && el("span", { class: "description" }, textNodes(option.description, setting)));
  return el("label", { class: "box" }, input, words);
}

const PICKED = { date: "selected_date", time: "selected_time", "datetime-local": "selected_date_time" };
const FIRST = { date: "initial_date", time: "initial_time", "datetime-local": "initial_date_time" };

function picker(block, element, form, naming, type) {
  const state = form.value(block, element);
  const value = (state ? state[PICKED[type]] : element[FIRST[type]]) ?? "";
  const isMoment = type === "datetime-local";
  const shown = isMoment && value ? localDateTime(value, form.setting) : value;
  const label = naming.labelledBy ? null : element.placeholder?.text ?? form.setting.say(`pick_${PICKED[type]}`);
  const tell = (event) => {
    const entered = event.target.value;
    choose(block, element, form, isMoment && entered ? secondsOf(entered, form.setting) : entered || null);
  };
  const field = el("input", { type, class: "field picker", value: shown, onchange: tell, ...named(naming, element), "aria-label": label, ...marks(block, element) });
  return element.placeholder && !naming.labelledBy ? el("span", { class: "picker-with-word" }, icon("clock"), field) : field;
}
