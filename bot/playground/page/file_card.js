/** @file A file in a message: a card, and the picture itself where it is one. */

import { el, icon } from "./dom.js";

/** @param {object} file @param {import("./rich_text.js").Setting} setting */
export function fileCard(file, setting) {
  if (file.remote) return el("div", { class: "file-card" }, icon("file"), el("span", { class: "file-name" }, file.name));
  const address = `/control/file/${encodeURIComponent(file.id)}?as=${encodeURIComponent(setting.me)}`;
  const name = file.title || file.name;
  if (file.is_image)
    return el("figure", { class: "file-image" }, el("figcaption", {}, name), el("a", { href: address, target: "_blank", rel: "noopener" }, el("img", { src: address, alt: name, loading: "lazy" })));
  return el("a", { class: "file-card", href: address, download: file.name },
    el("span", { class: "file-kind", "aria-hidden": "true" }, icon("file")),
    el("span", { class: "file-words" }, el("span", { class: "file-name" }, name), el("span", { class: "file-details" }, [file.pretty_type, sizeWords(file.size)].filter(Boolean).join(" · "))),
  );
}

function sizeWords(size) {
  if (size === undefined || size === null) return "";
  if (size < 1024) return `${size} B`;
  return size < 1024 ** 2 ? `${Math.round(size / 1024)} KB` : `${(size / 1024 ** 2).toFixed(1)} MB`;
}
