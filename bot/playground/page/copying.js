/** @file The copy button beside code. */

import { fill, icon, iconButton } from "./dom.js";

const SHOWN_FOR = 1600;

/** @param {() => string} text what is copied @param {{say: Function}} setting */
export function copyButton(text, setting) {
  const button = iconButton("copy", setting.say("copy"), () => copy(button, text(), setting), { class: "copy", "data-copy": true });
  return button;
}

async function copy(button, text, setting) {
  const done = await written(text);
  const words = setting.say(done ? "copied" : "copy_failed");
  fill(button, icon(done ? "check" : "warn"));
  button.setAttribute("aria-label", words);
  button.title = words;
  button.classList.toggle("done", done);
  setTimeout(() => {
    fill(button, icon("copy"));
    button.setAttribute("aria-label", setting.say("copy"));
    button.title = setting.say("copy");
    button.classList.remove("done");
  }, SHOWN_FOR);
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
