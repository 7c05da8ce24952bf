// A screen that a whole room reads: where the plan stands, how large it is, a gong, and full screen.
import React, { useEffect, useLayoutEffect, useRef, useState } from "react";

/** A clock beside a plan, or above it where the screen is narrow or the plan long. */
export function Stage({ tables, many, className, children }) {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const query = window.matchMedia("(max-aspect-ratio: 3/2)");
    const look = () => setNarrow(query.matches);
    look();
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return <div className={`${className || ""} ${narrow || tables > many ? "beam-strip" : "beam-beside"}`}>{children}</div>;
}

// Sizes of letters that may be tried, in hundredths of the screen's height; 4 is the least allowed.
const SIZES = [7.4, 6.8, 6.2, 5.7, 5.2, 4.8, 4.4, 4.02];
// In letters' sizes: what a row needs beside its text, the space between rows and columns, a row's most height.
const ROW = { sides: 2.55, between: 0.18, apart: 0.4, most: 2.2 };
const DOT = "·";
const MOST_COLUMNS = 6;

/** Returns a function that tells how wide a text is, in letters' sizes. */
function ruler(element) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `500 100px ${getComputedStyle(element).fontFamily}`;
  return (text) => pen.measureText(text).width / 100 + 0.05;
}

/** The tables as cells that need one or two lines in `room` letters' sizes; null when one does not fit. */
function tableCells(rows, wide, room, { joint, lines, share }, alone) {
  const cells = [];
  for (const row of rows) {
    const isOne = wide(`${row.mentee} ${joint} ${row.mentor}`) <= room;
    const isTwo = lines === 2 && Math.max(wide(row.mentee), wide(row.mentor)) <= room;
    if (!isOne && !isTwo && !(alone && lines === 2)) return null;
    cells.push({ ...row, span: isOne ? 1 : 2 });
  }
  if (lines === 2 && cells.filter((cell) => cell.span === 2).length > share * rows.length) return null;
  return cells;
}

/** Who waits, as many names in a cell as fit in `room` letters' sizes. */
function waitingCells(waiting, word, wide, room) {
  const texts = [];
  for (const name of waiting) {
    const last = texts.at(-1);
    const longer = last === undefined ? `${word} ${name}` : `${last}, ${name}`;
    if (last === undefined || wide(longer) > room) texts.push(last === undefined ? longer : name);
    else texts[texts.length - 1] = longer;
  }
  return texts.map((text) => ({ text, span: 1 }));
}

/** Puts cells into so many columns of so many lines, each page its own columns; null when they do not fit. */
function place(cells, columns, lines, pages) {
  let [column, line] = [0, 0];
  const placed = [];
  for (const cell of cells) {
    if (line + cell.span > lines) [column, line] = [column + 1, 0];
    if (column >= columns * pages) return null;
    placed.push({ ...cell, page: Math.floor(column / columns), column: (column % columns) + 1, line: line + 1 });
    line += cell.span;
  }
  return placed;
}

/** The ways to write a pair, the best first: the word between, a dot, some pairs in two lines, rows close together, all. */
const ways = (word) => [
  { joint: word, lines: 1, least: 1.5 },
  { joint: DOT, lines: 1, least: 1.5 },
  { joint: DOT, lines: 2, share: 0.15, least: 1.5 },
  { joint: DOT, lines: 2, share: 0.15, least: 1.36 },
  { joint: DOT, lines: 2, share: 1, least: 1.5 },
  { joint: DOT, lines: 2, share: 1, least: 1.36 },
];

/** One way in one size on so many pages: the fewest columns that hold all, evenly filled; null when none does. */
function tryFit(box, plan, way, size, pages) {
  const letter = (size * window.innerHeight) / 100;
  // Below more than one page stands which of them this is.
  const high = (box.clientHeight - (pages > 1 ? 0.075 * window.innerHeight : 0)) / letter + ROW.between;
  const most = Math.max(2, Math.floor(high / way.least));
  for (let columns = 1; columns <= MOST_COLUMNS; columns += 1) {
    const room = (box.clientWidth / letter - (columns - 1) * ROW.apart) / columns - ROW.sides;
    const tables = tableCells(plan.rows, plan.wide, room, way, columns === 1);
    if (tables === null) return null;
    const cells = [...tables, ...waitingCells(plan.waiting, plan.word, plan.wide, room)];
    const needed = cells.reduce((sum, cell) => sum + cell.span, 0);
    for (let lines = Math.max(1, Math.ceil(needed / (columns * pages))); lines <= most; lines += 1) {
      const placed = place(cells, columns, lines, pages);
      if (placed) return { placed, size, columns, pages, joint: way.joint, height: Math.min(ROW.most, high / lines) - ROW.between };
    }
  }
  return null;
}

/** How to show the whole plan: on the fewest pages, then written in the best way, then as large as fits. */
function fitPlan(box, plan, joint) {
  for (let pages = 1; ; pages += 1) {
    for (const way of ways(joint)) {
      for (const size of SIZES) {
        const fit = tryFit(box, plan, way, size, pages);
        if (fit) return fit;
      }
    }
  }
}

const nothing = { placed: [], size: SIZES.at(-1), columns: 1, pages: 1, joint: DOT, height: 1 };

/** Which tables a page shows, such as 1–30. */
function tablesOn(placed, page, word) {
  const tables = placed.filter((cell) => cell.page === page && cell.table).map((cell) => cell.table);
  return tables.length ? `${tables[0]}–${tables.at(-1)}` : word;
}

function Cell({ cell, joint }) {
  const look = { gridColumn: cell.column, gridRow: `${cell.line} / span ${cell.span}` };
  if (cell.text) {
    return <li className="plan-row plan-waiting" style={look}>{cell.text}</li>;
  }
  return (
    <li className={`plan-row ${cell.span > 1 ? "plan-row-two" : ""}`} style={look}>
      <span className="plan-table">{cell.table}</span>
      <span className="plan-pair">
        <span className="plan-name">{cell.mentee}</span> <span className="plan-joint">{joint}</span> <span className="plan-name">{cell.mentor}</span>
      </span>
    </li>
  );
}

/** Who sits at which table: as large as fits, in columns; turns its pages when there are too many tables. */
export function TablePlan({ rows, joint, waiting, waitingWord, seconds, className, label }) {
  const box = useRef(null);
  const [fit, setFit] = useState(nothing);
  const [page, setPage] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (box.current) setFit(fitPlan(box.current, { rows, waiting, word: waitingWord, wide: ruler(box.current) }, joint));
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(box.current);
    document.fonts?.ready.then(measure);
    measure();
    return () => watcher.disconnect();
  }, [rows, joint, waiting, waitingWord]);
  const { pages, placed } = fit;
  useEffect(() => {
    if (pages < 2) return undefined;
    const timer = setInterval(() => setPage((now) => (now + 1) % pages), (seconds || 8) * 1000);
    return () => clearInterval(timer);
  }, [pages, seconds]);
  const shown = Math.min(page, pages - 1);
  const look = {
    fontSize: `${fit.size}vh`,
    gridTemplateColumns: `repeat(${fit.columns}, minmax(0, 1fr))`,
    gridAutoRows: `${fit.height}em`,
    gap: `${ROW.between}em ${ROW.apart}em`,
  };
  return (
    <div className={className} ref={box} data-pages={pages}>
      <ul className="plan-rows" style={look} aria-label={label} key={shown}>
        {placed.filter((cell) => cell.page === shown).map((cell) => (
          <Cell cell={cell} joint={fit.joint} key={cell.text || `${cell.table} ${cell.mentor}`} />
        ))}
      </ul>
      {pages > 1 ? (
        <p className="plan-pages" aria-hidden="true">
          {Array.from({ length: pages }, (_, one) => (
            <span className={`plan-page ${one === shown ? "plan-page-on" : ""}`} key={one}>{tablesOn(placed, one, waitingWord)}</span>
          ))}
        </p>
      ) : null}
    </div>
  );
}

// Pitch in hertz, loudness, and how many seconds it sounds: a low bowl that fades, and one tap on wood.
const GONG = [[110, 0.5, 4.5], [176, 0.3, 3.6], [233, 0.22, 3], [311, 0.12, 2.2], [523, 0.05, 1.2]];
const TICK = [[1318, 0.2, 0.09], [659, 0.25, 0.14]];
const SOUND = "beam-sound";

function strike(audio, tones) {
  // A browser that waits for a first click would play everything that was missed when it comes.
  if (audio?.state !== "running") return;
  const now = audio.currentTime;
  for (const [pitch, loudness, lasts] of tones) {
    const tone = audio.createOscillator();
    const level = audio.createGain();
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0.0001, now);
    level.gain.exponentialRampToValueAtTime(loudness, now + 0.012);
    level.gain.exponentialRampToValueAtTime(0.0001, now + lasts);
    tone.connect(level).connect(audio.destination);
    tone.start(now);
    tone.stop(now + lasts);
  }
}

/** What must sound now, given what was seen a moment ago; `was.rung` is kept until the clock runs again. */
function soundFor(was, phase, left, isLast) {
  if (was.phase !== "round") return null;
  const isOver = phase !== "round" || (left === 0 && was.left > 0);
  if (isOver && !was.rung) return GONG;
  return phase === "round" && isLast && left > 0 && was.left > 30 ? TICK : null;
}

/** Calls back with what must sound, from the room's phase and the clock on the page. */
function useMoments(phase, sound) {
  const was = useRef({ phase: "", left: NaN, rung: false });
  const call = useRef(sound);
  call.current = sound;
  useEffect(() => {
    const look = () => {
      if (!phase) return;
      const timer = document.querySelector("[role=timer]");
      const left = timer?.dataset.left === undefined ? NaN : Number(timer.dataset.left);
      const tones = soundFor(was.current, phase, left, timer?.classList.contains("clock-hurry"));
      was.current = { phase, left, rung: tones === GONG || (was.current.rung && !(left > 0)) };
      if (tones) call.current(tones);
    };
    look();
    const timer = setInterval(look, 200);
    return () => clearInterval(timer);
  }, [phase]);
}

/** Whether the mouse or keyboard was used in the last seconds. */
function useAwake() {
  const [awake, setAwake] = useState(false);
  useEffect(() => {
    let timer = null;
    const wake = () => {
      setAwake(true);
      clearTimeout(timer);
      timer = setTimeout(() => setAwake(false), 3000);
    };
    const kinds = ["pointermove", "pointerdown", "keydown"];
    kinds.forEach((kind) => window.addEventListener(kind, wake));
    return () => {
      clearTimeout(timer);
      kinds.forEach((kind) => window.removeEventListener(kind, wake));
    };
  }, []);
  return awake;
}

/** Sound on or off, remembered on this screen; `blocked` while the browser waits for a first click. */
function useSound() {
  const audio = useRef(null);
  const [on, setOn] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const begin = async () => {
    audio.current ??= new AudioContext();
    setBlocked(audio.current.state !== "running");
    await audio.current.resume();
    setBlocked(false);
  };
  useEffect(() => {
    if (window.localStorage.getItem(SOUND) !== "on") return;
    setOn(true);
    begin();
  }, []);
  useEffect(() => {
    if (!blocked) return undefined;
    const kinds = ["pointerdown", "keydown"];
    kinds.forEach((kind) => window.addEventListener(kind, begin));
    return () => kinds.forEach((kind) => window.removeEventListener(kind, begin));
  }, [blocked]);
  const toggle = async () => {
    setOn(!on);
    window.localStorage.setItem(SOUND, on ? "off" : "on");
    if (on) return;
    await begin();
    strike(audio.current, GONG);
  };
  return { on, blocked, toggle, play: (tones) => on && strike(audio.current, tones) };
}

function useFullScreen() {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  const toggle = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  return { full, toggle };
}

const SPEAKER = "M4 9v6h4l6 5V4L8 9H4z";
const WAVES = "M17 8.5a5 5 0 0 1 0 7M19.5 6a8.5 8.5 0 0 1 0 12";
const SLASH = "M17 9.5l5 5M22 9.5l-5 5";
const CORNERS = { out: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5", in: "M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5" };

function Tool({ path, text, onClick }) {
  return (
    <button type="button" className="beam-tool" onClick={onClick}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>
      {text}
    </button>
  );
}

/** Sound and full screen, by button or by the keys g and f; out of sight while the mouse rests. */
export function ScreenTools({ phase, label, soundOn, soundOff, soundWait, fullOn, fullOff, className }) {
  const sound = useSound();
  const screen = useFullScreen();
  const awake = useAwake();
  useMoments(phase, sound.play);
  const waits = sound.on && sound.blocked;
  const text = waits ? soundWait : sound.on ? soundOff : soundOn;
  const turn = () => !waits && sound.toggle();
  return (
    <div className={`${className || ""} ${awake || waits ? "" : "beam-tools-rest"}`} role="group" aria-label={label}>
      <Tool path={`${SPEAKER} ${sound.on ? WAVES : SLASH}`} text={text} onClick={turn} />
      <Tool path={screen.full ? CORNERS.in : CORNERS.out} text={screen.full ? fullOff : fullOn} onClick={screen.toggle} />
    </div>
  );
}

/** Calls back every so many seconds while it is on the page. */
export function Again({ seconds, onAgain }) {
  const call = useRef(onAgain);
  call.current = onAgain;
  useEffect(() => {
    const timer = setInterval(() => call.current?.(), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return null;
}
