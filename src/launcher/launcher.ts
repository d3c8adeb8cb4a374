/** The button in the corner: no framework, and no words but those it is given. Its icon is CSS. */
export function createLauncher(onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  const icon = document.createElement('i');
  icon.part.add('launcher-icon');
  button.className = 'launcher';
  button.part.add('launcher');
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  button.append(icon);
  button.onclick = onClick;
  return button;
}
