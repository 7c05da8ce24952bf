// What was typed and is not yet on the server: kept in the browser, sent until it is acknowledged.
//
// Each text has one name, one request at a time, and the newest text goes next. It outlives the field that it
// was typed in: a round that turns, or a page that is left, loses no letter.

const WAIT = 500; // milliseconds after the last letter
const AT_MOST = 2500; // and no longer than this while letters keep coming
const PATIENCE = 8000; // until a request without an answer counts as lost
const RESEND = 10000; // until what went over the socket is sent once more
const SLOW = 30000; // until what was refused is tried again
const BACKOFF = [1000, 2000, 4000, 8000, 12000];
const PREFIX = "draft:";

const read = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};
/** Keep a text in the browser, or take it away; false where the browser keeps nothing. */
const write = (name, text) => {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
};
const namesKept = (start) => {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + start));
  } catch {
    return [];
  }
};

let device = null;
/** A name for this browser, so that the server knows which of its saves are older. */
const thisDevice = () => {
  device ??= read("device") || Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("");
  write("device", device);
  return device;
};
let lastNumber = 0;
/** A number that grows with every save of this browser, over reloads too. */
const nextNumber = () => {
  lastNumber = Math.max(lastNumber, Number(read("device-saves")) || 0, Date.now() - 1) + 1;
  write("device-saves", String(lastNumber));
  return lastNumber;
};

const spread = (milliseconds) => milliseconds * (0.75 + Math.random() / 2);

/** One text. ``state`` is clean, saving, kept (on this device, sent later) or failed (refused, or not kept). */
class Typed {
  constructor(name) {
    this.name = name;
    this.text = read(PREFIX + name);
    this.state = this.text === null ? "clean" : "saving";
    // What was sent, and what the server showed: when it comes back it is no news.
    this.sent = new Set();
    this.shown = new Set();
    this.inFlight = null;
    this.tries = 0;
    this.since = 0;
    this.listeners = new Set();
    this.way = null;
  }

  get isWaiting() {
    return this.state !== "clean";
  }

  /** Say how to save: ``post`` an address with more fields, or ``send`` a function over the socket. */
  by(way) {
    this.way = way;
  }

  type(text) {
    this.text = text;
    this.isKept = write(PREFIX + this.name, text);
    this.since ||= Date.now();
    // Letters typed while the connection is gone do not hurry it.
    if (this.state !== "kept") this.become("saving");
    else this.tell();
    if (this.tries) return;
    this.later(Math.max(0, Math.min(WAIT, this.since + AT_MOST - Date.now())));
  }

  /** Take what the server shows, unless something newer is on its way there. */
  offer(text) {
    const isNews = !this.sent.has(text) && !this.shown.has(text);
    this.shown.add(text);
    if (!this.isWaiting) {
      if (this.text === null || isNews) this.text = text;
      this.tell();
    } else if (text === this.text && (!this.way?.post || !this.sent.size)) this.acknowledge(text);
    else if (!this.sent.size) this.save();
  }

  /** The field is gone: what waits goes out now. Nobody would hear a later answer over the socket. */
  leave() {
    this.save();
    if (this.way?.post) return;
    this.way = null;
    clearTimeout(this.timer);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  /** Send the newest text now, unless a request is under way; ``leaving`` sends it in any case. */
  save(leaving = false) {
    if (!this.isWaiting || !this.way) return;
    // When the page is left, the newest text goes beside the request that is under way.
    if (this.inFlight && (!leaving || this.inFlight.text === this.text)) return;
    clearTimeout(this.timer);
    this.since = 0;
    this.remember(this.text);
    if (this.way.post) this.post(this.text);
    else this.send(this.text);
  }

  remember(text) {
    this.sent.add(text);
    if (this.sent.size > 50) this.sent.delete(this.sent.values().next().value);
  }

  async post(text) {
    const { post, fields } = this.way;
    const turn = (this.inFlight = { text });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    let status = 0;
    try {
      const answer = await fetch(post, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...fields, note: text, device: thisDevice(), number: nextNumber() }),
        redirect: "manual",
        keepalive: true,
        signal: stop.signal,
      });
      // A redirect (to the page for signing in) has no status of its own.
      status = answer.type === "opaqueredirect" ? 303 : answer.status;
    } catch {
      // No network, or no answer in time.
    }
    clearTimeout(timer);
    if (this.inFlight === turn) this.inFlight = null;
    if (status >= 200 && status < 300) this.acknowledge(text);
    else if (!this.inFlight) this.again(status);
  }

  /** Send over the socket; who sends hears of it by ``acknowledge``. Without a connection it waits for one. */
  send(text) {
    if (this.way.isAlone?.()) {
      this.become("kept");
      return;
    }
    this.way.send(text);
    this.timer = setTimeout(() => this.save(), RESEND);
  }

  again(status) {
    const isRefused = status >= 300 && status < 500 && ![408, 409, 425, 429].includes(status);
    this.become(isRefused || this.isKept === false ? "failed" : "kept");
    const wait = isRefused ? SLOW : BACKOFF[Math.min(this.tries, BACKOFF.length - 1)];
    this.tries += 1;
    this.later(spread(wait));
  }

  /** The server has this text; what was typed since goes next. */
  acknowledge(text) {
    this.tries = 0;
    if (text !== this.text) {
      if (this.isWaiting) this.later(WAIT);
      return;
    }
    clearTimeout(this.timer);
    write(PREFIX + this.name, null);
    this.since = 0;
    this.become("clean");
  }

  /** The connection is back: try at once. */
  hurry() {
    this.tries = 0;
    this.save();
  }

  become(state) {
    this.state = state;
    this.tell();
  }

  tell() {
    for (const listener of this.listeners) listener();
  }

  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

const all = new Map();

/** The text with a name; the name must be unique per text and person. */
export function typed(name) {
  if (!all.has(name)) all.set(name, new Typed(name));
  return all.get(name);
}

/** Send what this person typed earlier in this browser and no page has sent since. */
export function sendKept(start, way) {
  for (const kept of namesKept(start)) {
    const one = typed(kept.slice(PREFIX.length));
    if (!one.isWaiting || one.way) continue;
    one.by(way(one.name));
    one.save();
  }
}

/** Try everything that waits, such as when the connection is back. */
export function hurryAll() {
  for (const one of all.values()) one.hurry();
}

const leave = () => {
  for (const one of all.values()) if (one.way?.post) one.save(true);
};
if (typeof window !== "undefined") {
  window.addEventListener("online", hurryAll);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? leave() : hurryAll()));
}
