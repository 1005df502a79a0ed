/**
 * @file Slack's mrkdwn as a tree of rich-text parts, by Slack's own rules and no others.
 *
 * Marks count only at word boundaries, and a wide Japanese character is no boundary: `*太字*です`
 * stays as typed. The three entities are decoded once, in what is left after all markup.
 */

import { characterOf } from "./emoji.js";

/** @typedef {{type: string, [field: string]: any}} Piece a piece of rich text */
/** @typedef {{type: string, elements: Piece[]}} Part a part of rich text: section, quote, code */

const FENCE = /```([\s\S]+?)```/g;
const QUOTED = /^(?:>|&gt;) ?/;
const QUOTED_REST = /^(?:>>>|&gt;&gt;&gt;) ?/;
const MARKS = { "*": "bold", _: "italic", "~": "strike", "`": "code" };
// What may stand directly outside a mark: white space, ASCII punctuation, the zero-width space.
const OUTSIDE = /[\s\u200b!-/:-@[-`{-~]/;
const EMOJI = /^:([\p{L}\p{N}_+'-]+)(?:::(skin-tone-[2-6]))?:/u;
const ADDRESS = /^https?:\/\/[^\s<>"、。，．（）「」『』【】|]+/;

/**
 * Parse mrkdwn.
 * @param {string} text as Slack stores it: `&`, `<` and `>` of people are encoded
 * @param {{verbatim?: boolean, knowsEmoji?: (name: string) => boolean}} [options]
 *   verbatim: a bare address is no link
 * @returns {Part[]}
 */
export function parseMrkdwn(text, options = {}) {
  const parts = [];
  let position = 0;
  for (const match of text.matchAll(FENCE)) {
    parts.push(...lines(withoutOneBreak(text.slice(position, match.index), "end"), options));
    parts.push({ type: "rich_text_preformatted", elements: [plain(trimBreaks(match[1]))] });
    position = match.index + match[0].length;
  }
  const rest = text.slice(position);
  return [...parts, ...lines(position ? withoutOneBreak(rest, "start") : rest, options)];
}

/** Undo Slack's encoding of its three characters in one pass, so that it is undone once. */
export function decodeEntities(text) {
  return text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
}

const plain = (text) => ({ type: "text", text: decodeEntities(text) });
const trimBreaks = (code) => code.replace(/^\n/, "").replace(/\n$/, "");
const withoutOneBreak = (text, where) => text.replace(where === "end" ? /\n$/ : /^\n/, "");

/** Group lines into sections and quotes. */
function lines(text, options) {
  if (!text) return [];
  const parts = [];
  const all = text.split("\n");
  for (let index = 0; index < all.length; index += 1) {
    if (QUOTED_REST.test(all[index])) {
      const rest = all.slice(index).join("\n").replace(QUOTED_REST, "");
      parts.push({ type: "rich_text_quote", lines: [rest] });
      break;
    }
    const type = QUOTED.test(all[index]) ? "rich_text_quote" : "rich_text_section";
    const line = type === "rich_text_quote" ? all[index].replace(QUOTED, "") : all[index];
    if (parts.at(-1)?.type === type) parts.at(-1).lines.push(line);
    else parts.push({ type, lines: [line] });
  }
  return parts.map((part) => ({ type: part.type, elements: inline(part.lines.join("\n"), {}, options) }));
}

/**
 * Read one stretch of text from left to right.
 * @param {string} text @param {Record<string, true>} style what surrounds it
 * @returns {Piece[]}
 */
function inline(text, style, options) {
  const pieces = [];
  let from = 0;
  let at = 0;
  const flush = () => from < at && pieces.push(styled(plain(text.slice(from, at)), style));
  while (at < text.length) {
    const found = special(text, at, style, options);
    if (found) {
      flush();
      pieces.push(...found.pieces);
      at = from = found.end;
    } else at += 1;
  }
  flush();
  return pieces;
}

const styled = (piece, style) => (Object.keys(style).length ? { ...piece, style } : piece);

/** What begins here, if it is more than a character. */
function special(text, at, style, options) {
  const char = text[at];
  if (char === "<") return angle(text, at, style, options);
  if (char === ":") return emoji(text, at, style, options);
  if (char in MARKS) return marked(text, at, style, options);
  if (char === "h" && !options.verbatim) return address(text, at, style);
  return null;
}

function marked(text, at, style, options) {
  const mark = text[at];
  const name = MARKS[mark];
  const before = text[at - 1] ?? " ";
  if (style[name] || before === mark || !OUTSIDE.test(before)) return null;
  const end = closing(text, at, mark);
  if (end < 0) return null;
  const inside = text.slice(at + 1, end);
  const within = { ...style, [name]: true };
  const pieces = name === "code" ? [styled(plain(inside), within)] : inline(inside, within, options);
  return { pieces, end: end + 1 };
}

/** Where the mark that opens at `at` closes: on the same line, with no blank inside either end. */
function closing(text, at, mark) {
  if (at + 1 >= text.length || /\s/.test(text[at + 1]) || text[at + 1] === mark) return -1;
  for (let end = at + 2; end < text.length; end += 1) {
    const char = text[end];
    if (char === "\n") return -1;
    if (char === "<" && mark !== "`") end = Math.max(end, text.indexOf(">", end));
    if (char !== mark || /\s/.test(text[end - 1])) continue;
    if (end + 1 === text.length || (OUTSIDE.test(text[end + 1]) && text[end + 1] !== mark)) return end;
  }
  return -1;
}

function emoji(text, at, style, options) {
  const match = EMOJI.exec(text.slice(at, at + 120));
  if (!match) return null;
  const name = match[2] ? `${match[1]}::${match[2]}` : match[1];
  if (!characterOf(match[1]) && !options.knowsEmoji?.(match[1])) return null;
  return { pieces: [styled({ type: "emoji", name }, style)], end: at + match[0].length };
}

function address(text, at, style) {
  const match = ADDRESS.exec(text.slice(at));
  if (!match || (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]))) return null;
  const found = match[0].replace(/[.,!?;:)*_~`]+$/, "");
  return { pieces: [styled({ type: "link", url: decodeEntities(found) }, style)], end: at + found.length };
}

function angle(text, at, style) {
  const end = text.indexOf(">", at);
  const inside = text.slice(at + 1, end);
  if (end < 0 || !inside || inside.includes("<") || inside.includes("\n")) return null;
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : decodeEntities(inside.slice(bar + 1));
  return { pieces: [styled(reference(target, label), style)], end: end + 1 };
}

/** What stands in angle brackets: a person, a channel, a group, a date or an address. */
function reference(target, label) {
  const ident = target.slice(1);
  if (target[0] === "@") return { type: "user", user_id: ident, label };
  if (target[0] === "#") return { type: "channel", channel_id: ident, label };
  if (target[0] !== "!") return { type: "link", url: decodeEntities(target), text: label };
  const [kind, ...rest] = ident.split("^");
  if (kind === "subteam") return { type: "usergroup", usergroup_id: rest[0] ?? "", label };
  if (kind === "date")
    return { type: "date", timestamp: Number(rest[0]), format: rest[1] ?? "", url: rest[2], fallback: label };
  return { type: "broadcast", range: kind, label };
}
