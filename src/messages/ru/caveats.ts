import type { caveats as english } from '../en/caveats';

export const caveats: Record<keyof typeof english, string> = {
  'caveat.not-compared': 'переписанный код ещё не сверен с исходным при выполнении',
  'caveat.no-room': 'с буфером без места цикл закончился бы сразу',
  'caveat.buffer-seen': 'в буфере больше не остаются последние прочитанные байты',
  'caveat.comments-inside': 'комментарии внутри заменяемого',
  'caveat.comments-beside': 'комментарии рядом с тем, что больше не нужно',
  'caveat.source-elsewhere': 'после отказа позиция источника может отличаться от той, где её оставил бы цикл',
  'caveat.cut-writes': 'байты, которые цикл теряет при неполной записи, больше не теряются',
  'caveat.broken-pipe': 'о сброшенном соединении может сообщаться как о разорванном канале',
  'caveat.broken-pipe-signal':
    'о сброшенном соединении может сообщаться как о разорванном канале, в том числе сигналом SIGPIPE',
  'caveat.same-file': 'если источник и цель — один и тот же файл, могут копироваться другие байты',
  'caveat.datagrams': 'сокет датаграмм получил бы байты другими частями',
  'caveat.single-failure': 'об отказе, который случается лишь раз, например о прерывании, не сообщается',
  'caveat.total-watched':
    'код, который смотрит на сумму во время копирования, видит, что она растёт более крупными шагами',
  'caveat.total-not-whole': 'сумма, которая не является целым числом, может получить другое значение',
  'caveat.total-differs': 'после сбоя сумма может учесть больше или меньше байтов',
  'caveat.other-number-sent': 'после отказа отправлено может быть другое число байт',
  'caveat.other-number-written': 'после отказа записано может быть другое число байт',
  'caveat.failed-write-ends': 'неудачная запись завершает копирование, а цикл продолжал',
  'caveat.flush-failure': 'о неудачной записи сообщается сразу, а в цикле её буфер молчал до сброса',
  'caveat.c.short-write':
    'неполная запись больше не завершает копирование: его завершает следующий за ней отказ',
  'caveat.c.send-flags': 'флаги {flags} у send: sendfile вызывает SIGPIPE, когда другой стороны уже нет',
  'caveat.c.pipe-full':
    'канал заполняется меньшим числом байт: переданные через splice части не делят его страницы',
  'caveat.c.thread-cancelling': 'поток нельзя отменить, пока байты передаёт ядро',
  'caveat.c.errno': 'errno может остаться таким, каким его оставил вызов, который пробуется первым',
  'caveat.c.signal-again': 'сигнал SIGXFSZ может прийти ещё раз, когда файл достигает своего предела',
  'caveat.c.seccomp': 'фильтр seccomp должен разрешать новый системный вызов',
  'caveat.c.linux-only': 'файл тогда собирается только в Linux',
  'caveat.cpp.filesystem-error':
    'при отказе выбрасывается std::filesystem::filesystem_error, а потоки отказывают молча',
  'caveat.cpp.permissions': 'копия получает права доступа источника',
  'caveat.cpp.standard': 'файлу тогда нужен C++17',
  'caveat.cpp.copy-onto-itself': 'копирование файла в самого себя бросает исключение, а цикл его опустошает',
  'caveat.cpp.own-read': 'метод read или write этого класса или одного из его базовых классов не вызывается',
  'caveat.cpp.proc': 'из файла /proc, у которого нет размера, ничего не копируется',
  'caveat.cpp.named-pipe': 'именованный канал не копируется: вызов бросает исключение',
  'caveat.csharp.failure': 'об отказе может быть сообщено в другой момент или другим исключением',
  'caveat.csharp.tested-on':
    'переписанный код проверен на Mono и .NET Core 3.1, но не на более новых версиях',
  'caveat.csharp.mode-and-times': 'копия получает права и времена источника, как принято у File.Copy',
  'caveat.csharp.copy-of-pipe':
    'из канала или файла /proc, у которых нет размера, File.Copy может ничего не скопировать',
  'caveat.csharp.copy-onto-itself': 'копирование файла в самого себя вызывает IOException',
  'caveat.csharp.pool-thread': 'копирование идёт в потоке пула',
  'caveat.csharp.cancellation': 'отмена действует только до начала копирования',
  'caveat.csharp.read-only-source':
    'источник открывается только для чтения, прежде он должен был быть доступен и для записи',
  'caveat.csharp.shared-source': 'пока идёт копирование, другие могут читать источник',
  'caveat.csharp.locked-target': 'пока идёт копирование, другие не могут открыть цель',
  'caveat.csharp.closed-early': 'файлы закрываются сразу после копирования',
  'caveat.csharp.closed-after-failure': 'после отказа файлы сразу закрываются',
  'caveat.csharp.net-6': 'Socket.SendFileAsync есть с .NET 6',
  'caveat.csharp.send-of-pipe':
    'из канала или файла /proc, у которых нет размера, Socket.SendFile ничего не отправляет',
  'caveat.csharp.send-on-mono':
    'на Mono Socket.SendFile теряет то, что не взял один вызов, и не сообщает об отказе',
  'caveat.csharp.send-in-pieces': 'в сокет дейтаграмм или неблокирующий сокет отправка идёт уже не частями',
  'caveat.csharp.other-pieces': 'байты записываются другими частями, до 81 920 байт',
  'caveat.csharp.overridden-copy-to':
    'класс, переопределяющий CopyTo, копирует через него, а не через свой Read',
  'caveat.csharp.refused-end':
    'закрытый поток или поток, не принимающий байты, отвергается до первого чтения',
  'caveat.csharp.no-position':
    'источник без позиции, например канал, после копирования вызывает NotSupportedException',
  'caveat.csharp.total-by-path': 'сумма — это размер файла, запрошенный по его пути',
  'caveat.go.ends-at-run-time':
    'концы известны лишь во время работы, и io.Copy вызывает их собственные ReadFrom и WriteTo',
  'caveat.go.bytes-with-end': 'байты, которые источник отдаёт вместе с концом, больше не теряются',
  'caveat.go.held-back':
    'то, что писатель придержал бы, может быть записано до Flush: Buffered, Available и Reset застанут меньше',
  'caveat.go.failure-named': 'ошибка может называть другой файл и вызов, который копирует',
  'caveat.go.given-buffer': 'данный буфер больше не используется',
  'caveat.javascript.mode': 'копия получает права источника, как принято у fs.copyFile',
  'caveat.javascript.size':
    'fs.copyFile исходит из размера источника: из канала или файла /proc не копируется ничего',
  'caveat.javascript.failure': 'ошибка приходит от copyfile, и цель после неё не остаётся',
  'caveat.javascript.source-first': 'цель создаётся, только если источник открывается',
  'caveat.javascript.copy-onto-itself':
    'файл, копируемый в самого себя, остаётся как есть, а цикл его опустошает',
  'caveat.javascript.closes-other':
    'при отказе одного конца сразу закрывается и другой: ещё не записанное теряется, и он тоже может сообщить о сбое',
  'caveat.javascript.target-failure': 'сбой приёмника бросается здесь, а цикл оставлял его событию',
  'caveat.javascript.waits-for-room': 'копирование ждёт, пока у приёмника нет места, а цикл не ждал',
  'caveat.javascript.source-stops':
    'после сбоя приёмника источник останавливается: его события end и close могут не наступить',
  'caveat.javascript.waits-for-end': 'дальнейший код ждёт, пока приёмник не примет всё',
  'caveat.javascript.unseen-target': 'pipeline принимает только потоки Node, а тип приёмника здесь не виден',
  'caveat.jvm.own-class': 'собственный класс за типом {type}, чей метод {method} не будет вызван',
  'caveat.jvm.interrupted': 'прерванный поток закрывает канал, тогда как поток ввода-вывода работает дальше',
  'caveat.jvm.counts-after-failure': 'после сбоя счётчики и позиции отражают переданные байты',
  'caveat.python.socket-kind': 'сокет датаграмм или неблокирующий вызывает ValueError',
  'caveat.python.overridden-sendall': 'класс, который переопределяет sendall сокета, обходится',
  'caveat.python.overridden-read': 'класс, который переопределяет read файла, обходится',
  'caveat.python.lost-total': 'после отказа сумма не учитывает уже отправленного',
  'caveat.python.flushed':
    'отказ возникает при копировании, возможно с другой ошибкой, а у файлового объекта возникал при его сбросе',
  'caveat.rust.ends-elsewhere':
    'чем являются концы, решается в другом месте; тип с собственным чтением или записью получит порции другого размера',
  'caveat.rust.unseen-traits': 'методы read и write могут быть не из std::io',
  'caveat.rust.failed-read': 'неудачное чтение передаётся вызывающему коду, а цикл принимал его за конец',
  'caveat.rust.read-retried': 'прерванное чтение повторяется, а цикл на нём заканчивался',
  'caveat.rust.pipe-interrupted': 'прерванное чтение из канала завершает копирование, а цикл повторял его',
  'caveat.rust.lost-total': 'после сбоя сумма не учитывает уже перенесённые байты',
  'caveat.rust.left-unused': 'может остаться импорт, константа или функция, которые больше не используются',
};
