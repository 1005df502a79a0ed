/** @file Emoji: names to characters, skin tones, and what to show where no font draws them. */

import { el } from "./dom.js";

// Name, character, and T where a skin tone may be chosen. The order is the picker's.
const TABLE = `
+1 👍 T|-1 👎 T|tada 🎉|clap 👏 T|raised_hands 🙌 T|pray 🙏 T|heart ❤️|eyes 👀|white_check_mark ✅
ok_hand 👌 T|muscle 💪 T|wave 👋 T|bow 🙇 T|raising_hand 🙋 T|point_up ☝️ T|point_right 👉 T|handshake 🤝
smile 😄|grinning 😀|joy 😂|sweat_smile 😅|blush 😊|wink 😉|heart_eyes 😍|thinking_face 🤔|sob 😭|cry 😢
open_mouth 😮|scream 😱|relieved 😌|sunglasses 😎|innocent 😇|exploding_head 🤯|face_with_monocle 🧐
rocket 🚀|fire 🔥|sparkles ✨|star ⭐|bulb 💡|trophy 🏆|medal 🏅|100 💯|dart 🎯|gift 🎁|bouquet 💐
memo 📝|books 📚|clipboard 📋|paperclip 📎|calendar 📅|chart_with_upwards_trend 📈|mag 🔍|bell 🔔|pushpin 📌
lock 🔒|key 🔑|shield 🛡️|robot_face 🤖|computer 💻|email ✉️|phone ☎️|hourglass ⌛|alarm_clock ⏰|coffee ☕
question ❓|exclamation ❗|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|x ❌|o ⭕|heavy_check_mark ✔️|sos 🆘
arrow_right ➡️|arrow_up ⬆️|arrow_down ⬇️|red_circle 🔴|large_yellow_circle 🟡|large_green_circle 🟢
large_blue_circle 🔵|white_circle ⚪|one 1️⃣|two 2️⃣|three 3️⃣|speech_balloon 💬|loudspeaker 📢|seedling 🌱
cherry_blossom 🌸|sunny ☀️|umbrella ☔|rainbow 🌈|dog 🐶|cat 🐱|construction 🚧|wrench 🔧|gear ⚙️|link 🔗`;
const ALIASES = { thumbsup: "+1", thumbsdown: "-1", hooray: "tada", robot: "robot_face", thinking: "thinking_face" };
const TONES = ["", "", "🏻", "🏼", "🏽", "🏾", "🏿"];

const BY_NAME = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(" "))
    .map(([name, char, tone]) => [name, { name, char, takesTone: tone === "T" }]),
);

/** @typedef {{name: string, char: string, takesTone: boolean}} Emoji */

/** The standard emoji in the picker's order. @returns {Emoji[]} */
export const standardEmoji = () => [...BY_NAME.values()];

/**
 * Split `+1::skin-tone-3` into its name and tone.
 * @param {string} full @returns {[string, number]} tone 0 where none is named
 */
export function withTone(full) {
  const [name, tone] = full.split("::skin-tone-");
  return [name, Number(tone) || 0];
}

/** The character of an emoji, or "" where the name is not a standard one. @param {string} full */
export function characterOf(full) {
  const [name, tone] = withTone(full);
  const found = BY_NAME.get(ALIASES[name] ?? name);
  if (!found) return "";
  return tone && found.takesTone ? found.char.replace("\uFE0F", "") + TONES[tone] : found.char;
}

/**
 * An emoji as a node: the character, or a badge with its name for an unknown one and
 * wherever no installed font draws the character.
 * @param {string} name
 * @param {Record<string, string>} [custom] the workspace's own: name to what is drawn
 * @param {string} [unicode] hexadecimal, as rich text gives it
 */
export function emojiNode(name, custom = {}, unicode = "") {
  const char = (Object.hasOwn(custom, name) && custom[name]) || characterOf(name) || fromHex(unicode);
  const label = `:${name}:`;
  if (char && drawsEmoji()) return el("span", { class: "emoji", role: "img", "aria-label": label, title: label }, char);
  return el("span", { class: "emoji-badge", title: label }, label);
}

function fromHex(unicode) {
  const points = unicode.split("-").map((part) => Number.parseInt(part, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : "";
}

let drawn;

/** Whether an installed font draws emoji in colour: else most of them are empty boxes. */
function drawsEmoji() {
  drawn ??= hasColour("😀");
  return drawn;
}

function hasColour(text) {
  const pen = el("canvas", { width: 20, height: 20 }).getContext("2d");
  pen.font = "16px sans-serif";
  pen.fillText(text, 0, 16);
  const { data } = pen.getImageData(0, 0, 20, 20);
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return true;
  return false;
}
