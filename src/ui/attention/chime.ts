/** Two notes, a fourth apart: frequency in hertz, begin in seconds. */
const NOTES = [
  [784, 0],
  [1047, 0.12],
] as const;
const NOTE_S = 0.45;
const LOUDNESS = 0.12;
/** How long a browser may take to start its audio; one that refuses never does. */
const START_MS = 500;
/** A call that comes in between stops the notes, and nobody tells. */
const END_MS = 2_000;

let context: AudioContext | undefined;
let isListening = false;
let isRinging = false;

/** A browser lets a page sound only after it was touched, and WebKit only what was started by that touch. */
function unlock(): void {
  try {
    context ??= new AudioContext();
    // Running it would keep the device's audio awake.
    context.resume().then(() => (isRinging ? undefined : context!.suspend())).catch(() => {});
  } catch {
    // No audio here.
  }
}

/** Readies the sound with the next touch. */
export function listenForTouch(): void {
  if (isListening) return;
  isListening = true;
  for (const type of ['pointerup', 'keydown']) {
    addEventListener(type, unlock, { once: true, capture: true, passive: true });
  }
}

/** Sounds for less than a second; silent where the browser does not allow it. */
export async function chime(): Promise<void> {
  // Without this question browsers complain in the console.
  if (isRinging || (!context && !navigator.userActivation?.hasBeenActive)) return;
  isRinging = true;
  try {
    context ??= new AudioContext();
    await inTime(context.resume(), START_MS);
    const { currentTime } = context;
    const notes = NOTES.map(([frequency, at]) => play(context!, frequency, currentTime + at));
    await inTime(new Promise((done) => (notes.at(-1)!.onended = done)), END_MS);
  } catch {
    // Refused, or late: it must not sound with the next touch, long after.
  }
  isRinging = false;
  await context?.suspend().catch(() => {});
}

const inTime = (work: Promise<unknown>, ms: number): Promise<unknown> =>
  Promise.race([work, new Promise((_, reject) => setTimeout(reject, ms))]);

function play(audio: AudioContext, frequency: number, at: number): OscillatorNode {
  const note = audio.createOscillator();
  const volume = audio.createGain();
  note.frequency.value = frequency;
  // A bell: there at once, gone slowly. Zero cannot be reached exponentially.
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(LOUDNESS, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S);
  note.connect(volume).connect(audio.destination);
  note.start(at);
  note.stop(at + NOTE_S);
  return note;
}
