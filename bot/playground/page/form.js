/** @file What a person has entered on one surface, and how Slack hears of it. */

const SETTLED_AFTER = 700;

/**
 * @typedef {object} Form
 * @property {import("./rich_text.js").Setting} setting
 * @property {Record<string, string>} errors by block_id
 * @property {(block: object, element: object) => object|null} value the element's state
 * @property {(block: object, element: object, leaf: any, send: boolean) => void} keep
 * @property {(block: object, element: object, leaf: any) => Promise<boolean>} press
 * @property {(block: object, element: object, typed: string) => Promise<object>} options
 * @property {() => {people: object[], channels: object[]}} world
 * @property {() => void} [submit]
 */

/** What was entered and not sent yet: block_id and action_id to the value. */
export class Pending {
  constructor() {
    /** @type {Map<string, {block: string, action: string, leaf: any, acts: boolean}>} */
    this.entries = new Map();
    this.timer = 0;
  }

  set(block, element, leaf) {
    const [block_id, action_id] = [block.block_id, element.action_id];
    const acts = Boolean(block.dispatch_action);
    this.entries.set(`${block_id}\n${action_id}`, { block: block_id, action: action_id, leaf, acts });
  }

  get(block, element) {
    return this.entries.get(`${block.block_id}\n${element.action_id}`);
  }

  /** As `values` of the control API; `quiet`: only what makes nothing happen. */
  values({ quiet = false } = {}) {
    const values = {};
    for (const { block, action, leaf, acts } of this.entries.values())
      if (!(quiet && acts)) values[block] = { ...values[block], [action]: leaf };
    return values;
  }

  /** Forget what has been sent, unless it has changed since. */
  sent(values) {
    for (const [key, { block, action, leaf }] of this.entries)
      if (values[block] && action in values[block] && values[block][action] === leaf) this.entries.delete(key);
  }
}

/**
 * The form of one surface.
 * @param {object} app see app.js
 * @param {{view: string} | {channel: string, ts: string}} on
 * @param {{values?: object, errors?: object, pending: Pending, submit?: () => void, setting?: object}} given
 * @returns {Form}
 */
export function formOn(app, on, { values = {}, errors = {}, pending, submit, setting = app.setting }) {
  const send = async (act) => {
    const entered = act.values ?? {};
    const answer = await app.act(act);
    if (answer) pending.sent(entered);
    return answer;
  };
  const flush = (wanted) => {
    clearTimeout(pending.timer);
    if (on.view && Object.keys(wanted).length) send({ do: "fill", view: on.view, values: wanted, quietly: true });
  };
  return {
    setting,
    errors,
    submit,
    world: () => app.state,
    value: (block, element) => unsent(pending.get(block, element), element) ?? values[block.block_id]?.[element.action_id] ?? null,
    keep(block, element, leaf, at_once) {
      pending.set(block, element, leaf);
      clearTimeout(pending.timer);
      if (at_once) flush({ ...pending.values({ quiet: true }), [block.block_id]: { ...pending.values()[block.block_id], [element.action_id]: leaf } });
      else pending.timer = setTimeout(() => flush(pending.values({ quiet: true })), SETTLED_AFTER);
    },
    async press(block, element, leaf) {
      clearTimeout(pending.timer);
      const act = { do: "press", on, block_id: block.block_id, action_id: element.action_id, values: pending.values() };
      return Boolean(await send(leaf === undefined ? act : { ...act, value: leaf }));
    },
    async options(block, element, typed) {
      return (await app.act({ do: "options", on, block_id: block.block_id, action_id: element.action_id, typed })) ?? {};
    },
  };
}

/** Typed text that Slack has not heard of yet, as the element's state. */
function unsent(entry, element) {
  if (!entry) return null;
  if (element.type === "rich_text_input") return { type: element.type, rich_text_value: entry.leaf };
  if (typeof entry.leaf === "string" && element.type.endsWith("_input")) return { type: element.type, value: entry.leaf };
  return null;
}

/**
 * What is chosen in a select menu: by the state, or at first.
 * @param {Form} form
 */
export function readChoice(block, element, form) {
  return stateChoices(form.value(block, element) ?? firstState(element), form.setting);
}

function firstState(element) {
  return Object.fromEntries(Object.entries(element).filter(([name]) => name.startsWith("initial_")).map(([name, value]) => [name.replace("initial_", "selected_"), value]));
}

function stateChoices(state, setting) {
  const found = Object.entries(state).filter(([name, value]) => name.startsWith("selected_") && value);
  return found.flatMap(([, value]) => value).map((one) => (typeof one === "object"
    ? { value: one.value, label: one.text.text }
    : { value: one, label: setting.nameOf(one) }));
}
