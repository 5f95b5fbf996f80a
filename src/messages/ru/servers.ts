import type { servers as english } from '../en/servers';

export const servers: Record<keyof typeof english, string> = {
  'server.samba-sendfile-aio.title': 'Всё равно копирует: раньше идут асинхронные чтения',
  'server.samba-sendfile-aio.what':
    'Одно `use sendfile = yes` ничего не меняет: чтения от `aio read size` байтов (по умолчанию 1) асинхронны, а такие никогда не идут через sendfile.',
  'server.samba-no-sendfile.title': 'Копирует каждый байт: use sendfile выключен',
  'server.samba-no-sendfile.what': 'Без sendfile Samba читает файлы в свою память и отправляет их оттуда.',
  'server.vsftpd-no-sendfile.title': 'Копирует каждый байт: use_sendfile равно NO',
  'server.vsftpd-no-sendfile.what':
    'При `use_sendfile=NO` vsftpd читает файлы в свою память и отправляет их оттуда: процессор копирует каждый байт дважды.',
  'server.vsftpd-tls.title': 'TLS шифрует в vsftpd: sendfile не используется',
  'server.vsftpd-tls.what':
    'При TLS байты нужно зашифровать: vsftpd читает файлы в свою память, шифрует их там и отправляет результат, в том числе с `use_sendfile=YES`. Сеансы без TLS, если они разрешены, по-прежнему идут через sendfile.',
  'server.proftpd-no-sendfile.title': 'Копирует каждый байт: UseSendfile выключен',
  'server.proftpd-no-sendfile.what':
    'При `UseSendfile off` ProFTPD читает файлы в свою память и отправляет их оттуда: процессор копирует каждый байт дважды.',
  'server.tomcat-no-sendfile.title': 'Копирует каждый байт: useSendfile равно false',
  'server.tomcat-no-sendfile.what':
    'При `useSendfile="false"` Tomcat читает статические файлы в свою память и отправляет их оттуда. По умолчанию файлы больше 48 KiB он отправляет через sendfile.',
  'server.hdfs-no-transfer-to.title': 'Копирует каждый блок: transferTo запрещён',
  'server.hdfs-no-transfer-to.what':
    'При `dfs.datanode.transferTo.allowed=false` DataNode читает блоки в свою память и отправляет их оттуда. По умолчанию он отправляет их через transferTo, то есть sendfile.',
  'server.kafka-tls.title': 'TLS шифрует в брокере: sendfile не используется',
  'server.kafka-tls.what':
    'Слушатель без шифрования отправляет сегменты журнала через sendfile. При TLS брокер читает их в свою память, шифрует и копирует: больше времени процессора на каждый байт, который забирают потребители.',
  'server.rocketmq-heap.title': 'Копирует сообщения в кучу, затем в сокет',
  'server.rocketmq-heap.what':
    'При `transferMsgByHeap=true` (по умолчанию) брокер копирует сообщения из отображённого журнала в кучу, прежде чем отправить.',
  'server.rocketmq-no-heap.title': 'Пишет из отображённого журнала: одна копия, в сокет',
  'server.rocketmq-no-heap.what':
    'При `transferMsgByHeap=false` брокер пишет из отображённого журнала. Это избавляет от копии в кучу; ядро по-прежнему копирует каждый байт в сокет.',
  'server.nginx-sendfile-off.title': 'Копирует каждый байт: sendfile выключен',
  'server.nginx-sendfile-off.what':
    'При `sendfile off` nginx читает файлы в свою память и отправляет их оттуда: процессор копирует каждый байт дважды.',
  'server.nginx-no-sendfile.title': 'Копирует каждый байт: sendfile по умолчанию выключен',
  'server.nginx-no-sendfile.what':
    'Собственное значение nginx по умолчанию — `sendfile off`: он читает файлы в свою память и отправляет их оттуда, процессор копирует каждый байт дважды. Настройка может стоять во включаемом файле.',
  'server.nginx-directio.title': 'Копирует файлы от этого размера: directio',
  'server.nginx-directio.what':
    '`directio` выключает sendfile для файлов от этого размера: они минуют страничный кэш, поэтому нет страниц, на которые можно сослаться.',
  'server.nginx-gzip.title': 'Сжатые ответы читаются, сжимаются и копируются',
  'server.nginx-gzip.what':
    'То, что сжимает `gzip`, читается в память nginx, что бы ни стояло в `sendfile`. Типы не из `gzip_types` и ответы короче `gzip_min_length` по-прежнему идут через sendfile.',
  'server.nginx-ssi.title': 'SSI читает каждый байт, но отправляет через sendfile',
  'server.nginx-ssi.what':
    'С `ssi` nginx читает файлы этих типов в поисках команд; то, что он не заменяет, по-прежнему отправляется ссылками на страницы. Чтение стоит времени процессора, но копия не отправляется.',
  'server.nginx-tls.title': 'TLS шифрует в nginx: sendfile не используется',
  'server.nginx-tls.what':
    'При TLS байты нужно зашифровать, поэтому nginx читает и копирует их, если только не шифрует ядро (kTLS: `ssl_conf_command Options KTLS`, OpenSSL 3, модуль ядра tls).',
  'server.apache-tls.title': 'TLS шифрует в Apache: sendfile не используется',
  'server.apache-tls.what':
    'При TLS байты нужно зашифровать: Apache делает это в своей памяти и отправляет результат, в том числе с `EnableSendfile On`.',
  'server.tomcat-tls.title': 'TLS шифрует в Tomcat: sendfile не используется',
  'server.tomcat-tls.what':
    'При TLS байты нужно зашифровать: Tomcat делает это в своей памяти и отправляет результат, в том числе с `useSendfile="true"`.',
  'server.apache-sendfile-off.title': 'Копирует каждый байт: EnableSendfile равно Off',
  'server.apache-sendfile-off.what':
    'При `EnableSendfile Off` Apache отображает файлы в память и пишет из отображения: процессор копирует каждый байт в сокет. На сетевых файловых системах оставьте Off.',
  'server.apache-no-sendfile.title': 'Копирует каждый байт: EnableSendfile по умолчанию Off',
  'server.apache-no-sendfile.what':
    'Начиная с Apache 2.4 `EnableSendfile` по умолчанию Off: он отображает файлы в память и пишет из отображения, так что процессор копирует каждый байт в сокет. Настройка может стоять во включаемом файле.',
  'server.apache-no-mmap.title': 'Копирует каждый байт дважды: ни mmap, ни sendfile',
  'server.apache-no-mmap.what':
    'При `EnableMMAP Off` и без sendfile Apache читает файлы в свою память и отправляет их оттуда: процессор копирует каждый байт дважды.',
  'server.lighttpd-writev.title': 'Копирует каждый байт: network-backend не sendfile',
  'server.lighttpd-writev.what':
    'С таким `server.network-backend` lighttpd читает файлы в свою память и отправляет их оттуда: процессор копирует каждый байт дважды.',
  'server.haproxy-splice.title': 'Передаёт ответы через splice: почти без копий',
  'server.haproxy-splice.what':
    'С `option splice-response` HAProxy передаёт ответы из сокета в сокет через splice: ссылки на страницы от сервера за ним доходят до клиента. Часть байтов всё же копируется.',
  'server.haproxy-no-splice.title': 'HAProxy копирует каждый байт: нет опции splice',
  'server.haproxy-no-splice.what':
    'Без опции splice HAProxy принимает каждый байт в свою память и отправляет его снова, даже если сервер за ним отправляет ссылками на страницы.',
};
