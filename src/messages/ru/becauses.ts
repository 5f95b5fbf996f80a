import type { becauses as en } from '../en/becauses';

export const becauses: Record<keyof typeof en, string> = {
  'fallback-other-filesystem': '{strategy} вернул {errno}: ввод и вывод на разных файловых системах',
  'fallback-filesystem-without-copy-file-range':
    '{strategy} вернул {errno}: файловая система не умеет copy_file_range',
  'fallback-no-copy-file-range':
    '{strategy} вернул {errno}: в ядре нет copy_file_range, или его не пускает фильтр seccomp',
  'fallback-copy-file-range-refused':
    '{strategy} вернул {errno}: файловая система отказала в copy_file_range для этого файла',
  'fallback-sendfile-refused':
    '{strategy} вернул {errno}: файловая система отказала в sendfile из этого файла',
  'fallback-no-sendfile': '{strategy} вернул {errno}: в ядре нет sendfile, или его не пускает фильтр seccomp',
  'fallback-splice-refused': '{strategy} вернул {errno}: для одного из концов splice невозможен',
  'fallback-no-splice': '{strategy} вернул {errno}: в ядре нет splice, или его не пускает фильтр seccomp',
  'trial-other': 'его место заняла другая стратегия',
  'kernel-refused': 'ядро отказало',
  'direct-unaligned':
    'порция или диапазон не кратны 4096 байтам: чтения расширены до целых блоков, а в файл писали через страничный кэш',
  'direct-padded':
    'конец — не целый блок: последняя запись дополнена до него, а вывод обрезан до своей длины',
  'direct-output-refused':
    'файловая система вывода не принимает O_DIRECT: в него писали через страничный кэш',
  'not-populated': 'это ядро (до 5.14) не отображает все страницы сразу: о них лишь объявлено',
  'uring-buffers-unregistered':
    'буферы не удалось зарегистрировать: пользователю нельзя закрепить столько памяти (ulimit -l)',
  'uring-files-unregistered':
    'файлы не удалось зарегистрировать: достигнут предел открытых файлов или закреплённой памяти (ulimit -n, ulimit -l)',
  'uring-usage-untold': 'это ядро (до 6.2) не сообщает, скопирована ли всё-таки отправка без копирования',
};
