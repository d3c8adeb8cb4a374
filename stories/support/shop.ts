import { goods } from './people.js';

/** Words of the page, from left to right and from right to left. */
const WORDS = {
  ltr: {
    name: 'Juniper & Co.',
    season: 'Autumn collection',
    title: 'Made slowly, used daily.',
    text: 'Stoneware thrown in small batches and fired twice, so it survives your mornings.',
    goods: [['Ember mug', '€28'], ['Fen vase', '€64'], ['Dune bowl', '€34']],
  },
  rtl: {
    name: 'جونيبر',
    season: 'مجموعة الخريف',
    title: 'يُصنع بتأنٍّ، ويُستخدم كل يوم.',
    text: 'خزف يُشكَّل على دفعات صغيرة ويُحرق مرتين.',
    goods: [['كوب إمبر', '€28'], ['مزهرية فن', '€64'], ['وعاء ديون', '€34']],
  },
} as const;

function make(name: string, text = '', className = ''): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}

function piece([name, price]: readonly [string, string], index: number): HTMLElement {
  const card = document.createElement('div');
  const image = document.createElement('img');
  Object.assign(image, { src: goods[index], alt: '' });
  card.append(image, make('span', name), make('span', price));
  return card;
}

/** A page of somebody else, so that a story shows the widget where it lives. */
export function createShop(dark: boolean, rtl: boolean): HTMLElement {
  const words = WORDS[rtl ? 'rtl' : 'ltr'];
  const page = make('main', '', 'shop');
  page.dir = rtl ? 'rtl' : 'ltr';
  page.classList.toggle('dark', dark);
  const shelf = make('div', '', 'shelf');
  shelf.append(...words.goods.map(piece));
  page.append(make('strong', words.name), make('small', words.season), make('h1', words.title), make('p', words.text), shelf);
  return page;
}
