/** @file The bot's Home tab, as last published for the person. */

import { blockNodes } from "./blocks.js";
import { botHead } from "./conversation.js";
import { el } from "./dom.js";
import { formOn, Pending } from "./form.js";
import { redraw } from "./redraw.js";

/** @param {import("./app.js").App} app */
export function drawHome(app) {
  const root = document.getElementById("home");
  root.hidden = !app.place.home;
  if (root.hidden) return;
  redraw(document.getElementById("home-head"), [app.state.me, app.state.bot], () => botHead(app, "home"));
  const { home } = app.state;
  redraw(document.getElementById("home-view"), [app.state.me, home?.id, home?.hash, home?.errors, app.state.names], () => (home ? view(home, app) : el("p", { class: "empty" }, app.say("home_empty"))));
}

function view(home, app) {
  const form = formOn(app, { view: home.id }, { values: home.values, errors: home.errors, pending: new Pending() });
  return el("div", { class: "blocks" }, blockNodes(home.view.blocks, form));
}
