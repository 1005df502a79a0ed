/** @file What went between Slack and the bot: events, answers and calls, with their times. */

import { copyButton } from "./copying.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { redraw } from "./redraw.js";

const FILTERS = ["all", "slack", "bot", "wrong"];

const rows = new Map();
let filter = "all";

/** @param {import("./app.js").App} app */
export function drawInspector(app) {
  const panel = document.getElementById("inspector");
  panel.hidden = !app.inspecting;
  document.body.classList.toggle("inspecting", app.inspecting);
  if (panel.hidden || !app.calls) return;
  panel.setAttribute("aria-label", app.say("inspector"));
  redraw(panel, [app.state.me.language, filter], () => frame(app));
  list(panel.querySelector(".exchanges"), app);
}

function frame(app) {
  const choose = (name) => () => {
    filter = name;
    drawInspector(app);
  };
  const close = () => document.getElementById("inspector-open").click();
  return [
    el("header", { class: "panel-head" },
      el("h2", {}, app.say("inspector")),
      el("div", { class: "filters", role: "group", "aria-label": app.say("filter") }, FILTERS.map((name) =>
        el("button", { type: "button", "aria-pressed": String(name === filter), "data-key": `filter-${name}`, onclick: choose(name) }, app.say(`filter_${name}`)))),
      el("span", { class: "topbar-space" }),
      iconButton("close", app.say("close"), close)),
    el("div", { class: "exchanges", role: "log", tabindex: 0 }),
  ];
}

const PASSES = {
  all: () => true,
  slack: (one) => one.from === "slack",
  bot: (one) => one.from === "bot",
  wrong: (one) => one.ok === false || one.retry > 0,
};

function list(box, app) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  const wanted = app.calls.exchanges.filter(PASSES[filter]);
  const nodes = wanted.map((one) => rowOf(one, app));
  for (const child of [...box.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, index) => box.children[index] !== node && box.insertBefore(node, box.children[index] ?? null));
  if (!nodes.length) fill(box, el("p", { class: "empty" }, app.say("nothing_yet")));
  if (atEnd) box.scrollTop = box.scrollHeight;
}

/** The row of an exchange: made once, and again when its answer has come. */
function rowOf(one, app) {
  const signature = [app.state.me.language, one.at, one.ms, one.ok, one.status, one.retry].join();
  const had = rows.get(one.n);
  if (had?.signature === signature) return had.node;
  const node = row(one, app);
  node.open = had?.node.open ?? false;
  rows.set(one.n, { signature, node });
  return node;
}

function row(one, app) {
  const wrong = one.ok === false;
  const node = el("details", { class: `exchange ${one.from}${wrong ? " wrong" : ""}`, "data-exchange": one.n },
    el("summary", {},
      el("span", { class: "at" }, one.at.slice(11, 23)),
      el("span", { class: "way", title: app.say(`from_${one.from}`) }, app.say(`from_${one.from}_short`)),
      el("span", { class: "kind" }, one.kind),
      el("span", { class: "name" }, one.name),
      one.retry > 0 && el("span", { class: "tag" }, app.say("retry", { n: one.retry })),
      el("span", { class: "outcome" }, outcome(one)),
      el("span", { class: `ms${one.ms > 1000 ? " slow" : ""}` }, one.ms === null ? "…" : `${one.ms.toFixed(one.ms < 10 ? 1 : 0)} ms`),
    ));
  node.addEventListener("toggle", () => {
    if (!node.open || node.children.length > 1) return;
    node.append(details(one, app));
    node.scrollIntoView({ block: "nearest" });
  });
  return node;
}

function outcome(one) {
  if (one.ms === null) return "";
  const error = one.response && typeof one.response === "object" ? one.response.error : "";
  return [icon(one.ok === false ? "warn" : "check"), error || one.status || ""];
}

function details(one, app) {
  return el("div", { class: "exchange-details" }, part("request", one.request, app), part("response", one.response, app));
}

function part(name, value, app) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return el("div", {}, el("h3", {}, app.say(name)), el("div", { class: "code-block" }, el("div", { class: "json", tabindex: 0 }, jsonNode(value)), copyButton(() => text, app.setting)));
}

/** JSON as a tree whose deeper branches open when they are pressed. */
function jsonNode(value, depth = 0) {
  if (value === null || typeof value !== "object") return el("span", { class: `json-${value === null ? "null" : typeof value}` }, typeof value === "string" ? JSON.stringify(value) : String(value));
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (!entries.length) return el("span", {}, open + close);
  const branch = el("details", { open: depth < 2 }, el("summary", {}, `${open} ${entries.length} ${close}`));
  const grow = () => branch.children.length === 1 && branch.append(el("div", { class: "json-branch" }, entries.map(([key, inner]) => el("div", {}, el("span", { class: "json-key" }, Array.isArray(value) ? `${key}: ` : `${JSON.stringify(key)}: `), jsonNode(inner, depth + 1)))));
  if (branch.open) grow();
  branch.addEventListener("toggle", grow);
  return branch;
}
