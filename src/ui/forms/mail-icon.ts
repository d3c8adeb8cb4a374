import { icon } from '../icons.js';

/** An envelope: what is pressed there goes by mail, or is answered so. */
export const mailIcon = icon('M6.2 5.2h11.6a3 3 0 0 1 3 3v7.6a3 3 0 0 1-3 3H6.2a3 3 0 0 1-3-3V8.2a3 3 0 0 1 3-3zM4 7.6l8 5.6 8-5.6');
