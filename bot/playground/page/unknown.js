/** @file What stands in the place of something that this page cannot draw: never nothing. */

import { el, icon } from "./dom.js";

/** @param {{say: Function}} setting @param {unknown} type as named in the JSON */
export function unknown(setting, type) {
  return el(
    "div",
    { class: "unknown-block", role: "alert" },
    icon("warn"),
    setting.say("unknown", { type: String(type ?? "?") }),
  );
}
