import { scopeService } from '../conversation/chat-service.js';
import { tenantsOf } from '../conversation/tenants.js';
import { createChatvisorDialect } from './chatvisor/chatvisor-dialect.js';
import type { CreateDialect } from './dialect.js';
import { createExpertflowDialect } from './expertflow/expertflow-dialect.js';
import { createPancakeDialect } from './pancake/pancake-dialect.js';
import { createChatgonowDialect } from './chatgonow/chatgonow-dialect.js';
import { createRestDialect } from './rest/rest-dialect.js';
import { createRocketchatDialect } from './rocketchat/rocketchat-dialect.js';

/** Every dialect by its name, which is also the path it hangs at: `rest` answers below `/rest`. */
export const dialects: Readonly<Record<string, CreateDialect>> = {
  expertflow: createExpertflowDialect,
  pancake: createPancakeDialect,
  chatvisor: createChatvisorDialect,
  rest: (service, settings) => ({
    app: createRestDialect(scopeService(service, service.context.site, { tenants: tenantsOf('rest') }), settings),
  }),
  chatgonow: createChatgonowDialect,
  rocketchat: createRocketchatDialect,
};
