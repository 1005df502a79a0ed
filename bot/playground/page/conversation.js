/** @file The conversation on screen: its head, its messages, and where one writes. */

import { makeComposer } from "./composer.js";
import { el, icon, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { drawMessages, walkMessages } from "./message_list.js";
import { confirmed } from "./overlay.js";
import { invite } from "./own_dialogs.js";
import { redraw } from "./redraw.js";

/** @param {import("./app.js").App} app */
export function drawConversation(app) {
  const root = document.getElementById("conversation");
  root.hidden = app.place.home;
  if (app.place.home) return;
  const channel = app.state.channels.find((one) => one.id === app.place.channel);
  redraw(document.getElementById("head"), [channel, app.state.me, app.state.bot], () => head(channel, app));
  const box = document.getElementById("messages");
  box.onkeydown = walkMessages;
  box.setAttribute("aria-label", app.say("messages"));
  drawMessages(box, app.messages.messages, app, {
    channel: channel.id,
    inThread: false,
    key: `${app.state.me.id} ${channel.id}`,
    lead: lead(box, channel, app),
  });
  redraw(document.getElementById("write"), [channel.id, channel.name, channel.member, channel.archived, app.state.me], () => foot(channel, app));
}

function head(channel, app) {
  return channel.is_bot_dm ? botHead(app, "messages") : [...titleOf(channel, app), channelTools(channel, app)];
}

/** The bot's own two tabs. @param {"home"|"messages"} current */
export function botHead(app, current) {
  const { bot } = app.state;
  const tab = (name, where) =>
    el("button", { type: "button", role: "tab", "aria-selected": String(name === current), "data-tab": name, "data-key": `tab-${name}`, onclick: () => app.go(where) }, app.say(`tab_${name}`));
  return [
    el("h1", {}, bot.name, el("span", { class: "app-badge" }, app.say("app_badge"))),
    el("div", { class: "tabs", role: "tablist", "aria-label": bot.name }, tab("home", { home: true, channel: "" }), tab("messages", { channel: bot.dm })),
  ];
}

function titleOf(channel, app) {
  const sign = { channel: "hash", group: "lock" }[channel.kind];
  const company = app.state.people.find((person) => channel.with.includes(person.id))?.title;
  return [
    el("h1", {}, sign && icon(sign), channel.name),
    sign && el("span", { class: "members" }, icon("person"), app.say("members", { count: channel.members.length })),
    !sign && company && el("span", { class: "members" }, company),
    channel.shared && el("span", { class: "tag" }, app.say("shared")),
    el("span", { class: "topbar-space" }),
  ];
}

function channelTools(channel, app) {
  if (!channel.member || channel.archived || channel.kind === "im") return null;
  const act = (what) => () => app.act({ do: what, channel: channel.id });
  const entries = [
    { label: app.say("invite"), icon: "person", data: { do: "invite" }, run: () => invite(app, channel) },
    !channel.bot_inside && { label: app.say("invite_bot", { name: app.state.bot.name }), icon: "plus", data: { do: "invite-bot" }, run: () => app.act({ do: "invite", channel: channel.id, member: app.state.bot.id }) },
    { label: app.say("leave"), icon: "close", data: { do: "leave" }, run: act("leave") },
    { label: app.say("archive"), icon: "trash", danger: true, data: { do: "archive" }, run: () => archive(channel, app, act("archive")) },
  ].filter(Boolean);
  return iconButton("more", app.say("channel_actions"), (event) => openMenu(event.currentTarget, entries), { "aria-haspopup": "menu", "data-key": "channel-menu" });
}

async function archive(channel, app, go) {
  const plain = (text) => ({ type: "plain_text", text });
  const question = { title: plain(app.say("archive")), text: plain(app.say("archive_question", { name: channel.name })), confirm: plain(app.say("archive")), deny: plain(app.say("cancel")), style: "danger" };
  if (await confirmed(question, app.setting)) await go();
}

/** What stands above the first message: kept while it says the same, so that it is not drawn again. */
function lead(box, channel, app) {
  const first = box.querySelector(":scope > .lead") ?? el("div", { class: "lead" });
  redraw(first, [channel.id, channel.name, app.state.me, app.state.commands, app.messages.more], () => [
    el("h2", {}, channel.is_bot_dm ? app.say("lead_bot", { name: channel.name }) : channel.kind.endsWith("im") ? app.say("lead_dm", { name: channel.name }) : `# ${channel.name}`),
    app.messages.more && el("p", {}, app.say("more_before")),
    el("p", {}, app.say(channel.is_bot_dm ? "lead_bot_about" : channel.kind.endsWith("im") ? "lead_dm_about" : "lead_channel_about", { name: channel.name })),
    channel.is_bot_dm && el("div", { class: "tries" }, app.state.commands.map((one) => tryCommand(one))),
  ]);
  return first;
}

/** A press writes the command, so that only the words are left to type. */
function tryCommand(command) {
  const press = () => {
    const area = document.getElementById("composer");
    area.value = `${command.command} `;
    area.focus();
    area.dispatchEvent(new Event("input"));
  };
  return el("button", { type: "button", class: "try", onclick: press }, el("code", {}, command.command), el("span", {}, command.description));
}

function foot(channel, app) {
  if (channel.archived) return el("p", { class: "closed-room" }, app.say("archived"));
  if (!channel.member)
    return el("div", { class: "closed-room" }, el("span", {}, app.say("not_inside", { name: channel.name })),
      el("button", { type: "button", class: "button primary", "data-do": "join", onclick: () => app.act({ do: "join", channel: channel.id }) }, app.say("join")));
  const name = channel.kind.endsWith("im") ? channel.name : `#${channel.name}`;
  return makeComposer(app, {
    kind: "main",
    placeholder: app.say("write_to", { name }),
    draftKey: `draft ${app.state.me.id} ${channel.id}`,
    send: async (sent) => Boolean(await app.act(actOf(sent, channel.id))),
  });
}

/** What is sent when Enter is pressed: a command if it begins with a slash, else a message. */
function actOf({ text, files }, channel) {
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  if (command && !files.length) return { do: "command", channel, command: command[1], text: command[2] };
  return { do: "write", channel, text, files };
}
