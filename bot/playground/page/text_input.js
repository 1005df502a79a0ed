/** @file Fields to type into: one line or several, with a count when the room gets short. */

import { el } from "./dom.js";
import { marks, named } from "./elements.js";

const MODES = { email_text_input: "email", url_text_input: "url", number_input: "decimal" };

/** @returns {HTMLElement} the field, or the field with its count below it */
export function textInput(block, element, form, naming) {
  const state = form.value(block, element);
  const text = (state ? state.value : element.initial_value) ?? "";
  const field = el(element.multiline ? "textarea" : "input", {
    class: "field",
    placeholder: element.placeholder?.text,
    autocomplete: "off",
    rows: element.multiline ? 5 : null,
    type: element.multiline ? null : "text",
    inputmode: MODES[element.type],
    value: text,
    ...named(naming, element),
    ...marks(block, element),
  });
  listen(field, block, element, form);
  return element.max_length ? counted(field, element.max_length, form.setting) : field;
}

/** Every letter is kept on the page; Slack hears of it where the app has asked for that. */
function listen(field, block, element, form) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const acts = Boolean(block.dispatch_action);
  const sent = acts && triggers.includes("on_character_entered");
  field.addEventListener("input", () => form.keep(block, element, field.value, sent));
  field.addEventListener("change", () => acts || form.keep(block, element, field.value, true));
  field.addEventListener("keydown", (event) => {
    const breaksTheLine = element.multiline && !(event.ctrlKey || event.metaKey);
    if (event.key !== "Enter" || event.isComposing || breaksTheLine) return;
    event.preventDefault();
    if (!acts) form.submit?.();
    else if (triggers.includes("on_enter_pressed")) form.keep(block, element, field.value, true);
  });
}

function counted(field, most, setting) {
  const count = el("div", { class: "count", "aria-live": "polite" });
  const show = () => {
    const left = most - field.value.length;
    count.textContent = left <= Math.max(20, most / 10) ? setting.say(left < 0 ? "too_many" : "characters_left", { count: Math.abs(left) }) : "";
    count.classList.toggle("over", left < 0);
  };
  field.addEventListener("input", show);
  show();
  return el("div", { class: "counted" }, field, count);
}
