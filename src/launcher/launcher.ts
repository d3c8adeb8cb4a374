const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M14 4C8 4 3 8 3 13c0 3 1.5 5 3.5 6.5 0 1.5-.5 3-1.5 4 2.5 0 4.5-1 6-2.5 1 .4 2 .5 3 .5 6 0 11-4 11-8.5S20 4 14 4zM9 11.5a1.5 1.5 0 1 0 .1 0zm5 0a1.5 1.5 0 1 0 .1 0zm5 0a1.5 1.5 0 1 0 .1 0z';
const CHEVRON = 'M8 10l6 6 6-6 2 2-8 8-8-8z';

/** The button in the corner: no framework, and no words but those it is given. */
export function createLauncher(onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.part.add('launcher');
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  button.append(icon(BUBBLE), icon(CHEVRON));
  button.onclick = onClick;
  return button;
}

function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const shape = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 28 28');
  svg.ariaHidden = 'true';
  svg.part.add('launcher-icon');
  shape.setAttribute('d', path);
  shape.setAttribute('fill-rule', 'evenodd');
  svg.append(shape);
  return svg;
}
