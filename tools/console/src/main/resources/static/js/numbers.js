import { setting } from "./settings.js";
import { language, t } from "./texts.js";

const format = options => new Intl.NumberFormat(language, options).format;
const whole = format({ maximumFractionDigits: 0 });
const tenths = format({ maximumFractionDigits: 1 });
/** The time zone of all times on the page. Without a choice it is the browser's. */
export const timeZone = setting("zone") ?? undefined;

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone });
const clockOfMinutes = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium", timeZone });

const unit = (name, digits) => format({
  style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits,
});
/** In Korean, the browsers' unit of single bytes is a word without a space: "0byte". */
const BYTES = [v => `${whole(v)} B`, ...["kilobyte", "megabyte", "gigabyte", "terabyte"].map(name => unit(name, 1))];
const MILLIS = unit("millisecond", 0);
const TENTH_MILLIS = unit("millisecond", 1);
const SECONDS = unit("second", 1);
const MINUTES = unit("minute", 0);
const HOURS = unit("hour", 1);
const DAYS = unit("day", 1);
const YEARS = unit("year", 0);

/** Stands for a value that is not known. */
export const UNKNOWN = "–";

const known = (value, formatted) => value === null || value === undefined || !Number.isFinite(value)
  ? UNKNOWN : formatted(value);

export const count = value => known(value, whole);

/** Estimates are rounded from this value on. */
const LONG = 100_000;
const compact = format({ notation: "compact", maximumFractionDigits: 1 });
const estimated = value => value < LONG ? whole(value) : compact(value);

/** A number marked as exact, estimated or a lower bound. */
export const counted = (value, kind) => value === null || value === undefined ? t("unknownCount")
  : kind === "ESTIMATED" ? `≈ ${estimated(value)}` : kind === "MINIMUM" ? `> ${estimated(value)}` : count(value);

export const rate = value => known(value, v => (v < 100 ? tenths : whole)(v));

export const ratePerSecond = value => known(value, v => t("perSecond", rate(v)));

export const bytes = value => known(value, v => {
  const step = Math.min(BYTES.length - 1, v < 1 ? 0 : Math.floor(Math.log10(v) / 3));
  return BYTES[step](v / 1000 ** step);
});

export const millis = value => known(value, v => v < 10 ? TENTH_MILLIS(v) : v < 1000 ? MILLIS(v) : seconds(v / 1000));

export const seconds = value => known(value, v => {
  if (v < 1) {
    return MILLIS(v * 1000);
  }
  return v < 120 ? SECONDS(v) : v < 7200 ? MINUTES(v / 60) : v < 172800 ? HOURS(v / 3600) : v < 63072000 ? DAYS(v / 86400) : YEARS(v / 31556952);
});

/** A time that is outside of the calendar of browsers is unknown: formatting it would throw. */
const dated = (instant, formatted) => known(new Date(instant).getTime(), formatted);

export const time = instant => dated(instant, clock.format);

export const minute = instant => dated(instant, clockOfMinutes.format);

export const dateTime = instant => dated(instant, moment.format);

/** The instant that a field for a local time means in the chosen time zone; undefined if it is empty. */
export const instantOf = value => value ? new Date(timeZone === "UTC" ? `${value}Z` : value).toISOString() : undefined;
