/** The button in the corner: no framework, and no words but those it is given. Its icon is CSS. */
export function createLauncher(onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  const icon = document.createElement('i');
  icon.part = 'launcher-icon';
  button.part = button.className = 'launcher';
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  button.append(icon);
  button.onclick = onClick;
  return button;
}
