import type { warnings as en } from '../en/warnings';

export const warnings: Record<keyof typeof en, string> = {
  'warning.varied': '{strategies, list}: разброс между раундами больше 10 %.',
  'warning.varied.remedy': 'Закройте другие программы или измерьте дольше.',
  'warning.interrupted': 'Другие программы прерывали замер {times, count} раз в секунду.',
  'warning.interrupted.remedy': 'Закройте их (средняя загрузка {load, number}) и измерьте снова.',
  'warning.unpinned': 'Потоки не удалось привязать к ядрам: это запрещает песочница (sched_setaffinity).',
  'warning.unpinned.remedy': 'Измеряйте вне песочницы или учитывайте разброс раундов.',
  'warning.cores':
    'Отправитель и получатель работают на ядрах {sender, count} и {receiver, count}: {relation}.',
  'warning.cores.remedy': 'Выберите два других ядра через --cores, если они есть у машины.',
  'cores.siblings': 'это два потока одного физического ядра, они тормозят друг друга',
  'cores.other-kind': 'они разного рода, поэтому цифры — смесь',
  'cores.other-node': 'они на разных узлах NUMA, каждый байт идёт через связь процессоров',
  'cores.other-cache': 'у них нет общего кэша последнего уровня, каждый байт идёт через память',
  'warning.throttled': 'Квота CPU этого контейнера задержала его потоки на {ms, number} ms.',
  'warning.throttled.remedy':
    'Поднимите квоту (docker run --cpus) или измеряйте с --receiver block: он тратит меньше времени CPU.',
  'warning.few': 'Мало раундов ({rounds, count}): цифры приблизительные.',
  'measure-longer': 'Измерьте дольше.',
  'nothing-to-do': 'Делать ничего не нужно.',
  'warning.late': 'Не хватило времени измерить {strategies, list}.',
  'warning.short':
    'Прогоны длились микросекунды: открыть файл и начать поток стоит столько же, сколько передать его байты.',
  'warning.short.remedy': 'Смотрите на разброс, а не только на медиану, или измерьте файл от 1 MiB.',
  'warning.cache-unknown':
    'Сколько входных данных было в страничном кэше, неизвестно: ядро сообщает это только владельцу файла или тому, кто может в него писать (mincore, с Linux 5.2).',
  'warning.cache-unknown.remedy':
    'Измеряйте от имени владельца файла или возьмите свою копию; был ли холодный прогон холодным, видно по байтам, прочитанным с устройства.',
  'warning.not-cold':
    'Холодные прогоны не были холодными: в страничном кэше оставалось до {bytes, bytes} (mincore).',
  'warning.not-cold.memory': '{filesystem} живёт в памяти и не бывает холодной: возьмите файл на диске.',
  'warning.not-cold.remedy':
    'Закройте всё, что держит файл открытым или отображённым, дождитесь `sync` и измерьте снова.',
  'warning.partial':
    'Ввод ({bytes, bytes}) не весь был в страничном кэше: в худшем случае {part, percent} от него.',
  'warning.partial.remedy':
    'Измерьте с --length часть, которая помещается в память, или смотрите на время CPU, а не на пропускную способность.',
  'warning.changed':
    'Входные данные изменились во время измерения: {change}. После изменения передавались не те байты, что были проверены.',
  'warning.changed-more':
    'Входные данные изменились во время измерения: {change}, изменилось ещё: {more, count}. После изменения передавались не те байты, что были проверены.',
  'warning.changed.remedy': 'Не пишите во входные файлы во время измерения или измерьте их копию.',
  'changed.removed': '{path} удалён',
  'changed.replaced': '{path} заменён другим файлом',
  'changed.resized': '{path} изменил размер',
  'changed.overwritten': '{path} перезаписан',
  'warning.made':
    'Файл не назван, поэтому создано {bytes, bytes} случайных байтов в {folder}; после замера они удалены.',
  'warning.made.remedy': 'Назовите свой файл, чтобы получить цифры для него.',
};
