// How scripts talk to our own server: same origin, our token, JSON back.

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

// A request that outlives its page; browsers refuse a body above 64 KB, so a larger
// one is sent the ordinary way.
const outlives = (body) => (body?.length ?? 0) < 60_000;

/** Send fields as a form does, and give back `{ status, answer }`. */
export async function post(url, fields) {
  const body = new URLSearchParams(fields);
  body.set("csrf_token", token());
  const response = await fetch(url, {
    method: "POST",
    headers: { Accept: "application/json" },
    body,
    keepalive: outlives(body.toString()),
  });
  return { status: response.status, answer: await read(response) };
}

/** Ask for JSON. */
export async function ask(url, asked) {
  const response = await fetch(`${url}?${new URLSearchParams(asked)}`, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${url} ${response.status}`);
  return read(response);
}

/** Keep, read or forget a draft: PUT, GET or DELETE with JSON. */
export async function draft(method, key, content) {
  const body = content === undefined ? undefined : JSON.stringify(content);
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(`/drafts/${encodeURIComponent(key)}`, {
    method,
    headers,
    body,
    keepalive: outlives(body),
  });
  if (!response.ok) throw new Error(`draft ${response.status}`);
  return method === "GET" && response.status === 200 ? response.json() : null;
}

async function read(response) {
  const kind = response.headers.get("Content-Type") ?? "";
  return kind.startsWith("application/json") ? response.json() : {};
}
