/** @file The page's own small forms: a channel, a conversation, an invitation, a new person. */

import { blockNodes } from "./blocks.js";
import { el } from "./dom.js";
import { dialogRows, openDialog } from "./overlay.js";

/** @param {import("./app.js").App} app */
export function newChannel(app) {
  const word = { type: "plain_text_input", action_id: "name", placeholder: plain("ai-…"), max_length: 80 };
  const kinds = { type: "radio_buttons", action_id: "kind", options: [option(app, "public_channel", "no"), option(app, "private_channel", "yes")] };
  ask(app, "create_channel", "create", [field(app, "channel_name", word), field(app, "channel_kind", kinds, true), field(app, "people", people(), true)], async (entered) => {
    const made = await app.act({ do: "create_channel", name: entered.name?.trim(), private: entered.kind === "yes", people: entered.people ?? [] });
    if (made) app.go({ channel: made.channel });
    return made;
  });
}

/** @param {import("./app.js").App} app */
export function newConversation(app) {
  ask(app, "open_dm", "open", [field(app, "people", people())], async (entered) => {
    const made = await app.act({ do: "open_dm", people: entered.people ?? [] });
    if (made) app.go({ channel: made.channel });
    return made;
  });
}

/** @param {import("./app.js").App} app */
export function invite(app, channel) {
  const one = { type: "users_select", action_id: "member" };
  ask(app, "invite", "invite_yes", [field(app, "person", one)], (entered) => app.act({ do: "invite", channel: channel.id, member: entered.member }));
}

/** @param {import("./app.js").App} app */
export function newPerson(app) {
  const words = (name) => ({ type: "plain_text_input", action_id: name, max_length: 80 });
  const languages = { type: "radio_buttons", action_id: "locale", options: [option(app, "japanese", "ja-JP"), option(app, "english", "en-US")] };
  const blocks = [
    field(app, "name", words("name")),
    field(app, "title", words("title"), true),
    field(app, "department", words("department"), true),
    field(app, "company", words("company"), true, "company_hint"),
    field(app, "language", languages, true),
  ];
  ask(app, "add_person", "add", blocks, async (entered) => {
    const made = await app.act({ do: "add_person", ...entered });
    if (made) app.go({ as: made.person });
    return made;
  });
}

const plain = (text) => ({ type: "plain_text", text });
const people = () => ({ type: "multi_users_select", action_id: "people" });
const option = (app, key, value) => ({ text: plain(app.say(key)), value });

const field = (app, label, element, optional = false, hint = "") => ({
  type: "input",
  block_id: `own-${label}`,
  label: plain(app.say(`label_${label}`)),
  element,
  optional,
  ...(hint ? { hint: plain(app.say(hint)) } : {}),
});

/** Show a form made of Block Kit, and act on what was entered until it goes through. */
function ask(app, title, submit, blocks, act) {
  const entered = {};
  const opened = openDialog({ class: "own", onCancel: () => opened.close() });
  const send = async () => (await act(entered)) && opened.close();
  const form = {
    setting: app.setting,
    errors: {},
    submit: send,
    world: () => ({ ...app.state, people: app.state.people.filter((one) => one.id !== app.state.me.id) }),
    value: () => null,
    keep: (block, element, leaf) => (entered[element.action_id] = leaf),
    press: async () => true,
    options: async () => ({}),
  };
  dialogRows(opened.dialog, {
    title: app.say(title),
    say: app.say,
    close: opened.close,
    body: el("div", { class: "blocks" }, blockNodes(blocks, form)),
    foot: [
      el("button", { type: "button", class: "button", onclick: opened.close }, app.say("cancel")),
      el("button", { type: "button", class: "button primary", "data-own-submit": true, onclick: send }, app.say(submit)),
    ],
  });
  (opened.dialog.querySelector(".dialog-body input, .dialog-body button") ?? opened.dialog).focus();
}
