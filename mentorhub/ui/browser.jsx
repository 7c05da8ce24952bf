// The few things that must happen in the browser itself: the clock, ordering by hand, language.
import React, { useEffect, useLayoutEffect, useRef, useState } from "react";

// How far the server's time is ahead of this device's, in milliseconds. A message is always a little old
// when it arrives, and one that was kept a while is older still, so the largest difference is the best one.
let ahead = null;
let heard = 0;
let doubt = null;
// The device's clock may be set while the page is open. Against the browser's even clock that is seen at once,
// except when the page slept: then both may be right, and the server's next messages decide.
let even = null;
const drift = () => Date.now() - performance.now();
const JUMP = 1500;
const OFF = 3000;
const followTheDevice = () => {
  const before = even;
  even = drift();
  if (ahead !== null && before !== null && Math.abs(even - before) > JUMP) ahead -= even - before;
};
const forgetTheDevice = () => {
  even = null;
};
if (typeof document !== "undefined") document.addEventListener("visibilitychange", forgetTheDevice);

const hear = (serverNow) => {
  // The same value shown once more, or an older one, says nothing about now.
  if (!serverNow || serverNow <= heard) return;
  heard = serverNow;
  followTheDevice();
  const difference = serverNow - Date.now();
  const isOff = ahead !== null && difference < ahead - OFF;
  // One such message may have been under way for long; a second one that agrees has not.
  const isAgreed = isOff && doubt !== null && Math.abs(doubt - difference) < OFF;
  doubt = isOff ? difference : null;
  if (ahead === null || difference > ahead || isAgreed) ahead = difference;
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
      followTheDevice();
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
    // Not at the very start: that a minute begins is said by the page itself.
    if (SPOKEN_AT.includes(left) && left < total) setSaid((spoken || "{n}").replace("{n}", String(left)));
    else if (left === null || left > SPOKEN_AT[0]) setSaid("");
  }, [left, spoken, total]);
  const share = left === null || !total ? 1 : Math.min(1, left / total);
  // The last half minute of something long; a changeover is short from its start.
  const hurry = left !== null && left <= 30 && total > 60 && Boolean(deadline);
  return (
    <div className={`${className || ""} ${hurry ? "clock-hurry" : ""}`} role="timer" aria-label={label} data-left={left}
      style={{ "--share": share }}>
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

/** What to say when the time is up and nobody tells this phone what comes next. */
export function Overtime({ deadline, pausedLeft, serverNow, on, children, className }) {
  const left = useSecondsLeft(deadline, pausedLeft, serverNow);
  return on && left === 0 && deadline ? <div className={className}>{children}</div> : null;
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
    let timer = null;
    const ask = () => {
      onNewer?.();
      // An answer that was lost is asked for again, seldom: a whole room may be asking.
      timer = setTimeout(ask, 8000 + Math.random() * 4000);
    };
    timer = setTimeout(ask, Math.random() * 400);
    return () => clearTimeout(timer);
  }, [seen, latest]);
  return null;
}
