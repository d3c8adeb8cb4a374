/** Marks a template as CSS for the minifier and for editors; adds nothing at run time. */
export const css = String.raw;
