import type { tracing as english } from '../en/tracing';

export const tracing: Record<keyof typeof english, string> = {
  'trace.exec.gone': 'Нет такого файла, нет такой команды в PATH или нет её интерпретатора.',
  'trace.exec.gone.remedy':
    'Проверьте имя. Что знает только оболочка, например псевдоним, запускается через `sh -c`.',
  'trace.exec.denied': 'Файл не исполняемый, или в одну из папок пути нельзя войти.',
  'trace.exec.denied.remedy': 'Сделайте его исполняемым (`chmod +x`) или запустите через интерпретатор.',
  'trace.exec.format':
    'Ядро не знает его формата: это сценарий без строки `#!` или программа для другого процессора.',
  'trace.exec.format.remedy': 'Запустите его через интерпретатор, например `sh СЦЕНАРИЙ`.',
  'trace.exec.folder': 'Это папка.',
  'trace.exec.folder.remedy': 'Назовите программу в ней.',
  'trace.exec.refused': 'Ядро отказало: {error}.',
  'trace.exec.refused.remedy': 'Проверьте, работает ли команда без трассировки.',
  'trace.unstarted': 'Программу {about} нельзя запустить.',
  'trace.yama.start':
    'Запустите программу через `iopath trace -- КОМАНДА`, или работайте от root, или разрешите: `sudo sysctl kernel.yama.ptrace_scope=0`.',
  'trace.yama.allow': 'Запустите iopath от root или разрешите: `sudo sysctl kernel.yama.ptrace_scope=0`.',
  'trace.yama.boot':
    'Эта настройка действует до перезагрузки: задайте kernel.yama.ptrace_scope 0 в /etc/sysctl.d и перезагрузитесь.',
  'trace.untraced-process': 'Процесс {pid} нельзя трассировать.',
  'trace.untraced': 'Программу {about} нельзя трассировать.',
  'trace.no-process': 'Такого процесса нет.',
  'trace.no-process.remedy': 'Найдите его номер, например `pgrep ИМЯ`.',
  'trace.zombie': 'Он завершён: остался только код завершения для родителя (зомби).',
  'trace.kernel-thread': 'Это поток ядра.',
  'trace.kernel-thread.remedy': 'Назовите процесс, в котором идёт программа.',
  'trace.traced-already': 'Его уже трассирует процесс {tracer}; у процесса один трассировщик.',
  'trace.traced-already.remedy': 'Сначала завершите тот трассировщик или отладчик.',
  'trace.traced-ourselves':
    'iopath сам работает под трассировщиком или отладчиком, который следит и за его детьми; у процесса один трассировщик.',
  'trace.traced-ourselves.remedy': 'Запустите iopath вне strace, gdb и подобных.',
  'trace.other-user': 'Он принадлежит пользователю {owner}, а это пользователь {user}.',
  'trace.other-user.remedy': 'Запустите iopath от этого пользователя или от root.',
  'trace.yama': 'Система ограничивает трассировку: kernel.yama.ptrace_scope равно {scope}.',
  'trace.as-root': 'Запустите iopath от root.',
  'trace.refused':
    'Ядро отказало в ptrace: {error}. Его запрещает контейнер или песочница, или у процесса больше прав.',
  'trace.refused.remedy':
    'Разрешите ptrace: `docker run --cap-add=SYS_PTRACE` или профиль seccomp, который его допускает.',
  'trace.filter':
    'Ядро отказало в фильтре seccomp: {error}. Его запрещает контейнер или песочница, или ядро собрано без него.',
  'trace.filter.remedy':
    'Разрешите в песочнице вызовы seccomp и prctl. За работающим процессом можно наблюдать: `iopath trace --pid N`.',
  'trace.bpf': '--engine bpf использовать нельзя.',
  'trace.bpf.remedy': '{remedy} Или возьмите --engine ptrace: ему привилегии не нужны.',
  'trace.call-failed': 'Отказ в {call}: {error}.',
  'trace.limits.remedy': 'Проверьте пределы на процессы и дескрипторы (`ulimit -u`, `ulimit -n`).',
  'trace.bpf.build': 'В этой сборке нет механизма BPF: при сборке не было clang или libbpf.',
  'trace.bpf.build.remedy':
    'Установите clang, libbpf-dev и libelf-dev (`npm run toolchains`) и соберите снова: `npm run build`.',
  'trace.bpf.object': 'Программы BPF iopath-calls.bpf.o рядом с трассировщиком нет, или она повреждена.',
  'trace.bpf.object.remedy': 'Установите iopath заново или соберите: `npm run build`.',
  'trace.bpf.btf': 'Ядро не сообщает своих типов (/sys/kernel/btf/vmlinux).',
  'trace.bpf.btf.remedy':
    'Возьмите ядро с CONFIG_DEBUG_INFO_BTF, как в Debian 11, Fedora 33, Ubuntu 20.10 и новее.',
  'trace.bpf.namespace':
    'iopath работает в своём пространстве имён PID, как в контейнере: там ядро нумерует процессы иначе.',
  'trace.bpf.namespace.remedy': 'Запустите его на хосте или в контейнере с `--pid=host`.',
  'trace.bpf.refused': 'Ядро отказало программе BPF: {error}.',
  'trace.bpf.refused.remedy': 'Запустите iopath от root или с CAP_BPF и CAP_PERFMON.',
  'trace.bpf.kernel.remedy': 'Нужен Linux 5.17 или новее.',
  'trace.died': 'Трассировщик погиб во время трассировки.',
  'trace.died.why': 'Он завершился ({how}) и не записал результат. {remainder}',
  'trace.died.watched': 'Наблюдаемый процесс работает дальше.',
  'trace.died.bpf': 'Трассируемая программа работает дальше.',
  'trace.died.ptrace': 'Трассируемая программа завершилась вместе с ним.',
  'trace.died.remedy': 'Запустите снова. Если не хватило памяти, посмотрите `dmesg` и освободите её.',
  'trace.missing': 'Здесь нельзя трассировать программы.',
  'trace.unfit': 'Трассировщик записал строку не по формату.',
  'trace.unfit.why': '{place}: {issue}.',
  'trace.unfit.remedy': 'Соберите расширение и бэкенд из одних исходников: `npm ci && npm run build`.',
  'trace.line': 'строка',
};
