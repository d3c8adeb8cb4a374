/** A finger: Enter makes a new line, and focus in a field would raise the keyboard. */
export const isCoarse = (): boolean => matchMedia('(pointer: coarse)').matches;
