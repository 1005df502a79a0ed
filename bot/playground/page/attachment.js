/** @file Attachments, the older way of an app to add something below its message. */

import { blockNodes, mrkdwnNodes } from "./blocks.js";
import { el } from "./dom.js";
import { link } from "./rich_text.js";

/** @param {object} attachment @param {import("./form.js").Form} form */
export function attachmentNode(attachment, form) {
  const { setting } = form;
  const words = (text) => text && el("div", {}, mrkdwnNodes(text, setting));
  const node = el("div", { class: "attachment" },
    attachment.author_name && el("div", { class: "attachment-author" }, attachment.author_name),
    attachment.title && el("div", { class: "attachment-title" }, attachment.title_link ? link(attachment.title_link, attachment.title) : attachment.title),
    attachment.blocks?.length ? blockNodes(attachment.blocks, form) : words(attachment.text ?? attachment.fallback),
    attachment.fields?.length > 0 && el("div", { class: "fields" }, attachment.fields.map((field) => el("div", {}, el("strong", {}, field.title), words(field.value)))),
    attachment.footer && el("div", { class: "description" }, attachment.footer),
  );
  const colour = { good: "#2e8b57", warning: "#d9a441", danger: "#c0392b" }[attachment.color] ?? attachment.color;
  if (/^#?[0-9a-f]{6}$/i.test(colour ?? "")) node.style.borderLeftColor = colour.replace(/^#?/, "#");
  return el("div", {}, words(attachment.pretext), node);
}
