import { message } from '../../messages/message';
import type { Finding } from '../../model/finding';
import type { Comment } from '../syntax/commentsHolding';
import { proftpd, samba, vsftpd } from './fileServers';
import { hdfs, kafka, rocketmq, tomcat } from './javaServers';
import { type Server, type Setting, settingText } from './server';
import { apache, haproxy, lighttpd, nginx } from './webServers';

const slashed = (path: string) => path.replaceAll('\\', '/');

/** Whether a path may be a server's configuration; its text decides. */
export const isConfiguration = (path: string): boolean =>
  servers.some(({ owns }) => owns.test(slashed(path)));

/** A setting where it stands. */
export interface PlacedSetting {
  setting: Setting;
  server: Server;
  /** 1-based. */
  line: number;
}

/** The settings of a configuration file that decide how bytes go to clients; none where it is no known server's. */
export function settingsIn(path: string, text: string): PlacedSetting[] {
  const server = servers.find(({ owns, marks }) => owns.test(slashed(path)) && marks.test(text));
  if (!server) return [];
  const lines = withoutComments(text, server.comment).split('\n');
  const whole = lines.join('\n');
  const usable = server.settings.filter(
    ({ beside, without }) => (!beside || beside.test(whole)) && !without?.test(whole),
  );
  return lines.flatMap((line, at) => {
    const setting = usable.find(candidate => candidate.line.test(line));
    return setting ? [{ setting, server, line: at + 1 }] : [];
  });
}

/** As `settingsIn`, as findings of the rule server-config. */
export function configurationFindings(file: string, text: string): Finding[] {
  return settingsIn(file, text).map(({ setting, server, line }) => ({
    ...{ file, language: 'configuration', rule: 'server-config', startLine: line, endLine: line },
    ...{ route: 'file-to-socket', chunkBytes: null, verdict: 'configuration', reach: 'depends' },
    message: message('finding.setting', {
      server: server.name,
      what: settingText(setting),
      study: setting.row.study,
      variant: setting.row.variant,
    }),
    ...{ instead: setting.instead, fix: null },
  }));
}

/** The text with its comments cut out, each line where it was. */
function withoutComments(text: string, comment: Server['comment']): string {
  if (comment === 'xml') return text.replace(/<!--[\s\S]*?(-->|$)/g, cut => cut.replace(/[^\n]/g, ''));
  if (comment === '#;') return text.replace(/^[ \t]*[#;].*$/gm, '');
  return text.split('\n').map(withoutComment).join('\n');
}

/** A line up to the first `#` outside of quotes; a quote that is not closed is an ordinary character. */
function withoutComment(line: string): string {
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '#') return line.slice(0, at);
    if (character !== '"' && character !== "'") continue;
    const end = line.indexOf(character, at + 1);
    if (end > 0) at = end;
  }
  return line;
}

/** Comments of a configuration that hold a word, for suppressions. */
export function configurationComments(text: string, word: string): Comment[] {
  return text.split('\n').flatMap((line, at) => {
    const found = /(^|\s)(#|;|<!--)/.exec(line);
    if (!found || line.indexOf(word) < found.index) return [];
    const alone = line.slice(0, found.index).trim() === '';
    return [{ text: line.slice(found.index).trim(), startLine: at + 1, endLine: at + 1, alone }];
  });
}

/** Every server whose configuration is looked at. A new one is an entry, and a row of the atlas for each setting. */
export const servers: readonly Server[] = [
  ...[nginx, apache, lighttpd, haproxy],
  ...[samba, vsftpd, proftpd],
  ...[tomcat, hdfs, kafka, rocketmq],
];
