/**
 * Frames as a real Phoenix 1.7 server and its official client exchanged them: `->` from the client, `<-` from
 * the server, `hex` before binary ones. The server had the channel of `room-topics.ts`.
 */
export type PhoenixVector = { title: string; query: string; lines: readonly string[]; close?: number };

export const phoenixVectors: readonly PhoenixVector[] = [
  {
    title: 'join, push, broadcast, bytes, denied and unknown topics, crash and return, stop',
    query: '?pke_chat_plugin_page_id=web_demo&vsn=2.0.0',
    lines: [
      '-> ["5","5","room:1","phx_join",{"token":"t"}]',
      '<- ["5","5","room:1","phx_reply",{"response":{"id":"1","params":{"token":"t"}},"status":"ok"}]',
      '-> ["5","6","room:1","echo",{"a":"é"}]',
      '<- ["5","6","room:1","phx_reply",{"response":{"a":"é"},"status":"ok"}]',
      '-> ["5","7","room:1","fail",{"a":1}]',
      '<- ["5","7","room:1","phx_reply",{"response":{"a":1},"status":"error"}]',
      '-> ["5","8","room:1","shout",{"m":1}]',
      '-> ["5","9","room:1","push_bin",{}]',
      '-> hex 0001020603353130726f6f6d3a3162696e0102',
      '<- [null,null,"room:1","shout",{"m":1}]',
      '<- hex 0001060735726f6f6d3a3162696e5f657674010203',
      '<- hex 0101020602353130726f6f6d3a316f6b0102ff',
      '-> ["5","11","room:1","silent",{}]',
      '-> [null,"12","phoenix","heartbeat",{}]',
      '<- [null,"12","phoenix","phx_reply",{"response":{},"status":"ok"}]',
      '-> ["15","15","room:deny","phx_join",{}]',
      '<- ["15","15","room:deny","phx_reply",{"response":{"reason":"denied"},"status":"error"}]',
      '-> ["15","16","room:deny","phx_leave",{}]',
      '-> ["19","19","nope:1","phx_join",{}]',
      '<- ["15","16","room:deny","phx_reply",{"response":{},"status":"ok"}]',
      '<- [null,"19","nope:1","phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}]',
      '-> ["19","20","nope:1","phx_leave",{}]',
      '<- ["19","20","nope:1","phx_reply",{"response":{},"status":"ok"}]',
      '-> ["5","22","room:1","crash",{}]',
      '<- ["5","5","room:1","phx_error",{}]',
      '-> ["24","24","room:1","phx_join",{"token":"t"}]',
      '<- ["24","24","room:1","phx_reply",{"response":{"id":"1","params":{"token":"t"}},"status":"ok"}]',
      '-> ["24","26","room:1","stop",{}]',
      '<- ["24","26","room:1","phx_reply",{"response":{"bye":true},"status":"ok"}]',
      '<- ["24","24","room:1","phx_close",{}]',
    ],
  },
  {
    title: 'without vsn the frames are objects',
    query: '',
    lines: [
      '-> {"topic":"room:1","event":"phx_join","payload":{},"ref":"1","join_ref":"1"}',
      '<- {"event":"phx_reply","payload":{"response":{"id":"1","params":{}},"status":"ok"},"ref":"1","topic":"room:1"}',
      '-> {"topic":"room:1","event":"echo","payload":{"a":1},"ref":"2","join_ref":"1"}',
      '<- {"event":"phx_reply","payload":{"response":{"a":1},"status":"ok"},"ref":"2","topic":"room:1"}',
    ],
  },
  {
    title: 'a push to a topic that was not joined, and leaving it',
    query: '?vsn=2.0.0',
    lines: [
      '-> [null,"1","room:9","echo",{}]',
      '<- [null,"1","room:9","phx_reply",{"response":{"reason":"unmatched topic"},"status":"error"}]',
      '-> ["1","2","room:9","phx_leave",{}]',
      '<- ["1","2","room:9","phx_reply",{"response":{},"status":"ok"}]',
    ],
  },
  {
    title: 'joining twice closes the first join, and a stale push is answered under the live one',
    query: '?vsn=2.0.0',
    lines: [
      '-> ["1","1","room:1","phx_join",{}]',
      '<- ["1","1","room:1","phx_reply",{"response":{"id":"1","params":{}},"status":"ok"}]',
      '-> ["2","2","room:1","phx_join",{}]',
      '<- ["2","2","room:1","phx_reply",{"response":{"id":"1","params":{}},"status":"ok"}]',
      '<- ["1","1","room:1","phx_close",{}]',
      '-> ["1","3","room:1","echo",{"old":1}]',
      '<- ["2","3","room:1","phx_reply",{"response":{"old":1},"status":"ok"}]',
      '-> ["2","4","room:1","echo",{"new":1}]',
      '<- ["2","4","room:1","phx_reply",{"response":{"new":1},"status":"ok"}]',
    ],
  },
  {
    title: 'refs may be numbers, or null',
    query: '?vsn=2.0.0',
    lines: [
      '-> [1,1,"room:1","phx_join",{}]',
      '<- [1,1,"room:1","phx_reply",{"response":{"id":"1","params":{}},"status":"ok"}]',
      '-> [1,null,"room:1","echo",{"x":1}]',
      '<- [1,null,"room:1","phx_reply",{"response":{"x":1},"status":"ok"}]',
      '-> [1,5,"room:1","echo",{"x":2}]',
      '<- [1,5,"room:1","phx_reply",{"response":{"x":2},"status":"ok"}]',
    ],
  },
  {
    title: 'leaving',
    query: '?vsn=2.0.0',
    lines: [
      '-> ["1","1","room:1","phx_join",{}]',
      '<- ["1","1","room:1","phx_reply",{"response":{"id":"1","params":{}},"status":"ok"}]',
      '-> ["1","2","room:1","phx_leave",{}]',
      '<- ["1","2","room:1","phx_reply",{"response":{},"status":"ok"}]',
      '<- ["1","1","room:1","phx_close",{}]',
    ],
  },
  { title: 'what is not JSON closes the socket', query: '?vsn=2.0.0', lines: ['-> not json'], close: 1011 },
  {
    title: 'an unknown event crashes the channel',
    query: '?vsn=2.0.0',
    lines: [
      '-> ["1","1","room:1","phx_join",{}]',
      '<- ["1","1","room:1","phx_reply",{"response":{"id":"1","params":{}},"status":"ok"}]',
      '-> ["1","2","room:1","nope",{}]',
      '<- ["1","1","room:1","phx_error",{}]',
    ],
  },
];
