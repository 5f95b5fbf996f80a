import type { advice as en } from '../en/advice';

export const advice: Record<keyof typeof en, string> = {
  row: '{strategy} {chunk, bytes}',
  'row.at-chunk': '{call} ({chunk, bytes})',
  'row.variant': '{strategy} {chunk, bytes} ({variant})',
  'advice.use': 'Используйте {call}.',
  'advice.use-less': 'Используйте {call}: на {less, percent} меньше CPU, чем {base}.',
  'advice.use-tied':
    'Используйте {call}: на {less, percent} меньше CPU, чем {base}. Не хуже: {others, commas}.',
  'advice.keep': 'Оставьте {base}: ни один другой вызов не потратил измеримо меньше CPU.',
  'advice.few':
    'Измерьте дольше: {call} потратил на {less, percent} меньше CPU, чем {base}, но это может быть случайностью. Раундов: {rounds, count}, нужно не меньше {needed, count}.',
  'advice.unsettled':
    'Измерьте дольше: {call}, похоже, тратит на {less, percent} меньше CPU, чем {base}, но раунды слишком различаются.',
  'advice.alone': '{call} потратил {cost, number} ns CPU на KiB. Другие вызовы не измерялись.',
  'advice.no-call': 'В {runtime} здесь нет вызова с меньшим числом копий: оставьте цикл.',
  'advice.no-call-elsewhere':
    'В {runtime} здесь нет вызова с меньшим числом копий: оставьте цикл. Системный вызов {call} потратил здесь на {less, percent} меньше CPU.',
  'figure.cpu': '{row}: CPU отправителя',
  'figure.throughput': '{row}: пропускная способность',
  'figure.copies': '{row}: копий CPU на байт',
  'figure.copy-time': '{row}: время CPU на копирование',
  'figure.floor': 'Нижний предел: только ссылки на страницы, в опустошаемый канал',
  'value.cost': '{cost, number} ns/KiB',
  'value.rate': '{rate, rate}',
  'value.copies': '{copies, number}',
  'value.copies-model': '{copies, number}, согласуется с моделью',
  'value.share': '{share, percent}',
  'value.floor': '{cost, number} ns/KiB; {row} стоит {ratio, ratio} от этого',
  'limits.reflink':
    'Верно, пока ни в один из файлов не пишут: первая запись в общий экстент копирует его, и оба файла остаются на одной файловой системе.',
  'limits.socket-cached': 'Измерено на этой машине на данных из кэша. {changes}',
  'limits.socket-disk': 'Измерено на этой машине на данных с диска. {changes}',
  'limits.file-cached': 'Измерено на {filesystem} на данных из кэша. {changes}',
  'limits.file-disk': 'Измерено на {filesystem} на данных с диска. {changes}',
  'limits.content': 'С TLS или сжатием будет иначе.',
  'limits.machine': 'На другой машине будет иначе.',
  'receiver.poll': 'получателем, который опрашивает на своём ядре,',
  'receiver.block': 'спящим получателем',
  'receiver.same-core': 'получателем, спящим на ядре отправителя,',
  'receiver.wakes': 'переключений контекста на MiB: {switches, number}',
  'receiver.wakes-cost':
    'переключений контекста на MiB: {switches, number}, каждое стоит отправителю около {cost, number} µs',
  'receiver.overtaken':
    'С {mode} {there} опережает {here}: {thereCost, number} ns/KiB против {hereCost, number} ns/KiB ({wakes}).',
  'receiver.still-best': 'С {mode} {here} по-прежнему среди лучших; цена ×{times, number} ({wakes}).',
  'receiver.flips':
    'С {mode} порядок меняется: дешевле всего {there}, {thereCost, number} ns/KiB, а {here} стоит {hereCost, number} ns/KiB ({wakes}).',
  'receiver.flips-asleep':
    'С {mode} порядок меняется: дешевле всего {there}, {thereCost, number} ns/KiB, а {here} стоит {hereCost, number} ns/KiB ({wakes}). Там отправитель платит за пробуждение получателя, и один путь уже не решает.',
  'receiver.sleeper-unmeasured':
    'Спящий получатель не измерен. Его пробуждение может стоить отправителю больше, чем сам путь, и изменить порядок (--receiver block).',
  'receiver.poller-unmeasured':
    'Цифры включают цену пробуждения получателя. --receiver poll показывает один путь и может изменить порядок.',
};
