/** Published as `chat-widget-element/testing`. */
export {
  describeTransport,
  transportContract,
  type ContractCase,
  type ContractRunner,
} from './transport-contract.js';
export type {
  ContractBackend,
  ContractCall,
  ContractExtra,
  ContractFailure,
  ContractFeature,
  ContractHarness,
  StoredMessage,
} from './contract-backend.js';
export { chatDom } from './chat-dom.js';
export type { ChatDriver, SeenMessage } from './chat-driver.js';
export { chatPage, type ChatPageOptions, type DrivenPage } from './chat-page.js';
export { createContractClock, type ContractClock } from './contract-clock.js';
export {
  createMock,
  setMockScript,
  type Mock,
  type MockScript,
  type MockStep,
} from '../transports/mock/mock.js';
