// The board of applications: cards (data-card) are dragged between columns (data-column).
import { useRef } from "react";

const STARTS_AT = 6; // pixels that a pointer moves before a press becomes a drag

export function StepBoard({ onMove, children, className, label }) {
  const board = useRef(null);
  const held = useRef(null);
  const columnAt = (event) =>
    Array.from(board.current.querySelectorAll("[data-column]")).find((column) => {
      const box = column.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX < box.right && event.clientY >= box.top && event.clientY < box.bottom;
    });
  const mark = (column) => {
    board.current.querySelectorAll("[data-over]").forEach((other) => other !== column && other.removeAttribute("data-over"));
    column?.setAttribute("data-over", "");
  };
  const down = (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || event.button > 0 || event.pointerType === "touch" || event.target.closest("button, input, select")) return;
    held.current = { card, id: event.pointerId, x: event.clientX, y: event.clientY, moves: false };
  };
  const move = (event) => {
    const drag = held.current;
    if (!drag || drag.id !== event.pointerId) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moves) {
      if (Math.hypot(x, y) < STARTS_AT) return;
      drag.moves = true;
      board.current.setPointerCapture(event.pointerId);
      drag.card.setAttribute("data-held", "");
    }
    event.preventDefault();
    drag.card.style.transform = `translate(${x}px, ${y}px)`;
    mark(columnAt(event));
  };
  const up = (event) => {
    const drag = held.current;
    held.current = null;
    if (!drag?.moves) return;
    drag.card.style.transform = "";
    drag.card.removeAttribute("data-held");
    mark(null);
    const to = event.type === "pointerup" ? columnAt(event)?.dataset.column : undefined;
    if (to && to !== drag.card.dataset.step) onMove?.(drag.card.dataset.card, to, Number(drag.card.dataset.version));
    // The click that follows a drag would open the card's link.
    const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
  };
  return (
    <div ref={board} className={className} role="group" aria-label={label} onPointerDown={down} onPointerMove={move} onPointerUp={up}
      onPointerCancel={up} onDragStart={(event) => event.preventDefault()}>
      {children}
    </div>
  );
}
