/** All stories happen at this local time, so that a picture of them never changes. */
export const NOW = new Date(2026, 2, 10, 9, 16).getTime();

export const minutesAgo = (minutes: number): number => NOW - minutes * 60_000;
