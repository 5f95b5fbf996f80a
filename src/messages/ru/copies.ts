import type { copies as en } from '../en/copies';

export const copies: Record<keyof typeof en, string> = {
  'copy.read': 'read копирует из страничного кэша в данный ему буфер (copy_page_to_iter).',
  'copy.splice-out':
    '{filesystem} отдаёт сами страницы кэша: передаются только ссылки на них (filemap_splice_read и подобные).',
  'copy.splice-out-copied':
    'Не известно, чтобы {filesystem} отдавала свои страницы, поэтому ядро читает в новые (copy_splice_read).',
  'copy.from-disk':
    'Байты, которые блочное устройство отдало за прогон (/proc/self/io, read_bytes), с упреждающим чтением; байтам из кэша оно не нужно.',
  'copy.header':
    'Заголовок каждого файла присоединён к нему через MSG_MORE: tcp_sendmsg копирует то, что идёт из памяти программы.',
  'copy.dropped':
    'Через loopback получателю достаются те же буферы, без карты между ними, и он отбрасывает их не читая (MSG_TRUNC, tcp(7)).',
  'copy.received':
    'Через loopback получателю достаются те же буферы, без карты между ними; его recv копирует их в память программы.',
  'copy.pipe-read': 'Читатель копирует из канала в свою память (pipe_read).',
  'copy.drained': 'Получатель передаёт буферы через splice в /dev/null, где ссылки отбрасываются без чтения.',
  'copy.to-disk':
    'fdatasync и msync ждут, пока записанные страницы окажутся на устройстве; байты после последнего сброса уходят позже.',
  'copy.write-file': 'write копирует из буфера программы в страницы вывода (copy_folio_from_iter).',
  'copy.write-pipe': 'write копирует из буфера программы в страницы канала (pipe_write).',
  'copy.write-socket':
    'write копирует из буфера программы в буфер сокета (tcp_sendmsg, unix_stream_sendmsg).',
  'copy.mapped-to-file':
    'Отображение и есть страничный кэш, поэтому write копирует один раз: оттуда в страницы вывода.',
  'copy.mapped-to-pipe':
    'Отображение и есть страничный кэш, поэтому write копирует один раз: оттуда в страницы канала.',
  'copy.mapped-to-socket':
    'Отображение и есть страничный кэш, поэтому write копирует один раз: оттуда в буфер сокета.',
  'copy.splice-to-file':
    'В файл splice пишет так же, как write: одна копия (iter_file_splice_write); SPLICE_F_MOVE с 2.6.21 ничего не делает.',
  'copy.splice-to-socket':
    'splice передаёт сокету страницы канала (MSG_SPLICE_PAGES с Linux 6.5, раньше sendpage).',
  'copy.splice-from-socket': 'splice кладёт в канал ссылки на буферы сокета (skb_splice_bits).',
  'copy.vmsplice': 'vmsplice кладёт в канал ссылки на отображённые страницы кэша (vmsplice(2)).',
  'copy.shared-extents':
    'copy_file_range делит экстенты на файловой системе с reflink (remap_file_range): ни один байт не движется.',
  'copy.copy-file-range':
    'Без reflink copy_file_range делает splice внутри ядра: одна копия, в страницы вывода (splice_copy_file_range).',
  'copy.at-server':
    '{filesystem} передаёт copy_file_range своему серверу, и тот копирует сам: через эту машину не проходит ни байта, если операцию знают обе стороны; иначе ядро читает и пишет.',
  'copy.memcpy':
    'memcpy между двумя отображениями: одна копия, в пространстве пользователя, со страничными сбоями вместо вызовов.',
  'copy.clone':
    'FICLONE заставляет вывод делить экстенты с вводом; байты копируются, только когда в одну из сторон пишут.',
  'copy.zero-copy-copied':
    'Эти ядро всё-таки скопировало и сказало об этом при завершении (SO_EE_CODE_ZEROCOPY_COPIED, IORING_NOTIF_USAGE_ZC_COPIED): через loopback так всегда.',
  'copy.zero-copy':
    'MSG_ZEROCOPY закрепляет страницы программы и передаёт их сокету; уведомления о завершении говорят, когда они снова свободны.',
  'copy.kernel-tls':
    'TLS в ядре шифрует из страничного кэша в новые буферы: один проход CPU вместо копии (tls_sw_sendmsg).',
  'copy.recv': 'recv копирует из буфера сокета в буфер программы (skb_copy_datagram_iter).',
  'copy.recv-mapped': 'recv в отображение вывода копирует один раз, прямо в его страницы в кэше.',
  'copy.direct-read':
    'O_DIRECT позволяет устройству писать прямо в буфер программы, минуя страничный кэш (open(2)).',
  'copy.direct-read-blocks':
    'O_DIRECT позволяет устройству писать прямо в буфер программы, минуя страничный кэш (open(2)). Читались целые блоки: {ratio, ratio} от запрошенных байтов.',
  'copy.direct-memory':
    'У {filesystem} нет устройства, с которого читать: O_DIRECT принят, а байты копируются из её страниц.',
  'copy.direct-cached':
    'Устройство отдало меньше, чем прочитано, значит, остальное файловая система взяла из своего страничного кэша.',
  'copy.direct-checksums':
    'btrfs хранит контрольные суммы записанного, поэтому O_DIRECT сначала копирует в её страницы (замечено на Linux 6.18).',
  'copy.direct-refused':
    'У вывода нет устройства, или он не принимает O_DIRECT, поэтому write копирует в его страницы.',
  'copy.direct-write':
    'O_DIRECT на выводе позволяет устройству забирать прямо из буфера программы (open(2)); дополненный последний блок обрезается.',
};
