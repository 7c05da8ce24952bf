// What the control page does in the browser itself: one press at a time, seconds that count down, a clock time.
import React, { useEffect, useRef, useState } from "react";

// How far the server's time is ahead of this device's; what arrives is always a little old, so the most is best.
let ahead = null;
const hear = (serverNow) => {
  if (serverNow) ahead = Math.max(ahead ?? -Infinity, serverNow - Date.now());
};
const serverTime = () => Date.now() + (ahead ?? 0);

// After this many milliseconds without an answer a button may be pressed again.
const PATIENCE = 3000;

/** Whether a press counts: not while an earlier one is under way, nor just after the page changed under it. */
function usePress(version, place, settle) {
  const pressed = useRef({ version: null, at: 0 });
  const changed = useRef({ place, at: -Infinity });
  if (changed.current.place !== place) changed.current = { place, at: performance.now() };
  return () => {
    const now = performance.now();
    if (now - changed.current.at < settle) return false;
    if (pressed.current.version === version && now - pressed.current.at < PATIENCE) return false;
    pressed.current = { version, at: now };
    return true;
  };
}

/** A button for a step of the room: a double press is one, and it waits while there is no connection. */
export function StepButton({ version, place, settle, off, onPress, children, className, id, label }) {
  const counts = usePress(version, place, settle || 0);
  return (
    <button type="button" id={id} className={className} aria-label={label || undefined} aria-disabled={off ? "true" : undefined}
      onClick={() => !off && counts() && onPress?.()}>
      {children}
    </button>
  );
}

const isTyping = (element) => Boolean(element?.closest("input, textarea, select, [contenteditable]"));

/** The button that takes the last step back, while that is possible; also Ctrl+Z outside fields. */
export function UndoButton({ version, until, serverNow, seconds, off, onPress, children, className }) {
  const [left, setLeft] = useState(0);
  const counts = usePress(version, "", 0);
  useEffect(() => {
    hear(serverNow);
    const now = () => setLeft(until ? Math.max(0, Math.ceil((until - serverTime()) / 1000)) : 0);
    now();
    if (!until) return undefined;
    const timer = setInterval(now, 200);
    return () => clearInterval(timer);
  }, [until, serverNow]);
  const open = left > 0 && !off;
  const press = () => open && counts() && onPress?.();
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const key = (event) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  if (!open) return null;
  return (
    <button type="button" className={className} onClick={press} data-left={left}>
      <span>{children}</span>
      <span className="control-seconds" aria-hidden="true">{(seconds || "{n}").replace("{n}", String(left))}</span>
    </button>
  );
}

/** How many seconds the rounds take from the end of the clock that runs, or from now in the lobby. */
const secondsAfter = (phase, round, rounds, roundSeconds, changeoverSeconds) => {
  const both = roundSeconds + changeoverSeconds;
  if (phase === "lobby") return rounds * both - changeoverSeconds;
  if (phase === "changeover") return roundSeconds + Math.max(0, rounds - round - 1) * both;
  return Math.max(0, rounds - round) * both;
};

/** At what time the rounds end if all goes on like this; a pause moves it along. */
export function EndsAt({ phase, round, rounds, roundSeconds, changeoverSeconds, deadline, pausedLeft, serverNow, zone, separator, text, className }) {
  const [, again] = useState(0);
  useEffect(() => {
    hear(serverNow);
    const timer = setInterval(() => again((n) => n + 1), 5000);
    return () => clearInterval(timer);
  }, [serverNow]);
  if (!["lobby", "round", "changeover"].includes(phase)) return null;
  hear(serverNow);
  const now = serverTime();
  const paused = pausedLeft !== null && pausedLeft >= 0;
  const from = paused ? now + pausedLeft * 1000 : phase === "lobby" ? now : Math.max(deadline || 0, now);
  const end = new Date(from + secondsAfter(phase, round, rounds, roundSeconds, changeoverSeconds) * 1000);
  const time = end.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone || undefined });
  return <p className={className}>{(text || "{time}").replace("{time}", time.replace(":", separator || ":"))}</p>;
}

/** Something to open that is open already where there is room for it. */
export function RoomyDetails({ className, children }) {
  const box = useRef(null);
  useEffect(() => {
    if (window.matchMedia("(min-width: 1021px)").matches) box.current.open = true;
  }, []);
  return <details ref={box} className={className}>{children}</details>;
}

/** A part that takes the focus, and comes into view, when it appears. */
export function FocusHere({ className, children, label }) {
  const box = useRef(null);
  useEffect(() => {
    box.current.focus({ preventScroll: true });
    box.current.scrollIntoView({ block: "start" });
  }, []);
  return <div ref={box} tabIndex={-1} role="group" aria-label={label} className={className}>{children}</div>;
}

/** Brings the part that scrolls by itself back to its top when the room moves on. */
export function BackToTop({ place }) {
  const mark = useRef(null);
  useEffect(() => {
    mark.current.parentElement.scrollTo({ top: 0 });
  }, [place]);
  return <span ref={mark} hidden />;
}
