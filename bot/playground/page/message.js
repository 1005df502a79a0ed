/** @file One message: who, when, what, reactions, its thread, and what can be done with it. */

import { blockNodes, mrkdwnNodes } from "./blocks.js";
import { makeComposer } from "./composer.js";
import { dateOf, longDate, timeOfDay } from "./dates.js";
import { el, icon, iconButton } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { fileCard } from "./file_card.js";
import { formOn, Pending } from "./form.js";
import { attachmentNode } from "./attachment.js";
import { openMenu } from "./menu.js";
import { confirmed } from "./overlay.js";
import { avatar } from "./people.js";
import { openReactionPicker } from "./reaction_picker.js";

/**
 * @param {object} message as the control API gives it
 * @param {import("./app.js").App} app
 * @param {{channel: string, inThread: boolean, compact: boolean}} where
 */
export function messageNode(message, app, where) {
  const date = dateOf(message.ts);
  const time = timeOfDay(date, app.setting);
  const name = message.author.name;
  const classes = ["message", where.compact && "compact", message.ephemeral && "ephemeral"].filter(Boolean).join(" ");
  const node = el("article", { class: classes, tabindex: -1, "data-ts": message.ts, "data-ephemeral": message.ephemeral, "aria-label": `${name} ${time}` });
  node.append(
    where.compact ? el("span", { class: "gutter-time", "aria-hidden": "true" }, time) : avatar(message.author),
    el("div", { class: "message-main" },
      message.ephemeral && el("div", { class: "only-you" }, icon("eye"), app.say("only_you")),
      where.compact ? null : head(message, name, date, time, app),
      isEdited(app, message, where) ? editor(message, app, where) : content(message, app, where),
      reactions(message, app, where),
      threadBar(message, app, where),
      message.ephemeral && dismiss(message, app, where),
    ),
  );
  if (!message.ephemeral) node.append(tools(message, app, where));
  return node;
}

const isEdited = (app, message, where) => app.editing === `${where.inThread} ${message.ts}`;

function head(message, name, date, time, app) {
  const person = app.state.people.find((one) => one.id === message.author.id);
  return el("div", { class: "message-head" },
    el("span", { class: "author" }, name),
    (message.author.is_bot || message.by_slack) && el("span", { class: "app-badge" }, app.say("app_badge")),
    person?.outsider && el("span", { class: "tag" }, person.company || app.say("role_outsider")),
    el("time", { datetime: date.toISOString(), title: `${longDate(date, app.setting)} ${time}` }, time),
  );
}

function content(message, app, where) {
  const setting = { ...app.setting, encoded: !message.author.is_bot && !message.by_slack };
  const form = formOn(app, { channel: where.channel, ts: message.ts }, { pending: new Pending(), setting });
  if (message.begins_pane) return el("div", { class: "message-content pane-began" }, app.say("pane_began"));
  const words = message.blocks.length ? blockNodes(message.blocks, form) : mrkdwnNodes(message.text, app.setting);
  return el("div", { class: "message-content" },
    words,
    message.edited && el("span", { class: "edited" }, app.say("edited")),
    (message.attachments ?? []).map((attachment) => attachmentNode(attachment, form)),
    message.files?.length > 0 && el("div", { class: "files" }, message.files.map((file) => fileCard(file, app.setting))),
  );
}

/** The text of a message as its author typed it: what the editor starts with. */
export function typedText(message, app) {
  return message.text
    .replace(/<@([^>|]+)(?:\|[^>]*)?>/g, (_, id) => `@${app.setting.nameOf(id)}`)
    .replace(/<#([^>|]+)(?:\|([^>]*))?>/g, (_, id, name) => `#${name || app.setting.nameOf(id)}`)
    .replace(/<(?:mailto:|tel:)[^>|]+\|([^>]*)>/g, "$1")
    .replace(/<(https?:[^>|]+)(?:\|[^>]*)?>/g, "$1")
    .replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
}

function editor(message, app, where) {
  const leave = () => {
    app.editing = "";
    app.refresh();
  };
  return makeComposer(app, {
    channel: where.channel,
    kind: "edit",
    text: typedText(message, app),
    send: async ({ text }) => {
      const done = await app.act({ do: "edit", channel: where.channel, ts: message.ts, text });
      if (done) leave();
      return Boolean(done);
    },
    cancel: leave,
  });
}

function reactions(message, app, where) {
  if (!message.reactions?.length) return null;
  const target = { channel: where.channel, ts: message.ts };
  const chips = message.reactions.map((one) => {
    const who = one.users.map(app.setting.nameOf).join(app.say("between"));
    return el("button", {
      type: "button",
      class: `reaction${one.mine ? " mine" : ""}`,
      "data-reaction": one.name,
      "aria-pressed": String(one.mine),
      "aria-label": `:${one.name}: ${one.count} – ${who}`,
      title: `:${one.name}: ${who}`,
      onclick: () => app.act({ do: one.mine ? "unreact" : "react", ...target, name: one.name }),
    }, emojiNode(one.name, app.state.emoji), el("span", { class: "count-of" }, one.count));
  });
  return el("div", { class: "reactions" }, chips, iconButton("smile", app.say("react"), (event) => pickReaction(event.currentTarget, target, app), { class: "reaction add" }));
}

const pickReaction = (anchor, target, app) => openReactionPicker(anchor, app, (name) => app.act({ do: "react", ...target, name }));

function threadBar(message, app, where) {
  if (where.inThread || !message.reply_count) return null;
  const faces = (message.reply_users ?? []).slice(0, 3).map((id) => avatar(app.state.people.find((one) => one.id === id) ?? { id, name: app.setting.nameOf(id) }, "tiny"));
  return el("button", { type: "button", class: "thread-bar", "data-key": `thread-${message.ts}`, onclick: () => app.go(message.begins_pane ? { pane: message.ts } : { thread: message.ts }) },
    faces, el("span", {}, app.say("replies", { count: message.reply_count })));
}

const dismiss = (message, app, where) =>
  el("button", { type: "button", class: "dismiss", "data-do": "dismiss", onclick: () => app.act({ do: "dismiss", channel: where.channel, ts: message.ts }) }, app.say("dismiss"));

function tools(message, app, where) {
  const target = { channel: where.channel, ts: message.ts };
  const say = app.say;
  return el("div", { class: "message-tools", role: "toolbar", "aria-label": say("message_tools") },
    iconButton("smile", say("react"), (event) => pickReaction(event.currentTarget, target, app), { class: "tool-wide" }),
    !where.inThread && iconButton("reply", say("reply_in_thread"), () => app.go({ thread: message.thread_ts || message.ts }), { class: "tool-wide" }),
    iconButton("more", say("more_actions"), (event) => openMenu(event.currentTarget, entries(event.currentTarget, message, app, where)), { "data-menu": true, "aria-haspopup": "menu" }),
  );
}

function entries(anchor, message, app, where) {
  const target = { channel: where.channel, ts: message.ts };
  const say = app.say;
  const entry = (label, iconName, does, run, more = {}) => ({ label: say(label), icon: iconName, data: { do: does }, run, ...more });
  return [
    entry("react", "smile", "react", () => pickReaction(anchor, target, app)),
    !where.inThread && entry("reply_in_thread", "reply", "thread", () => app.go({ thread: message.thread_ts || message.ts })),
    ...app.state.shortcuts.filter((one) => one.type === "message").map((one) => ({
      label: one.name,
      description: app.state.bot.name,
      icon: "bolt",
      data: { shortcut: one.callback_id },
      run: () => app.act({ do: "message_shortcut", ...target, callback_id: one.callback_id }),
    })),
    message.mine && entry("edit_message", "pencil", "edit", () => ((app.editing = `${where.inThread} ${message.ts}`), app.refresh())),
    message.mine && entry("delete_message", "trash", "delete", () => remove(target, app), { danger: true }),
  ].filter(Boolean);
}

async function remove(target, app) {
  const plain = (key) => ({ type: "plain_text", text: app.say(key) });
  const question = { title: plain("delete_message"), text: plain("delete_question"), confirm: plain("delete_yes"), deny: plain("cancel"), style: "danger" };
  if (await confirmed(question, app.setting)) await app.act({ do: "delete", ...target });
}
