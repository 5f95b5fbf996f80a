import { message } from '../../messages/message';
import type { End, Language, Reach } from '../../model/finding';
import type { Message } from '../../model/message';

/** The call that moves one end's bytes to the other in a language, and what it does there. */
export interface WholeAdvice {
  instead: string;
  reach: Reach;
  because: Message;
}

/** The two ends. `named`: both are paths, so that a call that copies a file by its name fits. */
export interface WholeEnds {
  source: End;
  sink: End;
  named: boolean;
}

type Advise = (ends: WholeEnds) => [instead: string, reach: Reach];

const betweenFiles = ({ source, sink }: WholeEnds) => source === 'file' && sink === 'file';
const toSocket = ({ source, sink }: WholeEnds) => source === 'file' && sink === 'socket';

const javascript: Advise = ({ named }) =>
  named ? ['fs.copyFile', 'kernel'] : ['stream.pipeline', 'user-space'];

const jvm: Advise = ends => {
  if (betweenFiles(ends)) return ['FileChannel.transferTo', 'kernel'];
  return toSocket(ends) ? ['FileChannel.transferTo', 'depends'] : ['InputStream.transferTo', 'user-space'];
};

const advice: Partial<Record<Language, Advise>> = {
  javascript,
  typescript: javascript,
  java: jvm,
  kotlin: jvm,
  // *os.File and the stream sockets reach copy_file_range, sendfile or splice; wrappers do not (Go 1.22).
  go: ({ source, sink }) => ['io.Copy', source === 'file' && sink !== 'unknown' ? 'kernel' : 'depends'],
  python: ends => {
    if (ends.named) return ['shutil.copyfile', 'kernel'];
    return toSocket(ends) ? ['socket.sendfile', 'kernel'] : ['shutil.copyfileobj', 'user-space'];
  },
  // std::io::copy reaches copy_file_range between files, and no longer sendfile to a socket (rust-lang/rust 108283, 2023).
  rust: ends => {
    if (ends.named) return ['std::fs::copy', 'kernel'];
    return ['std::io::copy', betweenFiles(ends) ? 'kernel' : 'user-space'];
  },
  csharp: ends => {
    if (ends.named) return ['File.Copy', 'kernel'];
    return toSocket(ends) ? ['Socket.SendFileAsync', 'depends'] : ['Stream.CopyToAsync', 'user-space'];
  },
};

const because: Record<Reach, (call: string) => Message> = {
  kernel: call => message('call.whole-kernel', { call }),
  depends: call => message('call.whole-depends', { call }),
  'user-space': call => message('call.whole-user-space', { call }),
};

export function wholeAdvice(language: Language, ends: WholeEnds): WholeAdvice | null {
  const [instead, reach] = advice[language]?.(ends) ?? [];
  return instead && reach ? { instead, reach, because: because[reach](instead) } : null;
}
