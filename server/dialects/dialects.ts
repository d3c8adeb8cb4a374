import type { CreateDialect } from './dialect.js';
import { createRestDialect } from './rest/rest-dialect.js';

/** Every dialect by its name, which is also the path it hangs at: `rest` answers below `/rest`. */
export const dialects: Readonly<Record<string, CreateDialect>> = {
  rest: (service, settings) => ({ app: createRestDialect(service, settings) }),
};
