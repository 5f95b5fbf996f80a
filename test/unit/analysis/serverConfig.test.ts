// Settings of servers: each is found where it stands, and says what the atlas observed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  configurationFindings,
  isConfiguration,
  servers,
  settingsIn,
} from '../../../src/analysis/configuration/configurationFindings';
import { settingText, settingTitle } from '../../../src/analysis/configuration/server';
import { textsIn } from '../../../src/messages/texts';
import { said } from '../../english';

const settings = servers.flatMap(server => server.settings);
const ids = (path: string, text: string) =>
  settingsIn(path, text).map(({ setting, line }) => `${setting.id}:${line}`);

for (const { id, row } of settings)
  test(`${id} says what the atlas observed in ${row.study}, ${row.variant}`, () => {
    const study = JSON.parse(readFileSync(join('docs', 'atlas', `${row.study}.json`), 'utf8'));
    const observed = study.rows.find(({ variant }: { variant: string }) => variant === row.variant);
    assert.ok(observed, `docs/atlas/${row.study}.json has no row ${row.variant}`);
    assert.equal(observed.verdict, row.verdict);
  });

test('each setting has an id of its own and a title that fits a lens', () => {
  assert.equal(new Set(settings.map(({ id }) => id)).size, settings.length);
  for (const setting of settings) {
    assert.ok(said(settingTitle(setting)).length <= 60, `${setting.id}: ${said(settingTitle(setting))}`);
    assert.ok(said(settingText(setting)).length > 40, setting.id);
  }
});

for (const language of ['ru', 'zh-cn'] as const)
  test(`${language}: titles fit a lens`, () => {
    const { say } = textsIn(language);
    for (const setting of settings)
      assert.ok(say(settingTitle(setting)).length <= 60, say(settingTitle(setting)));
  });

/** Text of a configuration file, and what is found in it by line. */
const files: [path: string, text: string, found: string[]][] = [
  ['a/nginx.conf', 'http {\n  sendfile off;\n}', ['nginx-sendfile-off:2']],
  ['a/nginx.conf', 'events {}\nhttp {\n  server { listen 80; }\n}', ['nginx-no-sendfile:2']],
  ['etc/nginx/conf.d/site.conf', 'server {\n listen 443 ssl;\n gzip on;\n}', ['nginx-tls:2', 'nginx-gzip:3']],
  [
    'a/nginx.conf',
    'http {\n sendfile on;\n directio 4m; # ssd\n ssi on;\n}',
    ['nginx-directio:3', 'nginx-ssi:4'],
  ],
  ['a/nginx.conf', 'http {\n sendfile on;\n # sendfile off;\n directio off;\n gzip off;\n}', []],
  ['a/nginx.conf', 'log_format x "#";\nhttp {\n sendfile off;\n}', ['nginx-sendfile-off:3']],
  ['httpd.conf', 'ServerRoot /etc\nEnableSendfile off\n', ['apache-sendfile-off:2']],
  ['apache2/sites/a.conf', '<VirtualHost *:80>\nDocumentRoot /srv\n', ['apache-no-sendfile:2']],
  ['httpd.conf', 'DocumentRoot /srv\nEnableSendfile On\nEnableMMAP Off\n', []],
  ['httpd.conf', 'Listen 80\nEnableMMAP Off\n', ['apache-no-mmap:2']],
  ['apache2/ssl.conf', '<VirtualHost *:443>\nSSLEngine on\n', ['apache-tls:2']],
  ['httpd.conf', 'Listen 80\nSSLEngine off\n', []],
  ['lighttpd.conf', 'server.port = 80\nserver.network-backend = "writev"\n', ['lighttpd-writev:2']],
  ['lighttpd.conf', 'server.port = 80\nserver.network-backend = "sendfile"\n', []],
  ['haproxy.cfg', 'defaults\n mode tcp\n', ['haproxy-no-splice:2']],
  ['haproxy.cfg', 'defaults\n mode tcp\n option splice-response\n', ['haproxy-splice:3']],
  ['haproxy.cfg', 'defaults\n mode tcp\n option splice-auto\n', []],
  ['smb.conf', '[global]\nuse sendfile = yes\n', ['samba-sendfile-aio:2']],
  ['smb.conf', '[global]\nUse Sendfile = Yes\naio read size = 0\n', []],
  ['smb.conf', '[global]\n; use sendfile = no\nuse sendfile = no\n', ['samba-no-sendfile:3']],
  ['vsftpd.conf', 'listen=YES\nuse_sendfile=NO\n', ['vsftpd-no-sendfile:2']],
  ['etc/vsftpd.conf', 'listen=YES\nssl_enable=YES\n', ['vsftpd-tls:2']],
  ['vsftpd.conf', '# ssl_enable=YES\nssl_enable=NO\n', []],
  ['proftpd.conf', 'ServerType standalone\nUseSendfile off\n', ['proftpd-no-sendfile:2']],
  ['conf/server.xml', '<Server>\n<Connector port="80"\n useSendfile="false"/>', ['tomcat-no-sendfile:3']],
  ['conf/server.xml', '<Server>\n<Connector port="443"\n SSLEnabled="true"/>', ['tomcat-tls:3']],
  ['conf/server.xml', '<Server>\n<!-- <Connector\nuseSendfile="false"/> -->\n<Connector port="80"/>', []],
  [
    'conf/hdfs-site.xml',
    '<configuration>\n<property>\n <name>dfs.datanode.transferTo.allowed</name>\n <value>false</value>\n</property>',
    ['hdfs-no-transfer-to:3'],
  ],
  [
    'conf/hdfs-site.xml',
    '<configuration>\n<property><name>dfs.datanode.transferTo.allowed</name><value>true</value></property>',
    [],
  ],
  ['config/server.properties', 'broker.id=1\nlisteners=SASL_SSL://:9093\n', ['kafka-tls:2']],
  ['config/server.properties', 'broker.id=1\nlisteners=PLAINTEXT://:9092\n', []],
  ['broker.conf', 'brokerName=a\ntransferMsgByHeap=true\n', ['rocketmq-heap:2']],
  ['broker.conf', 'brokerName=a\ntransferMsgByHeap=false\n', ['rocketmq-no-heap:2']],
];

for (const [path, text, found] of files)
  test(`${path}: ${found.join(', ') || 'nothing'} in ${JSON.stringify(text)}`, () => {
    assert.ok(isConfiguration(path));
    assert.deepEqual(ids(path, text), found);
    assert.deepEqual(
      ids(`C:\\work\\${path.replaceAll('/', '\\')}`, text),
      found,
      'with the paths of Windows',
    );
  });

test('every setting is found in some file', () => {
  const found = files.flatMap(([, , names]) => names.map(name => name.split(':')[0]));
  assert.deepEqual(
    settings.map(({ id }) => id).filter(id => !found.includes(id)),
    [],
  );
});

test('files of other programs under such names have no finding', () => {
  for (const [path, text] of [
    ['server.properties', 'server.port=80\nlisteners=SSL://:1\n'.replace('listeners', 'others')],
    ['server.xml', '<beans useSendfile="false"/>'],
    ['broker.conf', 'log_dest stderr\n'],
    ['src/server.conf', 'sendfile off;'],
  ] as const)
    assert.deepEqual(ids(path, text), [], path);
});

test('a finding is of the configuration, never replaceable, and names its row', () => {
  const [finding] = configurationFindings('nginx.conf', 'http {\nsendfile off;\n}');
  assert.equal(finding?.verdict, 'configuration');
  assert.equal(finding.rule, 'server-config');
  assert.match(said(finding.message), /docs\/atlas\/nginx\.json, off/);
});
