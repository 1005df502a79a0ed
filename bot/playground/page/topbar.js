/** @file The bar above everything: who I am, shortcuts, the inspector, light and dark. */

import { el, icon, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { openPane } from "./pane.js";
import { avatar, describe } from "./people.js";
import { redraw } from "./redraw.js";
import { isDark, switchTheme } from "./theme.js";

export function drawTopbar(app) {
  const { state } = app;
  const shown = [state.me, state.people, state.workspace, state.shortcuts, app.inspecting, app.place.pane, isDark()];
  redraw(document.getElementById("topbar"), shown, () => [
    iconButton("menu", app.say("open_menu"), () => document.body.classList.toggle("drawer-open"), { class: "drawer-button", "aria-controls": "sidebar" }),
    el("span", { class: "workspace-name" }, state.workspace.name),
    el("span", { class: "topbar-space" }),
    shortcutsButton(app),
    el("span", { id: "clock" }),
    paneButton(app),
    inspectorButton(app),
    themeButton(app),
    actAs(app),
  ]);
}

function shortcutsButton(app) {
  const open = (event) => openMenu(event.currentTarget, [
    { label: app.say("shortcuts"), heading: true },
    ...app.state.shortcuts.filter((one) => one.type === "global").map((one) => ({
      label: one.name,
      description: one.description,
      icon: "bolt",
      data: { shortcut: one.callback_id },
      run: () => app.act({ do: "global_shortcut", callback_id: one.callback_id }),
    })),
  ]);
  return iconButton("bolt", app.say("shortcuts"), open, { id: "shortcuts", "aria-haspopup": "menu" });
}

/** The bot's own button, as at the top of Slack: a conversation with it beside whatever is open. */
function paneButton(app) {
  const { bot } = app.state;
  if (!bot.pane) return null;
  const toggle = () => (app.place.pane ? app.go({ pane: "" }) : openPane(app));
  return iconButton("ask", app.say("open_pane", { name: bot.name }), toggle, { id: "pane-open", "aria-pressed": String(Boolean(app.place.pane)) });
}

function inspectorButton(app) {
  const toggle = () => {
    app.inspecting = !app.inspecting;
    sessionStorage.setItem("inspecting", app.inspecting ? "yes" : "no");
    return app.refresh();
  };
  return iconButton("inspect", app.say("inspector"), toggle, { id: "inspector-open", "aria-pressed": String(app.inspecting) });
}

function themeButton(app) {
  const dark = isDark();
  const press = () => {
    switchTheme();
    drawTopbar(app);
  };
  return iconButton(dark ? "sun" : "moon", app.say(dark ? "to_light" : "to_dark"), press, { "data-key": "theme" });
}

/** The switch between people. */
function actAs(app) {
  const { people, me } = app.state;
  const mine = people.find((person) => person.id === me.id);
  const options = people
    .filter((person) => !person.is_bot)
    .map((person) => el("option", { value: person.id, selected: person.id === me.id, disabled: person.deactivated }, `${person.name}（${describe(person, app.say)}）`));
  const select = el("select", { id: "as", "aria-label": app.say("act_as"), title: app.say("act_as"), onchange: () => app.go({ as: select.value }) }, options);
  const words = el("span", { class: "as-words", "aria-hidden": "true" }, el("span", { class: "as-name" }, mine.name), el("span", { class: "as-role" }, describe(mine, app.say)));
  return el("span", { class: "act-as" }, avatar(mine, "small"), words, icon("down"), select);
}
