/** @file The panel beside a conversation in which one thread is read and answered. */

import { makeComposer } from "./composer.js";
import { el, iconButton } from "./dom.js";
import { drawMessages, walkMessages } from "./message_list.js";
import { redraw } from "./redraw.js";

/** @param {import("./app.js").App} app */
export function drawThread(app) {
  const panel = document.getElementById("thread");
  panel.hidden = !app.place.thread;
  document.body.classList.toggle("thread-open", !panel.hidden);
  if (panel.hidden) return;
  const channel = app.state.channels.find((one) => one.id === app.place.channel);
  panel.setAttribute("aria-label", app.say("thread"));
  redraw(panel, [app.state.me, channel.id, channel.name, app.place.thread, channel.member, channel.archived], () => frame(channel, app));
  drawMessages(panel.querySelector(".thread-messages"), app.thread.messages, app, {
    channel: channel.id,
    inThread: true,
    key: `${app.state.me.id} ${channel.id} ${app.place.thread}`,
  });
}

function frame(channel, app) {
  const close = () => app.go({ thread: "" });
  return [
    el("header", { class: "panel-head" },
      el("h2", {}, app.say("thread")),
      el("span", { class: "members" }, channel.kind.endsWith("im") ? channel.name : `#${channel.name}`),
      el("span", { class: "topbar-space" }),
      iconButton("close", app.say("close"), close, { "data-close-thread": true })),
    el("div", { class: "thread-messages", tabindex: 0, role: "log", onkeydown: walkMessages }),
    channel.member && !channel.archived && makeComposer(app, {
      kind: "thread",
      placeholder: app.say("reply"),
      draftKey: `draft ${app.state.me.id} ${channel.id} ${app.place.thread}`,
      send: async ({ text, files }) => Boolean(await app.act({ do: "write", channel: channel.id, thread_ts: app.place.thread, text, files })),
    }),
  ];
}
