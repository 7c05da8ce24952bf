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
  const focused = useRef(null);
  // A row that moves is taken out of the page for a moment, and what had the focus in it would lose it.
  useLayoutEffect(() => {
    const lost = focused.current;
    if (lost?.isConnected && document.activeElement === document.body) lost.focus();
  });
  const leave = (event) => {
    if (event.relatedTarget) focused.current = null;
  };
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
    <ol ref={list} className={className} aria-label={label} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}
      onFocus={(event) => { focused.current = event.target; }} onBlur={leave}>
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

/** When what had the focus is gone, such as a button that was pressed, puts the focus where it stood. */
export function FocusKeeper() {
  useEffect(() => {
    let chain = [];
    const remember = ({ target }) => {
      chain = [];
      for (let one = target; one && one !== document.body; one = one.parentElement) chain.push(one);
    };
    const mend = () => {
      const [last, ...around] = chain;
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      chain = [];
      const near = around.find((one) => one.isConnected);
      // A page that was left altogether begins at its own top.
      if (!near?.closest("main")) return;
      const again = last.id && document.getElementById(last.id);
      if (!again) near.setAttribute("tabindex", "-1");
      (again || near).focus({ preventScroll: true });
    };
    const watcher = new MutationObserver(() => requestAnimationFrame(mend));
    watcher.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", remember);
    return () => {
      watcher.disconnect();
      document.removeEventListener("focusin", remember);
    };
  }, []);
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

// Sizes of a row's letters that may be tried, in hundredths of the screen's height; 4 is the least allowed.
const SIZES = [6, 5.6, 5.2, 4.8, 4.4, 4.02];
// What a row needs beside its text, and its least and most height, in letters' sizes.
const ROW = { sides: 2.9, least: 1.52, most: 2.4 };
const DOT = "·";

/** How wide the longest text is, in letters' sizes. */
function widest(element, texts) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `500 100px ${getComputedStyle(element).fontFamily}`;
  return Math.max(0, ...texts.map((text) => pen.measureText(text).width)) / 100;
}

/** How to show all rows on the fewest pages, then with the word between the names, then as large as fits. */
function fitRows(box, rows, word) {
  const percent = window.innerHeight / 100;
  const widths = [word, DOT].map((joint) => [joint, widest(box, rows.map((row) => `${row.mentee} ${joint} ${row.mentor}`))]);
  for (let pages = 1; ; pages += 1) {
    // Below more than one page stands its number.
    const room = box.clientHeight - (pages > 1 ? 6 * percent : 0);
    for (const [joint, width] of widths) {
      for (const size of SIZES) {
        const letter = size * percent;
        const columns = Math.max(1, Math.floor(box.clientWidth / ((width + ROW.sides) * letter)));
        const down = Math.max(1, Math.floor(room / (ROW.least * letter)));
        if (columns * down * pages >= rows.length) return { size, joint, columns, down, pages, most: room / letter };
      }
    }
  }
}

/** Who sits at which table: as large as fits, in columns; turns its pages when there are too many tables. */
export function TablePlan({ rows, joint, seconds, className, label }) {
  const box = useRef(null);
  const [fit, setFit] = useState({ size: SIZES.at(-1), joint, columns: 1, down: 1, pages: 1, most: ROW.least });
  const [page, setPage] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setFit(fitRows(box.current, rows, joint));
    const watcher = new ResizeObserver(measure);
    watcher.observe(box.current);
    document.fonts?.ready.then(() => box.current && measure());
    measure();
    return () => watcher.disconnect();
  }, [rows, joint]);
  const { pages } = fit;
  const perPage = Math.ceil(rows.length / pages);
  useEffect(() => {
    if (pages < 2) return undefined;
    const timer = setInterval(() => setPage((now) => (now + 1) % pages), (seconds || 8) * 1000);
    return () => clearInterval(timer);
  }, [pages, seconds]);
  const shown = Math.min(page, pages - 1);
  const columns = Math.min(fit.columns, Math.ceil(perPage / fit.down) || 1);
  const height = Math.min(ROW.most, fit.most / (Math.ceil(perPage / columns) || 1));
  const look = {
    fontSize: `${fit.size}vh`,
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    gridAutoRows: `${height - 0.2}em`,
  };
  return (
    <div className={className} ref={box} data-pages={pages}>
      <ul className="plan-rows" style={look} aria-label={label}>
        {rows.slice(shown * perPage, (shown + 1) * perPage).map((row) => (
          <li className="plan-row" key={`${row.table} ${row.mentor}`}>
            <span className="plan-table">{row.table}</span>
            <span className="plan-pair">
              {row.mentee} <span className="plan-joint">{fit.joint}</span> {row.mentor}
            </span>
          </li>
        ))}
      </ul>
      {pages > 1 ? <p className="plan-page" aria-hidden="true">{`${shown + 1} / ${pages}`}</p> : null}
    </div>
  );
}
