// The server's public API: the page knows nothing that it was not told there.

const KEY = "naming-key"; // in the tab's own storage, gone with it; never in a cookie, which a browser would send by itself

const DRAWING = "application/json";
const TEXT = "text/plain";

/** A call that was refused, in the server's words. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export const hasKey = () => sessionStorage.getItem(KEY) !== null;

export function useKey(key) {
  if (key) {
    sessionStorage.setItem(KEY, key);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

/** What a track is sent as: its drawing, or its text. */
export const asDrawing = track => ({ type: DRAWING, body: JSON.stringify(track) });
export const asText = text => ({ type: TEXT, body: text });

/** The groups that the directory knows. */
export const groups = async () => (await pages("/v1/names?context=tracks", page => page.names)).map(item => item.name.slice("tracks/".length));

/** What one server tells of one group's tracks. */
export class GroupApi {
  constructor(group) {
    this.root = `/v1/tracks/${encodeURIComponent(group)}`;
  }

  tracks() {
    return pages(`${this.root}/definitions`, page => page.definitions);
  }

  /** A track's drawing, and its version as a header says it. */
  async drawing(track) {
    const response = await call("GET", this.of(track), { headers: { Accept: DRAWING } });
    return { drawing: await response.json(), version: response.headers.get("ETag") };
  }

  validate(content) {
    return this.send("POST", `${this.root}/validate`, content);
  }

  dryRun(content) {
    return this.send("POST", `${this.root}/dry-run`, content);
  }

  /** Keeps the next version, if the one that it was made from is still the newest. */
  save(track, content, version) {
    return this.send("PUT", this.of(track), content, { "If-Match": version });
  }

  async records(track) {
    return (await (await call("GET", `${this.of(track)}/records`)).json()).steps;
  }

  of(track) {
    return `${this.root}/definitions/${encodeURIComponent(track)}`;
  }

  async send(method, path, { type, body }, headers = {}) {
    return (await call(method, path, { headers: { "Content-Type": type, ...headers }, body })).json();
  }
}

/** All pages of a listing, of which each tells how to ask for the next; at most a hundred, since a group has at most 10,000 tracks. */
async function pages(path, itemsOf) {
  const items = [];
  let next = null;
  for (let page = 0; page < 100 && (page === 0 || next); page++) {
    const answer = await (await call("GET", next ? `${path}${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(next)}` : path)).json();
    items.push(...itemsOf(answer));
    next = answer.next;
  }
  return items;
}

async function call(method, path, { headers = {}, body } = {}) {
  const key = sessionStorage.getItem(KEY);
  const response = await fetch(path, { method, body, headers: key ? { ...headers, Authorization: `Bearer ${key}` } : headers, credentials: "omit", redirect: "error", cache: "no-store" });
  if (!response.ok) {
    const problem = await response.json().catch(() => null); // a proxy between may answer in another form
    throw new Refused(response.status, problem?.detail ?? `the server answered ${response.status}`);
  }
  return response;
}
