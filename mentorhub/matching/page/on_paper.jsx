// Forms on paper, typed in fast: numbers in boxes, the coach's name under each, Enter for the next junior.
import React, { useEffect, useRef, useState } from "react";

const PAUSE = 200; // milliseconds without a key before a search goes out

/** The coach whom this junior means by what was typed; "" when nobody sits there. */
const coachAt = (row, coaches, typed) => (typed === "" ? "" : row.own[Number(typed)] ?? coaches[Number(typed)] ?? "");

/** What is the matter with each box: "", "empty", "unknown" or "twice". */
const faultsIn = (row, coaches, boxes) =>
  boxes.map((typed, place) => {
    if (typed === "") return "empty";
    if (!coachAt(row, coaches, typed)) return "unknown";
    return boxes.slice(0, place).some((earlier) => earlier !== "" && Number(earlier) === Number(typed)) ? "twice" : "";
  });

/** Moves the keyboard's focus within the list: to a box of this row, or to the first box of a row further on. */
const focusOn = (line, place) => line?.querySelectorAll("input")[place]?.focus();
const focusRow = (line, step) => {
  const lines = Array.from(line.parentElement.children).filter((one) => one === line || one.querySelector("input:not([readonly])"));
  const next = lines[lines.indexOf(line) + step];
  if (next) focusOn(next, 0);
  else if (step > 0) line.closest("[data-paper]").querySelector("input[type=search]").select();
};

function Boxes({ row, length, coaches, words, refused, sending, boxes, setBoxes, onDone }) {
  const line = useRef(null);
  const [pressed, setPressed] = useState(false);
  const faults = faultsIn(row, coaches, boxes);
  const shown = faults.map((fault) => (fault === "empty" && !pressed ? "" : fault));
  const write = (place, text) => setBoxes(boxes.map((old, one) => (one === place ? text.replace(/\D/g, "").slice(0, 3) : old)));
  const done = () => {
    const wrong = faults.findIndex(Boolean);
    setPressed(true);
    if (wrong >= 0) focusOn(line.current, wrong);
    else if (!sending) onDone(boxes.map(Number), line.current.closest("li"));
  };
  const onKey = (event, place) => {
    const list = line.current.closest("li");
    if (event.key === "Enter") done();
    else if (event.key === " " || event.key === ",") focusOn(line.current, Math.min(place + 1, length - 1));
    else if (event.key === "Backspace" && boxes[place] === "" && place) focusOn(line.current, place - 1);
    else if (event.key === "ArrowDown") focusRow(list, 1);
    else if (event.key === "ArrowUp") focusRow(list, -1);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={line} className="paper-form">
      <div className="paper-boxes" role="group" aria-label={row.name}>
        {boxes.map((typed, place) => {
          const name = `${row.id}-${place}`;
          const said = shown[place] ? words[shown[place]] : coachAt(row, coaches, typed);
          return (
            <div key={place} className="paper-box">
              <label htmlFor={name}>
                <span aria-hidden="true">{place + 1}</span>
                <span className="sr">{words.choice.replace("{n}", place + 1)}</span>
              </label>
              <input id={name} className="input" inputMode="numeric" autoComplete="off" maxLength={3} value={typed} readOnly={sending}
                aria-invalid={Boolean(shown[place])} aria-describedby={`${name}-said`} onChange={(event) => write(place, event.target.value)}
                onFocus={(event) => event.target.select()} onKeyDown={(event) => onKey(event, place)} />
              <span id={`${name}-said`} aria-live="polite" className={shown[place] ? "paper-said paper-wrong" : "paper-said"}>{said}</span>
            </div>
          );
        })}
      </div>
      <button type="button" className="btn" aria-disabled={sending} onClick={done} aria-label={words.save_name.replace("{name}", row.name)}>
        {sending ? words.saving : words.save}
      </button>
      {refused && !sending ? <p role="alert" className="paper-refused">{refused}</p> : null}
    </div>
  );
}

function Line({ row, length, coaches, words, isOpen, saved, refused, onSave, onUndo }) {
  const fresh = () => Array.from({ length }, () => "");
  const line = useRef(null);
  const [boxes, setBoxes] = useState(fresh);
  const [sending, setSending] = useState(false);
  const [again, setAgain] = useState(false);
  const isSaved = saved.id === row.id;
  const isRefused = refused.id === row.id;
  useEffect(() => {
    if (!isSaved) return;
    setSending(false);
    setAgain(false);
  }, [saved.turn]);
  useEffect(() => {
    if (isRefused) setSending(false);
  }, [refused.turn]);
  useEffect(() => {
    if (again) focusOn(line.current, 0);
  }, [again]);
  const done = (numbers, own) => {
    setSending(true);
    onSave(row.id, numbers);
    focusRow(own, 1);
  };
  const restart = () => {
    setBoxes(fresh());
    setAgain(true);
  };
  const undo = () => {
    setAgain(true);
    onUndo();
  };
  const takes = isOpen && (row.handed === "open" || (row.handed === "paper" && again));
  return (
    <li ref={line} className="paper-row">
      <div className="paper-who">
        <span className="strong">{row.name}</span>
        <span className="muted small">{[row.group, row.absent ? words.absent : ""].filter(Boolean).join(" · ")}</span>
      </div>
      {takes ? (
        <Boxes row={row} length={length} coaches={coaches} words={words} refused={isRefused ? refused.text : ""} sending={sending}
          boxes={boxes} setBoxes={setBoxes} onDone={done} />
      ) : (
        <div className="paper-done">
          <span className={row.handed === "open" ? "pill" : "pill pill-ok"}>{words[`handed_${row.handed}`]}</span>
          {isSaved && row.handed === "paper" ? <span className="paper-chosen">{saved.names.map((name, place) => `${place + 1} ${name}`).join(" · ")}</span> : null}
          {isSaved && isOpen && row.handed === "paper" ? <button type="button" className="btn" onClick={undo} aria-label={words.undo_name.replace("{name}", row.name)}>{words.undo}</button> : null}
          {!isSaved && isOpen && row.handed === "paper" ? <button type="button" className="btn btn-quiet" onClick={restart} aria-label={words.again_name.replace("{name}", row.name)}>{words.again}</button> : null}
          {isRefused && row.handed !== "open" ? <p role="alert" className="paper-refused">{refused.text}</p> : null}
        </div>
      )}
    </li>
  );
}

/** All forms with a search field above them. */
export function PaperForms({ rows, length, coaches, words, isOpen, saved, refused, searched, onSave, onUndo, onSearch, className }) {
  const list = useRef(null);
  const timer = useRef(null);
  const typed = useRef("");
  const waits = useRef(false);
  const search = (event) => {
    clearTimeout(timer.current);
    waits.current = false;
    typed.current = event.target.value;
    timer.current = setTimeout(() => onSearch(typed.current), PAUSE);
  };
  // Enter waits until the rows are those of the search: else the numbers would go to another junior.
  const intoTheList = () => {
    if (!waits.current || searched !== typed.current) return;
    waits.current = false;
    list.current.querySelector("input:not([readonly])")?.focus();
  };
  const onKey = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    waits.current = true;
    clearTimeout(timer.current);
    if (searched !== typed.current) onSearch(typed.current);
    intoTheList();
  };
  useEffect(intoTheList);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className={className} data-paper="">
      <div className="field paper-search">
        <label htmlFor="paper-search">{words.search}</label>
        <input id="paper-search" type="search" className="input" autoComplete="off" maxLength={60} defaultValue="" onChange={search} onKeyDown={onKey}
          aria-describedby="paper-search-hint" />
        <span id="paper-search-hint" className="hint">{words.search_hint}</span>
      </div>
      <ul ref={list} className="paper-list" aria-label={words.list}>
        {rows.map((row) => (
          <Line key={row.id} row={row} length={length} coaches={coaches} words={words} isOpen={isOpen} saved={saved} refused={refused}
            onSave={onSave} onUndo={onUndo} />
        ))}
      </ul>
    </div>
  );
}
