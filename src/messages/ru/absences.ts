import type { absences as en } from '../en/absences';

export const absences: Record<keyof typeof en, string> = {
  'route-copy-file-range.why':
    '{strategy} на этом маршруте неприменимо: copy_file_range знает только обычные файлы, на обоих концах.',
  'route-send-zc.why': '{strategy} на этом маршруте неприменимо: SEND_ZC отправляет только в сокеты.',
  'route-both-mapped.why':
    '{strategy} на этом маршруте неприменимо: отображать можно только файлы, а она отображает оба конца.',
  'route-msg-zerocopy.why':
    '{strategy} на этом маршруте неприменимо: MSG_ZEROCOPY — способ отправки в сокет.',
  'route-shared-extents.why':
    '{strategy} на этом маршруте неприменимо: делить экстенты можно только между файлами.',
  'route-sendfile.why':
    '{strategy} на этом маршруте неприменимо: sendfile читает из файла, который можно отобразить, и никогда из сокета.',
  'route-vmsplice.why':
    '{strategy} на этом маршруте неприменимо: vmsplice начинает с отображённой памяти, а пришедшее из сокета не отображено.',
  'route-uring-splice.why':
    '{strategy} на этом маршруте неприменимо: сколько переместит один splice, решает то, что есть в сокете, и подготовленные заранее splice оборвались бы.',
  'route-unknown.why': 'Модуль измерения не знает {strategy} на {route}.',
  'route-unknown.remedy': 'Обновите расширение.',
  'pass-unseen.why':
    '{strategy} не может сделать этот проход по данным: байты не попадают в пространство пользователя.',
  'pass-linked.why':
    '{strategy} не может сделать этот проход по данным: каждая запись связана со своим чтением внутри ядра, и программа байтов не видит.',
  'pass-own-pages-sent.why':
    '{strategy} не может сделать этот проход по данным: она отправляет сами страницы файла, менять которые нельзя.',
  'pass-own-pages.why':
    '{strategy} не может сделать этот проход по данным: она передаёт сами страницы файла, менять которые нельзя.',
  'pass-nothing-moves.why': '{strategy} не может сделать этот проход по данным: ни один байт не движется.',
  'mapping-changed.why':
    'mmap-write отправляет сами страницы файла, менять которые нельзя, а этот проход меняет байты.',
  'mapping-changed.remedy': 'Выберите read-write или, между файлами, mmap-mmap.',
  'follow-from-socket.why':
    'За растущим файлом следит тот, кто его читает; на этом маршруте отправитель читает из сокета.',
  'follow-from-socket.remedy': 'Выберите маршрут, который начинается с файла.',
  'follow-direct.why':
    '{strategy} не может следовать за растущим файлом: дописанное последним лежит только в страничном кэше и кончается посреди блока, куда O_DIRECT не добраться без его записи на диск.',
  'follow-clone.why':
    '{strategy} не может следовать за растущим файлом: клон снимают с целого файла один раз, и он кончается на границе блока.',
  'follow-uring.why':
    '{strategy} не может следовать за растущим файлом: она готовит чтения и отправки наперёд, а у догнавшего читателя есть только один кусок.',
  'unix-without-zero-copy.why': 'У потоковых сокетов Unix нет MSG_ZEROCOPY.',
  'unix-without-zero-copy.remedy':
    'Выберите сокет TCP или splice, который не копирует ни на том, ни на другом.',
  'unix-without-send-zc.why':
    'Сокеты Unix копируют то, что им отправляют: отправки без копирования у них нет.',
  'unix-without-send-zc.remedy': 'Выберите сокет TCP.',
  'choose-route.remedy': 'Выберите другой маршрут или стратегию.',
  'choose-user-space.remedy': 'Выберите стратегию, которая приносит байты в программу, например read-write.',
  'choose-follower.remedy': 'Выберите read-write, mmap-write, sendfile или splice.',
  'uring-off-for-all.why': 'io_uring выключен на этой машине для всех (kernel.io_uring_disabled = 2).',
  'uring-off-for-all.remedy':
    'Выполните `sudo sysctl kernel.io_uring_disabled=0`, если владелец машины согласен.',
  'uring-privileged-only.why':
    'io_uring на этой машине открыт только привилегированным пользователям (kernel.io_uring_disabled = 1).',
  'uring-privileged-only.remedy':
    'Запустите от root, вступите в группу kernel.io_uring_group или выполните `sudo sysctl kernel.io_uring_disabled=0`.',
  'uring-forbidden.why':
    'io_uring этому процессу запрещён (EPERM), скорее всего фильтром seccomp контейнера.',
  'uring-forbidden.remedy':
    'Запустите вне контейнера или с профилем seccomp, где разрешены io_uring_setup, _enter и _register.',
  'uring-missing.why':
    'Io_uring здесь нет: ядро старше 5.4, собрано без него, или его скрывает фильтр (ENOSYS).',
  'uring-missing.remedy': 'Возьмите Linux 5.4 или новее с CONFIG_IO_URING.',
  'uring-too-old.why': 'Io_uring этого ядра не умеет того, что нужно {strategy} ({call}: {errno}).',
  'uring-too-old.remedy': 'Возьмите Linux 5.12 или новее.',
  'uring-without-send-zc.why': 'Io_uring этого ядра не умеет того, что нужно {strategy} ({call}: {errno}).',
  'uring-without-send-zc.remedy': 'Возьмите Linux 6.0 или новее: там есть SEND_ZC.',
  'locked-memory.why':
    '{strategy} закрепляет память, а этому пользователю нельзя закрепить столько (ENOMEM).',
  'locked-memory.remedy': 'Поднимите предел (`ulimit -l`, LimitMEMLOCK= в systemd) или запустите от root.',
  'filesystem-not-mappable.why': '{filesystem} не позволяет отображать свои файлы (mmap: ENODEV).',
  'filesystem-not-mappable.remedy':
    'Возьмите файл на дисковой файловой системе, например ext4, xfs или btrfs.',
  'filesystem-without-clones.why':
    '{filesystem} не умеет клонов с копированием при записи (FICLONE: {errno}).',
  'filesystem-without-clones.remedy':
    'Возьмите файловую систему, которая умеет: btrfs, bcachefs или xfs, созданную с reflink=1.',
  'filesystem-without-direct.why':
    '{filesystem} не даёт программам обходить страничный кэш (O_DIRECT: {errno}).',
  'filesystem-without-direct.remedy':
    'Возьмите файл на дисковой файловой системе, например ext4, xfs или btrfs.',
  'socket-without-zero-copy.why': 'У такого сокета нет отправки без копирования ({call}: {errno}).',
  'socket-without-zero-copy.remedy': 'Возьмите TCP на Linux 4.14 или новее.',
  'zero-copy-no-room.why': 'Ядру негде объявлять о завершённых отправках без копирования (ENOBUFS).',
  'zero-copy-no-room.remedy':
    'Поднимите предел: `sudo sysctl net.core.optmem_max=1048576`; проверьте и `ulimit -l`.',
  'zero-copy-pages-unlocked.why': 'Страницы одного куска нельзя закрепить в памяти (sendmsg: ENOBUFS).',
  'zero-copy-pages-unlocked.remedy':
    'Поднимите `ulimit -l` или net.core.optmem_max либо возьмите куски поменьше.',
  'loopback-down.why':
    'TCP-соединение с самой машиной невозможно: интерфейс loopback выключен ({call}: {errno}).',
  'loopback-down.remedy': 'Включите его (`ip link set lo up`) или выберите сокеты Unix (`--socket unix`).',
  'output-too-large.why': 'Этому процессу нельзя писать файлы такого размера ({call}: {errno}).',
  'output-too-large.remedy': 'Поднимите предел командой `ulimit -f unlimited`.',
  'output-no-space.why':
    'Этот маршрут пишет файл, а файловая система или ваша квота заполнена ({call}: {errno}).',
  'output-no-space.remedy': 'Освободите там место или выберите маршрут в сокет или канал.',
  'output-not-creatable.why': 'Этот маршрут пишет файл, а создать его в {folder} нельзя ({call}: {errno}).',
  'output-not-creatable.remedy':
    'Укажите файл в папке с правом записи или выберите маршрут в сокет или канал.',
  'call-not-offered.why':
    'Ядро или фильтр seccomp вокруг этого процесса не предоставляет {strategy} ({call}: {errno}).',
  'call-not-offered.remedy': 'Возьмите ядро новее или запустите вне песочницы.',
  'no-room-to-try.why': 'Чтобы испробовать {strategy}, не хватило места ({call}: {errno}).',
  'no-room-to-try.remedy':
    'Освободите память, потоки (`ulimit -u`) или файловые дескрипторы (`ulimit -n`) и повторите.',
  'trial-failed.why': '{strategy} здесь испробовано и отказало ({call}: {errno}).',
  'trial-failed-detail.why': '{strategy} здесь испробовано и отказало ({call}: {errno}): {detail}.',
  'trial-failed.remedy': 'Выберите другую стратегию; остальные от этой не зависят.',
  'trial-endless.why': '{strategy}: проба не закончилась за четыре секунды.',
  'trial-endless.remedy': 'Выберите здесь другую стратегию.',
  'no-kernel-tls.why':
    'Ядро не шифрует на этом сокете: в нём нет TLS (setsockopt {option}: {errno}, {text}).',
  'no-kernel-tls.remedy':
    'Загрузите модуль: `sudo modprobe tls`; если его нет, возьмите ядро с CONFIG_TLS (4.13 или новее; AES-256-GCM с 5.1).',
  'no-cipher.why': 'Программа, в которой работает модуль, не предоставляет {function} для AES-256-GCM.',
  'no-cipher.remedy': 'Запускайте в Node.js, собранном с OpenSSL (таковы все официальные сборки).',
  'cipher-refused.why': 'OpenSSL отказал в AES-256-GCM.',
  'cipher-refused.remedy': 'Проверьте настройку OpenSSL на машине (режим FIPS, провайдеры).',
  'ran-otherwise.why': 'Испробовано здесь: {because}.',
  'ran-otherwise.remedy': 'Вместо неё на деле работает {ranAs}.',
  'measuring-needs-linux.why': 'Для измерения нужен Linux, а это {platform}.',
  'measuring-needs-linux.remedy':
    'Откройте папку в WSL, в Dev Container или через Remote-SSH: тогда расширение работает там.',
  'no-backend.why': 'Не удалось загрузить модуль измерения: {error}',
  'no-backend.remedy': 'Соберите его командой `npm ci && npm run build` (нужен g++) и попробуйте снова.',
};
