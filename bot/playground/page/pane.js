/** @file The bot's pane: a conversation with it beside whatever is on screen, as Slack's assistants have. */

import { makeComposer } from "./composer.js";
import { el, iconButton } from "./dom.js";
import { drawMessages, walkMessages } from "./message_list.js";
import { avatar } from "./people.js";
import { redraw } from "./redraw.js";

/** Begin a conversation. @param {import("./app.js").App} app */
export async function openPane(app) {
  const answer = await app.act({ do: "open_pane" });
  if (answer) app.go({ pane: answer.thread });
}

/** @param {import("./app.js").App} app */
export function drawPane(app) {
  const panel = document.getElementById("pane");
  panel.hidden = !app.place.pane;
  document.body.classList.toggle("pane-open", !panel.hidden);
  if (panel.hidden) return;
  const { bot, me } = app.state;
  panel.setAttribute("aria-label", app.say("open_pane", { name: bot.name }));
  redraw(panel, [me, bot, app.place.pane], () => frame(app));
  const [, ...said] = app.pane.messages;
  drawMessages(panel.querySelector(".pane-messages"), said, app, {
    channel: bot.dm,
    inThread: true,
    key: `${me.id} ${app.place.pane}`,
  });
  const { status, prompts, prompts_title: title } = app.pane.pane;
  redraw(panel.querySelector(".pane-status"), status, () => status && `${bot.name} ${status}`);
  const offered = said.some((one) => one.mine) ? [] : prompts;
  redraw(panel.querySelector(".pane-prompts"), [title, offered], () => suggestions(title, offered, app));
}

function frame(app) {
  const { bot, me } = app.state;
  return [
    el("header", { class: "panel-head" },
      avatar({ ...bot, is_bot: true }, "tiny"),
      el("h2", {}, bot.name),
      el("span", { class: "topbar-space" }),
      iconButton("plus", app.say("new_pane"), () => openPane(app), { "data-new-pane": true }),
      iconButton("close", app.say("close"), () => app.go({ pane: "" }), { "data-close-pane": true })),
    el("p", { class: "pane-about" }, app.say("pane_about", { name: bot.name })),
    el("div", { class: "thread-messages pane-messages", tabindex: 0, role: "log", onkeydown: walkMessages }),
    el("div", { class: "pane-prompts" }),
    el("p", { class: "pane-status", role: "status" }),
    makeComposer(app, {
      kind: "pane",
      placeholder: app.say("open_pane", { name: bot.name }),
      draftKey: `draft ${me.id} pane ${app.place.pane}`,
      send: ({ text, files }) => say(app, text, files),
    }),
  ];
}

function suggestions(title, prompts, app) {
  return [
    prompts.length > 0 && el("h3", {}, title),
    prompts.map((one) => el("button", { type: "button", class: "try", "data-prompt": one.title, onclick: () => say(app, one.message) }, one.title)),
  ];
}

async function say(app, text, files = []) {
  return Boolean(await app.act({ do: "write", channel: app.state.bot.dm, thread_ts: app.place.pane, text, files }));
}
