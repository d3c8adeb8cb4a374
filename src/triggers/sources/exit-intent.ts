/** The mouse leaves by the upper edge, where tabs and the address are. Touch has nothing like it. */
export function watchExit(tell: () => void): () => void {
  const look = ({ relatedTarget, clientY }: MouseEvent): void => {
    if (!relatedTarget && clientY <= 0) tell();
  };
  document.addEventListener('mouseout', look);
  return () => document.removeEventListener('mouseout', look);
}
