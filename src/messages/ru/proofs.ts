import type { proofs as english } from '../en/proofs';

export const proofs: Record<keyof typeof english, string> = {
  'proof.all-followed.why':
    'Все {reference, count} байт файла, ждавшие в очередях, изменились вместе с файлом: это ссылки на его страницы в страничном кэше.',
  'proof.none-followed.why':
    'Ни один из {copy, count} байт файла, ждавших в очередях, не изменился вместе с файлом: это копии.',
  'proof.some-followed.why':
    'Из байтов файла в очередях {reference, count} изменились вместе с файлом, а {copy, count} — нет.',
  'proof.zones-differ.why':
    'В одной очереди ссылки ({reference, count} байт), в другой копии ({copy, count} байт): ядро скопировало данные при передаче, как оно делает для MSG_ZEROCOPY на loopback.',
  'proof.extents-shared.why':
    'Вывод делит с временным файлом {bytes, count} байт на диске (FIEMAP), и его страницы не заполнялись: ни один байт не перемещён.',
  'proof.file-copied.why': 'В выводе {bytes, count} байт временного файла в собственных блоках: это копия.',
  'proof.runs-differ.why':
    'Прогоны различаются: ссылки показали {reference, count}, копии — {copy, count}, и то и другое — {mixed, count}.',
  'proof.runs-differ.remedy':
    'Проверьте, не отвечают ли по этому адресу несколько серверов или рабочих процессов с разными настройками.',
  'proof.encrypted.why':
    'Ответ зашифрован. Шифротекст не меняется вместе с файлом, что бы сервер ни делал внутри.',
  'proof.encrypted.remedy':
    'Обратитесь к тому же серверу по http://, чтобы увидеть, как он отправляет; само шифрование читает каждый байт.',
  'proof.content-encoded.why':
    'Сервер отправил содержимое в другом виде ({encoding}), хотя запрашивался identity.',
  'proof.content-encoded.remedy':
    'Отключите кодирование для этой папки или для файлов этого типа (.bin) и повторите.',
  'proof.cached-content.why':
    'После изменения файла сервер всё ещё отправлял старые байты: отвечает кэш, и о его хранилище доказательство ничего не говорит.',
  'proof.cached-content.remedy': 'Обратитесь к серверу за кэшем или отключите кэширование содержимого.',
  'proof.control-failed.why':
    'Наш собственный отправитель ({sending}) на той же файловой системе ({filesystem}) и том же виде соединения не показал того, что должен.',
  'proof.control-failed.remedy':
    'Возьмите папку на ext4, xfs, btrfs или tmpfs; у некоторых сетевых файловых систем и FUSE нет страниц, на которые можно ссылаться.',
  'proof.not-found.why':
    'Сервер ответил {status} на файл, который лежит в папке: по этому адресу он отдаёт не эту папку.',
  'proof.not-found.remedy': 'Укажите папку именно за этим адресом или дайте адрес с {file} на месте имени.',
  'proof.credentials.why':
    'Сервер ответил {status}: ему нужны учётные данные, или его пользователь не может читать папку.',
  'proof.credentials.remedy':
    "Добавьте --header 'Authorization: …' или разрешите пользователю сервера читать папку.",
  'proof.redirected.why': 'Сервер ответил {status} и указывает на {location}.',
  'proof.redirected.remedy': 'Укажите адрес, на который он направляет.',
  'proof.other-status.why': 'Сервер ответил {status}.',
  'proof.other-status.remedy': 'Посмотрите журнал ошибок сервера.',
  'proof.other-content.why':
    'В ответе (просмотрено байтов: {bytes, count}) нет ничего из временного файла: сервер отправляет другой файл или переписывает отправляемое.',
  'proof.other-content.remedy':
    'Укажите папку за этим адресом; отключите переписывание (SSI, минификацию, вставку скриптов) для файлов .bin.',
  'proof.not-http.why': 'Ответ — не HTTP.',
  'proof.not-http.remedy': 'Проверьте порт; для других протоколов есть --relay.',
  'proof.closed-early.why': 'Сервер закрыл соединение после {bytes, count} байт, до начала файла.',
  'proof.closed-early.remedy': 'Посмотрите журнал ошибок сервера.',
  'proof.no-answer.why': 'За десять секунд сервер отправил {bytes, count} байт и ничего из файла.',
  'proof.no-answer.remedy': 'Проверьте, что он отвечает другим клиентам, и повторите.',
  'proof.no-content-passed.why':
    'Соединение закончилось, и ни один из прошедших байтов не был из временного файла.',
  'proof.no-content-passed.remedy': 'Пусть клиент запросит сам временный файл, без шифрования и сжатия.',
  'proof.command-failed.why': 'Команда завершилась ({code}), не отправив ничего из временного файла.',
  'proof.command-failed.remedy':
    'Проверьте, что команда отправляет {file} в свой stdout, в {host}:{port} или в {output}.',
  'proof.command-silent.why':
    'Команда продолжала работать и не отправила ничего из временного файла, поэтому она остановлена.',
  'proof.command-silent.remedy':
    'Проверьте, что команда отправляет {file} в свой stdout, в {host}:{port} или в {output}.',
  'proof.not-restored.why':
    'После возврата файла очередь не показала снова свои первые байты: файл или очередь изменило что-то ещё.',
  'proof.not-restored.remedy': 'Пусть в папку больше ничто не пишет; повторите.',
  'proof.remote-queue.why':
    'Байты, пришедшие через сетевую карту, — копии в любом случае, а очередь отправки сервера отсюда не видна.',
  'proof.remote-queue.remedy': 'Запустите iopath prove на машине сервера.',
  'proof.output-unreadable.why': 'Вывод команды нельзя просмотреть ({code}).',
  'proof.output-unreadable.remedy': 'Пусть команда запишет обычный файл в {output}.',
  'proof.note.send-queue-unseen':
    'Очередь отправки сервера не видна: вердикт основан только на очереди приёма.',
  'proof.note.send-queue-left':
    'Очередь отправки сервера не тронута, потому что её байты нужны клиенту: вердикт основан на очереди приёма.',
  'proof.note.read-ahead': 'Сервер прочитал вперёд в собственную память не меньше {bytes, bytes}.',
  'proof.note.cache-unchecked': 'Второй запрос остался без ответа: неизвестно, не кэш ли ответил на первый.',
  'proof.note.passed-through': 'Ответ прошёл через другой сервер ({by}); вердикт относится к последнему.',
  'proof.verdict.reference': 'Ссылка: файл отправляется без копирования.',
  'proof.verdict.copy': 'Копия: файл копируется перед отправкой.',
  'proof.verdict.mixed': 'Смешанно: часть файла отправляется ссылками, часть копируется.',
  'proof.verdict.undecided': 'Не решено.',
  'proof.what-to-do': 'Что делать: {remedy}',
  'proof.bytes-seen': 'Увиденные байты',
  'proof.class.reference': '{bytes, count} — ссылки',
  'proof.class.copy': '{bytes, count} — копии',
  'proof.class.header': '{bytes, count} — заголовки',
  'proof.class.encoded': '{bytes, count} — в другом виде',
  'proof.class.undecided': '{bytes, count} — не решено',
  'proof.none': 'нет',
  'proof.list': '{parts, commas}',
  'proof.queues': 'Очереди',
  'proof.queues.both': 'приём {receive, count}, отправка {send, count}',
  'proof.queues.receive': 'приём {receive, count}, отправка не видна',
  'proof.server': 'Сервер',
  'proof.server.process': '{address}, процесс {pid} ({name})',
  'proof.server.unseen': '{address}, процесс не виден',
  'proof.scratch': 'Временный файл',
  'proof.scratch.file': '{file} ({bytes, count} байт на {filesystem}, удалён)',
  'proof.controls': 'Контроль',
  'proof.controls.none': 'не выполнялся',
  'proof.control.passed': '{sending} через {over}: как ожидалось',
  'proof.control.failed': '{sending} через {over}: НЕ ПРОЙДЕН',
  'proof.took': 'От первого взгляда до возврата',
  'proof.took.time': '{time, time}',
  'proof.runs': 'Прогоны',
  'proof.run': '{verdict}: {runs, count}',
  'proof.run.reference': 'ссылки',
  'proof.run.copy': 'копии',
  'proof.run.mixed': 'смешанно',
  'proof.run.undecided': 'не решено',
};
