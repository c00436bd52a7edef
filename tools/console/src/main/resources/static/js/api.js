/** A rejection by the console: an RFC 9457 problem with its message. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.title = problem.title ?? null;
    this.remedy = problem.remedy ?? null;
  }
}

let session = { demonstration: false, token: "" };

/** Asks for the session anew: after a restart of the console its token is another one. */
export async function openSession() {
  session = await get("api/session");
  return session;
}

export async function get(path) {
  return (await request("GET", path)).body;
}

/** Sends what changes something, with the token; asks for the token again where it has become old. */
export async function send(method, path, body) {
  const token = session.token;
  try {
    return await request(method, path, body);
  } catch (problem) {
    if (problem.status === 401) {
      document.dispatchEvent(new Event("logged-out"));
    }
    if (problem.status !== 403 || (await openSession()).token === token) {
      throw problem;
    }
    return request(method, path, body);
  }
}

export const post = async (path, body = {}) => (await send("POST", path, body)).body;

async function request(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") {
    headers["Content-Type"] = "application/json";
    headers["X-Console-Token"] = session.token;
  }
  const answer = await fetch(path, { method, headers, cache: "no-store", body: body && JSON.stringify(body) });
  const parsed = await content(answer);
  if (!answer.ok) {
    throw new Problem(answer.status, parsed ?? {});
  }
  return { body: parsed, location: answer.headers.get("Location") };
}

async function content(answer) {
  const text = await answer.text();
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return answer.ok ? null : { title: answer.statusText };
  }
}
