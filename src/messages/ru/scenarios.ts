import type { scenarios as en } from '../en/scenarios';

export const scenarios: Record<keyof typeof en, string> = {
  'textbook-table.title': 'Таблица из учебника',
  'textbook-table.claim':
    'Из страничного кэша в сокет read+write копирует каждый байт процессором дважды, mmap+write один раз, sendfile и splice — ни разу.',
  'textbook-table.source':
    'D. Stancevic, «Zero Copy I: User-Mode Perspective», Linux Journal, 2003; S. Palaniappan и P. Nagaraja, IBM developerWorks, 2008.',
  'textbook-table.textbook': 'копий CPU: 2, 1, 0, 0',
  'textbook-table.consequence':
    'Копии таковы, как в таблице; переключения и выигрыш — нет, поэтому перед выбором читайте измеренные столбцы.',
  'kafka-consumer-fetch.title': 'Kafka: потребитель читает из журнала',
  'kafka-consumer-fetch.claim':
    'Сегмент журнала, отправленный через sendfile, стоит брокеру меньше CPU, чем прочитанный в кучу и записанный оттуда.',
  'kafka-consumer-fetch.source':
    'Статьи о нулевом копировании в Kafka; PlaintextTransportLayer.transferFrom вызывает FileChannel.transferTo (Apache Kafka).',
  'kafka-consumer-fetch.textbook': '2 копии CPU против 0',
  'kafka-consumer-fetch.consequence':
    'Оставьте открытый порт для трафика, которому можно идти без шифрования; с TLS каждое чтение идёт через кучу.',
  'kafka-produce.title': 'Kafka: производитель дописывает в журнал',
  'kafka-produce.claim':
    'Принятые пачки попадают в заранее выделенный сегмент журнала дешевле через его отображение, чем через recv и write.',
  'kafka-produce.source':
    'Статья о zero copy в Kafka говорит, что путь producer использует mmap; сам брокер пишет через FileChannel.write, в сегменты, выделенные заранее, если задан log.preallocate.',
  'kafka-produce.textbook': '2 копии CPU против 1',
  'kafka-produce.consequence':
    'Одной копией меньше — не значит меньше работы, если каждую новую страницу файла приходится заводить через сбой: берите тот путь, который по этой таблице дешевле на вашей файловой системе.',
  'kafka-index.title': 'Kafka: поиск в индексе',
  'kafka-index.claim': 'Малые случайные чтения индекса в кэше дешевле через отображение, чем через pread.',
  'kafka-index.source':
    'Статьи о нулевом копировании в Kafka: индекс смещений отображён в память (AbstractIndex использует MappedByteBuffer).',
  'kafka-index.textbook': 'вызов на каждое чтение против ни одного',
  'kafka-index.consequence':
    'Отображайте малые файлы, которые остаются в кэше и читаются мелкими кусками; отображение сберегает вызов на каждый поиск, а не копию нескольких байтов.',
  'kafka-flush-policy.title': 'Kafka: когда журнал сбрасывается',
  'kafka-flush-policy.claim':
    'Дописывать без сброса быстро и небезопасно; сброс перед каждым ответом по меньшей мере в пять раз медленнее.',
  'kafka-flush-policy.source':
    'Статьи о нулевом копировании в Kafka, о политике сброса; log.flush.interval.messages (Apache Kafka).',
  'kafka-flush-policy.textbook': 'медленно против быстро',
  'kafka-flush-policy.consequence':
    'Оставьте сброс ядру, а надёжность обеспечьте репликами, или сбрасывайте раз в несколько пакетов; выбирайте по средней строке.',
  'sequential-vs-random.title': 'Последовательное чтение против случайного',
  'sequential-vs-random.claim': 'Холодный файл по порядку читается хотя бы вдвое быстрее, чем вразброс.',
  'sequential-vs-random.source':
    'Статьи о нулевом копировании в Kafka: последовательный доступ к диску; A. Jacobs, «The Pathologies of Big Data», ACM Queue, 2009.',
  'sequential-vs-random.textbook': 'последовательно намного быстрее',
  'sequential-vs-random.consequence':
    'На холодном диске решает порядок, через упреждающее чтение; на данных в кэше почти нет. Кладите рядом то, что читается вместе.',
  'rocketmq-consume.title': 'RocketMQ: потребитель забирает малые сообщения',
  'rocketmq-consume.claim':
    'Для малых сообщений mmap+write стоит меньше CPU, чем копия через кучу, и меньше, чем sendfile.',
  'rocketmq-consume.source':
    'Статьи о нулевом копировании в RocketMQ (mmap+write); BrokerConfig.transferMsgByHeap по умолчанию true.',
  'rocketmq-consume.textbook': 'mmap лучше для малых данных',
  'rocketmq-consume.consequence':
    'При таком размере сообщений большая часть цены — сам вызов, каким бы он ни был: прежде чем менять вызов, отправляйте больше за раз.',
  'nginx-static.title': 'Nginx: статические файлы с заголовком',
  'nginx-static.claim':
    'sendfile удешевляет раздачу статических файлов: больших хотя бы на треть, малых измеримо.',
  'nginx-static.source':
    'Статьи о нулевом копировании: Nginx, Tomcat, Apache раздают статические файлы через sendfile; директива nginx sendfile.',
  'nginx-static.textbook': '2 копии CPU против 0',
  'nginx-static.consequence':
    'Включите sendfile для больших файлов. Для малых решают открытие файла и заголовок: сначала кэшируйте дескрипторы (open_file_cache).',
  'file-server-large.title': 'FTP, Samba: один большой файл',
  'file-server-large.claim':
    'Через sendfile большой файл уходит с файлового сервера самое большее за половину CPU.',
  'file-server-large.source':
    'Статьи о нулевом копировании: серверы FTP и Samba; параметр smb.conf «use sendfile»; IBM developerWorks, 2008 (времени «примерно на 65 %» меньше).',
  'file-server-large.textbook': 'времени примерно на 65 % меньше',
  'file-server-large.consequence':
    'Пусть сервер отправляет большие файлы через sendfile; следующее по пользе — буфер побольше в цикле.',
  'media-ranges.title': 'Потоковое видео: диапазоны файла',
  'media-ranges.claim':
    'Диапазоны по 1 MiB в случайном порядке сохраняют выигрыш sendfile: CPU меньше хотя бы на треть.',
  'media-ranges.source':
    'Статьи о нулевом копировании: потоковое видео; запросы диапазонов HTTP (RFC 9110, 14).',
  'media-ranges.textbook': '2 копии CPU против 0',
  'media-ranges.consequence':
    'Отдавайте диапазоны через sendfile со смещением; пока файл в кэше, переход ничего не стоит.',
  'backup-file-to-file.title': 'Резервная копия: из файла в файл',
  'backup-file-to-file.claim': 'copy_file_range копирует файл за меньшее время CPU, чем цикл read и write.',
  'backup-file-to-file.source':
    'Статьи о нулевом копировании: резервные копии HDFS и FastDFS; на btrfs Rust получил с copy_file_range 12134 MB/s вместо 1741 (rust-lang/rust, PR 75272).',
  'backup-file-to-file.textbook': '2 копии CPU против 1 или 0',
  'backup-file-to-file.consequence':
    'Пользуйтесь вызовом копирования своей среды. Где файловая система делит экстенты (btrfs, xfs), он не двигает ни байта; в остальных случаях сберегает одну копию из двух.',
  'binlog-shipping.title': 'MySQL: binlog уходит на реплику',
  'binlog-shipping.claim':
    'sendfile отправляет растущий журнал самое большее за две трети CPU пакетами по 1 MiB, но не по одному событию (4 KiB), где ожидание перевешивает копии.',
  'binlog-shipping.source':
    'Статьи о нулевом копировании: репликация и пересылка журналов (MySQL binlog). За файлом следят: пишущий дополняет его, отправитель спит, пока не появится новое.',
  'binlog-shipping.textbook': '2 копии CPU против 0',
  'binlog-shipping.consequence':
    'Сначала отправляйте пакетами: на каждом малом событии отправитель засыпает и пробуждается, а это дороже обеих копий. Когда пакеты велики, sendfile себя оправдывает.',
  'block-store-large.title': 'Ceph, GlusterFS: большие блоки',
  'block-store-large.claim':
    'Блоки по 4 MiB дешевле всего уходят там, где ядро передаёт страницы: sendfile и splice обходят read и write.',
  'block-store-large.source':
    'Статьи о нулевом копировании: распределённые блочные хранилища. Другой их путь, RDMA, позволяет карте забирать из памяти программы; здесь он не запускается: нужны такие карты на обоих концах.',
  'block-store-large.textbook': '2 копии CPU против 0',
  'block-store-large.consequence':
    'Для репликации по TCP берите splice или sendfile; с картами RDMA — ни то ни другое: карта передаёт байты без CPU.',
  'database-random-pages.title': 'База данных: случайные страницы',
  'database-random-pages.claim':
    'Нулевое копирование базе данных не служит: при отправке по странице с просмотром оно сберегло бы меньше половины CPU.',
  'database-random-pages.source':
    'Статьи о нулевом копировании: не для баз данных (случайный доступ, страницы проверяются и меняются в памяти).',
  'database-random-pages.textbook': 'не для баз данных',
  'database-random-pages.consequence':
    'Ищите выигрыш в другом: меньше чтений, но крупнее, и кэш страниц. Страница, которую нужно просмотреть, всё равно должна быть в памяти программы.',
  'key-value-small-values.title': 'Хранилище ключ-значение: малые значения',
  'key-value-small-values.claim':
    'Для малых значений в случайных местах нулевое копирование ничего не даёт: sendfile не дешевле, чем read и write.',
  'key-value-small-values.source': 'Статьи о нулевом копировании: не для хранилищ ключ-значение.',
  'key-value-small-values.textbook': 'не для хранилищ ключ-значение',
  'key-value-small-values.consequence': 'Собирайте ответы в один вызов: здесь дороги вызовы, а не копии.',
  'json-api-transform.title': 'Служба JSON: данные меняются в пути',
  'json-api-transform.claim': 'Где каждый байт меняется в пути, передача байтов — меньше половины цены.',
  'json-api-transform.source':
    'Статьи о нулевом копировании: не там, где данные разбирают или меняют (JSON, SQL).',
  'json-api-transform.textbook': 'не там, где данные меняют',
  'json-api-transform.consequence': 'Удешевляйте работу над байтами; их передача — меньшая часть.',
  'search-scan.title': 'Поиск: данные просматриваются целиком',
  'search-scan.claim': 'Где просматривают каждый байт, передача байтов — меньше половины цены.',
  'search-scan.source':
    'Статьи о нулевом копировании: не для поисковых систем, чьи данные должны быть в памяти программы.',
  'search-scan.textbook': 'не там, где данные читают',
  'search-scan.consequence':
    'Отобразите файл: поиск через отображение сберегает копию на входе и отправляет только найденное.',
  'stream-transform.title': 'Потоковая обработка: принять, изменить, сохранить',
  'stream-transform.claim':
    'Где поток меняется между сокетом и файлом, передача байтов — меньше половины цены.',
  'stream-transform.source': 'Статьи о нулевом копировании: не для потоковых обработчиков (Flink, Spark).',
  'stream-transform.textbook': 'не там, где данные меняют',
  'stream-transform.consequence':
    'Держите записи в памяти между шагами, а нулевое копирование берите только для файлов перемешивания, которые уходят как есть.',
  'tls-user-space.title': 'TLS: шифрование в программе',
  'tls-user-space.claim':
    'Под TLS в пространстве пользователя нулевое копирование исключено, а шифрование добавляет хотя бы половину цены передачи.',
  'tls-user-space.source':
    'Статьи о нулевом копировании: не под TLS; Kafka тогда читает через буфер 32 KiB. TLS в ядре (с Linux 4.13, CONFIG_TLS) позволяет sendfile шифровать в пути: отдельная строка, если ядро его умеет.',
  'tls-user-space.textbook': 'не под TLS',
  'tls-user-space.consequence':
    'Где в ядре есть модуль tls, серверы, которые его знают (nginx с ssl_conf_command Options KTLS), возвращают себе sendfile; иначе остаётся только буфер побольше.',
};
