import type { Availability } from '../core/model.js';
import type { Hours } from '../hours/hours.js';
import type { Truth } from './truth.js';

/** What is known of the visitor, the page and the agents at one moment; undefined: not known. */
export type Facts = {
  /** Wall clock. */
  now: number;
  availability: Availability;
  hours: Hours | undefined;
  /** Milliseconds on this page, all of them and the visible ones. */
  pageMs: number;
  visibleMs: number;
  /** Whether the page is being looked at: else visible time and idleness stand still. */
  isVisible: boolean;
  /** Milliseconds since the visit began. */
  siteMs: number;
  idleMs: number;
  /** The how manieth time this page is seen, and how many pages this visit has. */
  pageVisits: number | undefined;
  sessionPages: number | undefined;
  isReturning: Truth;
  url: string;
  referrer: string;
  /** The farthest, in percent. */
  scrolled: number;
  hasExitIntent: boolean;
  /** By selector; what is not observed is not known. */
  inView: ReadonlyMap<string, boolean>;
  labels: readonly string[] | undefined;
  fields: Readonly<Record<string, string>> | undefined;
  locale: string;
  device: 'desktop' | 'tablet' | 'mobile';
  hasSent: Truth;
  hasOpened: boolean;
  isRegistered: Truth;
  /** Names of the page's own events that have happened. */
  events: ReadonlySet<string>;
  /** What the page's functions said. */
  custom: ReadonlyMap<string, Truth>;
};

/** What is to be said of one condition. */
export type Answer = {
  value: Truth;
  /** Milliseconds after which it may be another by time alone. */
  in?: number | undefined;
  /** What it was decided by, for people. */
  now?: string | number | undefined;
};
