/** @file Times as people read them, in the workspace's time zone. */

/** @param {string} ts a Slack time stamp, seconds since 1970 */
export const dateOf = (ts) => new Date(Number(ts) * 1000);

const format = (date, { language, zone }, options) =>
  new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", { timeZone: zone, ...options }).format(date);

export const timeOfDay = (date, setting) => format(date, setting, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const longDate = (date, setting) =>
  format(date, setting, { year: "numeric", month: "long", day: "numeric", weekday: "short" });

export const shortDate = (date, setting) => format(date, setting, { month: "short", day: "numeric", weekday: "short" });

/** `2026-11-25` in the workspace's zone: for comparing days and for date fields. */
export const isoDay = (date, { zone }) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(date);

/** Today, yesterday, or the date. */
export function dayLabel(date, setting) {
  const day = isoDay(date, setting);
  const now = setting.now();
  if (day === isoDay(now, setting)) return setting.say("today");
  if (day === isoDay(new Date(now.getTime() - 86_400_000), setting)) return setting.say("yesterday");
  return longDate(date, setting);
}

/** A date piece: Slack's format words replaced one by one. */
export function slackDate(piece, setting) {
  const date = new Date(Number(piece.timestamp) * 1000);
  if (Number.isNaN(date.getTime())) return piece.fallback || String(piece.timestamp);
  return String(piece.format).replace(/\{(\w+)\}/g, (word, name) => formatWord(name, date, setting) ?? word);
}

function formatWord(name, date, setting) {
  const kind = name.replace(/_?pretty$/, "");
  const near = isNear(date, setting);
  if (name.endsWith("pretty") && near) return dayLabel(date, setting);
  switch (kind) {
    case "date_num":
      return isoDay(date, setting);
    case "date":
      return format(date, setting, { year: "numeric", month: "long", day: "numeric" });
    case "date_short":
      return format(date, setting, { year: "numeric", month: "short", day: "numeric" });
    case "date_long":
      return format(date, setting, { year: "numeric", month: "long", day: "numeric", weekday: "long" });
    case "time":
      return timeOfDay(date, setting);
    case "time_secs":
      return format(date, setting, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    case "ago":
      return ago(date, setting);
    default:
      return null;
  }
}

function isNear(date, setting) {
  const days = [0, 86_400_000].map((back) => isoDay(new Date(setting.now().getTime() - back), setting));
  return days.includes(isoDay(date, setting));
}

function ago(date, setting) {
  const minutes = Math.round((date.getTime() - setting.now().getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat(setting.language, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

/** What a `datetime-local` field shows for seconds since 1970. */
export function localDateTime(seconds, { zone }) {
  const date = new Date(seconds * 1000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(date).replace(" ", "T");
}

/** Seconds since 1970 for what a `datetime-local` field holds, read in the workspace's zone. */
export function secondsOf(local, setting) {
  const guess = Date.parse(`${local}:00Z`) / 1000;
  const seen = Date.parse(`${localDateTime(guess, setting)}:00Z`) / 1000;
  return guess - (seen - guess);
}
