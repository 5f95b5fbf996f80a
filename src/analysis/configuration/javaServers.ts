import type { Server } from './server';

export const tomcat: Server = {
  name: 'Tomcat',
  owns: /(^|\/)server\.xml$/,
  marks: /<Connector\b/,
  comment: 'xml',
  settings: [
    {
      id: 'tomcat-no-sendfile',
      line: /\buseSendfile\s*=\s*(["'])false\1/,
      row: { study: 'tomcat', variant: 'no sendfile', verdict: 'copy' },
      title: 'Copies every byte: useSendfile is false',
      message:
        'With `useSendfile="false"` Tomcat reads static files into its memory and writes them out. By default it sends files of more than 48 KiB by sendfile.',
      instead: 'useSendfile="true", the default',
    },
  ],
};

export const kafka: Server = {
  name: 'Kafka',
  owns: /(^|\/)(server|broker|kafka)[^/]*\.properties$|(^|\/)kafka\/([^/]+\/)*[^/]+\.properties$/,
  marks: /^\s*(listeners|advertised\.listeners|log\.dirs?|process\.roles|broker\.id|node\.id)\s*=/m,
  comment: '#',
  settings: [
    {
      id: 'kafka-tls',
      line: /^\s*listeners\s*=.*\b(SASL_)?SSL:\/\//,
      row: { study: 'kafka', variant: 'tls', verdict: 'undecided' },
      title: 'TLS encrypts in the broker: sendfile is not used',
      message:
        'A plaintext listener sends log segments by sendfile. Over TLS the broker reads them into its memory, encrypts and copies them: more CPU time for each byte that consumers fetch.',
      instead: null,
    },
  ],
};

export const rocketmq: Server = {
  name: 'RocketMQ',
  owns: /(^|\/)broker[^/]*\.(conf|properties)$|(^|\/)rocketmq\/([^/]+\/)*[^/]+\.(conf|properties)$/,
  marks: /^\s*(brokerName|brokerClusterName|namesrvAddr|transferMsgByHeap|brokerRole)\s*=/m,
  comment: '#',
  settings: [
    {
      id: 'rocketmq-heap',
      line: /^\s*transferMsgByHeap\s*=\s*true\b/,
      row: { study: 'rocketmq', variant: 'heap', verdict: 'copy' },
      title: 'Copies messages into the heap, then into the socket',
      message:
        'With `transferMsgByHeap=true`, the default, the broker copies messages from the mapped log into the heap before it writes them.',
      instead: 'transferMsgByHeap=false',
    },
    {
      id: 'rocketmq-no-heap',
      line: /^\s*transferMsgByHeap\s*=\s*false\b/,
      row: { study: 'rocketmq', variant: 'no heap', verdict: 'copy' },
      title: 'Writes from the mapped log: one copy, into the socket',
      message:
        'With `transferMsgByHeap=false` the broker writes from the mapped log. That saves the copy into the heap; the kernel still copies each byte into the socket.',
      instead: null,
    },
  ],
};
