/** @file The control API of the playground, from the page's side. */

/** A refusal: `code` for the program, the message in the person's words. */
export class Refusal extends Error {
  constructor(status, answer) {
    super(answer?.message || answer?.error || `HTTP ${status}`);
    this.code = answer?.error ?? "";
    this.status = status;
  }
}

/** @param {string} path @param {Record<string, any>} [query] @returns {Promise<any>} */
export function getJson(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const asked = given.length ? `?${new URLSearchParams(given)}` : "";
  return answered(fetch(`/control/${path}${asked}`));
}

/** @param {string} path @param {object} body @returns {Promise<any>} */
export function postJson(path, body) {
  return answered(fetch(`/control/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
}

async function answered(request) {
  const response = await request;
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) throw new Refusal(response.status, answer);
  return answer;
}

const PAUSE = 2000;

/**
 * Call back whenever the playground has changed, for ever.
 * @param {() => number} version the one last seen
 * @param {() => Promise<any>} onChange
 * @param {(stopped: boolean) => void} onStopped whether the playground answers at all
 */
export async function watchChanges(version, onChange, onStopped) {
  for (;;) {
    try {
      const seen = version();
      const answer = await getJson("changes", { since: seen });
      onStopped(false);
      if (answer.version !== seen && answer.version !== version()) await onChange();
    } catch (error) {
      if (!(error instanceof Refusal)) onStopped(true);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
