/** @file The page's start, and its one loop: read what the playground says, draw it, act, again. */

import { getJson, postJson, Refusal, watchChanges } from "./api.js";
import { drawClock } from "./clock.js";
import { drawConversation } from "./conversation.js";
import { drawHome } from "./home.js";
import { drawInspector } from "./inspector.js";
import { drawModals } from "./modals.js";
import { toast } from "./overlay.js";
import { drawPane } from "./pane.js";
import { placeHash, possiblePlace, readPlace } from "./place.js";
import { drawSidebar } from "./sidebar.js";
import { startTheme } from "./theme.js";
import { drawThread } from "./thread.js";
import { drawTopbar } from "./topbar.js";
import { sayIn } from "./words.js";

const root = document.documentElement;

/**
 * What the parts of the page share.
 * @typedef {object} App
 * @property {object} state as `/control/state` gives it
 * @property {import("./place.js").Place} place
 * @property {import("./rich_text.js").Setting} setting
 * @property {(key: string, values?: object) => string} say
 * @property {object|null} messages of the conversation on screen
 * @property {object|null} thread
 * @property {object|null} pane the conversation in the bot's pane
 * @property {object|null} calls of the inspector, while it is open
 * @property {(act: object) => Promise<object|null>} act null when it was refused
 */
const app = {
  state: null,
  place: readPlace(location.hash),
  messages: null,
  thread: null,
  pane: null,
  calls: null,
  inspecting: sessionStorage.getItem("inspecting") === "yes",
  editing: "",
  busy: 0,
  act,
  refresh,
  go,
  postClock,
};

/** Do something as the person, then show what came of it. */
async function act({ quietly = false, ...what }) {
  return working(async () => {
    const answer = await postJson("act", { as: app.place.as, ...what });
    if (answer.notice) toast(answer.notice);
    if (!quietly) await refresh();
    return answer;
  }, quietly);
}

async function postClock(to) {
  return working(async () => {
    const answer = await postJson("clock", to);
    await refresh();
    return answer;
  });
}

async function working(work, quietly = false) {
  app.busy += 1;
  root.setAttribute("data-busy", "true");
  try {
    return await work();
  } catch (error) {
    const known = error instanceof Refusal;
    if (!known && !(error instanceof TypeError)) throw error;
    if (!quietly) {
      toast(known ? error.message : app.say("stopped"), "error");
      await refresh().catch(() => null);
    }
    return null;
  } finally {
    app.busy -= 1;
    if (!app.busy) root.removeAttribute("data-busy");
  }
}

/** Go somewhere: whatever is not named stays as it is, but a new conversation has no thread open. A thread and the pane take each other's place. */
function go(where) {
  const moved = "channel" in where || "home" in where;
  const covers = moved && matchMedia("(max-width: 1040px)").matches;
  const beside = covers || where.thread ? { pane: "" } : where.pane ? { thread: "" } : {};
  const next = { ...app.place, ...beside, ...(moved ? { thread: "" } : {}), ...("channel" in where ? { home: false } : {}), ...where };
  const hash = placeHash(next);
  if (location.hash !== hash) location.hash = hash;
}

let running = null;
let again = null;

/** Read and draw. Calls that come meanwhile share one further reading. */
function refresh() {
  if (!running) running = readAndDraw().finally(() => (running = null));
  else again ??= running.catch(() => null).then(() => ((again = null), refresh()));
  return again ?? running;
}

async function readAndDraw() {
  const wanted = app.place;
  const state = await getJson("state", { as: wanted.as });
  const place = possiblePlace(wanted, state);
  if (app.place !== wanted) return readAndDraw();
  const [messages, thread, pane, calls] = await Promise.all([
    place.home ? null : getJson("messages", { as: place.as, channel: place.channel }),
    place.thread ? threadOf(place) : null,
    place.pane ? threadOf({ as: place.as, channel: state.bot.dm, thread: place.pane }) : null,
    app.inspecting ? getJson("calls", { since: 0, limit: 300 }) : null,
  ]);
  if (app.place !== wanted) return readAndDraw();
  if (!thread?.messages.length) place.thread = "";
  if (!pane?.pane) place.pane = "";
  Object.assign(app, { state, place, messages, thread, pane, calls, fetched: performance.now() });
  history.replaceState(null, "", placeHash(place));
  draw();
  afterwards(place, state);
  return null;
}

/** The thread, or null when it is gone: deleted, or another person cannot see it. */
async function threadOf({ as, channel, thread }) {
  try {
    return await getJson("messages", { as, channel, thread });
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function draw() {
  const language = app.state.me.language;
  app.say = sayIn(language);
  app.setting = settingOf(language);
  root.lang = language;
  document.title = `${app.say("page_title")} – ${app.state.workspace.name}`;
  for (const part of [drawTopbar, drawClock, drawSidebar, drawConversation, drawHome, drawThread, drawPane, drawInspector, drawModals]) part(app);
  root.dataset.version = app.state.version;
  root.dataset.ready = "true";
}

function settingOf(language) {
  const { state } = app;
  return {
    language,
    say: app.say,
    nameOf: (id) => (Object.hasOwn(state.names, id) ? state.names[id] : id),
    me: state.me.id,
    emoji: state.emoji,
    zone: state.clock.zone,
    now: () => new Date(Date.parse(state.clock.now) + performance.now() - app.fetched),
    goTo: (channel) => go({ channel }),
    meet,
  };
}

async function meet(person) {
  const answer = await act({ do: "open_dm", people: [person] });
  if (answer) go({ channel: answer.channel });
}

let last = "";

/** What being here tells Slack: a look at the app's tabs, and that the messages were seen. */
function afterwards(place, state) {
  const here = `${place.as} ${place.home ? "home" : place.channel}`;
  const arrived = here !== last;
  last = here;
  const atBot = place.home || place.channel === state.bot.dm;
  if (arrived && atBot) act({ do: "open_home", tab: place.home ? "home" : "messages", quietly: true });
  const onScreen = [place.home ? "" : place.channel, place.pane ? state.bot.dm : ""];
  const unread = state.channels.filter((channel) => channel.unread && onScreen.includes(channel.id));
  if (document.visibilityState === "visible") for (const { id } of unread) act({ do: "read", channel: id, quietly: true });
}

function showStopped(stopped) {
  const line = document.getElementById("stopped");
  line.hidden = !stopped;
  line.textContent = stopped ? (app.say ?? sayIn(navigator.language.startsWith("ja") ? "ja" : "en"))("stopped") : "";
}

addEventListener("hashchange", () => {
  const next = readPlace(location.hash);
  if (placeHash(next) === placeHash(app.place)) return;
  app.place = next;
  app.editing = "";
  refresh().catch(() => showStopped(true));
});
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh().catch(() => null));

startTheme();
watchChanges(() => app.state?.version ?? -1, refresh, showStopped);
