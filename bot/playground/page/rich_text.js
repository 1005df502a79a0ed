/** @file Rich text as nodes: what mrkdwn, markdown and Slack's own editor all come down to. */

import { copyButton } from "./copying.js";
import { slackDate } from "./dates.js";
import { el } from "./dom.js";
import { emojiNode } from "./emoji.js";
import { decodeEntities } from "./mrkdwn.js";
import { unknown } from "./unknown.js";

/**
 * What text needs to know of the world around it.
 * @typedef {object} Setting
 * @property {"ja"|"en"} language
 * @property {(key: string, values?: Record<string, any>) => string} say
 * @property {(id: string) => string} nameOf
 * @property {string} me
 * @property {Record<string, string>} emoji custom emoji, by name
 * @property {string} zone
 * @property {() => Date} now the workspace's time
 * @property {(channel: string) => void} goTo
 * @property {(person: string) => void} [meet] open the conversation with somebody
 * @property {boolean} [encoded] a person typed this: Slack has encoded their three characters
 */

/**
 * @param {import("./mrkdwn.js").Part[]} parts @param {Setting} setting
 * @returns {Node[]}
 */
export function partNodes(parts, setting) {
  return parts.map((part) => partNode(part, setting));
}

function partNode(part, setting) {
  switch (part.type) {
    case "rich_text_section":
      return el("div", { class: "rt-section" }, pieces(part, setting));
    case "rich_text_quote":
      return el("blockquote", {}, pieces(part, setting));
    case "rich_text_preformatted":
      return preformatted(part, setting);
    case "rich_text_list":
      return list(part, setting);
    default:
      return unknown(setting, part.type);
  }
}

const pieces = (part, setting) => part.elements.map((piece) => pieceNode(piece, setting));

/** Code with a button that copies exactly what is shown. */
function preformatted(part, setting) {
  const code = el("pre", { tabindex: 0 }, pieces(part, setting));
  return el("div", { class: "code-block" }, code, copyButton(() => code.textContent, setting));
}

function list(part, setting) {
  const ordered = part.style === "ordered";
  const indent = Math.min(Number(part.indent) || 0, 8);
  const props = { class: `rt-list indent-${indent} level-${indent % 3}${part.border ? " bordered" : ""}` };
  if (ordered && part.offset) props.start = part.offset + 1;
  const items = part.elements.map((item) => el("li", { class: item.checked === undefined ? "" : "task" }, tick(item), pieces(item, setting)));
  return el(ordered ? "ol" : "ul", props, items);
}

const tick = (item) =>
  item.checked !== undefined && el("input", { type: "checkbox", checked: item.checked, disabled: true });

/** @returns {Node} one piece with its style around it */
export function pieceNode(piece, setting) {
  const style = piece.style ?? {};
  let node = bare(piece, setting);
  if (style.code) node = el("code", {}, node);
  if (style.bold) node = el("strong", {}, node);
  if (style.italic) node = el("em", {}, node);
  if (style.strike) node = el("s", {}, node);
  if (style.underline) node = el("u", {}, node);
  if (style.highlight) node = el("mark", {}, node);
  return node;
}

function bare(piece, setting) {
  const read = (text) => (setting.encoded ? decodeEntities(String(text)) : String(text));
  switch (piece.type) {
    case "text":
      return document.createTextNode(read(piece.text));
    case "link":
      return link(read(piece.url), read(piece.text || ""));
    case "emoji":
      return emojiNode(piece.skin_tone ? `${piece.name}::skin-tone-${piece.skin_tone}` : piece.name, setting.emoji, piece.unicode);
    case "user":
      return person(piece, setting);
    case "channel":
      return channel(piece, setting);
    case "usergroup":
      return el("span", { class: "mention" }, at(piece.label || setting.nameOf(piece.usergroup_id)));
    case "broadcast":
      return el("span", { class: "mention broadcast" }, at(piece.label || piece.range));
    case "date":
      return date(piece, setting);
    case "color":
      return color(piece.value);
    default:
      return unknown(setting, piece.type);
  }
}

const at = (name) => (name.startsWith("@") ? name : `@${name}`);

function person(piece, setting) {
  const mine = piece.user_id === setting.me ? " me" : "";
  const name = at(piece.label || setting.nameOf(piece.user_id));
  if (!setting.meet || mine) return el("span", { class: `mention${mine}` }, name);
  return el("button", { type: "button", class: "mention", onclick: () => setting.meet(piece.user_id) }, name);
}

function channel(piece, setting) {
  const name = `#${setting.nameOf(piece.channel_id) || piece.label}`;
  return el("button", { type: "button", class: "mention", onclick: () => setting.goTo(piece.channel_id) }, name);
}

function date(piece, setting) {
  const shown = slackDate(piece, setting);
  return piece.url ? link(piece.url, shown) : el("span", {}, shown);
}

function color(value) {
  const sample = el("span", { class: "color-sample" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) sample.style.backgroundColor = value;
  return el("span", {}, sample, String(value));
}

/** A link, if following it can do nothing but open a page, a mail or a telephone. */
export function link(url, text = "") {
  const shown = text || url.replace(/^(mailto|tel):/, "");
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(url)) return el("span", { title: url }, shown);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, shown);
}
