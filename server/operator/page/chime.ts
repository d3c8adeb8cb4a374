const setting = 'operator-sound';
let audio: AudioContext | undefined;

/** Whether new messages make a sound; remembered in this browser. */
export function isSoundOn(): boolean {
  return localStorage.getItem(setting) !== 'off';
}

/** Switches the sound. */
export function setSound(on: boolean): void {
  localStorage.setItem(setting, on ? 'on' : 'off');
  if (on) chime();
}

/** Two soft notes. Silent until the operator has clicked anywhere, as browsers demand. */
export function chime(): void {
  if (!isSoundOn() || !navigator.userActivation?.hasBeenActive) return;
  audio ??= new AudioContext();
  void audio.resume();
  note(audio, 660, 0);
  note(audio, 880, 0.12);
}

function note(context: AudioContext, frequency: number, delay: number): void {
  const start = context.currentTime + delay;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.25);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.3);
}
