/** @file Where the person stands, as the page's address: a reload or a link comes back to it. */

/**
 * @typedef {{as: string, channel: string, thread: string, pane: string, home: boolean}} Place
 */

/** @param {string} hash @returns {Place} */
export function readPlace(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    as: given.get("as") ?? "",
    channel: given.get("channel") ?? "",
    thread: given.get("thread") ?? "",
    pane: given.get("pane") ?? "",
    home: given.get("place") === "home",
  };
}

/** @param {Place} place */
export function placeHash({ as, channel, thread, pane, home }) {
  const parts = [["as", as], ["place", home ? "home" : ""], ["channel", home ? "" : channel], ["thread", home ? "" : thread], ["pane", pane]];
  return `#${parts.filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/** The same place if this person can be there, else their conversation with the bot. */
export function possiblePlace(place, state) {
  const as = state.me.id;
  if (place.home) return { ...place, as, channel: "", thread: "" };
  const seen = state.channels.some((channel) => channel.id === place.channel);
  return seen ? { ...place, as } : { ...place, as, channel: state.bot.dm, thread: "", home: false };
}
