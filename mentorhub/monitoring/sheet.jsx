// A menu beside a row, and a sheet over the page; both keep the keyboard's place when they close.
import React, { useEffect, useRef } from "react";

// What opened the sheet: when it closes the focus goes back there, or to the list when the row is gone.
let opener = null;

/** A button with three dots that shows a few more actions. */
export function Menu({ label, children, className }) {
  const box = useRef(null);
  const shut = () => {
    if (box.current) box.current.open = false;
  };
  useEffect(() => {
    const away = (event) => {
      if (!box.current?.contains(event.target)) shut();
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, []);
  const key = (event) => {
    if (event.key !== "Escape" || !box.current.open) return;
    shut();
    box.current.querySelector("summary").focus();
  };
  const toggled = () => {
    if (box.current.open) box.current.lastElementChild.scrollIntoView({ block: "nearest" });
  };
  const chosen = (event) => {
    if (!event.target.closest("button, a")) return;
    opener = box.current.querySelector("summary");
    // After the click itself, so that the focus has somewhere to go.
    setTimeout(() => {
      shut();
      opener?.focus();
    });
  };
  const left = (event) => {
    if (event.relatedTarget && !box.current.contains(event.relatedTarget)) shut();
  };
  return (
    <details ref={box} className={className} onKeyDown={key} onToggle={toggled} onBlur={left}>
      <summary className="btn btn-icon" aria-label={label}><span aria-hidden="true">…</span></summary>
      <div className="menu-list" onClick={chosen}>{children}</div>
    </details>
  );
}

/** A sheet over the page while `open`; Escape and the button with the cross close it. */
export function Sheet({ open, onClose, labelledBy, children, className }) {
  const box = useRef(null);
  useEffect(() => {
    const sheet = box.current;
    if (open && !sheet.open) {
      const active = document.activeElement;
      if (active && active !== document.body) opener = active;
      sheet.showModal();
    }
    if (!open && sheet.open) {
      sheet.close();
      const back = opener?.isConnected ? opener : document.querySelector("[data-list]");
      back?.focus({ preventScroll: true });
    }
  }, [open]);
  const cancel = (event) => {
    event.preventDefault();
    onClose?.();
  };
  return (
    <dialog ref={box} className={className} aria-labelledby={labelledBy} onCancel={cancel}>
      {open ? children : null}
    </dialog>
  );
}
