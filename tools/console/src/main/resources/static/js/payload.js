/** The part of a payload that a line shows. Applications write JSON of the known shape, or any text. */
export function payloadOf({ payload }) {
  const parsed = parse(payload);
  return {
    name: text(parsed.categoryName) ?? String(payload ?? "").slice(0, 200),
    jobType: text(parsed.jobType) ?? "",
  };
}

/** The payload as it was written, with its lines broken where it is JSON. */
export function printed(payload) {
  const parsed = parse(payload);
  return Object.keys(parsed).length === 0 ? String(payload ?? "") : JSON.stringify(parsed, null, 2);
}

const text = value => typeof value === "string" ? value : null;

function parse(payload) {
  try {
    const value = JSON.parse(payload);
    return value !== null && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}
