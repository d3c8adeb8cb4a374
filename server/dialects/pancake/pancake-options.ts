/** How the plugin's server behaves; where the vendor's documents are silent the choice is an option. */
export type PancakeOptions = {
  /** Page ids that exist. */
  pages: readonly string[];
  /** Pages whose owner disconnected them: error 123. */
  disconnectedPages: readonly string[];
  /** Pages that were switched off: error 125. */
  deactivatedPages: readonly string[];
  /** false refuses every socket; 'silent' lets visitors join and tells them nothing. */
  push: true | false | 'silent';
  /** The visitor's topic; `<conversation_id>`, `<from_id>` and `<page_id>` are filled in. */
  topic: string;
  /** The event that carries a message: new, changed or removed. */
  event: string;
  /** Messages in one page of the history. */
  pageSize: number;
  /** Milliseconds without a frame until a socket is closed. */
  idleMs: number;
};

const defaults: PancakeOptions = {
  pages: ['web_demo'],
  disconnectedPages: [],
  deactivatedPages: [],
  push: true,
  topic: 'conversation:<conversation_id>',
  event: 'new_message',
  pageSize: 25,
  idleMs: 60_000,
};

/** The options of the moment: tests change them at run time. */
export type ReadOptions = () => PancakeOptions;

/** Fills in what was not given. The values come from whoever starts the server. */
export function readPancakeOptions(given: Readonly<Record<string, unknown>>): PancakeOptions {
  return { ...defaults, ...(given as Partial<PancakeOptions>) };
}

/** What is wrong with a page: the platform's number, or nothing. */
export function troubleWith(pageId: string, options: PancakeOptions): 104 | 123 | 125 | undefined {
  if (options.disconnectedPages.includes(pageId)) return 123;
  if (options.deactivatedPages.includes(pageId)) return 125;
  return options.pages.includes(pageId) ? undefined : 104;
}
