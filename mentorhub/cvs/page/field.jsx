// A field of a CV: saves as you type, and says with every save which text it was typed over.
import React, { useEffect, useRef, useState } from "react";

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    return null;
  }
};
const keep = (key, kept) => {
  try {
    if (kept === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Private browsing without storage: the text still lives on the page.
  }
};
// Signs that no database can hold; the server leaves them out too.
const clean = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
const PAUSE = 500;

/**
 * `value` is the server's text. Unsaved text is kept in the browser together with `base`, the text that it
 * was typed over, so that the server sees when another tab or device changed the field in between.
 * `settled` and `focused` are `name#number`: this field drops its own text for the server's, or gets the keyboard.
 */
export function CvField({ value, onSave, name, id, rows, maxLength, ready, settled, focused, savedWord, savingWord, lang, describedBy, inputMode, autoComplete }) {
  const key = `draft:${name}`;
  const [text, setText] = useState(value || "");
  const [mood, setMood] = useState("");
  const field = useRef(null);
  const own = useRef({ name: null, base: "", text: "", sent: [], dirty: false, timer: null }).current;
  own.onSave = onSave;
  const put = (next) => {
    own.text = next;
    setText(next);
  };
  const rest = (said) => {
    clearTimeout(own.timer);
    own.timer = null;
    own.sent = [];
    own.dirty = false;
    keep(key, null);
    setMood(said);
  };
  const send = () => {
    clearTimeout(own.timer);
    own.timer = null;
    own.sent.push(own.text);
    own.onSave?.(own.text, own.base);
  };
  const later = () => {
    clearTimeout(own.timer);
    own.timer = setTimeout(send, PAUSE);
  };
  useEffect(() => {
    if (ready === false) return;
    const stands = value || "";
    if (own.name !== name) {
      Object.assign(own, { name, base: stands, sent: [], dirty: false });
      setMood("");
      const waiting = read(key);
      if (waiting && typeof waiting.text === "string" && waiting.text !== stands) {
        Object.assign(own, { base: waiting.base, dirty: true });
        put(waiting.text);
        setMood(savingWord);
        later();
        return;
      }
      keep(key, null);
      put(stands);
      return;
    }
    if (!own.dirty) {
      own.base = stands;
      put(stands);
      return;
    }
    if (own.sent.includes(stands)) {
      own.base = stands;
      keep(key, { text: own.text, base: stands });
    }
    if (own.text === stands) {
      own.base = stands;
      rest(savedWord);
    }
  }, [value, name, ready]);
  useEffect(() => {
    if (!settled || settled.split("#")[0] !== name) return;
    own.base = value || "";
    put(own.base);
    rest(savedWord);
  }, [settled]);
  useEffect(() => {
    if (focused && focused.split("#")[0] === name) field.current?.focus();
  }, [focused]);
  const change = (event) => {
    const next = clean(event.target.value);
    put(next);
    if (next === own.base && own.sent.length === 0) {
      rest("");
      return;
    }
    own.dirty = true;
    keep(key, { text: next, base: own.base });
    setMood(savingWord);
    later();
  };
  // What is typed is sent before whatever is tapped next.
  const leave = () => {
    if (own.timer) send();
  };
  const shared = { ref: field, id, value: text, onChange: change, onBlur: leave, maxLength, lang, spellCheck: true, inputMode, autoComplete, "aria-describedby": describedBy, className: "input" };
  return (
    <div className="draft">
      {rows > 1 ? <textarea rows={rows} {...shared} /> : <input type="text" {...shared} />}
      <span className="draft-state small" role="status">{mood}</span>
    </div>
  );
}
