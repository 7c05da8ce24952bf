// The few things that must happen in the browser itself: the clock, ordering by hand, drafts, language.
import React, { useEffect, useLayoutEffect, useRef, useState } from "react";

// How far the server's time is ahead of this device's, in milliseconds. A message is always a little old
// when it arrives, and one that was kept a while is older still, so the largest difference is the best one.
let ahead = null;
const hear = (serverNow) => {
  if (serverNow) ahead = Math.max(ahead ?? -Infinity, serverNow - Date.now());
};

/** Seconds left until a deadline of the server, whatever this device's own clock says. */
function useSecondsLeft(deadline, pausedLeft, serverNow) {
  const [left, setLeft] = useState(null);
  useLayoutEffect(() => {
    hear(serverNow);
    const paused = pausedLeft !== null && pausedLeft !== undefined && pausedLeft >= 0;
    const now = () => {
      if (paused) return Math.ceil(pausedLeft);
      if (!deadline) return null;
      return Math.max(0, Math.ceil((deadline - (Date.now() + (ahead ?? 0))) / 1000));
    };
    setLeft(now());
    if (paused || !deadline) return undefined;
    const timer = setInterval(() => setLeft(now()), 200);
    return () => clearInterval(timer);
  }, [deadline, pausedLeft, serverNow]);
  return left;
}

const asClock = (seconds) =>
  seconds === null ? "–:––" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const SPOKEN_AT = [60, 30, 10, 0];

/** The clock as digits, with an optional ring; says the time aloud at 60, 30, 10 and 0 seconds. */
export function Clock({ deadline, pausedLeft, serverNow, total, ring, label, spoken, className }) {
  const left = useSecondsLeft(deadline, pausedLeft, serverNow);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (SPOKEN_AT.includes(left)) setSaid((spoken || "{n}").replace("{n}", String(left)));
    else if (left === null || left > SPOKEN_AT[0]) setSaid("");
  }, [left, spoken]);
  const share = left === null || !total ? 1 : Math.min(1, left / total);
  // The last half minute of something long; a changeover is short from its start.
  const hurry = left !== null && left <= 30 && total > 60 && Boolean(deadline);
  return (
    <div className={`${className || ""} ${hurry ? "clock-hurry" : ""}`} role="timer" aria-label={label} data-left={left}>
      {ring ? (
        <svg className="clock-ring" viewBox="0 0 200 200" aria-hidden="true">
          <circle cx="100" cy="100" r="90" fill="none" stroke="#2d2b55" strokeWidth="13" />
          <circle cx="100" cy="100" r="90" fill="none" stroke="#ffc53d" strokeWidth={hurry ? 18 : 13} strokeLinecap="round"
            strokeDasharray={`${share * 565.5} 566`} transform="rotate(-90 100 100)" />
        </svg>
      ) : null}
      <span className="clock-digits">{asClock(left)}</span>
      <span className="sr" aria-live="assertive">{said}</span>
    </div>
  );
}

/** A list whose rows can be dragged by their grip; rows carry data-row, grips data-grip. */
export function SortableList({ onMove, children, className, label }) {
  const list = useRef(null);
  const drag = useRef(null);
  const rows = () => Array.from(list.current.querySelectorAll(":scope > [data-row]"));
  const down = (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button > 0) return;
    const row = grip.closest("[data-row]");
    drag.current = { row, from: rows().indexOf(row), start: event.clientY, id: event.pointerId };
    list.current.setPointerCapture(event.pointerId);
    row.style.zIndex = "5";
    row.style.position = "relative";
  };
  const move = (event) => {
    if (!drag.current || drag.current.id !== event.pointerId) return;
    event.preventDefault();
    drag.current.row.style.transform = `translateY(${event.clientY - drag.current.start}px)`;
  };
  const up = (event) => {
    const held = drag.current;
    if (!held) return;
    drag.current = null;
    held.row.style.transform = held.row.style.zIndex = held.row.style.position = "";
    const others = rows().filter((row) => row !== held.row);
    const before = others.filter((row) => event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2);
    if (event.type === "pointerup" && before.length !== held.from) onMove?.(held.from, before.length);
  };
  return (
    <ol ref={list} className={className} aria-label={label} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}>
      {children}
    </ol>
  );
}

const keep = (name, text) => {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // Private browsing without storage: the draft still lives on the page.
  }
};
const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

/** Text that is saved as it is typed, and kept in the browser until the server has it. */
export function Draft({ value, savedText, onSave, name, rows, label, describedBy, placeholder, savedWord, savingWord, maxLength, ready, className, id }) {
  const storage = `draft:${name}`;
  const [text, setText] = useState(value || "");
  const [dirty, setDirty] = useState(false);
  const timer = useRef(null);
  const current = useRef({ name, text: "" });
  const send = (next) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSave?.(next), 400);
  };
  useEffect(() => {
    if (ready === false) return;
    if (current.current.name !== name) {
      current.current = { name, text: "" };
      setDirty(false);
    }
    const waiting = kept(storage);
    if (waiting !== null && waiting !== (value || "")) {
      setText(waiting);
      setDirty(true);
      send(waiting);
      return;
    }
    if (!dirty || current.current.text === (value || "")) {
      setText(value || "");
      setDirty(false);
      keep(storage, null);
    }
  }, [value, name, ready]);
  useEffect(() => {
    if (dirty && savedText !== undefined && savedText === text) {
      setDirty(false);
      keep(storage, null);
    }
  }, [savedText, text, dirty]);
  const change = (event) => {
    const next = event.target.value;
    current.current = { name, text: next };
    setText(next);
    setDirty(true);
    keep(storage, next);
    send(next);
  };
  const shared = { id, value: text, onChange: change, "aria-label": label, "aria-describedby": describedBy, placeholder, maxLength, className: className || "input" };
  return (
    <div className="draft">
      {rows > 1 ? <textarea rows={rows} {...shared} /> : <input type="text" {...shared} />}
      <span className="draft-state small" role="status">{text === "" && !dirty ? "" : dirty ? savingWord : savedWord}</span>
    </div>
  );
}

/** Tells the browser, and so screen readers, in which language the page is. */
export function PageLanguage({ code }) {
  useEffect(() => {
    document.documentElement.lang = code === "en" ? "en" : "nl";
  }, [code]);
  return null;
}

/** Calls back when a version that came over the air is newer than what this page has loaded. */
export function Newer({ seen, latest, onNewer }) {
  useEffect(() => {
    if (latest <= seen) return undefined;
    const timer = setTimeout(() => onNewer?.(), Math.random() * 400);
    return () => clearTimeout(timer);
  }, [seen, latest]);
  return null;
}

// Sizes of a row's letters that may be tried, in hundredths of the screen's height; the last is the least.
const SIZES = [6, 5.6, 5.2, 4.8, 4.4, 4.1];
const ROW_HEIGHT = 1.82;
const ROW_SIDES = 4.2;
const LETTER = 0.5;

/** The largest letters with which `count` rows fit a box; with the least ones, how many fit at once. */
function fitRows(box, count, longest) {
  for (const size of SIZES) {
    const letter = (size * window.innerHeight) / 100;
    const columns = Math.max(1, Math.floor(box.clientWidth / ((longest * LETTER + ROW_SIDES) * letter)));
    const rows = Math.max(1, Math.floor(box.clientHeight / (ROW_HEIGHT * letter)));
    if (columns * rows >= count || size === SIZES.at(-1)) return { size, columns, rows };
  }
  return null;
}

/** Shows as many rows as fit its box, in columns, and turns the page every few seconds when there are more. */
export function TurningPages({ children, longest, seconds, className, label }) {
  const all = React.Children.toArray(children).flatMap((child) => (Array.isArray(child) ? child : [child]));
  const box = useRef(null);
  const [fit, setFit] = useState({ size: SIZES[0], columns: 1, rows: all.length || 1 });
  const [page, setPage] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setFit(fitRows(box.current, all.length, longest || 20));
    const watcher = new ResizeObserver(measure);
    watcher.observe(box.current);
    measure();
    return () => watcher.disconnect();
  }, [all.length, longest]);
  const pages = Math.max(1, Math.ceil(all.length / (fit.columns * fit.rows)));
  const perPage = Math.ceil(all.length / pages);
  useEffect(() => {
    if (pages < 2) return undefined;
    const timer = setInterval(() => setPage((now) => (now + 1) % pages), (seconds || 8) * 1000);
    return () => clearInterval(timer);
  }, [pages, seconds]);
  const shown = Math.min(page, pages - 1);
  const columns = Math.min(fit.columns, Math.ceil(perPage / fit.rows) || 1);
  const look = { fontSize: `${fit.size}vh`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` };
  return (
    <div className="pages" ref={box} data-pages={pages}>
      <ul className={className} style={look} aria-label={label}>{all.slice(shown * perPage, (shown + 1) * perPage)}</ul>
      {pages > 1 ? <p className="pages-count" aria-hidden="true">{`${shown + 1} / ${pages}`}</p> : null}
    </div>
  );
}
