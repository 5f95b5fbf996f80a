import type { notes as en } from '../en/notes';

export const notes: Record<keyof typeof en, string> = {
  'note.ran-as': 'Выполнено как {strategy}.',
  'note.ran-as-because': 'Выполнено как {strategy}: {because}.',
  'note.because': '{because, capital}.',
  'note.found': 'Дешевле всего оказалось с: {options, commas}.',
  'option.pipe': 'каналом {bytes, bytes}',
  'option.buffer': '{name} {bytes, bytes}',
  'note.outliers':
    'Раундов, далёких от остальных: {far, count} из {rounds, count}. Выбросы сохранены; медиана к ним устойчива.',
  'note.samples-disagree':
    'По правилам копий CPU нет, но в коде копирования лежит {share, percent} из {samples, count} выборок: верьте выборке.',
  'note.zero-copy':
    'Ядро завершило отправок без копирования: {completions, count}, и говорит, что из них всё-таки скопировало {copied, count}.',
  'note.polling-thread-untold':
    'Передаёт опрашивающий поток ядра, а это ядро не сообщает его время CPU: строка не участвует в сравнении.',
  'note.polling-thread':
    'Передаёт опрашивающий поток ядра: его время CPU вместе с опросом входит в цену этой строки.',
  'note.helpers':
    'Из процессорного времени отправляющей стороны {part, percent} потратили потоки ядра, работавшие на неё.',
  'note.nic':
    'Через {cards, commas} ядро скопировало бы ещё раз: карта не собирает разрозненные страницы (ethtool -k: scatter-gather off).',
  'mover.cpu': 'копия процессором',
  'mover.dma': 'копия через DMA',
  'mover.reference': 'ссылки на страницы',
  'mover.discarded': 'байты, отброшенные без чтения',
  'note.unknown-stop':
    'Правила не знают остановки байтов между {from} и {to}, а опыт нашёл их там: показатели следуют опыту.',
  'note.disagreement':
    'От {from} до {to} правила предполагают: {rule}, а опыт показал: {seen}; показатели следуют опыту.',
  'note.experiment-failed':
    'Опыт не удалось довести до конца ({call}: {errno}): где у участка не стоит «наблюдалось», то, кто перенёс байты, лишь согласуется с моделью.',
  'note.undecided': 'Опыт не смог решить, что происходит от {from} до {to}: {doubt}.',
  'doubt.too-few-bytes': 'пришло меньше байтов, чем нужно для вывода',
  'doubt.other-bytes': 'пришли не те байты, что были отправлены',
  'doubt.not-restored': 'дальний конец не показал снова первых байтов',
  'doubt.no-control': 'источник не содержал ссылок, за которыми можно было бы проследить',
  'doubt.not-evicted': 'страничный кэш удержал файл, как бывает, когда устройства нет',
  'differs.ran-as': 'Байты шли через {strategy}: {because}',
  'differs.loopback': 'Ядро скопировало то, что его просили отправить без копии; через loopback так всегда.',
  'differs.assumed':
    'Статьи предполагают то, чего ядро здесь не делает: смотрите заметку у каждого шага (файловая система {filesystem}).',
  'differs.dma': '{disk}, {far}.',
  'differs.disk-direct': 'O_DIRECT берёт каждый байт с диска, минуя страничный кэш',
  'differs.disk-cold': 'Диск отдал то, чего не было в кэше',
  'differs.disk-cached': 'Байты уже были в страничном кэше, и диску нечего было делать',
  'differs.far-socket':
    'а через loopback нет сетевой карты, на которую копировать; статьи считают по одной DMA за каждое',
  'differs.far-file': 'а ядро пишет вывод на диск позже; статьи считают по одной DMA за каждое',
  'differs.switches': '{reasons, clauses}.',
  'differs.again':
    '{calls, plural, one: # вызов встретил полный буфер и сделан снова (EAGAIN) | few: # вызова встретили полный буфер и сделаны снова (EAGAIN) | other: # вызовов встретили полный буфер и сделаны снова (EAGAIN)}',
  'differs.short':
    '{calls, plural, one: # вызов передал меньше запрошенного | few: # вызова передали меньше запрошенного | other: # вызовов передали меньше запрошенного}',
  'differs.follows': 'каждого дополнения ждали, а это одно чтение eventfd',
  'differs.splice': 'splice делает два вызова на порцию, в канал и из него',
  'differs.mapped-once': 'файл отображается один раз, а не на каждую порцию',
  'differs.small-input': 'весь ввод меньше порции',
  'differs.small-files': 'каждый файл открывается и закрывается ради всего нескольких порций',
  'differs.uring': 'io_uring передаёт много запросов одним вызовом',
  'differs.faults':
    '{faults, plural, one: # отказ страницы тоже перешёл в ядро и считается отдельно | few: # отказа страниц тоже перешли в ядро и считаются отдельно | other: # отказов страниц тоже перешли в ядро и считаются отдельно}',
  'differs.open-close': 'открытие и закрытие файла добавляют несколько своих вызовов',
  'textbook.stancevic': 'D. Stancevic, «Zero Copy I: User-Mode Perspective», Linux Journal, 2003',
  'textbook.ibm':
    'S. Palaniappan, P. Nagaraja, «Efficient data transfer through zero copy», IBM developerWorks, 2008',
  'textbook.both':
    'S. Palaniappan, P. Nagaraja, «Efficient data transfer through zero copy», IBM developerWorks, 2008; D. Stancevic, «Zero Copy I: User-Mode Perspective», Linux Journal, 2003',
  'textbook.files':
    'D. Stancevic, «Zero Copy I: User-Mode Perspective», Linux Journal, 2003, применительно к двум файлам',
  'textbook.table': 'таблица сравнения, общая для статей о нулевом копировании, по splice(2)',
  'textbook.open': 'open(2), O_DIRECT',
};
