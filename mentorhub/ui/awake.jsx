// A phone that lies on the table: the screen stays on, and a short tremble says that it is time to move.
import { useEffect, useRef } from "react";

const isStill = () => window.matchMedia?.("(prefers-reduced-motion: reduce)").matches;

/** Keeps the screen on while ``on`` is true, where the browser can and allows it. */
export function Awake({ on }) {
  useEffect(() => {
    if (!on || !navigator.wakeLock) return undefined;
    let lock = null;
    let isOver = false;
    const ask = async () => {
      // The browser lets go by itself whenever the page is out of sight.
      if (document.visibilityState !== "visible" || isOver || (lock && !lock.released)) return;
      try {
        const given = await navigator.wakeLock.request("screen");
        if (isOver) given.release().catch(() => {});
        else lock = given;
      } catch {
        // Not allowed here, or the battery is low: the screen goes dark as it always does.
      }
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", ask);
      lock?.release().catch(() => {});
    };
  }, [on]);
  return null;
}

/** Trembles when ``moment`` becomes another one while ``on``; not before the first touch, as browsers ask. */
export function Tremble({ on, moment, pattern }) {
  const last = useRef(null);
  useEffect(() => {
    // Nothing is known yet, and what is known first is no turn.
    if (!moment) return;
    const before = last.current;
    last.current = moment;
    if (before === null || before === moment || !on || isStill()) return;
    if (!navigator.vibrate || navigator.userActivation?.hasBeenActive === false) return;
    try {
      navigator.vibrate(pattern);
    } catch {
      // Not allowed here.
    }
  }, [moment, on]);
  return null;
}
