/** @file Standard Markdown, as in Slack's markdown block, as nodes. */

import { el } from "./dom.js";
import { characterOf } from "./emoji.js";
import { partNodes, pieceNode } from "./rich_text.js";

const FENCE = /^\s*```(\S*)\s*$/;
const HEADING = /^(#{1,6})\s+(.+?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const TASK = /^\[([ xX])\]\s+/;
const QUOTE = /^\s*>\s?/;
const TABLE_LINE = /^\s*\|.*\|\s*$/;
const TABLE_RULE = /^\s*\|(\s*:?-+:?\s*\|)+\s*$/;
const STARTS = [FENCE, HEADING, RULE, ITEM, QUOTE, TABLE_LINE];

/** @param {string} text @param {import("./rich_text.js").Setting} setting @returns {Node[]} */
export function markdownNodes(text, setting) {
  const lines = text.split("\n");
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const [made, next] = chunk(lines, at, setting);
    nodes.push(...made);
    at = next;
  }
  return nodes;
}

/** Read what begins at this line; return its nodes and the line after it. */
function chunk(lines, at, setting) {
  const line = lines[at];
  if (!line.trim()) return [[], at + 1];
  if (FENCE.test(line)) return fenced(lines, at, setting);
  const heading = HEADING.exec(line);
  if (heading) return [[el("p", { class: "md-heading", role: "heading", "aria-level": heading[1].length + 2 }, inlineNodes(heading[2], setting))], at + 1];
  if (RULE.test(line)) return [[el("hr")], at + 1];
  if (TABLE_LINE.test(line) && TABLE_RULE.test(lines[at + 1] ?? "")) return table(lines, at, setting);
  if (QUOTE.test(line)) return quote(lines, at, setting);
  if (ITEM.test(line)) return [partNodes([item(line)], setting), at + 1];
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && !STARTS.some((start) => start.test(lines[end]))) end += 1;
  return [[el("p", {}, inlineNodes(lines.slice(at, end).join("\n"), setting))], end];
}

function fenced(lines, at, setting) {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end])) end += 1;
  const code = { type: "text", text: lines.slice(at + 1, end).join("\n") };
  return [partNodes([{ type: "rich_text_preformatted", elements: [code] }], setting), end + 1];
}

function quote(lines, at, setting) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, "")).join("\n");
  return [[el("blockquote", {}, markdownNodes(inner, setting))], end];
}

/** One line of a list; lists of one item stand close together and look like one. */
function item(line) {
  const [, blanks, mark, words] = ITEM.exec(line);
  const task = TASK.exec(words);
  const section = { type: "rich_text_section", elements: inlinePieces(words.replace(TASK, "")) };
  if (task) section.checked = task[1] !== " ";
  const ordered = /\d/.test(mark);
  return {
    type: "rich_text_list",
    style: ordered ? "ordered" : "bullet",
    indent: Math.floor(blanks.length / 2),
    offset: ordered ? Number.parseInt(mark, 10) - 1 : 0,
    elements: [section],
  };
}

function table(lines, at, setting) {
  let end = at;
  while (end < lines.length && TABLE_LINE.test(lines[end])) end += 1;
  const cells = (line) => line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  const row = (line, tag) => el("tr", {}, cells(line).map((cell) => el(tag, {}, inlineNodes(cell, setting))));
  const body = lines.slice(at + 2, end).map((line) => row(line, "td"));
  const made = el("table", {}, el("thead", {}, row(lines[at], "th")), el("tbody", {}, body));
  return [[el("div", { class: "table-scroll", tabindex: 0 }, made)], end];
}

const inlineNodes = (text, setting) => inlinePieces(text).map((piece) => pieceNode(piece, setting));

const INLINE = [
  [/^`([^`\n]+)`/, (m, style) => [{ type: "text", text: m[1], style: { ...style, code: true } }]],
  [/^\*\*(?=\S)([\s\S]+?)(?<=\S)\*\*/, (m, style) => inlinePieces(m[1], { ...style, bold: true })],
  [/^__(?=\S)([\s\S]+?)(?<=\S)__/, (m, style) => inlinePieces(m[1], { ...style, bold: true })],
  [/^~~(?=\S)([\s\S]+?)(?<=\S)~~/, (m, style) => inlinePieces(m[1], { ...style, strike: true })],
  [/^\*(?=\S)([^*\n]+?)(?<=\S)\*/, (m, style) => inlinePieces(m[1], { ...style, italic: true })],
  [/^_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}])/u, (m, style) => inlinePieces(m[1], { ...style, italic: true })],
  [/^!?\[([^\]\n]+)\]\(([^\s()]+(?:\([^\s()]*\))?)\)/, (m, style) => [{ type: "link", text: m[1], url: m[2], style }]],
  [/^<(https?:\/\/[^\s<>]+)>/, (m, style) => [{ type: "link", url: m[1], style }]],
  [/^https?:\/\/[^\s<>"、。，．（）「」『』【】)]+/, (m, style) => [{ type: "link", url: m[0], style }]],
  [/^\\([\\`*_{}[\]()#+\-.!~>|])/, (m, style) => [{ type: "text", text: m[1], style }]],
  [/^:([a-z0-9_+-]+):/, (m, style) => characterOf(m[1]) && [{ type: "emoji", name: m[1], style }]],
];

/** @returns {import("./mrkdwn.js").Piece[]} */
function inlinePieces(text, style = {}) {
  const pieces = [];
  let from = 0;
  let at = 0;
  const flush = () => from < at && pieces.push({ type: "text", text: text.slice(from, at), style });
  while (at < text.length) {
    const [made, length] = inlineAt(text, at, style);
    if (made) {
      flush();
      pieces.push(...made);
      at = from = at + length;
    } else at += 1;
  }
  flush();
  return pieces;
}

function inlineAt(text, at, style) {
  // An underscore inside a word (snake_case) is no mark.
  if (!/[`*_~![<h\\:]/.test(text[at]) || (text[at] === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? ""))) return [null, 0];
  const rest = text.slice(at);
  for (const [pattern, make] of INLINE) {
    const match = pattern.exec(rest);
    const made = match && make(match, style);
    if (made) return [made, match[0].length];
  }
  return [null, 0];
}
