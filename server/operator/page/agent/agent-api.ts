import type { OfflineMessage } from '../desk-types.js';
import { OperatorApi } from '../operator-api.js';

/** The calls of a page that is about one conversation; a cookie opens them. */
export class AgentApi extends OperatorApi {
  constructor(session: string) {
    super(undefined, `/chatvisor/agent/${session}`);
  }

  /** Left messages are the operator's. */
  override offline(): Promise<OfflineMessage[]> {
    return Promise.resolve([]);
  }
}
