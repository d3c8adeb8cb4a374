/** The open REST contract: any backend that implements these few endpoints. */
export { createRestTransport as createTransport } from '../wire/rest/rest-transport.js';
