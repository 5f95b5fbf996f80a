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
      instead: 'useSendfile="true", the default',
    },
    {
      id: 'tomcat-tls',
      line: /\bSSLEnabled\s*=\s*(["'])true\1/i,
      row: { study: 'tomcat', variant: 'tls', verdict: 'undecided' },
      instead: null,
    },
  ],
};

export const hdfs: Server = {
  name: 'HDFS',
  owns: /(^|\/)hdfs-(site|default)\.xml$/,
  marks: /<configuration\b/,
  comment: 'xml',
  settings: [
    {
      id: 'hdfs-no-transfer-to',
      line: /<name>\s*dfs\.datanode\.transferTo\.allowed\b/,
      // The value stands on the same line or on the next.
      beside: /<name>\s*dfs\.datanode\.transferTo\.allowed\s*<\/name>\s*<value>\s*false\b/,
      row: { study: 'hdfs', variant: 'no transferTo', verdict: 'copy' },
      instead: 'dfs.datanode.transferTo.allowed=true, the default',
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
      instead: 'transferMsgByHeap=false',
    },
    {
      id: 'rocketmq-no-heap',
      line: /^\s*transferMsgByHeap\s*=\s*false\b/,
      row: { study: 'rocketmq', variant: 'no heap', verdict: 'copy' },
      instead: null,
    },
  ],
};
