/** @file The list of places: the app, channels, direct messages, each with what is unread. */

import { el, icon, iconButton } from "./dom.js";
import { newChannel, newConversation, newPerson } from "./own_dialogs.js";
import { avatar } from "./people.js";
import { redraw } from "./redraw.js";

export function drawSidebar(app) {
  const { state, place } = app;
  const root = document.getElementById("sidebar");
  root.setAttribute("aria-label", app.say("places"));
  redraw(root, [state.me, state.bot, state.channels, state.people, place], () => sections(app));
}

function sections(app) {
  const { channels, bot } = app.state;
  const open = channels.filter((one) => !one.archived);
  const rooms = open.filter((one) => ["channel", "group"].includes(one.kind));
  const direct = open.filter((one) => ["im", "mpim"].includes(one.kind) && one.id !== bot.dm);
  const inside = rooms.filter((one) => one.member);
  const outside = rooms.filter((one) => !one.member);
  const add = (label, act) => iconButton("plus", app.say(label), () => act(app));
  return [
    section(app.say("apps"), null, [home(app), entry(app, open.find((one) => one.id === bot.dm))]),
    section(app.say("channels"), add("create_channel", newChannel), inside.map((one) => entry(app, one))),
    outside.length > 0 && section(app.say("other_channels"), null, outside.map((one) => entry(app, one, "outside"))),
    section(app.say("direct_messages"), add("open_dm", newConversation), direct.map((one) => entry(app, one))),
    el("button", { type: "button", class: "add-person", onclick: () => newPerson(app) }, icon("person"), app.say("add_person")),
  ];
}

function section(title, button, entries) {
  return el("section", {}, el("div", { class: "section-head" }, el("h2", {}, title), button), el("ul", {}, entries.filter(Boolean).map((one) => el("li", {}, one))));
}

/** Going somewhere closes the drawer that the list is in on a phone. */
function goer(app, where) {
  return () => {
    document.body.classList.remove("drawer-open");
    app.go(where);
  };
}

function home(app) {
  const here = app.place.home;
  return el("button", { type: "button", class: "place", "data-place": "home", "aria-current": here ? "page" : null, onclick: goer(app, { home: true, channel: "" }) },
    icon("home"), el("span", { class: "place-name" }, app.say("home_of", { name: app.state.bot.name })));
}

function entry(app, channel, extra = "") {
  if (!channel) return null;
  const here = !app.place.home && app.place.channel === channel.id;
  const unread = here ? 0 : channel.unread;
  return el("button", { type: "button", class: `place ${extra}${unread ? " has-unread" : ""}`, "data-channel": channel.id, "aria-current": here ? "page" : null, onclick: goer(app, { channel: channel.id }) },
    sign(app, channel),
    el("span", { class: "place-name" }, channel.name),
    channel.shared && el("span", { class: "tag" }, app.say("shared")),
    unread > 0 && el("span", { class: "unread", "aria-label": app.say("unread", { count: unread }) }, unread),
  );
}

function sign(app, channel) {
  if (channel.kind === "channel") return icon("hash");
  if (channel.kind === "group") return icon("lock");
  if (channel.kind === "mpim") return el("span", { class: "avatar tiny many" }, channel.with.length);
  const other = app.state.people.find((person) => person.id === channel.with[0]);
  return avatar(other ?? { id: channel.id, name: channel.name }, "tiny");
}
