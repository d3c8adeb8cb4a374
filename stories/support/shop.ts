/** A page of somebody else, so that a story shows the widget where it lives. */
export function createShop(dark: boolean, rtl: boolean): HTMLElement {
  const page = document.createElement('main');
  page.className = 'shop';
  page.dir = rtl ? 'rtl' : 'ltr';
  page.classList.toggle('dark', dark);
  const name = document.createElement('strong');
  name.textContent = rtl ? 'جونيبر' : 'Juniper & Co.';
  const title = document.createElement('h1');
  title.textContent = rtl ? 'يُصنع بتأنٍّ، ويُستخدم كل يوم.' : 'Made slowly, used daily.';
  const text = document.createElement('p');
  text.textContent = rtl
    ? 'خزف يُشكَّل على دفعات صغيرة ويُحرق مرتين.'
    : 'Stoneware thrown in small batches and fired twice, so it survives your mornings.';
  const shelf = document.createElement('div');
  shelf.className = 'shelf';
  for (let i = 0; i < 3; i++) shelf.append(document.createElement('div'));
  page.append(name, title, text, shelf);
  return page;
}
