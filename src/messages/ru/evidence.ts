import type { evidence as en } from '../en/evidence';

export const evidence: Record<keyof typeof en, string> = {
  'device-bytes-untold.why':
    'Время CPU и переключения контекста известны, но не байты с устройства: /proc/self/io не читается.',
  'device-bytes-untold.remedy': 'Возьмите ядро с CONFIG_TASK_IO_ACCOUNTING и смонтированным /proc.',
  'tracepoints-unreadable.why':
    'Точки трассировки ядра не читаются: tracefs не смонтирована или закрыта для этого пользователя.',
  'tracepoints-unreadable.remedy':
    'Запустите от root после `sudo mount -t tracefs nodev /sys/kernel/tracing`.',
  'tracepoints-privileged.why':
    'Ядро не даёт этому пользователю считать точки трассировки (perf_event_open: {errno}).',
  'tracepoints-privileged.remedy':
    'Выполните `sudo sysctl kernel.perf_event_paranoid=1`, или запустите от root, или дайте процессу CAP_PERFMON.',
  'samples-privileged.why':
    'Ядро позволяет брать выборку своего времени только привилегированным (perf_event_open: {errno}).',
  'samples-privileged.remedy':
    'Выполните `sudo sysctl kernel.perf_event_paranoid=1`, или запустите от root, или дайте процессу CAP_PERFMON и CAP_SYSLOG; в контейнере разрешите ещё perf_event_open в профиле seccomp.',
  'no-perf-events.why': 'В этом ядре нет событий perf (perf_event_open: {errno}).',
  'no-perf-events.remedy': 'Возьмите ядро с CONFIG_PERF_EVENTS.',
  'samples-failed.why': 'Выборка времени ядра не удалась (perf_event_open: {errno}).',
  'samples-failed.remedy': 'Посмотрите dmesg; цифры без выборки остаются верны.',
  'symbols-hidden.why':
    'Ядро скрывает адреса своих функций от этого пользователя (в /proc/kallsyms одни нули).',
  'symbols-hidden.remedy':
    'Выполните `sudo sysctl kernel.kptr_restrict=0`, или запустите от root, или дайте процессу CAP_SYSLOG.',
  'counters-privileged.why':
    'Ядро не даёт этому пользователю считать такты и инструкции (perf_event_open: {errno}).',
  'counters-privileged.remedy':
    'Выполните `sudo sysctl kernel.perf_event_paranoid=1`, или запустите от root, или дайте процессу CAP_PERFMON.',
  'no-hardware-counters.why':
    'У этой машины нет аппаратных счётчиков тактов (perf_event_open: {errno}); большинство виртуальных машин их скрывает.',
  'no-hardware-counters.remedy': 'Запустите на самом железе или дайте виртуальной машине PMU.',
  'experiment-failed.why': 'Опыт, показывающий копии и ссылки, не удалось провести ({call}: {errno}).',
  'experiment-failed.remedy': 'Освободите место на диске или файловые дескрипторы и попробуйте снова.',
  'experiment-blind.why': 'Опыт, показывающий копии и ссылки, не смог различить их в этой файловой системе.',
  'experiment-blind.remedy': 'Измерьте файл в другой файловой системе, например ext4, xfs, btrfs или tmpfs.',
  'experiment-without-scratch.why':
    'В {folder} ничего нельзя записать, а опыту, показывающему копии и ссылки, нужен там временный файл.',
  'experiment-without-scratch.remedy': 'Измерьте файл в папке, доступной для записи.',
  'tried-elsewhere':
    'В {folder} нельзя писать ({errno}), поэтому стратегии пробовались в {other}: то, что зависит от файловой системы, может отличаться.',
  'tried-on-program':
    'Пробный файл не записать в {folder} ({errno}), поэтому способы испытаны на файле самой программы: зависящее от файловой системы может отличаться.',
};
