/** @file The workspace's clock, and how to move it: scheduled work can be seen without waiting. */

import { longDate, shortDate, timeOfDay } from "./dates.js";
import { el, fill, icon } from "./dom.js";
import { openMenu } from "./menu.js";

const TICK = 10_000;
const MOVES = [
  ["next_working_morning", { to: "next_working_morning" }],
  ["next_month", { to: "next_month" }],
  ["next_review", { to: "next_review" }],
  ["three_hours", { hours: 3 }],
];

let ticking = 0;

export function drawClock(app) {
  const place = document.getElementById("clock");
  const words = el("span", { class: "clock-words" });
  const button = el("button", { type: "button", id: "clock-open", class: "clock", "aria-haspopup": "menu", onclick: () => openMenu(button, entries(app)) }, icon("clock"), words);
  const old = document.getElementById("clock-open");
  if (!old || old.lang !== app.state.me.language) {
    button.lang = app.state.me.language;
    fill(place, button);
  }
  const show = () => showTime(app, document.getElementById("clock-open"));
  show();
  clearInterval(ticking);
  ticking = setInterval(show, TICK);
}

function showTime(app, button) {
  const now = app.setting.now();
  const time = timeOfDay(now, app.setting);
  const moved = app.state.clock.moved_seconds > 0;
  fill(button.querySelector(".clock-words"), el("span", { class: "clock-date" }, shortDate(now, app.setting)), " ", time);
  button.classList.toggle("moved", moved);
  const label = app.say("clock_now", { date: longDate(now, app.setting), time });
  button.setAttribute("aria-label", label);
  button.title = moved ? `${label}${app.say("clock_moved")}` : label;
}

function entries(app) {
  const now = app.setting.now();
  return [
    { label: `${longDate(now, app.setting)} ${timeOfDay(now, app.setting)}`, heading: true },
    ...MOVES.map(([name, to]) => ({
      label: app.say(`clock_${name}`),
      description: app.say(`clock_${name}_about`),
      icon: "clock",
      data: { clock: name },
      run: () => app.postClock(to),
    })),
  ];
}
