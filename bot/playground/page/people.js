/** @file How a person looks: a square with the first letter of their name, and their role in words. */

import { el } from "./dom.js";

const COLOURS = 8;

/** @param {{id: string, name: string, is_bot?: boolean}} person */
export function avatar(person, extra = "") {
  const sum = [...person.id].reduce((total, char) => (total * 31 + char.codePointAt(0)) % 9973, 7);
  const look = person.is_bot ? "bot" : `tint-${sum % COLOURS}`;
  return el("span", { class: `avatar ${look} ${extra}`, "aria-hidden": "true" }, [...person.name][0] ?? "?");
}

/** Their role, department and company, as far as there is something to say. */
export function describe(person, say) {
  const role = person.outsider ? say("role_outsider") : say(`role_${person.role}`);
  const where = person.outsider ? person.company : person.title || person.department;
  return [where, role].filter(Boolean).join(say("between"));
}
