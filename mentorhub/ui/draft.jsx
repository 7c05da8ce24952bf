// A text that saves as it is typed, see saving.js.
import React, { useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { useAlone } from "./connection.jsx";
import { hurryAll, sendKept, typed } from "./saving.js";

/** Text that is saved as it is typed, and kept in the browser until the server has it. */
export function Draft({ value, savedText, onSave, post, fields, name, rows, label, describedBy, placeholder, savedWord, savingWord, keptWord, failedWord, maxLength, ready, className, id }) {
  const one = typed(name);
  const [, look] = useReducer((times) => times + 1, 0);
  const [isHere, setHere] = useState(false);
  const isAlone = useAlone();
  const alone = useRef(false);
  alone.current = isAlone;
  useLayoutEffect(() => {
    one.by(post ? { post, fields } : { send: onSave, isAlone: () => alone.current });
  });
  useEffect(() => {
    setHere(true);
    const stop = one.listen(look);
    return () => {
      stop();
      one.leave();
    };
  }, [one]);
  useEffect(() => {
    if (ready !== false) one.offer(value || "");
  }, [one, value, ready]);
  useEffect(() => {
    if (savedText && savedText === one.text && one.isWaiting) one.acknowledge(savedText);
  }, [one, savedText]);
  useEffect(() => {
    if (!isAlone && ready !== false) one.hurry();
  }, [one, isAlone, ready]);
  const text = (isHere && ready !== false ? one.text : null) ?? (value || "");
  const word = { saving: savingWord, kept: keptWord || savingWord, failed: failedWord || savingWord, clean: text ? savedWord : "" }[one.state];
  const shared = { id, value: text, onChange: (event) => one.type(event.target.value), "aria-label": label, "aria-describedby": describedBy, placeholder, maxLength, className: className || "input" };
  // Another name is another field: who types on does not write about somebody else.
  return (
    <div className="draft" key={name}>
      {rows > 1 ? <textarea rows={rows} {...shared} /> : <input type="text" {...shared} />}
      <span className={`draft-state small draft-${one.state}`} role="status">{isHere ? word : ""}</span>
    </div>
  );
}

/** Sends what was typed here earlier under names that begin so, also where no field shows it any more. */
export function KeptDrafts({ start, post, fields, rest, ready }) {
  const isAlone = useAlone();
  useEffect(() => {
    if (!ready || isAlone) return;
    sendKept(start, (name) => ({ post, fields: { ...fields, [rest]: name.slice(start.length) } }));
    hurryAll();
  }, [start, post, ready, isAlone]);
  return null;
}
