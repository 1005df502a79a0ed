/** @file Block Kit as nodes. What is not known here shows as an error that names its type. */

import { elementNode } from "./elements.js";
import { el, freshId } from "./dom.js";
import { fileCard } from "./file_card.js";
import { markdownNodes } from "./markdown.js";
import { parseMrkdwn } from "./mrkdwn.js";
import { link, partNodes } from "./rich_text.js";
import { unknown } from "./unknown.js";

/**
 * @param {object[]} blocks @param {import("./form.js").Form} form
 * @returns {Node[]}
 */
export function blockNodes(blocks, form) {
  return blocks.map((block) => {
    const node = blockNode(block, form);
    if (block.block_id) node.dataset.blockId = block.block_id;
    return node;
  });
}

function blockNode(block, form) {
  const { setting } = form;
  switch (block.type) {
    case "section":
      return section(block, form);
    case "header":
      return el("div", { class: "block header", role: "heading", "aria-level": block.level ?? 3 }, textNodes(block.text, setting));
    case "context":
      return el("div", { class: "block context" }, block.elements.map((inner) => contextPart(inner, setting)));
    case "divider":
      return el("hr", { class: "block" });
    case "image":
      return imageBlock(block, setting);
    case "actions":
      return el("div", { class: "block actions" }, block.elements.map((inner) => elementNode(block, inner, form)));
    case "input":
      return input(block, form);
    case "rich_text":
      return el("div", { class: "block rich-text" }, partNodes(block.elements, setting));
    case "markdown":
      return el("div", { class: "block markdown" }, markdownNodes(block.text, setting));
    case "file":
      return el("div", { class: "block" }, fileCard(block.file ?? { name: block.external_id, remote: true }, setting));
    case "video":
      return video(block, setting);
    default:
      return el("div", { class: "block" }, unknown(setting, block.type));
  }
}

/**
 * A text object: plain text as it is, mrkdwn by Slack's rules.
 * @param {{type: string, text: string, verbatim?: boolean}} text
 */
export function textNodes(text, setting) {
  if (text.type === "plain_text") return [document.createTextNode(text.text)];
  if (text.type === "mrkdwn") return mrkdwnNodes(text.text, setting, text.verbatim);
  return [unknown(setting, text.type)];
}

/** mrkdwn as nodes. */
export function mrkdwnNodes(text, setting, verbatim = false) {
  const knowsEmoji = (name) => Object.hasOwn(setting.emoji, name);
  return partNodes(parseMrkdwn(text, { verbatim, knowsEmoji }), { ...setting, encoded: false });
}

function section(block, form) {
  const text = el("div", { class: "section-text" },
    block.text && el("div", {}, textNodes(block.text, form.setting)),
    block.fields && el("div", { class: "fields" }, block.fields.map((field) => el("div", {}, textNodes(field, form.setting)))),
  );
  const beside = block.accessory && el("div", { class: "accessory" }, elementNode(block, block.accessory, form));
  return el("div", { class: "block section" }, text, beside);
}

function contextPart(inner, setting) {
  if (inner.type === "image") return picture(inner, setting, "context-image");
  return el("span", {}, textNodes(inner, setting));
}

function imageBlock(block, setting) {
  const title = block.title && el("figcaption", {}, textNodes(block.title, setting));
  return el("figure", { class: "block" }, title, picture(block, setting, "picture"));
}

/** An image from this playground; others do not load here, so their description stands there. */
export function picture(image, setting, className) {
  const source = image.image_url || image.slack_file?.url || "";
  const here = source.startsWith("data:image/") || source.startsWith("/") || source.startsWith(`${location.origin}/`);
  if (here) return el("img", { class: className, src: source, alt: image.alt_text });
  return el("span", { class: `${className} not-loaded`, role: "img", "aria-label": image.alt_text, title: setting.say("image_not_loaded", { source }) }, image.alt_text);
}

function video(block, setting) {
  return el("div", { class: "block video" },
    el("div", { class: "video-title" }, block.title_url ? link(block.title_url, block.title.text) : textNodes(block.title, setting)),
    block.description && el("div", {}, textNodes(block.description, setting)),
    el("div", { class: "not-loaded picture" }, block.alt_text),
  );
}

/** An input with its label, hint, and what was wrong with it. */
function input(block, form) {
  const { setting } = form;
  const ids = { label: freshId("label"), hint: freshId("hint"), error: freshId("error") };
  const wrong = form.errors[block.block_id];
  const described = [block.hint && ids.hint, wrong && ids.error].filter(Boolean).join(" ");
  const field = elementNode(block, block.element, form, { labelledBy: ids.label, describedBy: described, invalid: Boolean(wrong), required: !block.optional });
  const optional = block.optional && el("span", { class: "optional" }, setting.say("optional"));
  return el("div", { class: `block input${wrong ? " wrong" : ""}` },
    el("div", { class: "label", id: ids.label, onclick: () => focusIn(field) }, textNodes(block.label, setting), optional),
    field,
    wrong && el("div", { class: "field-error", id: ids.error, "data-error": block.block_id, role: "alert" }, wrong),
    block.hint && el("div", { class: "hint", id: ids.hint }, textNodes(block.hint, setting)),
  );
}

function focusIn(field) {
  const target = field.matches("input,select,textarea,button,[contenteditable]") ? field : field.querySelector("input,textarea,button,[contenteditable]");
  if (target?.matches("[type=checkbox],[type=radio],[type=file]") === false) target.focus();
}
