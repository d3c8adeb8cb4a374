export { readAfter } from './read-after.js';
export { findTwin } from './twin.js';
