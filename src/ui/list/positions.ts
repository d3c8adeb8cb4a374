/**
 * Tells assistive technology where in the whole conversation the drawn rows stand. A line between
 * messages counts with the one that it leads.
 * @param from index of the first message among them
 * @param total messages of the list, -1 if older ones are still to be had, or undefined where all are drawn
 */
export function writePositions(rows: Iterable<HTMLElement>, from: number, total: number | undefined): void {
  let position = from + 1;
  for (const row of rows) {
    write(row, 'aria-setsize', total);
    write(row, 'aria-posinset', total && position);
    if (row.matches('[data-key]:not(.unread)')) position++;
  }
}

/** Only what is new: each writing makes the browser look at the row again. */
function write(row: HTMLElement, name: string, value: number | undefined): void {
  if (value === undefined) row.removeAttribute(name);
  else if (row.getAttribute(name) !== `${value}`) row.setAttribute(name, `${value}`);
}
