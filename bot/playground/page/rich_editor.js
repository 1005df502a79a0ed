/** @file The field for formatted text: what stands in it goes to Slack as rich text. */

import { el, fill, iconButton } from "./dom.js";
import { marks, named } from "./elements.js";
import { partNodes } from "./rich_text.js";

const TOOLS = [
  ["bold", "bold"],
  ["italic", "italic"],
  ["strike", "strikeThrough"],
  ["list", "insertUnorderedList"],
  ["numbers", "insertOrderedList"],
];
const STYLES = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code", U: "underline" };

export function richTextInput(block, element, form, naming) {
  const first = form.value(block, element)?.rich_text_value ?? element.initial_value;
  const editor = el("div", {
    class: "field rich-editor",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    "data-placeholder": element.placeholder?.text,
    ...named(naming, element),
    ...marks(block, element),
  });
  if (first) fill(editor, partNodes(first.elements, { ...form.setting, meet: undefined }));
  const keep = (send) => form.keep(block, element, richTextOf(editor), send);
  editor.addEventListener("input", () => keep(false));
  editor.addEventListener("blur", () => block.dispatch_action || keep(true));
  editor.addEventListener("paste", pasteAsText);
  return el("div", { class: "rich-box" }, el("div", { class: "rich-tools", role: "toolbar" }, TOOLS.map(([name, command]) => tool(name, command, editor, form.setting))), editor);
}

function tool(name, command, editor, setting) {
  const press = () => {
    editor.focus();
    document.execCommand(command);
  };
  return iconButton(name, setting.say(`format_${name}`), press, { onmousedown: (event) => event.preventDefault() });
}

/** What is pasted comes in as words only. */
function pasteAsText(event) {
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
}

/**
 * Read an editor's content.
 * @param {HTMLElement} editor @returns {object|null} null when nothing is written
 */
export function richTextOf(editor) {
  const parts = [];
  let open = [];
  const flush = () => {
    trim(open);
    if (open.length) parts.push({ type: "rich_text_section", elements: open });
    open = [];
  };
  for (const node of editor.childNodes) {
    if (["UL", "OL", "BLOCKQUOTE", "PRE"].includes(node.nodeName)) {
      flush();
      parts.push(special(node));
    } else {
      if (node.nodeName === "DIV" && open.length) open.push({ type: "text", text: "\n" });
      open.push(...pieces(node, {}));
    }
  }
  flush();
  const filled = parts.filter((part) => part.elements.length);
  return filled.length && editor.textContent.trim() ? { type: "rich_text", elements: filled } : null;
}

function special(node) {
  if (node.nodeName === "BLOCKQUOTE") return { type: "rich_text_quote", elements: pieces(node, {}) };
  if (node.nodeName === "PRE") return { type: "rich_text_preformatted", elements: [{ type: "text", text: node.textContent }] };
  const items = [...node.children].map((item) => ({ type: "rich_text_section", elements: pieces(item, {}) }));
  return { type: "rich_text_list", style: node.nodeName === "OL" ? "ordered" : "bullet", elements: items };
}

function pieces(node, style) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (!node.data) return [];
    const text = { type: "text", text: node.data.replaceAll("\u00a0", " ") };
    return [Object.keys(style).length ? { ...text, style } : text];
  }
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  const within = STYLES[node.nodeName] ? { ...style, [STYLES[node.nodeName]]: true } : style;
  return [...node.childNodes].flatMap((child) => pieces(child, within));
}

function trim(elements) {
  while (elements.length && elements.at(-1).text === "\n") elements.pop();
}
