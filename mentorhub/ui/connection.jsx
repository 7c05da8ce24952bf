// Whether this page reaches the hub, as far as it knows.
import React, { useContext, useSyncExternalStore } from "react";
import { EventLoopContext } from "$/utils/context";

const follow = (tell) => {
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  return () => {
    window.removeEventListener("online", tell);
    window.removeEventListener("offline", tell);
  };
};

/** Whether the socket is lost, or the device itself says that it has no network. */
export function useAlone() {
  const [, errors] = useContext(EventLoopContext) ?? [];
  const hasNetwork = useSyncExternalStore(follow, () => navigator.onLine !== false, () => true);
  return Boolean(errors?.length) || !hasNetwork;
}

/** A word for each of the two. */
export function Connection({ hereWord, aloneWord, hereClass, aloneClass }) {
  const isAlone = useAlone();
  return <span className={isAlone ? aloneClass : hereClass}>{isAlone ? aloneWord : hereWord}</span>;
}

/** Shows what is inside while the connection is gone. */
export function WhenAlone({ children }) {
  return useAlone() ? children : null;
}
