// Keeps showing what was loaded last while the page connects again.
import React, { useContext, useEffect, useMemo } from "react";
import { StateStoreContext } from "$/utils/context";

const ROOT = "reflex___state____state";
const SUFFIX = "_rx_state_";

const LOOK_AGAIN = 5000;

/** A view on the store of states in which some stand still while the page connects and loads again. */
function holding(store, names, marker) {
  const value = (state, name) => state?.[name + SUFFIX];
  const isThere = () => Boolean(value(store.getSnapshot(ROOT), "is_hydrated"));
  const mark = () => value(store.getSnapshot(marker.state), marker.name);
  const copy = () => Object.fromEntries(names.map((name) => [name, store.getSnapshot(name)]));
  const listeners = new Set();
  let shown = copy();
  let isLive = isThere() && Boolean(mark());
  let lost = isLive ? undefined : mark();
  const look = () => {
    if (isLive && !isThere()) {
      isLive = false;
      lost = value(shown[marker.state], marker.name);
    } else if (!isLive && isThere() && mark() && mark() !== lost) isLive = true;
    if (!isLive) return;
    const before = shown;
    shown = copy();
    for (const [name, tell] of [...listeners]) if (before[name] !== shown[name]) tell();
  };
  return {
    follow: () => {
      const stops = [ROOT, ...names].map((name) => store.subscribe(name, look));
      look();
      return () => stops.forEach((stop) => stop());
    },
    isStuck: () => isThere() && !isLive,
    view: {
      ...store,
      getSnapshot: (name) => (names.includes(name) ? shown[name] : store.getSnapshot(name)),
      subscribe: (name, tell) => {
        if (!names.includes(name)) return store.subscribe(name, tell);
        const one = [name, tell];
        listeners.add(one);
        return () => listeners.delete(one);
      },
    },
  };
}

/** Everything inside sees states as they were until they have been loaded anew after a lost connection. */
export function Held({ states, markerState, markerName, onStuck, children }) {
  const store = useContext(StateStoreContext);
  const held = useMemo(
    () => holding(store, states, { state: markerState, name: markerName }),
    [store, markerState, markerName, states.join()],
  );
  useEffect(() => held.follow(), [held]);
  useEffect(() => {
    const timer = setInterval(() => held.isStuck() && onStuck?.(), LOOK_AGAIN + Math.random() * 1000);
    return () => clearInterval(timer);
  }, [held]);
  return <StateStoreContext.Provider value={held.view}>{children}</StateStoreContext.Provider>;
}
