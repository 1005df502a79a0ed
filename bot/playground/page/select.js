/** @file Select menus: one choice or several, searched while typing, with the keyboard or without. */

import { el, fill, freshId, icon, iconButton } from "./dom.js";
import { choose, marks, named } from "./elements.js";
import { readChoice } from "./form.js";
import { closePopup, openPopup, placePopup } from "./overlay.js";
import { offered } from "./select_options.js";

/** @typedef {{value: string, label: string, description?: string, group?: string}} Choice */

/** @returns {HTMLElement} the control; with several choices, a group around it and their chips */
export function selectMenu(block, element, form, naming) {
  const several = element.type.startsWith("multi_");
  const menu = { block, element, form, several, chosen: readChoice(block, element, form) };
  const id = freshId("select");
  menu.button = el("button", {
    type: "button",
    id,
    class: "field select",
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    ...named({ ...naming, labelledBy: naming.labelledBy ? `${naming.labelledBy} ${id}` : null }, {}),
    "data-focus": element.focus_on_load || null,
    onclick: () => open(menu),
    onkeydown: (event) => ["ArrowDown", "ArrowUp"].includes(event.key) && (event.preventDefault(), open(menu)),
    ...marks(block, element),
  });
  menu.chips = el("div", { class: "chips" });
  menu.clear = clearButton(menu);
  show(menu);
  return el("div", { class: `select-box${several ? " several" : ""}` }, several && menu.chips, el("div", { class: "select-line" }, menu.button, menu.clear));
}

/** Only an optional field can be emptied again. */
function clearButton(menu) {
  if (menu.several || menu.block.type !== "input" || !menu.block.optional) return null;
  return iconButton("close", menu.form.setting.say("clear_choice"), () => settle(menu, []));
}

function show(menu) {
  const { setting } = menu.form;
  const placeholder = menu.element.placeholder?.text ?? setting.say(menu.several ? "choose_several" : "choose_one");
  const one = menu.several ? null : menu.chosen[0];
  fill(menu.button, el("span", { class: one ? "" : "placeholder" }, one ? one.label : placeholder), icon("down"));
  if (menu.clear) menu.clear.hidden = !one;
  fill(menu.chips, menu.chosen.map((choice) =>
    el("span", { class: "chip" }, el("span", {}, choice.label),
      iconButton("close", setting.say("remove_choice", { name: choice.label }), () => settle(menu, menu.chosen.filter((other) => other.value !== choice.value))))));
}

/** Keep the choice and tell of it. */
async function settle(menu, chosen) {
  const before = menu.chosen;
  menu.chosen = chosen;
  show(menu);
  const values = chosen.map((choice) => choice.value);
  const done = await choose(menu.block, menu.element, menu.form, menu.several ? values : values[0] ?? null);
  if (!done && menu.chosen === chosen) {
    menu.chosen = before;
    show(menu);
  }
}

function open(menu) {
  if (menu.button.getAttribute("aria-expanded") === "true") return closePopup();
  const { setting } = menu.form;
  const listId = freshId("list");
  const list = el("div", { role: "listbox", id: listId, class: "options", "aria-multiselectable": menu.several ? "true" : null });
  const search = el("input", {
    type: "text",
    class: "field option-search",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": setting.say("search_choices"),
    placeholder: setting.say("search_choices"),
  });
  const view = { menu, list, search, at: 0, shown: [], picked: [...menu.chosen], asked: 0 };
  search.addEventListener("input", () => refresh(view));
  search.addEventListener("keydown", (event) => keyed(view, event));
  openPopup(menu.button, el("div", { class: "option-box" }, search, list), { wide: true, onClose: () => closed(view) });
  search.focus();
  return refresh(view);
}

/** Several choices are sent together, when the list closes. */
function closed(view) {
  const { menu } = view;
  const same = view.picked.map((one) => one.value).join() === menu.chosen.map((one) => one.value).join();
  if (menu.several && !same) settle(menu, view.picked);
}

async function refresh(view) {
  const asked = (view.asked += 1);
  const { menu, list, search } = view;
  const say = menu.form.setting.say;
  const answer = offered(menu.block, menu.element, menu.form, search.value);
  if (answer instanceof Promise) fill(list, el("div", { class: "option-note" }, say("searching")));
  const { choices, note } = await answer;
  if (asked !== view.asked) return;
  view.shown = choices;
  view.at = Math.max(0, choices.findIndex((choice) => view.picked.some((one) => one.value === choice.value)));
  draw(view, note ?? (choices.length ? "" : say("no_choices")));
  placePopup();
}

function draw(view, note = "") {
  const rows = [];
  let group = "";
  view.shown.forEach((choice, index) => {
    if (choice.group && choice.group !== group) rows.push(el("div", { class: "option-group", role: "presentation" }, choice.group));
    group = choice.group ?? "";
    rows.push(row(view, choice, index));
  });
  fill(view.list, rows, note && el("div", { class: "option-note" }, note));
  const active = view.list.querySelector(".active");
  view.search.setAttribute("aria-activedescendant", active?.id ?? "");
  active?.scrollIntoView({ block: "nearest" });
}

function row(view, choice, index) {
  const chosen = view.picked.some((one) => one.value === choice.value);
  return el("div", {
    role: "option",
    id: `${view.list.id}-${index}`,
    class: index === view.at ? "active" : "",
    "aria-selected": String(chosen),
    data: { value: choice.value },
    onpointermove: () => index !== view.at && ((view.at = index), draw(view)),
    onclick: () => pick(view, choice),
  },
    el("span", { class: "menu-words" }, el("span", {}, choice.label), choice.description && el("span", { class: "description" }, choice.description)),
    chosen && icon("check"),
  );
}

function pick(view, choice) {
  const { menu } = view;
  if (!menu.several) {
    closePopup();
    menu.button.focus();
    settle(menu, [choice]);
    return;
  }
  const has = view.picked.some((one) => one.value === choice.value);
  const most = menu.element.max_selected_items ?? Infinity;
  if (has) view.picked = view.picked.filter((one) => one.value !== choice.value);
  else if (view.picked.length < most) view.picked = [...view.picked, choice];
  draw(view);
  view.search.focus();
}

function keyed(view, event) {
  if (event.isComposing) return;
  const last = view.shown.length - 1;
  const to = { ArrowDown: Math.min(view.at + 1, last), ArrowUp: Math.max(view.at - 1, 0) }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    view.at = to;
    draw(view);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (view.shown[view.at]) pick(view, view.shown[view.at]);
  } else if (event.key === "Tab") closePopup();
}
