/** @file What a select menu offers: its own options, people, conversations, or the app's search. */

const WAIT = 250;
const DEFAULT_LENGTH = 3;

/**
 * @param {string} typed what the person has typed to narrow the list
 * @returns {{choices: import("./select.js").Choice[], note?: string} | Promise<{choices: import("./select.js").Choice[], note?: string}>}
 */
export function offered(block, element, form, typed) {
  const kind = element.type.replace("multi_", "").replace("_select", "");
  if (kind === "external") return searched(block, element, form, typed);
  const all = kind === "static" ? ownChoices(element) : namedChoices(kind, element, form);
  const wanted = folded(typed);
  return { choices: all.filter((choice) => folded(choice.label).includes(wanted)) };
}

/** Letters that differ in width or case count as the same. */
const folded = (text) => text.normalize("NFKC").toLowerCase().trim();

/** The options that an element or an offer lists, those in groups with the group's name. */
function ownChoices({ options, option_groups: groups }) {
  const read = (option, group) => ({ value: option.value, label: option.text.text, description: option.description?.text, group });
  const grouped = (groups ?? []).flatMap((group) => group.options.map((option) => read(option, group.label.text)));
  return [...(options ?? []).map((option) => read(option)), ...grouped];
}

function namedChoices(kind, element, form) {
  const { people, channels } = form.world();
  if (kind === "users")
    return people.filter((one) => !one.deactivated).map((one) => ({ value: one.id, label: one.name, description: one.title || undefined }));
  const allowed = kind === "channels" ? ["channel"] : kindsOf(element.filter);
  return channels
    .filter((one) => !one.archived && allowed.includes(one.kind))
    .filter((one) => !(element.filter?.exclude_bot_users && one.is_bot_dm))
    .filter((one) => !(element.filter?.exclude_external_shared_channels && one.shared))
    .map((one) => ({ value: one.id, label: ["channel", "group"].includes(one.kind) ? `#${one.name}` : one.name }));
}

const KINDS = { public: "channel", private: "group", im: "im", mpim: "mpim" };
const kindsOf = (filter) => (filter?.include ?? Object.keys(KINDS)).map((name) => KINDS[name]);

async function searched(block, element, form, typed) {
  const least = element.min_query_length ?? DEFAULT_LENGTH;
  if ([...typed].length < least) return { choices: [], note: form.setting.say("type_more", { count: least }) };
  await new Promise((resolve) => setTimeout(resolve, typed ? WAIT : 0));
  return { choices: ownChoices(await form.options(block, element, typed)) };
}
